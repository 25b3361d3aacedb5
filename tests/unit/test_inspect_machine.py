"""The inspect machine: units and lots again, cards for what is wrong, and what passes."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from procedure.defects import DEFECTS, DefectOf
from procedure.ids import InspectionId
from procedure.inspect_effects import FailInspection, InspectionFailed, OpenInspection
from procedure.machines import inspect
from procedure.machines.inspect_answers import take_answer
from procedure.machines.inspect_state import open_units, waiting
from procedure.parcel_words import DefectClass, DefectCode
from procedure.texts import prompt_text, sentence
from procedure.verdicts import VerdictKind, verdict
from tests.floor.desk import Desk
from tests.floor.goods import (
    BOX,
    DRILL,
    DRILL_CARTON,
    DRILL_EAN,
    LAMP_EAN,
    MUG,
    MUG_EAN,
    NUMBER,
    ORDER,
    OTHER_BOX,
    OTHER_NUMBER,
    TEA,
    TEA_B2401,
    TEA_EAN,
    TODAY,
    Line,
)
from tests.floor.inspection import DEFECT_CODES, InspectCentre, inspect_task
from tests.floor.walks import CODES, COMMANDS

K, D = VerdictKind, DefectCode
CONFIRM, UNDO = "CMD-CONFIRM", "CMD-UNDO"


def desk(*lines: Line) -> Desk:
    """A bench with a drawn parcel open."""
    made = Desk(inspect, InspectCentre(inspected=inspect_task(*lines)))
    assert made.scans(BOX) == [K.INSPECTION_OPENED]
    return made


def centre(of: Desk) -> InspectCentre:
    """The centre's side."""
    assert isinstance(of.centre, InspectCentre)
    return of.centre


def test_a_parcel_without_defect_passes_with_its_last_unit_and_is_scanned_back() -> None:
    bench = desk(Line(MUG, 2), Line(TEA, 1, "B2401"))
    assert bench.scans(MUG_EAN, MUG_EAN, TEA_EAN, "B2401") == [
        K.UNIT_COUNTED,
        K.LINE_DONE,
        K.PRODUCT_RIGHT,
        K.INSPECTION_PASSED,
    ]
    assert centre(bench).passed
    assert bench.scans(OTHER_NUMBER, CONFIRM, NUMBER) == [
        K.SWAPPED_LABEL,
        K.CLEARED,
        K.LABEL_BOUND,
    ]
    assert bench.phase == "no_parcel"


@pytest.mark.parametrize("code", D)
def test_a_parcel_with_a_defect_never_passes(code: DefectCode) -> None:
    bench = desk(Line(MUG, 2))
    assert bench.scans(MUG_EAN, code.value) == [K.UNIT_COUNTED, K.DEFECT_NOTED]
    bench.scans(MUG_EAN)
    assert not centre(bench).passed
    assert bench.scans(CONFIRM) == [K.INSPECTION_FAILED]
    noted = centre(bench).failed[0].defects
    assert [defect.code for defect in noted] == [code]
    assert (noted[0].lot_id is None) is (DEFECTS[code].of is DefectOf.PARCEL)


def test_a_unit_that_is_not_there_takes_the_next_open_one() -> None:
    bench = desk(Line(MUG, 1), Line(TEA, 1, "B2401"))
    assert bench.scans(TEA_B2401, D.MISSING_ITEM.value) == [K.LINE_DONE, K.DEFECT_NOTED]
    assert bench.verdicts[-1].params["name"] == MUG.name
    assert bench.phase == "judge"
    assert bench.scans(D.WRONG_ITEM.value) == [K.DEFECT_REFUSED]


def test_a_wrong_lot_is_noted_for_the_goods_in_hand() -> None:
    bench = desk(Line(MUG, 1), Line(TEA, 1, "B2401"))
    assert bench.scans(TEA_EAN, "OLD", D.WRONG_LOT.value) == [
        K.PRODUCT_RIGHT,
        K.WRONG_LOT,
        K.DEFECT_NOTED,
    ]
    assert bench.verdicts[-1].params["name"] == TEA.name


def test_expired_goods_are_counted_by_their_card() -> None:
    bench = desk(Line(TEA, 1, "OLD", expires_on=TODAY), Line(MUG, 1))
    assert bench.scans(TEA_EAN, "OLD", D.EXPIRED.value) == [
        K.PRODUCT_RIGHT,
        K.EXPIRED_LOT,
        K.DEFECT_NOTED,
    ]
    assert centre(bench).inspected.items[0].found == 1


