"""The shapes of the states, as paths in a box 100 high.

A figure has a body and a mark. In a verdict the body is light on the state's fill and the mark
is cut out of it; in a badge the body is the fill and the mark is light. So both read the same
from a metre away and in black and white.
"""

from __future__ import annotations

import math
from dataclasses import dataclass
from functools import cache

from PySide6.QtCore import QPointF, QRectF, Qt
from PySide6.QtGui import QPainter, QPainterPath, QPainterPathStroker

from desktop.theme.active import colours, paint
from desktop.widgets.states import State, shade_of


@dataclass(frozen=True, slots=True)
class Figure:
    """A shape in a box 100 high and `width` wide."""

    width: float
    body: QPainterPath
    mark: QPainterPath


def _line(points: tuple[tuple[float, float], ...], thick: float) -> QPainterPath:
    path = QPainterPath(QPointF(*points[0]))
    for point in points[1:]:
        path.lineTo(QPointF(*point))
    return _stroked(path, thick)


def _stroked(path: QPainterPath, thick: float) -> QPainterPath:
    stroker = QPainterPathStroker()
    stroker.setWidth(thick)
    stroker.setCapStyle(Qt.PenCapStyle.RoundCap)
    stroker.setJoinStyle(Qt.PenJoinStyle.RoundJoin)
    return stroker.createStroke(path).simplified()


def _disc() -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(QRectF(0, 0, 100, 100))
    return path


def _octagon() -> QPainterPath:
    corner = 100 / (2 + math.sqrt(2))
    path = QPainterPath(QPointF(corner, 0))
    far = 100 - corner
    for point in (
        (far, 0),
        (100, corner),
        (100, far),
        (far, 100),
        (corner, 100),
        (0, far),
        (0, corner),
    ):
        path.lineTo(QPointF(*point))
    path.closeSubpath()
    return path


def _triangle() -> QPainterPath:
    # A smaller triangle, its edge stroked round: soft corners that still end at 0 and 100.
    path = QPainterPath(QPointF(56, 6))
    path.lineTo(QPointF(106, 94))
    path.lineTo(QPointF(6, 94))
    path.closeSubpath()
    return path.united(_stroked(path, 12)).simplified()


def _exclamation() -> QPainterPath:
    path = _line(((56, 38), (56, 62)), 11)
    path.addEllipse(QPointF(56, 80), 6.6, 6.6)
    return path


def _rings(left: float, top: float, height: float, thick: float) -> QPainterPath:
    radius = (height - thick) / 2
    step = radius * 1.12
    path = QPainterPath()
    for at in (left + thick / 2 + radius, left + thick / 2 + radius + step):
        ring = QPainterPath()
        ring.addEllipse(QPointF(at, top + height / 2), radius, radius)
        path = path.united(_stroked(ring, thick))
    return path


def _cloud() -> QPainterPath:
    path = QPainterPath()
    path.addEllipse(QPointF(34, 60), 28, 28)
    path.addEllipse(QPointF(66, 44), 34, 34)
    path.addEllipse(QPointF(96, 64), 24, 24)
    path.addRect(QRectF(34, 58, 62, 30))
    path.setFillRule(Qt.FillRule.WindingFill)
    return path.simplified()


def _two_ticks() -> QPainterPath:
    near, far = ((15, 52), (30, 67), (58, 34)), ((37, 52), (52, 67), (84, 33))
    # A gap where the second passes behind the first, else they melt into one.
    gap = _line(near, 20)
    return _line(near, 10.5).united(_line(far, 10.5).subtracted(gap))


_TICK = ((26.0, 51.5), (43.0, 68.5), (75.0, 33.5))


@cache
def figure(state: State) -> Figure:
    """The shape of a state; a plain dot for states without one."""
    nothing = QPainterPath()
    match state:
        case State.GOOD:
            return Figure(100, _disc(), _line(_TICK, 11.5))
        case State.COMPLETE:
            return Figure(100, _disc(), _two_ticks())
        case State.WRONG | State.STOP:
            cross = _line(((31, 31), (69, 69)), 12).united(_line(((69, 31), (31, 69)), 12))
            return Figure(100, _octagon(), cross)
        case State.ATTENTION:
            return Figure(112, _triangle(), _exclamation())
        case State.DUPLICATE:
            return Figure(149, _rings(0, 0, 100, 13), nothing)
        case State.OFFLINE:
            return Figure(120, _cloud(), _line(((36, 28), (88, 80)), 10))
        case _:
            dot = QPainterPath()
            dot.addEllipse(QRectF(20, 20, 60, 60))
            return Figure(100, dot, nothing)


@cache
def _badge(state: State) -> Figure:
    if state is not State.DUPLICATE:
        return figure(state)
    plate = QPainterPath()
    plate.addRoundedRect(QRectF(4, 4, 92, 92), 18, 18)
    return Figure(100, plate, _rings(16.5, 28, 44, 7))


def draw_figure(painter: QPainter, state: State, box: QRectF, body: str, mark: str) -> QRectF:
    """Draw a verdict's shape as high as the box, centred in it; gives what it covers."""
    drawn = figure(state)
    scale = box.height() / 100
    width = drawn.width * scale
    left = box.center().x() - width / 2
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(left, box.top())
    painter.scale(scale, scale)
    painter.fillPath(drawn.body, paint(body))
    painter.fillPath(drawn.mark, paint(mark))
    painter.restore()
    return QRectF(left, box.top(), width, box.height())


def draw_badge(painter: QPainter, state: State, box: QRectF) -> None:
    """Draw a state's badge inside the square box, with a light ring in dark themes."""
    drawn = _badge(state)
    shade = shade_of(state)
    scale = min(box.height() / 100, box.width() / drawn.width)
    painter.save()
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    painter.translate(box.center().x() - drawn.width * scale / 2, box.center().y() - 50 * scale)
    painter.scale(scale, scale)
    if colours().is_dark and state in _RINGED:
        # Dark fills on a dark ground: a light rim keeps the outline readable.
        painter.fillPath(drawn.body, paint(colours().badge_ring))
        inner = 1 - 2 * (1.6 / scale) / 100
        painter.translate(50, 50)
        painter.scale(inner, inner)
        painter.translate(-50, -50)
    painter.fillPath(drawn.body, paint(shade.fill))
    painter.fillPath(drawn.mark, paint(shade.on_fill))
    painter.restore()


_RINGED = frozenset({State.GOOD, State.COMPLETE, State.WRONG, State.STOP, State.DUPLICATE})
