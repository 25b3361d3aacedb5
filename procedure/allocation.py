"""The allocator: which order gets which stock, from which shelf and lot. Pure.

Two steps. A promise is made per product, from what is available and may be shipped. A place is
chosen per shelf and lot, from picking shelves that are open, and only for orders promised whole.

References:
    clauses 3.2.1a, 3.2.1b (only available stock is promised; FEFO among lots).
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

from procedure.ids import LotId, OrderId, OrderLineId, ProductId, ShelfId
from procedure.words import ShelfKind


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


def share_out(
    wants: Iterable[Want], available: Mapping[ProductId, int], *, whole_orders: bool = False
) -> tuple[Share, ...]:
    """Reserves for each want, in the order given, what is available: never more.

    Args:
        wants: The wants of one order stand together.
        whole_orders: An order that does not get all gets nothing; what it leaves goes to the
            next. `Share.missing` still says what there was not for it.

    Examples:
        >>> wants = [Want(OrderId(1), OrderLineId(1), ProductId(7), 3)]
        >>> there = {ProductId(7): 2}
        >>> [(s.reserved, s.missing) for s in share_out(wants, there)]
        [(2, 1)]
        >>> [(s.reserved, s.missing) for s in share_out(wants, there, whole_orders=True)]
        [(0, 1)]
    """
    left = dict(available)
    shares: list[Share] = []
    for _, group in groupby(wants, key=lambda want: want.order_id):
        own = [_share(want, left) for want in group]
        if whole_orders and any(share.missing for share in own):
            for share in own:
                left[share.want.product_id] += share.reserved
            own = [Share(share.want, 0, share.missing) for share in own]
        shares += own
    return tuple(shares)


def _share(want: Want, left: dict[ProductId, int]) -> Share:
    there = left.get(want.product_id, 0)
    given = min(want.quantity, max(there, 0))
    left[want.product_id] = there - given
    return Share(want, given, want.quantity - given)


@dataclass(frozen=True, slots=True)
class ShelfLot:
    """Free units of a lot on a shelf.

    Attributes:
        in_use: The shelf is not taken out of use.
        in_count: The shelf is being counted: nothing is allocated there meanwhile.
    """

    shelf_id: ShelfId
    walk_key: int
    product_id: ProductId
    lot_id: LotId
    expires_on: date | None
    free: int
    kind: ShelfKind = ShelfKind.PICK
    in_use: bool = True
    in_count: bool = False


@dataclass(frozen=True, slots=True)
class Shipping:
    """What decides whether a lot may still leave.

    Attributes:
        today: Business day of the warehouse.
        margin_days: So many days before it expires a product leaves no more; 0 where absent.
    """

    today: date
    margin_days: Mapping[ProductId, int]

    def takes(self, lot: ShelfLot) -> bool:
        """Whether units of this lot may be shipped from where they stand.

        A lot that expires on or before today plus the product's margin may not.
        """
        if not lot.in_use or lot.kind not in (ShelfKind.PICK, ShelfKind.RESERVE):
            return False
        if lot.expires_on is None:
            return True
        days = self.margin_days.get(lot.product_id, 0)
        return lot.expires_on > (self.today + timedelta(days=days) if days else self.today)


def promisable(
    available: Mapping[ProductId, int], shelf_lots: Iterable[ShelfLot], shipping: Shipping
) -> dict[ProductId, int]:
    """Available units less those that may not be shipped: what can be promised to somebody.

    Below zero where stock went out of date that had been promised already.
    """
    left = dict(available)
    for lot in shelf_lots:
        if not shipping.takes(lot):
            left[lot.product_id] = left.get(lot.product_id, 0) - lot.free
    return left


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
    """Takes in walking order, and what no picking shelf had."""

    takes: tuple[Take, ...]
    missing: tuple[Share, ...]


class _Shelves:
    """The picking shelves, first expiring first, and what is left on them."""

    def __init__(self, shelf_lots: Iterable[ShelfLot], shipping: Shipping) -> None:
        self._lots: dict[ProductId, list[ShelfLot]] = defaultdict(list)
        for lot in shelf_lots:
            if lot.kind is ShelfKind.PICK and not lot.in_count and shipping.takes(lot):
                self._lots[lot.product_id].append(lot)
        for lots in self._lots.values():
            lots.sort(key=lambda lot: (lot.expires_on or date.max, lot.walk_key, lot.shelf_id))
        self._left = {
            (lot.shelf_id, lot.lot_id): lot.free for lots in self._lots.values() for lot in lots
        }

    def give(self, want: Want) -> Iterator[Take]:
        """Takes for a want, first expired first out, then walking order; maybe too few."""
        open_units = want.quantity
        for lot in self._lots.get(want.product_id, ()):
            if not open_units:
                return
            place = (lot.shelf_id, lot.lot_id)
            given = min(open_units, self._left[place])
            if given > 0:
                self._left[place] -= given
                open_units -= given
                yield Take(
                    want.line_id, lot.shelf_id, lot.walk_key, lot.product_id, lot.lot_id, given
                )

    def put_back(self, takes: Iterable[Take]) -> None:
        """Undo takes."""
        for take in takes:
            self._left[take.shelf_id, take.lot_id] += take.quantity


def allocate(
    wants: Iterable[Want], shelf_lots: Iterable[ShelfLot], shipping: Shipping
) -> Allocation:
    """Chooses shelf and lot for each want: first expired first out, then walking order."""
    shelves = _Shelves(shelf_lots, shipping)
    takes: list[Take] = []
    missing: list[Share] = []
    for want in wants:
        own = list(shelves.give(want))
        takes += own
        missing += _lacking(want, own)
    return _in_walking_order(takes, missing)


def allocate_whole_orders(
    wants: Iterable[Want], shelf_lots: Iterable[ShelfLot], shipping: Shipping
) -> Allocation:
    """The same, but an order that does not find all its units takes none of them.

    Args:
        wants: The wants of one order stand together.
    """
    shelves = _Shelves(shelf_lots, shipping)
    takes: list[Take] = []
    waiting: list[Want] = []
    for _, group in groupby(wants, key=lambda want: want.order_id):
        own_wants = list(group)
        own = [take for want in own_wants for take in shelves.give(want)]
        if sum(take.quantity for take in own) == sum(want.quantity for want in own_wants):
            takes += own
        else:
            shelves.put_back(own)
            waiting += own_wants
    # what those who wait still lack, when everybody else has taken theirs
    missing = [share for want in waiting for share in _lacking(want, list(shelves.give(want)))]
    return _in_walking_order(takes, missing)


def _lacking(want: Want, takes: Sequence[Take]) -> tuple[Share, ...]:
    found = sum(take.quantity for take in takes)
    return () if found == want.quantity else (Share(want, found, want.quantity - found),)


def _in_walking_order(takes: list[Take], missing: Sequence[Share]) -> Allocation:
    takes.sort(key=lambda take: (take.walk_key, take.shelf_id, take.product_id, take.line_id))
    return Allocation(tuple(takes), tuple(missing))


@dataclass(frozen=True, slots=True)
class Elsewhere:
    """Where the units stand that no picking shelf had for a want.

    Attributes:
        on_reserve: Units on reserve shelves: to be fetched to a picking shelf.
        in_count: Units on shelves that are being counted: soon known.
        gone: Units that may not be shipped any more: the promise cannot be kept.
    """

    want: Want
    on_reserve: int
    in_count: int
    gone: int


def look_elsewhere(
    missing: Iterable[Share], shelf_lots: Iterable[ShelfLot], shipping: Shipping
) -> tuple[Elsewhere, ...]:
    """Where promised units are that picking shelves lack; each unit is found for one want only."""
    missing = tuple(missing)
    if not missing:
        return ()
    reserve: dict[ProductId, int] = defaultdict(int)
    counted: dict[ProductId, int] = defaultdict(int)
    for lot in shelf_lots:
        if shipping.takes(lot) and (lot.in_count or lot.kind is ShelfKind.RESERVE):
            (counted if lot.in_count else reserve)[lot.product_id] += lot.free
    found = []
    for share in missing:
        product = share.want.product_id
        fetched = min(share.missing, reserve[product])
        reserve[product] -= fetched
        awaited = min(share.missing - fetched, counted[product])
        counted[product] -= awaited
        found.append(Elsewhere(share.want, fetched, awaited, share.missing - fetched - awaited))
    return tuple(found)
