"""Stop 4: what was scanned. One text can have several readings; the open task decides.

References:
    FIELD "Scanners" (matching key, reserved prefixes, GS1 rule), "Operations" (shelf codes).
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

from procedure.ids import LotId, PersonId, ProductId
from procedure.parcel_words import DefectCode, ManualReason, ReopenReason, WeightReason
from procedure.words import Command, CountRule, ShortReason


@dataclass(frozen=True, slots=True)
class KnownProduct:
    """What a station must know of a product to judge a scan."""

    product_id: ProductId
    sku: str
    name: str
    lot_tracked: bool
    count_rule: CountRule
    serial_tracked: bool = False


@dataclass(frozen=True, slots=True)
class ProductReading:
    """A product code, perhaps with the lot, date and serial a GS1 code carries.

    Attributes:
        product: Whose code it is.
        units: How many units the code stands for (a carton code: its content), at least 1.
        lot: Lot text from AI 10, or None.
        expires_on: Date from AI 17, from AI 15 where there is no 17, or None.
        serial: Serial number from AI 21, or None.
        made_on: Date of production from AI 11, or None.
        net_g: Net weight in grams from AI 310x, or None.
    """

    product: KnownProduct
    units: int = 1
    lot: str | None = None
    expires_on: date | None = None
    serial: str | None = None
    made_on: date | None = None
    net_g: int | None = None


@dataclass(frozen=True, slots=True)
class ShelfReading:
    """A shelf label `LOC-…`; `code` is without the prefix."""

    code: str


@dataclass(frozen=True, slots=True)
class LotReading:
    """A text that may be a lot label; only a task that waits for a lot reads it so."""

    lot: str


@dataclass(frozen=True, slots=True)
class SerialReading:
    """A text that may be a serial number; only a task that waits for one reads it so."""

    serial: str


@dataclass(frozen=True, slots=True)
class LoadReading:
    """A pallet or carton on its way, by its SSCC of 18 digits (AI 00)."""

    sscc: str


@dataclass(frozen=True, slots=True)
class SheetReading:
    """A pick sheet `PICK-…`, a wave `WAV-…`: opens a pick task, or a parcel at the pack bench.

    Attributes:
        code: The task's or the wave's code, without the version of the sheet.
        version: The version that was printed.
    """

    code: str
    version: int = 1


@dataclass(frozen=True, slots=True)
class BoxReading:
    """A box sticker `BOX-…` of packing; `code` is the whole text."""

    code: str


@dataclass(frozen=True, slots=True)
class ToteReading:
    """A tote `TOTE-…`; `code` is the whole text."""

    code: str


@dataclass(frozen=True, slots=True)
class OrderReading:
    """An order number, `YYYYMMDD` and at least six digits."""

    order_no: str


@dataclass(frozen=True, slots=True)
class WaybillReading:
    """A carrier's waybill number, by its pattern."""

    number: str


@dataclass(frozen=True, slots=True)
class BadgeReading:
    """A person's badge `USR-…`. The secret is never written to a journal."""

    secret: str


@dataclass(frozen=True, slots=True)
class CommandReading:
    """A command card or its function key."""

    command: Command


@dataclass(frozen=True, slots=True)
class QuantityReading:
    """`QTY-nn`: how many units the next scan stands for, 1 to 999."""

    quantity: int


@dataclass(frozen=True, slots=True)
class ReasonReading:
    """`WHY-…`: why a shelf came short."""

    reason: ShortReason


@dataclass(frozen=True, slots=True)
class MaterialReading:
    """The card of a packaging material, `MAT-…`; `code` is the whole text."""

    code: str


@dataclass(frozen=True, slots=True)
class ByHandReading:
    """`WHY-…`: why a unit is counted without its code."""

    reason: ManualReason


@dataclass(frozen=True, slots=True)
class ReopenReading:
    """`WHY-…`: why a closed parcel is opened once more."""

    reason: ReopenReason


@dataclass(frozen=True, slots=True)
class WeightReasonReading:
    """`WHY-…`: why a parcel is closed though its weight is off."""

    reason: WeightReason


@dataclass(frozen=True, slots=True)
class WeightReading:
    """A load that came to lie still on the station's scale; only a scale can say it."""

    grams: int


@dataclass(frozen=True, slots=True)
class ApprovalReading:
    """A badge where a machine asks for approval; the station looked up whose it is.

    Attributes:
        may_approve: Whether this person's posts allow it.
    """

    person_id: PersonId
    name: str
    may_approve: bool


@dataclass(frozen=True, slots=True)
class DefectReading:
    """`WHY-…` at an inspection: what is wrong with a parcel or a unit of it."""

    defect: DefectCode


Reading = (
    ProductReading
    | ShelfReading
    | LotReading
    | SheetReading
    | BoxReading
    | ToteReading
    | OrderReading
    | WaybillReading
    | BadgeReading
    | CommandReading
    | QuantityReading
    | ReasonReading
    | DefectReading
    | SerialReading
    | LoadReading
    | MaterialReading
    | ByHandReading
    | ReopenReading
    | WeightReasonReading
    | WeightReading
    | ApprovalReading
)

FindProduct = Callable[[str], "ProductReading | None"]
"""Gives the product and content behind a matching key (GTINs as 14 digits), or None."""


@dataclass(frozen=True, slots=True)
class Code:
    """A text and everything it may mean.

    Attributes:
        key: The matching key: NFKC, upper case, control characters stripped except GS, RS, EOT.
        readings: Every reading possible, never decided by order; empty is "never seen".
    """

    key: str
    readings: tuple[Reading, ...]


LotKey = tuple[ProductId, LotId]
