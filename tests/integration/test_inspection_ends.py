"""A drawn parcel that is opened again, cancelled, held or given back; serials; lots of waves."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from sqlalchemy import insert, select, update

from db.schema.inspection import Inspection, InspectionLot, InspectionSerial, LotParcel
from db.schema.parcels import Parcel
from db.schema.picking import Wave, WaveOrder
from db.schema.products import Product
from db.views.inspection_lots import lot_of
from fulfilment.house import SYSTEM, Work
from fulfilment.orders.cancelling import Cancelled, cancel_order
from fulfilment.orders.holds import lift_hold
from fulfilment.paper.print_jobs import print_due
from fulfilment.quality.lot_closing import close_lots
from fulfilment.quality.redrawing import draw_again
from fulfilment.shipping.waybill_numbers import add_numbers
from printing.printers.file import FilePrinter
from procedure.effects import CloseParcel, ParcelOpened, Refused
from procedure.ids import OrderId, WaveId
from procedure.inspect_effects import InspectionOpened, InspectUnits, OpenInspection, PassInspection
from procedure.pack_effects import ReopenParcel
from procedure.parcel_words import (
    DefectCode,
    InspectionLotStatus,
    InspectionStatus,
    ReopenReason,
    SamplingPlan,
    SamplingSeverity,
)
from procedure.policy import InspectionPolicy
from procedure.sampling import lot_plan
from procedure.verdicts import VerdictKind
from procedure.words import (
    Command,
    OrderStatus,
    ParcelStatus,
    PickMode,
    Post,
    Screen,
    WaveStatus,
)
from tests.plugins.benches import BenchAt
from tests.plugins.everything import nothing_written
from tests.plugins.houses import CABLE, EAN, MUG, SmallHouse, draft
from tests.plugins.inspecting import (
    EVERY_PARCEL,
    all_sound,
    box,
    choose,
    looked_into,
    numbers,
    packed_by_plan,
    parcel_status,
    signed_in,
)
from tests.plugins.journey import (
    INSPECTOR,
    PACKER,
    all_units,
    ask,
    balance,
    expect,
    filled,
    hold,
    line,
    order_no,
    picked,
    released,
    set_up,
    status,
    verdict_of,
)

K = VerdictKind
CONFIRM = Command.CONFIRM.value


@pytest.fixture
def at(small_house: SmallHouse) -> SmallHouse:
    """The small house, in which every parcel is drawn."""
    choose(small_house, EVERY_PARCEL)
    return small_house


def looks(at: SmallHouse, order: OrderId) -> list[InspectionStatus]:
    """How the looks into the parcels of an order stand, oldest first."""
    with at.house.database.read() as connection:
        return list(
            connection.scalars(
                select(Inspection.status)
                .join(Parcel, Parcel.id == Inspection.parcel_id)
                .where(Parcel.order_id == order)
                .order_by(Inspection.id)
            )
        )


def places(at: SmallHouse) -> list[int]:
    """Positions that parcels have in lots."""
    with at.house.database.read() as connection:
        return sorted(connection.scalars(select(LotParcel.position)))


# opened again, cancelled, held --------------------------------------------------------


def test_a_waiting_parcel_that_is_opened_again_is_drawn_again_in_its_old_place(
    at: SmallHouse,
) -> None:
    (order,) = packed_by_plan(at, "A-1")
    before = places(at)
    reopened = expect(
        ParcelOpened, ask(at, PACKER, ReopenParcel(box(at, order), ReopenReason.LEFT_OUT))
    ).task
    assert looks(at, order) == [InspectionStatus.CANCELLED]
    assert parcel_status(at, order) is ParcelStatus.OPEN
    refused = verdict_of(ask(at, INSPECTOR, OpenInspection(box(at, order))))
    assert refused.kind is K.NOT_DRAWN
    ask(at, PACKER, *all_units(reopened))
    ask(at, PACKER, CloseParcel(reopened.parcel_id, reopened.fence))
    assert looks(at, order) == [InspectionStatus.CANCELLED, InspectionStatus.WAITING]
    assert places(at) == before
    looked_into(at, order)
    assert parcel_status(at, order) is ParcelStatus.PACKED
    all_sound(at)


def test_a_parcel_that_passed_and_is_opened_again_is_looked_into_again(at: SmallHouse) -> None:
    (order,) = packed_by_plan(at, "A-1")
    looked_into(at, order)
    at.clock.advance(timedelta(hours=1))  # the inspector's bench holds it to prove its label
    reopened = expect(
        ParcelOpened, ask(at, PACKER, ReopenParcel(box(at, order), ReopenReason.WRONG_IN))
    ).task
    assert [state.value for _, state in numbers(at, order)] == ["void"]
    ask(at, PACKER, CloseParcel(reopened.parcel_id, reopened.fence))
    assert looks(at, order) == [InspectionStatus.PASSED, InspectionStatus.WAITING]
    assert parcel_status(at, order) is ParcelStatus.TO_INSPECT
    all_sound(at)


def test_an_order_cancelled_at_the_bench_stops_the_inspector_and_ends_its_look(
    at: SmallHouse, bench_at: BenchAt
) -> None:
    order, other = packed_by_plan(at, "A-1", "A-2")
    look = signed_in(bench_at, Screen.INSPECT, at, Post.INSPECTOR)
    assert look.says(box(at, order)) == [K.INSPECTION_OPENED]
    done = cancel_order(at.house, at.people[Post.SERVICE_REP], order, "changed their mind")
    assert isinstance(done, Cancelled)
    assert done.to_put_back == 1
    assert look.says(EAN[MUG]) == [K.ORDER_STOPPED]
    assert look.says(CONFIRM)[-1] in (K.CLEARED, K.PARKED)
    assert (parcel_status(at, order), looks(at, order)) == (
        ParcelStatus.CANCELLED,
        [InspectionStatus.CANCELLED],
    )
    assert numbers(at, order) == []
    assert look.says(box(at, order), CONFIRM)[0] is K.ORDER_STOPPED
    looked_into(at, other)
    all_sound(at)


def test_a_held_order_waits_and_goes_on_where_it_stood(at: SmallHouse, bench_at: BenchAt) -> None:
    (order,) = packed_by_plan(at, "A-1")
    hold_id = hold(at, order)
    with nothing_written(at.house.database):
        refused = verdict_of(ask(at, INSPECTOR, OpenInspection(box(at, order))))
        assert refused.kind is K.ORDER_STOPPED
        assert verdict_of(ask(at, INSPECTOR, OpenInspection(None))).kind is K.NO_INSPECTION_LEFT
    lifted = lift_hold(at.house, at.people[Post.SERVICE_REP], hold_id, "settled")
    assert not isinstance(lifted, Refused)
    looked_into(at, order)
    assert status(at, order) is OrderStatus.READY_TO_SHIP


def test_a_label_can_be_printed_again_and_a_parked_one_is_proved_elsewhere(
    at: SmallHouse, bench_at: BenchAt, tmp_path: Path
) -> None:
    (order,) = packed_by_plan(at, "A-1")
    look = signed_in(bench_at, Screen.INSPECT, at, Post.INSPECTOR)
    assert look.says(box(at, order), EAN[MUG]) == [K.INSPECTION_OPENED, K.INSPECTION_PASSED]
    assert look.says(Command.PRINT.value, Command.ABORT.value) == [K.LABEL_REPRINTED, K.PARKED]
    assert look.says(box(at, order)) == [K.INSPECTED_ALREADY]
    actor = at.at(*INSPECTOR)
    printed = print_due(
        at.house, actor, at.stations[Screen.INSPECT], FilePrinter(tmp_path / "printed")
    )
    assert [job.problem for job in printed if job.problem] == []
    ((number, _),) = numbers(at, order)
    pack = signed_in(bench_at, Screen.PACK, at, Post.PACKER)
    assert pack.says(box(at, order), number) == [K.PARCEL_OPENED, K.LABEL_BOUND]
    assert parcel_status(at, order) is ParcelStatus.BOUND


def test_another_inspector_takes_over_with_what_was_found_and_noted(
    at: SmallHouse, bench_at: BenchAt
) -> None:
    (order,) = released(at, draft("A-1", lines=(line(MUG, 2),)))
    picked(at, order)
    pack = signed_in(bench_at, Screen.PACK, at, Post.PACKER)
    assert pack.says(order_no(at, order), EAN[MUG], EAN[MUG])[-1] is K.PARCEL_TO_INSPECT
    look = signed_in(bench_at, Screen.INSPECT, at, Post.INSPECTOR)
    look.says(box(at, order), EAN[MUG], DefectCode.DAMAGED.value)
    look.says(at.badges[Post.SUPERVISOR], box(at, order))
    said = look.shown.verdict
    assert said is not None
    assert (said.kind, said.params["counted"]) == (K.INSPECTION_OPENED, 1)
    assert look.says(EAN[MUG], CONFIRM) == [K.LINE_DONE, K.INSPECTION_FAILED]
    assert balance(at, MUG)[3] == 1  # the damaged one is kept back
    all_sound(at)


# serial numbers -------------------------------------------------------------------------


def read_serials(at: SmallHouse) -> dict[str, bool]:
    """The serial numbers that are to be read, and whether they were."""
    with at.house.database.read() as connection:
        rows = connection.execute(select(InspectionSerial.serial, InspectionSerial.found))
        return {row.serial: row.found for row in rows}


@pytest.mark.sop("3.2.3b")
def test_serial_numbers_are_compared_with_those_that_were_packed(
    at: SmallHouse, bench_at: BenchAt
) -> None:
    set_up(
        at,
        lambda work: (
            work.connection.execute(
                update(Product).where(Product.sku == CABLE).values(serial_tracked=True)
            ).rowcount
        ),
    )
    (order,) = released(at, draft("A-1", lines=(line(CABLE, 2),)))
    picked(at, order)
    pack = signed_in(bench_at, Screen.PACK, at, Post.PACKER)
    packed = pack.says(order_no(at, order), EAN[CABLE], "SN-1", EAN[CABLE], "SN-2")
    assert packed[-1] is K.PARCEL_TO_INSPECT
    look = signed_in(bench_at, Screen.INSPECT, at, Post.INSPECTOR)
    assert look.says(box(at, order), EAN[CABLE], "SN-9", "SN-2", Command.ABORT.value) == [
        K.INSPECTION_OPENED,
        K.SERIAL_NEXT,
        K.SERIAL_WRONG,
        K.UNIT_COUNTED,
        K.PARKED,
    ]
    assert read_serials(at) == {"SN-1": False, "SN-2": True}
    assert look.says(box(at, order), EAN[CABLE], "SN-2", "SN-1") == [
        K.INSPECTION_OPENED,
        K.SERIAL_NEXT,
        K.SERIAL_TWICE,
        K.INSPECTION_PASSED,
    ]
    assert parcel_status(at, order) is ParcelStatus.PACKED


def test_the_centre_passes_nothing_whose_serial_numbers_were_not_read(at: SmallHouse) -> None:
    (order,) = packed_by_plan(at, "A-1")
    opened = expect(InspectionOpened, ask(at, INSPECTOR, OpenInspection(box(at, order)))).task
    (item,) = opened.items

    def expected(work: Work) -> int:
        row = work.connection.execute(select(Product.id).where(Product.sku == MUG)).scalar_one()
        return work.connection.execute(
            insert(InspectionSerial).values(
                inspection_id=opened.inspection_id,
                product_id=row,
                serial="SN-1",
                order_line_id=item.order_line_id,
                lot_id=item.lot_id,
                found=False,
            )
        ).rowcount

    set_up(at, expected)
    held = (opened.inspection_id, opened.fence)
    unit = InspectUnits(*held, item.order_line_id, item.lot_id, 1)
    passing = PassInspection(*held)
    with nothing_written(at.house.database):
        assert verdict_of(ask(at, INSPECTOR, unit, passing)).kind is K.ORDER_CHANGED
        forged = InspectUnits(*held, item.order_line_id, item.lot_id, 1, "SN-9")
        assert verdict_of(ask(at, INSPECTOR, forged)).kind is K.ORDER_CHANGED


def severities(at: SmallHouse) -> list[SamplingSeverity]:
    """How strictly each lot is sampled, oldest first."""
    with at.house.database.read() as connection:
        return list(connection.scalars(select(InspectionLot.severity).order_by(InspectionLot.id)))


def test_two_rejected_lots_tighten_the_next_one_and_a_few_more_stop_sampling(
    at: SmallHouse,
) -> None:
    for n in range(8):
        (order,) = packed_by_plan(at, f"A-{n}")
        looked_into(at, order, DefectCode.WRONG_SLIP)
    normal, tightened, stopped = SamplingSeverity
    assert severities(at) == [normal] * 2 + [tightened] * 5 + [stopped]
    choose(at, InspectionPolicy(SamplingPlan.EVERY_NTH, every_nth=50, new_packer_parcels=0))
    (order,) = packed_by_plan(at, "B-1")
    assert parcel_status(at, order) is ParcelStatus.TO_INSPECT  # stopped: every one is looked into
    all_sound(at)


# lots of waves ----------------------------------------------------------------------------


def in_one_wave(at: SmallHouse, orders: tuple[OrderId, ...]) -> None:
    """The orders were picked in one wave."""

    def write(work: Work) -> WaveId:
        wave_id = WaveId(work.new_id())
        work.connection.execute(
            insert(Wave).values(
                id=wave_id,
                warehouse_id=work.warehouse_id,
                wave_no="WAV-20261123-001",
                status=WaveStatus.PICKING,
                mode=PickMode.PER_ORDER,
                kind=None,
                carrier_id=at.carriers["SF"],
                zone="",
                cut_off_at=datetime(2026, 11, 23, 10, tzinfo=UTC),
                slots=len(orders),
                created_at=work.now,
            )
        )
        work.connection.execute(
            insert(WaveOrder),
            [{"wave_id": wave_id, "order_id": order, "slot": None} for order in orders],
        )
        return wave_id

    set_up(at, write)


@pytest.mark.sop("3.2.3b")
def test_a_wave_that_shrinks_is_topped_up_in_the_order_of_its_seed_and_judged_by_its_size(
    small_house: SmallHouse,
) -> None:
    at, rep = small_house, small_house.people[Post.SERVICE_REP]
    plan = InspectionPolicy(SamplingPlan.LEVEL_II, new_packer_parcels=0)
    choose(at, plan)
    labels = [f"YT88{n:011d}" for n in range(40)]
    assert add_numbers(at.house, SYSTEM, at.carriers["YTO"], labels) == 40
    orders = released(at, *(draft(f"A-{n}", lines=(line(CABLE, 1),)) for n in range(40)))
    in_one_wave(at, orders)
    packed_now = orders[:22]
    for order in packed_now:
        parcel = filled(at, order)
        ask(at, PACKER, CloseParcel(parcel.parcel_id, parcel.fence))
    waiting = [o for o in packed_now if parcel_status(at, o) is ParcelStatus.TO_INSPECT]
    assert close_lots(at.house) == 0  # more may come
    for order in orders[22:]:
        assert isinstance(cancel_order(at.house, rep, order, ""), Cancelled)
    assert close_lots(at.house) == 0  # the sample is not through
    drawn = [o for o in packed_now if parcel_status(at, o) is ParcelStatus.TO_INSPECT]
    with at.house.database.read() as connection:
        lot_no = connection.scalar(select(InspectionLot.lot_no))
        assert lot_no is not None
        lot = lot_of(connection, at.house.place.warehouse_id, lot_no)
        assert lot is not None
        again = draw_again(connection, lot)
    by_size = lot_plan(plan, 22, lot.severity)
    assert len(drawn) == by_size.sample_size > len(waiting)
    assert (lot.accept_major, lot.accept_minor) == (by_size.accept_major, by_size.accept_minor)
    assert again.is_same
    assert len(again.topped_up) == len(drawn) - len(waiting)
    for order in drawn:
        looked_into(at, order)
    assert close_lots(at.house) in (0, 1)
    with at.house.database.read() as connection:
        assert connection.scalars(select(InspectionLot.status)).all() == [
            InspectionLotStatus.ACCEPTED
        ]
    all_sound(at)
