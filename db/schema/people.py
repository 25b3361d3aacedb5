"""People, their posts and badges, and the stations they work at."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy.orm import Mapped, mapped_column

from db.schema.base import Base, RowId, refer, word
from procedure.words import Post, Screen, SheetPaper


class Person(Base):
    """Somebody who works here. Deactivated, never deleted."""

    __tablename__ = "person"

    id: Mapped[RowId]
    name: Mapped[str]
    active: Mapped[bool]
    created_at: Mapped[datetime]


class PersonPost(Base):
    """A post a person holds."""

    __tablename__ = "person_post"

    person_id: Mapped[int] = refer("person.id", primary_key=True)
    post: Mapped[Post] = mapped_column(word(Post, "post"), primary_key=True)


class Badge(Base):
    """A badge card. Only a keyed digest of its code is stored."""

    __tablename__ = "badge"

    id: Mapped[RowId]
    person_id: Mapped[int] = refer("person.id", index=True)
    digest: Mapped[str] = mapped_column(unique=True)
    issued_at: Mapped[datetime]
    revoked_at: Mapped[datetime | None]


class Station(Base):
    """A packing bench, cart, shipping desk or office seat.

    Attributes:
        zone: The zone whose pick sheets are printed here, or "".
        sheet_paper: What pick sheets are printed on here.
    """

    __tablename__ = "station"

    id: Mapped[RowId]
    warehouse_id: Mapped[int] = refer("warehouse.id")
    name: Mapped[str] = mapped_column(unique=True)
    home_screen: Mapped[Screen | None] = mapped_column(word(Screen, "home_screen"))
    active: Mapped[bool]
    zone: Mapped[str] = mapped_column(default="")
    sheet_paper: Mapped[SheetPaper] = mapped_column(
        word(SheetPaper, "sheet_paper"), default=SheetPaper.A4
    )
