"""People who work with stock at stations of their own, as many at once as a test likes.

Each method does one whole job as far as it gets and gives what it was told last; what it works
on is chosen by a number from what is there at that moment. A refusal is an answer like any
other: somebody was faster.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

from sqlalchemy import select

from db.schema.counting import StockCount, StockCountLine
from db.schema.orders import Hold, Order, OrderLine
from db.schema.parcels import Parcel, ParcelItem
from db.schema.stock import BlockedStock, Lot, Shelf, ShelfStock
from fulfilment.house import Actor
from fulfilment.intake.intake import Taken, take_orders
from fulfilment.orders.cancelling import cancel_order
from fulfilment.orders.confirmation import confirm_orders
from fulfilment.orders.holds import lift_hold
from fulfilment.paper.print_jobs import print_due
from fulfilment.release.reservation import release_orders
from fulfilment.stock.blocking import block_goods, regrade_goods, scrap_goods, unblock_goods
from fulfilment.stock.bookings import Units
from fulfilment.stock.count_closing import close_count
from fulfilment.stock.counting import CountOpened, cancel_count, count_line, open_count
from fulfilment.stock.expiry import block_expired
from fulfilment.stock.moving import PutBack, Transfer, move_goods, put_back
from fulfilment.stock.receiving import Receipt, receive_goods
from fulfilment.stock.returns import Return, ReturnLine, grade_return, receive_return
from fulfilment.supply.arrivals import retry_waiting
from printing.printers.file import FilePrinter
from procedure.effects import (
    BindLabel,
    ClaimPickTask,
    CloseHandover,
    CloseParcel,
    CountParcel,
    FinishPick,
    HandoverCounted,
    OpenParcel,
    ParcelClosed,
    ParcelOpened,
    PickTaskOpened,
    PickUnits,
    ReleasePickTask,
    ShortPick,
)
from procedure.ids import HoldId, OrderId, ProductId
from procedure.words import (
    CountStatus,
    OrderStatus,
    ParcelStatus,
    Post,
    ShortReason,
    StockCondition,
)
from tests.plugins.houses import CABLE, MUG, TEA, SmallHouse, draft
from tests.plugins.journey import all_units, ask, line, second_station
from tests.plugins.stock_floor import CABLES, INSPECTION, MUGS, NEW_TEA, OLD_TEA, RESERVE, STAGING

C = StockCondition
SHELVES = (MUGS, OLD_TEA, NEW_TEA, CABLES, RESERVE)
GRADES = (C.DEFECTIVE, C.DAMAGED, C.CARTON_DAMAGED)
BEFORE_THE_CARRIER = (
    OrderStatus.CONFIRMED,
    OrderStatus.BACKORDERED,
    OrderStatus.PICKING,
    OrderStatus.PACKING,
    OrderStatus.READY_TO_SHIP,
)
_SERIAL = count(1)


@dataclass(frozen=True, slots=True)
class Hands:
    """A person at a station, who may do everything."""

    at: SmallHouse
    actor: Actor
    folder: Path

    # goods ---------------------------------------------------------------------------

    def receive(self, n: int) -> object:
        sku = (MUG, TEA, CABLE)[n % 3]
        lot = ("L1108", "L1201", "L1300")[n % 7 % 3] if sku == TEA else ""
        until = date(2028, 1, 1) if lot == "L1300" else None
        shelf = SHELVES[n % len(SHELVES)]
        goods = Receipt(self.at.products[sku], shelf, lot, until, n % 9, "DN")
        return receive_goods(self.at.house, self.actor, goods)

    def move(self, n: int) -> object:
        row = self._pick(n, select(ShelfStock.__table__).where(ShelfStock.free > 0))
        if row is None:
            return None
        there = self._units(row, 1 + n % 6)
        to = SHELVES[n % 4]
        goods = Transfer(there.product_id, there.lot, there.shelf_code, to, there.quantity)
        return move_goods(self.at.house, self.actor, goods)

    def block(self, n: int) -> object:
        row = self._pick(n, select(ShelfStock.__table__).where(ShelfStock.free > 0))
        if row is None:
            return block_expired(self.at.house, self.actor)
        there = self._units(row, 1 + n % 4)
        return block_goods(self.at.house, self.actor, there, GRADES[n % 3], "")

    def settle(self, n: int) -> object:
        """Whatever is kept back goes on: put back, graded, given free, regraded, scrapped."""
        row = self._pick(n, select(BlockedStock.__table__).where(BlockedStock.quantity > 0))
        if row is None:
            return None
        there = self._units(row, 1 + n % 2)
        house, who = self.at.house, self.actor
        if row.condition is C.TO_PUT_BACK:
            back = PutBack(there.product_id, there.lot, STAGING, SHELVES[n % 4], there.quantity)
            return put_back(house, who, back)
        if row.condition is C.TO_INSPECT:
            return grade_return(house, who, there, (C.GOOD, C.DAMAGED)[n % 2], SHELVES[n % 4], "")
        if n % 3 == 0:
            return unblock_goods(house, who, there, row.condition, "")
        if n % 3 == 1:
            return regrade_goods(house, who, there, row.condition, GRADES[n % 2], "")
        return scrap_goods(house, who, there, row.condition, "broken")

    def count(self, n: int) -> object:
        """Go on with an open count, or begin one; every fourth is left open for others."""
        row = self._pick(
            n, select(StockCount.__table__).where(StockCount.status == CountStatus.OPEN)
        )
        if row is not None:
            count_id = row.id
        else:
            shelves = [SHELVES[n % 5], SHELVES[n % 3]]
            begun = open_count(self.at.house, self.actor, shelves, n % 2 == 0, "turn")
            if not isinstance(begun, CountOpened):
                return begun
            count_id = begun.count_id
        self._look(count_id, n)
        if n % 8 == 3:
            return cancel_count(self.at.house, self.actor, count_id)
        if n % 4 == 0:
            return None
        reasons = {row.id: "counted" for row in self._lines(count_id)}
        return close_count(self.at.house, self.actor, count_id, reasons)

    def _look(self, count_id: int, n: int) -> None:
        for place, row in enumerate(self._lines(count_id)):
            found = max(row.expected + (0, 0, -2, 1, 3, -30)[(n + place) % 6], 0)
            there = self._units(row, found)
            count_line(
                self.at.house,
                self.actor,
                count_id,
                there.shelf_code,
                there.product_id,
                there.lot,
                found,
            )

    def _lines(self, count_id: int) -> Sequence[Any]:
        return self._rows(
            select(StockCountLine.__table__)
            .where(StockCountLine.count_id == count_id)
            .order_by(StockCountLine.id)
        )

    # orders --------------------------------------------------------------------------

    def order(self, n: int) -> object:
        goods = [line(MUG, 1 + n % 4), line(TEA, 1 + n % 5), line(CABLE, 1 + n % 7)]
        wanted = tuple(goods[n % 3 :] + goods[: n % 2])
        new = draft(f"M-{next(_SERIAL)}", lines=wanted[: 1 + n % 3])
        taken = take_orders(self.at.house, self.actor, [new])
        assert isinstance(taken, Taken), taken
        confirm_orders(self.at.house, self.actor, taken.orders)
        return release_orders(self.at.house, self.actor, taken.orders)

    def again(self, n: int) -> object:
        """Orders that wait are tried again, and stopped ones go on."""
        row = self._pick(n, select(Hold.__table__).where(Hold.lifted_at.is_(None)))
        if row is not None:
            lift_hold(self.at.house, self.actor, HoldId(row.id), "go on")
        return retry_waiting(self.at.house)

    def pick(self, n: int) -> object:
        """Take units of the next task; finish it, or give it back half done."""
        opened = ask(self.at, self.actor, ClaimPickTask(None))
        if not isinstance(opened, PickTaskOpened):
            return opened
        task = opened.task
        for stop in task.stops:
            open_units = stop.quantity - stop.picked
            taken = open_units if n % 3 else n % (open_units + 1)
            if taken:
                units = PickUnits(task.task_id, task.fence, stop.line_id, taken)
                ask(self.at, self.actor, units)
        done = ask(self.at, self.actor, FinishPick(task.task_id, task.fence))
        ask(self.at, self.actor, ReleasePickTask(task.task_id, task.fence))
        return done

    def short(self, n: int) -> object:
        """The next task's shelf gives less than it should."""
        opened = ask(self.at, self.actor, ClaimPickTask(None))
        if not isinstance(opened, PickTaskOpened):
            return opened
        task = opened.task
        open_stops = [stop for stop in task.stops if stop.quantity > stop.picked]
        answer: object = None
        if open_stops:
            stop = open_stops[n % len(open_stops)]
            missing = 1 + n % (stop.quantity - stop.picked)
            why = list(ShortReason)[n % 3]
            short = ShortPick(task.task_id, task.fence, stop.line_id, missing, why)
            answer = ask(self.at, self.actor, short)
        ask(self.at, self.actor, ReleasePickTask(task.task_id, task.fence))
        return answer

    def ship(self, n: int) -> object:
        """Pack a picked order, stick its label on, and give it to the carrier."""
        row = self._pick(
            n,
            select(Order.order_no)
            .join(Parcel, Parcel.order_id == Order.id)
            .where(Parcel.status == ParcelStatus.OPEN)
            .order_by(Parcel.id),
        )
        if row is None:
            return None
        opened = ask(self.at, self.actor, OpenParcel(row.order_no))
        if not isinstance(opened, ParcelOpened):
            return opened
        parcel = opened.task
        ask(self.at, self.actor, *all_units(parcel))
        closed = ask(self.at, self.actor, CloseParcel(parcel.parcel_id, parcel.fence))
        if not isinstance(closed, ParcelClosed) or self.actor.station_id is None:
            return closed
        print_due(self.at.house, self.actor, self.actor.station_id, FilePrinter(self.folder))
        ask(self.at, self.actor, BindLabel(parcel.box_code, closed.number))
        counted = ask(self.at, self.actor, CountParcel(None, closed.number))
        if not isinstance(counted, HandoverCounted):
            return counted
        return ask(self.at, self.actor, CloseHandover(counted.task.handover_id))

    def bring_back(self, n: int) -> object:
        """A customer sends a unit back."""
        row = self._pick(
            n,
            select(Order.order_no, OrderLine.product_id, Lot.code)
            .join(OrderLine, OrderLine.order_id == Order.id)
            .join(ParcelItem, ParcelItem.order_line_id == OrderLine.id)
            .join(Lot, Lot.id == ParcelItem.lot_id)
            .where(OrderLine.shipped > 0)
            .order_by(OrderLine.id, Lot.id),
        )
        if row is None:
            return None
        units = (ReturnLine(ProductId(row.product_id), row.code, 1 + n % 2),)
        return receive_return(self.at.house, self.actor, Return(row.order_no, INSPECTION, units))

    def cancel(self, n: int) -> object:
        """A customer changes their mind, wherever the order is."""
        row = self._pick(
            n, select(Order.id).where(Order.status.in_(BEFORE_THE_CARRIER)).order_by(Order.id)
        )
        if row is None:
            return None
        return cancel_order(self.at.house, self.actor, OrderId(row.id), "changed their mind")

    # what is there -------------------------------------------------------------------

    def _rows(self, statement: Any) -> Sequence[Any]:
        with self.at.house.database.read() as connection:
            return connection.execute(statement).all()

    def _pick(self, n: int, statement: Any) -> Any:
        rows = self._rows(statement)
        return rows[n % len(rows)] if rows else None

    def _units(self, row: Any, quantity: int) -> Units:
        """Units of a row that names product, shelf and lot by their ids."""
        (names,) = self._rows(
            select(Shelf.code, Lot.code.label("lot"))
            .join(Lot, Lot.id == row.lot_id)
            .where(Shelf.id == row.shelf_id)
        )
        return Units(ProductId(row.product_id), names.lot, names.code, quantity)


def hands_at(at: SmallHouse, folder: Path, name: str) -> Hands:
    """One more person with a station of their own."""
    return Hands(at, replace(second_station(at, Post.SUPERVISOR, name)), folder)
