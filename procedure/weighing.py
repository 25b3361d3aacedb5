"""Whether a parcel weighs what it should, and what may be wrong where it does not. Pure.

References:
    FIELD "Operations" (weight check): goods, material and carton together, within 5 % or 30 g,
    the larger of both; a weight that nobody knows is said, and never blocks.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from procedure.policy import StationPolicy

EMPTY_G = 5
"""Up to so many grams nothing lies on the scale."""

MOST_UNITS = 3
"""More units of one product are not guessed to be missing or too many."""

_NEAR_G = 15
"""A suspicion must explain what is off to within so many grams, or a tenth of it."""


@dataclass(frozen=True, slots=True)
class OnScale:
    """What the station's scale shows at one moment.

    Attributes:
        grams: The weight that lies still on it; None while the load moves or cannot be weighed.
        is_net: Whether a tare is taken off: then it says nothing about a parcel.
    """

    grams: int | None
    is_net: bool = False

    @property
    def load_g(self) -> int | None:
        """The weight of what lies still on it; None where nothing does."""
        return None if self.grams is None or self.grams <= EMPTY_G else self.grams


@dataclass(frozen=True, slots=True)
class WeighedGoods:
    """Equal units that are in a parcel.

    Attributes:
        unit_g: Of one unit, at least 1.
        units: So many are in.
    """

    name: str
    unit_g: int
    units: int


@dataclass(frozen=True, slots=True)
class Suspicion:
    """What would explain a weight that is off.

    Attributes:
        units: So many units too many, or missing; 0 where another carton explains it.
    """

    name: str
    units: int


def tolerance_g(expected_g: int, policy: StationPolicy) -> int:
    """How many grams a parcel may be off.

    Examples:
        >>> [tolerance_g(grams, StationPolicy()) for grams in (100, 2000)]
        [30, 100]
    """
    return max(policy.weight_tolerance_g, expected_g * policy.weight_tolerance_percent // 100)


def off_by(grams: int, expected_g: int, policy: StationPolicy) -> int:
    """Grams that a parcel is too heavy, below zero too light; 0 where it is right.

    Examples:
        >>> [off_by(grams, 1000, StationPolicy()) for grams in (949, 950, 1050, 1051)]
        [-51, 0, 0, 51]
    """
    off = grams - expected_g
    return off if abs(off) > tolerance_g(expected_g, policy) else 0


def suspect(
    off_g: int, goods: Iterable[WeighedGoods], cartons: Iterable[tuple[str, int]] = ()
) -> Suspicion | None:
    """What most likely explains a weight that is off, or None where nothing fits.

    Args:
        off_g: As `off_by` gives it, not 0.
        goods: What is in the parcel.
        cartons: Other cartons, with what each weighs more than the one that was chosen.

    Examples:
        >>> mug, tea = WeighedGoods("Mug", 340, 2), WeighedGoods("Tea", 130, 1)
        >>> suspect(-338, [mug, tea])
        Suspicion(name='Mug', units=1)
        >>> suspect(262, [mug, tea], [("Carton L", 225)])
        Suspicion(name='Tea', units=2)
        >>> suspect(-1500, [mug, tea]) is None
        True
    """
    near = max(_NEAR_G, abs(off_g) // 10)
    found: list[tuple[int, int, Suspicion]] = []
    for each in goods:
        most = MOST_UNITS if off_g > 0 else min(MOST_UNITS, each.units)
        found += [
            (abs(abs(off_g) - n * each.unit_g), n, Suspicion(each.name, n))
            for n in range(1, most + 1)
        ]
    found += [(abs(off_g - more_g), 0, Suspicion(name, 0)) for name, more_g in cartons if more_g]
    fits = [each for each in found if each[0] <= near]
    return min(fits, key=lambda each: each[:2])[2] if fits else None
