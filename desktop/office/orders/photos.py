"""The photos of an order: damage and open boxes, small in a row, large when one is chosen."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QRectF, QSize, Qt
from PySide6.QtGui import QImage, QPainter, QPaintEvent, QPixmap
from PySide6.QtWidgets import QAbstractButton, QDialog, QGridLayout, QVBoxLayout, QWidget

from db.views.order_detail import OrderDetail as Order
from db.views.photos import PhotoView, photo_contents, photos_of_order
from desktop.office.latest import Answer, Latest
from desktop.office.orders.sections import Section
from desktop.office.orders.words import moment
from desktop.tasks import Tasks
from desktop.theme.active import colours, paint
from desktop.theme.tokens import Face
from desktop.widgets.frames import draw_box
from desktop.widgets.label import Label
from fulfilment.evidence.words import KIND_WORDS
from fulfilment.house import House
from procedure.ids import OrderId
from resources.catalogue import N_, Translator

_THUMB = QSize(136, 102)
_LINE = 20
_ACROSS = 3
_GAP = 12
_SHARED = N_("goods of several orders")


@dataclass(frozen=True, slots=True)
class Photos:
    """The photos of an order, small.

    Attributes:
        small: By id; a content that is no picture is left out.
    """

    rows: tuple[PhotoView, ...]
    small: Mapping[int, QImage]


def read_photos(house: House, order_id: OrderId) -> Photos:
    """The photos of an order.

    Thread: a task's; no picture is decoded in the main thread.

    Raises:
        CannotNow: The database is away.
    """
    with house.database.read() as connection:
        rows = photos_of_order(connection, order_id)
        contents = photo_contents(connection, tuple(row.evidence_id for row in rows))
    small = {}
    for evidence_id, content in contents.items():
        image = QImage.fromData(content)
        if not image.isNull():
            keep = Qt.AspectRatioMode.KeepAspectRatio
            small[evidence_id] = image.scaled(
                _THUMB * 2, keep, Qt.TransformationMode.SmoothTransformation
            )
    return Photos(rows, small)


def read_photo(house: House, evidence_id: int) -> QImage:
    """One photo, as large as it is kept; a null image where it is none.

    Thread: a task's.

    Raises:
        CannotNow: The database is away.
    """
    with house.database.read() as connection:
        content = photo_contents(connection, (evidence_id,)).get(evidence_id, b"")
    return QImage.fromData(content)


class Thumb(QAbstractButton):
    """A small photo with what it shows and when it was taken.

    Args:
        image: The photo; None where it cannot be shown.
        words: Two lines below it.
    """

    def __init__(self, image: QImage | None, words: tuple[str, str]) -> None:
        super().__init__()
        self._pixmap = None if image is None else QPixmap.fromImage(image)
        self.setText(" · ".join(words))
        self.setAccessibleName(self.text())
        self.setToolTip(self.text())
        self.setFocusPolicy(Qt.FocusPolicy.TabFocus)
        self.setCursor(Qt.CursorShape.PointingHandCursor)
        self.setFixedSize(_THUMB + QSize(0, 2 * _LINE + 4))
        column = QVBoxLayout(self)
        column.setContentsMargins(0, _THUMB.height() + 4, 0, 0)
        column.setSpacing(0)
        column.addWidget(Label(words[0], Face.CAPTION, bold=True))
        column.addWidget(Label(words[1], Face.CAPTION, ink="text2"))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the photo in its frame."""
        c, painter = colours(), QPainter(self)
        frame = QRectF(0, 0, _THUMB.width(), _THUMB.height())
        edge, line = (c.focus, 2.0) if self.hasFocus() else (c.border, 1.0)
        draw_box(painter, frame, c.sunken, edge, line)
        if self._pixmap is not None:
            draw_inside(painter, self._pixmap, frame.adjusted(3, 3, -3, -3))


