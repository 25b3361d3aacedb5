"""Stop 4 of a scan: a text becomes a code with every reading it may have.

No reading is preferred here: the open task decides. Nothing raises; what cannot be read has no
readings.

References:
    FIELD "Scanners" (matching key, reserved prefixes, GS1 only with its AIM identifier);
    ARCHITECTURE "A scan, in seven stops".
"""

from __future__ import annotations

import re
import unicodedata
from datetime import date

from procedure.codes import (
    BadgeReading,
    BoxReading,
    ByHandReading,
    Code,
    CommandReading,
    DefectReading,
    FindProduct,
    LoadReading,
    LotReading,
    MaterialReading,
    OrderReading,
    ProductReading,
    QuantityReading,
    Reading,
    ReasonReading,
    ReopenReading,
    SerialReading,
    SheetReading,
    ShelfReading,
    ToteReading,
    WaybillReading,
    WeightReading,
    WeightReasonReading,
)
from procedure.eci import without_eci
from procedure.gs1 import (
    GS1_AIM_IDS,
    LINK_BEGINNINGS,
    MOST_UNITS,
    Gs1Facts,
    gs1_facts,
    link_facts,
)
from procedure.gtin import gtin14_forms
from procedure.parcel_words import DefectCode, ManualReason, ReopenReason, WeightReason
from procedure.scans import RawScan
from procedure.sheet_codes import read_sheet_code
from procedure.waybill_patterns import carriers_of
from procedure.words import Command, ScanSource, ShortReason

RESERVED_PREFIXES = (
    "CMD-",
    "WHY-",
    "QTY-",
    "USR-",
    "LOC-",
    "BOX-",
    "WAV-",
    "PICK-",
    "TOTE-",
    "MAT-",
)
"""Beginnings of the house's own codes; refused as SKU, waybill, lot or custom product code."""

LONGEST = 512
"""Characters of a text that are read; no code of this trade is longer."""

WEIGHT_KEY = "WEIGHT-"
"""Beginning of the matching key of a weight."""

_KEPT_CONTROLS = "\x04\x1d\x1e"
_UNREADABLE = frozenset({"Cs", "Cn"})
_DROPPED_ASCII = {n: None for n in (*range(32), 127) if chr(n) not in _KEPT_CONTROLS}
_OWN_BODY = re.compile(r"[0-9A-Z-]{1,40}")
_GRAMS = re.compile(r"[0-9]{1,7}")
_QUANTITY = re.compile(r"[0-9]{1,3}")
_ORDER_NO = re.compile(r"20[0-9]{12,18}")
_LOT = re.compile(r"[A-Z0-9][A-Z0-9./-]{0,19}")
_SERIAL = re.compile(r"(?![A-Z]+://)[A-Z0-9][A-Z0-9./:_+-]{2,39}")
_COMMANDS = {command.value: CommandReading(command) for command in Command}
_WHY_CARDS: tuple[tuple[str, Reading], ...] = (
    *((reason.value, ReasonReading(reason)) for reason in ShortReason),
    *((reason.value, ByHandReading(reason)) for reason in ManualReason),
    *((reason.value, ReopenReading(reason)) for reason in ReopenReason),
    *((reason.value, WeightReasonReading(reason)) for reason in WeightReason),
    *((defect.value, DefectReading(defect)) for defect in DefectCode),
)
_REASONS = {
    # pickers and inspectors have cards that say the same: the open task decides
    card: tuple(reading for text, reading in _WHY_CARDS if text == card)
    for card, _ in _WHY_CARDS
}


def matching_key(text: str) -> str:
    """The form in which codes are compared: NFKC, capitals, no control or format characters.

    GS, RS and EOT stay: they separate fields.

    Examples:
        >>> matching_key(" loc-a-01-02-03\\r")
        'LOC-A-01-02-03'
        >>> matching_key("ＳＦ１２３")
        'SF123'
    """
    if text.isascii():
        return text.translate(_DROPPED_ASCII).upper().strip(" ")
    # Capitals can leave NFKC and dropping can join what was apart, so once more each.
    once = unicodedata.normalize("NFKC", _without_controls(text)).upper()
    return _without_controls(unicodedata.normalize("NFKC", once)).strip(" ")


def _without_controls(text: str) -> str:
    return "".join(
        c for c in text if c in _KEPT_CONTROLS or unicodedata.category(c) not in ("Cc", "Cf")
    )


