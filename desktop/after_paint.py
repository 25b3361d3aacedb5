"""Tells when what the screens were given has been painted."""

from __future__ import annotations

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, Signal

_PAINTED = QEvent.Type(QEvent.registerEventType())


class AfterPaint(QObject):
    """Says once, after the paint that is due now.

    Widgets ask their window for a paint by an event of low priority, one for all of them. An event
    of the same priority that is sent later is delivered later: when the window is painted.

    Signals:
        painted: What was changed before `wait` stands on the window.

    Thread: the main thread only.
    """

    painted = Signal()

    def wait(self) -> None:
        """Say it once the paints that were asked for until now are done."""
        order = Qt.EventPriority.LowEventPriority.value
        QCoreApplication.postEvent(self, QEvent(_PAINTED), order)

    def event(self, event: QEvent) -> bool:
        """Its own event has come: the paints before it are done."""
        if event.type() != _PAINTED:
            return super().event(event)
        self.painted.emit()
        return True
