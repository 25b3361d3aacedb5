"""Which printer of a station prints which kind of paper."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.schema.base import Base, refer, word
from procedure.paper_words import PrinterLanguage, PrinterWay
from procedure.words import PrintKind


class StationPrinter(Base):
    """A printer bound to a station; a kind without a row goes into the station's folder.

    Attributes:
        address: Name of the queue, or host and port on the network; "" for the folder.
        language, dpi: Of a label printer on the network; None elsewhere.
        media: Name of the paper in it (`printing.media`), or None where it takes every size.
    """

    __tablename__ = "station_printer"
    __table_args__ = (
        CheckConstraint("(way = 'folder') = (address = '')", name="address_where_needed"),
        CheckConstraint("(way = 'network') = (language IS NOT NULL)", name="language_of_network"),
        CheckConstraint("(way = 'network') = (dpi IS NOT NULL)", name="dpi_of_network"),
    )

    station_id: Mapped[int] = refer("station.id", primary_key=True)
    kind: Mapped[PrintKind] = mapped_column(word(PrintKind, "kind"), primary_key=True)
    way: Mapped[PrinterWay] = mapped_column(word(PrinterWay, "way"))
    address: Mapped[str]
    language: Mapped[PrinterLanguage | None] = mapped_column(word(PrinterLanguage, "language"))
    dpi: Mapped[int | None]
    media: Mapped[str | None]
    changed_at: Mapped[datetime]
    changed_by: Mapped[int | None] = refer("person.id")
