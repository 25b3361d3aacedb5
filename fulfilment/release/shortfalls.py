"""What an order is told that did not get everything: product by product, and what is left."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from procedure.allocation import Elsewhere, Share, Want
from procedure.ids import OrderId, OrderLineId, ProductId


@dataclass(frozen=True, slots=True)
class ShortLine:
    """An order line that cannot be picked whole now.

    Attributes:
        missing: Units nobody can promise: to be bought.
        to_fetch: Units promised to it that stand on reserve shelves: to be brought down.
        in_count: Units promised to it on shelves that are being counted.
        reserved: Units it is promised in all.
        left: Units of the product that may still be promised to somebody.
    """

    line_id: OrderLineId
    product_id: ProductId
    missing: int
    to_fetch: int
    in_count: int
    reserved: int
    left: int


@dataclass(frozen=True, slots=True)
class Shortfall:
    """An order that waits, and for what."""

    order_id: OrderId
    lines: tuple[ShortLine, ...]

    @property
    def missing(self) -> int:
        """Units nobody can promise."""
        return sum(line.missing for line in self.lines)

    @property
    def to_fetch(self) -> int:
        """Units that are promised, but not on a picking shelf one may walk to."""
        return sum(line.to_fetch + line.in_count for line in self.lines)


@dataclass(frozen=True, slots=True)
class Standing:
    """What a line has in the end of a chunk: for the words to whoever is short."""

    reserved: Mapping[OrderLineId, int]
    left: Mapping[ProductId, int]


def shortfalls(
    shares: Iterable[Share], elsewhere: Iterable[Elsewhere], standing: Standing
) -> tuple[Shortfall, ...]:
    """Every order that is short, once, its lines in the order they came up."""
    missing: dict[OrderLineId, list[int]] = {}
    owner: dict[OrderLineId, tuple[OrderId, ProductId]] = {}
    for want, parts in _parts(shares, elsewhere):
        if any(parts):
            sums = missing.setdefault(want.line_id, [0, 0, 0])
            owner[want.line_id] = (want.order_id, want.product_id)
            for place, units in enumerate(parts):
                sums[place] += units
    orders: dict[OrderId, list[ShortLine]] = defaultdict(list)
    for line_id, (gone, fetch, count) in missing.items():
        order_id, product_id = owner[line_id]
        orders[order_id].append(
            ShortLine(
                line_id,
                product_id,
                gone,
                fetch,
                count,
                standing.reserved.get(line_id, 0),
                max(standing.left.get(product_id, 0), 0),
            )
        )
    return tuple(Shortfall(order_id, tuple(lines)) for order_id, lines in orders.items())


def _parts(
    shares: Iterable[Share], elsewhere: Iterable[Elsewhere]
) -> Iterable[tuple[Want, tuple[int, int, int]]]:
    for share in shares:
        yield share.want, (share.missing, 0, 0)
    for found in elsewhere:
        yield found.want, (found.gone, found.on_reserve, found.in_count)
