"""Traces of one product's units being scanned: who scans, how quickly, and what is read twice.

The figures are designed, not recorded: they are meant to be harder than a floor. Pauses are
log-normal where a hand makes them and near a fixed figure where a machine does.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass
from math import exp, log


@dataclass(frozen=True, slots=True)
class Read:
    """The scanner reads the code.

    Attributes:
        is_unit: Whether another unit was shown; else it is the unit before once more.
    """

    at_ms: int
    is_unit: bool


@dataclass(frozen=True, slots=True)
class Trace:
    """The reads of one order line, in order, and what its parcel weighs.

    Attributes:
        unit_g: Of one unit, by the books.
        others_g: What else is in the parcel, by the books.
        packed_g: What all of it weighs more than the books say: goods differ, and tape.
    """

    hand: str
    reads: tuple[Read, ...]
    units: int
    unit_g: int
    others_g: int
    packed_g: float


@dataclass(frozen=True, slots=True)
class Hand:
    """How somebody scans units of one product.

    Attributes:
        pause_ms, spread: Median of the pause between two units, and its log-normal spread.
        runs: So many units follow each other at that pace; then comes a longer pause.
        rest_ms: That pause.
        units: Fewest and most units of a line.
        double_percent: A second pull of the trigger after so many of a hundred units.
        reread_percent: The scanner goes on looking after so many of a hundred units.
    """

    name: str
    pause_ms: float
    spread: float
    units: tuple[int, int] = (2, 12)
    runs: int = 0
    rest_ms: float = 2000.0
    double_percent: float = 3.0
    reread_percent: float = 2.0


HANDS = (
    Hand("careful", 2200, 0.35),
    Hand("usual", 1300, 0.30),
    Hand("fast", 850, 0.25),
    Hand("two hands", 620, 0.22, runs=2),
    Hand("row of pieces", 560, 0.20, units=(6, 12), runs=6),
    Hand("belt of 48", 0, 0.05, units=(48, 48), double_percent=0.0),
)
"""A belt has a pitch of its own for each line, and nobody who pulls a trigger."""

BELT_PITCH_MS = (520, 1200)
DOUBLE_MS, DOUBLE_SPREAD = 350, 0.45
"""A second pull of the trigger: most come within the window of one read."""
REREAD_MS = (450, 500, 600, 750, 1000)
"""After so long a presentation scanner reads the code it still sees; one of them each line."""


def traces(seed: int, lines: int) -> Iterator[Trace]:
    """So many lines of each hand, always the same ones for a seed."""
    for hand in HANDS:
        rng = random.Random(f"traces of {hand.name}, {seed}")
        for _ in range(lines):
            yield _line(hand, rng)


def _line(hand: Hand, rng: random.Random) -> Trace:
    units = rng.randint(*hand.units)
    pitch_ms = 0.0 if hand.pause_ms else rng.uniform(*BELT_PITCH_MS)
    own_ms = (pitch_ms or hand.pause_ms) * exp(rng.gauss(0, 0.10))  # one is quicker than another
    again_ms = rng.choice(REREAD_MS)
    reads: list[Read] = []
    at = 0.0
    for place in range(units):
        if place:
            rests = bool(hand.runs) and place % hand.runs == 0
            at += exp(rng.gauss(log(hand.rest_ms if rests else own_ms), hand.spread))
        shown_at = max(at, reads[-1].at_ms + 50.0) if reads else at
        reads.append(Read(round(shown_at), True))
        seen_at = _errors(hand, rng, reads, shown_at, again_ms)
        if not pitch_ms:  # a hand waits for its scanner, a belt does not
            at = seen_at
    unit_g = round(min(3000.0, max(15.0, exp(rng.gauss(log(250), 0.8)))))
    others_g = rng.randint(20, 2500)
    packed_g = rng.gauss(4, 8) + rng.gauss(0, 0.01) * (unit_g * units + others_g)
    return Trace(hand.name, tuple(reads), units, unit_g, others_g, packed_g)


def _errors(hand: Hand, rng: random.Random, reads: list[Read], at: float, again_ms: int) -> float:
    """What the scanner reads once more after a unit; the moment from which the hand goes on."""
    luck = rng.random() * 100
    if luck < hand.double_percent:
        at += exp(rng.gauss(log(DOUBLE_MS), DOUBLE_SPREAD))
        reads.append(Read(round(at), False))
    elif luck < hand.double_percent + hand.reread_percent:
        for _ in range(rng.choice((1, 1, 2, 3))):
            at += again_ms + rng.gauss(0, 12)
            reads.append(Read(round(at), False))
    return at
