"""The sorting screen: the put wall at the left, the slot of the unit in hand giant at the right."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.stations.columns import TrailCard, column, pages, share_room
from desktop.stations.floor_words import flow_of, sort_idle
from desktop.stations.screen import StationScreen
from desktop.stations.wording import asked, spoken, worded
from desktop.widgets.columns import TwoColumns
from desktop.widgets.order_head import OrderHead, OrderView
from desktop.widgets.slot_wall import SlotSign, SlotView, SlotWall
from desktop.widgets.states import State
from desktop.widgets.verdict import VerdictPanel
from fulfilment.station.machines import AnyState
from procedure.machines.sort_state import SortState, open_in
from procedure.prompts import Prompt, PromptKind
from procedure.tasks import WallSlot, WallTask
from procedure.text import NP_
from procedure.texts import status_word
from procedure.verdicts import Verdict, VerdictKind
from procedure.words import Command, Screen, ShortReason, Signal
from resources.catalogue import N_, Translator

_RIGHT = 494
_SIGN_IN, _IDLE, _WORK = range(3)
_PUT = (VerdictKind.PUT_IN_SLOT, VerdictKind.SLOT_DONE)
_ORDER_DIGITS = 4


class SortScreen(StationScreen):
    """Wave and wall at the left; slot and verdict over next and trail at the right."""

    screen = Screen.SORT
    commands = (Command.HELP, Command.CONFIRM, Command.UNDO, Command.SHORT, Command.LOCK)

    def __init__(self, translator: Translator, parent: QWidget | None = None) -> None:
        super().__init__(translator, parent)
        self.head, self.wall = OrderHead(), SlotWall()
        self.sign, self.verdict, self.next = SlotSign(), VerdictPanel(), TrailCard()
        self._right = column((self.sign, self.verdict, self.next), self.verdict)
        work = column((self.head, self.wall), self.wall)
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
        assert isinstance(state, SortState)
        if state.task is None:
            words = sort_idle(self._tr)
            self.idle.set_words("columns", *words, flow_of(self._tr, self._floor, self.screen))
            self._pages.setCurrentIndex(_IDLE)
            return
        self._paint_head(state, state.task)
        last = state.last_slot
        self.wall.set_slots(tuple(_view(slot, slot is last) for slot in state.slots))
        self._pages.setCurrentIndex(_WORK)

    def _paint_head(self, state: SortState, task: WallTask) -> None:
        one, many = NP_("{n} slot to fill", "{n} slots to fill")
        parts = [task.carrier_name] if task.carrier_name else []
        parts.append(self._tr.plural(one, many, state.open_slots))
        wave = OrderView(
            task.wave_no,
            " · ".join(parts),
            self._counted(state),
            state.sorted,
            state.quantity_asked,
        )
        if wave != self.head.order:
            self.head.set_order(wave)

    def _counted(self, state: SortState) -> str:
        return self._words(
            N_("{counted} of {of} sorted"), counted=state.sorted, of=state.quantity_asked
        )

    # the answering side -----------------------------------------------------------------

    def _paint_answer(self, said: Verdict | None, prompt: Prompt) -> None:
        headline, detail = asked(self._tr, prompt)
        words = None if said is None else spoken(self._tr, said)
        grows = words is not None and words.signal in (Signal.WRONG, Signal.STOP)
        state = self._state()
        self._paint_sign(said)
        self.next.set_compact(grows or self.sign.isVisibleTo(self) or (state is None and not said))
        if prompt.kind is PromptKind.SCAN_REASON:
            headline = " · ".join(worded(self._tr, status_word(why)) for why in ShortReason)
        self.next.set_next(self._words(N_("Next")), headline, detail)
        self.next.set_trail_caption(self._words(N_("Last scans")))
        self.next.set_trail(self.trail)
        self.next.set_note(self._counted(state) if grows and state is not None else "")
        share_room(self._right)
        if words is None or said is None:
            waits = "badge-card" if prompt.kind is PromptKind.SIGN_IN else "barcode-frame"
            self.verdict.show_waiting(headline, waits)
            return
        if said.kind in _PUT:  # the slot stands in its own card
            words = replace(words, place=None, sentence=words.name)
        self._show_in(self.verdict, words, headline)

    def _state(self) -> SortState | None:
        shown = self._shown
        if shown is None or shown.operator is None or not isinstance(shown.state, SortState):
            return None
        return shown.state if shown.state.task is not None else None

    def _paint_sign(self, said: Verdict | None) -> None:
        """The giant number: only while the unit in hand belongs somewhere."""
        is_put = said is not None and said.kind in _PUT
        self.sign.setVisible(is_put)
        if said is not None and is_put:
            order_no = str(said.params["order_no"])
            order = self._words(N_("order …{digits}"), digits=order_no[-_ORDER_DIGITS:])
            slot = str(said.params["slot"])
            self.sign.set_slot(self._words(N_("Put into slot")), order, slot)


def _view(slot: WallSlot, current: bool) -> SlotView:
    of = sum(item.quantity for item in slot.items)
    inside = sum(item.sorted for item in slot.items)
    state = State.STOP if slot.stopped else None if open_in(slot) else State.GOOD
    return SlotView(slot.slot, f"{inside} / {of}", state, current)
