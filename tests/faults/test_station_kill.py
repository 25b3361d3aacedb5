"""A station is killed at any moment: what sounded good counts, and counts once."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO
from uuid import UUID

import pytest
from sqlalchemy import func, select

from db.journal import EntryState
from db.schema.parcels import ParcelItem
from db.schema.picking import PickLine
from db.schema.station import ScanEvent
from procedure.words import Post, Screen
from tests.plugins.benches import Bench
from tests.plugins.houses import CABLE, SmallHouse, draft
from tests.plugins.journey import line, order_no, picked, released

POSTS = {Screen.PICK: Post.PICKER, Screen.PACK: Post.PACKER}


class Nursery:
    """Starts stations one after the other, and kills them."""

    def __init__(self, stdin: IO[str], stdout: IO[str]) -> None:
        self._stdin, self._stdout = stdin, stdout
        assert self._stdout.readline() == "ready\n"

    def killed_after(self, seed: int, lines: int) -> list[UUID]:
        """What a station let a person hear before it was killed, `lines` lines or a little later.

        Few lines kill it while it starts and applies what the one before left.
        """
        self._stdin.write(f"{seed}\n")
        self._stdin.flush()
        told = [self._stdout.readline()]
        pid = int(told[0].removeprefix("pid "))
        told += [self._stdout.readline() for _ in range(lines)]
        os.kill(pid, signal.SIGKILL)
        while told[-1] != "gone\n":
            told.append(self._stdout.readline())
            assert told[-1], "the nursery ended"
        return [UUID(word.split()[1]) for word in told if word.startswith("heard ")]


@contextmanager
def nursery(at: SmallHouse, screen: Screen, folder: Path, *codes: str) -> Iterator[Nursery]:
    """A nursery of stations with this screen."""
    url = at.house.database.url.render_as_string(hide_password=False)
    station, badge = str(at.stations[screen]), at.badges[POSTS[screen]]
    command = [sys.executable, "-m", "tests.plugins.station_process", url, str(folder)]
    with subprocess.Popen(
        [*command, station, screen.value, badge, *codes],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
        cwd=Path(__file__).parents[2],
    ) as process:
        assert process.stdin is not None
        assert process.stdout is not None
        yield Nursery(process.stdin, process.stdout)
        process.stdin.close()


@pytest.mark.parametrize("screen", [Screen.PICK, Screen.PACK])
@pytest.mark.parametrize("kills", [8, pytest.param(100, marks=pytest.mark.heavy)])
def test_what_sounded_good_counts_once_whenever_the_station_dies(
    at: SmallHouse, tmp_path: Path, screen: Screen, kills: int
) -> None:
    (order,) = released(at, draft("A-1", lines=(line(CABLE, 100),)))
    codes = [order_no(at, order)]
    if screen is Screen.PICK:
        codes.append("LOC-A-02-01-01")
    else:
        picked(at, order)
    folder = tmp_path / "station"
    folder.mkdir()
    chance = random.Random(20261123)
    heard: set[UUID] = set()
    with nursery(at, screen, folder, *codes) as stations:
        for kill in range(kills):
            now = stations.killed_after(kill, chance.choice((0, 1, 2, chance.randint(3, 60))))
            assert not heard.intersection(now)
            heard.update(now)
            if kill % 2:
                continue  # the next station finds what two of them left
            check(at, screen, folder, heard)
    check(at, screen, folder, heard)
    assert len(heard) > kills


def check(at: SmallHouse, screen: Screen, folder: Path, heard: set[UUID]) -> None:
    """Start a station here, let it apply what waits, and compare the books with its journal."""
    bench = Bench(at.house, at.stations[screen], screen, folder)
    bench.station.resume()
    assert bench.apply() is None
    entries = bench.journal.all(0, 1_000_000)
    unsaved = bench.station.unsaved
    bench.station.close()
    with at.house.database.read() as connection:
        rows = connection.execute(select(ScanEvent.event_id, ScanEvent.seq, ScanEvent.effects))
        events = {row.event_id: row for row in rows}
        counts = PickLine.picked if screen is Screen.PICK else ParcelItem.packed
        counted = connection.scalar(select(func.sum(counts)))
    assert unsaved == 0
    assert heard <= events.keys()
    units = {
        event: sum(effect.get("quantity", 0) for effect in row.effects["effects"])
        for event, row in events.items()
    }
    assert counted == sum(units.values())
    applied = [entry for entry in entries if entry.state is EntryState.APPLIED]
    assert {(e.event_id, e.seq) for e in applied} <= {(e, row.seq) for e, row in events.items()}
    assert not any(entry.state is EntryState.REFUSED for entry in entries)
    assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))
