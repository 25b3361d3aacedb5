"""A journal is replayed to the same verdicts; what was tampered with is named."""

from __future__ import annotations

import json
import random
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from db.engine import Database
from db.errors import CannotNow, Trouble
from db.journal_copy import copied_journal
from fulfilment.house import open_house
from fulfilment.people import add_person
from fulfilment.station.replay import Replayed, replay
from fulfilment.within_reach import Reach
from procedure.effects import Refused
from procedure.policy import MACHINE_VERSION, StationPolicy
from procedure.verdicts import VerdictKind
from procedure.words import Command, Post, Screen
from tests.plugins.benches import Bench, BenchAt, assert_replays, packer
from tests.plugins.cable import Cable
from tests.plugins.houses import CABLE, EAN, MUG, TEA, SmallHouse, draft
from tests.plugins.journey import hold, line, print_labels, released

K = VerdictKind
POSTS = {Screen.PICK: Post.PICKER, Screen.PACK: Post.PACKER, Screen.SHIP: Post.SHIPPER}
CARDS = (
    *(Command.UNDO, Command.SHORT, Command.CONFIRM, Command.HELP, Command.SKIP, Command.PRINT),
    *(Command.LOCK, Command.LEARN),
)
NOISE = ("WHY-NOTFOUND", "QTY-2", "QTY-3", "6901234500011", "LOC-A-01-01-02", "nonsense", "L1108")


def replayed(journal: Path) -> Replayed:
    with copied_journal(journal) as entries:
        return replay(entries)


class Hand:
    """Somebody who mostly does what the screen asks, and often enough does not."""

    def __init__(self, bench: Bench, reach: Reach, badges: list[str], seed: int) -> None:
        self.bench = bench
        self._reach = reach
        self._badges = badges
        self._chance = random.Random(seed)

    def work(self, scans: int) -> None:
        """Scan so often, wait and apply now and then."""
        for _ in range(scans):
            code = self._next() if self.bench.shown.operator else self._badges[0]
            if self._chance.random() < 0.1:
                self.bench.shown = self.bench.station.scan(self.bench.read_at_once(code))
            else:
                self.bench.scan(code)
            if self._chance.random() < 0.5:
                self._apply()

    def _apply(self) -> None:
        try:
            self.bench.apply()
        except CannotNow:
            return
        self.bench.shown = self.bench.station.show()

    def _next(self) -> str:
        luck = self._chance.random()
        if luck < 0.04:
            return self._chance.choice(self._badges)
        if luck < 0.12:
            return self._chance.choice(CARDS).value
        if luck < 0.2:
            return self._chance.choice((*NOISE, *EAN.values()))
        try:
            near = self._reach.of(self.bench.shown.state)
        except CannotNow:
            return self._chance.choice((EAN[MUG], EAN[CABLE], EAN[TEA]))
        right = [code.text for code in near if code.right]
        wrong = [code.text for code in near if not code.right]
        if right and (luck < 0.9 or not wrong):
            return right[0]
        return self._chance.choice(wrong) if wrong else Command.CONFIRM.value


