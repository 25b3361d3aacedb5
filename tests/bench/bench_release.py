"""Orders reserved and allocated a second: `python -m tests.bench release --orders 10000`.

On SQLite and on PostgreSQL, with what the rows cost bare: every row that a release adds, copied by
the database itself into tables without keys and promises (the floor of this machine).

The goal is 1,000 orders a second of three lines over 10,000 products, on two cores.
"""

from __future__ import annotations

import random
import tempfile
import time
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from sqlalchemy import func, select

from db.bulk import insert_many
from db.engine import Database, sqlite_url
from db.opening import open_database
from db.schema import Base
from db.schema.orders import Order, OrderLine
from fulfilment.house import SYSTEM, House, Work, open_house
from fulfilment.release.reservation import Released, release_orders
from fulfilment.set_up import (
    NewCarrier,
    NewProduct,
    NewShelf,
    NewWarehouse,
    OpeningStock,
    add_carrier,
    add_channel,
    add_products,
    add_shelves,
    found_warehouse,
    receive_opening_stock,
)
from fulfilment.stock.check import check_stock
from procedure.effects import Refused
from procedure.ids import OrderId, ProductId, ShelfId
from procedure.permissions import UseCase
from procedure.words import OrderStatus, ServiceLevel, ShelfKind
from tests.plugins import postgresql_server

