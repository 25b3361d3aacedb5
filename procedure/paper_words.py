"""The vocabulary of printers, as `procedure.words` has the rest."""

from __future__ import annotations

from enum import StrEnum

from procedure.words import PrintKind

PRINTED_KINDS = (PrintKind.WAYBILL, PrintKind.PICK_SHEET, PrintKind.CARD)
"""The kinds of paper that stations print today; of cards a shelf's label."""


class PrinterLanguage(StrEnum):
    """What a label printer with a raw port understands."""

    TSPL = "tspl"
    """Most Chinese label printers: HPRT, Gprinter, TSC."""
    ZPL = "zpl"
    """Zebra, and many that speak like it."""


class PrinterWay(StrEnum):
    """How paper gets to a printer."""

    FOLDER = "folder"
    """PDF files in the station's own folder."""
    QUEUE = "queue"
    """A print queue of the station's operating system."""
    NETWORK = "network"
    """A label printer's raw port."""
