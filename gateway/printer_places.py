"""Printers by the words of a command line: a folder, or a label printer on the network."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import urlsplit

from printing.printers import Printer
from printing.printers.file import FilePrinter
from printing.printers.network import RAW_PORT, NetworkPrinter
from procedure.paper_words import PrinterLanguage

DPI = 203
"""Of a label printer that is named without its resolution."""


def printer_named(text: str) -> tuple[str, Printer]:
    """The zone a printer is for, "" for every zone, and the printer.

    Args:
        text: `[ZONE=]WHERE`, WHERE a folder or `tspl://host[:port][/dpi]` or `zpl://…`.

    Raises:
        ValueError: It is none of these.

    Examples:
        >>> zone, printer = printer_named("A=zpl://10.0.0.7/300")
        >>> zone, printer.name
        ('A', '10.0.0.7')
        >>> printer_named("/srv/paper")[0]
        ''
    """
    zone, separator, where = text.partition("=")
    if not separator:
        zone, where = "", text
    if not where.strip():
        raise ValueError(text)
    if "://" not in where:
        return zone.strip(), FilePrinter(Path(where))
    address = urlsplit(where)
    dpi = address.path.strip("/") or str(DPI)
    if address.scheme not in list(PrinterLanguage) or not address.hostname or not dpi.isdigit():
        raise ValueError(text)
    language, port = PrinterLanguage(address.scheme), address.port or RAW_PORT
    return zone.strip(), NetworkPrinter(address.hostname, language, int(dpi), port=port)
