"""Given this pick task, scan these, expect these verdicts."""

from __future__ import annotations

from dataclasses import replace
from datetime import timedelta

import pytest

from procedure.effects import (
    ClaimPickTask,
    FinishPick,
    PickUnits,
    PrintSheet,
    ReleasePickTask,
    ShortPick,
)
from procedure.machines import pick
from procedure.verdicts import VerdictKind, verdict
from procedure.words import ShortReason
from tests.floor.centre import Centre
from tests.floor.desk import Desk
from tests.floor.goods import (
    BOWL,
    BOWL_EAN,
    BOX,
    LAMP,
    LAMP_EAN,
    MUG,
    MUG_CARTON,
    MUG_EAN,
    ORDER,
    OTHER_ORDER,
    OTHER_SHEET,
    SHEET,
    TEA,
    TEA_EAN,
    TODAY,
    A,
    B,
    C,
    Line,
    pick_task,
)

K = VerdictKind
LOC_A, LOC_B, LOC_C = f"LOC-{A}", f"LOC-{B}", f"LOC-{C}"


def desk_with(*lines: Line) -> Desk:
    """A picker with the task just opened."""
    desk = Desk(pick, Centre(pick_task(*lines)))
    assert desk.scan(SHEET).kind is K.TASK_OPENED
    return desk


@pytest.mark.sop("3.2.2a")
def test_a_whole_task_in_walking_order() -> None:
    desk = desk_with(Line(MUG, 2), Line(TEA, 2, "B2401", B), Line(LAMP, 1, shelf=C))
    assert desk.scans(LOC_A, MUG_EAN, MUG_EAN) == [K.SHELF_RIGHT, K.UNIT_COUNTED, K.LINE_DONE]
    assert desk.scans(LOC_B, TEA_EAN, "B2401") == [K.SHELF_RIGHT, K.PRODUCT_RIGHT, K.UNIT_COUNTED]
    assert desk.scans(TEA_EAN) == [K.LINE_DONE], "the lot stays confirmed"
    assert desk.scans(LOC_C, LAMP_EAN) == [K.SHELF_RIGHT, K.TASK_DONE]
    assert desk.phase == "no_task"
    assert desk.verdicts[-1].params == {"sheet": SHEET, "units": 5}
    assert isinstance(desk.centre.gates[-1], FinishPick)


@pytest.mark.parametrize(
    ("text", "ref"),
    [(SHEET, SHEET), (ORDER, ORDER), ("WAV-0318", "WAV-0318"), ("CMD-CONFIRM", None)],
)
def test_what_opens_a_task(text: str, ref: str | None) -> None:
    desk = Desk(pick, Centre(pick_task(Line(MUG, 1))))
    assert desk.scan(text).kind is K.TASK_OPENED
    assert desk.centre.gates == [ClaimPickTask(ref)]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (MUG_EAN, K.NOT_OPEN),
        ("nothing known", K.UNKNOWN_CODE),
        ("ABC", K.UNKNOWN_CODE),
        (LOC_A, K.WRONG_KIND),
        (BOX, K.WRONG_KIND),
        ("QTY-2", K.WRONG_KIND),
        ("CMD-UNDO", K.NOTHING_TO_DO),
        ("CMD-SHORT", K.NOTHING_TO_DO),
        ("CMD-PRINT", K.COMMAND_REFUSED),
        ("CMD-LOCK", K.PARKED),
    ],
)
def test_without_a_task(text: str, kind: VerdictKind) -> None:
    desk = Desk(pick)
    assert desk.scan(text).kind is kind
    assert desk.phase == "no_task"
    assert desk.effects == []


@pytest.mark.parametrize(
    "kind", [K.TASK_TAKEN, K.TASK_FINISHED, K.NO_TASK_LEFT, K.ORDER_NOT_FOUND, K.CENTRE_AWAY]
)
def test_a_refused_claim_leaves_no_task(kind: VerdictKind) -> None:
    desk = Desk(pick)
    desk.centre.refuse_next(verdict(kind))
    assert desk.scan(SHEET).kind is kind
    assert desk.phase == "no_task"


