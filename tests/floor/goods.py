"""Goods, tasks and codes that the machines' tests work with."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, date, datetime, timedelta

from procedure.codes import ApprovalReading, Code, KnownProduct, ProductReading
from procedure.ids import (
    LotId,
    OrderId,
    OrderLineId,
    PackagingId,
    ParcelId,
    PersonId,
    PickLineId,
    PickTaskId,
    ProductId,
    ShelfId,
    WaveId,
    uuid7,
)
from procedure.machines.step import Scanned
from procedure.packaging import Carton
from procedure.parcel_words import PackagingKind, PackingCause
from procedure.reading import WEIGHT_KEY, read
from procedure.scans import RawScan
from procedure.tasks import (
    HandoverTask,
    PackedSerial,
    PackItem,
    PackMaterial,
    PackTask,
    PickStop,
    PickTask,
    WallItem,
    WallSlot,
    WallTask,
)
from procedure.weighing import OnScale
from procedure.words import CountRule, ScanSource, ServiceLevel

TODAY = date(2026, 11, 23)
_START = datetime(2026, 11, 23, 1, 0, tzinfo=UTC)

MUG = KnownProduct(ProductId(1), "MUG-BL", "Mug, blue", False, CountRule.COUNT)
TEA = KnownProduct(ProductId(2), "TEA-250", "Tea, 250 g", True, CountRule.COUNT)
LAMP = KnownProduct(ProductId(3), "LAMP", "Lamp", False, CountRule.SCAN_EVERY_UNIT)
BOWL = KnownProduct(ProductId(4), "BOWL", "Bowl", False, CountRule.COUNT)

DRILL = KnownProduct(ProductId(5), "DRILL", "Drill", False, CountRule.COUNT, True)
"""Every unit has a serial number."""

_FRAGILE, _HEAVY = (PackingCause.FRAGILE,), (PackingCause.HEAVY,)
WRAP = PackMaterial(
    PackagingId(21), "MAT-WRAP", "Bubble wrap", PackagingKind.WRAP, _FRAGILE, 2, weight_g=15
)
BOARD = PackMaterial(
    PackagingId(22), "MAT-BOARD", "Cardboard", PackagingKind.BOARD, _HEAVY, 1, weight_g=40
)
CARTON_S = Carton(PackagingId(31), "MAT-CARTON-S", "Carton S", 90)
CARTON_M = Carton(PackagingId(32), "MAT-CARTON-M", "Carton M", 160)
WEIGHTS = {ProductId(1): 340, ProductId(2): 260, ProductId(4): 410, ProductId(5): 1500}
"""Of one unit in grams; nobody ever weighed a lamp."""
CAUSES = {
    ProductId(1): (PackingCause.FRAGILE,),
    ProductId(5): (PackingCause.HEAVY,),
}
"""What asks for a material: mugs are fragile, drills heavy."""

MUG_EAN = "6901234567892"
TEA_EAN = "6923450011270"
LAMP_EAN = "5012345678900"
"""Also a number of Yunda's pattern."""
BOWL_EAN = "4006381333931"
TWIN = "7032069804988"
"""The article number of a mug, and the house's own number of a lamp."""
DRILL_EAN = "8712345678906"
DRILL_CARTON = "DRILL-BOX-OF-2"
APPROVAL = "USR-SUPERVISOR"
"""A supervisor's badge, as the machine gets it where it asks for one."""
NO_APPROVAL = "USR-PACKER"
MUG_CARTON = "MUG-BOX-OF-2"
TEA_CARTON = "TEA-BOX-OF-2"

CATALOGUE = {
    MUG_EAN.zfill(14): ProductReading(MUG),
    TEA_EAN.zfill(14): ProductReading(TEA),
    LAMP_EAN.zfill(14): ProductReading(LAMP),
    BOWL_EAN.zfill(14): ProductReading(BOWL),
    DRILL_EAN.zfill(14): ProductReading(DRILL),
    DRILL_CARTON: ProductReading(DRILL, 2),
    MUG_CARTON: ProductReading(MUG, 2),
    TEA_CARTON: ProductReading(TEA, 2),
    "MUG-BL": ProductReading(MUG),
    TWIN.zfill(14): ProductReading(MUG),
    TWIN: ProductReading(LAMP),
}

ORDER = "20261123000042"
OTHER_ORDER = "20261123000043"
SHEET = "PICK-20261123-0042"
OTHER_SHEET = "PICK-20261123-0043"
WAVE = "WAV-20261123-001"
OTHER_WAVE = "WAV-20261123-002"
BOX = "BOX-20261123000042-1"
OTHER_BOX = "BOX-20261123000043-1"
NUMBER = "SF1234567890123"
OTHER_NUMBER = "SF9999999999999"

A, B, C = "A-01-02-03", "A-01-02-04", "B-02-01-01"


def gs1(ean: str, lot: str, serial: str = "", expires: str = "") -> str:
    """A GS1 text of an article with its lot; `scan` sends it with its AIM identifier."""
    dated = f"17{expires}" if expires else ""
    return f"01{ean.zfill(14)}{dated}10{lot}" + (f"\x1d21{serial}" if serial else "")


TEA_B2401 = gs1(TEA_EAN, "B2401")


