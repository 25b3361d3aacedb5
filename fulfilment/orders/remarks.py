"""Remarks: talks with the customer, dated, shown at pick, pack and ship (3.1.2b)."""

from __future__ import annotations

from dataclasses import dataclass

from sqlalchemy import insert

from db.schema.orders import Remark
from fulfilment.house import Actor, House, Work
from fulfilment.locks import locked_order
from fulfilment.log import audit
from procedure.effects import Refused
from procedure.ids import OrderId
from procedure.permissions import UseCase
from procedure.words import RemarkKind


@dataclass(frozen=True, slots=True)
class RemarkWritten:
    """A remark that now shows at pick, pack and ship."""

    remark_id: int


def write_remark(
    house: House, actor: Actor, order_id: OrderId, body: str, for_floor: bool
) -> RemarkWritten | Refused:
    """Write a dated remark (3.1.2b)."""

    def write(work: Work) -> RemarkWritten:
        locked_order(work, order_id)
        remark_id = work.new_id()
        work.connection.execute(
            insert(Remark).values(
                id=remark_id,
                order_id=order_id,
                kind=RemarkKind.SERVICE,
                body=body,
                for_floor=for_floor,
                at=work.now,
                person_id=work.actor.person_id,
            )
        )
        audit.append(work, [audit.Entry(order_id, "remark_written", text=body)])
        return RemarkWritten(remark_id)

    return house.run(actor, UseCase.WRITE_REMARK, write)
