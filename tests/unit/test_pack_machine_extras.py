"""Materials, cartons, boxes, serials, counts by hand, reopening: scan these, expect those."""

from __future__ import annotations

import pytest

from procedure.effects import Answer, OpenHotParcel, OpenParcel, PackUnits, Refused
from procedure.journal_codec import decode, encode
from procedure.machines import pack
from procedure.pack_effects import ChooseCarton, NextBox, ReopenParcel, UseMaterial
from procedure.packaging import Carton, Pieces, suggest_carton
from procedure.parcel_words import CartonGap, ReopenReason
from procedure.tasks import PackTask
from procedure.verdicts import VerdictKind, verdict
from tests.floor.centre import Centre
from tests.floor.desk import Desk
from tests.floor.goods import (
    APPROVAL,
    BOARD,
    BOX,
    CARTON_M,
    CARTON_S,
    DRILL,
    DRILL_CARTON,
    DRILL_EAN,
    MUG,
    MUG_EAN,
    NO_APPROVAL,
    NUMBER,
    OTHER_BOX,
    OTHER_NUMBER,
    SHEET,
    TEA,
    TEA_EAN,
    WRAP,
    Line,
    gs1,
    pack_task,
)

K = VerdictKind


def desk_with(*lines: Line, wrapped: bool = True) -> Desk:
    """A packer with the parcel just opened; the house has wrap and cardboard."""
    materials = (WRAP, BOARD) if wrapped else ()
    desk = Desk(pack, Centre(pack=pack_task(*lines, materials=materials)))
    assert desk.scan(SHEET).kind is K.PARCEL_OPENED
    return desk


def refuse_next_but_one(desk: Desk, kind: VerdictKind) -> None:
    answers: list[Answer | None] = [None, Refused(verdict(kind))]
    desk.centre.next_answers = answers


# materials and cartons ------------------------------------------------------------


def test_the_parcel_closes_with_its_last_material() -> None:
    desk = desk_with(Line(MUG, 1), Line(DRILL, 1))
    assert desk.scans(MUG_EAN, DRILL_EAN, "S-1") == [K.LINE_DONE, K.SERIAL_NEXT, K.LINE_DONE]
    assert desk.phase == "material"
    assert desk.scans("CMD-NEXTBOX", MUG_EAN, "MAT-WRAP", "MAT-WRAP") == [
        K.COMMAND_REFUSED,
        K.OVER_SCAN,
        K.MATERIAL_IN,
        K.MATERIAL_TWICE,
    ]
    assert desk.scan("MAT-BOARD").kind is K.PARCEL_CLOSED
    assert desk.centre.used == {WRAP.packaging_id: 2, BOARD.packaging_id: 1}


def test_a_material_may_go_in_before_its_goods_and_be_taken_out_again() -> None:
    desk = desk_with(Line(MUG, 2))
    assert desk.scans("MAT-WRAP", "CMD-UNDO") == [K.MATERIAL_IN, K.UNDONE]
    assert [e.quantity for e in desk.effects if isinstance(e, UseMaterial)] == [2, -2]
    assert desk.scans("MAT-WRAP", MUG_EAN, MUG_EAN)[-1] is K.PARCEL_CLOSED


def test_where_closing_is_refused_the_material_is_not_in() -> None:
    desk = desk_with(Line(MUG, 1))
    desk.scan(MUG_EAN)
    desk.centre.refuse_next(verdict(K.NO_NUMBER_LEFT))
    assert desk.scan("MAT-WRAP").kind is K.NO_NUMBER_LEFT
    assert (desk.phase, desk.state.materials[0].used) == ("material", 0)
    assert desk.scan("CMD-CONFIRM").kind is K.PARCEL_CLOSED


def test_another_carton_is_chosen_and_counts_in_the_weight() -> None:
    desk = desk_with(Line(MUG, 2), wrapped=False)
    assert desk.state.carton == CARTON_S
    assert desk.scans("MAT-CARTON-S", "MAT-CARTON-M", "MAT-BOARD") == [
        K.CARTON_CHOSEN,
        K.CARTON_CHOSEN,
        K.MATERIAL_UNASKED,
    ]
    assert desk.state.carton == CARTON_M
    assert desk.scan("CMD-UNDO").kind is K.UNDONE
    assert desk.state.carton == CARTON_S
    chosen = [e.packaging_id for e in desk.effects if isinstance(e, ChooseCarton)]
    assert chosen == [CARTON_M.packaging_id, CARTON_S.packaging_id]


def _carton(name: str, *inner: int, load: int | None = None) -> Carton:
    room = (inner[0], inner[1], inner[2])
    return Carton(CARTON_S.packaging_id, f"MAT-{name}", name, 100, room, load)


CARTONS = (
    _carton("L", 400, 300, 200),
    _carton("S", 200, 100, 100, load=500),
    _carton("M", 200, 110, 110),
)


