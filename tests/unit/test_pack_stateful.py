"""The pack machine under any work: what must hold of a parcel after every single scan."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from procedure.effects import CloseParcel, PackUnits
from procedure.machines import pack
from procedure.machines.pack_state import PackState, weight_in
from procedure.pack_effects import NextBox, UseMaterial
from procedure.verdicts import VerdictKind, verdict
from procedure.weighing import OnScale, off_by
from tests.floor.centre import Centre
from tests.floor.desk import POLICY, Desk
from tests.floor.goods import (
    APPROVAL,
    BOARD,
    BOX,
    DRILL,
    DRILL_EAN,
    MUG,
    MUG_EAN,
    NO_APPROVAL,
    NUMBER,
    SHEET,
    TEA,
    TEA_B2401,
    TEA_EAN,
    WRAP,
    Line,
    gs1,
    pack_task,
)

K = VerdictKind
_UNITS = (MUG_EAN, TEA_EAN, TEA_B2401, "B2401", DRILL_EAN, "QTY-2")
_SERIALS = ("S-1", "S-2", "S-3", "S-4")
_CARDS = ("MAT-WRAP", "MAT-BOARD", "MAT-CARTON-S", "MAT-CARTON-M", "MAT-NOBODY")
_OTHERS = ("WHY-MISTAKE", "WHY-NOTFOUND", "HELLO", "QTY-900", NUMBER, BOX, NO_APPROVAL)


def counts(state: PackState) -> Any:
    """What stands in a parcel: units, materials, carton, serial numbers, units by hand."""
    units = tuple((item.order_line_id, item.lot_id, item.packed) for item in state.items)
    used = tuple((each.packaging_id, each.used) for each in state.materials)
    return units, used, state.carton_id, state.serials, state.by_hand


class Packing(RuleBasedStateMachine):
    """A packer at work; the centre of these tests refuses by itself what must not be."""

    desk: Desk

    @initialize(
        mugs=st.integers(1, 4),
        teas=st.integers(0, 2),
        drills=st.integers(0, 3),
        has_scale=st.booleans(),
    )
    def open_parcel(self, mugs: int, teas: int, drills: int, has_scale: bool) -> None:
        lines = [Line(MUG, mugs)]
        lines += [Line(TEA, teas, "B2401")] if teas else []
        lines += [Line(DRILL, drills)] if drills else []
        task = pack_task(*lines, materials=(WRAP, BOARD))
        scale = OnScale(0) if has_scale else None
        self.desk = Desk(pack, Centre(pack=task), scale=scale)
        self.ordered = {(i.order_line_id, i.lot_id): i.quantity for i in task.items}
        self.desk.scan(SHEET)

    @property
    def state(self) -> PackState:
        state = self.desk.state
        assert isinstance(state, PackState)
        return state

    def scan(self, text: str) -> None:
        """Scan; what one step put in, undo takes out and nothing else."""
        before, seen = self.state, len(self.desk.effects)
        self.desk.scan(text)
        new = self.desk.effects[seen:]
        is_put_in = len(new) == 1 and isinstance(new[0], PackUnits | UseMaterial)
        if is_put_in and text != "CMD-UNDO":
            after = self.state
            assert self.desk.scan("CMD-UNDO").kind is K.UNDONE
            assert counts(self.state) == counts(before)
            self.desk.state = after
            self.desk.centre.apply(new, None)  # only tried: it is in again

    @rule(text=st.sampled_from((*_UNITS, *_OTHERS)))
    def scan_anything(self, text: str) -> None:
        self.scan(text)

    @rule(serial=st.sampled_from(_SERIALS), at_once=st.booleans())
    def scan_serial(self, serial: str, at_once: bool) -> None:
        self.scan(gs1(DRILL_EAN, "L", serial=serial) if at_once else serial)

    @rule(text=st.sampled_from((MUG_EAN, TEA_B2401)), gap_ms=st.integers(400, 900))
    def scan_quickly(self, text: str, gap_ms: int) -> None:
        """Twice the same: while it is asked whether it is one or two, nothing is counted."""
        self.desk.scan(text)
        before = counts(self.state)
        if self.desk.scan(text, gap_ms).kind is K.ASK_TWINS:
            assert counts(self.state) == before

    @precondition(lambda self: self.desk.scale is not None)
    @rule(off_g=st.sampled_from((0, 12, -340, 340, 5000)), moves=st.booleans())
    def put_on_the_scale(self, off_g: int, moves: bool) -> None:
        """What is off never closes a box whose every weight is known."""
        expected_g, seen = weight_in(self.state), len(self.desk.centre.gates)
        if moves:
            self.desk.scale = OnScale(None)
            self.desk.scan("CMD-CONFIRM")
        else:
            self.desk.weigh(max(0, (expected_g or 500) + off_g))
        closed = any(isinstance(g, CloseParcel | NextBox) for g in self.desk.centre.gates[seen:])
        if closed and expected_g is not None:
            assert not moves
            assert not off_by(max(0, expected_g + off_g), expected_g, POLICY)

    @precondition(lambda self: self.state.phase.value == "accept")
    @rule(badge=st.sampled_from((APPROVAL, NO_APPROVAL)))
    def accept_the_weight(self, badge: str) -> None:
        said = self.desk.scan(badge)
        weighed = self.desk.centre.weighed
        if badge == NO_APPROVAL:
            assert said.kind is K.APPROVAL_NEEDED
        elif said.kind in (K.PARCEL_CLOSED, K.BOX_CLOSED):
            assert weighed is not None
            assert weighed.supervisor_id is not None

    @precondition(lambda self: self.state.phase.value == "weigh")
    @rule(card=st.sampled_from(("WHY-COUNTEDAGAIN", "CMD-CONFIRM", "CMD-UNDO")))
    def answer_the_scale(self, card: str) -> None:
        self.desk.scan(card)

    @rule(card=st.sampled_from(_CARDS))
    def scan_material(self, card: str) -> None:
        self.scan(card)

    @rule(card=st.sampled_from(("CMD-CONFIRM", "CMD-UNDO", "CMD-NEXTBOX", "CMD-REOPEN")))
    def scan_command(self, card: str) -> None:
        self.scan(card)

    @rule()
    def count_by_hand(self) -> None:
        self.scan("WHY-NOCODE")
        self.scan("CMD-CONFIRM")

    @precondition(lambda self: self.state.phase.value == "supervisor")
    @rule()
    def approve(self) -> None:
        self.scan(APPROVAL)

    @precondition(lambda self: self.state.phase.value == "material")
    @rule()
    def wrap_it_up(self) -> None:
        self.scan("CMD-CONFIRM")

    @precondition(lambda self: self.state.phase.value == "reopen")
    @rule()
    def reopen(self) -> None:
        self.scan("WHY-MISTAKE")

    @rule()
    def centre_refuses_once(self) -> None:
        self.desk.centre.refuse_next(verdict(K.CENTRE_AWAY))
        before = counts(self.state)
        seen = len(self.desk.centre.gates)
        self.desk.scan("CMD-CONFIRM")
        if len(self.desk.centre.gates) > seen:
            assert counts(self.state) == before
        self.desk.centre.next_answers = []

    @invariant()
    def never_more_is_in_than_ordered(self) -> None:
        if not hasattr(self, "desk"):
            return
        boxes = [*self.desk.centre.left, self.desk.centre.pack]
        packed: dict[object, int] = {}
        for box in boxes:
            for item in box.items if box is not None else ():
                key = (item.order_line_id, item.lot_id)
                packed[key] = packed.get(key, 0) + item.packed
        assert all(packed.get(key, 0) <= most for key, most in self.ordered.items())
        assert set(packed) <= set(self.ordered)

    @invariant()
    def a_serial_is_in_at_most_once(self) -> None:
        if hasattr(self, "desk") and self.desk.centre.pack is not None:
            serials = [each.serial for each in self.desk.centre.pack.serials]
            assert len(serials) == len(set(serials))
            assert len(serials) == sum(
                item.packed for item in self.desk.centre.pack.items if item.product.serial_tracked
            )

    @invariant()
    def only_with_approval_above_the_limit(self) -> None:
        if hasattr(self, "desk"):
            alone = sum(
                effect.quantity
                for effect in self.desk.effects
                if isinstance(effect, PackUnits)
                and effect.by_hand is not None
                and effect.supervisor_id is None
            )
            boxes = 1 + len(self.desk.centre.left)
            assert alone <= POLICY.by_hand_limit * boxes


Packing.TestCase.settings = settings(max_examples=60, stateful_step_count=40, deadline=None)
TestPacking: Callable[..., Any] = Packing.TestCase
