"""What a handheld may take while it has no connection: the right unit scans up to the next gate.

The desk's own machine judges them ahead, one after the other, so that a browser decides nothing:
it compares a text with the keys of the next step. What is refused, asked or a gate ends the way;
serial numbers, cartons, quantities and commands wait for the connection.

References:
    docs/decisions/0009-a-handheld-without-connection.md.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from gateway.pda.face import Face
from procedure.codes import Code, LotReading, ProductReading, ShelfReading
from procedure.ids import EventId, ProductId
from procedure.machines import pick
from procedure.machines.pick_state import PickPhase, PickState, at_shelf
from procedure.machines.step import Scanned
from procedure.policy import StationPolicy
from procedure.tasks import PickTask
from procedure.words import Signal

MOST_STEPS = 24
"""Scans that a handheld may take alone; a longer way is asked for on the way."""

UnitCodes = Mapping[ProductId, tuple[str, ...]]

_GOES_ON = (Signal.GOOD, Signal.COMPLETE)
_NOBODY = EventId(UUID(int=0))
_PAUSE_MS = 3000
"""Between two scans: longer than every window."""


@dataclass(frozen=True, slots=True)
class AheadStep:
    """One scan that would be right.

    Attributes:
        keys: The matching keys of the texts that are this scan.
        face: What the station would show.
    """

    keys: tuple[str, ...]
    face: Face


@dataclass(frozen=True, slots=True)
class Way:
    """The right scans from where a station stands.

    Attributes:
        more: Whether it ends only because it is long enough.
    """

    steps: tuple[AheadStep, ...] = ()
    more: bool = False


@dataclass(frozen=True, slots=True)
class Moment:
    """What scans are judged by.

    Attributes:
        at: Aware UTC.
        today: The warehouse's business day.
    """

    at: datetime
    today: date
    policy: StationPolicy


def task_key(task: PickTask) -> str:
    """The same for one task in one picker's hands."""
    return f"{task.task_id}.{task.fence}"


def way_ahead(face: Face, codes: UnitCodes, moment: Moment) -> Way:
    """The right unit scans from here to the next gate or question.

    Args:
        codes: Keys for one unit, of the task's products.
    """
    state = face.shown.state
    assert isinstance(state, PickState)
    steps: list[AheadStep] = []
    if face.stop is not None or state.guard.standing is not None:
        return Way()
    while len(steps) < MOST_STEPS:
        step = _step(face, codes, moment)
        if step is None:
            return Way(tuple(steps))
        steps.append(step)
        face = step.face
    return Way(tuple(steps), more=True)


def _step(face: Face, codes: UnitCodes, moment: Moment) -> AheadStep | None:
    state = face.shown.state
    assert isinstance(state, PickState)
    texts = _next_codes(state, codes)
    if not texts:
        return None
    tick = state.guard.last_ms + _PAUSE_MS
    scan = Scanned(_NOBODY, texts[0], moment.at, tick, "pda:wedge", moment.today)
    step = pick.step(state, scan, moment.policy)
    if step.verdict is None or step.verdict.signal not in _GOES_ON:
        return None  # a gate has no verdict before its answer
    shown = replace(
        face.shown, verdict=step.verdict, state=step.state, prompt=pick.prompt(step.state)
    )
    return AheadStep(tuple(code.key for code in texts), face.after(shown))


def _next_codes(state: PickState, codes: UnitCodes) -> tuple[Code, ...]:
    """The codes of which any is the next right scan; none where that is not a plain unit scan."""
    due = state.due
    if due is None or state.quantity is not None:
        return ()
    match state.phase:
        case PickPhase.SHELF:
            return (Code(f"LOC-{due.shelf}", (ShelfReading(due.shelf),)),)
        case PickPhase.PRODUCT:
            reading = ProductReading(due.product)
            return tuple(Code(key, (reading,)) for key in codes.get(due.product.product_id, ()))
        case PickPhase.LOT if state.held is not None:
            held = state.held.product.product_id
            lots = [stop.lot for stop in at_shelf(state) if stop.product.product_id == held]
            return tuple(Code(lot.upper(), (LotReading(lot),)) for lot in lots[:1])
        case _:
            return ()
