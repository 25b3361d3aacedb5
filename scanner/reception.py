"""Where a line becomes a scan: it gets its id, its time and its tick, once."""

from __future__ import annotations

import os
import time
from collections.abc import Callable
from datetime import UTC, datetime
from typing import Protocol

from procedure.ids import uuid7
from procedure.scans import RawScan
from procedure.words import ScanSource
from scanner.payload import decode, read_text


class ReceptionClock(Protocol):
    """The two times of a scan."""

    def now(self) -> datetime:
        """Aware UTC."""
        ...

    def tick_ms(self) -> int:
        """Monotonic milliseconds."""
        ...


class MachineClock:
    """This machine's clocks."""

    def now(self) -> datetime:
        """Aware UTC."""
        return datetime.now(UTC)

    def tick_ms(self) -> int:
        """Monotonic milliseconds."""
        return time.monotonic_ns() // 1_000_000


class Reception:
    """Makes RawScans for any number of devices.

    Args:
        clock: Times; the machine's where none is given.
        random_bytes: Gives that many random bytes for the event id.
        gs_substitute: The printable character some scanners send for GS, or None.
        prefix: What the scanner sends before every code; taken off where it comes.
        encoding: Of the scanner's bytes, where it is known; see `payload.decode`.

    Raises:
        ValueError: The substitute is not one printable ASCII character.

    Thread: may be shared by reader threads when its clock may.
    """

    def __init__(
        self,
        clock: ReceptionClock | None = None,
        random_bytes: Callable[[int], bytes] = os.urandom,
        *,
        gs_substitute: str | None = "~",
        prefix: str = "",
        encoding: str | None = None,
    ) -> None:
        if gs_substitute is not None and (
            len(gs_substitute) != 1 or not "!" <= gs_substitute <= "~"
        ):
            raise ValueError("the GS substitute is one printable ASCII character")
        self.clock: ReceptionClock = clock or MachineClock()
        self._random_bytes = random_bytes
        self._gs_substitute = gs_substitute
        self._prefix = prefix
        self._encoding = encoding

    def of_bytes(
        self, payload: bytes, *, device: str, source: ScanSource = ScanSource.SERIAL
    ) -> RawScan:
        """A scan of a framed line, terminator removed."""
        return self._received(payload, decode(payload, self._encoding), device, source)

    def of_text(self, text: str, *, device: str, source: ScanSource) -> RawScan:
        """A scan of a text that arrived as text: keys, a page, a function key."""
        # "surrogatepass": keyboards can deliver half a surrogate pair; it must not raise.
        return self._received(text.encode("utf-8", "surrogatepass"), text, device, source)

    def _received(self, raw: bytes, text: str, device: str, source: ScanSource) -> RawScan:
        payload = read_text(text.removeprefix(self._prefix), gs_substitute=self._gs_substitute)
        now = self.clock.now()
        return RawScan(
            event_id=uuid7(_unix_ms(now), self._random_bytes(10)),
            raw=raw,
            raw_text=payload.text,
            aim=payload.aim,
            device=device,
            source=source,
            received_at=now,
            tick_ms=self.clock.tick_ms(),
        )


_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)


def _unix_ms(moment: datetime) -> int:
    """Whole milliseconds since 1970; a clock before that counts as 1970."""
    passed = moment - _EPOCH
    whole = (passed.days * 86_400 + passed.seconds) * 1000 + passed.microseconds // 1000
    return max(0, whole)
