"""Pages as the dots a label printer understands: TSPL and ZPL, each page one bitmap.

Nothing is left to the printer's own fonts or barcodes: what was checked before printing is what
is burnt, dot by dot.

References:
    TSC, TSPL/TSPL2 programming manual: SIZE, GAP, CLS, BITMAP (a bit of 0 burns), PRINT.
    Zebra, ZPL II programming guide: ^PW, ^LL, ^FO, ^GF (ASCII hexadecimal; a bit of 1 burns) and
    its repeat counts; ^GF takes at most 99,999 bytes.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby

from printing.bitmap import Bitmap
from procedure.paper_words import PrinterLanguage

GAP_MM = 2.0
"""Between two labels on a roll; the same on every roll of the trade."""
MOST_GF_BYTES = 99_999
_INVERT = bytes(255 - value for value in range(256))
_BLANK_ROW = ","
_SAME_ROW = ":"


def in_language(language: PrinterLanguage, pages: Sequence[Bitmap]) -> bytes:
    """The bytes a printer of this language prints the pages from."""
    write = {PrinterLanguage.TSPL: tspl, PrinterLanguage.ZPL: zpl}[language]
    return b"".join(write(page) for page in pages)


def tspl(page: Bitmap) -> bytes:
    """A page in TSPL, as most Chinese label printers speak it (HPRT, Gprinter, TSC)."""
    bits = page.one_bit().translate(_INVERT)
    row_bytes = (page.width + 7) // 8
    head = (
        f"SIZE {page.width_mm:.1f} mm,{page.height_mm:.1f} mm\r\n"
        f"GAP {GAP_MM:g} mm,0 mm\r\n"
        "DIRECTION 0\r\nREFERENCE 0,0\r\nCLS\r\n"
        f"BITMAP 0,0,{row_bytes},{page.height},0,"
    )
    return head.encode("ascii") + bits + b"\r\nPRINT 1,1\r\n"


def zpl(page: Bitmap) -> bytes:
    """A page in ZPL, in bands that are small enough for every printer."""
    bits = page.one_bit()
    row_bytes = (page.width + 7) // 8
    rows = [bits[at : at + row_bytes] for at in range(0, len(bits), row_bytes)]
    band = MOST_GF_BYTES // row_bytes
    parts = [f"^XA^PW{page.width}^LL{page.height}^LH0,0"]
    for top in range(0, len(rows), band):
        some = rows[top : top + band]
        size = len(some) * row_bytes
        parts.append(f"^FO0,{top}^GFA,{size},{size},{row_bytes},{''.join(_packed(some))}^FS")
    parts.append("^PQ1^XZ\r\n")
    return "".join(parts).encode("ascii")


def _packed(rows: Sequence[bytes]) -> Iterator[str]:
    """Rows in hexadecimal with ZPL's counts: `,` ends a row with white, `:` repeats one."""
    before: bytes | None = None
    for row in rows:
        if row == before:
            yield _SAME_ROW
            continue
        before = row
        digits = row.hex().upper()
        inked = digits.rstrip("0")
        inked += "0" * (len(inked) % 2)  # only whole bytes are left to the comma
        ending = _BLANK_ROW if len(inked) < len(digits) else ""
        yield "".join(_run(digit, len(list(same))) for digit, same in groupby(inked)) + ending


def _run(digit: str, count: int) -> str:
    """A digit so many times: `g` to `z` are 20 to 400, `G` to `Y` 1 to 19.

    Examples:
        >>> _run("F", 1), _run("F", 3), _run("0", 20), _run("A", 427)
        ('F', 'IF', 'g0', 'zgMA')
    """
    if count == 1:
        return digit
    text = "z" * (count // 400)
    twenties, ones = divmod(count % 400, 20)
    text += chr(ord("f") + twenties) if twenties else ""
    text += chr(ord("F") + ones) if ones else ""
    return text + digit
