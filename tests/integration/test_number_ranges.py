"""Loading ranges of waybill numbers: all or none, unique for ever, and said when they run low."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import delete, func, select

from db.schema.waybills import WaybillNumber, WaybillRange
from fulfilment.house import SYSTEM
from fulfilment.shipping.number_ranges import NumbersLeft, RangeLoaded, load_range, numbers_left
from procedure.texts import sentence
from procedure.verdicts import VerdictKind
from procedure.words import Post
from tests.plugins.everything import nothing_written
from tests.plugins.houses import SmallHouse, draft, small_house_at
from tests.plugins.journey import closed, released, verdict_of
from tests.plugins.processes import packbenchctl


def numbers(at: SmallHouse) -> int:
    with at.house.database.read() as connection:
        return int(connection.scalar(select(func.count()).select_from(WaybillNumber)) or 0)


def left(at: SmallHouse) -> dict[str, NumbersLeft]:
    with at.house.database.read() as connection:
        return {each.code: each for each in numbers_left(connection, at.clock())}


def test_a_range_is_loaded_whole_and_its_numbers_are_given_out_in_order(at: SmallHouse) -> None:
    before = numbers(at)
    shipper = at.people[Post.SHIPPER]
    done = load_range(at.house, shipper, "YTO", "YT0900000000001", "YT0900000012000")
    assert done == RangeLoaded(12_000, is_unusual=False)
    assert numbers(at) == before + 12_000
    with at.house.database.read() as connection:
        kept = connection.execute(select(WaybillRange.first, WaybillRange.last)).one()
        mine = connection.scalars(
            select(WaybillNumber.number)
            .where(WaybillNumber.number.startswith("YT09"))
            .order_by(WaybillNumber.id)
        ).all()
    assert tuple(kept) == ("YT0900000000001", "YT0900000012000")
    assert list(mine) == sorted(mine)


def test_numbers_that_look_like_none_of_the_carrier_are_loaded_by_who_compared_them(
    at: SmallHouse,
) -> None:
    with nothing_written(at.house.database):
        refused = load_range(at.house, SYSTEM, "SF", "SF1", "SF5")
    said = verdict_of(refused)
    assert (said.kind, said.params["why"]) == (VerdictKind.RANGE_REFUSED, "pattern")
    words = sentence(said).msgid.format(**said.params)
    assert words.startswith("SF1 to SF5 do not look like numbers of SF, so none was loaded.")
    done = load_range(at.house, SYSTEM, "SF", "SF1", "SF5", allow_unusual=True)
    assert done == RangeLoaded(5, is_unusual=True)


@pytest.mark.parametrize(
    ("carrier", "first", "last", "why"),
    [
        ("NONE", "YT0900000000001", "YT0900000000002", "carrier"),
        ("YTO", "YT0900000000002", "YT0900000000001", "order"),
        ("SF", "YT0900000000005", "YT0900000000020", "taken"),
        ("YTO", "YT0899999999990", "YT0900000000001", "taken"),
    ],
)
def test_a_range_that_cannot_be_is_refused_whole(
    at: SmallHouse, carrier: str, first: str, last: str, why: str
) -> None:
    assert isinstance(
        load_range(at.house, SYSTEM, "YTO", "YT0900000000001", "YT0900000000010"), RangeLoaded
    )
    with nothing_written(at.house.database):
        refused = load_range(at.house, SYSTEM, carrier, first, last)
    said = verdict_of(refused)
    assert (said.kind, said.params["why"]) == (VerdictKind.RANGE_REFUSED, why)
    words = sentence(said).msgid.format(**said.params)
    if why == "taken":
        count, number = (6, "YT0900000000005") if carrier == "SF" else (1, "YT0900000000001")
        assert words.startswith(f"{count} of these numbers are loaded already, {number} first.")


def test_who_packs_loads_no_numbers(at: SmallHouse) -> None:
    with nothing_written(at.house.database):
        refused = load_range(at.house, at.people[Post.PACKER], "YTO", "YT1", "YT9")
    assert verdict_of(refused).kind is VerdictKind.NOT_ALLOWED


def test_numbers_that_run_low_are_said(at: SmallHouse) -> None:
    (order,) = released(at, draft("A-1"))
    closed(at, order)
    used = {code: each.used_in_a_day for code, each in left(at).items()}
    assert sorted(used.values()) == [0, 1]
    busy = next(code for code, count in used.items() if count)
    assert not left(at)[busy].is_low
    free = left(at)[busy].free
    # A fifth of the newest range is more than what is left of all.
    load_range(at.house, SYSTEM, busy, "ZZ00001", f"ZZ{free * 5:05}", allow_unusual=True)
    with at.house.database.write() as connection:
        connection.execute(
            delete(WaybillNumber).where(
                WaybillNumber.number.startswith("ZZ"), WaybillNumber.number > "ZZ00000"
            )
        )
    assert left(at)[busy].free == free
    assert not left(at)[busy].is_low, "a fifth is enough"
    load_range(at.house, SYSTEM, busy, "ZY00001", f"ZY{free * 5 + 5:05}", allow_unusual=True)
    with at.house.database.write() as connection:
        connection.execute(delete(WaybillNumber).where(WaybillNumber.number.startswith("ZY")))
    assert left(at)[busy].is_low
    at.clock.advance(timedelta(hours=24))
    assert left(at)[busy].used_in_a_day == 0


def test_packbenchctl_loads_and_tells(tmp_path: Path) -> None:
    small_house_at(tmp_path / "house.sqlite").house.close()
    at = ("--db", f"sqlite:///{tmp_path / 'house.sqlite'}")

    def ctl(*arguments: str) -> tuple[int, str, str]:
        said = packbenchctl("waybills", *arguments, *at, folder=tmp_path)
        return said.returncode, said.stdout, said.stderr

    assert ctl("load", "YTO", "YT0900000000001", "YT0900000000100") == (
        0,
        "100 numbers of YTO are loaded.\n",
        "",
    )
    code, _, wrong = ctl("load", "YTO", "YT0900000000100", "YT0900000000200")
    assert code == 1
    assert wrong.startswith("1 of these numbers are loaded already, YT0900000000100 first.")
    code, told, wrong = ctl("load", "YTO", "MISC001", "MISC009")
    assert (code, told) == (1, "")
    assert "--yes-unusual" in wrong
    assert ctl("load", "YTO", "MISC001", "MISC009", "--yes-unusual")[0] == 0
    code, told, _ = ctl("left")
    assert code == 0
    assert told.startswith("carrier\tnumbers left\tused in 24 hours\n")
    assert any(line.startswith("YTO\t") for line in told.splitlines())
