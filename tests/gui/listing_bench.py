"""A listing screen over the small house: what a test needs to see and to wait for."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget
from pytestqt.qtbot import QtBot

from desktop.office.desk import Desk
from desktop.office.listing.column_choices import ColumnChoices
from desktop.office.listing.listing import Listing
from desktop.office.listing.screen import ListingScreen
from desktop.tasks import Tasks
from fulfilment.house import Actor
from procedure.scans import RawScan
from procedure.words import Post, ScanSource
from resources.catalogue import Translator, load
from scanner.reception import Reception
from tests.plugins.houses import SmallHouse


class PlainDetail(QWidget):
    """A detail that remembers what it was asked to show."""

    said = Signal(object, str)
    changed = Signal()

    def __init__(self) -> None:
        super().__init__()
        self.key: Any | None = None
        self.refreshed = 0

    def show_key(self, key: Any | None) -> None:
        """Remember it."""
        self.key = key

    def refresh(self) -> None:
        """Count it."""
        self.refreshed += 1

    def focus_first(self) -> None:
        """Take the keyboard."""
        self.setFocus()

    def retranslate(self, translator: Translator) -> None:
        """There are no words here."""


class Office:
    """A desk in the small house, where office screens are shown in a window of the usual size."""

    def __init__(
        self, small: SmallHouse, qtbot: QtBot, tasks: Tasks, folder: Path, post: Post
    ) -> None:
        self.small, self.qtbot, self.tasks = small, qtbot, tasks
        self.actor: Actor | None = small.people[post]
        self.said: list[tuple[object, str]] = []
        self.desk = Desk(small.house, tasks, lambda: self.actor, load("en"), ColumnChoices(folder))

    def listing(self, listing: Listing[Any]) -> ListingScreen[Any]:
        """A screen of this listing with a plain detail."""
        screen: ListingScreen[Any] = ListingScreen(self.desk, listing, PlainDetail())
        self.show(screen)
        return screen

    def show(self, screen: Any) -> None:
        """Show a screen as large as the smallest window leaves it."""
        self.qtbot.addWidget(screen)
        screen.said.connect(self._on_said)
        screen.resize(1278, 676)
        screen.show()

    def open(self, screen: ListingScreen[Any]) -> None:
        """Bring it to the front and wait for its first rows."""
        screen.activate()
        self.qtbot.waitUntil(lambda: screen.table.rows.rowCount() > 0)

    def _on_said(self, signal: object, sentence: str) -> None:
        self.said.append((signal, sentence))


def raw_scan(text: str) -> RawScan:
    """What a scanner that types delivers; an AIM identifier may stand before the text."""
    return Reception().of_text(text, device="wedge", source=ScanSource.WEDGE)


def cells(screen: ListingScreen[Any], column: int = 0) -> list[str]:
    """One column of the table as it reads."""
    rows = screen.table.rows
    return [rows.index(row, column).data() for row in range(rows.rowCount())]
