"""The station's disk is full, or cannot be written: nothing half written, and it heals."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from uuid import UUID

import pytest

from db.errors import CannotNow, StationDiskTrouble, Trouble
from db.journal import Appended, EntryKind, EntryState, Journal

DATABASE = "0123456789abcdef" * 2


def append(journal: Journal, number: int) -> Appended:
    return journal.append(
        event_id=UUID(int=number),
        kind=EntryKind.SCAN,
        at=datetime(2026, 11, 23, tzinfo=UTC),
        tick_ms=number,
        screen="pack",
        person_id=1,
        device="wedge",
        payload="x" * 5000,
        verdict=None,
        effects="[]",
        digest="d",
        state=EntryState.LOCAL,
    )


def test_a_full_disk_stops_the_scan_and_heals(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite"
    with Journal.open(path, DATABASE, 1, 7) as journal:
        for number in range(1, 4):
            append(journal, number)
        journal._connection.execute("PRAGMA max_page_count=1")
        for _ in range(3):
            with pytest.raises(CannotNow) as caught:
                append(journal, 4)
            assert caught.value.trouble is Trouble.DISK_FULL
            assert caught.value.params["path"] == str(path)
        assert journal.unsaved() == 3
        assert journal.find(UUID(int=4)) is None
        journal._connection.execute("PRAGMA max_page_count=100000")
        assert append(journal, 4) == Appended(4)
    with Journal.open(path, DATABASE, 1, 7) as journal:
        assert [entry.seq for entry in journal.all(0, 10)] == [1, 2, 3, 4]
        assert journal.unsaved() == 4


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CannotNow) as caught:
        Journal.open(tmp_path / "unplugged" / "journal.sqlite", DATABASE, 1, 7)
    assert isinstance(caught.value, StationDiskTrouble), "no server is to be looked at"
    assert caught.value.trouble is Trouble.DISK_FAILED


def test_a_journal_that_may_not_be_written(tmp_path: Path) -> None:
    path = tmp_path / "journal.sqlite"
    with Journal.open(path, DATABASE, 1, 7) as journal:
        append(journal, 1)
        journal._connection.execute("PRAGMA query_only=ON")
        with pytest.raises(CannotNow) as caught:
            append(journal, 2)
        assert caught.value.trouble is Trouble.READ_ONLY
        with pytest.raises(CannotNow):
            journal.settle([1], EntryState.APPLIED)
        with pytest.raises(CannotNow):
            journal.resynchronise(2, 0)
        assert (journal.unsaved(), journal.epoch) == (1, 1)
        journal._connection.execute("PRAGMA query_only=OFF")
        assert append(journal, 2) == Appended(2)
