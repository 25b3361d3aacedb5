"""Leases of waves at the put wall: one station sorts a wave at a time."""

from __future__ import annotations

from sqlalchemy import or_, select, update

from db.schema.picking import Wave
from fulfilment.house import Refuse, Work
from fulfilment.picking.leases import lease_end
from procedure.ids import WaveId
from procedure.verdicts import VerdictKind
from procedure.words import WaveStatus


def take_wall(work: Work, wave_id: WaveId) -> int | None:
    """Take a picked wave for this station; its new fence number, None where another has it."""
    return work.connection.scalar(
        update(Wave)
        .where(
            Wave.id == wave_id,
            Wave.status == WaveStatus.PICKED,
            or_(
                Wave.holder_station_id.is_(None),
                Wave.holder_station_id == work.actor.station_id,
                Wave.lease_until < work.now,
            ),
        )
        .values(
            holder_station_id=work.actor.station_id,
            holder_person_id=work.actor.person_id,
            lease_until=lease_end(work),
            fence=Wave.fence + 1,
        )
        .returning(Wave.fence)
    )


def hold_wall(work: Work, wave_id: WaveId, fence: int) -> str:
    """Renew the lease of a wave at the wall; the wave's number.

    Raises:
        Refuse: `TAKEN_ELSEWHERE`: another station has it, or it is sorted.
    """
    wave_no: str | None = work.connection.scalar(
        update(Wave)
        .where(
            Wave.id == wave_id,
            Wave.fence == fence,
            Wave.status == WaveStatus.PICKED,
            Wave.holder_station_id == work.actor.station_id,
        )
        .values(lease_until=lease_end(work))
        .returning(Wave.wave_no)
    )
    if wave_no is None:
        number = work.connection.scalar(select(Wave.wave_no).where(Wave.id == wave_id))
        raise Refuse(VerdictKind.TAKEN_ELSEWHERE, order_no=number or "")
    return wave_no


def give_wall_back(work: Work, wave_id: WaveId, fence: int) -> None:
    """End this station's lease, if it still has one."""
    work.connection.execute(
        update(Wave)
        .where(
            Wave.id == wave_id,
            Wave.fence == fence,
            Wave.holder_station_id == work.actor.station_id,
        )
        .values(holder_station_id=None, holder_person_id=None, lease_until=None)
    )
