"""Pictures of the inspection screen in every state, in light and dark and in two languages.

Run it by hand, it is no test: `python tests/gui/gallery_inspect.py FOLDER [PART OF A NAME…]`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtWidgets import QApplication

from db.views.drawn_parcels import DrawnParcel
from desktop.stations.inspect_screen import InspectScreen
from desktop.theme.apply import apply_theme
from desktop.theme.tokens import ThemeName
from fulfilment.quality.waiting import InspectionQueue, WaitingParcel
from procedure.ids import InspectionId, StationId
from procedure.inspectable import ParcelAtBench, why_not
from procedure.machines import inspect
from procedure.parcel_words import DefectCode, DrawnBecause, SamplingPlan
from procedure.policy import InspectionPolicy
from procedure.tasks import InspectTask
from procedure.verdicts import VerdictKind, verdict
from procedure.words import OrderStatus, ParcelStatus, ServiceLevel
from resources.catalogue import load
from tests.floor.goods import (
    BOX,
    DRILL,
    DRILL_EAN,
    LAMP,
    LAMP_EAN,
    MUG,
    MUG_EAN,
    OTHER_NUMBER,
    TEA,
    TEA_EAN,
    Line,
)
from tests.floor.inspection import inspect_task
from tests.gui.gallery_stations import framed
from tests.gui.station_bench import inspect_bench
from tests.gui.station_plays import FLOOR

NOW = datetime(2026, 11, 23, 9, 20, tzinfo=UTC)
HERE, THERE = StationId(1), StationId(2)
D = DefectCode


def waiting_parcel(
    at: int,
    why: DrawnBecause = DrawnBecause.PLAN,
    *,
    express: bool = False,
    holds: int = 0,
    holder: StationId | None = None,
) -> WaitingParcel:
    """A parcel of the list."""
    order = f"202611230000{at:02}"
    lot = "" if why is DrawnBecause.FAILED_BEFORE else "INS-20261123-001"
    stands = ParcelAtBench(
        ParcelStatus.TO_INSPECT,
        OrderStatus.PACKING,
        holds,
        waits=True,
        holder=holder,
        lease_until=None if holder is None else NOW + timedelta(minutes=9),
    )
    drawn = DrawnParcel(
        InspectionId(at),
        f"BOX-{order}-1",
        order,
        "顺丰 SF",
        ServiceLevel.EXPRESS if express else ServiceLevel.STANDARD,
        why,
        lot,
        SamplingPlan.LEVEL_II,
        at,
        90,
        1,
        1 if holder else 0,
        at % 5 + 1,
        NOW,
        "" if holder is None else "QC-2",
        stands,
    )
    return WaitingParcel(drawn, why_not(stands, HERE, NOW))


PLAN = InspectionPolicy(SamplingPlan.LEVEL_II)
QUEUE = InspectionQueue(
    PLAN,
    (
        waiting_parcel(42, express=True, holds=1),
        waiting_parcel(43, holder=THERE),
        waiting_parcel(51, express=True),
        waiting_parcel(57),
        waiting_parcel(61, DrawnBecause.FAILED_BEFORE),
        waiting_parcel(63, DrawnBecause.NEW_PACKER),
    ),
    6,
)


@dataclass(frozen=True)
class Scene:
    """One picture to make."""

    name: str
    play: Callable[[InspectScreen], None]


def looked(*texts: str, task: InspectTask | None = None) -> Callable[[InspectScreen], None]:
    """Scans at an inspection bench."""

    def play(screen: InspectScreen) -> None:
        bench = inspect_bench(screen, task)
        bench.show()
        screen.show_floor(FLOOR)
        bench.scan(*texts)

    return play


def idle(queue: InspectionQueue | None) -> Callable[[InspectScreen], None]:
    """Nothing is open."""

    def play(screen: InspectScreen) -> None:
        looked()(screen)
        if queue is not None:
            screen.show_queue(queue)

    return play


def nobody(screen: InspectScreen) -> None:
    """Nobody is signed in."""
    bench = inspect_bench(screen)
    bench.operator = None
    bench.show()


def stopped(screen: InspectScreen) -> None:
    """The order was stopped while its parcel was looked into."""
    bench = inspect_bench(screen)
    bench.scan(BOX)
    said = verdict(VerdictKind.ORDER_STOPPED, order_no="20261123000042")
    bench.desk.state = inspect.stopped(said)
    bench.show(said)


def failed_lot(screen: InspectScreen) -> None:
    """A parcel failed, and its lot with it."""
    bench = inspect_bench(screen)
    bench.show(
        verdict(
            VerdictKind.INSPECTION_FAILED,
            order_no="20261123000042",
            to_pick=1,
            missing=0,
            lot_no="INS-20261123-001",
            held=12,
            left=3,
            goes="lot",
        )
    )


MANY = inspect_task(Line(MUG, 2), Line(TEA, 1, "B2401"), Line(LAMP, 3))
SERIALS = inspect_task(Line(DRILL, 2), Line(MUG, 1))
REMARKED = replace(MANY, remarks=('刻字 "To Anna"',), round_no=2)
PASSING = (BOX, MUG_EAN, MUG_EAN, TEA_EAN, "B2401")
SCENES = (
    Scene("inspect-sign-in", nobody),
    Scene("inspect-no-plan", idle(InspectionQueue(InspectionPolicy(), (), 0))),
    Scene("inspect-nothing", idle(InspectionQueue(PLAN, (), 0))),
    Scene("inspect-waiting", idle(QUEUE)),
    Scene("inspect-fetch", looked("CMD-CONFIRM")),
    Scene("inspect-fetch-wrong", looked("CMD-CONFIRM", MUG_EAN)),
    Scene("inspect-serial", looked(BOX, DRILL_EAN, task=SERIALS)),
    Scene("inspect-wrong-serial", looked(BOX, DRILL_EAN, "S-99", task=SERIALS)),
    Scene("inspect-opened", looked(BOX)),
    Scene("inspect-many", looked(BOX, MUG_EAN, task=REMARKED)),
    Scene("inspect-counted", looked(BOX, MUG_EAN)),
    Scene("inspect-lot", looked(BOX, MUG_EAN, TEA_EAN)),
    Scene("inspect-wrong", looked(BOX, MUG_EAN, LAMP_EAN)),
    Scene("inspect-wrong-lot", looked(BOX, TEA_EAN, "OLD")),
    Scene("inspect-defect", looked(BOX, MUG_EAN, D.DAMAGED)),
    Scene(
        "inspect-judge",
        looked(BOX, MUG_EAN, D.DAMAGED, D.DAMAGED, D.BOX_DAMAGED, TEA_EAN, "B2401"),
    ),
    Scene("inspect-failed", looked(BOX, MUG_EAN, D.WRONG_SLIP, "CMD-CONFIRM")),
    Scene("inspect-failed-lot", failed_lot),
    Scene("inspect-passed", looked(*PASSING)),
    Scene("inspect-swapped", looked(*PASSING, OTHER_NUMBER)),
    Scene("inspect-stopped", stopped),
)


def make(folder: Path, wanted: list[str]) -> None:
    """Make all pictures whose name holds one of the wanted parts."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    folder.mkdir(parents=True, exist_ok=True)
    for theme in (ThemeName.LIGHT, ThemeName.DARK):
        for language in ("en", "zh_CN"):
            for scene in SCENES:
                name = f"{scene.name}-{theme}-{language}"
                if wanted and not any(part in name for part in wanted):
                    continue
                apply_theme(app, theme)
                screen = InspectScreen(load(language))
                shell = framed(load(language), screen)
                shell.resize(1366, 768)
                shell.show()
                app.processEvents()
                scene.play(screen)
                app.processEvents()
                shell.grab().save(str(folder / f"{name}.png"))
                shell.close()
                shell.deleteLater()


if __name__ == "__main__":
    make(Path(sys.argv[1]), sys.argv[2:])