@pytest.mark.sop("3.2.2b")
def test_a_wrong_shelf_names_both() -> None:
    desk = desk_with(Line(MUG, 1))
    assert desk.scan(LOC_B) == verdict(K.WRONG_SHELF, expected=A, got=B)
    assert desk.phase == "shelf"


def test_a_product_before_its_shelf() -> None:
    desk = desk_with(Line(MUG, 1))
    assert desk.scan(MUG_EAN).kind is K.WRONG_KIND
    assert desk.centre.picked() == {1: 0}


def test_the_shelf_stays_confirmed_while_stops_stand_on_it() -> None:
    desk = desk_with(Line(MUG, 1), Line(LAMP, 1), Line(MUG, 1, shelf=B))
    assert desk.scans(LOC_A, MUG_EAN, LAMP_EAN) == [K.SHELF_RIGHT, K.LINE_DONE, K.LINE_DONE]
    assert desk.phase == "shelf"


def test_a_product_of_no_stop_names_both() -> None:
    desk = desk_with(Line(MUG, 1))
    desk.scan(LOC_A)
    said = desk.scan(BOWL_EAN)
    assert said == verdict(K.WRONG_PRODUCT, got="Bowl", expected="Mug, blue", shelf=A)


def test_a_product_due_on_another_shelf_is_wrong_here() -> None:
    desk = desk_with(Line(MUG, 1), Line(LAMP, 1, shelf=B))
    desk.scan(LOC_A)
    said = desk.scan(LAMP_EAN)
    assert said.kind is K.WRONG_PRODUCT
    assert said.params["other_shelf"] == B


def test_another_stop_of_the_same_shelf_may_come_first() -> None:
    desk = desk_with(Line(MUG, 2), Line(LAMP, 2))
    assert desk.scans(LOC_A, LAMP_EAN) == [K.SHELF_RIGHT, K.UNIT_COUNTED]
    assert desk.state.due.product == LAMP
    assert desk.centre.picked() == {1: 0, 2: 1}


def test_one_more_of_a_complete_line_is_too_many() -> None:
    desk = desk_with(Line(MUG, 1), Line(LAMP, 1))
    assert desk.scans(LOC_A, MUG_EAN, MUG_EAN) == [K.SHELF_RIGHT, K.LINE_DONE, K.OVER_SCAN]


def test_one_more_is_too_many_also_when_the_next_shelf_is_due() -> None:
    desk = desk_with(Line(MUG, 1), Line(LAMP, 1, shelf=B))
    assert desk.scans(LOC_A, MUG_EAN, MUG_EAN) == [K.SHELF_RIGHT, K.LINE_DONE, K.OVER_SCAN]
    assert desk.verdicts[-1].params["shelf"] == A


def test_a_carton_counts_its_units_and_never_more_than_open() -> None:
    desk = desk_with(Line(MUG, 3), Line(LAMP, 1))
    assert desk.scans(LOC_A, MUG_CARTON) == [K.SHELF_RIGHT, K.UNIT_COUNTED]
    assert desk.centre.picked()[1] == 2
    assert desk.scans(MUG_CARTON) == [K.OVER_SCAN]
    assert desk.centre.picked()[1] == 2


def test_an_unknown_code_at_the_shelf() -> None:
    desk = desk_with(Line(MUG, 1))
    desk.scan(LOC_A)
    assert desk.scan("ZZZ") == verdict(K.UNKNOWN_CODE, code="ZZZ")


@pytest.mark.parametrize("text", [OTHER_SHEET, OTHER_ORDER])
def test_other_work_while_a_task_is_open(text: str) -> None:
    desk = desk_with(Line(MUG, 1))
    assert desk.scan(text) == verdict(K.OTHER_ORDER_OPEN, expected=SHEET, got=text)


# undo, skip, short, park --------------------------------------------------------


def test_undo_writes_a_compensating_count() -> None:
    desk = desk_with(Line(MUG, 5), Line(LAMP, 1))
    desk.scans(LOC_A, "QTY-3", MUG_EAN)
    assert desk.scan("CMD-UNDO").kind is K.UNDONE
    assert desk.effects[-1] == PickUnits(pick_task().task_id, 3, desk.state.stops[0].line_id, -3)
    assert desk.centre.picked() == {1: 0, 2: 0}
    assert desk.scan("CMD-UNDO").kind is K.NOTHING_TO_DO


