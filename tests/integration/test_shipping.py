"""Shipping on every database: the label on its own box, counted, handed over all in one."""

from __future__ import annotations

from pathlib import Path

import pytest
from sqlalchemy import delete, func, select, update

from db.schema.orders import OrderLine
from db.schema.outbox import Outbox
from db.schema.parcels import Parcel
from db.schema.stock import Reservation
from db.schema.waybills import Handover, HandoverParcel, WaybillNumber
from fulfilment.station.scan_application import carry_out
from procedure.effects import (
    BindLabel,
    BoxFound,
    CloseHandover,
    CountParcel,
    Done,
    Effect,
    FindBox,
    HandoverCounted,
    LabelBound,
)
from procedure.permissions import UseCase
from procedure.verdicts import Verdict, VerdictKind
from procedure.words import OrderStatus, Post, Screen, ServiceLevel, WaybillState
from tests.plugins.everything import nothing_written
from tests.plugins.houses import MUG, SmallHouse, draft
from tests.plugins.journey import (
    PACKER,
    SHIPPER,
    Closed,
    ask,
    balance,
    bound,
    change_address,
    closed,
    counted,
    expect,
    hold,
    labelled,
    on_shelf,
    order_no,
    picked,
    released,
    second_station,
    set_up,
    status,
    verdict_of,
)


def refusal(at: SmallHouse, effect: Effect, who: tuple[Post, Screen] = SHIPPER) -> Verdict:
    """Why an effect is refused; nothing may be written."""
    with nothing_written(at.house.database):
        answer = ask(at, who, effect)
    return verdict_of(answer)


def two_labelled(at: SmallHouse, folder: Path) -> tuple[Closed, Closed]:
    first, second = released(at, draft("A-1"), draft("A-2"))
    return labelled(at, first, folder), labelled(at, second, folder)


def pair(parcel: Closed, number: str | None = None) -> BindLabel:
    return BindLabel(parcel.parcel.box_code, number or parcel.number)


# scan-back -----------------------------------------------------------------------


def test_a_swapped_label_is_refused_by_both_numbers_and_both_orders(
    at: SmallHouse, tmp_path: Path
) -> None:
    mine, theirs = two_labelled(at, tmp_path)
    said = refusal(at, pair(mine, theirs.number), PACKER)
    assert said == Verdict(
        VerdictKind.SWAPPED_LABEL,
        {
            "expected": mine.number,
            "got": theirs.number,
            "order_no": order_no(at, mine.order),
            "other_order_no": order_no(at, theirs.order),
        },
    )


def test_a_label_for_an_older_address_is_dead(at: SmallHouse, tmp_path: Path) -> None:
    (order,) = released(at, draft("A-1"))
    parcel = labelled(at, order, tmp_path)
    change_address(at, order, detail="文三路480号3幢2室")
    said = refusal(at, pair(parcel), PACKER)
    assert said.kind is VerdictKind.DEAD_LABEL
    assert said.params == {"number": parcel.number, "order_no": order_no(at, order)}


@pytest.mark.parametrize("state", [WaybillState.VOID, WaybillState.VOID_REQUESTED])
def test_a_void_label_is_dead(at: SmallHouse, tmp_path: Path, state: WaybillState) -> None:
    (order,) = released(at, draft("A-1"))
    parcel = labelled(at, order, tmp_path)
    void = update(WaybillNumber).where(WaybillNumber.number == parcel.number).values(state=state)
    set_up(at, lambda work: work.connection.execute(void).rowcount)
    assert refusal(at, pair(parcel), PACKER).kind is VerdictKind.DEAD_LABEL
    assert refusal(at, CountParcel(None, parcel.number)).kind is VerdictKind.DEAD_LABEL


def test_a_number_nobody_gave(at: SmallHouse, tmp_path: Path) -> None:
    (order,) = released(at, draft("A-1"))
    parcel = labelled(at, order, tmp_path)
    assert refusal(at, pair(parcel, "XX123"), PACKER).kind is VerdictKind.UNKNOWN_CODE
    assert refusal(at, CountParcel(None, "XX123")).kind is VerdictKind.ORDER_NOT_FOUND


def test_a_label_that_was_never_printed_proves_nothing(at: SmallHouse) -> None:
    (order,) = released(at, draft("A-1"))
    parcel = closed(at, order)
    assert refusal(at, pair(parcel), PACKER).kind is VerdictKind.ORDER_NOT_READY


