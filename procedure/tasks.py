"""What a station is given when it opens a task: snapshots, frozen, enough to judge offline."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from procedure.codes import KnownProduct
from procedure.ids import (
    InspectionId,
    LotId,
    OrderId,
    OrderLineId,
    PackagingId,
    ParcelId,
    PickLineId,
    PickTaskId,
    ShelfId,
    WaveId,
)
from procedure.packaging import Carton
from procedure.parcel_words import (
    CartonGap,
    DefectCode,
    DrawnBecause,
    PackagingKind,
    PackingCause,
    SamplingPlan,
)
from procedure.words import PickMode, ServiceLevel


@dataclass(frozen=True, slots=True)
class PickStop:
    """So many of this product and lot from this shelf: a line of an order, or of many orders.

    Attributes:
        line_id: Its line; of a shared stop the first one's, which stands for all of them.
        order_no: The order's number; "" for a shared stop.
        lot: Lot text; "" for goods that are not lot-tracked.
        quantity: Units to take, at least 1.
        picked: Units already taken when the task was opened.
        slot: The slot of the cart it goes into at once, else None.
    """

    line_id: PickLineId
    order_line_id: OrderLineId
    order_no: str
    shelf_id: ShelfId
    shelf: str
    product: KnownProduct
    lot_id: LotId
    lot: str
    expires_on: date | None
    quantity: int
    picked: int
    slot: int | None


@dataclass(frozen=True, slots=True)
class PickTask:
    """A claimed pick task, stops in walking order.

    Attributes:
        fence: Number of the lease; the centre refuses an older one.
        sheet_code: What its printed sheet carries (`PICK-…`).
        mode: Whether it is one order's, or many orders' whose stops are shared.
        zone: The only zone it leads to, or "".
        order_nos: The orders it serves.
        tote: What its goods go into, or "".
        empties: Shelves on which nothing is left by the books when it is done.
        by_hand: Units of it that were counted without their code.
    """

    task_id: PickTaskId
    sheet_code: str
    wave_no: str | None
    fence: int
    stops: tuple[PickStop, ...]
    remarks: tuple[str, ...]
    service: ServiceLevel
    carrier_name: str
    mode: PickMode = PickMode.PER_ORDER
    zone: str = ""
    order_nos: tuple[str, ...] = ()
    tote: str = ""
    empties: tuple[str, ...] = ()
    by_hand: int = 0


@dataclass(frozen=True, slots=True)
class WallItem:
    """One order line's goods of one lot that belong into a slot of the put wall.

    Attributes:
        lot: Lot text; "" for goods that are not lot-tracked.
        quantity: Units that were picked for it; 0 where the order was cancelled since.
        sorted: Units that stand in the slot.
    """

    order_line_id: OrderLineId
    product: KnownProduct
    lot_id: LotId
    lot: str
    quantity: int
    sorted: int


@dataclass(frozen=True, slots=True)
class WallSlot:
    """A slot of the put wall and the order that it is filled for.

    Attributes:
        stopped: Whether the order may not go on: nothing more is put into its slot.
    """

    slot: int
    order_no: str
    service: ServiceLevel
    items: tuple[WallItem, ...]
    stopped: bool = False


@dataclass(frozen=True, slots=True)
class WallTask:
    """A picked wave, open at the put wall, slots in their order.

    Attributes:
        fence: Number of the lease; the centre refuses an older one.
    """

    wave_id: WaveId
    wave_no: str
    fence: int
    carrier_name: str
    slots: tuple[WallSlot, ...]


@dataclass(frozen=True, slots=True)
class PackItem:
    """One order line's goods of one lot that belong into this parcel."""

    order_line_id: OrderLineId
    product: KnownProduct
    lot_id: LotId
    lot: str
    quantity: int
    packed: int
    fragile: bool
    expires_on: date | None = None
    causes: tuple[PackingCause, ...] = ()
    """What of these goods may ask for a packaging material (3.2.3a)."""
    weight_g: int | None = None
    """Of one unit; None where it is not known."""


