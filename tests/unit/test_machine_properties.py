"""Whatever is scanned, in whatever order: what must hold of every machine.

The centre of these tests asserts by itself: counts stay between nothing and what is asked for, a
task is finished and a parcel closed only when complete, and only its own number is bound. The
desk asserts that a step gives the same twice.
"""

from __future__ import annotations

from types import ModuleType

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procedure.effects import PackUnits, PickUnits
from procedure.machines import pack, pick, ship, sort
from procedure.verdicts import VerdictKind, verdict
from procedure.wall_effects import SortUnits
from procedure.words import Signal
from tests.floor.centre import Centre
from tests.floor.desk import Desk
from tests.floor.goods import (
    APPROVAL,
    LAMP,
    MUG,
    NO_APPROVAL,
    NUMBER,
    OTHER_NUMBER,
    TEA,
    TODAY,
    WAVE,
    A,
    B,
    Line,
    pack_task,
    pick_task,
    wall_task,
)
from tests.floor.walks import CODES, COMMANDS, PICK_CODES, REFUSALS

K = VerdictKind
_PAUSES = st.sampled_from([0, 100, 399, 400, 700, 800, 2000, 3000, 10_001, -1_000_000])
_TEXTS = st.one_of(
    st.sampled_from((*CODES, *PICK_CODES, APPROVAL, NO_APPROVAL)),
    st.sampled_from(COMMANDS),
    st.text(max_size=25),
)
_REFUSALS = st.one_of(st.none(), st.none(), st.none(), st.sampled_from(REFUSALS))
_SCANS = st.lists(
    st.tuples(_TEXTS, _PAUSES, _REFUSALS, st.sampled_from(["serial:1", "wedge"])), max_size=40
)
_LOTS = st.sampled_from(["B2401", "B2402"])
_LINES = st.lists(
    st.one_of(
        st.builds(Line, st.just(MUG), st.integers(1, 4), shelf=st.sampled_from([A, B])),
        st.builds(Line, st.just(LAMP), st.integers(1, 2), shelf=st.sampled_from([A, B])),
        st.builds(
            Line,
            st.just(TEA),
            st.integers(1, 3),
            _LOTS,
            st.sampled_from([A, B]),
            expires_on=st.sampled_from([None, None, TODAY]),
        ),
    ),
    min_size=1,
    max_size=4,
    unique_by=lambda line: (line.product.sku, line.lot),
)
_OPENINGS = ("CMD-CONFIRM", "PICK-20261123-0042")


def work(desk: Desk, scans: list[tuple[str, int, object, str]]) -> None:
    """Scan all of it, and check after each what must always hold."""
    for text, pause, refusal, device in scans:
        desk.centre.next_answers = []
        if refusal is not None:
            desk.centre.refuse_next(refusal)  # type: ignore[arg-type]
        was_stopped = desk.phase == "stopped"
        before = desk.state
        said = desk.scan(text, pause, device)
        assert desk.phase != "waiting"
        if said.kind in (K.DUPLICATE_READ, K.TOO_SOON, K.HELP):
            assert _work_of(desk.state) == _work_of(before)
        if was_stopped and desk.phase != "stopped":
            assert text == "CMD-CONFIRM"
        if said.signal is Signal.STOP:
            assert desk.phase == "stopped"
        desk.machine.prompt(desk.state)


def _work_of(state: object) -> object:
    """A state without what the guard knows."""
    return {name: getattr(state, name) for name in _names(state) if name != "guard"}


def _names(state: object) -> list[str]:
    return [name for cls in type(state).__mro__ for name in getattr(cls, "__slots__", ())]


@given(_LINES, _SCANS)
def test_picking_anything(lines: list[Line], scans: list[tuple[str, int, object, str]]) -> None:
    desk = Desk(pick, Centre(pick_task(*lines)))
    desk.scans(_OPENINGS[1], f"LOC-{lines[0].shelf}")
    work(desk, scans)
    if desk.state.task is not None:
        assert {s.line_id: s.picked for s in desk.state.stops} == desk.centre.picked()


@given(_LINES, _SCANS)
def test_packing_anything(lines: list[Line], scans: list[tuple[str, int, object, str]]) -> None:
    desk = Desk(pack, Centre(pack=pack_task(*lines)))
    desk.scan(_OPENINGS[1])
    work(desk, scans)
    if desk.state.task is not None:
        # A box that was closed with what is in it is not the one that waits for the rest.
        at_label = desk.centre.left[-1] if desk.state.next_box else desk.centre.pack
        assert at_label is not None
        assert [i.packed for i in desk.state.items] == [i.packed for i in at_label.items]


