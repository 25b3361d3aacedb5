"""Which parcels are inspected, and when a lot is accepted (3.2.3b). Nothing here is left to chance.

A lot's plan follows from its size; its sample follows from its seed, by a method that gives the
same positions on every machine and with every version of Python.

References:
    clause 3.2.3b; FIELD "QC by ISO 2859-1"; the cells in `procedure.sampling_tables`.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Collection, Sequence
from dataclasses import dataclass

from procedure.parcel_words import DefectClass, SamplingPlan, SamplingSeverity
from procedure.policy import InspectionPolicy
from procedure.sampling_tables import ACCEPT, DOWN, LETTERS, LOT_SIZES, SAMPLE_SIZES, UP

CRITICAL_ACCEPT = 0
"""Parcels with a critical defect that a lot may have."""

WINDOW = 5
"""Lots in a row that the switching rules look at."""
_REJECTED_TO_TIGHTEN = 2
_REJECTED_TO_STOP = 5


@dataclass(frozen=True, slots=True)
class LotPlan:
    """What a lot is judged by.

    Attributes:
        sample_size: Parcels to be inspected; all of a lot that is no larger.
        accept_major, accept_minor: Most parcels with such a defect in an accepted lot.
    """

    sample_size: int
    accept_major: int
    accept_minor: int


@dataclass(frozen=True, slots=True)
class LotEnd:
    """How an earlier lot of the same packer or carrier ended."""

    severity: SamplingSeverity
    accepted: bool


@dataclass(frozen=True, slots=True)
class Found:
    """Parcels of a lot in which something was found, each counted by its worst defect."""

    critical: int = 0
    major: int = 0
    minor: int = 0


def code_letter(lot_size: int) -> str:
    """The code letter of a lot at general inspection level II.

    Examples:
        >>> code_letter(8), code_letter(9), code_letter(280), code_letter(1_000_000)
        ('A', 'B', 'G', 'Q')
    """
    place = bisect_left(LOT_SIZES, lot_size)
    return "Q" if place >= len(LOT_SIZES) else LETTERS[place]


def single_plan(letter: str, aql: str, severity: SamplingSeverity) -> tuple[str, int]:
    """The letter whose plan applies, and its accept number: arrows are followed.

    Examples:
        >>> single_plan("D", "2.5", SamplingSeverity.NORMAL)
        ('C', 0)
        >>> single_plan("A", "0.65", SamplingSeverity.NORMAL)
        ('F', 0)
    """
    cells = ACCEPT[severity, aql]
    at = LETTERS.index(letter)
    while cells[at] in (DOWN, UP):
        at += 1 if cells[at] == DOWN else -1
    return LETTERS[at], int(cells[at])


def lot_plan(policy: InspectionPolicy, lot_size: int, severity: SamplingSeverity) -> LotPlan:
    """The plan of a lot of so many parcels.

    Where the two limits ask for different samples, the larger one's letter serves both (10.3 of
    the standard). Accept numbers are those of level II whatever draws the sample. Of a packer or
    carrier whose sampling is stopped every parcel is inspected.
    """
    table = SamplingSeverity.NORMAL if severity is SamplingSeverity.NORMAL else _TIGHTENED
    limits = (policy.aql_major, policy.aql_minor)
    first = code_letter(lot_size)
    letter = max((single_plan(first, aql, table)[0] for aql in limits), key=LETTERS.index)
    major, minor = (single_plan(letter, aql, table)[1] for aql in limits)
    by_level = SAMPLE_SIZES[LETTERS.index(letter)]
    match policy.sampling:
        case SamplingPlan.NONE:
            size = 0
        case _ if severity is SamplingSeverity.STOPPED:
            size = lot_size
        case SamplingPlan.LEVEL_II:
            size = min(by_level, lot_size)
        case SamplingPlan.EVERY_NTH:
            size = lot_size // policy.every_nth
        case SamplingPlan.ALL:
            size = lot_size
    return LotPlan(size, major, minor)


_TIGHTENED = SamplingSeverity.TIGHTENED


def draw(policy: InspectionPolicy, plan: LotPlan, lot_size: int, seed: str) -> tuple[int, ...]:
    """The positions (from 1) of a lot that are inspected, ascending.

    Examples:
        >>> draw(InspectionPolicy(SamplingPlan.LEVEL_II), LotPlan(3, 0, 0), 10, "a")
        (1, 7, 8)
    """
    if policy.sampling is SamplingPlan.EVERY_NTH and plan.sample_size < lot_size:
        return tuple(range(policy.every_nth, lot_size + 1, policy.every_nth))
    return tuple(sorted(ranking(seed, lot_size)[: plan.sample_size]))


def ranking(seed: str, lot_size: int) -> list[int]:
    """All positions of a lot in the order in which they are drawn.

    A position's rank is the SHA-256 of `seed:position`, compared as bytes. What is drawn later
    (the lot was smaller than planned) goes on in the same order.
    """
    return sorted(
        range(1, lot_size + 1),
        key=lambda position: hashlib.sha256(f"{seed}:{position}".encode()).digest(),
    )


def top_up(
    seed: str, lot_size: int, looked_at: Collection[int], here: Collection[int], size: int
) -> tuple[int, ...]:
    """Further positions of a lot that turned out smaller than planned, ascending.

    Args:
        looked_at: Positions that are inspected already, or wait for it.
        here: Positions whose parcels have not left and may still be inspected.
        size: How many the sample must have in all.
    """
    rest = [p for p in ranking(seed, lot_size) if p in here and p not in looked_at]
    return tuple(sorted(rest[: max(0, size - len(looked_at))]))


def is_rejected(plan: LotPlan, found: Found) -> bool:
    """Whether what was found so far is more than the lot may have."""
    return (
        found.critical > CRITICAL_ACCEPT
        or found.major > plan.accept_major
        or found.minor > plan.accept_minor
    )


def worst(classes: Collection[DefectClass]) -> DefectClass | None:
    """The class a parcel counts in, or None where nothing was found."""
    return next((each for each in DefectClass if each in classes), None)


def next_severity(ends: Sequence[LotEnd]) -> SamplingSeverity:
    """How the next lot is sampled, after earlier ones of the same packer or carrier, oldest first.

    Normal: 2 of 5 rejected → tightened. Tightened: 5 accepted in a row → normal, 5 rejected in
    all → stopped: every parcel is inspected. 5 lots that are accepted so say that what was wrong
    is put right: tightened again.
    """
    if not ends:
        return SamplingSeverity.NORMAL
    now = ends[-1].severity
    lots = _since_switch(ends, now)
    rejected = sum(not lot.accepted for lot in lots)
    last = lots[-WINDOW:]
    five_accepted = len(last) == WINDOW and all(lot.accepted for lot in last)
    match now:
        case SamplingSeverity.NORMAL:
            few = sum(not lot.accepted for lot in last)
            return _TIGHTENED if few >= _REJECTED_TO_TIGHTEN else now
        case SamplingSeverity.TIGHTENED if five_accepted:
            return SamplingSeverity.NORMAL
        case SamplingSeverity.TIGHTENED if rejected >= _REJECTED_TO_STOP:
            return SamplingSeverity.STOPPED
        case SamplingSeverity.STOPPED if five_accepted:
            return _TIGHTENED
        case _:
            return now


def _since_switch(ends: Sequence[LotEnd], now: SamplingSeverity) -> Sequence[LotEnd]:
    """The lots since the severity was last changed."""
    start = len(ends)
    while start and ends[start - 1].severity is now:
        start -= 1
    return ends[start:]
