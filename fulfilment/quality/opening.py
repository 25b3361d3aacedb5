"""Opening a drawn parcel at an inspection bench: which one a code means, and taking it (3.2.3b)."""

from __future__ import annotations

from sqlalchemy import or_, select, update

from db.inspected import UNFINISHED_LOOKS
from db.schema.inspection import Inspection
from db.schema.orders import Order
from db.schema.parcels import Parcel
from db.views.drawn_parcels import ParcelOfOrder, next_first, parcels_of_order
from fulfilment.house import Refuse, Work
from fulfilment.packing.parcel_lookup import find_parcel
from fulfilment.picking.leases import is_stopped, lease_end
from fulfilment.quality.inspections import snapshot
from procedure.ids import InspectionId
from procedure.inspect_effects import InspectionOpened, OpenInspection
from procedure.inspectable import why_not
from procedure.parcel_words import InspectionStatus
from procedure.verdicts import VerdictKind
from procedure.words import ParcelStatus

CLAIM_TRIES = 5
"""How often the next waiting parcel is looked for when other benches are faster."""
_GONE = (ParcelStatus.HANDED_OVER, ParcelStatus.CANCELLED)


def open_inspection(work: Work, gate: OpenInspection) -> InspectionOpened:
    """Claim the waiting parcel behind a code, or the next one, for this bench.

    Raises:
        Refuse: Not found, stopped, shipped, not drawn, passed or failed already, at another
            bench; `WHICH_BOX` where the code is of several boxes; `NO_INSPECTION_LEFT` where
            none waits.
    """
    if gate.ref is not None:
        inspection_id = _behind(work, gate.ref)
        fence = _claim(work, inspection_id)
        if fence is None:
            raise Refuse(VerdictKind.TASK_TAKEN, code=gate.ref)
        _let_go(work, inspection_id)
        return InspectionOpened(snapshot(work, inspection_id, fence))
    for _ in range(CLAIM_TRIES):
        following = _next(work)
        if following is None:
            break
        fence = _claim(work, following)
        if fence is not None:
            _let_go(work, following)
            return InspectionOpened(snapshot(work, following, fence))
    raise Refuse(VerdictKind.NO_INSPECTION_LEFT)


def _behind(work: Work, ref: str) -> InspectionId:
    """The inspection a code means: a box sticker and any label mean their own parcel alone.

    An order number, a pick sheet or a tote is of every box of its order: with several here, the
    one in the inspector's hand is not known.
    """
    row = find_parcel(work, ref)
    parcels = parcels_of_order(work.connection, row.order_id, ref)
    named = [parcel for parcel in parcels if parcel.is_named]
    meant = named[0] if named else _the_one(row.id, row.order_no, parcels)
    kind = why_not(meant.stands, work.actor.station_id, work.now)
    if kind is VerdictKind.TASK_TAKEN:
        raise Refuse(kind, code=ref)
    if kind is not None:
        raise Refuse(kind, order_no=row.order_no)
    assert meant.inspection_id is not None
    return meant.inspection_id


def _the_one(found: int, order_no: str, parcels: tuple[ParcelOfOrder, ...]) -> ParcelOfOrder:
    here = [parcel for parcel in parcels if parcel.stands.status not in _GONE]
    if len(here) > 1 and any(parcel.inspection_id is not None for parcel in here):
        raise Refuse(VerdictKind.WHICH_BOX, order_no=order_no)
    return here[0] if here else next(p for p in parcels if p.parcel_id == found)


def _next(work: Work) -> InspectionId | None:
    """The first parcel of the list that can be opened here."""
    found = work.connection.scalar(
        select(Inspection.id)
        .join(Parcel, Parcel.id == Inspection.parcel_id)
        .join(Order, Order.id == Parcel.order_id)
        .where(
            Inspection.warehouse_id == work.warehouse_id,
            Inspection.status.in_(UNFINISHED_LOOKS),
            Parcel.status == ParcelStatus.TO_INSPECT,
            ~is_stopped(),
            or_(
                Inspection.holder_station_id.is_(None),
                Inspection.holder_station_id == work.actor.station_id,
                Inspection.lease_until < work.now,
            ),
        )
        .order_by(*next_first(work.actor.station_id))
        .limit(1)
    )
    return None if found is None else InspectionId(found)


def _claim(work: Work, inspection_id: InspectionId) -> int | None:
    """The new fence number, or None where another bench has it."""
    return work.connection.scalar(
        update(Inspection)
        .where(
            Inspection.id == inspection_id,
            Inspection.status.in_(UNFINISHED_LOOKS),
            or_(
                Inspection.holder_station_id.is_(None),
                Inspection.holder_station_id == work.actor.station_id,
                Inspection.lease_until < work.now,
            ),
        )
        .values(
            status=InspectionStatus.OPEN,
            inspector_id=work.actor.person_id,
            holder_station_id=work.actor.station_id,
            holder_person_id=work.actor.person_id,
            lease_until=lease_end(work),
            fence=Inspection.fence + 1,
        )
        .returning(Inspection.fence)
    )


def _let_go(work: Work, taken: InspectionId) -> None:
    """Give back what this bench had before: one bench has one parcel open."""
    work.connection.execute(
        update(Inspection)
        .where(
            Inspection.holder_station_id == work.actor.station_id,
            Inspection.status == InspectionStatus.OPEN,
            Inspection.id != taken,
        )
        .values(
            status=InspectionStatus.WAITING,
            holder_station_id=None,
            holder_person_id=None,
            lease_until=None,
        )
    )