def code(text: str, aim: str | None = None) -> Code:
    """A text as stop 4 reads it."""
    return scan(text, aim=aim).code


def scan(
    text: str,
    tick_ms: int = 0,
    device: str = "serial:1",
    aim: str | None = None,
    today: date = TODAY,
    scale: OnScale | None = None,
) -> Scanned:
    """A text as the machines get it. A GS1 text comes with its AIM identifier by itself, and
    `WEIGHT-` and grams from a scale."""
    if aim is None and text.startswith("01") and len(text) > 16:
        aim = "]d2"
    at = _START + timedelta(milliseconds=tick_ms % 10**9)
    event_id = uuid7(1_780_000_000_000 + tick_ms % 10**9, bytes(10))
    if text in (APPROVAL, NO_APPROVAL):
        approval = Code(text, (ApprovalReading(PersonId(77), "Lin", text == APPROVAL),))
        return Scanned(event_id, approval, at, tick_ms, device, today, scale)
    source = ScanSource.SIMULATOR
    if text.startswith(WEIGHT_KEY):
        text, device, source = text.removeprefix(WEIGHT_KEY), "scale", ScanSource.SCALE
    raw = RawScan(event_id, text.encode(), text, aim, device, source, at, tick_ms)
    return Scanned(event_id, read(raw, CATALOGUE.get), at, tick_ms, device, today, scale)


@dataclass(frozen=True)
class Line:
    """A stop or an item, in short."""

    product: KnownProduct
    quantity: int
    lot: str = ""
    shelf: str = A
    done: int = 0
    order_no: str = ORDER
    expires_on: date | None = None
    slot: int | None = None
    serials: tuple[str, ...] = ()


def lot_id(product: KnownProduct, lot: str) -> LotId:
    """The same lot has the same id in every task."""
    return LotId(product.product_id * 1000 + sum(map(ord, lot)))


def stop(line_id: int, line: Line) -> PickStop:
    """A stop of a pick task."""
    return PickStop(
        PickLineId(line_id),
        OrderLineId(100 + line_id),
        line.order_no,
        ShelfId(sum(map(ord, line.shelf))),
        line.shelf,
        line.product,
        lot_id(line.product, line.lot),
        line.lot,
        line.expires_on,
        line.quantity,
        line.done,
        line.slot,
    )


def pick_task(*lines: Line, fence: int = 3, empties: tuple[str, ...] = ()) -> PickTask:
    """A claimed pick task; on the shelves it empties nothing is left by the books."""
    return PickTask(
        PickTaskId(7),
        SHEET,
        None,
        fence,
        tuple(stop(i, line) for i, line in enumerate(lines, start=1)),
        ("Ring twice",),
        ServiceLevel.STANDARD,
        "SF Express",
        order_nos=(ORDER,),
        empties=empties,
    )


def wall_task(*lines: Line, stopped: tuple[int, ...] = (), fence: int = 4) -> WallTask:
    """An open wave at the put wall: lines of the same slot belong to one order."""
    slots = []
    for slot in sorted({line.slot or 1 for line in lines}):
        items = tuple(
            WallItem(
                OrderLineId(100 + i),
                line.product,
                lot_id(line.product, line.lot),
                line.lot,
                line.quantity,
                line.done,
            )
            for i, line in enumerate(lines, start=1)
            if (line.slot or 1) == slot
        )
        order_no = f"{ORDER[:-2]}{slot:02d}"
        slots.append(WallSlot(slot, order_no, ServiceLevel.STANDARD, items, slot in stopped))
    return WallTask(WaveId(3), WAVE, fence, "SF Express", tuple(slots))


def pack_task(
    *lines: Line,
    closed: bool = False,
    number: str | None = None,
    materials: tuple[PackMaterial, ...] = (),
) -> PackTask:
    """An opened parcel; its goods ask for materials where the house has some."""
    items = tuple(
        PackItem(
            OrderLineId(100 + i),
            line.product,
            lot_id(line.product, line.lot),
            line.lot,
            line.quantity,
            line.done,
            False,
            line.expires_on,
            CAUSES.get(line.product.product_id, ()),
            WEIGHTS.get(line.product.product_id),
        )
        for i, line in enumerate(lines, start=1)
    )
    asked = {cause for item in items for cause in item.causes}
    return PackTask(
        ParcelId(9),
        BOX,
        OrderId(42),
        ORDER,
        5,
        items,
        (),
        ServiceLevel.STANDARD,
        "SF Express",
        1,
        1,
        None,
        number,
        1,
        closed,
        tuple(each for each in materials if not asked.isdisjoint(each.causes)),
        (CARTON_S, CARTON_M),
        CARTON_S.packaging_id,
        None,
        tuple(
            PackedSerial(OrderLineId(100 + i), lot_id(line.product, line.lot), serial)
            for i, line in enumerate(lines, start=1)
            for serial in line.serials
        ),
    )


def handover(*counted: str, expected: int = 3) -> HandoverTask:
    """An open hand-over."""
    return HandoverTask(11, 1, "SF Express", counted, expected)


def same_but_fence(task: PickTask, fence: int) -> PickTask:
    """A task claimed anew."""
    return replace(task, fence=fence)
