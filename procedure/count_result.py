"""What a count comes to: which units are found again, gained or lost. Pure.

References:
    clause 3.2.1b: a count breaks no promise; FIELD "Operations" (short pick reasons).
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from procedure.words import StockCondition

UNSETTLED = (StockCondition.MISSING, StockCondition.WRONG_LOT)
"""Units a picker did not find, or not as this lot: a count decides about them."""


@dataclass(frozen=True, slots=True)
class CountResult:
    """How the books of a lot on a shelf become what was found there.

    Attributes:
        found_again: Units of each unsettled condition that are there after all: free again.
        gained: Units the books never had: free.
        lost: Units of each kept-back condition that are not there.
        lost_free: Free units that are not there.
        lost_allocated: Units that are not there although they are kept for orders. A count with
            such a result is not booked: a promise is broken by a short pick only, which tells
            the customer.
    """

    found_again: Mapping[StockCondition, int]
    gained: int
    lost: Mapping[StockCondition, int]
    lost_free: int
    lost_allocated: int


def count_result(
    counted: int, free: int, allocated: int, blocked: Mapping[StockCondition, int]
) -> CountResult:
    """Compares what was found with the books of one lot on one shelf.

    Unsettled units are expected to be absent: what is found beyond the others is those. What
    is absent beyond them was free as far as it goes, then kept back, then allocated.

    Args:
        counted: Units found, all together.
        blocked: Kept-back units by condition.

    Examples:
        >>> count_result(9, 7, 2, {StockCondition.MISSING: 1}).lost
        {<StockCondition.MISSING: 'missing'>: 1}
        >>> count_result(5, 7, 2, {}).lost_free
        4
    """
    settled = {c: n for c, n in blocked.items() if c not in UNSETTLED and n}
    unsettled = {c: blocked[c] for c in UNSETTLED if blocked.get(c)}
    more = max(counted - free - allocated - sum(settled.values()), 0)
    found_again = _taken(more, unsettled)
    lost = {c: n - found_again.get(c, 0) for c, n in unsettled.items() if n > found_again.get(c, 0)}
    fewer = max(free + allocated + sum(settled.values()) - counted, 0)
    lost_free = min(fewer, free)
    lost |= _taken(fewer - lost_free, settled)
    return CountResult(
        found_again,
        more - sum(found_again.values()),
        lost,
        lost_free,
        max(fewer - free - sum(settled.values()), 0),
    )


def _taken(units: int, of: Mapping[StockCondition, int]) -> dict[StockCondition, int]:
    """So many units of what there is, one condition after the other."""
    taken = {}
    for condition, there in of.items():
        if units and there:
            taken[condition] = min(units, there)
            units -= taken[condition]
    return taken
