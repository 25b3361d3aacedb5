"""Ids made by the program: 64 bits, ordered by time, unlike on every node.

41 bits of milliseconds since 2024-01-01 UTC (until 2093), 10 bits node number, 12 bits serial.
The node number is leased from the database, so two programs never share one.
"""

from __future__ import annotations

import threading
from collections.abc import Callable
from datetime import UTC, datetime, timedelta

from sqlalchemy import Connection, insert, select, update

from db.engine import Database
from db.errors import CannotNow, Trouble
from db.schema.house import Node
from db.transaction import in_transaction

EPOCH_MS = int(datetime(2024, 1, 1, tzinfo=UTC).timestamp() * 1000)
NODE_BITS = 10
SERIAL_BITS = 12
LEASE = timedelta(days=7)


class IdFactory:
    """Gives ids of one node, each greater than the one before, also when the clock goes back.

    Args:
        node: 0 to 1023, from `claim_node`.
        now: The clock, aware UTC.
        lease_until: After this moment no id is given, because another program may have the node.

    Thread: safe from any thread.
    """

    def __init__(self, node: int, now: Callable[[], datetime], lease_until: datetime) -> None:
        if not 0 <= node < 1 << NODE_BITS:
            raise ValueError("node numbers are 0 to 1023")
        self.node = node
        self._now = now
        self.lease_until = lease_until
        self._last = 0
        self._lock = threading.Lock()

    def __call__(self) -> int:
        """The next id.

        Raises:
            CannotNow: The lease of the node number has ended.
        """
        return self.many(1)[0]

    def many(self, count: int) -> list[int]:
        """The next `count` ids, ascending.

        Raises:
            CannotNow: The lease of the node number has ended.
        """
        now = self._now()
        if now >= self.lease_until:
            raise CannotNow(Trouble.NODE_LEASE_ENDED)
        ms = int(now.timestamp() * 1000) - EPOCH_MS
        with self._lock:
            position = max(ms << SERIAL_BITS, self._last + 1)
            self._last = position + count - 1
        return [self._placed(position + offset) for offset in range(count)]

    def extend(self, lease_until: datetime) -> None:
        """The lease was renewed until then."""
        self.lease_until = lease_until

    def _placed(self, position: int) -> int:
        ms, serial = position >> SERIAL_BITS, position & ((1 << SERIAL_BITS) - 1)
        return ms << (NODE_BITS + SERIAL_BITS) | self.node << SERIAL_BITS | serial


def claim_node(database: Database, holder: str, now: datetime) -> tuple[int, datetime]:
    """A node number for this program and until when it is leased.

    Args:
        holder: Words that tell which program it is, for support.

    Raises:
        CannotNow: All 1024 numbers are held.
    """
    until = now + LEASE

    def claim(connection: Connection) -> int:
        ended = select(Node.number).where(Node.lease_until < now).order_by(Node.number).limit(1)
        if connection.dialect.name == "postgresql":
            connection.exec_driver_sql("LOCK TABLE node IN EXCLUSIVE MODE")
        number = connection.scalar(ended)
        if number is not None:
            connection.execute(
                update(Node).where(Node.number == number).values(holder=holder, lease_until=until)
            )
            return number
        taken = set(connection.scalars(select(Node.number)))
        free = next((n for n in range(1 << NODE_BITS) if n not in taken), None)
        if free is None:
            raise CannotNow(Trouble.NO_NODE_NUMBER)
        connection.execute(insert(Node).values(number=free, holder=holder, lease_until=until))
        return free

    return in_transaction(database, claim), until


def renew_node(database: Database, ids: IdFactory, now: datetime) -> None:
    """Renew the lease of a node number; call it at least once a day.

    Raises:
        CannotNow: The lease had ended and another program has the number now (a PC that slept
            for longer than the lease). A new number must be claimed.
    """
    until = now + LEASE
    if not _move_lease(database, ids, until):
        raise CannotNow(Trouble.NODE_LEASE_ENDED)
    ids.extend(until)


def release_node(database: Database, ids: IdFactory, now: datetime) -> None:
    """Give the node number back at a tidy end; nothing happens where another program has it.

    The lease runs on for two seconds: a bulk of ids may reach a few milliseconds ahead of
    the clock, and the next holder must start behind them.
    """
    _move_lease(database, ids, now + timedelta(seconds=2))


def _move_lease(database: Database, ids: IdFactory, until: datetime) -> bool:
    """Whether the lease was still ours; its end is what it is recognised by."""

    def move(connection: Connection) -> bool:
        ours = (Node.number == ids.node) & (Node.lease_until == ids.lease_until)
        moved = connection.execute(update(Node).where(ours).values(lease_until=until))
        return moved.rowcount == 1

    return in_transaction(database, move)
