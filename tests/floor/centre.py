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
    OpenHotParcel,
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
from procedure.ids import PackagingId, PickLineId
from procedure.pack_effects import (
    AskSerial,
    BoxClosed,
    ChooseCarton,
    NextBox,
    ReopenParcel,
    UseMaterial,
    Weighed,
)
from procedure.policy import StationPolicy
from procedure.tasks import (
    HandoverTask,
    PackedSerial,
    PackItem,
    PackTask,
    PickStop,
    PickTask,
    WallTask,
)
from procedure.verdicts import Verdict, VerdictKind, verdict
from procedure.wall_effects import FinishWall, OpenWall, SortUnits, WallFinished, WallOpened
from tests.floor.goods import NUMBER, ORDER, OTHER_BOX, Line, handover, stop


@dataclass
class Centre:
    """Keeps counts, and refuses what it is told to refuse next.

    Attributes:
        next_answers: Given instead of its own, in order; None is its own.
        hot: Whether the parcel may be opened by a unit of it.
        elsewhere: Lines that short picks move to other shelves, in order.
        left: Boxes of the order that were closed before the one that is open.
        used: Pieces of packaging booked for closed boxes.
        weighed: What the box closed last weighed.
    """

    pick: PickTask | None = None
    pack: PackTask | None = None
    wall: WallTask | None = None
    handover: HandoverTask = field(default_factory=handover)
    number: str = NUMBER
    hot: bool = False
    next_answers: list[Answer | None] = field(default_factory=list)
    elsewhere: list[Line] = field(default_factory=list)
    left: list[PackTask] = field(default_factory=list)
    used: dict[PackagingId, int] = field(default_factory=dict)
    gates: list[Gate] = field(default_factory=list)
    weighed: Weighed | None = None

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
            elif isinstance(effect, SortUnits):
                self._sort_units(effect)
            elif isinstance(effect, UseMaterial):
                self._use_material(effect)
            elif isinstance(effect, ChooseCarton):
                assert self.pack is not None
                self.pack = replace(self.pack, carton_id=effect.packaging_id)
        own = Done() if gate is None else self._pass(gate)
        return own if answer is None else answer

    def picked(self) -> dict[int, int]:
        """Units per pick line."""
        return {s.line_id: s.picked for s in self.pick.stops} if self.pick else {}

    def packed(self) -> list[int]:
        """Units per item."""
        return [item.packed for item in self.pack.items] if self.pack else []

    def in_slots(self) -> dict[tuple[int, int, int], int]:
        """Units per slot, order line and lot."""
        slots = self.wall.slots if self.wall else ()
        return {(s.slot, i.order_line_id, i.lot_id): i.sorted for s in slots for i in s.items}

    def _sort_units(self, effect: SortUnits) -> None:
        assert self.wall is not None
        assert effect.fence == self.wall.fence
        changed = 0
        slots = []
        for slot in self.wall.slots:
            items = []
            for item in slot.items:
                if (item.order_line_id, item.lot_id) == (effect.order_line_id, effect.lot_id):
                    assert not slot.stopped
                    assert 0 <= item.sorted + effect.quantity <= item.quantity
                    item = replace(item, sorted=item.sorted + effect.quantity)
                    changed += 1
                items.append(item)
            slots.append(replace(slot, items=tuple(items)))
        assert changed == 1, "a unit stands in one slot"
        self.wall = replace(self.wall, slots=tuple(slots))

    def _is_hot(self, gate: OpenHotParcel) -> bool:
        """Whether the parcel waits for one unit of this product and lot."""
        if not self.hot or self.pack is None:
            return False
        (item,) = self.pack.items
        return item.product.product_id == gate.product_id and gate.lot in (None, item.lot)

    def _finish_wall(self, gate: FinishWall) -> WallFinished:
        assert self.wall is not None
        live = [slot for slot in self.wall.slots if not slot.stopped]
        missing = sum(i.quantity - i.sorted for slot in live for i in slot.items)
        assert missing == gate.missing
        assert (missing > 0) == (gate.reason is not None)
        short = [s.slot for s in live if any(i.sorted < i.quantity for i in s.items)]
        dead = [slot.slot for slot in self.wall.slots if slot.stopped]
        return WallFinished(len(live) - len(short), tuple(sorted((*short, *dead))))

    def _pick_units(self, effect: PickUnits) -> None:
        assert self.pick is not None
        assert effect.fence == self.pick.fence

        def counted(line: PickStop) -> PickStop:
            if line.line_id != effect.line_id:
                return line
            assert 0 <= line.picked + effect.quantity <= line.quantity
            return replace(line, picked=line.picked + effect.quantity)

        by_hand = 0 if effect.by_hand is None else effect.quantity
        if by_hand > 0:
            alone = self.pick.by_hand < StationPolicy().by_hand_limit
            assert alone or effect.supervisor_id is not None, "somebody else has to look"
        self.pick = replace(
            self.pick,
            stops=tuple(map(counted, self.pick.stops)),
            by_hand=self.pick.by_hand + by_hand,
        )

    def _pack_units(self, effect: PackUnits) -> None:
        assert self.pack is not None
        assert effect.fence == self.pack.fence

        def counted(item: PackItem) -> PackItem:
            if (item.order_line_id, item.lot_id) != (effect.order_line_id, effect.lot_id):
                return item
            assert 0 <= item.packed + effect.quantity <= item.quantity
            return replace(item, packed=item.packed + effect.quantity)

        by_hand = 0 if effect.by_hand is None else effect.quantity
        self.pack = replace(
            self.pack,
            items=tuple(map(counted, self.pack.items)),
            by_hand=self.pack.by_hand + by_hand,
        )
        if effect.serial:
            self._keep_serial(self.pack, effect)

    def _keep_serial(self, parcel: PackTask, effect: PackUnits) -> None:
        assert effect.quantity in (1, -1)
        one = PackedSerial(effect.order_line_id, effect.lot_id, effect.serial)
        assert (one in parcel.serials) == (effect.quantity < 0), "a serial is in once"
        others = tuple(each for each in parcel.serials if each != one)
        serials = others if effect.quantity < 0 else (*others, one)
        self.pack = replace(parcel, serials=serials)

    def _use_material(self, effect: UseMaterial) -> None:
        assert self.pack is not None
        materials = []
        for each in self.pack.materials:
            if each.packaging_id == effect.packaging_id:
                each = replace(each, used=each.used + effect.quantity)
                assert each.used in (0, each.quantity)
            materials.append(each)
        self.pack = replace(self.pack, materials=tuple(materials))

    def _book(self, parcel: PackTask, times: int) -> None:
        """Materials of a closed box leave the stock of packaging; of a reopened one come back."""
        causes = {cause for item in parcel.items if item.packed for cause in item.causes}
        for each in parcel.materials:
            asked = not causes.isdisjoint(each.causes)
            assert each.used == each.quantity or not asked, "every material is confirmed"
            self.used[each.packaging_id] = self.used.get(each.packaging_id, 0) + times * each.used

    def _next_box(self) -> BoxClosed:
        assert self.pack is not None
        parcel = self.pack
        assert any(item.packed for item in parcel.items)
        assert any(item.packed < item.quantity for item in parcel.items)
        self._book(parcel, 1)
        inside = tuple(replace(i, quantity=i.packed) for i in parcel.items if i.packed)
        self.left.append(replace(parcel, items=inside, closed=True))
        rest = tuple(
            replace(i, quantity=i.quantity - i.packed, packed=0)
            for i in parcel.items
            if i.packed < i.quantity
        )
        asked = {cause for item in rest for cause in item.causes}
        materials = tuple(
            replace(each, used=0) for each in parcel.materials if not asked.isdisjoint(each.causes)
        )
        self.pack = replace(
            parcel,
            box_code=OTHER_BOX,
            items=rest,
            materials=materials,
            parcel_index=parcel.parcel_index + 1,
            parcel_count=parcel.parcel_count + 1,
            serials=(),
            by_hand=0,
        )
        return BoxClosed(self.number, OTHER_BOX)

    def _reopen(self) -> ParcelOpened:
        """The box closed last."""
        assert self.pack is not None
        if not self.pack.closed and self.left:
            self.pack = self.left.pop()
        if self.pack.closed:
            self._book(self.pack, -1)
        self.pack = replace(
            self.pack,
            closed=False,
            waybill_number=None,
            materials=tuple(replace(each, used=0) for each in self.pack.materials),
            void_numbers=(*self.pack.void_numbers, self.number),
        )
        return ParcelOpened(self.pack)

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
            case OpenWall():
                assert self.wall is not None
                return WallOpened(self.wall)
            case FinishWall():
                return self._finish_wall(gate)
            case OpenHotParcel() if not self._is_hot(gate):
                return Refused(verdict(VerdictKind.NOT_OPEN, name="Goods", step="parcel"))
            case OpenParcel() | OpenHotParcel():
                assert self.pack is not None
                return ParcelOpened(self.pack)
            case CloseParcel():
                assert self.pack is not None
                self.weighed = gate.weighed
                assert all(item.packed == item.quantity for item in self.pack.items)
                self._book(self.pack, 1)
                self.pack = replace(self.pack, closed=True, waybill_number=self.number)
                return ParcelClosed(self.number)
            case NextBox():
                self.weighed = gate.weighed
                return self._next_box()
            case ReopenParcel():
                return self._reopen()
            case AskSerial():
                assert self.pack is not None
                assert gate.serial in {each.serial for each in self.pack.serials}
                return Done()
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
