"""The periodic work of the house: unpaid orders, lots too old, orders that wait; once for all."""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select, update

from db.identity import LEASE
from db.schema.house import Node, Warehouse
from db.schema.stock import Lot
from fulfilment import house_jobs
from fulfilment.house_jobs import TURN, HouseJob, KeptHouse, keep_house
from fulfilment.release.reservation import Reserved, reserve_orders
from fulfilment.release.shortage_choice import Decided, ShipPart, decide_shortage
from procedure.effects import CloseHandover, Done, OpenParcel, ParcelOpened
from procedure.verdicts import VerdictKind
from procedure.words import OrderStatus, Post
from tests.plugins.everything import nothing_written
from tests.plugins.houses import MUG, TEA, SmallHouse, draft
from tests.plugins.journey import (
    PACKER,
    SHIPPER,
    ask,
    balance,
    bound,
    confirmed,
    counted,
    expect,
    line,
    order_no,
    picked,
    release,
    released,
    set_up,
    status,
    taken,
    verdict_of,
)
from tests.plugins.shortfalls import (
    add_reserve_shelf,
    carry,
    requests,
    stand,
    three_ordered_two_there,
)

MINUTE = timedelta(minutes=1)


def much_to_do(at: SmallHouse) -> None:
    """Two mugs are kept for who does not pay, two are wanted; a lot of tea is too old tomorrow."""
    released(at, draft("A-0", lines=(line(MUG, 18),)))
    orders = taken(at, draft("U-1", lines=(line(MUG, 2),), paid_minor=0))
    assert status(at, orders[0]) is OrderStatus.AWAITING_PAYMENT
    rep = at.people[Post.SERVICE_REP]
    assert expect(Reserved, reserve_orders(at.house, rep, orders)).whole == orders
    (waiting,) = confirmed(at, draft("A-1", lines=(line(MUG, 2),)))
    release(at, [waiting])
    assert status(at, waiting) is OrderStatus.BACKORDERED
    old = update(Lot).where(Lot.code == "L1108").values(expires_on=at.house.today)
    set_up(at, lambda work: work.connection.execute(old).rowcount)
    at.clock.advance(timedelta(hours=at.house.order_policy.unpaid_hours, minutes=1))


def test_each_job_is_done_and_the_freed_stock_goes_to_who_waits(at: SmallHouse) -> None:
    much_to_do(at)
    assert keep_house(at.house) == KeptHouse(unpaid=1, blocked=10, to_pick=1)
    assert balance(at, MUG) == (20, 0, 20, 0)
    assert balance(at, TEA) == (20, 10, 0, 10)
    at.clock.advance(MINUTE)
    assert keep_house(at.house) == KeptHouse()


def test_where_nothing_is_due_only_the_turn_is_written(at: SmallHouse) -> None:
    three_ordered_two_there(at)
    assert keep_house(at.house) == KeptHouse()
    with nothing_written(at.house.database):
        assert keep_house(at.house) == KeptHouse(in_turn=False)


def both_at_once(*work: Callable[[], KeptHouse]) -> list[KeptHouse]:
    """What each gave, begun at the same moment."""
    begin = threading.Barrier(len(work))

    def run(keep: Callable[[], KeptHouse]) -> KeptHouse:
        begin.wait()
        return keep()

    with ThreadPoolExecutor(len(work)) as threads:
        return list(threads.map(run, work))


def test_of_two_at_once_one_does_it(at: SmallHouse) -> None:
    much_to_do(at)
    kept = both_at_once(lambda: keep_house(at.house), lambda: keep_house(at.house))
    done = KeptHouse(unpaid=1, blocked=10, to_pick=1)
    assert kept in ([done, KeptHouse(in_turn=False)], [KeptHouse(in_turn=False), done])


def test_jobs_that_run_twice_at_once_are_done_once(at: SmallHouse) -> None:
    """One took longer than its turn."""
    much_to_do(at)
    kept = both_at_once(*[lambda: house_jobs.do_jobs(at.house)] * 2)
    kept.append(house_jobs.do_jobs(at.house))
    assert not any(each.failed for each in kept)
    assert sum(each.unpaid for each in kept) == 1
    assert sum(each.blocked for each in kept) == 10
    assert sum(each.to_pick for each in kept) == 1
    assert balance(at, MUG) == (20, 0, 20, 0)
    assert balance(at, TEA) == (20, 10, 0, 10)


def test_a_clock_that_is_ahead_keeps_nobody_from_the_work(at: SmallHouse) -> None:
    ahead = update(Warehouse).values(kept_until=at.clock.now + timedelta(days=3))
    set_up(at, lambda work: work.connection.execute(ahead).rowcount)
    assert keep_house(at.house).in_turn
    assert not keep_house(at.house).in_turn
    at.clock.advance(TURN)
    assert keep_house(at.house).in_turn


def test_a_job_that_fails_stops_no_other_and_is_logged(
    at: SmallHouse, caplog: pytest.LogCaptureFixture
) -> None:
    """The policy names more hours than the calendar has."""
    much_to_do(at)
    stand(at, MUG, at.shelves["A-01-02-01"], 2)
    at.house.order_policy = replace(at.house.order_policy, unpaid_hours=100_000_000)
    with caplog.at_level(logging.INFO, logger="fulfilment.house_jobs"):
        kept = keep_house(at.house)
    assert kept == KeptHouse(blocked=10, to_pick=1, failed=(HouseJob.UNPAID,))
    assert [record.message for record in caplog.records] == [
        "periodic job unpaid failed",
        "kept the house: 0 unpaid orders cancelled, 10 units too old kept back, "
        "0 counts opened, 1 waiting orders released, 0 lots judged",
    ]


def test_what_came_while_a_part_was_on_its_way_is_sent_after_it(
    at: SmallHouse, tmp_path: Path
) -> None:
    shelf = add_reserve_shelf(at)
    order = three_ordered_two_there(at)
    rep = at.people[Post.SERVICE_REP]
    expect(Decided, decide_shortage(at.house, rep, order, ShipPart()))
    stand(at, MUG, shelf, 1)
    assert house_jobs.do_jobs(at.house) == KeptHouse(), "its first walk is under way"
    gate = CloseHandover(counted(at, bound(at, order, tmp_path)))
    expect(Done, ask(at, SHIPPER, gate))
    assert status(at, order) is OrderStatus.PARTLY_SHIPPED
    assert house_jobs.do_jobs(at.house).to_pick == 0
    assert requests(at) == [
        (MUG, "purchase", "cancelled", 1, 0),
        (MUG, "reserve", "open", 1, 0),
    ]
    carry(at, MUG, 1, shelf)
    assert house_jobs.do_jobs(at.house).to_pick == 1
    assert status(at, order) is OrderStatus.PICKING
    again = ask(at, PACKER, OpenParcel(order_no(at, order)))
    assert verdict_of(again).kind is VerdictKind.NOT_PICKED_YET, "the rest is still walked for"
    picked(at, order)
    expect(ParcelOpened, ask(at, PACKER, OpenParcel(order_no(at, order))))


def test_a_program_that_stays_open_keeps_its_node_number(at: SmallHouse) -> None:
    at.clock.advance(LEASE * 2 / 3)
    keep_house(at.house)
    at.clock.advance(LEASE * 2 / 3)
    assert keep_house(at.house) == KeptHouse()
    at.house.ids()
    with at.house.database.read() as connection:
        until = select(Node.lease_until).where(Node.number == at.house.ids.node)
        assert connection.scalar(until) == at.clock.now + LEASE
