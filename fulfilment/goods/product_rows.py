"""Products as rows: read, written and changed set-wise."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import asdict, fields
from typing import Any

from sqlalchemy import bindparam, exists, insert, select, update

from db.schema.house import Warehouse
from db.schema.products import Product, ProductCode
from db.schema.stock import Stock
from db.upsert import insert_or
from fulfilment.goods.product_facts import ProductFacts, StoredProduct
from fulfilment.house import Work
from fulfilment.set_up import parts_of
from procedure.ids import ProductId
from procedure.reading import matching_key

_FACTS = tuple(field.name for field in fields(ProductFacts))


def stored_by_sku(work: Work, skus: Iterable[str]) -> dict[str, StoredProduct]:
    """The products of these SKUs, a query for some thousands of them."""
    found: dict[str, StoredProduct] = {}
    for part in parts_of(sorted(set(skus))):
        rows = work.connection.execute(_stored().where(Product.sku.in_(part)))
        found.update((row.sku, _product(row)) for row in rows)
    return found


def locked_product(work: Work, product_id: int) -> StoredProduct | None:
    """One product, locked until the transaction ends; None where there is none."""
    return locked_products(work, [product_id]).get(product_id)


def locked_products(work: Work, product_ids: Iterable[int]) -> dict[int, StoredProduct]:
    """Products by id, locked in the order of their ids; who is not there is left out."""
    where = Product.id.in_(sorted(set(product_ids)))
    work.connection.execute(select(Product.id).where(where).order_by(Product.id).with_for_update())
    return {row.id: _product(row) for row in work.connection.execute(_stored().where(where))}


def insert_products(work: Work, new: Sequence[ProductFacts]) -> list[ProductId]:
    """New products, each with its SKU as a code; their ids in the order given."""
    ids = work.new_ids(len(new))
    rows: list[dict[str, Any]] = [
        {"id": id_, "is_bundle": False, "version": 1, **asdict(facts)}
        for id_, facts in zip(ids, new, strict=True)
    ]
    codes: list[dict[str, Any]] = [
        {"key": matching_key(facts.sku), "product_id": id_, "units": 1, "shown": facts.sku}
        for id_, facts in zip(ids, new, strict=True)
    ]
    for part in parts_of(rows):
        work.connection.execute(insert(Product), part)
    for part in parts_of(codes):
        work.connection.execute(insert(ProductCode), part)
    return [ProductId(id_) for id_ in ids]


def update_products(work: Work, changed: Sequence[tuple[int, ProductFacts]]) -> None:
    """Write products anew, in the order of their ids."""
    names = [name for name in _FACTS if name != "sku"]
    rows = [
        {"the_product": id_, **{f"new_{name}": getattr(facts, name) for name in names}}
        for id_, facts in sorted(changed, key=lambda pair: pair[0])
    ]
    statement = (
        update(Product)
        .where(Product.id == bindparam("the_product"))
        .values(version=Product.version + 1, **{name: bindparam(f"new_{name}") for name in names})
    )
    for part in parts_of(rows):
        work.connection.execute(statement, part)


def ensure_codes(work: Work, rows: Sequence[dict[str, Any]]) -> None:
    """Write codes where nobody has them; who has one keeps it."""
    for part in parts_of(rows):
        work.connection.execute(
            insert_or(work.connection, ProductCode).on_conflict_do_nothing(index_elements=["key"]),
            list(part),
        )


def _stored() -> Any:
    # Balances are keyed by warehouse first: naming all of them keeps this a search, not a scan.
    has_stock = exists().where(
        Stock.warehouse_id.in_(select(Warehouse.id)),
        Stock.product_id == Product.id,
        Stock.on_hand > 0,
    )
    return select(Product.__table__, has_stock.label("has_stock"))


def _product(row: Any) -> StoredProduct:
    return StoredProduct(
        product_id=row.id,
        version=row.version,
        is_bundle=row.is_bundle,
        has_stock=bool(row.has_stock),
        facts=ProductFacts(**{name: getattr(row, name) for name in _FACTS}),
    )
