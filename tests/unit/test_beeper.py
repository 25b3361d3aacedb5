"""The scanners' own beepers are data, and only good and bad verdicts sound there."""

from __future__ import annotations

import pytest

from procedure.words import Signal
from scanner.beeper import BEEPERS, tone_bytes


def test_ten_brands_are_known() -> None:
    assert len(BEEPERS) >= 10


@pytest.mark.parametrize("brand", BEEPERS)
def test_good_and_bad_are_told_apart_and_short(brand: str) -> None:
    beeper = BEEPERS[brand]
    assert beeper.good != beeper.bad
    assert 0 < len(beeper.good) <= 32
    assert 0 < len(beeper.bad) <= 32


def test_a_datalogic_is_enabled_again_after_its_bad_tone() -> None:
    assert BEEPERS["Datalogic"].bad == b"FE", "F alone leaves the scanner disabled"


@pytest.mark.parametrize("signal", Signal)
def test_the_verdict_decides(signal: Signal) -> None:
    beeper = BEEPERS["Honeywell"]
    wanted = {
        Signal.GOOD: beeper.good,
        Signal.COMPLETE: beeper.good,
        Signal.WRONG: beeper.bad,
        Signal.STOP: beeper.bad,
    }.get(signal, b"")
    assert tone_bytes("Honeywell", signal) == wanted
    assert tone_bytes(None, signal) == b"", "off unless a brand is chosen"
    assert tone_bytes("unheard of", signal) == b""
