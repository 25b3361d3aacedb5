"""Sheets of goods become rows: planned whole first, told, then written in one transaction.

A row is taken or refused by itself; what is refused leaves nothing half done. A preview does
everything but the writing.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from types import MappingProxyType

from db.schema.products import Product, ProductCode
from db.schema.stock import Lot, Shelf, ShelfStock, Stock, StockMovement
from db.sizes import look_again
from fulfilment.goods.import_links import plan_alternatives, plan_bundles, plan_gifts
from fulfilment.goods.import_places import plan_shelves, plan_suppliers
from fulfilment.goods.import_products import plan_codes, plan_products
from fulfilment.goods.import_stock import plan_stock
from fulfilment.goods.sheets import Fates, GoodsKind, GoodsReport, GoodsRow
from fulfilment.house import Actor, House, Work
from fulfilment.overtaken import run_again
from procedure.effects import Refused
from procedure.permissions import UseCase

Write = Callable[[], None]
Plan = Callable[[Work, Sequence[GoodsRow], Fates], Write]

PLANS: Mapping[GoodsKind, Plan] = MappingProxyType(
    {
        GoodsKind.PRODUCTS: plan_products,
        GoodsKind.CODES: plan_codes,
        GoodsKind.SHELVES: plan_shelves,
        GoodsKind.STOCK: plan_stock,
        GoodsKind.SUPPLIERS: plan_suppliers,
        GoodsKind.ALTERNATIVES: plan_alternatives,
        GoodsKind.BUNDLES: plan_bundles,
        GoodsKind.GIFTS: plan_gifts,
    }
)

MANY = 500
"""Rows of a sheet after which the database looks anew how large its tables are."""
_GROWN = (Product, ProductCode, Shelf, Lot, Stock, ShelfStock, StockMovement)


def import_goods(
    house: House, actor: Actor, kind: GoodsKind, rows: Sequence[GoodsRow], *, preview: bool
) -> GoodsReport | Refused:
    """The fate of every row of a sheet; without `preview` what can be taken is written.

    The same sheet again changes nothing: all its rows are unchanged then.

    Raises:
        CannotNow: The database cannot be written now; nothing of the sheet was taken.
    """

    def body(work: Work) -> GoodsReport:
        fates = Fates()
        write = PLANS[kind](work, fates.readable(rows), fates)
        if not preview:
            write()
            if len(rows) >= MANY:
                look_again(work.connection, *_GROWN)
        return fates.report(kind, written=not preview)

    return run_again(house, actor, UseCase.MANAGE_GOODS, body)
