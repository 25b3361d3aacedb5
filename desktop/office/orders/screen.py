"""Orders: what customer service works through, newest first, held ones on top."""

from __future__ import annotations

from collections.abc import Callable
from functools import partial
from zoneinfo import ZoneInfo

from PySide6.QtCore import QModelIndex, Qt, QTimer, Signal
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut
from PySide6.QtWidgets import QStackedLayout, QVBoxLayout, QWidget

from desktop.office.latest import Answer, Latest
from desktop.office.orders.detail import OrderDetail
from desktop.office.orders.filters import OrderFilters
from desktop.office.orders.reading import (
    PAGE,
    Listing,
    Rows,
    read_if_changed,
    read_listing,
    read_more,
)
from desktop.office.orders.table import OrdersTable
from desktop.tasks import Tasks
from desktop.theme.tokens import Face, tokens
from desktop.widgets.columns import TwoColumns
from desktop.widgets.label import Label
from desktop.widgets.state_card import Absence, StateCard
from fulfilment.house import Actor, House
from procedure.ids import OrderId
from procedure.permissions import UseCase, may
from procedure.text import NP_
from procedure.words import Signal as Verdict
from resources.catalogue import N_, Translator

POLL_MS = 1_500
"""How often the screen asks whether anything changed."""
DETAIL_WIDTH, DETAIL_LEAST = 566, 400
TABLE_LEAST = 664

_SIGN_IN = N_("Scan your badge to see the orders.")
_MAY_NOT = N_("Your post does not show orders. Ask customer service, or a supervisor to sign in.")
_NONE_YET = N_("There are no orders yet. They appear here by themselves as soon as one comes in.")
_NO_MATCH = N_("No order matches. Choose another filter, or search for something else.")
_LOADING = N_("The orders are being read.")
_COPIED = N_("The order number {order_no} is copied.")
_FULL = N_("{count} orders shown, the newest. Search for older ones.")
_MORE = N_("{count} orders shown, more below.")
_ALL = NP_("{n} order shown, no more below.", "{n} orders shown, no more below.")


