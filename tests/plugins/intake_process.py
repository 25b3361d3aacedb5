"""A process of its own that takes orders in; several of these race for order numbers.

Run as `python -m tests.plugins.intake_process URL INDEX COUNT SIZE`; it prints the numbers it got.
"""

from __future__ import annotations

import sys

from sqlalchemy import select

from db.opening import open_database
from db.schema.orders import Order
from fulfilment.house import SYSTEM, open_house
from fulfilment.intake.intake import Taken, take_orders
from tests.plugins.houses import draft


def main(url: str, index: int, count: int, size: int) -> None:
    """Take `count` orders of channel "web", `size` in a transaction, and print their numbers."""
    house = open_house(open_database(url, upgrade=False), f"intake {index}")
    numbers = [f"P{index}-{n}" for n in range(count)]
    for start in range(0, count, size):
        part = [draft(number) for number in numbers[start : start + size]]
        taken = take_orders(house, SYSTEM, part)
        assert isinstance(taken, Taken)
        assert len(taken.orders) == len(part)
    with house.database.read() as connection:
        mine = select(Order.order_no).where(Order.external_no.startswith(f"P{index}-"))
        print("\n".join(connection.scalars(mine)))
    house.close()


if __name__ == "__main__":
    url, index, count, size = sys.argv[1:]
    main(url, int(index), int(count), int(size))
