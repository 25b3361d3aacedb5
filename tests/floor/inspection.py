"""A parcel at the inspection bench, and the centre's side of it, in memory."""

from __future__ import annotations

import random
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from procedure.defects import DEFECTS, DefectOf
from procedure.effects import Answer, Effect, Gate, LabelBound, Refused
from procedure.ids import InspectionId, OrderLineId, ParcelId
from procedure.inspect_effects import (
    FailInspection,
    InspectionFailed,
    InspectionOpened,
    InspectionPassed,
    InspectUnits,
    NoteDefect,
    OpenInspection,
    PassInspection,
)
from procedure.machines import inspect
from procedure.parcel_words import DefectCode, DrawnBecause, SamplingPlan
from procedure.tasks import Defect, Draw, InspectItem, InspectTask
from procedure.verdicts import VerdictKind, verdict
from procedure.words import ServiceLevel
from tests.floor.centre import Centre
from tests.floor.desk import Desk
from tests.floor.goods import (
    BOX,
    DRILL,
    DRILL_CARTON,
    DRILL_EAN,
    LAMP,
    LAMP_EAN,
    MUG,
    MUG_EAN,
    NUMBER,
    ORDER,
    OTHER_BOX,
    TEA,
    TEA_B2401,
    TEA_EAN,
    TODAY,
    Line,
    lot_id,
)
from tests.floor.walks import CODES, COMMANDS, DRILL_S1, REFUSALS

DRAW = Draw(
    DrawnBecause.PLAN, "INS-20261123-001", SamplingPlan.LEVEL_II, 12, 90, 20, "INS-20261123-001-7"
)
DEFECT_CODES = tuple(code.value for code in DefectCode)


