"""Goods that came with a purchase order are counted on its lines; never more than was ordered."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, func, select, update

from db.schema.products import Product
from db.schema.purchasing import PurchaseLine, PurchaseOrder
from fulfilment.house import Refuse, Work
from procedure.ids import ProductId
from procedure.verdicts import VerdictKind
from procedure.words import PurchaseStatus

RECEIVABLE = (PurchaseStatus.SENT, PurchaseStatus.PARTLY_RECEIVED)


def book(work: Work, po_no: str, units: Mapping[ProductId, int]) -> None:
    """Count what came on the lines of a purchase order and follow its status.

    Raises:
        Refuse: It is not known, not sent, or closed; a product is not in it; or more came of one
            than is open.
    """
    order = _locked(work, po_no)
    lines = _open_lines(work, order.id)
    by_product: dict[int, list[Any]] = defaultdict(list)
    for line in lines:
        by_product[line.product_id].append(line)
    counted = []
    for product_id, came in sorted(units.items()):
        ordered = by_product[product_id]
        left = sum(line.quantity - line.received for line in ordered)
        if came > left:
            _refuse(work, po_no, product_id, came, left if ordered else None)
        counted += _spread(ordered, came)
    work.connection.execute(
        update(PurchaseLine)
        .where(PurchaseLine.id == bindparam("the_line"))
        .values(received=PurchaseLine.received + bindparam("n")),
        counted,
    )
    _follow(work, order.id)


def _locked(work: Work, po_no: str) -> Any:
    order = work.connection.execute(
        select(PurchaseOrder.id, PurchaseOrder.status)
        .where(PurchaseOrder.po_no == po_no, PurchaseOrder.warehouse_id == work.warehouse_id)
        .with_for_update()
    ).first()
    if order is None:
        raise Refuse(VerdictKind.PURCHASE_UNKNOWN, po_no=po_no)
    if order.status not in RECEIVABLE:
        why = "draft" if order.status is PurchaseStatus.DRAFT else "closed"
        raise Refuse(VerdictKind.PURCHASE_REFUSED, why=why, po_no=po_no)
    return order


def _open_lines(work: Work, order_id: int) -> Sequence[Any]:
    return work.connection.execute(
        select(PurchaseLine.__table__)
        .where(PurchaseLine.purchase_order_id == order_id)
        .order_by(PurchaseLine.line_no)
    ).all()


def _refuse(work: Work, po_no: str, product_id: int, came: int, left: int | None) -> None:
    sku = work.connection.execute(select(Product.sku).where(Product.id == product_id)).scalar_one()
    if left is None:
        raise Refuse(VerdictKind.NOT_PURCHASED, sku=sku, po_no=po_no)
    raise Refuse(VerdictKind.OVER_DELIVERY, sku=sku, po_no=po_no, left=left, quantity=came)


def _spread(lines: Sequence[Any], came: int) -> list[dict[str, int]]:
    """Fill the lines of a product one after the other."""
    counted = []
    for line in lines:
        given = min(came, line.quantity - line.received)
        if given:
            came -= given
            counted.append({"the_line": line.id, "n": given})
    return counted


def _follow(work: Work, order_id: int) -> None:
    left = work.connection.scalar(
        select(func.sum(PurchaseLine.quantity - PurchaseLine.received)).where(
            PurchaseLine.purchase_order_id == order_id
        )
    )
    done = not left
    work.connection.execute(
        update(PurchaseOrder)
        .where(PurchaseOrder.id == order_id)
        .values(
            status=PurchaseStatus.RECEIVED if done else PurchaseStatus.PARTLY_RECEIVED,
            closed_at=work.now if done else None,
            version=PurchaseOrder.version + 1,
        )
    )
