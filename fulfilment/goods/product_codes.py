"""Codes of products: a code belongs to one product, and one product may have several.

References:
    FIELD "Scanners": GTINs compare as 14 digits, the house's own prefixes are refused.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from sqlalchemy import delete, select

from db.schema.products import Product, ProductCode
from db.upsert import insert_or
from fulfilment.goods.product_rows import ensure_codes, locked_product
from fulfilment.house import Actor, House, Refuse, Work
from fulfilment.set_up import parts_of
from procedure.effects import Done, LearnCode, Refused
from procedure.ids import ProductId
from procedure.permissions import UseCase
from procedure.product_codes import MOST_UNITS, goods_code
from procedure.reading import matching_key
from procedure.verdicts import Verdict, VerdictKind, verdict


@dataclass(frozen=True, slots=True)
class CodeDraft:
    """A code as somebody types it, and the units it stands for (a carton: its content)."""

    text: str
    units: int = 1


@dataclass(frozen=True, slots=True)
class CodeOwner:
    """Whose code it is."""

    product_id: int
    sku: str
    units: int


@dataclass(frozen=True, slots=True)
class CodesSaved:
    """How many codes were added, changed and taken away."""

    added: int
    changed: int
    removed: int


def save_codes(
    house: House, actor: Actor, product_id: ProductId, drafts: Sequence[CodeDraft]
) -> CodesSaved | Refused:
    """Give a product exactly these codes; its SKU scans in any case.

    Raises:
        CannotNow: The database cannot be written now.
    """

    def body(work: Work) -> CodesSaved:
        product = locked_product(work, product_id)
        if product is None:
            raise Refuse(VerdictKind.GOODS_NOT_FOUND, what="product")
        wanted = _keyed(drafts)
        own_key = matching_key(product.facts.sku)
        wanted.pop(own_key, None)
        return _replace_codes(work, product_id, own_key, wanted)

    return house.run(actor, UseCase.MANAGE_GOODS, body)


def _keyed(drafts: Sequence[CodeDraft]) -> dict[str, tuple[str, int]]:
    """Printed code and units by key.

    Raises:
        Refuse: A text may not be a code, or units are absurd.
    """
    wanted: dict[str, tuple[str, int]] = {}
    for draft in drafts:
        code = goods_code(draft.text)
        if isinstance(code, Verdict):
            raise Refuse(code.kind, **code.params)
        refused = units_refusal(code.shown, draft.units)
        if refused is not None:
            raise Refuse(refused.kind, **refused.params)
        if wanted.setdefault(code.key, (code.shown, draft.units))[1] != draft.units:
            raise Refuse(VerdictKind.CODE_REFUSED, why="two_contents", code=code.shown)
    return wanted


def units_refusal(code: str, units: int) -> Verdict | None:
    """Why a code cannot stand for so many units, or None."""
    if 1 <= units <= MOST_UNITS:
        return None
    return verdict(VerdictKind.CODE_REFUSED, why="units", code=code, most=MOST_UNITS)


def _replace_codes(
    work: Work, product_id: ProductId, own_key: str, wanted: dict[str, tuple[str, int]]
) -> CodesSaved:
    before = {
        row.key: (row.shown, row.units)
        for row in work.connection.execute(
            select(ProductCode.key, ProductCode.shown, ProductCode.units).where(
                ProductCode.product_id == product_id, ProductCode.key != own_key
            )
        )
    }
    gone = sorted(before.keys() - wanted.keys())
    changed = sorted(key for key in wanted.keys() & before.keys() if wanted[key] != before[key])
    added = sorted(wanted.keys() - before.keys())
    if gone or changed:
        work.connection.execute(delete(ProductCode).where(ProductCode.key.in_([*gone, *changed])))
    rows = [
        {"key": key, "product_id": product_id, "shown": wanted[key][0], "units": wanted[key][1]}
        for key in sorted([*changed, *added])
    ]
    ensure_codes(work, rows)
    for key, owner in sorted(owners_of(work, wanted).items()):
        if owner.product_id != product_id:
            raise Refuse(VerdictKind.CODE_TAKEN, code=wanted[key][0], sku=owner.sku)
    return CodesSaved(len(added), len(changed), len(gone))


def owners_of(work: Work, keys: Iterable[str]) -> dict[str, CodeOwner]:
    """Whose codes these are; what nobody has is left out."""
    found: dict[str, CodeOwner] = {}
    for part in parts_of(sorted(set(keys))):
        rows = work.connection.execute(
            select(ProductCode.key, ProductCode.product_id, ProductCode.units, Product.sku)
            .join(Product, Product.id == ProductCode.product_id)
            .where(ProductCode.key.in_(part))
        )
        found.update((row.key, CodeOwner(row.product_id, row.sku, row.units)) for row in rows)
    return found


def refuse_taken_skus(work: Work, skus: Sequence[str]) -> None:
    """A new SKU scans too, so nobody else's code may read like it.

    Raises:
        Refuse: Another product has the code.
    """
    for key, owner in sorted(owners_of(work, map(matching_key, skus)).items()):
        raise Refuse(VerdictKind.CODE_TAKEN, code=key, sku=owner.sku)


def learn(work: Work, gate: LearnCode) -> Done:
    """A code that was scanned at a station becomes a product's, for one unit.

    Raises:
        Refuse: It may not be a code, or is another product's.
    """
    code = goods_code(gate.shown)
    if isinstance(code, Verdict):
        raise Refuse(code.kind, **code.params)
    if locked_product(work, gate.product_id) is None:
        raise Refuse(VerdictKind.GOODS_NOT_FOUND, what="product")
    work.connection.execute(
        insert_or(work.connection, ProductCode)
        .values(key=code.key, product_id=gate.product_id, units=1, shown=code.shown)
        .on_conflict_do_nothing(index_elements=["key"])
    )
    owner = owners_of(work, [code.key])[code.key]
    if owner.product_id != gate.product_id:
        raise Refuse(VerdictKind.CODE_TAKEN, code=code.shown, sku=owner.sku)
    return Done()
