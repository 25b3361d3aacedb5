"""Counts on every database: blind or open, closed with reasons, and no promise broken."""

from __future__ import annotations

from datetime import date
from typing import Any

from sqlalchemy import select

from db.schema.counting import StockCount, StockCountLine
from db.schema.stock import Shelf, StockMovement
from fulfilment.stock.bookings import Booked
from fulfilment.stock.count_closing import CountClosed, CountDifference, close_count
from fulfilment.stock.count_sheets import CountSheet, count_review, count_sheet, open_counts
from fulfilment.stock.counting import (
    CountCancelled,
    CountOpened,
    LotCounted,
    cancel_count,
    count_line,
    open_count,
)
from fulfilment.stock.receiving import receive_goods
from procedure.effects import (
    Done,
    FinishPick,
    PickTaskShort,
    PickUnits,
    ReleasePickTask,
    ShortPick,
)
from procedure.ids import ProductId
from procedure.verdicts import VerdictKind
from procedure.words import (
    CountStatus,
    MovementKind,
    OrderStatus,
    Post,
    ShortReason,
    StockCondition,
)
from tests.plugins.everything import nothing_written
from tests.plugins.houses import CABLE, MUG, TEA, SmallHouse, draft
from tests.plugins.journey import (
    PICKER,
    ask,
    balance,
    claimed,
    confirmed,
    expect,
    line,
    on_shelf,
    order_no,
    release,
    released,
    status,
    verdict_of,
)
from tests.plugins.stock_floor import (
    CABLES,
    INSPECTION,
    MUGS,
    NEW_TEA,
    OLD_TEA,
    STAGING,
    blocked,
    conditions,
    lead,
    receipt,
    refusal,
)

K = VerdictKind
C = StockCondition


def begin(at: SmallHouse, *shelves: str, blind: bool = False) -> CountOpened:
    return expect(CountOpened, open_count(at.house, at.people[Post.PICKER], shelves, blind, "turn"))


def note(
    at: SmallHouse, count: CountOpened, shelf: str, sku: str, n: int, lot: str = "", **more: Any
) -> object:
    picker, product = at.people[Post.PICKER], at.products[sku]
    return count_line(at.house, picker, count.count_id, shelf, product, lot, n, **more)


def noted(at: SmallHouse, count: CountOpened, shelf: str, sku: str, n: int, lot: str = "") -> None:
    expect(LotCounted, note(at, count, shelf, sku, n, lot))


def close(at: SmallHouse, count: CountOpened, why: str = "") -> object:
    """Close with one reason for every line."""
    review = expect(CountSheet, count_review(at.house, lead(at), count.count_id))
    reasons = {each.line_id: why for each in review.lines}
    return close_count(at.house, lead(at), count.count_id, reasons)


def movements(at: SmallHouse, count: CountOpened) -> list[tuple[MovementKind, int, str]]:
    with at.house.database.read() as connection:
        rows = connection.execute(
            select(StockMovement.kind, StockMovement.quantity, StockMovement.reason)
            .where(StockMovement.document == count.count_no)
            .order_by(StockMovement.id)
        )
        return [(row.kind, row.quantity, row.reason) for row in rows]


def test_what_was_found_becomes_what_the_books_say(floor: SmallHouse) -> None:
    count = begin(floor, MUGS, OLD_TEA, NEW_TEA)
    assert (count.count_no, count.lots) == ("CNT-20261123-001", 3)
    noted(floor, count, MUGS, MUG, 19)
    noted(floor, count, MUGS, MUG, 18)
    noted(floor, count, OLD_TEA, TEA, 10, "L1108")
    noted(floor, count, NEW_TEA, TEA, 11, "L1201")
    closed = expect(CountClosed, close(floor, count, "miscounted at receipt"))
    assert closed.differences == (
        CountDifference(MUG, "", MUGS, 20, 18),
        CountDifference(TEA, "L1201", NEW_TEA, 10, 11),
    )
    assert movements(floor, count) == [
        (MovementKind.COUNT_LOSS, 2, "miscounted at receipt"),
        (MovementKind.COUNT_GAIN, 1, "miscounted at receipt"),
    ]
    assert balance(floor, MUG) == (18, 18, 0, 0)
    assert balance(floor, TEA) == (21, 21, 0, 0)
    with floor.house.database.read() as connection:
        head = connection.execute(select(StockCount.__table__)).one()
        adjusted = connection.scalars(
            select(StockCountLine.adjusted).order_by(StockCountLine.id)
        ).all()
        taken = connection.scalars(select(Shelf.id).where(Shelf.count_id.is_not(None))).all()
    assert (head.status, head.closed_by) == (CountStatus.CLOSED, lead(floor).person_id)
    assert (list(adjusted), list(taken)) == ([-2, 0, 1], [])


