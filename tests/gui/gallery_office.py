"""Pictures of the orders screen and the demo's scanner dock, over a demo house of 60 orders.

Run it by hand, it is no test: `python tests/gui/gallery_office.py FOLDER [PART OF A NAME ...]`.
"""

from __future__ import annotations

import os
import sys
import tempfile
import time
from collections.abc import Callable
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtWidgets import QApplication, QWidget

from desktop.demo.dock import DemoDock
from desktop.office.orders.screen import OrdersScreen
from desktop.office.orders.words import in_words
from desktop.shell import Shell
from desktop.tasks import Tasks
from desktop.theme.apply import apply_theme
from desktop.theme.tokens import ThemeName
from desktop.widgets.states import State
from fulfilment.demo.house import DemoHouse
from fulfilment.goods.catalogue import ProductCatalogue
from fulfilment.house import Actor
from fulfilment.orders.holds import lift_hold
from fulfilment.orders.remarks import write_remark
from fulfilment.people import actor_of_badge
from fulfilment.within_reach import Reachable
from gateway.demo.bench import Bench
from gateway.demo.figures import Figures
from gateway.demo.house import make_demo_house
from printing.printers.file import FilePrinter
from procedure.texts import status_word
from procedure.verdicts import VerdictKind
from procedure.words import Command, OrderStatus, Post, Screen
from resources.catalogue import Translator, load

SIZE = (1366, 768)


def spin(done: Callable[[], bool], seconds: float = 10) -> None:
    end = time.monotonic() + seconds
    while not done() and time.monotonic() < end:
        QApplication.processEvents()
        time.sleep(0.002)
    QApplication.processEvents()
    assert done(), "it took too long"


def framed(translator: Translator, screen: QWidget, dock: QWidget | None = None) -> Shell:
    text = translator.text
    made = Shell(text)
    for key, icon in (
        ("Overview", "chart"),
        ("Orders", "document"),
        ("Stock", "shelf"),
        ("Ship", "truck"),
    ):
        made.add_screen(key, text(key), icon, screen if key == "Orders" else QWidget(), False)
    made.add_screen("Settings", text("Settings"), "gear", QWidget(), False, at_bottom=True)
    made.set_indicator("database", State.GOOD, text("Database"))
    made.set_operator("赵磊", text("Customer service"))
    made.set_dock(dock)
    made.resize(*SIZE)
    made.show_screen("Orders")
    return made


class Gallery:
    """The pictures of one house."""

    def __init__(self, folder: Path, demo: DemoHouse, wanted: list[str]) -> None:
        self.folder, self.demo, self.wanted = folder, demo, wanted
        self.tasks = Tasks()
        secret = next(b.secret for b in demo.badges if Post.SERVICE_REP in b.posts)
        actor = actor_of_badge(demo.house, secret, demo.stations[Screen.PACK])
        assert actor is not None
        self.rep: Actor = replace(actor, station_id=None)
        self.actor: Actor | None = self.rep

    def save(self, name: str, widget: QWidget) -> None:
        QApplication.processEvents()
        widget.grab().save(str(self.folder / f"{name}.png"))

    def wants(self, name: str) -> bool:
        return not self.wanted or any(part in name for part in self.wanted)

    def screen(self, translator: Translator) -> OrdersScreen:
        house = self.demo.house
        return OrdersScreen(house, self.tasks, lambda: self.actor, translator, house.place.zone)

    def choose(self, screen: OrdersScreen, row: int) -> None:
        screen.table.selectRow(row)
        chosen = screen.table.chosen
        spin(lambda: screen.detail.order is not None and screen.detail.order.order_id == chosen)

    def all(self, theme: str, language: str) -> None:
        name = f"{theme}-{language}"
        if not self.wants(name):
            return
        translator = load(language)
        self.actor = self.rep
        screen = self.screen(translator)
        shell = framed(translator, screen)
        shell.show()
        shell.set_key_hints(screen.key_hints())
        screen.said.connect(shell.say)
        screen.activate()
        spin(lambda: screen.detail.order is not None)
        self.save(f"orders-{name}", shell)
        for row in (2, 3, 10):
            self.choose(screen, row)
            self.save(f"orders-row{row}-{name}", shell)
        screen.detail.receiver.reveal.click()
        self.save(f"orders-why-{name}", shell)
        screen.detail.receiver.why.line.setText("customer calls")
        screen.detail.receiver.why.go.click()
        spin(lambda: screen.detail.is_revealed)
        self.save(f"orders-revealed-{name}", shell)
        screen.filters.chips[6].click()
        spin(
            lambda: (
                screen.detail.order is not None
                and screen.detail.order.status is OrderStatus.SHIPPED
            )
        )
        self.choose(screen, 1)
        self.save(f"orders-shipped-{name}", shell)
        screen.detail.body.verticalScrollBar().setValue(9999)
        self.save(f"orders-log-{name}", shell)
        screen.filters.search.setText("nothing")
        spin(lambda: screen.absence.isVisible())
        self.save(f"orders-empty-{name}", shell)
        self.actor = replace(self.rep, posts=frozenset({Post.PICKER}))
        screen.activate()
        self.save(f"orders-no-permission-{name}", shell)
        screen.deactivate()
        shell.close()
        self.dock(name, translator)

    def dock(self, name: str, translator: Translator) -> None:
        dock = DemoDock(translator)
        posts = [
            (b, [in_words(translator, status_word(p)) for p in sorted(b.posts)])
            for b in self.demo.badges
        ]
        dock.show_badges([(b.name, ", ".join(words), b.secret) for b, words in posts])
        self.actor = self.rep
        screen = self.screen(translator)
        shell = framed(translator, screen, dock)
        shell.show()
        screen.activate()
        spin(lambda: screen.detail.order is not None)
        self.save(f"dock-people-{name}", shell)
        dock.show_reach(
            (
                Reachable("A-02-01-03", "LOC-A-02-01-03", "]C0", True),
                Reachable("Set of 3 Cake Tins Pantry Design", "2901122334455", "]E0", False),
                Reachable("B2401", "B2401", "]C0", False),
                Reachable("A-02-04-01", "LOC-A-02-04-01", "]C0", False),
                Reachable("Pick sheet", "PS20261123000042", "]C0", False),
            ),
            Reachable("Jumbo Bag Red Retrospot", "2901122334462", "]E0", False),
        )
        self.choose(screen, 8)
        self.save(f"dock-reach-{name}", shell)
        screen.deactivate()
        shell.close()


