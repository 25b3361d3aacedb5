"""One lot beside the list: what it is judged by, its sample, and the draw repeated (3.2.3b)."""

from __future__ import annotations

from typing import TYPE_CHECKING

from PySide6.QtWidgets import QFrame, QVBoxLayout, QWidget

from db.views.inspection_lots import LotPosition, LotRow
from desktop.office.listing.keyed_detail import DetailWords, KeyedDetail
from desktop.office.listing.listing import ListColumn, Page
from desktop.office.listing.table import ListingTable
from desktop.office.orders.words import in_words
from desktop.office.progress_bars import BarRow, ProgressBars
from desktop.office.quality.acts import LotRead, read_lot
from desktop.office.quality.words import LOOK_STATES, LOT_STATES
from desktop.office.stock.parts import ProductHead
from desktop.office.stock.words import NOTHING
from desktop.widgets.badges import Tag
from desktop.widgets.label import Label
from desktop.widgets.states import State
from desktop.widgets.table import Column
from fulfilment.house import House
from fulfilment.quality.plan_words import plan_words
from procedure.policy import InspectionPolicy
from procedure.texts import status_word
from resources.catalogue import N_

if TYPE_CHECKING:
    from desktop.office.desk import Desk

_WORDS = DetailWords(
    icon="clipboard-check",
    choose=N_("Choose a lot at the left to see its sample."),
    gone=N_("This lot is not there any more. Choose another one."),
    loading=N_("The lot is being read."),
)
_LIMITS = N_("{severity}. Rejected above {major} major or {minor} minor, or with any critical one.")
_SEED = N_("Seed {seed}")

POSITIONS: tuple[ListColumn[LotPosition], ...] = (
    ListColumn("position", N_("Position"), Column(84, number=True), lambda p, s: f"{p.position:,}"),
    ListColumn(
        "box",
        N_("Box"),
        Column(0, strong=True),
        lambda p, s: p.box_code.removeprefix("BOX-") or NOTHING,
    ),
    ListColumn(
        "why",
        N_("Why"),
        Column(110),
        lambda p, s: NOTHING if p.why is None else in_words(s.translator, status_word(p.why)),
    ),
    ListColumn(
        "look",
        N_("Status"),
        Column(98, tag=True),
        lambda p, s: NOTHING if p.look is None else in_words(s.translator, status_word(p.look)),
        tag=lambda p: None if p.look is None else LOOK_STATES[p.look],
    ),
)


class LotDetail(KeyedDetail[LotRead]):
    """One lot.

    Attributes:
        head, bars: Which lot, and how much of its sample is through.
        plan, limits, seed: What drew it, and when it is rejected.
        again: Whether the stored sample is what its seed draws.
        sample: Its positions.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(desk, _WORDS, parent)
        self.head, self.bars = ProductHead(), ProgressBars()
        self.plan, self.limits = Label("", most_lines=2), Label("", ink="text2", most_lines=2)
        self.seed = Label("", ink="text2", most_lines=2)
        self.again = Tag("", State.GOOD)
        self.sample: ListingTable[LotPosition] = ListingTable(
            POSITIONS, lambda p: p.position, self.speech()
        )
        self._build()

    def _build(self) -> None:
        card = QFrame()
        card.setProperty("card", "true")
        whole = QVBoxLayout(card)
        whole.setContentsMargins(1, 1, 1, 1)
        whole.setSpacing(0)
        whole.addWidget(self.head)
        below = QVBoxLayout()
        below.setContentsMargins(16, 14, 16, 14)
        below.setSpacing(8)
        for part in (self.bars, self.plan, self.limits, self.seed, self.again):
            below.addWidget(part)
        below.addWidget(self.sample, 1)
        whole.addLayout(below, 1)
        self.set_card(card)

    def read(self, house: House, key: int) -> LotRead | None:
        """The lot, its sample, and the sample drawn again."""
        return read_lot(house, key)

    def fill(self, thing: LotRead) -> None:
        """Show the lot."""
        row, text, speech = thing.row, self.translator.text, self.speech()
        self.head.name.setText(row.lot_no)
        self.head.sku.setText(" · ".join(filter(None, (row.whose, row.wave_no))))
        status = in_words(self.translator, status_word(row.status))
        self.head.status.set_tag(status, LOT_STATES[row.status])
        drawn = sum(position.is_drawn for position in thing.sample)
        self.bars.set_rows(
            (
                BarRow(text(N_("Parcels packed")), row.taken, max(row.planned, row.taken)),
                BarRow(text(N_("Sample inspected")), row.inspected, max(drawn, row.inspected)),
            )
        )
        self.plan.setText(plan_words(self.translator, _plan(row)))
        self.limits.setText(
            text(
                _LIMITS,
                severity=in_words(self.translator, status_word(row.severity)),
                major=row.accept_major,
                minor=row.accept_minor,
            )
        )
        self.seed.setText(text(_SEED, seed=row.seed))
        same = thing.redrawn.is_same
        words = N_("Drawn again from the seed: the same") if same else N_("The seed draws others")
        self.again.set_tag(text(words), State.GOOD if same else State.WRONG)
        self.sample.rows.speak(speech)
        self.sample.show_page(0, Page(thing.sample, None))

    def clear(self) -> None:
        """Nothing is open here."""
        self.sample.choose(None)

    def name_parts(self) -> None:
        """Every word is filled with the lot."""

    def focus_first(self) -> None:
        """Give the keyboard to the sample."""
        self.sample.setFocus()


def _plan(row: LotRow) -> InspectionPolicy:
    return InspectionPolicy(row.sampling, row.every_nth, new_packer_parcels=0)
