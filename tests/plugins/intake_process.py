"""What several processes do at once that take orders in."""

from __future__ import annotations

from sqlalchemy import select

from db.opening import open_database
from db.schema.orders import Order
from fulfilment.house import SYSTEM, open_house
from fulfilment.intake.intake import Taken, take_orders
from tests.plugins.houses import draft


def take_some(url: str, index: int, count: int, size: int) -> list[str]:
    """Take `count` orders of channel "web", `size` in a transaction; their numbers."""
    house = open_house(open_database(url, upgrade=False), f"intake {index}")
    numbers = [f"P{index}-{n}" for n in range(count)]
    for start in range(0, count, size):
        part = [draft(number) for number in numbers[start : start + size]]
        taken = take_orders(house, SYSTEM, part)
        assert isinstance(taken, Taken)
        assert len(taken.orders) == len(part)
    with house.database.read() as connection:
        mine = select(Order.order_no).where(Order.external_no.startswith(f"P{index}-"))
        got = list(connection.scalars(mine))
    house.close()
    return got


def take_feed(url: str, orders: int) -> tuple[int, int, int]:
    """Take a feed of orders; how many were new, known, and in conflict."""
    house = open_house(open_database(url, upgrade=False), "feed")
    taken = take_orders(house, SYSTEM, [draft(f"F-{n}") for n in range(orders)])
    assert isinstance(taken, Taken)
    house.close()
    return len(taken.orders), len(taken.known), len(taken.conflicts)
