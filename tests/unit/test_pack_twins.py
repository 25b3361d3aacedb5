"""Two units or one? Scans that come sooner than a hand moves, by time alone and with a scale."""

from __future__ import annotations

from dataclasses import replace

import pytest

from procedure.machines import pack
from procedure.machines.pack_state import PackState
from procedure.prompts import PromptKind
from procedure.tasks import PackTask
from procedure.texts import sentence
from procedure.twins import ENOUGH_GAPS, LONGEST_GAP_MS, MOST_GAPS, Pace
from procedure.verdicts import VerdictKind
from procedure.weighing import OnScale
from tests.bench.bench_twins import TUNED_ON, measure
from tests.bench.twin_traces import HANDS, traces
from tests.floor.centre import Centre
from tests.floor.desk import POLICY, Desk
from tests.floor.goods import (
    BOWL,
    BOWL_EAN,
    CARTON_S,
    LAMP,
    LAMP_EAN,
    MUG,
    MUG_CARTON,
    MUG_EAN,
    SHEET,
    TEA,
    TEA_B2401,
    Line,
    pack_task,
)

K = VerdictKind
QUICK_MS = 500


def desk_with(*lines: Line, scale: OnScale | None = None) -> Desk:
    """A packer with the parcel open and the first unit of the first line in it."""
    desk = Desk(pack, Centre(pack=pack_task(*lines)), scale=scale)
    assert desk.scans(SHEET, MUG_EAN)[0] is K.PARCEL_OPENED
    return desk


def asked(*lines: Line) -> Desk:
    """The second read of a mug came too soon: one or two?"""
    desk = desk_with(*lines)
    assert desk.scan(MUG_EAN, QUICK_MS).kind is K.ASK_TWINS
    assert (desk.phase, desk.centre.packed()[0]) == ("twins", 1), "nothing is counted yet"
    return desk


def test_it_is_asked_and_said_what_to_do() -> None:
    desk = asked(Line(MUG, 3))
    prompt = pack.prompt(desk.state)
    assert (prompt.kind, prompt.params["name"]) == (PromptKind.ONE_OR_TWO, "Mug, blue")
    assert sentence(desk.verdicts[-1]).render().startswith("Mug, blue was read twice at once.")


def test_a_quiet_hand_is_not_asked() -> None:
    desk = desk_with(Line(MUG, 3))
    assert desk.scan(MUG_EAN, POLICY.twin_first_ms).kind is K.UNIT_COUNTED


def test_the_second_unit_is_scanned_again() -> None:
    desk = asked(Line(MUG, 3))
    assert desk.scan(MUG_EAN, 1100).kind is K.UNIT_COUNTED
    assert desk.centre.packed() == [2]


def test_going_on_with_another_product_leaves_it_at_one() -> None:
    desk = asked(Line(MUG, 3), Line(BOWL, 1))
    assert desk.scan(BOWL_EAN).kind is K.LINE_DONE
    assert desk.centre.packed() == [1, 1]


def test_undo_leaves_it_at_one() -> None:
    desk = asked(Line(MUG, 3))
    assert desk.scan("CMD-UNDO").kind is K.UNDONE
    assert (desk.phase, desk.centre.packed()) == ("open", [1])


def test_the_confirm_card_counts_both_and_may_close_the_parcel() -> None:
    desk = asked(Line(MUG, 3))
    assert desk.scan("CMD-CONFIRM").kind is K.UNIT_COUNTED
    assert desk.centre.packed() == [2]
    desk = asked(Line(MUG, 2))
    assert desk.scan("CMD-CONFIRM").kind is K.PARCEL_CLOSED


@pytest.mark.parametrize(
    ("card", "kind", "packed"), [("QTY-1", K.UNDONE, 1), ("QTY-3", K.UNIT_COUNTED, 3)]
)
def test_a_quantity_card_says_how_many_it_were(card: str, kind: VerdictKind, packed: int) -> None:
    desk = asked(Line(MUG, 5))
    assert desk.scan(card).kind is kind
    assert (desk.phase, desk.centre.packed()) == ("open", [packed])


