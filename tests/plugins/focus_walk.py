"""A walk over every widget of a window that can have the keyboard, with a scanner typing at each.

Nothing is listed by hand: what can have the focus is found in the window, menus and boxes that
open are opened, and every button is pressed once to see what it brings up. A new screen is walked
the day it is in the rail.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from typing import TypeVar

import shiboken6
from PySide6.QtCore import QEvent, QObject, Qt
from PySide6.QtGui import QAction, QGuiApplication, QKeyEvent, QMouseEvent
from PySide6.QtWidgets import (
    QAbstractButton,
    QAbstractItemView,
    QApplication,
    QComboBox,
    QDateTimeEdit,
    QDialog,
    QMenu,
    QWidget,
)

W = TypeVar("W", bound=QWidget)

KEY_MS = 4
"""Between two keys of the scanner."""
REST_MS = 2_000
"""Between two bursts: longer than every window in which a code counts as read twice."""
MOST_PRESSES = 150
"""On one screen: what is pressed may bring up more buttons, for ever."""
ENDS = ("\r", "\t", "\n", "\r\n")
_NAMED = {"\r": Qt.Key.Key_Return, "\t": Qt.Key.Key_Tab, "\n": Qt.Key.Key_Enter}


class Hand:
    """A scanner that types into the window in front, at its pace by the events' own times."""

    def __init__(self) -> None:
        self._now = 60_000

    def burst(self, text: str, end: str) -> None:
        """Read a code."""
        self._now += REST_MS
        for char in text + end:
            self._now += KEY_MS
            key = _NAMED.get(char, ord(char.upper()))
            for kind in (QEvent.Type.KeyPress, QEvent.Type.KeyRelease):
                window = QGuiApplication.focusWindow()
                assert window is not None, "no window has the keyboard"
                event = QKeyEvent(kind, key, Qt.KeyboardModifier.NoModifier, char)
                event.setTimestamp(self._now)
                QApplication.sendEvent(window, event)


class Witness(QObject):
    """Sees what came past the wedge, to whichever widget. Install it before the wedge.

    Attributes:
        seen: Key presses that reached somebody.
    """

    def __init__(self) -> None:
        super().__init__()
        self.seen: list[str] = []

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Note a key that a widget is about to get."""
        if event.type() == QEvent.Type.KeyPress and isinstance(watched, QWidget):
            assert isinstance(event, QKeyEvent)
            self.seen.append(f"{event.text()!r} to {named(watched)}")
        return False


@dataclass
class Told:
    """What a burst may not do: whatever is pressed, chosen or triggered is noted here."""

    done: list[str] = field(default_factory=list)
    _known: set[int] = field(default_factory=set)

    def listen(self, root: QWidget) -> None:
        """Hear of everything in a window that can be set off."""
        for button in _all(root, QAbstractButton):
            self._hear(button, "clicked", button.clicked)
        for box in _all(root, QComboBox):
            self._hear(box, "chosen", box.activated)
        for view in _all(root, QAbstractItemView):
            self._hear(view, "activated", view.activated)
        for action in root.findChildren(QAction):
            self._hear(action, "triggered", action.triggered)

    def _hear(self, thing: QObject, what: str, signal: object) -> None:
        pointer = shiboken6.getCppPointer(thing)[0]
        if pointer in self._known:
            return
        self._known.add(pointer)
        thing.destroyed.connect(lambda: self._known.discard(pointer))
        words = f"{named(thing)} {what}"
        signal.connect(lambda *_: self.done.append(words))  # type: ignore[attr-defined]


def _all(root: QWidget, kind: type[W]) -> list[W]:
    found = list(root.findChildren(kind))
    return [*found, root] if isinstance(root, kind) else found


def named(thing: QObject) -> str:
    """What a person who mends it looks for: kind, own name, and the nearest kinds around it."""
    around: list[str] = []
    up = thing.parent()
    while up is not None and len(around) < 4:
        around.append(type(up).__name__)
        up = up.parent()
    text = ""
    if isinstance(thing, QAbstractButton | QAction):
        text = f" {thing.text()!r}"
    name = f" {thing.objectName()!r}" if thing.objectName() else ""
    return f"{type(thing).__name__}{name}{text} in {' < '.join(around)}"


def focusable(root: QWidget) -> list[QWidget]:
    """What can have the keyboard there now."""
    return [
        widget
        for widget in _all(root, QWidget)
        if widget.focusPolicy() != Qt.FocusPolicy.NoFocus
        and widget.isEnabled()
        and widget.isVisible()
        and widget.window() is root.window()
    ]


def values(root: QWidget) -> dict[tuple[QWidget, str], object]:
    """What a person entered or chose in a window: every widget's own value, and current rows."""
    found: dict[tuple[QWidget, str], object] = {}
    for widget in _all(root, QWidget):
        own = widget.metaObject().userProperty()
        if own.isValid():
            found[widget, "value"] = str(own.read(widget))
        if isinstance(widget, QComboBox):
            found[widget, "row"] = widget.currentIndex()
        if isinstance(widget, QAbstractItemView):
            at = widget.currentIndex()
            found[widget, "at"] = (at.row(), at.column())
    return found


