"""A process of its own that reserves or releases orders; several race for the same few products.

Run as `python -m tests.plugins.reserve_process URL INDEX SIZE`; the ids of its orders come on
standard input, one a line. It prints a JSON object of what it got and what it was told.
"""

from __future__ import annotations

import json
import sys

from db.opening import open_database
from fulfilment.house import SYSTEM, open_house
from fulfilment.release.reservation import Reserved, reserve_orders
from procedure.ids import OrderId
from tests.plugins.houses import TestClock


def main(url: str, index: int, size: int) -> None:
    """Reserve for the orders, `size` at a time; print who got everything and who did not."""
    orders = [OrderId(int(line)) for line in sys.stdin.read().split()]
    house = open_house(open_database(url, upgrade=False), f"reserve {index}", TestClock())
    whole: list[int] = []
    short: dict[int, list[tuple[int, int, int, int]]] = {}
    for start in range(0, len(orders), size):
        result = reserve_orders(house, SYSTEM, orders[start : start + size])
        assert isinstance(result, Reserved), result
        assert not result.refused
        whole += result.whole
        for each in result.short:
            short[each.order_id] = [
                (line.product_id, line.missing, line.reserved, line.left) for line in each.lines
            ]
    print(json.dumps({"whole": whole, "short": short}))
    house.close()


if __name__ == "__main__":
    url, index, size = sys.argv[1:]
    main(url, int(index), int(size))