@pytest.mark.parametrize(
    ("goods", "name"),
    [
        ([Pieces(1, (190, 90, 90), 100)], "S"),
        ([Pieces(1, (90, 90, 190), 100)], "S"),
        ([Pieces(1, (190, 90, 90), 501)], "M"),
        ([Pieces(1, (200, 100, 90), 100)], "M"),
        ([Pieces(2, (100, 100, 90), 100)], "M"),
        ([Pieces(3, (100, 100, 90), 100)], "L"),
        ([Pieces(1, (390, 20, 20), 100)], "L"),
    ],
)
def test_the_smallest_carton_that_fits_and_carries(goods: list[Pieces], name: str) -> None:
    found = suggest_carton(CARTONS, goods)
    assert isinstance(found, Carton)
    assert found.name == name


@pytest.mark.parametrize(
    ("cartons", "goods", "why"),
    [
        (CARTONS, [Pieces(1, (401, 10, 10), 10)], CartonGap.NONE_FITS),
        (CARTONS, [Pieces(1, (10, 10, 10), 10), Pieces(1, None, 10)], CartonGap.FACTS_UNKNOWN),
        (CARTONS, [Pieces(1, (10, 10, 10), None)], CartonGap.FACTS_UNKNOWN),
        ((CARTON_S,), [Pieces(1, (10, 10, 10), 10)], CartonGap.NO_CARTON),
    ],
)
def test_why_no_carton_is_suggested(
    cartons: tuple[Carton, ...], goods: list[Pieces], why: CartonGap
) -> None:
    assert suggest_carton(cartons, goods) is why


# boxes --------------------------------------------------------------------------


def test_the_next_box_opens_when_the_label_is_on_this_one() -> None:
    desk = desk_with(Line(TEA, 1, "B2401"), Line(MUG, 2))
    assert desk.scan("CMD-NEXTBOX").kind is K.BOX_EMPTY
    desk.scan(MUG_EAN)
    said = desk.scan("CMD-NEXTBOX")
    assert said == verdict(K.MATERIAL_OPEN, name="Bubble wrap")
    assert desk.scans("MAT-WRAP", "CMD-NEXTBOX") == [K.MATERIAL_IN, K.BOX_CLOSED]
    assert [item.quantity for item in desk.state.items] == [1]
    said = desk.scan(NUMBER)
    assert (said.kind, said.params["box"], said.params["boxes"]) == (K.PARCEL_OPENED, 2, 2)
    assert desk.centre.gates[-1] == OpenParcel(OTHER_BOX)
    assert [item.quantity for item in desk.state.items] == [1, 1]


def test_a_refused_next_box_leaves_everything_as_it_was() -> None:
    desk = desk_with(Line(MUG, 2), wrapped=False)
    desk.scan(MUG_EAN)
    desk.centre.refuse_next(verdict(K.NO_NUMBER_LEFT))
    assert desk.scan("CMD-NEXTBOX").kind is K.NO_NUMBER_LEFT
    assert (desk.phase, desk.state.packed) == ("open", 1)
    assert desk.scan("CMD-UNDO").kind is K.UNDONE
    assert isinstance(desk.centre.gates[-1], NextBox)


# serial numbers -------------------------------------------------------------------


def test_a_serial_number_comes_with_the_code_or_after_it() -> None:
    desk = desk_with(Line(DRILL, 3), wrapped=False)
    assert desk.scans(gs1(DRILL_EAN, "L", serial="S-1"), DRILL_EAN, "S-1", "S-2") == [
        K.UNIT_COUNTED,
        K.SERIAL_NEXT,
        K.SERIAL_TWICE,
        K.UNIT_COUNTED,
    ]
    assert desk.scans(DRILL_CARTON, "QTY-2", DRILL_EAN, MUG_EAN, "CMD-UNDO") == [
        K.OVER_SCAN,
        K.QUANTITY_REFUSED,
        K.SERIAL_NEXT,
        K.WRONG_KIND,
        K.UNDONE,
    ]
    assert desk.scans("CMD-UNDO", DRILL_CARTON)[-1] is K.SERIAL_UNFIT
    taken = [(e.serial, e.quantity) for e in desk.effects if isinstance(e, PackUnits)]
    assert taken == [("S-1", 1), ("S-2", 1), ("S-2", -1)]


def test_a_serial_number_the_centre_refuses_is_not_counted() -> None:
    desk = desk_with(Line(DRILL, 2), wrapped=False)
    desk.scan(DRILL_EAN)
    desk.centre.refuse_next(verdict(K.SERIAL_TWICE, name="Drill", serial="S-1", order_no="X"))
    assert desk.scan("S-1").kind is K.SERIAL_TWICE
    assert (desk.phase, desk.state.packed, desk.state.serials) == ("serial", 0, frozenset())
    assert desk.scan("S-2").kind is K.UNIT_COUNTED


# by hand ----------------------------------------------------------------------------


