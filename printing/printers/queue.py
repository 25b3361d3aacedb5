"""A print queue of the operating system: CUPS, by its own programs.

A queue that is stopped would keep the job and print it at some later time, when nobody expects a
label any more: so it is asked first. Pages go at actual size, on paper of the page's own size.
A queue takes a document and says no more: a person confirms by scanning the label.

References:
    FIELD "Labels and waybills" (actual size, never fit to page); CUPS lp(1), lpstat(1).
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess

from printing.bitmap import page_sizes_mm
from printing.media import Media
from printing.printers import Sent
from printing.problems import CannotPrint, MaybePrinted, PrintProblem

PATIENCE_SECONDS = 15.0
"""Until the queue's server has taken a document."""
_TAKEN = re.compile(r"request id is (\S+)")
_STOPPED = re.compile(r"^printer \S+ disabled", re.MULTILINE)
_CLOSED = re.compile(r"^\S+ not accepting", re.MULTILINE)


class QueuePrinter:
    """Prints PDFs through a queue.

    Thread: may be used from any thread.

    Args:
        queue: Its name, as `queues` gives it.
        media: The paper in it; a page of another size is refused. None takes every size.
    """

    def __init__(
        self, queue: str, media: Media | None = None, patience: float = PATIENCE_SECONDS
    ) -> None:
        self.name = queue
        self._media = media
        self._patience = patience

    def send(self, pdf: bytes, title: str) -> Sent:
        """Give a document to the queue.

        Raises:
            CannotPrint: `nothing_to_print`, `wrong_page_size`, `printer_unknown`,
                `printer_stopped`, `printer_away` (no print server answers), `printer_failed`:
                the queue has nothing of it.
            MaybePrinted: `printer_stalled`: the server took the document and never answered.
        """
        if not pdf:
            raise CannotPrint(PrintProblem.NOTHING_TO_PRINT)
        width, height = self._checked_size(pdf)
        self._ask_whether_it_prints()
        size = f"media=Custom.{width:g}x{height:g}mm"
        as_it_is = ["-o", size, "-o", "print-scaling=none", "-o", "fit-to-page=false"]
        try:
            answer = _run(["lp", "-d", self.name, "-t", title, *as_it_is], self._patience, pdf)
        except subprocess.TimeoutExpired as error:
            raise MaybePrinted(
                PrintProblem.PRINTER_STALLED, printer=self.name, percent=100
            ) from error
        taken = _TAKEN.search(answer.stdout)
        if answer.returncode or taken is None:
            raise CannotPrint(PrintProblem.PRINTER_STOPPED, printer=self.name)
        return Sent(taken[1], complete=False)

    def _checked_size(self, pdf: bytes) -> tuple[float, float]:
        sizes = page_sizes_mm(pdf)
        for width, height in sizes:
            if self._media and not self._media.matches(width, height):
                raise CannotPrint(
                    PrintProblem.WRONG_PAGE_SIZE,
                    width_mm=round(width),
                    height_mm=round(height),
                    media=self._media.name,
                )
        return round(sizes[0][0], 1), round(sizes[0][1], 1)

    def _ask_whether_it_prints(self) -> None:
        try:
            answer = _run(["lpstat", "-a", self.name, "-p", self.name], self._patience)
        except (OSError, subprocess.TimeoutExpired) as error:
            raise CannotPrint(PrintProblem.PRINTER_AWAY, printer=self.name) from error
        if answer.returncode:
            # The server's answer about a name it does not know and silence look alike.
            there = self.name in queues(self._patience)
            problem = PrintProblem.PRINTER_AWAY if there else PrintProblem.PRINTER_UNKNOWN
            raise CannotPrint(problem, printer=self.name)
        if _STOPPED.search(answer.stdout) or _CLOSED.search(answer.stdout):
            raise CannotPrint(PrintProblem.PRINTER_STOPPED, printer=self.name)


def queues(patience: float = PATIENCE_SECONDS) -> tuple[str, ...]:
    """The queues of this computer, by name; none where it has no print server."""
    if shutil.which("lpstat") is None:
        return ()
    try:
        answer = _run(["lpstat", "-e"], patience)
    except subprocess.TimeoutExpired:
        return ()
    return tuple(sorted(answer.stdout.split())) if answer.returncode == 0 else ()


def _run(
    command: list[str], patience: float, given: bytes | None = None
) -> subprocess.CompletedProcess[str]:
    """What a program of CUPS says, in English."""
    done = subprocess.run(
        command,
        input=given or b"",
        capture_output=True,
        timeout=patience,
        env={**os.environ, "LC_ALL": "C"},
    )
    said = done.stdout.decode("utf-8", "replace")
    wrong = done.stderr.decode("utf-8", "replace")
    return subprocess.CompletedProcess(command, done.returncode, said, wrong)
