"""What the database itself refuses and keeps, whoever writes."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta, timezone
from typing import Any

import pytest
from sqlalchemy import Connection, insert, select, text, update
from sqlalchemy.exc import IntegrityError, StatementError

from db.engine import Database
from db.errors import CannotNow, Trouble
from db.schema.house import OrderSerial, Warehouse
from db.schema.orders import Channel, Order
from db.schema.parcels import Parcel
from db.schema.people import Badge, Person
from db.schema.products import Product
from db.schema.stock import Lot, Shelf, ShelfStock, Stock
from db.schema.waybills import Carrier, WaybillNumber
from procedure.words import (
    CountRule,
    DangerClass,
    OrderStatus,
    ParcelStatus,
    SaleStatus,
    ServiceLevel,
    ShelfKind,
    WaybillState,
)

NOW = datetime(2026, 11, 23, 12, 0, 0, 123456, tzinfo=UTC)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = Database(database_url)
    with opened.write() as connection:
        fill(connection)
    yield opened
    opened.close()


def fill(connection: Connection) -> None:
    """One of each, all with the id 1; two parcels."""
    rows: list[tuple[type, dict[str, Any]]] = [
        (Warehouse, {"code": "W", "name": "W", "time_zone": "Asia/Shanghai", "currency": "CNY"}),
        (Person, {"name": "Li", "active": True, "created_at": NOW}),
        (Channel, {"code": "C", "name": "C", "is_interface": False}),
        (Carrier, {"code": "SF", "name": "SF", "active": True}),
        (Product, {"sku": "A", "name": "A", "sale_status": SaleStatus.ON_SALE}),
        (Shelf, {"warehouse_id": 1, "code": "A-01", "zone": "A", "walk_key": 1}),
        (Lot, {"product_id": 1, "code": ""}),
        (Order, {"order_no": "20261123000001", "warehouse_id": 1, "channel_id": 1}),
        (Parcel, {"warehouse_id": 1, "order_id": 1, "parcel_index": 1, "box_code": "BOX-1"}),
        (Parcel, {"warehouse_id": 1, "order_id": 1, "parcel_index": 2, "box_code": "BOX-2"}),
    ]
    more: dict[type, dict[str, Any]] = {
        Warehouse: {"sender_name": "", "sender_phone": "", "sender_address": ""},
        Product: {
            "fragile": False,
            "heavy": False,
            "lot_tracked": False,
            "customisable": False,
            "serial_tracked": False,
            "is_bundle": False,
            "danger": DangerClass.NONE,
            "count_rule": next(iter(CountRule)),
            "shipping_margin_days": 0,
        },
        Shelf: {"kind": next(iter(ShelfKind)), "active": True},
        Order: {
            "external_no": "1",
            "source_digest": "",
            "status": next(iter(OrderStatus)),
            "service": ServiceLevel.STANDARD,
            "buyer_logged_in": True,
            "currency": "CNY",
            "total_minor": 1,
            "paid_minor": 1,
            "received_at": NOW,
            "address_version": 1,
            "pieces": 1,
        },
        Parcel: {
            "status": next(iter(ParcelStatus)),
            "carrier_id": 1,
            "service": ServiceLevel.STANDARD,
        },
    }
    counts: dict[type, int] = {}
    for table, values in rows:
        counts[table] = counts.get(table, 0) + 1
        connection.execute(
            insert(table).values({"id": counts[table], **values, **more.get(table, {})})
        )


def refused(database: Database, statement: Any) -> str:
    """The name of the broken constraint as the database tells it; nothing is written."""
    with pytest.raises(IntegrityError) as caught, database.write() as connection:
        connection.execute(statement)
    return str(caught.value.orig)


def test_a_naive_time_is_refused(database: Database) -> None:
    statement = insert(Person).values(
        id=2, name="Wang", active=True, created_at=datetime(2026, 11, 23)
    )
    with (
        pytest.raises(StatementError, match="without a zone"),
        database.write() as connection,
    ):
        connection.execute(statement)
    with database.read() as connection:
        assert connection.scalars(select(Person.id)).all() == [1]


def test_a_time_comes_back_aware_and_in_utc(database: Database) -> None:
    shanghai = NOW.astimezone(timezone(timedelta(hours=8)))
    with database.write() as connection:
        connection.execute(update(Person).values(created_at=shanghai))
    with database.read() as connection:
        found = connection.scalar(select(Person.created_at))
    assert found == NOW
    assert found is not None
    assert found.utcoffset() == timedelta(0)


@pytest.mark.sop("3.2.1b")
@pytest.mark.parametrize(
    ("counts", "constraint"),
    [
        ({"on_hand": 5, "available": 3, "reserved": 1, "blocked": 0}, "ck_stock_equation"),
        ({"on_hand": 0, "available": -1, "reserved": 1, "blocked": 0}, "ck_stock_not_negative"),
    ],
)
def test_stock_that_does_not_add_up_is_refused(
    database: Database, counts: dict[str, int], constraint: str
) -> None:
    assert constraint in refused(
        database, insert(Stock).values(warehouse_id=1, product_id=1, **counts)
    )


@pytest.mark.sop("3.2.1b")
@pytest.mark.parametrize(
    ("counts", "constraint"),
    [
        ({"on_hand": 5, "free": 3, "allocated": 1, "blocked": 0}, "ck_shelf_stock_equation"),
        ({"on_hand": 0, "free": 1, "allocated": 0, "blocked": -1}, "ck_shelf_stock_not_negative"),
    ],
)
def test_a_shelf_that_does_not_add_up_is_refused(
    database: Database, counts: dict[str, int], constraint: str
) -> None:
    assert constraint in refused(
        database, insert(ShelfStock).values(shelf_id=1, lot_id=1, product_id=1, **counts)
    )


def test_a_waybill_number_is_never_given_twice(database: Database) -> None:
    with database.write() as connection:
        connection.execute(number(1, "SF1", WaybillState.VOID, parcel=1))
    assert "waybill_number" in refused(database, number(2, "SF1", WaybillState.FREE, parcel=None))


def test_a_parcel_holds_one_live_number_beside_void_ones(database: Database) -> None:
    with database.write() as connection:
        connection.execute(number(1, "SF1", WaybillState.VOID, parcel=1))
        connection.execute(number(2, "SF2", WaybillState.VOID_REQUESTED, parcel=1))
        connection.execute(number(3, "SF3", WaybillState.ALLOCATED, parcel=1))
        connection.execute(number(4, "SF4", WaybillState.PRINTED, parcel=2))
    assert "parcel_id" in refused(database, number(5, "SF5", WaybillState.ALLOCATED, parcel=1))


@pytest.mark.parametrize(("state", "parcel"), [(WaybillState.FREE, 1), (WaybillState.BOUND, None)])
def test_a_number_has_a_holder_exactly_when_it_is_taken(
    database: Database, state: WaybillState, parcel: int | None
) -> None:
    assert "holder_where_taken" in refused(database, number(1, "SF1", state, parcel=parcel))


def number(row: int, text_: str, state: WaybillState, *, parcel: int | None) -> Any:
    return insert(WaybillNumber).values(
        id=row, carrier_id=1, number=text_, state=state, parcel_id=parcel, changed_at=NOW
    )


def test_a_word_nobody_knows_is_refused(database: Database) -> None:
    assert "ck_orders_status" in refused(database, text("UPDATE orders SET status = 'lost'"))


def test_a_reference_to_nothing_is_refused(database: Database) -> None:
    orphan = insert(Badge).values(id=1, person_id=99, digest="d", issued_at=NOW)
    assert "foreign key" in refused(database, orphan).lower()


def test_what_others_refer_to_is_not_deleted(database: Database) -> None:
    assert "foreign key" in refused(database, text("DELETE FROM orders")).lower()


@pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
def test_every_commit_of_the_write_engine_is_on_the_disk(database: Database) -> None:
    with database.write() as connection:
        found = {
            name: connection.exec_driver_sql(f"PRAGMA {name}").scalar()
            for name in ("journal_mode", "synchronous", "foreign_keys", "recursive_triggers")
        }
    # synchronous 2 is FULL.
    assert found == {
        "journal_mode": "wal",
        "synchronous": 2,
        "foreign_keys": 1,
        "recursive_triggers": 1,
    }


def test_the_read_engine_cannot_write(database: Database) -> None:
    for statement in (
        insert(OrderSerial).values(business_day=date(2026, 11, 23), last=1),
        text("DROP TABLE order_serial"),
    ):
        with pytest.raises(CannotNow) as caught, database.read() as connection:
            connection.execute(statement)
        assert caught.value.trouble is Trouble.READ_ONLY
    with database.read() as connection:
        assert connection.scalars(select(OrderSerial.last)).all() == []


def test_a_reader_sees_one_moment(database: Database) -> None:
    with database.read() as reader:
        before = reader.scalar(select(Person.name))
        with database.write() as writer:
            writer.execute(update(Person).values(name="Zhao"))
        assert reader.scalar(select(Person.name)) == before == "Li"
    with database.read() as reader:
        assert reader.scalar(select(Person.name)) == "Zhao"


def test_an_error_inside_writes_nothing(database: Database) -> None:
    def fails_late() -> None:
        with database.write() as connection:
            connection.execute(update(Person).values(name="Zhao"))
            raise KeyError("planted")

    with pytest.raises(KeyError):
        fails_late()
    with database.read() as connection:
        assert connection.scalar(select(Person.name)) == "Li"
