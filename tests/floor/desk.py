"""A desk without a window: scans go in, verdicts come out, gates are answered."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from types import ModuleType
from typing import Any

from procedure.effects import Effect, is_gate
from procedure.machines.step import Answered, Event, Step
from procedure.machines.transitions import inputs_of, outcome_of
from procedure.policy import StationPolicy
from procedure.reading import WEIGHT_KEY
from procedure.verdicts import Verdict, VerdictKind
from procedure.weighing import OnScale
from tests.floor.centre import Centre
from tests.floor.goods import TODAY, scan

POLICY = StationPolicy()
Seen = tuple[str, frozenset[str], str, str]


@dataclass
class Desk:
    """One machine at work.

    Attributes:
        machine: `procedure.machines.pick`, `pack` or `ship`.
        scale: What the scale of the station shows; None where it has none.
        pause_ms: What passes between scans; more than any window.
        transitions: What was seen: phase, inputs, phase, outcome.
    """

    machine: ModuleType
    centre: Centre = field(default_factory=Centre)
    pause_ms: int = 3000
    tick_ms: int = 100_000
    today: date = TODAY
    scale: OnScale | None = None
    state: Any = None
    effects: list[Effect] = field(default_factory=list)
    verdicts: list[Verdict] = field(default_factory=list)
    transitions: list[Seen] = field(default_factory=list)

    def __post_init__(self) -> None:
        if self.state is None:
            self.state = self.machine.initial()

    def scan(
        self,
        text: str,
        after_ms: int | None = None,
        device: str = "serial:1",
        aim: str | None = None,
    ) -> Verdict:
        """The verdict on a text, gates answered by the centre."""
        self.tick_ms += self.pause_ms if after_ms is None else after_ms
        event = scan(text, self.tick_ms, device, aim, self.today, self.scale)
        step = self._step(event)
        gate = next((effect for effect in step.effects if is_gate(effect)), None)
        answer = self.centre.apply(step.effects, gate)
        while gate is not None:
            step = self._step(Answered(gate, answer))
            gate = next((effect for effect in step.effects if is_gate(effect)), None)
            if gate is not None:
                answer = self.centre.apply(step.effects, gate)
        assert step.verdict is not None
        self.verdicts.append(step.verdict)
        return step.verdict

    def weigh(self, grams: int) -> Verdict:
        """The verdict on a load that comes to lie still on the scale."""
        self.scale = OnScale(grams)
        return self.scan(f"{WEIGHT_KEY}{grams}")

    def scans(self, *texts: str) -> list[VerdictKind]:
        """The kinds of the verdicts on texts, one after the other."""
        return [self.scan(text).kind for text in texts]

    def look_ahead(self, texts: Iterable[str]) -> None:
        """Note what each text would lead to from here; nothing of it happens."""
        for text in texts:
            tick_ms = self.tick_ms + self.pause_ms
            event = scan(text, tick_ms, today=self.today, scale=self.scale)
            step: Step[Any] = self.machine.step(self.state, event, POLICY)
            if step.verdict is not None:
                self.verdicts.append(step.verdict)
            self._note(event, step)

    @property
    def phase(self) -> str:
        """What the machine waits for."""
        return str(self.state.phase.value)

    def _step(self, event: Event) -> Step[Any]:
        step: Step[Any] = self.machine.step(self.state, event, POLICY)
        again = self.machine.step(self.state, event, POLICY)
        assert step == again, "a step is a function of its arguments"
        assert (step.verdict is None) == any(map(is_gate, step.effects))
        self._note(event, step)
        self.state = step.state
        self.effects += step.effects
        return step

    def _note(self, event: Event, step: Step[Any]) -> None:
        outcome = outcome_of(event, step.verdict, step.effects)
        after = str(step.state.phase.value)
        self.transitions.append((self.phase, inputs_of(event), after, outcome))
