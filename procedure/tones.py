"""The tone of each verdict, as pitches and lengths (FIELD, station ergonomics)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from procedure.words import Signal


@dataclass(frozen=True, slots=True)
class Tone:
    """One beep, and the silence behind it.

    Attributes:
        hertz: Pitch.
        ms: Length.
        pause_ms: Silence before the next one.
    """

    hertz: int
    ms: int
    pause_ms: int = 0


TONES: Mapping[Signal, tuple[Tone, ...]] = MappingProxyType(
    {
        Signal.GOOD: (Tone(2000, 80),),
        Signal.COMPLETE: (Tone(1500, 90, 40), Tone(2300, 120)),
        Signal.WRONG: (Tone(300, 300, 80), Tone(300, 300)),
        Signal.STOP: (Tone(300, 300, 80), Tone(300, 300, 80), Tone(240, 450)),
        Signal.ATTENTION: (Tone(500, 120, 30), Tone(1200, 140)),
        Signal.DUPLICATE: (Tone(1000, 30, 60), Tone(1000, 30)),
    }
)