def dress(demo: DemoHouse, rep: Actor) -> None:
    """Some life in the house: remarks, a lifted hold."""
    from db.views.order_detail import order_detail

    house = demo.house
    for order_id in demo.taken.orders[:12]:
        with house.database.read() as connection:
            order = order_detail(connection, order_id)
        assert order is not None
        write_remark(house, rep, order_id, "Two sheets of wrap per mug; call before noon.", True)
        if len(order.holds) > 1:
            lift_hold(house, rep, order.holds[0].hold_id, "asked by phone")


def work(demo: DemoHouse, folder: Path, clock: DayClock) -> None:
    """Some of the orders go their way: 30 picked, 20 packed, 10 handed over."""
    catalogue = ProductCatalogue(demo.house.database)
    catalogue.load()
    printer = FilePrinter(folder / "labels")
    for screen, post, tasks in (
        (Screen.PICK, Post.PICKER, 30),
        (Screen.PACK, Post.PACKER, 20),
        (Screen.SHIP, Post.SHIPPER, 10),
    ):
        bench = Bench(demo.house, catalogue, demo.stations[screen], screen, folder, Figures())
        bench.scan(next(badge.secret for badge in demo.badges if post in badge.posts))
        for _ in range(tasks):
            clock.advance(minutes=2)
            if screen is Screen.PICK:
                bench.command(Command.CONFIRM)
            code = bench.right_code()
            while code is not None:
                bench.scan_code(code)
                said = bench.shown.verdict
                if said is not None and said.kind is VerdictKind.PARCEL_CLOSED:
                    bench.print_labels(printer)
                idle = getattr(bench.shown.state, "task", None) is None
                code = None if idle else bench.right_code()
        if screen is Screen.SHIP:
            bench.command(Command.CONFIRM)
        bench.close()


class DayClock:
    """A clock for pictures: it goes on when it is told to."""

    def __init__(self) -> None:
        self.now = datetime(2026, 11, 23, 1, 12, tzinfo=UTC)

    def __call__(self) -> datetime:
        return self.now

    def advance(self, minutes: float) -> None:
        self.now += timedelta(minutes=minutes)


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
        dress(demo, gallery.rep)
        clock.advance(4)
        for theme, language in (("light", "en"), ("dark", "en"), ("light", "zh_CN")):
            apply_theme(app, ThemeName(theme))
            gallery.all(theme, language)
        gallery.tasks.close()
        demo.house.close()


if __name__ == "__main__":
    main(Path(sys.argv[1]), sys.argv[2:])
