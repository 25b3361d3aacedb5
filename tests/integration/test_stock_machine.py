"""Stock always adds up: everything at once, from several stations, checked after every step.

A step is a job of one kind and what two other people do at the same moment. The house is not a
new one for every example, it goes on working; so a failure is not made smaller, but the steps
before it are told.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from threading import Barrier
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule, run_state_machine_as_test
from sqlalchemy import func, select

from db.schema.stock import Reservation, ShelfStock, Stock
from fulfilment.house import SYSTEM
from fulfilment.shipping.waybill_numbers import add_numbers
from fulfilment.stock.check import check_stock
from procedure.effects import Refused
from tests.plugins.everything import assert_sound
from tests.plugins.houses import SmallHouse
from tests.plugins.stock_hands import Hands, hands_at

STATIONS = 3
numbers = st.integers(0, 10**6)
JOBS: dict[str, Callable[[Hands, int], object]] = {
    "receive": Hands.receive,
    "move": Hands.move,
    "block": Hands.block,
    "settle": Hands.settle,
    "count": Hands.count,
    "order": Hands.order,
    "again": Hands.again,
    "pick": Hands.pick,
    "short": Hands.short,
    "ship": Hands.ship,
    "bring_back": Hands.bring_back,
    "cancel": Hands.cancel,
}
meanwhile = st.lists(st.tuples(st.sampled_from(sorted(JOBS)), numbers), max_size=STATIONS - 1)
Others = list[tuple[str, int]]


class Floor:
    """A house, its people, how often each job was done to its end, and what went wrong first.

    Hypothesis runs a failed example again, and the house is another one by then; so the first
    failure is kept, with the steps before it.
    """

    def __init__(self, at: SmallHouse, people: list[Hands]) -> None:
        self.at = at
        self.people = people
        self.done: dict[str, int] = dict.fromkeys(JOBS, 0)
        self.steps: list[Others] = []
        self.trouble: Exception | None = None
        self._threads = ThreadPoolExecutor(len(people))

    @contextmanager
    def watched(self) -> Iterator[None]:
        """Keeps the first failure inside."""
        try:
            yield
        except Exception as trouble:
            if self.trouble is None:
                trouble.add_note(f"after {self.steps[-12:]}")
                self.trouble = trouble
            raise

    def together(self, jobs: Others) -> None:
        """Everybody begins at once; nobody gets anything but an answer."""
        self.steps.append(jobs)
        with self.watched():
            self._together(jobs)

    def _together(self, jobs: Others) -> None:
        start = Barrier(len(jobs))

        def work(person: Hands, job: str, n: int) -> object:
            start.wait()
            return JOBS[job](person, n)

        running = [
            self._threads.submit(work, person, job, n)
            for person, (job, n) in zip(self.people, jobs, strict=False)
        ]
        for (job, _), answer in zip(jobs, [each.result() for each in running], strict=True):
            self.done[job] += answer is not None and not isinstance(answer, Refused)

    def close(self) -> None:
        self._threads.shutdown()


class StockMachine(RuleBasedStateMachine):
    """Jobs of every kind, each with two others at the same moment."""

    floor: ClassVar[Floor]

    @rule(n=numbers, others=meanwhile)
    def receive(self, n: int, others: Others) -> None:
        self.floor.together([("receive", n), *others])

    @rule(n=numbers, others=meanwhile)
    def reserve_and_allocate(self, n: int, others: Others) -> None:
        self.floor.together([("order", n), *others])

    @rule(n=numbers, others=meanwhile)
    def pick(self, n: int, others: Others) -> None:
        self.floor.together([("pick", n), *others])

    @rule(n=numbers, others=meanwhile)
    def pick_short(self, n: int, others: Others) -> None:
        self.floor.together([("short", n), *others])

    @rule(n=numbers, others=meanwhile)
    def ship(self, n: int, others: Others) -> None:
        self.floor.together([("ship", n), *others])

    @rule(n=numbers, others=meanwhile)
    def take_back(self, n: int, others: Others) -> None:
        self.floor.together([("bring_back", n), *others])

    @rule(n=numbers, others=meanwhile)
    def cancel(self, n: int, others: Others) -> None:
        self.floor.together([("cancel", n), *others])

    @rule(n=numbers, others=meanwhile)
    def count(self, n: int, others: Others) -> None:
        self.floor.together([("count", n), *others])

    @rule(n=numbers, others=meanwhile)
    def move(self, n: int, others: Others) -> None:
        self.floor.together([("move", n), *others])

    @rule(n=numbers, others=meanwhile)
    def keep_back(self, n: int, others: Others) -> None:
        self.floor.together([("block", n), *others])

    @rule(n=numbers, others=meanwhile)
    def put_right(self, n: int, others: Others) -> None:
        self.floor.together([("settle", n), *others])

    @rule(n=numbers, m=numbers, others=meanwhile)
    def the_same_twice_at_once(self, n: int, m: int, others: Others) -> None:
        job = sorted(JOBS)[n % len(JOBS)]
        self.floor.together([(job, m), (job, m), *others[: STATIONS - 2]])

    @invariant()
    def everything_adds_up(self) -> None:
        with self.floor.watched():
            self._check()

    def _check(self) -> None:
        database = self.floor.at.house.database
        assert check_stock(database) is None
        with database.read() as connection:
            oversold = connection.scalars(
                select(Stock.product_id)
                .join(Reservation, Reservation.product_id == Stock.product_id)
                .group_by(Stock.product_id, Stock.on_hand, Stock.blocked)
                .having(func.sum(Reservation.quantity) > Stock.on_hand - Stock.blocked)
            ).all()
            least = connection.execute(
                select(
                    func.min(Stock.available),
                    func.min(Stock.reserved),
                    func.min(ShelfStock.free),
                    func.min(ShelfStock.allocated),
                    func.min(ShelfStock.blocked),
                ).join(ShelfStock, ShelfStock.product_id == Stock.product_id)
            ).one()
        assert oversold == []
        assert min(least) >= 0


@pytest.fixture
def busy_floor(floor: SmallHouse, tmp_path: Path) -> Iterator[Floor]:
    """The floor with a person per station."""
    labels = [f"YT9900123456{n:04d}" for n in range(900)]
    add_numbers(floor.house, SYSTEM, floor.carriers["YTO"], labels)
    busy = Floor(floor, [hands_at(floor, tmp_path, f"hands-{n}") for n in range(STATIONS)])
    yield busy
    busy.close()


def work_on(floor: Floor, examples: int, steps: int, *, same: bool) -> None:
    """So many examples of so many steps; `same` draws the same ones in every run."""

    class Here(StockMachine):
        pass

    Here.floor = floor
    try:
        run_state_machine_as_test(
            Here,
            settings=settings(
                max_examples=examples,
                stateful_step_count=steps,
                deadline=None,
                derandomize=same,
                database=None,
                phases=[Phase.generate],
                suppress_health_check=list(HealthCheck),
            ),
        )
    except Exception:
        if floor.trouble is not None:
            raise floor.trouble from None
        raise
    assert_sound(floor.at.house.database)


@pytest.mark.sop("3.2.1b")
def test_stock_adds_up_after_every_step(busy_floor: Floor) -> None:
    work_on(busy_floor, 3, 14, same=True)


@pytest.mark.heavy
@pytest.mark.sop("3.2.1b")
def test_stock_adds_up_for_a_long_time(busy_floor: Floor) -> None:
    work_on(busy_floor, 15, 40, same=False)
    assert min(busy_floor.done.values()) > 0, busy_floor.done
