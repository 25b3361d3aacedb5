"""The label font: rare names draw and can be copied out again; what it lacks is named."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2
import pytest

from printing.fonts import Weight, missing_glyphs, printable, width_mm
from printing.media import LABEL_100_150
from printing.paper import Paper
from printing.problems import CannotPrint, PrintProblem

RARE = "㛃䶮喆堃赟犇𠅤𬭎"


def written(text: str, weight: Weight) -> str:
    """What a PDF reader copies out of a page with this text."""
    paper = Paper(LABEL_100_150, 203, "test")
    paper.text(5, 20, text, 8, field="x", weight=weight)
    document = pypdfium2.PdfDocument(paper.finish().pdf)
    try:
        text_layer: str = document[0].get_textpage().get_text_range()
        return text_layer
    finally:
        document.close()


@pytest.mark.parametrize("weight", list(Weight))
def test_rare_names_have_glyphs_and_can_be_copied(weight: Weight) -> None:
    assert missing_glyphs(RARE) == ""
    assert written(RARE, weight) == RARE


def test_both_scripts_and_every_sign_of_a_label_can_be_copied() -> None:
    text = "簡體繁體 Straße Zoë №7 ¥500 350ml×3；等 12 种…"
    assert written(text, Weight.REGULAR) == text


def test_many_different_characters_survive_several_subsets() -> None:
    text = "".join(chr(code) for code in range(0x4E00, 0x4E00 + 40))
    pages = [chr(0x5000 + 40 * n + k) for n in range(12) for k in range(40)]
    paper = Paper(LABEL_100_150, 203, "test")
    rows = [text, *("".join(pages[n * 24 : n * 24 + 24]) for n in range(20))]
    for index, row in enumerate(rows):
        paper.text(2, 6 + index * 5, row, 6, field="x")
    document = pypdfium2.PdfDocument(paper.finish().pdf)
    layer = document[0].get_textpage().get_text_range()
    document.close()
    assert layer.split() == rows


def test_an_emoji_is_refused_and_named() -> None:
    assert missing_glyphs("生日🎂快乐🎂🥳") == "🎂🥳"
    paper = Paper(LABEL_100_150, 203, "test")
    with pytest.raises(CannotPrint) as refusal:
        paper.text(5, 20, "生日🎂快乐", 12, field="goods summary")
    assert refusal.value.problem is PrintProblem.MISSING_GLYPHS
    assert refusal.value.params == {"characters": "🎂", "field": "goods summary"}


def test_what_has_no_ink_is_left_out() -> None:
    assert printable("马克杯\u200b  蓝\t350ml\ufe0f\r\n") == "马克杯 蓝 350ml"
    assert printable("e\u0301") == "é"
    assert printable("陈\U000e0100") == "陈"
    assert missing_glyphs("\u200d\ufeff") == ""


def test_chinese_is_an_em_wide_in_both_weights() -> None:
    for weight in Weight:
        assert width_mm("收寄", 36, weight) == pytest.approx(25.4)
    assert width_mm("SF", 12, Weight.BOLD) > width_mm("SF", 12)


def test_text_that_would_leave_the_page_is_refused() -> None:
    paper = Paper(replace(LABEL_100_150, width_mm=30), 203, "test")
    with pytest.raises(CannotPrint) as refusal:
        paper.text(5, 20, "浙江省杭州市", 12, field="receiver address")
    assert refusal.value.problem is PrintProblem.TEXT_TOO_LONG