def read(scan: RawScan, find_product: FindProduct) -> Code:
    """The code of a scan, with all its readings.

    Args:
        scan: What the device delivered.
        find_product: Is asked for the article number as 14 digits and for the matching key.

    Examples:
        >>> from datetime import UTC, datetime
        >>> from uuid import UUID
        >>> from procedure.words import ScanSource
        >>> scan = RawScan(UUID(int=1), b"QTY-12", "QTY-12", None, "wedge", ScanSource.WEDGE,
        ...                datetime(2026, 11, 23, tzinfo=UTC), 0)
        >>> read(scan, lambda key: None).readings
        (QuantityReading(quantity=12),)
    """
    if scan.source is ScanSource.SCALE:
        return _weight(scan.raw_text)
    text = without_eci(scan.raw_text[:LONGEST])
    key = matching_key(text)
    if not key or not _is_readable(text):
        return Code(key, ())
    prefix = next((p for p in RESERVED_PREFIXES if key.startswith(p)), None)
    if prefix is not None:
        if prefix == "WHY-":
            return Code(key, _REASONS.get(key, ()))
        own = _own_reading(key, prefix)
        return Code(key, () if own is None else (own,))
    return Code(key, tuple(dict.fromkeys(_free_readings(key, scan.aim, find_product))))


def _weight(text: str) -> Code:
    """What a scale says: grams. No scanner can say it, whatever is printed on paper."""
    if not _GRAMS.fullmatch(text):
        return Code(matching_key(text[:LONGEST]), ())
    return Code(f"{WEIGHT_KEY}{text}", (WeightReading(int(text)),))


def _is_readable(text: str) -> bool:
    """Whether every byte was understood; a replacement character stands for a lost one."""
    if text.isascii():
        return True
    return "\ufffd" not in text and not any(unicodedata.category(c) in _UNREADABLE for c in text)


def _own_reading(key: str, prefix: str) -> Reading | None:
    """The reading of one of the house's own codes; None where it is damaged or not known."""
    body = key[len(prefix) :]
    if prefix == "USR-":
        return BadgeReading(key)  # damaged ones too: no part of a badge may become plain text
    if not _OWN_BODY.fullmatch(body):
        return None
    match prefix:
        case "CMD-":
            return _COMMANDS.get(key)
        case "QTY-":
            units = int(body) if _QUANTITY.fullmatch(body) else 0
            return QuantityReading(units) if units else None
        case "LOC-":
            return ShelfReading(body)
        case "BOX-":
            return BoxReading(key)
        case "TOTE-":
            return ToteReading(key)
        case "WAV-" | "PICK-":
            sheet = read_sheet_code(key)
            return SheetReading(sheet.task_code, sheet.version) if sheet else SheetReading(key)
        case _:
            return MaterialReading(key)


def _free_readings(key: str, aim: str | None, find_product: FindProduct) -> list[Reading]:
    found: list[Reading] = []
    facts = _facts(key, aim)
    if facts is not None:
        found += _gs1_readings(facts, find_product)
    keys = (key,) if aim in GS1_AIM_IDS else (*gtin14_forms(key), key)
    found += [product for each in dict.fromkeys(keys) if (product := find_product(each))]
    if _ORDER_NO.fullmatch(key) and _is_date(key[:8]):
        found.append(OrderReading(key))
    if carriers_of(key):
        found.append(WaybillReading(key))
    if facts is None and _LOT.fullmatch(key):
        found.append(LotReading(key))
    if facts is None and aim not in GS1_AIM_IDS and _SERIAL.fullmatch(key):
        found.append(SerialReading(key))
    return found


def _facts(key: str, aim: str | None) -> Gs1Facts | None:
    """What a GS1 code says; None where nothing marks the text as one."""
    if aim in GS1_AIM_IDS:
        return gs1_facts(key)
    return link_facts(key) if key.startswith(LINK_BEGINNINGS) else None


def _gs1_readings(facts: Gs1Facts, find_product: FindProduct) -> list[Reading]:
    found: list[Reading] = []
    product = find_product(facts.gtin) if facts.gtin else None
    if product is not None:
        found.append(
            ProductReading(
                product.product,
                min(product.units * (facts.content or 1), MOST_UNITS),
                _as_key(facts.lot),
                facts.expires_on,
                _as_key(facts.serial),
                facts.made_on,
                facts.net_g,
            )
        )
    if facts.gtin is None and (lot := _as_key(facts.lot)):
        found.append(LotReading(lot))
    if facts.gtin is None and (serial := _as_key(facts.serial)):
        found.append(SerialReading(serial))
    if facts.sscc:
        found.append(LoadReading(facts.sscc))
    return found


def _as_key(value: str | None) -> str | None:
    """A value of a GS1 code; a Digital Link may hide small letters behind its escapes."""
    return None if value is None else matching_key(value) or None


def _is_date(digits: str) -> bool:
    try:
        date(int(digits[:4]), int(digits[4:6]), int(digits[6:]))
    except ValueError:
        return False
    return True
