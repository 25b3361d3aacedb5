"""Weighing before a parcel closes: scan these, put this on the scale, expect that."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from procedure.effects import Refused
from procedure.ids import uuid7
from procedure.journal_codec import decode, encode
from procedure.machines import pack
from procedure.pack_effects import CloseParcel, Weighed
from procedure.parcel_words import WeightReason
from procedure.policy import StationPolicy
from procedure.prompts import Prompt, PromptKind
from procedure.reading import read
from procedure.scans import RawScan
from procedure.texts import prompt_text, sentence
from procedure.verdicts import VerdictKind, verdict
from procedure.weighing import OnScale, WeighedGoods, off_by, suspect, tolerance_g
from procedure.words import ScanSource
from tests.floor.centre import Centre
from tests.floor.desk import Desk
from tests.floor.goods import (
    APPROVAL,
    BOARD,
    CARTON_S,
    DRILL,
    DRILL_EAN,
    LAMP,
    LAMP_EAN,
    MUG,
    MUG_EAN,
    NO_APPROVAL,
    NUMBER,
    SHEET,
    TEA,
    TEA_B2401,
    WRAP,
    Line,
    pack_task,
    scan,
)

K = VerdictKind
TWO_MUGS_G = 2 * 340 + CARTON_S.weight_g


def desk_with(*lines: Line, wrapped: bool = False) -> Desk:
    """A packer with a scale, the parcel just opened."""
    materials = (WRAP, BOARD) if wrapped else ()
    desk = Desk(pack, Centre(pack=pack_task(*lines, materials=materials)))
    desk.scale = OnScale(0)
    assert desk.scan(SHEET).kind is K.PARCEL_OPENED
    return desk


def two_mugs() -> Desk:
    """Two mugs are in; the box is to be weighed."""
    desk = desk_with(Line(MUG, 2))
    assert desk.scans(MUG_EAN, MUG_EAN) == [K.UNIT_COUNTED, K.LINE_DONE]
    assert (desk.phase, desk.centre.packed()) == ("weigh", [2])
    return desk


def closings(desk: Desk) -> list[CloseParcel]:
    return [gate for gate in desk.centre.gates if isinstance(gate, CloseParcel)]


# right ----------------------------------------------------------------------------


def test_a_parcel_that_weighs_what_it_should_closes_by_itself() -> None:
    desk = two_mugs()
    asked = pack.prompt(desk.state)
    assert asked.kind is PromptKind.WEIGH_PARCEL
    assert asked.params["expected"] == TWO_MUGS_G
    said = desk.weigh(TWO_MUGS_G + 12)
    assert (said.kind, desk.phase) == (K.PARCEL_CLOSED, "label")
    assert desk.centre.weighed == Weighed(TWO_MUGS_G + 12)
    assert "weighs what it should" in sentence(said).render()
    assert desk.scan(NUMBER).kind is K.LABEL_BOUND


def test_without_a_scale_the_last_unit_closes_the_parcel() -> None:
    desk = desk_with(Line(MUG, 2))
    desk.scale = None
    assert desk.scans(MUG_EAN, MUG_EAN) == [K.UNIT_COUNTED, K.PARCEL_CLOSED]
    assert desk.centre.weighed is None


def test_materials_and_carton_count_in_the_weight() -> None:
    desk = desk_with(Line(MUG, 1), Line(DRILL, 1), wrapped=True)
    assert (
        desk.scans(MUG_EAN, DRILL_EAN, "S-1", "MAT-WRAP", "MAT-BOARD")[-2:] == [K.MATERIAL_IN] * 2
    )
    assert desk.phase == "weigh"
    expected = 340 + 1500 + 2 * 15 + 40 + CARTON_S.weight_g
    assert pack.prompt(desk.state).params["expected"] == expected
    assert desk.weigh(expected).kind is K.PARCEL_CLOSED


def test_what_lies_on_the_scale_already_is_taken_by_the_confirm_card() -> None:
    desk = two_mugs()
    assert desk.scan("CMD-CONFIRM").kind is K.WEIGHT_AWAITED
    desk.scale = OnScale(TWO_MUGS_G)
    assert desk.scan("CMD-CONFIRM").kind is K.PARCEL_CLOSED
    assert desk.centre.weighed == Weighed(TWO_MUGS_G)


def test_what_moves_is_no_weight() -> None:
    desk = two_mugs()
    desk.scale = OnScale(None)
    assert desk.scan("CMD-CONFIRM").kind is K.WEIGHT_AWAITED
    assert not closings(desk)


def test_a_tared_scale_says_nothing_about_a_parcel() -> None:
    desk = two_mugs()
    desk.scale = OnScale(TWO_MUGS_G, is_net=True)
    assert desk.scans("CMD-CONFIRM", f"WEIGHT-{TWO_MUGS_G}") == [K.SCALE_TARED] * 2
    assert not closings(desk)


def test_a_hot_parcel_is_weighed_too() -> None:
    desk = Desk(pack, Centre(pack=pack_task(Line(MUG, 1)), hot=True), scale=OnScale(0))
    assert desk.scan(MUG_EAN).kind is K.PARCEL_OPENED
    assert (desk.phase, desk.centre.packed()) == ("weigh", [1])
    assert desk.weigh(340 + CARTON_S.weight_g).kind is K.PARCEL_CLOSED


def test_each_box_of_an_order_is_weighed() -> None:
    desk = desk_with(Line(MUG, 3))
    assert desk.scans(MUG_EAN, "CMD-NEXTBOX") == [K.UNIT_COUNTED, K.WEIGH_BOX]
    assert desk.scan(MUG_EAN).kind is K.WRONG_KIND, "nothing more goes in while it is weighed"
    assert desk.weigh(90).kind is K.WEIGHT_LIGHT
    assert desk.weigh(340 + CARTON_S.weight_g).kind is K.BOX_CLOSED
    assert desk.centre.weighed == Weighed(340 + CARTON_S.weight_g)
    assert desk.scans(NUMBER, MUG_EAN, MUG_EAN)[-1] is K.LINE_DONE
    assert desk.weigh(TWO_MUGS_G).kind is K.PARCEL_CLOSED


def test_a_box_that_is_weighed_may_be_filled_on() -> None:
    desk = desk_with(Line(MUG, 3))
    desk.scans(MUG_EAN, "CMD-NEXTBOX")
    assert desk.scan("CMD-UNDO").kind is K.UNDONE
    assert (desk.phase, desk.centre.packed()) == ("open", [1])


# unknown --------------------------------------------------------------------------


def test_what_nobody_ever_weighed_is_not_checked_and_says_so() -> None:
    desk = desk_with(Line(MUG, 1), Line(LAMP, 1))
    desk.scans(MUG_EAN, LAMP_EAN)
    _, detail = prompt_text(pack.prompt(desk.state))
    assert detail is not None
    assert detail.render() == "not checked: Lamp was never weighed"
    said = desk.weigh(2345)
    assert said.kind is K.PARCEL_CLOSED
    assert sentence(said).render().startswith("2,345 g, not checked: Lamp was never weighed.")
    assert desk.centre.weighed == Weighed(2345)


# wrong ----------------------------------------------------------------------------


def test_too_light_names_what_may_be_missing_and_nothing_closes() -> None:
    desk = two_mugs()
    said = desk.weigh(TWO_MUGS_G - 338)
    assert (said.kind, said.params["name"], said.params["units"]) == (
        K.WEIGHT_LIGHT,
        "Mug, blue",
        1,
    )
    assert sentence(said).render().startswith("338 g too light: is 1 × Mug, blue missing?")
    assert (desk.phase, closings(desk)) == ("weigh", [])
    assert pack.prompt(desk.state).kind is PromptKind.WEIGH_AGAIN
    assert desk.weigh(TWO_MUGS_G).kind is K.PARCEL_CLOSED


def test_too_heavy_names_what_may_be_too_much() -> None:
    desk = desk_with(Line(MUG, 1), Line(TEA, 1, "B2401"))
    desk.scans(MUG_EAN, TEA_B2401)
    said = desk.weigh(340 + 260 + 90 + 262)
    assert (said.kind, said.params["name"]) == (K.WEIGHT_HEAVY, "Tea, 250 g")


def test_another_carton_may_explain_it_and_is_taken_by_its_card() -> None:
    desk = two_mugs()
    said = desk.weigh(TWO_MUGS_G + 70)
    assert (said.kind, said.params["carton"]) == (K.WEIGHT_HEAVY, "Carton M")
    assert desk.scans("MAT-CARTON-M", "CMD-CONFIRM") == [K.CARTON_CHOSEN, K.PARCEL_CLOSED]


def test_a_weight_counts_at_once_after_a_wrong_one() -> None:
    desk = two_mugs()
    assert desk.weigh(100).kind is K.WEIGHT_LIGHT
    desk.pause_ms = 100
    assert desk.weigh(TWO_MUGS_G).kind is K.PARCEL_CLOSED


def test_a_scale_that_goes_away_keeps_nobody_from_packing() -> None:
    desk = two_mugs()
    desk.scale = None
    assert desk.scan("CMD-CONFIRM").kind is K.PARCEL_CLOSED
    assert desk.centre.weighed is None


def test_a_refused_weight_is_not_got_round_by_unplugging_the_scale() -> None:
    desk = two_mugs()
    desk.weigh(TWO_MUGS_G + 340)
    desk.scale = None
    assert desk.scan("CMD-CONFIRM").kind is K.WEIGHT_HEAVY
    assert not closings(desk)


def test_a_refused_gate_leaves_the_box_to_be_weighed() -> None:
    desk = two_mugs()
    desk.centre.refuse_next(verdict(K.NO_NUMBER_LEFT))
    assert desk.weigh(TWO_MUGS_G).kind is K.NO_NUMBER_LEFT
    assert desk.phase == "weigh"
    assert desk.scan("CMD-CONFIRM").kind is K.PARCEL_CLOSED


def test_a_unit_is_taken_out_of_a_box_that_is_too_heavy() -> None:
    desk = two_mugs()
    desk.weigh(5000)
    assert desk.scan("CMD-UNDO").kind is K.UNDONE
    assert (desk.phase, desk.centre.packed(), desk.state.off) == ("open", [1], None)


def test_a_reopened_parcel_is_not_closed_by_its_weight_alone() -> None:
    desk = two_mugs()
    desk.weigh(TWO_MUGS_G)
    assert desk.scans("CMD-REOPEN", "WHY-MISTAKE") == [K.ASK_REOPEN, K.PARCEL_REOPENED]
    assert desk.phase == "close"
    assert desk.weigh(TWO_MUGS_G).kind is K.NOTHING_TO_DO
    assert desk.scan("CMD-CONFIRM").kind is K.PARCEL_CLOSED


# accepted --------------------------------------------------------------------------


def test_a_supervisor_accepts_a_weight_for_a_reason() -> None:
    desk = two_mugs()
    desk.weigh(TWO_MUGS_G + 77)
    assert desk.scans("WHY-COUNTEDAGAIN", NO_APPROVAL, "CMD-CONFIRM") == [
        K.ASK_ACCEPT,
        K.APPROVAL_NEEDED,
        K.NOTHING_TO_DO,
    ]
    assert not closings(desk)
    said = desk.scan(APPROVAL)
    assert said.kind is K.PARCEL_CLOSED
    weighed = desk.centre.weighed
    assert weighed is not None
    assert weighed.grams == TWO_MUGS_G + 77
    assert (weighed.accepted, weighed.supervisor_id) == (WeightReason.COUNTED_AGAIN, 77)
    assert "weighs what it should" not in sentence(said).render()


def test_a_weight_that_is_not_off_needs_nobody() -> None:
    desk = two_mugs()
    assert desk.scan("WHY-COUNTEDAGAIN").kind is K.NOTHING_TO_DO
    assert desk.phase == "weigh"


def test_weighed_again_nobody_has_to_accept_anything() -> None:
    desk = two_mugs()
    desk.weigh(TWO_MUGS_G + 77)
    desk.scan("WHY-OTHERPACKAGING")
    assert desk.phase == "accept"
    assert desk.weigh(TWO_MUGS_G).kind is K.PARCEL_CLOSED
    assert desk.centre.weighed == Weighed(TWO_MUGS_G)


def test_undo_leaves_the_question() -> None:
    desk = two_mugs()
    desk.weigh(TWO_MUGS_G + 77)
    assert desk.scans("WHY-PRODUCTWEIGHT", "CMD-UNDO") == [K.ASK_ACCEPT, K.UNDONE]
    assert (desk.phase, desk.centre.packed()) == ("weigh", [2])


# figures ---------------------------------------------------------------------------


def test_the_larger_tolerance_holds() -> None:
    policy = StationPolicy(weight_tolerance_percent=10, weight_tolerance_g=50)
    assert [tolerance_g(g, policy) for g in (100, 499, 600, 2000)] == [50, 50, 60, 200]
    assert [off_by(g, 600, policy) for g in (539, 540, 660, 661)] == [-61, 0, 0, 61]


@pytest.mark.parametrize(
    ("off_g", "expected"),
    [(-120, ("Tea", 1)), (250, ("Tea", 2)), (-1000, ("Pan", 1)), (3050, ("Pan", 3)), (-3000, None)],
)
def test_what_fits_the_difference_best(off_g: int, expected: tuple[str, int] | None) -> None:
    goods = [WeighedGoods("Pan", 1000, 1), WeighedGoods("Tea", 124, 4)]
    found = suspect(off_g, goods)
    assert (None if found is None else (found.name, found.units)) == expected


def test_no_more_can_be_missing_than_is_in() -> None:
    assert suspect(-240, [WeighedGoods("Tea", 120, 1)]) is None
    assert suspect(240, [WeighedGoods("Tea", 120, 1)]) is not None


# what a scale says ------------------------------------------------------------------


def test_only_a_scale_can_say_a_weight() -> None:
    said = scan("WEIGHT-812")
    assert said.code.key == "WEIGHT-812"
    assert [type(reading).__name__ for reading in said.code.readings] == ["WeightReading"]
    printed = scan(" WEIGHT-812")
    assert "WeightReading" not in [type(reading).__name__ for reading in printed.code.readings]


@pytest.mark.parametrize("text", ["", "-5", "12.5", "12345678", "five", "１２"])
def test_a_scale_that_says_anything_else_said_nothing(text: str) -> None:
    at = datetime(2026, 11, 23, tzinfo=UTC)
    raw = RawScan(uuid7(1, bytes(10)), b"", text, None, "scale", ScanSource.SCALE, at, 0)
    assert read(raw, lambda key: None).readings == ()


def test_a_journal_keeps_what_was_weighed() -> None:
    closing = CloseParcel(desk_with(Line(MUG, 1)).state.task.parcel_id, 5, Weighed(812))
    assert decode(encode(closing)) == closing
    assert decode(encode(OnScale(None, True))) == OnScale(None, True)
    old = {"is": "CloseParcel", "parcel_id": 9, "fence": 5}
    assert decode(old) == CloseParcel(closing.parcel_id, 5)


def test_the_centre_may_refuse_what_was_accepted() -> None:
    desk = two_mugs()
    desk.weigh(TWO_MUGS_G + 77)
    desk.scan("WHY-COUNTEDAGAIN")
    desk.centre.next_answers = [Refused(verdict(K.APPROVAL_NEEDED))]
    assert desk.scan(APPROVAL).kind is K.APPROVAL_NEEDED
    assert desk.phase == "accept"


@pytest.mark.parametrize("kind", [K.WEIGHT_LIGHT, K.WEIGHT_HEAVY])
@pytest.mark.parametrize(
    "facts",
    [
        {},
        {"grams": 2740, "expected": 5480, "off": 2740},
        {"off": 2740, "name": "Mug", "units": 2},
        {"off": 2740, "name": "Mug", "units": 1, "twin": "yes"},
        {"off": 2740, "carton": "Carton L"},
    ],
)
def test_a_weight_that_is_off_says_every_way_out(
    kind: VerdictKind, facts: dict[str, int | str]
) -> None:
    told = sentence(verdict(kind, **facts)).render()
    assert "reason card" in told
    assert told.endswith("a supervisor looks.")
    assert not facts or "2,740 g" in told


def test_weights_have_their_thousands_parted() -> None:
    asked = Prompt(PromptKind.WEIGH_PARCEL, {"expected": 5480, "why": "known"})
    again = Prompt(PromptKind.WEIGH_AGAIN, {"expected": 5480, "why": "known"})
    details = [prompt_text(each)[1] for each in (asked, again)]
    assert [each.render() if each else "" for each in details] == [
        "5,480 g expected; it closes by itself",
        "5,480 g, or a reason card",
    ]
    assert sentence(verdict(K.ASK_ACCEPT, off=994519)).render().startswith("994,519 g off.")
