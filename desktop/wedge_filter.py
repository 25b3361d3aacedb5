"""Stop 1 and 2 of a scan for scanners that type: one filter in front of every widget.

References:
    FIELD "Scanners": wedge timing; IME, Caps Lock, full width; command codes and their F-keys.
"""

from __future__ import annotations

from collections import deque
from typing import cast

from PySide6.QtCore import QCoreApplication, QEvent, QObject, Qt, QTimer, Signal, Slot
from PySide6.QtGui import (
    QGuiApplication,
    QInputMethodEvent,
    QInputMethodQueryEvent,
    QKeyEvent,
)
from PySide6.QtWidgets import QWidget

from desktop.held_press import HeldPress
from desktop.key_reading import KeptPress, release_of_alt, stroke_of
from desktop.passed_keys import PassedKeys
from procedure.words import Command, ScanSource
from resources.catalogue import N_
from scanner.command_keys import COMMAND_KEYS
from scanner.event_time import EventTime
from scanner.keystrokes import Key, KeyStroke
from scanner.reception import Reception
from scanner.wedge import due_ms, settle, strike, turn_page
from scanner.wedge_rules import Fate, Ruling, WedgeSettings, WedgeState

KEYBOARD = "keyboard"
"""The device of scans made by function keys."""

_COMMANDS: dict[int, Command] = {
    Qt.Key.Key_F1 + number - 1: command for number, command in COMMAND_KEYS.items()
}

_WATCHED = frozenset(
    {
        QEvent.Type.KeyPress,
        QEvent.Type.KeyRelease,
        QEvent.Type.ShortcutOverride,
        QEvent.Type.InputMethod,
        QEvent.Type.InputMethodQuery,
    }
)

_TOUCHES = frozenset(
    {QEvent.Type.KeyPress, QEvent.Type.MouseButtonPress, QEvent.Type.Wheel, QEvent.Type.TouchBegin}
)
"""Signs of somebody being there."""


