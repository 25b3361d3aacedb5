"""Pictures of the stock, receive and count screens, over a demo house of 60 orders.

Run it by hand, it is no test: `python tests/gui/gallery_stock.py FOLDER [PART OF A NAME ...]`.
"""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtWidgets import QApplication, QWidget
from sqlalchemy import select

from db.schema.products import Product
from db.schema.stock import Lot, Shelf, ShelfStock, Stock
from desktop.office.counting.screen import CountScreen
from desktop.office.desk import Desk
from desktop.office.receiving.screen import ReceiveScreen
from desktop.office.stock.screen import StockScreen
from desktop.shell import Shell
from desktop.tasks import Tasks
from desktop.theme.apply import apply_theme
from desktop.theme.tokens import ThemeName
from desktop.widgets.states import State
from fulfilment.demo.house import DemoHouse
from fulfilment.house import Actor
from fulfilment.people import actor_of_badge
from fulfilment.stock.blocking import block_goods
from fulfilment.stock.bookings import Units
from fulfilment.stock.counting import open_count
from gateway.demo.house import make_demo_house
from procedure.effects import Refused
from procedure.ids import ProductId
from procedure.words import Post, Screen, ShelfKind, StockCondition, StockStatus
from resources.catalogue import Translator, load
from tests.gui.gallery_office import SIZE, DayClock, work
from tests.gui.gallery_office import spin as spin_for
from tests.gui.listing_bench import raw_scan


def spin(done: Callable[[], bool]) -> None:
    """Wait for it, patiently: other work may go on beside."""
    spin_for(done, 60)


RAIL = (
    ("Pick", "cart"),
    ("Sort", "columns"),
    ("Pack", "box"),
    ("Ship", "truck"),
    ("Orders", "document"),
    ("Waves", "waves"),
    ("Stock", "shelf"),
    ("Receive", "receive"),
    ("Count", "clipboard-check"),
    ("Replenish", "refresh"),
    ("Quality", "check"),
    ("Goods", "goods"),
    ("Cards", "badge-card"),
)
"""All screens of a supervisor, so that the rail is as full as it can be."""


def framed(translator: Translator, key: str, screen: QWidget, name: str) -> Shell:
    """The window with this screen in front."""
    text = translator.text
    made = Shell(text)
    for each, icon in RAIL:
        made.add_screen(each, text(each), icon, screen if each == key else QWidget(), False)
    for device in ("Scanner", "Printer", "Database"):
        made.set_indicator(device, State.GOOD, text(device))
    made.set_operator(name, text("Supervisor"))
    made.resize(*SIZE)
    made.show_screen(key)
    return made


