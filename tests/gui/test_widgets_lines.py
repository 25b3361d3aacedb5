"""The lines of an order: what is painted, what is updated, what stays in sight."""

from __future__ import annotations

from dataclasses import replace

import pytest
from PySide6.QtCore import QModelIndex, QPersistentModelIndex
from PySide6.QtGui import QPainter, QPixmap
from PySide6.QtWidgets import QApplication, QStyleOptionViewItem
from pytestqt.qtbot import QtBot

from desktop.theme.active import colours
from desktop.theme.apply import apply_theme
from desktop.theme.places import resource_path
from desktop.theme.tokens import ThemeName, tokens
from desktop.widgets.cards import LineCard
from desktop.widgets.lines import ROW, LineDelegate, LineList, LineRow
from desktop.widgets.states import State
from desktop.widgets.thumbs import Thumb, thumb_for, thumb_pixmap

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


@pytest.fixture(autouse=True)
def _light(qapp: QApplication) -> None:
    apply_theme(qapp, ThemeName.LIGHT)


def rows(count: int, current: int = 0) -> tuple[LineRow, ...]:
    return tuple(
        LineRow(
            str(at),
            f"SKU-{at}",
            f"Product {at}",
            "690123456789 · lot B2401",
            "0 / 2",
            current=at == current,
        )
        for at in range(count)
    )


@pytest.fixture
def lines(qtbot: QtBot) -> LineList:
    made = LineList()
    qtbot.addWidget(made)
    made.resize(736, 420)
    made.show()
    return made


def test_only_rows_that_changed_are_told(qtbot: QtBot, lines: LineList) -> None:
    told: list[tuple[int, int]] = []
    lines.set_rows(rows(10))
    model = lines.model()
    model.dataChanged.connect(lambda top, end: told.append((top.row(), end.row())))
    resets: list[int] = []
    model.modelReset.connect(lambda: resets.append(1))
    one, two, *rest = rows(10)
    lines.set_rows((replace(one, quantity="1 / 2"), two, *rest))
    assert (told, resets) == ([(0, 0)], [])
    told.clear()
    lines.set_rows((replace(one, quantity="1 / 2"), two, *rest))
    assert (told, resets) == ([], [])
    lines.set_rows(rows(3))
    assert (told, resets) == ([], [1])
    assert model.rowCount() == 3


class Watched(LineDelegate):
    """Remembers which rows were painted."""

    def __init__(self, lines: LineList) -> None:
        super().__init__(lines)
        self.painted: list[str] = []

    def paint(
        self,
        painter: QPainter,
        option: QStyleOptionViewItem,
        index: QModelIndex | QPersistentModelIndex,
    ) -> None:
        self.painted.append(index.data(ROW).key)
        super().paint(painter, option, index)


def test_only_the_changed_row_is_painted_anew(qtbot: QtBot, lines: LineList) -> None:
    watched = Watched(lines)
    lines.setItemDelegate(watched)
    one, two, three = rows(3)
    lines.set_rows((one, two, three))
    qtbot.waitUntil(lambda: watched.painted == ["0", "1", "2"])
    watched.painted.clear()
    lines.set_rows((one, replace(two, quantity="1 / 2"), three))
    qtbot.waitUntil(lambda: bool(watched.painted))
    assert watched.painted == ["1"]


def test_the_current_row_is_tinted_and_has_its_bar(lines: LineList) -> None:
    lines.set_rows(rows(3, current=1))
    image = lines.grab().toImage()
    c, high = colours(), tokens().height.station_line
    middle = 1 + high + high // 2
    bar = [image.pixelColor(x, middle).name() for x in range(1, 8)]
    assert bar == [c.accent.lower()] * 6 + [c.accent_tint.lower()]
    assert image.pixelColor(600, 1 + high // 2).name() == c.surface.lower()
    assert image.pixelColor(600, high).name() == c.border.lower()


def test_a_done_row_keeps_its_ink_and_gains_a_tick(lines: LineList) -> None:
    one, two, three = rows(3)
    lines.set_rows((one, replace(two, state=State.GOOD), three))
    image = lines.grab().toImage()
    high = tokens().height.station_line
    row = [image.pixelColor(x, y).name() for x in range(620, 735) for y in range(high, 2 * high)]
    assert colours().good.lower() in row
    assert colours().text.lower() in row


def test_the_current_row_is_brought_into_sight(lines: LineList) -> None:
    lines.set_rows(rows(10, current=0))
    lines.set_rows(rows(10, current=9))
    box = lines.visualRect(lines.model().index(9, 0))
    assert box.isValid()
    assert lines.viewport().rect().contains(box)


def test_the_corners_stay_round_over_a_tinted_row(lines: LineList) -> None:
    lines.set_rows(rows(3))
    image = lines.grab().toImage()
    # Inside the card's own curve there is no tint in the corner's first pixels.
    assert image.pixelColor(1, 1).name() != colours().accent.lower()
    assert image.pixelColor(735, 0).name() == colours().canvas.lower()
    assert image.pixelColor(0, 0).name() == colours().canvas.lower()
    assert image.pixelColor(300, 0).name() == colours().border.lower()


def test_long_names_do_not_run_into_the_quantity(lines: LineList) -> None:
    one, two = rows(2)
    long = "WHITE HANGING HEART T-LIGHT HOLDER WITH A VERY LONG NAME THAT NEVER ENDS " * 3
    short = replace(one, name=long, quantity="11 / 12")
    lines.set_rows((short, two))
    whole = lines.grab().toImage()
    # With no name at all, what stands right of the words' room is the same.
    lines.set_rows((replace(short, name=""), two))
    bare = lines.grab().toImage()
    right = [(x, y) for x in range(585, 735) for y in range(2, 100)]
    assert [at for at in right if whole.pixel(*at) != bare.pixel(*at)] == []


def test_the_foot_of_the_card_comes_and_goes(qtbot: QtBot) -> None:
    card = LineCard()
    qtbot.addWidget(card)
    card.resize(736, 400)
    card.show()
    tall = card.lines.height()
    card.set_foot("Box M2", "expected 1,286 g")
    QApplication.processEvents()
    assert card.lines.height() == tall - 64
    card.set_foot("")
    QApplication.processEvents()
    assert card.lines.height() == tall


def test_the_same_product_has_the_same_picture() -> None:
    assert thumb_for("85123A", "WHITE HANGING HEART T-LIGHT HOLDER") == Thumb("lamp", "ivory")
    assert thumb_for("POT-CL-600", "Teapot, clay, 600 ml") == Thumb("teapot", "clay")
    plain = thumb_for("X-1", "Something else")
    assert plain.pictogram == "box"
    assert thumb_for("X-1", "Something else") == plain
    inks = {thumb_for(f"X-{at}", "Something else").ink for at in range(60)}
    assert len(inks) > 5


def test_every_pictogram_draws_in_every_ink(qapp: QApplication) -> None:
    names = [path.stem for path in resource_path("thumbs").glob("*.svg")]
    assert len(names) >= 20
    for name in names:
        for ink in tokens().thumbs.inks:
            pixmap = thumb_pixmap(Thumb(name, ink), 42)
            assert isinstance(pixmap, QPixmap)
            image = pixmap.toImage()
            drawn = sum(image.pixelColor(x, y).alpha() > 128 for x in range(42) for y in range(42))
            assert drawn > 100, (name, ink)
