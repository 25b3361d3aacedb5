"""What several processes do at once that race for the same few products."""

from __future__ import annotations

from db.opening import open_database
from fulfilment.house import SYSTEM, open_house
from fulfilment.release.reservation import Reserved, reserve_orders
from procedure.ids import OrderId
from tests.plugins.houses import TestClock

Told = dict[int, list[tuple[int, int, int, int]]]
"""Orders that did not get everything: product, missing, reserved and left of each line."""


def reserve_some(url: str, index: int, part: list[int], size: int) -> tuple[list[int], Told]:
    """Reserve for the orders, `size` at a time; who got everything, and what losers heard."""
    orders = [OrderId(order) for order in part]
    house = open_house(open_database(url, upgrade=False), f"reserve {index}", TestClock())
    whole: list[int] = []
    short: Told = {}
    for start in range(0, len(orders), size):
        result = reserve_orders(house, SYSTEM, orders[start : start + size])
        assert isinstance(result, Reserved), result
        assert not result.refused
        whole += result.whole
        for each in result.short:
            short[each.order_id] = [
                (line.product_id, line.missing, line.reserved, line.left) for line in each.lines
            ]
    house.close()
    return whole, short
