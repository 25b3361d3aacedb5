"""The inspection screen: which parcels were drawn and why, what must be found, what is wrong."""

from __future__ import annotations

from dataclasses import replace

from PySide6.QtCore import Signal as QtSignal
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.stations.columns import TrailCard, column, pages, share_room
from desktop.stations.floor_words import flow_of, inspect_idle
from desktop.stations.inspect_rows import (
    draw_words,
    phase_of,
    place_words,
    rows_of,
    tiles_of,
    waiting_rows,
)
from desktop.stations.label_card import LabelCard
from desktop.stations.remarks import RemarkNotes
from desktop.stations.screen import StationScreen
from desktop.stations.wording import Spoken, asked, spoken, worded
from desktop.widgets.cards import LineCard
from desktop.widgets.columns import TwoColumns
from desktop.widgets.defect_tiles import DefectTiles
from desktop.widgets.order_head import OrderHead, OrderView
from desktop.widgets.verdict import VerdictPanel
from fulfilment.quality.waiting import InspectionQueue
from fulfilment.station.machines import AnyState
from procedure.machines.inspect_state import InspectPhase, InspectState
from procedure.prompts import Prompt, PromptKind
from procedure.tasks import InspectTask
from procedure.text import NP_
from procedure.texts import status_word
from procedure.verdicts import Verdict
from procedure.words import Command, Screen, ServiceLevel, Signal
from resources.catalogue import N_, Translator

_RIGHT = 494
_SIGN_IN, _IDLE, _WAITING, _WORK = range(4)
_OWN = N_("You packed this box yourself.")


class InspectScreen(StationScreen):
    """The parcels that wait, or the open one with its defect cards; verdict, next and trail."""

    screen = Screen.INSPECT
    commands = (
        Command.HELP,
        Command.CONFIRM,
        Command.UNDO,
        Command.PRINT,
        Command.LOCK,
        Command.ABORT,
    )
    defect_chosen = QtSignal(str)
    """A defect card on the screen was clicked; carries its code, to be taken as a scan."""

    def __init__(self, translator: Translator, parent: QWidget | None = None) -> None:
        super().__init__(translator, parent)
        self._queue: InspectionQueue | None = None
        self.head, self.remarks = OrderHead(), RemarkNotes()
        self.lines, self.defects, self.label = LineCard(), DefectTiles(), LabelCard()
        self.waiting = LineCard()
        self.foot_words = ("", "")
        self.verdict, self.next = VerdictPanel(), TrailCard()
        self._right = column((self.verdict, self.next), self.verdict)
        units = column((self.lines, self.defects), self.lines)
        below, self._below = pages(units, self.label)
        work = column((self.head, self.remarks, below), below)
        left, self._pages = pages(self.sign_in, self.idle, self.waiting, work)
        layout = QVBoxLayout(self)
        layout.setContentsMargins(0, 0, 0, 0)
        layout.addWidget(TwoColumns(left, self._right, _RIGHT))
        self.defects.chosen.connect(self.defect_chosen)
        self._paint()

    def show_queue(self, queue: InspectionQueue) -> None:
        """Which parcels wait for an inspector, and by which plan they are drawn."""
        if queue != self._queue:
            self._queue = queue
            self._paint()

    # the working side -------------------------------------------------------------------

    def _paint_work(self, state: AnyState | None) -> None:
        if state is None:
            self._pages.setCurrentIndex(_SIGN_IN)
            return
        assert isinstance(state, InspectState)
        task = state.task
        if task is None:
            self._paint_waiting()
            return
        self._paint_head(state, task)
        own = (self._words(_OWN),) if task.packed_by_inspector else ()
        self.remarks.set_remarks(self._words(N_("Remark")), (*own, *task.remarks))
        if phase_of(state) is InspectPhase.LABEL:
            self.label.set_label(
                self._words(N_("Stick the label on this box and scan it")),
                state.number,
                self._words(N_("Box {box}"), box=task.box_code),
            )
            self._below.setCurrentIndex(1)
        else:
            self._paint_units(state, task)
            self._below.setCurrentIndex(0)
        self._pages.setCurrentIndex(_WORK)

    def _paint_waiting(self) -> None:
        queue = self._queue
        if queue is None or not queue.parcels:
            words = inspect_idle(self._tr, self._floor, None if queue is None else queue.plan)
            flow = flow_of(self._tr, self._floor, self.screen)
            self.idle.set_words("clipboard-check", *words, flow)
            self._pages.setCurrentIndex(_IDLE)
            return
        self.waiting.set_rows(waiting_rows(self._tr, queue.parcels))
        one, many = NP_("{n} parcel to inspect", "{n} parcels to inspect")
        plan = worded(self._tr, status_word(queue.plan.sampling))
        counted = self._tr.plural(one, many, queue.waiting)
        self.waiting.set_foot(counted, plan, "clipboard-check")
        self._pages.setCurrentIndex(_WAITING)

    def _paint_head(self, state: InspectState, task: InspectTask) -> None:
        parts = [task.carrier_name]
        if task.service is not ServiceLevel.STANDARD:
            parts.append(worded(self._tr, status_word(task.service)))
        parts.append(worded(self._tr, status_word(task.draw.why)))
        if task.draw.lot_no:
            parts.append(place_words(self._tr, task.draw))
        order = OrderView(
            task.order_no,
            " · ".join(parts),
            self._counted(),
            state.found,
            state.quantity_asked,
        )
        if order != self.head.order:
            self.head.set_order(order)

    def _paint_units(self, state: InspectState, task: InspectTask) -> None:
        self.lines.set_rows(rows_of(self._tr, state))
        plan, seed = draw_words(self._tr, task.draw)
        self.foot_words = plan or self._words(N_("Box {box}"), box=task.box_code), seed
        self.lines.set_foot(*self.foot_words)
        self.defects.set_tiles(tiles_of(self._tr, state.defects))

    # the answering side -----------------------------------------------------------------

    def _paint_answer(self, said: Verdict | None, prompt: Prompt) -> None:
        headline, detail = asked(self._tr, prompt)
        words = None if said is None else _spoken(self._tr, said)
        grows = words is not None and words.signal in (Signal.WRONG, Signal.STOP)
        idle = self._pages.currentIndex() in (_SIGN_IN, _IDLE)
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
        if not isinstance(state, InspectState) or state.task is None:
            return ""
        return self._words(
            N_("{counted} of {of} found"), counted=state.found, of=state.quantity_asked
        )


def _spoken(translator: Translator, said: Verdict) -> Spoken:
    """A verdict in words. A rejected lot, and a box that was failed before all of it was looked
    at, are told in full: where the box goes stands in the sentence."""
    words, params = spoken(translator, said), said.params
    in_full = params.get("goes") == "lot" or "unseen" in params
    return replace(words, place=None) if in_full else words
