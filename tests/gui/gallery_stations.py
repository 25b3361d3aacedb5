"""Pictures of the station screens in every state, in light and dark and in two languages.

Run it by hand, it is no test: `python tests/gui/gallery_stations.py FOLDER [PART OF A NAME…]`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from pathlib import Path
from zoneinfo import ZoneInfo

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter
from PySide6.QtWidgets import QApplication, QWidget

from db.views.floor import CarrierQueue, DeskParcel, FloorCounts
from desktop.shell import Shell
from desktop.stations.pack_screen import PackScreen
from desktop.stations.pick_screen import PickScreen
from desktop.stations.screen import StationScreen
from desktop.stations.ship_screen import ShipScreen
from desktop.stations.sort_screen import SortScreen
from desktop.stations.wording import worded
from desktop.theme.apply import apply_theme
from desktop.theme.tokens import ThemeName
from desktop.widgets.states import State
from procedure.ids import CarrierId, ParcelId
from procedure.parcel_words import CartonGap
from procedure.texts import status_word
from procedure.verdicts import VerdictKind, verdict
from procedure.weighing import OnScale
from procedure.words import ParcelStatus, Screen, ServiceLevel, WaybillState
from resources.catalogue import Translator, load
from tests.floor.goods import (
    BOX,
    DRILL_EAN,
    MUG_EAN,
    NUMBER,
    OTHER_NUMBER,
    SHEET,
    TEA_B2401,
    TEA_EAN,
    WAVE,
    A,
    B,
)
from tests.gui.station_bench import (
    many_lines,
    mixed_parcel,
    mugs_and_hearts,
    pack_bench,
    pick_bench,
    plain_task,
    shared_task,
    ship_bench,
    sort_bench,
    tea_and_mugs,
    wave_task,
)

FLOOR = FloorCounts(12, 3, 4, 2, 31)
NOON = datetime(2026, 11, 23, 9, 17, 50, tzinfo=UTC)
SHANGHAI = ZoneInfo("Asia/Shanghai")
QUEUES = (
    CarrierQueue(CarrierId(1), "顺丰 SF", time(18, 0), 48, 31),
    CarrierQueue(CarrierId(2), "圆通 YTO", time(17, 30), 9, 9),
    CarrierQueue(CarrierId(3), "中通 ZTO", time(19, 0), 31, 12),
    CarrierQueue(CarrierId(4), "京东 JD", None, 17, 0),
)


def parcel(
    at: int,
    number: str,
    city: str,
    grams: int | None,
    status: ParcelStatus,
    waybill: WaybillState | None,
    holds: int = 0,
) -> DeskParcel:
    """A parcel at the desk."""
    order = f"202611230000{at:02}"
    return DeskParcel(
        ParcelId(at),
        f"BOX-{order}-1",
        number,
        order,
        city,
        "顺丰 SF",
        ServiceLevel.EXPRESS,
        grams,
        status,
        waybill,
        holds,
        False,
    )


PARCELS = (
    parcel(42, NUMBER, "杭州", 1286, ParcelStatus.BOUND, WaybillState.BOUND),
    parcel(43, OTHER_NUMBER, "杭州", 840, ParcelStatus.BOUND, WaybillState.BOUND),
    parcel(57, "SF1340267715226", "上海", 2060, ParcelStatus.PACKED, WaybillState.PRINTED),
    parcel(61, "SF1340267715235", "成都", 460, ParcelStatus.PACKED, WaybillState.PRINTED, 1),
    parcel(63, "SF1340267715244", "东莞", 720, ParcelStatus.PACKED, WaybillState.ALLOCATED),
    parcel(64, "", "呼和浩特", None, ParcelStatus.PACKED, None),
)


@dataclass(frozen=True)
class Scene:
    """One picture to make."""

    name: str
    make: type[StationScreen]
    play: Callable[[StationScreen], None]


def drawn_label() -> QImage:
    """A stand-in for the printing room's drawing, 203 dots per inch."""
    image = QImage(799, 1199, QImage.Format.Format_Grayscale8)
    image.fill(Qt.GlobalColor.white)
    painter = QPainter(image)
    painter.setPen(QColor("black"))
    font = QFont("Noto Sans SC")
    font.setPixelSize(56)
    font.setBold(True)
    painter.setFont(font)
    painter.drawText(40, 90, "顺丰速运")
    font.setPixelSize(96)
    painter.setFont(font)
    painter.drawText(120, 230, "571-BX-018")
    for at, wide in enumerate("3141592653589793238462643383279502884197169399375105820974944"):
        painter.fillRect(110 + at * 10, 290, 2 + int(wide) % 4 * 2, 130, QColor("black"))
    for at in (120, 260, 480, 700, 980):
        painter.drawLine(0, at, 799, at)
    painter.end()
    return image


