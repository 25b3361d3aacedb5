"""Tells whoever may settle them that scans wait for somebody to look at them.

A scan under the number of another one is not counted (see `fulfilment.station.conflicts`). Who
scanned was told at once whom to call; who is called sees the number in the strip, until every
one is settled.
"""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, QTimer, Slot

from db.views.conflicts import OpenConflict, open_conflicts
from desktop.shell import Shell
from desktop.tasks import Finished, Tasks
from desktop.widgets.states import State
from fulfilment.house import Actor, House
from procedure.permissions import UseCase, may
from procedure.text import NP_
from resources.catalogue import N_, Translator

EVERY_MS = 10_000
INDICATOR = "conflicts"
_ONE, _MANY = NP_("{n} conflict", "{n} conflicts")
_SENTENCE = N_(
    "A scan at {station} came under the number of another one and was not counted. "
    "“packbenchctl conflicts list” shows it."
)


def read_conflicts(house: House) -> tuple[OpenConflict, ...]:
    """The open conflicts, oldest first.

    Thread: a background task's.

    Raises:
        CannotNow: The database is away.
    """
    with house.database.read() as connection:
        return open_conflicts(connection)


class ConflictWatch(QObject):
    """Looks every ten seconds while somebody who may settle conflicts is signed in."""

    def __init__(
        self, house: House, tasks: Tasks, shell: Shell, translator: Translator, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._house, self._tasks = house, tasks
        self._shell, self._translator = shell, translator
        self._person: Actor | None = None
        self._ticket: int | None = None
        self._told: frozenset[int] = frozenset()
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.look)

    def look_for(self, person: Actor | None) -> None:
        """Somebody else is signed in, or nobody."""
        self.stop()
        self._shell.remove_indicator(INDICATOR)
        self._told = frozenset()
        if person is not None and may(person.posts, UseCase.SETTLE_CONFLICT):
            self._person = person
            self._timer.start()
            self.look()

    @Slot()
    def look(self) -> None:
        """Look now, unless a look is under way."""
        if self._ticket is None:
            work = partial(read_conflicts, self._house)
            self._ticket = self._tasks.start(work, self._on_looked)

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()
        self._person = None
        if self._ticket is not None:
            self._tasks.forget(self._ticket)
            self._ticket = None

    def _on_looked(self, finished: Finished) -> None:
        self._ticket = None
        if finished.trouble is not None:
            return  # the strip shows that the database is away; the next look tries again
        found: tuple[OpenConflict, ...] = finished.result
        if not found:
            self._shell.remove_indicator(INDICATOR)
        else:
            words = self._translator.plural(_ONE, _MANY, len(found))
            self._shell.set_indicator(INDICATOR, State.WRONG, words)
        new = [each for each in found if each.conflict_id not in self._told]
        self._told = frozenset(each.conflict_id for each in found)
        if new:
            words = self._translator.text(_SENTENCE, station=new[0].station)
            self._shell.say(State.WRONG, words)
