"""Packing on every database: opened by one bench, closed only when all of it is in and may go."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from sqlalchemy import func, insert, select, update

from db.schema.outbox import PrintJob
from db.schema.parcels import Parcel, ParcelItem
from db.schema.picking import PickTask
from db.schema.waybills import WaybillNumber
from fulfilment.house import Actor
from fulfilment.station.scan_application import carry_out
from procedure.effects import (
    CloseHandover,
    CloseParcel,
    Done,
    Effect,
    OpenParcel,
    PackUnits,
    ParcelClosed,
    ParcelOpened,
    ParkParcel,
    ReprintLabel,
)
from procedure.permissions import UseCase
from procedure.tasks import PackTask
from procedure.verdicts import VerdictKind
from procedure.words import OrderStatus, ParcelStatus, Post, Screen, WaybillState
from tests.plugins.everything import nothing_written
from tests.plugins.houses import CABLE, TEA, SmallHouse, draft
from tests.plugins.journey import (
    PACKER,
    all_units,
    ask,
    bound,
    change_address,
    closed,
    counted,
    expect,
    filled,
    hold,
    labelled,
    line,
    opened,
    order_no,
    picked,
    print_labels,
    released,
    second_station,
    set_up,
    status,
    verdict_of,
)


def refusal(at: SmallHouse, *effects: Effect, who: Actor | None = None) -> VerdictKind:
    """Why effects are refused; nothing may be written."""
    with nothing_written(at.house.database):
        actor = who or at.at(*PACKER)
        answer = ask(at, PACKER, *effects) if who is None else _as(at, actor, *effects)
    return verdict_of(answer).kind


def _as(at: SmallHouse, actor: Actor, *effects: Effect) -> object:
    return at.house.run(actor, UseCase.PACK, lambda work: [carry_out(work, e) for e in effects][-1])


def close(parcel: PackTask) -> CloseParcel:
    return CloseParcel(parcel.parcel_id, parcel.fence)


def test_a_parcel_opens_by_any_of_its_codes(at: SmallHouse) -> None:
    (order,) = released(at, draft("A-1", lines=(line(TEA, 12), line(CABLE, 1))))
    sheet = picked(at, order).sheet_code
    for code in (sheet, order_no(at, order), f"BOX-{order_no(at, order)}-1"):
        parcel = expect(ParcelOpened, ask(at, PACKER, OpenParcel(code))).task
        assert parcel.order_id == order
    assert [(i.product.sku, i.lot, i.quantity) for i in parcel.items] == [
        (TEA, "L1108", 10),
        (TEA, "L1201", 2),
        (CABLE, "", 1),
    ]
    assert parcel.expected_g == 12 * 260 + 45


def test_nothing_is_packed_that_was_not_picked(at: SmallHouse) -> None:
    (order,) = released(at, draft("A-1"))
    assert refusal(at, OpenParcel(order_no(at, order))) is VerdictKind.NOT_PICKED_YET
    assert refusal(at, OpenParcel("BOX-NEVER-1")) is VerdictKind.ORDER_NOT_FOUND


def test_a_held_order_opens_nowhere(at: SmallHouse) -> None:
    (order,) = released(at, draft("A-1"))
    picked(at, order)
    hold(at, order)
    assert refusal(at, OpenParcel(order_no(at, order))) is VerdictKind.ORDER_STOPPED


@pytest.mark.parametrize("stopped", [ParcelStatus.STOPPED, ParcelStatus.CANCELLED])
def test_a_stopped_parcel_opens_nowhere(at: SmallHouse, stopped: ParcelStatus) -> None:
    (order,) = released(at, draft("A-1"))
    picked(at, order)
    set_up(at, lambda work: work.connection.execute(update(Parcel).values(status=stopped)).rowcount)
    assert refusal(at, OpenParcel(order_no(at, order))) is VerdictKind.ORDER_STOPPED


def test_a_parcel_on_another_bench_is_taken_until_its_lease_ends(at: SmallHouse) -> None:
    (order,) = released(at, draft("A-1"))
    parcel = opened(at, order)
    other = second_station(at, Post.PACKER, "pack-2")
    assert refusal(at, OpenParcel(parcel.box_code), who=other) is VerdictKind.TASK_TAKEN
    at.clock.advance(timedelta(seconds=at.house.order_policy.lease_seconds + 1))
    theirs = expect(ParcelOpened, _as(at, other, OpenParcel(parcel.box_code))).task
    assert theirs.fence == parcel.fence + 1
    assert refusal(at, all_units(parcel)[0]) is VerdictKind.TAKEN_ELSEWHERE
    assert refusal(at, close(parcel)) is VerdictKind.TAKEN_ELSEWHERE


def test_a_parked_parcel_keeps_its_counts(at: SmallHouse) -> None:
    (order,) = released(at, draft("A-1"))
    parcel = opened(at, order)
    expect(Done, ask(at, PACKER, all_units(parcel)[0]))
    expect(Done, ask(at, PACKER, ParkParcel(parcel.parcel_id, parcel.fence)))
    other = second_station(at, Post.PACKER, "pack-2")
    theirs = expect(ParcelOpened, _as(at, other, OpenParcel(parcel.box_code))).task
    assert [item.packed for item in theirs.items] == [2, 0]


def test_what_has_left_or_is_labelled_is_not_opened_again(at: SmallHouse, tmp_path: Path) -> None:
    (order,) = released(at, draft("A-1"))
    parcel = bound(at, order, tmp_path)
    code = OpenParcel(parcel.parcel.box_code)
    assert refusal(at, code) is VerdictKind.ALREADY_COUNTED
    handover = counted(at, parcel)
    expect(Done, ask(at, (Post.SHIPPER, Screen.SHIP), CloseHandover(handover)))
    assert refusal(at, code) is VerdictKind.ALREADY_SHIPPED


@pytest.mark.parametrize("units", [3, -1])
def test_never_more_than_ordered_is_in_the_box(at: SmallHouse, units: int) -> None:
    (order,) = released(at, draft("A-1"))
    parcel = opened(at, order)
    item = parcel.items[0]
    effect = PackUnits(parcel.parcel_id, parcel.fence, item.order_line_id, item.lot_id, units)
    assert refusal(at, effect) is VerdictKind.ORDER_CHANGED


def test_a_box_with_a_unit_missing_stays_open(at: SmallHouse) -> None:
    (order,) = released(at, draft("A-1"))
    parcel = opened(at, order)
    expect(Done, ask(at, PACKER, all_units(parcel)[0]))
    assert refusal(at, close(parcel)) is VerdictKind.ORDER_CHANGED


def test_a_closed_parcel_has_a_number_and_a_label_to_come(at: SmallHouse) -> None:
    (order,) = released(at, draft("A-1"))
    parcel = closed(at, order)
    assert parcel.number == "YT8800123456700"
    assert status(at, order) is OrderStatus.READY_TO_SHIP
    with at.house.database.read() as connection:
        job = connection.execute(select(PrintJob.__table__)).one()
        state = connection.scalar(
            select(WaybillNumber.state).where(WaybillNumber.number == parcel.number)
        )
    assert (job.copy_no, job.parcel_id) == (0, parcel.parcel.parcel_id)
    assert state is WaybillState.ALLOCATED


def test_a_closed_parcel_opens_only_to_be_scanned_back(at: SmallHouse) -> None:
    (order,) = released(at, draft("A-1"))
    parcel = closed(at, order)
    again = expect(ParcelOpened, ask(at, PACKER, OpenParcel(parcel.number))).task
    assert again.closed
    assert again.waybill_number == parcel.number
    assert refusal(at, close(again)) is VerdictKind.TAKEN_ELSEWHERE


def test_a_stop_while_packing_closes_nothing(at: SmallHouse) -> None:
    (order,) = released(at, draft("A-1"))
    parcel = filled(at, order)
    hold(at, order)
    assert refusal(at, close(parcel)) is VerdictKind.ORDER_STOPPED
    back = replace(all_units(parcel)[0], quantity=-1)
    assert refusal(at, back) is VerdictKind.ORDER_STOPPED


BAD = {
    "masked": {"detail": "文三路***号"},
    "no door number": {"detail": "文三路"},
    "no city": {"city": ""},
    "a city of another province": {"city": "南京市"},
    "no phone": {"phone": ""},
    "no name": {"receiver": ""},
}


def test_an_address_that_became_bad_closes_nothing(at: SmallHouse) -> None:
    (order,) = released(at, draft("A-1"))
    parcel = filled(at, order)
    good = {"receiver": "陈晓静", "phone": "13800138000", "city": "杭州市"}
    for name, parts in BAD.items():
        change_address(at, order, **{**good, "detail": "文三路478号", **parts})
        assert refusal(at, close(parcel)) is VerdictKind.BAD_ADDRESS, name
    change_address(at, order, **good, detail="文三路478号")
    expect(ParcelClosed, ask(at, PACKER, close(parcel)))


def test_the_label_is_made_for_the_newest_address(at: SmallHouse) -> None:
    (order,) = released(at, draft("A-1"))
    parcel = filled(at, order)
    change_address(at, order, detail="文三路480号3幢2室")
    expect(ParcelClosed, ask(at, PACKER, close(parcel)))
    with at.house.database.read() as connection:
        assert connection.scalar(select(Parcel.address_version)) == 2


def test_without_a_number_left_the_parcel_stays_open(at: SmallHouse) -> None:
    (order,) = released(at, draft("A-1"))
    parcel = filled(at, order)
    numbers = update(WaybillNumber).where(WaybillNumber.carrier_id == at.carriers["YTO"])
    set_up(
        at,
        lambda work: work.connection.execute(numbers.values(carrier_id=at.carriers["SF"])).rowcount,
    )
    assert refusal(at, close(parcel)) is VerdictKind.NO_NUMBER_LEFT
    with at.house.database.read() as connection:
        assert connection.scalar(select(Parcel.status)) is ParcelStatus.OPEN
        assert connection.scalar(select(func.sum(ParcelItem.packed))) == 3
    assert status(at, order) is OrderStatus.PACKING


def test_a_copy_is_counted_and_needs_the_parcel_in_hand(at: SmallHouse, tmp_path: Path) -> None:
    (order,) = released(at, draft("A-1"))
    parcel = labelled(at, order, tmp_path)
    reprint = ReprintLabel(parcel.parcel.parcel_id, parcel.parcel.fence)
    for copy in (1, 2):
        assert ask(at, PACKER, reprint) == ParcelClosed(parcel.number)
        (printed,) = print_labels(at, tmp_path)
        assert printed.place.endswith(f"waybill-{parcel.number}-copy{copy}.pdf")
    stale = replace(reprint, fence=reprint.fence - 1)
    assert refusal(at, stale) is VerdictKind.TAKEN_ELSEWHERE


def test_no_copy_of_a_dead_or_stopped_label(at: SmallHouse, tmp_path: Path) -> None:
    (order,) = released(at, draft("A-1"))
    parcel = labelled(at, order, tmp_path)
    reprint = ReprintLabel(parcel.parcel.parcel_id, parcel.parcel.fence)
    change_address(at, order, detail="文三路480号3幢2室")
    assert refusal(at, reprint) is VerdictKind.DEAD_LABEL
    change_address(at, order, detail="文三路")
    assert refusal(at, reprint) is VerdictKind.BAD_ADDRESS
    hold(at, order)
    assert refusal(at, reprint) is VerdictKind.ORDER_STOPPED


def test_of_two_parcels_of_an_order_the_scanned_one_is_meant(
    at: SmallHouse, tmp_path: Path
) -> None:
    """A second parcel by rows: splitting an order is not built yet."""
    (order,) = released(at, draft("A-1"))
    first = labelled(at, order, tmp_path)
    second = f"BOX-{order_no(at, order)}-2"

    def split(work):  # type: ignore[no-untyped-def]
        row = work.connection.execute(select(Parcel.__table__)).one()._mapping
        values = {"id": work.new_id(), "parcel_index": 2, "box_code": second, "status": "open"}
        empty = {"holder_station_id": None, "address_version": None, "sheet_code": None}
        work.connection.execute(
            insert(Parcel).values({**row, **values, **empty, "status": ParcelStatus.OPEN})
        )

    set_up(at, split)
    assert expect(ParcelOpened, ask(at, PACKER, OpenParcel(second))).task.box_code == second
    opened_first = expect(ParcelOpened, ask(at, PACKER, OpenParcel(first.number))).task
    assert opened_first.box_code == first.parcel.box_code


def test_a_parcel_waits_at_staging_with_nobodys_task_open(at: SmallHouse) -> None:
    (order,) = released(at, draft("A-1"))
    opened(at, order)
    with at.house.database.read() as connection:
        assert connection.scalar(select(PickTask.holder_station_id)) is None