_SLOTTED = st.lists(
    st.one_of(
        st.builds(Line, st.just(MUG), st.integers(1, 4), slot=st.integers(1, 3)),
        st.builds(Line, st.just(LAMP), st.integers(1, 2), slot=st.integers(1, 3)),
        st.builds(Line, st.just(TEA), st.integers(1, 3), _LOTS, slot=st.integers(1, 3)),
    ),
    min_size=1,
    max_size=6,
    unique_by=lambda line: (line.product.sku, line.lot, line.slot),
)


@given(_SLOTTED, st.sets(st.integers(1, 3), max_size=2), _SCANS)
def test_sorting_anything(
    lines: list[Line], stopped: set[int], scans: list[tuple[str, int, object, str]]
) -> None:
    desk = Desk(sort, Centre(wall=wall_task(*lines, stopped=tuple(stopped))))
    desk.scan(WAVE)
    work(desk, scans)
    if desk.state.task is not None:
        assert _in_slots(desk) == desk.centre.in_slots()


def _in_slots(desk: Desk) -> dict[tuple[int, int, int], int]:
    return {
        (s.slot, i.order_line_id, i.lot_id): i.sorted for s in desk.state.slots for i in s.items
    }


@given(_SLOTTED, _SCANS)
def test_what_is_taken_back_at_the_wall_stands_in_no_slot(
    lines: list[Line], scans: list[tuple[str, int, object, str]]
) -> None:
    desk = Desk(sort, Centre(wall=wall_task(*lines)))
    desk.scan(WAVE)
    for text, _, _, _ in scans:
        if desk.phase not in ("open", "lot") or text == "CMD-UNDO":
            continue
        before, seen = _in_slots(desk), len(desk.effects)
        desk.scan(text)
        new = desk.effects[seen:]
        if len(new) == 1 and isinstance(new[0], SortUnits):
            assert desk.scan("CMD-UNDO").kind is K.UNDONE
            assert _in_slots(desk) == before


@given(_SCANS)
def test_shipping_anything(scans: list[tuple[str, int, object, str]]) -> None:
    desk = Desk(ship)
    work(desk, scans)
    if desk.state.handover is not None:
        assert desk.state.handover == desk.centre.handover


@given(_LINES, _SCANS)
def test_undo_restores_every_count(
    lines: list[Line], scans: list[tuple[str, int, object, str]]
) -> None:
    for machine, kind in ((pick, PickUnits), (pack, PackUnits)):
        desk = Desk(machine, Centre(pick_task(*lines), pack_task(*lines)))
        desk.scans(_OPENINGS[1], f"LOC-{lines[0].shelf}")
        for text, _, _, _ in scans:
            before, seen = _counts(desk), len(desk.effects)
            if desk.phase in ("no_task", "no_parcel", "label") or text == "CMD-UNDO":
                continue
            desk.scan(text)
            new = desk.effects[seen:]
            if len(new) == 1 and isinstance(new[0], kind):
                assert desk.scan("CMD-UNDO").kind is K.UNDONE
                assert _counts(desk) == before
                assert sum(e.quantity for e in desk.effects[seen:] if isinstance(e, kind)) == 0


def _counts(desk: Desk) -> dict[object, int]:
    if desk.machine is pick:
        return {stop.line_id: stop.picked for stop in desk.state.stops}
    return {(i.order_line_id, i.lot_id): i.packed for i in desk.state.items}


@pytest.mark.sop("4.2.2a")
@given(st.text(max_size=30))
def test_no_other_number_is_ever_bound(text: str) -> None:
    for machine, opening in ((pack, "TOTE-1"), (ship, "BOX-1")):
        task = pack_task(Line(MUG, 1, done=1), closed=True, number=NUMBER)
        desk = Desk(machine, Centre(pack=task))
        desk.scan(opening)
        said = desk.scan(text)
        from procedure.reading import matching_key

        assert (said.kind is K.LABEL_BOUND) == (matching_key(text) == NUMBER)


@pytest.mark.sop("4.2.2a")
@pytest.mark.parametrize("machine", [pack, ship])
def test_of_ten_thousand_swapped_pairs_none_passes(machine: ModuleType) -> None:
    opening = "TOTE-1" if machine is pack else "BOX-1"
    task = pack_task(Line(MUG, 1, done=1), closed=True, number=NUMBER)
    desk = Desk(machine, Centre(pack=task))
    desk.scan(opening)
    texts = [f"SF{n:013d}" for n in range(10_000) if f"SF{n:013d}" != NUMBER]
    desk.look_ahead(texts)
    seen = desk.verdicts[-len(texts) :]
    assert {said.kind for said in seen} == {K.SWAPPED_LABEL}
    assert desk.scan(OTHER_NUMBER) == verdict(
        K.SWAPPED_LABEL, expected=NUMBER, got=OTHER_NUMBER, order_no="20261123000042"
    )
