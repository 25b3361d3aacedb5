"""Three ways in which a station's disk fails: full, read-only, at fault; all are real refusals.

A disk "at fault" is a real failed `write`: the system refuses to let the journal's WAL grow.
"""

from __future__ import annotations

import resource
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

from sqlalchemy import event

from db.engine import Database
from db.journal import Journal

BadDisk = Callable[[Journal], AbstractContextManager[None]]


@contextmanager
def full(journal: Journal) -> Iterator[None]:
    """The journal may not take another page; what fits on those it has is still written."""
    journal._connection.execute("PRAGMA max_page_count=1")
    try:
        yield
    finally:
        journal._connection.execute("PRAGMA max_page_count=1000000")


@contextmanager
def read_only(journal: Journal) -> Iterator[None]:
    """The journal may not be written at all."""
    journal._connection.execute("PRAGMA query_only=ON")
    try:
        yield
    finally:
        journal._connection.execute("PRAGMA query_only=OFF")


@contextmanager
def at_fault(journal: Journal) -> Iterator[None]:
    """No `write` behind the end of the journal's WAL succeeds; the thread does not matter."""
    with no_file_grows_beyond(wal_of(journal.path).stat().st_size):
        yield


@contextmanager
def no_file_grows_beyond(size: int) -> Iterator[None]:
    """The system refuses this process every write behind so many bytes of a file (EFBIG)."""
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


def wal_of(journal: Path) -> Path:
    """The file a journal grows in."""
    return journal.with_name(f"{journal.name}-wal")


class DiskAfterCommit:
    """A station's disk that is read-only from a commit of the centre on, until it is mended.

    The journal is touched in the thread that commits: the station's own.
    """

    def __init__(self, journal: Journal | None = None) -> None:
        self.journal = journal
        self.works = False

    @contextmanager
    def under(self, database: Database) -> Iterator[None]:
        """Every commit of this database has its say while the block lasts."""
        event.listen(database._writer, "commit", self._on_commit)
        try:
            yield
        finally:
            event.remove(database._writer, "commit", self._on_commit)

    def mend(self) -> None:
        """The disk works again."""
        self.works = True
        self._on_commit(None)

    def _on_commit(self, _connection: object) -> None:
        if self.journal is not None:
            word = "OFF" if self.works else "ON"
            self.journal._connection.execute(f"PRAGMA query_only={word}")
