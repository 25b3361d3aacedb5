"""The house a use case works in: database, ids, clock, zone, policies; and the one way to run it.

A use case body is a function of `Work`. `House.run` opens its transaction, checks the actor's
permission, repeats it on serialisation failures, and turns a `Refuse` into the value `Refused`
with everything rolled back: a refusal leaves nothing half done.
"""

from __future__ import annotations

from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import TypeVar
from zoneinfo import ZoneInfo

from sqlalchemy import Connection, select

from db.engine import Database
from db.errors import CannotNow, Trouble
from db.identity import IdFactory, claim_node, release_node
from db.schema.house import Warehouse
from db.transaction import in_transaction
from procedure.effects import Refused
from procedure.ids import PersonId, StationId, WarehouseId
from procedure.permissions import UseCase, may
from procedure.policy import OrderPolicy, StationPolicy
from procedure.verdicts import Param, Verdict, VerdictKind, verdict
from procedure.words import Post

T = TypeVar("T")
Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """The machine's clock, aware UTC. Everything else gets it injected."""
    return datetime.now(UTC)


@dataclass(frozen=True, slots=True)
class Actor:
    """Who acts, and from where. The system itself has no person."""

    person_id: PersonId | None
    name: str
    posts: frozenset[Post]
    station_id: StationId | None = None

    @property
    def is_system(self) -> bool:
        """Whether no person stands behind it."""
        return self.person_id is None


SYSTEM = Actor(None, "system", frozenset())


class Refuse(Exception):
    """Raised inside a use case to leave it: its transaction is rolled back."""

    def __init__(self, kind: VerdictKind, **params: Param) -> None:
        super().__init__(kind.value)
        self.verdict: Verdict = verdict(kind, **params)


@dataclass(frozen=True, slots=True)
class Place:
    """The warehouse a house works for."""

    warehouse_id: WarehouseId
    name: str
    zone: ZoneInfo
    currency: str


@dataclass(frozen=True, slots=True)
class Work:
    """One use case under way: its connection, actor and moment.

    Attributes:
        now: Aware UTC, the same for everything this transaction writes.
    """

    connection: Connection
    house: House
    actor: Actor
    now: datetime

    @property
    def today(self) -> date:
        """The warehouse's business day."""
        return self.now.astimezone(self.house.place.zone).date()

    @property
    def warehouse_id(self) -> WarehouseId:
        """The warehouse whose rows this use case touches."""
        return self.house.place.warehouse_id

    def new_id(self) -> int:
        """A new row id."""
        return self.house.ids()

    def new_ids(self, count: int) -> list[int]:
        """So many new row ids, ascending."""
        return self.house.ids.many(count)


class House:
    """Everything use cases need, put together once per program.

    Thread: safe; connections are taken per call.
    """

    def __init__(
        self,
        database: Database,
        ids: IdFactory,
        place: Place,
        clock: Clock = utc_now,
        station_policy: StationPolicy | None = None,
        order_policy: OrderPolicy | None = None,
    ) -> None:
        self.database = database
        self.ids = ids
        self.place = place
        self.clock = clock
        self.station_policy = station_policy or StationPolicy()
        self.order_policy = order_policy or OrderPolicy()

    @property
    def today(self) -> date:
        """The warehouse's business day now."""
        return self.clock().astimezone(self.place.zone).date()

    def run(self, actor: Actor, use_case: UseCase, body: Callable[[Work], T]) -> T | Refused:
        """What `body` gives, in one transaction; or why it was refused, with nothing written.

        Raises:
            CannotNow: The database is away, busy, full or read-only.
        """
        if not actor.is_system and not may(actor.posts, use_case):
            return Refused(verdict(VerdictKind.NOT_ALLOWED, name=actor.name))
        try:
            return in_transaction(
                self.database,
                lambda connection: body(Work(connection, self, actor, self.clock())),
            )
        except Refuse as refusal:
            return Refused(refusal.verdict)

    def close(self) -> None:
        """Give the node number back and close all connections."""
        with suppress(CannotNow):  # where it fails, the lease ends by itself
            release_node(self.database, self.ids, self.clock())
        self.database.close()


def has_warehouse(database: Database) -> bool:
    """Whether somebody has set this database up already."""
    with database.read() as connection:
        return connection.scalar(select(Warehouse.id).limit(1)) is not None


def open_house(
    database: Database,
    holder: str,
    clock: Clock = utc_now,
    station_policy: StationPolicy | None = None,
    order_policy: OrderPolicy | None = None,
) -> House:
    """The house of the (first) warehouse in this database.

    Args:
        holder: Which program this is, for the node lease.

    Raises:
        CannotNow: The database has no warehouse yet, or no node number is free.
    """
    with database.read() as connection:
        row = connection.execute(select(Warehouse.__table__).order_by(Warehouse.id)).first()
    if row is None:
        raise CannotNow(Trouble.NO_WAREHOUSE)
    place = Place(WarehouseId(row.id), row.name, ZoneInfo(row.time_zone), row.currency)
    node, until = claim_node(database, holder, clock())
    return House(
        database, IdFactory(node, clock, until), place, clock, station_policy, order_policy
    )
