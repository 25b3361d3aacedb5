"""Who may settle a conflict sees in the strip that there is one; nobody else does."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pytest
from PySide6.QtCore import QObject
from pytestqt.qtbot import QtBot

from db.views.conflicts import open_conflicts
from desktop.conflict_watch import INDICATOR, ConflictWatch
from desktop.shell import Shell
from desktop.tasks import Tasks
from desktop.widgets.states import State
from fulfilment.station.conflicts import ConflictReport, report_conflict, settle_conflict
from procedure.permissions import UseCase, may
from procedure.words import Post, Screen
from resources.catalogue import load
from tests.plugins.houses import START, SmallHouse, small_house_at


@pytest.fixture
def at(tmp_path: Path) -> Iterator[SmallHouse]:
    """The small house on SQLite."""
    built = small_house_at(tmp_path / "house.sqlite")
    yield built
    built.house.close()


class Office:
    """The window's frame and the watch behind it."""

    def __init__(self, at: SmallHouse, qtbot: QtBot, parent: QObject) -> None:
        self.at, self.qtbot = at, qtbot
        translator = load("en")
        self.tasks = Tasks(parent)
        self.shell = Shell(translator.text)
        qtbot.addWidget(self.shell)
        self.watch = ConflictWatch(at.house, self.tasks, self.shell, translator, parent)

    def looked(self) -> None:
        """The poll's time has come, and what it asked is answered."""
        self.watch.look()
        self.qtbot.waitUntil(lambda: not self.tasks._receivers)

    def words(self) -> str:
        """What the strip says of conflicts; "" where it says nothing."""
        shown = self.shell._strip._indicators.get(INDICATOR)
        return "" if shown is None else shown.accessibleName()

    @property
    def sentence(self) -> str:
        """What the foot says."""
        return self.shell._foot.message.sentence


@pytest.fixture
def office(at: SmallHouse, qtbot: QtBot) -> Iterator[Office]:
    """The frame; nobody is signed in."""
    parent = QObject()
    made = Office(at, qtbot, parent)
    yield made
    made.watch.stop()
    made.tasks.close()


def happen(at: SmallHouse, number: int) -> None:
    """A scan came under the number of another one at the packing bench."""
    report = ConflictReport(UUID(int=number), 1, "a", "b", "6901234567892", None, START)
    report_conflict(at.house, at.stations[Screen.PACK], report)


def test_a_supervisor_sees_how_many_wait_until_they_are_settled(
    office: Office, at: SmallHouse
) -> None:
    office.watch.look_for(at.people[Post.SUPERVISOR])
    office.looked()
    assert office.words() == ""
    happen(at, 1)
    office.looked()
    assert "1 conflict" in office.words()
    assert office.shell._strip.indicator(INDICATOR).state is State.WRONG
    assert office.sentence.startswith("A scan at pack-1 came under the number of another one")
    office.shell.say(None, "")
    happen(at, 2)
    office.looked()
    assert "2 conflicts" in office.words()
    assert office.sentence != "", "the new one is told of"
    office.shell.say(None, "")
    office.looked()
    assert office.sentence == "", "and told of once"
    with at.house.database.read() as connection:
        numbers = [each.conflict_id for each in open_conflicts(connection)]
    for number in numbers:
        assert settle_conflict(at.house, at.people[Post.SUPERVISOR], number, "two scanners") is None
    office.looked()
    assert office.words() == ""


@pytest.mark.parametrize("post", Post)
def test_only_who_may_settle_one_is_told(office: Office, at: SmallHouse, post: Post) -> None:
    happen(at, 1)
    office.watch.look_for(at.people[post])
    office.qtbot.waitUntil(lambda: not office.tasks._receivers)
    told = may(frozenset({post}), UseCase.SETTLE_CONFLICT)
    assert (office.words() != "") == told
    assert (office.sentence != "") == told


def test_who_comes_next_is_not_shown_what_was_there(office: Office, at: SmallHouse) -> None:
    happen(at, 1)
    office.watch.look_for(at.people[Post.SUPERVISOR])
    office.looked()
    assert office.words() != ""
    office.watch.look_for(at.people[Post.PACKER])
    assert office.words() == ""
    office.watch.look_for(None)
    assert office.words() == ""
