"""The station's journal: what stands in it, whose it is, and what is kept aside."""

from __future__ import annotations

import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest

from db.commit_floor import commit_floor
from db.errors import CannotNow, Trouble
from db.journal import Appended, EntryKind, EntryState, Journal, JournalEntry

DATABASE = "0123456789abcdef" * 2
AT = datetime(2026, 11, 23, 9, 30, 0, 123457, tzinfo=UTC)


@pytest.fixture
def path(tmp_path: Path) -> Path:
    return tmp_path / "journal.sqlite"


@pytest.fixture
def journal(path: Path) -> Iterator[Journal]:
    with Journal.open(path, DATABASE, 1, 7) as opened:
        yield opened


def again(path: Path) -> Journal:
    return Journal.open(path, DATABASE, 1, 7)


def scan(number: int, **other: Any) -> dict[str, Any]:
    """What `append` is given for the scan with this number."""
    return {
        "event_id": UUID(int=number),
        "kind": EntryKind.SCAN,
        "at": AT,
        "tick_ms": number,
        "screen": "pack",
        "person_id": 1 << 50,
        "device": "wedge",
        "payload": json.dumps({"text": f"扫描 {number}"}, ensure_ascii=False),
        "verdict": '{"kind": "line_done"}',
        "effects": "[]",
        "digest": f"d{number}",
        "state": EntryState.LOCAL,
        **other,
    }


def test_an_entry_comes_back_as_it_was_written(journal: Journal, path: Path) -> None:
    note = scan(2, event_id=None, kind=EntryKind.NOTE, person_id=None, verdict=None, task="pick:1")
    shanghai = AT.astimezone(timezone(timedelta(hours=8)))
    journal.append(**scan(1, at=shanghai))
    journal.append(**{**note, "state": EntryState.NONE})
    journal.close()
    with again(path) as reopened:
        first, second = reopened.all(0, 10)
    assert first == JournalEntry(seq=1, **scan(1))
    assert second == JournalEntry(seq=2, **{**note, "state": EntryState.NONE})


def test_numbers_have_no_gap_over_restarts_and_refusals(path: Path) -> None:
    for start in (0, 3, 6):
        with again(path) as journal:
            numbers = [journal.append(**scan(start + n)).seq for n in range(3)]
            assert numbers == [start + 1, start + 2, start + 3]
            journal.append(**scan(start))
            with pytest.raises(ValueError, match="zone"):
                journal.append(**scan(99, at=AT.replace(tzinfo=None)))
    with again(path) as journal:
        assert [entry.seq for entry in journal.all(0, 100)] == list(range(1, 10))


def test_the_same_scan_again_gives_the_stored_entry_and_writes_nothing(journal: Journal) -> None:
    journal.append(**scan(1))
    journal.settle([1], EntryState.APPLIED)
    stored = journal.find(UUID(int=1))
    assert stored is not None
    assert journal.append(**scan(1)) == Appended(1, stored, conflict=False)
    assert len(journal.all(0, 10)) == 1
    assert journal.unsaved() == 0


def test_the_same_event_with_other_content_is_a_conflict(journal: Journal) -> None:
    journal.append(**scan(1))
    answer = journal.append(**scan(1, digest="other", payload="{}"))
    assert answer.conflict
    assert answer.stored == JournalEntry(seq=1, **scan(1))
    assert journal.all(0, 10) == (answer.stored,)
    assert journal.append(**scan(2)) == Appended(2)


def test_what_waits_is_counted_exactly(journal: Journal, path: Path) -> None:
    for number in range(1, 6):
        journal.append(**scan(number))
    journal.append(**scan(6, state=EntryState.NONE))
    assert journal.unsaved() == 5
    assert [entry.seq for entry in journal.waiting(3)] == [1, 2, 3]
    journal.settle([1, 3, 3, 99], EntryState.APPLIED)
    journal.settle([1, 2], EntryState.REFUSED)
    journal.settle([], EntryState.APPLIED)
    assert journal.unsaved() == 2
    assert [entry.seq for entry in journal.waiting(10)] == [4, 5]
    states = [entry.state.value for entry in journal.all(0, 10)]
    assert states == ["applied", "refused", "applied", "local", "local", "none"]
    journal.close()
    with again(path) as reopened:
        assert reopened.unsaved() == 2


