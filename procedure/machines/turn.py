"""One turn of any station machine: the rules that are the same at every screen.

A machine gives its own `Rules`; `turn` puts double reads, too-soon scans, stops, help and the
centre's refusals around them:

* A double read is `DUPLICATE_READ`: nothing changes but the guard.
* While a stop stands, everything but `CMD-CONFIRM` repeats it, double reads and help too.
* While a gate is out, a scan is `TOO_SOON`: it is neither judged nor remembered.
* A right scan too soon after a wrong verdict is `TOO_SOON`: nothing changes at all. A weight is
  no scan of a hurried hand: it counts whenever it lies still.
* `CMD-HELP` is `HELP`: nothing changes but the guard.
* A refused gate leaves the machine where it was before the scan, with the centre's verdict.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Generic, TypeVar, assert_never

from procedure.codes import CommandReading, WeightReading
from procedure.effects import Answer, Gate, Refused, is_gate
from procedure.machines.guard import NO_SCANS, Guard
from procedure.machines.readings import reading_of
from procedure.machines.step import Answered, Event, Scanned, Step
from procedure.policy import StationPolicy
from procedure.verdicts import Verdict, VerdictKind, verdict
from procedure.words import Command, Signal


@dataclass(frozen=True, slots=True)
class MachineState:
    """What every station machine remembers.

    Attributes:
        guard: Of scans.
        stop: The stop that waits for `CMD-CONFIRM`, or None.
        gate: What the centre was asked and has not answered, or None.
    """

    guard: Guard = NO_SCANS
    stop: Verdict | None = None
    gate: Gate | None = None


S = TypeVar("S", bound=MachineState)


@dataclass(frozen=True, slots=True)
class Rules(Generic[S]):
    """What differs between machines.

    Attributes:
        judge: The step on a scan that is no double read and no help, while nothing stops.
        take_answer: The step on an answer that is no refusal.
        recall: The state before the gate that is out.
        lock: The state that waits for a stop to be confirmed.
        unlock: The step on the confirmed stop.
    """

    judge: Callable[[S, Scanned, StationPolicy], Step[S]]
    take_answer: Callable[[S, Answer], Step[S]]
    recall: Callable[[S], S]
    lock: Callable[[S, Verdict], S]
    unlock: Callable[[S, Verdict], Step[S]]


def turn(rules: Rules[S], state: S, event: Event, policy: StationPolicy) -> Step[S]:
    """One step of a machine. Never raises, whatever is scanned or answered."""
    match event:
        case Scanned():
            return _take_scan(rules, state, event, policy)
        case Answered():
            return _take_answer(rules, state, event)
        case _:
            assert_never(event)


def _take_scan(rules: Rules[S], state: S, scan: Scanned, policy: StationPolicy) -> Step[S]:
    if state.gate is not None:
        return Step(state, verdict(VerdictKind.TOO_SOON))
    reading = reading_of(scan.code, CommandReading)
    command = None if reading is None else reading.command
    if state.stop is not None and command is not Command.CONFIRM:
        guard = state.guard.taken(scan).said(state.stop, scan.tick_ms)
        return Step(replace(state, guard=guard), state.stop)
    if state.guard.is_double(scan, policy):
        dropped = replace(state, guard=state.guard.dropped(scan))
        return Step(dropped, verdict(VerdictKind.DUPLICATE_READ))
    if state.stop is not None:
        step = rules.unlock(replace(state, stop=None), state.stop)
    elif command is Command.HELP:
        return Step(replace(state, guard=state.guard.taken(scan)), verdict(VerdictKind.HELP))
    else:
        step = rules.judge(state, scan, policy)
    is_weight = reading_of(scan.code, WeightReading) is not None
    if _is_right(step) and not is_weight and state.guard.is_too_soon(scan, policy):
        return Step(state, verdict(VerdictKind.TOO_SOON))
    return _told(rules, step, state.guard.taken(scan), scan.tick_ms)


def _take_answer(rules: Rules[S], state: S, event: Answered) -> Step[S]:
    if state.gate is None or state.gate != event.gate:
        return Step(state, verdict(VerdictKind.NOTHING_TO_DO))  # late: nobody waits for it
    if isinstance(event.answer, Refused):
        step = Step(rules.recall(state), event.answer.verdict)
    else:
        step = rules.take_answer(state, event.answer)
    return _told(rules, step, state.guard, state.guard.last_ms)


def _is_right(step: Step[S]) -> bool:
    said = step.verdict
    return said is None or not (said.is_refusal or said.signal is Signal.DUPLICATE)


def _told(rules: Rules[S], step: Step[S], guard: Guard, tick_ms: int) -> Step[S]:
    """The step with what the guard learns from it, locked where it is a stop."""
    if step.verdict is None:
        gate = next(effect for effect in step.effects if is_gate(effect))
        return replace(step, state=replace(step.state, guard=guard, gate=gate))
    state = replace(step.state, guard=guard.said(step.verdict, tick_ms))
    if step.verdict.signal is Signal.STOP:
        state = rules.lock(state, step.verdict)
    return replace(step, state=state)
