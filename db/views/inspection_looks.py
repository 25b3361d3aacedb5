"""Looks into parcels: by page, one with what was to be found and what was wrong (3.2.3b)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, func, or_, select
from sqlalchemy.orm import aliased

from db.schema.inspection import (
    Inspection,
    InspectionDefect,
    InspectionItem,
    InspectionLot,
    LotParcel,
)
from db.schema.orders import Order, OrderLine
from db.schema.parcels import Parcel
from db.schema.people import Person
from db.schema.products import Product
from db.schema.stock import Lot
from procedure.parcel_words import DefectClass, DefectCode, DrawnBecause, InspectionStatus

_Packer, _Inspector = aliased(Person), aliased(Person)


@dataclass(frozen=True, slots=True)
class LookRow:
    """One look into one parcel.

    Attributes:
        lot_no, position: The lot it is judged with and its place there; "" and 0 in none.
        round_no: 1 for the first look, more after failures.
        defects: Units with a defect, and defects of the parcel as a whole.
    """

    look_id: int
    box_code: str
    order_no: str
    lot_no: str
    position: int
    why: DrawnBecause
    round_no: int
    packer: str
    inspector: str
    defects: int
    status: InspectionStatus
    created_at: datetime
    finished_at: datetime | None


@dataclass(frozen=True, slots=True)
class LookPage:
    """Looks, newest first; give `following` to get the next ones."""

    rows: tuple[LookRow, ...]
    following: int | None


def look_page(
    connection: Connection,
    warehouse_id: int,
    statuses: Sequence[InspectionStatus],
    text: str,
    before: int | None,
    limit: int,
) -> LookPage:
    """Looks of these statuses, newest first, by key.

    Args:
        text: The beginning of a box's, an order's or a lot's number, or of a packer's name.
    """
    statement = _looks().where(
        Inspection.warehouse_id == warehouse_id, Inspection.status.in_(statuses)
    )
    if before is not None:
        statement = statement.where(Inspection.id < before)
    if text:
        beginning = text.replace("\\", "\\\\").replace("%", "\\%").replace("_", "\\_") + "%"
        statement = statement.where(
            or_(
                Parcel.box_code.ilike(beginning, escape="\\"),
                Order.order_no.ilike(beginning, escape="\\"),
                InspectionLot.lot_no.ilike(beginning, escape="\\"),
                _Packer.name.ilike(beginning, escape="\\"),
            )
        )
    rows = connection.execute(statement.order_by(Inspection.id.desc()).limit(limit + 1)).all()
    shown = tuple(_look(row) for row in rows[:limit])
    return LookPage(shown, shown[-1].look_id if len(rows) > limit else None)


def look_counts(connection: Connection, warehouse_id: int) -> Mapping[InspectionStatus, int]:
    """How many looks there are of each status."""
    rows = connection.execute(
        select(Inspection.status, func.count())
        .where(Inspection.warehouse_id == warehouse_id)
        .group_by(Inspection.status)
    )
    return {row[0]: row[1] for row in rows}


def _looks() -> Select[*tuple[Any, ...]]:
    defects = (
        select(func.coalesce(func.sum(InspectionDefect.quantity), 0))
        .where(InspectionDefect.inspection_id == Inspection.id)
        .correlate(Inspection)
        .scalar_subquery()
    )
    return (
        select(
            Inspection.id,
            Inspection.why,
            Inspection.round_no,
            Inspection.status,
            Inspection.created_at,
            Inspection.finished_at,
            Parcel.box_code,
            Order.order_no,
            InspectionLot.lot_no,
            LotParcel.position,
            _Packer.name.label("packer"),
            _Inspector.name.label("inspector"),
            defects.label("defects"),
        )
        .join(Parcel, Parcel.id == Inspection.parcel_id)
        .join(Order, Order.id == Parcel.order_id)
        .outerjoin(InspectionLot, InspectionLot.id == Inspection.lot_id)
        .outerjoin(LotParcel, LotParcel.parcel_id == Parcel.id)
        .outerjoin(_Packer, _Packer.id == Parcel.packed_by)
        .outerjoin(_Inspector, _Inspector.id == Inspection.inspector_id)
    )


def _look(row: Any) -> LookRow:
    return LookRow(
        row.id,
        row.box_code,
        row.order_no,
        row.lot_no or "",
        row.position or 0,
        row.why,
        row.round_no,
        row.packer or "",
        row.inspector or "",
        int(row.defects),
        row.status,
        row.created_at,
        row.finished_at,
    )


@dataclass(frozen=True, slots=True)
class LookedUnit:
    """Goods of a lot that were to be found."""

    sku: str
    name: str
    lot: str
    found: int
    quantity: int


@dataclass(frozen=True, slots=True)
class LookedDefect:
    """Something that was wrong; `name` is "" for the parcel as a whole."""

    defect_id: int
    code: DefectCode
    defect_class: DefectClass
    name: str
    lot: str
    units: int


@dataclass(frozen=True, slots=True)
class Look:
    """A look with what was to be found and what was wrong."""

    row: LookRow
    units: tuple[LookedUnit, ...]
    defects: tuple[LookedDefect, ...]


def look_of(connection: Connection, warehouse_id: int, look_id: int) -> Look | None:
    """One look; None where there is none."""
    row = connection.execute(
        _looks().where(Inspection.warehouse_id == warehouse_id, Inspection.id == look_id)
    ).first()
    if row is None:
        return None
    units = connection.execute(
        select(
            Product.sku,
            Product.name,
            Lot.code.label("lot"),
            InspectionItem.found,
            InspectionItem.quantity,
        )
        .join(OrderLine, OrderLine.id == InspectionItem.order_line_id)
        .join(Product, Product.id == OrderLine.product_id)
        .join(Lot, Lot.id == InspectionItem.lot_id)
        .where(InspectionItem.inspection_id == look_id)
        .order_by(OrderLine.line_no, Lot.code)
    )
    defects = connection.execute(
        select(
            InspectionDefect.id,
            InspectionDefect.code,
            InspectionDefect.defect_class,
            Product.name,
            Lot.code.label("lot"),
            InspectionDefect.quantity,
        )
        .outerjoin(OrderLine, OrderLine.id == InspectionDefect.order_line_id)
        .outerjoin(Product, Product.id == OrderLine.product_id)
        .outerjoin(Lot, Lot.id == InspectionDefect.lot_id)
        .where(InspectionDefect.inspection_id == look_id)
        .order_by(InspectionDefect.id)
    )
    return Look(
        _look(row),
        tuple(LookedUnit(*each) for each in units),
        tuple(
            LookedDefect(
                each.id,
                DefectCode(each.code),
                each.defect_class,
                each.name or "",
                each.lot or "",
                each.quantity,
            )
            for each in defects
        ),
    )
