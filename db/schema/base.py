"""What all tables share: names of constraints, 64-bit ids, aware times, words as checked text."""

from __future__ import annotations

from datetime import UTC, datetime
from enum import StrEnum
from typing import Annotated, Any, ClassVar

from sqlalchemy import (
    BigInteger,
    Boolean,
    DateTime,
    Dialect,
    Enum,
    ForeignKey,
    Integer,
    MetaData,
    String,
)
from sqlalchemy.orm import DeclarativeBase, Mapped, mapped_column
from sqlalchemy.types import JSON, TypeDecorator

BIG_ID = BigInteger().with_variant(Integer, "sqlite")
"""64 bits on both databases; on SQLite it has to be called INTEGER to be the row's own key."""


class UtcDateTime(TypeDecorator[datetime]):
    """An aware time, stored in UTC. A naive time is refused: it would be a guess."""

    impl = DateTime(timezone=True)
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Gives the database UTC; SQLite, which knows no zones, gets it without one.

        Raises:
            ValueError: The time is naive.
        """
        if value is None:
            return None
        if value.tzinfo is None:
            raise ValueError("a time without a zone cannot be stored")
        utc = value.astimezone(UTC)
        return utc.replace(tzinfo=None) if dialect.name == "sqlite" else utc

    def process_result_value(self, value: datetime | None, dialect: Dialect) -> datetime | None:
        """Gives back an aware UTC time."""
        if value is None:
            return None
        return value.replace(tzinfo=UTC) if value.tzinfo is None else value.astimezone(UTC)


def word(words: type[StrEnum], constraint: str) -> Enum:
    """A column type for one of our enums: text with a named check, the value stored.

    Args:
        constraint: Name of the check without the table's prefix.
    """
    return Enum(
        words,
        name=constraint,
        native_enum=False,
        create_constraint=True,
        validate_strings=True,
        length=32,
        values_callable=lambda members: [member.value for member in members],
    )


class Base(DeclarativeBase):
    """Base of all tables."""

    metadata = MetaData(
        naming_convention={
            "pk": "pk_%(table_name)s",
            "fk": "fk_%(table_name)s_%(column_0_N_name)s",
            "uq": "uq_%(table_name)s_%(column_0_N_name)s",
            "ix": "ix_%(table_name)s_%(column_0_N_name)s",
            "ck": "ck_%(table_name)s_%(constraint_name)s",
        }
    )
    type_annotation_map: ClassVar[dict[Any, Any]] = {
        datetime: UtcDateTime(),
        dict[str, Any]: JSON(),
        str: String(),
        bool: Boolean(),
    }


RowId = Annotated[int, mapped_column(BIG_ID, primary_key=True, autoincrement=False)]
BigInt = Annotated[int, mapped_column(BIG_ID)]


def refer(target: str, *, index: bool = False, primary_key: bool = False) -> Any:
    """A foreign key column to `target` ("table.column"). Nothing is deleted in cascade."""
    return mapped_column(BIG_ID, ForeignKey(target), index=index, primary_key=primary_key)


class Leased:
    """Columns of a claim: who works on it, until when, and the fence number of the lease."""

    holder_station_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("station.id"))
    holder_person_id: Mapped[int | None] = mapped_column(BIG_ID, ForeignKey("person.id"))
    lease_until: Mapped[datetime | None]
    fence: Mapped[int] = mapped_column(default=0)
