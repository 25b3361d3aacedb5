"""Anchors: the heads of all chains that moved are digested together at intervals.

A chain proves its own rows; an anchor proves that no whole chain was rewritten since. The newest
anchor's digest, written down elsewhere (a mail, a sheet of paper), pins the whole log.

References:
    ARCHITECTURE rule 2; clause 3.1.3b.
"""

from __future__ import annotations

import hashlib
from dataclasses import dataclass

from sqlalchemy import Connection, func, insert, select

from db.schema.log import LogAnchor, OrderLog
from fulfilment.house import Actor, House, Work
from procedure.effects import Refused
from procedure.permissions import UseCase


@dataclass(frozen=True, slots=True)
class Anchored:
    """A new anchor.

    Attributes:
        heads: How many log rows it covers; 0 where nothing happened since the last one.
        digest: Hex; write it down elsewhere.
    """

    heads: int
    digest: str


def anchor_log(house: House, actor: Actor) -> Anchored | Refused:
    """Anchor everything logged since the last anchor."""
    return house.run(actor, UseCase.VERIFY_LOG, _anchor)


def _anchor(work: Work) -> Anchored:
    last = work.connection.execute(
        select(LogAnchor.up_to_log_id, LogAnchor.digest).order_by(LogAnchor.id.desc()).limit(1)
    ).first()
    after, previous = (last.up_to_log_id, last.digest) if last else (0, "")
    newest = work.connection.scalar(select(func.max(OrderLog.id))) or 0
    digest, count = anchor_digest(work.connection, after, newest, previous)
    if not count:
        return Anchored(0, previous)
    work.connection.execute(
        insert(LogAnchor).values(
            id=work.new_id(),
            at=work.now,
            up_to_log_id=newest,
            heads=count,
            previous=previous,
            digest=digest,
        )
    )
    return Anchored(count, digest)


def anchor_digest(connection: Connection, after: int, up_to: int, previous: str) -> tuple[str, int]:
    """The digest over all log rows with ids in (after, up_to], and how many these are."""
    running = hashlib.sha256(previous.encode())
    count = 0
    # of the statement: set on the connection it would hold for what is executed after it too
    rows = connection.execute(
        select(OrderLog.id, OrderLog.digest)
        .where(OrderLog.id > after, OrderLog.id <= up_to)
        .order_by(OrderLog.id)
        .execution_options(yield_per=5_000)
    )
    for id_, digest in rows:
        running.update(f"{id_}:{digest}\n".encode())
        count += 1
    return running.hexdigest(), count
