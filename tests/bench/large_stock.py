"""A house of 100,000 products and 1,000,000 stock rows, filled with set-wise SQL."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta

from sqlalchemy import Connection, text

from db.engine import Database
from db.opening import open_database
from fulfilment.house import House, open_house
from fulfilment.set_up import NewWarehouse, found_warehouse

PRODUCTS = 100_000
SHELVES = 20_000
PLACES = 10
"""Shelf-and-lot rows of a product."""
WORDS = ("Mug", "Tea", "Cable", "Lamp", "Plate", "Bottle", "Frame", "Candle", "Towel", "Pen")

_NUMBERS = "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n WHERE i < {most})"
_PRODUCTS = """
INSERT INTO product (id, sku, name, sale_status, fragile, heavy, danger, lot_tracked,
  serial_tracked, customisable, count_rule, shipping_margin_days, is_bundle, version)
{numbers} SELECT i, 'SKU-' || {padded},
  CASE i % 10 {names} END || ', size ' || (i % 37) || ', colour ' || (i % 11) || ', no ' || i,
  CASE WHEN i % 50 = 0 THEN 'discontinued' ELSE 'on_sale' END, {no}, {no}, 'none', {yes},
  {no}, {no}, 'count', 0, {no}, 1 FROM n"""
_CODES = """
INSERT INTO product_code (key, product_id, units, shown)
{numbers} SELECT '0690' || {padded} || '0000', i, 1, '690' || {padded} || '0000' FROM n"""
_SHELVES = """
INSERT INTO shelf (id, warehouse_id, code, zone, walk_key, kind, active)
{numbers} SELECT 1000000 + i, :warehouse, 'A-' || {padded}, 'Z' || (i % 8), i * 10, 'pick', {yes}
FROM n"""
_LOTS = """
INSERT INTO lot (id, product_id, code, expires_on)
{numbers} SELECT 2000000 + i, 1 + (i - 1) / 2, 'L' || (i % 2), :expiry FROM n"""
_PLACES = """
INSERT INTO shelf_stock (shelf_id, lot_id, product_id, on_hand, free, allocated, blocked)
{numbers} SELECT 1000001 + (i * 1021 + i / :products) % :shelves,
  2000001 + 2 * ((i - 1) % :products) + (i / :products) % 2, 1 + (i - 1) % :products,
  {free} + 1 + {blocked}, {free}, 1, {blocked} FROM n WHERE true
ON CONFLICT (shelf_id, lot_id) DO NOTHING"""
_FREE = """CASE WHEN i % :products % 20 = 1 OR i % :products % 33 = 1 AND i > :products THEN 0
  ELSE 4 END"""
"""One product in twenty is sold out, some more are low."""
_HURT = "CASE WHEN i % :products % 100 = 2 THEN 2 ELSE 0 END"
_BLOCKED = """
INSERT INTO blocked_stock (shelf_id, lot_id, condition, product_id, quantity)
SELECT shelf_id, lot_id, 'CC', product_id, blocked FROM shelf_stock WHERE blocked > 0"""
_BALANCES = """
INSERT INTO stock (warehouse_id, product_id, on_hand, available, reserved, blocked)
SELECT :warehouse, product_id, sum(on_hand), sum(free), sum(allocated), sum(blocked)
FROM shelf_stock GROUP BY product_id"""
_LEDGER = """
INSERT INTO stock_movement (id, warehouse_id, kind, product_id, lot_id, to_shelf_id, from_state,
  to_state, quantity, document, reason, at)
SELECT 10000000 + row_number() OVER (ORDER BY shelf_id, lot_id), :warehouse, 'receive', product_id,
  lot_id, shelf_id, 'outside', 'free', on_hand, 'opening', '', :at FROM shelf_stock"""

Rows = tuple[tuple[str, int], ...]
GOODS: Rows = ((_PRODUCTS, PRODUCTS), (_CODES, PRODUCTS), (_LOTS, 2 * PRODUCTS))
"""Products, the codes on them and their lots; which numbers they have stands in the statements."""
STOCK: Rows = (
    (_SHELVES, SHELVES),
    (_PLACES, PRODUCTS * PLACES),
    (_BLOCKED, 0),
    (_BALANCES, 0),
    (_LEDGER, 0),
)
"""What of them stands where."""


def fill(url: str) -> House:
    """Set the house up in an empty database and open it; takes a minute or two."""
    database = open_database(url, upgrade=True)
    now = datetime.now(UTC)
    warehouse = found_warehouse(
        database, NewWarehouse("W1", "Bench", "Asia/Shanghai", "CNY", "", "", ""), now
    )
    with database.write() as connection:
        lay_in(connection, database, warehouse, now, GOODS + STOCK)
        connection.execute(text("ANALYZE"))
    return open_house(database, "bench")


def lay_in(
    connection: Connection, database: Database, warehouse: int, now: datetime, rows: Rows
) -> None:
    """Add rows by so many statements: `GOODS`, and with them perhaps `STOCK`."""
    sqlite = database.is_sqlite
    words = {
        "padded": "substr('000000' || i, -6)" if sqlite else "lpad(i::text, 6, '0')",
        "yes": "1" if sqlite else "true",
        "no": "0" if sqlite else "false",
        "free": _FREE,
        "blocked": _HURT,
        "names": " ".join(f"WHEN {at} THEN '{word}'" for at, word in enumerate(WORDS)),
    }
    for statement, most in rows:
        filled = statement.format(numbers=_NUMBERS.format(most=most), **words)
        values = {
            "warehouse": warehouse,
            "expiry": (date.today() + timedelta(days=400)).isoformat()
            if sqlite
            else date.today() + timedelta(days=400),
            "products": PRODUCTS,
            "shelves": SHELVES,
            "at": now.replace(tzinfo=None).isoformat(" ") if sqlite else now,
        }
        named = {name: value for name, value in values.items() if f":{name}" in filled}
        connection.execute(text(filled), named)
