"""The vocabulary of printers, as `procedure.words` has the rest."""

from __future__ import annotations

from enum import StrEnum


class PrinterLanguage(StrEnum):
    """What a label printer with a raw port understands."""

    TSPL = "tspl"
    """Most Chinese label printers: HPRT, Gprinter, TSC."""
    ZPL = "zpl"
    """Zebra, and many that speak like it."""
