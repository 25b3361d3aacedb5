"""A small centre that answers gates by the same promises as the real one, in memory."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from procedure.effects import (
    Answer,
    BindLabel,
    BoxFound,
    ClaimPickTask,
    CloseHandover,
    CloseParcel,
    CountParcel,
    Done,
    Effect,
    FindBox,
    FinishPick,
    Gate,
    HandoverCounted,
    LabelBound,
    OpenParcel,
    PackUnits,
    ParcelClosed,
    ParcelOpened,
    PickTaskOpened,
    PickTaskShort,
    PickUnits,
    Refused,
    ReprintLabel,
    ShortPick,
)
from procedure.ids import PickLineId
from procedure.tasks import HandoverTask, PackItem, PackTask, PickStop, PickTask
from procedure.verdicts import Verdict
from tests.floor.goods import NUMBER, ORDER, Line, handover, stop


@dataclass
class Centre:
    """Keeps counts, and refuses what it is told to refuse next.

    Attributes:
        next_answers: Given instead of its own, in order; None is its own.
        elsewhere: Lines that short picks move to other shelves, in order.
    """

    pick: PickTask | None = None
    pack: PackTask | None = None
    handover: HandoverTask = field(default_factory=handover)
    number: str = NUMBER
    next_answers: list[Answer | None] = field(default_factory=list)
    elsewhere: list[Line] = field(default_factory=list)
    gates: list[Gate] = field(default_factory=list)

    def refuse_next(self, said: Verdict) -> None:
        """The next gate is refused."""
        self.next_answers.append(Refused(said))

    def apply(self, effects: Sequence[Effect], gate: Gate | None) -> Answer:
        """All of it, or nothing where it is refused."""
        answer = self.next_answers.pop(0) if gate is not None and self.next_answers else None
        if gate is not None:
            self.gates.append(gate)
        if isinstance(answer, Refused):
            return answer
        for effect in effects:
            if isinstance(effect, PickUnits):
                self._pick_units(effect)
            elif isinstance(effect, PackUnits):
                self._pack_units(effect)
        own = Done() if gate is None else self._pass(gate)
        return own if answer is None else answer

    def picked(self) -> dict[int, int]:
        """Units per pick line."""
        return {s.line_id: s.picked for s in self.pick.stops} if self.pick else {}

    def packed(self) -> list[int]:
        """Units per item."""
        return [item.packed for item in self.pack.items] if self.pack else []

    def _pick_units(self, effect: PickUnits) -> None:
        assert self.pick is not None
        assert effect.fence == self.pick.fence

        def counted(line: PickStop) -> PickStop:
            if line.line_id != effect.line_id:
                return line
            assert 0 <= line.picked + effect.quantity <= line.quantity
            return replace(line, picked=line.picked + effect.quantity)

        self.pick = replace(self.pick, stops=tuple(map(counted, self.pick.stops)))

    def _pack_units(self, effect: PackUnits) -> None:
        assert self.pack is not None
        assert effect.fence == self.pack.fence

        def counted(item: PackItem) -> PackItem:
            if (item.order_line_id, item.lot_id) != (effect.order_line_id, effect.lot_id):
                return item
            assert 0 <= item.packed + effect.quantity <= item.quantity
            return replace(item, packed=item.packed + effect.quantity)

        self.pack = replace(self.pack, items=tuple(map(counted, self.pack.items)))

    def _pass(self, gate: Gate) -> Answer:
        match gate:
            case ClaimPickTask():
                assert self.pick is not None
                return PickTaskOpened(self.pick)
            case ShortPick():
                return PickTaskShort(self._short(gate))
            case FinishPick():
                assert self.pick is not None
                assert all(line.picked == line.quantity for line in self.pick.stops)
                return Done(sum(line.picked for line in self.pick.stops))
            case OpenParcel():
                assert self.pack is not None
                return ParcelOpened(self.pack)
            case CloseParcel():
                assert self.pack is not None
                assert all(item.packed == item.quantity for item in self.pack.items)
                self.pack = replace(self.pack, closed=True, waybill_number=self.number)
                return ParcelClosed(self.number)
            case ReprintLabel():
                return ParcelClosed(self.number)
            case FindBox():
                return BoxFound(gate.box_code, ORDER, self.number)
            case BindLabel():
                assert gate.number == self.number
                return LabelBound(gate.number, ORDER)
            case CountParcel():
                counted = (*self.handover.counted, gate.number)
                most = max(self.handover.expected, len(counted))
                self.handover = replace(self.handover, counted=counted, expected=most)
                return HandoverCounted(self.handover, gate.number)
            case CloseHandover():
                left = len(self.handover.counted)
                self.handover = handover()
                return Done(left)
            case _:
                return Done()

    def _short(self, gate: ShortPick) -> PickTask:
        assert self.pick is not None
        stops = []
        for line in self.pick.stops:
            if line.line_id == gate.line_id:
                assert 0 < gate.missing <= line.quantity - line.picked
                line = replace(line, quantity=line.quantity - gate.missing)
            if line.quantity:
                stops.append(line)
        if self.elsewhere:
            known = max((line.line_id for line in self.pick.stops), default=PickLineId(0))
            stops.append(stop(known + 50, self.elsewhere.pop(0)))
        self.pick = replace(self.pick, stops=tuple(stops))
        return self.pick
