"""What a station shows: a verdict, and everything a screen paints beside it."""

from __future__ import annotations

from dataclasses import dataclass

from fulfilment.house import Actor
from fulfilment.station.machines import AnyState
from procedure.prompts import Prompt
from procedure.verdicts import Verdict
from procedure.words import Screen


@dataclass(frozen=True, slots=True)
class Shown:
    """What a station shows after a scan.

    Attributes:
        verdict: The answer to the scan; None where only the screen was changed.
        state: The machine's state, for painting.
        prompt: What to do next.
        unsaved: Scans on this disk that the centre does not have yet.
        asked_centre: Whether the scan was a gate: its verdict is the centre's word.
    """

    verdict: Verdict | None
    screen: Screen
    state: AnyState
    prompt: Prompt
    operator: Actor | None
    unsaved: int
    asked_centre: bool = False
