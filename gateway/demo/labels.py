"""Reads printed labels back as a scanner would: rasterised at the printer's dots, decoded."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from printing.bitmap import bitmaps
from printing.codes import Symbology
from printing.preflight import decode

DPI = 203


def decoded_labels(paths: Iterable[str]) -> int:
    """How many of the labels carry their waybill number in a code that reads at 203 dpi.

    The number is the file's name, as the spool gave it.
    """
    return sum(1 for path in paths if _is_readable(Path(path)))


def _is_readable(path: Path) -> bool:
    number = path.stem.removeprefix("waybill-").split("-")[0]
    pages = bitmaps(path.read_bytes(), DPI)
    return len(pages) == 1 and number in decode(pages[0], (Symbology.CODE128,))
