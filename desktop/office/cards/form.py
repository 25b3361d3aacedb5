"""What is to be printed: the kind, which of it, the language, the paper, and where it goes."""

from __future__ import annotations

from functools import partial
from pathlib import Path

from PySide6.QtCore import Signal
from PySide6.QtWidgets import (
    QFormLayout,
    QHBoxLayout,
    QLineEdit,
    QStackedLayout,
    QVBoxLayout,
    QWidget,
)

from desktop.office.cards.acts import CardsThere
from desktop.office.cards.which import WhichPeople, WhichShelves, WhichTotes
from desktop.office.listing.listing import Speech
from desktop.widgets.buttons import Button, Chip
from desktop.widgets.cards import Card
from desktop.widgets.choice import Choice
from desktop.widgets.label import Label
from fulfilment.cards.card_order import PAPERS, CardOrder
from fulfilment.cards.card_sheets import CARD_TITLES, STICKER_KINDS, CardKind
from fulfilment.paper.station_printers import Binding
from printing.media import A4
from resources.catalogue import LANGUAGES, N_

BADGES = None
"""The kind that is no set of cards: people get new ones."""
KINDS: tuple[CardKind | None, ...] = (*CardKind, BADGES)
_LONGEST_PATH = 400
_NO_PRINTER = N_("There is no printer here. Save a PDF instead.")
EXPLAINED: dict[CardKind | None, str] = {
    CardKind.COMMANDS: N_("One set for each station: every key has its card."),
    CardKind.REASONS: N_("For short picks, counts by hand and reopened parcels."),
    CardKind.DEFECTS: N_("For the inspection benches: what is wrong, and how bad it is."),
    CardKind.QUANTITIES: N_("Scanned before goods whose product is counted, not scanned singly."),
    CardKind.MATERIALS: N_("For the pack benches: what confirms wrap, cardboard and cartons."),
    CardKind.SHELVES: N_("One for every shelf in use, in walking order."),
    CardKind.TOTES: N_("Numbered on. A number that is there already must not be printed twice."),
    BADGES: "",
}


