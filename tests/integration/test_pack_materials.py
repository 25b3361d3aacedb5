"""Materials by rule, cartons, boxes, serial numbers, counts by hand and reopening, at a bench."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import func, select, update

from db.schema.log import OrderLog
from db.schema.parcels import ManualCount, Parcel, ParcelItem, ParcelSerial
from db.schema.products import Product
from db.schema.waybills import HandoverParcel, WaybillNumber
from procedure.effects import CloseHandover, CloseParcel, Done
from procedure.ids import OrderId
from procedure.machines.pack_state import PackState
from procedure.parcel_words import CartonGap
from procedure.verdicts import VerdictKind
from procedure.words import OrderStatus, ParcelStatus, Post, Screen, WaybillState
from tests.plugins.benches import Bench, BenchAt
from tests.plugins.everything import nothing_written
from tests.plugins.houses import CABLE, EAN, MUG, TEA, SmallHouse, draft
from tests.plugins.journey import (
    PACKER,
    SHIPPER,
    all_units,
    ask,
    bound,
    counted,
    expect,
    line,
    opened,
    order_no,
    picked,
    print_labels,
    released,
    set_up,
    status,
    verdict_of,
)
from tests.plugins.packaging_shelf import BOARD, CARTON_L, CARTON_S, WRAP, PackagingShelf

K = VerdictKind
MIXED = (line(MUG, 1), line(TEA, 1))


def at_bench(at: SmallHouse, bench_at: BenchAt, *lines: object) -> tuple[Bench, OrderId]:
    """A packer with the parcel of an order just opened."""
    (order,) = released(at, draft("A-1", lines=lines))
    picked(at, order)
    bench = bench_at(Screen.PACK)
    assert bench.says(at.badges[Post.PACKER], order_no(at, order))[1] is K.PARCEL_OPENED
    return bench, order


def state_of(bench: Bench) -> PackState:
    state = bench.shown.state
    assert isinstance(state, PackState)
    return state


def number_of(bench: Bench) -> str:
    return state_of(bench).number


# materials (3.2.3a) -----------------------------------------------------------------


@pytest.mark.sop("3.2.3a")
def test_a_mixed_parcel_shows_both_materials_and_their_use_is_booked(
    at: SmallHouse, bench_at: BenchAt, packaging: PackagingShelf
) -> None:
    bench, _ = at_bench(at, bench_at, *MIXED)
    shown = {m.name: m.quantity for m in state_of(bench).materials}
    assert shown == {"Bubble wrap": 2, "Cardboard": 1}
    assert bench.says(EAN[MUG], WRAP, EAN[TEA], "L1108") == [
        K.LINE_DONE,
        K.MATERIAL_IN,
        K.PRODUCT_RIGHT,
        K.LINE_DONE,
    ]
    assert state_of(bench).phase.value == "material", "the cardboard is still to be confirmed"
    assert packaging.on_hand() == {}, "nothing is booked before the parcel closes"
    assert bench.says(WRAP, BOARD) == [K.MATERIAL_TWICE, K.PARCEL_CLOSED]
    assert packaging.on_hand() == {WRAP: -2, BOARD: -1, CARTON_S: -1}
    with at.house.database.read() as connection:
        row = connection.execute(select(Parcel.packaging_id, Parcel.expected_g)).one()
    assert row.packaging_id == packaging.ids[CARTON_S]
    assert row.expected_g == 340 + 260 + 2 * 15 + 40 + 90


@pytest.mark.sop("3.2.3a")
def test_no_parcel_closes_before_its_materials_are_confirmed(
    at: SmallHouse, packaging: PackagingShelf
) -> None:
    (order,) = released(at, draft("A-1", lines=MIXED))
    parcel = opened(at, order)
    expect(Done, ask(at, PACKER, *all_units(parcel)))
    with nothing_written(at.house.database):
        said = verdict_of(ask(at, PACKER, CloseParcel(parcel.parcel_id, parcel.fence)))
    assert (said.kind, said.params["name"]) == (K.MATERIAL_OPEN, "Bubble wrap, Cardboard")


def test_the_confirm_card_confirms_the_material_that_is_due(
    at: SmallHouse, bench_at: BenchAt, packaging: PackagingShelf
) -> None:
    bench, _ = at_bench(at, bench_at, *MIXED)
    bench.says(EAN[MUG], EAN[TEA], "L1108")
    assert bench.says("CMD-CONFIRM", "CMD-CONFIRM") == [K.MATERIAL_IN, K.PARCEL_CLOSED]
    assert packaging.on_hand() == {WRAP: -2, BOARD: -1, CARTON_S: -1}


def test_a_carton_is_suggested_and_another_one_may_be_scanned(
    at: SmallHouse, bench_at: BenchAt, packaging: PackagingShelf
) -> None:
    bench, _ = at_bench(at, bench_at, line(CABLE, 2))
    assert state_of(bench).carton_id == packaging.ids[CARTON_S]
    assert bench.says(CARTON_L, "CMD-UNDO", CARTON_L, "MAT-NOBODY", WRAP) == [
        K.CARTON_CHOSEN,
        K.UNDONE,
        K.CARTON_CHOSEN,
        K.MATERIAL_UNASKED,
        K.MATERIAL_UNASKED,
    ]
    assert bench.says("QTY-2", EAN[CABLE]) == [K.QUANTITY_SET, K.PARCEL_CLOSED]
    assert packaging.on_hand() == {CARTON_L: -1}


def test_where_a_size_is_not_known_no_carton_is_suggested(
    at: SmallHouse, packaging: PackagingShelf
) -> None:
    set_up(
        at,
        lambda work: (
            work.connection.execute(
                update(Product).where(Product.sku == CABLE).values(height_mm=None)
            ).rowcount
        ),
    )
    (order,) = released(at, draft("A-1", lines=(line(CABLE, 1),)))
    parcel = opened(at, order)
    assert (parcel.carton_id, parcel.carton_gap) == (None, CartonGap.FACTS_UNKNOWN)


def test_many_of_one_lot_are_one_scan_with_its_quantity(at: SmallHouse, bench_at: BenchAt) -> None:
    bench, _ = at_bench(at, bench_at, line(CABLE, 48))
    assert bench.says("QTY-48", EAN[CABLE]) == [K.QUANTITY_SET, K.PARCEL_CLOSED]


# several boxes ----------------------------------------------------------------------


def items(at: SmallHouse) -> list[tuple[int, int, int]]:
    """Box, units it is for, units in it."""
    with at.house.database.read() as connection:
        return [
            (row.parcel_index, row.quantity, row.packed)
            for row in connection.execute(
                select(Parcel.parcel_index, ParcelItem.quantity, ParcelItem.packed)
                .join(Parcel, Parcel.id == ParcelItem.parcel_id)
                .order_by(Parcel.parcel_index, ParcelItem.order_line_id)
            )
        ]


def test_an_order_in_two_boxes_leaves_as_two_parcels(
    at: SmallHouse, bench_at: BenchAt, packaging: PackagingShelf, tmp_path: Path
) -> None:
    bench, order = at_bench(at, bench_at, line(CABLE, 3), line(MUG, 1))
    with nothing_written(at.house.database):
        assert bench.says("CMD-NEXTBOX") == [K.BOX_EMPTY]
    assert bench.says(EAN[CABLE], "CMD-NEXTBOX") == [K.UNIT_COUNTED, K.BOX_CLOSED]
    assert items(at) == [(1, 1, 1), (2, 2, 0), (2, 1, 0)]
    assert packaging.on_hand() == {CARTON_S: -1}, "the mug is not in this box, nor is its wrap"
    assert status(at, order) is OrderStatus.PACKING
    print_labels(at, tmp_path)
    first = number_of(bench)
    assert bench.says(first) == [K.PARCEL_OPENED], "the next box opens by itself"
    task = state_of(bench).task
    assert task is not None
    assert (task.parcel_index, task.parcel_count) == (2, 2)
    assert task.box_code == f"BOX-{order_no(at, order)}-2"
    assert bench.says("QTY-2", EAN[CABLE], EAN[MUG], WRAP)[-1] is K.PARCEL_CLOSED
    print_labels(at, tmp_path)
    second = number_of(bench)
    assert bench.says(second) == [K.LABEL_BOUND]
    assert status(at, order) is OrderStatus.READY_TO_SHIP
    desk = bench_at(Screen.SHIP)
    assert desk.says(at.badges[Post.SHIPPER], first, second, "CMD-CONFIRM")[1:] == [
        K.PARCEL_COUNTED,
        K.PARCEL_COUNTED,
        K.HANDED_OVER,
    ]
    assert status(at, order) is OrderStatus.SHIPPED


def test_a_box_of_an_order_that_is_still_packed_is_not_counted_for_the_carrier(
    at: SmallHouse, bench_at: BenchAt, tmp_path: Path
) -> None:
    bench, _ = at_bench(at, bench_at, line(CABLE, 2))
    bench.says(EAN[CABLE], "CMD-NEXTBOX")
    print_labels(at, tmp_path)
    first = number_of(bench)
    bench.says(first)
    desk = bench_at(Screen.SHIP)
    assert desk.says(at.badges[Post.SHIPPER], first)[1] is K.ORDER_NOT_READY


# serial numbers ---------------------------------------------------------------------


@pytest.fixture
def serial_tracked(at: SmallHouse) -> SmallHouse:
    """Every cable has a serial number."""
    set_up(
        at,
        lambda work: (
            work.connection.execute(
                update(Product).where(Product.sku == CABLE).values(serial_tracked=True)
            ).rowcount
        ),
    )
    return at


def serials(at: SmallHouse) -> list[str]:
    with at.house.database.read() as connection:
        return list(connection.scalars(select(ParcelSerial.serial).order_by(ParcelSerial.serial)))


def test_every_unit_brings_its_serial_number_and_none_twice(
    serial_tracked: SmallHouse, bench_at: BenchAt
) -> None:
    at = serial_tracked
    bench, _ = at_bench(at, bench_at, line(CABLE, 3))
    assert bench.says("QTY-2", EAN[CABLE], "SN-1") == [
        K.QUANTITY_REFUSED,
        K.SERIAL_NEXT,
        K.UNIT_COUNTED,
    ]
    assert bench.says(EAN[CABLE], "SN-1", "SN-2", "CMD-UNDO") == [
        K.SERIAL_NEXT,
        K.SERIAL_TWICE,
        K.UNIT_COUNTED,
        K.UNDONE,
    ]
    bench.apply()
    assert serials(at) == ["SN-1"]
    assert bench.says(EAN[CABLE], "SN-2", EAN[CABLE], "SN-3")[-1] is K.PARCEL_CLOSED
    assert serials(at) == ["SN-1", "SN-2", "SN-3"]


def test_a_serial_number_of_another_parcel_is_refused_before_it_sounds(
    serial_tracked: SmallHouse, bench_at: BenchAt
) -> None:
    at = serial_tracked
    bench, _ = at_bench(at, bench_at, line(CABLE, 2))
    bench.says(EAN[CABLE], "SN-1", "CMD-ABORT")
    (other,) = released(at, draft("A-2", lines=(line(CABLE, 2),)))
    picked(at, other)
    assert bench.says(order_no(at, other), EAN[CABLE]) == [K.PARCEL_OPENED, K.SERIAL_NEXT]
    assert bench.says("SN-1") == [K.SERIAL_TWICE]
    assert state_of(bench).packed == 0
    assert serials(at) == ["SN-1"]
    assert bench.says("SN-9") == [K.UNIT_COUNTED]


# by hand ----------------------------------------------------------------------------


def manual(at: SmallHouse) -> list[tuple[int, bool]]:
    """Units counted by hand, and whether a supervisor approved them."""
    with at.house.database.read() as connection:
        rows = connection.execute(
            select(ManualCount.quantity, ManualCount.supervisor_id).order_by(ManualCount.id)
        )
        return [(row.quantity, row.supervisor_id is not None) for row in rows]


def test_units_without_a_code_are_counted_by_hand_up_to_the_limit(
    at: SmallHouse, bench_at: BenchAt
) -> None:
    bench, _ = at_bench(at, bench_at, line(CABLE, 5), line(MUG, 1))
    for _ in range(at.house.station_policy.by_hand_limit):
        assert bench.says("WHY-NOCODE", "CMD-CONFIRM") == [K.ASK_BY_HAND, K.UNIT_COUNTED]
    assert bench.says("WHY-CODEDAMAGED", "CMD-CONFIRM") == [K.ASK_BY_HAND, K.ASK_SUPERVISOR]
    assert bench.says("CMD-CONFIRM", at.badges[Post.PICKER]) == [
        K.NOTHING_TO_DO,
        K.APPROVAL_NEEDED,
    ]
    assert bench.says(at.badges[Post.SUPERVISOR]) == [K.UNIT_COUNTED]
    operator = bench.shown.operator
    assert operator is not None
    assert operator.name == Post.PACKER.value, "the packer stays signed in"
    assert bench.says("CMD-UNDO") == [K.UNDONE]
    bench.apply()
    assert manual(at) == [(1, False)] * 3 + [(1, True), (-1, True)]


def test_another_line_is_chosen_by_its_sku(at: SmallHouse, bench_at: BenchAt) -> None:
    bench, _ = at_bench(at, bench_at, line(CABLE, 1), line(MUG, 1))
    assert bench.says("WHY-NOCODE", MUG, "CMD-CONFIRM") == [
        K.ASK_BY_HAND,
        K.ASK_BY_HAND,
        K.LINE_DONE,
    ]
    assert [item.packed for item in state_of(bench).items] == [0, 1]


# opening once more ------------------------------------------------------------------


def numbers(at: SmallHouse) -> list[WaybillState]:
    with at.house.database.read() as connection:
        return list(
            connection.scalars(
                select(WaybillNumber.state)
                .where(WaybillNumber.state != WaybillState.FREE)
                .order_by(WaybillNumber.id)
            )
        )


def test_a_parcel_closed_by_mistake_is_opened_once_more(
    at: SmallHouse, bench_at: BenchAt, packaging: PackagingShelf, tmp_path: Path
) -> None:
    bench, order = at_bench(at, bench_at, line(MUG, 2))
    assert bench.says(EAN[MUG], EAN[MUG], WRAP)[-1] is K.PARCEL_CLOSED
    print_labels(at, tmp_path)
    first = number_of(bench)
    assert bench.says("CMD-REOPEN", "WHY-MISTAKE") == [K.ASK_REOPEN, K.PARCEL_REOPENED]
    assert status(at, order) is OrderStatus.PACKING
    assert numbers(at) == [WaybillState.VOID]
    assert packaging.on_hand() == {}, "what it was packed in is given back"
    assert bench.says("CMD-UNDO", EAN[MUG], EAN[MUG], WRAP) == [
        K.UNDONE,
        K.UNIT_COUNTED,
        K.LINE_DONE,
        K.PARCEL_CLOSED,
    ]
    with at.house.database.read() as connection:
        row = connection.execute(
            select(OrderLog.person_id, OrderLog.reason).where(OrderLog.action == "parcel_reopened")
        ).one()
    assert row == (at.people[Post.PACKER].person_id, "WHY-MISTAKE")
    print_labels(at, tmp_path)
    second = number_of(bench)
    assert second != first
    assert bench.says(first) == [K.DEAD_LABEL]
    assert bench.says("CMD-CONFIRM", second) == [K.CLEARED, K.LABEL_BOUND]
    assert packaging.on_hand() == {WRAP: -2, CARTON_S: -1}


def test_a_parcel_counted_for_the_carrier_is_taken_out_of_the_hand_over(
    at: SmallHouse, bench_at: BenchAt, tmp_path: Path
) -> None:
    (order,) = released(at, draft("A-1", lines=(line(CABLE, 1),)))
    parcel = bound(at, order, tmp_path)
    counted(at, parcel)
    bench = bench_at(Screen.PACK)
    assert bench.says(at.badges[Post.PACKER], "CMD-REOPEN", parcel.number, "WHY-LEFTOUT") == [
        K.SIGNED_IN,
        K.ASK_PARCEL,
        K.ASK_REOPEN,
        K.PARCEL_REOPENED,
    ]
    with at.house.database.read() as connection:
        assert connection.scalar(select(func.count()).select_from(HandoverParcel)) == 0
        assert connection.scalar(select(Parcel.status)) is ParcelStatus.OPEN


def test_nothing_is_opened_once_more_that_left_or_is_open(
    at: SmallHouse, bench_at: BenchAt, tmp_path: Path
) -> None:
    (order, still_open) = released(
        at, draft("A-1", lines=(line(CABLE, 1),)), draft("A-2", lines=(line(CABLE, 1),))
    )
    picked(at, still_open)
    parcel = bound(at, order, tmp_path)
    expect(Done, ask(at, SHIPPER, CloseHandover(counted(at, parcel))))
    bench = bench_at(Screen.PACK)
    bench.says(at.badges[Post.PACKER])
    with nothing_written(at.house.database):
        assert bench.says("CMD-REOPEN", parcel.number, "WHY-MISTAKE")[-1] is K.ALREADY_SHIPPED
        kinds = bench.says("CMD-REOPEN", order_no(at, still_open), "WHY-MISTAKE")
    assert kinds[-1] is K.NOT_CLOSED
