"""The shape every station machine has.

A machine is a pure function `step(state, event, policy) -> Step`. Events are scans that were
read (`Scanned`) and the centre's answers to gates (`Answered`). A step with a gate among its
effects has no verdict yet that may sound: the tone is that of the step which takes the answer.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Generic, TypeVar

from procedure.codes import Code
from procedure.effects import Answer, Effect, Gate
from procedure.ids import EventId
from procedure.verdicts import Verdict
from procedure.weighing import OnScale

S = TypeVar("S")


@dataclass(frozen=True, slots=True)
class Scanned:
    """A scan that was read.

    Attributes:
        at: Aware UTC time of reception.
        tick_ms: Monotonic milliseconds of reception.
        device: Which scanner; double reads are told per device.
        today: The warehouse's business day, for expiry.
        scale: What the station's scale showed at that moment; None where it has none.
    """

    event_id: EventId
    code: Code
    at: datetime
    tick_ms: int
    device: str
    today: date
    scale: OnScale | None = None


@dataclass(frozen=True, slots=True)
class Answered:
    """The centre answered a gate."""

    gate: Gate
    answer: Answer


Event = Scanned | Answered


@dataclass(frozen=True, slots=True)
class Step(Generic[S]):
    """What a step gives: the state after it, the verdict, and what the centre must do.

    Attributes:
        verdict: None exactly when `effects` contains a gate: its answer brings the verdict.
        effects: In the order in which they must be applied, unit effects first.
    """

    state: S
    verdict: Verdict | None
    effects: tuple[Effect, ...] = ()
