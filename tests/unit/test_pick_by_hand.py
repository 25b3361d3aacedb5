"""Units whose code cannot be read: named, confirmed, above a limit by somebody else."""

from __future__ import annotations

import pytest

from procedure.effects import PickUnits
from procedure.machines import pick
from procedure.parcel_words import ManualReason
from procedure.permissions import UseCase
from procedure.prompts import PromptKind
from procedure.verdicts import VerdictKind, verdict
from tests.floor.centre import Centre
from tests.floor.desk import POLICY, Desk
from tests.floor.goods import (
    APPROVAL,
    BOWL_EAN,
    LAMP,
    LAMP_EAN,
    MUG,
    MUG_EAN,
    NO_APPROVAL,
    SHEET,
    TEA,
    TEA_EAN,
    TODAY,
    A,
    B,
    Line,
    pick_task,
)

K = VerdictKind
LOC_A = f"LOC-{A}"


def desk_at(*lines: Line) -> Desk:
    """A picker who stands at shelf A."""
    desk = Desk(pick, Centre(pick_task(*lines)))
    assert desk.scans(SHEET, LOC_A) == [K.TASK_OPENED, K.SHELF_RIGHT]
    return desk


def counted(desk: Desk) -> list[PickUnits]:
    """What was sent to the centre."""
    return [effect for effect in desk.effects if isinstance(effect, PickUnits)]


@pytest.mark.parametrize("reason", ManualReason)
def test_a_unit_without_a_code_is_named_and_confirmed(reason: ManualReason) -> None:
    desk = desk_at(Line(MUG, 2), Line(LAMP, 1, shelf=B))
    said = desk.scan(reason.value)
    assert (said.kind, said.params["name"]) == (K.ASK_BY_HAND, MUG.name)
    assert pick.prompt(desk.state).kind is PromptKind.CONFIRM_BY_HAND
    assert not counted(desk), "nothing is counted before it is confirmed"
    assert desk.scan("CMD-CONFIRM").kind is K.UNIT_COUNTED
    (effect,) = counted(desk)
    assert (effect.quantity, effect.by_hand, effect.supervisor_id) == (1, reason, None)
    assert desk.state.by_hand == 1
    assert desk.scan(MUG_EAN).kind is K.LINE_DONE
    assert counted(desk)[-1].by_hand is None


def test_the_shelf_comes_first() -> None:
    desk = Desk(pick, Centre(pick_task(Line(MUG, 1))))
    assert desk.scans("WHY-NOCODE", SHEET, "WHY-NOCODE") == [
        K.WRONG_KIND,
        K.TASK_OPENED,
        K.WRONG_KIND,
    ]
    assert not counted(desk)


def test_another_stop_of_the_shelf_is_named_by_its_code() -> None:
    desk = desk_at(Line(MUG, 2), Line(TEA, 1, "B2401"), Line(TEA, 1, "B2402"))
    said = [desk.scan(text) for text in ("WHY-NOCODE", TEA_EAN, "B2402")]
    assert [each.kind for each in said] == [K.ASK_BY_HAND] * 3
    assert [each.params["lot"] for each in said] == ["", "B2401", "B2402"]
    assert desk.scan(BOWL_EAN).kind is K.WRONG_PRODUCT
    assert desk.scan("CMD-CONFIRM").kind is K.LINE_DONE
    taken = next(stop for stop in desk.state.stops if stop.lot == "B2402")
    assert taken.picked == 1


def test_a_lot_that_cannot_be_read_is_counted_for_the_product_in_hand() -> None:
    desk = desk_at(Line(MUG, 1), Line(TEA, 2, "B2401"))
    said = [desk.scan(text) for text in (TEA_EAN, "WHY-CODEDAMAGED")]
    assert [each.kind for each in said] == [K.PRODUCT_RIGHT, K.ASK_BY_HAND]
    assert (said[1].params["name"], said[1].params["lot"]) == (TEA.name, "B2401")
    assert desk.scan("CMD-CONFIRM").kind is K.UNIT_COUNTED
    assert desk.scans(TEA_EAN) == [K.PRODUCT_RIGHT], "the next one's lot is asked for again"


