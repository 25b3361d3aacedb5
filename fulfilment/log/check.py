"""Has the log been altered? Walks every order's chain and names the first row that is wrong.

References:
    Clause 3.1.3b: changing one stored row is found, naming the row.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from itertools import groupby
from typing import Any

from sqlalchemy import Connection, and_, or_, select

from db.engine import Database
from db.schema.log import OrderLog, OrderLogText
from db.schema.orders import Order
from fulfilment.log.audit import row_digest, text_digest

PAGE = 2_000


class LogFault(StrEnum):
    """What can be wrong with a chain."""

    ROW_CHANGED = "row_changed"
    ROW_MISSING = "row_missing"
    TEXT_CHANGED = "text_changed"
    HEAD_DIFFERS = "head_differs"
    """The order's own head is not its last row's digest: rows at the end are gone or added."""


@dataclass(frozen=True, slots=True)
class BrokenRow:
    """The first wrong place found.

    Attributes:
        seq: Place in the order's chain, from 1.
        log_id: The row, or None where it is missing.
    """

    order_no: str
    seq: int
    log_id: int | None
    fault: LogFault


@dataclass(frozen=True, slots=True)
class LogChecked:
    """What a check found.

    Attributes:
        broken: None where every chain is whole.
    """

    rows: int
    orders: int
    broken: BrokenRow | None


def check_log(database: Database) -> LogChecked:
    """Walk all chains.

    Raises:
        CannotNow: The database is away.
    """
    rows = orders = 0
    with database.read() as connection:
        heads = _heads(connection)
        for order_id, chain in groupby(_rows(connection), key=lambda row: row["order_id"]):
            order_no, length, head = heads.pop(order_id)
            orders += 1
            seen = list(chain)
            rows += len(seen)
            broken = _check_chain(order_no, seen, length, head)
            if broken is not None:
                return LogChecked(rows, orders, broken)
        for order_no, length, _ in heads.values():
            if length:
                lost = BrokenRow(order_no, 1, None, LogFault.ROW_MISSING)
                return LogChecked(rows, orders, lost)
    return LogChecked(rows, orders, None)


def _heads(connection: Connection) -> dict[int, tuple[str, int, str]]:
    found = connection.execute(select(Order.id, Order.order_no, Order.log_seq, Order.log_head))
    return {row.id: (row.order_no, row.log_seq, row.log_head) for row in found}


def _rows(connection: Connection) -> Iterator[Any]:
    order_id, seq = 0, 0
    while True:
        page = (
            connection.execute(
                select(OrderLog.__table__, OrderLogText.salt, OrderLogText.body)
                .outerjoin(OrderLogText, OrderLogText.log_id == OrderLog.id)
                .where(
                    or_(
                        OrderLog.order_id > order_id,
                        and_(OrderLog.order_id == order_id, OrderLog.seq > seq),
                    )
                )
                .order_by(OrderLog.order_id, OrderLog.seq)
                .limit(PAGE)
            )
            .mappings()
            .all()
        )
        yield from page
        if len(page) < PAGE:
            return
        order_id, seq = page[-1]["order_id"], page[-1]["seq"]


def _check_chain(order_no: str, rows: list[Any], length: int, head: str) -> BrokenRow | None:
    previous = ""
    for place, row in enumerate(rows, start=1):
        if row["seq"] != place:
            return BrokenRow(order_no, place, None, LogFault.ROW_MISSING)
        if row["previous"] != previous or row_digest(row) != row["digest"]:
            return BrokenRow(order_no, place, row["id"], LogFault.ROW_CHANGED)
        if row["body"] is not None and text_digest(row["salt"], row["body"]) != row["text_digest"]:
            return BrokenRow(order_no, place, row["id"], LogFault.TEXT_CHANGED)
        previous = row["digest"]
    if len(rows) < length:
        return BrokenRow(order_no, len(rows) + 1, None, LogFault.ROW_MISSING)
    if len(rows) > length or previous != head:
        return BrokenRow(order_no, len(rows), rows[-1]["id"], LogFault.HEAD_DIFFERS)
    return None
