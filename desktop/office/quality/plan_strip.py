"""Above the lots: the plan that draws parcels, who chose it, and the form that changes it."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QStackedWidget, QVBoxLayout, QWidget

from desktop.office.listing.listing import Speech
from desktop.office.orders.words import in_words, moment
from desktop.office.quality.acts import PlanRead
from desktop.theme.tokens import Face
from desktop.widgets.buttons import Button, Chip
from desktop.widgets.cards import Card
from desktop.widgets.choice import Amount
from desktop.widgets.label import Label
from fulfilment.quality.plan_words import plan_words
from procedure.parcel_words import SamplingPlan
from procedure.policy import InspectionPolicy
from procedure.texts import status_word
from resources.catalogue import N_, Translator

_MOST = 9999


class PlanStrip(Card):
    """The plan in a sentence; asked to, the choice of another one.

    Attributes:
        said, changed: The plan, and who chose it when.
        change: Opens the choice.
        plans: A chip for each plan.
        nth, new_packer: Every how many, and how many first parcels of a packer.
        save, leave: Choose it, or leave it as it is.
    """

    chosen = Signal(object)
    """Carries the `InspectionPolicy` that is wanted."""

    def __init__(self, translator: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent, padding=12, spacing=0)
        self._translator = translator
        self._read: PlanRead | None = None
        self.said, self.changed = Label("", Face.CARD_TITLE, bold=True), Label("", ink="text2")
        self.change, self.save = Button(size="small"), Button(kind="primary", size="small")
        self.leave = Button(size="small")
        self.plans = {plan: Chip("") for plan in SamplingPlan}
        self.nth, self.new_packer = Amount(2, _MOST), Amount(0, _MOST)
        self.captions = (Label("", ink="text2"), Label("", ink="text2"))
        self._pages = QStackedWidget()
        self._build()
        self.change.clicked.connect(self.ask)
        self.save.clicked.connect(self._on_save)
        self.leave.clicked.connect(self.stop)
        for plan, chip in self.plans.items():
            chip.clicked.connect(partial(self._choose, plan))
        self._name_parts()

    def _build(self) -> None:
        words = QVBoxLayout()
        words.setContentsMargins(0, 0, 0, 0)
        words.setSpacing(2)
        words.addWidget(self.said)
        words.addWidget(self.changed)
        shown = QWidget()
        row = QHBoxLayout(shown)
        row.setContentsMargins(0, 0, 0, 0)
        row.addLayout(words, 1)
        row.addWidget(self.change)
        asked = QWidget()
        row = QHBoxLayout(asked)
        row.setContentsMargins(0, 0, 0, 0)
        row.setSpacing(8)
        for chip in self.plans.values():
            row.addWidget(chip)
        for caption, amount in zip(self.captions, (self.nth, self.new_packer), strict=True):
            amount.setFixedWidth(64)
            row.addSpacing(8)
            row.addWidget(caption)
            row.addWidget(amount)
        row.addStretch(1)
        row.addWidget(self.leave)
        row.addWidget(self.save)
        self._pages.addWidget(shown)
        self._pages.addWidget(asked)
        self._pages.setFixedHeight(44)
        self.body.addWidget(self._pages)

    @property
    def is_asking(self) -> bool:
        """Whether another plan is being chosen."""
        return self._pages.currentIndex() == 1

    def show_plan(self, read: PlanRead, speech: Speech) -> None:
        """Show the plan that stands; what is being chosen stays."""
        self._read = read
        self.said.setText(plan_words(speech.translator, read.plan))
        self.changed.setText(self._who(read, speech))

    def _who(self, read: PlanRead, speech: Speech) -> str:
        text = speech.translator.text
        if read.last is None:
            return text(N_("Nobody chose a plan yet."))
        at = moment(read.last.at, speech.zone, speech.now)
        if read.last.before is None:
            return text(N_("Chosen by {who}, {at}."), who=read.last.who, at=at)
        before = plan_words(speech.translator, read.last.before)
        words = N_("Chosen by {who}, {at}. Before: {before}")
        return text(words, who=read.last.who, at=at, before=before)

    def ask(self) -> None:
        """Offer the choice, beginning with what stands."""
        plan = InspectionPolicy() if self._read is None else self._read.plan
        self.nth.setValue(plan.every_nth)
        self.new_packer.setValue(plan.new_packer_parcels)
        self._choose(plan.sampling)
        self._pages.setCurrentIndex(1)
        self.plans[plan.sampling].setFocus(Qt.FocusReason.TabFocusReason)

    def stop(self) -> None:
        """Leave the plan as it stands."""
        self._pages.setCurrentIndex(0)

    @property
    def wanted(self) -> InspectionPolicy:
        """The plan that is chosen in the form."""
        sampling = next(plan for plan, chip in self.plans.items() if chip.isChecked())
        return InspectionPolicy(sampling, self.nth.value(), self.new_packer.value())

    def retranslate(self, translator: Translator) -> None:
        """Speak another language."""
        self._translator = translator
        self._name_parts()

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the choice; Enter in a number saves."""
        if self.is_asking and event.key() == Qt.Key.Key_Escape:
            self.stop()
        elif self.is_asking and event.key() in (Qt.Key.Key_Return, Qt.Key.Key_Enter):
            self._on_save()
        else:
            super().keyPressEvent(event)

    def _choose(self, sampling: SamplingPlan) -> None:
        for plan, chip in self.plans.items():
            chip.setChecked(plan is sampling)
        is_nth = sampling is SamplingPlan.EVERY_NTH
        draws = sampling not in (SamplingPlan.NONE, SamplingPlan.ALL)
        for part in (self.captions[0], self.nth):
            part.setVisible(is_nth)
        for part in (self.captions[1], self.new_packer):
            part.setVisible(draws)

    def _on_save(self) -> None:
        self.stop()
        self.chosen.emit(self.wanted)

    def _name_parts(self) -> None:
        text = self._translator.text
        for plan, chip in self.plans.items():
            chip.setText(in_words(self._translator, status_word(plan)))
            chip.setAccessibleName(chip.text())
            chip.updateGeometry()
        captions = (text(N_("One in")), text(N_("New packer: the first")))
        for caption, amount, words in zip(
            self.captions, (self.nth, self.new_packer), captions, strict=True
        ):
            caption.setText(words)
            amount.setAccessibleName(words)
        self.change.setText(text(N_("Change the plan")))
        self.save.setText(text(N_("Save")))
        self.leave.setText(text(N_("Leave it")))
