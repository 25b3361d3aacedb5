"""Cards on paper: every code reads back, and a badge keeps its secret."""

from __future__ import annotations

from dataclasses import replace

import pypdfium2
import pytest

from printing.bitmap import bitmaps
from printing.cards import draw_cards, render_cards
from printing.documents import Card, CardSheet
from printing.media import A4, DPIS
from printing.preflight import read_code
from printing.problems import CannotPrint, PrintProblem


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "".join("".join(page.get_textpage().get_text_range().split()) for page in document)
    finally:
        document.close()


CARDS = CardSheet(
    "Command cards 命令卡",
    (
        *(
            Card(f"{word} Card {n}", f"CMD-{command}", "F2")
            for n, (word, command) in enumerate(
                [("确认", "CONFIRM"), ("撤销", "UNDO"), ("下一箱", "NEXTBOX"), ("缺货", "SHORT")]
                * 3
            )
        ),
        Card("A-01-02-03", "LOC-A-01-02-03"),
        Card("李雯", "USR-7K2M9Q4X8PA", "拣货员", code_readable=False),
    ),
)


@pytest.mark.parametrize("dpi", DPIS)
def test_every_card_reads_back(dpi: int) -> None:
    printed = draw_cards(CARDS, A4, dpi)
    pages = bitmaps(printed.pdf, dpi)
    assert len(pages) == 2
    assert [read_code(pages[code.page], code) for code in printed.codes] == [
        (card.code,) for card in CARDS.cards
    ]


def test_a_badge_does_not_show_its_secret_in_letters() -> None:
    text = text_of(render_cards(CARDS))
    assert "李雯" in text
    assert "USR-" not in text
    assert "LOC-A-01-02-03" in text


def test_cards_that_are_none_or_too_large_are_refused() -> None:
    with pytest.raises(CannotPrint) as nothing:
        render_cards(replace(CARDS, cards=()))
    assert nothing.value.problem is PrintProblem.NOTHING_TO_PRINT
    with pytest.raises(CannotPrint) as wide:
        render_cards(replace(CARDS, cards=(Card("x", "LOC-" + "ABC-" * 12),)))
    assert wide.value.problem is PrintProblem.CODE_TOO_WIDE
