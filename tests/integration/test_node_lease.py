"""Node numbers are leased from the database, so that no two programs make the same id."""

from __future__ import annotations

from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime, timedelta

import pytest
from sqlalchemy import insert, select, text

from db.engine import Database
from db.errors import CannotNow, Trouble
from db.identity import LEASE, IdFactory, claim_node, release_node, renew_node
from db.schema.house import Node
from tests.plugins.processes import at_once

NOW = datetime(2026, 11, 23, 12, tzinfo=UTC)


def make_ids(url: str) -> list[int]:
    """What a program does that makes ids and ends."""
    database = Database(url)
    node, until = claim_node(database, "program", NOW)
    made = IdFactory(node, lambda: NOW, until).many(5000)
    database.close()
    return made


@pytest.fixture
def database(database_url: str) -> Iterator[Database]:
    opened = Database(database_url)
    yield opened
    opened.close()


def claimed(database: Database, now: datetime) -> IdFactory:
    node, until = claim_node(database, "test", now)
    return IdFactory(node, lambda: now, until)


def holders(database: Database) -> list[int]:
    with database.read() as connection:
        return list(connection.scalars(select(Node.number).order_by(Node.number)))


def test_four_programs_make_twenty_thousand_different_ids(database_url: str) -> None:
    made = [id_ for ids in at_once(make_ids, [(database_url,)] * 4) for id_ in ids]
    assert len(set(made)) == len(made) == 20_000


def test_claims_at_once_get_different_numbers(database: Database) -> None:
    with ThreadPoolExecutor(8) as threads:
        nodes = list(threads.map(lambda _: claim_node(database, "x", NOW)[0], range(16)))
    assert sorted(nodes) == list(range(16))


def test_a_number_is_given_again_only_after_its_lease(database: Database) -> None:
    first = claimed(database, NOW)
    assert claimed(database, NOW + LEASE).node != first.node
    assert claimed(database, NOW + LEASE + timedelta(seconds=1)).node == first.node


def test_a_released_number_is_given_again_after_two_seconds(database: Database) -> None:
    first = claimed(database, NOW)
    release_node(database, first, NOW)
    assert claimed(database, NOW).node != first.node
    assert claimed(database, NOW + timedelta(seconds=3)).node == first.node


def test_a_renewed_lease_is_longer(database: Database) -> None:
    later = NOW + timedelta(days=1)
    ids = claimed(database, NOW)
    renew_node(database, ids, later)
    assert ids.lease_until == later + LEASE
    assert claimed(database, NOW + LEASE + timedelta(seconds=1)).node != ids.node


def test_a_program_that_slept_does_not_take_its_number_back(database: Database) -> None:
    sleeper = claimed(database, NOW)
    woken = NOW + LEASE + timedelta(seconds=1)
    successor = claimed(database, woken)
    assert successor.node == sleeper.node
    with pytest.raises(CannotNow) as caught:
        renew_node(database, sleeper, woken)
    assert caught.value.trouble is Trouble.NODE_LEASE_ENDED
    release_node(database, sleeper, woken)
    with database.read() as connection:
        assert connection.scalars(select(Node.lease_until)).all() == [successor.lease_until]


def test_when_all_numbers_are_held_a_person_hears_it(database: Database) -> None:
    rows = [{"number": n, "holder": "x", "lease_until": NOW + LEASE} for n in range(1024)]
    with database.write() as connection:
        connection.execute(insert(Node), rows)
    with pytest.raises(CannotNow) as caught:
        claim_node(database, "one too many", NOW)
    assert caught.value.trouble is Trouble.NO_NODE_NUMBER
    with database.write() as connection:
        connection.execute(text("DELETE FROM node WHERE number = 500"))
    assert claim_node(database, "fits", NOW)[0] == 500
    assert holders(database) == list(range(1024))
