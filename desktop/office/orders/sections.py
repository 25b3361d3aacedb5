"""The sections of an order's detail: head, holds, receiver, goods, remarks, parcels, log."""

from __future__ import annotations

from collections.abc import Iterable

from PySide6.QtCore import QRectF, Qt, Signal
from PySide6.QtGui import QPainter, QPaintEvent, QResizeEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from desktop.office.inline_ask import LONGEST, InlineAsk
from desktop.office.orders.parts import (
    AddressBoxes,
    OrderLines,
    ParcelRow,
    ParcelRows,
    RemarkBox,
    RemarkBoxes,
)
from desktop.theme.active import colours, paint
from desktop.theme.tokens import Face, tokens
from desktop.widgets.badges import Badge, Tag
from desktop.widgets.buttons import Button
from desktop.widgets.frames import draw_box
from desktop.widgets.label import Label
from desktop.widgets.lettering import RIGHT
from desktop.widgets.states import State
from desktop.widgets.timeline import LogRow, Timeline
from procedure.ids import HoldId


def _row(*widgets: QWidget | None, spacing: int = 8) -> QHBoxLayout:
    """Widgets side by side; None stretches."""
    row = QHBoxLayout()
    row.setContentsMargins(0, 0, 0, 0)
    row.setSpacing(spacing)
    for widget in widgets:
        if widget is None:
            row.addStretch(1)
        else:
            row.addWidget(widget)
    return row


class Section(QWidget):
    """A heading with words at its right, and a column below."""

    def __init__(self) -> None:
        super().__init__()
        self.heading = Label("", bold=True)
        self.aside = Label("", ink="text2", align=RIGHT)
        self.column = QVBoxLayout(self)
        self.column.setContentsMargins(0, 0, 0, 0)
        self.column.setSpacing(6)
        self.top = _row(self.heading, None, self.aside)
        self.column.addLayout(self.top)


