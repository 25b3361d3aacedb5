"""Low stock asks for a word before an order is confirmed; the rep's choice is logged (2.2.2b)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import select

from db.holdings import OPEN_UNITS
from db.schema.orders import OrderLine
from db.schema.products import Product
from db.views.shortage import Alternative, stand_ins
from db.views.stock_status import live_statuses
from fulfilment.house import Actor, House, Refuse, Work
from fulfilment.locks import locked_order
from fulfilment.log import audit
from procedure.effects import Refused
from procedure.ids import OrderId, OrderLineId, ProductId
from procedure.permissions import UseCase
from procedure.verdicts import VerdictKind
from procedure.words import StockStatus


@dataclass(frozen=True, slots=True)
class LowLine:
    """A line of a product that is low, and what may be offered instead.

    Attributes:
        available: Units that may still be promised.
        alternatives: Best first; on sale, with enough units for the whole line.
    """

    line_id: OrderLineId
    sku: str
    units: int
    available: int
    alternatives: tuple[Alternative, ...]


def low_lines(house: House, order_id: OrderId) -> tuple[LowLine, ...]:
    """The lines to ask the customer about now: confirm soon, or take something else.

    Raises:
        CannotNow: The database is away.
    """
    with house.database.read() as connection:
        warehouse = house.place.warehouse_id
        rows = connection.execute(
            select(
                OrderLine.id, OrderLine.sku_text, OrderLine.product_id, OPEN_UNITS.label("units")
            )
            .where(
                OrderLine.order_id == order_id, OrderLine.product_id.is_not(None), OPEN_UNITS > 0
            )
            .order_by(OrderLine.line_no)
        ).all()
        products = {ProductId(row.product_id) for row in rows}
        low_below = house.order_policy.low_stock_below
        statuses = live_statuses(connection, warehouse, products, low_below)
        offers = stand_ins(connection, warehouse, products)
    return tuple(
        LowLine(
            OrderLineId(row.id),
            row.sku_text,
            row.units,
            live.available,
            tuple(a for a in offers.get(row.product_id, ()) if a.available >= row.units),
        )
        for row in rows
        if (live := statuses[ProductId(row.product_id)]).status is StockStatus.LOW
    )


@dataclass(frozen=True, slots=True)
class LowStockNoted:
    """What the rep chose is in the log."""

    order_no: str
    sku: str


def confirm_low_stock(
    house: House,
    actor: Actor,
    order_id: OrderId,
    line_id: OrderLineId,
    alternative_id: ProductId | None = None,
) -> LowStockNoted | Refused:
    """Log what the rep agreed with the customer about a product that is low.

    Refused where the product is not low, or the alternative cannot be offered.

    Args:
        alternative_id: What the customer takes instead; None where the product is kept.

    Raises:
        CannotNow: The database cannot be written now.
    """
    return house.run(
        actor,
        UseCase.CONFIRM_ORDERS,
        lambda work: _note(work, order_id, line_id, alternative_id),
    )


def _note(
    work: Work, order_id: OrderId, line_id: OrderLineId, alternative_id: ProductId | None
) -> LowStockNoted:
    order = locked_order(work, order_id)
    line = _line(work, order_id, line_id)
    product_id = ProductId(line.product_id)
    low_below = work.house.order_policy.low_stock_below
    live = live_statuses(work.connection, work.warehouse_id, [product_id], low_below)[product_id]
    if live.status is not StockStatus.LOW:
        raise Refuse(VerdictKind.NOT_LOW, sku=line.sku)
    data: dict[str, str | int] = {"sku": line.sku, "available": live.available}
    action = "low_stock_kept"
    if alternative_id is not None:
        offers = stand_ins(work.connection, work.warehouse_id, [product_id])
        offered = {
            offer.product_id: offer
            for offer in offers.get(product_id, ())
            if offer.available >= line.units
        }
        if alternative_id not in offered:
            sku = work.connection.scalar(select(Product.sku).where(Product.id == alternative_id))
            raise Refuse(
                VerdictKind.REPLACEMENT_REFUSED, why="not_offered", sku=sku or str(alternative_id)
            )
        action, data["alternative"] = "low_stock_swapped", offered[alternative_id].sku
    audit.append(work, [audit.Entry(order_id, action, data=data)])
    return LowStockNoted(order.order_no, line.sku)


def _line(work: Work, order_id: OrderId, line_id: OrderLineId) -> Any:
    line = work.connection.execute(
        select(OrderLine.product_id, Product.sku, OPEN_UNITS.label("units"))
        .join(Product, Product.id == OrderLine.product_id)
        .where(OrderLine.id == line_id, OrderLine.order_id == order_id)
    ).first()
    if line is None:
        raise Refuse(VerdictKind.ORDER_CHANGED)
    return line
