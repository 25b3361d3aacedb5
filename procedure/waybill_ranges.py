"""A range of waybill numbers as a carrier hands it out: its first number, and its last.

References:
    FIELD "Labels and waybills" (carrier patterns, number life, low alarm); UPU standard S10.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from procedure.waybill_patterns import PATTERNS, carriers_of, is_upu_s10, s10_check_digit

MOST_NUMBERS = 1_000_000
"""Of one range: a larger one is a typing error."""
LOW_PERCENT = 20
"""Of the newest range: with fewer numbers left, new ones have to be asked for *(policy)*."""
_S10 = re.compile(r"([A-Z]{2})(\d{8})\d([A-Z]{2})")
_PLAIN = re.compile(r"([A-Z0-9]*?)(\d{1,18})")
_LONGEST = 30


@dataclass(frozen=True, slots=True)
class NumberRange:
    """Numbers with the same head, and the same tail where they have a check digit.

    Attributes:
        head, tail: What does not change; S10 numbers have a check digit before the tail.
        first, last: Serials, both of the range.
        digits: Of the serial, with leading zeros.
        is_s10: Whether a check digit follows the serial.
    """

    head: str
    tail: str
    first: int
    last: int
    digits: int
    is_s10: bool

    @property
    def count(self) -> int:
        """How many numbers it has."""
        return self.last - self.first + 1

    def numbers(self) -> Iterator[str]:
        """Every number, in order."""
        for serial in range(self.first, self.last + 1):
            figures = f"{serial:0{self.digits}}"
            check = s10_check_digit(figures) if self.is_s10 else ""
            yield f"{self.head}{figures}{check}{self.tail}"


def number_range(first: str, last: str) -> NumberRange | str:
    """The range from a first to a last number, or a word for what is wrong.

    Returns:
        `NumberRange`, or "signs" (other signs than capitals and figures), "check_digit" (of an S10
        number), "shape" (the two are not of one range), "order" (the last is before the first),
        "many" (more than `MOST_NUMBERS`).

    Examples:
        >>> list(number_range("YT0000000000998", "YT0000000001000").numbers())
        ['YT0000000000998', 'YT0000000000999', 'YT0000000001000']
        >>> list(number_range("RB000000014CN", "RB000000028CN").numbers())
        ['RB000000014CN', 'RB000000028CN']
        >>> number_range("YT0000000001000", "YT0000000000998"), number_range("YT1", "SF1")
        ('order', 'shape')
    """
    if not (_is_written(first) and _is_written(last)):
        return "signs"
    ends = [_S10.fullmatch(number) for number in (first, last)]
    if ends[0] is not None and ends[1] is not None:
        if not (is_upu_s10(first) and is_upu_s10(last)):
            return "check_digit"
        (head, low, tail), (head2, high, tail2) = ends[0].groups(), ends[1].groups()
        return _checked(head, head2, low, high, tail, tail2, is_s10=True)
    start, end = _split(first), _split(last)
    if start is None or end is None:
        return "shape"
    (head, low), (head2, high) = start, end
    return _checked(head, head2, low, high, "", "", is_s10=False)


def fits_pattern(number: str, carrier_code: str) -> bool:
    """Whether a number looks like one of this carrier; True where its pattern is not known.

    Examples:
        >>> fits_pattern("SF1234567890123", "SF"), fits_pattern("YT1", "SF"), fits_pattern("1", "X")
        (True, False, True)
    """
    known = {carrier for carrier, _ in PATTERNS}
    return carrier_code not in known or carrier_code in carriers_of(number)


def is_low(left: int, newest_range: int, used_in_a_day: int) -> bool:
    """Whether new numbers have to be asked for: at 20 % of the newest range, or a day's use.

    Examples:
        >>> is_low(200, 1000, 0), is_low(199, 1000, 0), is_low(300, 1000, 301)
        (False, True, True)
    """
    return left * 100 < newest_range * LOW_PERCENT or left < used_in_a_day


def _is_written(number: str) -> bool:
    return (
        0 < len(number) <= _LONGEST
        and number.isascii()
        and number.isalnum()
        and number == number.upper()
    )


def _split(number: str) -> tuple[str, str] | None:
    found = _PLAIN.fullmatch(number)
    return None if found is None else (found[1], found[2])


def _checked(
    head: str, head2: str, low: str, high: str, tail: str, tail2: str, *, is_s10: bool
) -> NumberRange | str:
    if (head, tail, len(low)) != (head2, tail2, len(high)):
        return "shape"
    if int(low) > int(high):
        return "order"
    found = NumberRange(head, tail, int(low), int(high), len(low), is_s10)
    return found if found.count <= MOST_NUMBERS else "many"
