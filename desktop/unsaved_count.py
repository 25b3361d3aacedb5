"""The number of scans the centre does not have yet: shown when it lasts, not at every scan.

A unit scan is applied some milliseconds after its tone; a bar that flashed each time would teach
people to overlook it. While the centre is away the number is always on the screen.
"""

from __future__ import annotations

from PySide6.QtCore import QObject, QTimer, Slot

from desktop.shell import Shell

LASTING_MS = 1_000


class UnsavedCount(QObject):
    """Decides when the strip shows the number."""

    def __init__(self, shell: Shell, parent: QObject) -> None:
        super().__init__(parent)
        self._shell = shell
        self._count = 0
        self._centre_answers = True
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(LASTING_MS)
        self._timer.timeout.connect(self._show)

    @Slot(int)
    def set_count(self, count: int) -> None:
        """So many scans wait now."""
        self._count = count
        if count == 0 or not self._centre_answers:
            self._timer.stop()
            self._show()
        elif not self._timer.isActive():
            self._timer.start()

    @Slot(bool)
    def set_centre(self, answers: bool) -> None:
        """The centre answers again, or no longer."""
        self._centre_answers = answers
        if not answers:
            self._show()

    @Slot()
    def _show(self) -> None:
        self._shell.set_unsaved(self._count)
