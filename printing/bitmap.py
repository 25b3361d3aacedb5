"""A PDF as the dots a printer would burn: for reading codes back, raw printers and previews.

Pages are rendered at an exact scale from their upper left corner, so a code laid out in whole
dots has edges without grey.

Thread: PDFium is not safe for threads; one lock serialises all callers.
"""

from __future__ import annotations

import ctypes
import math
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from typing import Any

from printing.media import MM_PER_INCH, POINTS_PER_INCH
from printing.problems import CannotPrint, PrintProblem

_PDFIUM = threading.Lock()
_BLACK_BELOW = 128
_TO_BIT = bytes(ord("1") if grey < _BLACK_BELOW else ord("0") for grey in range(256))


@dataclass(frozen=True, slots=True)
class Bitmap:
    """One page in grey: a byte a dot, row by row, 0 is black.

    Attributes:
        width: Dots across.
        height: Dots down.
        grey: `width * height` bytes.
        width_mm: Width of the page itself.
        height_mm: Height of the page itself.
    """

    width: int
    height: int
    grey: bytes
    width_mm: float
    height_mm: float

    def one_bit(self) -> bytes:
        """Rows of whole bytes, most significant bit first, 1 is black."""
        bits = self.grey.translate(_TO_BIT)
        row_bytes = (self.width + 7) // 8
        pad = b"0" * (row_bytes * 8 - self.width)
        rows = (bits[at : at + self.width] for at in range(0, len(bits), self.width))
        return b"".join(int(row + pad, 2).to_bytes(row_bytes, "big") for row in rows)

    def crop(self, left: int, top: int, width: int, height: int) -> Bitmap:
        """A part of the page; what lies outside is left out."""
        left, top = max(0, left), max(0, top)
        right, bottom = min(self.width, left + width), min(self.height, top + height)
        rows = (
            self.grey[y * self.width + left : y * self.width + right] for y in range(top, bottom)
        )
        return Bitmap(right - left, bottom - top, b"".join(rows), self.width_mm, self.height_mm)


def bitmaps(pdf: bytes, dpi: int) -> tuple[Bitmap, ...]:
    """Every page of a PDF at a resolution.

    Raises:
        CannotPrint: `printer_failed` where the file is not a PDF.
    """
    with _opened(pdf) as document:
        return tuple(_render(document[index], dpi) for index in range(len(document)))


def page_sizes_mm(pdf: bytes) -> tuple[tuple[float, float], ...]:
    """Width and height of every page of a PDF, in millimetres.

    Raises:
        CannotPrint: `printer_failed` where the file is not a PDF.
    """
    per = MM_PER_INCH / POINTS_PER_INCH
    with _opened(pdf) as document:
        sizes = [document.get_page_size(index) for index in range(len(document))]
    return tuple((width * per, height * per) for width, height in sizes)


def bitmap_of_page(pdf: bytes, page: int, dpi: int) -> Bitmap:
    """One page of a PDF, the first is 0, at a resolution.

    Raises:
        CannotPrint: `printer_failed` where the file is not a PDF, or has no such page.
    """
    with _opened(pdf) as document:
        if not 0 <= page < len(document):
            raise CannotPrint(PrintProblem.PRINTER_FAILED, reason="no such page")
        return _render(document[page], dpi)


@contextmanager
def _opened(pdf: bytes) -> Iterator[Any]:
    import pypdfium2

    with _PDFIUM:
        try:
            document = pypdfium2.PdfDocument(pdf)
        except pypdfium2.PdfiumError as error:
            raise CannotPrint(PrintProblem.PRINTER_FAILED, reason="not a PDF") from error
        try:
            yield document
        finally:
            document.close()


def _render(page: Any, dpi: int) -> Bitmap:
    import pypdfium2.raw as pdfium

    scale = dpi / POINTS_PER_INCH
    width_pt, height_pt = page.get_size()
    width, height = math.ceil(width_pt * scale - 1e-3), math.ceil(height_pt * scale - 1e-3)
    bitmap = pdfium.FPDFBitmap_CreateEx(width, height, pdfium.FPDFBitmap_Gray, None, 0)
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, width, height, 0xFFFFFFFF)
        matrix = pdfium.FS_MATRIX(scale, 0, 0, scale, 0, 0)
        clip = pdfium.FS_RECTF(0, 0, width, height)
        pdfium.FPDF_RenderPageBitmapWithMatrix(bitmap, page.raw, matrix, clip, 0)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        buffer = pdfium.FPDFBitmap_GetBuffer(bitmap)
        raw = ctypes.string_at(buffer, stride * height)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
        page.close()
    grey = b"".join(raw[y * stride : y * stride + width] for y in range(height))
    per = MM_PER_INCH / POINTS_PER_INCH
    return Bitmap(width, height, grey, width_pt * per, height_pt * per)
