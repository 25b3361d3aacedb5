"""The picker's screen: every word finds its place, in every language."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.stations.pick_screen import PickScreen
from desktop.theme.apply import apply_theme
from desktop.theme.tokens import ThemeName
from procedure.verdicts import VerdictKind
from resources.catalogue import load
from tests.floor.goods import CATALOGUE, LAMP_EAN, MUG_EAN, SHEET, TEA_EAN, A, B
from tests.gui.station_bench import (
    pick_bench,
    plain_task,
    wave_task,
)
from tests.gui.station_sight import framed, nothing_is_cut

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")

WALK = (
    SHEET,
    f"LOC-{B}",
    f"LOC-{A}",
    LAMP_EAN,
    MUG_EAN,
    "QTY-9",
    "CMD-SHORT",
    "CMD-UNDO",
    MUG_EAN,
    MUG_EAN,
    f"LOC-{B}",
    TEA_EAN,
    "B9999",
    "B2401",
    "4711-UNKNOWN-CODE",
)


@pytest.fixture
def screen(qtbot: QtBot, qapp: QApplication) -> Iterator[PickScreen]:
    apply_theme(qapp, ThemeName.LIGHT)
    made = PickScreen(load("en"))
    window = framed(qtbot, made)
    yield made
    window.close()


@pytest.mark.parametrize("language", ["en", "zh_CN", "zh_TW"])
@pytest.mark.parametrize("slots", [True, False])
def test_no_words_are_cut_at_1366_by_768(screen: PickScreen, language: str, slots: bool) -> None:
    screen.retranslate(load(language))
    bench = pick_bench(screen, None if slots else plain_task())
    for text in ("", *WALK):
        if text:
            bench.scan(text)
        else:
            bench.show()
        QApplication.processEvents()
        nothing_is_cut(screen, screen.verdict)
        assert not screen.remarks.is_elided()


@pytest.mark.parametrize("slots", [True, False])
def test_long_names_leave_the_place_whole(
    monkeypatch: pytest.MonkeyPatch, screen: PickScreen, slots: bool
) -> None:
    """Names as long as the real ones: thirty-five letters, three of them in one sentence."""
    names = {
        MUG_EAN: "WHITE HANGING HEART T-LIGHT HOLDER",
        TEA_EAN: "SET OF 3 CAKE TINS PANTRY DESIGN ROSE",
        LAMP_EAN: "ASSORTED COLOUR BIRD ORNAMENT LARGE",
    }
    task = wave_task() if slots else plain_task()
    for ean, name in names.items():
        reading = CATALOGUE[ean.zfill(14)]
        long = replace(reading.product, name=name)
        monkeypatch.setitem(CATALOGUE, ean.zfill(14), replace(reading, product=long))
        task = replace(
            task,
            stops=tuple(
                replace(stop, product=long) if stop.product.product_id == long.product_id else stop
                for stop in task.stops
            ),
        )
    bench = pick_bench(screen, task)
    for text in WALK:
        said = bench.scan(text)
        QApplication.processEvents()
        nothing_is_cut(screen, screen.verdict)
        if said.kind is VerdictKind.WRONG_PRODUCT:
            view = screen.verdict.view
            assert view is not None
            assert view.place is not None
            assert view.place.name == f"Shelf {A}"
