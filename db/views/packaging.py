"""Packaging materials, paged by code, and the books of each, newest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, and_, or_, select

from db.schema.packaging import Packaging, PackagingMovement, PackagingRule
from db.schema.parcels import Parcel
from db.schema.people import Person
from procedure.ids import PackagingId, WarehouseId
from procedure.packaging import SizeMm
from procedure.parcel_words import PackagingKind, PackagingMove, PackingCause

_END = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class PackagingFilter:
    """Which packaging is wanted.

    Attributes:
        text: Its code begins with it, or its name has it in it.
        kind: Of one kind, or of all.
        only_low: In use, and fewer pieces there than are to be.
    """

    text: str = ""
    kind: PackagingKind | None = None
    only_low: bool = False


@dataclass(frozen=True, slots=True)
class PackagingRow:
    """A line of the packaging table, with its rules; the facts as in `PackagingFacts`.

    Attributes:
        on_hand: Pieces by the books; below zero where nobody booked what came.
    """

    packaging_id: PackagingId
    code: str
    name: str
    kind: PackagingKind
    weight_g: int
    inner_mm: SizeMm | None
    max_load_g: int | None
    on_hand: int
    low_below: int | None
    active: bool
    version: int
    rules: tuple[tuple[PackingCause, int], ...]

    @property
    def is_low(self) -> bool:
        """Whether some are to be bought."""
        return self.active and self.low_below is not None and self.on_hand < self.low_below


@dataclass(frozen=True, slots=True)
class PackagingPage:
    """Some rows by code; give `next_after` as `after` to get the next page."""

    rows: tuple[PackagingRow, ...]
    next_after: str | None


def packaging_page(
    connection: Connection,
    warehouse: WarehouseId,
    wanted: PackagingFilter,
    after: str | None,
    limit: int,
) -> PackagingPage:
    """A page of packaging materials."""
    conditions: list[Any] = [Packaging.warehouse_id == warehouse]
    if text := wanted.text.strip():
        begin = text.upper()
        conditions.append(
            or_(
                and_(Packaging.code >= begin, Packaging.code < begin + _END),
                Packaging.name.icontains(text, autoescape=True),
            )
        )
    if wanted.kind is not None:
        conditions.append(Packaging.kind == wanted.kind)
    if wanted.only_low:
        conditions += [Packaging.active, Packaging.on_hand < Packaging.low_below]
    if after is not None:
        conditions.append(Packaging.code > after)
    rows = connection.execute(
        select(Packaging.__table__).where(*conditions).order_by(Packaging.code).limit(limit + 1)
    ).all()
    shown = rows[:limit]
    rules = _rules(connection, [row.id for row in shown])
    return PackagingPage(
        tuple(_row(row, rules[row.id]) for row in shown),
        shown[-1].code if len(rows) > limit else None,
    )


def packaging_of(connection: Connection, packaging_id: PackagingId) -> PackagingRow | None:
    """One packaging material; None where there is none."""
    row = connection.execute(
        select(Packaging.__table__).where(Packaging.id == packaging_id)
    ).one_or_none()
    return None if row is None else _row(row, _rules(connection, [row.id])[row.id])


def _rules(
    connection: Connection, ids: Collection[int]
) -> dict[int, list[tuple[PackingCause, int]]]:
    found: dict[int, list[tuple[PackingCause, int]]] = defaultdict(list)
    for packaging_id, cause, quantity in connection.execute(
        select(PackagingRule.packaging_id, PackagingRule.cause, PackagingRule.quantity)
        .where(PackagingRule.packaging_id.in_(sorted(ids)))
        .order_by(PackagingRule.cause)
    ):
        found[packaging_id].append((cause, quantity))
    return found


def _row(row: Any, rules: list[tuple[PackingCause, int]]) -> PackagingRow:
    sides = row.inner_length_mm, row.inner_width_mm, row.inner_height_mm
    return PackagingRow(
        PackagingId(row.id),
        row.code,
        row.name,
        row.kind,
        row.weight_g,
        None if row.inner_length_mm is None else sides,
        row.max_load_g,
        row.on_hand,
        row.low_below,
        row.active,
        row.version,
        tuple(rules),
    )


# the books -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PackagingEvent:
    """A row of the packaging ledger.

    Attributes:
        quantity: Pieces more; fewer where negative.
        box: Of the parcel they went into or came back from, or "".
        person: Who booked it, or "".
    """

    movement_id: int
    at: datetime
    kind: PackagingMove
    quantity: int
    box: str
    person: str
    reason: str


def packaging_events(
    connection: Connection, packaging_id: PackagingId, before: int | None, limit: int
) -> tuple[PackagingEvent, ...]:
    """Rows of the ledger of one material, newest first.

    Args:
        before: Only rows older than the one of this id; None begins with the newest.
    """
    conditions: list[Any] = [PackagingMovement.packaging_id == packaging_id]
    if before is not None:
        conditions.append(PackagingMovement.id < before)
    rows = connection.execute(
        select(
            PackagingMovement.id,
            PackagingMovement.at,
            PackagingMovement.kind,
            PackagingMovement.quantity,
            PackagingMovement.reason,
            Parcel.box_code,
            Person.name,
        )
        .outerjoin(Parcel, Parcel.id == PackagingMovement.parcel_id)
        .outerjoin(Person, Person.id == PackagingMovement.person_id)
        .where(*conditions)
        .order_by(PackagingMovement.id.desc())
        .limit(limit)
    )
    return tuple(
        PackagingEvent(
            row.id, row.at, row.kind, row.quantity, row.box_code or "", row.name or "", row.reason
        )
        for row in rows
    )
