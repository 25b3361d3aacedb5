"""4.2 Shipping, in the words of the floor, on every database."""

from __future__ import annotations

import random
from pathlib import Path

import pytest
from sqlalchemy import select

from db.schema.orders import Order
from db.schema.outbox import PrintJob
from db.schema.parcels import Parcel
from db.schema.waybills import Carrier, WaybillNumber
from fulfilment.house import Work
from fulfilment.paper import spool
from fulfilment.set_up import OpeningStock, receive_opening_stock
from fulfilment.shipping.waybill_numbers import add_numbers
from procedure.effects import BindLabel, CloseHandover, Done, Refused
from procedure.ids import PrintJobId
from procedure.permissions import UseCase
from procedure.verdicts import VerdictKind
from procedure.words import OrderStatus, ParcelStatus, Post, Screen, ServiceLevel, WaybillState
from tests.plugins.benches import Bench
from tests.plugins.everything import assert_sound, digests
from tests.plugins.houses import CABLE, SmallHouse, draft
from tests.plugins.journey import (
    PACKER,
    SHIPPER,
    Closed,
    ask,
    bound,
    closed,
    counted,
    line,
    order_no,
    released,
    set_up,
    status,
    verdict_of,
)


def all_closed(at: SmallHouse, parcels: int) -> list[Closed]:
    """So many closed parcels of one cable each, their labels sent to the printer."""
    more = OpeningStock(at.products[CABLE], at.shelves["A-02-01-01"], "more", None, parcels)
    set_up(at, lambda work: receive_opening_stock(work, [more]))
    numbers = [f"YT99001234{n:05d}" for n in range(parcels)]
    added = add_numbers(at.house, at.people[Post.ADMINISTRATOR], at.carriers["YTO"], numbers)
    assert added == parcels
    orders = released(at, *(draft(f"A-{n}", lines=(line(CABLE, 1),)) for n in range(parcels)))
    found = [closed(at, order) for order in orders]

    def send(work: Work) -> None:
        for job in work.connection.scalars(select(PrintJob.id)).all():
            spool.mark_sent(work, PrintJobId(job), "test")

    assert not isinstance(at.house.run(at.at(*PACKER), UseCase.PRINT, send), Refused)
    return found


@pytest.mark.sop("4.2.2a")
@pytest.mark.parametrize(
    ("parcels", "pairs"), [(16, 200), pytest.param(102, 10_000, marks=pytest.mark.heavy)]
)
def test_no_swapped_pair_passes(at: SmallHouse, parcels: int, pairs: int) -> None:
    """Every label on a box that is not its own is stopped, and both sides are named."""
    boxes = all_closed(at, parcels)
    numbers = {box.order: order_no(at, box.order) for box in boxes}
    swapped = [(box, other) for box in boxes for other in boxes if box is not other]
    before = digests(at.house.database)
    for box, other in random.Random(20261123).sample(swapped, pairs):
        answer = ask(at, SHIPPER, BindLabel(box.parcel.box_code, other.number))
        said = verdict_of(answer)
        assert said.kind is VerdictKind.SWAPPED_LABEL
        assert said.params == {
            "expected": box.number,
            "got": other.number,
            "order_no": numbers[box.order],
            "other_order_no": numbers[other.order],
        }
    assert digests(at.house.database) == before
    assert_sound(at.house.database)


@pytest.mark.sop("4.2.2a")
def test_at_the_desk_a_swapped_label_stops_the_screen_until_the_right_one_is_scanned(
    at: SmallHouse, tmp_path: Path
) -> None:
    first, second = all_closed(at, 2)
    desk = Bench(at.house, at.stations[Screen.SHIP], Screen.SHIP, tmp_path)
    try:
        K = VerdictKind
        assert desk.says(at.badges[Post.SHIPPER], first.parcel.box_code, second.number) == [
            K.SIGNED_IN,
            K.BOX_RIGHT,
            K.SWAPPED_LABEL,
        ]
        stop = desk.shown.verdict
        assert stop is not None
        assert stop.params["expected"] == first.number
        assert stop.params["got"] == second.number
        assert desk.says(first.number) == [K.SWAPPED_LABEL], "the stop stands until it is confirmed"
        assert desk.says("CMD-CONFIRM", first.number) == [K.CLEARED, K.LABEL_BOUND]
        entries = desk.journal.all(0, 100)
        assert sum('"swapped_label"' in (entry.verdict or "") for entry in entries) == 2
    finally:
        desk.station.close()


@pytest.mark.sop("4.2.2b")
def test_carrier_and_service_stand_with_the_parcel_and_shipping_stores_the_number(
    at: SmallHouse, tmp_path: Path
) -> None:
    orders = released(at, draft("A-1"), draft("A-2", service=ServiceLevel.EXPRESS))
    parcels = [bound(at, order, tmp_path) for order in orders]
    for parcel in parcels:
        assert ask(at, SHIPPER, CloseHandover(counted(at, parcel))) == Done(1)
    with at.house.database.read() as connection:
        rows = connection.execute(
            select(
                Order.status,
                Order.shipped_at,
                Parcel.status,
                Parcel.service,
                Carrier.code,
                WaybillNumber.number,
                WaybillNumber.state,
            )
            .join(Parcel, Parcel.order_id == Order.id)
            .join(Carrier, Carrier.id == Parcel.carrier_id)
            .join(WaybillNumber, WaybillNumber.parcel_id == Parcel.id)
            .order_by(Order.id)
        ).all()
    gone = (OrderStatus.SHIPPED, at.clock.now, ParcelStatus.HANDED_OVER)
    handed = WaybillState.HANDED_OVER
    assert [tuple(row) for row in rows] == [
        (*gone, ServiceLevel.STANDARD, "YTO", parcels[0].number, handed),
        (*gone, ServiceLevel.EXPRESS, "SF", parcels[1].number, handed),
    ]
    assert all(status(at, order) is OrderStatus.SHIPPED for order in orders)
