"""Where an inspector stands: the open parcel, what is found in it, and what is wrong with it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from enum import StrEnum

from procedure.codes import KnownProduct
from procedure.defects import DEFECTS, DefectOf
from procedure.effects import (
    Gate,
)
from procedure.ids import LotId, OrderLineId, ProductId
from procedure.inspect_effects import (
    InspectUnits,
    NoteDefect,
)
from procedure.machines.turn import MachineState
from procedure.tasks import Defect, InspectItem, InspectTask
from procedure.verdicts import Verdict

Goods = tuple[OrderLineId, LotId]
"""Which item: an order line's goods of a lot."""


class InspectPhase(StrEnum):
    """What the inspect machine waits for."""

    NO_PARCEL = "no_parcel"
    FETCH = "fetch"
    """The next parcel is this bench's, but its box is not scanned yet."""
    OPEN = "open"
    LOT = "lot"
    SERIAL = "serial"
    JUDGE = "judge"
    """Every unit is accounted for and something is wrong: confirmed, it fails."""
    PASS = "pass"
    """Everything is right, but the centre has not passed the parcel yet."""
    LABEL = "label"
    WAITING = "waiting"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class UnitInHand:
    """A unit whose lot or serial number is not scanned yet.

    Attributes:
        units: Units of its code: 1, or a carton's content.
        serial: Its serial number where the code carried it, or "".
        refused: Whether its lot or serial was refused: then another unit may be taken.
        item: Which goods it is, where only its serial number lacks.
    """

    product: KnownProduct
    units: int
    serial: str = ""
    refused: bool = False
    item: Goods | None = None


Done = tuple[InspectUnits | NoteDefect, ...]
"""What one scan did, for `CMD-UNDO`."""


@dataclass(frozen=True, slots=True)
class InspectState(MachineState):
    """The inspect machine's state.

    Attributes:
        resume: The phase after a refused gate or a confirmed stop.
        task: The open parcel, or None.
        items: What must be in it, `found` as it stands now.
        defects: What is wrong, one entry a scan.
        held: The unit whose lot or serial is awaited in phase LOT or SERIAL.
        at: The goods the last scan was about, for a defect card; None for none.
        done: What was scanned here, oldest first.
        number: The waybill number whose label is awaited in phase LABEL, else "".
        parcel_fence: Number of the parcel's lease in phase LABEL.
    """

    phase: InspectPhase = InspectPhase.NO_PARCEL
    resume: InspectPhase = InspectPhase.NO_PARCEL
    task: InspectTask | None = None
    items: tuple[InspectItem, ...] = ()
    defects: tuple[Defect, ...] = ()
    held: UnitInHand | None = None
    at: Goods | None = None
    done: tuple[Done, ...] = ()
    number: str = ""
    parcel_fence: int = 0

    @property
    def found(self) -> int:
        """Units that are found."""
        return sum(item.found for item in self.items)

    @property
    def quantity_asked(self) -> int:
        """Units that must be in."""
        return sum(item.quantity for item in self.items)

    @property
    def units_wrong(self) -> int:
        """Units with a defect."""
        return sum(defect.units for defect in self.defects if defect.lot_id is not None)


def goods_of(item: InspectItem) -> Goods:
    """Which goods an item is."""
    return item.order_line_id, item.lot_id


def noted(defects: Sequence[Defect], goods: Goods, of: DefectOf) -> int:
    """Units of some goods with a defect of this sort."""
    return sum(
        defect.units
        for defect in defects
        if (defect.order_line_id, defect.lot_id) == goods and DEFECTS[defect.code].of is of
    )


def open_units(state: InspectState, item: InspectItem) -> int:
    """Units of an item that are neither found nor known to be lacking."""
    return item.quantity - item.found - noted(state.defects, goods_of(item), DefectOf.GAP)


def good_units(state: InspectState, item: InspectItem) -> int:
    """Units of an item that are found and have no defect."""
    return item.found - noted(state.defects, goods_of(item), DefectOf.UNIT)


def items_of(state: InspectState, product_id: ProductId) -> tuple[InspectItem, ...]:
    """All items of a product, complete ones too."""
    return tuple(item for item in state.items if item.product.product_id == product_id)


def item_at(state: InspectState, goods: Goods | None) -> InspectItem | None:
    """The item of some goods, or None."""
    return next((item for item in state.items if goods_of(item) == goods), None)


def expected_item(state: InspectState) -> InspectItem | None:
    """The item the next scan is expected of: the last one while it is open, else the first."""
    last = item_at(state, state.at)
    rows = state.items if last is None else (last, *state.items)
    return next((item for item in rows if open_units(state, item)), None)


def is_complete(state: InspectState) -> bool:
    """Whether every unit is accounted for."""
    return not any(open_units(state, item) for item in state.items)


def unseen(state: InspectState) -> int:
    """Units that nobody has looked at: neither found nor known to be lacking."""
    return sum(open_units(state, item) for item in state.items)


def at_work(state: InspectState) -> InspectState:
    """The state in the phase its counts ask for."""
    phase = InspectPhase.OPEN
    if is_complete(state):
        phase = InspectPhase.JUDGE if state.defects else InspectPhase.PASS
    return replace(state, phase=phase, held=None)


def after(state: InspectState, effect: InspectUnits | NoteDefect) -> InspectState:
    """The state with what one effect counts or notes (or takes back)."""
    if isinstance(effect, NoteDefect):
        entry = Defect(effect.code, effect.order_line_id, effect.lot_id, abs(effect.quantity))
        if effect.quantity > 0:
            return replace(state, defects=(*state.defects, entry))
        left = list(state.defects)
        left.reverse()
        left.remove(entry)
        left.reverse()
        return replace(state, defects=tuple(left))
    goods = (effect.order_line_id, effect.lot_id)
    return replace(
        state,
        items=tuple(
            _counted(item, effect) if goods_of(item) == goods else item for item in state.items
        ),
        at=goods,
    )


def _counted(item: InspectItem, effect: InspectUnits) -> InspectItem:
    read = item.read
    if effect.serial and effect.quantity > 0:
        read = (*read, effect.serial)
    elif effect.serial:
        read = tuple(each for each in read if each != effect.serial)
    return replace(item, found=item.found + effect.quantity, read=read)


def waiting(state: InspectState, gate: Gate) -> InspectState:
    """The state while a gate is out."""
    return replace(state, phase=InspectPhase.WAITING, resume=state.phase, gate=gate)


def recalled(state: InspectState) -> InspectState:
    """The state before the gate that is out."""
    return replace(state, phase=state.resume, gate=None)


def locked(state: InspectState, stop: Verdict) -> InspectState:
    """The state that waits for a stop to be confirmed."""
    resume = state.resume if state.phase is InspectPhase.STOPPED else state.phase
    return replace(state, phase=InspectPhase.STOPPED, resume=resume, stop=stop)


def emptied(state: InspectState) -> InspectState:
    """No parcel open; what the guard knows of the scanners is kept."""
    return InspectState(guard=state.guard)
