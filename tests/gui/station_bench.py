"""A station screen with its real machine behind it: texts are scanned, the screen is painted."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from types import ModuleType

from desktop.stations.inspect_screen import InspectScreen
from desktop.stations.pack_screen import PackScreen
from desktop.stations.pick_screen import PickScreen
from desktop.stations.screen import StationScreen
from desktop.stations.ship_screen import ShipScreen
from desktop.stations.sort_screen import SortScreen
from fulfilment.house import Actor
from fulfilment.station.station import Shown
from procedure.codes import KnownProduct
from procedure.ids import PersonId, ProductId
from procedure.machines import inspect, pack, pick, ship, sort
from procedure.tasks import InspectTask, PackTask, PickTask, WallTask
from procedure.verdicts import Verdict, VerdictKind, verdict
from procedure.words import CountRule, PickMode, Post, Screen
from tests.floor.centre import Centre
from tests.floor.desk import Desk
from tests.floor.goods import (
    BOARD,
    DRILL,
    MUG,
    ORDER,
    TEA,
    WRAP,
    A,
    B,
    C,
    Line,
    handover,
    pack_task,
    pick_task,
    wall_task,
)
from tests.floor.inspection import InspectCentre, inspect_task

LI = Actor(PersonId(7), "李雯", frozenset({Post.PICKER, Post.PACKER, Post.SHIPPER}))
ZHOU = Actor(PersonId(8), "周敏", frozenset({Post.PICKER}))
HEART = KnownProduct(
    ProductId(9), "85123A", "White hanging heart T-light holder", False, CountRule.COUNT
)
MACHINES: dict[Screen, ModuleType] = {
    Screen.PICK: pick,
    Screen.SORT: sort,
    Screen.PACK: pack,
    Screen.INSPECT: inspect,
    Screen.SHIP: ship,
}


class Bench:
    """A screen, its machine and the person before it."""

    def __init__(
        self, screen: StationScreen, centre: Centre | None = None, operator: Actor | None = LI
    ) -> None:
        self.screen = screen
        self.machine = MACHINES[screen.screen]
        self.desk = Desk(self.machine, centre or Centre())
        self.operator = operator

    def scan(self, *texts: str, after_ms: int | None = None) -> Verdict:
        """Scan texts one after the other; the verdict on the last one."""
        said = verdict(VerdictKind.NOTHING_TO_DO)
        for text in texts:
            said = self.desk.scan(text, after_ms)
            self.show(said)
        return said

    def show(self, said: Verdict | None = None) -> None:
        """Paint how things stand."""
        self.screen.show_shown(self.shown(said))

    def shown(self, said: Verdict | None = None) -> Shown:
        """What the station would tell the window."""
        state = self.desk.state
        return Shown(said, self.screen.screen, state, self.machine.prompt(state), self.operator, 0)


def wave_task() -> PickTask:
    """Three stops of a wave; the tea is lot-tracked and stays good for a year."""
    task = pick_task(
        Line(MUG, 3, shelf=A, slot=7),
        Line(TEA, 2, lot="B2401", shelf=B, slot=7, expires_on=date(2027, 3, 31)),
        Line(HEART, 12, shelf=C, slot=11),
    )
    return replace(task, wave_no="WAV-0318", remarks=())


def shared_task() -> PickTask:
    """The same for many orders at once: no slot yet, they are sorted at the put wall."""
    task = wave_task()
    stops = tuple(replace(stop, slot=None, order_no="") for stop in task.stops)
    return replace(task, stops=stops, mode=PickMode.SORT, zone="A")


def plain_task() -> PickTask:
    """The same without a wave, and with a remark."""
    task = wave_task()
    stops = tuple(replace(stop, slot=None) for stop in task.stops)
    return replace(task, wave_no=None, stops=stops, remarks=('刻字 "To Anna"',))


def tea_and_mugs(remarks: Iterable[str] = ('刻字 "To Anna"',), boxes: int = 2) -> PackTask:
    """An order of two products; the mugs break easily."""
    task = pack_task(Line(MUG, 3), Line(TEA, 1, lot="B2401"))
    mug, tea = task.items
    return replace(
        task,
        items=(replace(mug, fragile=True), tea),
        remarks=tuple(remarks),
        parcel_count=boxes,
        expected_g=1286,
        carton_id=None,
    )


def mixed_parcel() -> PackTask:
    """Fragile and heavy goods, materials for both, and a carton for them."""
    task = pack_task(Line(MUG, 1), Line(DRILL, 1), materials=(WRAP, BOARD))
    return replace(task, parcel_count=2, expected_g=2100)


def many_lines(count: int = 10) -> PackTask:
    """An order of so many products."""
    products = [
        KnownProduct(
            ProductId(50 + at), f"SKU-{at:02}", f"Product number {at}", False, CountRule.COUNT
        )
        for at in range(1, count + 1)
    ]
    return pack_task(*(Line(product, 2) for product in products))


def mugs_and_hearts(slots: int = 12, stopped: tuple[int, ...] = (3,)) -> WallTask:
    """A wave of so many slots, each with a mug and some hearts; the second is filled."""
    lines = []
    for slot in range(1, slots + 1):
        done = slot == 2
        lines.append(Line(MUG, 1, slot=slot, done=int(done)))
        lines.append(Line(HEART, 1 + slot % 3, slot=slot, done=(1 + slot % 3) * done))
    return wall_task(*lines, stopped=stopped)


def sort_bench(screen: SortScreen, task: WallTask | None = None) -> Bench:
    """A sorting screen on which nothing is open yet."""
    return Bench(screen, Centre(wall=task or mugs_and_hearts()))


def pick_bench(screen: PickScreen, task: PickTask | None = None) -> Bench:
    """A picking screen on which nothing is open yet."""
    return Bench(screen, Centre(pick=task or wave_task()))


def pack_bench(screen: PackScreen, task: PackTask | None = None) -> Bench:
    """A packing screen on which nothing is open yet."""
    return Bench(screen, Centre(pack=task or tea_and_mugs()))


def inspect_bench(screen: InspectScreen, task: InspectTask | None = None) -> Bench:
    """An inspection screen on which nothing is open yet."""
    inspected = task or inspect_task(Line(MUG, 2), Line(TEA, 1, "B2401"))
    return Bench(screen, InspectCentre(inspected=inspected))


def ship_bench(screen: ShipScreen, expected: int = 48) -> Bench:
    """A shipping desk at which nothing is counted yet."""
    return Bench(screen, Centre(handover=handover(expected=expected)))


def pack_shown() -> Shown:
    """What a packing station without a parcel tells the window."""
    state = pack.initial()
    return Shown(None, Screen.PACK, state, pack.prompt(state), LI, 0)


__all__ = [
    "HEART",
    "LI",
    "ORDER",
    "ZHOU",
    "Bench",
    "inspect_bench",
    "many_lines",
    "mugs_and_hearts",
    "pack_bench",
    "pack_shown",
    "pick_bench",
    "plain_task",
    "shared_task",
    "ship_bench",
    "sort_bench",
    "tea_and_mugs",
    "wave_task",
]
