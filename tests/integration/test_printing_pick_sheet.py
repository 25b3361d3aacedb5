"""Pick sheets and cards on paper: every line is there, every code reads back."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pypdfium2
import pytest

from printing.bitmap import bitmaps
from printing.cards import draw_cards, render_cards
from printing.codes import Symbology
from printing.documents import Card, CardSheet, PickRow, PickSheet, SlotUnits
from printing.media import A4, DPIS, LABEL_100_150
from printing.pick_sheet import draw_pick_sheet, render_pick_sheet
from printing.preflight import decode, read_code
from printing.problems import CannotPrint, PrintProblem

PRODUCTS = [
    ("85123A", "WHITE HANGING HEART T-LIGHT HOLDER 白色心形烛台", "6901234567892"),
    ("22423", "REGENCY CAKESTAND 3 TIER", "5012345678900"),
    ("M-LJ-250", "龙井茶 明前特级 250g 铁罐装 礼盒附手提袋", "M-LJ-250"),
    ("POST-CARD-2026-XMAS", "圣诞明信片", "POST-CARD-2026-XMAS"),
]


def row(seq: int) -> PickRow:
    sku, name, code = PRODUCTS[seq % len(PRODUCTS)]
    tracked = seq % 3 == 0
    return PickRow(
        seq=seq,
        sku=sku,
        name=name,
        quantity=seq * 3,
        shelf=f"A-{seq // 4 + 1:02d}-{seq % 4 + 1:02d}-{seq:02d}",
        lot=f"L26-{seq:03d}" if tracked else None,
        expires_on=date(2027, 6, 30) if tracked else None,
        slots=(SlotUnits(seq, seq * 3),) if seq < 4 else (),
        product_code=code,
        remark="易碎，请用双手" if seq == 2 else "",
    )


SHEET = PickSheet(
    task_no="20261123000042",
    sheet_code="PICK-20261123000042",
    wave_no="W-20261123-007",
    zone="A",
    order_nos=("20261123000042",),
    carrier="顺丰 特快",
    cut_off=None,
    express=True,
    remarks=("客户要求：礼品包装，勿放价格单。", "Do not put the invoice into the box."),
    rows=tuple(row(seq) for seq in range(1, 15)),
    printed_at=datetime(2026, 11, 23, 9, 12, tzinfo=UTC),
    time_zone="Asia/Shanghai",
    station="S-01",
    operator="李雯",
    copy_no=1,
)

LINEAR = (Symbology.CODE128, Symbology.EAN13)


def page_texts(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return ["".join(page.get_textpage().get_text_range().split()) for page in document]
    finally:
        document.close()


@pytest.mark.sop("3.2.2b")
@pytest.mark.parametrize("dpi", DPIS)
def test_every_code_on_the_sheet_reads_back(dpi: int) -> None:
    printed = draw_pick_sheet(SHEET, A4, dpi)
    pages = bitmaps(printed.pdf, dpi)
    assert len(pages) == printed.pages == 2
    expected = [f"LOC-{line.shelf}" for line in SHEET.rows]
    expected += [line.product_code for line in SHEET.rows]
    expected += [SHEET.sheet_code] * len(pages)
    assert sorted(code.text for code in printed.codes) == sorted(expected)
    for code in printed.codes:
        assert read_code(pages[code.page], code) == (code.text,)


@pytest.mark.sop("3.2.2b")
def test_a_scanner_that_sees_the_whole_page_reads_them_too() -> None:
    printed = draw_pick_sheet(SHEET, A4)
    for number, page in enumerate(bitmaps(printed.pdf, 203)):
        on_page = {code.text for code in printed.codes if code.page == number}
        assert set(decode(page, LINEAR)) == on_page


@pytest.mark.sop("3.2.2b")
def test_every_line_stands_on_the_sheet_with_all_the_clause_names() -> None:
    text = "".join(page_texts(render_pick_sheet(SHEET)))
    for line in SHEET.rows:
        for part in (line.shelf, line.sku, "".join(line.name.split()), str(line.quantity)):
            assert part in text, part
        if line.lot:
            assert f"Lot{line.lot}" in text
            assert "Useby2027-06-30" in text
    assert "易碎，请用双手" in text
    for remark in SHEET.remarks:
        assert "".join(remark.split()) in text


@pytest.mark.sop("3.2.2b")
def test_rows_keep_the_walking_order() -> None:
    printed = draw_pick_sheet(SHEET)
    walked = [code.text for code in printed.codes if code.text.startswith("LOC-")]
    assert walked == [f"LOC-{line.shelf}" for line in SHEET.rows]
    places = [(code.page, code.top) for code in printed.codes if code.text.startswith("LOC-")]
    assert places == sorted(places)


def test_each_page_says_which_and_of_how_many() -> None:
    first, second = page_texts(render_pick_sheet(SHEET))
    for page in (first, second):
        assert SHEET.sheet_code in page
        assert "Express" in page
        assert "Reprint1" in page
    assert "Page1of2" in first
    assert "Page2of2" in second
    assert "Attention" in first
    assert "Attention" not in second


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("zh_CN", ("拣货单", "货位", "加急", "第1页，共2页", "14行·315件")),
        ("zh_TW", ("揀貨單", "儲位", "加急", "第1頁，共2頁", "14行·315件")),
    ],
)
def test_the_sheet_speaks_the_language_of_the_floor(language: str, words: tuple[str, ...]) -> None:
    text = page_texts(render_pick_sheet(SHEET, language=language))[0]
    for word in words:
        assert word in text, word


@pytest.mark.parametrize("count", [1, 9, 10, 120])
def test_a_sheet_of_any_length_loses_no_row(count: int) -> None:
    sheet = replace(SHEET, rows=tuple(replace(row(n % 50), seq=n) for n in range(1, count + 1)))
    printed = draw_pick_sheet(sheet)
    shelves = [code.text for code in printed.codes if code.text.startswith("LOC-")]
    assert shelves == [f"LOC-{line.shelf}" for line in sheet.rows]
    bottom = A4.height_mm * 203 / 25.4
    assert all(code.top + code.height < bottom for code in printed.codes)


def test_an_empty_sheet_is_not_printed() -> None:
    with pytest.raises(CannotPrint) as refusal:
        render_pick_sheet(replace(SHEET, rows=()))
    assert refusal.value.problem is PrintProblem.NOTHING_TO_PRINT


def test_a_label_is_no_paper_for_a_sheet() -> None:
    with pytest.raises(CannotPrint) as refusal:
        render_pick_sheet(SHEET, LABEL_100_150)
    assert refusal.value.problem is PrintProblem.MEDIA_TOO_SMALL


def test_remarks_longer_than_a_page_are_refused() -> None:
    with pytest.raises(CannotPrint) as refusal:
        render_pick_sheet(replace(SHEET, remarks=("请勿放价格单。" * 800,)))
    assert refusal.value.params == {"field": "remarks"}


def test_a_product_name_that_no_three_lines_hold_is_refused() -> None:
    rows = (replace(SHEET.rows[0], name="白色心形烛台" * 40),)
    with pytest.raises(CannotPrint) as refusal:
        render_pick_sheet(replace(SHEET, rows=rows))
    assert refusal.value.params == {"field": "product name"}


def test_a_lot_wider_than_its_column_is_refused() -> None:
    rows = (replace(SHEET.rows[0], lot="L26-" + "0123456789" * 6),)
    with pytest.raises(CannotPrint) as refusal:
        render_pick_sheet(replace(SHEET, rows=rows))
    assert refusal.value.params == {"field": "lot"}


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
    text = "".join(page_texts(render_cards(CARDS)))
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
