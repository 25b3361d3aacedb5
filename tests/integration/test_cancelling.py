"""Cancelling at every stage: what was held is given back, paper dies, stations notice."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import select, update

from db.schema.log import OrderLog, OrderLogText
from db.schema.orders import OrderLine
from db.schema.parcels import Parcel
from db.schema.picking import PickLine, PickTask
from db.schema.stock import BlockedStock, Reservation
from db.schema.waybills import WaybillNumber
from fulfilment.orders.cancelling import Cancelled, cancel_order
from procedure.effects import (
    BindLabel,
    ClaimPickTask,
    CloseHandover,
    CloseParcel,
    CountParcel,
    Done,
    FinishPick,
    OpenParcel,
    PackUnits,
    PickUnits,
)
from procedure.ids import OrderId
from procedure.verdicts import VerdictKind
from procedure.words import (
    OrderStatus,
    ParcelStatus,
    PickTaskStatus,
    Post,
    Screen,
    StockCondition,
    WaybillState,
)
from tests.plugins.benches import BenchAt
from tests.plugins.everything import nothing_written
from tests.plugins.houses import MUG, TEA, SmallHouse, draft
from tests.plugins.journey import (
    PACKER,
    PICKER,
    SHIPPER,
    all_units,
    ask,
    balance,
    bound,
    claimed,
    closed,
    confirmed,
    counted,
    expect,
    filled,
    hold,
    labelled,
    line,
    on_shelf,
    opened,
    order_no,
    picked,
    print_labels,
    release,
    released,
    status,
    taken,
    verdict_of,
    waits,
)

STOPPED = VerdictKind.ORDER_STOPPED


def cancel(at: SmallHouse, order: OrderId, reason: str = "customer called") -> Cancelled:
    """The rep cancels an order."""
    return expect(Cancelled, cancel_order(at.house, at.people[Post.SERVICE_REP], order, reason))


def held_units(at: SmallHouse) -> int:
    """Units promised to anybody."""
    with at.house.database.read() as connection:
        return sum(connection.scalars(select(Reservation.quantity)))


def back_at_staging(at: SmallHouse) -> dict[str, int]:
    """Units at staging that wait to be put back, by product."""
    names = {int(product): sku for sku, product in at.products.items()}
    with at.house.database.read() as connection:
        rows = connection.execute(
            select(BlockedStock.product_id, BlockedStock.quantity).where(
                BlockedStock.shelf_id == at.shelves["STAGING"],
                BlockedStock.condition == StockCondition.TO_PUT_BACK,
                BlockedStock.quantity > 0,
            )
        ).all()
    return {names[product]: units for product, units in rows}


def everything_is_back(at: SmallHouse) -> None:
    assert held_units(at) == 0
    assert balance(at, MUG) == (20, 20, 0, 0)
    assert balance(at, TEA) == (20, 20, 0, 0)
    assert on_shelf(at, "A-01-01-01") == (20, 0, 0)
    assert on_shelf(at, "A-01-01-02") == (10, 0, 0)


def goods_wait_at_staging(at: SmallHouse) -> None:
    assert held_units(at) == 0
    assert balance(at, MUG) == (20, 18, 0, 2)
    assert balance(at, TEA) == (20, 19, 0, 1)
    assert back_at_staging(at) == {MUG: 2, TEA: 1}


def numbers(at: SmallHouse, order: OrderId) -> list[WaybillState]:
    with at.house.database.read() as connection:
        return list(
            connection.scalars(
                select(WaybillNumber.state)
                .join(Parcel, Parcel.id == WaybillNumber.parcel_id)
                .where(Parcel.order_id == order)
            )
        )


def parcel_status(at: SmallHouse, order: OrderId) -> ParcelStatus:
    with at.house.database.read() as connection:
        return connection.execute(
            select(Parcel.status).where(Parcel.order_id == order)
        ).scalar_one()


Stage = Callable[[SmallHouse, OrderId], object]


@pytest.mark.parametrize("stage", [lambda at, order: release(at, [order]), claimed])
@pytest.mark.sop("3.2.1b")
def test_before_a_unit_is_picked_all_is_available_again(at: SmallHouse, stage: Stage) -> None:
    (order,) = confirmed(at, draft("A-1"))
    if stage is claimed:
        release(at, [order])
    stage(at, order)
    assert cancel(at, order) == Cancelled(released=3, to_put_back=0)
    everything_is_back(at)
    assert status(at, order) is OrderStatus.CANCELLED
    with at.house.database.read() as connection:
        task = connection.execute(select(PickTask.status, PickTask.sheet_version)).one()
        assert tuple(task) == (PickTaskStatus.CANCELLED, 2)
        lines = connection.execute(select(OrderLine.quantity, OrderLine.cancelled)).all()
    assert all(row.quantity == row.cancelled for row in lines)


def test_the_reason_stands_in_the_log_and_can_be_erased(at: SmallHouse) -> None:
    (order,) = taken(at, draft("A-1"))
    cancel(at, order, "  Frau Chen has changed her mind ")
    with at.house.database.read() as connection:
        row = connection.execute(
            select(OrderLog.action, OrderLog.from_status, OrderLog.to_status, OrderLogText.body)
            .join(OrderLogText, OrderLogText.log_id == OrderLog.id)
            .where(OrderLog.order_id == order)
        ).one()
    assert tuple(row) == (
        "cancelled",
        OrderStatus.PENDING,
        OrderStatus.CANCELLED,
        "Frau Chen has changed her mind",
    )


def test_who_waits_gets_what_a_cancelled_order_had_at_once(at: SmallHouse) -> None:
    first, second = confirmed(
        at, draft("A-1", lines=(line(MUG, 18),)), draft("A-2", lines=(line(MUG, 5),))
    )
    assert waits(release(at, [first, second])) == [(second, 3)]
    cancel(at, first)
    assert status(at, second) is OrderStatus.PICKING
    assert balance(at, MUG) == (20, 15, 5, 0)


def test_an_order_that_waits_lets_go_what_it_was_promised(at: SmallHouse) -> None:
    (order,) = confirmed(at, draft("A-1", lines=(line(MUG, 25), line(TEA, 1))))
    assert waits(release(at, [order])) == [(order, 5)]
    assert cancel(at, order) == Cancelled(released=21, to_put_back=0)
    everything_is_back(at)


# the station notices at the next scan --------------------------------------------


def test_between_claim_and_scan(at: SmallHouse) -> None:
    (order,) = released(at, draft("A-1"))
    task = claimed(at, order)
    cancel(at, order)
    with nothing_written(at.house.database):
        unit = PickUnits(task.task_id, task.fence, task.stops[0].line_id, 1)
        assert verdict_of(ask(at, PICKER, unit)).kind is STOPPED
        assert verdict_of(ask(at, PICKER, FinishPick(task.task_id, task.fence))).kind is STOPPED
        for code in (task.sheet_code, order_no(at, order)):
            assert verdict_of(ask(at, PICKER, ClaimPickTask(code))).kind is STOPPED
        said = verdict_of(ask(at, PICKER, ClaimPickTask(None)))
    assert said.kind is VerdictKind.NO_TASK_LEFT


def test_what_is_in_the_pickers_hands_is_to_be_put_back(at: SmallHouse) -> None:
    (order,) = released(at, draft("A-1"))
    task = claimed(at, order)
    unit = PickUnits(task.task_id, task.fence, task.stops[0].line_id, 1)
    expect(Done, ask(at, PICKER, unit))
    assert cancel(at, order) == Cancelled(released=2, to_put_back=1)
    assert balance(at, MUG) == (20, 19, 0, 1)
    assert back_at_staging(at) == {MUG: 1}
    assert on_shelf(at, "A-01-01-01") == (19, 0, 0)


def test_between_picked_and_packed(at: SmallHouse) -> None:
    (order,) = released(at, draft("A-1"))
    picked(at, order)
    assert cancel(at, order) == Cancelled(released=0, to_put_back=3)
    goods_wait_at_staging(at)
    assert parcel_status(at, order) is ParcelStatus.CANCELLED
    with nothing_written(at.house.database):
        assert verdict_of(ask(at, PACKER, OpenParcel(order_no(at, order)))).kind is STOPPED


def test_while_it_is_packed(at: SmallHouse) -> None:
    (order,) = released(at, draft("A-1"))
    parcel = opened(at, order)
    units = all_units(parcel)
    expect(Done, ask(at, PACKER, units[0]))
    cancel(at, order)
    goods_wait_at_staging(at)
    with nothing_written(at.house.database):
        assert verdict_of(ask(at, PACKER, units[1])).kind is STOPPED
        shut = CloseParcel(parcel.parcel_id, parcel.fence)
        assert verdict_of(ask(at, PACKER, shut)).kind is STOPPED
    assert numbers(at, order) == []


def test_between_filled_and_closed_no_number_is_used_up(at: SmallHouse) -> None:
    (order,) = released(at, draft("A-1"))
    parcel = filled(at, order)
    cancel(at, order)
    item = parcel.items[0]
    back = PackUnits(parcel.parcel_id, parcel.fence, item.order_line_id, item.lot_id, -1)
    with nothing_written(at.house.database):
        assert verdict_of(ask(at, PACKER, back)).kind is STOPPED


def test_a_label_that_was_not_printed_yet_is_not_printed_any_more(
    at: SmallHouse, tmp_path: Path
) -> None:
    (order,) = released(at, draft("A-1"))
    closed(at, order)
    cancel(at, order)
    assert numbers(at, order) == [WaybillState.VOID]
    assert [job.problem for job in print_labels(at, tmp_path)] != [""]
    assert list(tmp_path.glob("*.pdf")) == []


@pytest.mark.parametrize("stage", [labelled, bound])
def test_between_packed_and_hand_over_a_printed_number_is_void_for_ever(
    at: SmallHouse, tmp_path: Path, stage: Callable[..., object]
) -> None:
    (order,) = released(at, draft("A-1"))
    stage(at, order, tmp_path)
    cancel(at, order)
    goods_wait_at_staging(at)
    assert numbers(at, order) == [WaybillState.VOID]
    with at.house.database.read() as connection:
        parcel = connection.execute(
            select(Parcel.box_code, WaybillNumber.number).join(
                WaybillNumber, WaybillNumber.parcel_id == Parcel.id
            )
        ).one()
    with nothing_written(at.house.database):
        pair = BindLabel(parcel.box_code, parcel.number)
        assert verdict_of(ask(at, PACKER, pair)).kind is STOPPED
        assert verdict_of(ask(at, SHIPPER, CountParcel(None, parcel.number))).kind is STOPPED


def stop_by(how: str, at: SmallHouse, order: OrderId) -> None:
    if how == "cancel":
        cancel(at, order)
    else:
        hold(at, order)


@pytest.mark.parametrize("how", ["cancel", "hold"])
def test_a_parcel_counted_for_the_carrier_does_not_leave(
    at: SmallHouse, bench_at: BenchAt, tmp_path: Path, how: str
) -> None:
    """The close names it; scanned once more it is out, and the others leave without it."""
    stays, goes = (bound(at, order, tmp_path) for order in released(at, draft("A-1"), draft("A-2")))
    desk = bench_at(Screen.SHIP)
    assert desk.says(at.badges[Post.SHIPPER], stays.number, goes.number) == [
        VerdictKind.SIGNED_IN,
        VerdictKind.PARCEL_COUNTED,
        VerdictKind.PARCEL_COUNTED,
    ]
    stop_by(how, at, stays.order)
    with nothing_written(at.house.database):
        shown = desk.scan("CMD-CONFIRM")
    assert shown.verdict is not None
    assert shown.verdict.kind is STOPPED
    assert shown.verdict.params["order_no"] == order_no(at, stays.order)
    assert desk.says("CMD-CONFIRM", stays.number, goes.number, "CMD-CONFIRM") == [
        VerdictKind.CLEARED,
        VerdictKind.PARCEL_TAKEN_OUT,
        VerdictKind.ALREADY_COUNTED,
        VerdictKind.HANDED_OVER,
    ]
    assert status(at, goes.order) is OrderStatus.SHIPPED
    assert status(at, stays.order) is not OrderStatus.SHIPPED
    if how == "cancel":
        assert back_at_staging(at) == {MUG: 2, TEA: 1}
        with nothing_written(at.house.database):
            assert desk.says(stays.number) == [STOPPED], "it is counted no more"


def test_too_late_is_said_and_nothing_is_written(at: SmallHouse, tmp_path: Path) -> None:
    (order,) = released(at, draft("A-1"))
    parcel = bound(at, order, tmp_path)
    expect(Done, ask(at, SHIPPER, CloseHandover(counted(at, parcel))))
    rep = at.people[Post.SERVICE_REP]
    with nothing_written(at.house.database):
        said = verdict_of(cancel_order(at.house, rep, order, "late"))
    assert said.kind is VerdictKind.TOO_LATE_TO_CANCEL


def test_twice_is_said_and_nothing_is_written(at: SmallHouse) -> None:
    (order,) = released(at, draft("A-1"))
    cancel(at, order)
    rep = at.people[Post.SERVICE_REP]
    with nothing_written(at.house.database):
        said = verdict_of(cancel_order(at.house, rep, order, "again"))
    assert said.kind is VerdictKind.CANCELLED_ALREADY


def test_a_picker_may_not_cancel(at: SmallHouse) -> None:
    (order,) = released(at, draft("A-1"))
    with nothing_written(at.house.database):
        said = verdict_of(cancel_order(at.house, at.people[Post.PICKER], order, "no"))
    assert said.kind is VerdictKind.NOT_ALLOWED


def test_an_order_in_a_walk_for_many_is_cut_out_of_it(at: SmallHouse) -> None:
    """By rows: one task for two orders, as a wave makes it."""
    stays, goes = released(at, draft("A-1"), draft("A-2"))

    with at.house.database.write() as connection:
        tasks = connection.scalars(select(PickTask.id).order_by(PickTask.id)).all()
        lines = select(PickLine.id).where(PickLine.task_id == tasks[1]).order_by(PickLine.seq)
        for seq, line_id in enumerate(connection.scalars(lines).all(), start=3):
            connection.execute(
                update(PickLine).where(PickLine.id == line_id).values(task_id=tasks[0], seq=seq)
            )
        connection.execute(update(PickTask).where(PickTask.id == tasks[0]).values(order_id=None))
        connection.execute(
            update(PickTask)
            .where(PickTask.id == tasks[1])
            .values(status=PickTaskStatus.CANCELLED, order_id=None)
        )
    assert cancel(at, stays) == Cancelled(released=3, to_put_back=0)
    with at.house.database.read() as connection:
        task = connection.execute(
            select(PickTask.status, PickTask.sheet_version).where(PickTask.id == tasks[0])
        ).one()
        left = connection.scalars(
            select(PickLine.quantity).where(PickLine.task_id == tasks[0]).order_by(PickLine.seq)
        ).all()
    assert tuple(task) == (PickTaskStatus.OPEN, 2), "an older sheet of it is out of date"
    assert left == [0, 0, 2, 1]
    assert status(at, goes) is OrderStatus.PICKING


def test_a_hold_alone_keeps_the_stock(at: SmallHouse) -> None:
    (order,) = released(at, draft("A-1"))
    picked(at, order)
    hold(at, order)
    assert balance(at, MUG) == (20, 18, 2, 0)
    assert back_at_staging(at) == {}
