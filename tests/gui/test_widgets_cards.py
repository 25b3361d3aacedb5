"""Cards, bars and small signs: what they show, and that nothing is cut that must be read."""

from __future__ import annotations

import pytest
from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QImage
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication, QWidget
from pytestqt.qtbot import QtBot

from desktop.stations.columns import TrailCard
from desktop.theme.active import colours
from desktop.theme.apply import apply_theme
from desktop.theme.tokens import Face, ThemeName, tokens
from desktop.widgets.badges import Badge, Indicator, Tag, Trail, tag_width
from desktop.widgets.buttons import Chip
from desktop.widgets.choice import Amount, Choice
from desktop.widgets.columns import AnswerColumn, TwoColumns
from desktop.widgets.key_hints import KeyHints
from desktop.widgets.label import Label
from desktop.widgets.lettering import lettering, set_text, text_width
from desktop.widgets.order_head import OrderHead, OrderView
from desktop.widgets.picking import ProductCard, ShelfSign, SlotCard, StepChips
from desktop.widgets.remark import RemarkBar
from desktop.widgets.state_card import Absence, StateCard
from desktop.widgets.states import State, shade_of
from desktop.widgets.unsaved import UnsavedPill
from desktop.widgets.verdict_layout import Place
from procedure.words import Signal

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


@pytest.fixture(autouse=True)
def _light(qapp: QApplication) -> None:
    apply_theme(qapp, ThemeName.LIGHT)


def shown(qtbot: QtBot, widget: QWidget, width: int, height: int) -> QImage:
    qtbot.addWidget(widget)
    widget.resize(width, height)
    widget.show()
    return widget.grab().toImage()


def inked_columns(image: QImage, ground: str) -> tuple[int, int]:
    """First and last column that differ from the ground, frame left out."""
    found = [
        x
        for x in range(4, image.width() - 4)
        if any(
            image.pixelColor(x, y).name() != ground.lower() for y in range(4, image.height() - 4)
        )
    ]
    return found[0], found[-1]


def test_a_text_is_broken_then_cut() -> None:
    style = lettering(Face.STATION_BODY)
    text = "This mug belongs to another order, which stands at another station."
    two = set_text(text, style, 300, 2)
    assert len(two.lines) == 2
    assert two.elided
    assert two.lines[1].endswith("…")
    whole = set_text(text, style, 300, 9)
    assert not whole.elided
    assert " ".join(whole.lines) == text
    assert all(text_width(line, style) <= 300 for line in whole.lines)


def test_chinese_breaks_between_characters_and_rare_ones_stay_whole() -> None:
    style = lettering(Face.STATION_BODY)
    text = "这只杯子属于𠅤先生的另一个订单请把它放回原来的格口" * 2
    block = set_text(text, style, 203, 20)
    assert "".join(block.lines) == text
    assert len(block.lines) > 4


def test_a_line_is_as_high_as_the_tokens_say(qtbot: QtBot) -> None:
    label = Label("订单 Order", Face.LEAD)
    qtbot.addWidget(label)
    assert label.sizeHint().height() == 40
    tall = Label("word " * 40, Face.BODY, most_lines=3)
    qtbot.addWidget(tall)
    assert tall.heightForWidth(200) == 3 * Face.BODY.line


@pytest.mark.parametrize("width", [736, 560, 460])
def test_an_order_number_is_never_cut(qtbot: QtBot, width: int) -> None:
    head = OrderHead()
    order = OrderView(
        "20261123000042", "顺丰 SF · express · box 1 of 2", "3 of 4 items", 3, 4, "cut-off 18:00"
    )
    head.set_order(order)
    shown(qtbot, head, width, 132)
    number = text_width(order.number, lettering(Face.LEAD, bold=True))
    counted = text_width(order.counted, lettering(Face.STATION_BODY, bold=True))
    assert 32 + number + 16 + counted <= width


def test_the_bar_is_as_long_as_the_order_is_far(qtbot: QtBot) -> None:
    head = OrderHead()
    head.set_order(OrderView("1", "", "3 of 4 items", 3, 4))
    image = shown(qtbot, head, 736, 132)
    accent = [x for x in range(736) if image.pixelColor(x, 112).name() == colours().accent.lower()]
    assert accent[0] in (16, 17)
    assert abs(accent[-1] - (16 + 0.75 * 704)) <= 2


def test_a_long_remark_makes_the_bar_higher(qtbot: QtBot) -> None:
    bar = RemarkBar()
    qtbot.addWidget(bar)
    bar.set_remark("Remark", '刻字 "To Anna"')
    one = bar.heightForWidth(736)
    bar.set_remark("Remark", "Please engrave " + "a very long name " * 8)
    assert one == tokens().height.remark_bar
    assert bar.heightForWidth(736) == one + 2 * Face.STATION_BODY.line
    bar.set_remark("Remark", "")
    assert bar.isHidden()


