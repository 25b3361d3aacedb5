"""Where a packer stands: the open parcel, what is in it, and the questions asked of both."""

from __future__ import annotations

from dataclasses import dataclass, replace
from enum import StrEnum

from procedure.codes import KnownProduct
from procedure.effects import Gate, PackUnits
from procedure.ids import LotId, OrderLineId, PackagingId, PersonId, ProductId
from procedure.machines.quantity import Quantity
from procedure.machines.turn import MachineState
from procedure.pack_effects import Weighed
from procedure.packaging import Carton
from procedure.parcel_words import ManualReason, WeightReason
from procedure.tasks import PackItem, PackMaterial, PackTask
from procedure.twins import Pace
from procedure.verdicts import Verdict
from procedure.weighing import OnScale

ItemKey = tuple[OrderLineId, LotId]
"""What an item is told by."""


class PackPhase(StrEnum):
    """What the pack machine waits for."""

    NO_PARCEL = "no_parcel"
    OPEN = "open"
    LOT = "lot"
    SERIAL = "serial"
    TWINS = "twins"
    """The same code came sooner than a hand moves: is it one unit or two?"""
    BY_HAND = "by_hand"
    """A unit without a readable code is in hand: is it the one on the screen?"""
    SUPERVISOR = "supervisor"
    """So many units were counted by hand that somebody else has to look."""
    MATERIAL = "material"
    """Every unit is in, but not every packaging material."""
    WEIGH = "weigh"
    """Everything is in; the box is to be put on the scale."""
    ACCEPT = "accept"
    """Its weight is off, and is to be accepted for a reason: somebody else has to look."""
    CLOSE = "close"
    """Everything is in, but the centre has not closed the parcel yet."""
    LABEL = "label"
    REOPEN = "reopen"
    """Which closed parcel is to be opened once more, and why?"""
    WAITING = "waiting"
    STOPPED = "stopped"


@dataclass(frozen=True, slots=True)
class HeldUnit:
    """A unit in the packer's hand that is not counted yet: its lot, serial or approval lacks.

    Attributes:
        units: Units of its code: 1, or a carton's content.
        serial: Its serial number where the code carried it, or "".
        refused: Whether its lot or serial was refused: then another unit may be taken.
        item: The item it belongs to, once that is known.
        by_hand: Why it is counted without its code, or None.
        supervisor_id: Who approved that.
    """

    product: KnownProduct
    units: int
    serial: str = ""
    refused: bool = False
    item: ItemKey | None = None
    by_hand: ManualReason | None = None
    supervisor_id: PersonId | None = None


@dataclass(frozen=True, slots=True)
class Packed:
    """One counted scan, for `CMD-UNDO`."""

    order_line_id: OrderLineId
    lot_id: LotId
    units: int
    serial: str = ""
    by_hand: ManualReason | None = None
    supervisor_id: PersonId | None = None

    @property
    def item(self) -> ItemKey:
        """The item it was counted into."""
        return self.order_line_id, self.lot_id

    def effect(self, task: PackTask, units: int) -> PackUnits:
        """The same for the centre, with so many units."""
        return PackUnits(
            task.parcel_id,
            task.fence,
            self.order_line_id,
            self.lot_id,
            units,
            self.serial,
            self.by_hand,
            self.supervisor_id,
        )


@dataclass(frozen=True, slots=True)
class Doubtful:
    """A read that may be the unit before it once more.

    Attributes:
        packed: What it counts where it is none.
        gap_ms: How soon after the one before it came.
    """

    packed: Packed
    gap_ms: int


@dataclass(frozen=True, slots=True)
class MaterialIn:
    """One confirmed material, for `CMD-UNDO`."""

    packaging_id: PackagingId
    pieces: int


@dataclass(frozen=True, slots=True)
class CartonTaken:
    """One choice of a carton, for `CMD-UNDO`."""

    before: PackagingId | None


NO_PACE = Pace()
Undoable = Packed | MaterialIn | CartonTaken


@dataclass(frozen=True, slots=True)
class PackState(MachineState):
    """The pack machine's state.

    Attributes:
        resume: The phase after a refused gate or a confirmed stop.
        task: The opened parcel, or None.
        items: What must go in, `packed` as it stands now.
        materials: What the goods ask for, `used` as it stands now.
        carton_id: The carton it is packed in, or None.
        serials: Serial numbers of units that are in, each with its product.
        by_hand: Units that were counted without their code.
        pace: How quickly units are scanned one after the other.
        doubtful: What the read counts that may be the unit before it once more, or None.
        doubts: Items of reads that were as doubtful, and were counted because the scale will tell.
        scale: What the station's scale showed at the last scan; None where it has none.
        boxing: Whether the box is closed with what is in it, and the rest goes into another.
        off: The weight that was refused last, or None.
        accepting: Why that one is to be accepted, in phase ACCEPT.
        held: The unit that is in hand and not counted yet.
        pending: What is counted when the centre says yes to its serial number.
        quantity: A `QTY-nn` that waits for the next scan.
        put_in: What can be taken back, oldest first.
        number: The waybill number whose label is awaited in phase LABEL, else "".
        next_box: The box that is opened when the label is on this one, or "".
        reopen: The closed parcel that is to be opened once more, or "".
    """

    phase: PackPhase = PackPhase.NO_PARCEL
    resume: PackPhase = PackPhase.NO_PARCEL
    task: PackTask | None = None
    items: tuple[PackItem, ...] = ()
    materials: tuple[PackMaterial, ...] = ()
    carton_id: PackagingId | None = None
    serials: frozenset[tuple[ProductId, str]] = frozenset()
    by_hand: int = 0
    pace: Pace = NO_PACE
    doubtful: Doubtful | None = None
    doubts: tuple[ItemKey, ...] = ()
    scale: OnScale | None = None
    boxing: bool = False
    off: Weighed | None = None
    accepting: WeightReason | None = None
    held: HeldUnit | None = None
    pending: Packed | None = None
    quantity: Quantity | None = None
    put_in: tuple[Undoable, ...] = ()
    number: str = ""
    next_box: str = ""
    reopen: str = ""

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
        last = next((each for each in reversed(self.put_in) if isinstance(each, Packed)), None)
        if last is None:
            return None
        keys = [key_of(item) for item in self.items]
        return keys.index(last.item) if last.item in keys else None

    @property
    def carton(self) -> Carton | None:
        """The carton it is packed in."""
        cartons = () if self.task is None else self.task.cartons
        return next((each for each in cartons if each.packaging_id == self.carton_id), None)

    @property
    def expected_g(self) -> int | None:
        """What goods, materials and carton should weigh; None where a weight is not known."""
        if self.task is None or self.task.expected_g is None:
            return None
        return self.task.expected_g + (0 if self.carton is None else self.carton.weight_g)


