"""The orders screen over the small house: what a test needs to see and to wait for."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QAbstractItemView, QWidget
from pytestqt.qtbot import QtBot
from sqlalchemy import Select

from desktop.office.orders.screen import OrdersScreen
from desktop.tasks import Tasks
from fulfilment.house import SYSTEM, Actor
from fulfilment.intake.drafts import OrderDraft, ReceiverDraft
from fulfilment.intake.intake import Taken, take_orders
from procedure.ids import OrderId
from procedure.words import Post
from resources.catalogue import load
from tests.plugins.houses import SmallHouse, draft

PHONE = "13800138000"
NAME = "陈晓静"
DETAIL = "文三路478号华星大厦5幢1201室"


def held_draft(number: str) -> OrderDraft:
    """An order whose address has no door number."""
    receiver: ReceiverDraft = draft().receiver
    return draft(number, receiver=replace(receiver, detail="文三路"))


class Office:
    """The screen, shown in a window of the usual size."""

    def __init__(self, small: SmallHouse, qtbot: QtBot, tasks: Tasks) -> None:
        self.small, self.qtbot, self.tasks = small, qtbot, tasks
        self.actor: Actor | None = small.people[Post.SERVICE_REP]
        self.said: list[tuple[object, str]] = []
        house = small.house
        self.screen = OrdersScreen(house, tasks, lambda: self.actor, load("en"), house.place.zone)
        qtbot.addWidget(self.screen)
        self.screen.said.connect(self._on_said)
        self.screen.resize(1278, 676)
        self.screen.show()
        self.detail = self.screen.detail
        self.orders = self.screen.table.orders

    def _on_said(self, signal: object, sentence: str) -> None:
        self.said.append((signal, sentence))

    def take(self, *drafts: OrderDraft) -> tuple[OrderId, ...]:
        """Orders come in, by the use case."""
        taken = take_orders(self.small.house, SYSTEM, drafts)
        assert isinstance(taken, Taken)
        return taken.orders

    def open(self) -> None:
        """Bring the screen to the front and wait for its first rows and their detail."""
        self.screen.activate()
        self.qtbot.waitUntil(lambda: self.detail.order is not None)

    def choose(self, order_id: OrderId) -> None:
        """Move to an order and wait for its detail."""
        row = self.orders.row_of(order_id)
        assert row is not None
        self.screen.table.selectRow(row)
        self.qtbot.waitUntil(lambda: self.shows(order_id))

    def shows(self, order_id: OrderId) -> bool:
        """Whether this order is in the detail."""
        return self.detail.order is not None and self.detail.order.order_id == order_id

    def tick(self) -> None:
        """The poll's time has come."""
        self.screen._poll.timeout.emit()

    def rows(self) -> list[str]:
        """First cells of the table, headings and orders."""
        index = self.orders.index
        return [index(row, 0).data() for row in range(self.orders.rowCount())]

    def scalar(self, statement: Select[Any]) -> object:
        """One value of the database."""
        with self.small.house.database.read() as connection:
            return connection.scalar(statement)


class BusyTasks:
    """Holds all workers of `Tasks` until it is let go: what is asked meanwhile is late."""

    def __init__(self, tasks: Tasks, workers: int) -> None:
        self._go = threading.Event()
        held = threading.Barrier(workers + 1)

        def work() -> None:
            held.wait()
            self._go.wait()

        for _ in range(workers):
            tasks.start(work, lambda finished: None)
        held.wait()

    def let_go(self) -> None:
        """The workers go on."""
        self._go.set()


def texts_of(widget: QWidget) -> Iterator[str]:
    """Everything a person, or a screen reader, could read in a widget and all that is in it."""
    for part in (widget, *widget.findChildren(QWidget)):
        for name in ("text", "placeholderText", "toolTip", "accessibleName", "windowTitle"):
            read = getattr(part, name, None)
            if callable(read):
                yield str(read())
        if isinstance(part, QAbstractItemView) and (model := part.model()) is not None:
            row = 0
            while (first := model.index(row, 0)).isValid():
                column = 0
                while (cell := first.siblingAtColumn(column)).isValid():
                    for role in (Qt.ItemDataRole.DisplayRole, Qt.ItemDataRole.ToolTipRole):
                        yield str(cell.data(role))
                    column += 1
                row += 1
