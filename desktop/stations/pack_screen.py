"""The packing screen: what must go into the box, what is in it, and what the remarks ask for."""

from __future__ import annotations

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.stations.columns import TrailCard, column, pages, share_room
from desktop.stations.floor_words import flow_of, pack_idle
from desktop.stations.label_card import LabelCard
from desktop.stations.pack_rows import carton_words, phase_of, rows_of
from desktop.stations.remarks import RemarkNotes
from desktop.stations.screen import StationScreen
from desktop.stations.wording import asked, spoken, worded
from desktop.widgets.cards import LineCard
from desktop.widgets.columns import TwoColumns
from desktop.widgets.order_head import OrderHead, OrderView
from desktop.widgets.verdict import VerdictPanel
from fulfilment.station.machines import AnyState
from procedure.machines.pack_state import PackPhase, PackState, weight_in
from procedure.prompts import Prompt, PromptKind
from procedure.tasks import PackTask
from procedure.texts import status_word
from procedure.verdicts import Verdict
from procedure.words import Command, Screen, ServiceLevel, Signal
from resources.catalogue import N_, Translator

_RIGHT = 494
_ON_SCALE = (PackPhase.WEIGH, PackPhase.ACCEPT)
"""Then the weight of this box is meant, not that of the whole parcel."""
_SIGN_IN, _IDLE, _WORK = range(3)


class PackScreen(StationScreen):
    """Order, remarks and lines at the left; verdict over next and trail at the right."""

    screen = Screen.PACK
    commands = (
        Command.HELP,
        Command.CONFIRM,
        Command.UNDO,
        Command.PRINT,
        Command.NEXTBOX,
        Command.LOCK,
        Command.REOPEN,
    )

    def __init__(self, translator: Translator, parent: QWidget | None = None) -> None:
        super().__init__(translator, parent)
        self.head, self.remarks = OrderHead(), RemarkNotes()
        self.lines, self.label = LineCard(), LabelCard()
        self.foot_words = ("", "")
        self.verdict, self.next = VerdictPanel(), TrailCard()
        self._right = column((self.verdict, self.next), self.verdict)
        below, self._below = pages(self.lines, self.label)
        work = column((self.head, self.remarks, below), below)
        left, self._pages = pages(self.sign_in, self.idle, work)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(TwoColumns(left, self._right, _RIGHT))
        self._paint()

    # the working side -------------------------------------------------------------------

    def _paint_work(self, state: AnyState | None) -> None:
        if state is None:
            self._pages.setCurrentIndex(_SIGN_IN)
            return
        assert isinstance(state, PackState)
        task = state.task
        if task is None:
            words = pack_idle(self._tr, self._floor)
            self.idle.set_words("box", *words, flow_of(self._tr, self._floor, self.screen))
            self._pages.setCurrentIndex(_IDLE)
            return
        self._paint_head(state, task)
        self.remarks.set_remarks(self._words(N_("Remark")), task.remarks)
        if phase_of(state) in (PackPhase.LABEL, PackPhase.REOPEN):
            self.label.set_label(
                self._words(N_("Stick the label on this box and scan it")),
                state.number,
                self._words(N_("Box {box}"), box=task.box_code),
            )
            self._below.setCurrentIndex(1)
        else:
            self._paint_lines(state, task)
            self._below.setCurrentIndex(0)
        self._pages.setCurrentIndex(_WORK)

    def _paint_head(self, state: PackState, task: PackTask) -> None:
        parts = [task.carrier_name]
        if task.service is not ServiceLevel.STANDARD:
            parts.append(worded(self._tr, status_word(task.service)))
        parts.append(self._words(N_("box {n} of {of}"), n=task.parcel_index, of=task.parcel_count))
        counted = self._words(
            N_("{counted} of {of} packed"), counted=state.packed, of=state.quantity_asked
        )
        order = OrderView(
            task.order_no, " · ".join(parts), counted, state.packed, state.quantity_asked
        )
        if order != self.head.order:
            self.head.set_order(order)

    def _paint_lines(self, state: PackState, task: PackTask) -> None:
        self.lines.set_rows(rows_of(self._tr, state))
        weight = self._words(N_("weight not known"))
        expected_g = weight_in(state) if state.phase in _ON_SCALE else state.expected_g
        if expected_g is not None:
            weight = self._words(N_("expected {grams} g"), grams=f"{expected_g:,}")
        carton = carton_words(self._tr, state)
        box = (
            f"{task.box_code} · {carton}"
            if carton
            else self._words(N_("Box {box}"), box=task.box_code)
        )
        self.foot_words = box, weight
        self.lines.set_foot(*self.foot_words)

    # the answering side -----------------------------------------------------------------

    def _paint_answer(self, said: Verdict | None, prompt: Prompt) -> None:
        headline, detail = asked(self._tr, prompt)
        words = None if said is None else spoken(self._tr, said)
        grows = words is not None and words.signal in (Signal.WRONG, Signal.STOP)
        idle = self._pages.currentIndex() != _WORK
        self.next.set_compact(grows or (idle and said is None))
        self.next.set_next(self._words(N_("Next")), headline, detail)
        self.next.set_trail_caption(self._words(N_("Last scans")))
        self.next.set_trail(self.trail)
        self.next.set_note(self._counted() if grows else "")
        share_room(self._right)
        if words is None:
            waits = "badge-card" if prompt.kind is PromptKind.SIGN_IN else "barcode-frame"
            self.verdict.show_waiting(headline, waits)
            return
        self._show_in(self.verdict, words, headline)

    def _counted(self) -> str:
        state = None if self._shown is None else self._shown.state
        if not isinstance(state, PackState) or state.task is None:
            return ""
        return self._words(
            N_("{counted} of {of} packed"), counted=state.packed, of=state.quantity_asked
        )
