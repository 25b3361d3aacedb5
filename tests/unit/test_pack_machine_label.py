"""Given this parcel and its label, scan these, expect these verdicts."""

from __future__ import annotations

import pytest

from procedure.effects import (
    BindLabel,
    CloseParcel,
    OpenHotParcel,
    PackUnits,
    ParkParcel,
    Refused,
    ReprintLabel,
)
from procedure.machines import pack
from procedure.verdicts import VerdictKind, verdict
from tests.floor.centre import Centre
from tests.floor.desk import Desk
from tests.floor.goods import (
    BOX,
    LAMP_EAN,
    MUG,
    MUG_CARTON,
    MUG_EAN,
    NUMBER,
    ORDER,
    OTHER_NUMBER,
    OTHER_ORDER,
    OTHER_SHEET,
    TEA,
    TEA_B2401,
    TEA_EAN,
    Line,
    gs1,
    pack_task,
)
from tests.unit.test_pack_machine import K, at_label, desk_with

# the label ----------------------------------------------------------------------


@pytest.mark.sop("4.2.2a")
@pytest.mark.parametrize("text", [OTHER_NUMBER, "5000000000005", "YT1234567890123", OTHER_ORDER])
def test_a_swapped_label_stops_and_names_both(text: str) -> None:
    desk = at_label()
    said = desk.scan(text)
    assert said == verdict(K.SWAPPED_LABEL, expected=NUMBER, got=text, order_no=ORDER)
    assert desk.phase == "stopped"
    assert desk.scans("CMD-CONFIRM", NUMBER) == [K.CLEARED, K.LABEL_BOUND]


@pytest.mark.parametrize("number", ["PB0000000017", "2026-LOCAL/7", "lower-case-1"])
def test_a_number_of_no_pattern_binds_all_the_same(number: str) -> None:
    desk = at_label(number)
    assert desk.scan(number).kind is K.LABEL_BOUND
    assert desk.centre.gates[-1] == BindLabel(BOX, number)


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (MUG_EAN, K.WRONG_KIND),
        (LAMP_EAN, K.WRONG_KIND),
        (BOX, K.WRONG_KIND),
        (ORDER, K.WRONG_KIND),
        (OTHER_SHEET, K.OTHER_ORDER_OPEN),
        ("ZZZ", K.UNKNOWN_CODE),
        ("CMD-UNDO", K.COMMAND_REFUSED),
        ("CMD-CONFIRM", K.NOTHING_TO_DO),
    ],
)
def test_what_is_no_label(text: str, kind: VerdictKind) -> None:
    desk = at_label()
    assert desk.scan(text).kind is kind
    assert desk.phase == "label"


def test_a_label_is_printed_again() -> None:
    desk = at_label()
    assert desk.scan("CMD-PRINT") == verdict(K.LABEL_REPRINTED, number=NUMBER)
    assert desk.centre.gates[-1] == ReprintLabel(pack_task().parcel_id, 5)
    assert desk.scan(NUMBER).kind is K.LABEL_BOUND


def test_a_reprint_may_bring_a_new_number() -> None:
    desk = at_label()
    desk.centre.number = "YT1234567890123"
    desk.scan("CMD-PRINT")
    assert desk.scan(NUMBER).kind is K.SWAPPED_LABEL
    assert desk.scans("CMD-CONFIRM", "YT1234567890123") == [K.CLEARED, K.LABEL_BOUND]


def test_a_closed_parcel_opens_at_its_label() -> None:
    task = pack_task(Line(MUG, 1, done=1), closed=True, number=NUMBER)
    desk = Desk(pack, Centre(pack=task))
    assert desk.scans(BOX, NUMBER) == [K.PARCEL_OPENED, K.LABEL_BOUND]


def test_a_closed_parcel_without_number_binds_nothing() -> None:
    desk = Desk(pack, Centre(pack=pack_task(Line(MUG, 1, done=1), closed=True)))
    assert desk.scans(BOX, NUMBER) == [K.PARCEL_OPENED, K.SWAPPED_LABEL]


def test_a_dead_label_stops_and_comes_back_to_the_label() -> None:
    desk = at_label()
    desk.centre.refuse_next(verdict(K.DEAD_LABEL, number=NUMBER, order_no=ORDER))
    assert desk.scan(NUMBER).kind is K.DEAD_LABEL
    assert desk.scans("CMD-CONFIRM", "CMD-PRINT") == [K.CLEARED, K.LABEL_REPRINTED]


def test_parking_gives_the_open_parcel_back() -> None:
    desk = desk_with(Line(MUG, 1))
    assert pack.parking(desk.state) == ParkParcel(pack_task().parcel_id, 5)
    assert pack.parking(pack.initial()) is None


# hot products --------------------------------------------------------------------


def hot(line: Line) -> Desk:
    """Nothing open; a hot product's parcel waits for one unit."""
    return Desk(pack, Centre(pack=pack_task(line), hot=True))


def test_a_unit_of_a_hot_product_opens_fills_and_closes_its_parcel() -> None:
    desk = hot(Line(MUG, 1))
    said = desk.scan(MUG_EAN)
    assert (said.kind, said.params["number"]) == (K.PARCEL_CLOSED, NUMBER)
    assert desk.phase == "label"
    assert [type(e) for e in desk.effects] == [OpenHotParcel, PackUnits, CloseParcel]
    assert desk.scan(MUG_EAN).kind is K.WRONG_KIND, "its label comes first"
    assert desk.scan(NUMBER).kind is K.LABEL_BOUND


def test_the_lot_of_a_hot_product_is_asked_for_where_the_code_does_not_tell_it() -> None:
    desk = hot(Line(TEA, 1, "B2401"))
    assert desk.scan(TEA_EAN).kind is K.PRODUCT_RIGHT
    assert desk.scan("B9999").kind is K.WRONG_LOT
    assert desk.scan("B2401").kind is K.PARCEL_CLOSED
    desk = hot(Line(TEA, 1, "B2401"))
    assert desk.scan(TEA_B2401).kind is K.PARCEL_CLOSED


def test_a_hot_unit_that_may_not_leave_opens_nothing() -> None:
    desk = hot(Line(TEA, 1, "B2401"))
    assert desk.scan(gs1(TEA_EAN, "B2401", expires="261101")).kind is K.EXPIRED_LOT
    assert desk.scan(MUG_EAN).kind is K.NOT_OPEN
    assert desk.scan(MUG_CARTON).kind is K.NOT_OPEN
    assert desk.phase == "no_parcel"
    assert desk.state.held is None


def test_where_a_hot_parcel_cannot_be_closed_its_unit_is_not_counted() -> None:
    desk = hot(Line(MUG, 1))
    desk.centre.next_answers = [None, Refused(verdict(K.NO_NUMBER_LEFT))]
    assert desk.scan(MUG_EAN).kind is K.NO_NUMBER_LEFT
    assert (desk.phase, desk.centre.packed()) == ("open", [0])
    assert desk.scan(MUG_EAN).kind is K.PARCEL_CLOSED
