"""Given this parcel, scan these, expect these verdicts."""

from __future__ import annotations

import pytest

from procedure.effects import (
    BindLabel,
    CloseParcel,
    OpenHotParcel,
    OpenParcel,
    PackUnits,
    ParkParcel,
    Refused,
)
from procedure.machines import pack
from procedure.verdicts import VerdictKind, verdict
from tests.floor.centre import Centre
from tests.floor.desk import Desk
from tests.floor.goods import (
    BOWL_EAN,
    BOX,
    LAMP,
    LAMP_EAN,
    MUG,
    MUG_CARTON,
    MUG_EAN,
    NUMBER,
    ORDER,
    OTHER_BOX,
    OTHER_NUMBER,
    OTHER_ORDER,
    OTHER_SHEET,
    SHEET,
    TEA,
    TEA_B2401,
    TEA_CARTON,
    TEA_EAN,
    TODAY,
    A,
    Line,
    gs1,
    pack_task,
)

K = VerdictKind


def desk_with(*lines: Line, number: str = NUMBER) -> Desk:
    """A packer with the parcel just opened."""
    desk = Desk(pack, Centre(pack=pack_task(*lines), number=number))
    assert desk.scan(SHEET).kind is K.PARCEL_OPENED
    return desk


def at_label(number: str = NUMBER) -> Desk:
    """A packer whose parcel is complete and whose label is printed."""
    desk = desk_with(Line(MUG, 1), number=number)
    assert desk.scan(MUG_EAN).kind is K.PARCEL_CLOSED
    return desk


def test_a_whole_parcel() -> None:
    desk = desk_with(Line(MUG, 2), Line(TEA, 1, "B2401"))
    assert desk.scans(MUG_EAN, MUG_EAN) == [K.UNIT_COUNTED, K.LINE_DONE]
    assert desk.scans(TEA_EAN, "B2401") == [K.PRODUCT_RIGHT, K.PARCEL_CLOSED]
    assert desk.phase == "label"
    assert desk.scan(NUMBER) == verdict(K.LABEL_BOUND, number=NUMBER, order_no=ORDER)
    assert desk.phase == "no_parcel"
    assert [type(g) for g in desk.centre.gates] == [OpenParcel, CloseParcel, BindLabel]


@pytest.mark.parametrize("text", [SHEET, ORDER, BOX, "TOTE-17", NUMBER])
def test_what_opens_a_parcel(text: str) -> None:
    desk = Desk(pack, Centre(pack=pack_task(Line(MUG, 1))))
    assert desk.scan(text).kind is K.PARCEL_OPENED
    assert desk.centre.gates == [OpenParcel(text)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (MUG_EAN, K.NOT_OPEN),
        (LAMP_EAN, K.NOT_OPEN),
        ("ABC", K.UNKNOWN_CODE),
        (f"LOC-{A}", K.WRONG_KIND),
        ("QTY-2", K.WRONG_KIND),
        ("CMD-CONFIRM", K.NOTHING_TO_DO),
        ("CMD-SKIP", K.COMMAND_REFUSED),
        ("CMD-LOCK", K.PARKED),
    ],
)
def test_without_a_parcel(text: str, kind: VerdictKind) -> None:
    desk = Desk(pack)
    assert desk.scan(text).kind is kind
    assert desk.phase == "no_parcel"
    assert not [effect for effect in desk.effects if not isinstance(effect, OpenHotParcel)]


@pytest.mark.parametrize(
    "kind",
    [K.NOT_PICKED_YET, K.ORDER_NOT_FOUND, K.ALREADY_SHIPPED, K.TASK_TAKEN, K.ALREADY_COUNTED],
)
def test_a_refused_opening_opens_nothing(kind: VerdictKind) -> None:
    desk = Desk(pack)
    desk.centre.refuse_next(verdict(kind))
    assert desk.scan(SHEET).kind is kind
    assert desk.phase == "no_parcel"


def test_a_product_that_does_not_belong_here() -> None:
    desk = desk_with(Line(MUG, 1))
    assert desk.scan(BOWL_EAN) == verdict(K.WRONG_PRODUCT, got="Bowl", order_no=ORDER)


