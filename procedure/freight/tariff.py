"""A carrier's price table: zones, chargeable weight, fees to the cent (4.1.1a).

Money is in minor units of the tariff's currency, weights in grams, sizes in millimetres.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

MOST_GRAMS = 1_000_000
"""A parcel above a tonne is a typing error, whatever the carrier."""


@dataclass(frozen=True, slots=True)
class Rate:
    """What a zone costs 首重/续重: so much up to the first weight, so much for each step begun.

    Attributes:
        first_g, step_g: At least 1.
        first_minor, step_minor: Not below 0.

    Raises:
        ValueError: A weight below 1 or a price below 0.

    Examples:
        >>> rate = Rate(first_g=1000, first_minor=1200, step_g=500, step_minor=300)
        >>> [rate.fee_minor(grams) for grams in (1, 1000, 1001, 1500, 1501)]
        [1200, 1200, 1500, 1500, 1800]
    """

    first_g: int
    first_minor: int
    step_g: int
    step_minor: int

    def __post_init__(self) -> None:
        if min(self.first_g, self.step_g) < 1 or min(self.first_minor, self.step_minor) < 0:
            raise ValueError(f"no price table has {self}")

    def fee_minor(self, chargeable_g: int) -> int:
        """The fee of a parcel of so many grams."""
        steps = -(-max(0, chargeable_g - self.first_g) // self.step_g)
        return self.first_minor + steps * self.step_minor


@dataclass(frozen=True, slots=True)
class Size:
    """Outer measures of a parcel in millimetres; all above 0."""

    length: int
    width: int
    height: int

    @property
    def cubic_mm(self) -> int:
        """Its volume."""
        return self.length * self.width * self.height

    @property
    def longest(self) -> int:
        """Its longest side."""
        return max(self.length, self.width, self.height)


@dataclass(frozen=True, slots=True)
class Tariff:
    """What a carrier charges for standard service, and what it takes at all.

    Attributes:
        rates: The price of each zone.
        zones: Zone of each province (full names as in `procedure.divisions`) or country (ISO
            3166-1 alpha-2); what is not in it is not served.
        volume_divisor: Cubic centimetres that count as a kilogram 抛重, usually 6000 or 8000; 0
            where the carrier goes by weight alone.
        remote: Cities or districts 偏远 by their full names, with a surcharge.
        remote_minor: That surcharge.
        most_g, longest_mm: What it takes at most; 0 is no limit.
    """

    rates: Mapping[str, Rate]
    zones: Mapping[str, str]
    volume_divisor: int = 6000
    remote: frozenset[str] = field(default_factory=frozenset)
    remote_minor: int = 0
    most_g: int = 50_000
    longest_mm: int = 0

    def rate_to(self, province: str) -> Rate | None:
        """The rate to a province or country; None where it is not served."""
        zone = self.zones.get(province)
        return None if zone is None else self.rates.get(zone)

    def surcharge_minor(self, *places: str) -> int:
        """What a city or district costs in addition."""
        return self.remote_minor if self.remote.intersection(places) else 0


def chargeable_g(weight_g: int, size: Size | None, volume_divisor: int) -> tuple[int, bool]:
    """What a parcel is charged for: its weight, or what its volume counts as 计费重量.

    Args:
        weight_g: At least 1.
        size: None where it was not measured; then its weight alone counts.
        volume_divisor: As in `Tariff`.

    Returns:
        Grams, and whether the volume decided.

    Examples:
        >>> chargeable_g(900, Size(400, 300, 200), 6000)
        (4000, True)
        >>> chargeable_g(5000, Size(400, 300, 200), 6000)
        (5000, False)
        >>> chargeable_g(900, None, 6000), chargeable_g(900, Size(400, 300, 200), 0)
        ((900, False), (900, False))
    """
    if size is None or volume_divisor == 0:
        return weight_g, False
    # cubic mm / 1000 are cubic cm; times 1000 g, by the divisor: the thousands go out.
    by_volume = -(-size.cubic_mm // volume_divisor)
    return max(weight_g, by_volume), by_volume > weight_g


def express_minor(standard_minor: int, percent: int, as_surcharge: bool = False) -> int:
    """What express costs in all, from the standard fee (4.1.2a); half a cent counts as one.

    Args:
        percent: Of the standard fee; 150 is one and a half times.
        as_surcharge: Whether the percentage comes on top of the standard fee.

    Examples:
        >>> express_minor(1200, 150), express_minor(1233, 150), express_minor(1200, 150, True)
        (1800, 1850, 3000)
    """
    share = (standard_minor * percent + 50) // 100
    return standard_minor + share if as_surcharge else share
