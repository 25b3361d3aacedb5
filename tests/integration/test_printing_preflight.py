"""Before printing: all that is wrong is said, and what is right says nothing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime

import pytest

from printing.bitmap import Bitmap, bitmaps
from printing.documents import Card, CardSheet, GoodsLine, Party, PickRow, PickSheet, WaybillLabel
from printing.media import A4, LABEL_76_130, LABEL_100_150, LABEL_100_180, Media
from printing.preflight import check_cards, check_pick_sheet, check_printed, check_waybill
from printing.problems import CannotPrint, Finding, PrintProblem
from printing.waybill import draw_waybills

LABEL = WaybillLabel(
    carrier_name="中通快递",
    service_name="标准",
    number="75123456789012",
    route_code="021 B4 08",
    carrier_qr="75123456789012",
    receiver=Party("赵*", "138******34", "上海市闵行区七宝镇中春路7001号****"),
    sender=Party("林*", "0579-******21", "浙江省金华市义乌市****"),
    goods=(GoodsLine("Mug", 1),),
    pieces=1,
    weight_g=None,
    payment="",
    marks=(),
    order_no="20261123000001",
    parcel_index=1,
    parcel_count=1,
    box_code=None,
    printed_at=datetime(2026, 11, 23, 9, 12, tzinfo=UTC),
    time_zone="Asia/Shanghai",
    station="S-01",
    operator="李雯",
)


@pytest.mark.parametrize("media", [LABEL_76_130, LABEL_100_150, LABEL_100_180])
@pytest.mark.parametrize("dpi", [203, 300])
def test_a_good_label_has_no_findings(media: Media, dpi: int) -> None:
    assert check_waybill(LABEL, media, dpi) == ()


def test_every_character_without_glyph_is_named_with_its_field() -> None:
    label = replace(
        LABEL, goods=(GoodsLine("🎂 蛋糕", 1), GoodsLine("🎂🥳", 1)), marks=("易碎", "❄️冷链")
    )
    assert check_waybill(label, LABEL_100_150) == (
        Finding(PrintProblem.MISSING_GLYPHS, {"characters": "🎂🥳", "field": "goods summary"}),
        Finding(PrintProblem.MISSING_GLYPHS, {"characters": "❄", "field": "marks"}),
    )


def test_what_does_not_fit_is_a_finding() -> None:
    label = replace(LABEL, receiver=replace(LABEL.receiver, address="中春路" * 300))
    assert check_waybill(label, LABEL_100_150) == (
        Finding(PrintProblem.TEXT_TOO_LONG, {"field": "receiver address"}),
    )


def test_a_page_of_another_size_is_a_finding() -> None:
    printed = draw_waybills((LABEL,), LABEL_100_150)
    (finding,) = check_printed(printed, LABEL_100_180)
    assert finding.problem is PrintProblem.WRONG_PAGE_SIZE
    assert finding.params == {"width_mm": 100, "height_mm": 150, "media": "100x180"}


def test_a_code_that_is_another_than_it_should_be_is_a_finding() -> None:
    printed = draw_waybills((LABEL,), LABEL_100_150)
    codes = tuple(replace(code, text=code.text[:-1] + "3") for code in printed.codes[:1])
    assert check_printed(replace(printed, codes=codes), LABEL_100_150) == (
        Finding(PrintProblem.CODE_UNREADABLE, {"code": "75123456789013", "dpi": 203}),
    )


def test_a_missing_page_is_a_finding() -> None:
    printed = draw_waybills((LABEL,), LABEL_100_150)
    (finding,) = check_printed(replace(printed, pages=2), LABEL_100_150)
    assert finding.problem is PrintProblem.WRONG_PAGE_COUNT


def test_sheets_and_cards_are_checked_too() -> None:
    row = PickRow(1, "85123A", "Mug 🎁", 1, "A-01-02-03", None, None, (), "85123A")
    sheet = PickSheet(
        "1", "PICK-1", None, "A", ("1",), "", None, False, (), (row,), LABEL.printed_at,
        "Asia/Shanghai", "S-01", "李雯",
    )  # fmt: skip
    assert check_pick_sheet(sheet, A4)[0].params == {"characters": "🎁", "field": "product name"}
    assert check_pick_sheet(replace(sheet, rows=(replace(row, name="Mug"),)), A4) == ()
    assert check_cards(CardSheet("Cards", (Card("Undo", "CMD-UNDO"),)), A4) == ()
    assert check_cards(CardSheet("Cards", (Card("↩🏷", "CMD-UNDO"),)), A4) != ()


def test_a_bitmap_becomes_bits_row_by_row() -> None:
    grey = bytes([0, 255, 255, 0, 0, 0, 0, 0, 0, 255, 255, 255, 255, 255, 255, 255, 255, 127])
    assert Bitmap(9, 2, grey, 1, 1).one_bit() == bytes([0b10011111, 0b10000000, 0, 0b10000000])


def test_what_is_no_pdf_is_refused() -> None:
    with pytest.raises(CannotPrint) as refusal:
        bitmaps(b"hello", 203)
    assert refusal.value.problem is PrintProblem.PRINTER_FAILED
