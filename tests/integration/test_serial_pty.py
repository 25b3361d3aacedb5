"""A serial scanner on a real port of the system: cut codes, unplugging, a second program."""

from __future__ import annotations

import logging
import queue
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
import serial

from procedure.scans import RawScan
from procedure.words import ScanSource
from resources.catalogue import load
from scanner.discovery import PortIdentity
from scanner.framing import DamageKind
from scanner.link import (
    Absent,
    Busy,
    Connected,
    DamagedLine,
    LinkEvent,
    Lost,
    RefusalKind,
    Refused,
    sentence,
    state_of_error,
)
from scanner.pty_scanner import PtyScanner
from scanner.reception import MachineClock, Reception
from scanner.serial import SearchPace, SerialScanner, SerialSettings
from scanner.simulator import SteppingClock
from tests.plugins.serial_station import PATIENCE_S, SOON, STARTED, Bus, Station


@pytest.fixture
def line(tmp_path: Path) -> Iterator[PtyScanner]:
    with PtyScanner(tmp_path / "scanner") as pty_scanner:
        yield pty_scanner


@pytest.fixture
def stations() -> Iterator[list[Station]]:
    """Whatever the test starts is stopped, and no thread is left."""
    started: list[Station] = []
    yield started
    for station in started:
        assert station.scanner.stop()
    assert not [t.name for t in threading.enumerate() if t.name.startswith("scanner ")]


def connected(stations: list[Station], station: Station) -> Station:
    stations.append(station)
    station.scanner.start()
    identity = station.scanner.identity
    assert station.event() == Connected(identity.device, identity.path)
    return station


def test_a_code_arrives_as_one_scan_from_the_reader_thread(
    line: PtyScanner, stations: list[Station]
) -> None:
    station = connected(stations, Station(PortIdentity(line.path)))
    line.send(b"]E06901234567892\r\n")
    scan = station.scan()
    assert (scan.raw, scan.raw_text, scan.aim) == (b"]E06901234567892", "6901234567892", "]E0")
    assert (scan.device, scan.source) == (f"serial:{line.path}", ScanSource.SERIAL)
    assert station.threads == {f"scanner serial:{line.path}"}


def test_codes_cut_and_joined_by_the_line_arrive_whole(
    line: PtyScanner, stations: list[Station]
) -> None:
    station = connected(stations, Station(PortIdentity(line.path)))
    line.send(b"FIRST\r\nSECOND\r\n690123")
    assert [station.text(), station.text()] == ["FIRST", "SECOND"]
    # The first half was in the same read as SECOND: it is waiting for its rest.
    line.send(b"4567892\r")
    line.send(b"\nTHIRD\t")
    assert [station.text(), station.text()] == ["6901234567892", "THIRD"]
    assert station.quiet


def test_a_tone_is_written_back(line: PtyScanner, stations: list[Station]) -> None:
    station = connected(stations, Station(PortIdentity(line.path)))
    line.send(b"FIRST\r")
    assert station.text() == "FIRST"
    station.scanner.send(b"\x1b7,")
    assert b"".join(line.receive() for _ in range(3)) == b"\x1b7,"


def test_a_scanner_that_takes_no_tones_is_read_all_the_same(
    line: PtyScanner, stations: list[Station]
) -> None:
    station = connected(stations, Station(PortIdentity(line.path)))
    for number in range(50):  # far more than the line holds, and nobody takes it off
        station.scanner.send(b"#" * 4096)
        line.send(f"TOTE-{number}\r".encode())
        assert station.text() == f"TOTE-{number}"
    assert station.quiet


def test_checked_blocks_arrive_and_a_wrong_check_byte_is_damage(
    line: PtyScanner, stations: list[Station]
) -> None:
    checked = SerialSettings(block_check=True, pace=SOON.pace)
    station = connected(stations, Station(PortIdentity(line.path), settings=checked))
    line.send(b"\x02TEST\x03\x15\r\n\x02TEST\x03\x16\x02TEST\x03\x15")
    assert [station.text(), station.text()] == ["TEST", "TEST"]
    device = station.scanner.identity.device
    assert station.event() == DamagedLine(device, DamageKind.CHECK, b"TEST")


def test_500_codes_cut_anywhere_arrive_in_order(line: PtyScanner, stations: list[Station]) -> None:
    station = connected(stations, Station(PortIdentity(line.path)))
    codes = [f"LOC-A-01-{number:04d}" for number in range(500)]
    stream = "".join(f"{code}\r\n" for code in codes).encode()
    for start in range(0, len(stream), 7):
        line.send(stream[start : start + 7])
    assert [station.text() for _ in codes] == codes
    assert station.quiet


