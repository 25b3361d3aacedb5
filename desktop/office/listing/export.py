"""The export of a listing: asks for a file, writes in the background, says what came of it."""

from __future__ import annotations

from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Generic

from PySide6.QtCore import QObject, QStandardPaths

from desktop.office.latest import Answer, ask
from desktop.office.listing.foot import ListingFoot
from desktop.office.listing.listing import Row, Speech
from desktop.office.listing.sheet_export import Exported, Fate, Progress, export_listing
from procedure.text import NP_
from procedure.words import Signal
from resources.catalogue import N_

if TYPE_CHECKING:
    from desktop.office.listing.screen import ListingScreen

_WRITTEN = NP_("{n} row is in the file {name}.", "{n} rows are in the file {name}.")
_NOT_WRITTEN = {
    Fate.STOPPED: N_("The export is stopped. There is no file."),
    Fate.EXISTS: N_("There is a file {name} already. Choose another name; nothing was written."),
    Fate.UNKNOWN_ENDING: N_("A file ends in .xlsx or .csv. Choose another name."),
    Fate.DISK_FULL: N_("The disk is full. Free some space, then export again; there is no file."),
    Fate.NOT_WRITABLE: N_("{name} cannot be written there. Choose another folder."),
}
_GOOD = frozenset({Fate.WRITTEN})


class ListingExport(QObject, Generic[Row]):
    """Writes all rows that match, in the columns that are shown.

    Args:
        screen: Whose rows they are.
        foot: Asks and shows how far it is.
    """

    def __init__(self, screen: ListingScreen[Row], foot: ListingFoot) -> None:
        super().__init__(screen)
        self._screen, self._foot = screen, foot
        self._progress: Progress | None = None
        foot.export_asked.connect(self.begin)
        foot.named.connect(self._on_named)
        foot.stopped.connect(self.stop)

    @property
    def is_running(self) -> bool:
        """Whether a file is being written."""
        return self._progress is not None

    def begin(self) -> None:
        """Ask where to write, unless a file is being written or there is nothing to write."""
        if self._progress is None and self._screen.is_open and self._foot.export.isEnabled():
            self._foot.ask_name(str(self._free_name()))

    def stop(self) -> None:
        """Write no more; the half file goes."""
        if self._progress is not None:
            self._progress.stop.set()

    def _free_name(self) -> Path:
        where = QStandardPaths.StandardLocation.DownloadLocation
        folder = Path(QStandardPaths.writableLocation(where) or Path.home())
        words = self._screen.listing.words
        name = self._screen.translator.text(words.file_name)
        desk = self._screen.desk
        moment = desk.house.clock().astimezone(desk.zone)
        return folder / f"{name} {moment:%Y-%m-%d %H%M}.xlsx"

    def _on_named(self, name: str) -> None:
        screen, path = self._screen, Path(name).expanduser()
        self._progress = Progress.begin()
        columns = [c for c in screen.listing.columns if c.name in screen.table.columns_shown]
        speech = Speech(screen.translator, screen.desk.zone, screen.desk.house.clock())
        work = partial(
            export_listing,
            screen.desk.house,
            screen.listing,
            screen.asked,
            columns,
            speech,
            path,
            self._progress,
        )
        self._foot.follow(self._progress, screen.rows_expected())
        ask(screen.desk.tasks, work, partial(self._on_done, path))

    def _on_done(self, path: Path, answer: Answer[Exported]) -> None:
        self._progress = None
        self._foot.finish()
        translator, result = self._screen.translator, answer.result
        if result is None:
            self._screen.said.emit(Signal.WRONG, answer.why_not(translator))
        elif result.fate in _GOOD:
            words = translator.plural(*_WRITTEN, result.rows, name=path.name)
            self._screen.said.emit(Signal.GOOD, words)
        else:
            words = translator.text(_NOT_WRITTEN[result.fate], name=path.name)
            self._screen.said.emit(Signal.ATTENTION, words)