def test_one_more_of_a_complete_line_is_too_many() -> None:
    desk = desk_with(Line(MUG, 1), Line(LAMP, 1))
    assert desk.scans(MUG_EAN, MUG_EAN) == [K.LINE_DONE, K.OVER_SCAN]
    assert desk.centre.packed() == [1, 0]


def test_a_carton_is_never_more_than_open() -> None:
    desk = desk_with(Line(MUG, 3))
    assert desk.scans(MUG_CARTON, MUG_CARTON) == [K.UNIT_COUNTED, K.OVER_SCAN]
    assert desk.centre.packed() == [2]


def test_an_unknown_code() -> None:
    assert desk_with(Line(MUG, 1)).scan("ZZZ").kind is K.UNKNOWN_CODE


@pytest.mark.parametrize("text", [OTHER_SHEET, OTHER_ORDER, OTHER_BOX, OTHER_NUMBER, "TOTE-9"])
def test_another_order_while_one_is_open_is_an_error_not_a_switch(text: str) -> None:
    desk = desk_with(Line(MUG, 1))
    assert desk.scan(text) == verdict(K.OTHER_ORDER_OPEN, expected=ORDER, got=text)
    assert desk.phase == "open"


@pytest.mark.parametrize("text", [BOX, ORDER])
def test_the_open_parcel_s_own_codes_are_no_other_order(text: str) -> None:
    assert desk_with(Line(MUG, 1)).scan(text).kind is K.WRONG_KIND


# lots -------------------------------------------------------------------------


def test_every_lot_tracked_unit_is_scanned_with_its_lot() -> None:
    desk = desk_with(Line(TEA, 2, "B2401"), Line(MUG, 1))
    assert desk.scans(TEA_EAN, "B2401", TEA_EAN, "B2401") == [
        K.PRODUCT_RIGHT,
        K.UNIT_COUNTED,
        K.PRODUCT_RIGHT,
        K.LINE_DONE,
    ]


def test_the_lot_decides_which_item_is_counted() -> None:
    desk = desk_with(Line(TEA, 1, "B2401"), Line(TEA, 1, "B2402"), Line(MUG, 1))
    desk.scans(TEA_EAN, "B2402")
    assert desk.centre.packed() == [0, 1, 0]
    assert desk.scans(TEA_EAN, "B2402") == [K.PRODUCT_RIGHT, K.OVER_SCAN]
    assert desk.scans(TEA_B2401) == [K.LINE_DONE]


def test_a_wrong_lot_names_both() -> None:
    desk = desk_with(Line(TEA, 1, "B2401"), Line(TEA, 1, "B2402"))
    desk.scan(TEA_EAN)
    said = desk.scan("OLD")
    assert said == verdict(K.WRONG_LOT, name=TEA.name, expected="B2401, B2402", got="OLD")
    assert desk.scan(gs1(TEA_EAN, "OLD")).kind is K.WRONG_LOT
    assert desk.centre.packed() == [0, 0]


@pytest.mark.parametrize("text", ["B2401", gs1(TEA_EAN, "B2401", expires="261001")])
def test_an_expired_lot(text: str) -> None:
    books = TODAY if text == "B2401" else None
    desk = desk_with(Line(TEA, 1, "B2401", expires_on=books))
    desk.scan(TEA_EAN)
    assert desk.scan(text).kind is K.EXPIRED_LOT
    assert desk.centre.packed() == [0]


def test_after_a_wrong_lot_another_unit_may_be_taken() -> None:
    desk = desk_with(Line(TEA, 1, "B2401"), Line(MUG, 2))
    assert desk.scans(TEA_EAN, MUG_EAN, "OLD", MUG_EAN) == [
        K.PRODUCT_RIGHT,
        K.WRONG_KIND,
        K.WRONG_LOT,
        K.UNIT_COUNTED,
    ]


# quantities -------------------------------------------------------------------


def test_a_quantity_counts_with_the_next_scan_only() -> None:
    desk = desk_with(Line(MUG, 5))
    assert desk.scans("QTY-3", MUG_EAN, MUG_EAN) == [K.QUANTITY_SET] + [K.UNIT_COUNTED] * 2
    assert desk.centre.packed() == [4]


