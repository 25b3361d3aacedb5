"""Clause 3.2.2a: pick tasks are made from orders, and a wave is walked shelf by shelf."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import func, select

from db.opening import open_database
from db.schema.picking import PickLine, PickTask, Wave
from db.schema.stock import Shelf
from fulfilment.demo.house import DemoHouse, build_demo_house
from fulfilment.goods.catalogue import ProductCatalogue
from fulfilment.house import SYSTEM
from fulfilment.log.check import check_log
from fulfilment.stock.check import check_stock
from fulfilment.waves.waves import WavesBuilt, build_waves
from gateway.demo.bench import Bench
from gateway.demo.figures import Figures
from gateway.demo.house import demo_world
from procedure.machines.pick_state import PickState
from procedure.waves import Load, WaveWish
from procedure.words import Command, Post, Screen, ServiceLevel, WaveStatus
from tests.plugins.journey import expect


def walked(bench: Bench) -> list[str]:
    """Pick every task there is; the shelves in the order in which they were scanned."""
    shelves: list[str] = []
    while True:
        state = bench.command(Command.CONFIRM).state
        assert isinstance(state, PickState)
        if state.task is None:
            return shelves
        while isinstance(bench.shown.state, PickState) and bench.shown.state.task is not None:
            code = bench.right_code()
            assert code is not None
            if code.text.startswith("LOC-"):
                shelves.append(code.text.removeprefix("LOC-"))
            bench.scan_code(code)
            assert bench.shown.verdict is not None
            assert not bench.shown.verdict.is_refusal, bench.shown.verdict


def shelves_of_the_wave(made: DemoHouse) -> list[str]:
    """The shelves the wave takes from, in walking order."""
    with made.house.database.read() as connection:
        rows = connection.execute(
            select(Shelf.code, Shelf.walk_key)
            .join(PickLine, PickLine.shelf_id == Shelf.id)
            .group_by(Shelf.code, Shelf.walk_key)
            .order_by(Shelf.walk_key)
        )
        return [row.code for row in rows]


@pytest.mark.sop("3.2.2a")
@pytest.mark.parametrize(
    ("database_url", "orders"),
    [("sqlite", 50), pytest.param("postgresql", 12, marks=pytest.mark.needs_postgres)],
    indirect=["database_url"],
)
def test_a_wave_of_real_orders_visits_each_location_once(
    database_url: str, orders: int, tmp_path: Path
) -> None:
    """Fifty orders on SQLite; PostgreSQL has its fifty in `test_sop_put_wall`."""
    database = open_database(database_url, upgrade=True)
    made = build_demo_house(database, demo_world(2 * orders), for_waves=2 * orders)
    wish = WaveWish(service=ServiceLevel.STANDARD, most=Load(orders=orders))
    (wave,) = expect(WavesBuilt, build_waves(made.house, SYSTEM, wish)).waves
    assert len(wave.orders) == orders
    to_visit = shelves_of_the_wave(made)
    catalogue = ProductCatalogue(database)
    catalogue.load()
    station = made.stations[Screen.PICK]
    bench = Bench(made.house, catalogue, station, Screen.PICK, tmp_path, Figures())
    bench.scan(next(badge.secret for badge in made.badges if Post.PICKER in badge.posts))
    visited = walked(bench)
    bench.close()
    assert Counter(visited) == Counter(to_visit), "each location once"
    assert visited == to_visit, "in walking order"
    with database.read() as connection:
        assert connection.scalars(select(Wave.status)).all() == [WaveStatus.PICKED]
        left = connection.scalar(select(func.sum(PickLine.quantity - PickLine.picked)))
        lines = connection.scalar(select(func.count()).select_from(PickLine))
        tasks = connection.scalar(select(func.count()).select_from(PickTask))
    assert left == 0
    assert (lines or 0) > len(to_visit) > (tasks or 0) > 1
    assert check_stock(database) is None
    assert check_log(database).broken is None
    made.house.close()
