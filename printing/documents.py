"""What goes on paper, as values. The caller has masked, translated and counted already."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime

from printing.codes import LinearCode, MatrixCode


@dataclass(frozen=True, slots=True)
class Party:
    """A receiver or sender as the label shows them.

    Attributes:
        name: Masked for the label (`procedure.masking.mask_name`).
        phone: Masked for the label, six digits hidden.
        address: Province to door number in one line, unit and room hidden.
    """

    name: str
    phone: str
    address: str


@dataclass(frozen=True, slots=True)
class GoodsLine:
    """A product in the parcel and its units."""

    name: str
    quantity: int


@dataclass(frozen=True, slots=True)
class WaybillLabel:
    """A carrier's label for one parcel.

    Attributes:
        carrier_name: As people know it, 顺丰速运.
        service_name: The carrier's product, 特快.
        number: Waybill number; in Code 128 twice and in large text.
        route_code: Sorting code (三段码, 大头笔), or None where the carrier gives none.
        carrier_qr: The QR text exactly as the carrier supplied it, or None.
        receiver: Masked.
        sender: Masked.
        goods: Products of this parcel, most important first; may be cut on the label.
        pieces: Units in this parcel, never cut.
        weight_g: Weighed weight in grams, or None.
        payment: 月结, 到付 ¥12.00: already in words.
        marks: Words in boxes, 易碎, 保价 ¥500.
        order_no: The order.
        parcel_index: Which parcel of the order, from 1.
        parcel_count: How many parcels the order has.
        box_code: The box's own sticker (`BOX-…`), or None.
        printed_at: Aware time of printing.
        time_zone: IANA name of the warehouse's time zone, in which the time is shown.
        station: Station's name.
        operator: Who printed; the staff name as the house shows it.
        copy_no: 0 for the first print, n for the n-th reprint 补打n.
    """

    carrier_name: str
    service_name: str
    number: str
    route_code: str | None
    carrier_qr: str | None
    receiver: Party
    sender: Party
    goods: tuple[GoodsLine, ...]
    pieces: int
    weight_g: int | None
    payment: str
    marks: tuple[str, ...]
    order_no: str
    parcel_index: int
    parcel_count: int
    box_code: str | None
    printed_at: datetime
    time_zone: str
    station: str
    operator: str
    copy_no: int = 0


@dataclass(frozen=True, slots=True)
class SlotUnits:
    """So many units for a slot of the put wall."""

    slot: int
    units: int


@dataclass(frozen=True, slots=True)
class PickRow:
    """One line of a pick sheet: so many of a lot from a shelf (3.2.2b).

    Attributes:
        seq: Walking order, from 1.
        sku: The house's article number.
        name: Product name.
        quantity: Units to take.
        shelf: Shelf code without prefix, `A-01-02-03`; printed as `LOC-…`.
        lot: Lot, or None where the product is not lot-tracked.
        expires_on: The lot's date, or None.
        slots: Where they go in the put wall; empty where the task is not sorted.
        product_code: What stands on the goods: EAN-13 or SKU.
        remark: For the picker, or empty.
    """

    seq: int
    sku: str
    name: str
    quantity: int
    shelf: str
    lot: str | None
    expires_on: date | None
    slots: tuple[SlotUnits, ...]
    product_code: str
    remark: str = ""


@dataclass(frozen=True, slots=True)
class PickSheet:
    """A pick task on paper.

    Attributes:
        task_no: The task's number, for people.
        sheet_code: `PICK-…` with the sheet's version, scanned to open the task.
        wave_no: The wave, or None for a single order.
        zone: Warehouse zone to walk.
        order_nos: The orders picked with it; those without room are counted on the paper.
        carrier: Carrier, or empty.
        cut_off: When the carrier comes for the wave, or None.
        express: Whether it goes first.
        remarks: Each shown in the attention box.
        rows: In walking order.
        printed_at: Aware time of printing.
        time_zone: IANA name of the time zone in which times are shown.
        station: Station's name.
        operator: Who printed.
        copy_no: 0 for the first print, n for the n-th reprint.
    """

    task_no: str
    sheet_code: str
    wave_no: str | None
    zone: str
    order_nos: tuple[str, ...]
    carrier: str
    cut_off: datetime | None
    express: bool
    remarks: tuple[str, ...]
    rows: tuple[PickRow, ...]
    printed_at: datetime
    time_zone: str
    station: str
    operator: str
    copy_no: int = 0


@dataclass(frozen=True, slots=True)
class Card:
    """A command card, badge or shelf label.

    Attributes:
        caption: What people read.
        code: What the scanner reads, in Code 128.
        note: A second, smaller line, or empty.
        code_readable: Whether the code stands below in letters; a badge's secret does not.
    """

    caption: str
    code: str
    note: str = ""
    code_readable: bool = True


@dataclass(frozen=True, slots=True)
class CardSheet:
    """A4 sheets of cards to cut out."""

    title: str
    cards: tuple[Card, ...]


@dataclass(frozen=True, slots=True)
class CodesPage:
    """A page of codes to be scanned one after the other.

    Attributes:
        hint: What to do with them.
        codes: What each is, and the code.
    """

    title: str
    hint: str
    codes: tuple[tuple[str, LinearCode | MatrixCode], ...]


@dataclass(frozen=True, slots=True)
class AdvicePage:
    """A page that says what to do.

    Attributes:
        hint: In which order.
        advice: A heading and a text each.
    """

    title: str
    hint: str
    advice: tuple[tuple[str, str], ...]