class WedgeFilter(QObject):
    """Sees every key before any widget and takes out what a scanner typed.

    On a scan page (a station screen) it takes everything printable, Enter and Tab; F1 to F12 are
    command cards; what an input method composed is refused. On other pages only the pace tells a
    scanner, so a first character reaches its widget up to `gap_ms` late.

    Args:
        reception: Makes the RawScans; its clock measures silence.
        settings: The wedge's numbers.
        device: The stable name that wedge scans carry.
        event_times: Take pauses from the events' own times. Off: from reception's clock alone,
            which makes a test with a clock of its own exact.
        parent: Qt parent.

    Attributes:
        scanned: One `procedure.scans.RawScan`.
        typing_changed: The text being typed by hand on a scan page, "" when it ended.
        typing_forgotten: Text typed on a scan page that nobody ended with Enter.
        keyed: A `KeyStroke` that was taken out, for recordings and for commissioning; the first
            ones of a run come when it is clear that no person typed them.
        ime_refused: An input method composed text on a scan page; it was thrown away. Say
            `IME_SENTENCE`.
        touched: A key, a mouse button or a wheel moved: somebody is there.

    Thread: the main thread only.
    """

    scanned = Signal(object)
    typing_changed = Signal(str)
    typing_forgotten = Signal(str)
    keyed = Signal(object)
    ime_refused = Signal()
    touched = Signal()

    def __init__(
        self,
        *,
        reception: Reception | None = None,
        settings: WedgeSettings | None = None,
        device: str = "wedge",
        event_times: bool = True,
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._reception = reception or Reception()
        self._settings = settings or WedgeSettings()
        self._device = device
        self._event_times = event_times
        self._time = EventTime()
        self._state = WedgeState()
        self._held: deque[HeldPress] = deque()
        self._unsure: list[KeyStroke] = []
        self._taken: set[tuple[int, int]] = set()
        self._passed = PassedKeys()
        self._delivering: list[int] = []
        self._composing = False
        self._installed_on: QCoreApplication | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setTimerType(Qt.TimerType.PreciseTimer)
        self._timer.timeout.connect(self._on_timer)
        self._looked_late = False

    # Life ------------------------------------------------------------------------------------

    def install(self, application: QCoreApplication) -> None:
        """Begin to watch the whole application."""
        application.installEventFilter(self)
        self._installed_on = application

    def uninstall(self) -> None:
        """Stop watching; what is held is delivered, what is half scanned is dropped."""
        self._timer.stop()
        if self._installed_on is not None:
            self._installed_on.removeEventFilter(self)
            self._installed_on = None
        presses = [self._held.popleft() for _ in range(len(self._held))]
        self._state = WedgeState(page=self._state.page)
        self._deliver(presses)

    @property
    def is_scan_page(self) -> bool:
        """Whether a scan page is in front."""
        return self._state.page

    @property
    def settings(self) -> WedgeSettings:
        """The wedge's numbers."""
        return self._settings

    def set_settings(self, settings: WedgeSettings, reception: Reception | None = None) -> None:
        """Use other numbers from the next key on, and another reception where one is given."""
        self._settings = settings
        self._reception = reception or self._reception

    def set_scan_page(self, on: bool) -> None:
        """Tell which kind of page is in front.

        A field that needs the keyboard on a station screen (a supervisor's PIN) turns this off
        while it is open.
        """
        if on == self._state.page:
            return
        self._look_at_clock()
        state, ruling = turn_page(self._state, on, self._settings)
        self._carry_out(state, ruling)
        self._composing = False
        # The input method asks again whether it may work here, see `_on_ime_question`.
        QGuiApplication.inputMethod().update(Qt.InputMethodQuery.ImEnabled)

    # Events ----------------------------------------------------------------------------------

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Take out what is the scanner's. Called for every event of the application."""
        kind = event.type()
        if kind in _TOUCHES:
            self.touched.emit()
        if kind not in _WATCHED:
            return False
        match kind:
            case QEvent.Type.KeyPress:
                return self._on_press(watched, cast("QKeyEvent", event))
            case QEvent.Type.KeyRelease:
                return self._on_release(watched, cast("QKeyEvent", event))
            case QEvent.Type.ShortcutOverride:
                return self._on_shortcut_override(cast("QKeyEvent", event))
            case QEvent.Type.InputMethod:
                return self._on_composed(cast("QInputMethodEvent", event))
            case QEvent.Type.InputMethodQuery:
                return self._on_ime_question(cast("QInputMethodQueryEvent", event))
            case _:
                return False

    def _on_press(self, watched: QObject, event: QKeyEvent) -> bool:
        if self._passed.has_passed(watched, event):
            return False
        if self._command(event) is not None:
            self._taken.add(_finger(event))
            self._scan_command(event)
            return _eaten(event)
        stroke = self._stroke(event)
        state, ruling = strike(self._state, stroke, self._settings)
        self._notice(ruling, stroke)
        kept = None
        if ruling.fate is Fate.PASS:
            self._taken.discard(_finger(event))
            self._passed.let_pass(watched, event)
        else:
            self._taken.add(_finger(event))
            if ruling.fate is Fate.HOLD:
                widget = watched if isinstance(watched, QWidget) else None
                kept = HeldPress(KeptPress.of(event), widget)
        self._carry_out(state, ruling, kept)
        return ruling.fate is not Fate.PASS and _eaten(event)

    def _on_release(self, watched: QObject, event: QKeyEvent) -> bool:
        if self._passed.has_passed(watched, event):
            return False
        if event.key() == Qt.Key.Key_Alt and self._state.alt_digits is not None:
            stroke = release_of_alt(self._tick_of(event))
            state, ruling = strike(self._state, stroke, self._settings)
            self._notice(ruling, stroke)
            self._carry_out(state, ruling)
        finger = _finger(event)
        if finger in self._taken:
            if not event.isAutoRepeat():
                self._taken.discard(finger)
            return _eaten(event)
        self._passed.let_pass(watched, event)
        return False

    def _on_shortcut_override(self, event: QKeyEvent) -> bool:
        """Keep shortcuts from a key that will be taken; its key press comes right after."""
        if event.key() in self._delivering:
            return False
        if self._command(event) is not None:
            return _eaten(event)
        state, ruling = strike(self._state, self._stroke(event), self._settings)
        if ruling.fate is not Fate.PASS:
            return _eaten(event)
        if ruling.released:
            # A shortcut may swallow the key press; what was typed before it must come first.
            self._carry_out(state, ruling)
        return False

    def _on_composed(self, event: QInputMethodEvent) -> bool:
        text = event.commitString() or event.preeditString()
        if not self._state.page:
            if text:
                stroke = KeyStroke(Key.OTHER, "", self._now())
                self._carry_out(*strike(self._state, stroke, self._settings))
            return False
        begins = bool(text) and not self._composing
        self._composing = bool(event.preeditString())
        event.accept()
        if begins:
            self.ime_refused.emit()
            QTimer.singleShot(0, self, _throw_composition_away)
        return True

    def _on_ime_question(self, event: QInputMethodQueryEvent) -> bool:
        """On a scan page no widget accepts an input method, whichever has the focus."""
        if not self._state.page or not event.queries() & Qt.InputMethodQuery.ImEnabled:
            return False
        event.setValue(Qt.InputMethodQuery.ImEnabled, False)
        event.accept()
        return True

    # Time ------------------------------------------------------------------------------------

    @Slot()
    def _on_timer(self) -> None:
        due = due_ms(self._state, self._settings)
        late = due is not None and self._now() - due > self._settings.gap_ms
        if late and not self._looked_late:
            # The loop was busy: keys pressed meanwhile wait behind this timer. They come first.
            self._looked_late = True
            self._timer.start(0)
            return
        self._look_at_clock()

    def look_at_clock(self) -> None:
        """Decide what silence decides, now. The filter's timer does it; a test may."""
        self._look_at_clock()

    def _look_at_clock(self) -> None:
        self._looked_late = False
        self._carry_out(*settle(self._state, self._now(), self._settings))

    def _now(self) -> int:
        return self._time.at(self._reception.clock.tick_ms())

    def _tick_of(self, event: QKeyEvent) -> int:
        timestamp = event.timestamp() if self._event_times else 0
        return self._time.of_event(timestamp, self._reception.clock.tick_ms())

    def _stroke(self, event: QKeyEvent) -> KeyStroke:
        return stroke_of(event, self._tick_of(event))

    # What a ruling asks for ------------------------------------------------------------------

    def _carry_out(self, state: WedgeState, ruling: Ruling, kept: HeldPress | None = None) -> None:
        """Take over the new state, then tell the world: anybody told may send keys again."""
        typed, self._state = self._state.typed, state
        freed = [self._held.popleft() for _ in ruling.released]
        if not state.held:
            self._held.clear()
        if kept is not None:
            self._held.append(kept)
        self._set_timer()
        self._deliver(freed)
        for scan in ruling.scans:
            self._scan(scan.text, self._device, scan.source)
        if ruling.forgotten:
            self.typing_forgotten.emit(ruling.forgotten)
        if state.typed != typed:
            self.typing_changed.emit(state.typed)

    def _notice(self, ruling: Ruling, stroke: KeyStroke) -> None:
        """Tell of keys that no widget gets; of those that are held only when that is clear."""
        if ruling.released or not self._state.held:
            self._unsure.clear()
        if ruling.fate is Fate.HOLD:
            self._unsure.append(stroke)
        elif ruling.fate is Fate.SWALLOW and not stroke.repeat:
            sure = (*self._unsure, stroke)
            self._unsure.clear()
            for each in sure:
                self.keyed.emit(each)

    def _set_timer(self) -> None:
        due = due_ms(self._state, self._settings)
        if due is None:
            self._timer.stop()
        else:
            self._timer.start(max(1, due - self._now()))

    def _scan(self, text: str, device: str, source: ScanSource) -> None:
        self.scanned.emit(self._reception.of_text(text, device=device, source=source))

    def _deliver(self, presses: list[HeldPress]) -> None:
        """Give held keys to the widget in front, in order, past this filter."""
        for held in presses:
            target = held.target()
            if target is None:
                continue
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                event = held.press.event(kind)
                self._passed.let_pass(None, event)
                # Qt offers an event made by a program to the shortcuts on its way.
                self._delivering.append(held.press.key)
                try:
                    QCoreApplication.sendEvent(target, event)
                finally:
                    self._delivering.pop()
                    self._passed.forget(event)

    # Commands --------------------------------------------------------------------------------

    def _command(self, event: QKeyEvent) -> Command | None:
        plain = event.modifiers() in (
            Qt.KeyboardModifier.NoModifier,
            Qt.KeyboardModifier.KeypadModifier,
        )
        return _COMMANDS.get(event.key()) if self._state.page and plain else None

    def _scan_command(self, event: QKeyEvent) -> None:
        command = self._command(event)
        if command is not None and not event.isAutoRepeat():
            self._scan(command, KEYBOARD, ScanSource.KEY)


IME_SENTENCE = N_("Switch the keyboard to English input, then scan again.")
"""What to say on `WedgeFilter.ime_refused`; a msgid of the catalogue."""


def prepare_scan_sink(widget: QWidget) -> None:
    """Make a widget fit to have the focus on a scan page: no input method composes in it."""
    widget.setAttribute(Qt.WidgetAttribute.WA_InputMethodEnabled, False)
    widget.setFocusPolicy(Qt.FocusPolicy.StrongFocus)


def _eaten(event: QEvent) -> bool:
    event.accept()
    return True


def _finger(event: QKeyEvent) -> tuple[int, int]:
    """Which key of the keyboard it is: Shift may change its name between press and release."""
    code = event.nativeScanCode()
    return (code, 0) if code else (0, event.key())


def _throw_composition_away() -> None:
    QGuiApplication.inputMethod().reset()
