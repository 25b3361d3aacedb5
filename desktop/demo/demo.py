"""The demo: a dock of codes to click, or a walk by itself that leaves pictures."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtCore import QObject, Slot

from desktop.demo.dock import DemoDock
from desktop.demo.preparing import DemoBadge, demo_badges
from desktop.demo.tour import Tour
from desktop.program import Program
from desktop.stations.wording import worded
from desktop.tasks import Finished
from fulfilment.station.station import Shown
from fulfilment.within_reach import CODE128_AIM, SCALE_AIM, Reach, Reachable
from procedure.permissions import UseCase, may
from procedure.texts import status_word
from procedure.verdicts import VerdictKind
from procedure.words import Post

_CLOSED = (VerdictKind.PARCEL_CLOSED, VerdictKind.BOX_CLOSED, VerdictKind.PARCEL_TO_INSPECT)


class Demo(QObject):
    """Adds the scanner dock to a program that works in a demo warehouse."""

    def __init__(self, program: Program) -> None:
        super().__init__(program)
        self._program = program
        self._dock = DemoDock(program.translator)
        self._dock.scanned.connect(self._on_clicked)
        self._reach: Reach | None = None
        self._ticket: int | None = None
        self._tour: Tour | None = None
        program.ready.connect(self._on_ready)
        program.shown.connect(self._on_shown)

    @Slot()
    def _on_ready(self) -> None:
        program = self._program
        assert program.opened is not None
        badges = demo_badges(program.options.folder)
        self._reach = Reach(program.opened.house.database, self._approvers(badges))
        self._dock.show_badges(tuple(self._card(badge) for badge in badges))
        program.shell.set_dock(self._dock)
        if program.options.screenshots is not None:
            self._tour = Tour(program, self._reach, badges, program.options.screenshots)
            self._tour.start()

    def _approvers(self, badges: Sequence[DemoBadge]) -> tuple[Reachable, ...]:
        """The badges of those who may approve what needs a second person."""
        return tuple(
            Reachable(name, secret, CODE128_AIM, True, under=posts)
            for badge in badges
            if may(map(Post, badge.posts), UseCase.ACCEPT_WEIGHT)
            for name, posts, secret in (self._card(badge),)
        )

    def _card(self, badge: DemoBadge) -> tuple[str, str, str]:
        words = [self._post(Post(post)) for post in badge.posts]
        return badge.name, ", ".join(words), badge.secret

    def _post(self, post: Post) -> str:
        return worded(self._program.translator, status_word(post))

    @Slot(str, str)
    def _on_clicked(self, text: str, aim: str) -> None:
        if aim != SCALE_AIM:
            self._program.devices.simulate(text, aim)
        elif self._program.scale is not None:
            self._program.scale.put_on(int(text))

    @Slot(object)
    def _on_shown(self, shown: Shown) -> None:
        self._take_off(shown)
        reach = self._reach
        if reach is None:
            return
        if shown.operator is None:
            self._dock.show_reach(())
            return
        state = shown.state
        self._ticket = self._program.tasks.start(lambda: reach.of(state), self._on_reach)

    def _take_off(self, shown: Shown) -> None:
        """A box that is closed is taken off the scale."""
        scale = self._program.scale
        closed = shown.verdict is not None and shown.verdict.kind in _CLOSED
        if closed and scale is not None and scale.is_there:
            scale.put_on(0)

    def _on_reach(self, finished: Finished) -> None:
        if finished.ticket != self._ticket or finished.trouble is not None:
            return  # late, or the database is away: the codes on show stay
        codes: tuple[Reachable, ...] = finished.result
        self._dock.show_reach(codes)
