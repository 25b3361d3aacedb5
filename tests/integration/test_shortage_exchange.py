"""Missing units are exchanged, on every database: checked like an order, and they join the walk."""

from __future__ import annotations

import pytest
from sqlalchemy import select, update

from db.schema.log import OrderLog
from db.schema.products import Product
from fulfilment.release.shortage_choice import (
    Decided,
    Exchange,
)
from procedure.ids import OrderLineId, ProductId
from procedure.verdicts import VerdictKind
from procedure.words import OrderStatus
from tests.integration.test_shortage_choice import came_short, decide, lines_of, short_line
from tests.plugins.everything import nothing_written
from tests.plugins.houses import CABLE, MUG, TEA, SmallHouse, draft
from tests.plugins.journey import (
    balance,
    claimed,
    confirmed,
    expect,
    line,
    open_holds,
    release,
    released,
    set_up,
    verdict_of,
)
from tests.plugins.shortfalls import (
    add_reserve_shelf,
    open_shortages,
    requests,
    stand,
    three_ordered_two_there,
)

# exchange ----------------------------------------------------------------------------


def test_the_replacement_takes_the_place_of_what_is_missing(at: SmallHouse) -> None:
    order = three_ordered_two_there(at)
    swap = Exchange(short_line(at, order), at.products[TEA])
    assert expect(Decided, decide(at, order, swap)).status is OrderStatus.PICKING
    assert lines_of(at, order) == [(MUG, 3, 1, 0), (TEA, 1, 0, 0)]
    assert requests(at) == [(MUG, "purchase", "cancelled", 1, 0)], "nobody needs it any more"
    assert open_shortages(at, order) == []
    assert [stop.product.sku for stop in claimed(at, order).stops] == [MUG, TEA]
    with at.house.database.read() as connection:
        logged = connection.scalar(
            select(OrderLog.data).where(OrderLog.action == "shortage_exchange")
        )
    assert logged == {
        "choice": "exchange",
        "missing": 1,
        "sku": MUG,
        "replacement": TEA,
        "units": 1,
        "unit_price_minor": 1000,
    }


def test_the_replacement_joins_a_walk_that_came_short(at: SmallHouse) -> None:
    order, _ = came_short(at, 3)
    swap = Exchange(short_line(at, order), at.products[CABLE])
    expect(Decided, decide(at, order, swap))
    assert open_holds(at, order) == []
    stops = claimed(at, order).stops
    assert [(stop.product.sku, stop.quantity) for stop in stops] == [(MUG, 17), (CABLE, 3)]
    assert balance(at, CABLE) == (100, 97, 3, 0)


@pytest.mark.sop("6.1.1b")
@pytest.mark.parametrize("why", ["too_few", "sold_out", "not_on_sale", "same", "unknown", "bundle"])
def test_a_replacement_is_validated_like_an_order(at: SmallHouse, why: str) -> None:
    (order,) = confirmed(at, draft("A-1", lines=(line(MUG, 35),)))
    release(at, [order])
    product: ProductId = at.products[TEA]
    match why:
        case "too_few":
            released(at, draft("A-2", lines=(line(TEA, 6),)))
        case "sold_out":
            released(at, draft("A-2", lines=(line(TEA, 20),)))
        case "not_on_sale":
            change = update(Product).where(Product.sku == TEA).values(sale_status="delisted")
            set_up(at, lambda work: work.connection.execute(change).rowcount)
        case "bundle":
            change = update(Product).where(Product.sku == TEA).values(is_bundle=True)
            set_up(at, lambda work: work.connection.execute(change).rowcount)
        case "same":
            product = at.products[MUG]
        case _:
            product = ProductId(1)
    swap = Exchange(short_line(at, order), product)
    with nothing_written(at.house.database):
        answer = decide(at, order, swap)
    assert verdict_of(answer).kind is VerdictKind.REPLACEMENT_REFUSED
    assert verdict_of(answer).params["why"] == why.replace("sold_out", "too_few")


def test_a_line_that_lacks_nothing_is_not_exchanged(at: SmallHouse) -> None:
    order = three_ordered_two_there(at)
    with nothing_written(at.house.database):
        answer = decide(at, order, Exchange(OrderLineId(1), at.products[TEA]))
    assert verdict_of(answer).kind is VerdictKind.NOT_SHORT


def test_a_replacement_no_picking_shelf_has_does_not_join_a_walk(at: SmallHouse) -> None:
    order, _ = came_short(at, 3)
    released(at, draft("A-2", lines=(line(TEA, 20),)))
    stand(at, TEA, add_reserve_shelf(at), 5)
    swap = Exchange(short_line(at, order), at.products[TEA])
    with nothing_written(at.house.database):
        answer = decide(at, order, swap)
    assert verdict_of(answer).params["why"] == "out_of_reach"
