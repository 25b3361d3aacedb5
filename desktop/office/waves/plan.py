"""New waves: what they shall be like, what would come of it, and building them (3.2.2a)."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFormLayout, QHBoxLayout

from desktop.office.listing.listing import Page, Speech
from desktop.office.listing.table import ListingTable
from desktop.office.orders.words import in_words
from desktop.office.waves.acts import PlanChoices
from desktop.office.waves.tables import PLANNED, PlanRow
from desktop.office.waves.words import by_carrier, left_words, orders_words
from desktop.theme.tokens import Face
from desktop.widgets.buttons import Button, Chip
from desktop.widgets.cards import Card
from desktop.widgets.choice import Amount, Choice
from desktop.widgets.label import Label
from procedure.ids import CarrierId
from procedure.texts import status_word
from procedure.waves import MOST_ORDERS, MOST_WAVES, Load, WavePlan, WaveWish
from procedure.words import OrderKind, PickMode
from resources.catalogue import N_, Translator

_Option = tuple[str, CarrierId | str | None]
_TITLE = N_("New waves")
_HINT = N_("Express orders and the carriers that come first are taken first.")
_ALL_CARRIERS = N_("All carriers")
_ALL_KINDS = N_("All kinds of orders")
_ALL_ZONES = N_("All zones")
_CARRIER = N_("{carrier}, {orders}")
_NOTHING = N_("No wave would come of this.")
_FIELDS = (
    N_("Carrier"),
    N_("Orders"),
    N_("Zone"),
    N_("Orders in a wave"),
    N_("Waves at most"),
    N_("Weight at most, kg"),
    N_("Volume at most, litres"),
)
_GRAMS, _CUBIC_MM = 1_000, 1_000_000
"""In a kilogram, in a litre."""


class WavePlanForm(Card):
    """The question which waves to build.

    Attributes:
        modes: A chip for each way of picking.
        carrier, kind, zone, most, waves, per_zone: Its fields.
        weight, volume: Limits of a wave in kilograms and litres; 0 is none.
        look, go: Preview and build; nothing is built unseen.
        table, left_out: What would be built, and why the other orders are in none.
    """

    looked = Signal()
    """Preview `wish`."""
    built = Signal()
    """Build `wish`."""
    left = Signal()

    def __init__(self, translator: Translator, speech: Speech) -> None:
        super().__init__(padding=16, spacing=10)
        self._translator = translator
        self._choices = PlanChoices((), ())
        self.title, self.hint = Label("", Face.DETAIL_TITLE, bold=True), Label("", ink="text2")
        self.modes = {mode: Chip("") for mode in PickMode}
        self.carrier, self.kind, self.zone = Choice(), Choice(), Choice()
        self.most, self.waves = Amount(1, MOST_ORDERS), Amount(1, MOST_WAVES)
        self.weight, self.volume = Amount(), Amount()
        self.per_zone = Chip("")
        self.captions = tuple(Label("", ink="text2") for _ in _FIELDS)
        self.table: ListingTable[PlanRow] = ListingTable(PLANNED, lambda r: r.nth, speech)
        self.left_out = Label("", ink="text2", most_lines=3)
        self.look, self.go, self.leave = Button(), Button(kind="primary"), Button()
        self._build()
        self._connect()
        self.most.setValue(30)
        self.per_zone.setChecked(True)
        self._set_mode(PickMode.SORT)
        self.retranslate(translator)
        self.forget_plan()

    def _build(self) -> None:
        self.body.addWidget(self.title)
        self.body.addWidget(self.hint)
        chips = QHBoxLayout()
        chips.setSpacing(8)
        for chip in self.modes.values():
            chips.addWidget(chip)
        chips.addStretch(1)
        self.body.addLayout(chips)
        form = QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        numbers = _side_by_side(self.most, self.captions[4], self.waves)
        limits = _side_by_side(self.weight, self.captions[6], self.volume)
        where = QHBoxLayout()
        where.setSpacing(12)
        where.addWidget(self.zone, 1)
        where.addWidget(self.per_zone)
        form.addRow(self.captions[0], self.carrier)
        form.addRow(self.captions[1], self.kind)
        form.addRow(self.captions[2], where)
        form.addRow(self.captions[3], numbers)
        form.addRow(self.captions[5], limits)
        self.body.addLayout(form)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.left_out)
        row = QHBoxLayout()
        row.setSpacing(8)
        row.addStretch(1)
        for button in (self.leave, self.look, self.go):
            row.addWidget(button)
        self.body.addLayout(row)

    def _connect(self) -> None:
        for mode, chip in self.modes.items():
            chip.clicked.connect(partial(self._set_mode, mode))
        for choice in (self.carrier, self.kind, self.zone):
            choice.currentIndexChanged.connect(self.forget_plan)
        for amount in (self.most, self.waves, self.weight, self.volume):
            amount.valueChanged.connect(self.forget_plan)
        self.per_zone.clicked.connect(self.forget_plan)
        self.look.clicked.connect(self.looked)
        self.go.clicked.connect(self.built)
        self.leave.clicked.connect(self.left)

    @property
    def mode(self) -> PickMode:
        """The way of picking that is chosen."""
        return next(mode for mode, chip in self.modes.items() if chip.isChecked())

    @property
    def wish(self) -> WaveWish:
        """Which waves to build."""
        kind = self.kind.currentData()
        return WaveWish(
            mode=self.mode,
            kinds=frozenset(OrderKind) if kind is None else frozenset({OrderKind(kind)}),
            carrier_id=self.carrier.currentData(),
            zone=self.zone.currentData() or "",
            task_per_zone=self.per_zone.isChecked(),
            most=Load(
                orders=self.most.value(),
                weight_g=self.weight.value() * _GRAMS,
                volume_mm3=self.volume.value() * _CUBIC_MM,
            ),
            most_waves=self.waves.value(),
        )

    def begin(self, choices: PlanChoices, carrier: CarrierId | None, speech: Speech) -> None:
        """Ask anew, for one carrier or for all."""
        self._choices = choices
        self.table.rows.speak(speech)
        self._offer(speech)
        if carrier is not None:
            self.carrier.setCurrentIndex(max(0, self.carrier.findData(carrier)))
        self.forget_plan()
        self.look.setFocus(Qt.FocusReason.TabFocusReason)

    def show_plan(self, plan: WavePlan, speech: Speech) -> None:
        """What would be built now."""
        names = {each.carrier_id: each.carrier for each in self._choices.waiting}
        rows = tuple(
            PlanRow(nth, names.get(wave.carrier_id, ""), wave)
            for nth, wave in enumerate(plan.waves, start=1)
        )
        self.table.rows.speak(speech)
        self.table.show_page(0, Page(rows, None))
        self.table.setVisible(bool(rows))
        self.hint.setHidden(bool(rows))
        nothing = "" if rows else self._translator.text(_NOTHING)
        left = left_words(plan.left, self._translator)
        self.left_out.setText(" ".join(filter(None, (nothing, left))))
        self.go.setEnabled(bool(rows))
        (self.go if rows else self.look).setFocus(Qt.FocusReason.TabFocusReason)

    def forget_plan(self) -> None:
        """Something else is wished for: what was previewed does not hold any more."""
        self.table.show_page(0, Page((), None))
        self.table.hide()
        self.hint.show()
        self.left_out.setText("")
        self.go.setEnabled(False)

    def retranslate(self, translator: Translator) -> None:
        """Speak another language."""
        self._translator = translator
        text = translator.text
        self.title.setText(text(_TITLE))
        self.hint.setText(text(_HINT))
        for mode, chip in self.modes.items():
            chip.setText(in_words(translator, status_word(mode)))
            chip.setAccessibleName(chip.text())
            chip.updateGeometry()
        for caption, words in zip(self.captions, _FIELDS, strict=True):
            caption.setText(text(words))
        amounts = (self.most, self.waves, self.weight, self.volume)
        fields = (self.carrier, self.kind, self.zone, *amounts)
        for field, words in zip(fields, _FIELDS, strict=True):
            field.setAccessibleName(text(words))
        for limit in (self.weight, self.volume):
            limit.setSpecialValueText(text(N_("no limit")))
        self.per_zone.setText(text(N_("A task for each zone")))
        self.per_zone.setAccessibleName(self.per_zone.text())
        self.look.setText(text(N_("Preview")))
        self.go.setText(text(N_("Build waves")))
        self.leave.setText(text(N_("Leave it")))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves it; Enter in a number previews."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        elif event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self.looked.emit()
        else:
            super().keyPressEvent(event)

    def _offer(self, speech: Speech) -> None:
        text = self._translator.text
        waiting = by_carrier(self._choices.waiting, speech.now, speech.zone)
        carriers: list[_Option] = [(text(_ALL_CARRIERS), None)]
        for each in waiting:
            orders = orders_words(each.orders, self._translator)
            carriers.append((text(_CARRIER, carrier=each.carrier, orders=orders), each.carrier_id))
        kinds: list[_Option] = [(text(_ALL_KINDS), None)]
        kinds += [(in_words(self._translator, status_word(k)), k.value) for k in OrderKind]
        zones: list[_Option] = [(text(_ALL_ZONES), "")]
        zones += [(text(N_("Zone {zone}"), zone=z), z) for z in self._choices.zones]
        for choice, options in ((self.carrier, carriers), (self.kind, kinds), (self.zone, zones)):
            before = choice.currentData()
            choice.blockSignals(True)
            choice.clear()
            for words, value in options:
                choice.addItem(words, value)
            choice.setCurrentIndex(max(0, choice.findData(before)))
            choice.blockSignals(False)

    def _set_mode(self, mode: PickMode) -> None:
        for each, chip in self.modes.items():
            chip.setChecked(each is mode)
        self.per_zone.setVisible(mode is not PickMode.PER_ORDER)
        self.forget_plan()


def _side_by_side(first: Amount, caption: Label, second: Amount) -> QHBoxLayout:
    """Two amounts in one row of the form, the second with its caption before it."""
    row = QHBoxLayout()
    row.setSpacing(12)
    for amount in (first, second):
        amount.setFixedWidth(84)
    row.addWidget(first)
    row.addWidget(caption)
    row.addWidget(second)
    row.addStretch(1)
    return row
