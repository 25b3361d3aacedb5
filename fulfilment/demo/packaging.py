"""The demo's packaging: four cartons, wrap, cardboard and filler, and what asks for them."""

from __future__ import annotations

from fulfilment.house import SYSTEM, House
from fulfilment.packing.packaging import PackagingFacts, receive_packaging, save_packaging
from procedure.effects import Refused
from procedure.parcel_words import PackagingKind, PackingCause

_K, _C = PackagingKind, PackingCause

PACKAGING: tuple[tuple[PackagingFacts, int], ...] = (
    (PackagingFacts("MAT-CARTON-S", "Carton S", _K.CARTON, 95, (200, 150, 100), 3_000, 100), 600),
    (PackagingFacts("MAT-CARTON-M", "Carton M", _K.CARTON, 180, (300, 220, 160), 8_000, 100), 450),
    (PackagingFacts("MAT-CARTON-L", "Carton L", _K.CARTON, 320, (400, 300, 250), 15_000, 50), 220),
    (PackagingFacts("MAT-CARTON-XL", "Carton XL", _K.CARTON, 620, (600, 400, 400), 30_000, 30), 25),
    (
        PackagingFacts(
            "MAT-WRAP", "Bubble wrap", _K.WRAP, 12, low_below=300, rules=((_C.FRAGILE, 1),)
        ),
        2_000,
    ),
    (
        PackagingFacts(
            "MAT-BOARD", "Cardboard", _K.BOARD, 60, low_below=100, rules=((_C.HEAVY, 1),)
        ),
        400,
    ),
    (
        PackagingFacts(
            "MAT-FILLER",
            "Paper filler",
            _K.FILLER,
            20,
            low_below=200,
            rules=((_C.BATTERY, 1), (_C.DANGEROUS, 2)),
        ),
        900,
    ),
)
"""Facts of each material, and the pieces there; of the largest carton some are to be bought."""


def stock_packaging(house: House) -> None:
    """Give a demo house its packaging.

    Raises:
        CannotNow: The database cannot be written now.
    """
    for facts, pieces in PACKAGING:
        saved = save_packaging(house, SYSTEM, facts)
        assert not isinstance(saved, Refused)
        receive_packaging(house, SYSTEM, saved.packaging_id, pieces, "opening")
