"""Where missing units are to come from: reserve shelves first, else a supplier. Pure.

References:
    clauses 3.2.1a, 6.1.1a.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from procedure.ids import OrderLineId, ProductId
from procedure.words import ReplenishmentSource


@dataclass(frozen=True, slots=True)
class Lack:
    """What an order line lacks.

    Attributes:
        missing: Units that nothing was promised for.
        unplaced: Units that are promised, but stand on no shelf they could be picked from.
    """

    line_id: OrderLineId
    product_id: ProductId
    missing: int
    unplaced: int = 0


@dataclass(slots=True)
class Within:
    """Units of a product in the house that might serve.

    Attributes:
        reserve: Free good units on reserve shelves that nobody asked for yet.
        promisable: Units that may still be promised to somebody.
    """

    reserve: int = 0
    promisable: int = 0


Wanted = dict[tuple[OrderLineId, ReplenishmentSource], int]


def where_from(lacks: Iterable[Lack], within: dict[ProductId, Within]) -> Wanted:
    """How many units of each line come from where; `within` is used up.

    What is promised already is only carried, never bought. What is not is bought, but for units
    on reserve shelves that nobody was promised.

    Examples:
        >>> mug = ProductId(7)
        >>> lack = Lack(OrderLineId(1), mug, missing=1)
        >>> where_from([lack], {mug: Within(reserve=5, promisable=0)})
        {(1, <ReplenishmentSource.PURCHASE: 'purchase'>): 1}
        >>> where_from([lack], {mug: Within(reserve=5, promisable=5)})
        {(1, <ReplenishmentSource.RESERVE: 'reserve'>): 1}
    """
    wanted: Wanted = {}
    for lack in lacks:
        there = within.setdefault(lack.product_id, Within())
        carried = min(lack.unplaced, there.reserve)
        there.reserve -= carried
        found = min(lack.missing, there.reserve, there.promisable)
        there.reserve -= found
        there.promisable -= found
        if carried + found:
            wanted[lack.line_id, ReplenishmentSource.RESERVE] = carried + found
        if lack.missing > found:
            wanted[lack.line_id, ReplenishmentSource.PURCHASE] = lack.missing - found
    return wanted
