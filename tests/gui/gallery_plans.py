"""Pictures of the waves, replenish and goods screens, over a demo house of 60 orders.

Run it by hand, it is no test: `python tests/gui/gallery_plans.py FOLDER [PART OF A NAME ...]`.
"""

from __future__ import annotations

import os
import sys
import tempfile
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtWidgets import QApplication

from db.opening import open_database
from desktop.office.waves import WavesScreen
from desktop.theme.apply import apply_theme
from desktop.theme.tokens import ThemeName
from fulfilment.catalogue import ProductCatalogue
from fulfilment.demo_house import build_demo_house
from fulfilment.waves import WavesBuilt, build_waves
from gateway.demo.bench import Bench
from gateway.demo.figures import Figures
from gateway.demo.house import demo_world
from procedure.waves import Load, WaveWish
from procedure.words import PickMode, Post, Screen
from resources.catalogue import Translator, load
from tests.gui.gallery_office import DayClock
from tests.gui.gallery_stock import Gallery, spin


class PlanGallery(Gallery):
    """The pictures of one house."""

    def all(self, theme: str, language: str) -> None:
        """All pictures of a theme and language."""
        name = f"{theme}-{language}"
        translator = load(language)
        self.actor = self.lead
        for scene in (self.waves,):
            if not self.wanted or any(part in f"{scene.__name__}-{name}" for part in self.wanted):
                scene(name, translator)

    def waves(self, name: str, translator: Translator) -> None:
        """Waves and what waits, tasks, orders, who picks, a plan."""
        shell, screen = self.show(translator, "Waves", WavesScreen)
        assert isinstance(screen, WavesScreen)
        spin(lambda: screen.wave.thing is not None and bool(screen.waiting.cards))
        self.save(f"waves-{name}", shell)
        screen.wave.wave.show_tab(1)
        self.save(f"waves-orders-{name}", shell)
        screen.wave.wave.show_tab(0)
        screen.wave.wave.give.click()
        spin(lambda: screen.wave.wave.choose.is_asking)
        self.save(f"waves-give-{name}", shell)
        screen.wave.wave.choose.stop()
        screen.new.click()
        plan = screen.wave.plan
        spin(lambda: plan.carrier.count() > 1)
        plan.waves.setValue(3)
        plan.most.setValue(6)
        plan.look.click()
        spin(lambda: plan.look.isEnabled() and bool(plan.left_out.text()))
        self.save(f"waves-plan-{name}", shell)
        screen.deactivate()
        shell.close()


def plan(gallery: PlanGallery, folder: Path, clock: DayClock) -> None:
    """Some waves of what waits, one of them half picked; some orders left for more."""
    house, lead = gallery.demo.house, gallery.lead
    newest = ""
    for mode in (PickMode.PER_ORDER, PickMode.SORT):
        built = build_waves(house, lead, WaveWish(mode=mode, most=Load(orders=5), most_waves=2))
        assert isinstance(built, WavesBuilt), built
        newest = built.waves[-1].wave_no
    catalogue = ProductCatalogue(house.database)
    catalogue.load()
    station = gallery.demo.stations[Screen.PICK]
    bench = Bench(house, catalogue, station, Screen.PICK, folder, Figures())
    bench.scan(next(badge.secret for badge in gallery.demo.badges if Post.PICKER in badge.posts))
    clock.advance(minutes=2)
    bench.scan(newest)
    for _ in range(12):
        if (code := bench.right_code()) is not None:
            bench.scan_code(code)
    bench.close()
    clock.advance(4)


def main(folder: Path, wanted: list[str]) -> None:
    """Make all pictures."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        clock = DayClock()
        database = open_database(f"sqlite:///{place}/demo.sqlite", upgrade=True)
        demo = build_demo_house(database, demo_world(60, clock), clock, for_waves=True)
        gallery = PlanGallery(folder, demo, wanted)
        plan(gallery, Path(place), clock)
        for theme, language in (
            ("light", "en"),
            ("dark", "en"),
            ("colourblind-light", "en"),
            ("light", "zh_CN"),
        ):
            apply_theme(app, ThemeName(theme))
            gallery.all(theme, language)
        gallery.tasks.close()
        demo.house.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
