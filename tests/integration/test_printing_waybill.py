"""A waybill on paper: every code reads back, nobody's data shows, nothing overflows."""

from __future__ import annotations

from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace

import pypdfium2
import pytest

from printing.bitmap import bitmaps
from printing.codes import Symbology
from printing.documents import GoodsLine
from printing.media import DPIS, LABEL_76_130, LABEL_100_110, LABEL_100_150, MEDIA, Media
from printing.preflight import decode, read_code
from printing.problems import CannotPrint, PrintProblem
from printing.waybill import draw_waybills, render_waybill, render_waybills
from tests.plugins.waybill_sample import LABEL, NAME, PHONE, QR, STREET

TO_BLACK_OR_WHITE = bytes(0 if grey < 128 else 255 for grey in range(256))
WAYBILL_MEDIA = [media for media in MEDIA.values() if media.name not in ("100x110", "A4", "A5")]


def text_of(pdf: bytes) -> str:
    """The text layer of all pages."""
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "\n".join(page.get_textpage().get_text_range() for page in document)
    finally:
        document.close()


def joined(text: str) -> str:
    return "".join(text.split())


def page_sizes_mm(pdf: bytes) -> list[tuple[float, float]]:
    return [(page.width_mm, page.height_mm) for page in bitmaps(pdf, 72)]


def runs_of(row: Iterable[int]) -> list[tuple[int, int]]:
    """(grey, length) of neighbouring equal dots."""
    runs: list[tuple[int, int]] = []
    for grey in row:
        if runs and runs[-1][0] == grey:
            runs[-1] = (grey, runs[-1][1] + 1)
        else:
            runs.append((grey, 1))
    return runs


@pytest.mark.sop("4.2.1b")
@pytest.mark.parametrize("dpi", DPIS)
@pytest.mark.parametrize("media", WAYBILL_MEDIA, ids=lambda media: media.name)
def test_every_code_on_the_page_reads_back(media: Media, dpi: int) -> None:
    (page,) = bitmaps(render_waybill(LABEL, media, dpi), dpi)
    read = decode(page, (Symbology.CODE128, Symbology.QR))
    assert sorted(read) == sorted([LABEL.number, LABEL.number, QR])


@pytest.mark.sop("4.2.1b")
@pytest.mark.parametrize(
    "number",
    ["SF1340267715208", "YT1234567890123", "75123456789012", "JDVA12345678901", "RR123456785CN"],
)
def test_the_number_of_each_carrier_reads_back(number: str) -> None:
    (page,) = bitmaps(render_waybill(replace(LABEL, number=number), LABEL_76_130), 203)
    assert decode(page, (Symbology.CODE128,)) == (number, number)


@pytest.mark.sop("4.2.1b")
@pytest.mark.parametrize("dpi", DPIS)
def test_every_bar_is_of_whole_dots(dpi: int) -> None:
    printed = draw_waybills((LABEL,), LABEL_100_150, dpi)
    (page,) = bitmaps(printed.pdf, dpi)
    for code in printed.codes:
        part = page.crop(code.left, code.top, code.width, code.height)
        greys = {grey for grey in part.grey if 3 < grey < 252}
        assert not greys, "an edge lies between two dots"
        part = replace(part, grey=part.grey.translate(TO_BLACK_OR_WHITE))
        rows = [part.grey[y * part.width : (y + 1) * part.width] for y in range(part.height)]
        lengths = {length for row in rows for _, length in runs_of(row)[1:-1]}
        assert all(length % code.module_dots == 0 for length in lengths)
        assert code.module_dots in lengths
        if code.symbology is Symbology.CODE128:
            assert len(set(rows)) == 1, "a bar is as wide below as above"
            quiet = [runs_of(rows[0])[0], runs_of(rows[0])[-1]]
            assert all(
                grey == 255 and dots >= max(10 * code.module_dots, 6.35 * dpi / 25.4)
                for grey, dots in quiet
            )


