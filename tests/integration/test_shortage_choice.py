"""The choice of an order that is short: wait, ship a part, exchange, leave out."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from db.schema.orders import Order, OrderLine
from db.schema.parcels import Parcel
from db.schema.picking import PickTask
from db.schema.products import Product
from db.schema.purchasing import Shortage
from db.views.shortage import ShortageOptions
from fulfilment.release.shortage_choice import (
    Choice,
    Decided,
    LeaveOut,
    ShipPart,
    Wait,
    decide_shortage,
    options_for,
)
from fulfilment.supply.arrivals import retry_waiting
from procedure.effects import CloseHandover, Done, PickUnits, Refused, ShortPick
from procedure.ids import OrderId, OrderLineId
from procedure.tasks import PickTask as Task
from procedure.verdicts import VerdictKind
from procedure.words import HoldKind, OrderStatus, PickTaskStatus, Post, ShortageChoice, ShortReason
from tests.plugins.everything import nothing_written
from tests.plugins.houses import CABLE, MUG, TEA, SmallHouse, draft
from tests.plugins.journey import (
    PICKER,
    SHIPPER,
    ask,
    balance,
    bound,
    claimed,
    confirmed,
    counted,
    expect,
    hold,
    line,
    on_shelf,
    open_holds,
    release,
    released,
    set_up,
    status,
    verdict_of,
)
from tests.plugins.shortfalls import (
    add_reserve_shelf,
    add_supplier,
    alternatives,
    arrive,
    open_shortages,
    requests,
    stand,
    three_ordered_two_there,
    told,
)


def decide(at: SmallHouse, order: OrderId, choice: Choice) -> Decided | Refused:
    return decide_shortage(at.house, at.people[Post.SERVICE_REP], order, choice)


def options(at: SmallHouse, order: OrderId) -> ShortageOptions:
    return expect(ShortageOptions, options_for(at.house, order))


def handed_over(at: SmallHouse, order: OrderId, folder: Path) -> None:
    handover = counted(at, bound(at, order, folder))
    expect(Done, ask(at, SHIPPER, CloseHandover(handover)))


def lines_of(at: SmallHouse, order: OrderId) -> list[tuple[str, int, int, int]]:
    """SKU, quantity, cancelled, shipped."""
    with at.house.database.read() as connection:
        rows = connection.execute(
            select(OrderLine.sku_text, OrderLine.quantity, OrderLine.cancelled, OrderLine.shipped)
            .where(OrderLine.order_id == order)
            .order_by(OrderLine.line_no)
        )
        return [tuple(row) for row in rows]  # type: ignore[misc]


def short_line(at: SmallHouse, order: OrderId) -> OrderLineId:
    return options(at, order).lines[0].line_id


def came_short(at: SmallHouse, missing: int, *others: tuple[str, int]) -> tuple[OrderId, Task]:
    """An order of twenty mugs of which some were not found; it is held."""
    lines = (line(MUG, 20), *(line(sku, n) for sku, n in others))
    (order,) = released(at, draft("A-1", lines=lines))
    task = claimed(at, order)
    stop = next(s for s in task.stops if s.product.sku == MUG)
    gate = ShortPick(task.task_id, task.fence, stop.line_id, missing, ShortReason.NOT_FOUND)
    ask(at, PICKER, gate)
    assert open_holds(at, order) == [(HoldKind.SHORTAGE, "short_pick")]
    return order, task


# what is offered ---------------------------------------------------------------------


@pytest.mark.sop("3.2.1a")
def test_three_ordered_two_there_asks_for_one_and_offers_the_part(
    at: SmallHouse, tmp_path: Path
) -> None:
    """The procedure's own example, from the shortage to the second parcel."""
    order = three_ordered_two_there(at)
    assert requests(at) == [(MUG, "purchase", "open", 1, 0)]
    assert [said["units"] for said in told(at, "replenishment")] == [1]
    offer = options(at, order)
    assert [(each.sku, each.missing, each.there) for each in offer.lines] == [(MUG, 1, 2)]
    assert offer.choices == (
        ShortageChoice.WAIT,
        ShortageChoice.SHIP_PART,
        ShortageChoice.CANCEL,
    )
    assert expect(Decided, decide(at, order, ShipPart())).status is OrderStatus.PICKING
    handed_over(at, order, tmp_path)
    assert status(at, order) is OrderStatus.PARTLY_SHIPPED
    assert lines_of(at, order) == [(MUG, 3, 0, 2)]
    assert open_shortages(at, order) == [(1, "release")], "one follows"
    arrive(at, MUG, 1)
    assert retry_waiting(at.house, [at.products[MUG]]).to_pick == (order,)
    handed_over(at, order, tmp_path)
    assert status(at, order) is OrderStatus.SHIPPED
    assert lines_of(at, order) == [(MUG, 3, 0, 3)]
    with at.house.database.read() as connection:
        parcels = connection.execute(
            select(Parcel.parcel_index, Parcel.box_code)
            .where(Parcel.order_id == order)
            .order_by(Parcel.parcel_index)
        ).all()
    assert [(index, box.rsplit("-", 1)[1]) for index, box in parcels] == [(1, "1"), (2, "2")]
    assert open_shortages(at, order) == []