def serials_of(line: Line, at: int) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Serial numbers that were packed of a line, and those that are read already."""
    if not line.product.serial_tracked:
        return (), ()
    packed = tuple(f"S-{n}" for n in range(3 * at - 2, 3 * at - 2 + line.quantity))
    return packed, packed[: line.done]


def inspect_task(*lines: Line, defects: tuple[Defect, ...] = (), round_no: int = 1) -> InspectTask:
    """A drawn parcel, open."""
    items = tuple(
        InspectItem(
            OrderLineId(100 + i),
            line.product,
            lot_id(line.product, line.lot),
            line.lot,
            line.quantity,
            line.done,
            line.expires_on,
            *serials_of(line, i),
        )
        for i, line in enumerate(lines, start=1)
    )
    return InspectTask(
        InspectionId(5),
        ParcelId(9),
        BOX,
        ORDER,
        2,
        items,
        defects,
        (),
        ServiceLevel.STANDARD,
        "SF Express",
        round_no,
        DRAW,
    )


@dataclass
class InspectCentre(Centre):
    """Passes only what is whole and without defect, and fails only what is not.

    Attributes:
        inspected: The parcel at the bench; its counts and defects are kept here.
        passed: Whether it was passed: from then on it may leave.
        failed: How it was each time it failed; packed anew, it is looked into again.
    """

    inspected: InspectTask = field(default_factory=lambda: inspect_task(Line(MUG, 2)))
    passed: bool = False
    failed: list[InspectTask] = field(default_factory=list)

    def apply(self, effects: Sequence[Effect], gate: Gate | None) -> Answer:
        """All of it, or nothing where it is refused."""
        answer = self.next_answers.pop(0) if gate is not None and self.next_answers else None
        if gate is not None:
            self.gates.append(gate)
        if isinstance(answer, Refused):
            return answer
        for effect in effects:
            if isinstance(effect, InspectUnits):
                self._count(effect)
            elif isinstance(effect, NoteDefect):
                self._note(effect)
        own = super().apply((), None) if gate is None else self._pass_inspection(gate)
        return own if answer is None else answer

    def _count(self, effect: InspectUnits) -> None:
        def counted(item: InspectItem) -> InspectItem:
            if (item.order_line_id, item.lot_id) != (effect.order_line_id, effect.lot_id):
                return item
            assert 0 <= item.found + effect.quantity <= item.quantity
            read = _read(item, effect)
            return replace(item, found=item.found + effect.quantity, read=read)

        items = tuple(map(counted, self.inspected.items))
        self.inspected = replace(self.inspected, items=items)

    def _note(self, effect: NoteDefect) -> None:
        entry = Defect(effect.code, effect.order_line_id, effect.lot_id)
        left = list(self.inspected.defects)
        if effect.quantity > 0:
            left.append(entry)
        else:
            left.remove(entry)
        self.inspected = replace(self.inspected, defects=tuple(left))

    def wrong(self, item: InspectItem, of: DefectOf) -> int:
        """Units of an item with a defect of this sort."""
        goods = (item.order_line_id, item.lot_id)
        return sum(
            defect.units
            for defect in self.inspected.defects
            if (defect.order_line_id, defect.lot_id) == goods and DEFECTS[defect.code].of is of
        )

    def _pass_inspection(self, gate: Gate) -> Answer:
        match gate:
            case OpenInspection() if self.passed:
                said = verdict(VerdictKind.INSPECTED_ALREADY, order_no=self.inspected.order_no)
                return Refused(said)
            case OpenInspection():
                return InspectionOpened(self.inspected)
            case PassInspection():
                assert not self.inspected.defects, "nothing with a defect is passed"
                assert all(item.found == item.quantity for item in self.inspected.items)
                assert all(set(item.read) == set(item.serials) for item in self.inspected.items)
                self.passed = True
                return InspectionPassed(self.number, 8)
            case FailInspection():
                assert self.inspected.defects, "nothing without a defect fails"
                assert not self.passed
                units = sum(d.units for d in self.inspected.defects if d.lot_id is not None)
                self.failed.append(self.inspected)
                packed_anew = tuple(
                    replace(item, found=0, read=()) for item in self.inspected.items
                )
                self.inspected = replace(
                    self.inspected,
                    items=packed_anew,
                    defects=(),
                    round_no=self.inspected.round_no + 1,
                )
                return InspectionFailed(self.inspected.order_no, units, 0)
            case _:
                return self._pass(gate)


def _read(item: InspectItem, effect: InspectUnits) -> tuple[str, ...]:
    """The serials read after an effect; none twice, none that was not packed."""
    if not effect.serial:
        return item.read
    assert effect.serial in item.serials
    if effect.quantity > 0:
        assert effect.serial not in item.read
        return (*item.read, effect.serial)
    assert effect.serial in item.read
    return tuple(each for each in item.read if each != effect.serial)


INSPECT_CODES = (DRILL_EAN, DRILL_CARTON, DRILL_S1, "S-1", "S-2", "S-99")
"""What a bench with serial numbers meets."""


def inspection_walk(seed: int, steps: int) -> Desk:
    """An inspector's desk after so many scans."""
    rng = random.Random(seed)
    desk = Desk(inspect, InspectCentre())
    for number in range(steps):
        if number % 10 == 0:
            desk.look_ahead((*CODES, *INSPECT_CODES, *DEFECT_CODES, *COMMANDS))
        if desk.phase == "no_parcel":
            desk.centre = _drawn(rng)
        if rng.random() < 0.1:
            said = rng.choice(REFUSALS)
            answer = rng.choice((Refused(said), Refused(said), LabelBound(NUMBER, ORDER)))
            desk.centre.next_answers = [*rng.choice(([], [None])), answer]
        roll = rng.random()
        text = likely(desk, rng)
        if roll < 0.25:
            text = rng.choice((*CODES, *INSPECT_CODES))
        elif roll < 0.4:
            text = rng.choice(COMMANDS)
        elif roll < 0.55:
            text = rng.choice(DEFECT_CODES)
        desk.scan(text, rng.choice((3000, 3000, 3000, 500, 200)))
    return desk


def likely(desk: Desk, rng: random.Random) -> str:
    match desk.phase:
        case "no_parcel":
            return rng.choice((BOX, "CMD-CONFIRM"))
        case "fetch":
            return rng.choice((BOX, BOX, OTHER_BOX))
        case "open":
            return rng.choice((MUG_EAN, TEA_EAN, TEA_B2401, LAMP_EAN, DRILL_EAN, DRILL_S1))
        case "serial":
            return rng.choice(("S-1", "S-2", "S-4", "S-5", "S-7", "S-8"))
        case "lot":
            return rng.choice(("B2401", "B2402"))
        case "label":
            return NUMBER
        case _:
            return rng.choice(("CMD-CONFIRM", "CMD-UNDO"))


def _drawn(rng: random.Random) -> InspectCentre:
    lines = [
        Line(product, rng.randint(1, 2), lot, expires_on=TODAY if lot == "OLD" else None)
        for product, lot in rng.sample(
            [(MUG, ""), (LAMP, ""), (DRILL, ""), (TEA, "B2401"), (TEA, "B2402"), (TEA, "OLD")],
            rng.randint(1, 3),
        )
    ]
    if rng.random() < 0.1:
        lines = [replace(line, done=line.quantity) for line in lines]
    noted = (Defect(DefectCode.BOX_DAMAGED),) if rng.random() < 0.1 else ()
    return InspectCentre(inspected=inspect_task(*lines, defects=noted))
