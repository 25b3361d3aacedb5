"""A busy house as it is after years, with parcels ready to be packed; built once and kept.

100,000 products with their codes, 1,000,000 order lines that left, and some parcels so large that
thousands of units can be scanned into one. Every run works on a copy of its own.
"""

from __future__ import annotations

import json
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from sqlalchemy import create_engine, make_url, select, text

from db.engine import sqlite_url
from db.schema import Base
from procedure.words import Post
from tests.bench.large_stock import GOODS
from tests.bench.large_stock import lay_in as lay_in_many
from tests.bench.past_orders import add_past
from tests.plugins import postgresql_server
from tests.plugins.houses import TestClock, build_small_house
from tests.plugins.wide_orders import lay_in, wide_order

GENERATION = "3"
"""Counted up when the house is built otherwise; one that was kept before is removed."""
KEPT = Path(tempfile.gettempdir()) / "packbench-bench"
PARCELS = {"long": (20, 130), "soak": (50, 230), "burst-1": (50, 2), "burst-2": (50, 2)}
"""Name of a parcel, how many products it has, and how many units of each."""
_FILE = "packbench.sqlite"


@dataclass(frozen=True, slots=True)
class LargeFloor:
    """A copy of the house.

    Attributes:
        folder: A data folder for the program; on SQLite with the database in it.
        url: Of the PostgreSQL database; None on SQLite.
        badge: The packer's.
        parcels: What opens each parcel, by its name.
    """

    folder: Path
    url: str | None
    badge: str
    parcels: dict[str, str]


@contextmanager
def large_floor(kind: str, kept: Path = KEPT) -> Iterator[LargeFloor]:
    """A copy of the house, gone when the block ends.

    Args:
        kind: "SQLite" or "PostgreSQL".
        kept: Where the house is kept from run to run; takes about a gigabyte.
    """
    place = kept / f"{kind.lower()}-{GENERATION}"
    for old in set(kept.glob(f"{kind.lower()}-*")) - {place}:
        shutil.rmtree(old)
    with tempfile.TemporaryDirectory(prefix="run-", dir=_made(kept)) as run:
        if kind == "SQLite":
            yield _copied_file(place, Path(run))
            return
        place.mkdir(exist_ok=True)
        server = postgresql_server.start(place)
        try:
            yield _copied_database(place, Path(run), server)
        finally:
            postgresql_server.stop(place)


def _made(folder: Path) -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    folder.chmod(0o755)  # the server runs as another user
    return folder


def _copied_file(place: Path, run: Path) -> LargeFloor:
    if not (place / "facts.json").exists():
        shutil.rmtree(place, ignore_errors=True)
        place.mkdir()
        _build(sqlite_url(place / _FILE), place)
    shutil.copyfile(place / _FILE, run / _FILE)
    return _moved_into(place, run, None)


def _copied_database(place: Path, run: Path, server: str) -> LargeFloor:
    def named(name: str) -> str:
        return make_url(server).set(database=name).render_as_string(hide_password=False)

    if not (place / "facts.json").exists():
        _say(server, "DROP DATABASE IF EXISTS large", "CREATE DATABASE large")
        _build(named("large"), place)
    _say(server, "DROP DATABASE IF EXISTS run", "CREATE DATABASE run TEMPLATE large")
    return _moved_into(place, run, named("run"))


def _say(server: str, *statements: str) -> None:
    engine = create_engine(server, isolation_level="AUTOCOMMIT")
    with engine.connect() as connection:
        for statement in statements:
            connection.execute(text(statement))
    engine.dispose()


def _moved_into(place: Path, run: Path, url: str | None) -> LargeFloor:
    facts = json.loads((place / "facts.json").read_text(encoding="utf-8"))
    return LargeFloor(run, url, facts["badge"], facts["parcels"])


def _build(url: str, place: Path) -> None:
    """Found the house, fill it, and note what a run must know."""
    built = build_small_house(url, TestClock())
    database = built.house.database
    with database.write() as connection:
        ids = {
            table: connection.scalar(select(Base.metadata.tables[table].c.id).limit(1)) or 0
            for table in ("warehouse", "channel", "carrier")
        }
        lay_in_many(connection, database, ids["warehouse"], datetime.now(UTC), GOODS)
        add_past(connection, database, ids["warehouse"], ids["channel"], ids["carrier"])
    with database.write() as connection:
        connection.execute(text("ANALYZE"))
    lay_in(built)
    parcels = {name: wide_order(built, name, *size)[1] for name, size in PARCELS.items()}
    built.house.close()
    facts = {"badge": built.badges[Post.PACKER], "parcels": parcels}
    (place / "facts.json").write_text(json.dumps(facts), encoding="utf-8")
