"""Quality: the plan, the lots it drew from, and every parcel that was looked into (3.2.3b)."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QVBoxLayout, QWidget

from db.views.inspection_looks import LookRow
from db.views.inspection_lots import LotRow
from desktop.office.latest import Answer, Latest
from desktop.office.listing.screen import ListingScreen
from desktop.office.listing.tabs import ListingTabs, Tab
from desktop.office.orders.actions import Act
from desktop.office.quality import acts
from desktop.office.quality.acts import PlanRead, read_plan
from desktop.office.quality.look_detail import LookDetail
from desktop.office.quality.look_listing import LOOKS
from desktop.office.quality.lot_detail import LotDetail
from desktop.office.quality.lot_listing import LOTS
from desktop.office.quality.plan_strip import PlanStrip
from fulfilment.house import Actor, House
from procedure.policy import InspectionPolicy
from resources.catalogue import N_, Translator

if TYPE_CHECKING:
    from desktop.office.desk import Desk


class LotsScreen(ListingScreen[LotRow]):
    """The lots and one of them; above them the plan.

    Attributes:
        lot: The detail.
        plan: The plan, and the form that changes it.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self.lot, self.plan = LotDetail(desk), PlanStrip(desk.translator)
        super().__init__(desk, LOTS, self.lot, parent, above=_framed(self.plan))
        self._plans: Latest[PlanRead] = Latest(desk.tasks)
        self._plan: PlanRead | None = None
        self.plan.chosen.connect(self._on_wanted)

    def retranslate(self, translator: Translator) -> None:
        """Speak another language."""
        super().retranslate(translator)
        self.plan.retranslate(translator)
        self._show_plan()

    def _read_counts(self) -> None:
        super()._read_counts()
        self._plans.ask(partial(read_plan, self.desk.house), self._on_plan)

    def _on_plan(self, answer: Answer[PlanRead]) -> None:
        if answer.result is not None:
            self._plan = answer.result
            self._show_plan()

    def _show_plan(self) -> None:
        if self._plan is not None:
            self.plan.show_plan(self._plan, self._speech())

    def _on_wanted(self, wanted: InspectionPolicy) -> None:
        translator = self.translator

        def make(house: House, actor: Actor) -> Act:
            return partial(acts.choose, house, actor, wanted, translator)

        self.lot.act(make)


class LooksScreen(ListingScreen[LookRow]):
    """The drawn parcels and one of them.

    Attributes:
        look: The detail.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self.look = LookDetail(desk)
        super().__init__(desk, LOOKS, self.look, parent)


class QualityScreen(ListingTabs):
    """Lots with the plan, and drawn parcels.

    Attributes:
        lots, looks: The two listings.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        self.lots, self.looks = LotsScreen(desk), LooksScreen(desk)
        tabs = (Tab(N_("Plan and lots"), self.lots), Tab(N_("Drawn parcels"), self.looks))
        super().__init__(tabs, desk.translator, parent)


def _framed(card: QWidget) -> QWidget:
    """A card in a widget whose margins the listing sets, so that the card keeps its own."""
    holder = QWidget()
    column = QVBoxLayout(holder)
    column.setContentsMargins(0, 0, 0, 0)
    column.addWidget(card)
    return holder
