"""A stop that is picked for many orders: whose the units are. Pure.

What lies on one shelf and is of one lot is alike, so a picker counts it together; the units go
to the lines in the order of their slots, always by the same rule. So a count can be taken back,
an order can leave and a shelf can come short without anybody asking which unit was whose.

References:
    clause 3.2.2a; FIELD "Operations" (播种, short pick).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from procedure.ids import PickLineId


@dataclass(frozen=True, slots=True)
class LineUnits:
    """A line of a shared stop: so many units asked for, so many of them taken."""

    line_id: PickLineId
    quantity: int
    picked: int


def shared(lines: Sequence[LineUnits], picked: int) -> tuple[LineUnits, ...] | None:
    """The lines with so many units taken in all, given out in the order of the lines.

    None where that is less than nothing or more than they ask for.

    Examples:
        >>> lines = [LineUnits(PickLineId(1), 2, 0), LineUnits(PickLineId(2), 2, 0)]
        >>> [line.picked for line in shared(lines, 3) or ()]
        [2, 1]
    """
    if not 0 <= picked <= sum(line.quantity for line in lines):
        return None
    left, given = picked, []
    for line in lines:
        units = min(left, line.quantity)
        left -= units
        given.append(LineUnits(line.line_id, line.quantity, units))
    return tuple(given)


def come_short(
    lines: Sequence[LineUnits], missing: int, last_served: Sequence[PickLineId]
) -> tuple[LineUnits, ...] | None:
    """The lines after a shelf gave so many units less; what is taken is given out anew.

    None where more is missing than is still open.

    Args:
        last_served: The lines in the order in which they lose, the latest promise first.
    """
    picked = sum(line.picked for line in lines)
    if not 0 < missing <= sum(line.quantity for line in lines) - picked:
        return None
    asked = {line.line_id: line.quantity for line in lines}
    for line_id in last_served:
        lost = min(missing, asked[line_id])
        asked[line_id] -= lost
        missing -= lost
    return shared([LineUnits(e.line_id, asked[e.line_id], 0) for e in lines], picked)


@dataclass(frozen=True, slots=True)
class Left:
    """A shared stop after some of its orders left.

    Attributes:
        lines: All lines, those of the orders that left asking for nothing.
        too_many: Units that were taken and that nobody at this stop needs any more, by the line
            that leaves them.
    """

    lines: tuple[LineUnits, ...]
    too_many: dict[PickLineId, int]


def leave(lines: Sequence[LineUnits], leaving: frozenset[PickLineId]) -> Left:
    """The stop without some of its lines: units taken for them go to the others first."""
    picked = sum(line.picked for line in lines)
    asked = [
        LineUnits(line.line_id, 0 if line.line_id in leaving else line.quantity, 0)
        for line in lines
    ]
    kept = min(picked, sum(line.quantity for line in asked))
    surplus, too_many = picked - kept, dict[PickLineId, int]()
    for line in lines:
        if line.line_id in leaving and surplus:
            too_many[line.line_id] = min(surplus, line.quantity)
            surplus -= too_many[line.line_id]
    return Left(shared(asked, kept) or (), too_many)
