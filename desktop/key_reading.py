"""What Qt says of a key, as the wedge's value."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QEvent, Qt
from PySide6.QtGui import QKeyEvent

from scanner.keystrokes import Held, Key, KeyStroke

_KINDS: dict[int, Key] = {
    Qt.Key.Key_Return: Key.ENTER,
    Qt.Key.Key_Enter: Key.ENTER,
    Qt.Key.Key_Tab: Key.TAB,
    Qt.Key.Key_Backtab: Key.TAB,
    Qt.Key.Key_Backspace: Key.BACKSPACE,
    Qt.Key.Key_Escape: Key.ESCAPE,
    Qt.Key.Key_Alt: Key.ALT,
    Qt.Key.Key_Shift: Key.MODIFIER,
    Qt.Key.Key_Control: Key.MODIFIER,
    Qt.Key.Key_Meta: Key.MODIFIER,
    Qt.Key.Key_AltGr: Key.MODIFIER,
    Qt.Key.Key_CapsLock: Key.MODIFIER,
    Qt.Key.Key_NumLock: Key.MODIFIER,
    Qt.Key.Key_ScrollLock: Key.MODIFIER,
}

_HELD = (
    (Qt.KeyboardModifier.ControlModifier, Held.CTRL),
    (Qt.KeyboardModifier.AltModifier, Held.ALT),
    (Qt.KeyboardModifier.MetaModifier, Held.META),
)


def stroke_of(event: QKeyEvent, tick_ms: int) -> KeyStroke:
    """The key press as a value.

    Args:
        event: A key press or its shortcut override.
        tick_ms: The event's time.
    """
    held = Held.NOTHING
    for modifier, name in _HELD:
        if event.modifiers() & modifier:
            held |= name
    key, text = event.key(), event.text()
    kind = _KINDS.get(key)
    if kind is None:
        text = _text_with_modifiers(key, text, held)
        kind = Key.CHARACTER if text else Key.OTHER
    return KeyStroke(kind, text, tick_ms, held, event.isAutoRepeat())


def release_of_alt(tick_ms: int) -> KeyStroke:
    """The release that ends an Alt code."""
    return KeyStroke(Key.ALT_RELEASE, "", tick_ms)


def _text_with_modifiers(key: int, text: str, held: Held) -> str:
    """The same text on every platform: some give none with Ctrl or Alt down, some the letter."""
    if held is Held.CTRL and 0x40 <= key <= 0x5F:
        return chr(key & 0x1F)
    if held is Held.ALT and Qt.Key.Key_0 <= key <= Qt.Key.Key_9:
        return chr(key)
    return text


@dataclass(frozen=True, slots=True)
class KeptPress:
    """A key press that can be delivered later.

    Attributes:
        key: Qt's key code.
        modifiers: As Qt gave them.
        native: Scan code, virtual key, modifiers of the platform.
        text: What it types.
    """

    key: int
    modifiers: Qt.KeyboardModifier
    native: tuple[int, int, int]
    text: str

    @classmethod
    def of(cls, event: QKeyEvent) -> KeptPress:
        """Keep what an event says; the event itself lives only while it is handled."""
        native = (event.nativeScanCode(), event.nativeVirtualKey(), event.nativeModifiers())
        return cls(event.key(), event.modifiers(), native, event.text())

    def event(self, kind: QEvent.Type) -> QKeyEvent:
        """A new press or release of the same key."""
        return QKeyEvent(kind, self.key, self.modifiers, *self.native, self.text)
