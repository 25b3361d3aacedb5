"""A scanner that types into a window: key events as a keyboard's, with times of their own."""

from __future__ import annotations

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QApplication, QWidget

_NONE = Qt.KeyboardModifier.NoModifier
_NAMED = {"\r": Qt.Key.Key_Return, "\n": Qt.Key.Key_Enter, "\t": Qt.Key.Key_Tab}
GS = "\x1d"


class TypingScanner:
    """Types codes at a scanner's pace, which the events carry: no machine is too slow for it.

    Args:
        window: Gets the keys, as the window in front does.
        pace_ms: Between two keys.
        gs_by_alt: Type GS as Alt+029 instead of Ctrl+].
        first_ms: When it begins.
    """

    def __init__(
        self,
        window: QWidget,
        pace_ms: int = 5,
        *,
        gs_by_alt: bool = False,
        first_ms: int = 60_000,
    ) -> None:
        self._window, self.pace_ms, self._gs_by_alt = window, pace_ms, gs_by_alt
        self.now_ms = first_ms

    def scan(self, text: str, end: str = "\r", after_ms: int = 2000) -> None:
        """Type a code and its end, `after_ms` after the last key."""
        self.now_ms += after_ms - self.pace_ms
        for char in text + end:
            self._type(char)

    def _type(self, char: str) -> None:
        if char == GS:
            self._type_gs()
            return
        shift = Qt.KeyboardModifier.ShiftModifier if char.isupper() else _NONE
        self._stroke(_NAMED.get(char, Qt.Key.Key_A if ord(char) > 126 else None), char, shift)

    def _type_gs(self) -> None:
        if not self._gs_by_alt:
            ctrl = Qt.KeyboardModifier.ControlModifier
            self._stroke(Qt.Key.Key_BracketRight, GS, ctrl)
            return
        alt = Qt.KeyboardModifier.AltModifier
        self._send(QEvent.Type.KeyPress, Qt.Key.Key_Alt, "", alt)
        for digit in "029":
            self._stroke(Qt.Key(ord(digit)), digit, alt)
        self._send(QEvent.Type.KeyRelease, Qt.Key.Key_Alt, "", _NONE)

    def _stroke(self, key: Qt.Key | None, text: str, modifiers: Qt.KeyboardModifier) -> None:
        self.now_ms += self.pace_ms
        code = Qt.Key(ord(text.upper())) if key is None else key
        for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
            self._send(kind, code, text, modifiers)

    def _send(
        self, kind: QEvent.Type, key: Qt.Key, text: str, modifiers: Qt.KeyboardModifier
    ) -> None:
        event = QKeyEvent(kind, key.value, modifiers, text)
        event.setTimestamp(self.now_ms)
        QApplication.sendEvent(self._window, event)
