"""Packaging: which materials goods ask for, and which carton they fit into.

References:
    clause 3.2.3a.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from procedure.ids import PackagingId
from procedure.parcel_words import CartonGap, PackingCause
from procedure.words import DangerClass

FILL_PERCENT = 80
"""How much of a carton's room goods may take; the rest is for wrap and for what does not nest."""

SizeMm = tuple[int, int, int]


@dataclass(frozen=True, slots=True)
class Carton:
    """Something goods go into.

    Attributes:
        inner_mm: Room inside, or None where it is not known.
        max_load_g: What it may carry, or None where nobody said.
    """

    packaging_id: PackagingId
    code: str
    name: str
    weight_g: int
    inner_mm: SizeMm | None = None
    max_load_g: int | None = None


@dataclass(frozen=True, slots=True)
class Pieces:
    """Some equal units that go into a parcel; None where a fact is not known."""

    quantity: int
    size_mm: SizeMm | None
    weight_g: int | None


def causes_of(fragile: bool, heavy: bool, danger: DangerClass) -> tuple[PackingCause, ...]:
    """What of a product may ask for a packaging material.

    Examples:
        >>> causes_of(True, False, DangerClass.BATTERY)
        (<PackingCause.FRAGILE: 'fragile'>, <PackingCause.BATTERY: 'battery'>)
    """
    found = []
    if fragile:
        found.append(PackingCause.FRAGILE)
    if heavy:
        found.append(PackingCause.HEAVY)
    if danger is not DangerClass.NONE:
        found.append(PackingCause(danger.value))
    return tuple(found)


def suggest_carton(cartons: Iterable[Carton], goods: Sequence[Pieces]) -> Carton | CartonGap:
    """The smallest carton that the goods fit into, or why none is suggested.

    A carton fits where each unit fits by its sorted sides, all units together take no more than
    `FILL_PERCENT` of its room, and it carries their weight. How units lie beside each other is
    not worked out: that is the packer's.

    Examples:
        >>> small = Carton(PackagingId(1), "MAT-S", "S", 90, (200, 150, 100), 3000)
        >>> large = Carton(PackagingId(2), "MAT-L", "L", 210, (400, 300, 250), 15000)
        >>> suggest_carton([large, small], [Pieces(2, (90, 120, 90), 340)]).name
        'S'
        >>> suggest_carton([large, small], [Pieces(1, (90, 250, 90), 340)]).name
        'L'
        >>> suggest_carton([small], [Pieces(1, None, 340)])
        <CartonGap.FACTS_UNKNOWN: 'facts_unknown'>
    """
    measured = [(room, carton) for carton in cartons if (room := carton.inner_mm) is not None]
    if not measured:
        return CartonGap.NO_CARTON
    sizes, volume, weight = [], 0, 0
    for each in goods:
        if each.size_mm is None or each.weight_g is None:
            return CartonGap.FACTS_UNKNOWN
        sizes.append(each.size_mm)
        volume += _volume(each.size_mm) * each.quantity
        weight += each.weight_g * each.quantity
    for room, carton in sorted(measured, key=lambda pair: (_volume(pair[0]), pair[1].code)):
        carries = carton.max_load_g is None or weight <= carton.max_load_g
        if carries and volume * 100 <= _volume(room) * FILL_PERCENT and _hold(room, sizes):
            return carton
    return CartonGap.NONE_FITS


def _volume(size: SizeMm) -> int:
    return size[0] * size[1] * size[2]


def _hold(room: SizeMm, sizes: Sequence[SizeMm]) -> bool:
    """Whether each of these alone fits, turned as it may be."""
    sides = sorted(room)
    return all(
        all(side <= most for side, most in zip(sorted(size), sides, strict=True)) for size in sizes
    )