def test_wrong_takes_over_next_and_gives_it_back(qtbot: QtBot) -> None:
    column = AnswerColumn("Last scans")
    column.set_next("Next", "Scan Mug, blue", "1 more")
    shown(qtbot, column, 494, 624)
    at, before = column.verdict.geometry().topLeft(), column.verdict.height()
    column.show_verdict(
        Signal.WRONG, "Wrong item", "", "Not in this order.", Place("Put it back in", "Slot 7", 7)
    )
    QApplication.processEvents()
    assert column.verdict.geometry().topLeft() == at
    assert column.verdict.height() == before + 142
    assert column.next.is_compact
    column.show_verdict(Signal.GOOD, count="3 of 3")
    QApplication.processEvents()
    assert (column.verdict.geometry().topLeft(), column.verdict.height()) == (at, before)
    assert column.next.states == (State.WRONG, State.GOOD)


def test_the_trail_keeps_the_last_four(qtbot: QtBot) -> None:
    trail = Trail()
    for state in (State.WRONG, State.GOOD, State.GOOD, State.DUPLICATE, State.ATTENTION):
        trail.push(state)
    assert trail.states == (State.GOOD, State.GOOD, State.DUPLICATE, State.ATTENTION)
    image = shown(qtbot, trail, 164, 32)
    assert image.pixelColor(16, 4).name() == colours().good.lower()
    assert image.pixelColor(3 * 44 + 16, 28).name() == colours().attention.lower()


@pytest.mark.parametrize("width", [848, 560, 380])
def test_a_shelf_code_fits_at_every_width(qtbot: QtBot, width: int) -> None:
    sign = ShelfSign()
    sign.set_shelf("Go to shelf", "A-01-02-03-05", ("zone", "aisle", "bay", "level", "slot"))
    image = shown(qtbot, sign, width, 380)
    left, right = inked_columns(image, colours().surface)
    assert left >= 24
    assert right <= width - 24
    sign.set_shelf("Go to shelf", "A-01-02-03", ("zone", "aisle", "bay", "level"))
    assert sign.code_size() == Face.SHELF.size if width == 848 else sign.code_size() < 144


def test_product_and_slot_keep_their_numbers(qtbot: QtBot) -> None:
    product, slot = ProductCard(), SlotCard()
    product.set_product(
        "MUG",
        "A mug with a name that is much too long for this card " * 2,
        "lot B2401",
        "6901234567892",
        "× 3",
    )
    slot.set_slot("Put into slot", "order …0042", "12")
    wide = shown(qtbot, product, 520, 164)
    assert inked_columns(wide, colours().surface)[1] <= 520 - 12
    assert product.accessibleName().endswith("× 3")
    small = shown(qtbot, slot, 300, 130)
    assert inked_columns(small, colours().surface)[1] <= 300 - 20


def test_steps_show_which_one_is_present(qtbot: QtBot) -> None:
    chips = StepChips()
    chips.set_steps(("Shelf", "Product", "Lot", "Quantity"), 1)
    image = shown(qtbot, chips, 848, 48)
    accent = [x for x in range(848) if image.pixelColor(x, 3).name() == colours().accent.lower()]
    assert accent
    assert accent[0] > 100
    assert chips.accessibleName() == "Product"


def test_hints_shrink_before_they_vanish(qtbot: QtBot) -> None:
    hints = KeyHints()
    keys = tuple(
        (f"F{at}", word)
        for at, word in enumerate(
            ("Help", "Confirm", "Undo", "Short", "Print", "Next box", "Skip", "Lock"), 1
        )
    )
    hints.set_hints(keys)
    shown(qtbot, hints, hints.minimumSizeHint().width(), 54)
    assert [key for key, _, _ in hints._boxes()] == [key for key, _ in keys]


def test_a_click_on_a_hint_stands_for_its_key(qtbot: QtBot) -> None:
    hints = KeyHints()
    hints.set_hints((("F1", "Help"), ("F2", "Confirm")))
    shown(qtbot, hints, 300, 54)
    with qtbot.waitSignal(hints.pressed) as caught:
        QTest.mouseClick(hints, Qt.MouseButton.LeftButton, pos=QPoint(290, 27))
    assert caught.args == ["F2"]
    assert hints.hint_at(QPoint(2, 27)) is None
    assert hints.focusPolicy() == Qt.FocusPolicy.NoFocus


@pytest.mark.parametrize("state", [State.GOOD, State.WRONG, State.DUPLICATE])
def test_a_dark_badge_has_a_light_rim(qtbot: QtBot, qapp: QApplication, state: State) -> None:
    apply_theme(qapp, ThemeName.DARK)
    badge = Badge(state, 64)
    image = shown(qtbot, badge, 64, 64)
    column = [image.pixelColor(32, y) for y in range(12)]
    # The rim is thinner than two pixels, so the lightest one may be a little darker than it.
    assert max(pixel.lightness() for pixel in column[:6]) > 180
    assert shade_of(state).fill.lower() in [pixel.name() for pixel in column]


