"""Pictures of the station screens in every state, in light and dark and in two languages.

Run it by hand, it is no test: `python tests/gui/gallery_stations.py FOLDER [PART OF A NAME…]`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtWidgets import QApplication, QWidget

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
from procedure.parcel_words import CartonGap
from procedure.texts import status_word
from procedure.words import Screen
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
from tests.gui.station_plays import (
    Scene,
    nobody,
    pack,
    pack_mixed,
    pack_weighed,
    pick,
    pick_left,
    pick_shared,
    pick_stopped,
    pick_supervisor,
    pick_zero,
    ship,
    sort,
)

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
