"""Messages that are to leave, written with the step that causes them: each once, by its key."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum

from db.schema.outbox import Outbox
from db.upsert import insert_or
from fulfilment.house import Work
from procedure.ids import OrderId


class NoticeKind(StrEnum):
    """What a customer or a post is told."""

    ORDER_CONFIRMED = "order_confirmed"
    SHORTAGE = "shortage"
    ORDER_SHIPPED = "order_shipped"
    REPLENISHMENT = "replenishment"
    """Purchasing is told what is missing (3.2.1a)."""
    PURCHASE_ORDER = "purchase_order"
    """A supplier is sent an order."""
    PURCHASE_CANCELLED = "purchase_cancelled"
    LOT_REJECTED = "lot_rejected"
    """Supervisors are told which parcels of a rejected lot have left (3.2.3b)."""
    ZERO_CHECK = "zero_check"
    """A picker found goods on a shelf that the books call empty; the house counts it."""


@dataclass(frozen=True, slots=True)
class Notice:
    """A message to be sent after commit.

    Attributes:
        order_id: Whose customer is told; None where a post or a supplier is.
        params: Numbers for the template. Personal data is read when the message is sent.
    """

    kind: NoticeKind
    order_id: OrderId | None
    params: Mapping[str, str | int] = field(default_factory=dict)
    occasion: str = ""
    """Tells two notices of a kind for one order apart, for example a parcel's index."""


def enqueue(work: Work, notices: Sequence[Notice]) -> None:
    """Put notices into the outbox; one that is there already is not put in again."""
    if not notices:
        return
    ids = work.new_ids(len(notices))
    rows = [
        {
            "id": id_,
            "key": f"{notice.kind}:{notice.order_id or ''}:{notice.occasion}",
            "kind": notice.kind.value,
            "order_id": notice.order_id,
            "params": dict(notice.params),
            "created_at": work.now,
            "due_at": work.now,
            "attempts": 0,
            "last_error": "",
            "done_at": None,
        }
        for id_, notice in zip(ids, notices, strict=True)
    ]
    statement = insert_or(work.connection, Outbox)
    work.connection.execute(statement.on_conflict_do_nothing(index_elements=["key"]), rows)
