"""The lines of an order in words: parts stand under their bundle and cost nothing themselves."""

from __future__ import annotations

from datetime import UTC, datetime

from db.views.order_detail import AddressView, BundleView, LineView, OrderDetail
from desktop.office.orders.line_rows import line_rows
from procedure.ids import OrderId
from procedure.words import OrderStatus, SaleStatus, ServiceLevel
from resources.catalogue import load


def line(sku: str, price: int, bundle_no: int | None = None, *, is_gift: bool = False) -> LineView:
    sale = SaleStatus.ON_SALE
    return LineView(sku, sku.title(), 2, 0, price, 9, sale, "", bundle_no, is_gift)


def test_parts_stand_under_their_bundle_and_gifts_are_named() -> None:
    order = OrderDetail(
        order_id=OrderId(1),
        order_no="20261123000042",
        external_no="A-1",
        channel="Web shop",
        is_interface=True,
        status=OrderStatus.PENDING,
        service=ServiceLevel.STANDARD,
        carrier="",
        currency="CNY",
        total_minor=61000,
        paid_minor=61000,
        received_at=datetime(2026, 11, 23, tzinfo=UTC),
        ship_by=None,
        version=1,
        address=AddressView("", "", "CN", "", "", "", "", "", ""),
        lines=(
            line("TEA", 500),
            line("MUG", 0, 2),
            line("TEA", 0, 2),
            line("CABLE", 0, is_gift=True),
        ),
        holds=(),
        remarks=(),
        parcels=(),
        log=(),
        bundles=(BundleView(2, "SET", "Tea for two", 2, 30000),),
    )
    rows = line_rows(order, load("en"))
    assert [(row.sku, row.is_part, row.price) for row in rows] == [
        ("TEA", False, "¥ 10.00"),
        ("SET", False, "¥ 600.00"),
        ("MUG", True, ""),
        ("TEA", True, ""),
        ("CABLE", False, "Gift"),
    ]