def test_a_held_order_binds_no_label(at: SmallHouse, tmp_path: Path) -> None:
    (order,) = released(at, draft("A-1"))
    parcel = labelled(at, order, tmp_path)
    hold(at, order)
    assert refusal(at, pair(parcel), PACKER).kind is VerdictKind.ORDER_STOPPED
    assert refusal(at, FindBox(parcel.parcel.box_code)).kind is VerdictKind.ORDER_STOPPED


def test_the_same_pair_twice_is_one_pair(at: SmallHouse, tmp_path: Path) -> None:
    (order,) = released(at, draft("A-1"))
    parcel = bound(at, order, tmp_path)
    with nothing_written(at.house.database):
        again = ask(at, PACKER, pair(parcel))
    assert again == LabelBound(parcel.number, order_no(at, order))


def test_the_desk_finds_a_box_and_its_number(at: SmallHouse, tmp_path: Path) -> None:
    first, second = released(at, draft("A-1"), draft("A-2"))
    sheet = picked(at, second).sheet_code
    assert refusal(at, FindBox(sheet)).kind is VerdictKind.NOT_BOUND
    parcel = labelled(at, first, tmp_path)
    answer = ask(at, SHIPPER, FindBox(parcel.parcel.box_code))
    assert answer == BoxFound(parcel.parcel.box_code, order_no(at, first), parcel.number)


# counting ------------------------------------------------------------------------


def test_a_parcel_whose_label_was_not_scanned_back_is_not_counted(
    at: SmallHouse, tmp_path: Path
) -> None:
    (order,) = released(at, draft("A-1"))
    parcel = labelled(at, order, tmp_path)
    said = refusal(at, CountParcel(None, parcel.number))
    assert said == Verdict(VerdictKind.NOT_BOUND, {"order_no": order_no(at, order)})


def test_another_carriers_parcel_is_not_counted_here(at: SmallHouse, tmp_path: Path) -> None:
    standard, express = released(at, draft("A-1"), draft("A-2", service=ServiceLevel.EXPRESS))
    first, second = bound(at, standard, tmp_path), bound(at, express, tmp_path)
    handover = counted(at, first)
    said = refusal(at, CountParcel(handover, second.number))
    assert said.kind is VerdictKind.OTHER_CARRIER
    assert said.params == {"carrier": "圆通速递", "other_carrier": "顺丰速运"}


def test_a_parcel_is_counted_once(at: SmallHouse, tmp_path: Path) -> None:
    (order,) = released(at, draft("A-1"))
    parcel = bound(at, order, tmp_path)
    handover = counted(at, parcel)
    kind = refusal(at, CountParcel(handover, parcel.number)).kind
    assert kind is VerdictKind.ALREADY_COUNTED


def test_a_parcel_counted_at_another_desk_is_counted(at: SmallHouse, tmp_path: Path) -> None:
    (order,) = released(at, draft("A-1"))
    parcel = bound(at, order, tmp_path)
    counted(at, parcel)
    other = second_station(at, Post.SHIPPER, "ship-2")
    gate = CountParcel(None, parcel.number)
    with nothing_written(at.house.database):
        answer = at.house.run(other, UseCase.SHIP, lambda work: carry_out(work, gate))
    assert verdict_of(answer).kind is VerdictKind.ALREADY_COUNTED


def test_a_desk_that_was_started_again_goes_on_with_its_hand_over(
    at: SmallHouse, tmp_path: Path
) -> None:
    first, second = (
        bound(at, order, tmp_path) for order in released(at, draft("A-1"), draft("A-2"))
    )
    handover = counted(at, first)
    with nothing_written(at.house.database):
        seen = expect(HandoverCounted, ask(at, SHIPPER, CountParcel(None, first.number))).task
    assert (seen.handover_id, seen.counted, seen.expected) == (handover, (first.number,), 2)
    assert counted(at, second) == handover
    assert ask(at, SHIPPER, CloseHandover(handover)) == Done(2)


def test_a_closed_hand_over_counts_nothing_more(at: SmallHouse, tmp_path: Path) -> None:
    first, second = (
        bound(at, order, tmp_path) for order in released(at, draft("A-1"), draft("A-2"))
    )
    handover = counted(at, first)
    assert ask(at, SHIPPER, CloseHandover(handover)) == Done(1)
    kind = refusal(at, CountParcel(handover, second.number)).kind
    assert kind is VerdictKind.TAKEN_ELSEWHERE
    assert refusal(at, CountParcel(None, first.number)).kind is VerdictKind.ALREADY_SHIPPED
    assert counted(at, second) != handover


