"""A demo house on disk or on a server: database, journals, printed labels and badges."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path

from db.errors import CannotNow, Trouble
from db.opening import open_database
from fulfilment.demo_house import DemoBadge, DemoHouse, build_demo_house
from fulfilment.demo_values import DemoWorld
from fulfilment.demo_world import make_world, part_bytes
from fulfilment.house import Clock, has_warehouse, utc_now
from gateway.shops.csv_orders import read_orders

BADGES = "demo-badges.json"


def demo_world(orders: int, clock: Clock = utc_now) -> DemoWorld:
    """The demo world from the packaged part of the data set."""
    report = read_orders(part_bytes())
    return make_world(report.drafts, today=clock().date(), orders=orders)


def make_demo_house(url: str, orders: int, clock: Clock = utc_now) -> tuple[DemoHouse, DemoWorld]:
    """Build the demo house in an empty database.

    Raises:
        CannotNow: The database is not empty of a house, away, or cannot be written.
    """
    world = demo_world(orders, clock)
    database = open_database(url, upgrade=True)
    if has_warehouse(database):
        database.close()
        raise CannotNow(Trouble.HOUSE_EXISTS)
    return build_demo_house(database, world, clock), world


def write_badges(folder: Path, badges: Sequence[DemoBadge]) -> Path:
    """Keep the demo badges where the window's demo finds them. A real house never does this."""
    path = folder / BADGES
    rows = [
        {"name": b.name, "posts": sorted(post.value for post in b.posts), "secret": b.secret}
        for b in badges
    ]
    path.write_text(json.dumps(rows, ensure_ascii=False, indent=1), encoding="utf-8")
    return path