def weight_in(state: PackState) -> int | None:
    """What the units, materials and carton that are in should weigh; None where one is unknown."""
    carton = state.carton
    if carton is None or unweighable(state) is not None:
        return None
    goods_g = sum((item.weight_g or 0) * item.packed for item in state.items)
    material_g = sum(each.weight_g * each.used for each in state.materials)
    return goods_g + material_g + carton.weight_g


def unweighable(state: PackState) -> str | None:
    """The product in the parcel whose weight nobody knows; "" for the carton; None where all is
    known."""
    unknown = (i.product.name for i in state.items if i.packed and i.weight_g is None)
    return next(unknown, "" if state.carton is None else None)


def key_of(item: PackItem) -> ItemKey:
    """What an item is told by."""
    return item.order_line_id, item.lot_id


def open_units(item: PackItem) -> int:
    """Units of an item that are not in yet."""
    return item.quantity - item.packed


def items_of(state: PackState, product_id: ProductId) -> tuple[PackItem, ...]:
    """All items of a product, complete ones too."""
    return tuple(item for item in state.items if item.product.product_id == product_id)


def item_of(state: PackState, key: ItemKey) -> PackItem | None:
    """An item by its key."""
    return next((item for item in state.items if key_of(item) == key), None)


def item_due(state: PackState) -> PackItem | None:
    """The item on the screen: the one counted last while it is open, else the first open one."""
    last = state.last_index
    rows = [] if last is None else [state.items[last]]
    return next((item for item in (*rows, *state.items) if open_units(item)), None)


def materials_due(state: PackState) -> tuple[PackMaterial, ...]:
    """Materials that goods in the parcel ask for and that are not confirmed (3.2.3a)."""
    causes = {cause for item in state.items if item.packed for cause in item.causes}
    return tuple(
        each
        for each in state.materials
        if each.used < each.quantity and not causes.isdisjoint(each.causes)
    )


def is_complete(state: PackState) -> bool:
    """Whether every unit is in."""
    return not any(map(open_units, state.items))


def is_closable(state: PackState) -> bool:
    """Whether every unit and every material is in."""
    return is_complete(state) and not materials_due(state)


def at_work(state: PackState) -> PackState:
    """The state in the phase its counts ask for."""
    phase = PackPhase.OPEN
    if is_complete(state):
        ready = PackPhase.CLOSE if state.scale is None else PackPhase.WEIGH
        phase = PackPhase.MATERIAL if materials_due(state) else ready
    return replace(
        state,
        phase=phase,
        held=None,
        pending=None,
        doubtful=None,
        boxing=False,
        off=None,
        accepting=None,
    )


def with_task(state: PackState, task: PackTask) -> PackState:
    """A parcel just opened; what the guard knows of the scanners is kept."""
    products = {key_of(item): item.product.product_id for item in task.items}
    serials = frozenset(
        (products[each.order_line_id, each.lot_id], each.serial) for each in task.serials
    )
    return at_work(
        replace(
            emptied(state),
            task=task,
            items=task.items,
            materials=task.materials,
            carton_id=task.carton_id,
            serials=serials,
            by_hand=task.by_hand,
        )
    )


def with_counted(state: PackState, packed: Packed, units: int) -> PackState:
    """The state with so many units more of what was scanned (fewer where negative)."""
    item = item_of(state, packed.item)
    serials = state.serials
    if item is not None and packed.serial:
        one = {(item.product.product_id, packed.serial)}
        serials = serials | one if units > 0 else serials - one
    return replace(
        state,
        items=tuple(
            replace(each, packed=each.packed + units) if each == item else each
            for each in state.items
        ),
        serials=serials,
        by_hand=state.by_hand + (0 if packed.by_hand is None else units),
    )


def with_material(state: PackState, packaging_id: PackagingId, pieces: int) -> PackState:
    """The state with so many pieces more of a material (fewer where negative)."""
    return replace(
        state,
        materials=tuple(
            replace(each, used=each.used + pieces) if each.packaging_id == packaging_id else each
            for each in state.materials
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
    return replace(state, phase=state.resume, gate=None, held=held, pending=None)


def locked(state: PackState, stop: Verdict) -> PackState:
    """The state that waits for a stop to be confirmed."""
    resume = state.resume if state.phase is PackPhase.STOPPED else state.phase
    return replace(state, phase=PackPhase.STOPPED, resume=resume, stop=stop)


def emptied(state: PackState) -> PackState:
    """No parcel open; what is known of scanners, scale and the packer's pace is kept."""
    return PackState(guard=state.guard, pace=state.pace, scale=state.scale)
