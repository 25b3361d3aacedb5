"""What belongs to a product, typed a line each: codes, parts, gifts, alternatives. Pure.

A line is a code or SKU, and where it has figures they stand behind it: `16901234567899 = 12`,
`CUP-1 × 2`, `BAG × 1 from 3`.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from fulfilment.intake.drafts import sku_key

_CODE = re.compile(r"(?P<code>\S+)(?:\s*[=＝]\s*(?P<units>\d{1,9})|\s+(?P<alone>\d{1,9}))?")


@dataclass(frozen=True, slots=True)
class TypedLine:
    """A line as it reads.

    Attributes:
        text: The code or the SKU.
        units: What it stands for, 1 where nothing is said.
        least: From how many on; 1 where nothing is said.
    """

    text: str
    units: int = 1
    least: int = 1


def typed_codes(text: str) -> tuple[TypedLine, ...] | str:
    """Codes with their content; or the first line that is none.

    Examples:
        >>> typed_codes("6901234567892\\n16901234567899 = 12")[1].units
        12
        >>> typed_codes("6901 = many")
        '6901 = many'
    """
    found = []
    for line in _lines(text):
        match = _CODE.fullmatch(line)
        if match is None:
            return line
        found.append(TypedLine(match["code"], int(match["units"] or match["alone"] or 1)))
    return tuple(found)


def typed_units(text: str) -> tuple[TypedLine, ...] | str:
    """SKUs with units, and from how many on; or the first line that is none.

    Examples:
        >>> typed_units("cup-1 × 2\\nbag × 1 from 3")[1]
        TypedLine(text='BAG', units=1, least=3)
        >>> typed_units("cup and more")
        'cup and more'
    """
    found = []
    for line in _lines(text):
        parts = re.split(r"\s*[×*]\s*|\s+", line)
        numbers = [int(part) for part in parts[1:] if part.isdigit() and len(part) < 10]
        words = [part for part in parts[1:] if not part.isdigit()]
        if not numbers and not words:
            found.append(TypedLine(sku_key(parts[0])))
        elif len(numbers) == 1 and not words:
            found.append(TypedLine(sku_key(parts[0]), numbers[0]))
        elif len(numbers) == 2 and words == ["from"]:
            found.append(TypedLine(sku_key(parts[0]), numbers[0], numbers[1]))
        else:
            return line
    return tuple(found)


def codes_text(lines: Iterable[TypedLine]) -> str:
    """Codes as they are typed."""
    return "\n".join(
        line.text if line.units == 1 else f"{line.text} = {line.units}" for line in lines
    )


def units_text(lines: Iterable[TypedLine]) -> str:
    """SKUs and units as they are typed; `from` where it is more than one."""
    return "\n".join(
        f"{line.text} × {line.units}" + (f" from {line.least}" if line.least > 1 else "")
        for line in lines
    )


def names_text(lines: Iterable[TypedLine]) -> str:
    """SKUs alone, a line each."""
    return "\n".join(line.text for line in lines)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.replace(",", "\n").splitlines() if line.strip()]
