"""A station whose journal lies on a real disk of a few megabytes, in a process of its own.

Run as `python -m tests.plugins.small_disk URL FOLDER STATION BADGE CODE` in a mount namespace of
its own (`unshare --mount`): the disk is mounted there alone and is gone with the process, however
that ends. It fills the disk by scanning, tells what it saw, frees the disk, and goes on.
"""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

from db.engine import Database
from fulfilment.house import open_house
from procedure.ids import StationId
from procedure.verdicts import VerdictKind
from procedure.words import Screen
from tests.plugins.benches import Bench
from tests.plugins.houses import CABLE, EAN, TestClock

COUNTED = (VerdictKind.UNIT_COUNTED, VerdictKind.UNDONE)
SIZE_KB = 4096
BALLAST_KB = 2048
"""Somebody else's file on the same disk; deleted, there is room again."""
MOST_SCANS = 20_000


def main(arguments: list[str]) -> None:
    """Be the station; its report is one line of JSON."""
    url, folder, station, badge, code = arguments
    disk = Path(folder)
    subprocess.run(
        ["mount", "-t", "tmpfs", "-o", f"size={SIZE_KB}k", "packbench-test", str(disk)], check=True
    )
    ballast = disk / "somebody's file"
    ballast.write_bytes(bytes(BALLAST_KB * 1024))
    house = open_house(Database(url), "small disk", TestClock())
    bench = Bench(house, StationId(int(station)), Screen.PACK, disk)
    bench.says(badge, code)
    sounded: list[VerdictKind] = []
    while True:
        said = bench.says(EAN[CABLE] if len(sounded) % 2 == 0 else "CMD-UNDO")[0]
        if said not in COUNTED or len(sounded) == MOST_SCANS:
            break
        sounded.append(said)
    unsaved = bench.station.unsaved
    full, before = said, bench.station.state_of(Screen.PACK)
    again = bench.says(EAN[CABLE], "CMD-ABORT")
    same = bench.station.state_of(Screen.PACK) == before
    ballast.unlink()
    after = bench.says("CMD-UNDO" if len(sounded) % 2 else EAN[CABLE])
    while bench.station.waiting.any_left:
        bench.station.apply_next()
    entries = bench.journal.all(0, 1_000_000)
    bench.station.close()
    house.close()
    report = {
        "sounded": len(sounded),
        "full": full,
        "again": again,
        "same": same,
        "unsaved": unsaved,
        "after": after,
        "gapless": [entry.seq for entry in entries] == list(range(1, len(entries) + 1)),
    }
    print(json.dumps(report))


if __name__ == "__main__":
    main(sys.argv[1:])
