"""Newer, older, foreign: how a program meets a database, and that an upgrade is all or nothing."""

from __future__ import annotations

import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from sqlalchemy import Connection, create_engine, inspect, make_url, text
from sqlalchemy.pool import NullPool

from db.errors import CannotNow, Trouble
from db.migrations import Standing, check, current, upgrade
from db.migrations.history import VERSIONS, History
from db.opening import identity_of, open_database

REBUILD_A_TABLE = """
    with op.batch_alter_table("channel") as batch:
        batch.add_column(sa.Column("note", sa.String(), nullable=False, server_default=""))
"""
"""On SQLite this copies the whole table, to which orders refer."""

FAIL = '    raise RuntimeError("planted")\n'


@contextmanager
def connected(url: str) -> Iterator[Connection]:
    engine = create_engine(url, poolclass=NullPool)
    with engine.begin() as connection:
        yield connection
    engine.dispose()


def with_next_revision(folder: Path, body: str) -> History:
    """The real revisions and one more."""
    versions = folder / "versions"
    shutil.copytree(VERSIONS, versions, ignore=shutil.ignore_patterns("__pycache__"))
    after = History().head()
    (versions / "9000_planted.py").write_text(
        "import sqlalchemy as sa\nfrom alembic import op\n\n"
        f"revision = '9000'\ndown_revision = {after!r}\n\n\ndef upgrade() -> None:{body}",
        encoding="utf-8",
    )
    return History(versions)


def add_channel(url: str) -> None:
    with connected(url) as connection:
        connection.execute(
            text("INSERT INTO channel (id, code, name, is_interface) VALUES (1, 'a', 'A', true)")
        )


def copies_beside(url: str) -> list[Path]:
    return sorted(Path(make_url(url).database or "").parent.glob("*.before-*"))


def test_a_failing_revision_leaves_everything_as_it_was(database_url: str, tmp_path: Path) -> None:
    add_channel(database_url)
    history = with_next_revision(tmp_path, REBUILD_A_TABLE + FAIL)
    with pytest.raises(RuntimeError, match="planted"):
        history.upgrade(database_url)
    assert check(database_url) is Standing.MATCHES
    with connected(database_url) as connection:
        eye = inspect(connection)
        assert "note" not in {column["name"] for column in eye.get_columns("channel")}
        assert not [table for table in eye.get_table_names() if table.startswith("_alembic")]
        assert connection.scalar(text("SELECT code FROM channel")) == "a"


def test_an_older_database_is_upgraded_and_on_sqlite_copied_first(
    database_url: str, tmp_path: Path
) -> None:
    add_channel(database_url)
    before = current(database_url)
    history = with_next_revision(tmp_path, REBUILD_A_TABLE)
    assert history.check(database_url) is Standing.OLDER
    history.upgrade(database_url)
    assert history.check(database_url) is Standing.MATCHES
    with connected(database_url) as connection:
        assert connection.execute(text("SELECT code, note FROM channel")).all() == [("a", "")]
        keys = inspect(connection).get_foreign_keys("orders")
        assert "channel" in {key["referred_table"] for key in keys}
    if not database_url.startswith("sqlite"):
        return
    (copy,) = copies_beside(database_url)
    assert copy.name == f"{Path(make_url(database_url).database or '').stem}.before-9000.sqlite"
    with closing(sqlite3.connect(copy)) as old:
        assert old.execute("SELECT version_num FROM alembic_version").fetchall() == [(before,)]
        assert old.execute("SELECT code FROM channel").fetchall() == [("a",)]
        assert old.execute("PRAGMA integrity_check").fetchall() == [("ok",)]


def test_a_revision_that_leaves_loose_references_is_undone(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'loose.sqlite'}"
    upgrade(url)
    loose = "\n    op.execute(\"INSERT INTO badge VALUES (1, 99, 'd', '2026-01-01', NULL)\")\n"
    with pytest.raises(RuntimeError, match="loose references"):
        with_next_revision(tmp_path, loose).upgrade(url)
    assert check(url) is Standing.MATCHES