@pytest.mark.sop("4.2.1b")
def test_the_number_is_large_in_text_and_the_route_code_larger() -> None:
    document = pypdfium2.PdfDocument(render_waybill(LABEL, LABEL_100_150))
    heights: dict[str, float] = {}
    page = document[0].get_textpage()
    for text in ("571-BX-018", "SF1340 2677 15208", LABEL.number, "月结"):
        index, _ = page.search(text).get_next()
        _, bottom, _, top = page.get_charbox(index)
        heights[text] = top - bottom
    document.close()
    assert max(heights, key=lambda text: heights[text]) == "571-BX-018"
    assert heights["SF1340 2677 15208"] / 72 * 25.4 >= 3.5


@pytest.mark.sop("4.2.1b")
def test_nobody_finds_the_full_data_in_the_file() -> None:
    pdf = render_waybill(LABEL, LABEL_100_150)
    text = joined(text_of(pdf))
    for secret in (NAME, PHONE, PHONE[3:], "1203", "3幢", "2单元"):
        assert secret not in text
    assert "陈*静138******34" in text
    assert joined(STREET) + "****" in text


def test_what_the_trade_expects_stands_on_the_label() -> None:
    text = joined(text_of(render_waybill(replace(LABEL, copy_no=2), LABEL_100_150)))
    for words in (
        "顺丰速运", "特快", "571-BX-018", "收", "寄", "共4件", "马克杯蓝350ml×3", "龙井茶250g×1",
        "重量1.29kg", "月结", "包裹1/2", "易碎", "保价¥500", "20261123000042-1", "BOX-000317",
        "2026-11-2317:12", "S-01李雯", "补打2",
    ):  # fmt: skip
        assert words in text, words


def test_a_reprint_is_marked_on_the_label_and_on_its_stub() -> None:
    assert text_of(render_waybill(replace(LABEL, copy_no=2), LABEL_100_150)).count("补打2") == 2
    assert "补打" not in text_of(render_waybill(LABEL, LABEL_100_150))


@pytest.mark.parametrize("dpi", DPIS)
@pytest.mark.parametrize("media", WAYBILL_MEDIA, ids=lambda media: media.name)
def test_bars_are_as_tall_as_a_moving_scanner_needs(media: Media, dpi: int) -> None:
    printed = draw_waybills((LABEL,), media, dpi)
    large, small = (c.height for c in printed.codes if c.symbology is Symbology.CODE128)
    assert large >= 15 * dpi / 25.4 - 1
    assert small >= 10 * dpi / 25.4 - 1


def test_labels_drawn_at_the_same_time_do_not_mix() -> None:
    labels = [
        replace(LABEL, number=f"SF13402677{n:05d}", receiver=replace(LABEL.receiver, name=name))
        for n, name in enumerate("赵钱孙李周吴郑王冯陈褚卫")
    ]
    alone = [render_waybill(label, LABEL_100_150) for label in labels]
    with ThreadPoolExecutor(4) as pool:
        together = list(pool.map(lambda label: render_waybill(label, LABEL_100_150), labels))
    assert together == alone


@pytest.mark.parametrize("name", sorted(MEDIA))
def test_the_page_is_the_paper(name: str) -> None:
    media = MEDIA[name]
    if media is LABEL_100_110:
        with pytest.raises(CannotPrint) as refusal:
            render_waybill(LABEL, media)
        assert refusal.value.problem is PrintProblem.MEDIA_TOO_SMALL
        return
    ((width, height),) = page_sizes_mm(render_waybill(LABEL, media))
    assert (width, height) == pytest.approx((media.width_mm, media.height_mm), abs=0.05)


def test_a_label_without_route_code_and_qr_gives_its_room_to_the_barcode() -> None:
    plain = draw_waybills((replace(LABEL, route_code=None, carrier_qr=None),), LABEL_100_150)
    full = draw_waybills((LABEL,), LABEL_100_150)
    assert plain.codes[0].height > full.codes[0].height + 100
    (page,) = bitmaps(plain.pdf, 203)
    assert decode(page, (Symbology.CODE128, Symbology.QR)) == (LABEL.number, LABEL.number)


def test_an_address_of_200_characters_is_printed_whole() -> None:
    address = ("新疆维吾尔自治区伊犁哈萨克自治州察布查尔锡伯自治县" + "喆堃路赟犇大街" * 30)[:200]
    label = replace(LABEL, receiver=replace(LABEL.receiver, address=address))
    assert address in joined(text_of(render_waybill(label, LABEL_100_150)))


