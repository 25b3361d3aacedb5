"""Testing a scanner on paper: the five codes, and the cure of what was found."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from printing.codes import LinearCode, MatrixCode, code128, ean13, gs1_128, qr_with_alphabet
from printing.documents import AdvicePage, CodesPage
from resources.catalogue import N_, Translator
from scanner.commissioning import FREE_LETTER, GS1_ELEMENTS, TEST_CODES, TestCode, TestSymbology
from scanner.cures import Cure

_TITLE = N_("Scanner test")
_HINT = N_(
    "Open Settings, Scanner test. Scan these codes with the scanner that is to be tested, one "
    "after the other, from the top. The screen says what is wrong and how it is cured."
)
_CURES_TITLE = N_("Scanner test: {scanner}")
_CURES_HINT = N_("Do these in their order, then test the scanner again.")
TEST_WORDS: Mapping[TestSymbology, str] = MappingProxyType(
    {
        TestSymbology.CODE128: N_("Code 128: letters and signs"),
        TestSymbology.EAN13: N_("EAN-13: as on goods"),
        TestSymbology.GS1_128: N_("GS1-128: article, lot and serial number"),
        TestSymbology.QR_ECI: N_("QR code: with its alphabet"),
    }
)
"""What each code is, for people; msgids."""


def drawn_codes() -> tuple[LinearCode | MatrixCode, ...]:
    """The five codes as they are drawn, on paper and on the screen."""
    return tuple(map(_drawing, TEST_CODES))


def _drawing(code: TestCode) -> LinearCode | MatrixCode:
    match code.symbology:
        case TestSymbology.CODE128:
            return code128(code.body)
        case TestSymbology.EAN13:
            return ean13(code.body)
        case TestSymbology.GS1_128:
            return gs1_128(GS1_ELEMENTS)
        case TestSymbology.QR_ECI:
            return qr_with_alphabet(code.body + FREE_LETTER)


def codes_page(translator: Translator) -> CodesPage:
    """The page with the five codes."""
    text = translator.text
    words = (text(TEST_WORDS[code.symbology]) for code in TEST_CODES)
    return CodesPage(text(_TITLE), text(_HINT), tuple(zip(words, drawn_codes(), strict=True)))


def cures_page(scanner: str, found: tuple[Cure, ...], translator: Translator) -> AdvicePage:
    """The page that says how the faults of a scanner are cured.

    Args:
        scanner: What people call it.
        found: From `scanner.cures.cures`; at least one.
    """
    advice = tuple((each.fault, each.cure) for each in found)
    title = translator.text(_CURES_TITLE, scanner=scanner)
    return AdvicePage(title, translator.text(_CURES_HINT), advice)