def test_undo_leads_back_to_the_shelf_of_the_unit() -> None:
    desk = desk_with(Line(MUG, 1), Line(LAMP, 1, shelf=B))
    desk.scans(LOC_A, MUG_EAN, LOC_B)
    said = desk.scan("CMD-UNDO")
    assert said.params["shelf"] == A
    assert desk.phase == "shelf"
    assert desk.state.due.product == MUG


def test_undo_lets_go_of_a_unit_whose_lot_is_awaited() -> None:
    desk = desk_with(Line(TEA, 1, "B2401"))
    desk.scans(LOC_A, TEA_EAN)
    assert desk.scan("CMD-UNDO") == verdict(K.UNDONE)
    assert desk.phase == "product"


def test_skip_moves_the_stop_to_the_end() -> None:
    desk = desk_with(Line(MUG, 1), Line(LAMP, 1, shelf=B))
    assert desk.scan("CMD-SKIP").kind is K.LINE_SKIPPED
    assert desk.state.due.product == LAMP
    assert desk.scans(LOC_B, LAMP_EAN, LOC_A, MUG_EAN)[-1] is K.TASK_DONE


def test_the_only_open_stop_cannot_be_skipped() -> None:
    desk = desk_with(Line(MUG, 1), Line(LAMP, 1, done=1))
    assert desk.scan("CMD-SKIP").kind is K.NOTHING_TO_DO


def test_a_short_pick_asks_for_its_reason_and_moves_on() -> None:
    desk = desk_with(Line(MUG, 3), Line(LAMP, 1, shelf=B))
    desk.centre.elsewhere = [Line(MUG, 2, shelf=C)]
    assert desk.scans(LOC_A, MUG_EAN, "CMD-SHORT") == [K.SHELF_RIGHT, K.UNIT_COUNTED, K.ASK_REASON]
    said = desk.scan("WHY-NOTFOUND")
    assert said == verdict(K.SHORT_BOOKED, name=MUG.name, shelf=A, missing=2)
    gate = desk.centre.gates[-1]
    assert isinstance(gate, ShortPick)
    assert (gate.missing, gate.reason) == (2, ShortReason.NOT_FOUND)
    assert desk.scans(LOC_B, LAMP_EAN, LOC_C, MUG_EAN, MUG_EAN)[-1] is K.TASK_DONE


def test_a_short_pick_that_leaves_nothing_finishes_the_task() -> None:
    desk = desk_with(Line(MUG, 2))
    desk.scans(LOC_A, MUG_EAN, "CMD-SHORT")
    assert desk.scan("WHY-DAMAGED").kind is K.TASK_DONE
    assert [type(g) for g in desk.centre.gates[-2:]] == [ShortPick, FinishPick]


def test_a_short_pick_needs_the_shelf() -> None:
    desk = desk_with(Line(MUG, 2))
    assert desk.scan("CMD-SHORT") == verdict(K.WRONG_KIND, step="shelf", shelf=A)


def test_in_reason_only_a_reason_counts_and_undo_leads_back() -> None:
    desk = desk_with(Line(MUG, 2))
    desk.scans(LOC_A, "CMD-SHORT")
    assert desk.scans(MUG_EAN, LOC_A, "CMD-SKIP") == [K.WRONG_KIND] * 3
    assert desk.scans("CMD-UNDO", MUG_EAN) == [K.UNDONE, K.UNIT_COUNTED]


def test_a_refused_short_pick_asks_again() -> None:
    desk = desk_with(Line(MUG, 2))
    desk.scans(LOC_A, "CMD-SHORT")
    desk.centre.refuse_next(verdict(K.CENTRE_AWAY))
    assert desk.scan("WHY-DAMAGED").kind is K.CENTRE_AWAY
    assert desk.phase == "reason"


