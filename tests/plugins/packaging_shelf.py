"""Packaging of the small house: two cartons, wrap for fragile goods, board for heavy ones."""

from __future__ import annotations

from dataclasses import dataclass

import pytest
from sqlalchemy import func, select, update

from db.schema.packaging import Packaging, PackagingMovement
from db.schema.products import Product
from fulfilment.house import Work
from fulfilment.packing.packaging import PackagingFacts, PackagingSaved, save_packaging
from procedure.ids import PackagingId
from procedure.parcel_words import PackagingKind, PackingCause
from procedure.words import Post
from tests.plugins.houses import CABLE, MUG, TEA, SmallHouse
from tests.plugins.journey import expect, set_up

WRAP, BOARD, CARTON_S, CARTON_L = "MAT-WRAP", "MAT-BOARD", "MAT-S", "MAT-L"
_FACTS = (
    PackagingFacts(WRAP, "Bubble wrap", PackagingKind.WRAP, 15, rules=((PackingCause.FRAGILE, 2),)),
    PackagingFacts(BOARD, "Cardboard", PackagingKind.BOARD, 40, rules=((PackingCause.HEAVY, 1),)),
    PackagingFacts(CARTON_S, "Carton S", PackagingKind.CARTON, 90, (200, 150, 120), 3000),
    PackagingFacts(CARTON_L, "Carton L", PackagingKind.CARTON, 240, (400, 300, 300), 20_000),
)
SIZES = {MUG: (120, 90, 95), TEA: (150, 80, 40), CABLE: (100, 100, 20)}


@dataclass(frozen=True, slots=True)
class PackagingShelf:
    """Ids of the packaging, by code."""

    at: SmallHouse
    ids: dict[str, PackagingId]

    def on_hand(self) -> dict[str, int]:
        """Pieces by the books, where they are not 0; the ledger says the same."""
        with self.at.house.database.read() as connection:
            books = connection.execute(select(Packaging.code, Packaging.on_hand)).all()
            ledger = connection.execute(
                select(Packaging.code, func.sum(PackagingMovement.quantity))
                .join(Packaging, Packaging.id == PackagingMovement.packaging_id)
                .group_by(Packaging.code)
            ).all()
        found = {row.code: int(row.on_hand) for row in books if row.on_hand}
        assert found == {code: int(n) for code, n in ledger if n}
        return found


def _measure(work: Work) -> None:
    for sku, (length, width, height) in SIZES.items():
        work.connection.execute(
            update(Product)
            .where(Product.sku == sku)
            .values(length_mm=length, width_mm=width, height_mm=height, heavy=sku == TEA)
        )


@pytest.fixture
def packaging(at: SmallHouse) -> PackagingShelf:
    """The small house with packaging; tea is heavy there, and every product has a size."""

    ids = {
        facts.code: expect(
            PackagingSaved, save_packaging(at.house, at.people[Post.SUPERVISOR], facts)
        ).packaging_id
        for facts in _FACTS
    }
    set_up(at, _measure)
    return PackagingShelf(at, ids)
