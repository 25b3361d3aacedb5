"""The detail beside a listing: one thing by its key, kept fresh, with what may be done to it.

A screen's own detail says how the thing is read and shown; this knows the rest: nothing chosen,
being read, not there any more, failed, and that one action runs at a time.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, Any, Generic, TypeVar

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedLayout, QWidget

from desktop.office.latest import Answer, Latest, ask
from desktop.office.listing.listing import Speech
from desktop.office.orders.actions import Act, Outcome
from desktop.widgets.state_card import Absence, StateCard
from fulfilment.house import Actor, House
from procedure.words import Signal as Verdict
from resources.catalogue import N_, Translator

if TYPE_CHECKING:
    from desktop.office.desk import Desk

Thing = TypeVar("Thing")


@dataclass(frozen=True, slots=True)
class DetailWords:
    """What a detail says where there is nothing to show. All msgids.

    Attributes:
        icon: Sign of its empty state.
        choose: Nothing is chosen.
        gone: What was chosen is not there any more.
        loading: For screen readers, while it is read.
    """

    icon: str
    choose: str
    gone: str
    loading: str


class KeyedDetail(QWidget, Generic[Thing]):
    """One thing of a listing; a subclass fills in `read`, `fill`, `clear` and `name_parts`.

    Attributes:
        card: Shows the thing.
        absence: Stands in its place while there is none.
    """

    said = Signal(object, str)
    """What an action came to: `procedure.words.Signal` and a sentence."""
    changed = Signal()
    """Something was written: lists are out of date."""

    def __init__(self, desk: Desk, words: DetailWords, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self.desk, self.translator = desk, desk.translator
        self._words = words
        self._reads: Latest[Thing | None] = Latest(desk.tasks)
        self._key: Any | None = None
        self._thing: Thing | None = None
        self._aside: QWidget | None = None
        self._busy = False
        self.card, self.absence = QWidget(), StateCard()
        self._stack = QStackedLayout(self)
        self._stack.addWidget(self.absence)
        self.absence.pressed.connect(self.refresh)
        self._say_absent(Absence.EMPTY, words.choose)

    def read(self, house: House, key: Any) -> Thing | None:
        """The thing of a key, or None where it is not there.

        Thread: a task's.
        """
        raise NotImplementedError

    def fill(self, thing: Thing) -> None:
        """Show the thing; what is being typed stays."""
        raise NotImplementedError

    def clear(self) -> None:
        """Another thing comes: leave open questions."""
        raise NotImplementedError

    def name_parts(self) -> None:
        """Write the card's fixed words in the translator's language."""
        raise NotImplementedError

    # what is shown -------------------------------------------------------------------

    @property
    def key(self) -> Any | None:
        """Whose thing is wanted."""
        return self._key

    @property
    def thing(self) -> Thing | None:
        """What is on the screen."""
        return self._thing

    @property
    def is_busy(self) -> bool:
        """Whether an action is under way."""
        return self._busy

    def set_card(self, card: QWidget) -> None:
        """What shows the thing; given once, when the detail is made."""
        self.card = card
        self._stack.addWidget(card)

    def add_aside(self, page: QWidget) -> None:
        """A page that may stand in the card's place, a form for something new."""
        self._stack.addWidget(page)

    def show_aside(self, page: QWidget) -> None:
        """Show the page until `leave_aside`, or until another thing is chosen."""
        self._aside = page
        self._stack.setCurrentWidget(page)

    def leave_aside(self) -> None:
        """Show the thing again."""
        self._aside = None
        self._stack.setCurrentWidget(self.card if self._thing is not None else self.absence)

    def shows_aside(self, page: QWidget) -> bool:
        """Whether this page stands in the card's place."""
        return self._aside is page

    def show_key(self, key: Any | None) -> None:
        """Show another thing; the same one is read anew."""
        if key != self._key:
            self._key, self._thing = key, None
            self.clear()
            if key is not None:
                self._aside = None
        if key is None:
            self._reads.drop()
            self._say_absent(Absence.EMPTY, self._words.choose)
        else:
            self.refresh()

    def refresh(self) -> None:
        """Read it anew; what is being typed stays."""
        if (key := self._key) is None:
            return
        if self._thing is None and self.absence.absence is not Absence.LOADING:
            self._say_absent(Absence.LOADING, self._words.loading)
        self._reads.ask(partial(self.read, self.desk.house, key), partial(self._on_read, key))

    def focus_first(self) -> None:
        """Give the keyboard to the detail."""
        self.card.setFocus()

    def retranslate(self, translator: Translator) -> None:
        """Speak another language."""
        self.translator = translator
        self.name_parts()
        if self._thing is not None:
            self.fill(self._thing)
        elif self._key is None:
            self._say_absent(Absence.EMPTY, self._words.choose)

    def speech(self) -> Speech:
        """With what rows become words now."""
        return Speech(self.translator, self.desk.zone, self.desk.house.clock())

    def _on_read(self, key: Any, answer: Answer[Thing | None]) -> None:
        if key != self._key:
            return
        if why_not := answer.why_not(self.translator):
            if self._thing is None:
                again = self.translator.text(N_("Try again"))
                self.absence.show_absence(Absence.ERROR, why_not, again)
                self._show(self.absence)
            return
        self._thing = answer.result
        if answer.result is None:
            self._say_absent(Absence.EMPTY, self._words.gone)
            return
        self.fill(answer.result)
        self._show(self.card)

    def _show(self, page: QWidget) -> None:
        if self._aside is None:
            self._stack.setCurrentWidget(page)

    def _say_absent(self, absence: Absence, msgid: str) -> None:
        self.absence.show_absence(absence, self.translator.text(msgid), icon=self._words.icon)
        self._show(self.absence)

    # what may be done ----------------------------------------------------------------

    def act(
        self,
        make: Callable[[House, Actor], Act],
        then: Callable[[Outcome], None] = lambda outcome: None,
    ) -> None:
        """Carry an action out in the background, one at a time, and say what came of it.

        Args:
            make: Makes the action for whoever is signed in.
            then: Is told how it ended, before things are read anew.
        """
        actor = self.desk.actor()
        if actor is None or self._busy:
            return
        self._busy = True
        ask(self.desk.tasks, make(self.desk.house, actor), partial(self._on_done, then))

    def _on_done(self, then: Callable[[Outcome], None], answer: Answer[Outcome]) -> None:
        self._busy = False
        if answer.result is None:
            self.said.emit(Verdict.WRONG, answer.why_not(self.translator))
        else:
            self.said.emit(answer.result.signal, answer.result.sentence)
            then(answer.result)
        self.refresh()
        self.changed.emit()