def test_a_blind_count_tells_the_counter_nothing(floor: SmallHouse) -> None:
    blind, seen = begin(floor, MUGS, blind=True), begin(floor, CABLES)
    house, picker = floor.house, floor.people[Post.PICKER]
    sheet = expect(CountSheet, count_sheet(house, picker, blind.count_id))
    assert [(each.sku, each.expected) for each in sheet.lines] == [(MUG, None)]
    assert sheet.shelves == (MUGS,)
    sheet = expect(CountSheet, count_sheet(house, picker, seen.count_id))
    assert [(each.sku, each.expected) for each in sheet.lines] == [(CABLE, 100)]
    review = expect(CountSheet, count_review(house, lead(floor), blind.count_id))
    assert [each.expected for each in review.lines] == [20]
    assert verdict_of(count_review(house, picker, blind.count_id)).kind is K.NOT_ALLOWED
    noted(floor, blind, MUGS, MUG, 20)
    counts = open_counts(house, picker)
    assert isinstance(counts, tuple)
    assert [(c.count_no, c.lines, c.counted) for c in counts] == [
        (blind.count_no, 1, 1),
        (seen.count_no, 1, 0),
    ]


def test_a_lot_the_books_do_not_have_there_is_found(floor: SmallHouse) -> None:
    count = begin(floor, MUGS)
    noted(floor, count, MUGS, MUG, 20)
    noted(floor, count, MUGS, TEA, 2, "L1201")
    expect(LotCounted, note(floor, count, MUGS, TEA, 1, "L3000", expires_on=date(2028, 1, 1)))
    expect(CountClosed, close(floor, count, "stood on the wrong shelf"))
    assert balance(floor, TEA) == (23, 23, 0, 0)
    assert on_shelf(floor, MUGS) == (23, 0, 0)


def test_a_count_decides_about_what_a_picker_did_not_find(floor: SmallHouse) -> None:
    (order,) = released(floor, draft("A-1", lines=(line(MUG, 5),)))
    task = claimed(floor, order)
    gone = ShortPick(task.task_id, task.fence, task.stops[0].line_id, 3, ShortReason.NOT_FOUND)
    short = expect(PickTaskShort, ask(floor, PICKER, gone))
    assert short.task.stops[0].quantity == 2
    expect(Done, ask(floor, PICKER, ReleasePickTask(task.task_id, task.fence)))
    count = begin(floor, MUGS)
    noted(floor, count, MUGS, MUG, 18)
    closed = expect(CountClosed, close(floor, count, "one was there after all"))
    assert [d.counted - d.expected for d in closed.differences] == [-2]
    assert conditions(floor, MUGS) == {}
    assert [kind for kind, _, _ in movements(floor, count)] == [
        MovementKind.UNBLOCK,
        MovementKind.COUNT_LOSS_BLOCKED,
    ]


def test_a_shelf_that_is_being_picked_is_not_counted(floor: SmallHouse) -> None:
    (order,) = released(floor, draft("A-1", lines=(line(MUG, 5),)))
    expect(CountCancelled, cancel_count(floor.house, lead(floor), begin(floor, MUGS).count_id))
    task = claimed(floor, order)
    picker = floor.people[Post.PICKER]
    with nothing_written(floor.house.database):
        held = open_count(floor.house, picker, [CABLES, MUGS], False, "")
    assert refusal(held) == (
        K.SHELF_IN_PICKING,
        f"Shelf {MUGS} is being picked for {task.sheet_code}. Count it when that is done.",
    )
    two = PickUnits(task.task_id, task.fence, task.stops[0].line_id, 2)
    expect(Done, ask(floor, PICKER, two, ReleasePickTask(task.task_id, task.fence)))
    with nothing_written(floor.house.database):
        in_hand = open_count(floor.house, picker, [MUGS], False, "")
    assert refusal(in_hand)[0] is K.SHELF_IN_PICKING, "two mugs are on the trolley"


