"""What a handheld posts, read: its id, its text, and how it was given."""

from __future__ import annotations

import re
from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from procedure.ids import EventId
from procedure.scans import RawScan
from procedure.words import ScanSource
from scanner.payload import read_text

LONGEST = 600
"""Characters of a posted text; longer than any code, shorter than a body."""

SOURCES = {
    "wedge": ScanSource.PAGE,
    "keys": ScanSource.MANUAL,
    "button": ScanSource.KEY,
}
"""What the page calls the way a text was given, and what the station calls it."""

_UUID7 = re.compile(r"[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}")


_TASK = re.compile(r"[0-9]{1,19}\.[0-9]{1,19}")


def is_event_id(text: str) -> bool:
    """Whether this is an id that a page makes."""
    return _UUID7.fullmatch(text) is not None


def task_of(body: Mapping[str, object]) -> str:
    """The task that a scan was made for without connection; "" for one that was not."""
    task = body.get("task")
    return task if isinstance(task, str) and _TASK.fullmatch(task) else ""


def page_scan(body: Mapping[str, object], received_at: datetime) -> RawScan | None:
    """The scan in a posted body; None where it is none.

    The ticks of a handheld are its own: the milliseconds in its ids, so that what a slow network
    brought late is not taken for a double read.
    """
    event, text, device = body.get("event_id"), body.get("code"), body.get("device")
    if not isinstance(event, str) or not is_event_id(event):
        return None
    if not isinstance(text, str) or not 0 < len(text) <= LONGEST:
        return None
    if not isinstance(device, str) or device not in SOURCES:
        return None
    event_id = EventId(UUID(event))
    payload = read_text(text, gs_substitute="~")
    return RawScan(
        event_id=event_id,
        raw=text.encode("utf-8", "surrogatepass"),
        raw_text=payload.text,
        aim=payload.aim,
        device=f"pda:{device}",
        source=SOURCES[device],
        received_at=received_at,
        tick_ms=event_id.int >> 80,
    )
