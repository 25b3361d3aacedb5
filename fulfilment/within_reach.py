"""The codes a person has within reach: what to scan next, and what one could scan by mistake.

Drives the demo's scanner dock and the simulated walk; it knows what the machines ask for, not
how they judge.
"""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import func, or_, select

from db.engine import Database
from db.schema.orders import Order, OrderLine
from db.schema.parcels import Parcel, ParcelItem
from db.schema.picking import PickTask, Wave
from db.schema.products import ProductCode
from db.schema.waybills import HandoverParcel, WaybillNumber
from fulfilment.reachable import (
    CODE128_AIM,
    EAN_AIM,
    SCALE_AIM,
    Reachable,
    loads,
    marked,
    reason_card,
    unlike,
)
from fulfilment.station.machines import AnyState
from procedure.ids import ProductId
from procedure.machines.inspect_state import InspectPhase, InspectState
from procedure.machines.inspect_state import open_units as to_find
from procedure.machines.pack_state import (
    PackPhase,
    PackState,
    materials_due,
    open_units,
)
from procedure.machines.pick_state import PickPhase, PickState
from procedure.machines.ship import ShipPhase, ShipState
from procedure.machines.sort_state import SortPhase, SortState, live_items, takers
from procedure.machines.sort_state import open_units as still_to_sort
from procedure.parcel_words import DefectCode, ReopenReason
from procedure.sheet_codes import sheet_code
from procedure.words import (
    Command,
    ParcelStatus,
    PickMode,
    PickTaskStatus,
    ShortReason,
    WaveStatus,
    WaybillState,
)

__all__ = ["CODE128_AIM", "EAN_AIM", "SCALE_AIM", "Reach", "Reachable"]

_HOT_PRODUCT = (
    select(func.min(OrderLine.product_id))
    .join(ParcelItem, ParcelItem.order_line_id == OrderLine.id)
    .join(PickTask, PickTask.sheet_code == Parcel.sheet_code)
    .where(ParcelItem.parcel_id == Parcel.id, PickTask.mode == PickMode.HOT)
    .correlate(Parcel)
    .scalar_subquery()
)
"""The product of a parcel that its unit opens, NULL for every other parcel."""


