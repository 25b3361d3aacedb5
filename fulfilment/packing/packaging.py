"""Packaging materials: made, changed, received, counted. Never deleted: parcels name them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, insert, select, update
from sqlalchemy.exc import IntegrityError

from db.schema.packaging import Packaging, PackagingRule
from fulfilment.house import Actor, House, Refuse, Work
from fulfilment.packing.packaging_stock import PackagingChange, post_packaging
from procedure.effects import Refused
from procedure.ids import PackagingId
from procedure.packaging import SizeMm
from procedure.parcel_words import PackagingKind, PackagingMove, PackingCause
from procedure.permissions import UseCase
from procedure.reading import matching_key
from procedure.verdicts import Verdict, VerdictKind, verdict

PREFIX = "MAT-"
MOST_PIECES = 1_000_000
_LONGEST = 60


@dataclass(frozen=True, slots=True)
class PackagingFacts:
    """A packaging material as somebody writes it down.

    Attributes:
        code: `MAT-` and a short name; fixed once it is there, since its card is printed.
        inner_mm: Room inside a carton; None where it has none, or nobody measured it.
        weight_g: Of one piece, empty.
        max_load_g: What a carton may carry, or None.
        low_below: Fewer pieces than this are to be bought, or None.
        rules: What of goods asks for it (3.2.3a), and for how many pieces.
    """

    code: str
    name: str
    kind: PackagingKind
    weight_g: int
    inner_mm: SizeMm | None = None
    max_load_g: int | None = None
    low_below: int | None = None
    active: bool = True
    rules: tuple[tuple[PackingCause, int], ...] = ()


@dataclass(frozen=True, slots=True)
class PackagingSaved:
    """A packaging material was written."""

    packaging_id: PackagingId
    version: int


@dataclass(frozen=True, slots=True)
class PackagingBooked:
    """Pieces that are there by the books now."""

    packaging_id: PackagingId
    on_hand: int


def packaging_refusal(facts: PackagingFacts) -> Verdict | None:
    """Why a packaging material cannot be written down so, or None."""
    figures = (facts.weight_g, facts.low_below or 0)
    positive = (*(facts.inner_mm or ()), *(n for _, n in facts.rules), facts.max_load_g or 1)
    why = ""
    if not facts.code.startswith(PREFIX) or len(facts.code) == len(PREFIX):
        why = "code"
    elif not facts.name.strip() or max(len(facts.code), len(facts.name)) > _LONGEST:
        why = "name"
    elif min(figures) < 0 or min(positive) < 1 or max(*figures, *positive) > MOST_PIECES:
        why = "figures"
    if not why:
        return None
    return verdict(VerdictKind.PACKAGING_REFUSED, why=why, code=facts.code)


def save_packaging(
    house: House,
    actor: Actor,
    facts: PackagingFacts,
    packaging_id: PackagingId | None = None,
    version: int | None = None,
) -> PackagingSaved | Refused:
    """Make a packaging material with its rules, or change one.

    Args:
        packaging_id: The one to change; None makes a new one.
        version: The version that was changed; with another one in the database it is refused.

    Raises:
        CannotNow: The database cannot be written now.
    """

    def save(work: Work) -> PackagingSaved:
        refused = packaging_refusal(facts)
        if refused is not None:
            raise Refuse(refused.kind, **refused.params)
        made = (
            _insert(work, facts)
            if packaging_id is None
            else _update(work, facts, packaging_id, version)
        )
        _set_rules(work, made.packaging_id, facts.rules)
        return made

    return house.run(actor, UseCase.MANAGE_PACKAGING, save)


def _columns(facts: PackagingFacts) -> Mapping[str, Any]:
    sides = facts.inner_mm or (None, None, None)
    return {
        "name": facts.name.strip(),
        "kind": facts.kind,
        "weight_g": facts.weight_g,
        "inner_length_mm": sides[0],
        "inner_width_mm": sides[1],
        "inner_height_mm": sides[2],
        "max_load_g": facts.max_load_g,
        "low_below": facts.low_below,
        "active": facts.active,
    }


def _insert(work: Work, facts: PackagingFacts) -> PackagingSaved:
    made, code = PackagingId(work.new_id()), matching_key(facts.code)
    try:
        with work.connection.begin_nested():
            work.connection.execute(
                insert(Packaging).values(
                    id=made,
                    warehouse_id=work.warehouse_id,
                    code=code,
                    on_hand=0,
                    version=1,
                    **_columns(facts),
                )
            )
    except IntegrityError as taken:
        raise Refuse(VerdictKind.PACKAGING_REFUSED, why="taken", code=code) from taken
    return PackagingSaved(made, 1)


def _update(
    work: Work, facts: PackagingFacts, packaging_id: PackagingId, version: int | None
) -> PackagingSaved:
    stored = work.connection.execute(
        select(Packaging.version, Packaging.code)
        .where(Packaging.id == packaging_id)
        .with_for_update()
    ).one()
    if stored.code != matching_key(facts.code):
        raise Refuse(VerdictKind.PACKAGING_REFUSED, why="code_fixed", code=stored.code)
    if version is not None and stored.version != version:
        raise Refuse(VerdictKind.PACKAGING_REFUSED, why="changed", code=stored.code)
    work.connection.execute(
        update(Packaging)
        .where(Packaging.id == packaging_id)
        .values(version=stored.version + 1, **_columns(facts))
    )
    return PackagingSaved(packaging_id, stored.version + 1)


def _set_rules(
    work: Work, packaging_id: PackagingId, rules: tuple[tuple[PackingCause, int], ...]
) -> None:
    work.connection.execute(delete(PackagingRule).where(PackagingRule.packaging_id == packaging_id))
    if rules:
        work.connection.execute(
            insert(PackagingRule),
            [
                {"cause": cause, "packaging_id": packaging_id, "quantity": quantity}
                for cause, quantity in dict(rules).items()
            ],
        )


# the books -----------------------------------------------------------------------


def receive_packaging(
    house: House, actor: Actor, packaging_id: PackagingId, pieces: int, reason: str = ""
) -> PackagingBooked | Refused:
    """Book pieces that came.

    Args:
        pieces: At least 1.
        reason: From whom, or by which paper; may be empty.
    """

    def receive(work: Work) -> PackagingBooked:
        code = _locked(work, packaging_id).code
        if not 1 <= pieces <= MOST_PIECES:
            raise Refuse(VerdictKind.PACKAGING_REFUSED, why="pieces", code=code)
        change = PackagingChange(PackagingMove.RECEIVE, packaging_id, pieces, reason=reason)
        return _booked(work, change)

    return house.run(actor, UseCase.MANAGE_PACKAGING, receive)


def count_packaging(
    house: House, actor: Actor, packaging_id: PackagingId, found: int, reason: str
) -> PackagingBooked | Refused:
    """Book what a count found: the difference to the books, where there is one.

    Args:
        found: Pieces that are there, at least 0.
        reason: Why it was counted; must be given.
    """

    def count(work: Work) -> PackagingBooked:
        stored = _locked(work, packaging_id)
        if not 0 <= found <= MOST_PIECES:
            raise Refuse(VerdictKind.PACKAGING_REFUSED, why="pieces", code=stored.code)
        if not reason.strip():
            raise Refuse(VerdictKind.REASON_NEEDED)
        difference = found - stored.on_hand
        if not difference:
            return PackagingBooked(packaging_id, found)
        kind, why = PackagingMove.COUNT, reason.strip()
        return _booked(work, PackagingChange(kind, packaging_id, difference, reason=why))

    return house.run(actor, UseCase.MANAGE_PACKAGING, count)


def _locked(work: Work, packaging_id: PackagingId) -> Any:
    return work.connection.execute(
        select(Packaging.code, Packaging.on_hand)
        .where(Packaging.id == packaging_id)
        .with_for_update()
    ).one()


def _booked(work: Work, change: PackagingChange) -> PackagingBooked:
    post_packaging(work, [change])
    return PackagingBooked(change.packaging_id, _locked(work, change.packaging_id).on_hand)
