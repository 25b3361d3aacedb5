"""Orders that are short, and what comes in for them."""

from __future__ import annotations

from sqlalchemy import insert, select, update

from db.schema.orders import Hold
from db.schema.outbox import Outbox
from db.schema.products import Product, ProductAlternative
from db.schema.purchasing import Replenishment, ReplenishmentNeed, Shortage, Supplier
from db.schema.stock import Lot
from fulfilment.house import Work
from fulfilment.orders.holds import lift_hold
from fulfilment.set_up import NewShelf, add_shelves
from fulfilment.stock.movements import Movement, post
from fulfilment.supply.arrivals import goods_arrived
from procedure.effects import Refused
from procedure.ids import HoldId, LotId, OrderId, ProductId, ShelfId
from procedure.permissions import UseCase
from procedure.words import (
    MovementKind,
    Post,
    ReplenishmentSource,
    ShelfKind,
    StockState,
)
from tests.plugins.houses import MUG, SmallHouse, draft
from tests.plugins.journey import confirmed, line, release, released, set_up, waits

RESERVE = "R-01-01-01"


def three_ordered_two_there(at: SmallHouse) -> OrderId:
    """The procedure's own example: three mugs are ordered, two are left."""
    released(at, draft("A-0", lines=(line(MUG, 18),)))
    (order,) = confirmed(at, draft("A-1", lines=(line(MUG, 3),)))
    assert waits(release(at, [order])) == [(order, 1)]
    return order


def requests(at: SmallHouse) -> list[tuple[str, str, str, int, int]]:
    """SKU, source, status, quantity and what arrived, of every request."""
    with at.house.database.read() as connection:
        rows = connection.execute(
            select(
                Product.sku,
                Replenishment.source,
                Replenishment.status,
                Replenishment.quantity,
                Replenishment.arrived,
            )
            .join(Product, Product.id == Replenishment.product_id)
            .order_by(Product.sku, Replenishment.source, Replenishment.id)
        )
        return [(sku, str(source), str(status), n, came) for sku, source, status, n, came in rows]


def needs(at: SmallHouse) -> list[int]:
    """Units that lines still wait for."""
    with at.house.database.read() as connection:
        rows = select(ReplenishmentNeed.quantity).order_by(
            ReplenishmentNeed.replenishment_id, ReplenishmentNeed.order_line_id
        )
        return list(connection.scalars(rows))


def open_shortages(at: SmallHouse, order: OrderId) -> list[tuple[int, str]]:
    """Units and cause of each open shortage of an order."""
    with at.house.database.read() as connection:
        rows = connection.execute(
            select(Shortage.missing, Shortage.cause)
            .where(Shortage.order_id == order, Shortage.settled_at.is_(None))
            .order_by(Shortage.id)
        )
        return [(missing, cause) for missing, cause in rows]


def told(at: SmallHouse, kind: str) -> list[dict[str, object]]:
    """What stands in the outbox of a kind."""
    with at.house.database.read() as connection:
        rows = select(Outbox.params).where(Outbox.kind == kind).order_by(Outbox.id)
        return list(connection.scalars(rows))


def lift_all(at: SmallHouse, order: OrderId) -> None:
    """The rep lets the order go on as it is."""
    with at.house.database.read() as connection:
        rows = select(Hold.id).where(Hold.order_id == order, Hold.lifted_at.is_(None))
        holds = connection.scalars(rows).all()
    for each in holds:
        lift_hold(at.house, at.people[Post.SERVICE_REP], HoldId(each), "as it is")


def add_reserve_shelf(at: SmallHouse) -> ShelfId:
    """A shelf with full cartons."""
    shelf = NewShelf(RESERVE, "R", 500, ShelfKind.RESERVE)
    return set_up(at, lambda work: add_shelves(work, [shelf]))[RESERVE]


def stand(at: SmallHouse, sku: str, shelf: ShelfId, units: int) -> None:
    """Goods stand on a shelf, as if they had always been there."""
    set_up(at, lambda work: _come_in(work, at.products[sku], shelf, units))


def arrive(at: SmallHouse, sku: str, units: int, po_no: str = "") -> Refused | None:
    """Goods come in from outside to a picking shelf."""

    def body(work: Work) -> None:
        _come_in(work, at.products[sku], at.shelves["A-02-01-01"], units)
        goods_arrived(work, ReplenishmentSource.PURCHASE, {at.products[sku]: units}, po_no)

    return at.house.run(at.people[Post.PURCHASING], UseCase.RECEIVE_STOCK, body)


def carry(at: SmallHouse, sku: str, units: int, shelf: ShelfId) -> None:
    """Units are carried from a reserve shelf to a picking shelf."""

    def body(work: Work) -> None:
        product, to = at.products[sku], at.shelves["A-02-01-01"]
        kind, free = MovementKind.MOVE, StockState.FREE
        lot = _first_lot(work, product)
        post(work, [Movement(kind, product, units, lot, shelf, free, to, free)])
        goods_arrived(work, ReplenishmentSource.RESERVE, {product: units})

    result = at.house.run(at.people[Post.PICKER], UseCase.MOVE_STOCK, body)
    assert not isinstance(result, Refused)


def _come_in(work: Work, product: ProductId, shelf: ShelfId, units: int) -> None:
    lot, outside, free = _first_lot(work, product), StockState.OUTSIDE, StockState.FREE
    kind = MovementKind.RECEIVE
    post(work, [Movement(kind, product, units, lot, None, outside, shelf, free)])


def _first_lot(work: Work, product: ProductId) -> LotId:
    rows = select(Lot.id).where(Lot.product_id == product).order_by(Lot.id).limit(1)
    return LotId(work.connection.execute(rows).scalar_one())


def alternatives(at: SmallHouse, sku: str, *others: str) -> None:
    """What may stand in for a product, best first."""
    set_up(
        at,
        lambda work: (
            work.connection.execute(
                insert(ProductAlternative),
                [
                    {"product_id": at.products[sku], "alternative_id": at.products[o], "rank": rank}
                    for rank, o in enumerate(others, start=1)
                ],
            ).rowcount
        ),
    )


def add_supplier(at: SmallHouse, code: str, *skus: str, **facts: object) -> int:
    """A supplier of these products."""

    def body(work: Work) -> int:
        supplier_id = work.new_id()
        row: dict[str, object] = {
            "id": supplier_id,
            "code": code,
            "name": f"{code} Ltd",
            "contact": "",
            "phone": "",
            "email": f"orders@{code.lower()}.example",
            "lead_days": 4,
            "active": True,
            "version": 1,
        }
        work.connection.execute(insert(Supplier).values(row | facts))
        work.connection.execute(
            update(Product).where(Product.sku.in_(skus)).values(supplier_id=supplier_id)
        )
        return supplier_id

    return set_up(at, body)