def pick(*texts: str, slots: bool = True) -> Callable[[StationScreen], None]:
    """Scans at a picking station."""

    def play(screen: StationScreen) -> None:
        assert isinstance(screen, PickScreen)
        bench = pick_bench(screen, wave_task() if slots else plain_task())
        bench.show()
        screen.show_floor(FLOOR)
        bench.scan(*texts)
        if texts == (SHEET,):
            bench.show()

    return play


def pack(
    *texts: str, remarks: tuple[str, ...] = ('刻字 "To Anna"',), lines: int = 0
) -> Callable[[StationScreen], None]:
    """Scans at a packing station."""

    def play(screen: StationScreen) -> None:
        assert isinstance(screen, PackScreen)
        task = replace(many_lines(lines), remarks=remarks) if lines else tea_and_mugs(remarks)
        bench = pack_bench(screen, task)
        bench.show()
        screen.show_floor(FLOOR)
        bench.scan(*texts)

    return play


def pack_mixed(*texts: str, gap: CartonGap | None = None) -> Callable[[StationScreen], None]:
    """Scans of a parcel whose goods ask for wrap and cardboard."""

    def play(screen: StationScreen) -> None:
        assert isinstance(screen, PackScreen)
        task = mixed_parcel()
        if gap is not None:
            task = replace(task, carton_id=None, carton_gap=gap)
        bench = pack_bench(screen, task)
        bench.show()
        screen.show_floor(FLOOR)
        bench.scan(*texts)

    return play


def pack_weighed(*texts: str) -> Callable[[StationScreen], None]:
    """A parcel that is full, at a bench with a scale; then these scans and weights."""

    def play(screen: StationScreen) -> None:
        assert isinstance(screen, PackScreen)
        bench = pack_bench(screen, mixed_parcel())
        bench.desk.scale = OnScale(0)
        bench.show()
        screen.show_floor(FLOOR)
        bench.scan(SHEET, MUG_EAN, DRILL_EAN, "SN-1", "MAT-WRAP", "MAT-BOARD", *texts)

    return play


def sort(*texts: str, slots: int = 12) -> Callable[[StationScreen], None]:
    """Scans at the put wall."""

    def play(screen: StationScreen) -> None:
        assert isinstance(screen, SortScreen)
        bench = sort_bench(screen, mugs_and_hearts(slots))
        bench.show()
        screen.show_floor(FLOOR)
        bench.scan(*texts)

    return play


def ship(
    *texts: str, parcels: tuple[DeskParcel, ...] = PARCELS, label: bool = True
) -> Callable[[StationScreen], None]:
    """Scans at the shipping desk."""

    def play(screen: StationScreen) -> None:
        assert isinstance(screen, ShipScreen)
        bench = ship_bench(screen)
        bench.show()
        screen.show_floor(FLOOR)
        screen.show_desk(QUEUES, parcels, NOON, SHANGHAI)
        if label:
            screen.show_label(drawn_label(), "100 × 150 mm · 203 dpi")
        bench.scan(*texts)

    return play


def nobody(screen: StationScreen) -> None:
    """Nobody is signed in, and a badge was refused."""
    bench = {Screen.PICK: pick_bench, Screen.PACK: pack_bench, Screen.SHIP: ship_bench}[
        screen.screen
    ](screen)  # type: ignore[operator]
    bench.operator = None
    bench.show()
    if screen.screen is Screen.PACK:
        bench.show(verdict(VerdictKind.UNKNOWN_BADGE))


def pick_stopped(screen: StationScreen) -> None:
    """The centre took a task back."""
    assert isinstance(screen, PickScreen)
    bench = pick_bench(screen)
    said = verdict(VerdictKind.ORDER_STOPPED, order_no="20261123000042")
    bench.scan(SHEET)
    bench.desk.state = bench.machine.stopped(said)
    bench.show(said)


def pick_supervisor(screen: StationScreen) -> None:
    """So many units were counted by hand that a supervisor is asked for."""
    assert isinstance(screen, PickScreen)
    bench = pick_bench(screen)
    assert bench.desk.centre.pick is not None
    bench.desk.centre.pick = replace(bench.desk.centre.pick, by_hand=3)
    bench.scan(SHEET, f"LOC-{A}", "WHY-NOCODE", "CMD-CONFIRM")


def pick_zero(screen: StationScreen) -> None:
    """The last unit was taken from a shelf that should be empty now."""
    assert isinstance(screen, PickScreen)
    bench = pick_bench(screen)
    assert bench.desk.centre.pick is not None
    bench.desk.centre.pick = replace(bench.desk.centre.pick, empties=(A,))
    bench.scan(SHEET, f"LOC-{A}", MUG_EAN, "QTY-2", MUG_EAN)


