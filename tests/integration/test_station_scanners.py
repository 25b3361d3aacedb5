"""Several scanners on one station: real ports, real sockets, each with its own settings."""

from __future__ import annotations

import queue
import socket
import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest

from procedure.scans import RawScan
from procedure.words import ScanSource, Signal
from resources.catalogue import load
from scanner.beeper import BEEPERS
from scanner.block_framing import check_byte
from scanner.discovery import PortIdentity
from scanner.link import Absent, Busy, Connected, LinkEvent, Listening, Lost, NotListening, sentence
from scanner.port_thread import SearchPace
from scanner.pty_scanner import PtyScanner
from scanner.simulator import SteppingClock
from scanner.station_scanners import StationScanners, command_line_scanner
from scanner.station_setup import NetworkSetup, Reading, SerialSetup, StationSetup

HERE = "127.0.0.1"
PATIENCE_S = 30.0
STARTED = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
SOON = SearchPace(soon_ms=5, soon_for_ms=10_000, later_ms=5)


class Station:
    """A station and what its scanners deliver."""

    def __init__(self) -> None:
        self._scans: queue.Queue[RawScan] = queue.Queue()
        self._events: queue.Queue[LinkEvent] = queue.Queue()
        self.reads: queue.Queue[tuple[str, bytes]] = queue.Queue()
        self.scanners = StationScanners(
            self._scans.put,
            self._events.put,
            on_bytes=lambda device, data: self.reads.put((device, data)),
            pace=SOON,
            # A clock that stands still: no pause of a busy machine is ever a silence.
            clock=SteppingClock(STARTED),
        )

    def scan(self) -> RawScan:
        return self._scans.get(timeout=PATIENCE_S)

    def event(self) -> LinkEvent:
        return self._events.get(timeout=PATIENCE_S)

    def until(self, wanted: LinkEvent) -> None:
        while self.event() != wanted:
            pass

    def apply(self, *serial: SerialSetup, network: NetworkSetup | None = None) -> None:
        self.scanners.apply(StationSetup(serial=serial, network=network or NetworkSetup()))


@pytest.fixture
def station() -> Iterator[Station]:
    made = Station()
    yield made
    made.scanners.close()
    left = [thread.name for thread in threading.enumerate() if "scanner" in thread.name]
    assert left == []


@pytest.fixture
def ptys(tmp_path: Path) -> Iterator[tuple[PtyScanner, PtyScanner]]:
    with PtyScanner(tmp_path / "bench") as bench, PtyScanner(tmp_path / "door") as door:
        yield bench, door


def setup_for(pty: PtyScanner, **change: object) -> SerialSetup:
    return replace(SerialSetup("one", PortIdentity(pty.path)), **change)  # type: ignore[arg-type]


def device(pty: PtyScanner) -> str:
    return f"serial:{pty.path}"


def connected(pty: PtyScanner) -> Connected:
    return Connected(device(pty), pty.path)


def free_port() -> int:
    with socket.create_server((HERE, 0)) as taken:
        return int(taken.getsockname()[1])


def test_two_scanners_are_read_each_with_its_own_settings(
    station: Station, ptys: tuple[PtyScanner, PtyScanner]
) -> None:
    bench, door = ptys
    station.apply(
        setup_for(bench, reading=Reading("Q#", "", "big5")), setup_for(door, block_check=True)
    )
    assert {station.event(), station.event()} == {connected(bench), connected(door)}
    bench.send(b"Q#" + "茶~A".encode("big5") + b"\r")
    scan = station.scan()
    assert (scan.raw_text, scan.device) == ("茶~A", device(bench))
    door.send(b"\x02A~B\x03" + bytes([check_byte(b"A~B")]))
    scan = station.scan()
    assert (scan.raw_text, scan.device) == ("A\x1dB", device(door))
    assert {station.reads.get(timeout=PATIENCE_S)[0] for _ in range(2)} <= {
        device(bench),
        device(door),
    }


def test_a_scanner_is_added_changed_and_removed_while_another_goes_on(
    station: Station, ptys: tuple[PtyScanner, PtyScanner]
) -> None:
    bench, door = ptys
    station.apply(setup_for(bench))
    station.until(connected(bench))
    bench.send(b"half a l")
    station.reads.get(timeout=PATIENCE_S)
    station.apply(setup_for(bench, silence_ms=500), setup_for(door))
    assert {station.event(), station.event()} == {connected(bench), connected(door)}
    bench.send(b"ine\r")
    assert station.scan().raw_text == "ine", "a changed scanner begins anew; its half is dropped"
    door.send(b"one tw")
    station.reads.get(timeout=PATIENCE_S)
    station.apply(setup_for(door, name="other", beeper="Zebra"))
    door.send(b"o\r")
    assert station.scan().raw_text == "one two", "a new name and other tones reopen nothing"
    station.apply()
    assert [thread.name for thread in threading.enumerate() if "scanner" in thread.name] == []