LINES = 3
GOAL = 1_000
WRITTEN = ("reservation", "stock_movement", "pick_task", "pick_line", "order_log")
NOON = datetime(2026, 11, 23, 4, 0, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Figures:
    """What one run took.

    Attributes:
        processor_s: Processor time of this program alone, which other programs do not stretch.
        floor_s: Seconds the added rows take when the database copies them by itself.
    """

    orders: int
    seconds: float
    processor_s: float
    floor_s: float

    @property
    def per_second(self) -> float:
        """Orders a second."""
        return self.orders / self.seconds


def report(orders: int, products: int) -> Iterator[str]:
    """A line for each database."""
    with tempfile.TemporaryDirectory(prefix="packbench-release-") as folder:
        place = Path(folder)
        place.chmod(0o755)  # the server runs as another user
        urls = {"SQLite": sqlite_url(place / "release.sqlite")}
        urls["PostgreSQL"] = postgresql_server.start(place)
        try:
            for name, url in urls.items():
                yield _line(name, measured(url, orders, products))
        finally:
            postgresql_server.stop(place)


def _line(name: str, figures: Figures) -> str:
    return (
        f"release on {name:<10}         {figures.per_second:.0f} orders a second of "
        f"{figures.orders} (goal {GOAL}), "
        f"{1000 * figures.processor_s / figures.orders:.2f} ms of processor time each; "
        f"the rows alone take "
        f"{100 * figures.floor_s / figures.seconds:.0f} % of it"
    )


def measured(url: str, orders: int, products: int) -> Figures:
    """Set a warehouse up, release orders in it, and look that the books are right."""
    house = _warehouse(open_database(url, upgrade=True), products)
    try:
        ids = _confirmed_orders(house, orders, products)
        _know_sizes(house.database)
        start, busy = time.perf_counter(), time.process_time()
        result = release_orders(house, SYSTEM, ids)
        seconds, processor = time.perf_counter() - start, time.process_time() - busy
        assert isinstance(result, Released)
        assert len(result.to_pick) == orders, "every order finds its stock"
        assert check_stock(house.database) is None
        return Figures(orders, seconds, processor, _floor(house.database))
    finally:
        house.close()


def _warehouse(database: Database, products: int) -> House:
    sender = NewWarehouse(
        "W1", "Yiwu", "Asia/Shanghai", "CNY", "林丽", "0579-85551234", "福田路1号"
    )
    found_warehouse(database, sender, NOON)
    house = open_house(database, "bench", lambda: NOON + timedelta(minutes=1))

    def body(work: Work) -> None:
        add_channel(work, "web", "Web shop", True)
        add_carrier(
            work, NewCarrier("SF", "顺丰速运", None, {ServiceLevel.STANDARD: ("标快", True)})
        )
        ids = add_products(
            work, [NewProduct(f"SKU-{n:05d}", f"Product {n}", ()) for n in range(products)]
        )
        shelves = add_shelves(
            work,
            [NewShelf(f"A-{n:05d}", "A", n) for n in range(products)]
            + [NewShelf("STAGING", "-", products, ShelfKind.STAGING)],
        )
        receive_opening_stock(work, list(_stock(ids, shelves)))

    result = house.run(SYSTEM, UseCase.SET_UP_HOUSE, body)
    assert not isinstance(result, Refused)
    return house


def _stock(ids: dict[str, ProductId], shelves: dict[str, ShelfId]) -> Iterator[OpeningStock]:
    """Two lots of each product, on two shelves."""
    places = list(shelves.values())[:-1]
    for n, product in enumerate(ids.values()):
        for lot, days in (("L1", 90), ("L2", 200)):
            until = NOON.date() + timedelta(days=days)
            at = places[(n * 7 + days) % len(places)]
            yield OpeningStock(product, at, lot, until, 100_000)


def _confirmed_orders(house: House, orders: int, products: int) -> list[OrderId]:
    """Orders of three lines, by rows: taking them in is measured elsewhere."""
    chance = random.Random(20261123)
    with house.database.write() as connection:
        facts = {
            table: connection.scalar(select(Base.metadata.tables[table].c.id).limit(1))
            for table in ("channel", "carrier", "warehouse")
        }
        known = list(connection.scalars(select(Base.metadata.tables["product"].c.id)))
        ids = house.ids.many(orders)
        insert_many(
            connection,
            Order,
            _ORDER,
            [
                (
                    id_,
                    f"SO-{n:06d}",
                    facts["warehouse"],
                    facts["channel"],
                    str(n),
                    "",
                    OrderStatus.CONFIRMED,
                    ServiceLevel.STANDARD,
                    facts["carrier"],
                    True,
                    "CNY",
                    100,
                    100,
                    NOON,
                    1,
                    0,
                    LINES,
                    1,
                    0,
                    "",
                )
                for n, id_ in enumerate(ids)
            ],
        )
        rows = [
            (order, n, product, "sku", "name", chance.randint(1, 3), 100, 0, 0, "")
            for order in ids
            for n, product in enumerate(chance.sample(known, LINES), start=1)
        ]
        insert_many(
            connection,
            OrderLine,
            _LINE,
            [(id_, *row) for id_, row in zip(house.ids.many(len(rows)), rows, strict=True)],
        )
    return [OrderId(id_) for id_ in ids]


def _know_sizes(database: Database) -> None:
    """PostgreSQL counts its tables by itself within a minute; a run right after is no house."""
    if not database.is_sqlite:
        with database.write() as connection:
            connection.exec_driver_sql("ANALYZE")


_ORDER = (
    "id",
    "order_no",
    "warehouse_id",
    "channel_id",
    "external_no",
    "source_digest",
    "status",
    "service",
    "carrier_id",
    "buyer_logged_in",
    "currency",
    "total_minor",
    "paid_minor",
    "received_at",
    "address_version",
    "open_holds",
    "pieces",
    "version",
    "log_seq",
    "log_head",
)
_LINE = (
    "id",
    "order_id",
    "line_no",
    "product_id",
    "sku_text",
    "name_text",
    "quantity",
    "unit_price_minor",
    "cancelled",
    "shipped",
    "customization",
)


def _floor(database: Database) -> float:
    """Seconds for the rows of the tables a release grows, copied within the database by itself."""
    seconds = 0.0
    for name in WRITTEN:
        table = Base.metadata.tables[name]
        with database.write() as connection:
            assert connection.scalar(select(func.count()).select_from(table))
            columns = [column.name for column in table.columns]
            connection.exec_driver_sql(
                f"CREATE TABLE bare_{name} AS SELECT {', '.join(columns)} FROM {name} WHERE 1 = 0"
            )
            start = time.perf_counter()
            connection.exec_driver_sql(
                f"INSERT INTO bare_{name} SELECT {', '.join(columns)} FROM {name}"
            )
            seconds += time.perf_counter() - start
            connection.exec_driver_sql(f"DROP TABLE bare_{name}")
    return seconds
