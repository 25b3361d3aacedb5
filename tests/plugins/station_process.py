"""Stations that a test can kill: a nursery forks one for each line it reads, all imports done.

Run as `python -m tests.plugins.station_process URL FOLDER STATION SCREEN BADGE CODES…`. A line
`<seed>` on its input starts a station, which signs in, applies what waited, scans CODES, and then
scans units and undoes some, for ever. `<seed> <stage>` starts one that dies by itself in that
stage of a scan's way. It tells `pid`, `heard <event id>` (the person heard a good tone), `applied`
and `dies <point> <points>`; the nursery tells `gone` when it is dead.
"""

from __future__ import annotations

import os
import random
import sys
from pathlib import Path

from db.engine import Database
from fulfilment.house import open_house
from procedure.ids import StationId
from procedure.machines.pack_state import PackState
from procedure.machines.pick_state import PickState
from procedure.verdicts import VerdictKind
from procedure.words import Command, Screen
from tests.plugins.benches import Bench
from tests.plugins.houses import CABLE, EAN, TestClock
from tests.plugins.stage_kill import Stage, StageKill

COUNTED = (VerdictKind.UNIT_COUNTED, VerdictKind.UNDONE)
FULL = 0.9
"""How full the box may become, so that no last unit closes it."""


class Worker:
    """Somebody who scans units for ever, and takes one back now and then."""

    def __init__(self, arguments: list[str], seed: int) -> None:
        url, folder, station, screen, badge, *codes = arguments
        house = open_house(Database(url), f"station {seed}", TestClock())
        self.bench = Bench(house, StationId(int(station)), Screen(screen), Path(folder))
        self.chance = random.Random(seed)
        self.bench.station.resume()
        self.bench.apply()
        for code in (badge, *codes):
            shown = self.bench.scan(code)
            assert shown.verdict is not None
            assert not shown.verdict.is_refusal, shown.verdict

    def scan(self) -> None:
        """Scan a unit, or take one back."""
        bench, state = self.bench, self.bench.shown.state
        assert isinstance(state, PackState | PickState)
        counted = state.packed if isinstance(state, PackState) else state.picked
        back = self.chance.random() < 0.2 or counted > FULL * state.quantity_asked
        raw = bench.read(Command.UNDO.value if back else EAN[CABLE])
        bench.shown = bench.station.scan(raw)
        said = bench.shown.verdict
        if said is not None and said.kind in COUNTED:
            tell(f"heard {raw.event_id.hex}")

    def apply(self) -> None:
        """Apply what is first."""
        if self.bench.station.apply_next() is None:
            tell("applied")


def work(arguments: list[str], seed: int) -> None:
    """Be a station until somebody ends it."""
    worker = Worker(arguments, seed)
    while True:
        worker.scan()
        if worker.chance.random() < 0.7:
            worker.apply()


def die_in(stage: Stage, arguments: list[str], seed: int) -> None:
    """Be a station that dies at a random point of a stage; some scans wait by then, or none."""
    worker = Worker(arguments, seed)
    for _ in range(worker.chance.randint(0, 3)):
        worker.scan()

    def way() -> None:
        worker.scan()
        worker.apply()

    def last_word(point: int, points: int) -> None:
        tell(f"dies {point} {points}")

    StageKill(stage, worker.bench.journal, last_word).run(way, worker.chance)


def tell(words: str) -> None:
    """A line for the test, at once and whole."""
    os.write(1, f"{words}\n".encode())


def main(arguments: list[str]) -> None:
    """Fork a station for each line."""
    tell("ready")
    for line in sys.stdin:
        seed, *stage = line.split()
        station = os.fork()
        if station == 0:
            tell(f"pid {os.getpid()}")
            if stage:
                die_in(Stage(stage[0]), arguments, int(seed))
            work(arguments, int(seed))
        os.waitpid(station, 0)
        tell("gone")


if __name__ == "__main__":
    main(sys.argv[1:])
