"""What the packaging tab reads and writes, off the main thread (3.2.3a)."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from db.views.packaging import PackagingEvent, PackagingRow, packaging_events, packaging_of
from desktop.office.goods.acts import Saved, refused_by_version
from desktop.office.orders.actions import Outcome, refusal
from fulfilment.house import Actor, House
from fulfilment.packing.packaging import (
    PackagingBooked,
    PackagingFacts,
    count_packaging,
    receive_packaging,
    save_packaging,
)
from procedure.effects import Refused
from procedure.ids import PackagingId
from procedure.parcel_words import PackagingKind, PackingCause
from procedure.reading import matching_key
from procedure.text import NP_
from procedure.words import Signal
from resources.catalogue import N_, Translator

EVENTS_PAGE = 50
"""Rows of the books that are read at once."""
SIDES = ("length_mm", "width_mm", "height_mm")
_SAVED = N_("{name} is saved.")
_THERE = NP_(
    "{n} piece of {name} is there by the books now.",
    "{n} pieces of {name} are there by the books now.",
)
BLANK: Mapping[str, Any] = {"kind": PackagingKind.CARTON, "weight_g": 0, "active": True}
"""What a new material is before anybody writes."""


def rule_name(cause: PackingCause) -> str:
    """The form's name for the pieces that goods with this cause ask for."""
    return f"rule_{cause.value}"


@dataclass(frozen=True, slots=True)
class PackagingRead:
    """A material and the newest rows of its books, newest first."""

    row: PackagingRow
    events: tuple[PackagingEvent, ...]


def read_packaging(house: House, packaging_id: PackagingId) -> PackagingRead | None:
    """One material; None where there is none.

    Raises:
        CannotNow: The database is away or busy.
    """
    with house.database.read() as connection:
        row = packaging_of(connection, packaging_id)
        if row is None:
            return None
        return PackagingRead(row, packaging_events(connection, packaging_id, None, EVENTS_PAGE))


def read_older(house: House, packaging_id: PackagingId, before: int) -> tuple[PackagingEvent, ...]:
    """The next rows of the books, older than this one.

    Raises:
        CannotNow: The database is away or busy.
    """
    with house.database.read() as connection:
        return packaging_events(connection, packaging_id, before, EVENTS_PAGE)


def values_of_packaging(row: PackagingRow) -> dict[str, Any]:
    """A material's facts by name, for a form."""
    rules = dict(row.rules)
    return {
        "code": row.code,
        "name": row.name,
        "kind": row.kind,
        "weight_g": row.weight_g,
        **dict(zip(SIDES, row.inner_mm or (None, None, None), strict=True)),
        "max_load_g": row.max_load_g,
        "low_below": row.low_below,
        "active": row.active,
        **{rule_name(cause): rules.get(cause) for cause in PackingCause},
    }


def facts_of(values: Mapping[str, Any]) -> PackagingFacts:
    """The facts as a form gives them; a size with a side left out is refused, not guessed."""
    sides = [values[name] for name in SIDES]
    rules = ((cause, values[rule_name(cause)]) for cause in PackingCause)
    return PackagingFacts(
        matching_key(values["code"]),
        values["name"],
        values["kind"],
        values["weight_g"],
        (sides[0] or 0, sides[1] or 0, sides[2] or 0) if any(sides) else None,
        values["max_load_g"],
        values["low_below"],
        values["active"],
        tuple((cause, pieces) for cause, pieces in rules if pieces is not None),
    )


def save_material(
    house: House,
    actor: Actor,
    values: Mapping[str, Any],
    key: int | None,
    version: int | None,
    translator: Translator,
) -> Saved:
    """Make a material, or change one; where somebody else changed it meanwhile, what they wrote.

    Raises:
        CannotNow: The database cannot be written now.
    """
    facts, packaging_id = facts_of(values), None if key is None else PackagingId(key)
    saved = save_packaging(house, actor, facts, packaging_id, version)
    if not isinstance(saved, Refused):
        words = translator.text(_SAVED, name=facts.code)
        return Saved(Outcome(Signal.GOOD, words, True), saved.packaging_id)
    if packaging_id is not None and saved.verdict.params.get("why") == "changed":
        with house.database.read() as connection:
            row = packaging_of(connection, packaging_id)
        if row is not None:
            theirs = values_of_packaging(row)
            return refused_by_version(facts.code, theirs, row.version, translator)
    return Saved(refusal(saved.verdict, translator))


def receive(
    house: House,
    actor: Actor,
    row: PackagingRow,
    pieces: int,
    reason: str,
    translator: Translator,
) -> Outcome:
    """Book pieces that came.

    Raises:
        CannotNow: The database cannot be written now.
    """
    booked = receive_packaging(house, actor, row.packaging_id, pieces, reason)
    return _told(row, booked, translator)


def count(
    house: House,
    actor: Actor,
    row: PackagingRow,
    pieces: int,
    reason: str,
    translator: Translator,
) -> Outcome:
    """Book what a count found.

    Raises:
        CannotNow: The database cannot be written now.
    """
    booked = count_packaging(house, actor, row.packaging_id, pieces, reason)
    return _told(row, booked, translator)


def _told(row: PackagingRow, booked: PackagingBooked | Refused, translator: Translator) -> Outcome:
    if isinstance(booked, Refused):
        return refusal(booked.verdict, translator)
    words = translator.plural(*_THERE, booked.on_hand, name=row.name)
    return Outcome(Signal.GOOD, words, True)
