"""A test page on a printer of a station: whether it prints at all, whole and at its true size."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from sqlalchemy import select

from db.schema.people import Station
from fulfilment.house import Actor, House, Refuse, Work
from fulfilment.paper.station_printers import FOLDER, Binding, bindings, way_of
from procedure.effects import Refused
from procedure.ids import StationId
from procedure.paper_words import PrinterWay
from procedure.permissions import UseCase
from procedure.verdicts import VerdictKind
from procedure.words import PrintKind

_DPI = 203
"""Of a page for a queue or a folder: what most label printers have."""


@dataclass(frozen=True, slots=True)
class TrialPrinted:
    """A test page left.

    Attributes:
        place: The file, the queue's job or the printer.
        complete: Whether the printer itself says so; else somebody looks.
    """

    place: str
    complete: bool


def print_trial(
    house: House, actor: Actor, station_id: StationId, kind: PrintKind, folder: Path
) -> TrialPrinted | Refused:
    """Print a test page where a station prints a kind of paper.

    Args:
        folder: For a kind that is not bound to a printer.

    Raises:
        CannotNow: The database cannot be read now.
        CannotPrint: Nothing was printed, and why.
        MaybePrinted: Something may have been printed.
    """
    from printing.media import LABEL_100_150
    from printing.trial_page import draw_trial_page

    def name_of(work: Work) -> str:
        name = work.connection.scalar(select(Station.name).where(Station.id == station_id))
        if name is None:
            raise Refuse(VerdictKind.PRINTER_REFUSED, why="station", name="")
        return str(name)

    station = house.run(actor, UseCase.SET_UP_DEVICES, name_of)
    if isinstance(station, Refused):
        return station
    binding = bindings(house, station_id).get(kind, FOLDER)
    way = way_of(binding, folder)
    media = way.media or LABEL_100_150
    dpi = binding.dpi or _DPI
    lines = (
        binding.address or "PDF",
        f"{media.name}, {media.width_mm:g} × {media.height_mm:g} mm, {dpi} dpi",
        f"{station}, {house.clock():%Y-%m-%d %H:%M} UTC",
    )
    sent = way.printer.send(draw_trial_page(media, dpi, lines).pdf, "test-page")
    return TrialPrinted(sent.where, sent.complete)


def printer_words(binding: Binding) -> str:
    """A printer in a few signs, as technicians write it.

    Examples:
        >>> printer_words(FOLDER), printer_words(Binding(PrinterWay.QUEUE, "zebra", media="A5"))
        ('PDF', 'zebra (A5)')
    """
    if binding.way is PrinterWay.FOLDER:
        return "PDF"
    details = [binding.language and binding.language.value.upper(), binding.media]
    details.insert(1, f"{binding.dpi} dpi" if binding.dpi else None)
    said = ", ".join(filter(None, details))
    return f"{binding.address} ({said})" if said else binding.address
