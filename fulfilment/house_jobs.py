"""The periodic work of the house: what falls due because time passed or stock came free.

Every program that has the house open asks for it once a minute; whoever is first does it for all.
"""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum
from typing import TypeVar

from sqlalchemy import Connection, or_, update

from db.errors import CannotNow
from db.identity import LEASE, renew_node
from db.schema.house import Warehouse
from db.transaction import in_transaction
from fulfilment.house import SYSTEM, House
from fulfilment.orders.unpaid import expire_unpaid
from fulfilment.quality.lot_closing import close_lots
from fulfilment.stock.expiry import block_expired
from fulfilment.stock.zero_checks import count_reported
from fulfilment.supply.arrivals import retry_waiting
from procedure.effects import Refused

logger = logging.getLogger(__name__)
T = TypeVar("T")

TURN = timedelta(seconds=50)
"""How long one turn counts for all programs; a little less than the minute in which each asks."""

MOST_WAITING = 5_000
"""Waiting orders that are tried in one turn."""


class HouseJob(StrEnum):
    """A periodic job, in the order in which they run: each may free stock for a later one."""

    UNPAID = "unpaid"
    EXPIRED = "expired"
    ZERO_CHECKS = "zero_checks"
    WAITING = "waiting"
    INSPECTION = "inspection"


@dataclass(frozen=True, slots=True)
class KeptHouse:
    """What was done.

    Attributes:
        in_turn: False where another program did it less than a minute ago: then nothing was done.
        unpaid: Orders cancelled because nobody paid in time.
        blocked: Units of lots kept back because they are too old to be sent out.
        promised: Such units that are promised, and about which customer service must decide.
        counts: Counts opened for shelves that pickers found not to be empty.
        to_pick: Orders that waited for stock and have a pick task now.
        lots: Lots of parcels whose inspection ended.
        failed: Jobs that could not be done now; the next turn tries them again.
    """

    in_turn: bool = True
    unpaid: int = 0
    blocked: int = 0
    promised: int = 0
    counts: int = 0
    to_pick: int = 0
    lots: int = 0
    failed: tuple[HouseJob, ...] = ()

    @property
    def did_something(self) -> bool:
        """Whether anything was written."""
        return bool(self.unpaid or self.blocked or self.counts or self.to_pick or self.lots)


def keep_house(house: House) -> KeptHouse:
    """Do the periodic work, each job in its own transactions; one that fails stops no other.

    It may be asked for at any time and by any number of programs: the jobs are safe to run twice.
    The program's own node number is renewed first, in turn or not, long before its lease ends.

    Raises:
        CannotNow: It cannot even be asked whose turn it is: the database is away or busy, or
            this program slept until its node number was another's.
    """
    now = house.clock()
    if house.ids.lease_until - now < LEASE / 2:
        renew_node(house.database, house.ids, now)
    return do_jobs(house) if _take_turn(house) else KeptHouse(in_turn=False)


def do_jobs(house: House) -> KeptHouse:
    """Do the jobs, in turn or not: what two programs do at once is still done only once."""
    failed: list[HouseJob] = []
    unpaid = _done(failed, HouseJob.UNPAID, lambda: expire_unpaid(house, SYSTEM))
    expired = _done(failed, HouseJob.EXPIRED, lambda: block_expired(house, SYSTEM))
    checked = _done(failed, HouseJob.ZERO_CHECKS, lambda: count_reported(house, SYSTEM))
    waiting = _done(failed, HouseJob.WAITING, lambda: retry_waiting(house, most=MOST_WAITING))
    lots = _done(failed, HouseJob.INSPECTION, lambda: close_lots(house))
    kept = KeptHouse(
        unpaid=0 if unpaid is None else len(unpaid.orders),
        blocked=0 if expired is None else expired.units,
        promised=0 if expired is None else expired.promised,
        counts=0 if checked is None else len(checked.counts),
        to_pick=0 if waiting is None else len(waiting.to_pick),
        lots=lots or 0,
        failed=tuple(failed),
    )
    if kept.did_something:
        logger.info(
            "kept the house: %d unpaid orders cancelled, %d units too old kept back, "
            "%d counts opened, %d waiting orders released, %d lots judged",
            kept.unpaid,
            kept.blocked,
            kept.counts,
            kept.to_pick,
            kept.lots,
        )
    return kept


def _take_turn(house: House) -> bool:
    """Whether nobody did it a moment ago.

    A turn that ends later than one taken now would was taken by a clock that is ahead. It counts
    for nothing: else a single wrong clock could keep everybody from their work.
    """
    now = house.clock()
    ended = or_(
        Warehouse.kept_until.is_(None),
        Warehouse.kept_until <= now,
        Warehouse.kept_until > now + TURN,
    )

    def take(connection: Connection) -> bool:
        taken = connection.execute(
            update(Warehouse)
            .where(Warehouse.id == house.place.warehouse_id, ended)
            .values(kept_until=now + TURN)
        )
        return taken.rowcount == 1

    return in_transaction(house.database, take)


def _done(failed: list[HouseJob], job: HouseJob, work: Callable[[], T | Refused]) -> T | None:
    """What a job gave, or None where it failed: that is written down, and the next one runs."""
    try:
        result = work()
    except CannotNow as trouble:
        logger.warning("periodic job %s cannot be done now: %s", job.value, trouble.trouble.value)
    except Exception:  # a bug in one job is no reason to leave the others undone
        logger.exception("periodic job %s failed", job.value)
    else:
        if not isinstance(result, Refused):
            return result
        logger.warning("periodic job %s was refused: %s", job.value, result.verdict.kind.value)
    failed.append(job)
    return None
