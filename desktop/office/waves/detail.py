"""One wave beside the list, or the question which waves to build (3.2.2a, 3.2.2b)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QWidget

from desktop.office.latest import Answer, Latest, ask
from desktop.office.listing.keyed_detail import DetailWords, KeyedDetail
from desktop.office.orders.actions import Act, Outcome
from desktop.office.waves import acts as wave_acts
from desktop.office.waves.acts import (
    Built,
    PlanChoices,
    Previewed,
    Printed,
    WaveRead,
    read_choices,
    read_pickers,
    read_wave,
)
from desktop.office.waves.card import WaveCard
from desktop.office.waves.plan import WavePlanForm
from fulfilment.house import Actor, House
from fulfilment.paper.sheet_printing import SheetPlace
from procedure.ids import CarrierId, PersonId, PickTaskId, WaveId
from procedure.words import Signal as Verdict
from resources.catalogue import N_, Translator

if TYPE_CHECKING:
    from desktop.office.desk import Desk

_WORDS = DetailWords(
    icon="waves",
    choose=N_("Choose a wave at the left, or build new ones."),
    gone=N_("This wave is not there any more. Choose another one."),
    loading=N_("The wave is being read."),
)
_WHY = N_("Why are the sheets printed again?")
_WHO = N_("Who picks it?")
_FIRST = N_("Whoever comes first in the zone")
_SURE = N_("Take back {wave_no}? Its orders wait again.")


class WaveDetail(KeyedDetail[WaveRead]):
    """One wave.

    Attributes:
        wave: The card.
        plan: The question which waves to build.
    """

    built = Signal(object)
    """Waves were built; carries the id of the first."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self._giving: tuple[PickTaskId, ...] = ()
        self._where = SheetPlace.HERE
        super().__init__(desk, _WORDS, parent)
        self._choices: Latest[PlanChoices] = Latest(desk.tasks)
        self._pickers: Latest[tuple[tuple[PersonId, str], ...]] = Latest(desk.tasks)
        self.wave = WaveCard(desk.translator, self.speech())
        self.plan = WavePlanForm(desk.translator, self.speech())
        self.set_card(self.wave)
        self.add_aside(self.plan)
        self._connect()

    def _connect(self) -> None:
        wave, plan = self.wave, self.plan
        wave.give.clicked.connect(self._on_give)
        wave.task_opened.connect(self._on_give)
        wave.give_all.clicked.connect(self._on_give_all)
        wave.print_here.clicked.connect(partial(self._on_print, SheetPlace.HERE))
        wave.print_zones.clicked.connect(partial(self._on_print, SheetPlace.ZONE))
        wave.take_back.clicked.connect(self._on_take_back)
        wave.choose.answered.connect(self._on_chosen)
        wave.why.answered.connect(self._print)
        plan.looked.connect(self._on_look)
        plan.built.connect(self._on_build)
        plan.left.connect(self.leave_aside)

    def read(self, house: House, key: WaveId) -> WaveRead | None:
        """The wave, its tasks and its orders."""
        return read_wave(house, key)

    def fill(self, thing: WaveRead) -> None:
        """Show the wave."""
        self.wave.show_wave(thing, self.speech())

    def clear(self) -> None:
        """Leave open questions."""
        self.wave.stop_asking()
        self.wave.tasks.choose(None)

    def name_parts(self) -> None:
        """Write the fixed words anew."""
        self.wave.retranslate(self.translator)
        self.plan.retranslate(self.translator)

    def focus_first(self) -> None:
        """Give the keyboard to the tasks."""
        self.wave.show_tab(0)
        self.wave.tasks.setFocus()

    # tasks and sheets ----------------------------------------------------------------

    def _on_give(self) -> None:
        task = self.wave.tasks.chosen
        if task is not None and task.task_id in self.wave.open_tasks:
            self._ask_who((task.task_id,))

    def _on_give_all(self) -> None:
        self._ask_who(self.wave.open_tasks)

    def _ask_who(self, tasks: tuple[PickTaskId, ...]) -> None:
        self._giving = tasks
        self._pickers.ask(partial(read_pickers, self.desk.house), self._on_pickers)

    def _on_pickers(self, answer: Answer[tuple[tuple[PersonId, str], ...]]) -> None:
        if answer.result is None:
            self.said.emit(Verdict.WRONG, answer.why_not(self.translator))
            return
        text = self.translator.text
        options = [(text(_FIRST), 0), *((name, int(id_)) for id_, name in answer.result)]
        self.wave.choose.begin(text(_WHO), options, text(N_("Give")), text(N_("Leave it")))
        self.wave.offer()

    def _on_take_back(self) -> None:
        if self.thing is None:
            return
        text, self._giving = self.translator.text, ()
        question = text(_SURE, wave_no=self.thing.row.wave_no)
        self.wave.choose.begin(question, (), text(N_("Take back")), text(N_("Leave it")))
        self.wave.offer()

    def _on_chosen(self, person: int | None) -> None:
        translator, tasks, wave_id = self.translator, self._giving, self.key
        if wave_id is None:
            return

        def make(house: House, actor: Actor) -> Act:
            if person is None:
                return partial(wave_acts.take_back, house, actor, wave_id, translator)
            who = PersonId(person) if person else None
            return partial(wave_acts.assign, house, actor, tasks, who, translator)

        self.act(make)

    def _on_print(self, where: SheetPlace) -> None:
        self._where = where
        self._print("")

    def _print(self, reason: str) -> None:
        actor, wave_id = self.desk.actor(), self.key
        if actor is None or wave_id is None:
            return
        work = partial(
            wave_acts.print_sheets,
            self.desk.house,
            actor,
            wave_id,
            self._where,
            reason,
            self.translator,
        )
        ask(self.desk.tasks, work, partial(self._on_printed, wave_id))

    def _on_printed(self, wave_id: WaveId, answer: Answer[Printed]) -> None:
        if answer.result is None:
            self.said.emit(Verdict.WRONG, answer.why_not(self.translator))
            return
        outcome = answer.result.outcome
        self.said.emit(outcome.signal, outcome.sentence)
        if answer.result.needs_reason and wave_id == self.key:
            text = self.translator.text
            self.wave.why.begin(text(_WHY), text(N_("Print")), text(N_("Leave it")))
            self.wave.offer()

    # new waves -----------------------------------------------------------------------

    def ask_new(self, carrier: CarrierId | None = None) -> None:
        """Ask which waves to build, for one carrier or for all."""
        self.show_aside(self.plan)
        self._choices.ask(
            partial(read_choices, self.desk.house), partial(self._on_choices, carrier)
        )

    def _on_choices(self, carrier: CarrierId | None, answer: Answer[PlanChoices]) -> None:
        if answer.result is None:
            self.said.emit(Verdict.WRONG, answer.why_not(self.translator))
        self.plan.begin(answer.result or PlanChoices((), ()), carrier, self.speech())

    def _on_look(self) -> None:
        if (actor := self.desk.actor()) is not None:
            wish, house = self.plan.wish, self.desk.house
            work = partial(wave_acts.preview, house, actor, wish, self.translator)
            self.plan.look.setEnabled(False)
            ask(self.desk.tasks, work, self._on_looked)

    def _on_looked(self, answer: Answer[Previewed]) -> None:
        self.plan.look.setEnabled(True)
        if answer.result is None:
            self.said.emit(Verdict.WRONG, answer.why_not(self.translator))
        elif answer.result.outcome is not None:
            self.said.emit(answer.result.outcome.signal, answer.result.outcome.sentence)
        elif answer.result.plan is not None:
            self.plan.show_plan(answer.result.plan, self.speech())

    def _on_build(self) -> None:
        if (actor := self.desk.actor()) is not None:
            wish, house = self.plan.wish, self.desk.house
            self.plan.go.setEnabled(False)
            work = partial(wave_acts.build, house, actor, wish, self.translator)
            ask(self.desk.tasks, work, self._on_built)

    def _on_built(self, answer: Answer[Built]) -> None:
        self.plan.forget_plan()
        if answer.result is None:
            self.said.emit(Verdict.WRONG, answer.why_not(self.translator))
            return
        outcome: Outcome = answer.result.outcome
        self.said.emit(outcome.signal, outcome.sentence)
        if answer.result.first is not None:
            self.leave_aside()
            self.built.emit(answer.result.first)
        self.changed.emit()

    def retranslate(self, translator: Translator) -> None:
        """Speak another language."""
        super().retranslate(translator)
        self.plan.forget_plan()