def test_what_was_picked_after_it_was_counted_is_counted_again(floor: SmallHouse) -> None:
    (order,) = released(floor, draft("A-1", lines=(line(MUG, 5),)))
    count = begin(floor, MUGS)
    noted(floor, count, MUGS, MUG, 20)
    task = claimed(floor, order)
    five = PickUnits(task.task_id, task.fence, task.stops[0].line_id, 5)
    expect(Done, ask(floor, PICKER, five))
    with nothing_written(floor.house.database):
        assert refusal(close(floor, count, "x"))[0] is K.SHELF_IN_PICKING
        assert refusal(note(floor, count, MUGS, MUG, 15))[0] is K.SHELF_IN_PICKING
    expect(Done, ask(floor, PICKER, FinishPick(task.task_id, task.fence)))
    with nothing_written(floor.house.database):
        told = refusal(close(floor, count, "x"))
    assert told == (
        K.COUNT_OUT_OF_DATE,
        f"Shelf {MUGS} changed after {MUG} was counted. Count {MUG} there again.",
    )
    noted(floor, count, MUGS, MUG, 15)
    assert expect(CountClosed, close(floor, count)).differences == ()
    assert balance(floor, MUG) == (20, 15, 5, 0)


def test_a_count_breaks_no_promise(floor: SmallHouse) -> None:
    (order,) = released(floor, draft("A-1", lines=(line(MUG, 18),)))
    count = begin(floor, MUGS)
    noted(floor, count, MUGS, MUG, 17)
    with nothing_written(floor.house.database):
        told = refusal(close(floor, count, "stolen"))
    assert told[0] is K.STOCK_ALLOCATED
    assert told[1] == (
        f"17 of {MUG} were found on shelf {MUGS}, but 18 are kept there for order "
        f"{order_no(floor, order)}. Let them be picked short first, then close the count."
    )
    task = claimed(floor, order)
    gone = ShortPick(task.task_id, task.fence, task.stops[0].line_id, 1, ShortReason.NOT_FOUND)
    expect(PickTaskShort, ask(floor, PICKER, gone))
    expect(CountClosed, close(floor, count, "stolen"))
    assert balance(floor, MUG) == (17, 0, 17, 0)


def test_nor_does_it_break_a_promise_that_has_no_shelf_yet(floor: SmallHouse) -> None:
    (order,) = confirmed(floor, draft("A-1", lines=(line(MUG, 19), line(TEA, 21))))
    release(floor, [order])
    count = begin(floor, MUGS)
    noted(floor, count, MUGS, MUG, 17)
    with nothing_written(floor.house.database):
        told = refusal(close(floor, count, "stolen"))
    assert told == (
        K.STOCK_PROMISED,
        f"{MUG}: the count takes 3 away, but only 1 are promised to nobody. "
        f"Let customer service decide about order {order_no(floor, order)} first.",
    )
    noted(floor, count, MUGS, MUG, 19)
    expect(CountClosed, close(floor, count, "stolen"))


def test_kept_back_goods_are_missed_after_the_free_ones(floor: SmallHouse) -> None:
    blocked(floor, MUG, MUGS, 5, C.DAMAGED)
    count = begin(floor, MUGS)
    noted(floor, count, MUGS, MUG, 3)
    expect(CountClosed, close(floor, count, "burglary"))
    assert balance(floor, MUG) == (3, 0, 0, 3)
    assert conditions(floor, MUGS) == {C.DAMAGED: 3}


