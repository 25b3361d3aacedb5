"""Which port is the scanner we knew, and how often it is looked for."""

from __future__ import annotations

import doctest
from datetime import UTC, datetime
from pathlib import Path

import pytest

import scanner.port_thread
import scanner.simulator
from procedure.scans import RawScan
from procedure.words import ScanSource
from scanner import discovery
from scanner.discovery import PortIdentity, find_again, list_ports
from scanner.simulator import RepeatableScanner, SimulatedScanner, SteppingClock

STARTED = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
ONE = PortIdentity("COM3", 0x0C2E, 0x0B61, "S1", "1-1")
TWO = PortIdentity("COM4", 0x0C2E, 0x0B61, "S2", "1-2")
PRINTER = PortIdentity("COM5", 0x0416, 0x5011, None, "1-3")
NAMELESS = PortIdentity("COM6", 0x1A86, 0x7523, None, "1-4")
NAMELESS_TOO = PortIdentity("COM8", 0x1A86, 0x7523, None, "1-5")


@pytest.mark.parametrize("module", [discovery, scanner.port_thread, scanner.simulator])
def test_the_examples_run(module: object) -> None:
    results = doctest.testmod(module)  # type: ignore[arg-type]
    assert results.attempted > 0
    assert results.failed == 0


@pytest.mark.parametrize(
    ("wanted", "ports", "found"),
    [
        (ONE, [TWO, ONE], ONE),
        (ONE, [TWO, PortIdentity("COM9", 0x0C2E, 0x0B61, "S1", "1-7")], "COM9"),
        (ONE, [TWO], None),
        (NAMELESS, [NAMELESS_TOO, NAMELESS], NAMELESS),
        (NAMELESS, [PRINTER, NAMELESS_TOO], NAMELESS_TOO),
        (NAMELESS, [NAMELESS_TOO, PortIdentity("COM9", 0x1A86, 0x7523, None, "1-6")], None),
        (PortIdentity("COM1"), [ONE, PortIdentity("COM1")], "COM1"),
        (PortIdentity("COM1"), [ONE], None),
        (ONE, [], None),
    ],
)
def test_a_scanner_is_known_by_what_it_is(
    wanted: PortIdentity, ports: list[PortIdentity], found: PortIdentity | str | None
) -> None:
    again = find_again(wanted, lambda: ports)
    assert (again.path if again and isinstance(found, str) else again) == found


def test_a_path_that_is_no_usb_device_is_there_when_it_exists(tmp_path: Path) -> None:
    path = tmp_path / "tty"
    assert find_again(PortIdentity(str(path)), tuple) is None
    path.touch()
    assert find_again(PortIdentity(str(path)), tuple) == PortIdentity(str(path))


def test_this_machine_lists_its_ports() -> None:
    ports = list_ports()
    assert [port.path for port in ports] == sorted(port.path for port in ports)


def test_the_simulated_scanner_takes_the_way_of_a_real_one() -> None:
    got: list[RawScan] = []
    simulated = SimulatedScanner(got.append, aim="]E0", device="demo")
    scan = simulated.scan("6901234567892")
    assert got == [scan]
    assert (scan.raw_text, scan.aim, scan.device) == ("6901234567892", "]E0", "demo")
    assert scan.source is ScanSource.SIMULATOR
    assert scan.raw == b"]E06901234567892"
    assert simulated.scan("LOC-A-01", aim="]C0").aim == "]C0"


@pytest.mark.parametrize("text", ["", "A\rB", "A\n", "\tA", "\x02A", "7" * 5000])
def test_the_simulated_scanner_refuses_what_no_scanner_sends(text: str) -> None:
    got: list[RawScan] = []
    simulated = SimulatedScanner(got.append)
    with pytest.raises(ValueError, match="no scanner"):
        simulated.scan(text)
    simulated.scan("NEXT")
    assert [scan.raw_text for scan in got] == ["NEXT"]


def test_a_seed_gives_the_same_ids_and_times() -> None:
    texts = ["LOC-A-01", "6901234567892", "6901234567892"]
    first = RepeatableScanner(7, STARTED).scan_all(texts)
    assert first == RepeatableScanner(7, STARTED).scan_all(texts)
    assert first != RepeatableScanner(8, STARTED).scan_all(texts)
    assert [scan.tick_ms for scan in first] == [2500, 5000, 7500]
    assert len({scan.event_id for scan in first}) == 3


def test_the_spacing_can_be_chosen_for_one_scan() -> None:
    simulated = RepeatableScanner(7, STARTED, spacing_ms=1000)
    ticks = [simulated.scan("A").tick_ms, simulated.scan("A", after_ms=300).tick_ms]
    assert ticks == [1000, 1300]


def test_the_stepping_clock_does_not_run_backwards() -> None:
    with pytest.raises(ValueError, match="backwards"):
        SteppingClock(STARTED).go_on(-1)