def test_cards_that_fit_nothing_say_why() -> None:
    bench = desk(Line(MUG, 1))
    assert bench.scan(D.DAMAGED.value).params["why"] == "no_unit"
    assert bench.scans(D.BOX_DAMAGED.value) == [K.DEFECT_NOTED]
    assert bench.scan(D.BOX_DAMAGED.value).params["why"] == "noted"
    bench.scan(MUG_EAN)
    assert bench.scan(D.MISSING_ITEM.value).params["why"] == "all_found"


def test_undo_takes_back_a_card_with_the_unit_it_counted() -> None:
    bench = desk(Line(MUG, 2))
    bench.scans(MUG_EAN, D.DAMAGED.value, D.DAMAGED.value)
    assert centre(bench).inspected.items[0].found == 2
    assert bench.scans(UNDO, UNDO, UNDO, UNDO) == [K.UNDONE] * 3 + [K.NOTHING_TO_DO]
    assert centre(bench).inspected.items[0].found == 0
    assert centre(bench).inspected.defects == ()


def test_another_box_and_a_stray_product_are_refused() -> None:
    bench = desk(Line(MUG, 1))
    assert bench.scans(OTHER_BOX, LAMP_EAN, "QTY-2") == [
        K.OTHER_ORDER_OPEN,
        K.WRONG_PRODUCT,
        K.WRONG_KIND,
    ]


def test_every_defect_has_its_class() -> None:
    assert set(DEFECTS) == set(DefectCode)
    assert {kind.defect_class for kind in DEFECTS.values()} == set(DefectClass)


def test_the_next_parcel_is_opened_by_its_box_and_not_by_its_goods() -> None:
    bench = Desk(inspect, InspectCentre(inspected=inspect_task(Line(MUG, 1))))
    assert bench.scans(CONFIRM) == [K.FETCH_BOX]
    assert bench.verdicts[-1].params["box"] == f"{ORDER}-1"
    assert bench.scans(MUG_EAN, CONFIRM, UNDO, D.BOX_DAMAGED.value) == [
        K.WRONG_KIND,
        K.NOTHING_TO_DO,
        K.NOTHING_TO_DO,
        K.WRONG_KIND,
    ]
    assert centre(bench).inspected.items[0].found == 0
    assert bench.scans(BOX, MUG_EAN) == [K.INSPECTION_OPENED, K.INSPECTION_PASSED]


def test_another_box_than_the_next_one_is_asked_for_at_the_centre() -> None:
    bench = Desk(inspect, InspectCentre(inspected=inspect_task(Line(MUG, 1))))
    bench.scans(CONFIRM, OTHER_BOX)
    assert centre(bench).gates[-1] == OpenInspection(OTHER_BOX)
    refused = verdict(K.NOT_DRAWN, order_no=ORDER)
    bench = Desk(inspect, InspectCentre(inspected=inspect_task(Line(MUG, 1))))
    bench.scans(CONFIRM)
    bench.centre.refuse_next(refused)
    assert bench.scans(OTHER_BOX, BOX) == [K.NOT_DRAWN, K.INSPECTION_OPENED]


def test_every_serial_number_that_was_packed_is_read_again() -> None:
    bench = desk(Line(DRILL, 2), Line(MUG, 1))  # S-1 and S-2
    assert bench.scans(DRILL_EAN, "S-99") == [K.SERIAL_NEXT, K.SERIAL_WRONG]
    assert bench.phase == "serial"
    assert bench.scans("S-2", DRILL_EAN, "S-2", "S-1", MUG_EAN) == [
        K.UNIT_COUNTED,
        K.SERIAL_NEXT,
        K.SERIAL_TWICE,
        K.LINE_DONE,
        K.INSPECTION_PASSED,
    ]


def test_a_wrong_serial_number_is_a_wrong_item_and_undo_forgets_what_was_read() -> None:
    bench = desk(Line(DRILL, 2))
    assert bench.scans(DRILL_EAN, "S-1", UNDO, DRILL_EAN, "S-1") == [
        K.SERIAL_NEXT,
        K.UNIT_COUNTED,
        K.UNDONE,
        K.SERIAL_NEXT,
        K.UNIT_COUNTED,
    ]
    assert bench.scans(DRILL_EAN, "S-99", D.WRONG_ITEM.value, CONFIRM) == [
        K.SERIAL_NEXT,
        K.SERIAL_WRONG,
        K.DEFECT_NOTED,
        K.INSPECTION_FAILED,
    ]
    assert bench.scans(BOX, DRILL_CARTON) == [K.INSPECTION_OPENED, K.SERIAL_UNFIT]


