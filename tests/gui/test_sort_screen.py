"""The sorting screen: what somebody at the put wall sees after each scan."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.stations.sort_screen import SortScreen
from desktop.theme.apply import apply_theme
from desktop.theme.tokens import ThemeName
from desktop.widgets.states import State
from procedure.verdicts import VerdictKind
from resources.catalogue import load
from tests.floor.goods import BOWL_EAN, LAMP, LAMP_EAN, MUG, MUG_EAN, WAVE, Line, wall_task
from tests.gui.station_bench import Bench, mugs_and_hearts, sort_bench
from tests.gui.station_sight import framed, nothing_is_cut, over

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


@pytest.fixture
def screen(qtbot: QtBot, qapp: QApplication) -> Iterator[SortScreen]:
    apply_theme(qapp, ThemeName.LIGHT)
    made = SortScreen(load("en"))
    window = framed(qtbot, made)
    yield made
    window.close()


@pytest.fixture
def bench(screen: SortScreen) -> Bench:
    made = sort_bench(screen)
    made.show()
    return made


def test_the_wall_shows_what_is_done_open_and_dead(screen: SortScreen, bench: Bench) -> None:
    bench.scan(WAVE)
    first, second, third = screen.wall.slots[:3]
    assert (first.slot, first.counted, first.state) == (1, "0 / 3", None)
    assert (second.counted, second.state) == ("4 / 4", State.GOOD)
    assert third.state is State.STOP
    head = screen.head.order
    assert head is not None
    assert (head.number, head.route) == (WAVE, "SF Express · 10 slots to fill")
    assert not screen.sign.isVisible()


def test_the_slot_of_the_unit_is_giant(screen: SortScreen, bench: Bench) -> None:
    bench.scan(WAVE, MUG_EAN)
    QApplication.processEvents()
    assert screen.sign.isVisible()
    assert screen.sign.accessibleName() == "Put into slot 6 order …0006"
    assert screen.sign.number_size() >= 150
    assert [view.slot for view in screen.wall.slots if view.current] == [6]
    nothing_is_cut(screen, screen.verdict)


def test_a_wrong_unit_has_no_slot(screen: SortScreen, bench: Bench) -> None:
    bench.scan(WAVE, MUG_EAN)
    before = screen.wall.slots
    assert bench.scan(BOWL_EAN).kind is VerdictKind.WRONG_PRODUCT
    QApplication.processEvents()
    assert not screen.sign.isVisible()
    assert screen.wall.slots == before
    nothing_is_cut(screen, screen.verdict)


def test_a_complete_slot_covers_the_window_with_its_number(screen: SortScreen) -> None:
    bench = sort_bench(screen, wall_task(Line(MUG, 1, slot=7), Line(LAMP, 1, slot=8)))
    assert bench.scan(WAVE, MUG_EAN).kind is VerdictKind.SLOT_DONE
    view = over(screen)
    assert view is not None
    assert view.place is not None
    assert (view.word, view.place.name) == ("Slot 7 complete", "Slot 7")
    assert bench.scan(LAMP_EAN).kind is VerdictKind.WALL_DONE
    assert view.place is not None


def test_the_reasons_are_told_where_units_are_missing(screen: SortScreen, bench: Bench) -> None:
    bench.scan(WAVE, "CMD-SHORT")
    assert screen.next.accessibleName().startswith("Next Not on the shelf")


@pytest.mark.parametrize("slots", [1, 12, 50, 120])
def test_every_slot_has_its_tile(screen: SortScreen, slots: int) -> None:
    sort_bench(screen, mugs_and_hearts(slots, ())).scan(WAVE)
    QApplication.processEvents()
    tiles = screen.wall.tiles()
    assert len(tiles) == slots
    room = screen.wall.rect().toRectF()
    assert all(room.contains(tile) for tile in tiles)
    assert not any(a.intersects(b) for at, a in enumerate(tiles) for b in tiles[:at])


def test_nothing_covers_an_idle_wall(screen: SortScreen, bench: Bench) -> None:
    assert over(screen) is None
    assert screen.idle.isVisible()