class Gallery:
    """The pictures of one house."""

    def __init__(self, folder: Path, demo: DemoHouse, wanted: list[str]) -> None:
        self.folder, self.demo, self.wanted = folder, demo, wanted
        self.tasks = Tasks()
        secret = next(b.secret for b in demo.badges if Post.SUPERVISOR in b.posts)
        actor = actor_of_badge(demo.house, secret, demo.stations[Screen.PACK])
        assert actor is not None
        self.lead: Actor = actor
        self.actor: Actor | None = actor

    def save(self, name: str, widget: QWidget) -> None:
        """Take one picture, when everything has settled."""
        QApplication.processEvents()
        widget.grab().save(str(self.folder / f"{name}.png"))

    def show(
        self, translator: Translator, key: str, make: Callable[[Desk], Any]
    ) -> tuple[Shell, Any]:
        """A screen in its window, in front."""
        desk = Desk(self.demo.house, self.tasks, lambda: self.actor, translator)
        screen = make(desk)
        shell = framed(translator, key, screen, self.lead.name)
        screen.said.connect(shell.say)
        shell.set_key_hints(screen.key_hints())
        shell.show()
        screen.activate()
        return shell, screen

    def all(self, theme: str, language: str) -> None:
        """All pictures of a theme and language."""
        name = f"{theme}-{language}"
        translator = load(language)
        self.actor = self.lead
        for scene in (self.stock, self.receive, self.count):
            if not self.wanted or any(part in f"{scene.__name__}-{name}" for part in self.wanted):
                scene(name, translator)

    def stock(self, name: str, translator: Translator) -> None:
        """The stock table, the tabs of its detail, a question, the empty state, an export."""
        shell, screen = self.show(translator, "Stock", StockScreen)
        assert isinstance(screen, StockScreen)
        detail = screen.product
        spin(lambda: detail.stock is not None and screen.bar.chips[0].count is not None)
        screen.bar.choose(3)
        spin(lambda: detail.stock is not None and detail.stock.row.blocked > 0)
        self.save(f"stock-{name}", shell)
        block = next(b for a, b in detail.shelves.buttons.items() if a.value == "move")
        block.click()
        self.save(f"stock-move-{name}", shell)
        detail.shelves.form.stop()
        detail.show_tab(1)
        self.save(f"stock-holders-{name}", shell)
        detail.show_tab(2)
        self.save(f"stock-history-{name}", shell)
        detail.show_tab(0)
        screen.export.begin()
        self.save(f"stock-export-{name}", shell)
        screen.foot.leave.click()
        screen.bar.choose(1)
        spin(lambda: detail.stock is not None and detail.stock.row.status is StockStatus.LOW)
        self.save(f"stock-low-{name}", shell)
        screen.take_scan("nothing like it")
        spin(lambda: screen.absence.isVisible())
        self.save(f"stock-empty-{name}", shell)
        self.actor = None
        screen.activate()
        self.save(f"stock-closed-{name}", shell)
        self.actor = self.lead
        screen.deactivate()
        shell.close()

    def receive(self, name: str, translator: Translator) -> None:
        """Nothing in hand, goods in hand, booked in, refused."""
        shell, screen = self.show(translator, "Receive", ReceiveScreen)
        assert isinstance(screen, ReceiveScreen)
        QApplication.processEvents()
        self.save(f"receive-begin-{name}", shell)
        sku, shelf = self.tracked()
        screen.take_raw(raw_scan(sku))
        spin(lambda: screen.hand.product is not None and screen.advice.isVisible())
        self.save(f"receive-product-{name}", shell)
        screen.form.lot.setText("L280101")
        screen.form.expiry.setText("2028-01-01")
        screen.form._on_typed()
        screen.take_raw(raw_scan("QTY-24"))
        spin(lambda: screen.hand.quantity == 24)
        screen.take_raw(raw_scan(f"LOC-{shelf}"))
        spin(lambda: screen.received.rows.rowCount() == 1)
        self.save(f"receive-booked-{name}", shell)
        screen.take_raw(raw_scan(sku))
        spin(lambda: screen.hand.product is not None)
        screen.take_raw(raw_scan("LOC-Z-99-99-99"))
        spin(lambda: screen.hand.shelf == "Z-99-99-99" and not screen._busy)
        self.save(f"receive-refused-{name}", shell)
        screen.start_over()
        screen.deactivate()
        shell.close()

    def tracked(self) -> tuple[str, str]:
        """A product that is kept by lot, and a shelf it stands on."""
        with self.demo.house.database.read() as connection:
            row = connection.execute(
                select(Product.sku, Shelf.code)
                .join(ShelfStock, ShelfStock.product_id == Product.id)
                .join(Shelf, Shelf.id == ShelfStock.shelf_id)
                .where(Product.lot_tracked, Shelf.kind == ShelfKind.PICK, Shelf.count_id.is_(None))
                .order_by(Product.sku)
            ).first()
        assert row is not None
        return row.sku, row.code

    def count(self, name: str, translator: Translator) -> None:
        """A blind count under way, compared, the reason asked; a new one."""
        shell, screen = self.show(translator, "Count", CountScreen)
        assert isinstance(screen, CountScreen)
        count = screen.count
        spin(lambda: count.sheet is not None and bool(count.sheet.lines))
        assert count.sheet is not None
        line = count.sheet.lines[0]
        screen.take_raw(raw_scan(f"LOC-{line.shelf_code}"))
        spin(lambda: count.scans.hand.shelf == line.shelf_code)
        screen.take_raw(raw_scan(line.sku))
        spin(lambda: count.scans.hand.product is not None)
        self.save(f"count-{name}", shell)
        if line.lot:
            screen.take_raw(raw_scan(line.lot))
            spin(lambda: count.scans.hand.lot == line.lot)
        screen.take_raw(raw_scan("CMD-CONFIRM"))
        spin(lambda: count.sheet is not None and count.sheet.lines[0].counted is not None)
        self.save(f"count-written-{name}", shell)
        count.card.compare.click()
        spin(lambda: count.sheet is not None and count.sheet.lines[0].expected is not None)
        count.card.close_count.click()
        self.save(f"count-compared-{name}", shell)
        screen.new.click()
        spin(lambda: count.begin.zone.count() > 1)
        count.begin.add_shelf("A-01-02-03")
        count.begin.add_shelf("A-01-02-04")
        self.save(f"count-new-{name}", shell)
        screen.deactivate()
        shell.close()


def dress(demo: DemoHouse, lead: Actor) -> None:
    """Some life in the house: goods kept back, and a shelf under count."""
    with demo.house.database.read() as connection:
        rows = connection.execute(
            select(Stock.product_id, Shelf.code, Lot.code, ShelfStock.free)
            .join(ShelfStock, ShelfStock.product_id == Stock.product_id)
            .join(Shelf, Shelf.id == ShelfStock.shelf_id)
            .join(Lot, Lot.id == ShelfStock.lot_id)
            .where(ShelfStock.free > 3, Stock.available > 6)
            .order_by(Stock.reserved.desc(), Stock.product_id)
            .limit(6)
        ).all()
    conditions = (StockCondition.DAMAGED, StockCondition.DEFECTIVE, StockCondition.CARTON_DAMAGED)
    for at, (product, shelf, lot, free) in enumerate(rows):
        units = Units(ProductId(product), lot, shelf, min(2, free) if at else 1)
        done = block_goods(demo.house, lead, units, conditions[at % 3], "wet carton")
        assert not isinstance(done, Refused), done
    opened = open_count(demo.house, lead, [rows[-1][1]], True, "shelf label fell off")
    assert not isinstance(opened, Refused), opened


def main(folder: Path, wanted: list[str]) -> None:
    """Make all pictures."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory() as place:
        clock = DayClock()
        demo, _ = make_demo_house(f"sqlite:///{place}/demo.sqlite", 60, clock)
        work(demo, Path(place), clock)
        gallery = Gallery(folder, demo, wanted)
        clock.advance(3)
        dress(demo, gallery.lead)
        clock.advance(4)
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
