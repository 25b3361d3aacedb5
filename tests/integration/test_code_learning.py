"""A code nobody knew is taught to the house at a station, by somebody who may."""

from __future__ import annotations

import pytest
from sqlalchemy import select

from db.schema.products import ProductCode
from fulfilment.goods.product_codes import CodeDraft, save_codes
from procedure.texts import sentence
from procedure.verdicts import VerdictKind
from procedure.words import Post, Screen
from tests.plugins.benches import Bench, BenchAt, packed_units, packer
from tests.plugins.everything import nothing_written
from tests.plugins.houses import CABLE, EAN, MUG, TEA, SmallHouse

K = VerdictKind
NEW = "6901234500011"
"""An article number nobody has."""


def codes(at: SmallHouse, sku: str) -> dict[str, int]:
    with at.house.database.read() as connection:
        rows = connection.execute(
            select(ProductCode.key, ProductCode.units).where(
                ProductCode.product_id == at.products[sku]
            )
        )
        return {row.key: row.units for row in rows}


def lead_at(at: SmallHouse, bench_at: BenchAt) -> Bench:
    """A supervisor at the packing bench."""
    bench = bench_at(Screen.PACK)
    bench.scan(at.badges[Post.SUPERVISOR])
    return bench


def test_an_unknown_code_is_learned_and_known_at_once(at: SmallHouse, bench_at: BenchAt) -> None:
    bench = lead_at(at, bench_at)
    other = bench_at(Screen.PICK)
    other.scan(at.badges[Post.SUPERVISOR])
    assert bench.says(NEW, "CMD-LEARN", MUG) == [K.UNKNOWN_CODE, K.ASK_PRODUCT, K.CODE_LEARNED]
    assert bench.shown.asked_centre
    assert codes(at, MUG)[f"0{NEW}"] == 1
    assert bench.says(NEW) == [K.NOT_OPEN]
    assert other.says(NEW) == [K.NOT_OPEN], "another station finds it when it meets it"


def test_what_is_open_stays_open_while_a_lead_teaches(at: SmallHouse, bench_at: BenchAt) -> None:
    bench, _ = packer(at, bench_at)
    assert bench.says(EAN[CABLE], NEW, "CMD-LEARN") == [
        K.UNIT_COUNTED,
        K.UNKNOWN_CODE,
        K.NOT_ALLOWED,
    ]
    with nothing_written(at.house.database):
        assert bench.says("CMD-LEARN") == [K.NOT_ALLOWED]
    assert bench.says(at.badges[Post.SUPERVISOR], "CMD-LEARN", EAN[CABLE]) == [
        K.PARCEL_OPENED,
        K.ASK_PRODUCT,
        K.CODE_LEARNED,
    ]
    assert packed_units(at) == 1, "the scan that taught counted nothing"


def test_a_scanner_held_on_the_code_counts_no_unit(at: SmallHouse, bench_at: BenchAt) -> None:
    bench, _ = packer(at, bench_at)
    bench.says(at.badges[Post.SUPERVISOR], NEW, "CMD-LEARN")
    assert bench.says(EAN[CABLE]) == [K.CODE_LEARNED]
    again = bench.station.scan(bench.read_at_once(EAN[CABLE]))
    assert again.verdict is not None
    assert again.verdict.kind is K.DUPLICATE_READ
    bench.apply()
    assert packed_units(at) == 0


def test_the_same_scan_twice_is_answered_from_the_journal(
    at: SmallHouse, bench_at: BenchAt
) -> None:
    bench = lead_at(at, bench_at)
    bench.says(NEW, "CMD-LEARN")
    raw = bench.read(MUG)
    first = bench.station.scan(raw)
    with nothing_written(at.house.database):
        assert bench.station.scan(raw).verdict == first.verdict


@pytest.mark.parametrize(
    ("scans", "said"),
    [
        (("CMD-LEARN",), K.NOTHING_TO_LEARN),
        (("6901234500012", "CMD-LEARN"), K.CODE_REFUSED),
        (("BOX-!", "CMD-LEARN"), K.CODE_REFUSED),
        ((NEW, "CMD-LEARN", "CMD-UNDO"), K.NOTHING_TO_DO),
        ((NEW, "CMD-LEARN", "ALSO-UNKNOWN"), K.UNKNOWN_CODE),
        ((NEW, MUG), K.NOT_OPEN),
    ],
)
def test_what_cannot_be_learned_is_told_and_nothing_is_written(
    at: SmallHouse, bench_at: BenchAt, scans: tuple[str, ...], said: VerdictKind
) -> None:
    bench = lead_at(at, bench_at)
    with nothing_written(at.house.database):
        assert bench.says(*scans)[-1] is said
    assert bench.shown.verdict is not None
    assert "{" not in sentence(bench.shown.verdict).render()


def test_an_answer_after_ten_seconds_is_an_ordinary_scan(at: SmallHouse, bench_at: BenchAt) -> None:
    bench = lead_at(at, bench_at)
    bench.says(NEW, "CMD-LEARN")
    bench.wait_ms(10_001)
    with nothing_written(at.house.database):
        assert bench.says(MUG) == [K.NOT_OPEN]


def test_a_code_another_station_gave_away_meanwhile_is_refused(
    at: SmallHouse, bench_at: BenchAt
) -> None:
    bench = lead_at(at, bench_at)
    bench.says(NEW, "CMD-LEARN")
    lead = at.people[Post.SUPERVISOR]
    save_codes(at.house, lead, at.products[TEA], [CodeDraft(EAN[TEA]), CodeDraft(NEW)])
    with nothing_written(at.house.database):
        assert bench.says(MUG) == [K.CODE_TAKEN]
    assert bench.shown.verdict is not None
    assert sentence(bench.shown.verdict).render() == (
        f"{NEW} is the code of {TEA} already. Take it away there first, or use another."
    )
    assert f"0{NEW}" not in codes(at, MUG)


def test_only_the_article_of_a_gs1_code_is_learned(at: SmallHouse, bench_at: BenchAt) -> None:
    bench = lead_at(at, bench_at)
    said = bench.says(f"]C1010{NEW}10B2401", "CMD-LEARN", MUG)
    assert said == [K.UNKNOWN_CODE, K.ASK_PRODUCT, K.CODE_LEARNED]
    assert f"0{NEW}" in codes(at, MUG)