class OrdersScreen(QWidget):
    """The orders table with its filters, and one order in detail.

    Args:
        house: Where orders are read and changed.
        tasks: Carries reads and use cases out.
        actor: Who sits here now, or None.
        translator: The window's language.
        zone: In which times are shown.
        parent: Its widget.

    Attributes:
        filters: Chips and search.
        table: The orders.
        detail: The chosen order.
        absence: Stands in the table's place while there is none.
    """

    said = Signal(object, str)
    """For the message bar: `procedure.words.Signal` and a sentence."""

    def __init__(
        self,
        house: House,
        tasks: Tasks,
        actor: Callable[[], Actor | None],
        translator: Translator,
        zone: ZoneInfo,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._house, self._actor, self._translator = house, actor, translator
        self._listings: Latest[Listing | None] = Latest(tasks)
        self._pages: Latest[Rows] = Latest(tasks)
        self._mark: tuple[int, int] | None = None
        self._reader: Actor | None = None
        self._troubled = False
        self.filters = OrderFilters(translator)
        self.table = OrdersTable(translator)
        self.detail = OrderDetail(house, tasks, actor, translator, zone)
        self.absence = StateCard()
        self.closed = StateCard()
        self._foot = Label("", Face.CAPTION, ink="text3")
        self._build()
        self._connect()
        self._add_keys()
        self._poll = QTimer(self)
        self._poll.setInterval(POLL_MS)
        self._poll.timeout.connect(self._on_tick)

    def _build(self) -> None:
        left = QWidget()
        under = QVBoxLayout(left)
        under.setContentsMargins(0, 0, 0, 0)
        under.setSpacing(6)
        here = QWidget()
        self._place = QStackedLayout(here)
        self._place.addWidget(self.table)
        self._place.addWidget(self.absence)
        under.addWidget(here, 1)
        under.addWidget(self._foot)
        columns = TwoColumns(
            left, self.detail, DETAIL_WIDTH, right_least=DETAIL_LEAST, left_least=TABLE_LEAST
        )
        margin = tokens().margin
        self.filters.setContentsMargins(margin, margin, margin, 0)
        self._open = QWidget()
        whole = QVBoxLayout(self._open)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.setSpacing(0)
        whole.addWidget(self.filters)
        whole.addWidget(columns, 1)
        shut = QWidget()
        frame = QVBoxLayout(shut)
        frame.setContentsMargins(margin, margin, margin, margin)
        frame.addWidget(self.closed)
        self._whole = QStackedLayout(self)
        self._whole.addWidget(self._open)
        self._whole.addWidget(shut)

    def _connect(self) -> None:
        self.filters.changed.connect(self._on_filter)
        self.table.order_chosen.connect(self._on_chosen)
        self.table.opened.connect(self._on_opened)
        self.table.orders.more_wanted.connect(self._on_more_wanted)
        self.detail.said.connect(self.said)
        self.detail.changed.connect(self._on_changed)
        self.absence.pressed.connect(self._on_absence_pressed)

    def _add_keys(self) -> None:
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys, slot in (
            (QKeySequence("/"), self._on_search_key),
            (QKeySequence(QKeySequence.StandardKey.Copy), self._on_copy),
        ):
            shortcut = QShortcut(keys, self)
            shortcut.setContext(inside)
            shortcut.activated.connect(slot)
        leave = QShortcut(QKeySequence(Qt.Key.Key_Escape), self.filters.search)
        leave.setContext(Qt.ShortcutContext.WidgetShortcut)
        leave.activated.connect(self._on_leave_search)
        down = QShortcut(QKeySequence(Qt.Key.Key_Down), self.filters.search)
        down.setContext(Qt.ShortcutContext.WidgetShortcut)
        down.activated.connect(self.table.setFocus)

    # shown and hidden ----------------------------------------------------------------

    def activate(self) -> None:
        """The screen is in front now: read the orders and keep them up to date."""
        self._poll.start()
        self._look_who_reads()

    def deactivate(self) -> None:
        """Another screen is in front: stop reading, and show no personal data meanwhile."""
        self._poll.stop()
        self._listings.drop()
        self._pages.drop()
        self.table.orders.not_read()
        self.detail.mask_again()

    def key_hints(self) -> tuple[tuple[str, str], ...]:
        """Keys for the foot."""
        text = self._translator.text
        return (
            ("↑ ↓", text(N_("move"))),
            ("Enter", text(N_("go to the order"))),
            ("/", text(N_("search"))),
            ("Ctrl+C", text(N_("copy its number"))),
        )

    def search(self, text: str) -> None:
        """Look for something at once, as a scan of a label or a pick sheet asks for it."""
        self.filters.search_for(text)

    def take_scan(self, text: str) -> None:
        """A scanned label or pick sheet is looked for as if it had been typed."""
        self.filters.search.setText(text)

    def retranslate(self, translator: Translator) -> None:
        """Speak another language."""
        self._translator = translator
        self.filters.retranslate(translator)
        self.table.orders.retranslate(translator)
        self.detail.retranslate(translator)
        self._say_how_many()
        if self._poll.isActive():
            self._look_who_reads()

    def _look_who_reads(self) -> None:
        """Read for who may; others see why not, and nothing is read for them."""
        self._reader = self._actor()
        self.detail.mask_again()
        if self._reader is None or not may(self._reader.posts, UseCase.SEE_ORDERS):
            self._close(_SIGN_IN if self._reader is None else _MAY_NOT)
            return
        self._whole.setCurrentIndex(0)
        self._read_anew()

    def _close(self, msgid: str) -> None:
        self._listings.drop()
        self._pages.drop()
        self._mark = None
        self.table.show_rows(Rows((), (), None), self._house.clock(), None)
        self.detail.show_order(None)
        self.closed.show_absence(Absence.NO_PERMISSION, self._translator.text(msgid))
        self._whole.setCurrentIndex(1)

    # reading -------------------------------------------------------------------------

    def _read_anew(self) -> None:
        """Read the table from its top, as far down as it is looked at."""
        if not self.table.orders.rowCount():
            self._say_absent(Absence.LOADING, _LOADING)
        self._pages.drop()
        work = partial(read_listing, self._house, self.filters.chosen, self._rows_wanted())
        self._listings.ask(work, self._on_listing)

    def _rows_wanted(self) -> int:
        return max(PAGE, self.table.rows_in_use() + 1)

    def _on_tick(self) -> None:
        if self._actor() != self._reader:
            self._look_who_reads()
            return
        if self._whole.currentIndex() or self._listings.is_waiting or self._pages.is_waiting:
            return
        if self._mark is None:
            self._read_anew()
            return
        work = partial(
            read_if_changed, self._house, self._mark, self.filters.chosen, self._rows_wanted()
        )
        self._listings.ask(work, self._on_listing)

    def _on_listing(self, answer: Answer[Listing | None]) -> None:
        if why_not := answer.why_not(self._translator):
            self._on_trouble(why_not)
            return
        self._troubled = False
        if answer.result is None:
            self.table.orders.set_now(self._house.clock())
            self.detail.refresh()  # stock moves without any order changing (2.2.2a)
            return
        listing, chosen = answer.result, self.table.chosen
        first_time = self._mark is None
        self._mark = listing.mark
        self.filters.set_counts(listing.counts)
        self._pages.drop()
        self.table.show_rows(listing.rows, self._house.clock(), chosen)
        if self.table.chosen is None and (first_time or self.detail.order is None):
            self.table.go_to_top()
            self._choose_first()
        else:
            self.detail.refresh()
        self._show_table()

    def _choose_first(self) -> None:
        row = self.table.orders.first_order()
        if row is None:
            self.detail.show_order(None)
        else:
            self.table.selectRow(row)

    def _show_table(self) -> None:
        self._say_how_many()
        if self.table.orders.rowCount():
            self._place.setCurrentWidget(self.table)
            self.table.fill_up()
        elif self.filters.is_narrow:
            self._say_absent(Absence.EMPTY, _NO_MATCH, N_("Show all orders"))
        else:
            self._say_absent(Absence.EMPTY, _NONE_YET)

    def _on_trouble(self, why_not: str) -> None:
        """Old rows stay, with a word about it; without rows the sentence takes their place."""
        if not self.table.orders.rowCount():
            again = self._translator.text(N_("Try again"))
            self.absence.show_absence(Absence.ERROR, why_not, again)
            self._place.setCurrentWidget(self.absence)
        elif not self._troubled:
            self.said.emit(Verdict.ATTENTION, why_not)
        self._troubled = True

    def _on_more_wanted(self) -> None:
        cursor = self.table.orders.cursor
        if cursor is None or (self._listings.is_waiting and self._mark is None):
            self.table.orders.not_read()
            return
        work = partial(read_more, self._house, self.filters.chosen, cursor)
        self._pages.ask(work, self._on_page)

    def _on_page(self, answer: Answer[Rows]) -> None:
        if answer.result is None:
            self.table.orders.not_read()
            self._on_trouble(answer.why_not(self._translator))
            return
        self.table.orders.append(answer.result)
        self._say_how_many()

    def _say_absent(self, absence: Absence, msgid: str, button: str = "") -> None:
        text = self._translator.text
        self.absence.show_absence(absence, text(msgid), text(button), icon="document")
        self._place.setCurrentWidget(self.absence)

    def _say_how_many(self) -> None:
        orders = self.table.orders
        self._foot.setVisible(bool(orders.orders))
        if not orders.orders:
            self._foot.setText("")
        elif orders.cursor is None:
            self._foot.setText(self._translator.plural(*_ALL, orders.orders))
        else:
            msgid = _FULL if orders.is_full else _MORE
            self._foot.setText(self._translator.text(msgid, count=f"{orders.orders:,}"))

    # what a person does --------------------------------------------------------------

    def _on_filter(self) -> None:
        self._mark = None
        self.table.selectionModel().clear()
        self._pages.drop()
        if not self._poll.isActive():
            return  # typing came to rest after the screen was left: it is read when it is back
        work = partial(read_listing, self._house, self.filters.chosen, PAGE)
        self._listings.ask(work, self._on_listing)

    def _on_changed(self) -> None:
        if self._mark is not None and self._poll.isActive():
            self._read_anew()

    def _on_chosen(self, order_id: OrderId) -> None:
        self.detail.show_order(order_id)

    def _on_opened(self, index: QModelIndex) -> None:
        self.detail.focus_first()

    def _on_absence_pressed(self) -> None:
        if self.absence.absence is Absence.ERROR:
            self._read_anew()
        else:
            self.filters.clear()

    def _on_search_key(self) -> None:
        self.filters.search.setFocus(Qt.FocusReason.ShortcutFocusReason)
        self.filters.search.selectAll()

    def _on_leave_search(self) -> None:
        self.filters.search.clear()
        self.table.setFocus()

    def _on_copy(self) -> None:
        order = self.detail.order
        if order is not None:
            QGuiApplication.clipboard().setText(order.order_no)
            self.said.emit(Verdict.GOOD, self._translator.text(_COPIED, order_no=order.order_no))
