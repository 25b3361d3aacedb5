"""One packaging material beside its list: its facts with its rules, and its books (3.2.3a)."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from functools import partial
from typing import TYPE_CHECKING, Any

from PySide6.QtWidgets import QWidget

from db.views.packaging import PackagingEvent
from desktop.office.goods import packaging_acts
from desktop.office.goods.facts_detail import FactsDetail
from desktop.office.goods.fields import PACKAGING
from desktop.office.goods.packaging_acts import PackagingRead, values_of_packaging
from desktop.office.goods.packaging_books import PackagingBooks
from desktop.office.latest import Answer, Latest
from desktop.office.listing.keyed_detail import DetailWords
from desktop.office.orders.actions import Act, Outcome
from fulfilment.house import Actor, House
from procedure.words import Signal as Verdict
from resources.catalogue import N_

if TYPE_CHECKING:
    from desktop.office.desk import Desk


class PackagingPage(FactsDetail[PackagingRead]):
    """One packaging material.

    Attributes:
        books: Its stock.
    """

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        words = DetailWords(
            icon="box",
            choose=N_("Choose a material at the left, or add a new one."),
            gone=N_("This material is not there any more. Choose another one."),
            loading=N_("The material is being read."),
        )
        super().__init__(
            desk,
            words,
            PACKAGING,
            N_("New material"),
            packaging_acts.BLANK,
            packaging_acts.save_material,
            None,
            parent,
        )
        self._older: Latest[tuple[PackagingEvent, ...]] = Latest(desk.tasks)
        self._books_anew = True
        self.books = PackagingBooks(desk.translator)
        self.add_tab(N_("Stock"), self.books)
        self.books.receive_asked.connect(partial(self._on_booked, packaging_acts.receive))
        self.books.count_asked.connect(partial(self._on_booked, packaging_acts.count))
        self.books.older_wanted.connect(self._on_older)

    def read(self, house: House, key: Any) -> PackagingRead | None:
        """The material with its books."""
        return packaging_acts.read_packaging(house, key)

    def values(self, thing: PackagingRead) -> Mapping[str, Any]:
        """Its facts."""
        return values_of_packaging(thing.row)

    def version(self, thing: PackagingRead) -> int | None:
        """Its version."""
        return thing.row.version

    def heading(self, thing: PackagingRead) -> str:
        """Its name."""
        return thing.row.name

    def fill(self, thing: PackagingRead) -> None:
        """Show the material; what is being typed stays."""
        self.books.show_books(thing.row, thing.events, self.speech(), self._books_anew)
        self._books_anew = False
        super().fill(thing)

    def clear(self) -> None:
        """Another material comes."""
        super().clear()
        self._older.drop()
        self._books_anew = True

    def name_parts(self) -> None:
        """Write the fixed words anew."""
        super().name_parts()
        self.books.retranslate(self.translator)

    def _on_booked(self, work: Callable[..., Outcome], pieces: int, reason: str) -> None:
        thing, translator = self.thing, self.translator
        if thing is None:
            return

        def make(house: House, actor: Actor) -> Act:
            return partial(work, house, actor, thing.row, pieces, reason, translator)

        def then(outcome: Outcome) -> None:
            if outcome.signal is Verdict.GOOD:
                self.books.forget()

        self.act(make, then)

    def _on_older(self, before: int) -> None:
        if self.key is not None:
            work = partial(packaging_acts.read_older, self.desk.house, self.key, before)
            self._older.ask(work, self._on_older_read)

    def _on_older_read(self, answer: Answer[tuple[PackagingEvent, ...]]) -> None:
        if answer.result is None:
            self.said.emit(Verdict.WRONG, answer.why_not(self.translator))
        else:
            self.books.append(answer.result, self.speech())
