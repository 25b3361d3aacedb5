"""Waves 波次: orders that wait are put together, their stock allocated, their tasks made (3.2.2a).

The planner (`procedure.waves`) decides; this reads what it needs in bulk and writes what it
decided, all of it in one transaction.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

from sqlalchemy import case, func, insert, select

from db.schema.orders import Order, OrderLine
from db.schema.picking import Wave, WaveOrder
from db.schema.products import Product
from db.schema.stock import Shelf, ShelfStock
from db.schema.waybills import Carrier
from fulfilment.documents import DocumentKind, take_document_numbers
from fulfilment.house import Actor, House, Refuse, Work
from fulfilment.orders.steps import Move, move_orders
from fulfilment.release.found_stock import FoundStock
from fulfilment.release.reservation import find_stock, tell
from fulfilment.waves.order_tasks import make_order_tasks
from fulfilment.waves.tasks import WaveGoods, make_wave_tasks
from procedure.effects import Refused
from procedure.ids import CarrierId, OrderId, ProductId, ShelfId, WaveId
from procedure.permissions import UseCase
from procedure.verdicts import VerdictKind
from procedure.waves import (
    MOST_ORDERS,
    PlannedWave,
    WaitingForWave,
    WaveItem,
    WavePlan,
    WaveWish,
    lying_in,
    next_cut_off,
    plan_of,
)
from procedure.words import OrderStatus, PickMode, ServiceLevel, ShelfKind, WaveLeft, WaveStatus

MOST_READ = 5000
"""Orders that are looked at for one building of waves, the most urgent ones first."""
ROUNDS = 4
"""How often others are looked at in the place of orders that are short."""


@dataclass(frozen=True, slots=True)
class BuiltWave:
    """A wave that was built, and its orders in the order of their slots."""

    wave_id: WaveId
    wave_no: str
    plan: PlannedWave
    orders: tuple[OrderId, ...]


@dataclass(frozen=True, slots=True)
class WavesBuilt:
    """The waves that were built, and why the other orders that wait are in none."""

    waves: tuple[BuiltWave, ...]
    left: tuple[tuple[OrderId, WaveLeft], ...]


def build_waves(house: House, actor: Actor, wish: WaveWish) -> WavesBuilt | Refused:
    """Build waves of the confirmed orders that wait and that nothing holds.

    Stock is reserved and allocated for them, and their pick tasks are made. An order that is
    short is in no wave: it keeps what it got and waits as backordered.

    Raises:
        CannotNow: The database cannot be written now.
    """
    return house.run(actor, UseCase.BUILD_WAVES, lambda work: _build(work, wish))


class _Preview(Exception):
    """Leaves the transaction of a preview, so that nothing of it stays."""

    def __init__(self, plan: WavePlan) -> None:
        super().__init__()
        self.plan = plan


def plan_waves(house: House, actor: Actor, wish: WaveWish) -> WavePlan | Refused:
    """What `build_waves` would build now; nothing is written.

    Raises:
        CannotNow: The database cannot be written now.
    """

    def body(work: Work) -> WavePlan:
        raise _Preview(_planned(work, wish)[0])

    try:
        return house.run(actor, UseCase.BUILD_WAVES, body)
    except _Preview as preview:
        return preview.plan


def _build(work: Work, wish: WaveWish) -> WavesBuilt:
    plan, found = _planned(work, wish)
    tell(work, found, ())  # those that are short wait as backordered
    if not plan.waves:
        return WavesBuilt((), plan.left)
    built = _write_waves(work, plan.waves)
    _make_tasks(work, built, found, wish)
    move_orders(work, [move for wave in built for move in _moves(wave, found)])
    return WavesBuilt(built, plan.left)


def _planned(work: Work, wish: WaveWish) -> tuple[WavePlan, FoundStock]:
    """The waves, planned of orders whose stock is found; and what was found.

    Planned to know whose stock to look for; where some of them are short, others are looked at
    in their place.
    """
    if not wish.is_sensible:
        raise Refuse(VerdictKind.IMPOSSIBLE_WAVE, most=MOST_ORDERS)
    waiting = {order.order_id: order for order in _waiting(work, wish)}
    found, short = FoundStock(), dict[OrderId, WaveLeft]()
    plan = plan_of(waiting.values(), wish)
    for _ in range(ROUNDS):
        new = [id_ for id_ in _in_waves(plan) if id_ not in found.orders]
        if not new:
            break
        more = find_stock(work, new)
        found = found.and_also(more)
        for id_, _why in more.refused:  # held or taken by somebody else this moment
            waiting.pop(id_, None)
        for id_ in more.short_orders:
            del waiting[id_]
            short[id_] = WaveLeft.SHORT
        if wish.zone:
            taken = _zones_of_takes(work, more)
            waiting |= {id_: lying_in(waiting[id_], taken[id_]) for id_ in more.complete}
        plan = plan_of(waiting.values(), wish)
    sure = plan_of([waiting[id_] for id_ in found.complete], wish)
    chosen = set(_in_waves(sure))
    left = {id_: WaveLeft.NO_ROOM for id_ in waiting if id_ not in chosen}
    left |= dict(plan.left) | dict(sure.left) | short
    return WavePlan(sure.waves, tuple(left.items())), found


def _in_waves(plan: WavePlan) -> list[OrderId]:
    """The orders of all waves of a plan, the most urgent ones first in each."""
    return [order.order_id for wave in plan.waves for order in wave.orders]


# what waits -----------------------------------------------------------------------


def _waiting(work: Work, wish: WaveWish) -> list[WaitingForWave]:
    """The most urgent orders that could be in a wave, with what the planner must know of them."""
    conditions: list[Any] = [
        Order.warehouse_id == work.warehouse_id,
        Order.status == OrderStatus.CONFIRMED,
        Order.open_holds == 0,
        Order.carrier_id.is_not(None),
    ]
    if wish.carrier_id is not None:
        conditions.append(Order.carrier_id == wish.carrier_id)
    if wish.service is not None:
        conditions.append(Order.service == wish.service)
    is_express = case((Order.service == ServiceLevel.EXPRESS, 0), else_=1)
    urgent = (
        select(Order.id)
        .where(*conditions)
        .order_by(is_express, Order.ship_by.is_(None), Order.ship_by, Order.id)
        .limit(MOST_READ)
        .subquery()
    )
    orders = work.connection.execute(
        select(Order.id, Order.carrier_id, Order.service, Order.ship_by, Carrier.cut_off)
        .join(urgent, urgent.c.id == Order.id)
        .join(Carrier, Carrier.id == Order.carrier_id)
    ).all()
    items = _items(work, urgent)
    zone = work.house.place.zone
    lead = timedelta(minutes=work.house.order_policy.wave_lead_minutes)
    waiting = [
        WaitingForWave(
            OrderId(row.id),
            CarrierId(row.carrier_id),
            row.service,
            next_cut_off(work.now, row.cut_off, zone, lead),
            row.ship_by,
            items[row.id],
        )
        for row in orders
        if row.id in items
    ]
    if not wish.zone:
        return waiting
    zones = _free_zones(work, waiting)
    return [lying_in(order, zones) for order in waiting]


def _items(work: Work, urgent: Any) -> dict[int, tuple[WaveItem, ...]]:
    """Open units by order and product; an order with a product nobody knows is left out."""
    units = func.sum(OrderLine.quantity - OrderLine.cancelled - OrderLine.shipped)
    rows = work.connection.execute(
        select(
            OrderLine.order_id,
            OrderLine.product_id,
            units.label("units"),
            func.min(Product.weight_g).label("weight_g"),
            func.min(Product.length_mm).label("length"),
            func.min(Product.width_mm).label("width"),
            func.min(Product.height_mm).label("height"),
        )
        .join(urgent, urgent.c.id == OrderLine.order_id)
        .outerjoin(Product, Product.id == OrderLine.product_id)
        .group_by(OrderLine.order_id, OrderLine.product_id)
        .having(units > 0)
        .order_by(OrderLine.order_id, OrderLine.product_id)
    )
    found: dict[int, list[WaveItem]] = defaultdict(list)
    unknown: set[int] = set()
    for row in rows:
        if row.product_id is None:
            unknown.add(row.order_id)
            continue
        volume = (row.length or 0) * (row.width or 0) * (row.height or 0)
        found[row.order_id].append(
            WaveItem(ProductId(row.product_id), int(row.units), row.weight_g or 0, volume)
        )
    return {id_: tuple(items) for id_, items in found.items() if id_ not in unknown}


Zones = Mapping[ProductId, frozenset[str]]


def _free_zones(work: Work, waiting: Iterable[WaitingForWave]) -> Zones:
    """The zones in which each product has free units on a picking shelf."""
    products = {item.product_id for order in waiting for item in order.items}
    rows = work.connection.execute(
        select(ShelfStock.product_id, Shelf.zone)
        .join(Shelf, Shelf.id == ShelfStock.shelf_id)
        .where(
            ShelfStock.product_id.in_(sorted(products)),
            ShelfStock.free > 0,
            Shelf.warehouse_id == work.warehouse_id,
            Shelf.kind == ShelfKind.PICK,
            Shelf.active,
        )
        .distinct()
    )
    zones: dict[ProductId, set[str]] = defaultdict(set)
    for product_id, zone in rows:
        zones[ProductId(product_id)].add(zone)
    return {product: frozenset(each) for product, each in zones.items()}


def _zones_of_takes(work: Work, found: FoundStock) -> Mapping[OrderId, Zones]:
    """The zone each product of an order is taken from; none where it is taken from several."""
    zone_of = zones_of_shelves(work, {take.shelf_id for take in found.takes})
    zones: dict[OrderId, dict[ProductId, frozenset[str]]] = defaultdict(dict)
    for take in found.takes:
        of_order = zones[found.wanted[take.line_id].order_id]
        here = frozenset({zone_of[take.shelf_id]})
        before = of_order.get(take.product_id, here)
        of_order[take.product_id] = here if here == before else frozenset()
    return zones


def zones_of_shelves(work: Work, shelves: Iterable[ShelfId]) -> dict[ShelfId, str]:
    """The zone each shelf stands in."""
    rows = work.connection.execute(
        select(Shelf.id, Shelf.zone).where(Shelf.id.in_(sorted(shelves)))
    )
    return {ShelfId(row.id): row.zone for row in rows}


# what is written ------------------------------------------------------------------


def _write_waves(work: Work, plans: Sequence[PlannedWave]) -> tuple[BuiltWave, ...]:
    numbers = take_document_numbers(work, DocumentKind.WAVE, len(plans))
    built = tuple(
        BuiltWave(WaveId(id_), number, plan, tuple(order.order_id for order in plan.orders))
        for id_, number, plan in zip(work.new_ids(len(plans)), numbers, plans, strict=True)
    )
    work.connection.execute(insert(Wave), [_wave_row(work, wave) for wave in built])
    work.connection.execute(
        insert(WaveOrder),
        [
            {"wave_id": wave.wave_id, "order_id": order_id, "slot": slot}
            for wave in built
            for order_id, slot in slots_of(wave).items()
        ],
    )
    return built


def slots_of(wave: BuiltWave) -> dict[OrderId, int | None]:
    """The slot of the put wall of each order; None where the wave is not sorted."""
    sorted_later = wave.plan.mode is PickMode.SORT
    return {id_: n if sorted_later else None for n, id_ in enumerate(wave.orders, start=1)}


def _wave_row(work: Work, wave: BuiltWave) -> dict[str, object]:
    return {
        "id": wave.wave_id,
        "warehouse_id": work.warehouse_id,
        "wave_no": wave.wave_no,
        "status": WaveStatus.RELEASED,
        "mode": wave.plan.mode,
        "kind": wave.plan.kind,
        "carrier_id": wave.plan.carrier_id,
        "zone": wave.plan.zone,
        "cut_off_at": wave.plan.cut_off_at,
        "slots": wave.plan.slots,
        "created_at": work.now,
        "created_by": work.actor.person_id,
        "finished_at": None,
    }


def _make_tasks(work: Work, built: Sequence[BuiltWave], found: FoundStock, wish: WaveWish) -> None:
    if wish.mode is PickMode.PER_ORDER:
        wave_of = {order_id: wave.wave_id for wave in built for order_id in wave.orders}
        make_order_tasks(work, found, list(wave_of), wave_of)
        return
    zone_of = zones_of_shelves(work, {take.shelf_id for take in found.takes})
    goods = [
        WaveGoods(wave.wave_id, wave.wave_no, wave.plan.mode, wave.plan.has_express, slots_of(wave))
        for wave in built
    ]
    make_wave_tasks(work, goods, found, zone_of if wish.task_per_zone else None)


def _moves(wave: BuiltWave, found: FoundStock) -> list[Move]:
    slots = slots_of(wave)
    return [
        Move(
            id_,
            found.orders[id_].status,
            OrderStatus.PICKING,
            "waved",
            {"wave": wave.wave_no} | ({} if slots[id_] is None else {"slot": slots[id_]}),
        )
        for id_ in wave.orders
    ]
