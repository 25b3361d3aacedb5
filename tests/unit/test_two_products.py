"""One code on two products: the open task decides, and where both fit the machine asks."""

from __future__ import annotations

from types import ModuleType

import pytest

from procedure.codes import ProductReading
from procedure.machines import pack, pick, sort
from procedure.machines.readings import the_one
from procedure.verdicts import Verdict, verdict
from procedure.verdicts import VerdictKind as K
from tests.floor.centre import Centre
from tests.floor.desk import Desk
from tests.floor.goods import (
    LAMP,
    LAMP_EAN,
    MUG,
    MUG_EAN,
    ORDER,
    SHEET,
    TEA,
    TWIN,
    WAVE,
    A,
    Line,
    pack_task,
    pick_task,
    wall_task,
)

BOTH = (Line(MUG, 2), Line(LAMP, 2))
WHICH = verdict(K.ASK_WHICH, first=MUG.name, second=LAMP.name)


def desk_of(machine: ModuleType, *lines: Line) -> Desk:
    """A desk with these goods open, at their shelf where there is one."""
    centre = Centre(pick_task(*lines), pack_task(*lines), wall=wall_task(*lines))
    desk = Desk(machine, centre)
    if machine is pick:
        desk.scans(SHEET, f"LOC-{A}")
    else:
        desk.scan(ORDER if machine is pack else WAVE)
    return desk


@pytest.mark.parametrize("machine", [pick, pack, sort])
def test_where_both_fit_it_asks_and_counts_nothing(machine: ModuleType) -> None:
    desk = desk_of(machine, *BOTH)
    before, booked = desk.state, list(desk.effects)
    assert desk.scan(TWIN) == WHICH
    assert desk.effects == booked, "nothing is booked"
    assert (desk.state.phase, desk.state.task) == (before.phase, before.task)


@pytest.mark.parametrize("machine", [pick, pack, sort])
def test_another_code_of_the_one_in_hand_answers(machine: ModuleType) -> None:
    desk = desk_of(machine, *BOTH)
    counted = K.PUT_IN_SLOT if machine is sort else K.UNIT_COUNTED
    assert desk.scans(TWIN, LAMP_EAN, TWIN, MUG_EAN) == [K.ASK_WHICH, counted, K.ASK_WHICH, counted]


@pytest.mark.parametrize("machine", [pick, pack, sort])
@pytest.mark.parametrize("product", [MUG, LAMP])
def test_where_one_fits_the_task_has_decided(machine: ModuleType, product: object) -> None:
    wanted = MUG if product is MUG else LAMP
    desk = desk_of(machine, Line(wanted, 2), Line(TEA, 1, "B2401"))
    assert desk.scans(TWIN) == [K.PUT_IN_SLOT if machine is sort else K.UNIT_COUNTED]


def test_a_complete_line_no_longer_fits() -> None:
    desk = desk_of(pack, Line(MUG, 1), Line(LAMP, 2))
    assert desk.scans(MUG_EAN, TWIN) == [K.LINE_DONE, K.UNIT_COUNTED]


def test_a_unit_that_opens_a_parcel_says_which_it_is() -> None:
    assert Desk(pack, Centre(hot=True)).scan(TWIN) == WHICH


def test_two_readings_of_one_product_are_one_and_the_fuller_wins() -> None:
    plain, full = ProductReading(TEA), ProductReading(TEA, 1, "B2401")
    assert the_one([plain, full]) == the_one([full, plain]) == full


def test_a_unit_and_a_carton_under_one_code_are_asked_about() -> None:
    said = the_one([ProductReading(MUG), ProductReading(MUG, 12)])
    assert isinstance(said, Verdict)
    assert said.params == {"first": MUG.name, "second": f"{MUG.name} × 12"}
