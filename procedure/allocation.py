"""The allocator: which order gets which stock, from which shelf and lot. Pure.

References:
    clauses 3.2.1a, 3.2.1b (only available stock is promised; FEFO among lots).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta

from procedure.ids import LotId, OrderId, OrderLineId, ProductId, ShelfId


@dataclass(frozen=True, slots=True)
class Want:
    """So many more units of a product for an order line."""

    order_id: OrderId
    line_id: OrderLineId
    product_id: ProductId
    quantity: int


@dataclass(frozen=True, slots=True)
class Share:
    """What a want got of the available stock.

    Attributes:
        reserved: Units promised, 0 to the quantity wanted.
        missing: Units there are not.
    """

    want: Want
    reserved: int
    missing: int


def share_out(wants: Iterable[Want], available: Mapping[ProductId, int]) -> tuple[Share, ...]:
    """Reserves for each want, in the order given, what is available: never more.

    Examples:
        >>> wants = [Want(OrderId(1), OrderLineId(1), ProductId(7), 3)]
        >>> [(s.reserved, s.missing) for s in share_out(wants, {ProductId(7): 2})]
        [(2, 1)]
    """
    left = dict(available)
    shares = []
    for want in wants:
        given = min(want.quantity, max(left.get(want.product_id, 0), 0))
        left[want.product_id] = left.get(want.product_id, 0) - given
        shares.append(Share(want, given, want.quantity - given))
    return tuple(shares)


@dataclass(frozen=True, slots=True)
class ShelfLot:
    """Free units of a lot on a shelf."""

    shelf_id: ShelfId
    walk_key: int
    product_id: ProductId
    lot_id: LotId
    expires_on: date | None
    free: int


@dataclass(frozen=True, slots=True)
class Take:
    """Take so many units of this lot from this shelf for this line."""

    line_id: OrderLineId
    shelf_id: ShelfId
    walk_key: int
    product_id: ProductId
    lot_id: LotId
    quantity: int


@dataclass(frozen=True, slots=True)
class Allocation:
    """Takes in walking order, and what no shelf had."""

    takes: tuple[Take, ...]
    missing: tuple[Share, ...]


def allocate(
    wants: Iterable[Want],
    shelf_lots: Sequence[ShelfLot],
    today: date,
    margin_days: Mapping[ProductId, int],
) -> Allocation:
    """Chooses shelf and lot for each want: first expired first out, then walking order.

    A lot that expires on or before `today` plus the product's margin is never taken.

    Args:
        today: Business day of the warehouse.
        margin_days: Shipping margin per product; 0 where absent.
    """
    shelves = _first_expiring_first(shelf_lots, today, margin_days)
    left = {(lot.shelf_id, lot.lot_id): lot.free for lot in shelf_lots}
    takes: list[Take] = []
    missing: list[Share] = []
    for want in wants:
        open_units = want.quantity
        for lot in shelves.get(want.product_id, ()):
            given = min(open_units, left[lot.shelf_id, lot.lot_id])
            if given > 0:
                left[lot.shelf_id, lot.lot_id] -= given
                open_units -= given
                takes.append(
                    Take(
                        want.line_id,
                        lot.shelf_id,
                        lot.walk_key,
                        want.product_id,
                        lot.lot_id,
                        given,
                    )
                )
            if not open_units:
                break
        if open_units:
            missing.append(Share(want, want.quantity - open_units, open_units))
    takes.sort(key=lambda take: (take.walk_key, take.shelf_id, take.product_id, take.line_id))
    return Allocation(tuple(takes), tuple(missing))


def _first_expiring_first(
    shelf_lots: Sequence[ShelfLot], today: date, margin_days: Mapping[ProductId, int]
) -> dict[ProductId, list[ShelfLot]]:
    shelves: dict[ProductId, list[ShelfLot]] = defaultdict(list)
    for lot in shelf_lots:
        last_day = today + timedelta(days=margin_days.get(lot.product_id, 0))
        if lot.expires_on is None or lot.expires_on > last_day:
            shelves[lot.product_id].append(lot)
    for lots in shelves.values():
        lots.sort(key=lambda lot: (lot.expires_on or date.max, lot.walk_key, lot.shelf_id))
    return shelves
