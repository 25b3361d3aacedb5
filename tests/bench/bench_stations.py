"""How long a station screen takes from `Shown` to painted: `python tests/bench/bench_stations.py`.

The target is 8 ms for a scan on a parcel of ten lines (ARCHITECTURE, stop 6).
"""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import qInstallMessageHandler
from PySide6.QtWidgets import QApplication

from desktop.stations.pack_screen import PackScreen
from desktop.stations.pick_screen import PickScreen
from desktop.stations.screen import StationScreen
from desktop.stations.ship_screen import ShipScreen
from desktop.theme.apply import apply_theme
from desktop.theme.tokens import ThemeName
from fulfilment.station.station import Shown
from procedure.codes import ProductReading
from resources.catalogue import load
from tests.floor.goods import CATALOGUE, MUG_EAN, NUMBER, OTHER_NUMBER, SHEET, A, B
from tests.gui.gallery_stations import framed
from tests.gui.station_bench import Bench, many_lines, pack_bench, pick_bench, ship_bench
from tests.gui.station_plays import NOON, PARCELS, QUEUES, SHANGHAI

TIMES = 200


def shown_of(bench: Bench, texts: Sequence[str]) -> list[Shown]:
    """What the station would tell the window after each text."""
    return [bench.shown(bench.desk.scan(text)) for text in texts]


def report(name: str, screen: StationScreen, shown: Sequence[Shown], app: QApplication) -> None:
    """Print how long telling and painting take, in ms, alternating between the states."""
    told, painted = [], []
    for at in range(TIMES + 2):
        start = time.perf_counter()
        screen.show_shown(shown[at % len(shown)])
        middle = time.perf_counter()
        app.processEvents()
        end = time.perf_counter()
        if at >= len(shown):
            told.append((middle - start) * 1000)
            painted.append((end - start) * 1000)
    painted.sort()
    print(
        f"{name:<34} told p50 {median(told):5.2f}   painted p50 {median(painted):5.2f}  "
        f"p99 {painted[int(len(painted) * 0.99) - 1]:5.2f} ms"
    )


def main() -> None:
    """Measure the three screens."""
    # The offscreen platform has no window manager to tell sizes to, and says so each time.
    qInstallMessageHandler(lambda kind, context, text: None)
    app = QApplication([])
    apply_theme(app, ThemeName.LIGHT)
    english = load("en")
    order = many_lines(10)
    for item in order.items:
        CATALOGUE[item.product.sku] = ProductReading(item.product)
    pack = pack_bench(PackScreen(english), order)
    pick = pick_bench(PickScreen(english))
    ship = ship_bench(ShipScreen(english))
    windows = [framed(english, bench.screen) for bench in (pack, pick, ship)]
    for window in windows:
        window.resize(1366, 768)
        window.show()
    assert isinstance(ship.screen, ShipScreen)
    ship.screen.show_desk(QUEUES, PARCELS * 10, NOON, SHANGHAI)
    app.processEvents()
    pack_shown = shown_of(pack, (SHEET, "SKU-01", "SKU-02", "SKU-03", MUG_EAN, "SKU-04"))
    report("pack, 10 lines, right and wrong", pack.screen, pack_shown, app)
    report(
        "pick, shelf and unit",
        pick.screen,
        shown_of(pick, (SHEET, f"LOC-{B}", f"LOC-{A}", MUG_EAN)),
        app,
    )
    report("ship, 60 rows", ship.screen, shown_of(ship, (NUMBER, OTHER_NUMBER)), app)


if __name__ == "__main__":
    main()