class PhotoDialog(QDialog):
    """One photo, as large as the window allows; Escape closes it."""

    def __init__(self, image: QImage, words: str, parent: QWidget) -> None:
        super().__init__(parent)
        self.image = image
        self._pixmap = QPixmap.fromImage(image)
        self.setWindowTitle(words)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        room = parent.window().size()
        self.resize(int(room.width() * 0.9), int(room.height() * 0.9))

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the photo, never larger than it is."""
        painter = QPainter(self)
        painter.fillRect(self.rect(), paint(colours().canvas))
        draw_inside(painter, self._pixmap, QRectF(self.rect()).adjusted(12, 12, -12, -12))


def draw_inside(painter: QPainter, pixmap: QPixmap, room: QRectF) -> None:
    """Draw a picture in the middle of a room, whole, and never larger than it is."""
    if pixmap.isNull():
        return
    scale = min(room.width() / pixmap.width(), room.height() / pixmap.height(), 1.0)
    box = QRectF(0, 0, pixmap.width() * scale, pixmap.height() * scale)
    box.moveCenter(room.center())
    painter.setRenderHint(QPainter.RenderHint.SmoothPixmapTransform)
    painter.drawPixmap(box, pixmap, QRectF(pixmap.rect()))


class PhotoSection(Section):
    """Photos under their heading; reads them by itself, as often as the order is read.

    Attributes:
        thumbs: One per photo, newest first.
        opened: The photo that is shown large, or None.
    """

    def __init__(self, house: House, tasks: Tasks) -> None:
        super().__init__()
        self._house = house
        self._reads: Latest[Photos] = Latest(tasks)
        self._full: Latest[QImage] = Latest(tasks)
        self._shown: tuple[object, ...] = ()
        self.thumbs: list[Thumb] = []
        self.opened: PhotoDialog | None = None
        self._grid = QGridLayout()
        self._grid.setContentsMargins(0, 0, 0, 0)
        self._grid.setSpacing(_GAP)
        self._grid.setColumnStretch(_ACROSS, 1)
        self.column.addLayout(self._grid)
        self.hide()

    def follow(self, order: Order, translator: Translator, zone: ZoneInfo, now: datetime) -> None:
        """Ask for the photos of this order; those of another one are gone at once."""
        if self._shown and self._shown[0] != order.order_id:
            self._full.drop()
            self._show(order.order_id, Photos((), {}), translator, zone, now)
        self._reads.ask(
            partial(read_photos, self._house, order.order_id),
            partial(self._on_read, order.order_id, translator, zone, now),
        )

    def _on_read(
        self,
        order_id: OrderId,
        translator: Translator,
        zone: ZoneInfo,
        now: datetime,
        answer: Answer[Photos],
    ) -> None:
        if answer.result is not None:  # what stands there stays until it can be read again
            self._show(order_id, answer.result, translator, zone, now)

    def _show(
        self,
        order_id: OrderId,
        photos: Photos,
        translator: Translator,
        zone: ZoneInfo,
        now: datetime,
    ) -> None:
        shown = (order_id, photos.rows, translator.language)
        if shown == self._shown:
            return
        self._shown = shown
        self.heading.setText(translator.text(N_("Photos")))
        for thumb in self.thumbs:
            self._grid.removeWidget(thumb)
            thumb.deleteLater()
        self.thumbs = []
        for at, row in enumerate(photos.rows):
            words = _words(row, translator, zone, now)
            thumb = Thumb(photos.small.get(row.evidence_id), words)
            thumb.clicked.connect(partial(self._on_thumb, row.evidence_id, " · ".join(words)))
            self.thumbs.append(thumb)
            self._grid.addWidget(thumb, at // _ACROSS, at % _ACROSS)
        self.setVisible(bool(self.thumbs))

    def _on_thumb(self, evidence_id: int, words: str) -> None:
        self._full.ask(partial(read_photo, self._house, evidence_id), partial(self._on_full, words))

    def _on_full(self, words: str, answer: Answer[QImage]) -> None:
        if answer.result is None or answer.result.isNull():
            return
        self.opened = PhotoDialog(answer.result, words, self)
        self.opened.finished.connect(self._on_closed)
        self.opened.open()

    def _on_closed(self) -> None:
        self.opened = None


def _words(
    row: PhotoView, translator: Translator, zone: ZoneInfo, now: datetime
) -> tuple[str, str]:
    """What it shows, and who took it where and when."""
    kind = translator.text(KIND_WORDS[row.kind])
    note = translator.text(_SHARED) if row.shared else row.note
    where = (moment(row.at, zone, now), row.by, row.station)
    return " · ".join(filter(None, (kind, note))), " · ".join(filter(None, where))
