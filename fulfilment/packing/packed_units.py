"""Counting units into the open parcel: by scan, with their serial numbers, or by hand."""

from __future__ import annotations

from sqlalchemy import delete, func, insert, select, update

from db.schema.orders import Order, OrderLine
from db.schema.parcels import ManualCount, Parcel, ParcelItem, ParcelSerial
from db.schema.products import Product
from db.upsert import insert_or
from fulfilment.house import Refuse, Work
from fulfilment.packing.lease import hold_lease
from fulfilment.people import person_may
from procedure.effects import PackUnits
from procedure.permissions import UseCase
from procedure.verdicts import VerdictKind
from procedure.words import ParcelStatus, Screen


def pack_units(work: Work, effect: PackUnits) -> None:
    """Count units into the open parcel, or take them out again.

    Raises:
        Refuse: The lease is gone, the order was stopped, more than ordered would be in, the
            serial number is in another parcel (`SERIAL_TWICE`), or a count by hand above the
            policy's limit has nobody who may approve it (`APPROVAL_NEEDED`).
    """
    hold_lease(work, effect.parcel_id, effect.fence, ParcelStatus.OPEN)
    counted = work.connection.execute(
        update(ParcelItem)
        .where(
            ParcelItem.parcel_id == effect.parcel_id,
            ParcelItem.order_line_id == effect.order_line_id,
            ParcelItem.lot_id == effect.lot_id,
            ParcelItem.packed + effect.quantity >= 0,
            ParcelItem.packed + effect.quantity <= ParcelItem.quantity,
        )
        .values(packed=ParcelItem.packed + effect.quantity)
    )
    if counted.rowcount != 1:
        raise Refuse(VerdictKind.ORDER_CHANGED)
    if effect.serial and effect.quantity > 0:
        _serial_in(work, effect)
    elif effect.serial:
        _serial_out(work, effect)
    if effect.by_hand is not None:
        _note_by_hand(work, effect)


def _serial_in(work: Work, effect: PackUnits) -> None:
    product = work.connection.execute(
        select(Product.id, Product.name)
        .join(OrderLine, OrderLine.product_id == Product.id)
        .where(OrderLine.id == effect.order_line_id)
    ).one()
    gone = select(Parcel.id).where(Parcel.status == ParcelStatus.CANCELLED)
    work.connection.execute(
        delete(ParcelSerial).where(
            ParcelSerial.product_id == product.id,
            ParcelSerial.serial == effect.serial,
            ParcelSerial.parcel_id.in_(gone),
        )
    )
    statement = insert_or(work.connection, ParcelSerial).values(
        product_id=product.id,
        serial=effect.serial,
        parcel_id=effect.parcel_id,
        order_line_id=effect.order_line_id,
        lot_id=effect.lot_id,
        at=work.now,
    )
    written = work.connection.scalar(
        statement.on_conflict_do_nothing(index_elements=["product_id", "serial"]).returning(
            ParcelSerial.parcel_id
        )
    )
    if written is not None:
        return
    order_no = work.connection.scalar(
        select(Order.order_no)
        .join(Parcel, Parcel.order_id == Order.id)
        .join(ParcelSerial, ParcelSerial.parcel_id == Parcel.id)
        .where(ParcelSerial.product_id == product.id, ParcelSerial.serial == effect.serial)
    )
    raise Refuse(
        VerdictKind.SERIAL_TWICE, name=product.name, serial=effect.serial, order_no=order_no or ""
    )


def _serial_out(work: Work, effect: PackUnits) -> None:
    work.connection.execute(
        delete(ParcelSerial).where(
            ParcelSerial.parcel_id == effect.parcel_id,
            ParcelSerial.order_line_id == effect.order_line_id,
            ParcelSerial.serial == effect.serial,
        )
    )


def by_hand_in(work: Work, parcel_id: int) -> int:
    """Units of a parcel that were counted without their code."""
    counted = work.connection.scalar(
        select(func.sum(ManualCount.quantity)).where(ManualCount.parcel_id == parcel_id)
    )
    return int(counted or 0)


def _note_by_hand(work: Work, effect: PackUnits) -> None:
    limit = work.house.station_policy.by_hand_limit
    is_above = effect.quantity > 0 and by_hand_in(work, effect.parcel_id) >= limit
    if is_above and not person_may(work, effect.supervisor_id, UseCase.APPROVE_BY_HAND):
        raise Refuse(VerdictKind.APPROVAL_NEEDED)
    work.connection.execute(
        insert(ManualCount).values(
            id=work.new_id(),
            screen=Screen.PACK,
            reason=effect.by_hand,
            order_line_id=effect.order_line_id,
            lot_id=effect.lot_id,
            parcel_id=effect.parcel_id,
            pick_task_id=None,
            quantity=effect.quantity,
            person_id=work.actor.person_id,
            supervisor_id=effect.supervisor_id,
            station_id=work.actor.station_id,
            at=work.now,
        )
    )
