"""A chain of revisions, and what it does with a database."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import assert_never

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, inspect, make_url

from db.engine import SQLITE_MAGIC, single_use_engine, sorted_errors
from db.errors import CannotNow, Trouble
from db.migrations.backup import copy_beside
from db.migrations.standing import Standing

_HERE = Path(__file__).parent
VERSIONS = _HERE / "versions"

_UPGRADE_LOCK = 0x7061636B
"""Number of the PostgreSQL advisory lock: two programs never upgrade at once."""

_OUR_TABLES = {"alembic_version", "database_identity"}


class History:
    """The revisions in a folder.

    Args:
        versions: Folder of the revision files.
    """

    def __init__(self, versions: Path = VERSIONS) -> None:
        self._config = Config()
        self._set("script_location", str(_HERE))
        self._set("path_separator", "newline")
        self._set("version_locations", str(versions))
        self._scripts = ScriptDirectory.from_config(self._config)

    def head(self) -> str:
        """The newest revision."""
        head = self._scripts.get_current_head()
        if head is None:
            raise ValueError("there are no revisions")
        return head

    def check(self, url: str) -> Standing:
        """How the database stands to these revisions. Changes nothing, makes no file.

        Raises:
            CannotNow: The database is away, busy or damaged.
        """
        if missing_file(url) is not None:
            return Standing.EMPTY
        if _is_other_file(url):
            return Standing.FOREIGN
        try:
            with self.connection(url) as connection:
                return self._standing(connection)
        except CannotNow as cannot:
            if cannot.trouble is Trouble.DATABASE_FOREIGN:
                return Standing.FOREIGN
            raise

    def current(self, url: str) -> str | None:
        """The revision of the database, None for an empty one.

        Raises:
            CannotNow: The database is away, busy or damaged.
        """
        if missing_file(url) is not None:
            return None
        with self.connection(url) as connection:
            return MigrationContext.configure(connection).get_current_revision()

    def upgrade(self, url: str) -> None:
        """Bring the database to the newest revision in one transaction.

        Raises:
            CannotNow: The database is newer, foreign, away, busy, damaged, full or read-only.
        """
        if self._may_be_upgraded(self.check(url), url):
            with self.connection(url, write=True) as connection:
                standing = self._standing(connection)
                if not self._may_be_upgraded(standing, url):
                    return
                if standing is Standing.OLDER:
                    copy_beside(make_url(url), self.head())
                self._config.attributes["connection"] = connection
                command.upgrade(self._config, "head")
                _refuse_loose_references(connection)

    @contextmanager
    def connection(self, url: str, *, write: bool = False) -> Iterator[Connection]:
        """A connection in one transaction, without a pool; a writing one has it for itself.

        Raises:
            CannotNow: The database is away, busy, damaged, full or read-only.
        """
        engine = single_use_engine(url, read_only=not write)
        try:
            with sorted_errors(), engine.begin() as connection:
                if write and engine.dialect.name == "postgresql":
                    connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({_UPGRADE_LOCK})")
                yield connection
        finally:
            engine.dispose()

    def _may_be_upgraded(self, standing: Standing, url: str) -> bool:
        match standing:
            case Standing.EMPTY | Standing.OLDER:
                return True
            case Standing.MATCHES:
                return False
            case Standing.NEWER:
                raise self.newer(url)
            case Standing.FOREIGN:
                raise self.foreign(url)
            case _:
                assert_never(standing)

    def newer(self, url: str) -> CannotNow:
        """What is raised when the database is of a revision this program does not know."""
        return CannotNow(
            Trouble.DATABASE_NEWER, {"found": self.current(url) or "", "known": self.head()}
        )

    def foreign(self, url: str) -> CannotNow:
        """What is raised when the database is not ours."""
        return CannotNow(Trouble.DATABASE_FOREIGN, {"detail": make_url(url).database or ""})

    def _standing(self, connection: Connection) -> Standing:
        tables = set(inspect(connection).get_table_names())
        if not tables:
            return Standing.EMPTY
        if not tables >= _OUR_TABLES:
            return Standing.FOREIGN
        revision = MigrationContext.configure(connection).get_current_revision()
        if revision is None:
            return Standing.FOREIGN
        if revision == self.head():
            return Standing.MATCHES
        known = {script.revision for script in self._scripts.walk_revisions()}
        return Standing.OLDER if revision in known else Standing.NEWER

    def _set(self, option: str, value: str) -> None:
        self._config.set_main_option(option, value.replace("%", "%%"))


def missing_file(url: str) -> Path | None:
    """The SQLite file of a URL where there is none yet; None for all other databases."""
    made = make_url(url)
    path = Path(made.database or "")
    return path if made.get_backend_name() == "sqlite" and not path.exists() else None


def _is_other_file(url: str) -> bool:
    """SQLite itself takes a file shorter than a page for an empty one, and writes over it."""
    made = make_url(url)
    if made.get_backend_name() != "sqlite":
        return False
    try:
        with Path(made.database or "").open("rb") as file:
            start = file.read(len(SQLITE_MAGIC))
    except OSError as error:
        raise CannotNow(Trouble.DATABASE_AWAY, {"detail": str(error)}) from error
    return start not in (b"", SQLITE_MAGIC)


def _refuse_loose_references(connection: Connection) -> None:
    """Rebuilding a table on SQLite needs the foreign keys off; they are checked at the end."""
    if connection.dialect.name != "sqlite":
        return
    loose = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
    if loose:
        raise RuntimeError(f"the migration leaves loose references: {loose[:5]}")
