"""Given this pick task, scan these: lots and quantities, expect these verdicts."""

from __future__ import annotations

from datetime import timedelta

import pytest

from procedure.verdicts import verdict
from tests.floor.goods import (
    BOWL_EAN,
    LAMP,
    MUG,
    MUG_CARTON,
    MUG_EAN,
    TEA,
    TEA_B2401,
    TEA_EAN,
    TODAY,
    A,
    Line,
    gs1,
)
from tests.unit.test_pick_machine import LOC_A, K, desk_with

# lots -------------------------------------------------------------------------


def test_a_wrong_lot_names_both_and_the_right_one_counts() -> None:
    desk = desk_with(Line(TEA, 1, "B2401"), Line(MUG, 1))
    assert desk.scans(LOC_A, TEA_EAN) == [K.SHELF_RIGHT, K.PRODUCT_RIGHT]
    said = desk.scan("B2402")
    assert said == verdict(K.WRONG_LOT, name=TEA.name, expected="B2401", got="B2402", shelf=A)
    assert desk.scan("b2401").kind is K.LINE_DONE


def test_after_a_wrong_lot_another_unit_may_be_taken() -> None:
    desk = desk_with(Line(TEA, 1, "B2401"), Line(MUG, 1))
    assert desk.scans(LOC_A, TEA_EAN, TEA_EAN) == [K.SHELF_RIGHT, K.PRODUCT_RIGHT, K.WRONG_KIND]
    assert desk.scans("B2402", TEA_EAN, "B2401") == [K.WRONG_LOT, K.PRODUCT_RIGHT, K.LINE_DONE]


def test_a_code_that_carries_the_lot_needs_no_second_scan() -> None:
    desk = desk_with(Line(TEA, 1, "B2401"), Line(MUG, 1))
    assert desk.scans(LOC_A, gs1(TEA_EAN, "B2402"), TEA_B2401) == [
        K.SHELF_RIGHT,
        K.WRONG_LOT,
        K.LINE_DONE,
    ]


def test_another_lot_of_the_same_shelf_is_its_own_stop() -> None:
    desk = desk_with(Line(TEA, 1, "B2401"), Line(TEA, 1, "B2402"), Line(MUG, 1))
    assert desk.scans(LOC_A, TEA_EAN, "B2402") == [K.SHELF_RIGHT, K.PRODUCT_RIGHT, K.LINE_DONE]
    assert desk.centre.picked() == {1: 0, 2: 1, 3: 0}
    assert desk.scans(TEA_EAN) == [K.PRODUCT_RIGHT], "the other lot is not confirmed yet"


def test_an_expired_lot_by_the_books() -> None:
    desk = desk_with(Line(TEA, 1, "B2401", expires_on=TODAY), Line(MUG, 1))
    assert desk.scans(LOC_A, TEA_EAN, "B2401") == [K.SHELF_RIGHT, K.PRODUCT_RIGHT, K.EXPIRED_LOT]
    assert desk.centre.picked()[1] == 0


def test_a_lot_that_expires_tomorrow_may_leave_today() -> None:
    tomorrow = TODAY + timedelta(days=1)
    desk = desk_with(Line(TEA, 2, "B2401", expires_on=tomorrow), Line(MUG, 1))
    assert desk.scans(LOC_A, TEA_EAN, "B2401") == [K.SHELF_RIGHT, K.PRODUCT_RIGHT, K.UNIT_COUNTED]
    desk.today = tomorrow
    assert desk.scans(TEA_EAN) == [K.EXPIRED_LOT], "the lot was confirmed before midnight"


def test_an_expired_lot_by_its_own_code() -> None:
    desk = desk_with(Line(TEA, 1, "B2401"), Line(MUG, 1))
    desk.scan(LOC_A)
    assert desk.scan(gs1(TEA_EAN, "B2401", expires="261123")).kind is K.EXPIRED_LOT


# quantities -------------------------------------------------------------------


def test_a_quantity_counts_with_the_next_scan_only() -> None:
    desk = desk_with(Line(MUG, 5), Line(LAMP, 1))
    assert desk.scans(LOC_A, "QTY-3", MUG_EAN) == [K.SHELF_RIGHT, K.QUANTITY_SET, K.UNIT_COUNTED]
    assert desk.centre.picked()[1] == 3
    desk.scan(MUG_EAN)
    assert desk.centre.picked()[1] == 4


def test_a_quantity_is_forgotten_after_ten_seconds() -> None:
    desk = desk_with(Line(MUG, 5), Line(LAMP, 1))
    desk.scans(LOC_A, "QTY-3")
    desk.scan(MUG_EAN, 10_001)
    assert desk.centre.picked()[1] == 1


def test_a_quantity_is_used_up_by_a_wrong_scan() -> None:
    desk = desk_with(Line(MUG, 5), Line(LAMP, 1))
    assert desk.scans(LOC_A, "QTY-3", BOWL_EAN, MUG_EAN)[2:] == [K.WRONG_PRODUCT, K.UNIT_COUNTED]
    assert desk.centre.picked()[1] == 1


def test_undo_takes_a_waiting_quantity_back_and_counts_nothing() -> None:
    desk = desk_with(Line(MUG, 5), Line(LAMP, 1))
    desk.scans(LOC_A, MUG_EAN, "QTY-3")
    assert desk.scan("CMD-UNDO") == verdict(K.UNDONE)
    assert desk.centre.picked()[1] == 1


@pytest.mark.parametrize(
    ("line", "scans", "why"),
    [
        (Line(LAMP, 5), ("QTY-2",), "every_unit"),
        (Line(MUG, 5), ("QTY-6",), "above_open"),
        (Line(MUG, 5), ("QTY-2", MUG_CARTON), "carton"),
        (Line(TEA, 5, "B2401"), ("QTY-2", TEA_EAN), "lot_first"),
        (Line(TEA, 5, "B2401"), ("QTY-2", gs1(TEA_EAN, "B2401", serial="9")), "serial"),
    ],
)
def test_where_a_quantity_is_refused(line: Line, scans: tuple[str, ...], why: str) -> None:
    desk = desk_with(line)
    desk.scan(LOC_A)
    desk.scans(*scans)
    assert desk.verdicts[-1].kind is K.QUANTITY_REFUSED
    assert desk.verdicts[-1].params["why"] == why
    assert desk.centre.picked() == {1: 0}


def test_a_quantity_stands_on_the_lot_s_own_scan() -> None:
    desk = desk_with(Line(TEA, 5, "B2401"))
    assert desk.scans(LOC_A, TEA_EAN, "QTY-3", "B2401")[2:] == [K.QUANTITY_SET, K.UNIT_COUNTED]
    assert desk.centre.picked() == {1: 3}
    assert desk.scans("QTY-2", TEA_EAN) == [K.QUANTITY_SET, K.TASK_DONE]
