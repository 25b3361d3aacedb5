"""Stroke icons: our own SVGs, tinted when asked for and kept by Qt's pixmap cache."""

from __future__ import annotations

from functools import cache

from PySide6.QtCore import QByteArray, QRectF, Qt
from PySide6.QtGui import QIcon, QPainter, QPixmap, QPixmapCache
from PySide6.QtSvg import QSvgRenderer

from desktop.theme.active import colours
from desktop.theme.places import resource_path


class IconMissing(Exception):
    """Nobody has drawn an icon of this name."""


@cache
def _source(name: str) -> str:
    path = resource_path("icons", f"{name}.svg")
    if not path.is_file():
        raise IconMissing(name)
    return path.read_text(encoding="utf-8")


def icon_names() -> tuple[str, ...]:
    """Every icon there is, in order of the alphabet."""
    return tuple(sorted(path.stem for path in resource_path("icons").glob("*.svg")))


def render_svg(source: str, size: int, dpr: float) -> QPixmap:
    """An SVG drawn `size` logical px high and wide for a screen of that pixel ratio."""
    side = round(size * dpr)
    pixmap = QPixmap(side, side)
    pixmap.fill(Qt.GlobalColor.transparent)
    painter = QPainter(pixmap)
    painter.setRenderHint(QPainter.RenderHint.Antialiasing)
    renderer = QSvgRenderer(QByteArray(source.encode("utf-8")))
    renderer.render(painter, QRectF(0, 0, side, side))
    painter.end()
    pixmap.setDevicePixelRatio(dpr)
    return pixmap


def icon_pixmap(name: str, size: int, colour: str, dpr: float = 1.0) -> QPixmap:
    """The icon in one colour.

    Args:
        name: File name in `resources/icons` without its ending.
        size: Logical px.
        colour: "#RRGGBB", from the tokens.
        dpr: Device pixel ratio of the screen it is painted on.

    Raises:
        IconMissing: Nobody has drawn an icon of this name.
    """
    key = f"icon:{name}:{size}:{colour}:{dpr}"
    found = QPixmap()
    if QPixmapCache.find(key, found):
        return found
    pixmap = render_svg(_source(name).replace("currentColor", colour), size, dpr)
    QPixmapCache.insert(key, pixmap)
    return pixmap


def icon(
    name: str, size: int = 20, colour: str | None = None, dpr: float = 1.0, air: int = 0
) -> QIcon:
    """A QIcon of one size, tinted for the theme that is on; make it anew when that changes.

    Args:
        name: As for `icon_pixmap`.
        size: Logical px.
        colour: None is the theme's text.
        dpr: Device pixel ratio of the screen it is painted on.
        air: Empty px at its right: Qt sets a button's words too close to its icon.
    """
    shades = colours()
    made = QIcon(_with_air(icon_pixmap(name, size, colour or shades.text, dpr), air, dpr))
    made.addPixmap(
        _with_air(icon_pixmap(name, size, shades.text3, dpr), air, dpr), QIcon.Mode.Disabled
    )
    return made


def _with_air(drawn: QPixmap, air: int, dpr: float) -> QPixmap:
    if not air:
        return drawn
    made = QPixmap(drawn.width() + round(air * dpr), drawn.height())
    made.setDevicePixelRatio(dpr)
    made.fill(Qt.GlobalColor.transparent)
    painter = QPainter(made)
    painter.drawPixmap(0, 0, drawn)
    painter.end()
    return made


def app_pixmap(size: int, dpr: float = 1.0) -> QPixmap:
    """The program's sign in the accent of the theme that is on."""
    shades = colours()
    key = f"app:{size}:{shades.accent}:{dpr}"
    found = QPixmap()
    if QPixmapCache.find(key, found):
        return found
    source = _app_source().replace("accentColor", shades.accent)
    pixmap = render_svg(source.replace("currentColor", shades.on_accent), size, dpr)
    QPixmapCache.insert(key, pixmap)
    return pixmap


@cache
def _app_source() -> str:
    return resource_path("theme", "app.svg").read_text(encoding="utf-8")


def app_icon() -> QIcon:
    """The program's sign for the window and the task bar."""
    made = QIcon()
    for size in (16, 24, 32, 48, 64, 128, 256):
        made.addPixmap(app_pixmap(size))
    return made
