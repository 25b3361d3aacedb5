"""Small questions every machine asks a code."""

from __future__ import annotations

from datetime import date, timedelta
from typing import TypeVar

from procedure.codes import Code, LotReading, Reading
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


def is_known(code: Code) -> bool:
    """Whether a code means anything here; any short text may be a lot, which alone is nothing."""
    return any(not isinstance(reading, LotReading) for reading in code.readings)


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