def test_a_chinese_code_is_read_in_either_encoding(
    line: PtyScanner, stations: list[Station]
) -> None:
    station = connected(stations, Station(PortIdentity(line.path)))
    line.send("茶杯\r".encode("gb18030") + "茶杯\r".encode())
    assert [station.text(), station.text()] == ["茶杯", "茶杯"]


def test_silence_ends_the_code_of_a_scanner_without_terminator(
    line: PtyScanner, stations: list[Station]
) -> None:
    station = connected(stations, Station(PortIdentity(line.path), clock=MachineClock()))
    line.send(b"6901234567892")
    assert station.text() == "6901234567892"


def test_unplugged_in_the_middle_of_a_code_the_half_is_dropped(
    line: PtyScanner, stations: list[Station]
) -> None:
    station = connected(stations, Station(PortIdentity(line.path)))
    device = f"serial:{line.path}"
    line.send(b"FIRST\r690123")
    assert station.text() == "FIRST"
    line.unplug()
    assert station.event() == Lost(device, dropped=6)
    line.plug()
    assert station.event() == Connected(device, line.path)
    line.send(b"4006381333931\r")
    assert station.text() == "4006381333931"
    assert station.quiet


def test_a_scanner_that_comes_later_connects_by_itself(
    line: PtyScanner, stations: list[Station]
) -> None:
    line.unplug()
    station = Station(PortIdentity(line.path))
    stations.append(station)
    station.scanner.start()
    assert station.event() == Absent(f"serial:{line.path}")
    line.plug()
    assert station.event() == Connected(f"serial:{line.path}", line.path)


def test_a_second_program_is_told_that_the_scanner_is_taken(
    line: PtyScanner, stations: list[Station]
) -> None:
    first = connected(stations, Station(PortIdentity(line.path)))
    second = Station(PortIdentity(line.path))
    stations.append(second)
    second.scanner.start()
    busy = second.event()
    assert busy == Busy(f"serial:{line.path}", line.path)
    assert "Another program uses this scanner" in sentence(busy, load("en").text)
    line.send(b"MINE\r")
    assert first.text() == "MINE"
    assert first.scanner.stop()
    assert second.event() == Connected(f"serial:{line.path}", line.path)
    line.send(b"YOURS\r")
    assert second.text() == "YOURS"
    assert first.quiet


def test_a_program_that_asks_for_the_lock_finds_the_port_taken(
    line: PtyScanner, stations: list[Station]
) -> None:
    connected(stations, Station(PortIdentity(line.path)))
    with pytest.raises(serial.SerialException) as caught:
        serial.Serial(line.path, exclusive=True)
    assert state_of_error("d", line.path, caught.value) == Busy("d", line.path)


def test_a_scanner_that_stays_away_is_told_of_once(
    line: PtyScanner, stations: list[Station]
) -> None:
    identity = PortIdentity(line.path, 0x0C2E, 0x0B61, "S123", "1-4")
    bus = Bus(identity)
    station = connected(stations, Station(identity, ports=bus.ports))
    bus.plugged = ()
    line.unplug()
    assert station.event() == Lost("serial:0c2e:0b61:S123", dropped=0)
    bus.wait_for_looks(5)
    assert station.quiet
    line.plug()
    bus.plugged = (identity,)
    assert isinstance(station.event(), Connected)


def test_a_scanner_that_stays_taken_is_told_of_once(
    line: PtyScanner, stations: list[Station]
) -> None:
    identity = PortIdentity(line.path, 0x0C2E, 0x0B61, "S123", "1-4")
    bus = Bus(identity)
    first = connected(stations, Station(identity, ports=lambda: (identity,)))
    second = Station(identity, ports=bus.ports)
    stations.append(second)
    second.scanner.start()
    assert isinstance(second.event(), Busy)
    bus.wait_for_looks(5)
    assert first.quiet
    assert second.quiet


