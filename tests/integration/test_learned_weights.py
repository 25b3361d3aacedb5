"""What a product weighs is learned from parcels that hold nothing else."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import select, update

from db.schema.products import Product
from fulfilment.goods.learned_weights import LearnedWeight, learned_weights, take_weights
from procedure.effects import CloseParcel, ParcelClosed, Refused
from procedure.pack_effects import UseMaterial, Weighed
from procedure.verdicts import VerdictKind
from procedure.words import Post
from tests.plugins.everything import nothing_written
from tests.plugins.houses import CABLE, MUG, TEA, SmallHouse, draft
from tests.plugins.journey import PACKER, ask, expect, filled, line, released, set_up
from tests.plugins.packaging_shelf import PackagingShelf

CARTON_G = 90


def weighed(at: SmallHouse, number: str, sku: str, units: int, grams: int, *more: object) -> None:
    """A closed parcel of so many units of a product that weighs so much."""
    (order,) = released(at, draft(number, lines=(line(sku, units), *more)))
    parcel = filled(at, order)
    wrap = [
        UseMaterial(parcel.parcel_id, parcel.fence, each.packaging_id, each.quantity)
        for each in parcel.materials
    ]
    closing = CloseParcel(parcel.parcel_id, parcel.fence, Weighed(grams))
    expect(ParcelClosed, ask(at, PACKER, *wrap, closing))


def learned(at: SmallHouse, least: int = 5) -> Sequence[LearnedWeight]:
    found = learned_weights(at.house, at.people[Post.SUPERVISOR], least)
    assert not isinstance(found, Refused)
    return found


def weight_of(at: SmallHouse, sku: str) -> int | None:
    with at.house.database.read() as connection:
        return connection.scalar(select(Product.weight_g).where(Product.sku == sku))


def test_the_median_of_five_parcels_is_learned_and_written_once(
    at: SmallHouse, packaging: PackagingShelf
) -> None:
    for n, (units, unit_g) in enumerate(((1, 52), (2, 51), (1, 53), (3, 52), (1, 190))):
        assert learned(at) == ()
        weighed(at, f"A-{n}", CABLE, units, units * unit_g + CARTON_G)
    (cable,) = learned(at)
    assert (cable.sku, cable.known_g, cable.learned_g, cable.parcels) == (CABLE, 45, 52, 5)
    boss = at.people[Post.SUPERVISOR]
    assert take_weights(at.house, boss, [cable]) == 1
    assert weight_of(at, CABLE) == 52
    with nothing_written(at.house.database):
        assert take_weights(at.house, boss, [cable]) == 0, "it was changed meanwhile"
        assert learned(at) == ()


def test_materials_and_carton_are_no_goods_and_two_products_say_nothing(
    at: SmallHouse, packaging: PackagingShelf
) -> None:
    weighed(at, "A-1", MUG, 1, 400 + 2 * 15 + CARTON_G)
    weighed(at, "A-2", CABLE, 1, 700, line(TEA, 1))
    (mug,) = learned(at, least=1)
    assert (mug.sku, mug.learned_g) == (MUG, 400)


def test_what_is_as_the_books_say_is_not_told(at: SmallHouse, packaging: PackagingShelf) -> None:
    weighed(at, "A-1", MUG, 2, 2 * 345 + 2 * 15 + CARTON_G)
    assert learned(at, least=1) == ()
    set_up(
        at,
        lambda work: work.connection.execute(
            update(Product).where(Product.sku == MUG).values(weight_g=None)
        ),
    )
    (mug,) = learned(at, least=1)
    assert (mug.known_g, mug.learned_g) == (None, 345)


def test_only_who_looks_after_goods_learns_weights(
    at: SmallHouse, packaging: PackagingShelf
) -> None:
    with nothing_written(at.house.database):
        found = learned_weights(at.house, at.people[Post.PACKER])
        taken = take_weights(at.house, at.people[Post.PACKER], [])
    for answer in (found, taken):
        assert isinstance(answer, Refused)
        assert answer.verdict.kind is VerdictKind.NOT_ALLOWED
