"""The sort machine: which slot a unit goes into, and what is never put anywhere."""

from __future__ import annotations

import pytest

from procedure.effects import Refused
from procedure.machines import sort
from procedure.prompts import PromptKind
from procedure.verdicts import VerdictKind, verdict
from procedure.wall_effects import FinishWall, OpenWall, ReleaseWall, SortUnits
from procedure.words import ShortReason
from tests.floor.centre import Centre
from tests.floor.desk import Desk
from tests.floor.goods import (
    BOWL_EAN,
    LAMP,
    LAMP_EAN,
    MUG,
    MUG_CARTON,
    MUG_EAN,
    ORDER,
    OTHER_WAVE,
    SHEET,
    TEA,
    TEA_B2401,
    TEA_EAN,
    WAVE,
    Line,
    gs1,
    wall_task,
)

K = VerdictKind
SECOND = f"{ORDER[:-2]}02"
"""The order of slot 2."""


def wall(*lines: Line, stopped: tuple[int, ...] = ()) -> Desk:
    """A wave, open at the wall."""
    desk = Desk(sort, Centre(wall=wall_task(*lines, stopped=stopped)))
    assert desk.scan(WAVE).kind is K.WALL_OPENED
    return desk


def mugs(*quantities: int) -> Desk:
    """A wave whose slots each want so many mugs and a lamp."""
    lines = []
    for slot, quantity in enumerate(quantities, start=1):
        lines += [Line(MUG, quantity, slot=slot), Line(LAMP, 1, slot=slot)]
    return wall(*lines)


def slot_of(desk: Desk, text: str) -> object:
    """The slot that a scan was sent to."""
    return desk.scan(text).params.get("slot")


def test_a_wave_is_opened_by_its_number_or_a_sheet_of_it() -> None:
    for text in (WAVE, SHEET):
        desk = Desk(sort, Centre(wall=wall_task(Line(MUG, 2, slot=1), Line(LAMP, 1, slot=2))))
        said = desk.scan(text)
        assert said == verdict(K.WALL_OPENED, wave_no=WAVE, open=3)
        assert desk.centre.gates == [OpenWall(text)]


def test_a_unit_goes_to_the_order_nearest_to_complete_then_to_the_lowest_slot() -> None:
    desk = mugs(3, 1, 1)
    assert desk.scan(MUG_EAN) == verdict(
        K.PUT_IN_SLOT,
        slot=2,
        name="Mug, blue",
        units=1,
        counted=1,
        of=2,
        order_no=SECOND,
    )
    assert slot_of(desk, MUG_EAN) == 3
    assert slot_of(desk, MUG_EAN) == 1


def test_a_slot_that_is_complete_says_so() -> None:
    desk = mugs(2, 1)
    desk.scan(MUG_EAN)
    said = desk.scan(LAMP_EAN)
    assert (said.kind, said.params["slot"]) == (K.SLOT_DONE, 2)
    assert desk.state.open_slots == 1
    assert sort.prompt(desk.state).kind is PromptKind.PUT_UNIT


def test_the_last_unit_ends_the_wave_and_is_told_its_slot() -> None:
    desk = wall(Line(MUG, 1, slot=4))
    said = desk.scan(MUG_EAN)
    assert said == verdict(K.WALL_DONE, wave_no=WAVE, parcels=1, put_back="", slot=4)
    assert [type(effect) for effect in desk.effects] == [OpenWall, SortUnits, FinishWall]
    assert desk.phase == "no_wall"


def test_where_the_end_is_refused_the_last_unit_is_not_counted() -> None:
    desk = wall(Line(MUG, 1, slot=4))
    desk.centre.refuse_next(verdict(K.CENTRE_AWAY))
    assert desk.scan(MUG_EAN).kind is K.CENTRE_AWAY
    assert desk.state.sorted == sum(desk.centre.in_slots().values()) == 0
    assert desk.scan(MUG_EAN).kind is K.WALL_DONE


def test_one_too_many_goes_nowhere() -> None:
    desk = mugs(1, 1)
    assert desk.scans(MUG_EAN, MUG_EAN, MUG_EAN)[-1] is K.OVER_SCAN
    assert sum(desk.centre.in_slots().values()) == 2


def test_goods_of_no_order_go_nowhere() -> None:
    desk = mugs(1)
    assert desk.scan(BOWL_EAN) == verdict(K.WRONG_PRODUCT, got="Bowl", wave_no=WAVE)
    assert desk.scans("NEVER/SEEN", "LOC-A-01-02-03", OTHER_WAVE, WAVE) == [
        K.UNKNOWN_CODE,
        K.WRONG_KIND,
        K.OTHER_ORDER_OPEN,
        K.WRONG_KIND,
    ]
    assert not any(desk.centre.in_slots().values())


def test_nothing_is_sorted_without_a_wave() -> None:
    desk = Desk(sort)
    assert desk.scans(MUG_EAN, "LOC-A-01-02-03", "CMD-CONFIRM", "CMD-SHORT") == [
        K.NOT_OPEN,
        K.WRONG_KIND,
        K.NOTHING_TO_DO,
        K.NOTHING_TO_DO,
    ]


# lots ---------------------------------------------------------------------------


def teas() -> Desk:
    """Slot 1 wants a lot, slot 2 another."""
    return wall(Line(TEA, 2, "B2401", slot=1), Line(TEA, 1, "B2402", slot=2))


