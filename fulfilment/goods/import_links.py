"""Alternatives, parts of bundles and gifts from a sheet: added or changed, none taken away."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from sqlalchemy import select

from db.schema.products import ProductAlternative, ProductGift, ProductPart
from db.upsert import insert_or
from fulfilment.goods.product_facts import StoredProduct
from fulfilment.goods.product_links import (
    bundle_refusal,
    gift_refusal,
    mark_bundles,
    part_refusal,
)
from fulfilment.goods.product_rows import stored_by_sku
from fulfilment.goods.sheets import Fates, GoodsRow, RowFate
from fulfilment.house import Work
from fulfilment.set_up import parts_of
from procedure.verdicts import Verdict, VerdictKind, verdict

Pair = tuple[int, int]
Check = Callable[[GoodsRow, StoredProduct, StoredProduct], Verdict | None]


@dataclass(frozen=True, slots=True)
class _Link:
    """A table of links: which columns name both products, and what else it says."""

    table: type[Any]
    owner: str
    other: str
    facts: tuple[str, ...]
    columns: tuple[str, str]
    """The sheet's columns for both products."""


_ALTERNATIVES = _Link(
    ProductAlternative, "product_id", "alternative_id", ("rank",), ("sku", "alternative")
)
_PARTS = _Link(ProductPart, "bundle_id", "part_id", ("quantity",), ("bundle", "part"))
_GIFTS = _Link(ProductGift, "product_id", "gift_id", ("from_quantity", "quantity"), ("sku", "gift"))


def plan_alternatives(work: Work, rows: Sequence[GoodsRow], fates: Fates) -> Callable[[], None]:
    """What may stand in for a product; without a rank it comes after those there."""
    given: dict[str, int] = defaultdict(int)
    ranked = []
    for row in rows:
        sku = row.values["sku"]
        given[sku] = row.values.get("rank", given[sku] + 1)
        ranked.append(GoodsRow(row.row_no, {**row.values, "rank": given[sku]}))

    def check(row: GoodsRow, owner: StoredProduct, other: StoredProduct) -> Verdict | None:
        if owner.product_id != other.product_id:
            return None
        return verdict(VerdictKind.LINK_REFUSED, why="itself", sku=owner.facts.sku)

    write, _ = _plan(work, _ALTERNATIVES, ranked, fates, check)
    return write


def plan_gifts(work: Work, rows: Sequence[GoodsRow], fates: Fates) -> Callable[[], None]:
    """Gifts with a product; from one unit on, one unit, where nothing is said."""
    filled = [
        GoodsRow(row.row_no, {"from_quantity": 1, "quantity": 1, **row.values}) for row in rows
    ]

    def check(row: GoodsRow, owner: StoredProduct, other: StoredProduct) -> Verdict | None:
        return gift_refusal(other, row.values["from_quantity"], row.values["quantity"])

    write, _ = _plan(work, _GIFTS, filled, fates, check)
    return write


def plan_bundles(work: Work, rows: Sequence[GoodsRow], fates: Fates) -> Callable[[], None]:
    """Parts of bundles; a product that gets a part is a bundle from then on."""
    filled = [GoodsRow(row.row_no, {"quantity": 1, **row.values}) for row in rows]
    inside, bundles = _bundles_to_be(work, {row.values["bundle"] for row in filled})

    def check(row: GoodsRow, owner: StoredProduct, other: StoredProduct) -> Verdict | None:
        refused = None
        if not owner.is_bundle:
            refused = bundle_refusal(owner, is_part=owner.product_id in inside)
        # another row makes a bundle of it: which one is written first must not matter
        part = replace(other, is_bundle=other.is_bundle or other.product_id in bundles)
        return refused or part_refusal(owner, part, row.values["quantity"])

    write_links, made = _plan(work, _PARTS, filled, fates, check)

    def write() -> None:
        write_links()
        for part in parts_of(sorted(made)):
            mark_bundles(work, part, is_bundle=True)

    return write


def _bundles_to_be(work: Work, skus: Iterable[str]) -> tuple[set[int], set[int]]:
    """Which of these products are parts of bundles, and which can be bundles themselves."""
    products = {each.product_id: each for each in stored_by_sku(work, skus).values()}
    inside: set[int] = set()
    for part in parts_of(sorted(products)):
        inside.update(
            work.connection.scalars(
                select(ProductPart.part_id).where(ProductPart.part_id.in_(part)).distinct()
            )
        )
    bundles = {
        id_
        for id_, product in products.items()
        if product.is_bundle or bundle_refusal(product, is_part=id_ in inside) is None
    }
    return inside, bundles


def _plan(
    work: Work, link: _Link, rows: Sequence[GoodsRow], fates: Fates, check: Check
) -> tuple[Callable[[], None], set[int]]:
    """How to write the links, and whose they are."""
    products = stored_by_sku(work, (row.values[c] for row in rows for c in link.columns))
    before = _stored(work, link, [product.product_id for product in products.values()])
    wanted: list[dict[str, int]] = []
    owners: set[int] = set()
    for row in fates.once(rows, *link.columns):
        pair = _both(row, link, products)
        refused = pair if isinstance(pair, Verdict) else check(row, *pair)
        if isinstance(pair, Verdict) or refused is not None:
            assert refused is not None
            fates.refuse(row, refused)
            continue
        ids = (pair[0].product_id, pair[1].product_id)
        facts = tuple(row.values[name] for name in link.facts)
        owners.add(ids[0])
        fates.put(row, _fate(before.get(ids), facts))
        if before.get(ids) != facts:
            keys = {link.owner: ids[0], link.other: ids[1]}
            wanted.append({**keys, **dict(zip(link.facts, facts, strict=True))})
    return lambda: _write(work, link, wanted), owners


def _fate(before: tuple[int, ...] | None, facts: tuple[int, ...]) -> RowFate:
    if before is None:
        return RowFate.NEW
    return RowFate.UNCHANGED if before == facts else RowFate.CHANGED


def _both(
    row: GoodsRow, link: _Link, products: Mapping[str, StoredProduct]
) -> tuple[StoredProduct, StoredProduct] | Verdict:
    for column in link.columns:
        if row.values[column] not in products:
            sku = row.values[column]
            return verdict(VerdictKind.GOODS_NOT_FOUND, what="product", code=sku)
    owner, other = (products[row.values[column]] for column in link.columns)
    return owner, other


def _stored(work: Work, link: _Link, owners: Sequence[int]) -> dict[Pair, tuple[int, ...]]:
    columns = [getattr(link.table, name) for name in (link.owner, link.other, *link.facts)]
    found: dict[Pair, tuple[int, ...]] = {}
    for part in parts_of(sorted(owners)):
        rows = work.connection.execute(select(*columns).where(columns[0].in_(part)))
        found.update(((row[0], row[1]), tuple(row[2:])) for row in rows)
    return found


def _write(work: Work, link: _Link, rows: Sequence[dict[str, int]]) -> None:
    statement = insert_or(work.connection, link.table)
    changed = {name: statement.excluded[name] for name in link.facts}
    keys = [link.owner, link.other]
    in_order = sorted(rows, key=lambda row: (row[link.owner], row[link.other]))
    for part in parts_of(in_order):
        work.connection.execute(
            statement.on_conflict_do_update(index_elements=keys, set_=changed), list(part)
        )
