"""Reading a telephone number: what it is, or why nobody could be reached under it.

Mainland numbers by own rules (the library refuses 95xxx and virtual numbers with extension);
all others by `phonenumbers`, which is loaded at the first such number.

References:
    FIELD "Addresses, phones"; clause 2.2.1a.
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum


class PhoneKind(StrEnum):
    """What a number is good for; the first three can be sent a text message."""

    MOBILE = "mobile"
    VIRTUAL = "virtual"
    """A number with extension that forwards for some weeks (隐私号)."""
    OVERSEAS = "overseas"
    """Any number outside the mainland, Hong Kong, Macao and Taiwan among them."""
    LANDLINE = "landline"
    HOTLINE = "hotline"
    """400, 800, 95xxx: a company's number."""


class PhoneProblem(StrEnum):
    """Why a text is no number one can call."""

    MISSING = "missing"
    MASKED = "masked"
    """Digits are hidden behind `*`."""
    MANGLED = "mangled"
    """A spreadsheet made `1.38E+10` of it: digits are lost."""
    SEVERAL = "several"
    LETTERS = "letters"
    NO_AREA_CODE = "no_area_code"
    NO_SUCH_NUMBER = "no_such_number"


@dataclass(frozen=True, slots=True)
class Phone:
    """A number that can be called.

    Attributes:
        national: Digits as dialled inside the country, area code with its 0.
        country_code: Calling code without "+", for example "86".
        extension: Digits to dial after the call is answered, or "".
    """

    kind: PhoneKind
    national: str
    country_code: str
    extension: str = ""

    @property
    def shown(self) -> str:
        """The number as it is printed for a carrier: `13800138000-1234`, `+852 51234567`."""
        prefix = "" if self.country_code == "86" else f"+{self.country_code} "
        return prefix + self.national + (f"-{self.extension}" if self.extension else "")


@dataclass(frozen=True, slots=True)
class PhoneDoubt:
    """A text that is no number one can call, and why."""

    problem: PhoneProblem


_MASK = re.compile(r"[*•●※]|[Xx×]{3,}")
_MANGLED = re.compile(r"\d(\.\d+)?[eE]\+?\d+")
_EXTENSION = re.compile(r"(?:转|轉|分机|分機|ext\.?|[x#,;p])\s*:?\s*(\d{1,6})$", re.IGNORECASE)
_SEVERAL = re.compile(r"[/、,;|，；或]| {2,}")
_MAINLAND_PREFIX = re.compile(r"^(?:\+86|0086|86(?=1[3-9]\d{9}))")
_MOBILE = re.compile(r"(1[3-9]\d{9})(?:-(\d{1,6}))?")
_LANDLINE = re.compile(r"((?:010|02[0-57-9])[1-9]\d{7}|0[3-9]\d{2}[1-9]\d{6,7})(?:-(\d{1,6}))?")
_HOTLINE = re.compile(r"([48]00\d{7}|95\d{3,6})(?:-(\d{1,6}))?")
_NEAR = frozenset({"HK", "MO", "TW"})
"""Where people have mainland mobiles too; eleven digits are never a number of theirs."""