class Reach:
    """Finds the codes within reach of a station.

    Thread: reads the database; not for the main thread.

    Args:
        approvers: Badges of those who may approve what needs a second person.
    """

    def __init__(self, database: Database, approvers: Sequence[Reachable] = ()) -> None:
        self._database = database
        self._approvers = tuple(marked(badge) for badge in approvers)
        self._codes: dict[ProductId, str] = {}

    def of(self, state: AnyState) -> tuple[Reachable, ...]:
        """Codes for a screen's state, the right one first; empty where nothing is left to do.

        Raises:
            CannotNow: The database is away.
        """
        if state.stop is not None:
            return (Reachable("Confirm card", Command.CONFIRM.value, CODE128_AIM, True),)
        match state:
            case PickState():
                return self._pick(state)
            case SortState():
                return self._sort(state)
            case PackState():
                return self._pack(state)
            case InspectState():
                return self._inspect(state)
            case ShipState():
                return self._ship(state)

    def product_code(self, product_id: ProductId) -> str:
        """The code on every unit of a product."""
        if product_id not in self._codes:
            with self._database.read() as connection:
                shown = connection.scalar(
                    select(func.min(ProductCode.shown)).where(
                        ProductCode.product_id == product_id,
                        ProductCode.units == 1,
                        func.length(ProductCode.key) == 14,
                    )
                )
            self._codes[product_id] = str(shown)
        return self._codes[product_id]

    def _product(self, product_id: ProductId, name: str, right: bool) -> Reachable:
        return Reachable(name, self.product_code(product_id), EAN_AIM, right)

    # pick ----------------------------------------------------------------------

    def _pick(self, state: PickState) -> tuple[Reachable, ...]:
        due = state.due
        if state.phase is PickPhase.ZERO:
            empty = Reachable("Empty card", Command.EMPTY.value, CODE128_AIM, True)
            return (empty, Reachable("Skip card", Command.SKIP.value, CODE128_AIM, False))
        if state.phase is PickPhase.SUPERVISOR:
            return self._approvers
        if state.phase in (PickPhase.FINISH, PickPhase.BY_HAND):
            return (Reachable("Confirm card", Command.CONFIRM.value, CODE128_AIM, True),)
        if state.task is None or due is None:
            return self._sheets()
        shelf = Reachable(due.shelf, f"LOC-{due.shelf}", CODE128_AIM, False)
        product = self._product(due.product.product_id, due.product.name, False)
        lot = Reachable(due.lot, due.lot, CODE128_AIM, False)
        if state.phase is PickPhase.REASON:
            return (*map(reason_card, ShortReason), shelf, product)
        right = {PickPhase.SHELF: shelf, PickPhase.PRODUCT: product, PickPhase.LOT: lot}.get(
            state.phase, shelf
        )
        others = [
            Reachable(s.shelf, f"LOC-{s.shelf}", CODE128_AIM, False)
            for s in state.stops
            if s.shelf != due.shelf
        ]
        others += [
            self._product(s.product.product_id, s.product.name, False)
            for s in state.stops
            if s.product.product_id != due.product.product_id
        ]
        near = [code for code in (shelf, product, *([lot] if due.lot else [])) if code != right]
        return unlike((marked(right), *near, *others))

    def _sheets(self) -> tuple[Reachable, ...]:
        with self._database.read() as connection:
            tasks = connection.execute(
                select(PickTask.sheet_code, PickTask.sheet_version)
                .outerjoin(Order, Order.id == PickTask.order_id)
                .where(
                    PickTask.status == PickTaskStatus.OPEN,
                    or_(PickTask.order_id.is_(None), Order.open_holds == 0),
                )
                .order_by(PickTask.priority, PickTask.id)
                .limit(3)
            ).all()
        return tuple(
            Reachable("Pick sheet", sheet_code(*task), CODE128_AIM, place == 0)
            for place, task in enumerate(tasks)
        )

    # sort ----------------------------------------------------------------------

    def _sort(self, state: SortState) -> tuple[Reachable, ...]:
        if state.task is None:
            return self._waves_to_sort()
        if state.phase is SortPhase.FINISH:
            return (Reachable("Confirm card", Command.CONFIRM.value, CODE128_AIM, True),)
        if state.held is not None:
            pairs = takers(state, state.held.product.product_id)
            return unlike(
                Reachable(item.lot, item.lot, CODE128_AIM, place == 0)
                for place, (_, item) in enumerate(pairs)
            )
        items = [item for _, item in live_items(state.slots)]
        due = [item for item in items if still_to_sort(item)]
        full = [item for item in items if not still_to_sort(item)]
        return unlike(
            self._product(item.product.product_id, item.product.name, place == 0)
            for place, item in enumerate((*due, *full))
        )

    def _waves_to_sort(self) -> tuple[Reachable, ...]:
        with self._database.read() as connection:
            waves = connection.scalars(
                select(Wave.wave_no)
                .where(Wave.status == WaveStatus.PICKED, Wave.mode == PickMode.SORT)
                .order_by(Wave.id)
                .limit(3)
            ).all()
        return tuple(
            Reachable("Wave", wave_no, CODE128_AIM, place == 0)
            for place, wave_no in enumerate(waves)
        )

    # pack ----------------------------------------------------------------------

    def _pack(self, state: PackState) -> tuple[Reachable, ...]:
        if state.task is None:
            return self._open_parcels()
        match state.phase:
            case PackPhase.OPEN | PackPhase.LOT | PackPhase.TWINS:
                return self._goods(state)
            case PackPhase.SUPERVISOR | PackPhase.ACCEPT:
                return self._approvers
            case PackPhase.WEIGH:
                return loads(state)
            case PackPhase.LABEL:
                own = Reachable("Its label", state.number, CODE128_AIM, True)
                return (own, *self._other_labels(state.number))
            case PackPhase.MATERIAL:
                due = [(each.name, each.code) for each in materials_due(state)]
                cartons = [(each.name, each.code) for each in state.task.cartons]
                return tuple(
                    Reachable(name, code, CODE128_AIM, place == 0)
                    for place, (name, code) in enumerate((*due, *cartons))
                )
            case PackPhase.SERIAL:
                serial = f"SN-{state.task.parcel_id % 100_000}-{len(state.serials) + 1}"
                return (Reachable("Serial number", serial, CODE128_AIM, True),)
            case PackPhase.REOPEN:
                return (Reachable("Reason card", ReopenReason.MISTAKE.value, CODE128_AIM, True),)
            case PackPhase.CLOSE | PackPhase.BY_HAND:
                return (Reachable("Confirm card", Command.CONFIRM.value, CODE128_AIM, True),)
            case _:
                return ()

    def _goods(self, state: PackState) -> tuple[Reachable, ...]:
        due = [item for item in state.items if open_units(item)]
        if state.held is not None:
            held = state.held.product.product_id
            lots = [item for item in due if item.product.product_id == held]
            return unlike(
                Reachable(item.lot, item.lot, CODE128_AIM, place == 0)
                for place, item in enumerate(lots)
            )
        products = [
            self._product(item.product.product_id, item.product.name, place == 0)
            for place, item in enumerate(due)
        ]
        full = [
            self._product(item.product.product_id, item.product.name, False)
            for item in state.items
            if not open_units(item)
        ]
        return unlike((*products, *full))

    def _open_parcels(self) -> tuple[Reachable, ...]:
        """A slot of the put wall, the order's own sheet, or a unit of a hot product."""
        with self._database.read() as connection:
            parcels = connection.execute(
                select(Parcel.sheet_code, Parcel.tote_code, _HOT_PRODUCT.label("hot"))
                .join(Order, Order.id == Parcel.order_id)
                .where(
                    Parcel.status == ParcelStatus.OPEN,
                    or_(Parcel.sheet_code.is_not(None), Parcel.tote_code.is_not(None)),
                    Order.open_holds == 0,
                )
                .order_by(Parcel.id)
                .limit(3)
            ).all()
        return unlike(
            self._product(ProductId(row.hot), "Hot product", place == 0)
            if row.hot is not None
            else Reachable("Slot", row.tote_code, CODE128_AIM, place == 0)
            if row.tote_code
            else Reachable("Pick sheet", row.sheet_code, CODE128_AIM, place == 0)
            for place, row in enumerate(parcels)
        )

    def _other_labels(self, number: str) -> tuple[Reachable, ...]:
        with self._database.read() as connection:
            other = connection.scalar(
                select(WaybillNumber.number)
                .where(
                    WaybillNumber.number != number,
                    WaybillNumber.state.in_((WaybillState.PRINTED, WaybillState.BOUND)),
                )
                .order_by(WaybillNumber.changed_at.desc(), WaybillNumber.id)
                .limit(1)
            )
        return () if other is None else (Reachable("Another label", other, CODE128_AIM, False),)

    # inspect -------------------------------------------------------------------

    def _inspect(self, state: InspectState) -> tuple[Reachable, ...]:
        if state.task is None:
            return self._drawn_boxes()
        if state.phase in (InspectPhase.JUDGE, InspectPhase.PASS):
            return (Reachable("Confirm card", Command.CONFIRM.value, CODE128_AIM, True),)
        if state.phase is InspectPhase.LABEL:
            own = Reachable("Its label", state.number, CODE128_AIM, True)
            return (own, *self._other_labels(state.number))
        due = [item for item in state.items if to_find(state, item)]
        if state.held is not None:
            held = state.held.product.product_id
            lots = [item for item in due if item.product.product_id == held]
            return unlike(
                Reachable(item.lot, item.lot, CODE128_AIM, place == 0)
                for place, item in enumerate(lots)
            )
        damaged = reason_card(DefectCode.DAMAGED, right=False)
        units = (
            self._product(item.product.product_id, item.product.name, place == 0)
            for place, item in enumerate(due)
        )
        return unlike((*units, damaged))

    def _drawn_boxes(self) -> tuple[Reachable, ...]:
        with self._database.read() as connection:
            boxes = connection.scalars(
                select(Parcel.box_code)
                .join(Order, Order.id == Parcel.order_id)
                .where(Parcel.status == ParcelStatus.TO_INSPECT, Order.open_holds == 0)
                .order_by(Parcel.id)
                .limit(3)
            ).all()
        return tuple(
            Reachable("Box", box, CODE128_AIM, place == 0) for place, box in enumerate(boxes)
        )

    # ship ----------------------------------------------------------------------

    def _ship(self, state: ShipState) -> tuple[Reachable, ...]:
        if state.phase is ShipPhase.PAIR and state.box is not None:
            own = Reachable("Its label", state.box.number, CODE128_AIM, True)
            return (own, *self._other_labels(state.box.number))
        carrier = state.handover.carrier_id if state.handover else None
        conditions = [] if carrier is None else [Parcel.carrier_id == carrier]
        with self._database.read() as connection:
            labels = connection.scalars(
                select(WaybillNumber.number)
                .join(Parcel, Parcel.id == WaybillNumber.parcel_id)
                .join(Order, Order.id == Parcel.order_id)
                .outerjoin(HandoverParcel, HandoverParcel.parcel_id == Parcel.id)
                .where(
                    WaybillNumber.state == WaybillState.BOUND,
                    Parcel.status == ParcelStatus.BOUND,
                    HandoverParcel.parcel_id.is_(None),
                    Order.open_holds == 0,
                    *conditions,
                )
                .order_by(Parcel.id)
                .limit(3)
            ).all()
        counted = bool(state.handover and state.handover.counted)
        codes = [
            Reachable("Label", number, CODE128_AIM, place == 0)
            for place, number in enumerate(labels)
        ]
        if counted:
            right = not labels
            codes.append(Reachable("Confirm card", Command.CONFIRM.value, CODE128_AIM, right))
        return tuple(codes)
