"""Words on the token grid: a label with fixed line heights that wraps, then elides."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QPainter, QPaintEvent
from PySide6.QtWidgets import QLabel, QSizePolicy, QWidget

from desktop.theme.active import colours
from desktop.theme.tokens import Face
from desktop.widgets.lettering import LEFT, draw_text, lettering, set_text, text_width


class Label(QLabel):
    """A text in one face of the type scale.

    Args:
        text: The finished words.
        face: Its row of the type scale.
        bold: 700 instead of 400.
        ink: Name of a colour of the theme, for example "text2".
        align: Left, centre or right.
        most_lines: How often it may wrap before it elides.
        parent: Its widget.
    """

    def __init__(
        self,
        text: str = "",
        face: Face = Face.BODY,
        *,
        bold: bool = False,
        ink: str = "text",
        align: Qt.AlignmentFlag = LEFT,
        most_lines: int = 1,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._style = lettering(face, bold)
        self._ink = ink
        self._align = align
        self._most_lines = most_lines
        self.setTextFormat(Qt.TextFormat.PlainText)
        self.setText(text)
        self.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        tall = most_lines > 1
        policy = QSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Preferred)
        policy.setHeightForWidth(tall)
        self.setSizePolicy(policy)

    def set_ink(self, ink: str) -> None:
        """Use another colour of the theme."""
        if ink != self._ink:
            self._ink = ink
            self.update()

    def set_bold(self, bold: bool) -> None:
        """Use the other weight."""
        if bold != self._style.bold:
            self._style = type(self._style)(self._style.size, self._style.line, bold)
            self.updateGeometry()
            self.update()

    def is_elided(self) -> bool:
        """Whether some words are left out at the present width."""
        return set_text(self.text(), self._style, self.width(), self._most_lines).elided

    def hasHeightForWidth(self) -> bool:
        """Only a label that may wrap asks for more height when it is narrow."""
        return self._most_lines > 1

    def heightForWidth(self, width: int) -> int:
        """As many lines as the words take."""
        lines = set_text(self.text(), self._style, max(1, width), self._most_lines)
        return max(self._style.line, lines.height)

    def sizeHint(self) -> QSize:
        """The words on one line."""
        width = text_width(self.text(), self._style)
        if self._most_lines > 1:
            width = min(width, self._style.size * 24)
            return QSize(width, self.heightForWidth(width))
        return QSize(width, self._style.line)

    def minimumSizeHint(self) -> QSize:
        """A few letters; the rest elides."""
        width = min(text_width(self.text(), self._style), self._style.size * 3)
        return QSize(width, self._style.line)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the words, centred from top to bottom."""
        ink: str = getattr(colours(), self._ink if self.isEnabled() else "text3")
        draw_text(
            QPainter(self),
            self.text(),
            self._style,
            QRectF(self.rect()),
            ink,
            self._align,
            self._most_lines,
        )
