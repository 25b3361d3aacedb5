"""The carriers of the shipping desk: how long until each collects, and how much waits."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

from PySide6.QtCore import QElapsedTimer, QRectF, QSize, QTimer
from PySide6.QtGui import QHideEvent, QPainter, QPaintEvent, QResizeEvent, QShowEvent
from PySide6.QtWidgets import QSizePolicy, QWidget

from db.views.floor import CarrierQueue
from desktop.theme.active import colours
from desktop.theme.icons import icon_pixmap
from desktop.theme.tokens import Face, tokens
from desktop.widgets.frames import draw_box
from desktop.widgets.lettering import RIGHT, draw_text, lettering, text_width
from desktop.widgets.shapes import draw_badge
from desktop.widgets.states import State

HEIGHT = 96
NEAR = timedelta(minutes=15)
"""Less than this to the cut-off is near: the clock stands on amber."""
_NARROWEST = 176


@dataclass(frozen=True, slots=True)
class CarrierView:
    """One carrier in finished words.

    Attributes:
        left: Time to the cut-off; negative is past; None where the carrier has none.
        ready: For example "31 of 48 ready".
    """

    carrier_id: int
    name: str
    cut_off: str
    left: timedelta | None
    waiting: int
    ready: str
    open: bool = False


def time_left(queue: CarrierQueue, now: datetime, zone: ZoneInfo) -> timedelta | None:
    """Time to today's cut-off in the warehouse's zone; negative is past, None is no cut-off.

    Args:
        queue: The carrier.
        now: Aware.
        zone: Of the warehouse.
    """
    if queue.cut_off is None:
        return None
    here = now.astimezone(zone)
    # Counted in real time: a day on which the clocks change has 23 or 25 hours.
    end = datetime.combine(here.date(), queue.cut_off, zone)
    return end.astimezone(ZoneInfo("UTC")) - now.astimezone(ZoneInfo("UTC"))


def clock_text(left: timedelta) -> str:
    """Hours, minutes, seconds; a minus sign once it is past.

    Examples:
        >>> clock_text(timedelta(minutes=42, seconds=10))
        '0:42:10'
        >>> clock_text(timedelta(seconds=-65))
        '−0:01:05'
    """
    seconds = int(left.total_seconds())
    sign, seconds = ("−", -seconds) if seconds < 0 else ("", seconds)
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02}:{seconds % 60:02}"


class CarrierCards(QWidget):
    """A card for each carrier. The clocks run by themselves while they are seen."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.setSizePolicy(QSizePolicy.Policy.Expanding, QSizePolicy.Policy.Fixed)
        self.setFixedHeight(HEIGHT)
        self._carriers: tuple[CarrierView, ...] = ()
        self._since = QElapsedTimer()
        self._ticking = QTimer(self)
        self._ticking.setInterval(1000)
        self._ticking.timeout.connect(self.update)

    @property
    def carriers(self) -> tuple[CarrierView, ...]:
        """What was given, as of then."""
        return self._carriers

    def set_carriers(self, carriers: tuple[CarrierView, ...]) -> None:
        """Show these carriers; `left` is as of now."""
        self._carriers = carriers
        self._since.start()
        self.setAccessibleName(", ".join(f"{one.name} {one.ready}" for one in carriers))
        self.update()

    def choose(self, carrier_id: int | None) -> None:
        """Frame the carrier whose hand-over is open, without touching the clocks."""
        self._change(
            tuple(replace(one, open=one.carrier_id == carrier_id) for one in self._carriers)
        )

    def reword(self, words: Mapping[int, tuple[str, str]]) -> None:
        """Say cut-off and counts in other words, by carrier, without touching the clocks."""
        self._change(
            tuple(
                replace(one, cut_off=words[one.carrier_id][0], ready=words[one.carrier_id][1])
                for one in self._carriers
            )
        )

    def _change(self, carriers: tuple[CarrierView, ...]) -> None:
        if carriers != self._carriers:
            self._carriers = carriers
            self.update()

    def shown_carriers(self) -> tuple[CarrierView, ...]:
        """Those that have room: the open one first, then those with parcels, in their order."""
        most = max(1, (self.width() + tokens().gap) // (_NARROWEST + tokens().gap))
        if len(self._carriers) <= most:
            return self._carriers
        by_need = sorted(self._carriers, key=lambda one: (not one.open, not one.waiting))
        kept = {one.carrier_id for one in by_need[:most]}
        return tuple(one for one in self._carriers if one.carrier_id in kept)

    def sizeHint(self) -> QSize:
        """The row of the shipping desk."""
        return QSize(832, HEIGHT)

    def showEvent(self, event: QShowEvent) -> None:
        """Let the clocks run."""
        self._ticking.start()
        super().showEvent(event)

    def hideEvent(self, event: QHideEvent) -> None:
        """Nobody looks: rest."""
        self._ticking.stop()
        super().hideEvent(event)

    def resizeEvent(self, event: QResizeEvent) -> None:
        """Another width may hold another number of cards."""
        super().resizeEvent(event)
        self.update()

    def paintEvent(self, event: QPaintEvent) -> None:
        """Paint the cards side by side."""
        shown = self.shown_carriers()
        if not shown:
            return
        painter, gap = QPainter(self), tokens().gap
        each = (self.width() - gap * (len(shown) - 1)) / len(shown)
        passed = timedelta(milliseconds=self._since.elapsed() if self._since.isValid() else 0)
        for at, carrier in enumerate(shown):
            left = round(at * (each + gap))
            box = QRectF(left, 0, round((at + 1) * each + at * gap) - left, self.height())
            self._draw_card(painter, carrier, box, passed)

    def _draw_card(
        self, painter: QPainter, carrier: CarrierView, box: QRectF, passed: timedelta
    ) -> None:
        c, border = colours(), tokens().border
        draw_box(
            painter,
            box,
            c.surface,
            c.accent if carrier.open else c.border,
            line=border.focus if carrier.open else border.hairline,
        )
        inner = box.adjusted(16, 8, -16, -6)
        first = QRectF(inner.left(), inner.top(), inner.width(), 24)
        taken = text_width(carrier.cut_off, lettering(Face.HINT)) + 8
        draw_text(
            painter,
            carrier.name,
            lettering(Face.SHIP_TABLE, bold=True),
            first.adjusted(0, 0, -taken, 0),
            c.text,
        )
        draw_text(painter, carrier.cut_off, lettering(Face.HINT), first, c.text2, RIGHT)
        second = QRectF(inner.left(), first.bottom() + 2, inner.width(), 34)
        self._draw_clock(painter, carrier, second, passed)
        third = QRectF(inner.left(), second.bottom() + 1, inner.width(), 22)
        draw_text(painter, carrier.ready, lettering(Face.HINT), third, c.text2)

    def _draw_clock(
        self, painter: QPainter, carrier: CarrierView, room: QRectF, passed: timedelta
    ) -> None:
        c, style = colours(), lettering(Face.NUMBER, bold=True)
        number = f"{carrier.waiting:,}"
        bold = lettering(Face.SHIP_TABLE, bold=True)
        draw_text(painter, number, bold, room, c.text, RIGHT)
        sign = round(room.right() - text_width(number, bold) - 26)
        pixmap = icon_pixmap("box", 20, c.text2, self.devicePixelRatioF())
        painter.drawPixmap(sign, round(room.center().y() - 10), pixmap)
        if carrier.left is None:
            return
        left = carrier.left - passed
        clock, ink = clock_text(left), c.text
        wide = text_width(clock, style)
        if left < NEAR and carrier.waiting:
            plate = QRectF(room.left() - 8, room.top(), wide + 16, room.height())
            draw_box(painter, plate, c.attention, radius=tokens().radius.tag)
            ink = c.on_attention
            if plate.right() + 4 + 20 <= sign - 4:
                draw_badge(
                    painter,
                    State.ATTENTION,
                    QRectF(plate.right() + 4, room.center().y() - 10, 20, 20),
                )
        elif left < timedelta():
            ink = c.text2
        draw_text(painter, clock, style, room, ink)