def test_the_tone_goes_to_the_scanner_that_scanned(
    station: Station, ptys: tuple[PtyScanner, PtyScanner]
) -> None:
    bench, door = ptys
    station.apply(setup_for(bench, beeper="Honeywell"), setup_for(door, beeper="Datalogic"))
    station.until(connected(bench))
    sounds = station.scanners.sound
    for pty, brand in ((bench, "Honeywell"), (door, "Datalogic")):
        for signal, wanted in (
            (Signal.GOOD, BEEPERS[brand].good),
            (Signal.STOP, BEEPERS[brand].bad),
        ):
            pty.send(b"TOTE-1\r")
            sounds(station.scan().device, signal)
            assert b"".join(pty.receive() for _ in wanted) == wanted
    sounds(device(bench), Signal.DUPLICATE)
    sounds("wedge", Signal.GOOD)
    sounds(device(bench), Signal.GOOD)
    assert b"".join(bench.receive() for _ in BEEPERS["Honeywell"].good) == BEEPERS["Honeywell"].good


def test_a_scanner_that_takes_no_tone_costs_no_scan(
    station: Station, ptys: tuple[PtyScanner, PtyScanner]
) -> None:
    bench, _ = ptys
    station.apply(setup_for(bench, beeper="Cognex"))
    station.until(connected(bench))
    for number in range(2000):
        station.scanners.sound(device(bench), Signal.GOOD)
        if number % 100 == 0:
            bench.send(b"TOTE-%d\r" % number)
            assert station.scan().raw_text == f"TOTE-{number}", "nobody reads the tones"


def test_another_program_on_the_port_is_said_and_waited_for(
    ptys: tuple[PtyScanner, PtyScanner], station: Station
) -> None:
    bench, _ = ptys
    other = Station()
    other.apply(setup_for(bench))
    other.until(connected(bench))
    station.apply(setup_for(bench))
    said = station.event()
    assert said == Busy(device(bench), bench.path)
    assert "Close that program" in sentence(said, load("en").text)
    other.scanners.close()
    assert station.event() == connected(bench)
    bench.send(b"TOTE-1\r")
    assert station.scan().raw_text == "TOTE-1"


def test_unplugged_in_mid_code_and_plugged_in_again(
    station: Station, ptys: tuple[PtyScanner, PtyScanner]
) -> None:
    bench, _ = ptys
    station.apply(setup_for(bench))
    station.until(connected(bench))
    bench.send(b"69012")
    station.reads.get(timeout=PATIENCE_S)
    bench.unplug()
    assert station.event() == Lost(device(bench), 5)
    bench.plug()
    assert station.event() == connected(bench)
    bench.send(b"TOTE-1\r")
    assert station.scan().raw_text == "TOTE-1"


def test_the_command_lines_scanner_is_read_beside_the_setup_and_not_twice(
    station: Station, ptys: tuple[PtyScanner, PtyScanner]
) -> None:
    bench, door = ptys
    extra = (command_line_scanner(door.path),)
    station.scanners.apply(StationSetup(serial=(setup_for(bench),)), extra)
    assert {station.event(), station.event()} == {connected(bench), connected(door)}
    # Somebody sets it up for good: by another identity, but it is the same port.
    usb = PortIdentity(door.path, 0x0C2E, 0x0B61, "S1")
    station.scanners.apply(StationSetup(serial=(SerialSetup("door", usb),)), extra)
    assert station.event() == Absent(usb.device), "the list of ports has no such USB device"


def test_handhelds_are_heard_at_once_and_no_more_when_it_is_turned_off(station: Station) -> None:
    network = NetworkSetup(True, HERE, free_port(), (HERE,))
    station.apply(network=network)
    assert station.event() == Listening("lines", HERE, network.port)
    with socket.create_connection((HERE, network.port), timeout=PATIENCE_S) as handheld:
        handheld.sendall(b"]E06901234567892\r\n")
        scan = station.scan()
        assert (scan.raw_text, scan.source) == ("6901234567892", ScanSource.NETWORK)
        assert station.reads.get(timeout=PATIENCE_S) == (f"tcp:{HERE}", b"]E06901234567892\r\n")
        station.apply()
        assert handheld.recv(1) == b"", "the connection was ended"
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection((HERE, network.port), timeout=PATIENCE_S)


def test_it_is_off_by_default(station: Station) -> None:
    station.apply()
    assert station.scanners._lines is None


def test_a_port_that_is_taken_is_said_once_and_taken_when_it_is_free(station: Station) -> None:
    with socket.create_server((HERE, 0)) as other:
        port = int(other.getsockname()[1])
        station.apply(network=NetworkSetup(True, HERE, port, (HERE,)))
        said = station.event()
        assert said == NotListening("lines", HERE, port)
        assert str(port) in sentence(said, load("en").text)
    assert station.event() == Listening("lines", HERE, port), "said once, then it listens"


def test_after_closing_nothing_is_opened(ptys: tuple[PtyScanner, PtyScanner]) -> None:
    made = Station()
    made.scanners.close()
    made.apply(setup_for(ptys[0]), network=NetworkSetup(True, HERE, free_port(), (HERE,)))
    assert [t.name for t in threading.enumerate() if "scanner" in t.name] == []


def test_a_setup_with_a_problem_touches_nothing(
    station: Station, ptys: tuple[PtyScanner, PtyScanner]
) -> None:
    bench, _ = ptys
    station.apply(setup_for(bench))
    station.until(connected(bench))
    with pytest.raises(ValueError, match="all addresses"):
        station.apply(network=NetworkSetup(True, "0.0.0.0", 9101, (HERE,)))
    bench.send(b"TOTE-1\r")
    assert station.scan().raw_text == "TOTE-1"
