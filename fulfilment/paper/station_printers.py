"""Which printer of a station prints which kind of paper, and giving paper to it.

What is not bound goes into a folder of the station's own as PDF files.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from sqlalchemy import delete, insert, select

from db.schema.people import Station
from db.schema.printers import StationPrinter
from fulfilment.house import Actor, House, Refuse, Work
from procedure.effects import Refused
from procedure.ids import StationId
from procedure.paper_words import PrinterLanguage, PrinterWay
from procedure.permissions import UseCase
from procedure.verdicts import Verdict, VerdictKind, verdict
from procedure.words import PrintKind

if TYPE_CHECKING:
    from printing.media import Media
    from printing.printers import Printer

RAW_PORT = 9100
_HOST = re.compile(r"(?P<host>[A-Za-z0-9._-]+|\[[0-9A-Fa-f:.]+\])(?::(?P<port>\d{1,5}))?")
_DPIS = (203, 300)


@dataclass(frozen=True, slots=True)
class Binding:
    """A printer of a station.

    Attributes:
        address: Name of the queue, or host and port; "" for the folder.
        language, dpi: Of a label printer on the network; None elsewhere.
        media: Name of the paper in it, or None where it takes every size.
    """

    way: PrinterWay = PrinterWay.FOLDER
    address: str = ""
    language: PrinterLanguage | None = None
    dpi: int | None = None
    media: str | None = None


FOLDER = Binding()


@dataclass(frozen=True, slots=True)
class PaperWay:
    """A printer, and the paper in it where that is known."""

    printer: Printer
    media: Media | None = None


Ways = Callable[[PrintKind], PaperWay]
"""Where each kind of paper goes."""


def binding_refusal(binding: Binding) -> Verdict | None:
    """Why a printer cannot be set up so, or None."""
    from printing.media import MEDIA, STICKERS

    on_network = binding.way is PrinterWay.NETWORK
    address = binding.address
    why = ""
    if (binding.way is PrinterWay.FOLDER) == bool(address.strip()):
        why = "address"
    elif on_network and host_and_port(address) is None:
        why = "host"
    elif on_network and binding.language is None:
        why = "language"
    elif on_network and binding.dpi not in _DPIS:
        why = "dpi"
    elif binding.media is not None and binding.media not in {**MEDIA, **STICKERS}:
        why = "media"
    elif not on_network and (binding.language or binding.dpi):
        why = "other"
    if not why:
        return None
    media = binding.media or ""
    return verdict(VerdictKind.PRINTER_REFUSED, why=why, address=address, media=media)


def host_and_port(address: str) -> tuple[str, int] | None:
    """Host and port of a network printer's address; None where it is none.

    Examples:
        >>> host_and_port("10.0.0.9"), host_and_port("zebra.local:9101")
        (('10.0.0.9', 9100), ('zebra.local', 9101))
        >>> host_and_port("[fe80::1]:9100"), host_and_port("a b"), host_and_port("zebra:99999")
        (('fe80::1', 9100), None, None)
    """
    found = _HOST.fullmatch(address)
    if found is None:
        return None
    port = int(found["port"] or RAW_PORT)
    return (found["host"].strip("[]"), port) if 0 < port < 65536 else None


def bind_printer(
    house: House, actor: Actor, station_id: StationId, kind: PrintKind, binding: Binding
) -> Binding | Refused:
    """Say where a station prints a kind of paper from now on; the folder unbinds it.

    Refused with `PRINTER_REFUSED` where it cannot be so; nothing is written then.

    Raises:
        CannotNow: The database cannot be written now.
    """

    def bind(work: Work) -> Binding:
        refused = binding_refusal(binding)
        if refused is not None:
            raise Refuse(refused.kind, **refused.params)
        there = work.connection.scalar(
            select(Station.id).where(Station.id == station_id).with_for_update()
        )
        if there is None:
            raise Refuse(VerdictKind.PRINTER_REFUSED, why="station", name="")
        work.connection.execute(
            delete(StationPrinter).where(
                StationPrinter.station_id == station_id, StationPrinter.kind == kind
            )
        )
        if binding != FOLDER:
            work.connection.execute(insert(StationPrinter).values(_row(work, there, kind, binding)))
        return binding

    return house.run(actor, UseCase.SET_UP_DEVICES, bind)


def _row(work: Work, station_id: int, kind: PrintKind, binding: Binding) -> dict[str, object]:
    return {
        "station_id": station_id,
        "kind": kind,
        "way": binding.way,
        "address": binding.address,
        "language": binding.language,
        "dpi": binding.dpi,
        "media": binding.media,
        "changed_at": work.now,
        "changed_by": work.actor.person_id,
    }


def bindings(house: House, station_id: StationId) -> Mapping[PrintKind, Binding]:
    """The printers of a station; a kind that is not in it goes into the folder.

    Raises:
        CannotNow: The database cannot be read now.
    """
    with house.database.read() as connection:
        rows = connection.execute(
            select(
                StationPrinter.kind,
                StationPrinter.way,
                StationPrinter.address,
                StationPrinter.language,
                StationPrinter.dpi,
                StationPrinter.media,
            ).where(StationPrinter.station_id == station_id)
        ).all()
    return {row.kind: Binding(*row[1:]) for row in rows}


def ways_of(bound: Mapping[PrintKind, Binding], folder: Path) -> Ways:
    """Where a station's paper goes.

    Args:
        folder: For what is not bound to a printer.
    """
    return lambda kind: way_of(bound.get(kind, FOLDER), folder)


def way_of(binding: Binding, folder: Path) -> PaperWay:
    """The printer of a binding."""
    from printing.media import MEDIA, STICKERS

    media = {**MEDIA, **STICKERS}.get(binding.media or "")
    if binding.way is PrinterWay.QUEUE:
        from printing.printers.queue import QueuePrinter

        return PaperWay(QueuePrinter(binding.address, media), media)
    address = host_and_port(binding.address)
    if binding.way is PrinterWay.NETWORK and binding.language and binding.dpi and address:
        from printing.printers.network import NetworkPrinter

        host, port = address
        printer = NetworkPrinter(host, binding.language, binding.dpi, media, port)
        return PaperWay(printer, media)
    from printing.printers.file import FilePrinter

    return PaperWay(FilePrinter(folder), media)
