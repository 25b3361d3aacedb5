"""Which parcel an inspection bench opens: what the list says can be opened can, and no other."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta

import pytest
from sqlalchemy import func, select

from db.schema.inspection import Inspection
from db.schema.log import OrderLog
from fulfilment.quality.waiting import inspection_queue
from procedure.ids import OrderId
from procedure.inspect_effects import InspectionOpened, OpenInspection, ParkInspection
from procedure.parcel_words import DefectCode, InspectionStatus
from procedure.permissions import UseCase
from procedure.policy import InspectionPolicy
from procedure.verdicts import VerdictKind
from procedure.words import Command, ParcelStatus, Post, Screen
from tests.plugins.benches import Bench, BenchAt
from tests.plugins.houses import EAN, MUG, SmallHouse, draft
from tests.plugins.inspecting import (
    EVERY_PARCEL,
    box,
    choose,
    looked_into,
    parcel_status,
    signed_in,
)
from tests.plugins.journey import (
    INSPECTOR,
    ask,
    expect,
    hold,
    line,
    order_no,
    picked,
    released,
    second_station,
    verdict_of,
)

K = VerdictKind
CONFIRM = Command.CONFIRM.value


@pytest.fixture
def at(small_house: SmallHouse) -> SmallHouse:
    """The small house, in which every parcel is drawn."""
    choose(small_house, EVERY_PARCEL)
    return small_house


def packed(at: SmallHouse, pack: Bench, *names: str, units: int = 1) -> list[OrderId]:
    """Orders of some mugs each, packed and drawn."""
    orders = released(at, *(draft(name, lines=(line(MUG, units),)) for name in names))
    for order in orders:
        picked(at, order)
        said = pack.says(order_no(at, order), *[EAN[MUG]] * units)
        assert said[-1] is K.PARCEL_TO_INSPECT
    return list(orders)


def open_looks(at: SmallHouse) -> int:
    """Inspections that are in somebody's hands."""
    with at.house.database.read() as connection:
        counted = connection.scalar(
            select(func.count()).where(Inspection.status == InspectionStatus.OPEN)
        )
    return int(counted or 0)


def at_another_bench(at: SmallHouse, order: OrderId) -> None:
    """Somebody else has the parcel open."""
    there = second_station(at, Post.INSPECTOR, "QC-2")
    expect(
        InspectionOpened,
        ask(at, there, OpenInspection(box(at, order)), use_case=UseCase.INSPECT),
    )


@pytest.mark.parametrize(
    ("happens", "kind"),
    [(hold, K.ORDER_STOPPED), (at_another_bench, K.TASK_TAKEN)],
    ids=["on hold", "at another bench"],
)
def test_the_list_names_the_reason_the_opener_gives(
    at: SmallHouse,
    bench_at: BenchAt,
    happens: Callable[[SmallHouse, OrderId], object],
    kind: VerdictKind,
) -> None:
    pack = signed_in(bench_at, Screen.PACK, at, Post.PACKER)
    refused, free = packed(at, pack, "A-1", "A-2")
    happens(at, refused)
    queue = inspection_queue(at.house, at.stations[Screen.INSPECT])
    assert [(each.drawn.box_code, each.why_not) for each in queue.parcels] == [
        (box(at, refused), kind),
        (box(at, free), None),
    ]
    taken = open_looks(at)
    assert verdict_of(ask(at, INSPECTOR, OpenInspection(box(at, refused)))).kind is kind
    assert open_looks(at) == taken
    opened = expect(InspectionOpened, ask(at, INSPECTOR, OpenInspection(None)))
    assert opened.task.box_code == box(at, free)
    first = inspection_queue(at.house, at.stations[Screen.INSPECT]).parcels[0]
    assert first.drawn.box_code == box(at, free)  # what is open here comes first again
    ask(at, INSPECTOR, ParkInspection(opened.task.inspection_id, opened.task.fence))
    other = verdict_of(ask(at, INSPECTOR, OpenInspection("BOX-20261123999999-1")))
    assert other.kind is K.ORDER_NOT_FOUND


def test_a_lease_that_ran_out_frees_the_parcel_for_list_and_opener(
    at: SmallHouse, bench_at: BenchAt
) -> None:
    pack = signed_in(bench_at, Screen.PACK, at, Post.PACKER)
    (order,) = packed(at, pack, "A-1")
    at_another_bench(at, order)
    at.clock.advance(timedelta(hours=1))
    queue = inspection_queue(at.house, at.stations[Screen.INSPECT])
    assert [each.why_not for each in queue.parcels] == [None]
    opened = expect(InspectionOpened, ask(at, INSPECTOR, OpenInspection(None)))
    assert opened.task.box_code == box(at, order)


