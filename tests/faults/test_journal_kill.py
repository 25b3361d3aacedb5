"""The station is killed while it scans: what was acknowledged is in the journal, once."""

from __future__ import annotations

import random
import subprocess
import sys
from pathlib import Path
from uuid import UUID

import pytest

from db.journal import EntryState, Journal

DATABASE = "0123456789abcdef" * 2

STATION = """
import sys
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4
from db.journal import EntryKind, EntryState, Journal

journal = Journal.open(Path(sys.argv[1]), sys.argv[2], 1, 7)
at = datetime(2026, 11, 23, tzinfo=UTC)
while True:
    event = uuid4()
    appended = journal.append(
        event_id=event, kind=EntryKind.SCAN, at=at, tick_ms=0, screen="pack", person_id=1,
        device="wedge", payload=event.hex * 40, verdict=None, effects="[]", digest=event.hex,
        state=EntryState.LOCAL,
    )
    print("journalled", event.hex, flush=True)
    if appended.seq % 3 == 0:
        journal.settle([appended.seq], EntryState.APPLIED)
        print("settled", event.hex, flush=True)
"""


def killed_after(path: Path, lines: int, root: Path) -> list[tuple[str, UUID]]:
    """What a station acknowledged before it was killed, at `lines` lines or a little later."""
    command = [sys.executable, "-c", STATION, str(path), DATABASE]
    with subprocess.Popen(command, stdout=subprocess.PIPE, text=True, cwd=root) as station:
        assert station.stdout is not None
        told = [station.stdout.readline() for _ in range(lines)]
        station.kill()
        told += station.stdout.readlines()
    # The last line may have been cut by the kill.
    words = [line.split() for line in told if line.endswith("\n")]
    return [(word, UUID(event)) for word, event in words]


@pytest.mark.parametrize("kills", [20, pytest.param(150, marks=pytest.mark.heavy)])
def test_what_was_acknowledged_survives_every_kill(
    tmp_path: Path, pytestconfig: pytest.Config, kills: int
) -> None:
    path = tmp_path / "journal.sqlite"
    chance = random.Random(20261123)
    journalled: set[UUID] = set()
    settled: set[UUID] = set()
    for kill in range(1, kills + 1):
        for word, event in killed_after(path, chance.randint(1, 150), pytestconfig.rootpath):
            (journalled if word == "journalled" else settled).add(event)
        with Journal.open(path, DATABASE, 1, 7) as journal:
            entries = journal.all(0, 1_000_000)
            waiting = journal.unsaved()
        assert [entry.seq for entry in entries] == list(range(1, len(entries) + 1))
        stored = {entry.event_id: entry for entry in entries}
        assert len(stored) == len(entries)
        assert journalled <= stored.keys()
        # A kill may fall between the commit and its acknowledgement: one entry each time.
        assert len(entries) <= len(journalled) + kill
        assert all(entry.payload == entry.digest * 40 for entry in entries)
        assert all(stored[event].state is EntryState.APPLIED for event in settled)
        assert waiting == sum(entry.state is EntryState.LOCAL for entry in entries)
    assert len(journalled) > kills
