"""Cycles with objects of Qt are collected in the main thread only, and they are collected."""

from __future__ import annotations

import gc
import threading
import weakref
from collections.abc import Iterator

import pytest
from PySide6.QtCore import QEventLoop, QObject, QTimer
from pytestqt.qtbot import QtBot

from desktop.cycle_collection import LONGEST_LOOKS, QUIET_LOOKS, CycleCollection

CYCLES = 300
MORE_THAN_ANY_THRESHOLD = 10_000


class Card(QObject):
    """Holds itself, as a widget does whose signal is connected to a closure over it."""

    def __init__(self, ends: list[int]) -> None:
        super().__init__()
        self.itself = self
        weakref.finalize(self, lambda: ends.append(threading.get_ident()))


class Cell:
    """A young object for the collector to count."""


@pytest.fixture
def collection(qtbot: QtBot) -> Iterator[CycleCollection]:
    """The program's collection, started as the program does; Python's own was on before."""
    gc.enable()
    collection = CycleCollection()
    collection.start()
    yield collection
    collection.stop()
    gc.disable()


def allocate() -> list[Cell]:
    """More objects than Python's own collector would let pass."""
    return [Cell() for _ in range(MORE_THAN_ANY_THRESHOLD)]


def make_oldest_due() -> None:
    """So many younger collections that everything is to be looked through next."""
    for _ in range(gc.get_threshold()[2] + 1):
        gc.collect(1)


def is_gone(card: weakref.ref[Card]) -> bool:
    return card() is None


def aged() -> weakref.ref[Card]:
    """A dead cycle that only a collection of everything finds."""
    card = weakref.ref(kept := Card([]))
    gc.collect()
    del kept
    make_oldest_due()
    allocate()
    assert not is_gone(card)
    return card


def test_no_object_of_qt_ends_in_another_thread(qtbot: QtBot, collection: CycleCollection) -> None:
    ends: list[int] = []
    may_end = threading.Event()

    def work() -> None:
        while not may_end.is_set():
            allocate()

    busy = threading.Thread(target=work, name="busy")
    busy.start()
    for _ in range(CYCLES):
        Card(ends)
    qtbot.waitUntil(lambda: len(ends) == CYCLES)
    may_end.set()
    busy.join()
    assert set(ends) == {threading.get_ident()}


def test_nothing_is_collected_in_the_midst_of_an_event(collection: CycleCollection) -> None:
    outer, inner = QEventLoop(), QEventLoop()
    gone: list[bool] = []

    def look(card: weakref.ref[Card], loop: QEventLoop) -> None:
        collection.look()
        gone.append(is_gone(card))
        loop.quit()

    def open_and_wait() -> None:
        """As a dialog does in the midst of a click."""
        card = weakref.ref(Card([]))
        kept = allocate()
        QTimer.singleShot(0, lambda: look(card, inner))
        inner.exec()
        look(card, outer)
        assert kept

    QTimer.singleShot(0, open_and_wait)
    outer.exec()
    assert gone == [False, True]


def test_everything_is_looked_through_when_nobody_scans(collection: CycleCollection) -> None:
    card = aged()
    for _ in range(QUIET_LOOKS - 1):
        collection.look()
    assert not is_gone(card)
    collection.look()
    assert is_gone(card)


def test_a_scan_postpones_it_but_not_for_ever(collection: CycleCollection) -> None:
    card = aged()
    looks = 0
    while not is_gone(card):
        collection.postpone()
        collection.look()
        looks += 1
    assert looks == LONGEST_LOOKS


def test_stopped_it_is_pythons_again(collection: CycleCollection) -> None:
    assert not gc.isenabled()
    collection.stop()
    assert gc.isenabled()
