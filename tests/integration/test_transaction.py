"""What may succeed when it is tried again is tried again; nothing else is."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Connection, text
from sqlalchemy.exc import DBAPIError

from db.engine import Database
from db.errors import CannotNow, Trouble
from db.transaction import ATTEMPTS, in_transaction

LOCK = text("UPDATE channel SET name = name || :mark WHERE id = :id")

only_postgresql = pytest.mark.parametrize(
    "database_url",
    [pytest.param("postgresql", marks=pytest.mark.needs_postgres)],
    indirect=True,
)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = Database(database_url)
    with opened.write() as connection:
        for row in (1, 2):
            connection.execute(
                text(
                    "INSERT INTO channel (id, code, name, is_interface) VALUES (:i, :c, '', true)"
                ),
                {"i": row, "c": f"c{row}"},
            )
    yield opened
    opened.close()


def names(database: Database) -> list[str]:
    with database.read() as connection:
        return list(connection.scalars(text("SELECT name FROM channel ORDER BY id")))


@only_postgresql
def test_two_transactions_that_deadlock_both_succeed(database: Database) -> None:
    both_hold_one = threading.Barrier(2)
    tries = {"a": 0, "b": 0}

    def work(mark: str, first: int, second: int) -> str:
        def body(connection: Connection) -> str:
            tries[mark] += 1
            connection.exec_driver_sql("SET LOCAL deadlock_timeout = '20ms'")
            connection.execute(LOCK, {"mark": mark, "id": first})
            if tries[mark] == 1:
                both_hold_one.wait(timeout=30)
            connection.execute(LOCK, {"mark": mark, "id": second})
            return mark

        return in_transaction(database, body)

    with ThreadPoolExecutor(2) as threads:
        done = [threads.submit(work, "a", 1, 2), threads.submit(work, "b", 2, 1)]
        assert [future.result(timeout=60) for future in done] == ["a", "b"]
    assert sum(tries.values()) >= 3
    assert [sorted(name) for name in names(database)] == [["a", "b"], ["a", "b"]]


@only_postgresql
def test_what_never_succeeds_ends_as_busy(database: Database) -> None:
    tries = 0

    def body(connection: Connection) -> None:
        nonlocal tries
        tries += 1
        connection.execute(LOCK, {"mark": "x", "id": 1})
        connection.exec_driver_sql("DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '40001'; END $$")

    with pytest.raises(CannotNow) as caught:
        in_transaction(database, body)
    assert caught.value.trouble is Trouble.DATABASE_BUSY
    assert tries == ATTEMPTS
    assert names(database) == ["", ""]


def test_a_mistake_is_tried_once(database: Database) -> None:
    tries = 0

    def body(connection: Connection) -> None:
        nonlocal tries
        tries += 1
        connection.execute(LOCK, {"mark": "x", "id": 1})
        connection.execute(text("SELECT nothing FROM nowhere"))

    with pytest.raises(DBAPIError):
        in_transaction(database, body)
    assert tries == 1
    assert names(database) == ["", ""]


def test_writers_at_once_lose_nothing(database: Database) -> None:
    def add(_: int) -> None:
        in_transaction(
            database, lambda connection: connection.execute(LOCK, {"mark": "x", "id": 1})
        )

    with ThreadPoolExecutor(6) as threads:
        list(threads.map(add, range(60)))
    assert names(database) == ["x" * 60, ""]
