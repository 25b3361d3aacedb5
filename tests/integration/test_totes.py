"""Totes and shelves that should be empty, on every database."""

from __future__ import annotations

from sqlalchemy import select

from db.schema.counting import StockCount
from db.schema.parcels import Parcel
from fulfilment.house import SYSTEM
from fulfilment.stock.zero_checks import count_reported
from procedure.effects import (
    ClaimPickTask,
    Done,
    FinishPick,
    OpenParcel,
    ParcelOpened,
    PickTaskOpened,
    PickUnits,
    TakeTote,
)
from procedure.tasks import PickTask
from procedure.verdicts import VerdictKind
from procedure.words import Post
from tests.plugins.everything import nothing_written
from tests.plugins.houses import SmallHouse, draft
from tests.plugins.journey import (
    PACKER,
    PICKER,
    ask,
    claimed,
    expect,
    order_no,
    released,
    second_station,
    verdict_of,
)


def finished(at: SmallHouse, task: PickTask, *not_empty: str) -> None:
    """Every unit is taken, the task finished."""
    units = [PickUnits(task.task_id, task.fence, s.line_id, s.quantity) for s in task.stops]
    expect(Done, ask(at, PICKER, *units, FinishPick(task.task_id, task.fence, not_empty)))


def test_a_tote_leads_to_its_order_until_its_parcel_is_closed(at: SmallHouse) -> None:
    first, second = released(at, draft("A-1"), draft("A-2"))
    task = claimed(at, first)
    expect(Done, ask(at, PICKER, TakeTote(task.task_id, task.fence, "TOTE-17")))
    other = second_station(at, Post.PICKER, "pick-2")
    theirs = expect(PickTaskOpened, ask(at, other, ClaimPickTask(order_no(at, second)))).task
    with nothing_written(at.house.database):
        said = verdict_of(ask(at, other, TakeTote(theirs.task_id, theirs.fence, "TOTE-17")))
    assert said.kind is VerdictKind.TOTE_IN_USE
    assert said.params["order_no"] == order_no(at, first)
    with nothing_written(at.house.database):
        early = verdict_of(ask(at, PACKER, OpenParcel("TOTE-17")))
    assert early.kind is VerdictKind.NOT_PICKED_YET
    finished(at, task)
    with at.house.database.read() as connection:
        assert connection.scalars(select(Parcel.tote_code)).all() == ["TOTE-17"]
    opened = expect(ParcelOpened, ask(at, PACKER, OpenParcel("TOTE-17")))
    assert opened.task.order_no == order_no(at, first)


def test_another_tote_frees_the_first(at: SmallHouse) -> None:
    first, second = released(at, draft("A-1"), draft("A-2"))
    task = claimed(at, first)
    for tote in ("TOTE-17", "TOTE-18"):
        expect(Done, ask(at, PICKER, TakeTote(task.task_id, task.fence, tote)))
    other = second_station(at, Post.PICKER, "pick-2")
    theirs = expect(PickTaskOpened, ask(at, other, ClaimPickTask(order_no(at, second)))).task
    expect(Done, ask(at, other, TakeTote(theirs.task_id, theirs.fence, "TOTE-17")))


def test_a_shelf_that_is_not_empty_is_counted_once(at: SmallHouse) -> None:
    (order,) = released(at, draft("A-1"))
    task = claimed(at, order)
    finished(at, task, task.stops[0].shelf)
    assert len(count_reported(at.house, SYSTEM).counts) == 1
    assert count_reported(at.house, SYSTEM).counts == ()
    with at.house.database.read() as connection:
        (count,) = connection.execute(select(StockCount.__table__)).all()
    assert count.blind