def test_an_address_that_fits_at_no_legible_size_is_refused_by_its_field() -> None:
    label = replace(LABEL, receiver=replace(LABEL.receiver, address="文三路" * 200))
    with pytest.raises(CannotPrint) as refusal:
        render_waybill(label, LABEL_100_150)
    assert refusal.value.problem is PrintProblem.TEXT_TOO_LONG
    assert refusal.value.params == {"field": "receiver address"}


@pytest.mark.parametrize("kinds", [1, 12, 300])
def test_goods_that_are_cut_say_how_many_there_are(kinds: int) -> None:
    goods = tuple(GoodsLine(f"白色心形烛台 T-LIGHT HOLDER 第{n}款" * 4, n) for n in range(kinds))
    label = replace(LABEL, goods=goods, pieces=kinds * 7)
    text = joined(text_of(render_waybill(label, LABEL_100_150)))
    assert f"共{kinds * 7}件" in text
    assert "…" in text
    assert (f"等{kinds}种" in text) == (kinds > 1)


def test_many_labels_are_many_pages_with_their_own_codes() -> None:
    labels = [replace(LABEL, number=f"SF13402677{n:05d}", carrier_qr=None) for n in range(5)]
    pages = bitmaps(render_waybills(labels, LABEL_100_150), 203)
    assert [set(decode(page, (Symbology.CODE128,))) for page in pages] == [
        {label.number} for label in labels
    ]


def test_nothing_is_not_printed() -> None:
    with pytest.raises(CannotPrint) as refusal:
        render_waybills([], LABEL_100_150)
    assert refusal.value.problem is PrintProblem.NOTHING_TO_PRINT


def test_a_number_that_is_no_code_128_is_refused() -> None:
    with pytest.raises(CannotPrint) as refusal:
        render_waybill(replace(LABEL, number="顺丰123"), LABEL_100_150)
    assert refusal.value.problem is PrintProblem.CODE_NOT_WRITABLE


def test_a_number_too_long_for_the_paper_is_refused() -> None:
    with pytest.raises(CannotPrint) as refusal:
        render_waybill(replace(LABEL, number="A1B2C3D4E5F6G7H8I9J0" * 2), LABEL_76_130)
    assert refusal.value.problem in (PrintProblem.CODE_TOO_WIDE, PrintProblem.TEXT_TOO_LONG)


def test_a_reprint_is_the_same_file_and_small() -> None:
    first, again = render_waybill(LABEL, LABEL_100_150), render_waybill(LABEL, LABEL_100_150)
    assert first == again
    assert len(first) <= 40_000


def test_only_embedded_fonts_are_used() -> None:
    pdf = render_waybill(LABEL, LABEL_100_150)
    assert b"/Helvetica" not in pdf
    assert pdf.count(b"/FontFile2") == 2


def test_codes_are_known_by_their_place() -> None:
    printed = draw_waybills((LABEL,), LABEL_100_150)
    (page,) = bitmaps(printed.pdf, 203)
    assert [read_code(page, code) for code in printed.codes] == [
        (LABEL.number,), (LABEL.carrier_qr,), (LABEL.number,),
    ]  # fmt: skip


@pytest.mark.parametrize("copy_no", [0, 2])
def test_nothing_on_the_stub_overlaps(copy_no: int) -> None:
    """Number, copy mark, box code and the last line are all there, beside each other."""
    label = replace(LABEL, box_code=f"BOX-{LABEL.order_no}-{LABEL.parcel_index}", copy_no=copy_no)
    page = pypdfium2.PdfDocument(render_waybill(label, LABEL_100_150))[0].get_textpage()
    boxes = []
    for words in (label.number, label.box_code):
        found = page.search(words)
        last = None
        while (hit := found.get_next()) is not None:
            last = hit
        assert last is not None
        index, count = last
        edges = [page.get_charbox(index + n) for n in range(count)]
        boxes.append((min(e[0] for e in edges), max(e[2] for e in edges)))
    (_, number_end), (box_start, _) = boxes
    assert number_end < box_start
