"""An inspection in a house with a plan: choosing it, packing what is drawn, and how it stands."""

from __future__ import annotations

from sqlalchemy import select

from db.schema.parcels import Parcel
from db.schema.waybills import WaybillNumber
from fulfilment.log.check import check_log
from fulfilment.quality.plans import choose_plan
from fulfilment.stock.check import check_stock
from procedure.effects import Refused
from procedure.ids import OrderId
from procedure.parcel_words import SamplingPlan
from procedure.policy import InspectionPolicy
from procedure.verdicts import VerdictKind
from procedure.words import ParcelStatus, Post, Screen, WaybillState
from tests.plugins.benches import Bench, BenchAt
from tests.plugins.houses import SmallHouse
from tests.plugins.journey import order_no

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


def all_sound(at: SmallHouse) -> None:
    """The books add up and the log is whole."""
    assert check_stock(at.house.database) is None
    assert check_log(at.house.database).broken is None
