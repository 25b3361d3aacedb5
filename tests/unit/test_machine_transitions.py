"""The tables of transitions say exactly what the machines do: nothing else, and nothing less."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from enum import StrEnum
from types import ModuleType
from typing import Any

import pytest

from procedure.effects import Refused
from procedure.inspect_effects import ParcelToInspect
from procedure.machines import inspect, pack, pick, ship, sort
from procedure.machines.inspect_transitions import INSPECT_TRANSITIONS
from procedure.machines.pack_transitions import PACK_TRANSITIONS
from procedure.machines.pick_transitions import PICK_TRANSITIONS
from procedure.machines.ship_transitions import SHIP_TRANSITIONS
from procedure.machines.sort_transitions import SORT_TRANSITIONS
from procedure.machines.transitions import Transition, table, transitions_markdown
from procedure.parcel_words import DefectCode
from procedure.tasks import Defect
from procedure.verdicts import VerdictKind, verdict
from tests.floor.centre import Centre
from tests.floor.desk import Desk, Seen
from tests.floor.goods import (
    BOX,
    DRILL,
    DRILL_EAN,
    LAMP,
    MUG,
    MUG_EAN,
    ORDER,
    SHEET,
    TEA,
    TEA_B2401,
    TEA_EAN,
    TWIN,
    WAVE,
    WRAP,
    A,
    Line,
    pack_task,
    pick_task,
    wall_task,
)
from tests.floor.inspection import InspectCentre, inspect_task, inspection_walk
from tests.floor.walks import walk

SCALE_SEEDS = (30, 31, 32)
TWIN_SEEDS = (40, 41, 43, 45)
_COMMON = {"duplicate_read", "too_soon", "help"}


def seen_by(machine: ModuleType, *seeds: int) -> set[Seen]:
    """What long walks saw, without what is the same everywhere."""
    found: set[Seen] = set()
    for seed in seeds:
        desk = inspection_walk(seed, 2500) if machine is inspect else walk(machine, seed, 2500)
        found.update(_own(desk.transitions))
    return found


def _own(transitions: Iterable[Seen]) -> set[Seen]:
    return {
        (phase, inputs, to, outcome)
        for phase, inputs, to, outcome in transitions
        if outcome not in _COMMON and (phase != "stopped" or "CMD-CONFIRM" in inputs)
    }


def seldom_picks() -> set[Seen]:
    """What a walk meets once in a thousand tasks."""
    desk = Desk(pick, Centre(pick_task(Line(MUG, 2))))
    desk.scans(SHEET, f"LOC-{A}", MUG_EAN, "CMD-SHORT")
    desk.centre.next_answers = [None, Refused(verdict(VerdictKind.CENTRE_AWAY))]
    desk.scans("WHY-DAMAGED", "CMD-UNDO", f"LOC-{A}", MUG_EAN)
    return _own(desk.transitions) | _own(task_that_an_order_left().transitions)


def task_that_an_order_left() -> Desk:
    """A stop of a shared task, confirmed: it is claimed anew."""
    desk = Desk(pick, Centre(pick_task(Line(MUG, 2))))
    desk.scans(SHEET)
    desk.centre.refuse_next(verdict(VerdictKind.TASK_CHANGED, order_no=ORDER, sheet=SHEET))
    desk.scans("CMD-PRINT", "CMD-CONFIRM")
    return desk


def seldom_sorts() -> set[Seen]:
    """A stop of a wave at the wall, confirmed: it is opened anew."""
    desk = Desk(sort, Centre(wall=wall_task(Line(MUG, 2))))
    desk.scans(WAVE)
    desk.centre.refuse_next(verdict(VerdictKind.ORDER_STOPPED, order_no=ORDER, wave_no=WAVE))
    desk.scans("CMD-LOCK", "CMD-CONFIRM")
    return _own(desk.transitions)


def seldom_packs() -> set[Seen]:
    """Benches with a scale, units that are scanned too quickly, and boxes that are drawn for
    inspection as they are closed."""
    desks = [walk(pack, seed, 2500, scale=True) for seed in SCALE_SEEDS]
    desks += [walk(pack, seed, 2500, scale=seed % 2 == 0, twice=0.4) for seed in TWIN_SEEDS]
    found = {seen for desk in desks for seen in _own(desk.transitions)}
    desk = Desk(pack, Centre(pack=pack_task(Line(MUG, 1))))
    desk.centre.next_answers = [None, ParcelToInspect(ORDER)]
    desk.scans(SHEET, MUG_EAN)
    others = (
        desk,
        material_no_longer_asked(),
        two_products_after_a_refused_serial(),
        lot_by_another_code_of_the_unit(),
    )
    return found.union(*(_own(each.transitions) for each in others))


def material_no_longer_asked() -> Desk:
    """A box whose fragile goods went into the next one, opened once more."""
    desk = Desk(
        pack, Centre(pack=pack_task(Line(MUG, 1), Line(TEA, 1, "B2401"), materials=(WRAP,)))
    )
    desk.scans(SHEET, TEA_B2401, "CMD-NEXTBOX", "CMD-REOPEN", "WHY-MISTAKE", "MAT-WRAP")
    return desk


def lot_by_another_code_of_the_unit() -> Desk:
    """The last unit in hand has a code with its lot beside the plain one."""
    task = pack_task(Line(MUG, 1), Line(TEA, 1, "B2401"), materials=(WRAP,))
    desk = Desk(pack, Centre(pack=task))
    desk.scans(SHEET, MUG_EAN, TEA_EAN, TEA_B2401)
    return desk


def two_products_after_a_refused_serial() -> Desk:
    """A code on two products, where another unit may be taken."""
    desk = Desk(pack, Centre(pack=pack_task(Line(DRILL, 2), Line(MUG, 1), Line(LAMP, 1))))
    desk.scans(SHEET, DRILL_EAN, "S-1", DRILL_EAN, "S-1", TWIN)
    return desk


def seldom_inspects() -> set[Seen]:
    """A parcel that was looked into before is fetched; a serial number that is read last."""
    noted = inspect_task(Line(MUG, 1, done=1), defects=(Defect(DefectCode.BOX_DAMAGED),))
    again = Desk(inspect, InspectCentre(inspected=noted))
    again.scans("CMD-CONFIRM", BOX)
    drill = Desk(inspect, InspectCentre(inspected=inspect_task(Line(DRILL, 1))))
    drill.scans(BOX, DRILL_EAN)
    drill.centre.next_answers = [Refused(verdict(VerdictKind.CENTRE_AWAY))]
    drill.scans("S-1")
    return _own(again.transitions) | _own(drill.transitions)


EVERY_TABLE = (
    PICK_TRANSITIONS,
    SORT_TRANSITIONS,
    PACK_TRANSITIONS,
    INSPECT_TRANSITIONS,
    SHIP_TRANSITIONS,
)
CASES = [
    pytest.param(pick, PICK_TRANSITIONS, (1, 10, 17, 43, 44, 66, 73), seldom_picks, id="pick"),
    pytest.param(sort, SORT_TRANSITIONS, (2,), seldom_sorts, id="sort"),
    pytest.param(pack, PACK_TRANSITIONS, (7, 8, 9, 10), seldom_packs, id="pack"),
    pytest.param(inspect, INSPECT_TRANSITIONS, (3, 4, 5, 6), seldom_inspects, id="inspect"),
    pytest.param(ship, SHIP_TRANSITIONS, (20,), set, id="ship"),
]


@pytest.mark.parametrize(("machine", "transitions", "seeds", "seldom"), CASES)
def test_the_table_is_what_the_machine_does(
    machine: ModuleType,
    transitions: frozenset[Transition[Any]],
    seeds: tuple[int, ...],
    seldom: Callable[[], set[Seen]],
) -> None:
    rows = {(t.phase.value, t.input, t.to.value, t.outcome) for t in transitions}
    seen = seen_by(machine, *seeds) | seldom()
    unwritten = {s for s in seen if not any((s[0], i, s[2], s[3]) in rows for i in s[1])}
    assert unwritten == set(), "the machine does what no table says"
    done = {(phase, i, to, outcome) for phase, inputs, to, outcome in seen for i in inputs}
    assert rows - done == set(), "a table says what the machine does not do"


def test_only_the_confirm_card_leads_out_of_a_stop() -> None:
    for transitions in EVERY_TABLE:
        out = {t.input for t in transitions if t.phase.value == "stopped"}
        assert out == {"CMD-CONFIRM"}


class _Door(StrEnum):
    OPEN = "open"
    SHUT = "shut"


def test_a_table_reads_its_rows() -> None:
    made = table(_Door, "open | push pull | shut bang, open creak")
    assert Transition(_Door.OPEN, "push", _Door.SHUT, "bang") in made
    assert len(made) == 4
    with pytest.raises(ValueError, match="ajar"):
        table(_Door, "ajar | push | shut bang")


def test_a_table_is_drawn() -> None:
    drawn = transitions_markdown(table(_Door, "open | push pull | shut bang, open creak"))
    assert drawn.splitlines()[-1] == "| open | pull, push | open: creak<br>shut: bang |"
