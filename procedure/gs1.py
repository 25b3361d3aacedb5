"""What a GS1 code says: article, lot, dates, serial, weight, content of a carton.

An element string is one only where its AIM identifier says GS1: `01…` alone is never GS1. A GS1
Digital Link is a web address, told by its form.

References:
    GS1 General Specifications 3 (application identifiers), 2.1.13 (SSCC); GS1 Digital Link: URI
    Syntax 4; FIELD "Scanners".
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from biip.gs1_element_strings import GS1ElementString

GS1_AIM_IDS = frozenset({"]C1", "]d2", "]d5", "]Q3", "]Q4", "]e0"})
"""GS1-128, GS1 DataMatrix and GS1 QR (the second of each with ECI), GS1 DataBar."""

LONGEST = 200
"""Characters of the longest element string that is read."""

LONGEST_LINK = 512
"""Characters of the longest Digital Link that is read."""

LINK_BEGINNINGS = ("HTTPS://", "HTTP://")
"""How a Digital Link begins, in the capitals of a matching key."""

MOST_UNITS = 99_999
_SUBSTITUTE = "~"


@dataclass(frozen=True, slots=True)
class Gs1Facts:
    """What a GS1 code carries; None where it says nothing of it.

    Attributes:
        gtin: The article as 14 digits: AI 01, or AI 02 of a carton.
        content: Articles behind the code: AI 37 of a carton, or AI 30 where articles are counted.
        lot: AI 10.
        expires_on: AI 17, or AI 15 where there is no 17.
        serial: AI 21.
        made_on: AI 11.
        net_g: AI 310x, in grams.
        sscc: AI 00: the pallet or carton itself.
    """

    gtin: str | None = None
    content: int | None = None
    lot: str | None = None
    expires_on: date | None = None
    serial: str | None = None
    made_on: date | None = None
    net_g: int | None = None
    sscc: str | None = None


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
    return _facts(message.element_strings)


def link_facts(text: str) -> Gs1Facts | None:
    """What a GS1 Digital Link says, or None where a web address is none.

    Args:
        text: The whole address as a matching key.

    Examples:
        >>> facts = link_facts("HTTPS://EXAMPLE.COM/01/06901234567892/10/B2401?17=270131")
        >>> facts.gtin, facts.lot, facts.expires_on
        ('06901234567892', 'B2401', datetime.date(2027, 1, 31))
        >>> link_facts("HTTPS://EXAMPLE.COM/MUGS/17") is None
        True
    """
    if not text.startswith(LINK_BEGINNINGS) or len(text) > LONGEST_LINK or not text.isascii():
        return None
    from biip import ParseError
    from biip.gs1_digital_link_uris import GS1DigitalLinkURI

    try:
        link = GS1DigitalLinkURI.parse(text)
    except (ParseError, ValueError):
        return None
    return _facts(link.element_strings)


def get_ready() -> None:
    """Load what reads GS1, so that the first such scan is as quick as any other.

    Loading takes about 90 ms and happens once; whoever never reads a code is spared it.
    """
    gs1_facts("010690123456789217270131310300015010B2401")
    link_facts("HTTPS://EXAMPLE.COM/01/06901234567892/10/B2401?17=270131")


def _facts(elements: Iterable[GS1ElementString]) -> Gs1Facts | None:
    """The facts of a code whose every check digit is right; else the whole code is a misread."""
    fields = {element.ai.ai: element for element in elements}
    article = fields.get("01") or fields.get("02")
    load = fields.get("00")
    if not fields or (article is not None and article.gtin is None):
        return None
    if load is not None and load.sscc is None:
        return None
    expiry = fields.get("17") or fields.get("15")
    made = fields.get("11")
    weight = next((element for ai, element in fields.items() if ai.startswith("310")), None)
    return Gs1Facts(
        gtin=_value(article),
        content=_content(fields),
        lot=_value(fields.get("10")),
        expires_on=None if expiry is None else expiry.date,
        serial=_value(fields.get("21")),
        made_on=None if made is None else made.date,
        net_g=None if weight is None or weight.decimal is None else round(weight.decimal * 1000),
        sscc=_value(load),
    )


def _value(element: GS1ElementString | None) -> str | None:
    return None if element is None else element.value


def _content(fields: dict[str, GS1ElementString]) -> int | None:
    """How many articles; AI 37 counts only what AI 02 names, AI 30 what AI 01 names."""
    counted = fields.get("30") if "01" in fields else fields.get("37") if "02" in fields else None
    if counted is None or not counted.value.isdigit():
        return None
    return min(max(int(counted.value), 1), MOST_UNITS)