def test_a_usb_scanner_is_found_again_under_another_name(
    tmp_path: Path, stations: list[Station]
) -> None:
    plugged: list[PortIdentity] = []
    with PtyScanner(tmp_path / "COM7") as before, PtyScanner(tmp_path / "COM9") as after:
        wanted = PortIdentity(before.path, 0x0C2E, 0x0B61, "S123", "1-4")
        plugged.append(wanted)
        station = connected(stations, Station(wanted, ports=lambda: tuple(plugged)))
        plugged[:] = [PortIdentity(after.path, 0x0C2E, 0x0B61, "S123", "1-2")]
        before.unplug()
        assert station.event() == Lost("serial:0c2e:0b61:S123", dropped=0)
        assert station.event() == Connected("serial:0c2e:0b61:S123", after.path)
        after.send(b"AGAIN\r")
        assert station.scan().device == "serial:0c2e:0b61:S123"


def test_a_line_without_end_is_shown_as_damaged(line: PtyScanner, stations: list[Station]) -> None:
    station = connected(stations, Station(PortIdentity(line.path)))
    line.send(b"7" * 5000 + b"\rNEXT\r")
    damaged = station.event()
    assert damaged == DamagedLine(f"serial:{line.path}", DamageKind.TOO_LONG, b"7" * 64)
    assert station.text() == "NEXT"


def test_a_path_that_is_no_port_is_refused(tmp_path: Path, stations: list[Station]) -> None:
    path = tmp_path / "notes.txt"
    path.write_text("no port")
    station = Station(PortIdentity(str(path)))
    stations.append(station)
    station.scanner.start()
    device = f"serial:{path}"
    assert station.event() == Refused(device, str(path), RefusalKind.DEVICE_FAULT)


def test_stopping_interrupts_the_search_and_the_waiting_read(
    line: PtyScanner, stations: list[Station]
) -> None:
    an_hour = SerialSettings(pace=SearchPace(3_600_000, 3_600_000, 3_600_000))
    reading = connected(stations, Station(PortIdentity(line.path), settings=an_hour))
    searching = Station(PortIdentity(f"{line.path}-away"), settings=an_hour)
    searching.scanner.start()
    assert isinstance(searching.event(), Absent)
    assert searching.scanner.stop(PATIENCE_S)
    assert reading.scanner.stop(PATIENCE_S)
    assert reading.quiet


def test_nothing_is_delivered_after_stop_even_by_a_receiver_that_is_slow(
    line: PtyScanner,
) -> None:
    texts: list[str] = []
    busy, done = threading.Event(), threading.Event()

    def receive(scan: RawScan) -> None:
        texts.append(scan.raw_text)
        busy.set()
        assert done.wait(PATIENCE_S)

    events: queue.Queue[LinkEvent] = queue.Queue()
    scanner = SerialScanner(PortIdentity(line.path), receive, events.put, settings=SOON)
    scanner.start()
    assert isinstance(events.get(timeout=PATIENCE_S), Connected)
    line.send(b"ONE\rTWO\r")
    assert busy.wait(PATIENCE_S)
    assert not scanner.stop(timeout_s=0)
    with pytest.raises(RuntimeError, match="started already"):
        scanner.start()
    done.set()
    assert scanner.stop(PATIENCE_S)
    assert texts == ["ONE"]
    assert events.empty()


def test_a_stopped_scanner_starts_again_and_a_running_one_does_not(
    line: PtyScanner, stations: list[Station]
) -> None:
    station = connected(stations, Station(PortIdentity(line.path)))
    with pytest.raises(RuntimeError, match="started already"):
        station.scanner.start()
    assert station.scanner.stop()
    station.scanner.start()
    assert isinstance(station.event(), Connected)
    line.send(b"AGAIN\r")
    assert station.text() == "AGAIN"


def test_a_receiver_that_fails_costs_one_scan_and_not_the_scanner(
    line: PtyScanner, caplog: pytest.LogCaptureFixture
) -> None:
    got: queue.Queue[str] = queue.Queue()

    def receive(scan: RawScan) -> None:
        if scan.raw_text == "BAD":
            raise LookupError("the receiver's own fault")
        got.put(scan.raw_text)

    reception = Reception(SteppingClock(STARTED))
    events: queue.Queue[LinkEvent] = queue.Queue()
    scanner = SerialScanner(
        PortIdentity(line.path), receive, events.put, settings=SOON, reception=reception
    )
    scanner.start()
    assert isinstance(events.get(timeout=PATIENCE_S), Connected)
    with caplog.at_level(logging.ERROR, "scanner.serial"):
        line.send(b"BAD\rGOOD\r")
        assert got.get(timeout=PATIENCE_S) == "GOOD"
    assert scanner.stop()
    assert [record.exc_info is not None for record in caplog.records] == [True]
    assert "BAD" not in caplog.records[0].getMessage()