def test_whatever_happens_on_the_floor_replays(
    at: SmallHouse, cable: Cable, tmp_path: Path
) -> None:
    """Right and wrong scans, cards, shorts, undo, take-over, another policy, the centre away."""
    lines = (line(MUG, 2), line(CABLE, 3), line(TEA, 2))
    orders = released(at, *(draft(f"A-{n}", lines=lines) for n in range(1, 6)))
    away = open_house(Database(cable.url), "behind the cable", at.clock)
    reach = Reach(away.database)
    told: set[VerdictKind] = set()
    for screen, post in POSTS.items():
        added = add_person(at.house, at.people[Post.ADMINISTRATOR], "li", frozenset({post}))
        assert not isinstance(added, Refused)
        bench = Bench(away, at.stations[screen], screen, tmp_path)
        badges = [at.badges[post], added[1], at.badges[Post.SUPERVISOR], "USR-AAAAAAAAAAA"]
        hand = Hand(bench, reach, badges, seed=len(told))
        bench.scan(at.badges[post])
        hand.work(70)
        cable.pull(away.database)
        hand.work(12)
        cable.plug_in()
        away.station_policy = StationPolicy(version=2, double_read_ms=900)
        if screen is Screen.PACK:
            hold(at, orders[-1])
        hand.work(25)
        bench.station.close()
        again = Bench(away, at.stations[screen], screen, tmp_path)
        again.station.resume()
        hand.bench = again
        again.scan(at.badges[post])
        hand.work(60)
        again.station.close()
        print_labels(at, tmp_path / "labels")
        found = replayed(again.journal.path)
        assert found.difference is None
        assert found.scans > 160
        assert found.answers > 2
        assert found.skipped == 0
        told |= kinds(again.journal.path)
    away.close()
    assert told >= {
        *(K.SIGNED_IN, K.UNKNOWN_BADGE, K.UNKNOWN_CODE, K.DUPLICATE_READ, K.WRONG_KIND),
        *(K.TASK_OPENED, K.UNIT_COUNTED, K.PARCEL_OPENED, K.CENTRE_AWAY, K.PARKED),
    }


def kinds(journal: Path) -> set[VerdictKind]:
    """All verdicts in a journal."""
    with copied_journal(journal) as entries:
        verdicts = [json.loads(each.verdict) for each in entries if each.verdict]
    return {VerdictKind(each["kind"]["of"]) for each in verdicts}


@pytest.fixture
def written(at: SmallHouse, bench_at: BenchAt, tmp_path: Path) -> Path:
    """A copy of a journal in which two units were counted and a wrong product was shown."""
    bench, _ = packer(at, bench_at)
    said = bench.says(EAN[CABLE], EAN[TEA], EAN[CABLE], "CMD-UNDO")
    assert said == [K.UNIT_COUNTED, K.WRONG_PRODUCT, K.UNIT_COUNTED, K.UNDONE]
    bench.station.close()
    copy = tmp_path / "copy.journal"
    copy.write_bytes(bench.journal.path.read_bytes())
    assert replayed(copy) == Replayed(entries=8, scans=6, answers=1)
    return copy


def changed(journal: Path, change: str) -> Path:
    connection = sqlite3.connect(journal)
    assert connection.execute(change).rowcount == 1
    connection.commit()
    connection.close()
    return journal


