"""Shelves: made one by one or a zone at a time, changed, deactivated when they are empty.

References:
    FIELD "Operations" (codes, serpentine walking order).
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import bindparam, exists, insert, select, update

from db.schema.stock import Shelf, ShelfStock
from fulfilment.house import Actor, House, Refuse, Work
from fulfilment.overtaken import run_again
from fulfilment.set_up import parts_of
from procedure.effects import Refused
from procedure.ids import ShelfId
from procedure.permissions import UseCase
from procedure.reading import matching_key
from procedure.shelf_codes import MOST, codes_of_zone, is_shelf_code, walk_key, zone_of
from procedure.verdicts import Verdict, VerdictKind, verdict
from procedure.words import ShelfKind

MOST_WALK_KEY = 2_000_000_000
MOST_SHELVES = 20_000
"""Shelves of one zone that are made at once."""


@dataclass(frozen=True, slots=True)
class ShelfFacts:
    """A shelf as somebody writes it down.

    Attributes:
        code: On its label behind `LOC-`; fixed once the shelf is there.
        zone: The code's own where "".
        walk_key: Place on the way; the serpentine's where None.
    """

    code: str
    kind: ShelfKind = ShelfKind.PICK
    zone: str = ""
    walk_key: int | None = None
    active: bool = True


@dataclass(frozen=True, slots=True)
class StoredShelf:
    """A shelf as the database has it.

    Attributes:
        occupied: Whether any unit stands there, promised or not.
        counted: Whether a count has it just now.
    """

    shelf_id: ShelfId
    occupied: bool
    counted: bool
    facts: ShelfFacts


@dataclass(frozen=True, slots=True)
class ShelfSaved:
    """A shelf was written; `changed` is False where everything was so already."""

    shelf_id: ShelfId
    changed: bool = True


@dataclass(frozen=True, slots=True)
class ZoneSaved:
    """Shelves made for a zone, and how many of its codes were there already."""

    made: int
    known: int


def completed(facts: ShelfFacts) -> ShelfFacts:
    """The shelf with its zone and its place on the way."""
    code = matching_key(facts.code).removeprefix("LOC-")
    if not is_shelf_code(code):
        return replace(facts, code=code)
    key = walk_key(code) if facts.walk_key is None else facts.walk_key
    return replace(facts, code=code, zone=matching_key(facts.zone) or zone_of(code), walk_key=key)


def shelf_refusal(facts: ShelfFacts, before: StoredShelf | None) -> Verdict | None:
    """Why a completed shelf cannot be written down so, or None."""
    why = ""
    if before is None and not is_shelf_code(facts.code):
        why = "code"
    elif before is not None and before.facts.code != facts.code:
        why = "code_fixed"
    elif facts.walk_key is None or not 0 <= facts.walk_key <= MOST_WALK_KEY:
        why = "walk_key"
    elif before is not None:
        why = _bound(facts, before)
    if not why:
        return None
    code = facts.code if before is None else before.facts.code
    return verdict(VerdictKind.SHELF_REFUSED, why=why, shelf=code, most=MOST_WALK_KEY)


def _bound(facts: ShelfFacts, before: StoredShelf) -> str:
    """What stands on a shelf binds it: nobody finds goods on a shelf that is gone."""
    if facts.active == before.facts.active and facts.kind is before.facts.kind:
        return ""
    if before.counted:
        return "counted"
    if before.occupied:
        return "kind" if facts.active else "occupied"
    return ""


def save_shelf(
    house: House, actor: Actor, facts: ShelfFacts, shelf_id: ShelfId | None = None
) -> ShelfSaved | Refused:
    """Make a shelf, or change one.

    Raises:
        CannotNow: The database cannot be written now.
    """
    return run_again(
        house, actor, UseCase.MANAGE_GOODS, lambda work: _save(work, completed(facts), shelf_id)
    )


def _save(work: Work, facts: ShelfFacts, shelf_id: ShelfId | None) -> ShelfSaved:
    before = None
    if shelf_id is not None:
        before = _locked(work, shelf_id)
        if facts.walk_key is None:
            facts = replace(facts, walk_key=before.facts.walk_key, zone=before.facts.zone)
    refused = shelf_refusal(facts, before)
    if refused is not None:
        raise Refuse(refused.kind, **refused.params)
    if before is None:
        if shelves_by_code(work, [facts.code]):
            raise Refuse(VerdictKind.SHELF_REFUSED, why="taken", shelf=facts.code)
        return ShelfSaved(insert_shelves(work, [facts])[0])
    if facts == before.facts:
        return ShelfSaved(before.shelf_id, changed=False)
    update_shelves(work, [(before.shelf_id, facts)])
    return ShelfSaved(before.shelf_id)


def _locked(work: Work, shelf_id: ShelfId) -> StoredShelf:
    where = (Shelf.id == shelf_id, Shelf.warehouse_id == work.warehouse_id)
    work.connection.execute(select(Shelf.id).where(*where).with_for_update()).first()
    row = work.connection.execute(_select().where(*where)).first()
    if row is None:
        raise Refuse(VerdictKind.GOODS_NOT_FOUND, what="shelf")
    return _stored(row)


def lay_out_zone(
    house: House,
    actor: Actor,
    zone: str,
    aisles: range,
    bays: int,
    levels: int,
    kind: ShelfKind = ShelfKind.PICK,
) -> ZoneSaved | Refused:
    """Make all shelves of a zone's aisles; codes that are there already stay as they are.

    Args:
        aisles: Numbers of the aisles, 1 to 99.

    Raises:
        CannotNow: The database cannot be written now.
    """

    def body(work: Work) -> ZoneSaved:
        if (
            not is_shelf_code(f"{zone}-01-01-01")
            or not aisles
            or not (1 <= min(aisles) <= max(aisles) <= MOST and 1 <= bays <= MOST)
            or not 1 <= levels <= MOST
            or len(aisles) * bays * levels > MOST_SHELVES
        ):
            raise Refuse(VerdictKind.SHELF_REFUSED, why="zone", most=MOST_SHELVES)
        codes = list(codes_of_zone(zone, aisles, bays, levels))
        known = shelves_by_code(work, codes)
        new = [completed(ShelfFacts(code, kind)) for code in codes if code not in known]
        insert_shelves(work, new)
        return ZoneSaved(len(new), len(known))

    return run_again(house, actor, UseCase.MANAGE_GOODS, body)


# rows ---------------------------------------------------------------------------


def shelves_by_code(work: Work, codes: Iterable[str]) -> dict[str, StoredShelf]:
    """The shelves of these codes in this warehouse."""
    found: dict[str, StoredShelf] = {}
    for part in parts_of(sorted(set(codes))):
        rows = work.connection.execute(
            _select().where(Shelf.warehouse_id == work.warehouse_id, Shelf.code.in_(part))
        )
        found.update((row.code, _stored(row)) for row in rows)
    return found


def insert_shelves(work: Work, new: Sequence[ShelfFacts]) -> list[ShelfId]:
    """New shelves of this warehouse; their ids in the order given."""
    ids = work.new_ids(len(new))
    rows: list[dict[str, Any]] = [
        {
            "id": id_,
            "warehouse_id": work.warehouse_id,
            "code": facts.code,
            "zone": facts.zone,
            "walk_key": facts.walk_key,
            "kind": facts.kind,
            "active": facts.active,
        }
        for id_, facts in zip(ids, new, strict=True)
    ]
    for part in parts_of(rows):
        work.connection.execute(insert(Shelf), part)
    return [ShelfId(id_) for id_ in ids]


def update_shelves(work: Work, changed: Sequence[tuple[ShelfId, ShelfFacts]]) -> None:
    """Write shelves anew, in the order of their ids."""
    names = ("zone", "walk_key", "kind", "active")
    statement = (
        update(Shelf)
        .where(Shelf.id == bindparam("the_shelf"))
        .values(**{name: bindparam(f"new_{name}") for name in names})
    )
    rows = [
        {"the_shelf": id_, **{f"new_{name}": getattr(facts, name) for name in names}}
        for id_, facts in sorted(changed, key=lambda pair: pair[0])
    ]
    for part in parts_of(rows):
        work.connection.execute(statement, part)


def _select() -> Any:
    occupied = exists().where(ShelfStock.shelf_id == Shelf.id, ShelfStock.on_hand > 0)
    return select(Shelf.__table__, occupied.label("occupied"))


def _stored(row: Any) -> StoredShelf:
    facts = ShelfFacts(row.code, row.kind, row.zone, row.walk_key, row.active)
    return StoredShelf(ShelfId(row.id), bool(row.occupied), row.count_id is not None, facts)