def pick_shared(*texts: str) -> Callable[[StationScreen], None]:
    """Scans of a wave that is sorted later: what all its orders take from a shelf together."""

    def play(screen: StationScreen) -> None:
        assert isinstance(screen, PickScreen)
        bench = pick_bench(screen, shared_task())
        bench.show()
        bench.scan(*texts)

    return play


def pick_left(screen: StationScreen) -> None:
    """An order left the wave that is being picked."""
    assert isinstance(screen, PickScreen)
    bench = pick_bench(screen, shared_task())
    said = verdict(VerdictKind.TASK_CHANGED, order_no="20261123000042", slot=7, sheet=f"{SHEET}-V2")
    bench.scan(SHEET)
    bench.desk.state = bench.machine.stopped(said)
    bench.show(said)


OPEN_LOT = (SHEET, f"LOC-{A}", MUG_EAN, "QTY-2", MUG_EAN, f"LOC-{B}")
SCENES = (
    Scene("pick-sign-in", PickScreen, nobody),
    Scene("pick-idle", PickScreen, pick()),
    Scene("pick-opened", PickScreen, pick(SHEET)),
    Scene("pick-shelf", PickScreen, pick(SHEET, f"LOC-{A}")),
    Scene("pick-counted", PickScreen, pick(SHEET, f"LOC-{A}", MUG_EAN)),
    Scene("pick-remark", PickScreen, pick(SHEET, f"LOC-{A}", MUG_EAN, slots=False)),
    Scene("pick-lot", PickScreen, pick(*OPEN_LOT, TEA_EAN)),
    Scene("pick-line-done", PickScreen, pick(SHEET, f"LOC-{A}", MUG_EAN, "QTY-2", MUG_EAN)),
    Scene("pick-wrong-shelf", PickScreen, pick(SHEET, f"LOC-{B}")),
    Scene("pick-wrong-lot", PickScreen, pick(*OPEN_LOT, TEA_EAN, "B9999")),
    Scene("pick-reason", PickScreen, pick(SHEET, f"LOC-{A}", "CMD-SHORT")),
    Scene("pick-by-hand", PickScreen, pick(SHEET, f"LOC-{A}", "WHY-NOCODE")),
    Scene("pick-by-hand-lot", PickScreen, pick(*OPEN_LOT, TEA_EAN, "WHY-CODEDAMAGED")),
    Scene("pick-supervisor", PickScreen, pick_supervisor),
    Scene("pick-zero", PickScreen, pick_zero),
    Scene("pick-tote", PickScreen, pick(SHEET, "TOTE-0017", slots=False)),
    Scene("pick-stop", PickScreen, pick_stopped),
    Scene("pick-shared", PickScreen, pick_shared(SHEET, f"LOC-{A}", MUG_EAN)),
    Scene("pick-left", PickScreen, pick_left),
    Scene("sort-idle", SortScreen, sort()),
    Scene("sort-opened", SortScreen, sort(WAVE)),
    Scene("sort-put", SortScreen, sort(WAVE, MUG_EAN, MUG_EAN)),
    Scene("sort-many", SortScreen, sort(WAVE, MUG_EAN, slots=50)),
    Scene("sort-done", SortScreen, sort(WAVE, MUG_EAN, slots=1)),
    Scene("sort-wrong", SortScreen, sort(WAVE, MUG_EAN, "4006381333931")),
    Scene("sort-reason", SortScreen, sort(WAVE, MUG_EAN, "CMD-SHORT")),
    Scene("pack-sign-in", PackScreen, nobody),
    Scene("pack-idle", PackScreen, pack()),
    Scene("pack-opened", PackScreen, pack(SHEET)),
    Scene("pack-good", PackScreen, pack(SHEET, MUG_EAN, MUG_EAN)),
    Scene("pack-wrong", PackScreen, pack(SHEET, MUG_EAN, "4006381333931")),
    Scene("pack-lot", PackScreen, pack(SHEET, MUG_EAN, TEA_EAN, remarks=())),
    Scene(
        "pack-remarks",
        PackScreen,
        pack(
            SHEET,
            MUG_EAN,
            remarks=(
                "Please do not use plastic, and write the name on the outside of the box so that my "  # noqa: E501
                "neighbour can take it in while I am away until the fifth of December.",
                '刻字 "To Anna"',
            ),
        ),
    ),
    Scene("pack-many", PackScreen, pack(SHEET, remarks=(), lines=10)),
    Scene("pack-complete", PackScreen, pack(SHEET, MUG_EAN, MUG_EAN, MUG_EAN, TEA_B2401)),
    Scene(
        "pack-label", PackScreen, pack(SHEET, MUG_EAN, MUG_EAN, MUG_EAN, TEA_B2401, "6901234567892")
    ),
    Scene(
        "pack-swapped", PackScreen, pack(SHEET, MUG_EAN, MUG_EAN, MUG_EAN, TEA_B2401, OTHER_NUMBER)
    ),
    Scene("pack-mixed", PackScreen, pack_mixed(SHEET)),
    Scene("pack-material", PackScreen, pack_mixed(SHEET, MUG_EAN, DRILL_EAN, "SN-1")),
    Scene("pack-serial", PackScreen, pack_mixed(SHEET, DRILL_EAN)),
    Scene("pack-by-hand", PackScreen, pack_mixed(SHEET, "WHY-NOCODE")),
    Scene(
        "pack-gap",
        PackScreen,
        pack_mixed(SHEET, MUG_EAN, DRILL_EAN, "SN-1", "CMD-NEXTBOX", gap=CartonGap.FACTS_UNKNOWN),
    ),
    Scene("pack-box-closed", PackScreen, pack_mixed(SHEET, MUG_EAN, "MAT-WRAP", "CMD-NEXTBOX")),
    Scene("pack-weigh", PackScreen, pack_weighed()),
    Scene("pack-weigh-light", PackScreen, pack_weighed("WEIGHT-1662")),
    Scene("pack-weigh-heavy", PackScreen, pack_weighed("WEIGHT-2980")),
    Scene("pack-weigh-accept", PackScreen, pack_weighed("WEIGHT-2980", "WHY-COUNTEDAGAIN")),
    Scene("pack-weigh-right", PackScreen, pack_weighed("WEIGHT-2000")),
    Scene(
        "pack-reopen", PackScreen, pack(SHEET, MUG_EAN, MUG_EAN, MUG_EAN, TEA_B2401, "CMD-REOPEN")
    ),
    Scene("ship-sign-in", ShipScreen, nobody),
    Scene("ship-idle", ShipScreen, ship(parcels=(), label=False)),
    Scene("ship-desk", ShipScreen, ship()),
    Scene("ship-counted", ShipScreen, ship(NUMBER, OTHER_NUMBER)),
    Scene("ship-box", ShipScreen, ship(BOX)),
    Scene("ship-wrong", ShipScreen, ship(NUMBER, MUG_EAN)),
    Scene("ship-again", ShipScreen, ship(NUMBER, OTHER_NUMBER, NUMBER)),
    Scene("ship-swapped", ShipScreen, ship(BOX, OTHER_NUMBER)),
)
ICONS = {
    Screen.PICK: "cart",
    Screen.SORT: "waves",
    Screen.PACK: "box",
    Screen.INSPECT: "clipboard-check",
    Screen.SHIP: "truck",
}


