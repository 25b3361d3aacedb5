"""PostgreSQL's pipeline: statements are sent, and the program goes on while they are carried out.

To look whether rows keep their promises takes the server longer than it takes the program to make
them; so both work at once. Whoever asks the connection for rows, commits or rolls back waits for
the answers first, and hears there of a statement that failed.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import Connection, event
from sqlalchemy.exc import DBAPIError

_KEY = "pipeline"
"""Where a connection keeps what is under way on it."""


@dataclass(frozen=True, slots=True)
class _UnderWay:
    """Statements that were sent.

    Attributes:
        answers: Waits for all of them when it is closed.
        expected: Cursors of statements with the number of rows each has to find.
    """

    answers: ExitStack = field(default_factory=ExitStack)
    expected: list[tuple[Any, int]] = field(default_factory=list)


def send(connection: Connection, statement: str, values: Sequence[Any], rows: int) -> None:
    """Send a statement that has to find or make so many rows; its answer is looked at later.

    A transaction cannot be committed before: it is all there, or nothing of it.

    Raises:
        DBAPIError: A statement that was sent before has failed.
    """
    driver: Any = connection.connection.driver_connection
    with _sorted(connection, statement):
        under_way = connection.info.get(_KEY) or _begin(connection, driver)
        under_way.expected.append((driver.execute(statement, values), rows))


def _begin(connection: Connection, driver: Any) -> _UnderWay:
    engine = connection.engine
    if not event.contains(engine, "commit", _wait):
        event.listen(engine, "before_cursor_execute", _wait)
        event.listen(engine, "commit", _wait)
        event.listen(engine, "rollback", _forget)
    under_way = connection.info[_KEY] = _UnderWay()
    under_way.answers.enter_context(driver.pipeline())
    return under_way


def _wait(connection: Connection, *_: object) -> None:
    """Wait for what is under way.

    Raises:
        DBAPIError: A statement has failed.
        LookupError: One did not find its rows (a bug of ours).
    """
    under_way: _UnderWay | None = connection.info.pop(_KEY, None)
    if under_way is None:
        return
    with _sorted(connection, "sent before"):
        under_way.answers.close()
    for cursor, rows in under_way.expected:
        require_rows(cursor.rowcount, rows)


def require_rows(found: int, rows: int) -> None:
    """Does nothing where a statement found all the rows it has to find.

    Raises:
        LookupError: It did not: units would leave a place where none ever were (a bug of ours).
    """
    if found != rows:
        raise LookupError(f"{rows - found} of {rows} rows are not there")


def _forget(connection: Connection) -> None:
    """What failed is told already, or no longer matters: nothing of it stays."""
    with suppress(DBAPIError, LookupError):
        _wait(connection)


@contextmanager
def _sorted(connection: Connection, statement: str) -> Iterator[None]:
    """The driver's errors in the shape SQLAlchemy gives all others."""
    dbapi: Any = connection.dialect.loaded_dbapi
    try:
        yield
    except dbapi.Error as error:
        raise DBAPIError.instance(
            statement, None, error, dbapi.Error, dialect=connection.dialect
        ) from error
