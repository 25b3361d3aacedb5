"""Products, shelves and suppliers: what the tables show and how they are read."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any

from db.views.places import ShelfRow, SupplierRow, shelf_page, supplier_page
from db.views.products import ProductFilter, ProductRow, product_page
from desktop.office.listing.listing import (
    Asked,
    ListChip,
    ListColumn,
    Listing,
    ListWords,
    Page,
    Speech,
)
from desktop.office.orders.words import in_words
from desktop.office.stock.words import NOTHING
from desktop.widgets.states import State
from desktop.widgets.table import Column
from fulfilment.house import House
from procedure.permissions import UseCase
from procedure.text import NP_
from procedure.texts import status_word
from procedure.words import SaleStatus
from resources.catalogue import N_

ALL, BUNDLES = "all", "bundles"
_SALE_STATES: Mapping[SaleStatus, State] = MappingProxyType(
    {
        SaleStatus.ON_SALE: State.GOOD,
        SaleStatus.DISCONTINUED: State.ENDED,
        SaleStatus.DELISTED: State.ENDED,
    }
)
_SIGN_IN = N_("Scan your badge to manage goods.")
_MAY_NOT = N_("Your post does not manage goods. Ask a supervisor to sign in.")


def _product_kind(row: ProductRow, speech: Speech) -> str:
    return speech.translator.text(N_("Bundle")) if row.is_bundle else NOTHING


def _used(row: ShelfRow | SupplierRow, speech: Speech) -> str:
    return speech.translator.text(N_("In use") if row.active else N_("Not used"))


def _used_state(row: ShelfRow | SupplierRow) -> State:
    return State.GOOD if row.active else State.ENDED


def _read_products(house: House, asked: Asked, after: Any | None, limit: int) -> Page[ProductRow]:
    sold = asked.chip not in (ALL, BUNDLES)
    chosen = ProductFilter(
        asked.text,
        frozenset({SaleStatus(asked.chip)}) if sold else frozenset(),
        True if asked.chip == BUNDLES else None,
    )
    with house.database.read() as connection:
        page = product_page(connection, house.place.warehouse_id, chosen, after, limit)
    return Page(page.rows, page.next_after)


def _read_shelves(house: House, asked: Asked, after: Any | None, limit: int) -> Page[ShelfRow]:
    with house.database.read() as connection:
        page = shelf_page(connection, house.place.warehouse_id, asked.text, after, limit)
    return Page(page.rows, page.next_after)


def _read_suppliers(house: House, asked: Asked, after: Any | None, limit: int) -> Page[SupplierRow]:
    with house.database.read() as connection:
        page = supplier_page(connection, asked.text, after, limit)
    return Page(page.rows, page.next_after)


PRODUCTS: Listing[ProductRow] = Listing(
    name="products",
    icon="goods",
    use_case=UseCase.MANAGE_GOODS,
    columns=(
        ListColumn("sku", N_("SKU"), Column(116, strong=True), lambda r, s: r.sku),
        ListColumn("name", N_("Name"), Column(0), lambda r, s: r.name),
        ListColumn("kind", N_("Kind"), Column(84), _product_kind, spare=2),
        ListColumn(
            "supplier",
            N_("Supplier"),
            Column(100),
            lambda r, s: r.supplier or NOTHING,
            spare=1,
        ),
        ListColumn(
            "available",
            N_("Available"),
            Column(80, number=True),
            lambda r, s: f"{r.available:,}",
            value=lambda r: r.available,
        ),
        ListColumn(
            "sale",
            N_("Sale"),
            Column(120, tag=True),
            lambda r, s: in_words(s.translator, status_word(r.sale_status)),
            tag=lambda r: _SALE_STATES[r.sale_status],
        ),
    ),
    chips=(
        ListChip(ALL, N_("All")),
        ListChip(SaleStatus.ON_SALE, N_("On sale")),
        ListChip(SaleStatus.DISCONTINUED, N_("Discontinued")),
        ListChip(SaleStatus.DELISTED, N_("Delisted")),
        ListChip(BUNDLES, N_("Bundles")),
    ),
    words=ListWords(
        hint=N_("SKU, name or code"),
        none_yet=N_("There are no products yet. Add one, or import a file."),
        no_match=N_("No product matches. Choose another filter, or search for something else."),
        show_all=N_("Show all products"),
        loading=N_("The products are being read."),
        sign_in=_SIGN_IN,
        may_not=_MAY_NOT,
        more=N_("{count} products shown, more below."),
        full=N_("{count} products shown, and no more. Search for others."),
        all=NP_("{n} product shown, no more below.", "{n} products shown, no more below."),
        file_name=N_("products"),
    ),
    key=lambda row: row.product_id,
    copied=lambda row: row.sku,
    read=_read_products,
)
SHELVES: Listing[ShelfRow] = Listing(
    name="shelves",
    icon="shelf",
    use_case=UseCase.MANAGE_GOODS,
    columns=(
        ListColumn("code", N_("Shelf"), Column(132, strong=True), lambda r, s: r.code),
        ListColumn("zone", N_("Zone"), Column(72), lambda r, s: r.zone),
        ListColumn(
            "kind",
            N_("Kind"),
            Column(0),
            lambda r, s: in_words(s.translator, status_word(r.kind)),
        ),
        ListColumn(
            "walk_key",
            N_("Way"),
            Column(96, number=True),
            lambda r, s: f"{r.walk_key}",
            value=lambda r: r.walk_key,
            spare=1,
        ),
        ListColumn(
            "units",
            N_("Units"),
            Column(76, number=True),
            lambda r, s: f"{r.units:,}",
            value=lambda r: r.units,
        ),
        ListColumn("use", N_("Use"), Column(100, tag=True), _used, tag=_used_state),
    ),
    chips=(),
    words=ListWords(
        hint=N_("Beginning of a shelf's code"),
        none_yet=N_("There are no shelves yet. Add one, or import a file."),
        no_match=N_("No shelf begins like this. Search for another one."),
        show_all=N_("Show all shelves"),
        loading=N_("The shelves are being read."),
        sign_in=_SIGN_IN,
        may_not=_MAY_NOT,
        more=N_("{count} shelves shown, more below."),
        full=N_("{count} shelves shown, and no more. Search for others."),
        all=NP_("{n} shelf shown, no more below.", "{n} shelves shown, no more below."),
        file_name=N_("shelves"),
    ),
    key=lambda row: row.shelf_id,
    copied=lambda row: row.code,
    read=_read_shelves,
)
SUPPLIERS: Listing[SupplierRow] = Listing(
    name="suppliers",
    icon="truck",
    use_case=UseCase.MANAGE_GOODS,
    columns=(
        ListColumn("code", N_("Code"), Column(116, strong=True), lambda r, s: r.code),
        ListColumn("name", N_("Name"), Column(0), lambda r, s: r.name),
        ListColumn("email", N_("E-mail"), Column(170), lambda r, s: r.email or NOTHING, spare=2),
        ListColumn(
            "lead_days",
            N_("Days"),
            Column(60, number=True),
            lambda r, s: f"{r.lead_days}",
            value=lambda r: r.lead_days,
        ),
        ListColumn(
            "products",
            N_("Products"),
            Column(80, number=True),
            lambda r, s: f"{r.products:,}",
            value=lambda r: r.products,
            spare=1,
        ),
        ListColumn("use", N_("Use"), Column(100, tag=True), _used, tag=_used_state),
    ),
    chips=(),
    words=ListWords(
        hint=N_("Code or name"),
        none_yet=N_("There are no suppliers yet. Add one, or import a file."),
        no_match=N_("No supplier matches. Search for another one."),
        show_all=N_("Show all suppliers"),
        loading=N_("The suppliers are being read."),
        sign_in=_SIGN_IN,
        may_not=_MAY_NOT,
        more=N_("{count} suppliers shown, more below."),
        full=N_("{count} suppliers shown, and no more. Search for others."),
        all=NP_("{n} supplier shown, no more below.", "{n} suppliers shown, no more below."),
        file_name=N_("suppliers"),
    ),
    key=lambda row: row.supplier_id,
    copied=lambda row: row.code,
    read=_read_suppliers,
)
