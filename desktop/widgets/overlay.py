"""The verdict over everything: an order complete, or a stop that must be confirmed."""

from __future__ import annotations

from PySide6.QtCore import QEvent, QObject, QRectF, Qt, QTimer, Signal
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QWidget

from desktop.widgets.states import State, state_of
from desktop.widgets.verdict import draw_verdict
from desktop.widgets.verdict_layout import SCREEN, Arrangement, Place, VerdictView, arrange
from procedure.words import Signal as Verdict

COMPLETE_MS = 600


class FullScreenVerdict(QWidget):
    """Covers its parent. Complete hides itself after 600 ms; a stop stays until `clear`.

    It takes neither keys nor focus, so the next scan counts while it is shown.
    """

    cleared = Signal()

    def __init__(self, parent: QWidget) -> None:
        super().__init__(parent)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self._ground = parent
        self._view: VerdictView | None = None
        self._timer = QTimer(self)
        self._timer.setSingleShot(True)
        self._timer.setInterval(COMPLETE_MS)
        self._timer.timeout.connect(self.clear)
        parent.installEventFilter(self)
        self.hide()

    @property
    def view(self) -> VerdictView | None:
        """What is shown; None while hidden."""
        return self._view

    def show_verdict(
        self,
        signal: Verdict,
        word: str = "",
        count: str = "",
        sentence: str = "",
        place: Place | None = None,
        next_line: str = "",
        next_caption: str = "",
    ) -> None:
        """Cover the parent with a verdict.

        Args:
            signal: COMPLETE hides itself; every other one stays until `clear`.
            word: Two or three words.
            count: Large numbers instead of the word.
            sentence: What happened and what to do.
            place: Where the thing in hand belongs.
            next_line: What to scan then, for a stop the confirm card.
            next_caption: A word above `next_line`.
        """
        state = state_of(signal)
        self._view = VerdictView(state, word, count, sentence, place, next_line, next_caption)
        passing = state is State.COMPLETE
        self.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents, passing)
        self.setAccessibleName(" ".join(filter(None, (word, count, sentence, next_line))))
        self.setGeometry(self._ground.rect())
        self.raise_()
        self.show()
        self.update()
        if passing:
            self._timer.start()
        else:
            self._timer.stop()

    def clear(self) -> None:
        """Take it away; nothing happens when it is not there."""
        self._timer.stop()
        if self._view is None:
            return
        self._view = None
        self.hide()
        self.cleared.emit()

    def arrangement(self) -> Arrangement | None:
        """Where the parts stand at this size; None while hidden."""
        if self._view is None:
            return None
        return arrange(self._view, float(self.width()), float(self.height()), SCREEN)

    def eventFilter(self, watched: QObject, event: QEvent) -> bool:
        """Keep covering the parent when it changes its size."""
        if event.type() == QEvent.Type.Resize and not self.isHidden():
            self.setGeometry(self._ground.rect())
        return False

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the verdict edge to edge."""
        if self._view is not None:
            draw_verdict(QPainter(self), self._view, QRectF(self.rect()), SCREEN, radius=0)
