"""Products: made, changed, pictured. Two people's edits never overwrite each other unseen."""

from __future__ import annotations

import hashlib
from dataclasses import dataclass, replace

from sqlalchemy import delete, select

from db.schema.products import ProductPicture
from db.schema.purchasing import Supplier
from db.upsert import insert_or
from fulfilment.goods.product_codes import refuse_taken_skus
from fulfilment.goods.product_facts import ProductFacts, StoredProduct, facts_refusal
from fulfilment.goods.product_rows import (
    insert_products,
    locked_product,
    stored_by_sku,
    update_products,
)
from fulfilment.house import Actor, House, Refuse, Work
from fulfilment.intake.drafts import sku_key
from fulfilment.overtaken import run_again
from procedure.effects import Refused
from procedure.ids import ProductId
from procedure.permissions import UseCase
from procedure.verdicts import VerdictKind

MOST_PICTURE_BYTES = 1024 * 1024
"""A picture is shown beside a name, not printed."""


@dataclass(frozen=True, slots=True)
class ProductSaved:
    """A product was written.

    Attributes:
        changed: False where everything was so already.
    """

    product_id: ProductId
    version: int
    changed: bool = True


@dataclass(frozen=True, slots=True)
class ProductConflict:
    """Somebody changed the product meanwhile; nothing was written.

    Attributes:
        mine: What was to be written.
        theirs: What stands there now.
        version: Of theirs; giving it writes mine over it.
    """

    mine: ProductFacts
    theirs: ProductFacts
    version: int


def save_product(
    house: House,
    actor: Actor,
    facts: ProductFacts,
    product_id: ProductId | None = None,
    version: int | None = None,
) -> ProductSaved | ProductConflict | Refused:
    """Make a product, or change one.

    Args:
        product_id: The product to change; None makes a new one.
        version: The version that was changed; another one in the database is a conflict.

    Raises:
        CannotNow: The database cannot be written now.
    """
    plain = replace(facts, sku=sku_key(facts.sku), name=facts.name.strip())
    return run_again(
        house,
        actor,
        UseCase.MANAGE_GOODS,
        lambda work: _save(work, plain, product_id, version),
    )


def _save(
    work: Work, facts: ProductFacts, product_id: ProductId | None, version: int | None
) -> ProductSaved | ProductConflict:
    before = None
    if product_id is not None:
        before = product_or_refuse(work, product_id)
        if before.version != version:
            return ProductConflict(facts, before.facts, before.version)
    refused = facts_refusal(facts, before)
    if refused is not None:
        raise Refuse(refused.kind, **refused.params)
    _refuse_unknown_supplier(work, facts)
    if before is None:
        return ProductSaved(_insert(work, facts), 1)
    if facts == before.facts:
        return ProductSaved(ProductId(before.product_id), before.version, changed=False)
    update_products(work, [(before.product_id, facts)])
    return ProductSaved(ProductId(before.product_id), before.version + 1)


def _insert(work: Work, facts: ProductFacts) -> ProductId:
    if stored_by_sku(work, [facts.sku]):
        raise Refuse(VerdictKind.PRODUCT_REFUSED, why="sku_taken", sku=facts.sku)
    refuse_taken_skus(work, [facts.sku])
    return insert_products(work, [facts])[0]


def product_or_refuse(work: Work, product_id: int) -> StoredProduct:
    """The product, locked.

    Raises:
        Refuse: There is none.
    """
    found = locked_product(work, product_id)
    if found is None:
        raise Refuse(VerdictKind.GOODS_NOT_FOUND, what="product")
    return found


def _refuse_unknown_supplier(work: Work, facts: ProductFacts) -> None:
    if facts.supplier_id is None:
        return
    known = work.connection.scalar(select(Supplier.id).where(Supplier.id == facts.supplier_id))
    if known is None:
        raise Refuse(VerdictKind.GOODS_NOT_FOUND, what="supplier")


# pictures -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PictureSaved:
    """A picture stands beside the product; `digest` is "" where it was taken away."""

    digest: str
    changed: bool


def save_picture(
    house: House, actor: Actor, product_id: ProductId, content: bytes | None
) -> PictureSaved | Refused:
    """Put a picture beside a product in place of the one there; None takes it away.

    Raises:
        CannotNow: The database cannot be written now.
    """

    def body(work: Work) -> PictureSaved:
        product_or_refuse(work, product_id)
        before = work.connection.scalar(
            select(ProductPicture.digest).where(ProductPicture.product_id == product_id)
        )
        if content is None:
            work.connection.execute(
                delete(ProductPicture).where(ProductPicture.product_id == product_id)
            )
            return PictureSaved("", before is not None)
        row = {
            "media_type": _media_type(content),
            "content": content,
            "digest": hashlib.sha256(content).hexdigest(),
            "changed_at": work.now,
        }
        if row["digest"] != before:
            work.connection.execute(
                insert_or(work.connection, ProductPicture)
                .values(product_id=product_id, **row)
                .on_conflict_do_update(index_elements=["product_id"], set_=row)
            )
        return PictureSaved(str(row["digest"]), row["digest"] != before)

    return house.run(actor, UseCase.MANAGE_GOODS, body)


def _media_type(content: bytes) -> str:
    """The kind of picture, by its first bytes.

    Raises:
        Refuse: It is too large, or no picture we show.
    """
    if len(content) > MOST_PICTURE_BYTES:
        limit = MOST_PICTURE_BYTES // 1024
        raise Refuse(VerdictKind.PICTURE_REFUSED, why="size", kilobytes=limit)
    if content.startswith(b"\x89PNG\r\n\x1a\n"):
        return "image/png"
    if content.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if content[:4] == b"RIFF" and content[8:12] == b"WEBP":
        return "image/webp"
    raise Refuse(VerdictKind.PICTURE_REFUSED, why="kind")