class Head(QWidget):
    """Number and buttons, tags below; the question why it is held."""

    def __init__(self) -> None:
        super().__init__()
        self.number = Label("", Face.DETAIL_TITLE, bold=True)
        self.number.setSizePolicy(QSizePolicy.Policy.Minimum, QSizePolicy.Policy.Preferred)
        self.hold = Button(icon_name="lock")
        self.primary = Button(kind="primary")
        self.status = Tag("", State.NEUTRAL)
        self.service = Tag("", State.ENDED)
        self.origin = Label("", Face.TABLE, ink="text2")
        self.why = InlineAsk()
        column = QVBoxLayout(self)
        column.setContentsMargins(16, 12, 16, 10)
        column.setSpacing(8)
        column.addLayout(_row(self.number, None, self.hold, self.primary))
        tags = _row(self.status, self.service, self.origin)
        tags.setStretch(2, 1)
        column.addLayout(tags)
        column.addWidget(self.why)
        self.number.setMinimumHeight(tokens().height.button)  # as high without buttons

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the hairline below."""
        painter = QPainter(self)
        painter.fillRect(0, self.height() - 1, self.width(), 1, paint(colours().border))


class HoldBox(QWidget):
    """Why the order is held, and the button that lifts it."""

    lift_asked = Signal(object)
    """Carries the hold's id."""

    def __init__(self, hold_id: HoldId, kind: str, sentence: str, lift: str) -> None:
        super().__init__()
        self._hold_id = hold_id
        self.setAccessibleName(f"{kind}. {sentence}")
        words = QVBoxLayout()
        words.setSpacing(0)
        words.addWidget(Label(kind, bold=True))
        words.addWidget(Label(sentence, most_lines=4))
        row = QHBoxLayout(self)
        row.setContentsMargins(12, 8, 8, 8)
        row.setSpacing(12)
        row.addWidget(Badge(State.ATTENTION, 22), 0, Qt.AlignmentFlag.AlignTop)
        row.addLayout(words, 1)
        self.lift = Button(lift)
        self.lift.setVisible(bool(lift))
        self.lift.clicked.connect(self._on_lift)
        row.addWidget(self.lift, 0, Qt.AlignmentFlag.AlignVCenter)

    def _on_lift(self) -> None:
        self.lift_asked.emit(self._hold_id)

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the tint."""
        c = colours()
        draw_box(QPainter(self), QRectF(self.rect()), c.attention_tint, c.attention)


HoldWords = tuple[HoldId, str, str, str]
"""Id, kind, sentence, words of the button or ""."""


class Holds(QWidget):
    """The open holds; the question why one is lifted."""

    lift_asked = Signal(object)

    def __init__(self) -> None:
        super().__init__()
        self.why = InlineAsk()
        self.boxes: list[HoldBox] = []
        self._shown: tuple[HoldWords, ...] = ()
        self._column = QVBoxLayout(self)
        self._column.setContentsMargins(0, 0, 0, 0)
        self._column.setSpacing(8)
        self._column.addWidget(self.why)
        self.hide()

    def set_holds(self, holds: Iterable[HoldWords]) -> None:
        """Show these."""
        shown = tuple(holds)
        if shown == self._shown:
            return
        self._shown = shown
        for box in self.boxes:
            self._column.removeWidget(box)
            box.deleteLater()
        self.boxes = [HoldBox(*words) for words in shown]
        for at, box in enumerate(self.boxes):
            box.lift_asked.connect(self.lift_asked)
            self._column.insertWidget(at, box)
        self.setVisible(bool(shown))


class Receiver(Section):
    """Name, phone and address; the question why they are revealed."""

    def __init__(self) -> None:
        super().__init__()
        self.reveal = Button(icon_name="eye", size="small")
        self.top.addWidget(self.reveal)
        self.name = Label("", bold=True)
        self.phone = Label("")
        self.mark = Tag("", State.ATTENTION)
        self.note = Label("", Face.CAPTION, ink="text3")
        self.address = AddressBoxes()
        self.why = InlineAsk()
        line = _row(self.name, self.phone, self.mark, self.note, spacing=14)
        line.setStretch(3, 1)
        self.column.addLayout(line)
        self.column.addWidget(self.address)
        self.column.addWidget(self.why)


class Goods(Section):
    """The lines of the order; what was paid at the right."""

    def __init__(self) -> None:
        super().__init__()
        self.lines = OrderLines()
        self.column.addWidget(self.lines)


class Remarks(Section):
    """What customer and colleagues want to be heeded, and a line to write another."""

    written = Signal(str)

    def __init__(self) -> None:
        super().__init__()
        self.boxes = RemarkBoxes()
        self.line = QLineEdit()
        self.line.setMaxLength(LONGEST)
        self.add = Button()
        self._input = QWidget()
        row = _row(self.line, self.add)
        row.setStretch(0, 1)
        self._input.setLayout(row)
        self.column.addWidget(self.boxes)
        self.column.addWidget(self._input)
        self.add.clicked.connect(self._on_add)
        self.line.returnPressed.connect(self._on_add)
        self.line.textChanged.connect(self._on_typed)

    def set_remarks(self, boxes: tuple[RemarkBox, ...], may_write: bool) -> None:
        """Show these; the line only to who may write."""
        self.boxes.set_boxes(boxes)
        self.boxes.setVisible(bool(boxes))
        self._input.setVisible(may_write)
        self.setVisible(bool(boxes) or may_write)

    def set_busy(self, busy: bool) -> None:
        """Whether something is being saved."""
        self.add.setEnabled(not busy and bool(self.line.text().strip()))

    def _on_typed(self) -> None:
        self.set_busy(False)

    def _on_add(self) -> None:
        if body := self.line.text().strip():
            self.written.emit(body)


class Parcels(Section):
    """Boxes and their numbers."""

    def __init__(self) -> None:
        super().__init__()
        self.rows = ParcelRows()
        self.column.addWidget(self.rows)

    def set_parcels(self, rows: tuple[ParcelRow, ...]) -> None:
        """Show these; nothing at all where there are none."""
        self.rows.set_rows(rows)
        self.setVisible(bool(rows))


class Log(Section):
    """What happened, newest first, as high as it is long: the detail scrolls, not the log."""

    def __init__(self) -> None:
        super().__init__()
        self.timeline = Timeline()
        self.timeline.setVerticalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        self.timeline.setFocusPolicy(Qt.FocusPolicy.NoFocus)
        self.column.addWidget(self.timeline)

    def set_rows(self, rows: tuple[LogRow, ...]) -> None:
        """Show these."""
        if rows != self.timeline.rows:
            self.timeline.set_rows(rows)
            self._fit()

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Sentences wrap anew."""
        super().resizeEvent(event)
        self._fit()

    def _fit(self) -> None:
        self.timeline.setFixedHeight(max(26, self.timeline.content_height()))
