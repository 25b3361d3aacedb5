"""The printers that a sheet of one's own can be sent to: queues of this computer, network ones."""

from __future__ import annotations

from sqlalchemy import select

from db.schema.printers import StationPrinter
from fulfilment.house import House
from fulfilment.paper.station_printers import Binding
from procedure.paper_words import PrinterWay


def printers_on_offer(house: House) -> tuple[Binding, ...]:
    """Queues of this computer, then label printers that any station is bound to, by address.

    Raises:
        CannotNow: The database is away.
    """
    from printing.printers.queue import queues

    with house.database.read() as connection:
        rows = connection.execute(
            select(
                StationPrinter.address,
                StationPrinter.language,
                StationPrinter.dpi,
                StationPrinter.media,
            )
            .where(StationPrinter.way == PrinterWay.NETWORK)
            .distinct()
            .order_by(StationPrinter.address, StationPrinter.media)
        ).all()
    here = tuple(Binding(PrinterWay.QUEUE, name) for name in queues())
    return here + tuple(Binding(PrinterWay.NETWORK, *row) for row in rows)
