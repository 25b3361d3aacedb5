"""The verdict: its fill, its shape of 35 mm, its words inside; the overlay's time."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QEvent, QPointF, QRectF, Qt
from PySide6.QtGui import QColor, QImage, QMouseEvent
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.theme.active import colours
from desktop.theme.apply import apply_theme
from desktop.theme.tokens import ThemeName, tokens
from desktop.widgets.overlay import COMPLETE_MS, FullScreenVerdict
from desktop.widgets.states import State, shade_of, state_of
from desktop.widgets.verdict import ScanPrompt, VerdictPanel
from desktop.widgets.verdict_layout import PANEL, SCREEN, Place, VerdictView, arrange
from procedure.words import Signal

LONG = {
    "en": "This mug belongs to another order, 20261123000043, which stands at packing station "
    "P-11. Put it back in its slot and do not pack it into this box.",
    "zh": "这只杯子属于另一个订单 20261123000043，那个订单在打包工位 P-11。"
    "请把它放回原来的格口，不要装进这个箱子里。",
}
WORDS = {"en": "Another order's product", "zh": "这是别的订单的商品"}
SIZES = [(494, 407), (494, 550), (382, 340), (382, 261), (408, 160), (330, 300), (900, 720)]


@pytest.fixture(autouse=True)
def _light(qapp: QApplication) -> None:
    apply_theme(qapp, ThemeName.LIGHT)


def grabbed(qtbot: QtBot, panel: QWidget, width: int, height: int) -> QImage:
    qtbot.addWidget(panel)
    panel.resize(width, height)
    panel.show()
    return panel.grab().toImage()


@pytest.mark.parametrize("theme", ThemeName)
@pytest.mark.parametrize("signal", Signal)
def test_the_fill_is_the_tokens(
    qtbot: QtBot, qapp: QApplication, theme: ThemeName, signal: Signal
) -> None:
    apply_theme(qapp, theme)
    panel = VerdictPanel()
    panel.show_verdict(signal, "Word", sentence="A sentence.")
    image = grabbed(qtbot, panel, 494, 407)
    shades = tokens().themes[theme]
    wanted = {
        Signal.GOOD: shades.good,
        Signal.COMPLETE: shades.good,
        Signal.WRONG: shades.wrong,
        Signal.STOP: shades.wrong,
        Signal.ATTENTION: shades.attention,
        Signal.DUPLICATE: shades.duplicate,
    }[signal].lower()
    edges = [(247, 3), (247, 403), (3, 203), (490, 203)]
    assert {image.pixelColor(x, y).name() for x, y in edges} == {wanted}


def shape_height(image: QImage, at: QRectF, ink: str) -> int:
    """How many rows of the shape's box hold its ink."""
    colour = QColor(ink)
    rows = [
        y
        for y in range(int(at.top()) - 4, int(at.bottom()) + 4)
        if any(image.pixelColor(x, y) == colour for x in range(int(at.left()), int(at.right()) + 1))
    ]
    return rows[-1] - rows[0] + 1


@pytest.mark.parametrize("signal", Signal)
@pytest.mark.parametrize("size", SIZES)
def test_the_shape_is_never_below_35_mm(
    qtbot: QtBot, signal: Signal, size: tuple[int, int]
) -> None:
    panel = VerdictPanel()
    panel.show_verdict(
        signal,
        WORDS["en"],
        sentence=LONG["en"],
        place=Place("Put it back in", "Slot 7", 7),
        next_line="Scan Mug, blue",
        next_caption="Then",
    )
    image = grabbed(qtbot, panel, *size)
    made = panel.arrangement()
    assert made is not None
    # One row of antialiasing at either end.
    least = tokens().verdict.min_shape - 2
    assert shape_height(image, made.shape, shade_of(state_of(signal)).on_fill) >= least


@pytest.mark.parametrize("language", LONG)
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("detail", [False, True])
def test_long_sentences_stay_inside(
    qapp: QApplication, language: str, size: tuple[int, int], detail: bool
) -> None:
    place = Place("Put it back in", "Slot 7", 7) if detail else None
    view = VerdictView(
        State.WRONG,
        WORDS[language],
        "",
        LONG[language],
        place,
        "Scan Mug, blue" if detail and size[1] > 500 else "",
    )
    made = arrange(view, *map(float, size), PANEL)
    panel = QRectF(0, 0, *size)
    boxes = [made.shape, *(piece.at for piece in made.pieces)]
    if made.place is not None:
        boxes.append(made.place)
    assert [box for box in boxes if not panel.contains(box)] == []
    filled = [box for box in boxes if box.height() > 0]
    overlaps = [
        (one, other)
        for at, one in enumerate(filled)
        for other in filled[at + 1 :]
        if one.intersects(other)
    ]
    assert overlaps == []
    for piece in made.pieces:
        assert piece.block.width <= piece.at.width()