def test_a_quantity_stands_on_the_lot_s_own_scan() -> None:
    desk = desk_with(Line(TEA, 5, "B2401"))
    assert desk.scans(TEA_EAN, "QTY-4", "B2401") == [
        K.PRODUCT_RIGHT,
        K.QUANTITY_SET,
        K.UNIT_COUNTED,
    ]
    assert desk.scans("QTY-1", TEA_B2401) == [K.QUANTITY_SET, K.PARCEL_CLOSED]


@pytest.mark.parametrize(
    ("line", "scans", "why"),
    [
        (Line(LAMP, 5), ("QTY-2",), "every_unit"),
        (Line(MUG, 5), ("QTY-6",), "above_open"),
        (Line(MUG, 5), ("QTY-2", MUG_CARTON), "carton"),
        (Line(TEA, 5, "B2401"), ("QTY-2", TEA_EAN), "lot_first"),
        (Line(TEA, 5, "B2401"), ("QTY-2", gs1(TEA_EAN, "B2401", serial="9")), "serial"),
        (Line(TEA, 5, "B2401"), (TEA_CARTON, "QTY-2", "B2401"), "carton"),
    ],
)
def test_where_a_quantity_is_refused(line: Line, scans: tuple[str, ...], why: str) -> None:
    desk = desk_with(line)
    desk.scans(*scans)
    assert desk.verdicts[-1].kind is K.QUANTITY_REFUSED
    assert desk.verdicts[-1].params["why"] == why
    assert desk.centre.packed() == [0]


# undo, park, close --------------------------------------------------------------


def test_undo_takes_the_last_count_back() -> None:
    desk = desk_with(Line(MUG, 5), Line(LAMP, 2))
    desk.scans("QTY-3", MUG_EAN, LAMP_EAN)
    assert desk.scans("CMD-UNDO", "CMD-UNDO", "CMD-UNDO") == [K.UNDONE, K.UNDONE, K.NOTHING_TO_DO]
    assert desk.centre.packed() == [0, 0]
    counts = [e.quantity for e in desk.effects if isinstance(e, PackUnits)]
    assert counts == [3, 1, -1, -3]


def test_undo_takes_a_waiting_quantity_back() -> None:
    desk = desk_with(Line(MUG, 5))
    assert desk.scans(MUG_EAN, "QTY-2", "CMD-UNDO", MUG_EAN)[2:] == [K.UNDONE, K.UNIT_COUNTED]
    assert desk.centre.packed() == [2]


@pytest.mark.parametrize("card", ["CMD-LOCK", "CMD-ABORT"])
def test_a_parcel_is_put_aside_with_what_is_in_it(card: str) -> None:
    desk = desk_with(Line(MUG, 3))
    desk.scan(MUG_EAN)
    assert desk.scan(card) == verdict(K.PARKED, order_no=ORDER, counted=1)
    assert desk.effects[-1] == ParkParcel(pack_task().parcel_id, 5)
    assert desk.scan(SHEET).params["counted"] == 1


def test_the_last_unit_is_not_counted_where_closing_is_refused() -> None:
    desk = desk_with(Line(MUG, 1))
    desk.centre.refuse_next(verdict(K.NO_NUMBER_LEFT))
    assert desk.scan(MUG_EAN).kind is K.NO_NUMBER_LEFT
    assert (desk.phase, desk.state.packed) == ("open", 0)
    assert desk.scan(MUG_EAN).kind is K.PARCEL_CLOSED


@pytest.mark.sop("4.2.1a")
def test_a_bad_address_stops_the_parcel_and_gives_it_back() -> None:
    desk = desk_with(Line(MUG, 1))
    desk.centre.refuse_next(verdict(K.BAD_ADDRESS, order_no=ORDER))
    stop = desk.scan(MUG_EAN)
    assert desk.scan(MUG_EAN) == stop
    assert desk.scan("CMD-CONFIRM").kind is K.CLEARED
    assert isinstance(desk.effects[-1], ParkParcel)
    assert desk.phase == "no_parcel"


def test_closing_can_be_tried_again() -> None:
    desk = Desk(pack, Centre(pack=pack_task(Line(MUG, 1, done=1))))
    desk.centre.next_answers = [None, Refused(verdict(K.CENTRE_AWAY))]
    assert desk.scan(SHEET).kind is K.CENTRE_AWAY
    assert desk.phase == "close"
    assert desk.scans(MUG_EAN, "CMD-CONFIRM") == [K.OVER_SCAN, K.PARCEL_CLOSED]
