"""What the screens of goods read, on every database."""

from __future__ import annotations

from dataclasses import fields

from db.views.places import shelf_page, supplier_page
from db.views.products import (
    CodeView,
    ProductFilter,
    product_detail,
    product_page,
    product_picture,
)
from fulfilment.goods.product_facts import ProductFacts
from fulfilment.goods.product_links import Gift, Part, save_alternatives, save_gifts, save_parts
from fulfilment.goods.products import ProductSaved, save_picture, save_product
from fulfilment.goods.suppliers import SupplierFacts, SupplierSaved, save_supplier
from procedure.words import Post, SaleStatus
from tests.plugins.houses import CABLE, EAN, MUG, TEA, SmallHouse
from tests.plugins.journey import expect

PNG = b"\x89PNG\r\n\x1a\n" + bytes(9)


def found(at: SmallHouse, text: str) -> list[str]:
    with at.house.database.read() as connection:
        warehouse = at.house.place.warehouse_id
        page = product_page(connection, warehouse, ProductFilter(text), None, 10)
    return [row.sku for row in page.rows]


def test_products_are_found_by_sku_code_and_name(at: SmallHouse) -> None:
    assert found(at, "mug-") == [MUG]
    assert found(at, EAN[TEA]) == [TEA]
    assert found(at, "龙井") == [TEA]
    assert found(at, "usb") == [CABLE]
    assert found(at, "100%") == []


def test_products_are_paged_by_sku(at: SmallHouse) -> None:
    warehouse = at.house.place.warehouse_id
    with at.house.database.read() as connection:
        first = product_page(connection, warehouse, ProductFilter(), None, 2)
        rest = product_page(connection, warehouse, ProductFilter(), first.next_after, 2)
        none = ProductFilter(sale_statuses=frozenset({SaleStatus.DELISTED}))
        assert product_page(connection, warehouse, none, None, 2).rows == ()
    assert [row.sku for row in (*first.rows, *rest.rows)] == [MUG, TEA, CABLE]
    assert rest.next_after is None
    assert (first.rows[0].available, first.rows[0].on_hand) == (20, 20)


def test_a_product_is_shown_whole(at: SmallHouse) -> None:
    buyer = at.people[Post.PURCHASING]
    supplier = expect(SupplierSaved, save_supplier(at.house, buyer, SupplierFacts("Y1", "义乌")))
    facts = ProductFacts("SET-1", "Set", supplier_id=supplier.supplier_id)
    bundle = expect(ProductSaved, save_product(at.house, buyer, facts)).product_id
    mug, tea, cable = (at.products[sku] for sku in (MUG, TEA, CABLE))
    save_parts(at.house, buyer, bundle, [Part(mug, 2)])
    save_gifts(at.house, buyer, bundle, [Gift(tea, 3, 1)])
    save_alternatives(at.house, buyer, bundle, [tea, cable])
    save_picture(at.house, buyer, bundle, PNG)
    with at.house.database.read() as connection:
        shown = product_detail(connection, bundle)
        part = product_detail(connection, mug)
        assert product_picture(connection, bundle) == ("image/png", PNG)
        suppliers = supplier_page(connection, "乌", None, 5).rows
        assert supplier_page(connection, "x", None, 5).rows == ()
    assert shown is not None
    assert part is not None
    kept = {field.name: getattr(shown, field.name) for field in fields(ProductFacts)}
    assert ProductFacts(**kept) == facts
    assert (shown.is_bundle, shown.supplier, bool(shown.picture)) == (True, "Y1", True)
    assert [(link.sku, link.quantity) for link in shown.parts] == [(MUG, 2)]
    assert [(g.sku, g.from_quantity, g.quantity) for g in shown.gifts] == [(TEA, 3, 1)]
    assert [link.sku for link in shown.alternatives] == [TEA, CABLE]
    assert [link.sku for link in part.part_of] == ["SET-1"]
    assert part.codes == (CodeView(EAN[MUG], 1),)
    assert (part.on_hand, part.picture) == (20, "")
    assert [(row.code, row.products) for row in suppliers] == [("Y1", 1)]


def test_shelves_are_paged_by_code(at: SmallHouse) -> None:
    warehouse = at.house.place.warehouse_id
    with at.house.database.read() as connection:
        first = shelf_page(connection, warehouse, "loc-a-01", None, 2)
        rest = shelf_page(connection, warehouse, "A-01", first.next_after, 2)
    assert [(row.code, row.units, row.lots) for row in first.rows] == [
        ("A-01-01-01", 20, 1),
        ("A-01-01-02", 10, 1),
    ]
    assert [row.code for row in rest.rows] == ["A-01-02-01"]
    assert rest.next_after is None
