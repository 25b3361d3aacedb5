"""Ways onto paper. Each driver fulfils `Printer`; what needs a window system lives elsewhere.

A printer never retries by itself: after bytes were sent nobody knows whether paper came out,
and a second label would put one number on two parcels.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Protocol


@dataclass(frozen=True, slots=True)
class Sent:
    """A document left for a printer.

    Attributes:
        where: Path of the file, or the queue's job, for people and the print job's row.
        complete: True where the printer itself says that it is done (a file on disk); a queue
            or a raw socket only takes bytes, so a person confirms by scanning the label.
    """

    where: str
    complete: bool


class Printer(Protocol):
    """Anything that takes a PDF."""

    def send(self, pdf: bytes, title: str) -> Sent:
        """Give a document to the printer.

        Args:
            pdf: The finished file.
            title: Names the job or the file; never personal data.

        Raises:
            CannotPrint: Nothing was printed, and why.
            MaybePrinted: Something may have been printed; nothing is sent again by itself.
        """
        ...
