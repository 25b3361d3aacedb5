"""A stop against the last steps, in threads: of a stop and a shipment exactly one happens."""

from __future__ import annotations

import random
from concurrent.futures import ThreadPoolExecutor, wait
from pathlib import Path
from threading import Barrier, Event

import pytest
from sqlalchemy import select

from db.schema.log import OrderLog
from db.schema.orders import Hold, Order
from db.schema.parcels import Parcel
from db.schema.waybills import Handover, HandoverParcel
from fulfilment.house import Work
from fulfilment.orders.holds import HoldOpened, open_hold
from fulfilment.station.scan_application import carry_out
from procedure.effects import (
    Answer,
    BindLabel,
    CloseHandover,
    CountParcel,
    Done,
    HandoverCounted,
    Refused,
)
from procedure.ids import OrderId
from procedure.permissions import UseCase
from procedure.words import HandoverStatus, HoldKind, OrderStatus, ParcelStatus, Post
from tests.plugins.everything import assert_sound
from tests.plugins.houses import SmallHouse, draft
from tests.plugins.journey import PACKER, SHIPPER, ask, bound, counted, expect, labelled, released
from tests.plugins.lock_waits import wait_until

ROUNDS = 10


def ship(at: SmallHouse, order: OrderId, number: str, box: str, chance: random.Random) -> None:
    """Bind, count, close: what a packer and a shipper do with one parcel, as far as they get."""
    ask(at, PACKER, BindLabel(box, number))
    answer = ask(at, SHIPPER, CountParcel(None, number))
    if isinstance(answer, HandoverCounted):
        ask(at, SHIPPER, CloseHandover(answer.task.handover_id))


@pytest.mark.parametrize("seed", [1, 2])
def test_an_order_that_was_stopped_never_ships(at: SmallHouse, tmp_path: Path, seed: int) -> None:
    chance = random.Random(seed)
    orders = released(at, *(draft(f"A-{n}") for n in range(ROUNDS // 2)))
    parcels = [labelled(at, order, tmp_path) for order in orders]
    rep = at.people[Post.SERVICE_REP]
    with ThreadPoolExecutor(2) as floor:
        for parcel in parcels:
            start = Barrier(2)

            def stop(order: OrderId = parcel.order, start: Barrier = start) -> object:
                start.wait()
                for _ in range(chance.randint(0, 6)):
                    ask(at, SHIPPER, CountParcel(None, "NOBODY"))  # lets the others get further
                return open_hold(at.house, rep, order, HoldKind.STOPPED, "customer called")

            def go(
                order: OrderId = parcel.order,
                number: str = parcel.number,
                box: str = parcel.parcel.box_code,
                start: Barrier = start,
            ) -> None:
                start.wait()
                ship(at, order, number, box, chance)

            stopped, gone = floor.submit(stop), floor.submit(go)
            gone.result()
            check_one_of_both(at, parcel.order, stopped.result())
    assert_sound(at.house.database)


def check_one_of_both(at: SmallHouse, order: OrderId, answer: object) -> None:
    """Either the order is held and here, or it left and the stop was refused."""
    with at.house.database.read() as connection:
        held = connection.scalar(select(Hold.id).where(Hold.order_id == order))
        status = connection.scalar(select(Order.status).where(Order.id == order))
        parcel = connection.scalar(select(Parcel.status).where(Parcel.order_id == order))
        actions = connection.scalars(
            select(OrderLog.action).where(OrderLog.order_id == order).order_by(OrderLog.seq)
        ).all()
    if isinstance(answer, HoldOpened):
        assert held is not None
        assert status is OrderStatus.READY_TO_SHIP
        assert parcel is not ParcelStatus.HANDED_OVER
        assert "handed_over" not in actions
    else:
        assert isinstance(answer, Refused)
        assert held is None
        assert status is OrderStatus.SHIPPED
        assert actions[-1] == "handed_over"


def test_a_parcel_counted_while_the_hand_over_closes_is_never_left_behind(
    at: SmallHouse, tmp_path: Path
) -> None:
    """Counting has begun and is not committed when the other one closes: it must wait."""
    first, second = (
        bound(at, order, tmp_path) for order in released(at, draft("A-1"), draft("A-2"))
    )
    handover = counted(at, first)
    count_done, go_on = Event(), Event()

    def count(work: Work) -> Answer:
        answer = carry_out(work, CountParcel(handover, second.number))
        count_done.set()
        assert go_on.wait(30)
        return answer

    with ThreadPoolExecutor(2) as desk:
        counting = desk.submit(at.house.run, at.at(*SHIPPER), UseCase.SHIP, count)
        assert count_done.wait(30)
        closing = desk.submit(ask, at, SHIPPER, CloseHandover(handover))
        wait_until(at, closing.done)
        go_on.set()
        wait([counting, closing])
    expect(HandoverCounted, counting.result())
    assert closing.result() == Done(2)
    with at.house.database.read() as connection:
        left_behind = connection.execute(
            select(Parcel.id)
            .join(HandoverParcel, HandoverParcel.parcel_id == Parcel.id)
            .join(Handover, Handover.id == HandoverParcel.handover_id)
            .where(
                Handover.status == HandoverStatus.CLOSED,
                Parcel.status != ParcelStatus.HANDED_OVER,
            )
        ).all()
    assert left_behind == []
