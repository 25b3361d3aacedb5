"""What stands between a scanner's eagerness and a count: double reads, and scans too soon.

Double reads. The same text from the same scanner, one straight after the other, is one read
while it comes within its window of the read that was *taken*, or within the ordinary window of
the read *before it*. The second half slides: a scanner held on a code repeats itself every few
hundred milliseconds and must not count a second piece, however long it is held. The first half
does not: somebody who shows a command card again and again is heard when its window is over.
A product's window is always the ordinary one, also where its code looks like a waybill number:
two equal pieces are normal.

Too soon. After a wrong verdict a right scan counts only once somebody can have seen the wrong
one. It is not remembered, so the same scan a moment later counts.

Time is the monotonic tick of the machine. A tick that goes back (the machine was started again)
ends every window.

References:
    FIELD "Scanners" (double reads), "Station ergonomics" (wrong stays until a right scan
    ≥ 0.7 s later).
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from procedure.codes import Code, CommandReading, ProductReading, WaybillReading
from procedure.machines.step import Scanned
from procedure.policy import StationPolicy
from procedure.verdicts import Verdict
from procedure.words import Command, Signal

MOST_DEVICES = 4
"""Scanners of one station whose last read is remembered."""


@dataclass(frozen=True, slots=True)
class LastRead:
    """The last text of one scanner.

    Attributes:
        taken_ms: Tick of the read that was taken.
        seen_ms: Tick of the latest read of it, dropped ones included.
    """

    device: str
    key: str
    taken_ms: int
    seen_ms: int


@dataclass(frozen=True, slots=True)
class Guard:
    """What a machine remembers of scans, apart from its work.

    Attributes:
        reads: The last read of each scanner, latest first.
        standing: The wrong verdict that no right scan has cleared yet; the screen keeps it.
        standing_ms: Tick of the scan it was given to.
    """

    reads: tuple[LastRead, ...] = ()
    standing: Verdict | None = None
    standing_ms: int = 0

    @property
    def last_ms(self) -> int:
        """Tick of the latest scan that was taken; 0 before the first."""
        return self.reads[0].seen_ms if self.reads else 0

    def is_double(self, scan: Scanned, policy: StationPolicy) -> bool:
        """Whether this read is the one before it, once more."""
        before = self._before(scan)
        if before is None:
            return False
        window = window_ms(scan.code, policy)
        return (
            0 <= scan.tick_ms - before.taken_ms < window
            or 0 <= scan.tick_ms - before.seen_ms < min(window, policy.double_read_ms)
        )

    def since_ms(self, scan: Scanned) -> int | None:
        """Milliseconds since this scanner saw this code; None where another one was before it.

        Also None where the tick went back.
        """
        before = self._before(scan)
        if before is None or scan.tick_ms < before.seen_ms:
            return None
        return scan.tick_ms - before.seen_ms

    def is_too_soon(self, scan: Scanned, policy: StationPolicy) -> bool:
        """Whether nobody can have seen the standing wrong verdict yet."""
        if self.standing is None:
            return False
        return 0 <= scan.tick_ms - self.standing_ms < policy.settle_ms

    def taken(self, scan: Scanned) -> Guard:
        """After a scan that was judged."""
        return self._with(LastRead(scan.device, scan.code.key, scan.tick_ms, scan.tick_ms))

    def dropped(self, scan: Scanned) -> Guard:
        """After a double read: its window slides."""
        before = self._before(scan)
        return self if before is None else self._with(replace(before, seen_ms=scan.tick_ms))

    def said(self, verdict: Verdict, tick_ms: int) -> Guard:
        """After a verdict: a wrong one stands, a right one clears it, a double read neither."""
        if verdict.is_refusal:
            return replace(self, standing=verdict, standing_ms=tick_ms)
        if verdict.signal is Signal.DUPLICATE or self.standing is None:
            return self
        return replace(self, standing=None)

    def _before(self, scan: Scanned) -> LastRead | None:
        for read in self.reads:
            if read.device == scan.device:
                return read if read.key == scan.code.key else None
        return None

    def _with(self, read: LastRead) -> Guard:
        others = tuple(other for other in self.reads if other.device != read.device)
        return replace(self, reads=(read, *others[: MOST_DEVICES - 1]))


NO_SCANS = Guard()
"""Before the first scan."""


def window_ms(code: Code, policy: StationPolicy) -> int:
    """How long a repeated read of a code is the same read, in milliseconds."""
    window = policy.double_read_ms
    for reading in code.readings:
        match reading:
            case ProductReading():
                return policy.double_read_ms
            case CommandReading(Command.UNDO):
                window = policy.double_read_undo_ms
            case CommandReading() | WaybillReading():
                window = policy.double_read_command_ms
            case _:
                pass
    return window
