"""A wave on a card: head, how far it is, its tasks and orders, and what may be done with it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QFrame, QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from db.views.wave_orders import WaveOrderRow
from db.views.waves import TaskRow
from desktop.office.choice_ask import ChoiceAsk
from desktop.office.inline_ask import InlineAsk
from desktop.office.listing.listing import Page, Speech
from desktop.office.listing.table import ListingTable
from desktop.office.orders.words import in_words
from desktop.office.progress_bars import BarRow, ProgressBars
from desktop.office.waves.acts import WaveRead
from desktop.office.waves.tables import ORDERS, TASKS
from desktop.office.waves.words import WAVE_STATES, cut_off_words
from desktop.theme.tokens import Face
from desktop.widgets.badges import Tag
from desktop.widgets.buttons import Button, Chip
from desktop.widgets.label import Label
from desktop.widgets.states import State
from procedure.ids import PickTaskId
from procedure.texts import status_word
from procedure.words import PickMode, PickTaskStatus, WaveStatus
from resources.catalogue import N_, Translator

OVER = (PickTaskStatus.PICKED, PickTaskStatus.CANCELLED)
_TABS = (N_("Tasks"), N_("Orders"))


class WaveCard(QFrame):
    """One wave.

    Attributes:
        tasks, orders: Its tables.
        bars: How far it is.
        give, give_all, print_here, print_zones, take_back: What may be done.
        choose: Asks for a person, or whether it is meant so.
        why: Asks why sheets are printed again.
    """

    task_opened = Signal()
    """A task was opened by Enter or a double click."""

    def __init__(self, translator: Translator, speech: Speech) -> None:
        super().__init__()
        self.setProperty("card", "true")
        self.number = Label("", Face.DETAIL_TITLE, bold=True)
        self.status, self.mode = Tag("", State.NEUTRAL), Tag("", State.ENDED)
        self.about = Label("", ink="text2")
        self.bars = ProgressBars()
        self.tabs = tuple(Chip("") for _ in _TABS)
        self.tasks: ListingTable[TaskRow] = ListingTable(TASKS, lambda r: r.task_id, speech)
        self.orders: ListingTable[WaveOrderRow] = ListingTable(ORDERS, lambda r: r.order_id, speech)
        self.give, self.give_all = Button(size="small"), Button(size="small")
        self.print_here = Button(icon_name="printer", size="small")
        self.print_zones, self.take_back = Button(size="small"), Button(size="small")
        self.choose, self.why = ChoiceAsk(), InlineAsk()
        self._row = QWidget()
        self._open: tuple[PickTaskId, ...] = ()
        self._may_take_back = False
        self._build()
        self.retranslate(translator)
        self.show_tab(0)

    def _build(self) -> None:
        whole = QVBoxLayout(self)
        whole.setContentsMargins(16, 12, 16, 14)
        whole.setSpacing(10)
        whole.addWidget(self.number)
        tags = QHBoxLayout()
        tags.setSpacing(8)
        tags.addWidget(self.status)
        tags.addWidget(self.mode)
        tags.addWidget(self.about, 1)
        whole.addLayout(tags)
        whole.addWidget(self.bars)
        chips = QHBoxLayout()
        chips.setSpacing(8)
        for at, chip in enumerate(self.tabs):
            chip.clicked.connect(partial(self.show_tab, at))
            chips.addWidget(chip)
        chips.addStretch(1)
        whole.addLayout(chips)
        here = QWidget()
        self._pages = QStackedLayout(here)
        self._pages.addWidget(self.tasks)
        self._pages.addWidget(self.orders)
        whole.addWidget(here, 1)
        row = QHBoxLayout(self._row)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for button in (self.give, self.give_all, self.print_here, self.print_zones):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.take_back)
        for part in (self._row, self.choose, self.why):
            whole.addWidget(part)
        self.tasks.opened.connect(self.task_opened)
        for ask in (self.choose, self.why):
            ask.left.connect(self.offer)
            ask.answered.connect(self.offer)

    def retranslate(self, translator: Translator) -> None:
        """Speak another language."""
        self._translator = translator
        text = translator.text
        for button, words in (
            (self.give, N_("Give task")),
            (self.give_all, N_("Give all")),
            (self.print_here, N_("Print here")),
            (self.print_zones, N_("Print at zones")),
            (self.take_back, N_("Take back")),
        ):
            button.setText(text(words))
        for chip, words in zip(self.tabs, _TABS, strict=True):
            chip.setText(text(words))
            chip.setAccessibleName(text(words))
            chip.updateGeometry()

    def show_tab(self, at: int) -> None:
        """Show the tasks, or the orders."""
        for other, chip in enumerate(self.tabs):
            chip.setChecked(other == at)
        self._pages.setCurrentIndex(at)

    def stop_asking(self) -> None:
        """Another wave comes: leave open questions."""
        self.choose.stop()
        self.why.stop()

    def show_wave(self, wave: WaveRead, speech: Speech) -> None:
        """Show a wave; the chosen task stays, or the first is chosen."""
        row, text = wave.row, self._translator.text
        self.number.setText(row.wave_no)
        self.status.set_tag(
            in_words(self._translator, status_word(row.status)), WAVE_STATES[row.status]
        )
        self.mode.set_tag(in_words(self._translator, status_word(row.mode)), State.ENDED)
        pickup = cut_off_words(row.cut_off_at, speech.now, speech.zone, self._translator)
        zone = text(N_("zone {zone}"), zone=row.zone) if row.zone else ""
        self.about.setText(" · ".join(filter(None, (row.carrier, zone, pickup))))
        self.bars.set_rows(self._progress(wave))
        self.tasks.rows.speak(speech)
        self.tasks.show_page(0, Page(wave.tasks, None))
        self.orders.rows.speak(speech)
        self.orders.show_page(0, Page(wave.orders, None))
        for chip, many in zip(self.tabs, (len(wave.tasks), len(wave.orders)), strict=True):
            chip.set_count(many)
        if self.tasks.chosen is None and wave.tasks:
            self.tasks.choose(wave.tasks[0].task_id)
        self._open = tuple(task.task_id for task in wave.tasks if task.status not in OVER)
        self._may_take_back = row.status is WaveStatus.RELEASED
        self.offer()

    @property
    def open_tasks(self) -> tuple[PickTaskId, ...]:
        """The tasks that are not over."""
        return self._open

    def offer(self) -> None:
        """Show the buttons of what may be done now; none while a question is open."""
        asking = self.choose.is_asking or not self.why.isHidden()
        self._row.setVisible(not asking and (bool(self._open) or self._may_take_back))
        for button in (self.give, self.give_all, self.print_here, self.print_zones):
            button.setVisible(bool(self._open))
        self.give_all.setVisible(len(self._open) > 1)
        self.take_back.setVisible(self._may_take_back)

    def _progress(self, wave: WaveRead) -> tuple[BarRow, ...]:
        row, text = wave.row, self._translator.text
        bars = [BarRow(text(N_("Units picked")), row.picked, row.units)]
        if row.mode is PickMode.SORT:
            bars.append(BarRow(text(N_("Units sorted")), row.sorted, row.units))
        bars.append(BarRow(text(N_("Orders packed")), min(row.packed, row.orders), row.orders))
        return tuple(bars)