TAMPERED: dict[str, tuple[str, int, str, str]] = {
    "a verdict": (
        "UPDATE entry SET verdict = replace(verdict, 'wrong_product', 'over_scan') WHERE seq = 6",
        *(6, "over_scan", "wrong_product"),
    ),
    "what a verdict is filled with": (
        "UPDATE entry SET verdict = replace(verdict, '\"counted\":1', '\"counted\":9') "
        "WHERE seq = 5",
        *(5, "counted=9", "counted=1"),
    ),
    "what a scan did": (
        "UPDATE entry SET effects = replace(effects, '\"quantity\":1', '\"quantity\":3') "
        "WHERE seq = 5",
        *(5, "quantity=3", "quantity=1"),
    ),
    "what the centre answered": (
        "UPDATE entry SET payload = replace(payload, '\"quantity\":5', '\"quantity\":1') "
        "WHERE kind = 'answer'",
        *(3, "of=6", "of=2"),
    ),
    "the code": (
        'UPDATE entry SET payload = replace(payload, \'"readings":[\', \'"readings":[],"x":[\') '
        "WHERE seq = 5",
        *(5, "PackUnits", "()"),
    ),
    "a verdict nobody knows": (
        "UPDATE entry SET verdict = replace(verdict, 'wrong_product', 'fine') WHERE seq = 6",
        *(6, "a scan", "cannot be read"),
    ),
    "an entry taken out": ("DELETE FROM entry WHERE seq = 6", 6, "an entry", "the next one is 7"),
    "an answer taken out": (
        "UPDATE entry SET kind = 'note', payload = '{\"note\":\"signed_out\"}' "
        "WHERE kind = 'answer'",
        *(3, "parcel_opened", "no verdict"),
    ),
}


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
@pytest.mark.parametrize("what", TAMPERED)
def test_the_first_entry_that_was_tampered_with_is_named(written: Path, what: str) -> None:
    change, seq, expected, got = TAMPERED[what]
    found = replayed(changed(written, change)).difference
    assert found is not None
    assert found.seq == seq
    assert expected in found.expected
    assert got in found.got


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_gate_that_was_cut_off_is_counted(written: Path) -> None:
    for change in (
        "UPDATE entry SET verdict = NULL, state = 'superseded' WHERE seq = 3",
        "DELETE FROM entry WHERE seq = 8",
        "DELETE FROM entry WHERE seq = 7",
        "DELETE FROM entry WHERE seq = 6",
        "DELETE FROM entry WHERE seq = 5",
        "DELETE FROM entry WHERE seq = 4",
    ):
        changed(written, change)
    assert replayed(written) == Replayed(entries=3, scans=2, unanswered=1)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_what_an_older_program_wrote_is_passed_over(written: Path) -> None:
    changed(written, "DELETE FROM entry WHERE kind = 'note'")
    assert replayed(written) == Replayed(entries=7, skipped=7)


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_newer_machines_are_refused(written: Path) -> None:
    newer = MACHINE_VERSION + 1
    note = f"json_set(payload, '$.machine', {newer})"
    changed(written, f"UPDATE entry SET payload = {note} WHERE kind = 'note'")
    with pytest.raises(CannotNow) as refused:
        replayed(written)
    assert refused.value.trouble is Trouble.JOURNAL_NEWER
    assert refused.value.params["found"] == newer


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_a_newer_file_is_refused(written: Path) -> None:
    connection = sqlite3.connect(written)
    connection.execute("PRAGMA user_version=99")
    connection.close()
    with pytest.raises(CannotNow) as refused:
        replayed(written)
    assert refused.value.trouble is Trouble.JOURNAL_NEWER


def damage_nothing(path: Path) -> None:
    path.write_bytes(b"")


def write_text(path: Path) -> None:
    path.write_text("this is a letter to somebody\n" * 100, encoding="utf-8")


def write_other_database(path: Path) -> None:
    connection = sqlite3.connect(path)
    connection.execute("CREATE TABLE entry (seq INTEGER)")
    connection.commit()
    connection.close()


@pytest.mark.parametrize("write", [damage_nothing, write_text, write_other_database, Path.mkdir])
def test_a_file_that_is_no_journal(tmp_path: Path, write: Callable[[Path], object]) -> None:
    path = tmp_path / "file"
    write(path)
    with pytest.raises(CannotNow) as refused:
        replayed(path)
    assert refused.value.trouble is Trouble.NOT_A_JOURNAL
    assert refused.value.params["path"] == str(path)


def test_a_file_that_is_not_there(tmp_path: Path) -> None:
    with pytest.raises(CannotNow) as refused:
        replayed(tmp_path / "no.journal")
    assert refused.value.trouble is Trouble.NOT_A_JOURNAL


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_the_journal_of_a_station_at_work_is_read_and_left_alone(
    at: SmallHouse, bench_at: BenchAt
) -> None:
    bench, _ = packer(at, bench_at)
    bench.scan(EAN[CABLE])
    folder = bench.journal.path.parent
    before = {each.name: each.read_bytes() for each in folder.iterdir()}
    assert_replays(bench.journal.path)
    assert {each.name: each.read_bytes() for each in folder.iterdir()} == before
    assert bench.says(EAN[CABLE]) == [K.UNIT_COUNTED]
