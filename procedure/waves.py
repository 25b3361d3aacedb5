"""The wave planner: which orders are picked together, and in what order. Pure.

An order goes into the first wave of its kind that still has room for it; express orders and
those whose carrier comes soonest are looked at first. So a later wave holds nothing that an
earlier one could have taken.

References:
    clause 3.2.2a; FIELD "Operations" (wave 波次, 摘果, 播种, 格口).
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, time, timedelta, tzinfo

from procedure.ids import CarrierId, OrderId, ProductId
from procedure.words import OrderKind, PickMode, ServiceLevel, WaveLeft

FAR = datetime.max.replace(tzinfo=UTC)
"""When a carrier comes that names no time, and when an order is due that has no day."""
LEAST_HOT = 2
"""Orders of one product below which it is no hot product."""


@dataclass(frozen=True, slots=True)
class WaveItem:
    """What an order asks for of one product.

    Attributes:
        weight_g, volume_mm3: Of one unit; 0 where it is not known.
        zones: Where it is taken, or could be taken.
    """

    product_id: ProductId
    units: int
    weight_g: int = 0
    volume_mm3: int = 0
    zones: frozenset[str] = frozenset()


@dataclass(frozen=True, slots=True)
class WaitingForWave:
    """An order that could be picked now.

    Attributes:
        cut_off_at: When its carrier comes next, in time for it; None where no time is known.
        promised_at: When it is to leave by, or None.
    """

    order_id: OrderId
    carrier_id: CarrierId
    service: ServiceLevel
    cut_off_at: datetime | None
    promised_at: datetime | None
    items: tuple[WaveItem, ...]

    @property
    def kind(self) -> OrderKind:
        """What it is made of."""
        return kind_of(len(self.items), self.units)

    @property
    def units(self) -> int:
        """Units of all its products."""
        return sum(item.units for item in self.items)

    @property
    def rank(self) -> tuple[bool, datetime, datetime, OrderId]:
        """Its place in the queue: express, then whose carrier comes first, then the promise."""
        late = self.service is not ServiceLevel.EXPRESS
        return late, self.cut_off_at or FAR, self.promised_at or FAR, self.order_id

    @property
    def load(self) -> Load:
        """What it adds to a wave."""
        return Load(
            1,
            len(self.items),
            sum(item.units * item.weight_g for item in self.items),
            sum(item.units * item.volume_mm3 for item in self.items),
        )


@dataclass(frozen=True, slots=True)
class Load:
    """How much a wave holds, or may hold: orders, lines, grams, cubic millimetres."""

    orders: int = 0
    lines: int = 0
    weight_g: int = 0
    volume_mm3: int = 0

    def plus(self, other: Load) -> Load:
        """Both together."""
        return Load(
            self.orders + other.orders,
            self.lines + other.lines,
            self.weight_g + other.weight_g,
            self.volume_mm3 + other.volume_mm3,
        )

    def fits(self, most: Load) -> bool:
        """Whether it is within limits; a limit of 0 is none."""
        pairs = (
            (self.orders, most.orders),
            (self.lines, most.lines),
            (self.weight_g, most.weight_g),
            (self.volume_mm3, most.volume_mm3),
        )
        return all(not limit or have <= limit for have, limit in pairs)


@dataclass(frozen=True, slots=True)
class WaveWish:
    """Which waves to build.

    Attributes:
        kinds: Orders of these kinds only.
        carrier_id, service: Orders of this carrier, of this speed only; None for all.
        until: Orders whose carrier comes at or before this moment only; None for all.
        zone: Orders only that lie in this zone with everything; "" for all.
        task_per_zone: Whether each zone's shelves are a task of their own.
        most: Limits of one wave. With a put wall, `most.orders` is the number of its slots.
        most_waves: How many waves to build.
    """

    mode: PickMode = PickMode.SORT
    kinds: frozenset[OrderKind] = frozenset(OrderKind)
    carrier_id: CarrierId | None = None
    service: ServiceLevel | None = None
    until: datetime | None = None
    zone: str = ""
    task_per_zone: bool = True
    most: Load = Load(orders=30)
    most_waves: int = 1

    @property
    def is_sensible(self) -> bool:
        """Whether a wave can come of it: room for an order, and no limit below 0."""
        limits = (self.most.lines, self.most.weight_g, self.most.volume_mm3)
        return (
            1 <= self.most.orders <= MOST_ORDERS
            and 1 <= self.most_waves <= MOST_WAVES
            and min(limits) >= 0
            and bool(self.kinds)
        )


MOST_ORDERS = 500
"""Orders in one wave at the most: what a person asks for beyond it is a slip of the keyboard."""
MOST_WAVES = 50


@dataclass(frozen=True, slots=True)
class PlannedWave:
    """Orders to be picked together, in the order of their slots.

    Attributes:
        kind: What its orders are made of; None where they are of several kinds.
        slots: Slots of the put wall; 0 where it is not sorted.
    """

    mode: PickMode
    kind: OrderKind | None
    carrier_id: CarrierId
    cut_off_at: datetime | None
    zone: str
    orders: tuple[WaitingForWave, ...]
    load: Load
    slots: int

    @property
    def has_express(self) -> bool:
        """Whether an express order is in it."""
        return any(order.service is ServiceLevel.EXPRESS for order in self.orders)


@dataclass(frozen=True, slots=True)
class WavePlan:
    """Waves in the order they should be picked, and why the other orders are in none."""

    waves: tuple[PlannedWave, ...]
    left: tuple[tuple[OrderId, WaveLeft], ...]


def kind_of(products: int, units: int) -> OrderKind:
    """What an order of so many products and units is.

    Examples:
        >>> kind_of(1, 1).value, kind_of(1, 3).value, kind_of(2, 2).value
        ('single_unit', 'single_product', 'mixed')
    """
    if products > 1:
        return OrderKind.MIXED
    return OrderKind.SINGLE_UNIT if units == 1 else OrderKind.SINGLE_PRODUCT


def next_cut_off(
    now: datetime, cut_off: time | None, zone: tzinfo, lead: timedelta
) -> datetime | None:
    """When a carrier comes next for an order whose picking begins now; None where no time is known.

    Args:
        lead: What picking and packing take: an order that cannot be ready goes with the next day.

    Examples:
        >>> at = datetime(2026, 11, 27, 8, 30, tzinfo=UTC)
        >>> next_cut_off(at, time(9), UTC, timedelta(minutes=60)).isoformat()
        '2026-11-28T09:00:00+00:00'
    """
    if cut_off is None:
        return None
    ready = (now + lead).astimezone(zone)
    today = datetime.combine(ready.date(), cut_off, zone)
    if ready > today:
        today = datetime.combine(ready.date() + timedelta(days=1), cut_off, zone)
    return today.astimezone(UTC)


def plan_of(orders: Iterable[WaitingForWave], wish: WaveWish) -> WavePlan:
    """Builds waves of the orders that the wish asks for; every order is planned or left once."""
    queue = sorted(orders, key=lambda order: order.rank)
    left: dict[OrderId, WaveLeft] = {}
    groups: dict[Hashable, list[_Open]] = defaultdict(list)
    begun: list[_Open] = []
    hot = _hot_products(queue, wish)
    for order in queue:
        why = _why_not(order, wish, hot)
        if why is not None:
            left[order.order_id] = why
            continue
        group = groups[_group_of(order, wish)]
        wave = next((w for w in group if w.load.plus(order.load).fits(wish.most)), None)
        if wave is None:
            if len(begun) == wish.most_waves:
                left[order.order_id] = WaveLeft.NO_ROOM
                continue
            wave = _Open()
            group.append(wave)
            begun.append(wave)
        wave.take(order)
    kept = [wave for wave in begun if not _too_few(wave, wish)]
    for wave in begun:
        if _too_few(wave, wish):
            left.update((order.order_id, WaveLeft.TOO_FEW) for order in wave.orders)
    return WavePlan(tuple(_planned(wave, wish) for wave in kept), tuple(left.items()))


@dataclass(slots=True)
class _Open:
    """A wave that is being filled, and what is in it."""

    orders: list[WaitingForWave] = field(default_factory=list)
    load: Load = Load()

    def take(self, order: WaitingForWave) -> None:
        """Put one more order in."""
        self.orders.append(order)
        self.load = self.load.plus(order.load)


def _why_not(order: WaitingForWave, wish: WaveWish, hot: frozenset[ProductId]) -> WaveLeft | None:
    """Why no wave of this wish can take the order, or None."""
    if wish.carrier_id not in (None, order.carrier_id) or wish.service not in (None, order.service):
        return WaveLeft.NOT_ASKED_FOR
    if wish.until is not None and (order.cut_off_at or FAR) > wish.until:
        return WaveLeft.NOT_ASKED_FOR
    if order.kind not in wish.kinds:
        return WaveLeft.OTHER_KIND
    if wish.mode is PickMode.HOT and order.kind is not OrderKind.SINGLE_UNIT:
        return WaveLeft.OTHER_KIND
    if wish.mode is PickMode.HOT and order.items[0].product_id not in hot:
        return WaveLeft.TOO_FEW
    if wish.zone and any(wish.zone not in item.zones for item in order.items):
        return WaveLeft.OTHER_ZONE
    if not order.load.fits(wish.most):
        return WaveLeft.TOO_LARGE
    return None


def _hot_products(queue: Sequence[WaitingForWave], wish: WaveWish) -> frozenset[ProductId]:
    """Products that enough single-unit orders ask for."""
    if wish.mode is not PickMode.HOT:
        return frozenset()
    wanted = Counter(
        order.items[0].product_id for order in queue if order.kind is OrderKind.SINGLE_UNIT
    )
    return frozenset(product for product, orders in wanted.items() if orders >= LEAST_HOT)


def _group_of(order: WaitingForWave, wish: WaveWish) -> Hashable:
    """What orders of one wave have in common: the carrier and its pickup; hot: the product."""
    product = order.items[0].product_id if wish.mode is PickMode.HOT else None
    return order.carrier_id, order.cut_off_at, product


def _too_few(wave: _Open, wish: WaveWish) -> bool:
    return wish.mode is PickMode.HOT and len(wave.orders) < LEAST_HOT


def _planned(wave: _Open, wish: WaveWish) -> PlannedWave:
    first = wave.orders[0]
    kinds = {order.kind for order in wave.orders}
    return PlannedWave(
        wish.mode,
        first.kind if len(kinds) == 1 else None,
        first.carrier_id,
        first.cut_off_at,
        wish.zone,
        tuple(wave.orders),
        wave.load,
        len(wave.orders) if wish.mode is PickMode.SORT else 0,
    )


def lying_in(order: WaitingForWave, zones: Mapping[ProductId, frozenset[str]]) -> WaitingForWave:
    """The order with the zones its products lie in; a product without any lies nowhere."""
    items = tuple(
        replace(item, zones=zones.get(item.product_id, frozenset())) for item in order.items
    )
    return replace(order, items=items)