def test_above_the_limit_only_a_supervisor_s_badge_counts() -> None:
    desk = desk_with(Line(TEA, 5, "B2401"), Line(MUG, 1), wrapped=False)
    for _ in range(3):
        said = desk.scan("WHY-NOCODE")
        assert said == verdict(K.ASK_BY_HAND, name=TEA.name, lot="B2401")
        assert desk.scan("CMD-CONFIRM").kind is K.UNIT_COUNTED
    assert not pack.asks_approval(desk.state)
    assert desk.scans("WHY-NOCODE", "CMD-CONFIRM") == [K.ASK_BY_HAND, K.ASK_SUPERVISOR]
    assert pack.asks_approval(desk.state)
    assert desk.scans(NO_APPROVAL, TEA_EAN, "CMD-CONFIRM") == [
        K.APPROVAL_NEEDED,
        K.WRONG_KIND,
        K.NOTHING_TO_DO,
    ]
    assert desk.scan(APPROVAL).kind is K.UNIT_COUNTED
    counted = [e.supervisor_id for e in desk.effects if isinstance(e, PackUnits)]
    assert counted == [None, None, None, 77]


def test_by_hand_another_line_or_lot_is_named_by_its_code() -> None:
    lines = (Line(TEA, 1, "B2401"), Line(TEA, 1, "B2402"), Line(DRILL, 1))
    desk = desk_with(*lines, wrapped=False)
    desk.scan("WHY-CODEDAMAGED")
    assert desk.scan("B2402").params["lot"] == "B2402"
    assert desk.scans("CMD-CONFIRM", "WHY-NOCODE", DRILL_EAN, "CMD-CONFIRM", "S-1") == [
        K.LINE_DONE,
        K.ASK_BY_HAND,
        K.ASK_BY_HAND,
        K.SERIAL_NEXT,
        K.LINE_DONE,
    ]
    assert desk.centre.packed() == [0, 1, 1]
    assert desk.scans("WHY-NOCODE", MUG_EAN, "CMD-UNDO")[1:] == [K.WRONG_PRODUCT, K.UNDONE]


# opening once more ------------------------------------------------------------------


def test_what_is_in_a_reopened_parcel_is_taken_out_unit_by_unit() -> None:
    desk = desk_with(Line(DRILL, 1), Line(MUG, 1))
    desk.scans(DRILL_EAN, "S-1", "MAT-BOARD", MUG_EAN, "MAT-WRAP")
    assert desk.phase == "label"
    assert desk.scans("CMD-REOPEN", NUMBER, "WHY-WRONGIN") == [
        K.ASK_REOPEN,
        K.WRONG_KIND,
        K.PARCEL_REOPENED,
    ]
    assert desk.centre.gates[-1] == ReopenParcel(BOX, ReopenReason.WRONG_IN)
    assert set(desk.centre.used.values()) == {0}
    assert desk.scans("CMD-UNDO", "CMD-UNDO", "CMD-UNDO") == [K.UNDONE, K.UNDONE, K.NOTHING_TO_DO]
    assert desk.centre.packed() == [0, 0]
    assert desk.centre.pack is not None
    assert desk.centre.pack.serials == ()
    desk.centre.number = OTHER_NUMBER
    desk.scans(DRILL_EAN, "S-1", "MAT-BOARD", MUG_EAN, "MAT-WRAP")
    assert desk.scan(NUMBER) == verdict(K.DEAD_LABEL, number=NUMBER, order_no="20261123000042")
    assert desk.scans("CMD-CONFIRM", OTHER_NUMBER) == [K.CLEARED, K.LABEL_BOUND]


def test_a_refused_reopening_leads_back_to_where_it_was_asked() -> None:
    desk = Desk(pack)
    assert desk.scans("CMD-REOPEN", MUG_EAN, BOX) == [K.ASK_PARCEL, K.WRONG_KIND, K.ASK_REOPEN]
    desk.centre.refuse_next(verdict(K.ALREADY_SHIPPED, order_no="X"))
    assert desk.scan("WHY-LEFTOUT").kind is K.ALREADY_SHIPPED
    assert desk.phase == "no_parcel"
    assert desk.scans("CMD-REOPEN", "CMD-UNDO") == [K.ASK_PARCEL, K.UNDONE]


# hot products and old journals --------------------------------------------------------


def test_a_hot_parcel_with_materials_waits_for_them() -> None:
    task = pack_task(Line(MUG, 1), materials=(WRAP,))
    desk = Desk(pack, Centre(pack=task, hot=True))
    assert desk.scan(MUG_EAN).kind is K.PARCEL_OPENED
    assert (desk.phase, desk.centre.packed()) == ("material", [1])
    assert [type(gate) for gate in desk.centre.gates] == [OpenHotParcel, OpenParcel]
    assert desk.scan("MAT-WRAP").kind is K.PARCEL_CLOSED


def test_a_journal_of_an_earlier_version_still_reads() -> None:
    written = encode(pack_task(Line(MUG, 1)))
    for new in ("materials", "cartons", "carton_id", "carton_gap", "serials", "by_hand"):
        del written[new]
    del written["void_numbers"]
    del written["items"][0]["causes"]
    read = decode(written)
    assert isinstance(read, PackTask)
    assert (read.materials, read.serials, read.items[0].causes) == ((), (), ())
