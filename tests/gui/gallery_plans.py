"""Pictures of the waves, replenish and goods screens, over a demo house of 60 orders.

Run it by hand, it is no test: `python tests/gui/gallery_plans.py FOLDER [PART OF A NAME ...]`.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtWidgets import QApplication

from db.opening import open_database
from db.views.purchasing import request_page
from desktop.office.cards.form import BADGES
from desktop.office.cards.screen import CardsScreen
from desktop.office.goods.packaging_page import PackagingPage
from desktop.office.goods.screen import GoodsScreen
from desktop.office.replenishing.screen import ReplenishScreen
from desktop.office.waves.screen import WavesScreen
from desktop.theme.apply import apply_theme
from desktop.theme.tokens import ThemeName
from fulfilment.cards.card_sheets import CardKind
from fulfilment.demo.house import build_demo_house
from fulfilment.goods.catalogue import ProductCatalogue
from fulfilment.house import SYSTEM
from fulfilment.intake.drafts import OrderDraft
from fulfilment.intake.intake import Taken, take_orders
from fulfilment.orders.confirmation import confirm_orders
from fulfilment.release.reservation import release_orders
from fulfilment.supply.purchasing import draft_purchase_orders, send_purchase_order
from fulfilment.waves.waves import WavesBuilt, build_waves
from gateway.demo.bench import Bench
from gateway.demo.figures import Figures
from gateway.demo.house import demo_world
from procedure.effects import Refused
from procedure.waves import Load, WaveWish
from procedure.words import PickMode, Post, ReplenishmentSource, Screen
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
        for scene in (self.waves, self.replenish, self.goods, self.cards):
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

    def replenish(self, name: str, translator: Translator) -> None:
        """A request that is bought, one that is carried, a draft, an order on its way."""
        shell, screen = self.show(translator, "Replenish", ReplenishScreen)
        assert isinstance(screen, ReplenishScreen)
        request = screen.requests.request
        spin(lambda: request.thing is not None and screen.requests.bar.chips[0].count is not None)
        self.save(f"replenish-{name}", shell)
        screen.requests.bar.choose(1)
        spin(lambda: request.thing is not None and bool(request.thing.carries))
        request.walk.click()
        self.save(f"replenish-carry-{name}", shell)
        request.ask.stop()
        screen.show_tab(1)
        purchase = screen.purchases.purchase
        spin(lambda: purchase.thing is not None)
        self.save(f"replenish-purchase-{name}", shell)
        purchase.cancel.click()
        self.save(f"replenish-cancel-{name}", shell)
        screen.deactivate()
        shell.close()

    def goods(self, name: str, translator: Translator) -> None:
        """A product's facts, its links, both versions, a new supplier, a file's rows."""
        shell, screen = self.show(translator, "Goods", GoodsScreen)
        assert isinstance(screen, GoodsScreen)
        detail = screen.products.page
        spin(lambda: detail.thing is not None)
        self.save(f"goods-{name}", shell)
        detail.page.form.write({"name": "Something else", "fragile": True})
        theirs = dict(detail.page.form.shown) | {"sku": detail.page.form.values["sku"]}
        detail.page.show_conflict(theirs, 2, detail.speech())
        self.save(f"goods-conflict-{name}", shell)
        detail.page.theirs.click()
        detail.show_tab(1)
        self.save(f"goods-links-{name}", shell)
        detail.show_tab(2)
        self.save(f"goods-picture-{name}", shell)
        path = self.folder / "goods.csv"
        path.write_text("sku,name,weight_g\nJAR-1,Jar,200\nJAR-2,,200\nJAR-3,Jar,0\n", "utf-8")
        detail.ask_file(path)
        assert detail.sheets is not None
        spin(detail.sheets.go.isEnabled)
        detail.sheets.table.selectRow(0)
        self.save(f"goods-file-{name}", shell)
        path.unlink()
        screen.show_tab(1)
        spin(lambda: screen.shelves.page.thing is not None)
        self.save(f"goods-shelves-{name}", shell)
        screen.show_tab(2)
        spin(lambda: screen.suppliers.page.thing is not None)
        screen.suppliers.new.click()
        self.save(f"goods-supplier-{name}", shell)
        screen.show_tab(3)
        material = screen.packaging.page
        assert isinstance(material, PackagingPage)
        spin(lambda: material.thing is not None)
        self.save(f"goods-packaging-{name}", shell)
        material.show_tab(1)
        self.save(f"goods-packaging-books-{name}", shell)
        screen.deactivate()
        shell.close()

    def cards(self, name: str, translator: Translator) -> None:
        """Command cards, shelf labels on a roll, badges of two people."""
        self.actor = replace(self.lead, posts=self.lead.posts | {Post.ADMINISTRATOR})
        shell, screen = self.show(translator, "Cards", CardsScreen)
        assert isinstance(screen, CardsScreen)
        form = screen.form
        spin(lambda: form.is_ready)
        self.save(f"cards-{name}", shell)
        form.choose(CardKind.SHELVES)
        form.paper.setCurrentIndex(1)
        form.changed.emit()
        spin(lambda: form.is_ready and screen.preview.shown.pages > 1)
        self.save(f"cards-shelves-{name}", shell)
        form.choose(BADGES)
        spin(lambda: bool(screen.preview.shown.why_not))
        self.save(f"cards-nobody-{name}", shell)
        for row in (0, 2):
            form.people.table.selectRow(row)
            holder = form.people.table.chosen
            assert holder is not None
            form.people.choose(holder.holder.person_id)
        spin(lambda: form.is_ready)
        self.save(f"cards-badges-{name}", shell)
        screen.deactivate()
        shell.close()
        self.actor = self.lead


def lack(gallery: PlanGallery, drafts: Sequence[OrderDraft]) -> None:
    """Some orders ask for more than there is; a part of that is ordered."""
    house, lead = gallery.demo.house, gallery.lead
    large = [
        replace(
            order,
            external_no=f"LARGE-{n}",
            paid_minor=None,
            lines=tuple(replace(line, quantity=120) for line in order.lines),
        )
        for n, order in enumerate(drafts[:12])
    ]
    taken = take_orders(house, SYSTEM, large)
    assert isinstance(taken, Taken), taken
    confirm_orders(house, SYSTEM, taken.orders)
    release_orders(house, SYSTEM, taken.orders)
    with house.database.read() as connection:
        page = request_page(
            connection, house.place.warehouse_id, ReplenishmentSource.PURCHASE, None, 100
        )
    wanted = [row.request_id for row in page.rows if row.supplier][::2]
    drafted = draft_purchase_orders(house, lead, wanted)
    assert not isinstance(drafted, Refused), drafted
    for order in drafted[1:]:
        send_purchase_order(house, lead, order.purchase_order_id)


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
        world = demo_world(60, clock)
        demo = build_demo_house(database, world, clock, for_waves=len(world.orders))
        gallery = PlanGallery(folder, demo, wanted)
        plan(gallery, Path(place), clock)
        lack(gallery, world.orders)
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
