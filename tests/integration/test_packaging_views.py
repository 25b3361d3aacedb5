"""What the packaging tab reads, on every database."""

from __future__ import annotations

from dataclasses import replace

from db.views.packaging import (
    PackagingFilter,
    PackagingRow,
    packaging_events,
    packaging_of,
    packaging_page,
)
from fulfilment.packing.packaging import (
    PackagingFacts,
    PackagingSaved,
    count_packaging,
    receive_packaging,
    save_packaging,
)
from procedure.parcel_words import PackagingKind, PackagingMove, PackingCause
from procedure.words import Post
from tests.plugins.houses import SmallHouse
from tests.plugins.journey import expect
from tests.plugins.packaging_shelf import BOARD, CARTON_L, CARTON_S, WRAP, PackagingShelf


def _found(
    at: SmallHouse, wanted: PackagingFilter, after: str | None = None, limit: int = 10
) -> tuple[PackagingRow, ...]:
    with at.house.database.read() as connection:
        return packaging_page(connection, at.house.place.warehouse_id, wanted, after, limit).rows


def _codes(at: SmallHouse, wanted: PackagingFilter) -> list[str]:
    return [row.code for row in _found(at, wanted)]


def test_packaging_is_found_by_code_name_and_kind(
    at: SmallHouse, packaging: PackagingShelf
) -> None:
    assert _codes(at, PackagingFilter()) == [BOARD, CARTON_L, CARTON_S, WRAP]
    assert _codes(at, PackagingFilter("mat-s")) == [CARTON_S]
    assert _codes(at, PackagingFilter("carton")) == [CARTON_L, CARTON_S]
    assert _codes(at, PackagingFilter("%")) == []
    assert _codes(at, PackagingFilter(kind=PackagingKind.WRAP)) == [WRAP]


def test_packaging_is_paged_by_code(at: SmallHouse, packaging: PackagingShelf) -> None:
    warehouse = at.house.place.warehouse_id
    with at.house.database.read() as connection:
        first = packaging_page(connection, warehouse, PackagingFilter(), None, 3)
        rest = packaging_page(connection, warehouse, PackagingFilter(), first.next_after, 3)
    assert [row.code for row in (*first.rows, *rest.rows)] == [BOARD, CARTON_L, CARTON_S, WRAP]
    assert rest.next_after is None


def test_a_material_is_shown_with_its_rules_and_as_low(
    at: SmallHouse, packaging: PackagingShelf
) -> None:
    boss = at.people[Post.SUPERVISOR]
    facts = PackagingFacts(
        "MAT-XL",
        "Carton XL",
        PackagingKind.CARTON,
        620,
        (600, 400, 390),
        30_000,
        low_below=10,
        rules=((PackingCause.DANGEROUS, 2), (PackingCause.BATTERY, 1)),
    )
    made = expect(PackagingSaved, save_packaging(at.house, boss, facts))
    receive_packaging(at.house, boss, made.packaging_id, 9)
    with at.house.database.read() as connection:
        row = packaging_of(connection, made.packaging_id)
        assert packaging_of(connection, packaging.ids[WRAP]) != row
    assert row == PackagingRow(
        made.packaging_id,
        facts.code,
        facts.name,
        facts.kind,
        620,
        (600, 400, 390),
        30_000,
        9,
        10,
        True,
        1,
        ((PackingCause.BATTERY, 1), (PackingCause.DANGEROUS, 2)),
    )
    assert _codes(at, PackagingFilter(only_low=True)) == ["MAT-XL"]
    receive_packaging(at.house, boss, made.packaging_id, 1)
    assert _codes(at, PackagingFilter(only_low=True)) == []
    count_packaging(at.house, boss, made.packaging_id, 3, "counted")
    save_packaging(at.house, boss, replace(facts, active=False), made.packaging_id)
    assert _codes(at, PackagingFilter(only_low=True)) == []


def test_the_books_of_a_material_are_read_newest_first_page_by_page(
    at: SmallHouse, packaging: PackagingShelf
) -> None:
    boss, wrap = at.people[Post.SUPERVISOR], packaging.ids[WRAP]
    for pieces in (5, 6, 7):
        receive_packaging(at.house, boss, wrap, pieces, f"note {pieces}")
    receive_packaging(at.house, boss, packaging.ids[BOARD], 50)
    count_packaging(at.house, boss, wrap, 10, "stocktaking")
    with at.house.database.read() as connection:
        newest = packaging_events(connection, wrap, None, 3)
        older = packaging_events(connection, wrap, newest[-1].movement_id, 3)
        assert packaging_events(connection, wrap, older[-1].movement_id, 3) == ()
    told = [(each.kind, each.quantity, each.reason) for each in (*newest, *older)]
    assert told == [
        (PackagingMove.COUNT, -8, "stocktaking"),
        (PackagingMove.RECEIVE, 7, "note 7"),
        (PackagingMove.RECEIVE, 6, "note 6"),
        (PackagingMove.RECEIVE, 5, "note 5"),
    ]
    assert {(each.person, each.box) for each in newest} == {(boss.name, "")}
