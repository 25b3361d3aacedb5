"""Two columns on every working screen: work left, answer right."""

from __future__ import annotations

from PySide6.QtCore import QSize
from PySide6.QtGui import QResizeEvent
from PySide6.QtWidgets import QVBoxLayout, QWidget

from desktop.theme.tokens import tokens
from desktop.widgets.next_card import NextCard
from desktop.widgets.states import State, state_of
from desktop.widgets.verdict import VerdictPanel
from desktop.widgets.verdict_layout import Place
from procedure.words import Signal


class TwoColumns(QWidget):
    """Work left, answer right; extra width goes to the work.

    When the window is narrow the right column gives way first, down to its smallest width.

    Args:
        left: The work.
        right: The answer.
        right_width: What the answer takes where there is room.
        right_least: What it never goes below.
        left_least: What the work keeps before the answer gets its full width.
        parent: Its widget.
    """

    def __init__(
        self,
        left: QWidget,
        right: QWidget,
        right_width: int,
        *,
        right_least: int = 360,
        left_least: int = 560,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._left, self._right = left, right
        self._right_width, self._right_least = right_width, right_least
        self._left_least = left_least
        left.setParent(self)
        right.setParent(self)

    def minimumSizeHint(self) -> QSize:
        """What both columns need at least."""
        edge = 2 * tokens().margin
        high = max(self._left.minimumSizeHint().height(), self._right.minimumSizeHint().height())
        return QSize(self._right_least * 2 + tokens().gap + edge, high + edge)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Share the width."""
        margin, gap = tokens().margin, tokens().gap
        wide, high = self.width() - 2 * margin - gap, self.height() - 2 * margin
        right = max(self._right_least, min(self._right_width, wide - self._left_least))
        self._left.setGeometry(margin, margin, wide - right, high)
        self._right.setGeometry(margin + wide - right + gap, margin, right, high)


class AnswerColumn(QWidget):
    """Verdict over next and trail. The verdict's place never moves; wrong takes over "next".

    Args:
        trail_caption: Words before the trail, for example "Last scans".
        parent: Its widget.

    Attributes:
        verdict: The panel.
        next: The card below it.
    """

    def __init__(self, trail_caption: str = "", parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.verdict = VerdictPanel(self)
        self.next = NextCard(trail_caption, self)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(tokens().gap)
        column.addWidget(self.verdict, 1)
        column.addWidget(self.next)

    def show_verdict(
        self,
        signal: Signal,
        word: str = "",
        count: str = "",
        sentence: str = "",
        place: Place | None = None,
        next_line: str = "",
        next_caption: str = "",
    ) -> None:
        """Show a verdict and add it to the trail; arguments as `VerdictPanel.show_verdict`."""
        grows = signal in (Signal.WRONG, Signal.STOP)
        self.next.set_compact(grows)
        self.next.push(state_of(signal))
        self.verdict.show_verdict(signal, word, count, sentence, place, next_line, next_caption)

    def show_waiting(self, prompt: str, icon: str = "barcode-frame") -> None:
        """Wait for a scan; the trail stays."""
        self.next.set_compact(False)
        self.verdict.show_waiting(prompt, icon)

    def set_next(self, caption: str, instruction: str, detail: str = "", aside: str = "") -> None:
        """Say what comes next."""
        self.next.set_next(caption, instruction, detail, aside)

    def set_trail(self, states: tuple[State, ...]) -> None:
        """Show other last scans, for example after another person signed in."""
        self.next.set_trail(states)

    def set_note(self, note: str) -> None:
        """Words at the right of the trail."""
        self.next.set_note(note)
