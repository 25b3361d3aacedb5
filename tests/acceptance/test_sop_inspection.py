"""A drawn parcel by scans alone: failed, picked anew, passed, shipped; and a rejected lot."""

from __future__ import annotations

from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import select

from db.schema.inspection import (
    InspectionLot,
    InspectionPosition,
)
from db.schema.orders import Order
from db.schema.outbox import Outbox
from fulfilment.house import Actor
from fulfilment.quality.lot_closing import close_lots
from procedure.parcel_words import DefectCode, InspectionLotStatus, SamplingPlan
from procedure.policy import InspectionPolicy
from procedure.verdicts import VerdictKind
from procedure.words import Command, OrderStatus, ParcelStatus, Post, Screen, WaybillState
from tests.plugins.benches import BenchAt
from tests.plugins.houses import EAN, MUG, TEA, SmallHouse, draft
from tests.plugins.inspecting import (
    EVERY_PARCEL,
    all_sound,
    box,
    choose,
    numbers,
    parcel_status,
    signed_in,
)
from tests.plugins.journey import (
    balance,
    line,
    order_no,
    picked,
    print_labels,
    released,
    status,
)

K = VerdictKind
CONFIRM = Command.CONFIRM.value


@pytest.fixture
def at(small_house: SmallHouse) -> SmallHouse:
    """The small house, in which every parcel is drawn."""
    choose(small_house, EVERY_PARCEL)
    return small_house


@pytest.mark.sop("3.2.3b")
def test_a_drawn_parcel_fails_is_picked_anew_passes_and_ships(
    at: SmallHouse, bench_at: BenchAt, tmp_path: Path
) -> None:
    (order,) = released(at, draft("A-1", lines=(line(MUG, 2), line(TEA, 1))))
    picked(at, order)
    pack = signed_in(bench_at, Screen.PACK, at, Post.PACKER)
    assert pack.says(order_no(at, order), EAN[MUG], EAN[MUG], EAN[TEA], "L1108")[-1] is (
        K.PARCEL_TO_INSPECT
    )
    assert (parcel_status(at, order), status(at, order)) == (
        ParcelStatus.TO_INSPECT,
        OrderStatus.PACKING,
    )
    assert numbers(at, order) == []
    assert print_labels(at, tmp_path) == ()

    ship = signed_in(bench_at, Screen.SHIP, at, Post.SHIPPER)
    assert ship.says(box(at, order), CONFIRM) == [K.TO_BE_INSPECTED, K.CLEARED]
    assert pack.says(order_no(at, order), CONFIRM) == [K.TO_BE_INSPECTED, K.CLEARED]

    look = signed_in(bench_at, Screen.INSPECT, at, Post.INSPECTOR)
    assert look.says(CONFIRM, EAN[MUG]) == [K.FETCH_BOX, K.WRONG_KIND]  # in which box?
    assert look.says(
        box(at, order),
        EAN[MUG],
        DefectCode.DAMAGED.value,
        EAN[MUG],
        EAN[TEA],
        "L1108",
        CONFIRM,
    ) == [
        K.INSPECTION_OPENED,
        K.UNIT_COUNTED,
        K.DEFECT_NOTED,
        K.LINE_DONE,
        K.PRODUCT_RIGHT,
        K.LINE_DONE,
        K.INSPECTION_FAILED,
    ]
    assert (parcel_status(at, order), status(at, order)) == (
        ParcelStatus.OPEN,
        OrderStatus.PICKING,
    )
    assert balance(at, MUG) == (20, 17, 2, 1)
    all_sound(at)
    assert ship.says(box(at, order), CONFIRM) == [K.NOT_PASSED, K.CLEARED]
    assert pack.says(box(at, order)) == [K.NOT_PICKED_YET]
    assert look.says(box(at, order), CONFIRM) == [K.NOT_PASSED, K.CLEARED]

    picked(at, order)
    all_sound(at)
    units = (EAN[MUG], EAN[MUG], EAN[TEA], "L1108")
    assert pack.says(box(at, order), *units)[-1] is K.PARCEL_TO_INSPECT
    assert look.says(box(at, order), *units)[-1] is K.INSPECTION_PASSED
    ((number, state),) = numbers(at, order)
    assert state is WaybillState.ALLOCATED
    assert status(at, order) is OrderStatus.READY_TO_SHIP
    print_at(at, Screen.INSPECT, Post.INSPECTOR, tmp_path)
    assert look.says(number) == [K.LABEL_BOUND]
    assert ship.says(number, CONFIRM) == [K.PARCEL_COUNTED, K.HANDED_OVER]
    assert status(at, order) is OrderStatus.SHIPPED
    all_sound(at)


def print_at(at: SmallHouse, screen: Screen, post: Post, folder: Path) -> None:
    """Print what is due at a bench."""
    from fulfilment.paper.print_jobs import print_due
    from printing.printers.file import FilePrinter

    actor: Actor = at.at(post, screen)
    printed = print_due(at.house, actor, at.stations[screen], FilePrinter(folder))
    assert [job.problem for job in printed] == [""]


