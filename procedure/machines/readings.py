"""Small questions every machine asks a code."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, timedelta
from typing import TypeVar

from procedure.codes import Code, LotReading, ProductReading, Reading, SerialReading
from procedure.policy import StationPolicy
from procedure.reading import matching_key
from procedure.verdicts import Verdict, VerdictKind, verdict

R = TypeVar("R", bound=Reading)

LONGEST_SHOWN = 40
"""Characters of an unknown code that a sentence repeats."""


def readings_of(code: Code, kind: type[R]) -> tuple[R, ...]:
    """A code's readings of one kind."""
    return tuple(reading for reading in code.readings if isinstance(reading, kind))


def reading_of(code: Code, kind: type[R]) -> R | None:
    """A code's first reading of one kind, or None."""
    for reading in code.readings:
        if isinstance(reading, kind):
            return reading
    return None


def the_one(readings: Iterable[ProductReading]) -> ProductReading | Verdict:
    """The only product a code can mean among those that fit, or the question which one it is.

    Two readings of one product and the same units are one: that with a lot says more.

    Args:
        readings: At least one.

    References:
        FIELD "Scanners": the open task decides; a real ambiguity asks.
    """
    found: dict[tuple[int, int], ProductReading] = {}
    for reading in readings:
        key = (reading.product.product_id, reading.units)
        if key not in found or (found[key].lot is None and reading.lot is not None):
            found[key] = reading
    first, *others = found.values()
    if not others:
        return first
    return verdict(VerdictKind.ASK_WHICH, first=_shown(first), second=_shown(others[0]))


def _shown(reading: ProductReading) -> str:
    """A product's name; with the units of a carton's code, which may be what differs."""
    name = reading.product.name
    return name if reading.units == 1 else f"{name} × {reading.units}"


def is_known(code: Code) -> bool:
    """Whether a code means anything here; any text may be a lot or a serial, which is nothing."""
    return any(not isinstance(reading, LotReading | SerialReading) for reading in code.readings)


def is_same(text: str, other: str) -> bool:
    """Whether two codes are the same once written alike."""
    return matching_key(text) == matching_key(other)


def is_expired(expires_on: date | None, today: date, policy: StationPolicy) -> bool:
    """Whether goods may no longer leave: they expire on or before today plus the margin."""
    if expires_on is None:
        return False
    return expires_on <= today + timedelta(days=policy.shipping_margin_days)


def unknown(code: Code) -> Verdict:
    """The verdict on a code that means nothing here."""
    return verdict(
        VerdictKind.UNKNOWN_CODE, code="".join(filter(str.isprintable, code.key))[:LONGEST_SHOWN]
    )