def test_an_answer_and_what_became_of_its_gate_are_one_commit(journal: Journal) -> None:
    journal.append(**scan(1, verdict=None, person_id=5, task="parcel:9"))
    assert journal.keep_answer(1, 1, EntryState.APPLIED, '{"answer": 1}', None) == 2
    journal.append(**scan(3, verdict=None))
    assert journal.keep_answer(3, 1, EntryState.REFUSED, '{"answer": 2}', '"stopped"') == 4
    asked, first, following, second = journal.all(0, 10)
    assert [each.state.value for each in (asked, first)] == ["applied", "none"]
    assert [each.state.value for each in (following, second)] == ["refused", "none"]
    assert [asked.verdict, first.verdict] == ['"stopped"', None], "what the person was told"
    assert [following.verdict, second.verdict] == ['"stopped"'] * 2
    assert (first.kind, first.event_id) == (EntryKind.ANSWER, None)
    assert (first.payload, first.person_id, first.task) == ('{"answer": 1}', 5, "parcel:9")
    assert journal.unsaved() == 0
    assert journal.append(**scan(9)) == Appended(5)


def test_a_gate_answered_late_is_settled_once(journal: Journal) -> None:
    journal.append(**scan(1, verdict=None))
    journal.keep_answer(1, 1, EntryState.REFUSED, "{}", '"stopped"')
    journal.keep_answer(1, 1, EntryState.APPLIED, "{}", '"closed"')
    entry = journal.find(UUID(int=1))
    assert entry is not None
    assert (entry.state, entry.verdict) == (EntryState.REFUSED, '"stopped"')
    assert journal.unsaved() == 0


def test_later_rows_of_a_stopped_task_are_superseded(journal: Journal) -> None:
    for number, task in enumerate(["pack:1", "pack:1", "pack:2", "pack:1", "pack:1"], start=1):
        journal.append(**scan(number, task=task))
    journal.settle([4], EntryState.APPLIED)
    assert journal.supersede_after(1, "pack:1") == (2, 5)
    states = [entry.state.value for entry in journal.all(0, 10)]
    assert states == ["local", "superseded", "local", "applied", "superseded"]
    assert journal.unsaved() == 2
    assert journal.supersede_after(0, "pack:9") == ()


def test_after_a_restored_backup_what_the_centre_lost_waits_again(
    journal: Journal, path: Path
) -> None:
    for number in range(1, 6):
        journal.append(**scan(number))
    journal.settle([1, 2, 3], EntryState.APPLIED)
    journal.settle([4], EntryState.REFUSED)
    assert journal.resynchronise(epoch=2, centre_seq=1) == 2
    assert [entry.seq for entry in journal.waiting(10)] == [2, 3, 5]
    assert journal.unsaved() == 3
    journal.close()
    with Journal.open(path, DATABASE, 2, 7) as reopened:
        assert reopened.epoch == 2
        assert reopened.unsaved() == 3


def test_a_new_file_at_a_known_station_goes_on_numbering(journal: Journal) -> None:
    journal.start_after(41)
    assert journal.append(**scan(1)).seq == 42
    journal.start_after(10)
    assert journal.append(**scan(2)).seq == 43


@pytest.mark.parametrize(("database_id", "station"), [("f" * 32, 7), (DATABASE, 8)])
def test_a_journal_of_another_database_or_station_is_kept_aside(
    path: Path, database_id: str, station: int
) -> None:
    with again(path) as ours:
        ours.append(**scan(1))
    for turn in (1, 2):
        with Journal.open(path, database_id, 1, station) as other:
            assert other.all(0, 10) == ()
            assert other.kept_aside is not None
            kept = other.kept_aside
        path.unlink()
        kept_bytes = kept.read_bytes()
        path.write_bytes(kept_bytes)
        assert kept.name == f"journal.sqlite.other-{DATABASE[:8]}-7{'' if turn == 1 else '-2'}"
    with again(path) as ours:
        assert ours.find(UUID(int=1)) is not None
        assert ours.kept_aside is None


