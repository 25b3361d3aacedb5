"""Pick sheets on paper: every line is there, every code reads back, on all three papers."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, date, datetime

import pypdfium2
import pytest

from printing.bitmap import bitmaps
from printing.codes import Symbology
from printing.documents import PickRow, PickSheet, SlotUnits
from printing.media import A4, A5, LABEL_100_150, ROLL_80, Media, dots_of, quiet_dots
from printing.paper import PlacedCode
from printing.pick_sheet import draw_pick_sheet, render_pick_sheet
from printing.preflight import check_printed, decode, read_code
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

MEDIA = pytest.mark.parametrize("media", [A4, A5, ROLL_80], ids=lambda media: media.name)
LINEAR = (Symbology.CODE128, Symbology.EAN13)


def page_texts(pdf: bytes) -> list[str]:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return ["".join(page.get_textpage().get_text_range().split()) for page in document]
    finally:
        document.close()


@pytest.mark.sop("3.2.2b")
@pytest.mark.parametrize(
    ("media", "dpi", "count"), [(A4, 203, 2), (A4, 300, 2), (A5, 203, 4), (ROLL_80, 203, 1)]
)
def test_every_code_on_the_sheet_reads_back(media: Media, dpi: int, count: int) -> None:
    printed = draw_pick_sheet(SHEET, media, dpi)
    pages = bitmaps(printed.pdf, dpi)
    assert len(pages) == printed.pages == count
    expected = [f"LOC-{line.shelf}" for line in SHEET.rows]
    expected += [line.product_code for line in SHEET.rows]
    expected += [SHEET.sheet_code] * len(pages)
    assert sorted(code.text for code in printed.codes) == sorted(expected)
    for code in printed.codes:
        assert read_code(pages[code.page], code) == (code.text,)


@pytest.mark.sop("3.2.2b")
@MEDIA
def test_a_scanner_that_sees_the_whole_page_reads_them_too(media: Media) -> None:
    printed = draw_pick_sheet(SHEET, media)
    for number, page in enumerate(bitmaps(printed.pdf, 203)):
        on_page = {code.text for code in printed.codes if code.page == number}
        assert set(decode(page, LINEAR)) == on_page


@MEDIA
def test_codes_keep_their_quiet_zones_from_each_other_and_from_the_edge(media: Media) -> None:
    printed = draw_pick_sheet(SHEET, media)
    width = dots_of(media.width_mm, printed.dpi)
    bars = [bars_of(code, printed.dpi) for code in printed.codes]
    for at, (page, left, top, right, bottom, quiet) in enumerate(bars):
        assert left >= quiet
        assert right + quiet <= width + 1
        for other_page, other_left, other_top, _, other_bottom, other_quiet in bars[at + 1 :]:
            beside = page == other_page and top < other_bottom and other_top < bottom
            if beside and other_left > left:
                assert other_left - right >= max(quiet, other_quiet)


def bars_of(code: PlacedCode, dpi: int) -> tuple[int, int, int, int, int, int]:
    """Page, edges of the bars and the quiet zone beside them, in dots."""
    module = code.module_dots
    quiet = 11 * module if code.symbology is Symbology.EAN13 else quiet_dots(module, dpi)
    left, right = code.left + quiet, code.left + code.width - quiet
    return code.page, left, code.top, right, code.top + code.height, quiet


@pytest.mark.sop("3.2.2b")
@MEDIA
def test_every_line_stands_on_the_sheet_with_all_the_clause_names(media: Media) -> None:
    text = "".join(page_texts(render_pick_sheet(SHEET, media)))
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
@MEDIA
def test_rows_keep_the_walking_order(media: Media) -> None:
    printed = draw_pick_sheet(SHEET, media)
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


@MEDIA
@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", ("Picksheet", "Attention", "Express", "Reprint1", "14lines·315pieces", "Slot")),
        ("zh_CN", ("拣货单", "注意", "加急", "补打1", "14行·315件", "格口", "有效期至")),
        ("zh_TW", ("揀貨單", "注意", "加急", "補印1", "14行·315件", "格口", "有效期至")),
    ],
)
def test_the_sheet_speaks_the_language_of_the_floor(
    media: Media, language: str, words: tuple[str, ...]
) -> None:
    text = "".join(page_texts(render_pick_sheet(SHEET, media, language=language)))
    for word in words:
        assert word in text, word


@MEDIA
@pytest.mark.parametrize("count", [1, 9, 10, 200])
def test_a_sheet_of_any_length_loses_no_row(media: Media, count: int) -> None:
    sheet = replace(SHEET, rows=tuple(replace(row(n % 50), seq=n) for n in range(1, count + 1)))
    printed = draw_pick_sheet(sheet, media)
    shelves = [code.text for code in printed.codes if code.text.startswith("LOC-")]
    assert shelves == [f"LOC-{line.shelf}" for line in sheet.rows]
    bottom = media.height_mm * 203 / 25.4
    assert all(code.top + code.height < bottom for code in printed.codes)


def test_an_empty_sheet_is_not_printed() -> None:
    with pytest.raises(CannotPrint) as refusal:
        render_pick_sheet(replace(SHEET, rows=()))
    assert refusal.value.problem is PrintProblem.NOTHING_TO_PRINT


def test_a_label_is_no_paper_for_a_sheet() -> None:
    with pytest.raises(CannotPrint) as refusal:
        render_pick_sheet(SHEET, LABEL_100_150)
    assert refusal.value.problem is PrintProblem.MEDIA_TOO_SMALL


@MEDIA
def test_remarks_longer_than_a_page_go_on_to_the_next(media: Media) -> None:
    sheet = replace(SHEET, remarks=("请勿放价格单。" * 1500,))
    pages = page_texts(render_pick_sheet(sheet, media))
    assert "".join(pages).count("单") == 1500
    assert "Attention" in pages[1]
    assert SHEET.rows[-1].shelf in pages[-1]


@MEDIA
def test_a_long_product_name_is_set_smaller_then_cut_visibly(media: Media) -> None:
    rows = (replace(SHEET.rows[0], name="白色心形烛台" * 40),)
    (text,) = page_texts(render_pick_sheet(replace(SHEET, rows=rows), media))
    assert 5 <= text.count("心形") < 40
    assert "…" in text


def test_a_lot_wider_than_its_column_is_refused() -> None:
    rows = (replace(SHEET.rows[0], lot="L26-" + "0123456789" * 6),)
    with pytest.raises(CannotPrint) as refusal:
        render_pick_sheet(replace(SHEET, rows=rows))
    assert refusal.value.params == {"field": "lot"}


WAVE = replace(
    SHEET,
    sheet_code="PICK-20261127-001-1-V12",
    order_nos=tuple(f"20261127{number:06d}" for number in range(1, 51)),
    cut_off=datetime(2026, 11, 27, 10, 0, tzinfo=UTC),
    rows=(
        replace(row(1), quantity=3, slots=(SlotUnits(3, 2), SlotUnits(7, 1))),
        replace(row(5), quantity=120, slots=tuple(SlotUnits(n, 2) for n in range(1, 61))),
        replace(row(9), quantity=123_456, slots=()),
    ),
)


@pytest.mark.sop("3.2.2b")
@MEDIA
def test_a_wave_says_for_each_shelf_which_slot_gets_how_many(media: Media) -> None:
    text = "".join(page_texts(render_pick_sheet(WAVE, media)))
    assert "Slot3×2,7×1" in text
    assert "59×2,60×2" in text
    assert "123456" in text
    assert "2026-11-2718:00" in text


@MEDIA
def test_of_more_orders_than_there_is_room_for_the_paper_says_how_many(media: Media) -> None:
    text = page_texts(render_pick_sheet(WAVE, media, language="zh_CN"))[0]
    assert "20261127000001,20261127000002," in text
    assert "等共50单" in text
    few = page_texts(render_pick_sheet(replace(WAVE, order_nos=WAVE.order_nos[:3]), media))[0]
    assert "20261127000003" in few
    assert "inall" not in few


def test_a_piece_of_the_roll_is_as_long_as_what_stands_on_it() -> None:
    short = check_printed(draw_pick_sheet(replace(SHEET, rows=SHEET.rows[:1]), ROLL_80), ROLL_80)
    assert short == ()
    lengths = [
        bitmaps(draw_pick_sheet(replace(SHEET, rows=SHEET.rows[:n]), ROLL_80).pdf, 203)[0].height_mm
        for n in (1, 2, 14)
    ]
    assert lengths[0] < 200
    assert lengths[0] < lengths[1] < lengths[2] < ROLL_80.height_mm


def test_a_product_code_too_wide_for_its_column_has_a_line_of_its_own() -> None:
    code = "POST-CARD-2026-XMAS-B"
    sheet = replace(SHEET, rows=(replace(SHEET.rows[2], sku=code, product_code=code),))
    printed = draw_pick_sheet(sheet, A5)
    (page,) = bitmaps(printed.pdf, 203)
    placed = {found.text: found for found in printed.codes}
    shelf = placed[f"LOC-{SHEET.rows[2].shelf}"]
    assert placed[code].top > shelf.top + shelf.height
    assert read_code(page, placed[code]) == (code,)
