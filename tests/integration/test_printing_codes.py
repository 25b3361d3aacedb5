"""The encoder against others: as short as it can be, and read back character by character."""

from __future__ import annotations

from itertools import groupby

import barcode
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from reportlab.graphics.barcode.code128 import Code128

from printing.bitmap import bitmaps
from printing.codes import (
    LinearCode,
    MatrixCode,
    Symbology,
    code128,
    ean13,
    is_ean13,
    product_code,
    qr,
)
from printing.media import A4
from printing.paper import Paper
from printing.preflight import read_code
from printing.problems import CannotPrint, PrintProblem


def modules_of_reportlab(text: str) -> int:
    other = Code128(text)
    other.validate()
    other.encode()
    other.decompose()
    return sum(ord(width.lower()) - ord("a") + 1 for width in other.decomposed)


@pytest.mark.parametrize(
    ("text", "modules"),
    [("SF1340267715208", 145), ("75123456789012", 112), ("LOC-A-01-02-03", 189), ("12", 46)],
)
def test_code_128_takes_the_fewest_modules(text: str, modules: int) -> None:
    assert code128(text).modules == modules == modules_of_reportlab(text)


@given(st.text(alphabet=[chr(code) for code in range(32, 127)], min_size=1, max_size=24))
@settings(max_examples=60, deadline=None)
def test_code_128_is_never_longer_than_another_encoder_makes_it(text: str) -> None:
    code = code128(text)
    assert code.modules <= modules_of_reportlab(text)
    assert code.modules % 11 == 2
    assert all(1 <= run <= 4 for run in code.runs)
    assert len(code.runs) % 2 == 1


def read_back(code: LinearCode | MatrixCode) -> tuple[str, ...]:
    paper = Paper(A4, 203, "test")
    if isinstance(code, LinearCode):
        paper.linear(code, 5, 20, 200, 15)
    else:
        paper.matrix(code, 5, 20, 100)
    printed = paper.finish()
    (page,) = bitmaps(printed.pdf, 203)
    return read_code(page, printed.codes[0])


@given(st.text(alphabet=[chr(code) for code in range(32, 127)], min_size=1, max_size=12))
@settings(max_examples=25, deadline=None)
def test_any_printable_text_reads_back_from_paper(text: str) -> None:
    assert read_back(code128(text)) == (text,)


def test_ean_13_is_the_same_as_another_encoder_makes_it() -> None:
    for digits in ("6901234567892", "5012345678900", "0012345678905"):
        bits = barcode.get("ean13", digits).build()[0].replace("G", "1")
        assert ean13(digits).runs == tuple(len(list(run)) for _, run in groupby(bits))
        assert read_back(ean13(digits)) == (digits,)


@pytest.mark.parametrize(
    "digits", ["6901234567893", "690123456789", "69012345678921", "", "６" * 13]
)
def test_a_wrong_ean_13_is_refused(digits: str) -> None:
    assert not is_ean13(digits)
    with pytest.raises(CannotPrint) as refusal:
        ean13(digits)
    assert refusal.value.problem is PrintProblem.CODE_NOT_WRITABLE


def test_a_product_without_a_right_ean_gets_code_128() -> None:
    assert product_code("6901234567892").symbology is Symbology.EAN13
    assert product_code("6901234567893").symbology is Symbology.CODE128
    assert product_code("85123A").symbology is Symbology.CODE128


@pytest.mark.parametrize("text", ["", "中", "a\tb", "\x1d"])
def test_what_code_128_cannot_hold_is_refused(text: str) -> None:
    with pytest.raises(CannotPrint) as refusal:
        code128(text)
    assert refusal.value.problem is PrintProblem.CODE_NOT_WRITABLE


def test_a_qr_code_of_chinese_reads_back() -> None:
    assert read_back(qr("运单 SF1340267715208")) == ("运单 SF1340267715208",)


@pytest.mark.parametrize("text", ["", "x" * 3000])
def test_a_qr_code_of_nothing_or_too_much_is_refused(text: str) -> None:
    with pytest.raises(CannotPrint) as refusal:
        qr(text)
    assert refusal.value.problem is PrintProblem.CODE_NOT_WRITABLE


def test_a_code_too_wide_for_its_place_is_refused() -> None:
    paper = Paper(A4, 203, "test")
    with pytest.raises(CannotPrint) as refusal:
        paper.linear(code128("SF1340267715208"), 5, 20, 40, 15)
    assert refusal.value.problem is PrintProblem.CODE_TOO_WIDE
    assert refusal.value.params == {"code": "SF1340267715208", "width_mm": 40, "dpi": 203}
    with pytest.raises(CannotPrint):
        paper.matrix(qr("SF1340267715208"), 5, 20, 4)
