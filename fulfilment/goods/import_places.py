"""Shelves and suppliers from a sheet."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from fulfilment.goods.sheets import Fates, GoodsRow, RowFate
from fulfilment.goods.shelves import (
    ShelfFacts,
    completed,
    insert_shelves,
    shelf_refusal,
    shelves_by_code,
    update_shelves,
)
from fulfilment.goods.suppliers import (
    SupplierFacts,
    insert_suppliers,
    supplier_refusal,
    suppliers_by_code,
    update_suppliers,
)
from fulfilment.house import Work
from procedure.ids import ShelfId


def plan_shelves(work: Work, rows: Sequence[GoodsRow], fates: Fates) -> Callable[[], None]:
    """New and changed shelves; zone and walking order follow from the code where not given."""
    before = shelves_by_code(work, (row.values["shelf"] for row in rows))
    new: list[ShelfFacts] = []
    changed: list[tuple[ShelfId, ShelfFacts]] = []
    for row in fates.once(rows, "shelf"):
        code = row.values["shelf"]
        known = before.get(code)
        given = {name: value for name, value in row.values.items() if name != "shelf"}
        start = ShelfFacts(code) if known is None else known.facts
        facts = completed(replace(start, **given))
        refused = shelf_refusal(facts, known)
        if refused is not None:
            fates.refuse(row, refused)
        elif known is None:
            new.append(facts)
            fates.put(row, RowFate.NEW)
        elif known.facts == facts:
            fates.put(row, RowFate.UNCHANGED)
        else:
            changed.append((known.shelf_id, facts))
            fates.put(row, RowFate.CHANGED)

    def write() -> None:
        insert_shelves(work, new)
        update_shelves(work, changed)

    return write


def plan_suppliers(work: Work, rows: Sequence[GoodsRow], fates: Fates) -> Callable[[], None]:
    """New and changed suppliers."""
    before = suppliers_by_code(work, (row.values["supplier"] for row in rows))
    new: list[SupplierFacts] = []
    changed: list[tuple[int, SupplierFacts]] = []
    for row in fates.once(rows, "supplier"):
        code = row.values["supplier"]
        known = before.get(code)
        given = {name: value for name, value in row.values.items() if name != "supplier"}
        start = SupplierFacts(code, "") if known is None else known.facts
        facts = replace(start, **given)
        refused = supplier_refusal(facts)
        if refused is not None:
            fates.refuse(row, refused)
        elif known is None:
            new.append(facts)
            fates.put(row, RowFate.NEW)
        elif known.facts == facts:
            fates.put(row, RowFate.UNCHANGED)
        else:
            changed.append((known.supplier_id, facts))
            fates.put(row, RowFate.CHANGED)

    def write() -> None:
        insert_suppliers(work, new)
        update_suppliers(work, changed)

    return write
