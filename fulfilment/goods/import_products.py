"""Products and their codes from a sheet."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import bindparam, update

from db.schema.products import ProductCode
from fulfilment.goods.product_codes import CodeOwner, owners_of, units_refusal
from fulfilment.goods.product_facts import ProductFacts, StoredProduct, facts_refusal
from fulfilment.goods.product_rows import (
    ensure_codes,
    insert_products,
    stored_by_sku,
    update_products,
)
from fulfilment.goods.sheets import Fates, GoodsRow, RowFate
from fulfilment.goods.suppliers import StoredSupplier, suppliers_by_code
from fulfilment.house import Work
from fulfilment.set_up import parts_of
from procedure.product_codes import GoodsCode, goods_code
from procedure.reading import matching_key
from procedure.verdicts import Verdict, VerdictKind, verdict


def plan_products(work: Work, rows: Sequence[GoodsRow], fates: Fates) -> Callable[[], None]:
    """New and changed products; columns that the sheet does not have stay as they are."""
    before = stored_by_sku(work, (row.values["sku"] for row in rows))
    codes = [row.values["supplier"] for row in rows if "supplier" in row.values]
    suppliers = suppliers_by_code(work, codes)
    fresh = [sku for row in rows if (sku := row.values["sku"]) not in before]
    owners = owners_of(work, map(matching_key, fresh))
    new: list[ProductFacts] = []
    changed: list[tuple[int, ProductFacts]] = []
    for row in fates.once(rows, "sku"):
        known = before.get(row.values["sku"])
        facts = _facts(row.values, known, suppliers)
        refused = facts if isinstance(facts, Verdict) else _refusal(facts, known, owners)
        if isinstance(facts, Verdict) or refused is not None:
            assert refused is not None
            fates.refuse(row, refused)
        elif known is None:
            new.append(facts)
            fates.put(row, RowFate.NEW)
        elif known.facts == facts:
            fates.put(row, RowFate.UNCHANGED)
        else:
            changed.append((known.product_id, facts))
            fates.put(row, RowFate.CHANGED)

    def write() -> None:
        insert_products(work, new)
        update_products(work, changed)

    return write


def _facts(
    values: Mapping[str, Any],
    known: StoredProduct | None,
    suppliers: Mapping[str, StoredSupplier],
) -> ProductFacts | Verdict:
    given = {name: value for name, value in values.items() if name != "supplier"}
    if (code := values.get("supplier")) is not None:
        if code not in suppliers:
            return verdict(VerdictKind.GOODS_NOT_FOUND, what="supplier", code=code)
        given["supplier_id"] = suppliers[code].supplier_id
    start = ProductFacts(values["sku"], "") if known is None else known.facts
    return replace(start, **given)


def _refusal(
    facts: ProductFacts, known: StoredProduct | None, owners: Mapping[str, CodeOwner]
) -> Verdict | None:
    refused = facts_refusal(facts, known)
    if refused is not None or known is not None:
        return refused
    owner = owners.get(matching_key(facts.sku))
    if owner is None:
        return None
    return verdict(VerdictKind.CODE_TAKEN, code=facts.sku, sku=owner.sku)


def plan_codes(work: Work, rows: Sequence[GoodsRow], fates: Fates) -> Callable[[], None]:
    """Codes that are added to their products, or get another content; none is taken away."""
    products = stored_by_sku(work, (row.values["sku"] for row in rows))
    read: dict[int, GoodsCode] = {}
    for row in rows:
        code = goods_code(row.values["code"])
        if isinstance(code, Verdict):
            fates.refuse(row, code)
        else:
            read[row.row_no] = code
    keyed = [
        replace(row, values={**row.values, "key": read[row.row_no].key})
        for row in rows
        if row.row_no in read
    ]
    owners = owners_of(work, (code.key for code in read.values()))
    new: list[dict[str, Any]] = []
    changed: list[dict[str, Any]] = []
    for row in fates.once(keyed, "key"):
        code = read[row.row_no]
        product, owner = products.get(row.values["sku"]), owners.get(code.key)
        refused = _code_refusal(row, code, product, owner)
        if refused is not None:
            fates.refuse(row, refused)
            continue
        assert product is not None
        units = row.values.get("units", 1 if owner is None else owner.units)
        if owner is None:
            new.append(
                {
                    "key": code.key,
                    "product_id": product.product_id,
                    "units": units,
                    "shown": code.shown,
                }
            )
            fates.put(row, RowFate.NEW)
        elif owner.units != units:
            changed.append({"the_key": code.key, "new_units": units})
            fates.put(row, RowFate.CHANGED)
        else:
            fates.put(row, RowFate.UNCHANGED)

    def write() -> None:
        ensure_codes(work, new)
        statement = (
            update(ProductCode)
            .where(ProductCode.key == bindparam("the_key"))
            .values(units=bindparam("new_units"))
        )
        for part in parts_of(sorted(changed, key=lambda row: str(row["the_key"]))):
            work.connection.execute(statement, list(part))

    return write


def _code_refusal(
    row: GoodsRow, code: GoodsCode, product: StoredProduct | None, owner: CodeOwner | None
) -> Verdict | None:
    if product is None:
        return verdict(VerdictKind.GOODS_NOT_FOUND, what="product", code=row.values["sku"])
    if owner is not None and owner.product_id != product.product_id:
        return verdict(VerdictKind.CODE_TAKEN, code=code.shown, sku=owner.sku)
    return units_refusal(code.shown, row.values.get("units", 1))
