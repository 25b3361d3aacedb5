"""Where somebody at the put wall stands: the open wave, what is in its slots, and the questions."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum

from procedure.codes import KnownProduct
from procedure.effects import Gate
from procedure.ids import LotId, OrderLineId, ProductId
from procedure.machines.quantity import Quantity
from procedure.machines.turn import MachineState
from procedure.tasks import WallItem, WallSlot, WallTask
from procedure.verdicts import Verdict


class SortPhase(StrEnum):
    """What the sort machine waits for."""

    NO_WALL = "no_wall"
    OPEN = "open"
    LOT = "lot"
    REASON = "reason"
    FINISH = "finish"
    """Every unit is in its slot, but the centre has not taken the wave as sorted yet."""
    WAITING = "waiting"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class HeldGoods:
    """A unit in somebody's hand whose lot is not scanned yet.

    Attributes:
        units: Units of its code: 1, or a carton's content.
        lot_refused: Whether a wrong lot was scanned since: then another unit may be taken.
    """

    product: KnownProduct
    units: int
    has_serial: bool = False
    lot_refused: bool = False


@dataclass(frozen=True, slots=True)
class PutIn:
    """One counted scan, for `CMD-UNDO`."""

    slot: int
    order_line_id: OrderLineId
    lot_id: LotId
    units: int


@dataclass(frozen=True, slots=True)
class SortState(MachineState):
    """The sort machine's state.

    Attributes:
        resume: The phase after a refused gate or a confirmed stop.
        task: The open wave, or None.
        slots: Its slots in their order, `sorted` as it stands now.
        held: The goods whose lot is awaited in phase LOT.
        quantity: A `QTY-nn` that waits for the next scan.
        put_in: What was counted, oldest first.
        last: The unit that goes in with the gate that is out, or None.
    """

    phase: SortPhase = SortPhase.NO_WALL
    resume: SortPhase = SortPhase.NO_WALL
    task: WallTask | None = None
    slots: tuple[WallSlot, ...] = ()
    held: HeldGoods | None = None
    quantity: Quantity | None = None
    put_in: tuple[PutIn, ...] = ()
    last: PutIn | None = None

    @property
    def sorted(self) -> int:
        """Units in the slots that are still filled."""
        return sum(item.sorted for _, item in live_items(self.slots))

    @property
    def quantity_asked(self) -> int:
        """Units that belong into those slots."""
        return sum(item.quantity for _, item in live_items(self.slots))

    @property
    def open_slots(self) -> int:
        """Slots that are not complete."""
        return sum(1 for slot in self.slots if not slot.stopped and open_in(slot))

    @property
    def last_slot(self) -> WallSlot | None:
        """The slot that the last unit went into, or None before the first."""
        if not self.put_in:
            return None
        return next((s for s in self.slots if s.slot == self.put_in[-1].slot), None)


def live_items(slots: Iterable[WallSlot]) -> Iterable[tuple[WallSlot, WallItem]]:
    """What belongs into the slots whose orders go on."""
    return ((slot, item) for slot in slots if not slot.stopped for item in slot.items)


def open_units(item: WallItem) -> int:
    """Units of an item that are not in its slot yet."""
    return item.quantity - item.sorted


def open_in(slot: WallSlot) -> int:
    """Units that a slot still needs."""
    return sum(map(open_units, slot.items))


def takers(state: SortState, product_id: ProductId) -> list[tuple[WallSlot, WallItem]]:
    """Where a unit of a product is needed: the order nearest to complete, then the lowest slot."""
    found = [
        (slot, item)
        for slot, item in live_items(state.slots)
        if item.product.product_id == product_id and open_units(item)
    ]
    return sorted(found, key=lambda pair: (open_in(pair[0]), pair[0].slot))


def stopped_with(state: SortState, product_id: ProductId) -> WallSlot | None:
    """A slot that is not filled any more, of an order that had this product."""
    return next(
        (
            slot
            for slot in state.slots
            if slot.stopped and any(i.product.product_id == product_id for i in slot.items)
        ),
        None,
    )


def lots_awaited(state: SortState) -> str:
    """The lots that the goods in hand may have, for the prompt; "" where none are in hand."""
    if state.held is None:
        return ""
    pairs = takers(state, state.held.product.product_id)
    return ", ".join(sorted({item.lot for _, item in pairs}))


def at_work(state: SortState) -> SortState:
    """The state in the phase its counts ask for."""
    phase = SortPhase.OPEN if state.open_slots else SortPhase.FINISH
    return replace(state, phase=phase, held=None)


def with_counted(state: SortState, put: PutIn, units: int) -> SortState:
    """The state with so many units more in a slot (fewer where negative)."""

    def counted(item: WallItem) -> WallItem:
        if (item.order_line_id, item.lot_id) != (put.order_line_id, put.lot_id):
            return item
        return replace(item, sorted=item.sorted + units)

    return replace(
        state,
        slots=tuple(
            replace(slot, items=tuple(map(counted, slot.items))) if slot.slot == put.slot else slot
            for slot in state.slots
        ),
    )


def waiting(state: SortState, gate: Gate, last: PutIn | None = None) -> SortState:
    """The state while a gate is out; nothing is counted before the centre's word."""
    return replace(state, phase=SortPhase.WAITING, resume=state.phase, gate=gate, last=last)


def recalled(state: SortState) -> SortState:
    """The state before the gate that is out."""
    return replace(state, phase=state.resume, gate=None, last=None)


def locked(state: SortState, stop: Verdict) -> SortState:
    """The state that waits for a stop to be confirmed."""
    resume = state.resume if state.phase is SortPhase.STOPPED else state.phase
    return replace(state, phase=SortPhase.STOPPED, resume=resume, stop=stop)


def emptied(state: SortState) -> SortState:
    """No wave open; what the guard knows of the scanners is kept."""
    return SortState(guard=state.guard)