@pytest.mark.parametrize("language", LONG)
def test_the_whole_long_sentence_stands_in_the_packing_panel(
    qapp: QApplication, language: str
) -> None:
    view = VerdictView(State.WRONG, WORDS[language], "", LONG[language])
    made = arrange(view, 494.0, 550.0, PANEL)
    assert not any(piece.block.elided for piece in made.pieces)
    shown = "".join("".join(piece.block.lines) for piece in made.pieces)
    assert LONG[language].replace(" ", "") in shown.replace(" ", "")


def test_a_stop_over_the_whole_screen_cuts_nothing(qapp: QApplication) -> None:
    view = VerdictView(
        State.STOP,
        WORDS["en"],
        "",
        LONG["en"],
        Place("Put it back in", "Slot 7"),
        "Scan the confirm card",
    )
    made = arrange(view, 1366.0, 768.0, SCREEN)
    assert made.fits
    assert not any(piece.block.elided for piece in made.pieces)


def test_a_count_stands_where_a_word_would(qapp: QApplication) -> None:
    made = arrange(VerdictView(State.GOOD, "", "2 of 3", "Mug, blue, 350 ml"), 494.0, 407.0, PANEL)
    head, sentence = made.pieces
    assert head.block.lines == ("2 of 3",)
    assert head.style.size == 72
    assert sentence.block.lines == ("Mug, blue, 350 ml",)
    assert made.shape.height() == tokens().verdict.pack_shape


def test_waiting_is_a_frame_and_no_fill(qtbot: QtBot) -> None:
    panel = VerdictPanel()
    panel.show_waiting("Scan the shelf")
    image = grabbed(qtbot, panel, 382, 261)
    c = colours()
    frame = [image.pixelColor(191, y).name() for y in range(4)]
    assert frame == [c.accent.lower()] * 3 + [c.surface.lower()]
    assert panel.view is None
    assert panel.accessibleName() == "Scan the shelf"


def test_a_prompt_can_change(qtbot: QtBot) -> None:
    prompt = ScanPrompt("Scan your badge", "badge-card")
    before = grabbed(qtbot, prompt, 420, 260)
    prompt.set_prompt("Scan a pick sheet")
    assert prompt.prompt == "Scan a pick sheet"
    assert prompt.grab().toImage() != before


def test_the_slot_is_marked_in_the_wall(qtbot: QtBot) -> None:
    panel = VerdictPanel()
    panel.show_verdict(
        Signal.WRONG,
        "Wrong item",
        sentence="Not here.",
        place=Place("Put it back in", "Slot 7", 7, 12, 4),
    )
    image = grabbed(qtbot, panel, 494, 550)
    made = panel.arrangement()
    assert made is not None
    assert made.place is not None
    # Slot 7 is the third in the second of three rows; slot 6 beside it is empty.
    right, middle = int(made.place.right()) - 24, int(made.place.center().y())
    assert image.pixelColor(right - 28 - 22, middle).name() == colours().wrong.lower()
    assert image.pixelColor(right - 28 - 28 - 12, middle).name() == colours().on_wrong.lower()


def test_complete_covers_the_window_and_goes_by_itself(qtbot: QtBot) -> None:
    ground = QWidget()
    qtbot.addWidget(ground)
    ground.resize(800, 600)
    ground.show()
    overlay = FullScreenVerdict(ground)
    with qtbot.waitSignal(overlay.cleared, timeout=COMPLETE_MS * 20):
        overlay.show_verdict(Signal.COMPLETE, "Order complete")
        assert overlay.geometry() == ground.rect()
        assert overlay.grab().toImage().pixelColor(5, 5).name() == colours().good.lower()
        assert overlay.testAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    assert overlay.isHidden()
    assert overlay.view is None


def test_a_stop_stays_until_told_and_takes_no_keys(qtbot: QtBot) -> None:
    ground = QWidget()
    qtbot.addWidget(ground)
    ground.resize(800, 600)
    ground.show()
    overlay = FullScreenVerdict(ground)
    overlay.show_verdict(Signal.COMPLETE, "Order complete")
    overlay.show_verdict(
        Signal.STOP, "Stop", sentence="Call your supervisor.", next_line="Scan the confirm card"
    )
    assert not overlay._timer.isActive()
    press = QMouseEvent(
        QEvent.Type.MouseButtonPress,
        QPointF(9, 9),
        QPointF(9, 9),
        Qt.MouseButton.LeftButton,
        Qt.MouseButton.LeftButton,
        Qt.KeyboardModifier.NoModifier,
    )
    QApplication.sendEvent(overlay, press)
    assert overlay.isVisible()
    assert overlay.focusPolicy() == Qt.FocusPolicy.NoFocus
    ground.resize(1000, 700)
    assert overlay.geometry() == ground.rect()
    overlay.clear()
    assert overlay.isHidden()
