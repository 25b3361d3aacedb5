"""What customers send back: it stands on an inspection shelf, kept back, until it is graded."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from sqlalchemy import func, select

from db.schema.orders import Order, OrderLine
from db.schema.parcels import Parcel, ParcelItem
from db.schema.products import Product
from db.schema.stock import Lot, StockMovement
from fulfilment.house import Actor, House, Refuse, Work
from fulfilment.log import audit
from fulfilment.stock.bookings import Booked, Units, found_units, movement, require_blocked
from fulfilment.stock.goods import require_amount, require_fresh
from fulfilment.stock.movements import Movement, post
from fulfilment.stock.places import OpenShelf, open_shelves, require_taking
from fulfilment.supply.arrivals import try_waiting
from procedure.effects import Refused
from procedure.ids import LotId, OrderId, OrderLineId, ProductId
from procedure.permissions import UseCase
from procedure.reading import matching_key
from procedure.verdicts import VerdictKind
from procedure.words import MovementKind, ParcelStatus, ShelfKind, StockCondition, StockState

_C = StockCondition


@dataclass(frozen=True, slots=True)
class ReturnLine:
    """Units of a product and lot that came back; `lot` is "" for goods not lot-tracked."""

    product_id: ProductId
    lot: str
    quantity: int


@dataclass(frozen=True, slots=True)
class Return:
    """What came back for an order, and the inspection shelf it was put on.

    Attributes:
        reason: The customer's own words; they stand in the order's log, where they can be erased.
    """

    order_no: str
    shelf_code: str
    lines: tuple[ReturnLine, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Returned:
    """What was booked: units that wait to be graded."""

    order_no: str
    shelf_code: str
    units: int


def receive_return(house: House, actor: Actor, back: Return) -> Returned | Refused:
    """Book a customer's return in, to be inspected.

    Refused: an order that is not known; goods or lots that never left with it; more than left
    and did not come back yet; a shelf that is not for returns.

    Raises:
        CannotNow: The database cannot be written now.
    """
    return house.run(actor, UseCase.RECEIVE_RETURNS, lambda work: _receive_return(work, back))


def _receive_return(work: Work, back: Return) -> Returned:
    order_no = matching_key(back.order_no)
    order_id = work.connection.scalar(
        select(Order.id).where(Order.order_no == order_no).with_for_update()
    )
    if order_id is None:
        raise Refuse(VerdictKind.ORDER_NOT_FOUND, code=order_no)
    (shelf,) = open_shelves(work, back.shelf_code)
    if shelf.kind is not ShelfKind.INSPECTION or not shelf.active:
        raise Refuse(VerdictKind.SHELF_UNFIT, shelf=shelf.code, why="return")
    taken = _matched(back.lines, _still_out(work, order_id), _skus(work, back), order_no)
    if not taken:
        raise Refuse(VerdictKind.NOTHING_TO_DO)
    post(work, [_arrival(back, order_no, shelf, sent, n) for sent, n in taken])
    units: dict[str, int] = defaultdict(int)
    for sent, n in taken:
        units[sent.sku] += n
    audit.append(
        work,
        [
            audit.Entry(
                OrderId(order_id),
                "returned_goods",
                data={"sku": sku, "quantity": n},
                text=back.reason.strip() or None,
            )
            for sku, n in units.items()
        ],
    )
    return Returned(order_no, shelf.code, sum(units.values()))


@dataclass(frozen=True, slots=True)
class _Sent:
    """Units of an order line and lot that left and did not come back yet."""

    line_id: OrderLineId
    product_id: ProductId
    sku: str
    lot_id: LotId
    lot: str
    left: int


def _still_out(work: Work, order_id: int) -> list[_Sent]:
    sent = work.connection.execute(
        select(
            OrderLine.id,
            OrderLine.product_id,
            OrderLine.sku_text,
            Lot.id.label("lot_id"),
            Lot.code,
            func.sum(ParcelItem.packed).label("units"),
        )
        .join(ParcelItem, ParcelItem.order_line_id == OrderLine.id)
        .join(Parcel, Parcel.id == ParcelItem.parcel_id)
        .join(Lot, Lot.id == ParcelItem.lot_id)
        .where(Parcel.order_id == order_id, Parcel.status == ParcelStatus.HANDED_OVER)
        .group_by(OrderLine.id, OrderLine.product_id, OrderLine.sku_text, Lot.id, Lot.code)
        .order_by(OrderLine.id, Lot.id)
    ).all()
    back = _came_back(work, [row.product_id for row in sent], [row.id for row in sent])
    return [
        _Sent(
            OrderLineId(row.id),
            ProductId(row.product_id),
            row.sku_text,
            LotId(row.lot_id),
            row.code,
            int(row.units) - back.get((row.id, row.lot_id), 0),
        )
        for row in sent
    ]


def _came_back(
    work: Work, products: Sequence[int], lines: Sequence[int]
) -> dict[tuple[int, int], int]:
    """Units that came back before, by order line and lot.

    Ids grow with time, so movements older than the order's lines need not be looked at.
    """
    if not lines:
        return {}
    rows = work.connection.execute(
        select(StockMovement.order_line_id, StockMovement.lot_id, func.sum(StockMovement.quantity))
        .where(
            StockMovement.product_id.in_(products),
            StockMovement.id > min(lines),
            StockMovement.kind == MovementKind.RETURN,
            StockMovement.order_line_id.in_(lines),
        )
        .group_by(StockMovement.order_line_id, StockMovement.lot_id)
    )
    return {(int(line or 0), int(lot or 0)): int(units) for line, lot, units in rows}


def _skus(work: Work, back: Return) -> dict[ProductId, str]:
    ids = {line.product_id for line in back.lines}
    rows = work.connection.execute(select(Product.id, Product.sku).where(Product.id.in_(ids)))
    return {ProductId(row.id): row.sku for row in rows}


def _matched(
    lines: Sequence[ReturnLine], sent: Sequence[_Sent], skus: dict[ProductId, str], order_no: str
) -> list[tuple[_Sent, int]]:
    """Which order line and lot each returned unit belongs to.

    Raises:
        Refuse: It was not sent with this order, or not so many.
    """
    left = {(each.line_id, each.lot_id): each.left for each in sent}
    taken = []
    for line in lines:
        require_amount(line.quantity)
        sku = skus.get(line.product_id, "")
        of_product = [each for each in sent if each.product_id == line.product_id]
        if not of_product:
            raise Refuse(VerdictKind.RETURN_REFUSED, sku=sku, order_no=order_no, why="line")
        lot = matching_key(line.lot)
        of_lot = [each for each in of_product if each.lot == lot]
        if not of_lot:
            if not lot:
                raise Refuse(VerdictKind.LOT_NEEDED, sku=sku)
            raise Refuse(VerdictKind.LOT_UNKNOWN, sku=sku, order_no=order_no, lot=lot)
        still = sum(left[each.line_id, each.lot_id] for each in of_lot)
        if line.quantity > still:
            raise Refuse(
                VerdictKind.RETURN_REFUSED, sku=sku, order_no=order_no, left=still, why="too_many"
            )
        open_units = line.quantity
        for each in of_lot:
            units = min(open_units, left[each.line_id, each.lot_id])
            if units:
                left[each.line_id, each.lot_id] -= units
                open_units -= units
                taken.append((each, units))
    return taken


def _arrival(back: Return, order_no: str, shelf: OpenShelf, sent: _Sent, units: int) -> Movement:
    return Movement(
        MovementKind.RETURN,
        sent.product_id,
        units,
        sent.lot_id,
        None,
        StockState.OUTSIDE,
        shelf.id,
        StockState.BLOCKED,
        order_line_id=sent.line_id,
        document=order_no,
        to_condition=_C.TO_INSPECT,
    )


GRADES = (_C.GOOD, _C.DEFECTIVE, _C.DAMAGED, _C.CARTON_DAMAGED)
"""What an inspector may find; what is beyond use is scrapped (`fulfilment.stock.blocking`)."""


def grade_return(
    house: House, actor: Actor, units: Units, grade: StockCondition, to_shelf: str, reason: str
) -> Booked | Refused:
    """Say what returned units are like, and where they go: good ones are free there.

    Refused: there are not so many to inspect; good units go to a shelf that may not take them,
    or their lot expires too soon to be sold.

    Raises:
        CannotNow: The database cannot be written now.
    """
    use_case = UseCase.UNBLOCK_STOCK if grade is _C.GOOD else UseCase.BLOCK_STOCK
    booked = house.run(actor, use_case, lambda work: _grade(work, units, grade, to_shelf, reason))
    if grade is _C.GOOD and not isinstance(booked, Refused):
        try_waiting(house, booked.product_id)
    return booked


def _grade(work: Work, units: Units, grade: StockCondition, to_shelf: str, reason: str) -> Booked:
    if grade not in GRADES:
        raise Refuse(VerdictKind.CONDITION_UNFIT)
    found = found_units(work, units, to_shelf)
    require_taking(found.to_shelf, grade)
    require_blocked(work, found, _C.TO_INSPECT)
    if grade is _C.GOOD:
        require_fresh(work, found.product, found.lot)
    kind = MovementKind.UNBLOCK if grade is _C.GOOD else MovementKind.REGRADE
    post(work, [movement(found, kind, _C.TO_INSPECT, grade, reason=reason.strip())])
    return found.booked()
