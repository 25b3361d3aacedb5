"""The sound card is missing, fails or hangs: the station is silent, and nobody waits for it."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from typing import Any

import pytest

from desktop import feedback
from desktop.feedback import MOST_WAITING, Speaker
from procedure.words import Signal

FAR_TOO_MANY = 3 * MOST_WAITING


class Card:
    """A sound card that a test breaks; the driver's side of `miniaudio.PlaybackDevice`."""

    def __init__(self, begin: Callable[[], None] = lambda: None) -> None:
        self.begin = begin
        self.begun = threading.Event()
        self.played = 0
        self.closed = threading.Event()

    def start(self, frames: Iterator[Any]) -> None:
        self.begun.set()
        self.begin()
        self.played += 1
        for _ in iter(lambda: next_part(frames), None):
            pass

    def stop(self) -> None:
        pass

    def close(self) -> None:
        self.closed.set()


def next_part(frames: Any) -> Any:
    """What the driver is given when it asks for frames; None after the last."""
    try:
        return frames.send(4096)
    except StopIteration:
        return None


def hang(let_go: threading.Event) -> None:
    let_go.wait()


def fail() -> None:
    raise OSError("the card was unplugged")


@pytest.fixture(autouse=True)
def _quick_to_give_up(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(feedback, "END_S", 0.2)


def ends(speaker: Speaker) -> bool:
    """Whether the speaker's end comes back, whatever the card does."""
    stopping = threading.Thread(target=speaker.stop, daemon=True)
    stopping.start()
    stopping.join(timeout=30)
    return not stopping.is_alive()


def test_a_machine_without_a_card_is_silent_and_ends() -> None:
    speaker = Speaker(lambda: None)
    speaker.start()
    for _ in range(FAR_TOO_MANY):
        speaker.play(Signal.GOOD)
    assert ends(speaker)
    assert not speaker.works


def test_a_card_that_cannot_be_opened_is_no_ones_trouble(
    caplog: pytest.LogCaptureFixture,
) -> None:
    speaker = Speaker(fail)
    speaker.start()
    speaker._thread.join()
    speaker.play(Signal.WRONG)
    assert ends(speaker)
    assert not speaker.works
    assert [record.levelname for record in caplog.records] == ["WARNING"]


def test_a_card_that_fails_at_work_blocks_neither_a_scan_nor_the_end() -> None:
    card = Card(fail)
    speaker = Speaker(lambda: card)
    speaker.start()
    speaker.play(Signal.GOOD)
    speaker._thread.join()
    assert card.closed.is_set()
    speaker.works = True  # a scan that asked just before the failure was known
    for _ in range(FAR_TOO_MANY):
        speaker.play(Signal.GOOD)
    assert ends(speaker)


def test_a_driver_that_hangs_blocks_neither_a_scan_nor_the_end() -> None:
    let_go = threading.Event()
    card = Card(lambda: hang(let_go))
    speaker = Speaker(lambda: card)
    speaker.start()
    speaker.play(Signal.GOOD)
    card.begun.wait()
    for _ in range(FAR_TOO_MANY):
        speaker.play(Signal.GOOD)
    assert ends(speaker)
    let_go.set()
    speaker._thread.join()
    assert card.played == 1, "what waited is not played after the end"


def test_a_card_that_works_plays_each_verdict_and_is_closed() -> None:
    card = Card()
    speaker = Speaker(lambda: card)
    speaker.start()
    for signal in Signal:
        speaker.play(signal)
    speaker._queue.put(None)
    speaker._thread.join()
    assert ends(speaker)
    assert card.played == len(Signal)
    assert card.closed.is_set()
