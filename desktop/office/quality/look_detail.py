"""One look into a parcel beside the list: what was found in it, and what was wrong (3.2.3b)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from db.views.inspection_looks import Look, LookedDefect, LookedUnit, LookRow
from desktop.office.listing.keyed_detail import DetailWords, KeyedDetail
from desktop.office.listing.listing import ListColumn, Page, Speech
from desktop.office.listing.table import ListingTable
from desktop.office.orders.words import in_words, moment
from desktop.office.quality.acts import read_look
from desktop.office.quality.words import LOOK_STATES
from desktop.office.stock.parts import ProductHead
from desktop.office.stock.words import NOTHING
from desktop.widgets.label import Label
from desktop.widgets.states import State
from desktop.widgets.table import Column
from fulfilment.house import House
from procedure.parcel_words import DefectClass
from procedure.texts import status_word
from resources.catalogue import N_

if TYPE_CHECKING:
    from desktop.office.desk import Desk

_WORDS = DetailWords(
    icon="clipboard-check",
    choose=N_("Choose a parcel at the left to see what was found."),
    gone=N_("This parcel is not there any more. Choose another one."),
    loading=N_("The parcel is being read."),
)
_GRADES = {
    DefectClass.CRITICAL: State.STOP,
    DefectClass.MAJOR: State.WRONG,
    DefectClass.MINOR: State.ATTENTION,
}


def _about(defect: LookedDefect, speech: Speech) -> str:
    if not defect.name:
        return speech.translator.text(N_("the parcel"))
    return " · ".join(filter(None, (defect.name, defect.lot)))


UNITS: tuple[ListColumn[LookedUnit], ...] = (
    ListColumn("sku", N_("SKU"), Column(104, strong=True), lambda u, s: u.sku),
    ListColumn("name", N_("Name"), Column(0), lambda u, s: u.name),
    ListColumn("lot", N_("Lot"), Column(84), lambda u, s: u.lot or NOTHING),
    ListColumn(
        "found", N_("Found"), Column(72, number=True), lambda u, s: f"{u.found} / {u.quantity}"
    ),
)
DEFECTS: tuple[ListColumn[LookedDefect], ...] = (
    ListColumn(
        "what",
        N_("Defect"),
        Column(116, strong=True),
        lambda d, s: in_words(s.translator, status_word(d.code)),
    ),
    ListColumn("about", N_("Of"), Column(0), _about),
    ListColumn("units", N_("Units"), Column(56, number=True), lambda d, s: f"{d.units:,}"),
    ListColumn(
        "class",
        N_("Class"),
        Column(92, tag=True),
        lambda d, s: in_words(s.translator, status_word(d.defect_class)),
        tag=lambda d: _GRADES[d.defect_class],
    ),
)


class LookDetail(KeyedDetail[Look]):
    """One look into a parcel.

    Attributes:
        head, who: Which parcel, why, who packed it and who looked.
        units, defects: What was to be found, and what was wrong.
        fine: Says that nothing was wrong.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, _WORDS, parent)
        self.head, self.who = ProductHead(), Label("", ink="text2", most_lines=3)
        self.fine = Label("", ink="text2")
        speech = self.speech()
        self.units: ListingTable[LookedUnit] = ListingTable(UNITS, lambda u: (u.sku, u.lot), speech)
        self.defects: ListingTable[LookedDefect] = ListingTable(
            DEFECTS, lambda d: d.defect_id, speech
        )
        self._build()
        self.name_parts()

    def _build(self) -> None:
        card = QFrame()
        card.setProperty("card", "true")
        whole = QVBoxLayout(card)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.setSpacing(0)
        whole.addWidget(self.head)
        below = QVBoxLayout()
        below.setContentsMargins(16, 14, 16, 14)
        below.setSpacing(10)
        below.addWidget(self.who)
        below.addWidget(self.units, 1)
        below.addWidget(self.fine)
        below.addWidget(self.defects, 1)
        whole.addLayout(below, 1)
        self.set_card(card)

    def read(self, house: House, key: int) -> Look | None:
        """The look with its units and defects."""
        return read_look(house, key)

    def fill(self, thing: Look) -> None:
        """Show the look."""
        row, speech = thing.row, self.speech()
        self.head.name.setText(row.box_code)
        why = in_words(self.translator, status_word(row.why))
        place = f"{row.lot_no} · {row.position}" if row.position else row.lot_no
        self.head.sku.setText(" · ".join(filter(None, (why, place))))
        status = in_words(self.translator, status_word(row.status))
        self.head.status.set_tag(status, LOOK_STATES[row.status])
        self.who.setText(self._who(row, speech))
        self.units.rows.speak(speech)
        self.units.show_page(0, Page(thing.units, None))
        self.defects.rows.speak(speech)
        self.defects.show_page(0, Page(thing.defects, None))
        self.defects.setVisible(bool(thing.defects))
        self.fine.setVisible(not thing.defects)

    def _who(self, row: LookRow, speech: Speech) -> str:
        text = self.translator.text
        parts = []
        if row.packer:
            parts.append(text(N_("Packed by {name}."), name=row.packer))
        if row.finished_at is not None and row.inspector:
            at = moment(row.finished_at, speech.zone, speech.now)
            parts.append(text(N_("Inspected by {name}, {at}."), name=row.inspector, at=at))
        if row.round_no > 1:
            parts.append(text(N_("Look number {n} into this parcel."), n=row.round_no))
        return " ".join(parts)

    def clear(self) -> None:
        """Nothing is open here."""
        self.units.choose(None)
        self.defects.choose(None)

    def name_parts(self) -> None:
        """Write the fixed words anew."""
        self.fine.setText(self.translator.text(N_("No defect is noted.")))

    def focus_first(self) -> None:
        """Give the keyboard to what was to be found."""
        self.units.setFocus()
