"""What is scanned for each picture of a station screen, and what stands at the shipping desk."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import UTC, datetime, time
from zoneinfo import ZoneInfo

from PySide6.QtCore import Qt
from PySide6.QtGui import QColor, QFont, QImage, QPainter

from db.views.floor import CarrierQueue, DeskParcel, FloorCounts
from desktop.stations.pack_screen import PackScreen
from desktop.stations.pick_screen import PickScreen
from desktop.stations.screen import StationScreen
from desktop.stations.ship_screen import ShipScreen
from desktop.stations.sort_screen import SortScreen
from procedure.ids import CarrierId, ParcelId
from procedure.parcel_words import CartonGap
from procedure.verdicts import VerdictKind, verdict
from procedure.weighing import OnScale
from procedure.words import ParcelStatus, Screen, ServiceLevel, WaybillState
from tests.floor.goods import (
    DRILL_EAN,
    MUG_EAN,
    NUMBER,
    OTHER_NUMBER,
    SHEET,
    A,
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