def test_the_lot_decides_the_slot() -> None:
    desk = teas()
    assert desk.scan(TEA_EAN) == verdict(K.PRODUCT_RIGHT, name="Tea, 250 g", lot="B2401, B2402")
    assert slot_of(desk, "B2401") == 1
    assert slot_of(desk, gs1(TEA_EAN, "B2402")) == 2
    assert desk.scan(TEA_B2401).kind is K.WALL_DONE


def test_a_lot_that_nobody_gets_is_refused_and_another_unit_may_be_taken() -> None:
    desk = teas()
    desk.scan(TEA_EAN)
    said = desk.scan("B9999")
    assert (said.kind, said.params["expected"]) == (K.WRONG_LOT, "B2401, B2402")
    assert desk.scan(TEA_EAN).kind is K.PRODUCT_RIGHT
    assert desk.scan(gs1(TEA_EAN, "OLD")).kind is K.WRONG_LOT
    assert not any(desk.centre.in_slots().values())


def test_a_lot_whose_slots_are_full_is_one_too_many() -> None:
    desk = teas()
    desk.scan(gs1(TEA_EAN, "B2402"))
    assert desk.scan(gs1(TEA_EAN, "B2402")).kind is K.OVER_SCAN


# several at once ----------------------------------------------------------------


def test_several_units_go_into_one_slot_only() -> None:
    desk = mugs(1, 3)
    said = [desk.scan(text) for text in ("QTY-2", MUG_EAN)][-1]
    assert (said.params["slot"], said.params["units"]) == (2, 2), "the slot that needs them all"
    assert desk.scan(MUG_CARTON).kind is K.OVER_SCAN, "two open units, in two slots"
    assert desk.scan("QTY-2").kind is K.QUANTITY_REFUSED


def test_what_is_scanned_one_by_one_takes_no_quantity() -> None:
    desk = wall(Line(LAMP, 2, slot=1), Line(LAMP, 1, slot=2))
    assert desk.scan("QTY-2").kind is K.QUANTITY_REFUSED


def test_a_quantity_counts_once_and_can_be_taken_back() -> None:
    desk = mugs(3)
    desk.scans("QTY-2", MUG_EAN)
    assert desk.scan("CMD-UNDO") == verdict(K.UNDONE, name="Mug, blue", units=2, slot=1)
    assert not any(desk.centre.in_slots().values())
    assert desk.scans("QTY-2", "CMD-UNDO", MUG_EAN)[-1] is K.PUT_IN_SLOT
    assert sum(desk.centre.in_slots().values()) == 1


# orders that do not go on -------------------------------------------------------


def test_nothing_goes_into_the_slot_of_a_stopped_order() -> None:
    desk = wall(Line(MUG, 1, slot=1), Line(MUG, 1, slot=2), Line(LAMP, 1, slot=2), stopped=(1,))
    assert slot_of(desk, MUG_EAN) == 2
    assert desk.scan(MUG_EAN) == verdict(
        K.SLOT_STOPPED, name="Mug, blue", order_no=f"{ORDER[:-2]}01", slot=1
    )
    said = desk.scan(LAMP_EAN)
    assert (said.kind, said.params["put_back"]) == (K.WALL_DONE, "1")


def test_an_order_stopped_meanwhile_opens_the_wave_anew() -> None:
    desk = mugs(1, 1)
    desk.state = sort.stopped(verdict(K.ORDER_STOPPED, order_no=ORDER, slot=1, wave_no=WAVE))
    assert desk.scan(MUG_EAN).kind is K.ORDER_STOPPED
    assert desk.scan("CMD-CONFIRM").kind is K.WALL_OPENED


@pytest.mark.parametrize("kind", [K.TAKEN_ELSEWHERE, K.ORDER_CHANGED])
def test_a_wave_that_changed_is_given_back(kind: VerdictKind) -> None:
    desk = mugs(1)
    desk.centre.refuse_next(verdict(kind, order_no=ORDER))
    desk.scans("CMD-SHORT", "WHY-NOTFOUND", "CMD-CONFIRM")
    assert isinstance(desk.centre.gates[-1], ReleaseWall)
    assert desk.phase == "no_wall"


# short, parked ------------------------------------------------------------------


def test_what_is_not_there_is_told_with_its_reason() -> None:
    desk = mugs(2, 1)
    desk.scans(MUG_EAN, LAMP_EAN)
    assert desk.scan("CMD-SHORT") == verdict(K.ASK_REASON, missing=3)
    assert desk.scans(MUG_EAN, "CMD-UNDO", "CMD-SHORT") == [K.WRONG_KIND, K.UNDONE, K.ASK_REASON]
    said = desk.scan("WHY-DAMAGED")
    gate = desk.centre.gates[-1]
    assert isinstance(gate, FinishWall)
    assert (gate.missing, gate.reason) == (3, ShortReason.DAMAGED)
    assert said == verdict(K.WALL_DONE, wave_no=WAVE, parcels=1, put_back="1")


def test_a_wave_that_is_parked_goes_on_where_it_was() -> None:
    desk = mugs(2)
    desk.scan(MUG_EAN)
    assert desk.scan("CMD-LOCK") == verdict(K.PARKED, wave_no=WAVE, counted=1)
    assert desk.scan(WAVE).params["open"] == 2


def test_a_wave_that_is_sorted_already_is_ended_at_once() -> None:
    desk = Desk(sort, Centre(wall=wall_task(Line(MUG, 1, slot=1, done=1))))
    desk.centre.next_answers = [None, Refused(verdict(K.CENTRE_AWAY))]
    assert desk.scan(WAVE).kind is K.CENTRE_AWAY
    assert desk.phase == "finish"
    assert desk.scan("CMD-CONFIRM").kind is K.WALL_DONE