class CardsForm(Card):
    """The questions, and the buttons that answer them.

    Attributes:
        kinds: The row of chips; stands over everything else.
        chips: A chip for each of `KINDS`.
        shelves, totes, people: Which ones.
        language_choice, paper, printer: How, and where.
        path_line: Where the file goes; empty for the downloads folder.
        save_button, print_button: Let it out.
    """

    changed = Signal()
    """Something else is wanted."""
    save_asked = Signal()
    print_asked = Signal()

    def __init__(self, speech: Speech) -> None:
        super().__init__(padding=16, spacing=12)
        self._speech = speech
        self._kind: CardKind | None = CardKind.COMMANDS
        self._ready = False
        self._printers: tuple[Binding, ...] = ()
        translator = speech.translator
        self.kinds, self.chips = QWidget(), tuple(Chip("") for _ in KINDS)
        self.explained = Label("", ink="text2", most_lines=2)
        self.shelves, self.totes = WhichShelves(translator), WhichTotes(translator)
        self.people = WhichPeople(speech)
        self.language_choice, self.paper = Choice(), Choice()
        self.printer, self.path_line = Choice(), QLineEdit()
        self.save_button = Button(icon_name="export", kind="primary")
        self.print_button = Button(icon_name="printer")
        self._captions = tuple(Label("", ink="text2") for _ in range(4))
        self._build()
        self._connect()
        self.retranslate(speech)
        self.language_choice.setCurrentIndex(list(LANGUAGES).index(translator.language))
        self.choose(CardKind.COMMANDS)

    def _build(self) -> None:
        kinds = QHBoxLayout(self.kinds)
        kinds.setContentsMargins(0, 0, 0, 0)
        kinds.setSpacing(8)
        for chip in self.chips:
            kinds.addWidget(chip)
        kinds.addStretch(1)
        self.body.addWidget(self.explained)
        here = QWidget()
        self._which = QStackedLayout(here)
        for page in (QWidget(), self.shelves, self.totes, self.people):
            self._which.addWidget(page)
        self.body.addWidget(here, 1)
        how, form = QWidget(), QFormLayout()
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        fields = (self.language_choice, self.paper, self.path_line, self.printer)
        for caption, field in zip(self._captions, fields, strict=True):
            form.addRow(caption, field)
        column, row = QVBoxLayout(how), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        column.addLayout(form)
        row.setSpacing(8)
        row.addStretch(1)
        row.addWidget(self.print_button)
        row.addWidget(self.save_button)
        column.addLayout(row)
        self.body.addWidget(how)
        self.path_line.setMaxLength(_LONGEST_PATH)

    def _connect(self) -> None:
        for kind, chip in zip(KINDS, self.chips, strict=True):
            chip.clicked.connect(partial(self.choose, kind))
        for which in (self.shelves, self.totes, self.people):
            which.changed.connect(self.changed)
        self.language_choice.activated.connect(self.changed)
        self.paper.activated.connect(self.changed)
        self.save_button.clicked.connect(self.save_asked)
        self.print_button.clicked.connect(self.print_asked)

    # what is wanted --------------------------------------------------------------------

    @property
    def kind(self) -> CardKind | None:
        """The kind of cards; None is `BADGES`."""
        return self._kind

    @property
    def order(self) -> CardOrder:
        """What is to be printed."""
        badges = self._kind is BADGES
        return CardOrder(
            () if self._kind is None else (self._kind,),
            self.shelves.shelves,
            self.totes.first_number,
            self.totes.count,
            self.people.people if badges else (),
            self.people.keep_old.isChecked(),
            self.paper.currentData() or A4.name,
        )

    @property
    def language(self) -> str:
        """The language on the cards."""
        return list(LANGUAGES)[max(0, self.language_choice.currentIndex())]

    @property
    def title(self) -> str:
        """What the cards are called, in the language of the window."""
        return self._speech.translator.text(_title(self._kind))

    @property
    def path(self) -> Path | None:
        """Where the file goes, or None where nobody said."""
        typed = self.path_line.text().strip()
        return Path(typed).expanduser() if typed else None

    @property
    def chosen_printer(self) -> Binding | None:
        """The chosen printer, or None where there is none."""
        at = self.printer.currentIndex()
        return self._printers[at] if 0 <= at < len(self._printers) else None

    @property
    def is_ready(self) -> bool:
        """Whether what is wanted is drawn and can go out."""
        return self._ready

    def choose(self, kind: CardKind | None) -> None:
        """Want another kind."""
        self._kind = kind
        for each, chip in zip(KINDS, self.chips, strict=True):
            chip.setChecked(each is kind)
        pages: dict[CardKind | None, QWidget] = {
            CardKind.SHELVES: self.shelves,
            CardKind.TOTES: self.totes,
            BADGES: self.people,
        }
        at = self._which.indexOf(pages[kind]) if kind in pages else 0
        self._which.setCurrentIndex(at)
        words = EXPLAINED[kind]
        self.explained.setText(self._speech.translator.text(words))
        self.explained.setVisible(bool(words))
        self._offer_papers()
        self.changed.emit()

    def offer(self, there: CardsThere) -> bool:
        """Let one choose from what there is; gives whether other cards are wanted by that."""
        before = self.order
        self.shelves.offer(there.zones)
        self.people.offer(there.holders)
        self._offer_printers(there.printers)
        return before != self.order

    def allow_badges(self, allowed: bool) -> None:
        """Whether whoever is signed in may give badges."""
        self.chips[KINDS.index(BADGES)].setVisible(allowed)
        if not allowed and self._kind is BADGES:
            self.choose(CardKind.COMMANDS)

    def set_ready(self, ready: bool) -> None:
        """Whether what is wanted is drawn and can go out."""
        self._ready = ready
        self.save_button.setEnabled(ready)
        self.print_button.setEnabled(ready and self.chosen_printer is not None)

    def retranslate(self, speech: Speech) -> None:
        """Speak another language."""
        self._speech = speech
        translator = speech.translator
        text = translator.text
        for kind, chip in zip(KINDS, self.chips, strict=True):
            chip.setText(text(_title(kind)))
            chip.updateGeometry()
        self.shelves.retranslate(translator)
        self.totes.retranslate(translator)
        self.people.retranslate(speech)
        words = (N_("Language on the cards"), N_("Paper"), N_("File"), N_("Printer"))
        fields = (self.language_choice, self.paper, self.path_line, self.printer)
        for caption, field, msgid in zip(self._captions, fields, words, strict=True):
            caption.setText(text(msgid))
            field.setAccessibleName(text(msgid))
        if not self.language_choice.count():
            self.language_choice.addItems(list(LANGUAGES.values()))
        self.path_line.setPlaceholderText(text(N_("in the downloads folder")))
        self.save_button.setText(text(N_("Save PDF")))
        self.print_button.setText(text(N_("Print")))
        self.explained.setText(text(EXPLAINED[self._kind]))
        self._offer_papers()
        self._offer_printers(self._printers)

    def _offer_papers(self) -> None:
        """Cards come on sheets to cut out; what is stuck on comes on rolls too."""
        before, text = self.paper.currentData(), self._speech.translator.text
        sticks = self._kind in STICKER_KINDS
        self.paper.clear()
        for name in PAPERS if sticks else (A4.name,):
            words = (
                text(N_("A4, to cut out"))
                if name == A4.name
                else text(N_("roll of stickers, {name} mm"), name=name.replace("x", " × "))
            )
            self.paper.addItem(words, name)
        self.paper.setCurrentIndex(max(0, self.paper.findData(before)))

    def _offer_printers(self, printers: tuple[Binding, ...]) -> None:
        before, self._printers = self.chosen_printer, printers
        text = self._speech.translator.text
        words = [_printer_words(each) for each in printers]
        self.printer.clear()
        self.printer.addItems(words or [text(_NO_PRINTER)])
        self.printer.setEnabled(bool(printers))
        if before in printers:
            self.printer.setCurrentIndex(printers.index(before))
        self.set_ready(self._ready)


def _printer_words(printer: Binding) -> str:
    media = (printer.media or "").replace("x", " × ")
    return " · ".join(filter(None, (printer.address, media)))


def _title(kind: CardKind | None) -> str:
    return N_("Badges") if kind is None else CARD_TITLES[kind]
