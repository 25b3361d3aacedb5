"""Starts stations in a process of their own, has them killed, and compares the books afterwards."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from uuid import UUID

from sqlalchemy import func, select

from db.journal import EntryState
from db.schema.parcels import ParcelItem
from db.schema.picking import PickLine
from db.schema.station import ScanEvent
from procedure.words import Post, Screen
from tests.plugins.benches import Bench
from tests.plugins.houses import SmallHouse
from tests.plugins.stage_kill import Stage

POSTS = {Screen.PICK: Post.PICKER, Screen.PACK: Post.PACKER}


@dataclass(frozen=True, slots=True)
class Death:
    """How a station ended.

    Attributes:
        heard: Events whose good tone a person had heard.
        point: At which point of its stage it died, of so many.
    """

    heard: list[UUID]
    point: int
    points: int


class Nursery:
    """Starts stations one after the other, and kills them."""

    def __init__(self, stdin: IO[str], stdout: IO[str]) -> None:
        self._stdin, self._stdout = stdin, stdout
        assert self._stdout.readline() == "ready\n"

    def killed_after(self, seed: int, lines: int) -> list[UUID]:
        """What a station let a person hear before it was killed, `lines` lines or a little later.

        Few lines kill it while it starts and applies what the one before left.
        """
        told = [self._started(f"{seed}")]
        pid = int(told[0].removeprefix("pid "))
        told += [self._stdout.readline() for _ in range(lines)]
        os.kill(pid, signal.SIGKILL)
        return _heard(told + self._until_gone())

    def killed_in(self, stage: Stage, seed: int) -> Death:
        """What was heard of a station that died at a random point of a stage."""
        told = [self._started(f"{seed} {stage.value}"), *self._until_gone()]
        dies = [line.split()[1:] for line in told if line.startswith("dies ")]
        assert len(dies) == 1, told
        return Death(_heard(told), int(dies[0][0]), int(dies[0][1]))

    def _started(self, line: str) -> str:
        self._stdin.write(f"{line}\n")
        self._stdin.flush()
        return self._stdout.readline()

    def _until_gone(self) -> list[str]:
        told = [self._stdout.readline()]
        while told[-1] != "gone\n":
            assert told[-1], "the nursery ended"
            told.append(self._stdout.readline())
        return told


def _heard(told: list[str]) -> list[UUID]:
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
