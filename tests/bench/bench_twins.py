"""Two units or one? How many reads of one unit twice are found, and how many units are asked about.

The real pack machine scans simulated traces, by time alone and with a scale. Its figures were
chosen on other seeds than those that are reported here; see decision 0008.
"""

from __future__ import annotations

import random
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields, replace

from procedure.effects import Answer, CloseParcel, OpenParcel, ParcelClosed, ParcelOpened, is_gate
from procedure.machines import pack
from procedure.machines.step import Answered
from procedure.policy import StationPolicy
from procedure.verdicts import VerdictKind
from procedure.weighing import OnScale
from tests.bench.twin_traces import Trace, traces
from tests.floor.goods import BOWL, BOWL_EAN, MUG, MUG_EAN, NUMBER, SHEET, Line, pack_task, scan

TUNED_ON = tuple(range(1, 4))
"""Seeds on which the policy's figures were chosen."""
HELD_OUT = tuple(range(1001, 1005))
"""Seeds that are reported."""
LINES = 100
"""Order lines of each hand and seed."""
_LATER_MS = 1100
"""So long after an answer of the station somebody does the next thing."""

K = VerdictKind


@dataclass
class Tally:
    """What came of the reads of some traces.

    Attributes:
        units: Units after the first of their line.
        again: Reads of one unit once more that would count as another one: they come after the
            window of one read, and before the line is complete.
        asked_units, asked_again: Of both, those that were asked about.
        lines, wrong: Lines, and those with a unit too few in the closed parcel.
        light, held: Of lines with a scale, those that were refused with a unit missing, and with
            none missing.
    """

    units: int = 0
    again: int = 0
    asked_units: int = 0
    asked_again: int = 0
    lines: int = 0
    wrong: int = 0
    light: int = 0
    held: int = 0

    def __add__(self, other: Tally) -> Tally:
        names = (each.name for each in fields(self))
        return Tally(*(getattr(self, name) + getattr(other, name) for name in names))


class Bench:
    """A packer, and what is really in the box.

    Attributes:
        inside: Units in the box.
    """

    def __init__(self, policy: StationPolicy, has_scale: bool) -> None:
        self.policy = policy
        self.scale = OnScale(0) if has_scale else None
        self.state = pack.initial()
        self.task = pack_task(Line(MUG, 1))
        self.inside = 0

    def open(self, trace: Trace) -> None:
        """The next parcel of the same person: the units of a trace, and something else."""
        task = pack_task(Line(MUG, trace.units), Line(BOWL, 1))
        unit, other = task.items
        items = (
            replace(unit, weight_g=trace.unit_g, causes=()),
            replace(other, weight_g=trace.others_g),
        )
        planned_g = trace.unit_g * trace.units + trace.others_g
        self.task = replace(task, items=items, expected_g=planned_g)
        self.inside = 0
        self.state = replace(pack.initial(), pace=self.state.pace)
        self.scan(SHEET, -9_000)

    def scan(self, text: str, at_ms: int) -> VerdictKind | None:
        """The kind of the verdict on a code at a moment, gates answered."""
        step = pack.step(self.state, scan(text, 20_000 + at_ms, scale=self.scale), self.policy)
        while (gate := next(filter(is_gate, step.effects), None)) is not None:
            step = pack.step(step.state, Answered(gate, self._answer(gate)), self.policy)
        self.state = step.state
        return None if step.verdict is None else step.verdict.kind

    def _answer(self, gate: object) -> Answer:
        match gate:
            case OpenParcel():
                return ParcelOpened(self.task)
            case CloseParcel():
                return ParcelClosed(NUMBER)
            case _:
                raise AssertionError(gate)

    @property
    def counted(self) -> int:
        """Units of the line that are counted."""
        return next((i.packed for i in self.state.items if i.product == MUG), 0)


