"""Databases for tests: each test gets one of its own, on SQLite and on PostgreSQL alike.

The schema is made once per run and copied for every test. PACKBENCH_TEST_POSTGRESQL may name a
server to use (the URL of a database on it whose user may create databases); otherwise one is
started for the run. A test that needs PostgreSQL and gets none fails: silence would look like
success.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from uuid import uuid4

import psycopg
import pytest
from psycopg import sql
from sqlalchemy.engine import make_url

from tests.plugins import postgresql_server
from tests.plugins.needs import WITHOUT_POSTGRESQL
from tests.plugins.run_folder import CouldNotMakeError, in_memory, once, run_folder

SERVER = "PACKBENCH_TEST_POSTGRESQL"

_lines: dict[str, psycopg.Connection] = {}
"""This process' connections for making and dropping databases, by server."""

KINDS = ["sqlite", pytest.param("postgresql", marks=pytest.mark.needs_postgres)]


@pytest.fixture(params=KINDS)
def database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database with the whole schema and no rows, once per kind.

    For a test that asks for `small_house` too, the house stands in it already.
    """
    with_house = "small_house" in request.fixturenames
    if request.param == "sqlite":
        path = tmp_path / "packbench.sqlite"
        shutil.copyfile(_sqlite_template(with_house=with_house), path)
        yield f"sqlite:///{path}"
    else:
        template = make_url(_postgresql_template(with_house=with_house)).database
        yield from _postgresql_database(template)


@pytest.fixture(params=KINDS)
def empty_database_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[str]:
    """The URL of a database without any schema, once per kind; for tests of migrations."""
    if request.param == "sqlite":
        yield f"sqlite:///{tmp_path / 'packbench.sqlite'}"
    else:
        yield from _postgresql_database("template0")


def copy_house(path: Path) -> None:
    """Make a file with the small house in it, as `small_house` has it on SQLite."""
    shutil.copyfile(_sqlite_template(with_house=True), path)


def _made(name: str, make: Callable[[], str]) -> str:
    """What `once` gives; a failure there is told as a failure of the test that asked."""
    try:
        return once(name, make)
    except CouldNotMakeError as problem:
        why = str(problem)
    pytest.fail(why, pytrace=False)


def _sqlite_template(*, with_house: bool) -> str:
    """The file that SQLite tests copy; its path."""
    if with_house:
        return _made("sqlite-house", _make_sqlite_house)
    return _made("sqlite-template", _make_sqlite_template)


def _make_sqlite_template() -> str:
    """Make the file with the schema alone; gives its path."""
    from db.migrations import upgrade

    path = run_folder() / "template.sqlite"
    upgrade(f"sqlite:///{path}")
    _require_whole(path)
    return str(path)


def _make_sqlite_house() -> str:
    """Make the file with the small house; gives its path."""
    from tests.plugins.houses import found_small_house

    path = run_folder() / "house.sqlite"
    shutil.copyfile(once("sqlite-template", _make_sqlite_template), path)
    found_small_house(f"sqlite:///{path}")
    _require_whole(path)
    return str(path)


def _require_whole(path: Path) -> None:
    log = path.with_name(path.name + "-wal")
    if log.exists() and log.stat().st_size:
        raise OSError("a connection was left open, so the file is not whole")


def _postgresql_template(*, with_house: bool) -> str:
    """The database that PostgreSQL tests copy; its URL."""
    if with_house:
        return _made("postgresql-house", _make_postgresql_house)
    return _made("postgresql-template", _make_postgresql_template)


def _make_postgresql_template() -> str:
    """Make the database with the schema alone; gives its URL."""
    from db.migrations import upgrade

    server = _postgresql_server()
    name = f"{_prefix()}_template"
    _create(server, name, "template0")
    url = _url_of(server, name)
    upgrade(url)
    return url


def _make_postgresql_house() -> str:
    """Make the database with the small house; gives its URL."""
    from tests.plugins.houses import found_small_house

    server = once("postgresql-address", _postgresql_server)
    name = f"{_prefix()}_house"
    bare = make_url(once("postgresql-template", _make_postgresql_template)).database
    _create(server, name, str(bare))
    url = _url_of(server, name)
    found_small_house(url)
    return url


def _postgresql_server() -> str:
    """The URL of the server to use, started if nobody named one.

    Raises:
        CouldNotMakeError: There is none, and none could be started; says what to do.
    """
    named = os.environ.get(SERVER)
    try:
        url = named or once("postgresql", lambda: postgresql_server.start(run_folder()))
        _execute(url, sql.SQL("SELECT 1"))
    except (CouldNotMakeError, psycopg.Error) as problem:
        raise CouldNotMakeError(
            f"There is no PostgreSQL for this test: {str(problem).strip()}. Name a server by"
            f" {SERVER}, or leave these tests out by {WITHOUT_POSTGRESQL}=1."
        ) from problem
    return url


def _postgresql_database(template: str | None) -> Iterator[str]:
    """The URL of a new copy of a database, dropped afterwards."""
    server = _made("postgresql-address", _postgresql_server)
    name = f"{_prefix()}_{uuid4().hex[:12]}"
    _create(server, name, str(template))
    try:
        yield _url_of(server, name)
    finally:
        _drop(server, name)


def _prefix() -> str:
    """What the names of all databases of this run begin with."""
    return "packbench_" + run_folder().name.rpartition("-")[2].lower()


def _url_of(server: str, database: str) -> str:
    """The URL of another database on the same server."""
    return make_url(server).set(database=database).render_as_string(hide_password=False)


def _execute(server: str, statement: sql.SQL | sql.Composed) -> None:
    """Run one statement outside of any transaction, as CREATE DATABASE wants it."""
    if server not in _lines:
        conninfo = make_url(server).set(drivername="postgresql")
        words = conninfo.render_as_string(hide_password=False)
        _lines[server] = psycopg.connect(words, autocommit=True)
    _lines[server].execute(statement)


def _hang_up() -> None:
    """Close what `_execute` keeps open from one test to the next."""
    while _lines:
        _lines.popitem()[1].close()


def _create(server: str, name: str, template: str) -> None:
    # File by file is the quicker way, if no disk must be waited for.
    by_file = SERVER not in os.environ and in_memory()
    words = sql.SQL("CREATE DATABASE {} TEMPLATE {}" + " STRATEGY FILE_COPY" * by_file)
    _execute(server, words.format(sql.Identifier(name), sql.Identifier(template)))


def _drop(server: str, name: str) -> None:
    words = sql.SQL("DROP DATABASE IF EXISTS {} WITH (FORCE)")
    _execute(server, words.format(sql.Identifier(name)))


def pytest_sessionfinish() -> None:
    """Hang up, in the controller and in every worker."""
    _hang_up()


class _End:
    """What the controller does about servers after the run."""

    def pytest_unconfigure(self) -> None:
        """Stop the run's own server, or leave a named one as it was found."""
        named = os.environ.get(SERVER)
        if named is None:
            postgresql_server.stop(run_folder())
        elif (run_folder() / "postgresql-template.made").exists():
            _drop(named, f"{_prefix()}_template")
            _drop(named, f"{_prefix()}_house")
            _hang_up()


def pytest_configure(config: pytest.Config) -> None:
    """Register the end, in the controller only."""
    if not hasattr(config, "workerinput"):
        config.pluginmanager.register(_End(), "databases-end")
