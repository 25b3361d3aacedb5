"""Where a packer stands: the open parcel, what is in it, and the questions asked of both."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from procedure.codes import KnownProduct
from procedure.effects import Gate
from procedure.ids import LotId, OrderLineId, ProductId
from procedure.machines.quantity import Quantity
from procedure.machines.turn import MachineState
from procedure.tasks import PackItem, PackTask
from procedure.verdicts import Verdict


class PackPhase(StrEnum):
    """What the pack machine waits for."""

    NO_PARCEL = "no_parcel"
    OPEN = "open"
    LOT = "lot"
    CLOSE = "close"
    """Every unit is in, but the centre has not closed the parcel yet."""
    LABEL = "label"
    WAITING = "waiting"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class HeldUnit:
    """A unit in the packer's hand whose lot is not scanned yet.

    Attributes:
        units: Units of its code: 1, or a carton's content.
        lot_refused: Whether a wrong lot was scanned since: then another unit may be taken.
    """

    product: KnownProduct
    units: int
    has_serial: bool = False
    lot_refused: bool = False


@dataclass(frozen=True, slots=True)
class Packed:
    """One counted scan, for `CMD-UNDO`."""

    order_line_id: OrderLineId
    lot_id: LotId
    units: int


@dataclass(frozen=True, slots=True)
class PackState(MachineState):
    """The pack machine's state.

    Attributes:
        resume: The phase after a refused gate or a confirmed stop.
        task: The opened parcel, or None.
        items: What must go in, `packed` as it stands now.
        held: The unit whose lot is awaited in phase LOT.
        quantity: A `QTY-nn` that waits for the next scan.
        put_in: What was counted, oldest first.
        number: The waybill number whose label is awaited in phase LABEL, else "".
    """

    phase: PackPhase = PackPhase.NO_PARCEL
    resume: PackPhase = PackPhase.NO_PARCEL
    task: PackTask | None = None
    items: tuple[PackItem, ...] = ()
    held: HeldUnit | None = None
    quantity: Quantity | None = None
    put_in: tuple[Packed, ...] = ()
    number: str = ""

    @property
    def packed(self) -> int:
        """Units in the parcel."""
        return sum(item.packed for item in self.items)

    @property
    def quantity_asked(self) -> int:
        """Units that must go in."""
        return sum(item.quantity for item in self.items)

    @property
    def last_index(self) -> int | None:
        """Which item was counted last, for the row the screen marks; None before the first."""
        if not self.put_in:
            return None
        last = self.put_in[-1]
        for index, item in enumerate(self.items):
            if (item.order_line_id, item.lot_id) == (last.order_line_id, last.lot_id):
                return index
        return None


def open_units(item: PackItem) -> int:
    """Units of an item that are not in yet."""
    return item.quantity - item.packed


def items_of(state: PackState, product_id: ProductId) -> tuple[PackItem, ...]:
    """All items of a product, complete ones too."""
    return tuple(item for item in state.items if item.product.product_id == product_id)


def is_complete(state: PackState) -> bool:
    """Whether every unit is in."""
    return not any(map(open_units, state.items))


def at_work(state: PackState) -> PackState:
    """The state in the phase its counts ask for."""
    phase = PackPhase.CLOSE if is_complete(state) else PackPhase.OPEN
    return replace(state, phase=phase, held=None)


def with_counted(
    state: PackState, order_line_id: OrderLineId, lot_id: LotId, units: int
) -> PackState:
    """The state with so many units more of an item (fewer where negative)."""
    return replace(
        state,
        items=tuple(
            replace(item, packed=item.packed + units)
            if (item.order_line_id, item.lot_id) == (order_line_id, lot_id)
            else item
            for item in state.items
        ),
    )


def all_in(state: PackState) -> tuple[PackItem, ...]:
    """The items of a parcel that is closed."""
    return tuple(replace(item, packed=item.quantity) for item in state.items)


def waiting(state: PackState, gate: Gate) -> PackState:
    """The state while a gate is out; nothing is counted before the centre's word."""
    return replace(state, phase=PackPhase.WAITING, resume=state.phase, gate=gate)


def recalled(state: PackState) -> PackState:
    """The state before the gate that is out; no parcel is open for a unit that was refused."""
    held = None if state.task is None else state.held
    return replace(state, phase=state.resume, gate=None, held=held)


def locked(state: PackState, stop: Verdict) -> PackState:
    """The state that waits for a stop to be confirmed."""
    resume = state.resume if state.phase is PackPhase.STOPPED else state.phase
    return replace(state, phase=PackPhase.STOPPED, resume=resume, stop=stop)


def emptied(state: PackState) -> PackState:
    """No parcel open; what the guard knows of the scanners is kept."""
    return PackState(guard=state.guard)