def test_an_expired_lot_is_refused_by_hand_too() -> None:
    desk = desk_at(Line(TEA, 1, "OLD", expires_on=TODAY))
    assert desk.scans("WHY-NOCODE", "CMD-CONFIRM") == [K.ASK_BY_HAND, K.EXPIRED_LOT]
    assert not counted(desk)


def test_undo_takes_the_question_back_and_then_the_count() -> None:
    desk = desk_at(Line(MUG, 2))
    desk.scans("WHY-NOCODE", "CMD-UNDO")
    assert (desk.phase, desk.state.held) == ("product", None)
    desk.scans("WHY-NOCODE", "CMD-CONFIRM")
    before = desk.state.stops
    desk.scans("WHY-NOCODE", "CMD-UNDO")
    assert desk.state.stops == before
    assert desk.scan("CMD-UNDO").kind is K.UNDONE
    assert (desk.state.by_hand, desk.state.picked) == (0, 0)
    last = counted(desk)[-1]
    assert (last.quantity, last.by_hand) == (-1, ManualReason.NO_CODE)


def test_above_the_limit_a_supervisor_looks() -> None:
    desk = desk_at(Line(MUG, 6), Line(LAMP, 1, shelf=B))
    for _ in range(POLICY.by_hand_limit):
        assert desk.scans("WHY-NOCODE", "CMD-CONFIRM")[-1] is K.UNIT_COUNTED
    said = [desk.scan(text) for text in ("WHY-NOCODE", "CMD-CONFIRM")]
    assert [each.kind for each in said] == [K.ASK_BY_HAND, K.ASK_SUPERVISOR]
    assert said[1].params["limit"] == POLICY.by_hand_limit
    assert pick.asks_approval(desk.state) is UseCase.APPROVE_BY_HAND
    assert pick.prompt(desk.state).kind is PromptKind.SCAN_SUPERVISOR
    assert desk.scans("CMD-CONFIRM", MUG_EAN) == [K.NOTHING_TO_DO, K.WRONG_KIND]
    assert desk.scan(NO_APPROVAL).kind is K.APPROVAL_NEEDED
    assert len(counted(desk)) == POLICY.by_hand_limit
    assert desk.scan(APPROVAL).kind is K.UNIT_COUNTED
    assert counted(desk)[-1].supervisor_id is not None
    assert pick.asks_approval(desk.state) is None
    assert desk.scans("WHY-NOCODE", "CMD-CONFIRM")[-1] is K.ASK_SUPERVISOR, "each one above"


def test_the_last_unit_by_hand_finishes_and_a_refusal_asks_again() -> None:
    desk = desk_at(Line(MUG, 1))
    desk.centre.refuse_next(verdict(K.CENTRE_AWAY))
    assert desk.scans("WHY-NOCODE", "CMD-CONFIRM") == [K.ASK_BY_HAND, K.CENTRE_AWAY]
    assert (desk.phase, desk.state.picked, desk.state.by_hand) == ("by_hand", 0, 0)
    assert desk.scan("CMD-CONFIRM").kind is K.TASK_DONE


def test_a_task_that_is_opened_again_knows_what_was_counted_by_hand() -> None:
    desk = desk_at(Line(MUG, 3), Line(LAMP, 1))
    desk.scans("WHY-NOCODE", "CMD-CONFIRM", "CMD-LOCK")
    assert desk.centre.pick is not None
    assert desk.centre.pick.by_hand == 1
    desk.scans(SHEET)
    assert desk.state.by_hand == 1
    assert desk.scan(LAMP_EAN).kind is K.WRONG_KIND


def test_a_quantity_card_counts_nothing_by_hand() -> None:
    desk = desk_at(Line(MUG, 5))
    assert desk.scans("QTY-03", "WHY-NOCODE", "CMD-CONFIRM")[1:] == [K.ASK_BY_HAND, K.UNIT_COUNTED]
    assert desk.state.picked == 1
