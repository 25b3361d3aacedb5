"""What a release found for orders: the value between reserving stock and making pick tasks."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass, field

from fulfilment.log.audit import Head
from fulfilment.release.shortfalls import Shortfall
from fulfilment.stock.movements import Movement
from procedure.allocation import Take, Want
from procedure.ids import OrderId, OrderLineId, ProductId
from procedure.verdicts import Verdict
from procedure.words import MovementKind, OrderStatus, ServiceLevel, StockState


@dataclass(frozen=True, slots=True)
class LineAt:
    """An open line and what it holds.

    Attributes:
        units: Neither cancelled nor shipped.
        reserved: Units promised to it.
        placed: The part of them that is allocated to shelf and lot already, or picked.
        has_row: Whether a reservation row is there, even of no unit.
    """

    line_id: OrderLineId
    order_id: OrderId
    product_id: ProductId
    units: int
    reserved: int
    placed: int
    has_row: bool


@dataclass(frozen=True, slots=True)
class WaitingOrder:
    """An order that may be given stock, its row locked.

    Attributes:
        head: Where its log ends.
        tasks: Pick tasks that were made for it so far.
    """

    order_no: str
    service: ServiceLevel
    head: Head
    tasks: int
    lines: tuple[LineAt, ...] = ()

    @property
    def status(self) -> OrderStatus:
        """Its status before the release."""
        return self.head.status


@dataclass(slots=True)
class FoundStock:
    """What there is for the orders of one chunk: reserved, shelf and lot chosen, not yet allocated.

    Attributes:
        wanted: Every line of the orders that needs a shelf, with the units it needs it for.
        takes: Shelf and lot of every unit of the complete orders, in walking order.
        shortfalls: Orders that wait, line by line.
        short: Units they wait for, by order; 0 for a complete one.
        refused: Orders that may not be released, each with why.
    """

    orders: dict[OrderId, WaitingOrder] = field(default_factory=dict)
    wanted: dict[OrderLineId, Want] = field(default_factory=dict)
    takes: tuple[Take, ...] = ()
    shortfalls: tuple[Shortfall, ...] = ()
    short: dict[OrderId, int] = field(default_factory=lambda: defaultdict(int))
    refused: list[tuple[OrderId, Verdict]] = field(default_factory=list)

    @property
    def complete(self) -> tuple[OrderId, ...]:
        """Orders with a take for every unit."""
        return tuple(id_ for id_ in self.orders if not self.short[id_])

    @property
    def short_orders(self) -> tuple[OrderId, ...]:
        """Orders that wait for stock."""
        return tuple(id_ for id_ in self.orders if self.short[id_])

    def and_also(self, more: FoundStock) -> FoundStock:
        """This, and what was found for other orders afterwards."""
        short: dict[OrderId, int] = defaultdict(int)
        short |= {**self.short, **more.short}
        return FoundStock(
            self.orders | more.orders,
            self.wanted | more.wanted,
            (*self.takes, *more.takes),
            (*self.shortfalls, *more.shortfalls),
            short,
            [*self.refused, *more.refused],
        )


def allocated(take: Take) -> Movement:
    """The movement that gives free units of a shelf to an order line."""
    return Movement(
        MovementKind.ALLOCATE,
        take.product_id,
        take.quantity,
        take.lot_id,
        take.shelf_id,
        StockState.FREE,
        take.shelf_id,
        StockState.ALLOCATED,
        order_line_id=take.line_id,
    )
