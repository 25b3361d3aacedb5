"""Shelves that should be empty, and the tote an order's goods go into: what the picker is asked."""

from __future__ import annotations

from procedure.effects import FinishPick, PickUnits, TakeTote
from procedure.machines import pick
from procedure.verdicts import VerdictKind
from tests.floor.centre import Centre
from tests.floor.desk import Desk
from tests.floor.goods import LAMP, LAMP_EAN, MUG, MUG_EAN, ORDER, SHEET, A, B, Line, pick_task

K = VerdictKind
LOC_A, LOC_B = f"LOC-{A}", f"LOC-{B}"


def desk_with(*lines: Line, empties: tuple[str, ...] = (A,)) -> Desk:
    """A picker whose task empties shelf A."""
    desk = Desk(pick, Centre(pick_task(*lines, empties=empties)))
    assert desk.scan(SHEET).kind is K.TASK_OPENED
    return desk


def test_the_last_unit_of_a_shelf_asks_whether_it_is_empty() -> None:
    desk = desk_with(Line(MUG, 1), Line(LAMP, 1, shelf=B))
    assert desk.scans(LOC_A, MUG_EAN) == [K.SHELF_RIGHT, K.LINE_DONE]
    assert desk.phase == "zero"
    assert desk.scans("CMD-EMPTY", LOC_B, LAMP_EAN) == [K.SHELF_EMPTY, K.SHELF_RIGHT, K.TASK_DONE]
    assert desk.centre.gates[-1] == FinishPick(pick_task().task_id, 3)


def test_what_still_lies_there_goes_with_the_finished_task() -> None:
    desk = desk_with(Line(MUG, 1))
    assert desk.scans(LOC_A, MUG_EAN, "CMD-SKIP") == [K.SHELF_RIGHT, K.LINE_DONE, K.TASK_DONE]
    assert desk.centre.gates[-1] == FinishPick(pick_task().task_id, 3, (A,))


def test_one_more_is_too_many_while_it_is_asked() -> None:
    desk = desk_with(Line(MUG, 1))
    assert desk.scans(LOC_A, MUG_EAN, MUG_EAN)[-1] is K.OVER_SCAN
    assert desk.phase == "zero"


def test_a_shelf_that_keeps_goods_is_not_asked_about() -> None:
    desk = desk_with(Line(MUG, 1), Line(LAMP, 1, shelf=B), empties=(B,))
    assert desk.scans(LOC_A, MUG_EAN)[-1] is K.LINE_DONE
    assert desk.phase == "shelf"


def test_a_unit_put_back_asks_again() -> None:
    desk = desk_with(Line(MUG, 2), Line(LAMP, 1, shelf=B))
    desk.scans(LOC_A, MUG_EAN, MUG_EAN, "CMD-SKIP")
    assert desk.state.not_empty == (A,)
    assert desk.scan("CMD-UNDO").kind is K.UNDONE
    assert isinstance(desk.effects[-1], PickUnits)
    assert (desk.state.checked, desk.state.not_empty) == ((), ())


def test_an_orders_goods_get_a_tote() -> None:
    desk = desk_with(Line(MUG, 1))
    said = desk.scan("TOTE-17")
    assert (said.kind, said.params["tote"]) == (K.TOTE_TAKEN, "TOTE-17")
    assert said.params["order_no"] == ORDER
    assert desk.centre.gates[-1] == TakeTote(pick_task().task_id, 3, "TOTE-17")
    assert desk.state.task.tote == "TOTE-17"
