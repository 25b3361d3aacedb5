"""The choice for an order that is short: wait, ship a part, exchange, or leave out (3.2.1a).

References:
    clauses 3.2.1a, 6.1.1a, 6.1.1b.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, date, datetime, time
from typing import Any, assert_never

from sqlalchemy import bindparam, func, insert, select, update

from db.holdings import OPEN_UNITS
from db.schema.orders import Hold, Order, OrderLine
from db.schema.products import Product
from db.schema.purchasing import Shortage
from db.views.shortage import ShortageOptions, expected_days, shortage_options
from fulfilment import notices
from fulfilment.house import Actor, House, Refuse, Work
from fulfilment.locks import LockedOrder, locked_order
from fulfilment.log import audit
from fulfilment.notices import Notice, NoticeKind
from fulfilment.orders.holds import recount_holds
from fulfilment.orders.steps import Move, move_orders
from fulfilment.release import shortages
from fulfilment.release.part_release import (
    add_to_walk,
    call_back,
    open_walk,
    release_part,
    units_on_walk,
)
from fulfilment.release.promises import lock_stock
from fulfilment.release.reservation import release_within
from fulfilment.release.shortages import Short
from procedure.allocation import Want
from procedure.effects import Refused
from procedure.ids import OrderId, OrderLineId, PickTaskId, ProductId
from procedure.permissions import UseCase
from procedure.verdicts import VerdictKind
from procedure.words import HoldKind, OrderStatus, SaleStatus, ShortageChoice


@dataclass(frozen=True, slots=True)
class Wait:
    """Wait for the goods.

    Attributes:
        promised_on: The day the customer is told; None for the day the goods are expected.
    """

    promised_on: date | None = None


@dataclass(frozen=True, slots=True)
class ShipPart:
    """Send what is there; the rest follows in a parcel of its own."""


@dataclass(frozen=True, slots=True)
class Exchange:
    """Another product instead of the missing units of a line."""

    line_id: OrderLineId
    replacement_id: ProductId


@dataclass(frozen=True, slots=True)
class LeaveOut:
    """Cancel the missing units; the rest of the order goes on."""


Choice = Wait | ShipPart | Exchange | LeaveOut


@dataclass(frozen=True, slots=True)
class Decided:
    """What became of the order.

    Attributes:
        promised_on: The day the customer was told, where they wait.
    """

    order_no: str
    status: OrderStatus
    promised_on: date | None = None


def options_for(house: House, order_id: OrderId) -> ShortageOptions | None:
    """What the order may be offered now, or None where it lacks nothing.

    Raises:
        CannotNow: The database is away.
    """
    with house.database.read() as connection:
        return shortage_options(connection, house.place.warehouse_id, order_id, house.today)


def decide_shortage(
    house: House, actor: Actor, order_id: OrderId, choice: Choice
) -> Decided | Refused:
    """Carry out what the customer decided about an order that is short.

    A hold that a short pick opened is lifted by it. Refused, with nothing written: an order that
    lacks nothing, or is on its way out; a day that is past, or that nobody knows; a part where
    nothing is there; a replacement that is not on sale, or of which too little is there (6.1.1b).

    Raises:
        CannotNow: The database cannot be written now.
    """
    return house.run(actor, UseCase.DECIDE_SHORTAGE, lambda work: _decide(work, order_id, choice))


def _decide(work: Work, order_id: OrderId, choice: Choice) -> Decided:
    walk = open_walk(work, order_id)  # the task before the order, as pickers do
    order = locked_order(work, order_id)
    rows = _open_shortages(work, order_id)
    if not rows:
        raise Refuse(VerdictKind.NOT_SHORT, order_no=order.order_no)
    held = _lift_shortage(work, order)
    _require_standing(order, held, walk)
    promised_on: date | None = None
    match choice:
        case Wait(day):
            promised_on = _wait(work, order, rows, day, walk)
        case ShipPart():
            _ship_part(work, order, rows, walk)
        case Exchange():
            _exchange(work, order, rows, choice, walk)
        case LeaveOut():
            _leave_out(work, order, rows, walk)
        case _:
            assert_never(choice)
    status = work.connection.execute(select(Order.status).where(Order.id == order_id)).scalar_one()
    return Decided(order.order_no, status, promised_on)


def _open_shortages(work: Work, order_id: OrderId) -> Sequence[Any]:
    return work.connection.execute(
        select(
            Shortage.id,
            Shortage.order_line_id,
            Shortage.product_id,
            Shortage.missing,
            Product.sku,
        )
        .join(Product, Product.id == Shortage.product_id)
        .where(Shortage.order_id == order_id, Shortage.settled_at.is_(None))
        .order_by(Shortage.id)
        .with_for_update(of=Shortage)
    ).all()


def _lift_shortage(work: Work, order: LockedOrder) -> bool:
    """The choice is what the hold of a short pick waited for; was there one?"""
    lifted = work.connection.execute(
        update(Hold)
        .where(
            Hold.order_id == order.id,
            Hold.kind == HoldKind.SHORTAGE,
            Hold.lifted_at.is_(None),
        )
        .values(lifted_at=work.now, lifted_by=work.actor.person_id, lift_reason="decided")
    )
    if lifted.rowcount:
        recount_holds(work, [order.id])
    return bool(lifted.rowcount)


def _require_standing(order: LockedOrder, held: bool, walk: PickTaskId | None) -> None:
    """Goods that are walked for, packed, or counted out are not decided about any more."""
    waits = order.status in (OrderStatus.BACKORDERED, OrderStatus.PARTLY_SHIPPED)
    stopped = held and order.status is OrderStatus.PICKING and walk is not None
    if not waits and not stopped:
        raise Refuse(VerdictKind.CHOICE_NOT_NOW, order_no=order.order_no)


def _require_free(work: Work, order: LockedOrder) -> None:
    """Whatever else holds the order is not answered by this choice."""
    open_holds = work.connection.scalar(select(Order.open_holds).where(Order.id == order.id))
    if open_holds:
        raise Refuse(VerdictKind.ORDER_STOPPED, order_no=order.order_no)


def _wait(
    work: Work, order: LockedOrder, rows: Sequence[Any], day: date | None, walk: PickTaskId | None
) -> date:
    """The customer is told the new day, once; the order is due then."""
    promised_on = _expected(work, rows) if day is None else day
    if promised_on < work.today:
        raise Refuse(VerdictKind.DAY_IS_PAST, day=promised_on.isoformat())
    if order.status is OrderStatus.PICKING and walk is not None:
        call_back(work, order, walk)
    told = promised_on.isoformat()
    missing = sum(row.missing for row in rows)
    _record(work, order, rows, ShortageChoice.WAIT, {"promised_on": told}, promised_on)
    end_of_day = datetime.combine(promised_on, time(23, 59), work.house.place.zone)
    work.connection.execute(
        update(Order)
        .where(Order.id == order.id)
        .values(ship_by=end_of_day.astimezone(UTC), version=Order.version + 1)
    )
    params = {"missing": missing, "promised_on": told}
    notices.enqueue(work, [Notice(NoticeKind.SHORTAGE, order.id, params, f"wait:{told}")])
    return promised_on


def _expected(work: Work, rows: Sequence[Any]) -> date:
    products = {ProductId(row.product_id) for row in rows}
    days = expected_days(work.connection, work.warehouse_id, products, work.today)
    for row in rows:
        if row.product_id not in days:
            raise Refuse(VerdictKind.ARRIVAL_UNKNOWN, sku=row.sku)
    return max(days.values())


def _ship_part(
    work: Work, order: LockedOrder, rows: Sequence[Any], walk: PickTaskId | None
) -> None:
    _require_free(work, order)
    if order.status is OrderStatus.PICKING:
        units = units_on_walk(work, walk)
    else:
        units = release_part(work, order)
    if not units:
        raise Refuse(VerdictKind.NOTHING_THERE, order_no=order.order_no)
    _record(work, order, rows, ShortageChoice.SHIP_PART, {"units": units})


def _leave_out(
    work: Work, order: LockedOrder, rows: Sequence[Any], walk: PickTaskId | None
) -> None:
    """Cancel what is missing; an order of which nothing is left is cancelled as a whole instead."""
    _require_free(work, order)
    _cancel_units(work, rows)
    left = work.connection.scalar(
        select(OrderLine.id).where(OrderLine.order_id == order.id, OPEN_UNITS > 0).limit(1)
    )
    if order.status is OrderStatus.PICKING and not units_on_walk(work, walk):
        left = None
    if left is None and order.status is not OrderStatus.PARTLY_SHIPPED:
        raise Refuse(VerdictKind.NOTHING_THERE, order_no=order.order_no)
    missing = {"units": sum(row.missing for row in rows)}
    _record(work, order, rows, ShortageChoice.CANCEL, missing)
    shortages.settle(work, [order.id])
    if left is None:
        step = Move(order.id, order.status, OrderStatus.SHIPPED, "rest_cancelled")
        move_orders(work, [step])
        work.connection.execute(
            update(Order).where(Order.id == order.id).values(shipped_at=work.now)
        )
    elif order.status is not OrderStatus.PICKING:
        release_within(work, [order.id])


def _cancel_units(work: Work, rows: Sequence[Any]) -> None:
    work.connection.execute(
        update(OrderLine)
        .where(OrderLine.id == bindparam("the_line"))
        .values(cancelled=OrderLine.cancelled + bindparam("n")),
        [{"the_line": row.order_line_id, "n": row.missing} for row in rows],
    )


def _exchange(
    work: Work, order: LockedOrder, rows: Sequence[Any], swap: Exchange, walk: PickTaskId | None
) -> None:
    """The replacement takes over price and place; a difference in price is not charged."""
    _require_free(work, order)
    row = next((row for row in rows if row.order_line_id == swap.line_id), None)
    if row is None:
        raise Refuse(VerdictKind.NOT_SHORT, order_no=order.order_no)
    product = _replacement(work, swap.replacement_id, row)
    _cancel_units(work, [row])
    line_id, price = _add_line(work, order, row, product)
    facts = {
        "sku": row.sku,
        "replacement": product.sku,
        "units": row.missing,
        "unit_price_minor": price,
    }
    _record(work, order, [row], ShortageChoice.EXCHANGE, facts)
    done = Short(order.id, OrderLineId(row.order_line_id), ProductId(row.product_id), 0)
    shortages.note(work, [done])
    if order.status is OrderStatus.PICKING and walk is not None:
        want = Want(order.id, line_id, ProductId(product.id), row.missing)
        if not add_to_walk(work, walk, want):
            raise Refuse(VerdictKind.REPLACEMENT_REFUSED, why="out_of_reach", sku=product.sku)
    else:
        release_within(work, [order.id])


def _replacement(work: Work, product_id: ProductId, row: Any) -> Any:
    """The product that stands in, validated as if it had been ordered (6.1.1b)."""
    product = work.connection.execute(
        select(Product.id, Product.sku, Product.name, Product.sale_status, Product.is_bundle).where(
            Product.id == product_id
        )
    ).first()
    if product is None:
        raise Refuse(VerdictKind.REPLACEMENT_REFUSED, why="unknown", sku=str(product_id))
    why = ""
    if product.id == row.product_id:
        why = "same"
    elif product.sale_status is not SaleStatus.ON_SALE:
        why = "not_on_sale"
    elif product.is_bundle:
        why = "bundle"
    if why:
        raise Refuse(VerdictKind.REPLACEMENT_REFUSED, why=why, sku=product.sku)
    stock = lock_stock(work, sorted({ProductId(product.id), ProductId(row.product_id)}))
    there = max(stock.promisable.get(ProductId(product.id), 0), 0)
    if there < row.missing:
        raise Refuse(
            VerdictKind.REPLACEMENT_REFUSED,
            why="too_few",
            sku=product.sku,
            available=there,
            missing=row.missing,
        )
    return product


def _add_line(work: Work, order: LockedOrder, row: Any, product: Any) -> tuple[OrderLineId, int]:
    """A line for the replacement, at the price of what it stands in for."""
    old = work.connection.execute(
        select(OrderLine.unit_price_minor, OrderLine.gift_of).where(
            OrderLine.id == row.order_line_id
        )
    ).one()
    last = work.connection.scalar(
        select(func.max(OrderLine.line_no)).where(OrderLine.order_id == order.id)
    )
    line_id = OrderLineId(work.new_id())
    work.connection.execute(
        insert(OrderLine).values(
            id=line_id,
            order_id=order.id,
            line_no=int(last or 0) + 1,
            product_id=product.id,
            sku_text=product.sku,
            name_text=product.name,
            quantity=row.missing,
            unit_price_minor=old.unit_price_minor,
            cancelled=0,
            shipped=0,
            customization="",
            bundle_no=None,
            gift_of=old.gift_of,
        )
    )
    return line_id, int(old.unit_price_minor)


def _record(
    work: Work,
    order: LockedOrder,
    rows: Sequence[Any],
    choice: ShortageChoice,
    facts: Mapping[str, str | int],
    promised_on: date | None = None,
) -> None:
    """Who decided what, with the shortages and in the log."""
    work.connection.execute(
        update(Shortage)
        .where(Shortage.id.in_([row.id for row in rows]))
        .values(
            choice=choice,
            chosen_at=work.now,
            chosen_by=work.actor.person_id,
            promised_on=promised_on,
        )
    )
    missing = sum(row.missing for row in rows)
    data = {"choice": choice.value, "missing": missing, **facts}
    audit.append(work, [audit.Entry(order.id, f"shortage_{choice.value}", data=data)])
