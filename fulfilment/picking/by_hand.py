"""Units of a pick task that were counted without their code: who, why, and who allowed it."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import Connection, func, insert, select

from db.schema.parcels import ManualCount
from db.schema.picking import PickLine
from fulfilment.house import Refuse, Work
from fulfilment.people import person_may
from procedure.effects import PickUnits
from procedure.ids import PickLineId, PickTaskId
from procedure.permissions import UseCase
from procedure.verdicts import VerdictKind
from procedure.words import Screen


def by_hand_in(connection: Connection, task_id: PickTaskId) -> int:
    """Units of a task that were counted without their code."""
    counted = connection.scalar(
        select(func.sum(ManualCount.quantity)).where(ManualCount.pick_task_id == task_id)
    )
    return int(counted or 0)


def note_by_hand(work: Work, effect: PickUnits, changed: Sequence[tuple[PickLineId, int]]) -> None:
    """Note a count by hand with the orders it is for.

    Args:
        changed: The lines of the stop whose units changed, and by how many.

    Raises:
        Refuse: `APPROVAL_NEEDED` above the policy's limit without somebody who may approve it.
    """
    limit = work.house.station_policy.by_hand_limit
    is_above = effect.quantity > 0 and by_hand_in(work.connection, effect.task_id) >= limit
    if is_above and not person_may(work, effect.supervisor_id, UseCase.APPROVE_BY_HAND):
        raise Refuse(VerdictKind.APPROVAL_NEEDED)
    lines = {
        row.id: row
        for row in work.connection.execute(
            select(PickLine.id, PickLine.order_line_id, PickLine.lot_id).where(
                PickLine.id.in_([line_id for line_id, _ in changed])
            )
        )
    }
    work.connection.execute(
        insert(ManualCount),
        [
            {
                "id": id_,
                "screen": Screen.PICK,
                "reason": effect.by_hand,
                "order_line_id": lines[line_id].order_line_id,
                "lot_id": lines[line_id].lot_id,
                "parcel_id": None,
                "pick_task_id": effect.task_id,
                "quantity": quantity,
                "person_id": work.actor.person_id,
                "supervisor_id": effect.supervisor_id,
                "station_id": work.actor.station_id,
                "at": work.now,
            }
            for id_, (line_id, quantity) in zip(work.new_ids(len(changed)), changed, strict=True)
        ],
    )
