"""The page of test codes reads back as what the scanner test expects; cures fit their page."""

from __future__ import annotations

import pypdfium2
import pytest
import zxingcpp

from fulfilment.cards.scanner_test import codes_page, cures_page
from printing.bitmap import bitmaps
from printing.media import A4, DPIS, LABEL_100_150
from printing.problems import CannotPrint, PrintProblem
from printing.scanner_test import draw_codes_page, render_advice_page, render_codes_page
from resources.catalogue import LANGUAGES, load
from scanner.commissioning import FREE_LETTER, TEST_CODES, Fault, Finding, diagnose
from scanner.cures import cures
from scanner.keyboards import MISMATCHES


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    try:
        return "".join("".join(page.get_textpage().get_text_range().split()) for page in document)
    finally:
        document.close()


def scanned(pdf: bytes, dpi: int = 203, *, tells_eci: bool = False) -> list[str]:
    """What a good scanner sends for the codes of a page, from the top.

    Args:
        tells_eci: Its ECI protocol is on: it says the alphabet of a code that names one.
    """
    (page,) = bitmaps(pdf, dpi)
    pixels = memoryview(page.grey).cast("B", (page.height, page.width))
    mode = zxingcpp.TextMode.ECI if tells_eci else zxingcpp.TextMode.Plain
    found = zxingcpp.read_barcodes(pixels, text_mode=mode)
    found.sort(key=lambda code: code.position.top_left.y)
    aims = ["" if tells_eci else code.symbology_identifier for code in found]
    return [f"{aim}{code.text}\r" for aim, code in zip(aims, found, strict=True)]


@pytest.mark.parametrize("dpi", DPIS)
@pytest.mark.parametrize("language", LANGUAGES)
def test_a_good_scanner_reads_the_printed_page_as_good(language: str, dpi: int) -> None:
    printed = draw_codes_page(codes_page(load(language)), A4, dpi)
    seen = scanned(printed.pdf, dpi)
    assert len(seen) == len(TEST_CODES)
    assert diagnose(seen).faults == ()
    assert [code.text for code in printed.codes] == [
        code.body + (FREE_LETTER if code.has_eci else "") for code in TEST_CODES
    ]


def test_the_printed_qr_code_names_its_alphabet() -> None:
    printed = draw_codes_page(codes_page(load("en")))
    (told,) = (text for text in scanned(printed.pdf, tells_eci=True) if "Pb4" in text)
    assert told == "]Q2\\000026Pb4-Qr@Lm9é\r"
    seen: list[str | None] = list(scanned(printed.pdf))
    seen[3] = told
    assert diagnose(seen).faults == (Fault.ECI,)


def test_the_page_says_what_to_do() -> None:
    page = codes_page(load("en"))
    text = text_of(render_codes_page(page))
    assert "OpenSettings,Scannertest." in text
    assert "5" in text


def test_paper_that_is_too_small_is_refused() -> None:
    with pytest.raises(CannotPrint) as small:
        render_codes_page(codes_page(load("en")), LABEL_100_150)
    assert small.value.problem is PrintProblem.MEDIA_TOO_SMALL


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_cure_fits_its_page(language: str) -> None:
    translator = load(language)
    for layout in MISMATCHES:
        found = cures(Finding(tuple(Fault), layout), translator)
        for each in range(0, len(found), 5):
            page = cures_page("打包台 COM3", found[each : each + 5], translator)
            text = text_of(render_advice_page(page))
            assert all("".join(cure.fault.split()) in text for cure in found[each : each + 5])
