"""An order's way through the house, a step at a time, by the use cases that stations drive.

Each function takes an order to the end of one step; a test begins where it wants to look.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeVar

from sqlalchemy import insert, select, update

from db.schema.orders import Hold, Order, OrderAddress
from db.schema.stock import ShelfStock, Stock
from fulfilment.house import SYSTEM, Actor, Work
from fulfilment.intake.drafts import LineDraft, OrderDraft
from fulfilment.intake.intake import Taken, take_orders
from fulfilment.orders.confirmation import Confirmed, confirm_orders
from fulfilment.orders.holds import HoldOpened, open_hold
from fulfilment.paper.print_jobs import Printed, print_due
from fulfilment.release.reservation import Released, release_orders
from fulfilment.set_up import add_station
from fulfilment.station.scan_application import carry_out
from printing.printers.file import FilePrinter
from procedure.effects import (
    Answer,
    BindLabel,
    ClaimPickTask,
    CloseParcel,
    CountParcel,
    Done,
    Effect,
    FinishPick,
    HandoverCounted,
    LabelBound,
    OpenParcel,
    PackUnits,
    ParcelClosed,
    ParcelOpened,
    PickTaskOpened,
    PickUnits,
    Refused,
)
from procedure.ids import HoldId, OrderId
from procedure.permissions import UseCase
from procedure.tasks import PackTask, PickTask
from procedure.verdicts import Verdict
from procedure.words import HoldKind, OrderStatus, Post, Screen
from tests.plugins.houses import SmallHouse

T = TypeVar("T")
PICKER = (Post.PICKER, Screen.PICK)
PACKER = (Post.PACKER, Screen.PACK)
SHIPPER = (Post.SHIPPER, Screen.SHIP)
INSPECTOR = (Post.INSPECTOR, Screen.INSPECT)


def line(sku: str, quantity: int, name: str = "Goods") -> LineDraft:
    """A line of a draft."""
    return LineDraft(sku, name, quantity, 1000)


def ask(
    at: SmallHouse,
    who: tuple[Post, Screen] | Actor,
    *effects: Effect,
    use_case: UseCase = UseCase.PICK,
) -> Answer:
    """Carry effects out in one transaction, as a station's scan does; the last one's answer.

    Args:
        use_case: What an actor does who is named himself.
    """
    if isinstance(who, Actor):
        actor = who
    else:
        actor, use_case = at.at(*who), UseCase(who[1].value)
    return at.house.run(
        actor, use_case, lambda work: [carry_out(work, effect) for effect in effects][-1]
    )


def expect(kind: type[T], answer: object) -> T:
    """The answer, which must be of this kind."""
    assert isinstance(answer, kind), answer
    return answer


def verdict_of(answer: object) -> Verdict:
    """Why it was refused."""
    return expect(Refused, answer).verdict


def set_up(at: SmallHouse, body: Callable[[Work], T]) -> T:
    """Change the house itself, as its administrator does."""
    result = at.house.run(SYSTEM, UseCase.SET_UP_HOUSE, body)
    assert not isinstance(result, Refused), result
    return result


def second_station(at: SmallHouse, post: Post, name: str) -> Actor:
    """The person of a post at one more station."""
    station = set_up(at, lambda work: add_station(work, name, None))
    return replace(at.people[post], station_id=station)


# the way ------------------------------------------------------------------------


def taken(at: SmallHouse, *drafts: OrderDraft) -> tuple[OrderId, ...]:
    """Orders as they came in."""
    return expect(Taken, take_orders(at.house, at.people[Post.SERVICE_REP], drafts)).orders


def confirmed(at: SmallHouse, *drafts: OrderDraft) -> tuple[OrderId, ...]:
    """Orders that were confirmed, all of them."""
    orders = taken(at, *drafts)
    result = expect(Confirmed, confirm_orders(at.house, at.people[Post.SERVICE_REP], orders))
    assert result.orders == orders, result
    return orders


def release(at: SmallHouse, orders: Sequence[OrderId]) -> Released:
    """What a release did."""
    return expect(Released, release_orders(at.house, at.people[Post.SERVICE_REP], orders))


def waits(result: Released) -> list[tuple[OrderId, int]]:
    """Orders that wait, and for how many units."""
    return [(short.order_id, short.missing + short.to_fetch) for short in result.short]


def released(at: SmallHouse, *drafts: OrderDraft) -> tuple[OrderId, ...]:
    """Orders with a pick task each."""
    orders = confirmed(at, *drafts)
    assert release(at, orders).to_pick == orders
    return orders


def claimed(at: SmallHouse, order: OrderId) -> PickTask:
    """The order's pick task, at the picker's station."""
    answer = ask(at, PICKER, ClaimPickTask(order_no(at, order)))
    return expect(PickTaskOpened, answer).task


def picked(at: SmallHouse, order: OrderId) -> PickTask:
    """The task, every unit taken and the goods at staging."""
    task = claimed(at, order)
    units = [PickUnits(task.task_id, task.fence, s.line_id, s.quantity) for s in task.stops]
    expect(Done, ask(at, PICKER, *units, FinishPick(task.task_id, task.fence)))
    return task


def opened(at: SmallHouse, order: OrderId) -> PackTask:
    """The picked order's parcel, open at the packer's bench."""
    picked(at, order)
    return expect(ParcelOpened, ask(at, PACKER, OpenParcel(order_no(at, order)))).task


def all_units(parcel: PackTask) -> list[PackUnits]:
    """Every unit of an opened parcel, as the scans of it count them."""
    return [
        PackUnits(parcel.parcel_id, parcel.fence, i.order_line_id, i.lot_id, i.quantity - i.packed)
        for i in parcel.items
    ]


def filled(at: SmallHouse, order: OrderId) -> PackTask:
    """The parcel with every unit in it, still open."""
    parcel = opened(at, order)
    expect(Done, ask(at, PACKER, *all_units(parcel)))
    return parcel


@dataclass(frozen=True, slots=True)
class Closed:
    """A closed parcel."""

    order: OrderId
    parcel: PackTask
    number: str


def closed(at: SmallHouse, order: OrderId) -> Closed:
    """The parcel, closed; its label is intended."""
    parcel = filled(at, order)
    answer = ask(at, PACKER, CloseParcel(parcel.parcel_id, parcel.fence))
    return Closed(order, parcel, expect(ParcelClosed, answer).number)


def print_labels(at: SmallHouse, folder: Path) -> tuple[Printed, ...]:
    """Print what is due at the packer's bench into a folder."""
    actor = at.at(*PACKER)
    assert actor.station_id is not None
    return print_due(at.house, actor, actor.station_id, FilePrinter(folder))