def test_a_quantity_card_counts_no_more_than_is_open_nor_where_every_unit_is_scanned() -> None:
    desk = asked(Line(MUG, 3))
    assert desk.scan("QTY-4").kind is K.QUANTITY_REFUSED
    assert (desk.phase, desk.centre.packed()) == ("twins", [1])
    desk = Desk(pack, Centre(pack=pack_task(Line(LAMP, 3))))
    desk.scans(SHEET, LAMP_EAN)
    assert desk.scan(LAMP_EAN, QUICK_MS).kind is K.ASK_TWINS
    assert desk.scan("QTY-2").kind is K.QUANTITY_REFUSED


def test_what_answers_nothing_is_told_what_is_asked() -> None:
    desk = asked(Line(MUG, 3))
    said = desk.scan("MAT-WRAP")
    assert said.kind is K.WRONG_KIND
    assert sentence(said).render().startswith("One Mug, blue or two?")
    assert desk.phase == "twins"


def test_a_scanner_that_is_held_counts_nothing_more_however_long() -> None:
    desk = asked(Line(MUG, 9))
    assert {desk.scan(MUG_EAN, QUICK_MS).kind for _ in range(20)} == {K.ASK_TWINS}
    assert desk.centre.packed() == [1]


def test_cartons_are_asked_about_too_and_serials_and_quantities_are_not() -> None:
    desk = Desk(pack, Centre(pack=pack_task(Line(MUG, 8))))
    desk.scans(SHEET, MUG_CARTON)
    assert desk.scan(MUG_CARTON, QUICK_MS).kind is K.ASK_TWINS
    assert desk.scan("QTY-2").kind is K.QUANTITY_REFUSED
    assert desk.scan("CMD-CONFIRM").kind is K.UNIT_COUNTED
    assert desk.centre.packed() == [4]
    assert desk.scans("QTY-3") == [K.QUANTITY_SET]
    assert desk.scan(MUG_EAN, QUICK_MS).kind is K.UNIT_COUNTED


def test_another_scanner_or_another_code_between_is_another_unit() -> None:
    desk = desk_with(Line(MUG, 4), Line(TEA, 1, "B2401"))
    assert desk.scan(MUG_EAN, QUICK_MS, "serial:2").kind is K.UNIT_COUNTED
    assert desk.scan(TEA_B2401, 200).kind is K.LINE_DONE
    assert desk.scan(MUG_EAN, 200).kind is K.UNIT_COUNTED


def test_the_question_is_given_back_with_the_parcel() -> None:
    desk = asked(Line(MUG, 3))
    assert desk.scan("CMD-LOCK").kind is K.PARKED
    assert desk.phase == "no_parcel"


# the hand ------------------------------------------------------------------------------