def test_only_what_can_stand_in_is_offered(at: SmallHouse) -> None:
    (order,) = confirmed(at, draft("A-1", lines=(line(MUG, 35),)))
    release(at, [order])
    alternatives(at, MUG, TEA, CABLE)
    assert [a.sku for a in options(at, order).lines[0].alternatives] == [TEA, CABLE]
    released(at, draft("A-2", lines=(line(TEA, 6),)))
    assert [a.sku for a in options(at, order).lines[0].alternatives] == [CABLE], "14 are too few"
    set_up(
        at,
        lambda work: (
            work.connection.execute(
                update(Product).where(Product.sku == CABLE).values(sale_status="discontinued")
            ).rowcount
        ),
    )
    assert ShortageChoice.EXCHANGE not in options(at, order).choices


def test_an_order_that_lacks_nothing_has_no_choice(at: SmallHouse) -> None:
    (order,) = released(at, draft("A-1"))
    assert options_for(at.house, order) is None
    for choice in (Wait(date(2026, 12, 1)), ShipPart(), LeaveOut()):
        with nothing_written(at.house.database):
            answer = decide(at, order, choice)
        assert verdict_of(answer).kind is VerdictKind.NOT_SHORT


def test_a_picker_does_not_decide(at: SmallHouse) -> None:
    order = three_ordered_two_there(at)
    with nothing_written(at.house.database):
        answer = decide_shortage(at.house, at.people[Post.PICKER], order, ShipPart())
    assert verdict_of(answer).kind is VerdictKind.NOT_ALLOWED


# wait --------------------------------------------------------------------------------


def test_who_waits_is_told_the_new_day_once(at: SmallHouse) -> None:
    order = three_ordered_two_there(at)
    day = date(2026, 12, 4)
    for _ in range(2):
        assert expect(Decided, decide(at, order, Wait(day))).promised_on == day
    messages = [said for said in told(at, "shortage") if "promised_on" in said]
    assert messages == [{"missing": 1, "promised_on": "2026-12-04"}]
    with at.house.database.read() as connection:
        ship_by = connection.scalar(select(Order.ship_by).where(Order.id == order))
        row = connection.execute(select(Shortage.choice, Shortage.promised_on)).one()
        person = connection.scalar(select(Shortage.chosen_by))
    assert ship_by == datetime(2026, 12, 4, 15, 59, tzinfo=UTC), "the end of the day in Shanghai"
    assert tuple(row) == (ShortageChoice.WAIT, day)
    assert person == at.people[Post.SERVICE_REP].person_id
    assert status(at, order) is OrderStatus.BACKORDERED


def test_the_day_is_the_one_the_goods_are_expected(at: SmallHouse) -> None:
    order = three_ordered_two_there(at)
    with nothing_written(at.house.database):
        unknown = decide(at, order, Wait())
    assert dict(verdict_of(unknown).params) == {"sku": MUG}
    add_supplier(at, "CUPS", MUG, lead_days=6)
    assert options(at, order).expected_on == date(2026, 11, 29)
    assert expect(Decided, decide(at, order, Wait())).promised_on == date(2026, 11, 29)


def test_nobody_is_promised_a_day_that_is_past(at: SmallHouse) -> None:
    order = three_ordered_two_there(at)
    with nothing_written(at.house.database):
        answer = decide(at, order, Wait(at.house.today - timedelta(days=1)))
    assert dict(verdict_of(answer).params) == {"day": "2026-11-22"}


def test_a_walk_that_came_short_is_called_back_to_wait(at: SmallHouse) -> None:
    order, task = came_short(at, 3, (TEA, 2))
    result = decide(at, order, Wait(date(2026, 12, 4)))
    assert expect(Decided, result).status is OrderStatus.BACKORDERED
    assert open_holds(at, order) == []
    assert balance(at, MUG) == (20, 0, 17, 3), "what is there stays the order's"
    assert on_shelf(at, "A-01-01-01") == (17, 0, 3)
    with at.house.database.read() as connection:
        assert connection.scalar(select(PickTask.status)) is PickTaskStatus.CANCELLED
    arrive(at, MUG, 3)
    assert retry_waiting(at.house).to_pick == (order,)
    assert sum(stop.quantity for stop in claimed(at, order).stops) == 22
    assert task.stops


