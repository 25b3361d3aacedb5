"""What a device delivered, before anybody read it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from procedure.ids import EventId
from procedure.words import ScanSource


@dataclass(frozen=True, slots=True)
class RawScan:
    """One framed text from one device: the output of stop 2 of a scan.

    Attributes:
        event_id: UUIDv7 made at reception; the same id is the same scan, for ever.
        raw: The bytes as they came, terminator removed. Kept for support, never compared.
        raw_text: `raw` decoded; the AIM identifier is already taken off.
        aim: AIM symbology identifier such as "]E0", or None where the device sends none.
        device: Stable name of the device, for example "serial:0c2e:0b61:S123" or "wedge".
        source: The kind of way it took.
        received_at: Aware UTC time of the terminator.
        tick_ms: The machine's monotonic milliseconds at the terminator. Windows (double read,
            too soon after a wrong) are measured with it, so a clock set back changes nothing.
    """

    event_id: EventId
    raw: bytes
    raw_text: str
    aim: str | None
    device: str
    source: ScanSource
    received_at: datetime
    tick_ms: int
