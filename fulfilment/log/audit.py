"""The log: every step of an order, chained per order; heads anchored together (3.1.3b).

The digest of a row covers the row before it, so a changed, removed or inserted row is found,
and named, by `log_check`. Personal text stands apart (`order_log_text`); the chain holds only
its salted digest, so it can be erased without breaking the chain.
"""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import insert, select

from db.bulk import among, insert_many, set_many
from db.schema.log import OrderLog, OrderLogText
from db.schema.orders import Order
from fulfilment.house import Work
from procedure.ids import OrderId
from procedure.words import OrderStatus


@dataclass(frozen=True, slots=True)
class Entry:
    """One thing to be logged.

    Attributes:
        action: Stable word of what was done, for example "confirmed".
        data: Names and numbers, never personal data.
        reason: Why, in the procedure's own words or a person's, free of personal data.
        text: Personal or free text; stored apart, erasable.
    """

    order_id: OrderId
    action: str
    before: OrderStatus | None = None
    after: OrderStatus | None = None
    data: Mapping[str, Any] = field(default_factory=dict)
    reason: str = ""
    text: str | None = None


def row_digest(row: Mapping[str, Any]) -> str:
    """The digest of a log row, from its content and the digest before it."""
    content = {
        "order_id": row["order_id"],
        "seq": row["seq"],
        "at": _moment(row["at"]),
        "action": row["action"],
        "person_id": row["person_id"],
        "station_id": row["station_id"],
        "from": row["from_status"] and str(row["from_status"]),
        "to": row["to_status"] and str(row["to_status"]),
        "data": row["data"],
        "reason": row["reason"],
        "text": row["text_digest"],
        "previous": row["previous"],
    }
    return hashlib.sha256(_canonical(content).encode()).hexdigest()


_canonical = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False).encode


def text_digest(salt: str, body: str) -> str:
    """The digest of personal text that the chain holds in its place."""
    return hashlib.sha256(f"{salt}\n{body}".encode()).hexdigest()


def append(work: Work, entries: Sequence[Entry]) -> None:
    """Append entries to their orders' chains.

    The orders' rows are locked (in id order) until the transaction ends, so two steps of one
    order never write the same place of its chain.
    """
    if not entries:
        return
    moved = write(work, entries, lock_heads(work, {entry.order_id for entry in entries}))
    set_many(
        work.connection,
        Order,
        ("id",),
        ("log_seq", "log_head"),
        [(id_, seq, head) for id_, (seq, head) in moved.items()],
    )


@dataclass(frozen=True, slots=True)
class Head:
    """The end of an order's chain, and the status it led to; good while the order is locked.

    Attributes:
        version: How often the order was changed.
        seq, digest: Of the chain's last row; 0 and "" where there is none.
    """

    status: OrderStatus
    version: int
    seq: int
    digest: str


HEAD = (Order.status, Order.version, Order.log_seq, Order.log_head)
"""The columns of a `Head`."""


def head_of(row: Any) -> Head:
    """The head in a row that has the columns `HEAD`."""
    return Head(row.status, row.version, row.log_seq, row.log_head)


def lock_heads(work: Work, order_ids: Collection[int]) -> dict[OrderId, Head]:
    """Lock orders in the order of their ids; the end of each one's chain."""
    rows = work.connection.execute(
        select(Order.id, *HEAD)
        .where(among(Order.id, sorted(order_ids), work.connection))
        .order_by(Order.id)
        .with_for_update()
    )
    return {OrderId(row.id): head_of(row) for row in rows.all()}


_COLUMNS = tuple(column.name for column in OrderLog.__table__.columns)


def write(work: Work, entries: Sequence[Entry], heads: Mapping[OrderId, Head]) -> Ends:
    """Write the rows of `entries` behind these heads, which the caller has locked.

    The caller sets the ends that it gives on their orders, in the same transaction.
    """
    ends: Ends = {id_: (head.seq, head.digest) for id_, head in heads.items()}
    rows, texts, moved = chain(work, entries, ends)
    insert_many(work.connection, OrderLog, _COLUMNS, [tuple(map(r.get, _COLUMNS)) for r in rows])
    if texts:
        work.connection.execute(insert(OrderLogText), texts)
    return moved


Ends = dict[int, tuple[int, str]]
"""Length and last digest of the chains of orders."""


def chain(
    work: Work, entries: Sequence[Entry], ends: Mapping[int, tuple[int, str]]
) -> tuple[list[dict[str, Any]], list[dict[str, Any]], Ends]:
    """The rows of `entries` behind these ends: log rows, text rows, ends afterwards."""
    moved: Ends = dict(ends)
    rows: list[dict[str, Any]] = []
    texts: list[dict[str, Any]] = []
    for entry, id_ in zip(entries, work.new_ids(len(entries)), strict=True):
        seq, previous = moved.get(entry.order_id, (0, ""))
        salt = secrets.token_hex(16) if entry.text else ""
        row: dict[str, Any] = {
            "id": id_,
            "order_id": entry.order_id,
            "seq": seq + 1,
            "at": work.now,
            "action": entry.action,
            "person_id": work.actor.person_id,
            "station_id": work.actor.station_id,
            "from_status": entry.before,
            "to_status": entry.after,
            "data": dict(entry.data),
            "reason": entry.reason,
            "text_digest": text_digest(salt, entry.text) if entry.text else "",
            "previous": previous,
        }
        row["digest"] = row_digest(row)
        rows.append(row)
        if entry.text:
            texts.append({"log_id": id_, "salt": salt, "body": entry.text})
        moved[entry.order_id] = (seq + 1, row["digest"])
    return rows, texts, moved


def _moment(at: datetime) -> str:
    return at.isoformat(timespec="microseconds")
