"""At the shipping desk: scan these, expect these verdicts."""

from __future__ import annotations

import pytest

from procedure.effects import BindLabel, CloseHandover, CountParcel, FindBox
from procedure.machines import ship
from procedure.verdicts import VerdictKind, verdict
from tests.floor.desk import Desk
from tests.floor.goods import (
    BOX,
    LAMP_EAN,
    MUG_EAN,
    NUMBER,
    ORDER,
    OTHER_BOX,
    OTHER_NUMBER,
    OTHER_ORDER,
    SHEET,
    A,
)

K = VerdictKind


def test_parcels_are_counted_and_handed_over() -> None:
    desk = Desk(ship)
    assert desk.scan(NUMBER).params["counted"] == 1
    assert desk.scan(OTHER_NUMBER).params["counted"] == 2
    assert desk.scan("CMD-CONFIRM") == verdict(K.HANDED_OVER, count=2, carrier="SF Express")
    assert desk.centre.gates == [
        CountParcel(None, NUMBER),
        CountParcel(11, OTHER_NUMBER),
        CloseHandover(11),
    ]
    assert desk.phase == "idle"


@pytest.mark.sop("4.2.2a")
@pytest.mark.parametrize("text", [BOX, "TOTE-17", SHEET])
def test_a_box_and_its_label_are_a_pair(text: str) -> None:
    desk = Desk(ship)
    assert desk.scan(text).kind is K.BOX_RIGHT
    assert desk.centre.gates == [FindBox(text)]
    assert desk.scan(NUMBER) == verdict(K.LABEL_BOUND, number=NUMBER, order_no=ORDER)
    assert desk.centre.gates[-1] == BindLabel(text, NUMBER)
    assert desk.phase == "idle"


@pytest.mark.sop("4.2.2a")
@pytest.mark.parametrize("text", [OTHER_NUMBER, OTHER_ORDER])
def test_a_swapped_label_stops_and_names_both(text: str) -> None:
    desk = Desk(ship)
    desk.scan(BOX)
    stop = verdict(K.SWAPPED_LABEL, expected=NUMBER, got=text, order_no=ORDER)
    assert desk.scan(text) == stop
    assert desk.scan(NUMBER) == stop
    assert desk.scans("CMD-CONFIRM", NUMBER) == [K.CLEARED, K.LABEL_BOUND]


def test_a_pair_in_the_middle_of_a_hand_over() -> None:
    desk = Desk(ship)
    assert desk.scans(OTHER_NUMBER, BOX, NUMBER) == [K.PARCEL_COUNTED, K.BOX_RIGHT, K.LABEL_BOUND]
    assert desk.phase == "handover"
    assert desk.scans(NUMBER, "CMD-CONFIRM") == [K.PARCEL_COUNTED, K.HANDED_OVER]


def test_a_parcel_is_counted_once() -> None:
    desk = Desk(ship)
    assert desk.scans(NUMBER, OTHER_NUMBER, NUMBER)[-1] is K.ALREADY_COUNTED
    assert len(desk.centre.gates) == 2


def test_a_number_of_no_pattern_is_asked_for_all_the_same() -> None:
    desk = Desk(ship)
    assert desk.scan("PB0000000017").kind is K.PARCEL_COUNTED


@pytest.mark.parametrize(
    "kind",
    [K.OTHER_CARRIER, K.NOT_BOUND, K.ORDER_NOT_FOUND, K.ALREADY_SHIPPED, K.CENTRE_AWAY],
)
def test_a_parcel_the_centre_refuses_is_not_counted(kind: VerdictKind) -> None:
    desk = Desk(ship)
    desk.scan(NUMBER)
    desk.centre.refuse_next(verdict(kind))
    assert desk.scan(OTHER_NUMBER).kind is kind
    assert desk.state.handover.counted == (NUMBER,)
    assert desk.phase == "handover"


@pytest.mark.parametrize("kind", [K.ORDER_STOPPED, K.DEAD_LABEL, K.BAD_ADDRESS])
@pytest.mark.sop("4.2.1a")
def test_a_stopped_parcel_is_put_aside_and_the_hand_over_goes_on(kind: VerdictKind) -> None:
    desk = Desk(ship)
    desk.scan(NUMBER)
    desk.centre.refuse_next(verdict(kind, order_no=ORDER))
    assert desk.scans(OTHER_NUMBER, "CMD-CONFIRM") == [kind, K.CLEARED]
    assert desk.phase == "handover"
    desk.scan(BOX)
    desk.centre.refuse_next(verdict(kind, order_no=ORDER))
    assert desk.scans(NUMBER, "CMD-CONFIRM") == [kind, K.CLEARED]
    assert desk.phase == "handover"


def test_a_hand_over_that_is_refused_stays_open() -> None:
    desk = Desk(ship)
    desk.scan(NUMBER)
    desk.centre.refuse_next(verdict(K.ORDER_STOPPED, order_no=ORDER))
    assert desk.scans("CMD-CONFIRM", "CMD-CONFIRM") == [K.ORDER_STOPPED, K.CLEARED]
    assert desk.state.handover is not None


def test_a_hand_over_closed_elsewhere_is_let_go() -> None:
    desk = Desk(ship)
    desk.scan(NUMBER)
    desk.centre.refuse_next(verdict(K.TAKEN_ELSEWHERE, order_no=ORDER))
    assert desk.scans(OTHER_NUMBER, "CMD-CONFIRM") == [K.TAKEN_ELSEWHERE, K.CLEARED]
    assert desk.phase == "idle"


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (MUG_EAN, K.WRONG_KIND),
        (LAMP_EAN, K.WRONG_KIND),
        (f"LOC-{A}", K.WRONG_KIND),
        (ORDER, K.WRONG_KIND),
        ("QTY-2", K.WRONG_KIND),
        ("ABC", K.UNKNOWN_CODE),
        ("hello, world", K.UNKNOWN_CODE),
        ("CMD-CONFIRM", K.NOTHING_TO_DO),
        ("CMD-UNDO", K.NOTHING_TO_DO),
        ("CMD-SHORT", K.COMMAND_REFUSED),
        ("CMD-LOCK", K.PARKED),
    ],
)
def test_what_is_no_parcel(text: str, kind: VerdictKind) -> None:
    desk = Desk(ship)
    assert desk.scan(text).kind is kind
    assert desk.effects == []


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (MUG_EAN, K.WRONG_KIND),
        (ORDER, K.WRONG_KIND),
        ("CMD-CONFIRM", K.WRONG_KIND),
        (OTHER_BOX, K.OTHER_ORDER_OPEN),
        (BOX, K.BOX_RIGHT),
        ("ABC", K.UNKNOWN_CODE),
    ],
)
def test_while_a_label_is_awaited(text: str, kind: VerdictKind) -> None:
    desk = Desk(ship)
    desk.scan(BOX)
    assert desk.scan(text).kind is kind
    assert desk.phase == "pair"


@pytest.mark.parametrize("card", ["CMD-UNDO", "CMD-ABORT"])
def test_a_box_can_be_put_aside(card: str) -> None:
    desk = Desk(ship)
    desk.scan(BOX)
    assert desk.scan(card) == verdict(K.UNDONE)
    assert desk.phase == "idle"


def test_a_hand_over_belongs_to_the_desk() -> None:
    desk = Desk(ship)
    desk.scan(NUMBER)
    assert ship.parking(desk.state) is None
    assert desk.scan("CMD-LOCK").kind is K.PARKED
    assert desk.state.handover is not None
