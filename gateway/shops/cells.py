"""Texts of cells to values: quantity, money, time, service. What is not plain is refused.

References:
    ISO 4217 (minor units); clause 2.2.1a.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta, timezone, tzinfo

from fulfilment.goods.sheet_text.shielded import unquoted
from fulfilment.intake.files import Param, RowKind
from procedure.words import ServiceLevel

MAX_QUANTITY = 100_000
MAX_PRICE_MINOR = 10**10
MAX_TEXT = 1000
_SEEN = 40

_DIGITS = {"JPY": 0, "KRW": 0, "VND": 0, "CLP": 0, "ISK": 0, "KWD": 3, "BHD": 3, "JOD": 3, "OMR": 3}
_SIGNS = {
    "¥": ("CNY", "JPY"),
    "元": ("CNY",),
    "RMB": ("CNY",),
    "£": ("GBP",),
    "€": ("EUR",),
    "$": ("USD", "HKD", "TWD", "SGD", "AUD", "CAD", "NZD", "MOP"),
    "HK$": ("HKD",),
    "NT$": ("TWD",),
    "US$": ("USD",),
}
_SIGN = re.compile(r"¥|元|[A-Z]{0,3}\$|£|€|[A-Z]{3}")
_POINT = re.compile(r"-?\d{1,15}(?:\.(\d*))?|-?\d{1,3}(?:,\d{3})+(?:\.(\d*))?")
_COMMA = re.compile(r"-?\d{1,15},(\d{1,2})|-?\d{1,3}(?:\.\d{3})+,(\d{1,2})")
_QUANTITY = re.compile(r"([+-]?\d{1,15})(?:\.0*)?")
_TIME = re.compile(
    r"(\d{4})[-/.年](\d{1,2})[-/.月](\d{1,2})日?"
    r"(?:[T ]\s*(\d{1,2}):(\d{2})(?::(\d{2})(?:[.,]\d+)?)?\s*(Z|[+-]\d{2}:?\d{2})?)?"
)
_YEAR_LAST = re.compile(r"\d{1,2}[-/.]\d{1,2}[-/.]\d{2,4}(?:\D.*)?")
_SERVICES = {
    "": ServiceLevel.STANDARD,
    "STANDARD": ServiceLevel.STANDARD,
    "普通": ServiceLevel.STANDARD,
    "标准": ServiceLevel.STANDARD,
    "標準": ServiceLevel.STANDARD,
    "EXPRESS": ServiceLevel.EXPRESS,
    "加急": ServiceLevel.EXPRESS,
    "特快": ServiceLevel.EXPRESS,
}


class BadCell(Exception):
    """A cell that cannot be taken; the reader turns it into the row's finding."""

    def __init__(self, kind: RowKind, **params: Param) -> None:
        super().__init__(kind.value)
        self.kind = kind
        self.params: Mapping[str, Param] = params


def _plain(text: str) -> str:
    return text if text.isascii() else unicodedata.normalize("NFKC", text).strip()


def quantity(text: str) -> int:
    """Units, 1 to `MAX_QUANTITY`. "6.0" is 6: spreadsheets write so.

    Raises:
        BadCell: It is empty, no integer, zero, negative or absurd.

    Examples:
        >>> quantity("6"), quantity("6.0")
        (6, 6)
    """
    if not text:
        raise BadCell(RowKind.QUANTITY_MISSING)
    match = _QUANTITY.fullmatch(_plain(text))
    if match is None:
        raise BadCell(RowKind.QUANTITY_NOT_INTEGER, seen=text[:_SEEN])
    value = int(match[1])
    if value == 0:
        raise BadCell(RowKind.QUANTITY_ZERO)
    if value < 0:
        raise BadCell(RowKind.QUANTITY_NEGATIVE, seen=value)
    if value > MAX_QUANTITY:
        raise BadCell(RowKind.QUANTITY_ABSURD, seen=value, limit=MAX_QUANTITY)
    return value


