"""Customers' returns on every database: never more than left; kept back until they are graded."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

from sqlalchemy import select

from db.schema.log import OrderLog
from db.schema.stock import StockMovement
from fulfilment.stock.blocking import scrap_goods
from fulfilment.stock.bookings import Booked
from fulfilment.stock.returns import Return, Returned, ReturnLine, grade_return, receive_return
from procedure.effects import CloseHandover, Done
from procedure.ids import OrderId
from procedure.verdicts import VerdictKind
from procedure.words import MovementKind, Post, StockCondition
from tests.plugins.everything import nothing_written
from tests.plugins.houses import CABLE, MUG, TEA, SmallHouse, draft
from tests.plugins.journey import (
    SHIPPER,
    ask,
    balance,
    bound,
    counted,
    expect,
    line,
    on_shelf,
    order_no,
    released,
)
from tests.plugins.stock_floor import INSPECTION, MUGS, conditions, lead, refusal, units

K = VerdictKind
C = StockCondition


def shipped(at: SmallHouse, folder: Path) -> OrderId:
    """An order of 4 mugs and 12 tea of two lots, with the customer."""
    (order,) = released(at, draft("A-1", lines=(line(MUG, 4), line(TEA, 12))))
    handover = counted(at, bound(at, order, folder))
    expect(Done, ask(at, SHIPPER, CloseHandover(handover)))
    return order


def back(at: SmallHouse, order: OrderId, *lines: tuple[str, str, int]) -> Return:
    returned = tuple(ReturnLine(at.products[sku], lot, n) for sku, lot, n in lines)
    return Return(order_no(at, order), INSPECTION, returned, "too blue")


def test_a_return_waits_to_be_inspected_under_its_order(floor: SmallHouse, tmp_path: Path) -> None:
    order = shipped(floor, tmp_path)
    assert balance(floor, MUG) == (16, 16, 0, 0)
    both = back(floor, order, (MUG, "", 3), (TEA, "L1201", 2))
    answer = expect(Returned, receive_return(floor.house, floor.people[Post.INSPECTOR], both))
    assert answer.units == 5
    assert conditions(floor, INSPECTION) == {C.TO_INSPECT: 5}
    assert balance(floor, MUG) == (19, 16, 0, 3)
    with floor.house.database.read() as connection:
        rows = connection.execute(
            select(StockMovement.document, StockMovement.order_line_id).where(
                StockMovement.kind == MovementKind.RETURN
            )
        ).all()
        actions = connection.scalars(select(OrderLog.action).where(OrderLog.order_id == order))
        assert "returned_goods" in actions.all()
    assert {row.document for row in rows} == {order_no(floor, order)}
    assert None not in {row.order_line_id for row in rows}


def test_never_more_comes_back_than_left(floor: SmallHouse, tmp_path: Path) -> None:
    order = shipped(floor, tmp_path)
    house, who = floor.house, lead(floor)
    expect(Returned, receive_return(house, who, back(floor, order, (MUG, "", 3))))
    first = back(floor, order, (MUG, "", 1))
    bad = (
        (back(floor, order, (MUG, "", 2)), K.RETURN_REFUSED, f"Of {MUG}, 1 of order"),
        (back(floor, order, (MUG, "", 1), (MUG, "", 1)), K.RETURN_REFUSED, f"Of {MUG}, 0 of"),
        (back(floor, order, (TEA, "L1201", 3)), K.RETURN_REFUSED, f"Of {TEA}, 2 of order"),
        (back(floor, order, (TEA, "L9", 1)), K.LOT_UNKNOWN, "was not sent"),
        (back(floor, order, (TEA, "", 1)), K.LOT_NEEDED, "kept by lot"),
        (back(floor, order, (CABLE, "", 1)), K.RETURN_REFUSED, f"{CABLE} is not in order"),
        (back(floor, order, (MUG, "", 0)), K.AMOUNT_REFUSED, "0 is no quantity"),
        (back(floor, order), K.NOTHING_TO_DO, "changes nothing"),
        (replace(first, order_no="20260101000001"), K.ORDER_NOT_FOUND, "20260101000001"),
        (replace(first, shelf_code=MUGS), K.SHELF_UNFIT, f"{MUGS} is none"),
        (replace(first, shelf_code="Z-1"), K.SHELF_UNKNOWN, "no shelf Z-1"),
    )
    with nothing_written(house.database):
        told = [refusal(receive_return(house, who, each)) for each, _, _ in bad]
    assert [kind for kind, _ in told] == [kind for _, kind, _ in bad]
    for (_, sentence), (_, _, words) in zip(told, bad, strict=True):
        assert words in sentence
    expect(Returned, receive_return(house, who, first))


def test_what_did_not_leave_does_not_come_back(floor: SmallHouse) -> None:
    (order,) = released(floor, draft("A-1", lines=(line(MUG, 4),)))
    with nothing_written(floor.house.database):
        answer = receive_return(floor.house, lead(floor), back(floor, order, (MUG, "", 1)))
    assert refusal(answer)[0] is K.RETURN_REFUSED


def test_an_inspector_grades_returns(floor: SmallHouse, tmp_path: Path) -> None:
    order = shipped(floor, tmp_path)
    house, inspector = floor.house, floor.people[Post.INSPECTOR]
    expect(Returned, receive_return(house, inspector, back(floor, order, (MUG, "", 4))))
    two, one = units(floor, MUG, INSPECTION, 2), units(floor, MUG, INSPECTION, 1)
    expect(Booked, grade_return(house, inspector, two, C.GOOD, MUGS, ""))
    expect(Booked, grade_return(house, inspector, one, C.DAMAGED, INSPECTION, "chipped"))
    expect(Booked, scrap_goods(house, lead(floor), one, C.TO_INSPECT, "in pieces"))
    assert on_shelf(floor, MUGS) == (18, 0, 0)
    assert conditions(floor, INSPECTION) == {C.DAMAGED: 1}
    assert balance(floor, MUG) == (19, 18, 0, 1)
    with nothing_written(house.database):
        none_left = grade_return(house, inspector, one, C.GOOD, MUGS, "")
        not_there = grade_return(house, inspector, one, C.GOOD, INSPECTION, "")
        no_grade = grade_return(house, inspector, one, C.MISSING, MUGS, "")
    assert [refusal(answer)[0] for answer in (none_left, not_there, no_grade)] == [
        K.NOT_BLOCKED,
        K.SHELF_UNFIT,
        K.CONDITION_UNFIT,
    ]
