"""What stands on a station where nothing is open: why, what to do, and how the house stands."""

from __future__ import annotations

from dataclasses import dataclass
from typing import NamedTuple

from PySide6.QtCore import QRectF, QSize
from PySide6.QtGui import QPainter
from PySide6.QtWidgets import QSizePolicy, QWidget

from desktop.theme.active import colours
from desktop.theme.icons import icon_pixmap
from desktop.theme.tokens import Face
from desktop.widgets.cards import PaintedCard
from desktop.widgets.frames import draw_box
from desktop.widgets.lettering import CENTRE, Lettering, draw_block, draw_text, lettering, set_text

_FLOW = 92
_WIDEST = 680


@dataclass(frozen=True, slots=True)
class FlowStep:
    """One step of the work and how much stands there.

    Attributes:
        count: Finished digits; "–" where nobody counted yet.
        caption: Finished words, for example "To pack".
        here: Whether this station does it.
    """

    count: str
    caption: str
    here: bool = False


class _Plan(NamedTuple):
    icon: int
    large: Lettering
    small: Lettering
    fits: bool


_PLANS = (
    (96, Face.VERDICT_WORD, Face.STATION_BODY),
    (64, Face.LEAD, Face.STATION_BODY),
    (48, Face.LEAD, Face.REFERENCE),
)


class IdleCard(PaintedCard):
    """A sign, a headline, one sentence, and the steps of the work below."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Expanding)
        self._icon, self._headline, self._sentence = "box", "", ""
        self._flow: tuple[FlowStep, ...] = ()

    @property
    def headline(self) -> str:
        """The large words."""
        return self._headline

    @property
    def sentence(self) -> str:
        """Why it is empty and what to do."""
        return self._sentence

    @property
    def flow(self) -> tuple[FlowStep, ...]:
        """The steps that are shown."""
        return self._flow

    def set_words(
        self, icon: str, headline: str, sentence: str, flow: tuple[FlowStep, ...] = ()
    ) -> None:
        """Say something else."""
        now = (icon, headline, sentence, flow)
        if now == (self._icon, self._headline, self._sentence, self._flow):
            return
        self._icon, self._headline, self._sentence, self._flow = now
        self.changed(headline, sentence, *(f"{step.caption} {step.count}" for step in flow))

    def wanted(self) -> QSize:
        """The working side of a station."""
        return QSize(736, 352)

    def minimumSizeHint(self) -> QSize:
        """The sign, two lines and the steps."""
        return QSize(320, 300)

    def draw(self, painter: QPainter, box: QRectF) -> None:
        """Paint the sign and the words in the middle, the steps at the foot."""
        c = colours()
        room = box.adjusted(24, 16, -24, -16)
        if self._flow:
            room.setBottom(room.bottom() - _FLOW - 12)
        width = int(min(room.width(), _WIDEST))
        plan = self._plan(width, room.height())
        head = set_text(self._headline, plan.large, width, 2)
        body = set_text(self._sentence, plan.small, width, 4)
        total = plan.icon + 12 + head.height + 8 + body.height
        top = room.top() + max(0, round((room.height() - total) / 2))
        left = box.left() + round((box.width() - width) / 2)
        sign = icon_pixmap(self._icon, plan.icon, c.text2, self.devicePixelRatioF())
        painter.drawPixmap(round(box.center().x() - plan.icon / 2), round(top), sign)
        top += plan.icon + 12
        draw_block(painter, head, plan.large, QRectF(left, top, width, head.height), c.text, CENTRE)
        top += head.height + 8
        draw_block(
            painter, body, plan.small, QRectF(left, top, width, body.height), c.text2, CENTRE
        )
        if self._flow:
            self._draw_flow(painter, box.adjusted(24, 0, -24, -24))

    def fits(self) -> bool:
        """Whether all words stand whole above the steps at the present size."""
        room = self.height() - 32 - (_FLOW + 12 if self._flow else 0)
        width = int(min(self.width() - 48, _WIDEST))
        return self._plan(width, room).fits

    def _plan(self, width: int, height: float) -> _Plan:
        """Smaller signs and letters until everything stands in the room."""
        plan = _Plan(0, lettering(Face.STATION_BODY, bold=True), lettering(Face.REFERENCE), False)
        for icon, large, small in _PLANS:
            plan = _Plan(icon, lettering(large, bold=True), lettering(small), True)
            head = set_text(self._headline, plan.large, width, 2)
            body = set_text(self._sentence, plan.small, width, 4)
            fits = plan.icon + 20 + head.height + body.height <= height
            if fits and not head.elided and not body.elided:
                return plan
        return plan._replace(fits=False)

    def _draw_flow(self, painter: QPainter, room: QRectF) -> None:
        c, gap = colours(), 8
        small = lettering(Face.REFERENCE)
        each = (room.width() - gap * (len(self._flow) - 1)) / len(self._flow)
        number = lettering(Face.LEAD, bold=True)
        if any(set_text(step.caption, small, int(each - 12)).elided for step in self._flow):
            small = lettering(Face.HINT)
        for at, step in enumerate(self._flow):
            cell = QRectF(
                round(room.left() + at * (each + gap)), room.bottom() - _FLOW, round(each), _FLOW
            )
            fill = c.accent_tint if step.here else c.canvas
            draw_box(painter, cell, fill, c.accent if step.here else None)
            top = QRectF(cell.left(), cell.top() + 12, cell.width(), number.line)
            draw_text(painter, step.count, number, top, c.text, CENTRE)
            below = QRectF(cell.left() + 6, top.bottom(), cell.width() - 12, 28)
            draw_text(painter, step.caption, small, below, c.text2, CENTRE)
