"""What stands on a waybill label, put together from the order's facts.

The label shows masked personal data only; full data goes to the carrier electronically
(FIELD, privacy, GB/T 41833-2022).
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, and_, func, select

from db.schema.house import Warehouse
from db.schema.orders import Order, OrderAddress, OrderLine
from db.schema.outbox import PrintJob
from db.schema.parcels import Parcel, ParcelItem
from db.schema.people import Person, Station
from db.schema.products import Product
from db.schema.waybills import Carrier, CarrierService, WaybillNumber
from fulfilment.house import Work
from fulfilment.packing.boxes import parcel_count
from printing.documents import GoodsLine, Party, WaybillLabel
from procedure.masking import mask_address_for_label, mask_name, mask_phone_for_label

FRAGILE_MARK = "易碎"
PREPAID = "月结"


def waybill_label(work: Work, job_id: int) -> WaybillLabel:
    """The label a print job stands for."""
    row = _label_row(work.connection, job_id)
    goods = _goods(work.connection, row.parcel_id)
    return WaybillLabel(
        carrier_name=row.carrier_name,
        service_name=row.service_name or "",
        number=row.number,
        route_code=None,
        carrier_qr=row.number,
        receiver=_receiver(row),
        sender=Party(
            mask_name(row.sender_name),
            mask_phone_for_label(row.sender_phone),
            mask_address_for_label(row.sender_address),
        ),
        goods=tuple(GoodsLine(g.name, g.units) for g in goods),
        pieces=sum(g.units for g in goods),
        weight_g=_weight(goods) if row.weight_g is None else row.weight_g,
        payment=PREPAID,
        marks=(FRAGILE_MARK,) if any(g.fragile for g in goods) else (),
        order_no=row.order_no,
        parcel_index=row.parcel_index,
        parcel_count=parcel_count(work, row.order_id),
        box_code=row.box_code,
        printed_at=work.now,
        time_zone=row.time_zone,
        station=row.station or "",
        operator=row.operator or "",
        copy_no=row.copy_no,
    )


def _label_row(connection: Connection, job_id: int) -> Any:
    return connection.execute(
        select(
            PrintJob.copy_no,
            Parcel.id.label("parcel_id"),
            Parcel.box_code,
            Parcel.parcel_index,
            Parcel.weight_g,
            Order.id.label("order_id"),
            Order.order_no,
            WaybillNumber.number,
            Carrier.name.label("carrier_name"),
            CarrierService.name.label("service_name"),
            Warehouse.time_zone,
            Warehouse.sender_name,
            Warehouse.sender_phone,
            Warehouse.sender_address,
            Station.name.label("station"),
            Person.name.label("operator"),
            OrderAddress.receiver,
            OrderAddress.phone,
            OrderAddress.province,
            OrderAddress.city,
            OrderAddress.district,
            OrderAddress.town,
            OrderAddress.detail,
        )
        .join(Parcel, Parcel.id == PrintJob.parcel_id)
        .join(Order, Order.id == Parcel.order_id)
        .join(WaybillNumber, WaybillNumber.id == PrintJob.waybill_id)
        .join(Carrier, Carrier.id == Parcel.carrier_id)
        .join(Warehouse, Warehouse.id == Parcel.warehouse_id)
        .join(
            OrderAddress,
            and_(
                OrderAddress.order_id == Order.id,
                OrderAddress.version == Parcel.address_version,
            ),
        )
        .outerjoin(
            CarrierService,
            and_(
                CarrierService.carrier_id == Carrier.id,
                CarrierService.service == Parcel.service,
            ),
        )
        .outerjoin(Station, Station.id == PrintJob.station_id)
        .outerjoin(Person, Person.id == PrintJob.person_id)
        .where(PrintJob.id == job_id)
    ).one()


def _receiver(row: Any) -> Party:
    divisions = row.province if row.province == row.city else f"{row.province}{row.city}"
    whole = f"{divisions}{row.district}{row.town}{row.detail}"
    return Party(
        mask_name(row.receiver), mask_phone_for_label(row.phone), mask_address_for_label(whole)
    )


def _goods(connection: Connection, parcel_id: int) -> list[Any]:
    return list(
        connection.execute(
            select(
                Product.name,
                Product.fragile,
                Product.weight_g,
                func.sum(ParcelItem.quantity).label("units"),
            )
            .join(OrderLine, OrderLine.id == ParcelItem.order_line_id)
            .join(Product, Product.id == OrderLine.product_id)
            .where(ParcelItem.parcel_id == parcel_id)
            .group_by(Product.id, Product.name, Product.fragile, Product.weight_g)
            .order_by(func.min(OrderLine.line_no))
        )
    )


def _weight(goods: list[Any]) -> int | None:
    if any(g.weight_g is None for g in goods):
        return None
    return sum(int(g.units) * int(g.weight_g) for g in goods)
