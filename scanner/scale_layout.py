"""How a line of a scale is written, as data, and the one function that reads all of them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from enum import StrEnum
from functools import reduce
from operator import xor
from types import MappingProxyType

from scanner.scale_reading import ScaleRange, ScaleReading, WeightUnit, to_grams

_NO_WORDS: Mapping[str, bool] = MappingProxyType({})
_NO_UNITS: Mapping[int, WeightUnit] = MappingProxyType({})
_UNITS = {unit.value: unit for unit in WeightUnit}
_NO_DIGITS = str.maketrans("", "", " [")
"""What stands among digits: leading blanks, and the bracket before those that are not verified."""
_POINT_AT_TWO = 2
"""A place of 2 in a status byte is a figure without a point: one more is a tenth."""


@dataclass(frozen=True, slots=True)
class Bit:
    """One bit of the status bytes of a line."""

    byte: int
    bit: int

    def is_on(self, status: bytes) -> bool:
        """Whether it is set; of a line with fewer bytes it is not."""
        return self.byte < len(status) and bool(status[self.byte] >> self.bit & 1)


@dataclass(frozen=True, slots=True)
class StatusBits:
    """What the bits of the group `status` mean; None where there is no such bit.

    Attributes:
        motion: The load still moves.
        outside: Over the capacity or under zero, by the sign.
        kilograms: Kilograms where set, pounds where not.
        grams: Grams where set, whatever `kilograms` says.
        unreadable: The figure is written in a way this does not read.
        point_byte: The byte whose three lowest bits say where the point stands.
    """

    motion: Bit | None = None
    over: Bit | None = None
    under: Bit | None = None
    outside: Bit | None = None
    net: Bit | None = None
    negative: Bit | None = None
    kilograms: Bit | None = None
    grams: Bit | None = None
    unreadable: Bit | None = None
    point_byte: int | None = None


class Check(StrEnum):
    """How the group `check` is made from what stands before it."""

    XOR_BYTE = "xor_byte"
    XOR_HEX = "xor_hex"


@dataclass(frozen=True, slots=True)
class Layout:
    """One way a scale writes a line.

    Attributes:
        pattern: Matches the whole line. Its groups, none of which must be there: `sign`,
            `digits`, `point` (decimals of `digits`), `unit`, `stable`, `mode`, `range`,
            `status`, `check`.
        stable: What the words of the group `stable` mean; an empty one counts too.
        net: The same for the group `mode`.
        over, under: Words of the group `range`.
        unit: The unit where the line names none.
        unit_of_decimals: The unit where the line names none, by the decimals of its figure.
        unit_shows_stable: The scale leaves the unit away while the load moves.
    """

    pattern: re.Pattern[bytes]
    stable: Mapping[str, bool] = field(default_factory=lambda: _NO_WORDS)
    net: Mapping[str, bool] = field(default_factory=lambda: _NO_WORDS)
    over: frozenset[str] = frozenset()
    under: frozenset[str] = frozenset()
    unit: WeightUnit | None = None
    unit_of_decimals: Mapping[int, WeightUnit] = field(default_factory=lambda: _NO_UNITS)
    unit_shows_stable: bool = False
    status: StatusBits | None = None
    check: Check | None = None


def read_line(layout: Layout, line: bytes) -> ScaleReading | None:
    """The reading a line holds, or None where it is not written so. Never raises.

    Examples:
        >>> simple = Layout(re.compile(rb" *(?P<sign>-?)(?P<digits>[0-9.]+) (?P<unit>k?g)"))
        >>> read_line(simple, b"  -1.25 kg")
        ScaleReading(grams=-1250, stable=None, is_net=None, range=<ScaleRange.WITHIN: 'within'>)
        >>> read_line(simple, b"OVERLOAD") is None
        True
    """
    match = layout.pattern.fullmatch(line)
    if match is None or not _is_whole(layout, match):
        return None
    status = match.groupdict().get("status") or b""
    bits = layout.status or StatusBits()
    if _is_on(bits.unreadable, status):
        return None
    return ScaleReading(
        grams=_grams(layout, match, status),
        stable=_stable(layout, match, status),
        is_net=_net(layout, match, status),
        range=_range(layout, match, status),
    )


def _word(match: re.Match[bytes], group: str) -> str | None:
    """The text of a group, without spaces around; None where the line has no such group."""
    found = match.groupdict().get(group)
    return None if found is None else found.decode("latin-1").strip()


def _is_on(bit: Bit | None, status: bytes) -> bool:
    return bit is not None and bit.is_on(status)


def _is_whole(layout: Layout, match: re.Match[bytes]) -> bool:
    """Whether the line's check, where it has one, fits what stands before it."""
    if layout.check is None or match.groupdict().get("check") is None:
        return True
    made = reduce(xor, match.string[: match.start("check")], 0)
    said = match["check"]
    if layout.check is Check.XOR_HEX:
        return said.upper() == b"%02X" % made
    return said == bytes([made])


def _grams(layout: Layout, match: re.Match[bytes], status: bytes) -> int | None:
    digits = (_word(match, "digits") or "").translate(_NO_DIGITS)
    bits = layout.status or StatusBits()
    if not re.fullmatch(r"[0-9]{1,9}(\.[0-9]{0,6})?", digits):
        return None
    figure = Decimal(digits)
    decimals = len(digits.partition(".")[2])
    if bits.point_byte is not None and bits.point_byte < len(status):
        figure = figure.scaleb(_POINT_AT_TWO - (status[bits.point_byte] & 7))
    elif point := _word(match, "point"):
        figure = figure.scaleb(-int(point))
    unit = _unit(layout, match, status, decimals)
    if unit is None:
        return None
    negative = _word(match, "sign") == "-" or _is_on(bits.negative, status)
    return to_grams(-figure if negative else figure, unit)


def _unit(
    layout: Layout, match: re.Match[bytes], status: bytes, decimals: int
) -> WeightUnit | None:
    named = _word(match, "unit")
    if named:
        return _UNITS.get(named.lower())
    bits = layout.status or StatusBits()
    if _is_on(bits.grams, status):
        return WeightUnit.GRAM
    if bits.kilograms is not None and status:
        return WeightUnit.KILOGRAM if bits.kilograms.is_on(status) else WeightUnit.POUND
    return layout.unit_of_decimals.get(decimals, layout.unit)


def _stable(layout: Layout, match: re.Match[bytes], status: bytes) -> bool | None:
    bits = layout.status or StatusBits()
    if bits.motion is not None and status:
        return not bits.motion.is_on(status)
    if layout.unit_shows_stable:
        return bool(_word(match, "unit"))
    word = _word(match, "stable")
    return None if word is None else layout.stable.get(word.upper())


def _net(layout: Layout, match: re.Match[bytes], status: bytes) -> bool | None:
    bits = layout.status or StatusBits()
    if bits.net is not None and status:
        return bits.net.is_on(status)
    word = _word(match, "mode")
    return None if word is None else layout.net.get(word.upper())


def _range(layout: Layout, match: re.Match[bytes], status: bytes) -> ScaleRange:
    bits = layout.status or StatusBits()
    word = (_word(match, "range") or "").upper()
    negative = _is_on(bits.negative, status) or _word(match, "sign") == "-"
    outside = _is_on(bits.outside, status)
    if word in layout.under or _is_on(bits.under, status) or (outside and negative):
        return ScaleRange.UNDER
    if word in layout.over or _is_on(bits.over, status) or outside:
        return ScaleRange.OVER
    return ScaleRange.WITHIN
