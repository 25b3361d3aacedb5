"""Waves: what waits until its carrier comes, the waves that are under way, and one of them."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from db.views.waves import WaitingOrders, WaveRow
from desktop.office.latest import Answer, Latest
from desktop.office.listing.screen import ListingScreen
from desktop.office.waves.acts import read_waiting
from desktop.office.waves.detail import WaveDetail
from desktop.office.waves.listing import WAVES
from desktop.office.waves.waiting import WaitingStrip
from desktop.office.waves.words import by_carrier
from desktop.widgets.buttons import Button
from procedure.ids import WaveId
from resources.catalogue import N_, Translator

if TYPE_CHECKING:
    from desktop.office.desk import Desk


class WavesScreen(ListingScreen[WaveRow]):
    """The waves table and one wave; above them the orders that wait.

    Attributes:
        wave: The detail.
        waiting: What waits, by carrier.
        new: Asks which waves to build.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self.wave, self.waiting = WaveDetail(desk), WaitingStrip()
        super().__init__(desk, WAVES, self.wave, parent, above=self.waiting)
        self._waits: Latest[tuple[WaitingOrders, ...]] = Latest(desk.tasks)
        self._waiting: tuple[WaitingOrders, ...] | None = None
        self.new = Button(desk.translator.text(N_("New waves")), "plus", kind="primary")
        self.bar.add_button(self.new)
        self.new.clicked.connect(lambda: self.wave.ask_new())
        self.waiting.chosen.connect(self.wave.ask_new)
        self.wave.built.connect(self._on_built)

    def key_hints(self) -> tuple[tuple[str, str], ...]:
        """Keys for the foot."""
        return (*super().key_hints(), ("F6", self.translator.text(N_("new waves"))))

    def retranslate(self, translator: Translator) -> None:
        """Speak another language."""
        super().retranslate(translator)
        self.new.setText(translator.text(N_("New waves")))
        self._show_waiting()

    def _add_keys(self) -> None:
        super()._add_keys()
        self.add_key("F6", lambda: self.wave.ask_new())

    def _read_counts(self) -> None:
        super()._read_counts()
        self._waits.ask(partial(read_waiting, self.desk.house), self._on_waiting)

    def _on_waiting(self, answer: Answer[tuple[WaitingOrders, ...]]) -> None:
        if answer.result is not None:
            self._waiting = answer.result
            self._show_waiting()

    def _show_waiting(self) -> None:
        if self._waiting is not None:
            speech = self._speech()
            waiting = by_carrier(self._waiting, speech.now, speech.zone)
            self.waiting.show_waiting(waiting, speech)

    def _on_built(self, wave_id: WaveId) -> None:
        self.bar.show_all()
        self.table.choose(wave_id)
        self.detail.show_key(wave_id)
        self.read_again()