def test_whoever_scans_quickly_is_compared_with_himself() -> None:
    desk = desk_with(Line(MUG, 40))
    for _ in range(ENOUGH_GAPS):
        assert desk.scan(MUG_EAN, 620).kind is K.UNIT_COUNTED
    assert desk.scan(MUG_EAN, QUICK_MS).kind is K.UNIT_COUNTED
    assert desk.scan(MUG_EAN, 620 * POLICY.twin_percent // 100 - 1).kind is K.ASK_TWINS


def test_whoever_scans_slowly_is_asked_sooner_and_the_pace_outlasts_the_parcel() -> None:
    desk = desk_with(Line(MUG, 8))
    for _ in range(ENOUGH_GAPS):
        desk.scan(MUG_EAN, 2500)
    desk.scan("CMD-LOCK")
    desk = Desk(pack, Centre(pack=pack_task(Line(MUG, 8))), state=PackState(pace=desk.state.pace))
    desk.scans(SHEET, MUG_EAN)
    assert desk.scan(MUG_EAN, POLICY.twin_ms - 1).kind is K.ASK_TWINS


def test_what_is_said_to_be_two_becomes_part_of_the_pace() -> None:
    desk = asked(Line(MUG, 40))
    for _ in range(ENOUGH_GAPS - 1):
        desk.scan("CMD-CONFIRM")
        desk.scan(MUG_EAN)
        desk.scan(MUG_EAN, QUICK_MS)
    desk.scan("CMD-CONFIRM")
    desk.scan(MUG_EAN)
    assert desk.scan(MUG_EAN, QUICK_MS).kind is K.UNIT_COUNTED


def test_a_pace_knows_the_last_pauses_and_no_long_one() -> None:
    pace = Pace()
    for gap in range(MOST_GAPS + 10):
        pace = pace.after("A", gap)
    assert len(pace.gaps) == MOST_GAPS
    assert pace.after("A", LONGEST_GAP_MS + 1).gaps == pace.gaps
    assert pace.after("B", None) == Pace("B", pace.gaps)


# with a scale ----------------------------------------------------------------------------


def test_where_the_scale_tells_nothing_is_asked_and_a_missing_unit_is_found() -> None:
    task = pack_task(Line(MUG, 2), Line(BOWL, 1))
    desk = Desk(pack, Centre(pack=_with_weight(task, 1090)), scale=OnScale(0))
    desk.scans(SHEET, MUG_EAN)
    assert desk.scan(MUG_EAN, QUICK_MS).kind is K.LINE_DONE
    desk.scan(BOWL_EAN)
    said = desk.weigh(340 + 410 + CARTON_S.weight_g)
    assert (said.kind, said.params["twin"]) == (K.WEIGHT_LIGHT, "yes")
    assert "was read twice at once" in sentence(said).render()
    assert desk.scan("CMD-UNDO").params["name"] == "Mug, blue", "not the bowl, which came last"
    assert desk.centre.packed() == [1, 1]
    assert desk.scan(MUG_EAN).kind is K.LINE_DONE
    assert desk.weigh(2 * 340 + 410 + CARTON_S.weight_g).kind is K.PARCEL_CLOSED


def test_two_units_that_were_quick_are_not_asked_about_where_the_scale_agrees() -> None:
    task = pack_task(Line(MUG, 2))
    desk = Desk(pack, Centre(pack=_with_weight(task, 680)), scale=OnScale(0))
    desk.scans(SHEET, MUG_EAN)
    assert desk.scan(MUG_EAN, QUICK_MS).kind is K.LINE_DONE
    assert desk.weigh(680 + CARTON_S.weight_g).kind is K.PARCEL_CLOSED


def test_where_the_scale_cannot_tell_time_is_asked() -> None:
    heavy = _with_weight(pack_task(Line(MUG, 2), Line(BOWL, 40)), 2 * 340 + 40 * 410)
    unknown = pack_task(Line(MUG, 2), Line(LAMP, 1))
    for task in (heavy, unknown):
        desk = Desk(pack, Centre(pack=task), scale=OnScale(0))
        desk.scans(SHEET, MUG_EAN)
        assert desk.scan(MUG_EAN, QUICK_MS).kind is K.ASK_TWINS


def _with_weight(task: PackTask, grams: int) -> PackTask:
    return replace(task, expected_g=grams)


# the bench -------------------------------------------------------------------------------


def test_traces_are_the_same_for_a_seed_and_others_for_another() -> None:
    assert list(traces(1, 3)) == list(traces(1, 3))
    assert list(traces(1, 3)) != list(traces(2, 3))
    assert {trace.hand for trace in traces(1, 3)} == {hand.name for hand in HANDS}
    for trace in traces(3, 10):
        assert sum(read.is_unit for read in trace.reads) == trace.units
        assert [r.at_ms for r in trace.reads] == sorted(r.at_ms for r in trace.reads)


def test_a_box_that_is_right_is_held_by_nothing_and_a_scale_finds_what_time_does_not() -> None:
    alone = measure(TUNED_ON[:1], 12, POLICY)
    weighed = measure(TUNED_ON[:1], 12, POLICY, has_scale=True)
    assert sum(tally.held for tally in alone.values()) == 0
    assert sum(tally.light for tally in alone.values()) == 0
    assert sum(tally.light for tally in weighed.values()) > 0
    assert sum(tally.lines for tally in weighed.values()) == 12 * len(HANDS)
