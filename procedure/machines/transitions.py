"""Transitions of a machine as data: one can read them, draw them, and hold the machine to them.

The tables leave out what is the same everywhere (`COMMON_RULES`).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import Generic, TypeVar

from procedure.codes import (
    ApprovalReading,
    BadgeReading,
    BoxReading,
    ByHandReading,
    Code,
    CommandReading,
    DefectReading,
    LoadReading,
    LotReading,
    MaterialReading,
    OrderReading,
    ProductReading,
    QuantityReading,
    Reading,
    ReasonReading,
    ReopenReading,
    SerialReading,
    SheetReading,
    ShelfReading,
    ToteReading,
    WaybillReading,
    WeightReading,
    WeightReasonReading,
)
from procedure.effects import Effect, Refused, is_gate
from procedure.machines.step import Event, Scanned
from procedure.verdicts import Verdict

P = TypeVar("P", bound=StrEnum)

NOTHING = "unknown"
"""Input: a code without readings."""

CENTRE = "what the centre says"
"""Outcome: the verdict of a refused gate."""

COMMON_RULES = (
    "A double read is `duplicate_read`; the phase stays.",
    "A right scan too soon after a wrong verdict is `too_soon`; the phase stays. No weight is.",
    "A scan while a gate is out is `too_soon`; the phase stays.",
    "`CMD-HELP` is `help`; the phase stays.",
    "In phase `stopped` every scan but `CMD-CONFIRM` repeats the stop.",
    "A verdict that is a stop leads to phase `stopped` instead of the phase named.",
)

_INPUTS: dict[type[Reading], str] = {
    ProductReading: "product",
    ShelfReading: "shelf",
    LotReading: "lot",
    SheetReading: "sheet",
    BoxReading: "box",
    ToteReading: "tote",
    OrderReading: "order",
    WaybillReading: "waybill",
    BadgeReading: "badge",
    QuantityReading: "QTY",
    ReasonReading: "WHY",
    DefectReading: "defect",
    SerialReading: "serial",
    LoadReading: "load",
    MaterialReading: "material",
    ByHandReading: "WHY-hand",
    ReopenReading: "WHY-reopen",
    WeightReasonReading: "WHY-weight",
    WeightReading: "weight",
    ApprovalReading: "badge",
}


@dataclass(frozen=True, slots=True, order=True)
class Transition(Generic[P]):
    """One thing that can happen: in a phase, on an input, to a phase, with an outcome.

    Attributes:
        input: Kind of reading, command card, or name of the centre's answer.
        outcome: A verdict's kind, the name of the gate that goes out, or `CENTRE`.
    """

    phase: P
    input: str
    to: P
    outcome: str


def table(phases: type[P], rows: str) -> frozenset[Transition[P]]:
    """Transitions from lines `phase | inputs | phase outcome, phase outcome`.

    Raises:
        ValueError: A line is not of this form, or names a phase that there is not.
    """
    found: set[Transition[P]] = set()
    for row in rows.strip().splitlines():
        phase, inputs, results = row.split("|")
        for each in inputs.split():
            for result in results.split(","):
                to, outcome = result.strip().split(" ", 1)
                found.add(Transition(phases(phase.strip()), each, phases(to), outcome))
    return frozenset(found)


def inputs_of(event: Event) -> frozenset[str]:
    """What an event may be, in the words of the tables; a code may have several readings."""
    if not isinstance(event, Scanned):
        return frozenset({type(event.answer).__name__})
    return _inputs_of_code(event.code)


def _inputs_of_code(code: Code) -> frozenset[str]:
    found = {
        reading.command.value if isinstance(reading, CommandReading) else _INPUTS[type(reading)]
        for reading in code.readings
    }
    return frozenset(found or {NOTHING})


def outcome_of(event: Event, said: Verdict | None, effects: Iterable[Effect]) -> str:
    """What came of an event, in the words of the tables."""
    if said is None:
        return next(type(effect).__name__ for effect in effects if is_gate(effect))
    if not isinstance(event, Scanned) and isinstance(event.answer, Refused):
        return CENTRE
    return said.kind.value


def transitions_markdown(transitions: Iterable[Transition[P]]) -> str:
    """The transitions as a Markdown table, in the order of phases and inputs."""
    grouped: dict[tuple[str, str], list[str]] = {}
    results: dict[tuple[str, str], list[str]] = {}
    for each in sorted(transitions):
        results.setdefault((each.phase.value, each.input), []).append(
            f"{each.to.value}: {each.outcome}"
        )
    for (phase, name), ends in results.items():
        grouped.setdefault((phase, "<br>".join(ends)), []).append(name)
    lines = ["| phase | input | leads to |", "|---|---|---|"]
    lines += [
        f"| {phase} | {', '.join(names)} | {ends} |" for (phase, ends), names in grouped.items()
    ]
    return "\n".join(lines) + "\n"
