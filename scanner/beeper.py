"""The scanner's own beeper: what makes it sound good or bad, brand by brand.

Off by default: a scanner that waits for the host's word before it reads on stands still when the
host is silent. What is sent here never waits for an answer.

References:
    FIELD "Scanners" (scanner's own beeper); the brands' manuals as named at each row.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType

from procedure.words import Signal


@dataclass(frozen=True, slots=True)
class Beeper:
    """What one brand's scanners sound on.

    Attributes:
        good: Bytes for the good tone.
        bad: Bytes for the bad tone; where a brand has none, its beep more than once.
        is_weak: Whether only one source, or one model's manual, says so: try it before use.
    """

    good: bytes
    bad: bytes
    is_weak: bool = False


_ESC = b"\x1b"
_BEL = b"\x07"

BEEPERS: Mapping[str, Beeper] = MappingProxyType(
    {
        # Xenon 1900 guide, 3-38 "Host ACK responses": ESC 7 decoded, ESC 8 razz.
        "Honeywell": Beeper(_ESC + b"7,", _ESC + b"8," + _ESC + b"8,"),
        # IT2020/5620 guide, 2-12 "Host escape commands".
        "Hand Held Products": Beeper(_ESC + b"7,", _ESC + b"8," + _ESC + b"8,"),
        # Magellan 800i guide, appendix F "Host commands": F beeps three times and puts the
        # scanner out of service until E comes; B beeps where the good-read beep is on.
        "Datalogic": Beeper(b"B", b"FE"),
        # PowerScan (PSC) guide, appendix A: it has a good tone only.
        "PSC": Beeper(b"B", b"BBB"),
        # SE1 and AT21 manuals, appendix 2: high for 120 ms, low for 240 ms twice.
        "Denso": Beeper(b"BH2\r", b"BL3\rBL3\r", is_weak=True),
        # 1660 manual, appendix II "Host serial commands".
        "CipherLab": Beeper(b"#@////\r", b"#@////\r#@////\r#@////\r"),
        "Zebra": Beeper(_BEL, _BEL * 3, is_weak=True),
        "Symbol": Beeper(_BEL, _BEL * 3, is_weak=True),
        "Opticon": Beeper(_ESC + b"B\r", _ESC + b"E\r", is_weak=True),
        "Cognex": Beeper(b"||>BEEP 1 2\r\n", b"||>BEEP 3 0\r\n", is_weak=True),
    }
)
"""By the brand's name."""

_GOOD = frozenset({Signal.GOOD, Signal.COMPLETE})
_BAD = frozenset({Signal.WRONG, Signal.STOP})


def tone_bytes(brand: str | None, signal: Signal) -> bytes:
    """What to send to a scanner after a verdict; nothing for signals that are neither.

    Examples:
        >>> tone_bytes("Datalogic", Signal.GOOD), tone_bytes(None, Signal.GOOD)
        (b'B', b'')
        >>> tone_bytes("Datalogic", Signal.DUPLICATE)
        b''
    """
    beeper = None if brand is None else BEEPERS.get(brand)
    if beeper is None:
        return b""
    if signal in _GOOD:
        return beeper.good
    return beeper.bad if signal in _BAD else b""
