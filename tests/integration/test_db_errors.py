"""The world's faults are told apart from ours, on the real databases."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest
from sqlalchemy import make_url, text
from sqlalchemy.exc import DBAPIError, IntegrityError

from db.engine import Database
from db.errors import CannotNow, Trouble
from db.migrations import check

ADD = text("INSERT INTO channel (id, code, name, is_interface) VALUES (:id, :code, 'x', true)")
COUNT = text("SELECT count(*) FROM channel")

only_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
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


def count(database: Database) -> int:
    with database.read() as connection:
        return int(connection.execute(COUNT).scalar_one())


@only_sqlite
def test_a_full_disk_writes_nothing_and_heals(database: Database) -> None:
    with database.write() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count=1")
    many = [{"id": n, "code": f"{n:0200d}"} for n in range(5000)]
    with pytest.raises(CannotNow) as caught, database.write() as connection:
        connection.execute(ADD, many)
    assert caught.value.trouble is Trouble.DISK_FULL
    assert count(database) == 0
    with database.write() as connection:
        connection.exec_driver_sql("PRAGMA max_page_count=1000000")
        connection.execute(ADD, many)
    assert count(database) == 5000


@only_sqlite
def test_a_read_only_file_is_said_to_be_so(database_url: str) -> None:
    path = make_url(database_url).database
    database = Database(f"sqlite:///file:{path}?mode=ro&uri=true")
    with pytest.raises(CannotNow) as caught, database.write() as connection:
        connection.execute(ADD, {"id": 1, "code": "a"})
    assert caught.value.trouble is Trouble.READ_ONLY
    database.close()


def test_a_folder_that_is_not_there_is_a_database_away(tmp_path: Path) -> None:
    database = Database(f"sqlite:///{tmp_path / 'unplugged' / 'main.sqlite'}")
    with pytest.raises(CannotNow) as caught, database.read():
        pass
    assert caught.value.trouble is Trouble.DATABASE_AWAY
    database.close()


@only_sqlite
def test_a_torn_file_is_said_to_be_damaged(database: Database, database_url: str) -> None:
    with database.write() as connection:
        connection.execute(ADD, [{"id": n, "code": f"{n:0200d}"} for n in range(1000)])
    database.close()
    path = Path(make_url(database_url).database or "")
    torn = path.with_name("torn.sqlite")
    shutil.copyfile(path, torn)
    with torn.open("r+b") as file:
        file.seek(4096)
        file.write(b"\xff" * (path.stat().st_size - 8192))
    damaged = Database(f"sqlite:///{torn}")
    with pytest.raises(CannotNow) as caught:
        count(damaged)
    assert caught.value.trouble is Trouble.DATABASE_DAMAGED
    damaged.close()


@only_sqlite
def test_a_second_writer_that_waits_too_long_hears_busy(
    database_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("db.engine.SQLITE_BUSY_MS", 20)
    database = Database(database_url)
    path = make_url(database_url).database or ""
    with closing(sqlite3.connect(path, isolation_level=None)) as other:
        other.execute("BEGIN IMMEDIATE")
        with pytest.raises(CannotNow) as caught, database.write():
            pass
        assert caught.value.trouble is Trouble.DATABASE_BUSY
        other.execute("ROLLBACK")
    with database.write() as connection:
        connection.execute(ADD, {"id": 1, "code": "a"})
    database.close()


@only_postgresql
def test_a_server_that_does_not_answer_is_away(database_url: str) -> None:
    nobody = make_url(database_url).set(host="127.0.0.1", port=1, query={})
    url = nobody.render_as_string(hide_password=False)
    database = Database(url)
    with pytest.raises(CannotNow) as caught, database.read():
        pass
    assert caught.value.trouble is Trouble.DATABASE_AWAY
    with pytest.raises(CannotNow) as caught:
        check(url)
    assert caught.value.trouble is Trouble.DATABASE_AWAY
    database.close()


@only_postgresql
def test_a_server_restart_costs_one_transaction_only(database: Database, database_url: str) -> None:
    administrator = Database(database_url)

    def interrupted() -> None:
        with database.write() as connection:
            backend = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
            connection.execute(ADD, {"id": 1, "code": "lost"})
            with administrator.write() as killer:
                killer.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": backend})
            connection.execute(ADD, {"id": 2, "code": "lost too"})

    with pytest.raises(CannotNow) as caught:
        interrupted()
    assert caught.value.trouble is Trouble.DATABASE_AWAY
    with database.write() as connection:
        connection.execute(ADD, {"id": 3, "code": "kept"})
    assert count(database) == 1
    administrator.close()


@only_postgresql
def test_a_connection_that_died_in_the_pool_is_not_noticed(
    database: Database, database_url: str
) -> None:
    administrator = Database(database_url)
    with database.write() as connection:
        backend = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar_one()
    with administrator.write() as killer:
        killer.execute(text("SELECT pg_terminate_backend(:pid, 5000)"), {"pid": backend})
    with database.write() as connection:
        connection.execute(ADD, {"id": 1, "code": "a"})
    assert count(database) == 1
    administrator.close()


@only_postgresql
def test_a_lock_held_too_long_is_busy(database: Database) -> None:
    def impatient() -> None:
        with database.write() as second:
            second.exec_driver_sql("SET LOCAL lock_timeout = '20ms'")
            second.execute(ADD, {"id": 1, "code": "a"})

    with database.write() as first:
        first.execute(ADD, {"id": 1, "code": "a"})
        with pytest.raises(CannotNow) as caught:
            impatient()
        assert caught.value.trouble is Trouble.DATABASE_BUSY
    assert count(database) == 1


def test_our_own_mistakes_stay_what_they_are(database: Database) -> None:
    with pytest.raises(IntegrityError), database.write() as connection:
        connection.execute(ADD, [{"id": 1, "code": "a"}, {"id": 1, "code": "b"}])
    with pytest.raises(DBAPIError), database.read() as connection:
        connection.execute(text("SELECT nothing FROM nowhere"))
    assert count(database) == 0
