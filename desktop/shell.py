"""The window: rail, strip, screens, foot, and a place for a dock. It knows no use case."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from PySide6.QtCore import QEvent, QObject, QSize, Qt, Signal
from PySide6.QtWidgets import QHBoxLayout, QMainWindow, QStackedWidget, QVBoxLayout, QWidget

from desktop.theme.icons import app_icon
from desktop.widgets.foot import Foot
from desktop.widgets.overlay import FullScreenVerdict
from desktop.widgets.rail import Rail
from desktop.widgets.states import State, state_of
from desktop.widgets.strip import Strip
from desktop.widgets.verdict_layout import Place
from procedure.words import Signal as Verdict

DOCK_WIDTH = 280
SMALLEST = QSize(1366, 768)


@dataclass(frozen=True, slots=True)
class _Screen:
    title: str
    widget: QWidget
    station: bool


class Shell(QMainWindow):
    """The one window of the program.

    Args:
        _: Turns an English sentence into the language of the window.
        parent: Its widget, usually none.

    Attributes:
        overlay: The verdict over everything.
    """

    screen_requested = Signal(str)
    """A person asked for a screen by the rail; carries its key. Answer with `show_screen`."""
    key_pressed = Signal(str)
    """A key hint in the foot was clicked; carries its key, for example "F2"."""
    theme_wanted = Signal(object)
    """A person asked for other colours; carries a `ThemeName`."""

    def __init__(self, _: Callable[..., str], parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._words = _
        self._screens: dict[str, _Screen] = {}
        self._shown: str | None = None
        self._dock: QWidget | None = None
        self.setWindowTitle(_("Packbench"))
        self.setWindowIcon(app_icon())
        self.setMinimumSize(SMALLEST)
        self._rail, self._strip, self._foot = Rail(), Strip(), Foot()
        self._stack = QStackedWidget()
        self._middle = QHBoxLayout()
        self._build()
        self.overlay = FullScreenVerdict(self._ground)
        self._stack.installEventFilter(self)
        self._rail.requested.connect(self.screen_requested)
        self._foot.hints.pressed.connect(self.key_pressed)
        self._strip.theme.setAccessibleName(_("Other colours"))
        self._strip.theme.setToolTip(_("Other colours"))
        self._strip.theme.wanted.connect(self.theme_wanted)

    def _build(self) -> None:
        self._middle.setContentsMargins(0, 0, 0, 0)
        self._middle.setSpacing(0)
        self._middle.addWidget(self._stack, 1)
        column = QVBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(0)
        column.addWidget(self._strip)
        column.addLayout(self._middle, 1)
        column.addWidget(self._foot)
        self._ground = QWidget()
        row = QHBoxLayout(self._ground)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(0)
        row.addWidget(self._rail)
        row.addLayout(column, 1)
        self.setCentralWidget(self._ground)
        # Nothing has the focus until a person uses Tab: a scanner's Enter must find no button.
        self._ground.setFocusPolicy(Qt.FocusPolicy.ClickFocus)
        self._ground.setFocus()

    @property
    def screens(self) -> tuple[str, ...]:
        """Keys of the screens that were added, in order."""
        return tuple(self._screens)

    @property
    def shown_screen(self) -> str | None:
        """Key of the screen in front; None before the first."""
        return self._shown

    def add_screen(
        self,
        key: str,
        title: str,
        icon: str,
        widget: QWidget,
        station: bool,
        *,
        at_bottom: bool = False,
        in_rail: bool = True,
    ) -> None:
        """Add a screen, and its item in the rail.

        Args:
            key: Tells it from all others.
            title: Finished words, for rail and strip.
            icon: Name in `resources/icons`.
            widget: The screen.
            station: Whether it is driven by scans: larger foot, key caps.
            at_bottom: At the foot of the rail, as settings are.
            in_rail: False for screens nobody chooses, as signing in is.

        Raises:
            ValueError: There is a screen of this key.
        """
        if key in self._screens:
            raise ValueError(f"there is a screen {key!r} already")
        if in_rail:
            self._rail.add(key, title, icon, at_bottom)
        self._screens[key] = _Screen(title, widget, station)
        self._stack.addWidget(widget)

    def remove_screen(self, key: str) -> QWidget:
        """Take a screen out again, for example for a person who may not use it; gives it back."""
        screen = self._screens.pop(key)
        if key in self._rail.keys:
            self._rail.remove(key)
        self._stack.removeWidget(screen.widget)
        screen.widget.setParent(None)
        if self._shown == key:
            self._shown = None
        return screen.widget

    def show_screen(self, key: str) -> None:
        """Bring a screen to the front.

        Raises:
            KeyError: There is no screen of this key.
        """
        screen = self._screens[key]
        self._shown = key
        self._stack.setCurrentWidget(screen.widget)
        if key in self._rail.keys:
            self._rail.select(key)
        self._strip.title.setText(screen.title)
        self._foot.set_station(screen.station)
        if screen.station:
            self._ground.setFocus()
        _ = self._words
        self.setWindowTitle(_("{screen} - Packbench", screen=screen.title))

    def set_operator(self, name: str, post: str) -> None:
        """Show who is signed in; an empty name shows nobody."""
        self._strip.set_operator(name, post)

    def set_station(self, station: str) -> None:
        """Show which station this is; an empty one shows none."""
        _ = self._words
        self._strip.set_station(_("Station"), station)

    def set_indicator(self, name: str, state: State, words: str) -> None:
        """Show how a device or a connection is; a new name adds an indicator.

        Args:
            name: Tells it from the others, for example "scanner".
            state: GOOD, ATTENTION, WRONG or OFFLINE.
            words: Finished words, for example "Scanner".
        """
        self._strip.set_indicator(name, state, words)

    def remove_indicator(self, name: str) -> None:
        """Take an indicator away again, if it is there."""
        self._strip.remove_indicator(name)

    def set_unsaved(self, count: int) -> None:
        """Show how many scans the centre does not have yet."""
        _ = self._words
        self._strip.set_unsaved(count, _("unsaved"))

    def say(self, signal: Verdict | State | None, sentence: str) -> None:
        """Say one sentence in the foot; never a dialog."""
        state = state_of(signal) if isinstance(signal, Verdict) else signal
        self._foot.message.say(state, sentence)

    @property
    def said(self) -> tuple[State | None, str]:
        """What stands in the foot: its badge and the sentence."""
        return self._foot.message.state, self._foot.message.sentence

    def set_key_hints(self, hints: tuple[tuple[str, str], ...]) -> None:
        """Show which keys work on this screen: pairs of key and finished words."""
        self._foot.hints.set_hints(hints)

    def set_dock(self, widget: QWidget | None) -> None:
        """Put a widget, 280 px wide, right of the screens; None takes it away."""
        if self._dock is not None:
            self._middle.removeWidget(self._dock)
            self._dock.setParent(None)
        self._dock = widget
        if widget is not None:
            widget.setFixedWidth(DOCK_WIDTH)
            self._middle.addWidget(widget)
            widget.show()

    def show_overlay(
        self,
        signal: Verdict,
        word: str = "",
        count: str = "",
        sentence: str = "",
        place: Place | None = None,
        next_line: str = "",
        next_caption: str = "",
    ) -> None:
        """Cover the window with a verdict; a dock beside the screens stays free.

        Arguments as `FullScreenVerdict.show_verdict`.
        """
        self.overlay.show_verdict(signal, word, count, sentence, place, next_line, next_caption)
        self._fit_overlay()

    def _fit_overlay(self) -> None:
        if self._dock is None:
            self.overlay.setGeometry(self._ground.rect())
        else:
            at = self._stack.mapTo(self._ground, self._stack.rect().topLeft())
            self.overlay.setGeometry(at.x(), at.y(), self._stack.width(), self._stack.height())

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep the overlay over what it covers when sizes change."""
        if event.type() in (QEvent.Type.Resize, QEvent.Type.Move):
            self._fit_overlay()
        return False

    def sizeHint(self) -> QSize:
        """The smallest screen on the floor."""
        return SMALLEST
