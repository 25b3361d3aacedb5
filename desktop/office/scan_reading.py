"""A scan at the desk becomes a code, off the main thread: no office screen judges a scan itself."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from procedure.codes import Code, KnownProduct, ProductReading
from procedure.machines.readings import readings_of
from procedure.reading import read
from procedure.scans import RawScan

if TYPE_CHECKING:
    from desktop.office.desk import Desk


@dataclass(frozen=True, slots=True)
class Found:
    """What was scanned.

    Attributes:
        text: As the device delivered it.
    """

    text: str
    code: Code

    @property
    def product(self) -> KnownProduct | None:
        """The product it is of; None where it is of none, or nobody can tell of which."""
        found = {reading.product for reading in readings_of(self.code, ProductReading)}
        return found.pop() if len(found) == 1 else None


def find_code(desk: Desk, raw: RawScan) -> Found:
    """Everything a scan may mean; products are asked for where they are not known here yet.

    Raises:
        CannotNow: The database is away.
    """
    return Found(raw.raw_text, read(raw, desk.catalogue.look_up))
