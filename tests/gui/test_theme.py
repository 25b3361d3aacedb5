"""The theme on a running program: palette, sheet, icons and fonts follow it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QFontInfo, QFontMetrics, QPalette
from PySide6.QtWidgets import QApplication, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from desktop.options import THEMES
from desktop.theme.active import colours, theme_name
from desktop.theme.apply import apply_theme
from desktop.theme.fonts import BUNDLED, font
from desktop.theme.icons import IconMissing, app_icon, icon_names, icon_pixmap
from desktop.theme.kept import keep_theme, kept_theme
from desktop.theme.tokens import ThemeName, tokens
from desktop.widgets.badges import Badge
from desktop.widgets.buttons import Button
from desktop.widgets.states import State
from desktop.widgets.theme_button import ThemeButton

WANTED_ICONS = {
    "cart",
    "box",
    "clipboard-check",
    "truck",
    "gear",
    "chart",
    "document",
    "phone",
    "shelf",
    "return",
    "reconcile",
    "person",
    "search",
    "clock",
    "alert",
    "printer",
    "scanner",
    "database",
    "chevron-right",
    "undo",
    "eye",
    "export",
    "columns",
    "check",
    "lock",
    "pin",
    "barcode-frame",
    "cloud-off",
    "plug",
}

# The offscreen platform says this of every window with a fixed height; real ones do not.
pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


@pytest.fixture(autouse=True)
def _light(qapp: QApplication) -> Iterator[None]:
    apply_theme(qapp, ThemeName.LIGHT)
    yield
    apply_theme(qapp, ThemeName.LIGHT)


@pytest.mark.parametrize("name", ThemeName)
def test_a_theme_reaches_palette_and_plain_controls(
    qtbot: QtBot, qapp: QApplication, name: ThemeName
) -> None:
    edit = QLineEdit()
    qtbot.addWidget(edit)
    edit.resize(200, 36)
    edit.show()
    apply_theme(qapp, name)
    shades = tokens().themes[name]
    assert theme_name() is name
    assert qapp.palette().color(QPalette.ColorRole.Window).name() == shades.canvas.lower()
    # The middle of an empty input is its ground.
    assert edit.grab().toImage().pixelColor(100, 18).name() == shades.surface.lower()


def test_a_painted_widget_follows_a_switch_at_run_time(qtbot: QtBot, qapp: QApplication) -> None:
    badge = Badge(State.GOOD, 64)
    qtbot.addWidget(badge)
    badge.show()
    before = badge.grab().toImage().pixelColor(32, 58).name()
    apply_theme(qapp, ThemeName.COLOURBLIND_LIGHT)
    after = badge.grab().toImage().pixelColor(32, 58).name()
    themes = tokens().themes
    assert before == themes[ThemeName.LIGHT].good.lower()
    assert after == themes[ThemeName.COLOURBLIND_LIGHT].good.lower()


def test_a_buttons_icon_is_tinted_anew(qtbot: QtBot, qapp: QApplication) -> None:
    button = Button("Export", "export")
    qtbot.addWidget(button)
    button.show()
    before = button.icon().cacheKey()
    apply_theme(qapp, ThemeName.DARK)
    assert button.icon().cacheKey() != before
    image = button.icon().pixmap(24, 18).toImage()
    inks = {
        image.pixelColor(x, y).name()
        for x in range(18)
        for y in range(18)
        if image.pixelColor(x, y).alpha() == 255
    }
    assert colours().text.lower() in inks


def test_an_unknown_theme_is_refused(qapp: QApplication) -> None:
    with pytest.raises(ValueError, match="sepia"):
        apply_theme(qapp, "sepia")
    assert theme_name() is ThemeName.LIGHT


@pytest.mark.parametrize("kind", ["", "small", "guide"])
def test_buttons_are_as_high_as_the_tokens_say(qtbot: QtBot, kind: str) -> None:
    button = Button("Print", size=kind)
    qtbot.addWidget(button)
    button.show()
    heights = tokens().height
    wanted = {"": heights.button, "small": heights.button_small, "guide": heights.button_guide}
    assert button.sizeHint().height() == wanted[kind]


def test_a_scanners_enter_presses_no_default_button(qtbot: QtBot) -> None:
    button = Button("Print")
    qtbot.addWidget(button)
    assert not button.autoDefault()
    assert isinstance(button, QPushButton)


def test_every_icon_is_there() -> None:
    assert set(icon_names()) >= WANTED_ICONS


def test_icons_are_drawn_in_the_colour_asked_for(qapp: QApplication) -> None:
    ink = colours().accent
    for name in icon_names():
        image = icon_pixmap(name, 48, ink).toImage()
        solid = Counter(
            image.pixelColor(x, y).name()
            for x in range(48)
            for y in range(48)
            if image.pixelColor(x, y).alpha() == 255
        )
        # A joint of two strokes may be one step off by rounding.
        assert solid.most_common(1)[0][0] == ink.lower(), name
        assert solid[ink.lower()] > 0.95 * solid.total(), name


def test_icons_are_rendered_once_per_size_colour_and_ratio(qapp: QApplication) -> None:
    first = icon_pixmap("cart", 24, colours().text)
    assert icon_pixmap("cart", 24, colours().text).cacheKey() == first.cacheKey()
    sharp = icon_pixmap("cart", 24, colours().text, 2.0)
    assert sharp.cacheKey() != first.cacheKey()
    assert (sharp.width(), sharp.devicePixelRatio()) == (48, 2.0)


def test_an_icon_nobody_drew_is_an_error(qapp: QApplication) -> None:
    with pytest.raises(IconMissing):
        icon_pixmap("unicorn", 24, colours().text)


def test_the_program_has_an_icon_in_every_size(qapp: QApplication) -> None:
    sizes = {size.width() for size in app_icon().availableSizes()}
    assert {16, 32, 48, 256} <= sizes


@pytest.mark.parametrize("bold", [False, True])
def test_our_own_font_carries_latin_chinese_and_rare_names(qapp: QApplication, bold: bool) -> None:
    ours = font(26, bold)
    assert BUNDLED in ours.families()
    bundled = type(ours)(ours)
    bundled.setFamilies([BUNDLED])
    assert QFontInfo(bundled).family() == BUNDLED
    assert QFontInfo(bundled).bold() is bold
    measure = QFontMetrics(bundled)
    missing = [letter for letter in "Aa0×…订單龙䶮喆堃𠅤¥" if not measure.inFontUcs4(ord(letter))]
    assert missing == []


def test_the_button_in_the_strip_asks_for_every_theme_in_turn(qtbot: QtBot) -> None:
    button = ThemeButton()
    qtbot.addWidget(button)
    assert button.focusPolicy() is Qt.FocusPolicy.NoFocus, "a scanner's Enter never presses it"
    asked: list[ThemeName] = []
    button.wanted.connect(asked.append)
    for _ in ThemeName:
        button.click()
        apply_theme(_application(), asked[-1])
    assert asked == [*list(ThemeName)[1:], ThemeName.LIGHT]


def _application() -> QApplication:
    application = QApplication.instance()
    assert isinstance(application, QApplication)
    return application


def test_the_chosen_theme_is_kept_on_this_machine(tmp_path: Path) -> None:
    folder = tmp_path / "new"
    assert kept_theme(folder) is None
    assert keep_theme(folder, ThemeName.COLOURBLIND_DARK)
    assert kept_theme(folder) is ThemeName.COLOURBLIND_DARK
    (folder / "theme.txt").write_text("pink", encoding="utf-8")
    assert kept_theme(folder) is None
    assert not keep_theme(folder / "theme.txt", ThemeName.DARK), "a file is no folder"
    assert (folder / "theme.txt").read_text(encoding="utf-8") == "pink"


def test_the_command_line_knows_every_theme() -> None:
    assert set(THEMES) == {theme.value for theme in ThemeName}
