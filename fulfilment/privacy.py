"""The one door to full personal data: who looked, when, at which order and why is logged first.

References:
    ARCHITECTURE rule 8; FIELD, privacy (PIPL); clauses "What must never happen", 5.
"""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import and_, insert, select

from db.schema.log import RevealLog
from db.schema.orders import Order, OrderAddress
from fulfilment.house import Actor, House, Refuse, Work
from procedure.effects import Refused
from procedure.ids import OrderId
from procedure.permissions import UseCase
from procedure.verdicts import VerdictKind


@dataclass(frozen=True, slots=True)
class FullReceiver:
    """A receiver in full. Shown, never stored, logged or journaled."""

    receiver: str
    phone: str
    email: str
    country: str
    province: str
    city: str
    district: str
    town: str
    detail: str
    postcode: str
    raw: str


def reveal_receiver(
    house: House, actor: Actor, order_id: OrderId, reason: str
) -> FullReceiver | Refused:
    """The receiver of an order in full; the look is logged in the same transaction.

    Refused without a reason: `ASK_REASON`.
    """

    def reveal(work: Work) -> FullReceiver:
        if work.actor.person_id is None:
            raise Refuse(VerdictKind.NOT_SIGNED_IN)
        if not reason.strip():
            raise Refuse(VerdictKind.ASK_REASON)
        row = work.connection.execute(
            select(OrderAddress.__table__)
            .join(
                Order,
                and_(
                    Order.id == OrderAddress.order_id,
                    Order.address_version == OrderAddress.version,
                ),
            )
            .where(Order.id == order_id)
        ).first()
        if row is None:
            raise Refuse(VerdictKind.ORDER_NOT_FOUND)
        work.connection.execute(
            insert(RevealLog).values(
                id=work.new_id(),
                at=work.now,
                person_id=work.actor.person_id,
                station_id=work.actor.station_id,
                order_id=order_id,
                reason=reason,
            )
        )
        return FullReceiver(
            row.receiver,
            row.phone,
            row.email,
            row.country,
            row.province,
            row.city,
            row.district,
            row.town,
            row.detail,
            row.postcode,
            row.raw,
        )

    return house.run(actor, UseCase.REVEAL_PERSONAL_DATA, reveal)