def read_phone(text: str, country: str = "CN") -> Phone | PhoneDoubt:
    """What the text is as a telephone number of the receiver's country.

    Args:
        text: As the buyer or a spreadsheet wrote it.
        country: ISO 3166-1 alpha-2 of the receiver; a number with "+" or "00" says its own.

    Examples:
        >>> read_phone("138 0013 8000").national
        '13800138000'
        >>> read_phone("17012345678转1234").shown
        '17012345678-1234'
        >>> read_phone("1.38E+10")
        PhoneDoubt(problem=<PhoneProblem.MANGLED: 'mangled'>)
    """
    plain = unicodedata.normalize("NFKC", text).strip().strip("'\"")
    plain = re.sub(r"(?<=\d)\.0+$", "", plain)
    if not plain:
        return PhoneDoubt(PhoneProblem.MISSING)
    if _MASK.search(plain):
        return PhoneDoubt(PhoneProblem.MASKED)
    if _MANGLED.fullmatch(plain):
        return PhoneDoubt(PhoneProblem.MANGLED)
    plain, extension = _without_extension(plain)
    if _is_several(plain):
        return PhoneDoubt(PhoneProblem.SEVERAL)
    if re.search(r"[^\W\d_]", plain):
        return PhoneDoubt(PhoneProblem.LETTERS)
    packed = re.sub(r"[\s()\[\].·]|(?<!\d)-|-(?!\d)", "", plain).replace("–", "-")
    if packed.startswith(("+86", "0086")):
        return _mainland(packed, extension)
    if packed.startswith(("+", "00")):
        return _overseas(packed, country, extension)
    if country in ("", "CN") or (country in _NEAR and _MOBILE.fullmatch(packed)):
        return _mainland(packed, extension)
    return _overseas(packed, country, extension)


def _without_extension(plain: str) -> tuple[str, str]:
    """Splits "转1234" and its like off; a dash is left, it may be inside the number."""
    match = _EXTENSION.search(plain)
    if match is None or sum(c.isdigit() for c in plain[: match.start()]) < 7:
        return plain, ""
    return plain[: match.start()].rstrip(" -("), match[1]


def _is_several(plain: str) -> bool:
    parts = [part for part in _SEVERAL.split(plain) if sum(c.isdigit() for c in part) >= 5]
    return len(parts) > 1 or re.search(r"1[3-9]\d{9} 1[3-9]\d{9}", plain) is not None


def _mainland(packed: str, extension: str) -> Phone | PhoneDoubt:
    given = packed
    packed = _MAINLAND_PREFIX.sub("", packed).lstrip("-")
    if packed != given and re.match(r"10|[2-9]", packed) and not _hotline(packed):
        packed = "0" + packed  # +86 10 6278 1234: the area code loses its 0 behind +86
    if len(packed) == 12 and packed.startswith("01") and packed[1:3] != "10":
        packed = packed[1:]  # people dial a 0 before a mobile number of another city
    for candidate in _dashes(packed):
        if match := _MOBILE.fullmatch(candidate):
            extension = extension or match[2] or ""
            kind = PhoneKind.VIRTUAL if extension else PhoneKind.MOBILE
            return Phone(kind, match[1], "86", extension)
        if match := _LANDLINE.fullmatch(candidate):
            return Phone(PhoneKind.LANDLINE, match[1], "86", extension or match[2] or "")
        if match := _HOTLINE.fullmatch(candidate):
            return Phone(PhoneKind.HOTLINE, match[1], "86", extension or match[2] or "")
    if re.fullmatch(r"[2-9]\d{2,3}-?\d{4}", packed):
        return PhoneDoubt(PhoneProblem.NO_AREA_CODE)
    return PhoneDoubt(PhoneProblem.NO_SUCH_NUMBER)


def _hotline(packed: str) -> bool:
    return _HOTLINE.fullmatch(packed.replace("-", "")) is not None


def _dashes(packed: str) -> tuple[str, str]:
    """The number without dashes, and with its last dash read as the one of an extension."""
    head, dash, tail = packed.rpartition("-")
    return packed.replace("-", ""), head.replace("-", "") + dash + tail


def _overseas(packed: str, country: str, extension: str) -> Phone | PhoneDoubt:
    import phonenumbers  # 30 ms, and most orders never need it

    if packed.startswith("00"):
        packed = "+" + packed[2:]
    try:
        number = phonenumbers.parse(packed, country or None)
    except phonenumbers.NumberParseException:
        return PhoneDoubt(PhoneProblem.NO_SUCH_NUMBER)
    if not phonenumbers.is_valid_number(number):
        return PhoneDoubt(PhoneProblem.NO_SUCH_NUMBER)
    national = phonenumbers.national_significant_number(number)
    return Phone(PhoneKind.OVERSEAS, national, str(number.country_code), extension)
