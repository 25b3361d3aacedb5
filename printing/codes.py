"""Barcodes as modules: Code 128, EAN-13 and QR, written by one encoder.

The encoder answers what is black; how wide a module is decides `printing.media`, how it is
drawn `printing.paper`.

References:
    ISO/IEC 15417 (Code 128), ISO/IEC 15420 (EAN), ISO/IEC 18004 (QR);
    docs/decisions/0003-code128-encoder.md.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import groupby
from typing import TYPE_CHECKING, Any

from printing.problems import CannotPrint, PrintProblem

if TYPE_CHECKING:
    from zxingcpp import BarcodeFormat


class Symbology(StrEnum):
    """The kinds of codes that are printed."""

    CODE128 = "code128"
    EAN13 = "ean13"
    QR = "qr"


@dataclass(frozen=True, slots=True)
class LinearCode:
    """A one-dimensional code.

    Attributes:
        text: What a scanner answers.
        symbology: Its kind.
        runs: Widths in modules, black and white in turn, beginning and ending black.
    """

    text: str
    symbology: Symbology
    runs: tuple[int, ...]

    @property
    def modules(self) -> int:
        """Width in modules without quiet zones."""
        return sum(self.runs)


@dataclass(frozen=True, slots=True)
class MatrixCode:
    """A two-dimensional code: its rows, True is black."""

    text: str
    symbology: Symbology
    rows: tuple[tuple[bool, ...], ...]

    @property
    def modules(self) -> int:
        """Modules along one side, without quiet zones."""
        return len(self.rows)


@lru_cache(maxsize=512)
def code128(text: str) -> LinearCode:
    """The Code 128 of printable ASCII, in the fewest modules.

    Raises:
        CannotPrint: `code_not_writable` for an empty text or a character outside ASCII 32-126.

    Examples:
        >>> code128("SF1340267715208").modules
        145
    """
    if not text or not all(32 <= ord(char) <= 126 for char in text):
        raise CannotPrint(PrintProblem.CODE_NOT_WRITABLE, code=text)
    return LinearCode(text, Symbology.CODE128, _runs(_write(text, Symbology.CODE128)))


@lru_cache(maxsize=512)
def ean13(digits: str) -> LinearCode:
    """The EAN-13 of thirteen digits.

    Raises:
        CannotPrint: `code_not_writable` for anything but 13 digits with a right check digit.

    References:
        GS1 General Specifications, 7.9 (check digit).
    """
    if not is_ean13(digits):
        raise CannotPrint(PrintProblem.CODE_NOT_WRITABLE, code=digits)
    return LinearCode(digits, Symbology.EAN13, _runs(_write(digits, Symbology.EAN13)))


@lru_cache(maxsize=64)
def gs1_128(elements: tuple[tuple[str, str], ...]) -> LinearCode:
    """The GS1-128 of application identifiers with their values.

    Args:
        elements: All but the last end with GS in what a scanner answers, unless their length is
            fixed by their identifier.

    Raises:
        CannotPrint: `code_not_writable` for a value that does not fit its identifier.

    References:
        GS1 General Specifications, 5.4 and 7.8.

    Examples:
        >>> gs1_128((("10", "B7"), ("21", "X"))).text == "10B7" + chr(29) + "21X"
        True
    """
    written = "".join(f"({identifier}){value}" for identifier, value in elements)
    rows, answered = _write_gs1(written)
    return LinearCode(answered, Symbology.CODE128, _runs(rows))


def is_ean13(text: str) -> bool:
    """Whether a text is an EAN-13 with a right check digit.

    Examples:
        >>> is_ean13("6901234567892"), is_ean13("6901234567893"), is_ean13("85123A")
        (True, False, False)
    """
    if len(text) != 13 or not (text.isascii() and text.isdigit()):
        return False
    weighted = sum(int(digit) * (3 if i % 2 else 1) for i, digit in enumerate(text))
    return weighted % 10 == 0


def product_code(text: str) -> LinearCode:
    """A product's code as it stands on the goods: EAN-13 where it is one, else Code 128.

    Raises:
        CannotPrint: `code_not_writable`.
    """
    return ean13(text) if is_ean13(text) else code128(text)


@lru_cache(maxsize=512)
def qr(text: str) -> MatrixCode:
    """The QR code of a text, error correction level M.

    Raises:
        CannotPrint: `code_not_writable` for an empty text or one too long for a QR code.
    """
    if not text:
        raise CannotPrint(PrintProblem.CODE_NOT_WRITABLE, code=text)
    return MatrixCode(text, Symbology.QR, _write(text, Symbology.QR))


@lru_cache(maxsize=64)
def qr_with_alphabet(text: str) -> MatrixCode:
    """A QR code that says itself that its text is UTF-8, for scanners that ask.

    Raises:
        CannotPrint: `code_not_writable` for an empty text or one too long for a QR code.

    References:
        AIM ITS/04-001: extended channel interpretation 26.
    """
    if not text:
        raise CannotPrint(PrintProblem.CODE_NOT_WRITABLE, code=text)
    return MatrixCode(text, Symbology.QR, _write(text, Symbology.QR, eci="UTF8"))


def _write(text: str, symbology: Symbology, **more: str) -> tuple[tuple[bool, ...], ...]:
    import zxingcpp

    formats: dict[Symbology, BarcodeFormat] = {
        Symbology.CODE128: zxingcpp.BarcodeFormat.Code128,
        Symbology.EAN13: zxingcpp.BarcodeFormat.EAN13,
        Symbology.QR: zxingcpp.BarcodeFormat.QRCode,
    }
    options = {"ec_level": "M", **more} if symbology is Symbology.QR else {}
    try:
        written = zxingcpp.create_barcode(text, formats[symbology], **options)
    except (ValueError, RuntimeError) as error:
        raise CannotPrint(PrintProblem.CODE_NOT_WRITABLE, code=text[:40]) from error
    return _rows(written)


def _write_gs1(text: str) -> tuple[tuple[tuple[bool, ...], ...], str]:
    """The rows, and what a scanner answers."""
    import zxingcpp

    try:
        written = zxingcpp.create_barcode(text, zxingcpp.BarcodeFormat.Code128, gs1=True)
    except (ValueError, RuntimeError) as error:
        raise CannotPrint(PrintProblem.CODE_NOT_WRITABLE, code=text[:40]) from error
    return _rows(written), bytes(written.bytes).decode("ascii")


def _rows(written: Any) -> tuple[tuple[bool, ...], ...]:
    image: Any = written.to_image(scale=1, add_hrt=False, add_quiet_zones=False)
    pixels = memoryview(image)
    height, width = pixels.shape or (0, 0)
    flat = pixels.tobytes()
    return tuple(
        tuple(pixel < 128 for pixel in flat[row * width : (row + 1) * width])
        for row in range(height)
    )


def _runs(rows: tuple[tuple[bool, ...], ...]) -> tuple[int, ...]:
    """The widths of one row; the top one, where no guard bar and no text can stand."""
    return tuple(len(list(run)) for _, run in groupby(rows[0]))