def money(text: str, currency: str) -> int:
    """An amount in minor units; signs and thousands separators are understood.

    Raises:
        BadCell: It is empty, unreadable, negative, absurd, has more decimals than the currency,
            or carries the sign of another currency.

    Examples:
        >>> money("2.55", "GBP"), money("¥1,234.5", "CNY"), money("1.234,50", "EUR")
        (255, 123450, 123450)
    """
    if not text:
        raise BadCell(RowKind.PRICE_MISSING)
    plain = _without_signs(_plain(text).upper(), text, currency)
    point, comma = _POINT.fullmatch(plain), _COMMA.fullmatch(plain)
    if point is not None:
        decimals = point[1] or point[2] or ""
    elif comma is not None:
        decimals = comma[1] or comma[2]
    else:
        raise BadCell(RowKind.PRICE_UNREADABLE, seen=text[:_SEEN])
    places = _DIGITS.get(currency, 2)
    kept = decimals.rstrip("0")
    if len(kept) > places:
        raise BadCell(RowKind.PRICE_UNREADABLE, seen=text[:_SEEN])
    whole = re.sub(r"[.,]", "", plain[: len(plain) - len(decimals)] if decimals else plain)
    value = int(whole + kept.ljust(places, "0"))
    if value < 0:
        raise BadCell(RowKind.PRICE_NEGATIVE, seen=text[:_SEEN])
    if value > MAX_PRICE_MINOR:
        raise BadCell(RowKind.PRICE_ABSURD, seen=text[:_SEEN])
    return value


def _without_signs(plain: str, text: str, currency: str) -> str:
    if not re.search(r"\d", plain):
        raise BadCell(RowKind.PRICE_UNREADABLE, seen=text[:_SEEN])
    for sign in _SIGN.findall(plain):
        if currency not in _SIGNS.get(sign, (sign,)):
            raise BadCell(RowKind.PRICE_CURRENCY, seen=text[:_SEEN], currency=currency)
    return _SIGN.sub("", plain).replace(" ", "")


def currency_code(text: str) -> str:
    """An ISO 4217 code, by its shape.

    Raises:
        BadCell: It is not three letters.
    """
    code = _plain(text).upper()
    if not re.fullmatch(r"[A-Z]{3}", code):
        raise BadCell(RowKind.CURRENCY_UNKNOWN, seen=text[:_SEEN])
    return code


def moment(text: str, zone: tzinfo) -> datetime:
    """A time as aware UTC; year first, as in `2010-12-01 08:26:00`.

    Args:
        zone: What a time without an offset is in.

    Raises:
        BadCell: The day could be a month (`01/12/2010`), or it is no time at all.

    Examples:
        >>> moment("2010/12/1 8:26", UTC).isoformat()
        '2010-12-01T08:26:00+00:00'
    """
    plain = _plain(text)
    match = _TIME.fullmatch(plain)
    if match is None:
        ambiguous = _YEAR_LAST.fullmatch(plain) is not None
        kind = RowKind.DATE_AMBIGUOUS if ambiguous else RowKind.DATE_UNREADABLE
        raise BadCell(kind, seen=text[:_SEEN])
    year, month, day, hour, minute, second = (int(part or 0) for part in match.groups()[:6])
    try:
        if not 2000 <= year <= 2100:
            raise ValueError(year)
        zone = _offset(match[7]) or zone
        return datetime(year, month, day, hour, minute, second, tzinfo=zone).astimezone(UTC)
    except ValueError:
        raise BadCell(RowKind.DATE_UNREADABLE, seen=text[:_SEEN]) from None


def _offset(text: str | None) -> timezone | None:
    if not text:
        return None
    if text == "Z":
        return UTC
    sign = -1 if text[0] == "-" else 1
    digits = text[1:].replace(":", "")
    return timezone(sign * timedelta(hours=int(digits[:2]), minutes=int(digits[2:])))


def service_level(text: str) -> ServiceLevel:
    """Standard where the cell is empty.

    Raises:
        BadCell: The word is not known.
    """
    service = _SERVICES.get(_plain(text).upper())
    if service is None:
        raise BadCell(RowKind.SERVICE_UNKNOWN, seen=text[:_SEEN])
    return service


def number_text(text: str) -> str:
    """A number kept as text, without what spreadsheets add: `="123"`, `'123`, `17850.0`.

    Raises:
        BadCell: A spreadsheet made `2.01E+14` of it; digits are lost.

    Examples:
        >>> number_text("17850.0"), number_text('="0123"'), number_text("536365-1")
        ('17850', '0123', '536365-1')
    """
    if text.isascii() and text.isalnum() and "E" not in text and "e" not in text:
        return text
    plain = unquoted(_plain(text))
    if re.fullmatch(r"\d(?:\.\d+)?[eE]\+?\d{1,3}", plain):
        raise BadCell(RowKind.ORDER_NO_MANGLED, seen=plain[:_SEEN])
    return re.sub(r"(?<=^\d)(\d*)\.0+$", r"\1", plain)
