"""Opening stock from a sheet: receipts in the ledger under the document "opening".

A lot on a shelf is opened once: the same row again changes nothing, whatever was sold since;
another quantity is for a count.

References:
    Clause 3.2.1b; FIELD "Operations".
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from sqlalchemy import func, insert, select

from db.schema.house import Warehouse
from db.schema.stock import Lot, StockMovement
from fulfilment.goods.product_facts import StoredProduct
from fulfilment.goods.product_rows import stored_by_sku
from fulfilment.goods.sheets import Fates, GoodsRow, RowFate
from fulfilment.goods.shelves import StoredShelf, shelves_by_code
from fulfilment.house import Work
from fulfilment.set_up import parts_of
from fulfilment.stock.movements import Movement, post
from procedure.ids import LotId, ProductId
from procedure.verdicts import Verdict, VerdictKind, verdict
from procedure.words import MovementKind, ShelfKind, StockState

OPENING = "opening"
MOST_UNITS = 1_000_000
_LOT = re.compile(r"[A-Z0-9][A-Z0-9./-]{0,19}")
_K = VerdictKind

LotKey = tuple[int, str]
"""A product and the code of a lot."""


@dataclass(frozen=True, slots=True)
class _KnownLot:
    lot_id: int
    expires_on: date | None


@dataclass(frozen=True, slots=True)
class _Receipt:
    """A row that can be booked."""

    product_id: int
    shelf: StoredShelf
    lot: str
    quantity: int


def plan_stock(work: Work, rows: Sequence[GoodsRow], fates: Fates) -> Callable[[], None]:
    """Receipts for what was not opened yet."""
    # Two imports at once would both find nothing opened: the second one waits for the first.
    work.connection.execute(
        select(Warehouse.id).where(Warehouse.id == work.warehouse_id).with_for_update()
    )
    products = stored_by_sku(work, (row.values["sku"] for row in rows))
    shelves = shelves_by_code(work, (row.values["shelf"] for row in rows))
    ids = [product.product_id for product in products.values()]
    lots = _known_lots(work, ids)
    opened = _opened(work, ids)
    dates: dict[LotKey, date | None] = {key: lot.expires_on for key, lot in lots.items()}
    receipts: list[_Receipt] = []
    for row in fates.once(rows, "sku", "shelf", "lot"):
        product = products.get(row.values["sku"])
        shelf = shelves.get(row.values["shelf"])
        refused = _goods_refusal(row, product) or _place_refusal(row, shelf)
        refused = refused or _lot_refusal(work, row, product, dates)
        if refused is not None or product is None or shelf is None:
            assert refused is not None
            fates.refuse(row, refused)
            continue
        receipt = _Receipt(
            product.product_id, shelf, row.values.get("lot", ""), row.values["quantity"]
        )
        known = opened.get((receipt.product_id, receipt.lot, shelf.shelf_id))
        if known is None:
            dates.setdefault((receipt.product_id, receipt.lot), row.values.get("expires_on"))
            receipts.append(receipt)
            fates.put(row, RowFate.NEW)
        elif known == receipt.quantity:
            fates.put(row, RowFate.UNCHANGED)
        else:
            fates.refuse(row, _opened_already(row, known))
    return lambda: _book(work, receipts, lots, dates)


def _opened_already(row: GoodsRow, known: int) -> Verdict:
    values = row.values
    return verdict(
        _K.OPENING_REFUSED,
        sku=values["sku"],
        shelf=values["shelf"],
        known=known,
        quantity=values["quantity"],
    )


def _goods_refusal(row: GoodsRow, product: StoredProduct | None) -> Verdict | None:
    sku, quantity = row.values["sku"], row.values["quantity"]
    if product is None:
        return verdict(_K.GOODS_NOT_FOUND, what="product", code=sku)
    if product.is_bundle:
        return verdict(_K.PRODUCT_UNFIT, why="bundle", sku=sku)
    if quantity < 1:
        return verdict(_K.AMOUNT_REFUSED, why="none", quantity=quantity)
    if quantity > MOST_UNITS:
        return verdict(_K.AMOUNT_REFUSED, why="absurd", quantity=quantity, most=MOST_UNITS)
    return None


def _place_refusal(row: GoodsRow, shelf: StoredShelf | None) -> Verdict | None:
    code = row.values["shelf"]
    if shelf is None:
        return verdict(_K.GOODS_NOT_FOUND, what="shelf", code=code)
    if not shelf.facts.active:
        return verdict(_K.SHELF_UNFIT, why="closed", shelf=code)
    if shelf.facts.kind is ShelfKind.STAGING:
        return verdict(_K.SHELF_UNFIT, why="staging", shelf=code)
    if shelf.facts.kind is ShelfKind.INSPECTION:
        return verdict(_K.SHELF_UNFIT, why="good", shelf=code)
    if shelf.counted:
        return verdict(_K.SHELF_IN_COUNT, shelf=code)
    return None


def _lot_refusal(
    work: Work,
    row: GoodsRow,
    product: StoredProduct | None,
    dates: Mapping[LotKey, date | None],
) -> Verdict | None:
    """A lot belongs to goods kept by lot, and has one date wherever it stands."""
    if product is None:
        return None
    sku, lot, given = row.values["sku"], row.values.get("lot", ""), row.values.get("expires_on")
    if not product.facts.lot_tracked:
        return verdict(_K.LOT_NOT_KEPT, sku=sku) if lot or given else None
    if not lot:
        return verdict(_K.LOT_NEEDED, sku=sku)
    if not _LOT.fullmatch(lot):
        return verdict(_K.LOT_UNFIT, lot=lot)
    if given is not None and given <= work.today:
        return verdict(_K.LOT_TOO_OLD, lot=lot, sku=sku, expires_on=given.isoformat())
    key = (product.product_id, lot)
    if key in dates and given is not None and dates[key] != given:
        known = dates[key]
        said = "" if known is None else known.isoformat()
        return verdict(_K.LOT_DATE_DIFFERS, lot=lot, sku=sku, known=said, given=given.isoformat())
    return None


def _known_lots(work: Work, products: Sequence[int]) -> dict[LotKey, _KnownLot]:
    found: dict[LotKey, _KnownLot] = {}
    for part in parts_of(sorted(products)):
        rows = work.connection.execute(
            select(Lot.id, Lot.product_id, Lot.code, Lot.expires_on).where(Lot.product_id.in_(part))
        )
        found.update(
            ((row.product_id, row.code), _KnownLot(row.id, row.expires_on)) for row in rows
        )
    return found


def _opened(work: Work, products: Sequence[int]) -> dict[tuple[int, str, int], int]:
    """Units that were opened already, by product, lot and shelf."""
    found: dict[tuple[int, str, int], int] = {}
    for part in parts_of(sorted(products)):
        rows = work.connection.execute(
            select(
                StockMovement.product_id,
                Lot.code,
                StockMovement.to_shelf_id,
                func.sum(StockMovement.quantity).label("units"),
            )
            .join(Lot, Lot.id == StockMovement.lot_id)
            .where(
                StockMovement.product_id.in_(part),
                StockMovement.warehouse_id == work.warehouse_id,
                StockMovement.kind == MovementKind.RECEIVE,
                StockMovement.document == OPENING,
            )
            .group_by(StockMovement.product_id, Lot.code, StockMovement.to_shelf_id)
        )
        found.update(((row.product_id, row.code, row.to_shelf_id), int(row.units)) for row in rows)
    return found


def _book(
    work: Work,
    receipts: Sequence[_Receipt],
    lots: Mapping[LotKey, _KnownLot],
    dates: Mapping[LotKey, date | None],
) -> None:
    keys = sorted({(receipt.product_id, receipt.lot) for receipt in receipts} - lots.keys())
    ids = {key: lot.lot_id for key, lot in lots.items()}
    ids.update(zip(keys, work.new_ids(len(keys)), strict=True))
    new: list[dict[str, Any]] = [
        {"id": ids[key], "product_id": key[0], "code": key[1], "expires_on": dates[key]}
        for key in keys
    ]
    for part in parts_of(new):
        work.connection.execute(insert(Lot), list(part))
    movements = [
        Movement(
            MovementKind.RECEIVE,
            ProductId(receipt.product_id),
            receipt.quantity,
            LotId(ids[receipt.product_id, receipt.lot]),
            None,
            StockState.OUTSIDE,
            receipt.shelf.shelf_id,
            StockState.FREE,
            document=OPENING,
        )
        for receipt in receipts
    ]
    for some in parts_of(movements):
        post(work, some)
