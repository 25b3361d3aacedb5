"""What stands on a pick sheet, put together from the task's lines.

Lines of the same shelf, product and lot are one row: a shelf is visited once, whoever the goods
are for, and the row says which slot gets how many. Of a wave's sheet, stopped orders are left
out as long as they are stopped; the sheets printed before are out of date then.

References:
    Clauses 3.1.2b (remarks), 3.2.2a (walking order), 3.2.2b (what stands on the sheet).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, Select, and_, func, select

from db.schema.house import Warehouse
from db.schema.orders import Order, OrderLine, Remark
from db.schema.outbox import PrintJob
from db.schema.people import Person, Station
from db.schema.picking import PickLine, PickTask, Wave, WaveOrder
from db.schema.products import Product, ProductCode
from db.schema.stock import Lot, Shelf
from db.schema.waybills import Carrier
from fulfilment.house import Work
from printing.documents import PickRow, PickSheet, SlotUnits
from procedure.ids import PrintJobId
from procedure.sheet_codes import sheet_code
from procedure.words import OrderStatus, ServiceLevel


def pick_sheet(work: Work, job_id: PrintJobId) -> PickSheet:
    """The pick sheet a print job stands for."""
    head = _head(work.connection, job_id)
    orders = _orders(work.connection, head)
    return PickSheet(
        task_no=head.sheet_code,
        sheet_code=sheet_code(head.sheet_code, head.sheet_version),
        wave_no=head.wave_no,
        zone=head.zone,
        order_nos=tuple(order.order_no for order in orders),
        carrier=head.carrier or "",
        cut_off=head.cut_off_at,
        express=any(order.service is ServiceLevel.EXPRESS for order in orders),
        remarks=_remarks(work.connection, orders),
        rows=_rows(work.connection, head.id, shared=head.order_id is None),
        printed_at=work.now,
        time_zone=head.time_zone,
        station=head.station or "",
        operator=head.operator or "",
        copy_no=head.copy_no,
    )


def _head(connection: Connection, job_id: PrintJobId) -> Any:
    carrier_id = func.coalesce(Order.carrier_id, Wave.carrier_id)
    return connection.execute(
        select(
            PrintJob.copy_no,
            PickTask.id,
            PickTask.zone,
            PickTask.sheet_code,
            PickTask.sheet_version,
            PickTask.order_id,
            PickTask.wave_id,
            Wave.wave_no,
            Wave.cut_off_at,
            Carrier.name.label("carrier"),
            Warehouse.time_zone,
            Station.name.label("station"),
            Person.name.label("operator"),
        )
        .join(PickTask, PickTask.id == PrintJob.pick_task_id)
        .join(Warehouse, Warehouse.id == PickTask.warehouse_id)
        .outerjoin(Order, Order.id == PickTask.order_id)
        .outerjoin(Wave, Wave.id == PickTask.wave_id)
        .outerjoin(Carrier, Carrier.id == carrier_id)
        .outerjoin(Station, Station.id == PrintJob.station_id)
        .outerjoin(Person, Person.id == PrintJob.person_id)
        .where(PrintJob.id == job_id)
    ).one()


@dataclass(frozen=True, slots=True)
class _Order:
    """An order of the sheet.

    Attributes:
        mark: Before its remarks, where several orders are picked: its slot, else its number.
    """

    order_id: int
    order_no: str
    service: ServiceLevel
    mark: str


def _orders(connection: Connection, head: Any) -> tuple[_Order, ...]:
    """The task's own order, or the wave's by slot and number."""
    if head.order_id is not None:
        row = connection.execute(
            select(Order.id, Order.order_no, Order.service).where(Order.id == head.order_id)
        ).one()
        return (_Order(row.id, row.order_no, row.service, ""),)
    rows = connection.execute(
        select(Order.id, Order.order_no, Order.service, WaveOrder.slot)
        .join(WaveOrder, WaveOrder.order_id == Order.id)
        .where(WaveOrder.wave_id == head.wave_id, _goes_on())
        .order_by(func.coalesce(WaveOrder.slot, 0), Order.order_no)
    )
    return tuple(
        _Order(row.id, row.order_no, row.service, f"{row.slot or row.order_no}: ") for row in rows
    )


def _goes_on() -> Any:
    return and_(Order.open_holds == 0, Order.status != OrderStatus.CANCELLED)


def _remarks(connection: Connection, orders: Sequence[_Order]) -> tuple[str, ...]:
    """The remarks for the floor, each behind the mark of its order, oldest first."""
    marks = {order.order_id: order.mark for order in orders}
    rows = connection.execute(
        select(Remark.order_id, Remark.body)
        .where(Remark.order_id.in_(marks), Remark.for_floor)
        .order_by(Remark.id)
    )
    return tuple(f"{marks[row.order_id]}{row.body}" for row in rows)


def _rows(connection: Connection, task_id: int, *, shared: bool) -> tuple[PickRow, ...]:
    stops: dict[tuple[int, int, int], list[Any]] = defaultdict(list)
    for line in connection.execute(_lines(task_id, shared)):
        stops[line.shelf_id, line.product_id, line.lot_id].append(line)
    return tuple(_row(seq, lines) for seq, lines in enumerate(stops.values(), start=1))


def _row(seq: int, lines: Sequence[Any]) -> PickRow:
    first = lines[0]
    slots: dict[int, int] = defaultdict(int)
    for line in lines:
        if line.slot is not None:
            slots[line.slot] += line.quantity
    return PickRow(
        seq=seq,
        sku=first.sku,
        name=first.name,
        quantity=sum(line.quantity for line in lines),
        shelf=first.shelf,
        lot=first.lot or None,
        expires_on=first.expires_on,
        slots=tuple(SlotUnits(slot, units) for slot, units in sorted(slots.items())),
        product_code=first.shown or first.sku,
    )


def _lines(task_id: int, shared: bool) -> Select[*tuple[Any, ...]]:
    unit_code = (
        select(func.min(ProductCode.shown))
        .where(ProductCode.product_id == Product.id, ProductCode.units == 1)
        .scalar_subquery()
    )
    columns: Sequence[Any] = (
        PickLine.quantity,
        PickLine.slot,
        PickLine.shelf_id,
        PickLine.lot_id,
        Shelf.code.label("shelf"),
        Product.id.label("product_id"),
        Product.sku,
        Product.name,
        unit_code.label("shown"),
        Lot.code.label("lot"),
        Lot.expires_on,
    )
    return (
        select(*columns)
        .join(OrderLine, OrderLine.id == PickLine.order_line_id)
        .join(Order, Order.id == OrderLine.order_id)
        .join(Product, Product.id == OrderLine.product_id)
        .join(Shelf, Shelf.id == PickLine.shelf_id)
        .join(Lot, Lot.id == PickLine.lot_id)
        .where(
            PickLine.task_id == task_id,
            PickLine.quantity > 0,
            *((_goes_on(),) if shared else ()),
        )
        .order_by(Shelf.walk_key, PickLine.seq)
    )
