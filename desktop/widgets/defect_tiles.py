"""The defect cards on the screen: what may be wrong, how bad it is, how often it is noted.

They mirror the printed cards. A tile takes no focus, so that a scanner's Enter finds none.
"""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import QPointF, QRectF, QSize, Qt, Signal
from PySide6.QtGui import QMouseEvent, QPainter
from PySide6.QtWidgets import QWidget

from desktop.theme.active import colours
from desktop.theme.tokens import Face
from desktop.widgets.cards import PaintedCard
from desktop.widgets.frames import draw_box
from desktop.widgets.lettering import RIGHT, draw_text, lettering, text_width
from desktop.widgets.shapes import draw_badge
from desktop.widgets.states import State, shade_of

ACROSS = 3
_HIGH, _GAP, _PAD, _BADGE = 44, 8, 12, 24


@dataclass(frozen=True, slots=True)
class DefectTile:
    """One defect card.

    Attributes:
        code: What its printed card says, for example "WHY-DAMAGED".
        name, grade: Finished words, for example "Damaged" and "Major".
        state: The badge of its class.
        noted: How often it is noted of the open parcel.
    """

    code: str
    name: str
    grade: str
    state: State
    noted: int = 0


class DefectTiles(PaintedCard):
    """All defect cards in rows of three.

    Attributes:
        tiles: What is shown.
    """

    chosen = Signal(str)
    """A tile was clicked; carries the code of its card."""

    def __init__(self, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.tiles: tuple[DefectTile, ...] = ()

    def set_tiles(self, tiles: tuple[DefectTile, ...]) -> None:
        """Show other cards, or other counts."""
        if tiles != self.tiles:
            self.tiles = tiles
            self.changed(*(f"{tile.name} {tile.noted or ''}".strip() for tile in tiles))

    def wanted(self) -> QSize:
        """The rows of cards, over the whole width of the work."""
        rows = max(1, -(-len(self.tiles) // ACROSS))
        return QSize(736, rows * _HIGH + (rows - 1) * _GAP + 2 * _PAD)

    def places(self) -> list[QRectF]:
        """Where each tile is drawn."""
        wide = (self.width() - 2 * _PAD - (ACROSS - 1) * _GAP) / ACROSS
        return [
            QRectF(
                round(_PAD + at % ACROSS * (wide + _GAP)),
                _PAD + at // ACROSS * (_HIGH + _GAP),
                round(wide),
                _HIGH,
            )
            for at in range(len(self.tiles))
        ]

    def mousePressEvent(self, event: QMouseEvent) -> None:
        """A tile that is clicked does what its printed card does."""
        if event.button() is Qt.MouseButton.LeftButton:
            self._choose(event.position())

    def _choose(self, point: QPointF) -> None:
        for tile, place in zip(self.tiles, self.places(), strict=True):
            if place.contains(point):
                self.chosen.emit(tile.code)

    def draw(self, painter: QPainter, box: QRectF) -> None:
        """Paint the tiles."""
        for tile, place in zip(self.tiles, self.places(), strict=True):
            _draw_tile(painter, tile, place)


def _draw_tile(painter: QPainter, tile: DefectTile, place: QRectF) -> None:
    c, shade = colours(), shade_of(tile.state)
    is_noted = tile.noted > 0
    fill, edge = (shade.tint, shade.fill) if is_noted else (c.canvas, c.border_strong)
    draw_box(painter, place, fill, edge, 2 if is_noted else 1)
    badge = QRectF(place.left() + 10, place.top() + (_HIGH - _BADGE) / 2, _BADGE, _BADGE)
    draw_badge(painter, tile.state, badge)
    ink = shade.on_tint if is_noted else c.text
    room = place.adjusted(10 + _BADGE + 10, 0, -12, 0)
    right = f"× {tile.noted}" if is_noted else tile.grade
    small = lettering(Face.HINT, bold=is_noted)
    draw_text(painter, right, small, room, ink if is_noted else c.text2, RIGHT)
    name = lettering(Face.REFERENCE, bold=True)
    left = room.adjusted(0, 0, -text_width(right, small) - 8, 0)
    if text_width(tile.name, name) > left.width():
        name = lettering(Face.HINT, bold=True)
    draw_text(painter, tile.name, name, left, ink)