def test_our_own_journal_of_an_older_epoch_is_opened_and_tells_it(path: Path) -> None:
    again(path).close()
    with Journal.open(path, DATABASE, 2, 7) as journal:
        assert journal.epoch == 1
        assert journal.kept_aside is None


def overwrite_middle(path: Path) -> None:
    with path.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xa5" * (path.stat().st_size - 8192))


def overwrite_header(path: Path) -> None:
    path.write_bytes(b"\0" * 100 + path.read_bytes()[100:])


def cut_in_half(path: Path) -> None:
    path.write_bytes(path.read_bytes()[: path.stat().st_size // 2])


def cut_to_one_byte(path: Path) -> None:
    path.write_bytes(path.read_bytes()[:1])


@pytest.mark.parametrize("harm", [overwrite_middle, overwrite_header, cut_in_half, cut_to_one_byte])
def test_a_torn_journal_is_kept_aside_and_the_next_one_begins(path: Path, harm: Any) -> None:
    with again(path) as journal:
        for number in range(200):
            journal.append(**scan(number))
    harm(path)
    torn = path.read_bytes()
    with pytest.raises(CannotNow) as caught:
        again(path)
    assert caught.value.trouble is Trouble.DATABASE_DAMAGED
    kept = path.with_name("journal.sqlite.damaged")
    assert caught.value.params["kept"] == str(kept)
    assert kept.read_bytes() == torn
    with again(path) as fresh:
        assert fresh.append(**scan(1)).seq == 1


def test_a_row_with_a_state_nobody_knows_is_damage(path: Path) -> None:
    with again(path) as journal:
        journal.append(**scan(1))
    with closing(sqlite3.connect(path)) as file:
        file.execute("UPDATE entry SET state = 'gone'")
        file.commit()
    with again(path) as journal, pytest.raises(CannotNow) as caught:
        journal.all(0, 10)
    assert caught.value.trouble is Trouble.DATABASE_DAMAGED


@pytest.mark.parametrize(
    ("statement", "trouble"),
    [
        ("PRAGMA application_id=1", Trouble.DATABASE_FOREIGN),
        ("PRAGMA user_version=2", Trouble.DATABASE_NEWER),
    ],
)
def test_a_foreign_or_newer_file_is_left_as_it_is(
    path: Path, statement: str, trouble: Trouble
) -> None:
    again(path).close()
    with closing(sqlite3.connect(path)) as file:
        file.execute(statement)
    before = path.read_bytes()
    with pytest.raises(CannotNow) as caught:
        again(path)
    assert caught.value.trouble is trouble
    assert path.read_bytes() == before


def test_two_programs_do_not_share_a_journal(
    journal: Journal, path: Path, pytestconfig: pytest.Config
) -> None:
    code = (
        "import sys; from pathlib import Path; from db.journal import Journal\n"
        "import db.journal_file; db.journal_file.OTHER_PROGRAM_WAIT_S = 0.01\n"
        f"Journal.open(Path(sys.argv[1]), {DATABASE!r}, 1, 7)"
    )
    second = subprocess.run(
        [sys.executable, "-c", code, str(path)],
        capture_output=True,
        text=True,
        check=False,
        cwd=pytestconfig.rootpath,
    )
    assert "CannotNow: journal_in_use" in second.stderr
    assert journal.append(**scan(1)).seq == 1


def test_the_journal_is_on_the_disk_at_every_commit(journal: Journal) -> None:
    ask = journal._connection.execute
    assert ask("PRAGMA journal_mode").fetchone() == ("wal",)
    assert ask("PRAGMA synchronous").fetchone() == (2,)
    assert not journal._connection.in_transaction


def test_a_worker_opens_and_uses_it_and_nobody_else_may(path: Path) -> None:
    with ThreadPoolExecutor(1) as worker:
        journal = worker.submit(again, path).result()
        assert worker.submit(lambda: journal.append(**scan(1))).result() == Appended(1)
        with pytest.raises(sqlite3.ProgrammingError, match="thread"):
            journal.append(**scan(2))
        worker.submit(journal.close).result()


def test_the_commit_floor_is_a_time_and_leaves_nothing_behind(tmp_path: Path) -> None:
    assert 0 < commit_floor(tmp_path, commits=5) < 60_000
    assert list(tmp_path.iterdir()) == []
