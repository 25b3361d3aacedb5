"""Goods: products, shelves and suppliers, one by one or as files; packaging.

References:
    clauses 2.2.2a, 2.2.2b; 3.2.3a.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from PySide6.QtGui import QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QWidget

from desktop.office.goods.details import ProductPage, ShelfPage, SupplierPage
from desktop.office.goods.facts_detail import FactsDetail
from desktop.office.goods.listings import PRODUCTS, SHELVES, SUPPLIERS
from desktop.office.goods.packaging_listing import PACKAGING_LIST
from desktop.office.goods.packaging_page import PackagingPage
from desktop.office.listing.listing import Listing
from desktop.office.listing.screen import ListingScreen
from desktop.office.listing.tabs import ListingTabs, Tab
from desktop.widgets.buttons import Button
from procedure.scans import RawScan
from resources.catalogue import N_, Translator

if TYPE_CHECKING:
    from desktop.office.desk import Desk


class GoodsListing(ListingScreen[Any]):
    """A table of goods and one of them.

    Attributes:
        page: The detail.
        new, files: A new one; files in and out, not shown where it has none.
    """

    def __init__(self, desk: Desk, listing: Listing[Any], page: FactsDetail[Any]) -> None:
        self.page = page
        super().__init__(desk, listing, page)
        self.files, self.new = Button(icon_name="receive"), Button(icon_name="plus", kind="primary")
        self.bar.add_button(self.files)
        self.files.setVisible(page.sheets is not None)
        self.bar.add_button(self.new)
        self.new.clicked.connect(page.ask_new)
        self.files.clicked.connect(lambda: page.ask_file())
        page.made.connect(self._on_made)
        self._name_buttons()

    def key_hints(self) -> tuple[tuple[str, str], ...]:
        """Keys for the foot."""
        text = self.translator.text
        files = () if self.page.sheets is None else (("F7", text(N_("files"))),)
        return (*super().key_hints(), ("F6", text(N_("new"))), *files)

    def take_raw(self, raw: RawScan) -> None:
        """What was scanned is looked for."""
        self.take_scan(raw.raw_text)

    def retranslate(self, translator: Translator) -> None:
        """Speak another language."""
        super().retranslate(translator)
        self._name_buttons()

    def _add_keys(self) -> None:
        super()._add_keys()
        self.add_key("F6", self.page.ask_new)
        self.add_key("F7", lambda: self.page.ask_file())

    def _name_buttons(self) -> None:
        self.new.setText(self.translator.text(N_("New")))
        self.files.setText(self.translator.text(N_("Files")))

    def _on_made(self, key: int) -> None:
        self.bar.show_all()
        self.table.choose(key)
        self.detail.show_key(key)
        self.read_again()


class GoodsScreen(ListingTabs):
    """Products, shelves, suppliers and packaging; a file may be dropped where there are files.

    Attributes:
        products, shelves, suppliers, packaging: The tables.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self.products = GoodsListing(desk, PRODUCTS, ProductPage(desk))
        self.shelves = GoodsListing(desk, SHELVES, ShelfPage(desk))
        self.suppliers = GoodsListing(desk, SUPPLIERS, SupplierPage(desk))
        self.packaging = GoodsListing(desk, PACKAGING_LIST, PackagingPage(desk))
        tabs = (
            Tab(N_("Products"), self.products),
            Tab(N_("Shelves"), self.shelves),
            Tab(N_("Suppliers"), self.suppliers),
            Tab(N_("Packaging"), self.packaging),
        )
        super().__init__(tabs, desk.translator, parent)
        self.setAcceptDrops(True)

    def dragEnterEvent(self, event: QDragEnterEvent) -> None:
        """A file may be dropped by whoever may manage goods."""
        if self._takes_files() and event.mimeData().hasUrls():
            event.acceptProposedAction()

    def dropEvent(self, event: QDropEvent) -> None:
        """A dropped file is previewed as what the table in front is about."""
        paths = [url.toLocalFile() for url in event.mimeData().urls()]
        path, shown = next(filter(None, paths), ""), self.shown
        if path and self._takes_files() and isinstance(shown, GoodsListing):
            event.acceptProposedAction()
            shown.page.ask_file(Path(path))

    def _takes_files(self) -> bool:
        shown = self.shown
        has_files = isinstance(shown, GoodsListing) and shown.page.sheets is not None
        return shown.is_open and has_files
