"""Count: shelves are looked at, and what is found becomes what the books say."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from db.views.counts import CountRow
from desktop.office.counting.detail import CountDetail
from desktop.office.counting.listing import COUNTS
from desktop.office.listing.screen import ListingScreen
from desktop.widgets.buttons import Button
from procedure.scans import RawScan
from resources.catalogue import N_, Translator

if TYPE_CHECKING:
    from desktop.office.desk import Desk


class CountScreen(ListingScreen[CountRow]):
    """The counts and one of them.

    Attributes:
        count: The detail.
        new: Asks what to count.
    """

    sounded = Signal(object)
    """The tone of a scan's verdict: a `procedure.words.Signal`."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self.count = CountDetail(desk)
        super().__init__(desk, COUNTS, self.count, parent)
        self.new = Button(desk.translator.text(N_("New count")), "plus", kind="primary")
        self.bar.add_button(self.new)
        self.new.clicked.connect(self.count.ask_new)
        self.count.opened.connect(self._on_opened_count)
        self.count.sounded.connect(self.sounded)

    def take_raw(self, raw: RawScan) -> None:
        """A scan counts: see `CountDetail.take_raw`."""
        if self.is_open:
            self.count.take_raw(raw)

    def retranslate(self, translator: Translator) -> None:
        """Speak another language."""
        super().retranslate(translator)
        self.new.setText(translator.text(N_("New count")))

    def _on_opened_count(self, count_id: int) -> None:
        self.bar.show_all()
        self.table.choose(count_id)
        self.detail.show_key(count_id)
        self.read_again()
