"""Stations that a test can kill: a nursery forks one for each line it reads, all imports done.

Run as `python -m tests.plugins.station_process URL FOLDER STATION SCREEN BADGE CODES…`. A line
`<seed>` on its input starts a station, which signs in, applies what waited, scans CODES, and then
scans units and undoes some, for ever. It tells `pid`, `heard <event id>` (the person heard a good
tone) and `applied`; the nursery tells `gone` when it is dead.
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

COUNTED = (VerdictKind.UNIT_COUNTED, VerdictKind.UNDONE)
FULL = 0.9
"""How full the box may become, so that no last unit closes it."""


def work(arguments: list[str], seed: int) -> None:
    """Be a station until somebody ends it."""
    url, folder, station, screen, badge, *codes = arguments
    house = open_house(Database(url), f"station {seed}", TestClock())
    bench = Bench(house, StationId(int(station)), Screen(screen), Path(folder))
    bench.station.resume()
    bench.apply()
    for code in (badge, *codes):
        shown = bench.scan(code)
        assert shown.verdict is not None
        assert not shown.verdict.is_refusal, shown.verdict
    chance = random.Random(seed)
    while True:
        state = bench.shown.state
        assert isinstance(state, PackState | PickState)
        counted = state.packed if isinstance(state, PackState) else state.picked
        back = chance.random() < 0.2 or counted > FULL * state.quantity_asked
        raw = bench.read(Command.UNDO.value if back else EAN[CABLE])
        bench.shown = bench.station.scan(raw)
        said = bench.shown.verdict
        if said is not None and said.kind in COUNTED:
            tell(f"heard {raw.event_id.hex}")
        if chance.random() < 0.7 and bench.station.apply_next() is None:
            tell("applied")


def tell(words: str) -> None:
    """A line for the test, at once and whole."""
    os.write(1, f"{words}\n".encode())


def main(arguments: list[str]) -> None:
    """Fork a station for each line."""
    tell("ready")
    for seed in sys.stdin:
        station = os.fork()
        if station == 0:
            tell(f"pid {os.getpid()}")
            work(arguments, int(seed))
        os.waitpid(station, 0)
        tell("gone")


if __name__ == "__main__":
    main(sys.argv[1:])