@pytest.mark.sop("3.2.3b")
def test_a_sticker_opens_its_own_box_alone_and_an_order_number_of_two_boxes_none(
    at: SmallHouse, bench_at: BenchAt
) -> None:
    pack = signed_in(bench_at, Screen.PACK, at, Post.PACKER)
    (order,) = released(at, draft("A-1", lines=(line(MUG, 2),)))
    picked(at, order)
    number = order_no(at, order)
    assert pack.says(number, EAN[MUG], Command.NEXTBOX.value)[-1] is K.PARCEL_TO_INSPECT
    assert pack.says(box(at, order, 2), EAN[MUG])[-1] is K.PARCEL_TO_INSPECT
    assert verdict_of(ask(at, INSPECTOR, OpenInspection(number))).kind is K.WHICH_BOX
    assert open_looks(at) == 0
    second = expect(InspectionOpened, ask(at, INSPECTOR, OpenInspection(box(at, order, 2))))
    assert second.task.box_code == box(at, order, 2)
    ask(at, INSPECTOR, ParkInspection(second.task.inspection_id, second.task.fence))

    look = signed_in(bench_at, Screen.INSPECT, at, Post.INSPECTOR)
    assert look.says(box(at, order, 1), EAN[MUG])[-1] is K.INSPECTION_PASSED
    assert parcel_status(at, order, 1) is ParcelStatus.PACKED
    again = verdict_of(ask(at, INSPECTOR, OpenInspection(box(at, order, 1))))
    assert again.kind is K.INSPECTED_ALREADY  # the other box waits, but this is not it
    assert verdict_of(ask(at, INSPECTOR, OpenInspection(number))).kind is K.WHICH_BOX


def test_a_parcel_that_failed_and_one_nobody_drew_say_so(at: SmallHouse, bench_at: BenchAt) -> None:
    pack = signed_in(bench_at, Screen.PACK, at, Post.PACKER)
    (failing,) = packed(at, pack, "A-1")
    look = signed_in(bench_at, Screen.INSPECT, at, Post.INSPECTOR)
    said = look.says(box(at, failing), DefectCode.BOX_DAMAGED.value, CONFIRM)
    assert said[-1] is K.INSPECTION_FAILED
    refused = verdict_of(ask(at, INSPECTOR, OpenInspection(box(at, failing))))
    assert refused.kind is K.NOT_PASSED
    choose(at, InspectionPolicy())
    (free,) = released(at, draft("A-2", lines=(line(MUG, 1),)))
    picked(at, free)
    assert pack.says(order_no(at, free), EAN[MUG])[-1] is K.PARCEL_CLOSED
    refused = verdict_of(ask(at, INSPECTOR, OpenInspection(box(at, free))))
    assert refused.kind is K.NOT_DRAWN
    assert inspection_queue(at.house, at.stations[Screen.INSPECT]).parcels == ()


@pytest.mark.parametrize("sound", [True, False])
def test_who_inspects_the_own_parcel_is_told_and_the_log_says_so(
    at: SmallHouse, bench_at: BenchAt, sound: bool
) -> None:
    pack = signed_in(bench_at, Screen.PACK, at, Post.PACKER)
    own, other = packed(at, pack, "A-1", "A-2")
    packer = replace(at.at(Post.PACKER, Screen.INSPECT), posts=frozenset({Post.INSPECTOR}))
    defects = () if sound else (DefectCode.WRONG_SLIP,)
    opened = expect(
        InspectionOpened, ask(at, packer, OpenInspection(box(at, own)), use_case=UseCase.INSPECT)
    ).task
    assert opened.packed_by_inspector
    looked_into(at, own, *defects, who=packer)
    looked_into(at, other, *defects)
    end = "inspection_passed" if sound else "inspection_failed"
    assert {end, "inspected_by_packer"} <= set(logged(at, own))
    assert end in logged(at, other)
    assert "inspected_by_packer" not in logged(at, other)


def logged(at: SmallHouse, order: OrderId) -> list[str]:
    """The order's log, in words of the use cases."""
    with at.house.database.read() as connection:
        return list(connection.scalars(select(OrderLog.action).where(OrderLog.order_id == order)))
