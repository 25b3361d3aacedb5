"""Every test gets a database of its own; nothing of it reaches the next."""

from __future__ import annotations

import pytest
from sqlalchemy import create_engine, inspect, text

from db.migrations import current


@pytest.mark.parametrize("round_", [1, 2])
def test_a_table_made_by_one_test_is_not_seen_by_the_next(database_url: str, round_: int) -> None:
    engine = create_engine(database_url)
    assert not inspect(engine).has_table("made_by_a_test")
    with engine.begin() as connection:
        connection.execute(text("CREATE TABLE made_by_a_test (n INTEGER)"))
    engine.dispose()


def test_a_database_has_the_whole_schema(database_url: str) -> None:
    assert current(database_url) is not None


def test_an_empty_database_has_none(empty_database_url: str) -> None:
    engine = create_engine(empty_database_url)
    assert inspect(engine).get_table_names() == []
    engine.dispose()
