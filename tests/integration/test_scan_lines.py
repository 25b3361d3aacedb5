"""Handhelds that send plain lines over TCP, on real sockets."""

from __future__ import annotations

import queue
import select
import socket
import threading
from collections.abc import Iterator
from datetime import UTC, datetime

import pytest

from procedure.scans import RawScan
from procedure.words import ScanSource
from resources.catalogue import load
from scanner.framing import DamageKind
from scanner.link import Connected, DamagedLine, LinkEvent, Lost, TurnedAway, sentence
from scanner.network import MOST_HANDHELDS, LineListener, ListenerSettings
from scanner.reception import MachineClock, Reception
from scanner.simulator import SteppingClock

HERE = "127.0.0.1"
PATIENCE_S = 30.0
STARTED = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)


class Desk:
    """Receives what handhelds send."""

    def __init__(self, *allowed: str, clock: MachineClock | None = None) -> None:
        self._scans: queue.Queue[RawScan] = queue.Queue()
        self._events: queue.Queue[LinkEvent] = queue.Queue()
        # A clock that stands still: no pause of a busy machine is ever a silence.
        self.listener = LineListener(
            ListenerSettings(HERE, 0, allowed),
            self._scans.put,
            self._events.put,
            reception=Reception(clock or SteppingClock(STARTED)),
        )
        self.port = self.listener.start()

    def handheld(self) -> socket.socket:
        return socket.create_connection((HERE, self.port), timeout=PATIENCE_S)

    def text(self) -> str:
        return self._scans.get(timeout=PATIENCE_S).raw_text

    def scan(self) -> RawScan:
        return self._scans.get(timeout=PATIENCE_S)

    def event(self) -> LinkEvent:
        return self._events.get(timeout=PATIENCE_S)


@pytest.fixture
def desk() -> Iterator[Desk]:
    made = Desk(HERE)
    yield made
    made.listener.stop()
    assert "scanner lines" not in {thread.name for thread in threading.enumerate()}


def test_a_line_is_a_scan_and_nothing_is_answered(desk: Desk) -> None:
    with desk.handheld() as handheld:
        handheld.sendall(b"]E06901234567892\r\nTOTE-1\n")
        scan = desk.scan()
        assert (scan.raw_text, scan.aim) == ("6901234567892", "]E0")
        assert (scan.device, scan.source) == (f"tcp:{HERE}", ScanSource.NETWORK)
        assert desk.text() == "TOTE-1"
        assert select.select([handheld], [], [], 0)[0] == [], "no byte came back"


def test_half_a_line_of_a_handheld_that_left_is_dropped(desk: Desk) -> None:
    with desk.handheld() as handheld:
        handheld.sendall(b"FIRST\r690123")
        assert desk.text() == "FIRST"
    assert desk.event() == Connected(f"tcp:{HERE}", HERE)
    assert desk.event() == Lost(f"tcp:{HERE}", 6)
    with desk.handheld() as handheld:
        handheld.sendall(b"SECOND\r")
        assert desk.text() == "SECOND"


def test_two_handhelds_do_not_mix_their_lines(desk: Desk) -> None:
    with desk.handheld() as one, desk.handheld() as other:
        one.sendall(b"AAA\rBBB")
        assert desk.text() == "AAA"
        other.sendall(b"CCC\r")
        assert desk.text() == "CCC"
        one.sendall(b"BBB\r")
        assert desk.text() == "BBBBBB"


def test_a_line_of_513_bytes_is_damage_and_the_next_is_a_scan(desk: Desk) -> None:
    with desk.handheld() as handheld:
        handheld.sendall(b"7" * 512 + b"\r" + b"7" * 513 + b"\rTOTE-1\r")
        assert len(desk.text()) == 512
        assert desk.text() == "TOTE-1"
    assert desk.event() == Connected(f"tcp:{HERE}", HERE)
    assert desk.event() == DamagedLine(f"tcp:{HERE}", DamageKind.TOO_LONG, b"7" * 64)


def test_silence_ends_a_line_without_terminator() -> None:
    desk = Desk(HERE, clock=MachineClock())
    try:
        with desk.handheld() as handheld:
            handheld.sendall(b"TOTE-1")
            assert desk.text() == "TOTE-1"
    finally:
        desk.listener.stop()


def test_who_is_not_on_the_list_is_turned_away() -> None:
    desk = Desk("10.0.0.7")
    try:
        with desk.handheld() as handheld:
            assert handheld.recv(1) == b"", "closed at once"
        said = desk.event()
        assert said == TurnedAway(f"tcp:{HERE}", HERE)
        assert HERE in sentence(said, load("en").text)
    finally:
        desk.listener.stop()


def test_no_more_handhelds_than_can_be_served(desk: Desk) -> None:
    handhelds = [desk.handheld() for _ in range(MOST_HANDHELDS)]
    for _ in handhelds:
        assert isinstance(desk.event(), Connected)
    with desk.handheld() as one_more:
        assert one_more.recv(1) == b""
    assert isinstance(desk.event(), TurnedAway)
    for handheld in handhelds:
        handheld.close()


@pytest.mark.parametrize(
    ("address", "allowed", "port"),
    [
        ("0.0.0.0", (HERE,), 9100),
        ("::", (HERE,), 9100),
        (HERE, ("0.0.0.0",), 9100),
        ("warehouse", (HERE,), 9100),
        (HERE, ("anybody",), 9100),
        (HERE, (HERE,), 70_000),
    ],
)
def test_settings_that_would_let_everybody_in_are_refused(
    address: str, allowed: tuple[str, ...], port: int
) -> None:
    with pytest.raises(ValueError, match=r"address|port"):
        ListenerSettings(address, port, allowed)


def test_a_port_that_is_taken_is_the_worlds_fault(desk: Desk) -> None:
    settings = ListenerSettings(HERE, desk.port, (HERE,))
    second = LineListener(settings, lambda scan: None, lambda event: None)
    with pytest.raises(OSError, match="in use"):
        second.start()
    second.stop()