def test_who_fails_a_box_early_is_told_how_much_nobody_looked_at() -> None:
    bench = desk(Line(MUG, 3), Line(TEA, 2, "B2401"))
    bench.scans(MUG_EAN, D.WRONG_SLIP)
    _headline, detail = prompt_text(inspect.prompt(bench.state))
    assert detail is not None
    assert detail.render() == "4 not looked at; confirm fails it"
    said = bench.scan(CONFIRM)
    assert said.kind is K.INSPECTION_FAILED
    assert "; 4 units were not looked at." in sentence(said).render()
    bench.scans(BOX, MUG_EAN, D.DAMAGED)
    assert "Not looked at: 4; picked anew: 1." in sentence(bench.scan(CONFIRM)).render()
    bench = desk(Line(MUG, 1))
    bench.scans(MUG_EAN, D.WRONG_SLIP)
    assert "looked at" not in sentence(bench.scan(CONFIRM)).render()


@pytest.mark.parametrize(
    ("held", "left", "told"),
    [
        (0, (), "rejected; no other parcel of it was stopped."),
        (1, (), "rejected: 1 parcel is kept here, none has left."),
        (0, ("A", "B"), "rejected: 2 orders of it have left, nothing is kept here."),
        (4, ("A",), "rejected: 4 parcels are kept here, 1 have left."),
    ],
)
def test_a_rejected_lot_tells_only_what_there_is(
    held: int, left: tuple[str, ...], told: str
) -> None:
    gate = FailInspection(InspectionId(1), 7)
    waits = waiting(desk(Line(MUG, 1)).state, gate)
    step = take_answer(waits, InspectionFailed(ORDER, 0, 0, "INS-1", held, left))
    assert step.verdict is not None
    assert sentence(step.verdict).render().startswith(f"Lot INS-1 is {told}")


class Bench(RuleBasedStateMachine):
    """Anything scanned at the bench; the centre asserts that nothing with a defect passes."""

    @initialize(mugs=st.integers(1, 3), teas=st.integers(0, 2), drills=st.integers(0, 2))
    def open_one(self, mugs: int, teas: int, drills: int) -> None:
        lines = [Line(MUG, mugs)] + ([Line(TEA, teas, "B2401")] if teas else [])
        lines += [Line(DRILL, drills)] if drills else []
        self.desk = desk(*lines)

    @rule(
        text=st.sampled_from(
            [MUG_EAN, TEA_EAN, TEA_B2401, "B2401", DRILL_EAN, "S-4", "S-5", "S-7", *DEFECT_CODES]
        )
    )
    def scans_goods_and_cards(self, text: str) -> None:
        self.desk.scan(text)

    @rule(text=st.sampled_from([*CODES, *COMMANDS]))
    def scans_anything(self, text: str) -> None:
        self.desk.scan(text)

    @precondition(lambda self: self.desk.state.done and self.desk.phase in ("open", "judge"))
    @rule()
    def undoes(self) -> None:
        counts = len(self.desk.state.done)
        self.desk.scan(UNDO)
        assert len(self.desk.state.done) == counts - 1

    @invariant()
    def nothing_with_a_defect_may_leave(self) -> None:
        state, held = self.desk.state, centre(self.desk)
        if held.passed:
            assert not held.inspected.defects
        if state.task is not None and not state.number:
            assert state.items == held.inspected.items
            assert sorted(state.defects, key=repr) == sorted(held.inspected.defects, key=repr)
            assert all(open_units(state, item) >= 0 for item in state.items)

    @invariant()
    def a_unit_is_wrong_once(self) -> None:
        held = centre(self.desk)
        for item in held.inspected.items:
            assert item.found + held.wrong(item, DefectOf.GAP) <= item.quantity
            assert held.wrong(item, DefectOf.UNIT) <= item.found


TestBench = pytest.mark.sop("3.2.3b")(Bench.TestCase)


@given(st.text(max_size=30))
def test_no_text_raises(text: str) -> None:
    desk(Line(MUG, 1)).scan(text)
