"""A database of the first revision with work in it becomes one of the second; nothing is lost."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from sqlalchemy import create_engine, text
from sqlalchemy.pool import NullPool

from db.migrations import Standing, check, upgrade
from db.migrations.history import VERSIONS, History

ROWS = (
    "INSERT INTO warehouse VALUES (1, 'W', 'W', 'Asia/Shanghai', 'CNY', 'n', 'p', 'a')",
    "INSERT INTO product (id, sku, name, sale_status, weight_g, fragile, heavy, lot_tracked, "
    "customisable, count_rule, shipping_margin_days, low_stock_below) VALUES "
    "(7, 'MUG', 'Mug', 'on_sale', 340, true, false, false, false, 'count', 0, 4)",
    "INSERT INTO product_code VALUES ('MUG', 7, 1, 'MUG')",
    "INSERT INTO shelf (id, warehouse_id, code, zone, walk_key, kind, active) VALUES "
    "(3, 1, 'A-01-01-01', 'A', 10, 'pick', true)",
    "INSERT INTO lot VALUES (9, 7, '', NULL)",
    "INSERT INTO stock VALUES (1, 7, 5, 3, 0, 2)",
    "INSERT INTO shelf_stock VALUES (3, 9, 7, 5, 3, 0, 2)",
    "INSERT INTO stock_movement (id, warehouse_id, kind, product_id, lot_id, to_shelf_id, "
    "to_state, quantity, document, reason, at) VALUES "
    "(1, 1, 'receive', 7, 9, 3, 'free', 5, 'opening', '', '2026-11-23 02:00:00')",
    "INSERT INTO stock_movement (id, warehouse_id, kind, product_id, lot_id, from_shelf_id, "
    "from_state, to_shelf_id, to_state, quantity, document, reason, at) VALUES "
    "(2, 1, 'block', 7, 9, 3, 'free', 3, 'blocked', 2, '', '', '2026-11-23 02:00:00')",
)
READ = {
    "product": "SELECT sku, weight_g, low_stock_below, danger, serial_tracked, is_bundle, version, "
    "supplier_id FROM product",
    "code": "SELECT key, product_id FROM product_code",
    "shelf": "SELECT code, kind, count_id FROM shelf",
    "blocked": "SELECT shelf_id, lot_id, condition, product_id, quantity FROM blocked_stock",
    "ledger": "SELECT id, kind, quantity, from_condition, to_condition FROM stock_movement "
    "ORDER BY id",
}


def first_history(folder: Path) -> History:
    """Only the first revision, as the first version of the program had it."""
    versions = folder / "versions"
    versions.mkdir()
    shutil.copy(VERSIONS / "0001_first.py", versions)
    return History(versions)


def test_an_older_house_keeps_its_stock(empty_database_url: str, tmp_path: Path) -> None:
    url = empty_database_url
    first_history(tmp_path).upgrade(url)
    assert check(url) is Standing.OLDER
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        for row in ROWS:
            connection.execute(text(row))
    upgrade(url)
    assert check(url) is Standing.MATCHES
    with engine.connect() as connection:
        found = {name: list(map(tuple, connection.execute(text(q)))) for name, q in READ.items()}
    assert found == {
        "product": [("MUG", 340, 4, "none", False, False, 1, None)],
        "code": [("MUG", 7)],
        "shelf": [("A-01-01-01", "pick", None)],
        "blocked": [(3, 9, "missing", 7, 2)],
        "ledger": [(1, "receive", 5, None, None), (2, "block", 2, None, "missing")],
    }
    with pytest.raises(Exception, match="is append-only"), engine.begin() as connection:
        connection.execute(text("DELETE FROM stock_movement"))
    engine.dispose()
