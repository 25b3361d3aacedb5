"""Suppliers: made, changed, deactivated. They are never deleted: old orders name them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass, fields, replace
from typing import Any

from sqlalchemy import bindparam, insert, select, update

from db.schema.purchasing import Supplier
from fulfilment.house import Actor, House, Refuse, Work
from fulfilment.overtaken import run_again
from fulfilment.set_up import parts_of
from procedure.effects import Refused
from procedure.permissions import UseCase
from procedure.reading import matching_key
from procedure.verdicts import Verdict, VerdictKind, verdict

MOST_LEAD_DAYS = 730
_LONGEST = 200
_EMAIL = re.compile(r"[^@\s]+@[^@\s]+\.[^@\s]+")


@dataclass(frozen=True, slots=True)
class SupplierFacts:
    """A supplier as somebody writes it down.

    Attributes:
        code: Short name by which sheets and orders call it; fixed once it is there.
        lead_days: From the order to the goods, in days.
    """

    code: str
    name: str
    contact: str = ""
    phone: str = ""
    email: str = ""
    lead_days: int = 0
    active: bool = True


@dataclass(frozen=True, slots=True)
class StoredSupplier:
    """A supplier as the database has it."""

    supplier_id: int
    version: int
    facts: SupplierFacts


@dataclass(frozen=True, slots=True)
class SupplierSaved:
    """A supplier was written; `changed` is False where everything was so already."""

    supplier_id: int
    version: int
    changed: bool = True


@dataclass(frozen=True, slots=True)
class SupplierConflict:
    """Somebody changed the supplier meanwhile; nothing was written."""

    mine: SupplierFacts
    theirs: SupplierFacts
    version: int


_FACTS = tuple(field.name for field in fields(SupplierFacts))


def supplier_refusal(facts: SupplierFacts) -> Verdict | None:
    """Why a supplier cannot be written down so, or None."""
    texts = (facts.code, facts.name, facts.contact, facts.phone, facts.email)
    why = ""
    if not facts.code or not facts.name.strip():
        why = "name"
    elif max(map(len, texts)) > _LONGEST:
        why = "long"
    elif not 0 <= facts.lead_days <= MOST_LEAD_DAYS:
        why = "lead_days"
    elif facts.email and not _EMAIL.fullmatch(facts.email):
        why = "email"
    if not why:
        return None
    return verdict(VerdictKind.SUPPLIER_REFUSED, why=why, code=facts.code, most=MOST_LEAD_DAYS)


def save_supplier(
    house: House,
    actor: Actor,
    facts: SupplierFacts,
    supplier_id: int | None = None,
    version: int | None = None,
) -> SupplierSaved | SupplierConflict | Refused:
    """Make a supplier, or change one.

    Args:
        supplier_id: The supplier to change; None makes a new one.
        version: The version that was changed; another one in the database is a conflict.

    Raises:
        CannotNow: The database cannot be written now.
    """
    plain = replace(facts, code=matching_key(facts.code), name=facts.name.strip())
    return run_again(
        house,
        actor,
        UseCase.MANAGE_GOODS,
        lambda work: _save(work, plain, supplier_id, version),
    )


def _save(
    work: Work, facts: SupplierFacts, supplier_id: int | None, version: int | None
) -> SupplierSaved | SupplierConflict:
    refused = supplier_refusal(facts)
    if refused is not None:
        raise Refuse(refused.kind, **refused.params)
    if supplier_id is None:
        if suppliers_by_code(work, [facts.code]):
            raise Refuse(VerdictKind.SUPPLIER_REFUSED, why="taken", code=facts.code)
        return SupplierSaved(insert_suppliers(work, [facts])[0], 1)
    row = work.connection.execute(
        select(Supplier.__table__).where(Supplier.id == supplier_id).with_for_update()
    ).first()
    if row is None:
        raise Refuse(VerdictKind.GOODS_NOT_FOUND, what="supplier")
    before = _stored(row)
    if before.version != version:
        return SupplierConflict(facts, before.facts, before.version)
    if before.facts.code != facts.code:
        raise Refuse(VerdictKind.SUPPLIER_REFUSED, why="code_fixed", code=before.facts.code)
    if facts == before.facts:
        return SupplierSaved(supplier_id, before.version, changed=False)
    update_suppliers(work, [(supplier_id, facts)])
    return SupplierSaved(supplier_id, before.version + 1)


def suppliers_by_code(work: Work, codes: Iterable[str]) -> dict[str, StoredSupplier]:
    """The suppliers of these codes."""
    found: dict[str, StoredSupplier] = {}
    for part in parts_of(sorted(set(codes))):
        rows = work.connection.execute(select(Supplier.__table__).where(Supplier.code.in_(part)))
        found.update((row.code, _stored(row)) for row in rows)
    return found


def insert_suppliers(work: Work, new: Sequence[SupplierFacts]) -> list[int]:
    """New suppliers; their ids in the order given."""
    ids = work.new_ids(len(new))
    rows: list[dict[str, Any]] = [
        {"id": id_, "version": 1, **asdict(facts)} for id_, facts in zip(ids, new, strict=True)
    ]
    for part in parts_of(rows):
        work.connection.execute(insert(Supplier), part)
    return ids


def update_suppliers(work: Work, changed: Sequence[tuple[int, SupplierFacts]]) -> None:
    """Write suppliers anew, in the order of their ids."""
    names = [name for name in _FACTS if name != "code"]
    statement = (
        update(Supplier)
        .where(Supplier.id == bindparam("the_supplier"))
        .values(version=Supplier.version + 1, **{n: bindparam(f"new_{n}") for n in names})
    )
    rows = [
        {"the_supplier": id_, **{f"new_{name}": getattr(facts, name) for name in names}}
        for id_, facts in sorted(changed, key=lambda pair: pair[0])
    ]
    for part in parts_of(rows):
        work.connection.execute(statement, part)


def _stored(row: Any) -> StoredSupplier:
    facts = SupplierFacts(**{name: getattr(row, name) for name in _FACTS})
    return StoredSupplier(row.id, row.version, facts)