@pytest.mark.parametrize("detail", ["文三路480号3幢2室", "文三路"])
def test_an_address_that_changed_counts_nothing(
    at: SmallHouse, tmp_path: Path, detail: str
) -> None:
    (order,) = released(at, draft("A-1"))
    parcel = bound(at, order, tmp_path)
    change_address(at, order, detail=detail)
    assert refusal(at, CountParcel(None, parcel.number)).kind is VerdictKind.DEAD_LABEL


# hand-over ------------------------------------------------------------------------


def test_what_is_handed_over_has_left_the_books(at: SmallHouse, tmp_path: Path) -> None:
    orders = released(at, draft("A-1"), draft("A-2"))
    first, second = (bound(at, order, tmp_path) for order in orders)
    handover = counted(at, first)
    assert counted(at, second, handover) == handover
    assert ask(at, SHIPPER, CloseHandover(handover)) == Done(2)
    assert [status(at, order) for order in orders] == [OrderStatus.SHIPPED] * 2
    assert balance(at, MUG) == (16, 16, 0, 0)
    assert on_shelf(at, "STAGING") == (0, 0, 0)
    with at.house.database.read() as connection:
        assert connection.scalar(select(func.sum(OrderLine.shipped))) == 6
        assert connection.scalar(select(func.sum(Reservation.quantity))) == 0
        states = connection.scalars(
            select(WaybillNumber.state).where(WaybillNumber.parcel_id.is_not(None))
        ).all()
        told = connection.execute(
            select(Outbox.params).where(Outbox.kind == "order_shipped").order_by(Outbox.order_id)
        ).scalars()
        assert [params["number"] for params in told] == [first.number, second.number]
    assert states == [WaybillState.HANDED_OVER] * 2


def test_one_held_parcel_keeps_the_whole_hand_over(at: SmallHouse, tmp_path: Path) -> None:
    orders = released(at, draft("A-1"), draft("A-2"))
    first, second = (bound(at, order, tmp_path) for order in orders)
    handover = counted(at, first)
    counted(at, second, handover)
    hold(at, orders[1])
    said = refusal(at, CloseHandover(handover))
    about = {"order_no": order_no(at, orders[1]), "number": second.number}
    assert said == Verdict(VerdictKind.ORDER_STOPPED, about)
    assert [status(at, order) for order in orders] == [OrderStatus.READY_TO_SHIP] * 2


def test_an_address_changed_after_counting_keeps_the_hand_over(
    at: SmallHouse, tmp_path: Path
) -> None:
    (order,) = released(at, draft("A-1"))
    handover = counted(at, bound(at, order, tmp_path))
    change_address(at, order, detail="文三路480号3幢2室")
    assert refusal(at, CloseHandover(handover)).kind is VerdictKind.DEAD_LABEL


def test_a_hand_over_is_closed_once(at: SmallHouse, tmp_path: Path) -> None:
    (order,) = released(at, draft("A-1"))
    handover = counted(at, bound(at, order, tmp_path))
    assert ask(at, SHIPPER, CloseHandover(handover)) == Done(1)
    assert refusal(at, CloseHandover(handover)).kind is VerdictKind.NOTHING_TO_DO


def test_an_empty_hand_over_is_not_closed(at: SmallHouse, tmp_path: Path) -> None:
    (order,) = released(at, draft("A-1"))
    handover = counted(at, bound(at, order, tmp_path))
    set_up(at, lambda work: work.connection.execute(delete(HandoverParcel)).rowcount)
    assert refusal(at, CloseHandover(handover)).kind is VerdictKind.NOTHING_TO_DO


def test_carrier_and_service_stand_with_the_parcel(at: SmallHouse, tmp_path: Path) -> None:
    (order,) = released(at, draft("A-1", service=ServiceLevel.EXPRESS))
    parcel = bound(at, order, tmp_path)
    handover = counted(at, parcel)
    with at.house.database.read() as connection:
        row = connection.execute(select(Parcel.carrier_id, Parcel.service)).one()
        carrier = connection.scalar(select(Handover.carrier_id).where(Handover.id == handover))
    assert tuple(row) == (at.carriers["SF"], ServiceLevel.EXPRESS)
    assert carrier == at.carriers["SF"]
    assert parcel.number.startswith("SF")
