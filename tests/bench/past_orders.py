"""A million lines of orders that left long ago, by set-wise SQL: orders, lines, parcels, units."""

from __future__ import annotations

from datetime import UTC, datetime

from sqlalchemy import Connection, text

from db.engine import Database
from tests.bench.large_stock import PRODUCTS

LINES = 1_000_000
LINES_EACH = 4
ORDERS = LINES // LINES_EACH
LEFT = datetime(2026, 9, 1, 4, 0, tzinfo=UTC)

_NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {most})"
_ORDERS = """
INSERT INTO orders (id, order_no, warehouse_id, channel_id, external_no, source_digest, status,
  service, carrier_id, buyer_logged_in, currency, total_minor, paid_minor, received_at, shipped_at,
  address_version, open_holds, pieces, version, log_seq, log_head)
{numbers} SELECT 3000000 + i, '20250901' || {padded}, :warehouse, :channel, 'OLD-' || {padded}, '',
  CASE WHEN i % 10 = 0 THEN 'returned' ELSE 'completed' END, 'standard', :carrier, {yes}, 'CNY',
  4000, 4000, :at, :at, 1, 0, :each, 1, 0, '' FROM n"""
_LINES = """
INSERT INTO order_line (id, order_id, line_no, product_id, sku_text, name_text, quantity,
  unit_price_minor, cancelled, shipped, customization)
{numbers} SELECT 5000000 + i, 3000001 + (i - 1) / :each, 1 + (i - 1) % :each,
  1 + (i * 1021) % :products, 'SKU', 'Mug', 1, 1000, 0, 1, '' FROM n"""
_PARCELS = """
INSERT INTO parcel (id, warehouse_id, order_id, parcel_index, box_code, status, carrier_id,
  service, address_version, attempt, packed_at, bound_at, handed_over_at, fence)
{numbers} SELECT 3000000 + i, :warehouse, 3000000 + i, 1, 'BOX-20250901' || {padded} || '-1',
  'handed_over', :carrier, 'standard', 1, 1, :at, :at, :at, 1 FROM n"""
_ITEMS = """
INSERT INTO parcel_item (parcel_id, order_line_id, lot_id, quantity, packed)
SELECT order_id, id, 2000001 + 2 * (product_id - 1), 1, 1 FROM order_line
WHERE id BETWEEN 5000001 AND 5000000 + :lines"""


def add_past(
    connection: Connection, database: Database, warehouse: int, channel: int, carrier: int
) -> None:
    """Add them to a house that has the products of `large_stock`."""
    sqlite = database.is_sqlite
    words = {
        "padded": "substr('000000' || i, -6)" if sqlite else "lpad(i::text, 6, '0')",
        "yes": "1" if sqlite else "true",
    }
    values = {
        "warehouse": warehouse,
        "channel": channel,
        "carrier": carrier,
        "at": LEFT.replace(tzinfo=None).isoformat(" ") if sqlite else LEFT,
        "each": LINES_EACH,
        "products": PRODUCTS,
        "lines": LINES,
    }
    for statement, most in (
        (_ORDERS, ORDERS),
        (_LINES, LINES),
        (_PARCELS, ORDERS),
        (_ITEMS, 0),
    ):
        filled = statement.format(numbers=_NUMBERS.format(most=most), **words)
        named = {name: value for name, value in values.items() if f":{name}" in filled}
        connection.execute(text(filled), named)