@pytest.mark.sop("3.2.3b")
def test_a_rejected_lot_holds_what_is_here_and_names_what_has_left(
    small_house: SmallHouse, bench_at: BenchAt, tmp_path: Path
) -> None:
    at = small_house
    choose(at, InspectionPolicy(SamplingPlan.EVERY_NTH, every_nth=4, new_packer_parcels=0))
    orders = released(at, *(draft(f"A-{n}", lines=(line(MUG, 1),)) for n in range(1, 5)))
    for order in orders:
        picked(at, order)
    pack = signed_in(bench_at, Screen.PACK, at, Post.PACKER)
    for order in orders[:3]:
        assert pack.says(order_no(at, order), EAN[MUG])[-1] is K.PARCEL_CLOSED
        print_at(at, Screen.PACK, Post.PACKER, tmp_path)
        assert pack.says(numbers(at, order)[0][0]) == [K.LABEL_BOUND]
    assert drawn(at) == [4]  # stored before anything is inspected
    ship = signed_in(bench_at, Screen.SHIP, at, Post.SHIPPER)
    gone, counted, here, failing = orders
    assert ship.says(numbers(at, gone)[0][0], CONFIRM)[-1] is K.HANDED_OVER
    assert ship.says(numbers(at, counted)[0][0]) == [K.PARCEL_COUNTED]
    assert pack.says(order_no(at, failing), EAN[MUG])[-1] is K.PARCEL_TO_INSPECT

    look = signed_in(bench_at, Screen.INSPECT, at, Post.INSPECTOR)
    assert (
        look.says(box(at, failing), DefectCode.WRONG_SLIP.value, CONFIRM)[-1] is K.INSPECTION_FAILED
    )
    said = look.shown.verdict
    assert said is not None
    assert (said.params["held"], said.params["left"]) == (2, 1)
    assert lot_status(at) == [InspectionLotStatus.REJECTED]
    assert told(at) == [order_no(at, gone)]
    for order in (counted, here):
        assert parcel_status(at, order) is ParcelStatus.TO_INSPECT
        assert [state for _, state in numbers(at, order)] == [WaybillState.VOID]
        assert status(at, order) is OrderStatus.PACKING
    assert ship.says(CONFIRM, CONFIRM) == [K.TO_BE_INSPECTED, K.CLEARED]
    assert ship.says(numbers(at, counted)[0][0]) == [K.PARCEL_TAKEN_OUT]
    assert ship.says(numbers(at, here)[0][0], CONFIRM) == [K.TO_BE_INSPECTED, K.CLEARED]
    assert look.says(box(at, here), EAN[MUG])[-1] is K.INSPECTION_PASSED
    all_sound(at)


def test_a_lot_smaller_than_planned_is_topped_up_and_accepted(
    small_house: SmallHouse, bench_at: BenchAt, tmp_path: Path
) -> None:
    at = small_house
    choose(at, InspectionPolicy(SamplingPlan.LEVEL_II, new_packer_parcels=0))
    orders = released(at, *(draft(f"A-{n}", lines=(line(MUG, 1),)) for n in range(1, 4)))
    for order in orders:
        picked(at, order)
    with at.house.database.read() as connection:
        assert connection.scalars(select(Order.status)).all() == [OrderStatus.PACKING] * 3
    pack = signed_in(bench_at, Screen.PACK, at, Post.PACKER)
    assert pack.says(order_no(at, orders[0]), EAN[MUG])[-1] is K.PARCEL_TO_INSPECT
    assert drawn(at) == [1, 2, 3]
    look = signed_in(bench_at, Screen.INSPECT, at, Post.INSPECTOR)
    assert look.says(box(at, orders[0]), EAN[MUG])[-1] is K.INSPECTION_PASSED
    assert close_lots(at.house) == 0
    at.clock.advance(timedelta(days=1))
    assert close_lots(at.house) == 1
    assert lot_status(at) == [InspectionLotStatus.ACCEPTED]


def drawn(at: SmallHouse) -> list[int]:
    """Positions that were drawn."""
    with at.house.database.read() as connection:
        return list(
            connection.scalars(
                select(InspectionPosition.position).order_by(InspectionPosition.position)
            )
        )


def lot_status(at: SmallHouse) -> list[InspectionLotStatus]:
    """How the lots ended."""
    with at.house.database.read() as connection:
        return list(connection.scalars(select(InspectionLot.status).order_by(InspectionLot.id)))


def told(at: SmallHouse) -> list[object]:
    """Orders that supervisors are told of, because they have left."""
    with at.house.database.read() as connection:
        rows = connection.scalars(select(Outbox.params).where(Outbox.kind == "lot_rejected"))
        return [params["left"] for params in rows]
