"""The shipping desk: what waits for whom, the hand-over that is open, the label in true size."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from zoneinfo import ZoneInfo

from PySide6.QtGui import QImage, QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.views.floor import CarrierQueue, DeskParcel
from desktop.stations.carrier_cards import CarrierCards, CarrierView, time_left
from desktop.stations.columns import column, pages
from desktop.stations.desk_rows import rows_of
from desktop.stations.desk_table import DeskTable
from desktop.stations.floor_words import flow_of, ship_idle
from desktop.stations.handover_card import HandoverCard, HandoverView
from desktop.stations.label_preview import LabelPreview, wanted_width
from desktop.stations.screen import StationScreen
from desktop.stations.wording import Spoken, asked, last_digits, spoken
from desktop.theme.tokens import tokens
from desktop.widgets.columns import TwoColumns
from desktop.widgets.verdict import VerdictPanel
from fulfilment.station.machines import AnyState
from procedure.machines.ship import ShipState
from procedure.prompts import Prompt, PromptKind
from procedure.text import NP_
from procedure.verdicts import Verdict, VerdictKind
from procedure.words import Command, ParcelStatus, Screen, Signal
from resources.catalogue import N_, Translator

_PANEL = 408
_ANSWER = 160
_BY_NUMBER = frozenset({VerdictKind.LABEL_BOUND, VerdictKind.PARCEL_COUNTED, VerdictKind.BOX_RIGHT})


class _Answer(QWidget):
    """Verdict left, hand-over right; a wrong verdict grows over the hand-over."""

    def __init__(self, verdict: VerdictPanel, handover: HandoverCard) -> None:
        super().__init__()
        self.setFixedHeight(_ANSWER)
        self._verdict, self._handover = verdict, handover
        self._grown = False
        verdict.setParent(self)
        handover.setParent(self)

    def set_grown(self, grown: bool) -> None:
        """Give the whole row to the verdict, or take it back."""
        if grown != self._grown:
            self._grown = grown
            self._share()

    def _share(self) -> None:
        gap, width = tokens().gap, self.width()
        left = width if self._grown else min(_PANEL, (width - gap) // 2)
        self._verdict.setGeometry(0, 0, left, self.height())
        self._handover.setVisible(not self._grown)
        self._handover.setGeometry(left + gap, 0, max(0, width - left - gap), self.height())

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width."""
        super().resizeEvent(event)
        self._share()