def test_a_tag_is_tinted_and_fits_its_word(qtbot: QtBot) -> None:
    tag = Tag("Call first", State.ATTENTION)
    image = shown(qtbot, tag, tag_width("Call first", State.ATTENTION), 22)
    assert image.pixelColor(3, 11).name() == colours().attention_tint.lower()
    assert tag_width("To pick", State.PROGRESS) < tag_width("To pick", State.ATTENTION)


def test_an_indicator_says_its_state_by_badge_and_word(qtbot: QtBot) -> None:
    indicator = Indicator("Printer")
    shown(qtbot, indicator, indicator.sizeHint().width(), 24)
    before = indicator.grab().toImage()
    indicator.set_indicator(State.WRONG, "Printer")
    assert indicator.grab().toImage() != before
    assert not indicator.is_elided()


def test_unsaved_scans_turn_the_pill_amber(qtbot: QtBot) -> None:
    pill = UnsavedPill()
    pill.set_unsaved(0, "unsaved")
    calm = shown(qtbot, pill, pill.sizeHint().width(), 28)
    pill.set_unsaved(2, "unsaved")
    loud = pill.grab().toImage()
    assert calm.pixelColor(4, 14).name() == colours().sunken.lower()
    assert loud.pixelColor(4, 14).name() == colours().attention.lower()


def test_a_chip_keeps_its_width_when_checked(qtbot: QtBot) -> None:
    chip = Chip("Call first", 3)
    width = chip.sizeHint().width()
    image = shown(qtbot, chip, width, 32)
    assert chip.height() == tokens().height.chip
    chip.setChecked(True)
    assert chip.sizeHint().width() == width
    assert image.pixelColor(width // 2, 2).name() == colours().surface.lower()
    assert chip.grab().toImage().pixelColor(width // 2, 2).name() == colours().accent.lower()


def test_inputs_are_as_high_as_the_tokens_say_and_digits_stand_right(qtbot: QtBot) -> None:
    amount, choice = Amount(0, 500), Choice(("SF", "YTO"))
    amount.setValue(7)
    image = shown(qtbot, amount, 100, amount.sizeHint().height())
    assert image.height() == tokens().height.input
    left, right = inked_columns(image, colours().surface)
    assert 75 < left < right < 92
    arrow = shown(qtbot, choice, 160, choice.sizeHint().height())
    assert arrow.height() == tokens().height.input
    assert 130 < inked_columns(arrow, colours().surface)[1] < 150


def test_absence_says_one_sentence_and_offers_one_button(qtbot: QtBot) -> None:
    card = StateCard()
    shown(qtbot, card, 440, 300)
    card.show_absence(Absence.ERROR, "The database does not answer. Try again.", "Try again")
    button = card._button
    assert button.isVisible()
    assert card.rect().contains(button.geometry())
    with qtbot.waitSignal(card.pressed):
        QTest.mouseClick(button, Qt.MouseButton.LeftButton)
    card.show_absence(Absence.NO_PERMISSION, "Only a supervisor may see this.")
    assert not button.isVisible()
    assert card.sentence == "Only a supervisor may see this."


def test_loading_shows_nothing_until_it_takes_long(qtbot: QtBot) -> None:
    card = StateCard()
    shown(qtbot, card, 440, 300)
    card.show_absence(Absence.LOADING, "Loading")
    assert card.grab().toImage().pixelColor(100, 34).name() == colours().surface.lower()
    with qtbot.waitSignal(card._timer.timeout):
        pass
    assert card.grab().toImage().pixelColor(100, 34).name() == colours().sunken.lower()


@pytest.mark.parametrize(("width", "right"), [(1278, 494), (998, 390), (1832, 494)])
def test_extra_width_goes_to_the_work(qtbot: QtBot, width: int, right: int) -> None:
    left, answer = QWidget(), QWidget()
    columns = TwoColumns(left, answer, 494)
    shown(qtbot, columns, width, 656)
    assert answer.width() == right
    assert left.width() == width - 32 - 16 - right
    assert answer.geometry().right() == width - 17


def test_only_an_instruction_of_two_lines_takes_the_room_of_the_detail(qtbot: QtBot) -> None:
    card = TrailCard()
    qtbot.addWidget(card)
    card.resize(494, 200)
    detail = "on the box of order 20261127000002"
    card.set_next("Next", "Scan label SF1990000000001", detail)
    assert detail in card.accessibleName()
    card.set_next("Next", "Scan Yellow Coat Rack Paris Fashion with seven brass hooks", detail)
    assert detail not in card.accessibleName()