def play(trace: Trace, bench: Bench, rng: random.Random, tally: Tally) -> None:
    """Scan a trace; whoever is asked answers what is true, and a unit goes in where it counts."""
    bench.open(trace)
    late = 0
    for place, read in enumerate(trace.reads):
        said = bench.scan(MUG_EAN, read.at_ms + late)
        if read.is_unit:
            late += _show_unit(bench, read.at_ms + late, said, rng, tally)
            tally.units += place > 0
        elif said in (K.ASK_TWINS, K.UNIT_COUNTED, K.LINE_DONE):
            tally.again += 1
            if said is K.ASK_TWINS:
                tally.asked_again += 1
                late += _LATER_MS
                if rng.random() < 0.5:
                    bench.scan("CMD-UNDO", read.at_ms + late)
    _finish(trace, bench, trace.reads[-1].at_ms + late + 3000, tally)


def _show_unit(
    bench: Bench, at_ms: int, said: VerdictKind | None, rng: random.Random, tally: Tally
) -> int:
    """Put a unit into the box, scanned or confirmed once more where it did not count; the delay."""
    if said is K.ASK_TWINS:
        tally.asked_units += 1
    again = "CMD-CONFIRM" if said is K.ASK_TWINS and rng.random() < 0.7 else MUG_EAN
    if said in (K.ASK_TWINS, K.DUPLICATE_READ):
        bench.scan(again, at_ms + _LATER_MS)
        bench.inside += 1
        return _LATER_MS
    bench.inside += said in (K.UNIT_COUNTED, K.LINE_DONE)
    return 0


def _finish(trace: Trace, bench: Bench, at_ms: int, tally: Tally) -> None:
    """Scan what lacks and the last thing, and weigh the box where there is a scale."""
    while bench.counted < trace.units:  # units whose reads were taken for others
        bench.scan(MUG_EAN, at_ms)
        bench.inside += 1
        at_ms += 3000
    said = bench.scan(BOWL_EAN, at_ms)
    is_short = bench.inside < trace.units
    if bench.scale is not None:
        carton = bench.state.carton
        assert carton is not None
        goods_g = bench.inside * trace.unit_g + trace.others_g
        weight = round(goods_g + carton.weight_g + trace.packed_g)
        said = bench.scan(f"WEIGHT-{max(weight, 0)}", at_ms + 2000)
    tally.lines += 1
    tally.wrong += is_short and said is K.PARCEL_CLOSED
    tally.light += is_short and said is not K.PARCEL_CLOSED
    tally.held += not is_short and said is not K.PARCEL_CLOSED


def measure(
    seeds: Iterable[int], lines: int, policy: StationPolicy, *, has_scale: bool = False
) -> dict[str, Tally]:
    """What comes of the traces of some seeds, by hand."""
    found: dict[str, Tally] = defaultdict(Tally)
    for seed in seeds:
        rng = random.Random(f"answers {seed}")
        benches: dict[str, Bench] = defaultdict(lambda: Bench(policy, has_scale))
        for trace in traces(seed, lines):
            play(trace, benches[trace.hand], rng, found[trace.hand])
    return dict(found)


def report(lines: int = LINES) -> Iterator[str]:
    """The figures on the seeds that were held out."""
    policy = StationPolicy()
    yield f"two units or one: {lines} lines of each hand, seeds {HELD_OUT[0]} to {HELD_OUT[-1]}"
    yield from _table("by time alone", measure(HELD_OUT, lines, policy))
    yield from _table("with a scale", measure(HELD_OUT, lines, policy, has_scale=True))


def _table(title: str, found: Mapping[str, Tally]) -> Iterator[str]:
    yield f"  {title}"
    for name, tally in (*found.items(), ("all", sum(found.values(), Tally()))):
        short = tally.wrong + tally.light
        yield (
            f"    {name:<14} {tally.again:5} read twice: {_share(tally.asked_again, tally.again)} "
            f"asked; {tally.units:6} units: {_share(tally.asked_units, tally.units)} asked; "
            f"{tally.lines:5} boxes, {short:4} a unit short: {_share(tally.light, short)} held; "
            f"right ones: {_share(tally.held, tally.lines - short)} held"
        )


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:5.1f} %" if whole else "    - "
