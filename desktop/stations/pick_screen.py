"""The picking screen: the next shelf in the largest letters there are, then what to take."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Qt
from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from db.views.floor import HeldTask
from desktop.stations.columns import TrailCard, column, pages, share_room
from desktop.stations.floor_words import IdleWords, flow_of, pick_begun, pick_idle
from desktop.stations.remarks import RemarkNotes
from desktop.stations.screen import StationScreen
from desktop.stations.wording import Spoken, asked, spoken, worded
from desktop.widgets.buttons import Button
from desktop.widgets.columns import TwoColumns
from desktop.widgets.picking import ProductCard, ShelfSign, SlotCard, StepChips
from desktop.widgets.states import State
from desktop.widgets.verdict import VerdictPanel
from desktop.widgets.verdict_layout import Place
from fulfilment.station.machines import AnyState
from fulfilment.station.station import Shown
from procedure.ids import PickTaskId
from procedure.machines.pick_state import PickPhase, PickState, open_stops
from procedure.parcel_words import ManualReason
from procedure.pick_words import (
    captions_of,
    phase_of,
    progress_of,
    quantity_of,
    reference_of,
    steps_of,
    stop_in_front,
)
from procedure.prompts import Prompt, PromptKind
from procedure.tasks import PickStop
from procedure.texts import status_word
from procedure.verdicts import Verdict, VerdictKind
from procedure.words import Command, Screen, ShortReason, Signal
from resources.catalogue import N_, Translator

_RIGHT = 382
_SIGN_IN, _IDLE, _WORK = range(3)
_COUNTED = (VerdictKind.UNIT_COUNTED, VerdictKind.LINE_DONE)
_ORDER_DIGITS = 4
_COUNTABLE = (PickPhase.PRODUCT, PickPhase.LOT)
"""Where a unit without a code may be counted by hand."""


class PickScreen(StationScreen):
    """Shelf, product, steps at the left; verdict, slot and what comes after at the right."""

    screen = Screen.PICK
    commands = (
        Command.HELP,
        Command.CONFIRM,
        Command.UNDO,
        Command.SHORT,
        Command.SKIP,
        Command.LOCK,
        Command.EMPTY,
    )
    card_chosen = QtSignal(str)
    """A card on the screen was clicked; carries its code, to be taken as a scan."""

    def __init__(self, translator: Translator, parent: QWidget | None = None) -> None:
        super().__init__(translator, parent)
        self.sign, self.product, self.steps = ShelfSign(), ProductCard(), StepChips()
        self.remarks = RemarkNotes()
        self.verdict, self.slot, self.after = VerdictPanel(), SlotCard(), TrailCard()
        self.slot_shown = self._last_slot = ""
        self._held: HeldTask | None = None
        self._opened: PickTaskId | None = None
        self.by_hand = Button()
        steps = QWidget()
        row = QHBoxLayout(steps)
        row.setContentsMargins(0, 0, 0, 0)
        row.addWidget(self.steps, 1)
        row.addWidget(self.by_hand)
        work = column((self.sign, self.remarks, self.product, steps), self.sign)
        left, self._pages = pages(self.sign_in, self.idle, work)
        self._right = column((self.verdict, self.slot, self.after), self.verdict)
        columns = TwoColumns(left, self._right, _RIGHT)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(columns)
        # A scanner's Enter must never press it.
        self.by_hand.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.by_hand.clicked.connect(self._on_by_hand)
        self._paint()

    def show_shown(self, shown: Shown) -> None:
        """Paint state, verdict and prompt; remember where a task's last unit belongs."""
        if shown.verdict is not None and shown.screen is self.screen:
            state = self._state()
            due = None if state is None else state.due
            self._last_slot = ""
            if shown.verdict.kind is VerdictKind.TASK_DONE and due is not None:
                self._last_slot = str(due.slot or "")
        super().show_shown(shown)

    def show_held(self, held: HeldTask | None) -> None:
        """Which task this station has begun: after a restart nothing else says so."""
        if held != self._held:
            self._held = held
            self._paint()

    # the working side -------------------------------------------------------------------

    def _paint_work(self, state: AnyState | None) -> None:
        if state is None:
            self._pages.setCurrentIndex(_SIGN_IN)
            return
        assert isinstance(state, PickState)
        if state.task is None:
            words = self._idle_words()
            self.idle.set_words("cart", *words, flow_of(self._tr, self._floor, self.screen))
            self._pages.setCurrentIndex(_IDLE)
            return
        self._opened = state.task.task_id
        self.remarks.set_remarks(self._words(N_("Remark")), state.task.remarks)
        due = stop_in_front(state)
        if due is not None:
            self._paint_stop(state, due)
        self._pages.setCurrentIndex(_WORK)

    def _idle_words(self) -> IdleWords:
        """What was open on this screen was ended or given back here: the watch only lags."""
        held = self._held
        if held is None or held.task_id == self._opened:
            return pick_idle(self._tr, self._floor)
        return pick_begun(self._tr, held.sheet)

    def _paint_stop(self, state: PickState, due: PickStop) -> None:
        tr, phase = self._tr, phase_of(state)
        title, there = self._words(N_("Go to shelf")), None
        if phase is PickPhase.FINISH:
            title, there = self._words(N_("Everything is taken")), State.GOOD
        elif phase is PickPhase.ZERO:
            title, there = self._words(N_("Is it empty?")), State.ATTENTION
        elif phase is not PickPhase.SHELF:
            title, there = self._words(N_("Take from shelf")), State.GOOD
        self.sign.set_shelf(
            title, due.shelf, captions_of(tr, due.shelf), progress_of(tr, state), there
        )
        lot = self._words(N_("lot {lot}"), lot=due.lot) if due.product.lot_tracked else ""
        self.product.set_product(
            due.product.sku, due.product.name, lot, reference_of(tr, due), quantity_of(due)
        )
        self.steps.set_steps(*steps_of(tr, state, due))
        self.by_hand.setText(worded(tr, status_word(ManualReason.NO_CODE)))
        self.by_hand.setVisible(state.phase in _COUNTABLE)

    def _on_by_hand(self) -> None:
        self.card_chosen.emit(ManualReason.NO_CODE.value)

    # the answering side -----------------------------------------------------------------

    def _paint_answer(self, said: Verdict | None, prompt: Prompt) -> None:
        headline, _detail = asked(self._tr, prompt)
        words = None if said is None else spoken(self._tr, said)
        grows = words is not None and words.signal in (Signal.WRONG, Signal.STOP)
        self._paint_slot(said, grows)
        self._paint_after(prompt, grows)
        share_room(self._right)
        if words is None or said is None:
            waits = "badge-card" if prompt.kind is PromptKind.SIGN_IN else "barcode-frame"
            self.verdict.show_waiting(headline, waits)
            return
        self._show_in(self.verdict, self._with_slot(said, words), headline)

    def _state(self) -> PickState | None:
        shown = self._shown
        if shown is None or shown.operator is None or not isinstance(shown.state, PickState):
            return None
        return shown.state if shown.state.task is not None else None

    def _slot_stop(self, said: Verdict | None) -> PickStop | None:
        """Whose slot is asked for: that of the unit just counted, else of the stop due."""
        state = self._state()
        if state is None:
            return None
        if said is not None and said.kind in _COUNTED and state.taken:
            last = state.taken[-1].line_id
            return next((s for s in state.stops if s.line_id == last), state.due)
        return state.due

    def _paint_slot(self, said: Verdict | None, grows: bool) -> None:
        stop = self._slot_stop(said)
        slot = "" if stop is None or stop.slot is None else str(stop.slot)
        self.slot_shown = "" if grows else slot
        self.slot.setVisible(bool(self.slot_shown))
        if stop is not None:
            order = self._words(N_("order …{digits}"), digits=stop.order_no[-_ORDER_DIGITS:])
            self.slot.set_slot(self._words(N_("Put into slot")), order, slot)

    def _with_slot(self, said: Verdict, words: Spoken) -> Spoken:
        """The slot stands in its own card; after a task's last unit there is none, so it is said
        with the verdict."""
        place = words.place
        if said.kind in _COUNTED and self.slot_shown:
            place = None
        elif said.kind is VerdictKind.TASK_DONE and self._last_slot:
            place = Place(self._words(N_("Put into slot")), self._last_slot)
        return replace(words, place=place)

    def _paint_after(self, prompt: Prompt, grows: bool) -> None:
        state = self._state()
        idle = state is None and (self._visible() is None or bool(self._last_slot))
        self.after.set_compact(grows or idle)
        self.after.set_trail_caption(self._words(N_("Last scans")))
        self.after.set_trail(self.trail)
        self.after.set_note("")
        if state is None:
            # Its detail stands at the left, where there is room for it.
            self.after.set_next(self._words(N_("Next")), asked(self._tr, prompt)[0])
            return
        if grows:
            self.after.set_note(
                self._words(
                    N_("{counted} of {of} taken"), counted=state.picked, of=state.quantity_asked
                )
            )
        if prompt.kind is PromptKind.SCAN_REASON:
            reasons = " · ".join(worded(self._tr, status_word(why)) for why in ShortReason)
            self.after.set_next(self._words(N_("Reason cards")), reasons)
            return
        if prompt.kind is PromptKind.CHECK_EMPTY:
            self.after.set_next(*asked(self._tr, prompt))
            return
        self._paint_next_stop(state)

    def _paint_next_stop(self, state: PickState) -> None:
        due, rest = state.due, list(open_stops(state.stops))[1:]
        if not rest or due is None:
            self.after.set_next(
                self._words(N_("After this")),
                self._words(N_("Staging shelf")),
                self._words(N_("this is the last stop")),
            )
            return
        after = rest[0]
        caption = N_("After this, same shelf") if after.shelf == due.shelf else N_("After this")
        self.after.set_next(
            self._words(caption), after.shelf, after.product.name, quantity_of(after)
        )
