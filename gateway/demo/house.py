"""A demo house on disk or on a server: database, journals, printed labels and badges."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from db.engine import sqlite_url
from db.errors import CannotNow, Trouble
from db.opening import open_database
from db.views.floor import floor_counts
from fulfilment.demo.house import DemoBadge, DemoHouse, build_demo_house
from fulfilment.demo.values import DemoWorld
from fulfilment.demo.world import make_world, part_bytes
from fulfilment.house import Clock, has_warehouse, utc_now
from gateway.shops.csv_orders import read_orders

BADGES = "demo-badges.json"
FILE = "packbench.sqlite"


def demo_world(orders: int, clock: Clock = utc_now) -> DemoWorld:
    """The demo world from the packaged part of the data set."""
    report = read_orders(part_bytes())
    return make_world(report.drafts, today=clock().date(), orders=orders)


def make_demo_house(
    url: str, orders: int, clock: Clock = utc_now, *, for_waves: int = 0
) -> tuple[DemoHouse, DemoWorld]:
    """Build the demo house in an empty database.

    Args:
        for_waves: So many of the orders wait to be put into waves.

    Raises:
        CannotNow: The database is not empty of a house, away, or cannot be written.
    """
    world = demo_world(orders, clock)
    database = open_database(url, upgrade=True)
    try:
        if has_warehouse(database):
            raise CannotNow(Trouble.HOUSE_EXISTS)
        return build_demo_house(database, world, clock, for_waves=for_waves), world
    except BaseException:
        database.close()  # nobody else has it
        raise


def write_badges(folder: Path, badges: Sequence[DemoBadge]) -> Path:
    """Keep the demo badges where the window's demo finds them. A real house never does this."""
    path = folder / BADGES
    rows = [
        {"name": b.name, "posts": sorted(post.value for post in b.posts), "secret": b.secret}
        for b in badges
    ]
    path.write_text(json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8")
    return path


def has_work_left(folder: Path) -> bool:
    """Whether there is a demo house in a folder with orders still to be picked."""
    path = folder / FILE
    if not path.exists() or not (folder / BADGES).exists():
        return False
    database = open_database(sqlite_url(path), upgrade=True)
    try:
        with database.read() as connection:
            return floor_counts(connection, utc_now()).to_pick > 0
    finally:
        database.close()


def clear_demo(folder: Path) -> None:
    """Remove an earlier demo house. A folder without demo badges is no demo and is left alone."""
    if not (folder / BADGES).exists():
        return
    for path in (
        *folder.glob(f"{FILE}*"),
        *folder.glob("journals/*.journal*"),
        *folder.glob("printed/*.pdf"),
    ):
        path.unlink()
    (folder / BADGES).unlink()