def test_an_upgrade_without_room_for_the_copy_changes_nothing(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'main.sqlite'}"
    upgrade(url)
    # A folder stands where the copy is to go, so the copy cannot get its name.
    (tmp_path / "main.before-9000.sqlite").mkdir()
    with pytest.raises(CannotNow) as caught:
        with_next_revision(tmp_path, REBUILD_A_TABLE).upgrade(url)
    assert caught.value.trouble is Trouble.READ_ONLY
    assert check(url) is Standing.MATCHES
    assert not list(tmp_path.glob("*.unfinished"))


def test_a_newer_database_is_refused_and_left_alone(database_url: str) -> None:
    with connected(database_url) as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = '9999'"))
    assert check(database_url) is Standing.NEWER
    for may_upgrade in (True, False):
        with pytest.raises(CannotNow) as caught:
            open_database(database_url, upgrade=may_upgrade)
        assert caught.value.trouble is Trouble.DATABASE_NEWER
        assert caught.value.params == {"found": "9999", "known": History().head()}
    assert current(database_url) == "9999"


def test_a_database_that_asks_for_a_younger_program_is_refused(database_url: str) -> None:
    with connected(database_url) as connection:
        connection.execute(text("UPDATE database_identity SET min_program_version = 900"))
    with pytest.raises(CannotNow) as caught:
        open_database(database_url, upgrade=True)
    assert caught.value.trouble is Trouble.DATABASE_NEWER
    assert caught.value.params == {"found": "0900", "known": History().head()}


def test_a_foreign_database_is_refused_and_left_alone(database_url: str) -> None:
    with connected(database_url) as connection:
        connection.execute(text("DROP TABLE alembic_version"))
    assert check(database_url) is Standing.FOREIGN
    for may_upgrade in (True, False):
        with pytest.raises(CannotNow) as caught:
            open_database(database_url, upgrade=may_upgrade)
        assert caught.value.trouble is Trouble.DATABASE_FOREIGN
    with connected(database_url) as connection:
        assert "alembic_version" not in inspect(connection).get_table_names()


@pytest.mark.parametrize("content", ["a text file, longer than the header of a database " * 4, "x"])
def test_a_file_that_is_no_database_is_not_touched(tmp_path: Path, content: str) -> None:
    path = tmp_path / "orders.csv"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(CannotNow) as caught:
        open_database(f"sqlite:///{path}", upgrade=True)
    assert caught.value.trouble is Trouble.DATABASE_FOREIGN
    assert path.read_text(encoding="utf-8") == content
    assert list(tmp_path.iterdir()) == [path]


def test_somebody_elses_sqlite_file_is_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "other.sqlite"
    with closing(sqlite3.connect(path)) as other:
        other.execute("CREATE TABLE photos (id INTEGER)")
    before = path.read_bytes()
    with pytest.raises(CannotNow) as caught:
        open_database(f"sqlite:///{path}", upgrade=True)
    assert caught.value.trouble is Trouble.DATABASE_FOREIGN
    assert path.read_bytes() == before
    assert list(tmp_path.iterdir()) == [path]


def test_an_empty_database_is_filled_only_when_asked(tmp_path: Path) -> None:
    path = tmp_path / "new.sqlite"
    with pytest.raises(CannotNow) as caught:
        open_database(f"sqlite:///{path}", upgrade=False)
    assert caught.value.trouble is Trouble.DATABASE_OLDER
    assert not path.exists()
    database = open_database(f"sqlite:///{path}", upgrade=True)
    assert identity_of(database).epoch == 1
    database.close()


def test_an_older_database_is_not_upgraded_unasked(database_url: str, tmp_path: Path) -> None:
    history = with_next_revision(tmp_path, REBUILD_A_TABLE)
    with pytest.raises(CannotNow) as caught:
        open_database(database_url, upgrade=False, history=history)
    assert caught.value.trouble is Trouble.DATABASE_OLDER
    assert caught.value.params == {"found": History().head(), "known": "9000"}
