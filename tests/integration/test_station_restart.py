"""A station that is started again, on every database: what waited is applied, once."""

from __future__ import annotations

from uuid import uuid4

from db.journal import EntryState
from procedure.verdicts import VerdictKind
from procedure.words import Post, Screen
from tests.plugins.benches import BenchAt, events, packed_units, packer
from tests.plugins.everything import nothing_written
from tests.plugins.houses import CABLE, EAN, SmallHouse
from tests.plugins.journey import (
    order_no,
)

K = VerdictKind


def test_a_restart_applies_what_waited_once(at: SmallHouse, bench_at: BenchAt) -> None:
    bench, order = packer(at, bench_at)
    bench.says(EAN[CABLE], EAN[CABLE], "CMD-UNDO", EAN[CABLE])
    before = events(at)
    bench.station.close()
    again = bench_at(Screen.PACK)
    assert again.station.unsaved == 4
    again.station.resume()
    assert again.apply() is None
    assert again.station.unsaved == 0
    assert (packed_units(at), events(at)) == (2, before + 4)
    again.station.resume()
    assert again.apply() is None
    assert (packed_units(at), events(at)) == (2, before + 4)
    assert again.says(at.badges[Post.PACKER], order_no(at, order)) == [
        K.SIGNED_IN,
        K.PARCEL_OPENED,
    ]


def test_a_restart_may_try_twice_to_read_what_waited(at: SmallHouse, bench_at: BenchAt) -> None:
    bench, _ = packer(at, bench_at)
    bench.says(EAN[CABLE], EAN[CABLE])
    bench.station.close()
    again = bench_at(Screen.PACK)
    again.station.resume()
    again.station.resume()
    assert len(again.station.waiting) == 2


def test_what_was_applied_before_the_restart_is_not_applied_again(
    at: SmallHouse, bench_at: BenchAt
) -> None:
    bench, _ = packer(at, bench_at)
    bench.says(EAN[CABLE], EAN[CABLE], EAN[CABLE])
    bench.station.apply_next()
    # The plug was pulled after the centre's commit, before the journal heard of it.
    forget = (
        "UPDATE entry SET state = 'local' WHERE state = 'applied' AND effects LIKE '%PackUnits%'"
    )
    assert bench.journal._connection.execute(forget).rowcount == 1
    bench.station.close()
    again = bench_at(Screen.PACK)
    again.station.resume()
    assert again.apply() is None
    assert packed_units(at) == 3


def test_a_gate_without_an_answer_is_not_carried_out_after_a_restart(
    at: SmallHouse, bench_at: BenchAt
) -> None:
    bench, _ = packer(at, bench_at)
    event = uuid4()
    # The plug was pulled when the gate was on the disk and nowhere else.
    undo = (
        "UPDATE entry SET state = 'local', verdict = NULL, event_id = ?"
        " WHERE effects LIKE '%OpenParcel%'"
    )
    connection = bench.journal._connection
    assert connection.execute(undo, (event.bytes,)).rowcount == 1
    assert connection.execute("DELETE FROM entry WHERE kind = 'answer'").rowcount == 1
    bench.station.close()
    again = bench_at(Screen.PACK)
    assert again.station.unsaved == 1
    with nothing_written(at.house.database):
        again.station.resume()
        assert again.apply() is None
    assert again.station.unsaved == 0
    entry = again.journal.find(event)
    assert entry is not None
    assert entry.state is EntryState.SUPERSEDED
