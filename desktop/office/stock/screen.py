"""Stock: every product with what is available, frozen and blocked; one of them in detail."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from db.views.stock import StockRow
from desktop.office.latest import Answer, Latest
from desktop.office.listing.screen import ListingScreen
from desktop.office.scan_reading import Found, find_code
from desktop.office.stock.detail import StockDetail
from desktop.office.stock.listing import STOCK
from procedure.codes import ShelfReading
from procedure.machines.readings import reading_of
from procedure.scans import RawScan

if TYPE_CHECKING:
    from desktop.office.desk import Desk


class StockScreen(ListingScreen[StockRow]):
    """The stock table and one product's stock.

    Attributes:
        product: The detail.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self.product = StockDetail(desk)
        super().__init__(desk, STOCK, self.product, parent)
        self._scans: Latest[Found] = Latest(desk.tasks)

    def take_raw(self, raw: RawScan) -> None:
        """A scanned product is shown; a shelf answers a question or is looked for in the detail."""
        self._scans.ask(partial(find_code, self.desk, raw), self._on_found)

    def _on_found(self, answer: Answer[Found]) -> None:
        found = answer.result
        if found is None:
            self._on_trouble(answer.why_not(self.translator))
            return
        shelf = reading_of(found.code, ShelfReading)
        if found.product is not None:
            self.bar.search_for(found.product.sku)
        elif shelf is None or not self.product.take_shelf(shelf.code):
            self.take_scan(found.text)