@dataclass(frozen=True, slots=True)
class PackMaterial:
    """A packaging material that the goods of a parcel ask for, and whether it is in.

    Attributes:
        causes: What of goods asks for it.
        quantity: Pieces for this parcel.
        used: Pieces that the packer confirmed.
        weight_g: Of one piece.
    """

    packaging_id: PackagingId
    code: str
    name: str
    kind: PackagingKind
    causes: tuple[PackingCause, ...]
    quantity: int
    used: int = 0
    weight_g: int = 0


@dataclass(frozen=True, slots=True)
class PackedSerial:
    """A unit in a parcel and its serial number."""

    order_line_id: OrderLineId
    lot_id: LotId
    serial: str


@dataclass(frozen=True, slots=True)
class PackTask:
    """An opened parcel: what must go into it, and what the packer must know.

    Attributes:
        expected_g: Weight of goods and materials in grams, without the carton; None where one
            product's is unknown.
        waybill_number: Number already allocated, or None before closing.
        address_version: The address the label is made for; a newer one kills the label.
        cartons: What the house packs in.
        carton_id: The carton suggested for the goods, or chosen before; None for none.
        carton_gap: Why there is no suggestion.
        serials: Units in the parcel whose serial numbers are known.
        by_hand: Units in the parcel that were counted without their code.
        void_numbers: Numbers it had before it was opened once more: their labels are dead.
    """

    parcel_id: ParcelId
    box_code: str
    order_id: OrderId
    order_no: str
    fence: int
    items: tuple[PackItem, ...]
    remarks: tuple[str, ...]
    service: ServiceLevel
    carrier_name: str
    parcel_index: int
    parcel_count: int
    expected_g: int | None
    waybill_number: str | None
    address_version: int
    closed: bool
    """True when the parcel was closed before and only its label is still to be scanned back."""
    materials: tuple[PackMaterial, ...] = ()
    cartons: tuple[Carton, ...] = ()
    carton_id: PackagingId | None = None
    carton_gap: CartonGap | None = None
    serials: tuple[PackedSerial, ...] = ()
    by_hand: int = 0
    void_numbers: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class HandoverTask:
    """An open hand-over to one carrier and the parcels already counted."""

    handover_id: int
    carrier_id: int
    carrier_name: str
    counted: tuple[str, ...]
    expected: int
    """Bound parcels of this carrier that wait, the counted ones included."""


@dataclass(frozen=True, slots=True)
class InspectItem:
    """One order line's goods of one lot that an inspector is to find.

    Attributes:
        serials: Serial numbers that were packed; each is to be read again.
        read: Those of them that were.
    """

    order_line_id: OrderLineId
    product: KnownProduct
    lot_id: LotId
    lot: str
    quantity: int
    found: int
    expires_on: date | None = None
    serials: tuple[str, ...] = ()
    read: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Defect:
    """Something that is wrong; with goods, that many units of them.

    Attributes:
        order_line_id, lot_id: The goods, or None for the parcel as a whole.
    """

    code: DefectCode
    order_line_id: OrderLineId | None = None
    lot_id: LotId | None = None
    units: int = 1


@dataclass(frozen=True, slots=True)
class Draw:
    """Why a parcel is inspected, and the plan that drew it.

    Attributes:
        lot_no: The lot it is judged with, or "" for a parcel in none.
        position: Its position there, from 1; 0 in none.
        seed: What the lot's sample was drawn with.
    """

    why: DrawnBecause
    lot_no: str = ""
    sampling: SamplingPlan = SamplingPlan.NONE
    position: int = 0
    lot_size: int = 0
    sample_size: int = 0
    seed: str = ""


@dataclass(frozen=True, slots=True)
class InspectTask:
    """A parcel that is open at the inspection bench.

    Attributes:
        fence: Number of the inspection's lease; the centre refuses an older one.
        round_no: 1 for the first look, more after failures.
        photos: Photos of this parcel that are kept as evidence.
        packed_by_inspector: Whoever inspects it packed it too.
    """

    inspection_id: InspectionId
    parcel_id: ParcelId
    box_code: str
    order_no: str
    fence: int
    items: tuple[InspectItem, ...]
    defects: tuple[Defect, ...]
    remarks: tuple[str, ...]
    service: ServiceLevel
    carrier_name: str
    round_no: int
    draw: Draw
    photos: int = 0
    packed_by_inspector: bool = False
