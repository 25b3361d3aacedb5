"""A scanner without a device, for the demo, the bench and the tests.

Its texts take the same way as a real one's: bytes with a terminator through the framer and
through reception.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable
from datetime import datetime, timedelta

from procedure.scans import RawScan
from procedure.words import ScanSource
from scanner.framing import Frame, Framer
from scanner.reception import Reception


class SteppingClock:
    """A clock that stands still until it is told to go on.

    Args:
        started_at: Aware UTC time of tick 0.
    """

    def __init__(self, started_at: datetime) -> None:
        self._started_at = started_at
        self._tick_ms = 0

    def now(self) -> datetime:
        """Aware UTC."""
        return self._started_at + timedelta(milliseconds=self._tick_ms)

    def tick_ms(self) -> int:
        """Milliseconds since it was made."""
        return self._tick_ms

    def go_on(self, ms: int) -> None:
        """Let time pass.

        Raises:
            ValueError: Time does not run backwards.
        """
        if ms < 0:
            raise ValueError("time does not run backwards")
        self._tick_ms += ms

    def set_back(self, by: timedelta) -> None:
        """Somebody sets the clock back; the ticks go on."""
        self._started_at -= by


class SimulatedScanner:
    """Turns texts into scans.

    Args:
        deliver: Gets each scan, in the caller's thread; or None, where the return value is used.
        device: The stable name its scans carry.
        aim: Identifier put before each text, such as "]C0", or None.
        reception: Makes the scans; the machine's clock and real ids where none is given.

    Examples:
        >>> SimulatedScanner(aim="]E0").scan("6901234567892").aim
        ']E0'
    """

    def __init__(
        self,
        deliver: Callable[[RawScan], None] | None = None,
        *,
        device: str = "simulator",
        aim: str | None = None,
        reception: Reception | None = None,
    ) -> None:
        self._deliver = deliver
        self._device = device
        self._aim = aim or ""
        self._reception = reception or Reception()
        self._framer = Framer()

    def scan(self, text: str, *, aim: str | None = None) -> RawScan:
        """Scan one code; its scan is delivered and given back.

        Args:
            text: What the code says; it may hold GS, but no terminator.
            aim: Identifier of this one code, instead of the scanner's.

        Raises:
            ValueError: The text is empty, has a terminator in it or is longer than a line.
        """
        line = f"{self._aim if aim is None else aim}{text}"
        found = self._framer.feed(f"{line}\r".encode(), self._reception.clock.tick_ms())
        match found:
            case (Frame(payload),) if text and payload == line.encode():
                scan = self._reception.of_bytes(
                    payload, device=self._device, source=ScanSource.SIMULATOR
                )
            case _:
                raise ValueError("no scanner can send this as one code")
        if self._deliver is not None:
            self._deliver(scan)
        return scan


class RepeatableScanner:
    """A simulated scanner whose ids and times are the same in every run.

    Args:
        seed: Same seed, same ids.
        started_at: Aware UTC time before the first scan.
        spacing_ms: Time between two scans; more than the double-read windows, or scans of equal
            pieces count as one.
        deliver: As in `SimulatedScanner`.
        device: As in `SimulatedScanner`.
        aim: As in `SimulatedScanner`.
    """

    def __init__(
        self,
        seed: int,
        started_at: datetime,
        *,
        spacing_ms: int = 2500,
        deliver: Callable[[RawScan], None] | None = None,
        device: str = "simulator",
        aim: str | None = None,
    ) -> None:
        self.clock = SteppingClock(started_at)
        self._spacing_ms = spacing_ms
        reception = Reception(self.clock, random.Random(seed).randbytes)
        self._scanner = SimulatedScanner(deliver, device=device, aim=aim, reception=reception)

    def scan(self, text: str, *, aim: str | None = None, after_ms: int | None = None) -> RawScan:
        """Scan one code, `after_ms` (or the usual spacing) after the one before.

        Raises:
            ValueError: No scanner can send this text as one code.
        """
        self.clock.go_on(self._spacing_ms if after_ms is None else after_ms)
        return self._scanner.scan(text, aim=aim)

    def scan_all(self, texts: Iterable[str]) -> list[RawScan]:
        """Scan several codes with the usual spacing.

        Raises:
            ValueError: No scanner can send one of these texts as one code.
        """
        return [self.scan(text) for text in texts]
