"""A scanner with planted faults, on a computer: what it sends for each of the test codes."""

from __future__ import annotations

import random

from scanner.commissioning import FREE_LETTER, TEST_CODES, Fault, TestCode
from scanner.keyboards import MISMATCHES, Mismatch
from scanner.payload import GS

GOOD_ENDS = ("\r", "\n", "\r\n", "\t", "\x03")
DOUBLE_ENDS = ("\r\r", "\n\n", "\r\n\r\n", "\t\t", "\r\t")
PLANTED = tuple(fault for fault in Fault if fault is not Fault.UNKNOWN)


class FaultyScanner:
    """A scanner with faults, on a computer.

    Args:
        seed: Decides what a fault leaves open: which keyboard, which characters are lost.
    """

    def __init__(self, faults: frozenset[Fault], seed: int = 0, end: str = "\r") -> None:
        self.faults = faults
        self._rng = rng = random.Random(seed)
        self.layout: Mismatch | None = None
        if Fault.LAYOUT in faults:
            self.layout = rng.choice(MISMATCHES)
        self._fold = rng.choice((str.upper, str.lower))
        # A printable stand-in for GS that is dropped is a lost GS, so that drops leave it alone.
        self._gs = GS if Fault.DROPPED in faults else rng.choice((GS, "~"))
        if Fault.NO_SUFFIX in faults:
            end = ""
        if Fault.DOUBLE_SUFFIX in faults:
            end = rng.choice(DOUBLE_ENDS)
        self._end = end

    def sends(self, code: TestCode) -> str:
        """What one pull of the trigger gives."""
        faults = self.faults
        text = code.body.replace(GS, "" if Fault.GS_LOST in faults else self._gs)
        if code.has_eci:
            text = ("\\000026" if Fault.ECI in faults else "") + text
        if Fault.NO_AIM not in faults:
            text = self._rng.choice(code.aims) + text
        if Fault.CASE_FOLD in faults:
            text = self._fold(text)
        if self.layout is not None:
            text = self.layout.typed(text)
        if Fault.CAPS_LOCK in faults:
            text = text.swapcase()
        if Fault.DROPPED in faults:
            text = self._lossy(text)
        return text + (FREE_LETTER if code.has_eci else "") + self._end

    def sends_all(self) -> list[str | None]:
        """What the five codes give."""
        return [self.sends(code) for code in TEST_CODES]

    def _lossy(self, text: str) -> str:
        """A few characters lost, behind the identifiers, GS and what is doubled kept."""
        places = [i for i in range(12, len(text)) if text[i] != GS]
        lost = set(self._rng.sample(places, min(len(places), self._rng.randint(1, 2))))
        return "".join(char for i, char in enumerate(text) if i not in lost)
