"""What a GS1 element string says: article, lot, dates, serial, content of a carton.

Only for texts whose AIM identifier says GS1: `01…` alone is never GS1.

References:
    GS1 General Specifications 3 (application identifiers); FIELD "Scanners".
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

GS1_AIM_IDS = frozenset({"]C1", "]d2", "]Q3", "]e0"})
"""GS1-128, GS1 DataMatrix, GS1 QR, GS1 DataBar."""

LONGEST = 200
"""Characters of the longest element string that is read."""

MOST_UNITS = 99_999
_SUBSTITUTE = "~"


@dataclass(frozen=True, slots=True)
class Gs1Facts:
    """What a GS1 code carries; empty or None where it says nothing of it.

    Attributes:
        gtin: The article as 14 digits: AI 01, or AI 02 of a carton.
        content: Articles in the carton (AI 37), None where the code is no carton's.
        lot: AI 10.
        expires_on: AI 17, or AI 15 where there is no 17.
        serial: AI 21.
    """

    gtin: str | None
    content: int | None
    lot: str | None
    expires_on: date | None
    serial: str | None


def gs1_facts(text: str) -> Gs1Facts | None:
    """What an element string says, or None where it is none.

    Args:
        text: The text behind the AIM identifier; GS, or `~` in its place, ends a field.

    Examples:
        >>> facts = gs1_facts("010690123456789210B2401")
        >>> facts.gtin, facts.lot
        ('06901234567892', 'B2401')
        >>> gs1_facts("HELLO") is None
        True
    """
    if not text or len(text) > LONGEST or not text.isascii():
        return None
    from biip import ParseError
    from biip.gs1_messages import GS1Message

    try:
        message = GS1Message.parse(text.replace(_SUBSTITUTE, "\x1d").strip("\x1d"))
    except (ParseError, ValueError):
        return None
    fields = {element.ai.ai: element for element in message.element_strings}
    if not fields:
        return None
    article = fields.get("01") or fields.get("02")
    if article is not None and article.gtin is None:
        return None  # its check digit is wrong: the whole code is a misread
    content = fields.get("37") if "02" in fields and "01" not in fields else None
    units = int(content.value) if content is not None and content.value.isdigit() else None
    expiry = fields.get("17") or fields.get("15")
    lot, serial = fields.get("10"), fields.get("21")
    return Gs1Facts(
        gtin=article.value if article is not None else None,
        content=units if units is None else min(max(units, 1), MOST_UNITS),
        lot=lot.value if lot is not None else None,
        expires_on=expiry.date if expiry is not None else None,
        serial=serial.value if serial is not None else None,
    )
