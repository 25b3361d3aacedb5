"""Replenish: what orders lack, from where it comes, and the purchase orders sent for it."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QAbstractItemView, QWidget

from db.views.purchasing import PurchaseRow, RequestRow
from desktop.office.latest import Answer, Latest
from desktop.office.listing.screen import ListingScreen
from desktop.office.listing.tabs import ListingTabs, Tab
from desktop.office.replenishing.purchase_detail import PurchaseDetail
from desktop.office.replenishing.purchase_listing import PURCHASES
from desktop.office.replenishing.request_detail import RequestDetail
from desktop.office.replenishing.request_listing import REQUESTS
from desktop.office.scan_reading import Found, find_code
from desktop.widgets.buttons import Button
from procedure.codes import ShelfReading
from procedure.machines.readings import reading_of
from procedure.permissions import UseCase, may
from procedure.scans import RawScan
from procedure.words import ReplenishmentSource, ReplenishmentStatus
from resources.catalogue import N_, Translator

if TYPE_CHECKING:
    from desktop.office.desk import Desk


class RequestsScreen(ListingScreen[RequestRow]):
    """The requests and one of them; several may be chosen and ordered together.

    Attributes:
        request: The detail.
        order: Drafts purchase orders of the chosen requests.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self.request = RequestDetail(desk)
        super().__init__(desk, REQUESTS, self.request, parent)
        self._scans: Latest[Found] = Latest(desk.tasks)
        self.order = Button(icon_name="plus", kind="primary")
        self.bar.add_button(self.order)
        self.table.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)
        self.table.selectionModel().selectionChanged.connect(self._name_order)
        self.table.rows.dataChanged.connect(self._name_order)
        self.order.clicked.connect(self._on_order)
        self._name_order()

    @property
    def chosen(self) -> tuple[RequestRow, ...]:
        """The chosen requests that can be ordered from a supplier."""
        places = sorted(index.row() for index in self.table.selectionModel().selectedRows())
        rows = [self.table.rows.row_at(place) for place in places]
        return tuple(
            row
            for row in rows
            if row is not None
            and row.source is ReplenishmentSource.PURCHASE
            and row.status is ReplenishmentStatus.OPEN
        )

    def activate(self) -> None:
        """The screen is in front now; who may not buy is offered no purchase orders."""
        super().activate()
        self._name_order()

    def take_raw(self, raw: RawScan) -> None:
        """A scanned product is looked for; a shelf answers where goods were carried."""
        self._scans.ask(partial(find_code, self.desk, raw), self._on_found)

    def retranslate(self, translator: Translator) -> None:
        """Speak another language."""
        super().retranslate(translator)
        self._name_order()

    def _on_found(self, answer: Answer[Found]) -> None:
        found = answer.result
        if found is None:
            self._on_trouble(answer.why_not(self.translator))
            return
        shelf = reading_of(found.code, ShelfReading)
        if found.product is not None:
            self.bar.search_for(found.product.sku)
        elif shelf is None or not self.request.take_shelf(shelf.code):
            self.take_scan(found.text)

    def _name_order(self) -> None:
        actor, many = self.desk.actor(), len(self.chosen)
        words = self.translator.text(N_("Draft purchase orders ({count})"), count=many)
        self.order.setText(words)
        self.order.setEnabled(many > 0)
        self.order.setVisible(actor is not None and may(actor.posts, UseCase.PURCHASE))

    def _on_order(self) -> None:
        if rows := self.chosen:
            self.request.draft(tuple(row.request_id for row in rows))


class PurchasesScreen(ListingScreen[PurchaseRow]):
    """The purchase orders and one of them.

    Attributes:
        purchase: The detail.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self.purchase = PurchaseDetail(desk)
        super().__init__(desk, PURCHASES, self.purchase, parent)


class ReplenishScreen(ListingTabs):
    """Requests and purchase orders.

    Attributes:
        requests, purchases: The two listings.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self.requests, self.purchases = RequestsScreen(desk), PurchasesScreen(desk)
        tabs = (Tab(N_("Requests"), self.requests), Tab(N_("Purchase orders"), self.purchases))
        super().__init__(tabs, desk.translator, parent)
