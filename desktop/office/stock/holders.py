"""Who holds a product's frozen units: orders, and where their units stand (3.2.1b)."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtCore import Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.views.holders import HeldPlace, Holder, HolderPage
from desktop.office.listing.listing import ListColumn, Page, Speech
from desktop.office.listing.table import ListingTable
from desktop.office.orders.words import status_tag
from desktop.office.stock.words import NOTHING
from desktop.widgets.label import Label
from desktop.widgets.table import Column
from resources.catalogue import N_

_NOBODY = N_("Nobody holds any of it: no unit is frozen.")
_NO_SHELF = N_("no shelf chosen yet")
_STAGING = N_("at staging")
_PART = N_("{shelf}, {picked} picked")


@dataclass(frozen=True, slots=True)
class HeldRow:
    """Units of one order line in one place; the place is None where none is chosen yet."""

    holder: Holder
    place: HeldPlace | None
    units: int


def rows_of(page: HolderPage) -> Page[HeldRow]:
    """Holders as rows of a table: one for each place, one for what has none yet."""
    rows: list[HeldRow] = []
    for holder in page.rows:
        rows += [HeldRow(holder, place, place.units) for place in holder.places]
        if holder.unplaced:
            rows.append(HeldRow(holder, None, holder.unplaced))
    return Page(tuple(rows), page.next_after)


def _where(row: HeldRow, speech: Speech) -> str:
    place, text = row.place, speech.translator.text
    if place is None:
        return text(_NO_SHELF)
    if place.at_staging:
        return text(_STAGING)
    if place.picked:
        return text(_PART, shelf=place.shelf, picked=place.picked)
    return place.shelf


def _status(row: HeldRow, speech: Speech) -> str:
    return status_tag(row.holder.order_status, row.holder.open_holds, speech.translator)[0]


def _key(row: HeldRow) -> tuple[int, int, str, str]:
    place = row.place
    if place is None:
        return row.holder.line_id, 0, "", ""
    return row.holder.line_id, place.task_id, place.shelf, place.lot


HELD: tuple[ListColumn[HeldRow], ...] = (
    ListColumn("order", N_("Order"), Column(126, strong=True), lambda r, s: r.holder.order_no),
    ListColumn("units", N_("Units"), Column(56, number=True), lambda r, s: f"{r.units:,}"),
    ListColumn("where", N_("Where"), Column(0), _where),
    ListColumn(
        "lot",
        N_("Lot"),
        Column(98),
        lambda r, s: NOTHING if r.place is None else r.place.lot or NOTHING,
        spare=1,
    ),
    ListColumn("status", N_("Status"), Column(100), _status),
)


class StockHolders(QWidget):
    """The holders of one product, oldest first.

    Attributes:
        table: Rows of holders.
        nobody: Stands there where nothing is frozen.
    """

    more_wanted = Signal(object)
    """Carries where the next page begins: give it to `append`."""
    copied = Signal(str)
    """An order's number was copied."""

    def __init__(self, speech: Speech, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.table: ListingTable[HeldRow] = ListingTable(HELD, _key, speech)
        self.nobody = Label("", ink="text2", most_lines=2)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.addWidget(self.nobody)
        column.addWidget(self.table, 1)
        column.addStretch(0)
        self.table.rows.more_wanted.connect(self._on_more_wanted)
        copy = QShortcut(QKeySequence(QKeySequence.StandardKey.Copy), self.table)
        copy.activated.connect(self._on_copy)

    def clear(self) -> None:
        """Another product: nothing is known of it yet."""
        self.table.choose(None)
        self.table.show_page(0, Page((), None))

    def show_page(self, page: HolderPage, speech: Speech) -> None:
        """The first holders; more are read when somebody scrolls."""
        self.table.rows.speak(speech)
        self.table.show_page(0, rows_of(page))
        there = self.table.rows.rowCount() > 0
        self.nobody.setText(speech.translator.text(_NOBODY))
        self.nobody.setVisible(not there)
        self.table.setVisible(there)

    def append(self, page: HolderPage) -> None:
        """The page that was asked for."""
        self.table.rows.append(rows_of(page))

    def not_read(self) -> None:
        """The page could not be read; scrolling asks again."""
        self.table.rows.not_read()

    def _on_more_wanted(self) -> None:
        self.more_wanted.emit(self.table.rows.following)

    def _on_copy(self) -> None:
        row = self.table.chosen
        if row is not None:
            QGuiApplication.clipboard().setText(row.holder.order_no)
            self.copied.emit(row.holder.order_no)
