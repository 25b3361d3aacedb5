"""An inspection in a house with a plan: choosing it, packing what is drawn, and how it stands."""

from __future__ import annotations

from sqlalchemy import select

from db.schema.parcels import Parcel
from db.schema.waybills import WaybillNumber
from fulfilment.house import Actor
from fulfilment.log.check import check_log
from fulfilment.quality.plans import choose_plan
from fulfilment.stock.check import check_stock
from procedure.defects import DEFECTS, DefectOf
from procedure.effects import Answer, CloseParcel, Effect, Refused
from procedure.ids import OrderId
from procedure.inspect_effects import (
    FailInspection,
    InspectionFailed,
    InspectionOpened,
    InspectionPassed,
    InspectUnits,
    NoteDefect,
    OpenInspection,
    PassInspection,
)
from procedure.parcel_words import DefectCode, SamplingPlan
from procedure.permissions import UseCase
from procedure.policy import InspectionPolicy
from procedure.verdicts import VerdictKind
from procedure.words import ParcelStatus, Post, Screen, WaybillState
from tests.plugins.benches import Bench, BenchAt
from tests.plugins.houses import MUG, SmallHouse, draft
from tests.plugins.journey import (
    INSPECTOR,
    PACKER,
    ask,
    expect,
    filled,
    line,
    order_no,
    released,
)

EVERY_PARCEL = InspectionPolicy(SamplingPlan.ALL, new_packer_parcels=0)


def choose(at: SmallHouse, policy: InspectionPolicy) -> None:
    """The supervisor chooses a plan."""
    result = choose_plan(at.house, at.people[Post.SUPERVISOR], policy)
    assert not isinstance(result, Refused)


def signed_in(bench_at: BenchAt, screen: Screen, at: SmallHouse, post: Post) -> Bench:
    """A bench with the post's person before it."""
    bench = bench_at(screen)
    assert bench.says(at.badges[post]) == [VerdictKind.SIGNED_IN]
    return bench


def box(at: SmallHouse, order: OrderId, index: int = 1) -> str:
    """The sticker of one of the order's parcels."""
    return f"BOX-{order_no(at, order)}-{index}"


def parcel_status(at: SmallHouse, order: OrderId, index: int = 1) -> ParcelStatus:
    """How far one of the order's parcels is."""
    with at.house.database.read() as connection:
        return connection.execute(
            select(Parcel.status).where(Parcel.order_id == order, Parcel.parcel_index == index)
        ).scalar_one()


def numbers(at: SmallHouse, order: OrderId) -> list[tuple[str, WaybillState]]:
    """Waybill numbers the order's parcels ever had."""
    with at.house.database.read() as connection:
        rows = connection.execute(
            select(WaybillNumber.number, WaybillNumber.state)
            .join(Parcel, Parcel.id == WaybillNumber.parcel_id)
            .where(Parcel.order_id == order)
            .order_by(WaybillNumber.changed_at, WaybillNumber.id)
        )
        return [(row.number, row.state) for row in rows]


def packed_by_plan(at: SmallHouse, *names: str) -> tuple[OrderId, ...]:
    """Orders of one mug each, packed: those the plan draws wait, the others are closed."""
    orders = released(at, *(draft(name, lines=(line(MUG, 1),)) for name in names))
    parcels = [filled(at, order) for order in orders]
    for parcel in parcels:
        ask(at, PACKER, CloseParcel(parcel.parcel_id, parcel.fence))
    return orders


def looked_into(
    at: SmallHouse, order: OrderId, *defects: DefectCode, who: Actor | None = None
) -> None:
    """An inspector finds every unit of a parcel of mugs, or notes what is wrong and fails it."""

    def ends(*effects: Effect) -> Answer:
        return ask(at, who or INSPECTOR, *effects, use_case=UseCase.INSPECT)

    opened = expect(InspectionOpened, ends(OpenInspection(box(at, order)))).task
    (item,) = opened.items
    of = (item.order_line_id, item.lot_id)
    held = (opened.inspection_id, opened.fence)
    counted = InspectUnits(*held, *of, item.quantity)
    if not defects:
        expect(InspectionPassed, ends(counted, PassInspection(*held)))
        return
    notes = []
    for code in defects:
        line_id, lot_id = (None, None) if DEFECTS[code].of is DefectOf.PARCEL else of
        notes.append(NoteDefect(*held, code, line_id, lot_id, 1))
    expect(InspectionFailed, ends(counted, *notes, FailInspection(*held)))


def all_sound(at: SmallHouse) -> None:
    """The books add up and the log is whole."""
    assert check_stock(at.house.database) is None
    assert check_log(at.house.database).broken is None