def windows() -> list[QWidget]:
    """Every window that is seen."""
    return [each for each in QApplication.topLevelWidgets() if each.isVisible()]


@dataclass(frozen=True, slots=True)
class Sight:
    """How a window stands: values, who has the keyboard, which windows are seen."""

    values: dict[tuple[QWidget, str], object]
    focus: QWidget | None
    windows: list[QWidget]

    @classmethod
    def of(cls, root: QWidget) -> Sight:
        """How it stands now."""
        return cls(values(root), QApplication.focusWidget(), windows())

    def changes(self, after: Sight) -> list[str]:
        """What is not as it was."""
        found = [
            f"{key[1]} of {named(key[0])}: {self.values[key]!r} became {value!r}"
            for key, value in after.values.items()
            if key in self.values and self.values[key] != value
        ]
        if self.focus is not after.focus:
            found.append("the focus went elsewhere")
        if self.windows != after.windows:
            found.append("a window opened or closed")
        return found


@dataclass
class Walk:
    """Goes from widget to widget, and scans at each.

    Args:
        scan: Scans with this line end, in whatever has the keyboard; gives what was said.
        settle: Waits until the window has nothing under way.
        witness: What came past the wedge.
        ends: Line ends of the scanners; every widget is tried with the next one.
        thorough: Try every widget with all of them.

    Attributes:
        visited: Widgets that were scanned at, by name; the same name may come often.
        said: Everything that was said.
        faults: What a scan did that it may not.
    """

    scan: Callable[[str], str]
    settle: Callable[[], None]
    witness: Witness
    ends: tuple[str, ...] = ENDS
    thorough: bool = False
    told: Told = field(default_factory=Told)
    visited: list[str] = field(default_factory=list)
    said: set[str] = field(default_factory=set)
    faults: list[str] = field(default_factory=list)

    def all_of(self, root: QWidget, but: frozenset[int] = frozenset()) -> None:
        """Scan at everything in a window, and in the boxes and menus that open from it.

        Args:
            but: Ids of widgets that were visited before.
        """
        _bring_to_front(root)
        self.told.listen(root)
        for widget in focusable(root):
            if id(widget) in but or not shiboken6.isValid(widget) or not widget.isVisible():
                continue
            widget.setFocus(Qt.FocusReason.OtherFocusReason)
            if QApplication.focusWidget() in (widget, widget.focusProxy()):
                self._at(root, named(widget))
            if isinstance(widget, QComboBox) and widget.count():
                self._in_box(root, widget)
            if isinstance(widget, QDateTimeEdit) and widget.calendarPopup():
                self._in_calendar(root, widget)
        for menu in _all(root, QMenu):
            if menu.actions():
                self._in_menu(root, menu)

    def _in_box(self, root: QWidget, box: QComboBox) -> None:
        box.showPopup()
        if not box.view().isVisible():
            return
        self._at(root, f"open {named(box)}")
        if not box.view().isVisible():
            self.faults.append(f"a scan closed {named(box)}")
        box.hidePopup()
        _bring_to_front(root)

    def _in_calendar(self, root: QWidget, edit: QDateTimeEdit) -> None:
        calendar = edit.calendarWidget()
        corner = edit.rect().topRight() + edit.rect().bottomRight()
        for kind in (QEvent.Type.MouseButtonPress, QEvent.Type.MouseButtonRelease):
            left = Qt.MouseButton.LeftButton
            at = (corner / 2).toPointF()
            event = QMouseEvent(kind, at, edit.mapToGlobal(at), left, left, Qt.KeyboardModifier(0))
            QApplication.sendEvent(edit, event)
        if calendar.isVisible():
            self._at(root, f"open {named(edit)}")
            calendar.window().close()
            _bring_to_front(root)

    def _in_menu(self, root: QWidget, menu: QMenu) -> None:
        owner = menu.parentWidget()
        if owner is not None and not owner.isVisible():
            return
        menu.popup(root.mapToGlobal(root.rect().center()))
        menu.setActiveAction(next(iter(menu.actions())))
        self._at(root, f"open {named(menu)}")
        if not menu.isVisible():
            self.faults.append(f"a scan closed {named(menu)}")
        menu.close()
        _bring_to_front(root)

    def _at(self, root: QWidget, place: str) -> None:
        """Scan here, and note what that did besides being read."""
        every = len(self.ends) if self.thorough else 1
        for turn in range(every):
            end = self.ends[(len(self.visited) + turn) % len(self.ends)]
            before = Sight.of(root)
            self.witness.seen.clear()
            self.told.done.clear()
            self.said.add(self.scan(end))
            wrong = [f"{key} reached it" for key in self.witness.seen]
            wrong += [*self.told.done, *before.changes(Sight.of(root))]
            self.faults += [f"at {place}, with {end!r}: {each}" for each in wrong]
        self.visited.append(place)

    # what buttons bring up -----------------------------------------------------------

    def press_all(self, screen: QWidget, is_front: Callable[[], bool]) -> int:
        """Press every button of a screen once, and walk what comes up; gives how many there were.

        Args:
            is_front: Whether the screen is still in front; where a button left it, it ends.
        """
        pressed: set[str] = set()
        while len(pressed) < MOST_PRESSES and is_front():
            button = next((b for b in _pressable(screen) if named(b) not in pressed), None)
            if button is None:
                break
            pressed.add(named(button))
            self.what_comes_up(button.click)
        return len(pressed)

    def what_comes_up(self, act: Callable[[], None]) -> None:
        """Do something and scan at everything that was not there before."""
        seen, there = frozenset(map(id, _everywhere())), windows()
        act()
        self.settle()
        for window in windows():
            self.all_of(window, seen)
        _close_but(there)
        self.settle()


def _pressable(screen: QWidget) -> Iterator[QAbstractButton]:
    for button in screen.findChildren(QAbstractButton):
        menu = getattr(button, "menu", lambda: None)()
        if button.isVisible() and button.isEnabled() and menu is None:
            yield button


def _bring_to_front(window: QWidget) -> None:
    """Give a window the keyboard; without a desktop nobody does it when another one closes."""
    window.activateWindow()
    QApplication.processEvents()


def _everywhere() -> list[QWidget]:
    return [widget for window in windows() for widget in focusable(window)]


def _close_but(there: list[QWidget]) -> None:
    """Close what came up since, the newest first, as a person does with Escape."""
    for window in reversed(windows()):
        if window not in there:
            if isinstance(window, QDialog):
                window.reject()
            window.close()
