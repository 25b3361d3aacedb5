"""Everything a database holds, digested table by table: was really nothing written?

A refusal may leave no trace but the scan itself, so `scan_event` is left out, and with it the
node numbers that programs lease.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager

import pytest

from db.engine import Database
from db.schema import Base
from fulfilment.log.check import check_log
from fulfilment.stock.check import check_stock
from tests.plugins.houses import SmallHouse

NOT_COMPARED = frozenset({"node", "scan_event"})


def digests(database: Database) -> dict[str, str]:
    """A digest of the rows of each table, as the driver gives them."""
    found = {}
    with database.read() as connection:
        name_of = connection.dialect.identifier_preparer.format_table
        for table in Base.metadata.sorted_tables:
            if table.name not in NOT_COMPARED:
                read = connection.exec_driver_sql(f"SELECT * FROM {name_of(table)}")
                rows = sorted(repr(tuple(row)) for row in read)
                found[table.name] = hashlib.sha256("\n".join(rows).encode()).hexdigest()
    return found


@contextmanager
def nothing_written(database: Database) -> Iterator[None]:
    """Fails where a table is another one afterwards, and names it."""
    before = digests(database)
    yield
    after = digests(database)
    assert [name for name in before if before[name] != after[name]] == []


def assert_sound(database: Database) -> None:
    """The books follow from the ledger, and every chain of the log is whole."""
    assert check_stock(database) is None
    assert check_log(database).broken is None


@pytest.fixture
def at(small_house: SmallHouse) -> Iterator[SmallHouse]:
    """The small house; whatever a test did there, books and log are sound afterwards."""
    yield small_house
    assert_sound(small_house.house.database)
