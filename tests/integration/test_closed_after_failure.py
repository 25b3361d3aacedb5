"""Who opens a database and fails closes it: no connection is left for the collector to find."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlalchemy import func, literal_column, select, table

from db.engine import Database
from db.errors import CannotNow, Trouble
from db.schema.house import Node
from desktop.house_opening import open_seat
from gateway.demo.house import make_demo_house
from tests.plugins.houses import SmallHouse

only_postgresql = pytest.mark.parametrize("database_url", ["postgresql"], indirect=True)


def others(url: str) -> int:
    """How many connections the server has to this database, beside the one that asks."""
    database = Database(url)
    try:
        with database.read() as connection:
            mine = (
                literal_column("datname") == func.current_database(),
                literal_column("pid") != func.pg_backend_pid(),
                literal_column("state").is_not(None),
            )
            statement = select(func.count()).select_from(table("pg_stat_activity")).where(*mine)
            return int(connection.scalar(statement) or 0)
    finally:
        database.close()


class BrokenClock:
    """A clock that stands after so many looks: what is being built cannot be finished."""

    def __init__(self, looks: int) -> None:
        self._left = looks

    def __call__(self) -> datetime:
        self._left -= 1
        if self._left < 0:
            raise CannotNow(Trouble.DATABASE_BUSY)
        return datetime(2026, 11, 23, 2, 0, tzinfo=UTC)


@only_postgresql
@pytest.mark.needs_postgres
@pytest.mark.parametrize("looks", [1, 2, 5])
def test_a_demo_house_that_cannot_be_built_leaves_no_connection(
    database_url: str, looks: int
) -> None:
    before = others(database_url)
    with pytest.raises(CannotNow) as caught:
        make_demo_house(database_url, 3, BrokenClock(looks))
    assert caught.value.trouble is Trouble.DATABASE_BUSY
    assert others(database_url) == before


@only_postgresql
@pytest.mark.needs_postgres
def test_a_window_whose_station_is_not_there_leaves_neither_connection_nor_node(
    small_house: SmallHouse, database_url: str, tmp_path: Path
) -> None:
    before, at = others(database_url), small_house.clock
    with pytest.raises(CannotNow) as caught:
        open_seat(tmp_path, database_url, "nowhere", at)
    assert caught.value.trouble is Trouble.NO_STATION
    assert others(database_url) == before
    with small_house.house.database.read() as connection:
        until = connection.scalars(select(Node.lease_until).where(Node.holder.like("window%")))
        assert [(each - at()).total_seconds() for each in until] == [2.0], "it is given back"