def test_what_was_taken_before_waits_to_be_put_back(at: SmallHouse) -> None:
    (order,) = released(at, draft("A-1", lines=(line(MUG, 20), line(TEA, 2))))
    task = claimed(at, order)
    mugs, tea = (next(s for s in task.stops if s.product.sku == sku) for sku in (MUG, TEA))
    taken = PickUnits(task.task_id, task.fence, tea.line_id, 2)
    gate = ShortPick(task.task_id, task.fence, mugs.line_id, 20, ShortReason.DAMAGED)
    ask(at, PICKER, taken, gate)
    expect(Decided, decide(at, order, Wait(date(2026, 12, 4))))
    assert balance(at, TEA) == (20, 18, 0, 2)
    assert on_shelf(at, "STAGING") == (0, 0, 2)


# ship a part -------------------------------------------------------------------------


def test_a_walk_that_came_short_goes_on_with_what_is_there(at: SmallHouse) -> None:
    order, task = came_short(at, 3)
    expect(Decided, decide(at, order, ShipPart()))
    assert (status(at, order), open_holds(at, order)) == (OrderStatus.PICKING, [])
    again = claimed(at, order)
    assert [stop.quantity for stop in again.stops] == [17]
    assert again.task_id == task.task_id


def test_no_part_is_sent_of_nothing(at: SmallHouse) -> None:
    released(at, draft("A-0", lines=(line(MUG, 20),)))
    (order,) = confirmed(at, draft("A-1", lines=(line(MUG, 1),)))
    release(at, [order])
    assert ShortageChoice.SHIP_PART not in options(at, order).choices
    with nothing_written(at.house.database):
        answer = decide(at, order, ShipPart())
    assert verdict_of(answer).kind is VerdictKind.NOTHING_THERE


def test_a_part_that_stands_on_a_reserve_shelf_cannot_be_walked_for(at: SmallHouse) -> None:
    stand(at, MUG, add_reserve_shelf(at), 2)
    released(at, draft("A-0", lines=(line(MUG, 20),)))
    (order,) = confirmed(at, draft("A-1", lines=(line(MUG, 3),)))
    release(at, [order])
    with nothing_written(at.house.database):
        answer = decide(at, order, ShipPart())
    assert verdict_of(answer).kind is VerdictKind.NOTHING_THERE


def test_a_part_on_its_way_is_not_decided_about(at: SmallHouse) -> None:
    order = three_ordered_two_there(at)
    expect(Decided, decide(at, order, ShipPart()))
    for choice in (ShipPart(), Wait(date(2026, 12, 4)), LeaveOut()):
        with nothing_written(at.house.database):
            answer = decide(at, order, choice)
        assert verdict_of(answer).kind is VerdictKind.CHOICE_NOT_NOW


def test_what_else_holds_the_order_is_not_answered(at: SmallHouse) -> None:
    order = three_ordered_two_there(at)
    hold(at, order)
    for choice in (ShipPart(), LeaveOut()):
        with nothing_written(at.house.database):
            answer = decide(at, order, choice)
        assert verdict_of(answer).kind is VerdictKind.ORDER_STOPPED
    expect(Decided, decide(at, order, Wait(date(2026, 12, 4))))
    assert open_holds(at, order) == [(HoldKind.STOPPED, "stopped")]


# leave out ---------------------------------------------------------------------------


def test_the_missing_units_are_left_out_and_the_rest_goes(at: SmallHouse) -> None:
    order = three_ordered_two_there(at)
    assert expect(Decided, decide(at, order, LeaveOut())).status is OrderStatus.PICKING
    assert lines_of(at, order) == [(MUG, 3, 1, 0)]
    assert requests(at) == [(MUG, "purchase", "cancelled", 1, 0)]
    assert open_shortages(at, order) == []


def test_a_walk_that_came_short_leaves_out_what_is_missing(at: SmallHouse) -> None:
    order, _ = came_short(at, 3)
    expect(Decided, decide(at, order, LeaveOut()))
    assert (open_holds(at, order), lines_of(at, order)) == ([], [(MUG, 20, 3, 0)])


def test_of_nothing_else_nothing_is_left_out(at: SmallHouse) -> None:
    released(at, draft("A-0", lines=(line(MUG, 20),)))
    (order,) = confirmed(at, draft("A-1", lines=(line(MUG, 1),)))
    release(at, [order])
    with nothing_written(at.house.database):
        answer = decide(at, order, LeaveOut())
    assert verdict_of(answer).kind is VerdictKind.NOTHING_THERE


def test_the_rest_of_a_partly_shipped_order_is_left_out(at: SmallHouse, tmp_path: Path) -> None:
    order = three_ordered_two_there(at)
    expect(Decided, decide(at, order, ShipPart()))
    handed_over(at, order, tmp_path)
    assert expect(Decided, decide(at, order, LeaveOut())).status is OrderStatus.SHIPPED
    assert lines_of(at, order) == [(MUG, 3, 1, 2)]