def labelled(at: SmallHouse, order: OrderId, folder: Path) -> Closed:
    """The closed parcel, its label printed."""
    parcel = closed(at, order)
    assert [job.problem for job in print_labels(at, folder)] == [""]
    return parcel


def bound(at: SmallHouse, order: OrderId, folder: Path) -> Closed:
    """The parcel with its label scanned back."""
    parcel = labelled(at, order, folder)
    pair = BindLabel(parcel.parcel.box_code, parcel.number)
    expect(LabelBound, ask(at, PACKER, pair))
    return parcel


def counted(at: SmallHouse, parcel: Closed, handover_id: int | None = None) -> int:
    """Count a bound parcel; the hand-over it was counted into."""
    answer = ask(at, SHIPPER, CountParcel(handover_id, parcel.number))
    return expect(HandoverCounted, answer).task.handover_id


# what happens meanwhile ---------------------------------------------------------


def hold(at: SmallHouse, order: OrderId) -> HoldId:
    """The rep stops an order."""
    rep = at.people[Post.SERVICE_REP]
    answer = open_hold(at.house, rep, order, HoldKind.STOPPED, "customer called")
    return expect(HoldOpened, answer).hold_id


def change_address(at: SmallHouse, order: OrderId, **parts: str) -> None:
    """A newer version of the receiver, with some parts changed.

    By rows: the use case that changes an address is not built yet.
    """

    def change(work: Work) -> None:
        old = work.connection.execute(
            select(OrderAddress.__table__)
            .where(OrderAddress.order_id == order)
            .order_by(OrderAddress.version.desc())
        ).first()
        assert old is not None
        row = {**old._mapping, **parts, "version": old.version + 1, "at": work.now}
        work.connection.execute(insert(OrderAddress).values(row))
        work.connection.execute(
            update(Order).where(Order.id == order).values(address_version=old.version + 1)
        )

    set_up(at, change)


# what stands in the books --------------------------------------------------------


def status(at: SmallHouse, order: OrderId) -> OrderStatus:
    """The order's status."""
    with at.house.database.read() as connection:
        return connection.execute(select(Order.status).where(Order.id == order)).scalar_one()


def order_no(at: SmallHouse, order: OrderId) -> str:
    """The order's number."""
    with at.house.database.read() as connection:
        return connection.execute(select(Order.order_no).where(Order.id == order)).scalar_one()


def open_holds(at: SmallHouse, order: OrderId) -> list[tuple[HoldKind, str]]:
    """Kind and finding of each open hold."""
    with at.house.database.read() as connection:
        rows = connection.execute(
            select(Hold.kind, Hold.finding)
            .where(Hold.order_id == order, Hold.lifted_at.is_(None))
            .order_by(Hold.id)
        )
        return [(row.kind, row.finding) for row in rows]


def balance(at: SmallHouse, sku: str) -> tuple[int, int, int, int]:
    """On hand, available, reserved, blocked."""
    with at.house.database.read() as connection:
        row = connection.execute(
            select(Stock.on_hand, Stock.available, Stock.reserved, Stock.blocked).where(
                Stock.product_id == at.products[sku]
            )
        ).one()
    return row.on_hand, row.available, row.reserved, row.blocked


def on_shelf(at: SmallHouse, shelf: str) -> tuple[int, int, int]:
    """Free, allocated, blocked units of a shelf, all lots together."""
    with at.house.database.read() as connection:
        rows = connection.execute(
            select(ShelfStock.free, ShelfStock.allocated, ShelfStock.blocked).where(
                ShelfStock.shelf_id == at.shelves[shelf]
            )
        ).all()
    free, allocated, blocked = (sum(part) for part in zip(*rows, strict=True))
    return free, allocated, blocked
