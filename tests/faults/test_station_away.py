"""The centre is away, on every database: units go on and wait, gates stay shut, nothing is lost."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
from sqlalchemy import func, select

from db.engine import Database
from db.errors import CannotNow, Trouble
from db.schema.parcels import Parcel, ParcelItem
from db.schema.station import ScanEvent
from fulfilment.house import House, open_house
from procedure.ids import OrderId
from procedure.verdicts import VerdictKind
from procedure.words import OrderStatus, Post, Screen
from tests.plugins.benches import Bench
from tests.plugins.cable import Cable, Relay
from tests.plugins.everything import nothing_written
from tests.plugins.houses import CABLE, EAN, MUG, SmallHouse, draft
from tests.plugins.journey import line, order_no, picked, released, status

K = VerdictKind


@dataclass(frozen=True, slots=True)
class Away:
    """A bench behind a cable, a parcel of five cables and a mug open at it."""

    at: SmallHouse
    bench: Bench
    order: OrderId
    cable: Cable
    house: House

    def pull(self) -> None:
        self.cable.pull(self.house.database)

    def packed(self) -> int:
        with self.at.house.database.read() as connection:
            return int(connection.scalar(select(func.sum(ParcelItem.packed))) or 0)

    def seqs(self) -> list[int]:
        with self.at.house.database.read() as connection:
            return list(connection.scalars(select(ScanEvent.seq).order_by(ScanEvent.applied_at)))


@pytest.fixture
def away(at: SmallHouse, cable: Cable, tmp_path: Path) -> Iterator[Away]:
    (order,) = released(at, draft("A-1", lines=(line(CABLE, 5), line(MUG, 1))))
    picked(at, order)
    house = open_house(Database(cable.url), "behind the cable", at.clock)
    folder = tmp_path / "station"
    folder.mkdir()
    bench = Bench(house, at.stations[Screen.PACK], Screen.PACK, folder)
    said = bench.says(at.badges[Post.PACKER], order_no(at, order))
    assert said == [K.SIGNED_IN, K.PARCEL_OPENED]
    yield Away(at, bench, order, cable, house)
    bench.station.close()
    house.database.close()


def test_units_go_on_and_are_applied_once_in_order_afterwards(away: Away) -> None:
    bench = away.bench
    assert bench.says(EAN[CABLE]) == [K.UNIT_COUNTED]
    bench.apply()
    away.pull()
    with nothing_written(away.at.house.database):
        said = bench.says(EAN[CABLE], EAN[CABLE], EAN[MUG], "CMD-UNDO", EAN[CABLE])
        assert said == [K.UNIT_COUNTED, K.UNIT_COUNTED, K.LINE_DONE, K.UNDONE, K.UNIT_COUNTED]
        for _ in range(2):
            with pytest.raises(CannotNow) as caught:
                bench.station.apply_next()
            assert caught.value.trouble is Trouble.DATABASE_AWAY
    assert bench.station.unsaved == len(bench.station.waiting) == 5
    away.cable.plug_in()
    before = away.seqs()
    assert bench.apply() is None
    assert bench.station.unsaved == 0
    assert away.packed() == 4
    applied = away.seqs()[len(before) :]
    assert applied == sorted(applied)
    assert len(applied) == 5


def test_a_gate_stays_shut_and_nothing_changes(away: Away) -> None:
    bench = away.bench
    bench.says(*[EAN[CABLE]] * 5)
    away.pull()
    state = bench.shown.state
    with nothing_written(away.at.house.database):
        shown = bench.scan(EAN[MUG])  # the last unit would close the parcel
        assert shown.verdict is not None
        assert shown.verdict.kind is K.CENTRE_AWAY
        assert (shown.state.phase, shown.state.task) == (state.phase, state.task)  # type: ignore[union-attr]
        assert bench.says("CMD-LOCK", EAN[MUG]) == [K.CENTRE_AWAY, K.NOT_SIGNED_IN]
    away.cable.plug_in()
    assert bench.says(away.at.badges[Post.PACKER]) == [K.PARCEL_OPENED]
    assert bench.says(EAN[MUG]) == [K.PARCEL_CLOSED]
    assert away.packed() == 6
    assert bench.station.unsaved == 0
    assert status(away.at, away.order) is OrderStatus.READY_TO_SHIP


def test_a_gate_with_nothing_waiting_before_it_stays_shut_too(away: Away) -> None:
    bench = away.bench
    assert bench.says("CMD-ABORT") == [K.PARKED]
    away.pull()
    with nothing_written(away.at.house.database):
        assert bench.says(order_no(away.at, away.order)) == [K.CENTRE_AWAY]
    away.cable.plug_in()
    assert bench.says(order_no(away.at, away.order)) == [K.PARCEL_OPENED]


def test_nobody_new_signs_in_meanwhile_and_who_is_there_goes_on(away: Away) -> None:
    bench = away.bench
    away.pull()
    assert bench.says(away.at.badges[Post.SUPERVISOR]) == [K.CENTRE_AWAY]
    assert bench.says(EAN[CABLE]) == [K.UNIT_COUNTED]
    assert bench.shown.operator is not None
    assert bench.shown.operator.name == Post.PACKER.value


def test_a_restart_while_the_centre_is_away_loses_nothing(away: Away, tmp_path: Path) -> None:
    bench = away.bench
    bench.says(EAN[CABLE], EAN[CABLE])
    bench.apply()
    away.pull()
    bench.says(EAN[CABLE], "CMD-UNDO", EAN[CABLE])
    bench.station.close()
    away.cable.plug_in()
    again = Bench(away.house, away.at.stations[Screen.PACK], Screen.PACK, tmp_path / "station")
    away.pull()
    with pytest.raises(CannotNow):
        again.station.resume()
    assert again.station.unsaved == 3
    away.cable.plug_in()
    again.station.resume()
    assert again.apply() is None
    again.station.close()
    assert away.packed() == 3


def test_what_a_start_could_not_queue_comes_before_everything_new(
    away: Away, tmp_path: Path
) -> None:
    bench = away.bench
    bench.says(EAN[CABLE])
    bench.apply()
    away.pull()
    bench.says(EAN[CABLE], EAN[CABLE])
    bench.station.close()
    away.cable.plug_in()
    again = Bench(away.house, away.at.stations[Screen.PACK], Screen.PACK, tmp_path / "station")
    away.pull()
    with pytest.raises(CannotNow):
        again.station.resume()
    away.cable.plug_in()
    said = again.says(away.at.badges[Post.PACKER], order_no(away.at, away.order), EAN[CABLE])
    assert said == [K.SIGNED_IN, K.PARCEL_OPENED, K.UNIT_COUNTED]
    assert again.shown.verdict is not None
    assert again.shown.verdict.params["counted"] == 4, "three of before and this one"
    assert again.apply() is None
    again.station.close()
    assert away.packed() == 4


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@pytest.mark.needs_postgres
def test_an_answer_that_was_lost_after_the_commit_counts_nothing_twice(away: Away) -> None:
    """The centre wrote the scan, the cable was pulled before it could say so."""
    relay, bench = away.cable, away.bench
    assert isinstance(relay, Relay)
    bench.scan(EAN[CABLE])
    relay.lose_answer = True
    with pytest.raises(CannotNow):
        bench.station.apply_next()
    assert away.packed() == 1, "it is written"
    assert bench.station.unsaved == 1, "and the station does not know"
    relay.pull()
    relay.plug_in()
    assert bench.apply() is None
    assert (away.packed(), bench.station.unsaved) == (1, 0)


@pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)
@pytest.mark.needs_postgres
def test_a_gate_whose_answer_was_lost_is_not_passed_twice(away: Away) -> None:
    relay, bench = away.cable, away.bench
    assert isinstance(relay, Relay)
    bench.says(*[EAN[CABLE]] * 5)
    bench.apply()
    relay.lose_answer = True
    assert bench.says(EAN[MUG]) == [K.CENTRE_AWAY]
    relay.pull()
    relay.plug_in()
    assert status(away.at, away.order) is OrderStatus.READY_TO_SHIP, "it was closed"
    assert bench.says(EAN[MUG]) == [K.TAKEN_ELSEWHERE], "what the bench knows is no longer true"
    assert bench.says("CMD-CONFIRM", order_no(away.at, away.order)) == [K.CLEARED, K.PARCEL_OPENED]
    assert bench.shown.state.phase == "label"
    with away.at.house.database.read() as connection:
        assert connection.scalar(select(func.count(Parcel.id))) == 1
    assert away.packed() == 6
