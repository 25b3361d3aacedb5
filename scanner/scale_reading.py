"""What a scale says at one moment, in whole grams."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from enum import StrEnum
from types import MappingProxyType


class WeightUnit(StrEnum):
    """A unit a scale may be set to; the value is what it writes, in small letters."""

    KILOGRAM = "kg"
    GRAM = "g"
    POUND = "lb"
    OUNCE = "oz"


GRAMS: Mapping[WeightUnit, Decimal] = MappingProxyType(
    {
        WeightUnit.KILOGRAM: Decimal(1000),
        WeightUnit.GRAM: Decimal(1),
        WeightUnit.POUND: Decimal("453.59237"),
        WeightUnit.OUNCE: Decimal("28.349523125"),
    }
)
"""Grams in one of each (pound and ounce: the international avoirdupois ones, exact)."""


def to_grams(figure: Decimal, unit: WeightUnit) -> int:
    """A weight in whole grams; half a gram is rounded away from zero.

    Examples:
        >>> to_grams(Decimal("1.2345"), WeightUnit.KILOGRAM)
        1235
        >>> to_grams(Decimal("-0.5"), WeightUnit.GRAM), to_grams(Decimal("1"), WeightUnit.POUND)
        (-1, 454)
    """
    return int((figure * GRAMS[unit]).quantize(Decimal(1), ROUND_HALF_UP))


class ScaleRange(StrEnum):
    """Whether the load is one the scale can weigh."""

    WITHIN = "within"
    OVER = "over"
    UNDER = "under"


@dataclass(frozen=True, slots=True)
class ScaleReading:
    """One reading.

    Attributes:
        grams: Whole grams, below zero where something was taken off a tared scale; None where
            the scale gives no figure or no unit with it.
        stable: Whether the scale calls it stable; None where its protocol does not say.
        is_net: Whether a tare is taken off; None where the protocol does not say.
        range: Outside `WITHIN` the figure means nothing.
    """

    grams: int | None
    stable: bool | None = None
    is_net: bool | None = None
    range: ScaleRange = ScaleRange.WITHIN

    @property
    def may_settle(self) -> bool:
        """Whether it may be, or become, a weight that is taken."""
        return (
            self.grams is not None
            and self.grams >= 0
            and self.stable is not False
            and self.range is ScaleRange.WITHIN
        )
