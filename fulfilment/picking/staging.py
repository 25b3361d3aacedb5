"""Where picked goods stand until they leave."""

from __future__ import annotations

from sqlalchemy import select

from db.schema.stock import Shelf
from fulfilment.house import Work
from procedure.ids import ShelfId
from procedure.words import ShelfKind


def staging_shelf(work: Work) -> ShelfId:
    """The shelf where picked goods stand until they leave."""
    return ShelfId(
        work.connection.execute(
            select(Shelf.id)
            .where(Shelf.warehouse_id == work.warehouse_id, Shelf.kind == ShelfKind.STAGING)
            .order_by(Shelf.id)
            .limit(1)
        ).scalar_one()
    )
