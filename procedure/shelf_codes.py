"""Codes of shelves, and their place on the serpentine way through the house.

References:
    FIELD "Operations": zone-aisle-bay-level, perhaps a slot; walking order is a key of its own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

_CODE = re.compile(r"([A-Z0-9]{1,3})((?:-[0-9]{2}){3,4})")
_SIGNS = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
_ZONE = 1_000_000
_AISLE = 10_000
_BAY = 100
MOST = 99
"""Aisles of a zone, bays of an aisle, levels of a bay: two digits each."""


def is_shelf_code(code: str) -> bool:
    """Whether a text is the code of a shelf.

    Examples:
        >>> is_shelf_code("A-01-02-03"), is_shelf_code("A-01-02-03-04"), is_shelf_code("A-1-2-3")
        (True, True, False)
    """
    return _CODE.fullmatch(code) is not None


def zone_of(code: str) -> str:
    """The zone a shelf stands in.

    Examples:
        >>> zone_of("B2-01-02-03")
        'B2'
    """
    return code.split("-", 1)[0]


def walk_key(code: str) -> int:
    """The shelf's place on the way: zone by zone, up one aisle and down the next.

    Shelves above each other follow from below; the slots of one level have one place. Zones of
    three characters that begin with the same two share their way.

    Raises:
        ValueError: The text is no code of a shelf.

    Examples:
        >>> way = ["A-01-01-01", "A-01-02-01", "A-02-02-01", "A-02-01-01", "B-01-01-01"]
        >>> sorted(reversed(way), key=walk_key) == way
        True
    """
    if not is_shelf_code(code):
        raise ValueError("this is no code of a shelf")
    zone, *numbers = code.split("-")
    aisle, bay, level = (int(number) for number in numbers[:3])
    step = bay if aisle % 2 else MOST - bay
    return _zone_place(zone) * _ZONE + aisle * _AISLE + step * _BAY + level


def _zone_place(zone: str) -> int:
    """Zones in the order of their names; the first two characters decide."""
    first = _SIGNS.index(zone[0])
    second = _SIGNS.index(zone[1]) + 1 if len(zone) > 1 else 0
    return first * (len(_SIGNS) + 1) + second


def codes_of_zone(zone: str, aisles: range, bays: int, levels: int) -> Iterator[str]:
    """The codes of a zone's shelves, aisle by aisle.

    Examples:
        >>> list(codes_of_zone("C", range(3, 4), 1, 2))
        ['C-03-01-01', 'C-03-01-02']
    """
    for aisle in aisles:
        for bay in range(1, bays + 1):
            for level in range(1, levels + 1):
                yield f"{zone}-{aisle:02d}-{bay:02d}-{level:02d}"