class ShipScreen(StationScreen):
    """Carriers and parcels over verdict and hand-over at the left, the label at the right."""

    screen = Screen.SHIP
    commands = (Command.HELP, Command.CONFIRM, Command.UNDO, Command.LOCK)

    def __init__(self, translator: Translator, parent: QWidget | None = None) -> None:
        super().__init__(translator, parent)
        self._queues: tuple[CarrierQueue, ...] = ()
        self._parcels: tuple[DeskParcel, ...] | None = None
        self.carriers, self.table = CarrierCards(), DeskTable()
        self.verdict, self.handover, self.label = VerdictPanel(), HandoverCard(), LabelPreview()
        self._answer = _Answer(self.verdict, self.handover)
        below, self._below = pages(self.idle, self.table)
        desk = column((self.carriers, below), below)
        upper, self._pages = pages(self.sign_in, desk)
        left = column((upper, self._answer), upper)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(TwoColumns(left, self.label, wanted_width(), left_least=640))
        self._paint()

    # what the program tells it ---------------------------------------------------------

    def show_desk(
        self,
        queues: tuple[CarrierQueue, ...],
        parcels: tuple[DeskParcel, ...],
        now: datetime,
        zone: ZoneInfo,
    ) -> None:
        """What waits at the desk.

        Args:
            queues: Every carrier.
            parcels: Oldest first, as many as were read.
            now: Aware; the clocks run on from here.
            zone: Of the warehouse, in which cut-offs are meant.
        """
        self._queues, self._parcels = queues, parcels
        self.carriers.set_carriers(tuple(self._carrier(queue, now, zone) for queue in queues))
        self._paint()

    def show_label(self, image: QImage | None, caption: str) -> None:
        """The label last printed, drawn by the printing room; shown in true size."""
        self.label.set_label(image, caption)

    def retranslate(self, translator: Translator) -> None:
        """Say everything in another language."""
        self._tr = translator
        # The clocks were set by `show_desk`; only the words change here.
        self.carriers.reword(
            {
                int(queue.carrier_id): (self._cut_off(queue), self._ready(queue))
                for queue in self._queues
            }
        )
        super().retranslate(translator)

    def _carrier(self, queue: CarrierQueue, now: datetime, zone: ZoneInfo) -> CarrierView:
        return CarrierView(
            queue.carrier_id,
            queue.name,
            self._cut_off(queue),
            time_left(queue, now, zone),
            queue.waiting,
            self._ready(queue),
        )

    def _cut_off(self, queue: CarrierQueue) -> str:
        if queue.cut_off is None:
            return self._words(N_("no cut-off"))
        return queue.cut_off.strftime("%H:%M")

    def _ready(self, queue: CarrierQueue) -> str:
        return self._words(
            N_("{bound} of {waiting} checked"), bound=queue.bound, waiting=queue.waiting
        )

    # the working side -------------------------------------------------------------------

    def _paint_work(self, state: AnyState | None) -> None:
        self.label.set_words(
            self._words(N_("Label, true size")),
            self._words(N_("Label, made to fit")),
            self._words(N_("The label printed last is shown here.")),
        )
        if state is None:
            self._pages.setCurrentIndex(0)
            return
        assert isinstance(state, ShipState)
        self.carriers.choose(None if state.handover is None else state.handover.carrier_id)
        if self._parcels:
            self._paint_table(state, self._parcels)
            self._below.setCurrentIndex(1)
        else:
            words = ship_idle(self._tr, self._floor)
            self.idle.set_words("truck", *words, flow_of(self._tr, self._floor, self.screen))
            self._below.setCurrentIndex(0)
        self._pages.setCurrentIndex(1)

    def _paint_table(self, state: ShipState, parcels: tuple[DeskParcel, ...]) -> None:
        counted = () if state.handover is None else state.handover.counted
        current = counted[-1] if counted else ""
        if state.box is not None:
            current = state.box.number
        self.table.set_titles(
            (
                self._words(N_("Waybill")),
                self._words(N_("Order")),
                self._words(N_("City")),
                self._words(N_("kg")),
                self._words(N_("State")),
            )
        )
        self.table.set_rows(rows_of(self._tr, parcels, counted, current))
        total = max(len(parcels), sum(queue.waiting for queue in self._queues))
        left = self._words(N_("{shown} of {total} parcels"), shown=len(parcels), total=total)
        self.table.set_foot(left, self._worries(parcels))

    def _worries(self, parcels: tuple[DeskParcel, ...]) -> str:
        held = sum(1 for parcel in parcels if parcel.holds)
        unchecked = sum(
            1 for parcel in parcels if not parcel.holds and parcel.status is ParcelStatus.PACKED
        )
        parts = []
        if held:
            parts.append(self._words(N_("{n} on hold"), n=held))
        if unchecked:
            one, many = NP_("{n} label to check", "{n} labels to check")
            parts.append(self._tr.plural(one, many, unchecked))
        return ", ".join(parts)

    # the answering side -----------------------------------------------------------------

    def _paint_answer(self, said: Verdict | None, prompt: Prompt) -> None:
        headline, detail = asked(self._tr, prompt)
        words = None if said is None else self._numbered(said)
        grows = words is not None and words.signal not in (Signal.GOOD, Signal.COMPLETE)
        self._answer.set_grown(grows or prompt.kind is PromptKind.SIGN_IN)
        self._paint_handover(headline, detail, prompt)
        if words is None:
            waits = "badge-card" if prompt.kind is PromptKind.SIGN_IN else "barcode-frame"
            self.verdict.show_waiting(headline, waits)
            return
        self.verdict.show_verdict(
            words.signal, words.word, words.count, words.sentence, words.place
        )

    def _numbered(self, said: Verdict) -> Spoken:
        """The verdict in words; a right label's last digits stand largest."""
        words = spoken(self._tr, said)
        number = str(said.params.get("number", ""))
        if said.kind not in _BY_NUMBER or not number:
            return words
        told = words.word
        if said.kind is VerdictKind.PARCEL_COUNTED:
            told = self._words(N_("Counted, {count}"), count=words.count)
        return replace(words, word="", count=last_digits(number), sentence=told, place=None)

    def _paint_handover(self, headline: str, detail: str, prompt: Prompt) -> None:
        shown = self._shown
        task = None
        if shown is not None and shown.operator is not None and isinstance(shown.state, ShipState):
            task = shown.state.handover
        if task is None and prompt.kind is PromptKind.SCAN_PARCEL:
            headline = self._words(N_("No hand-over is open"))
            detail = self._words(N_("The first label opens one. A box sticker checks its label."))
        if task is None:
            self.handover.set_view(HandoverView(headline, detail))
            return
        if prompt.kind is PromptKind.COUNT_PARCELS:
            detail = self._words(N_("or the confirm card to hand over"))
        counted = self._words(
            N_("{counted} of {of} counted"), counted=len(task.counted), of=task.expected
        )
        self.handover.set_view(
            HandoverView(
                headline, detail, task.carrier_name, counted, len(task.counted), task.expected
            )
        )
