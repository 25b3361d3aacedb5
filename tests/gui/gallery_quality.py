"""Pictures of the quality screen, over a small house in which some parcels were drawn.

Run it by hand, it is no test: `python tests/gui/gallery_quality.py FOLDER [PART OF A NAME …]`.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtWidgets import QApplication

from db.engine import sqlite_url
from db.migrations import upgrade
from desktop.office.desk import Desk
from desktop.office.quality.screen import QualityScreen
from desktop.tasks import Tasks
from desktop.theme.apply import apply_theme
from desktop.theme.tokens import ThemeName
from procedure.parcel_words import DefectCode, SamplingPlan
from procedure.policy import InspectionPolicy
from procedure.words import Post
from resources.catalogue import load
from tests.gui.gallery_stock import framed, spin
from tests.plugins.houses import SmallHouse, TestClock, build_small_house
from tests.plugins.inspecting import choose, looked_into, packed_by_plan


def small_house(folder: Path) -> SmallHouse:
    """Twelve parcels of two lots; some failed, some wait."""
    url = sqlite_url(folder / "house.sqlite")
    upgrade(url)
    at = build_small_house(url, TestClock())
    choose(at, InspectionPolicy(SamplingPlan.EVERY_NTH, every_nth=2))
    orders = packed_by_plan(at, *(f"A-{n}" for n in range(1, 9)))
    looked_into(at, orders[1], DefectCode.BOX_DAMAGED, DefectCode.DAMAGED)
    looked_into(at, orders[3])
    choose(at, InspectionPolicy(SamplingPlan.LEVEL_II))
    packed_by_plan(at, *(f"B-{n}" for n in range(1, 5)))
    return at


def make(folder: Path, wanted: list[str]) -> None:
    """Make all pictures whose name holds one of the wanted parts."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as temporary:
        at = small_house(Path(temporary))
        tasks = Tasks()
        for theme in (ThemeName.LIGHT, ThemeName.DARK):
            for language in ("en", "zh_CN"):
                name = f"quality-{theme}-{language}"
                if not wanted or any(part in name for part in wanted):
                    apply_theme(app, theme)
                    picture(folder, name, at, tasks, language)
        tasks.close()
        at.house.close()


def picture(folder: Path, name: str, at: SmallHouse, tasks: Tasks, language: str) -> None:
    """Lots with the plan, the form that changes it, and drawn parcels."""
    lead, translator = at.people[Post.SUPERVISOR], load(language)
    desk = Desk(at.house, tasks, lambda: lead, translator)
    screen = QualityScreen(desk)
    shell = framed(translator, "Quality", screen, lead.name)
    screen.said.connect(shell.say)
    shell.set_key_hints(screen.key_hints())
    shell.show()
    screen.activate()
    lots, looks = screen.lots, screen.looks
    spin(lambda: lots.lot.thing is not None and bool(lots.plan.changed.text()))
    lots.table.selectRow(lots.table.rows.rowCount() - 1)
    spin(lambda: lots.lot.thing is not None and bool(lots.lot.thing.row.failed))

    def save(part: str) -> None:
        QApplication.processEvents()
        shell.grab().save(str(folder / f"{name}-{part}.png"))

    save("lots")
    lots.plan.change.click()
    lots.plan.plans[SamplingPlan.EVERY_NTH].click()
    save("plan")
    lots.plan.stop()
    screen.show_tab(1)
    spin(lambda: looks.look.thing is not None)
    looks.bar.choose(2)
    spin(lambda: looks.look.thing is not None and bool(looks.look.thing.defects))
    save("parcels")
    screen.deactivate()
    shell.close()


if __name__ == "__main__":
    make(Path(sys.argv[1]), sys.argv[2:])
