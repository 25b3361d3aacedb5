"""A scan under a known id with other content: not counted, kept, told, settled by a person."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import select

from db.journal import EntryState
from db.schema.station import ScanConflict
from db.views.conflicts import count_open_conflicts, open_conflicts
from fulfilment.station.conflicts import settle_conflict
from procedure.effects import Refused
from procedure.scans import RawScan
from procedure.texts import sentence
from procedure.verdicts import Verdict, VerdictKind
from procedure.words import Post
from tests.plugins.benches import Bench, BenchAt, packed_units, packer
from tests.plugins.everything import nothing_written
from tests.plugins.houses import CABLE, EAN, MUG, TEA, SmallHouse

K = VerdictKind


def under_id_of(raw: RawScan, bench: Bench, text: str) -> Verdict:
    """The verdict on another text under the id of an earlier scan."""
    bench.shown = bench.station.scan(replace(bench.read(text), event_id=raw.event_id))
    assert bench.shown.verdict is not None
    return bench.shown.verdict


def conflicts(at: SmallHouse) -> list[tuple[str, str]]:
    """Who scanned what, of the open ones."""
    with at.house.database.read() as connection:
        found = open_conflicts(connection)
        assert count_open_conflicts(connection) == len(found)
    return [(each.person, each.key) for each in found]


def test_it_counts_nothing_and_names_whom_to_call(at: SmallHouse, bench_at: BenchAt) -> None:
    bench, _ = packer(at, bench_at)
    raw = bench.read(EAN[CABLE])
    first = bench.station.scan(raw)
    bench.apply()
    with nothing_written(at.house.database):
        said = under_id_of(raw, bench, EAN[MUG])
    assert said.kind is K.SCAN_CONFLICT
    supervisor = at.people[Post.SUPERVISOR].name
    assert said.params == {"people": supervisor}
    assert f"Call {supervisor}, then scan it again." in sentence(said).render()
    assert bench.shown.state == first.state, "what is open stays open"
    assert bench.station.unsaved == 1
    bench.apply()
    assert conflicts(at) == [(Post.PACKER.value, f"{EAN[MUG]}")]
    assert bench.station.scan(raw).verdict == first.verdict, "the first one still has its answer"
    assert bench.says(EAN[MUG]) == [K.LINE_DONE]
    bench.apply()
    assert packed_units(at) == 2


def test_the_same_conflict_again_is_kept_once(at: SmallHouse, bench_at: BenchAt) -> None:
    bench, _ = packer(at, bench_at)
    raw = bench.read(EAN[CABLE])
    bench.station.scan(raw)
    for text in (EAN[MUG], EAN[MUG], EAN[TEA], EAN[MUG]):
        assert under_id_of(raw, bench, text).kind is K.SCAN_CONFLICT
        bench.apply()
    assert [key for _, key in conflicts(at)] == [EAN[MUG], EAN[TEA]]


def test_nobody_needs_to_be_signed_in(at: SmallHouse, bench_at: BenchAt) -> None:
    bench, _ = packer(at, bench_at)
    raw = bench.read(EAN[CABLE])
    bench.station.scan(raw)
    bench.scan("CMD-LOCK")
    assert under_id_of(raw, bench, EAN[MUG]).kind is K.SCAN_CONFLICT
    bench.apply()
    assert conflicts(at) == [("", EAN[MUG])]


def test_it_waits_over_a_restart(at: SmallHouse, bench_at: BenchAt) -> None:
    bench, _ = packer(at, bench_at)
    raw = bench.read(EAN[CABLE])
    bench.station.scan(raw)
    under_id_of(raw, bench, EAN[MUG])
    bench.station.close()
    again = bench_at(bench.station.screen)
    again.station.resume()
    assert again.apply() is None
    assert again.station.unsaved == 0
    assert conflicts(at) == [(Post.PACKER.value, EAN[MUG])]
    assert packed_units(at) == 1


def test_what_the_centre_has_under_the_id_of_a_counted_unit_stops_the_screen(
    at: SmallHouse, bench_at: BenchAt
) -> None:
    """Another program gave out the same id: the unit sounded good, and does not count."""
    bench, _ = packer(at, bench_at)
    bench.scan(EAN[CABLE])
    bench.apply()
    again = "UPDATE entry SET state = 'local', digest = 'other' WHERE effects LIKE '%PackUnits%'"
    bench.journal._connection.execute(again)
    bench.station.resume()
    shown = bench.station.apply_next()
    assert shown is not None
    assert shown.verdict is not None
    assert shown.verdict.kind is K.SCAN_CONFLICT
    assert bench.says(EAN[CABLE], "CMD-CONFIRM") == [K.SCAN_CONFLICT, K.CLEARED]
    assert conflicts(at) == [(Post.PACKER.value, EAN[CABLE])]
    assert packed_units(at) == 1
    with at.house.database.read() as connection:
        came = connection.scalars(select(ScanConflict.digest)).all()
    assert came == ["other"]
    states = {entry.state for entry in bench.journal.all(0, 100) if "PackUnits" in entry.effects}
    assert states == {EntryState.CONFLICT}


def test_a_conflict_is_settled_once_by_who_may_with_a_note(
    at: SmallHouse, bench_at: BenchAt
) -> None:
    bench, _ = packer(at, bench_at)
    raw = bench.read(EAN[CABLE])
    bench.station.scan(raw)
    under_id_of(raw, bench, EAN[MUG])
    bench.apply()
    with at.house.database.read() as connection:
        (conflict,) = open_conflicts(connection)
    number = conflict.conflict_id
    for post, note, kind in (
        (Post.PACKER, "seen", K.NOT_ALLOWED),
        (Post.SUPERVISOR, "  ", K.REASON_NEEDED),
    ):
        with nothing_written(at.house.database):
            refused = settle_conflict(at.house, at.people[post], number, note)
        assert isinstance(refused, Refused)
        assert refused.verdict.kind is kind
    supervisor = at.people[Post.SUPERVISOR]
    assert settle_conflict(at.house, supervisor, number, " a handheld sent twice ") is None
    assert conflicts(at) == []
    with nothing_written(at.house.database):
        again = settle_conflict(at.house, supervisor, number, "again")
    assert isinstance(again, Refused)
    assert again.verdict.kind is K.CONFLICT_UNKNOWN
    with at.house.database.read() as connection:
        row = connection.execute(select(ScanConflict.settled_by, ScanConflict.note)).one()
    assert tuple(row) == (supervisor.person_id, "a handheld sent twice")


@pytest.mark.parametrize("text", ["USR-AAAAAAAAAAA", "CMD-UNDO"])
def test_other_content_of_any_kind_is_one(at: SmallHouse, bench_at: BenchAt, text: str) -> None:
    bench, _ = packer(at, bench_at)
    raw = bench.read(EAN[CABLE])
    bench.station.scan(raw)
    assert under_id_of(raw, bench, text).kind is K.SCAN_CONFLICT