def framed(translator: Translator, screen: StationScreen) -> Shell:
    """The screen in the window, as the program shows it."""
    shell = Shell(translator.text)
    for each, icon in ICONS.items():
        title = worded(translator, status_word(each))
        widget = screen if each is screen.screen else QWidget()
        shell.add_screen(each.value, title, icon, widget, True)
    for name in ("Scanner", "Printer", "Database"):
        shell.set_indicator(name, State.GOOD, translator.text(name))
    shell.set_indicator("scale", State.GOOD, translator.text("Scale {grams} g", grams="1,286"))
    shell.set_unsaved(0)
    shell.set_station("P-07")
    shell.set_operator("李雯", "")
    shell.set_key_hints(screen.key_hints())
    shell.show_screen(screen.screen.value)
    return shell


def make(folder: Path, wanted: list[str], translators: Mapping[str, Translator]) -> None:
    """Make all pictures whose name holds one of the wanted parts."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    folder.mkdir(parents=True, exist_ok=True)
    for theme in (ThemeName.LIGHT, ThemeName.DARK):
        for language, translator in translators.items():
            for scene in SCENES:
                name = f"{scene.name}-{theme}-{language}"
                if wanted and not any(part in name for part in wanted):
                    continue
                apply_theme(app, theme)
                screen = scene.make(translator)
                shell = framed(translator, screen)
                shell.resize(1366, 768)
                shell.show()
                app.processEvents()
                scene.play(screen)
                app.processEvents()
                shell.grab().save(str(folder / f"{name}.png"))
                shell.close()
                shell.deleteLater()


if __name__ == "__main__":
    make(Path(sys.argv[1]), sys.argv[2:], {"en": load("en"), "zh_CN": load("zh_CN")})