def test_nothing_is_allocated_from_a_shelf_under_count(floor: SmallHouse) -> None:
    begin(floor, MUGS, OLD_TEA)
    mugs, tea = confirmed(
        floor, draft("A-1", lines=(line(MUG, 1),)), draft("A-2", lines=(line(TEA, 1),))
    )
    assert release(floor, [mugs, tea]).to_pick == (tea,)
    assert on_shelf(floor, MUGS) == (20, 0, 0)
    assert on_shelf(floor, NEW_TEA) == (9, 1, 0), "the later lot, as the first one is counted"


def test_an_order_that_came_meanwhile_is_picked_when_the_count_is_over(floor: SmallHouse) -> None:
    count = begin(floor, MUGS)
    (order,) = confirmed(floor, draft("A-1", lines=(line(MUG, 2),)))
    assert release(floor, [order]).to_pick == ()
    noted(floor, count, MUGS, MUG, 20)
    expect(CountClosed, close(floor, count))
    assert status(floor, order) is OrderStatus.PICKING
    (later,) = confirmed(floor, draft("A-2", lines=(line(CABLE, 2),)))
    again = begin(floor, CABLES)
    assert release(floor, [later]).to_pick == ()
    expect(CountCancelled, cancel_count(floor.house, lead(floor), again.count_id))
    assert status(floor, later) is OrderStatus.PICKING


def test_bad_counts_are_refused_with_their_sentence(floor: SmallHouse) -> None:
    house, picker = floor.house, floor.people[Post.PICKER]
    count = begin(floor, MUGS, OLD_TEA)
    noted(floor, count, MUGS, MUG, 19)
    with nothing_written(house.database):
        told = [
            refusal(answer)
            for answer in (
                open_count(house, picker, ["Z-1"], False, ""),
                open_count(house, picker, [CABLES, MUGS], False, ""),
                open_count(house, picker, [STAGING], False, ""),
                open_count(house, picker, [], False, ""),
                note(floor, count, CABLES, CABLE, 100),
                note(floor, count, MUGS, MUG, -1),
                note(floor, count, MUGS, MUG, 10**7),
                note(floor, count, OLD_TEA, TEA, 10),
                note(floor, count, OLD_TEA, TEA, 10, "L1108", expires_on=date(2027, 3, 2)),
                count_line(house, picker, count.count_id, MUGS, ProductId(4), "", 1),
                count_line(house, picker, 4, MUGS, ProductId(4), "", 1),
                close(floor, count),
                close(floor, count, "lost"),
            )
        ]
    assert [kind for kind, _ in told] == [
        K.SHELF_UNKNOWN,
        K.SHELF_IN_COUNT,
        K.SHELF_UNFIT,
        K.NOTHING_TO_DO,
        K.NOT_IN_COUNT,
        K.AMOUNT_REFUSED,
        K.AMOUNT_REFUSED,
        K.LOT_NEEDED,
        K.LOT_DATE_DIFFERS,
        K.PRODUCT_UNFIT,
        K.COUNT_NOT_OPEN,
        K.REASON_NEEDED,
        K.COUNT_INCOMPLETE,
    ]
    assert told[-2][1] == f"Books and shelf {MUGS} differ for {MUG}. Say why, in a few words."
    assert told[-1][1].startswith(f"{TEA} on shelf {OLD_TEA} is not counted yet.")
    assert verdict_of(close_count(house, picker, count.count_id, {})).kind is K.NOT_ALLOWED


def test_a_cancelled_count_changes_nothing_and_is_over(floor: SmallHouse) -> None:
    count = begin(floor, MUGS)
    noted(floor, count, MUGS, MUG, 3)
    expect(CountCancelled, cancel_count(floor.house, lead(floor), count.count_id))
    assert balance(floor, MUG) == (20, 20, 0, 0)
    with nothing_written(floor.house.database):
        over = [
            note(floor, count, MUGS, MUG, 3),
            close(floor, count, "x"),
            cancel_count(floor.house, lead(floor), count.count_id),
        ]
    assert [refusal(answer)[0] for answer in over] == [K.COUNT_NOT_OPEN] * 3
    assert count.count_no in refusal(over[0])[1]
    expect(Booked, receive_goods(floor.house, lead(floor), receipt(floor, MUG, MUGS, 1)))
    assert begin(floor, INSPECTION, MUGS).count_no == "CNT-20261123-002"