@pytest.mark.parametrize("card", ["CMD-LOCK", "CMD-ABORT"])
def test_a_task_is_put_aside_with_what_is_counted(card: str) -> None:
    desk = desk_with(Line(MUG, 2))
    desk.scans(LOC_A, MUG_EAN)
    assert desk.scan(card) == verdict(K.PARKED, sheet=SHEET, counted=1)
    assert desk.effects[-1] == ReleasePickTask(pick_task().task_id, 3)
    assert desk.scan(SHEET).params["open"] == 1


# the centre -------------------------------------------------------------------


@pytest.mark.parametrize("kind", [K.CENTRE_AWAY, K.NOT_ALLOWED])
def test_the_last_unit_is_not_counted_where_finishing_is_refused(kind: VerdictKind) -> None:
    desk = desk_with(Line(MUG, 1))
    desk.scan(LOC_A)
    desk.centre.refuse_next(verdict(kind))
    assert desk.scan(MUG_EAN).kind is kind
    assert desk.phase == "product"
    assert desk.state.picked == 0
    assert desk.scan(MUG_EAN).kind is K.TASK_DONE


def test_a_stopped_order_is_given_back_once_confirmed() -> None:
    desk = desk_with(Line(MUG, 1))
    desk.scan(LOC_A)
    desk.centre.refuse_next(verdict(K.ORDER_STOPPED, order_no=ORDER))
    stop = desk.scan(MUG_EAN)
    assert desk.scan(MUG_EAN) == stop
    assert desk.scan("CMD-CONFIRM").kind is K.CLEARED
    assert isinstance(desk.effects[-1], ReleasePickTask)
    assert desk.phase == "no_task"


def test_a_task_opened_complete_is_finished_at_once() -> None:
    desk = Desk(pick, Centre(pick_task(Line(MUG, 1, done=1))))
    assert desk.scan(SHEET).kind is K.TASK_DONE


def test_finishing_can_be_tried_again() -> None:
    from procedure.effects import Refused

    desk = Desk(pick, Centre(pick_task(Line(MUG, 1, done=1))))
    desk.centre.next_answers = [None, Refused(verdict(K.CENTRE_AWAY))]
    assert desk.scan(SHEET).kind is K.CENTRE_AWAY
    assert desk.phase == "finish"
    assert desk.scans(MUG_EAN, "CMD-CONFIRM") == [K.OVER_SCAN, K.TASK_DONE]


def test_what_the_centre_took_back_stops_the_station() -> None:
    stop = verdict(K.TAKEN_ELSEWHERE, order_no=ORDER)
    desk = Desk(pick, state=pick.stopped(stop))
    assert desk.scan(MUG_EAN) == stop
    assert desk.scan("CMD-CONFIRM").kind is K.CLEARED
    assert desk.phase == "no_task"


def test_parking_gives_the_open_task_back() -> None:
    desk = desk_with(Line(MUG, 1))
    assert pick.parking(desk.state) == ReleasePickTask(pick_task().task_id, 3)
    assert pick.parking(pick.initial()) is None


def test_the_slot_of_a_wave_is_named() -> None:
    desk = desk_with(Line(MUG, 2, slot=7))
    desk.scan(LOC_A)
    assert desk.scan(MUG_EAN).params["slot"] == "7"


def test_a_margin_keeps_lots_back_that_expire_soon() -> None:
    from procedure.machines.readings import is_expired
    from procedure.policy import StationPolicy

    policy = replace(StationPolicy(), shipping_margin_days=30)
    assert is_expired(TODAY + timedelta(days=30), TODAY, policy)
    assert not is_expired(TODAY + timedelta(days=31), TODAY, policy)


def test_a_product_elsewhere_in_the_catalogue_only() -> None:
    desk = desk_with(Line(BOWL, 1))
    desk.scan(LOC_A)
    assert desk.scan(BOWL_EAN).kind is K.TASK_DONE


def test_the_print_card_prints_the_sheet_of_the_open_task_and_changes_nothing() -> None:
    desk = desk_with(Line(MUG, 2))
    before = (desk.state.stops, desk.state.phase)
    assert desk.scan("CMD-PRINT").kind is K.SHEET_PRINTED
    assert isinstance(desk.effects[-1], PrintSheet)
    assert (desk.state.stops, desk.state.phase) == before
