"""Carriers' waybill numbers by their pattern: a hint, never a bar.

A number that fits no pattern can still be a waybill (the parcel knows its own number); a text
that fits one can still be something else.

References:
    FIELD "Labels and waybills" (carrier patterns); UPU standard S10 (check digit).
"""

from __future__ import annotations

import re

PATTERNS: tuple[tuple[str, re.Pattern[str]], ...] = (
    ("SF", re.compile(r"SF[A-Z0-9]\d{12}")),
    ("YTO", re.compile(r"YT\d{13}")),
    ("ZTO", re.compile(r"7[3-68]\d{12}")),
    ("STO", re.compile(r"(?:77|43)\d{12,15}")),
    ("YUNDA", re.compile(r"[34]\d{14}|5\d{12}")),
    ("JT", re.compile(r"JT\d{13}")),
    ("JD", re.compile(r"JD[A-Z0-9]{2}\d{11}")),
    ("EMS", re.compile(r"[981]\d{12}|P[A-Z]\d{11}")),
    ("DPK", re.compile(r"DPK\d{12}")),
)
"""Short name of the carrier and the whole number, in capitals."""

_S10 = re.compile(r"[A-Z]{2}(\d{8})(\d)[A-Z]{2}")
_S10_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)


def carriers_of(number: str) -> tuple[str, ...]:
    """The carriers whose pattern a number fits; several are possible, none too.

    Args:
        number: A matching key.

    Examples:
        >>> carriers_of("SF1234567890123")
        ('SF',)
        >>> carriers_of("RA123456785CN")
        ('UPU',)
        >>> carriers_of("RA123456784CN")
        ()
    """
    if not number.isascii():
        return ()  # \\d would take digits of other scripts
    found = [carrier for carrier, pattern in PATTERNS if pattern.fullmatch(number)]
    if is_upu_s10(number):
        found.append("UPU")
    return tuple(found)


def is_upu_s10(number: str) -> bool:
    """Whether a number is a postal item identifier with the right check digit.

    References:
        UPU S10: weights 8 6 4 2 3 5 9 7, modulo 11; 10 becomes 0, 11 becomes 5.

    Examples:
        >>> is_upu_s10("RB123456785GB")
        True
    """
    match = _S10.fullmatch(number)
    if match is None or not number.isascii():
        return False
    return s10_check_digit(match[1]) == match[2]


def s10_check_digit(serial: str) -> str:
    """The check digit of the eight figures of a postal item identifier (UPU S10).

    Examples:
        >>> s10_check_digit("12345678"), s10_check_digit("00000001"), s10_check_digit("00000002")
        ('5', '4', '8')
    """
    total = sum(int(d) * w for d, w in zip(serial, _S10_WEIGHTS, strict=True))
    return str({10: 0, 11: 5}.get(11 - total % 11, 11 - total % 11))
