"""Waybill numbers of local ranges: rows with a holder, unique for ever (4.2.1b, FIELD)."""

from __future__ import annotations

from collections.abc import Sequence

from sqlalchemy import insert, select, update

from db.schema.waybills import WaybillNumber
from fulfilment.house import Actor, House, Refuse, Work
from procedure.effects import Refused
from procedure.ids import CarrierId, ParcelId, WaybillId
from procedure.permissions import UseCase
from procedure.verdicts import VerdictKind
from procedure.words import WaybillState

TAKE_TRIES = 20
"""How often the next free number is looked for when other stations are faster."""


def take_waybill(work: Work, carrier_id: int, parcel_id: ParcelId) -> tuple[WaybillId, str]:
    """A free number of the carrier, now held by the parcel.

    Raises:
        Refuse: `NO_NUMBER_LEFT`: the parcel stays open, nothing is written.
    """
    for _ in range(TAKE_TRIES):
        candidate = work.connection.scalar(
            select(WaybillNumber.id)
            .where(
                WaybillNumber.carrier_id == carrier_id,
                WaybillNumber.state == WaybillState.FREE,
            )
            .order_by(WaybillNumber.id)
            .limit(1)
            .with_for_update(skip_locked=True)
        )
        if candidate is None:
            break
        number = work.connection.scalar(
            update(WaybillNumber)
            .where(WaybillNumber.id == candidate, WaybillNumber.state == WaybillState.FREE)
            .values(state=WaybillState.ALLOCATED, parcel_id=parcel_id, changed_at=work.now)
            .returning(WaybillNumber.number)
        )
        if number is not None:
            return WaybillId(candidate), number
    raise Refuse(VerdictKind.NO_NUMBER_LEFT)


def add_numbers(
    house: House, actor: Actor, carrier_id: CarrierId, numbers: Sequence[str]
) -> int | Refused:
    """Load a carrier's range; how many numbers were added.

    Raises:
        IntegrityError: A number is there already: a range loaded twice is a mistake upstream.
    """

    def add(work: Work) -> int:
        work.connection.execute(
            insert(WaybillNumber),
            [
                {
                    "id": id_,
                    "carrier_id": carrier_id,
                    "number": number,
                    "state": WaybillState.FREE,
                    "parcel_id": None,
                    "changed_at": work.now,
                }
                for id_, number in zip(work.new_ids(len(numbers)), numbers, strict=True)
            ],
        )
        return len(numbers)

    return house.run(actor, UseCase.SET_UP_HOUSE, add)
