"""The label as it leaves the printer, in its true size."""

from __future__ import annotations

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QGuiApplication, QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme.active import colours
from desktop.theme.icons import icon_pixmap
from desktop.theme.tokens import Face
from desktop.widgets.frames import draw_box
from desktop.widgets.lettering import (
    CENTRE,
    RIGHT,
    draw_block,
    draw_text,
    lettering,
    set_text,
    text_width,
)

LABEL_MM = (100, 150)
_MM_PER_INCH = 25.4
_HEAD, _GAP = 22, 4
_PAD, _PAD_TALL = 10, 3
_DEFAULT_DPI = 96.0
_PLAUSIBLE_DPI = (60.0, 400.0)
_COLUMN, _WIDEST_COLUMN = 398, 520


def plausible_dpi(told: float) -> float:
    """The screen's dots per inch; 96 where the screen tells nonsense, as projectors do.

    Examples:
        >>> plausible_dpi(109.2)
        109.2
        >>> plausible_dpi(0.0)
        96.0
    """
    least, most = _PLAUSIBLE_DPI
    return told if least <= told <= most else _DEFAULT_DPI


def true_size(dpi: float) -> QSize:
    """The label's size in logical px at so many of them per inch.

    Examples:
        >>> true_size(96.0).toTuple()
        (378, 567)
    """
    wide, high = LABEL_MM
    return QSize(round(wide / _MM_PER_INCH * dpi), round(high / _MM_PER_INCH * dpi))


def wanted_width() -> int:
    """Width in logical px of a column that holds a label in true size; 398 or more."""
    told = QGuiApplication.primaryScreen().physicalDotsPerInch()
    wanted = true_size(plausible_dpi(told)).width() + 2 * _PAD
    return max(_COLUMN, min(_WIDEST_COLUMN, wanted))


class LabelPreview(QWidget):
    """A sheet of paper on a sunken ground, and above it what it is."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self.setMinimumSize(240, 320)
        self._image: QImage | None = None
        self._pixmap: QPixmap | None = None
        self._caption = self._title = self._scaled_title = self._nothing = ""

    @property
    def image(self) -> QImage | None:
        """The label that is shown."""
        return self._image

    def set_label(self, image: QImage | None, caption: str) -> None:
        """Show a label, drawn by the printing room; None shows that there is none."""
        self._image, self._caption, self._pixmap = image, caption, None
        self.setAccessibleName(caption or self._nothing)
        self.update()

    def set_words(self, title: str, scaled_title: str, nothing: str) -> None:
        """Words above a label in true size and above a smaller one, and in place of none."""
        self._title, self._scaled_title, self._nothing = title, scaled_title, nothing
        self.update()

    def label_box(self) -> QRectF:
        """Where the paper lies: true size if it fits, else as large as it goes."""
        wanted = self._true_size()
        ground = self._ground()
        most = QSize(int(ground.width()) - 2 * _PAD, int(ground.height()) - 2 * _PAD_TALL)
        if wanted.width() > most.width() or wanted.height() > most.height():
            wanted = wanted.scaled(most, Qt.AspectRatioMode.KeepAspectRatio)
        left = ground.left() + round((ground.width() - wanted.width()) / 2)
        top = ground.top() + round((ground.height() - wanted.height()) / 2)
        return QRectF(left, top, wanted.width(), wanted.height())

    def is_true_size(self) -> bool:
        """Whether the paper is shown as large as it is."""
        return self.label_box().size().toSize() == self._true_size()

    def _true_size(self) -> QSize:
        return true_size(plausible_dpi(self.screen().physicalDotsPerInch()))

    def _ground(self) -> QRectF:
        return QRectF(0, _HEAD + _GAP, self.width(), self.height() - _HEAD - _GAP)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the title, the ground and the paper."""
        painter, c = QPainter(self), colours()
        head = QRectF(0, 0, self.width(), _HEAD)
        title = self._title if self._image is None or self.is_true_size() else self._scaled_title
        bold, plain = lettering(Face.HINT, bold=True), lettering(Face.HINT)
        draw_text(painter, title, bold, head, c.text)
        room = head.adjusted(text_width(title, bold) + 16, 0, 0, 0)
        if self._image is not None:
            draw_text(painter, self._caption, plain, room, c.text2, RIGHT)
        draw_box(painter, self._ground(), c.sunken, c.border)
        if self._image is None:
            self._draw_nothing(painter)
        else:
            self._draw_label(painter, self._image)

    def _draw_nothing(self, painter: QPainter) -> None:
        c, style, ground = colours(), lettering(Face.REFERENCE), self._ground()
        width = int(ground.width() - 64)
        block = set_text(self._nothing, style, width, 6)
        top = round(ground.center().y() - (64 + 16 + block.height) / 2)
        pixmap = icon_pixmap("printer", 64, c.text2, self.devicePixelRatioF())
        painter.drawPixmap(round(ground.center().x() - 32), top, pixmap)
        draw_block(
            painter,
            block,
            style,
            QRectF(ground.left() + 32, top + 80, width, block.height),
            c.text2,
            CENTRE,
        )

    def _draw_label(self, painter: QPainter, image: QImage) -> None:
        box, dpr = self.label_box(), self.devicePixelRatioF()
        size = (box.size() * dpr).toSize()
        if self._pixmap is None or self._pixmap.size() != size:
            scaled = image.scaled(
                size,
                Qt.AspectRatioMode.IgnoreAspectRatio,
                Qt.TransformationMode.SmoothTransformation,
            )
            self._pixmap = QPixmap.fromImage(scaled)
            self._pixmap.setDevicePixelRatio(dpr)
        painter.drawPixmap(box.topLeft(), self._pixmap)
        painter.setBrush(Qt.BrushStyle.NoBrush)
        painter.setPen(colours().border_strong)
        painter.drawRect(box.adjusted(-0.5, -0.5, 0.5, 0.5))
