"""Purchase orders: drafted from what is missing, sent to suppliers, followed by purchasing.

References:
    clauses 3.2.1a, 6.1.1a.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from sqlalchemy import insert, select, update

from db.schema.products import Product
from db.schema.purchasing import PurchaseLine, PurchaseOrder, Replenishment, Supplier
from fulfilment import notices
from fulfilment.documents import DocumentKind, take_document_numbers
from fulfilment.house import Actor, House, Refuse, Work
from fulfilment.notices import Notice, NoticeKind
from fulfilment.supply.replenishment import on_order, open_again
from procedure.effects import Refused
from procedure.permissions import UseCase
from procedure.verdicts import VerdictKind
from procedure.words import PurchaseStatus, ReplenishmentSource, ReplenishmentStatus


@dataclass(frozen=True, slots=True)
class Drafted:
    """A purchase order that was drafted."""

    purchase_order_id: int
    po_no: str
    supplier: str
    lines: int
    units: int


def draft_purchase_orders(
    house: House, actor: Actor, replenishment_ids: Sequence[int]
) -> tuple[Drafted, ...] | Refused:
    """Order what these requests still lack, one draft per supplier.

    Refused, with nothing drafted: a request that is ordered or done already, or not to be
    bought; a product without a supplier, or with one that is not used any more.

    Raises:
        CannotNow: The database cannot be written now.
    """
    return house.run(actor, UseCase.PURCHASE, lambda work: _draft(work, replenishment_ids))


def _draft(work: Work, replenishment_ids: Sequence[int]) -> tuple[Drafted, ...]:
    rows = _requests(work, sorted(set(replenishment_ids)))
    if len(rows) != len(set(replenishment_ids)):
        raise Refuse(VerdictKind.REQUEST_CLOSED)
    ordered = on_order(work, [row.id for row in rows])
    by_supplier: dict[int, list[tuple[Any, int]]] = defaultdict(list)
    for row in rows:
        units = row.quantity - row.arrived - ordered.get(row.id, 0)
        _require_open(row, units)
        by_supplier[row.supplier_id].append((row, units))
    if not by_supplier:
        raise Refuse(VerdictKind.NOTHING_TO_DO)
    drafted = _insert_orders(work, by_supplier)
    work.connection.execute(
        update(Replenishment)
        .where(Replenishment.id.in_([row.id for row in rows]))
        .values(status=ReplenishmentStatus.ORDERED)
    )
    return drafted


def _requests(work: Work, ids: Sequence[int]) -> Sequence[Any]:
    return work.connection.execute(
        select(
            Replenishment.id,
            Replenishment.product_id,
            Replenishment.source,
            Replenishment.status,
            Replenishment.quantity,
            Replenishment.arrived,
            Product.sku,
            Product.supplier_id,
            Supplier.name.label("supplier"),
            Supplier.active,
        )
        .join(Product, Product.id == Replenishment.product_id)
        .outerjoin(Supplier, Supplier.id == Product.supplier_id)
        .where(Replenishment.id.in_(ids), Replenishment.warehouse_id == work.warehouse_id)
        .order_by(Replenishment.id)
        .with_for_update(of=Replenishment)
    ).all()


def _require_open(row: Any, units: int) -> None:
    is_open = row.status is ReplenishmentStatus.OPEN and units > 0
    if not is_open or row.source is not ReplenishmentSource.PURCHASE:
        raise Refuse(VerdictKind.REQUEST_CLOSED, sku=row.sku)
    if row.supplier_id is None:
        raise Refuse(VerdictKind.SUPPLIER_MISSING, sku=row.sku)
    if not row.active:
        raise Refuse(VerdictKind.SUPPLIER_UNFIT, why="inactive", supplier=row.supplier, sku=row.sku)


def _insert_orders(
    work: Work, by_supplier: dict[int, list[tuple[Any, int]]]
) -> tuple[Drafted, ...]:
    suppliers = sorted(by_supplier)
    ids = work.new_ids(len(suppliers))
    numbers = take_document_numbers(work, DocumentKind.PURCHASE_ORDER, len(suppliers))
    heads, lines, drafted = [], [], []
    for order_id, po_no, supplier_id in zip(ids, numbers, suppliers, strict=True):
        wanted = by_supplier[supplier_id]
        heads.append(_head(work, order_id, po_no, supplier_id))
        lines += [
            {
                "purchase_order_id": order_id,
                "line_no": line_no,
                "product_id": row.product_id,
                "quantity": units,
                "received": 0,
                "replenishment_id": row.id,
            }
            for line_no, (row, units) in enumerate(wanted, start=1)
        ]
        units = sum(units for _, units in wanted)
        drafted.append(Drafted(order_id, po_no, wanted[0][0].supplier, len(wanted), units))
    line_ids = work.new_ids(len(lines))
    work.connection.execute(insert(PurchaseOrder), heads)
    work.connection.execute(
        insert(PurchaseLine),
        [{"id": id_, **line} for id_, line in zip(line_ids, lines, strict=True)],
    )
    return tuple(drafted)


def _head(work: Work, order_id: int, po_no: str, supplier_id: int) -> dict[str, Any]:
    return {
        "id": order_id,
        "warehouse_id": work.warehouse_id,
        "po_no": po_no,
        "supplier_id": supplier_id,
        "status": PurchaseStatus.DRAFT,
        "note": "",
        "created_at": work.now,
        "created_by": work.actor.person_id,
        "sent_at": None,
        "expected_on": None,
        "closed_at": None,
        "version": 1,
    }


@dataclass(frozen=True, slots=True)
class PurchaseChanged:
    """A purchase order as it stands now.

    Attributes:
        expected_on: The day its goods are expected; None while it is a draft, or cancelled.
    """

    po_no: str
    status: PurchaseStatus
    expected_on: date | None


def send_purchase_order(
    house: House, actor: Actor, purchase_order_id: int
) -> PurchaseChanged | Refused:
    """Send a draft to its supplier by e-mail; it is expected after the supplier's lead days.

    Refused where it was sent or cancelled already, or the supplier has no e-mail address.

    Raises:
        CannotNow: The database cannot be written now.
    """
    return house.run(actor, UseCase.PURCHASE, lambda work: _send(work, purchase_order_id))


def _send(work: Work, purchase_order_id: int) -> PurchaseChanged:
    order = _locked(work, purchase_order_id)
    if order.status is not PurchaseStatus.DRAFT:
        raise _refusal(order)
    if not order.email:
        raise Refuse(VerdictKind.SUPPLIER_UNFIT, why="email", supplier=order.supplier)
    expected_on = work.today + timedelta(days=order.lead_days)
    _change(work, order, status=PurchaseStatus.SENT, sent_at=work.now, expected_on=expected_on)
    _tell_supplier(work, NoticeKind.PURCHASE_ORDER, order)
    return PurchaseChanged(order.po_no, PurchaseStatus.SENT, expected_on)


def change_expected_day(
    house: House, actor: Actor, purchase_order_id: int, expected_on: date
) -> PurchaseChanged | Refused:
    """Write down when the goods are expected now, as the supplier said.

    Refused for a day that is past, a draft, and an order that is closed.

    Raises:
        CannotNow: The database cannot be written now.
    """
    return house.run(
        actor, UseCase.PURCHASE, lambda work: _expect(work, purchase_order_id, expected_on)
    )


def _expect(work: Work, purchase_order_id: int, expected_on: date) -> PurchaseChanged:
    order = _locked(work, purchase_order_id)
    if order.status not in (PurchaseStatus.SENT, PurchaseStatus.PARTLY_RECEIVED):
        raise _refusal(order)
    if expected_on < work.today:
        raise Refuse(VerdictKind.DAY_IS_PAST, day=expected_on.isoformat())
    _change(work, order, expected_on=expected_on)
    return PurchaseChanged(order.po_no, order.status, expected_on)


def cancel_purchase_order(
    house: House, actor: Actor, purchase_order_id: int
) -> PurchaseChanged | Refused:
    """Expect nothing more from a purchase order; what did not come is to be ordered anew.

    Where a part has arrived the order ends as received. A supplier who has the order is told.

    Raises:
        CannotNow: The database cannot be written now.
    """
    return house.run(actor, UseCase.PURCHASE, lambda work: _cancel(work, purchase_order_id))


def _cancel(work: Work, purchase_order_id: int) -> PurchaseChanged:
    order = _locked(work, purchase_order_id)
    if order.status in (PurchaseStatus.RECEIVED, PurchaseStatus.CANCELLED):
        raise _refusal(order)
    arrived = order.status is PurchaseStatus.PARTLY_RECEIVED
    after = PurchaseStatus.RECEIVED if arrived else PurchaseStatus.CANCELLED
    _change(work, order, status=after, closed_at=work.now)
    requests = work.connection.scalars(
        select(PurchaseLine.replenishment_id).where(
            PurchaseLine.purchase_order_id == order.id,
            PurchaseLine.received < PurchaseLine.quantity,
            PurchaseLine.replenishment_id.is_not(None),
        )
    )
    open_again(work, [int(id_) for id_ in requests if id_ is not None])
    if order.status is not PurchaseStatus.DRAFT:
        _tell_supplier(work, NoticeKind.PURCHASE_CANCELLED, order)
    return PurchaseChanged(order.po_no, after, None)


def _locked(work: Work, purchase_order_id: int) -> Any:
    order = work.connection.execute(
        select(
            PurchaseOrder.id,
            PurchaseOrder.po_no,
            PurchaseOrder.status,
            PurchaseOrder.version,
            Supplier.name.label("supplier"),
            Supplier.email,
            Supplier.lead_days,
        )
        .join(Supplier, Supplier.id == PurchaseOrder.supplier_id)
        .where(
            PurchaseOrder.id == purchase_order_id,
            PurchaseOrder.warehouse_id == work.warehouse_id,
        )
        .with_for_update(of=PurchaseOrder)
    ).first()
    if order is None:
        raise Refuse(VerdictKind.PURCHASE_UNKNOWN)
    return order


def _refusal(order: Any) -> Refuse:
    match order.status:
        case PurchaseStatus.DRAFT:
            why = "draft"
        case PurchaseStatus.SENT | PurchaseStatus.PARTLY_RECEIVED:
            why = "sent"
        case _:
            why = "closed"
    return Refuse(VerdictKind.PURCHASE_REFUSED, why=why, po_no=order.po_no)


def _change(work: Work, order: Any, **values: Any) -> None:
    work.connection.execute(
        update(PurchaseOrder)
        .where(PurchaseOrder.id == order.id)
        .values(version=PurchaseOrder.version + 1, **values)
    )


def _tell_supplier(work: Work, kind: NoticeKind, order: Any) -> None:
    params = {"purchase_order_id": order.id, "po_no": order.po_no, "to": order.email}
    notices.enqueue(work, [Notice(kind, None, params, str(order.id))])
