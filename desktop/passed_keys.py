"""One key event, many sightings: which events an application-wide filter has let through."""

from __future__ import annotations

from collections import OrderedDict
from dataclasses import dataclass

import shiboken6
from PySide6.QtCore import QEvent, QObject
from PySide6.QtGui import QKeyEvent

_AT_ONCE = 16
"""More than this many key events are never on their way at the same time (nested dialogs)."""


@dataclass(frozen=True, slots=True)
class _Sighting:
    receiver: int
    kind: QEvent.Type
    key: int


class PassedKeys:
    """Remembers key events that go on.

    Qt shows an application-wide filter the same event for the window, for the focus widget and
    for each parent that is offered it; it must be judged once.

    Thread: the main thread only.
    """

    def __init__(self) -> None:
        self._sightings: OrderedDict[int, _Sighting] = OrderedDict()

    def let_pass(self, watched: QObject | None, event: QKeyEvent) -> None:
        """Remember an event first seen at `watched`; None for one that nobody is to judge."""
        address = _address(event)
        receiver = 0 if watched is None else _address(watched)
        self._sightings.pop(address, None)
        self._sightings[address] = _Sighting(receiver, event.type(), event.key())
        if len(self._sightings) > _AT_ONCE:
            self._sightings.popitem(last=False)

    def forget(self, event: QKeyEvent) -> None:
        """The event has arrived; its address may belong to another one soon."""
        self._sightings.pop(_address(event), None)

    def has_passed(self, watched: QObject, event: QKeyEvent) -> bool:
        """Whether this very event was let through before.

        Qt makes most key events on the stack, so the next one can have the same address; but it
        begins where this one began, and a copy on its way never comes there again.
        """
        seen = self._sightings.get(_address(event))
        return (
            seen is not None
            and (seen.kind, seen.key) == (event.type(), event.key())
            and seen.receiver != _address(watched)
        )


def _address(thing: QObject | QEvent) -> int:
    return int(shiboken6.getCppPointer(thing)[0])
