"""Statements that are not waited for: what fails is told by the commit at the latest."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from sqlalchemy import Connection, select, text
from sqlalchemy.exc import IntegrityError

from db.bulk import insert_many, set_many
from db.engine import Database
from db.errors import CannotNow, Trouble
from db.pipeline import send
from db.schema.orders import Channel
from db.transaction import in_transaction

COLUMNS = ("id", "code", "name", "is_interface")
TWICE = [(7, "same", "", True), (8, "same", "", True)]

only_postgresql = pytest.mark.parametrize(
    "database_url",
    [pytest.param("postgresql", marks=pytest.mark.needs_postgres)],
    indirect=True,
)


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = Database(database_url)
    yield opened
    opened.close()


def add(connection: Connection, *ids: int) -> None:
    insert_many(connection, Channel, COLUMNS, [(n, f"c{n}", "", True) for n in ids])


def channels(database: Database) -> list[int]:
    with database.read() as connection:
        return list(connection.scalars(select(Channel.id).order_by(Channel.id)))


def test_the_next_statement_sees_what_was_sent(database: Database) -> None:
    with database.write() as connection:
        add(connection, 1, 2)
        set_many(connection, Channel, ("id",), ("name",), [(1, "one"), (2, "two")])
        names = connection.scalars(select(Channel.name).order_by(Channel.id)).all()
        add(connection, 3)
    assert list(names) == ["one", "two"]
    assert channels(database) == [1, 2, 3]


def add_twice(connection: Connection) -> None:
    insert_many(connection, Channel, COLUMNS, TWICE)
    add(connection, 1)


def test_a_commit_hears_of_what_failed(database: Database) -> None:
    for _ in range(10):
        with pytest.raises(IntegrityError, match="channel"):
            in_transaction(database, add_twice)
    assert channels(database) == []
    in_transaction(database, lambda connection: add(connection, 1))
    assert channels(database) == [1], "the connection is as good as new"


def test_a_query_hears_of_what_failed(database: Database) -> None:
    def body(connection: Connection) -> None:
        add_twice(connection)
        connection.scalar(text("SELECT 1"))
        raise AssertionError("it was not told")

    with pytest.raises(IntegrityError):
        in_transaction(database, body)


@only_postgresql
def test_who_leaves_early_leaves_nothing(database: Database) -> None:
    def body(connection: Connection) -> None:
        add(connection, 1)
        # The last that is sent: a statement after it may hear of it, or may not yet.
        insert_many(connection, Channel, COLUMNS, TWICE)
        raise ZeroDivisionError

    with pytest.raises(ZeroDivisionError):
        in_transaction(database, body)
    assert channels(database) == []
    in_transaction(database, lambda connection: add(connection, 1))
    assert channels(database) == [1]


@only_postgresql
def test_a_serialisation_failure_of_a_statement_that_was_sent_is_tried_again(
    database: Database,
) -> None:
    tries: list[int] = []

    def body(connection: Connection) -> None:
        tries.append(len(tries))
        add(connection, len(tries))
        if len(tries) == 1:
            send(connection, "DO $$ BEGIN RAISE EXCEPTION USING ERRCODE = '40001'; END $$", (), 0)

    in_transaction(database, body)
    assert tries == [0, 1]
    assert channels(database) == [2]


@only_postgresql
def test_a_server_that_goes_away_meanwhile_is_the_worlds_fault(database: Database) -> None:
    def body(connection: Connection) -> None:
        own = connection.scalar(text("SELECT pg_backend_pid()"))
        add(connection, 1)
        with database.read() as other:
            other.execute(text("SELECT pg_terminate_backend(:own, 10000)"), {"own": own})
        add(connection, 2)

    with pytest.raises(CannotNow) as told:
        in_transaction(database, body)
    assert told.value.trouble is Trouble.DATABASE_AWAY
    in_transaction(database, lambda connection: add(connection, 3))
    assert channels(database) == [3]
