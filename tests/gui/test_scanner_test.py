"""Settings, Scanner test: each planted fault is named with its cure, a good scanner is good.

Keys go through the wedge filter of a real window, bytes through a real serial port.
"""

from __future__ import annotations

import socket
import sys
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtGui import QInputMethodEvent
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.office.settings.scanner_test_tab import ScannerTestTab
from desktop.office.settings.screen import SettingsScreen
from desktop.program import Program
from desktop.wedge_filter import IME_SENTENCE
from procedure.words import Post
from resources.catalogue import load
from scanner.block_framing import check_byte
from scanner.commissioning import TEST_CODES, Fault, Finding, diagnose
from scanner.cures import Cure, cures
from scanner.pty_scanner import PtyScanner
from scanner.setup_file import keep_setup
from scanner.station_setup import NetworkSetup, StationSetup, WedgeSetup
from tests.gui.program_bench import ProgramBench, setup_of
from tests.plugins.faulty_scanner import PLANTED, FaultyScanner
from tests.plugins.typing_scanner import TypingScanner

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no ptys")
ON_A_LINE = tuple(f for f in PLANTED if f not in (Fault.LAYOUT, Fault.CAPS_LOCK))
GOOD = "This scanner is set up well. It can be used at every station."


@pytest.fixture
def bench(qtbot: QtBot, qapp: QApplication, tmp_path: Path) -> Iterator[ProgramBench]:
    made = ProgramBench(qtbot, qapp, tmp_path)
    yield made
    made.close()


@pytest.fixture
def pty(tmp_path: Path) -> Iterator[PtyScanner]:
    with PtyScanner(tmp_path / "desk") as pty:
        yield pty


class Test:
    """The tab in a running program, and whoever is tested at it."""

    __test__ = False

    def __init__(self, bench: ProgramBench, program: Program) -> None:
        screen = bench.settings(program)
        screen.show_tab("test")
        tab = screen.tabs["test"]
        assert isinstance(tab, ScannerTestTab)
        self.tab, self.program, self.qtbot = tab, program, bench.qtbot
        self.keys = TypingScanner(program.shell, first_ms=200_000)

    def begin(self, ends_ms: int = 0) -> None:
        """Begin; keys of a test come all at once, so no silence needs to pass."""
        self.tab.begin.click()
        self.tab.pulls.set_end(ends_ms)

    def types(self, text: str) -> None:
        """A scanner that types reads a code."""
        before = self.done
        self.keys.scan(text, end="")
        self.qtbot.waitUntil(lambda: self.done > before)

    def sends(self, pty: PtyScanner, data: bytes) -> None:
        """A scanner on a line reads a code."""
        before = self.done
        pty.send(data)
        self.qtbot.waitUntil(lambda: self.done > before)

    @property
    def done(self) -> int:
        return len(self.tab.seen)

    @property
    def found(self) -> tuple[Cure, ...]:
        return self.tab.result.cures

    def wanted(self, finding: Finding) -> tuple[Cure, ...]:
        return cures(finding, load("en"))


def test_each_fault_of_a_scanner_that_types_is_named_with_its_cure(
    bench: ProgramBench,
) -> None:
    test = Test(bench, bench.start())
    for seed, fault in enumerate(PLANTED):
        scanner = FaultyScanner(frozenset({fault}), seed)
        test.begin()
        for code in TEST_CODES:
            test.types(scanner.sends(code))
        assert not test.tab.is_running
        wanted = test.wanted(Finding((fault,), scanner.layout))
        assert test.found == wanted, fault
        assert test.tab.headline.text() == "What is wrong with the keyboard scanner"
        assert test.tab.print_cures.isVisible()


@pytest.mark.parametrize("fault", ON_A_LINE)
def test_each_fault_of_a_serial_scanner_is_named_with_its_cure(
    bench: ProgramBench, pty: PtyScanner, tmp_path: Path, fault: Fault
) -> None:
    keep_setup(tmp_path, setup_of(pty))
    program = bench.start()
    test = Test(bench, program)
    bench.qtbot.waitUntil(lambda: program.scanners.worst[1] == 1)
    scanner = FaultyScanner(frozenset({fault}), 7)
    test.begin(ends_ms=100)
    for code in TEST_CODES:
        test.sends(pty, scanner.sends(code).encode())
    assert test.found == test.wanted(Finding((fault,)))
    assert test.tab.headline.text() == "What is wrong with desk"


@pytest.mark.parametrize("end", ["\r", "\n", "\r\n", "\t"])
@pytest.mark.parametrize("gs_by_alt", [False, True])
def test_a_good_scanner_that_types_is_good(bench: ProgramBench, end: str, gs_by_alt: bool) -> None:
    test = Test(bench, bench.start())
    test.keys = TypingScanner(test.program.shell, 20, gs_by_alt=gs_by_alt, first_ms=200_000)
    scanner = FaultyScanner(frozenset(), 2, end)
    test.begin()
    for code in TEST_CODES:
        test.types(scanner.sends(code))
    assert (test.found, test.tab.headline.text()) == ((), GOOD)
    assert not test.tab.print_cures.isVisible()


@pytest.mark.parametrize("block_check", [False, True])
def test_a_good_serial_scanner_is_good(
    bench: ProgramBench, pty: PtyScanner, tmp_path: Path, block_check: bool
) -> None:
    (setup,) = setup_of(pty).serial
    keep_setup(tmp_path, StationSetup(serial=(replace(setup, block_check=block_check),)))
    program = bench.start()
    test = Test(bench, program)
    bench.qtbot.waitUntil(lambda: program.scanners.worst[1] == 1)
    scanner = FaultyScanner(frozenset(), 4, "" if block_check else "\r\n")
    test.begin(ends_ms=100)
    for code in TEST_CODES:
        line = scanner.sends(code).encode()
        if block_check:
            line = b"\x02" + line + b"\x03" + bytes([check_byte(line)])
        test.sends(pty, line)
    assert (test.found, test.tab.headline.text()) == ((), GOOD)


def test_a_scanner_with_a_prefix_of_its_own_is_good(bench: ProgramBench, tmp_path: Path) -> None:
    wedge = WedgeSetup()
    keep_setup(tmp_path, StationSetup(replace(wedge, reading=replace(wedge.reading, prefix="Q#"))))
    test = Test(bench, bench.start())
    scanner = FaultyScanner(frozenset(), 1)
    test.begin()
    for code in TEST_CODES:
        test.types("Q#" + scanner.sends(code))
    assert test.tab.headline.text() == GOOD


def test_codes_a_scanner_cannot_read_are_skipped(bench: ProgramBench) -> None:
    test = Test(bench, bench.start())
    scanner = FaultyScanner(frozenset(), 1)
    test.begin()
    for code in TEST_CODES:
        if code.has_eci:
            test.tab.skip.click()
        else:
            test.types(scanner.sends(code))
    assert test.tab.headline.text() == GOOD


def test_nothing_scanned_is_no_good_scanner(bench: ProgramBench) -> None:
    test = Test(bench, bench.start())
    test.begin()
    for _ in TEST_CODES:
        test.tab.skip.click()
    assert "nothing is known" in test.program.shell._foot.message.sentence
    assert test.tab.headline.text() != GOOD


def test_a_code_clicked_in_the_demo_is_no_scanner_and_is_said(bench: ProgramBench) -> None:
    test = Test(bench, bench.start())
    test.begin()
    test.program.devices.simulate(TEST_CODES[0].body, "]E0")
    assert test.program.shell._foot.message.sentence.startswith("The demo's codes are clicked")
    assert (test.tab.is_running, test.done) == (True, 0)


def test_the_same_code_twice_counts_once_and_is_said(bench: ProgramBench) -> None:
    test = Test(bench, bench.start())
    scanner = FaultyScanner(frozenset(), 1)
    text = scanner.sends(TEST_CODES[1])
    test.begin()
    test.types(text)
    test.keys.scan(text, end="")
    foot = test.program.shell._foot.message
    test.qtbot.waitUntil(lambda: foot.sentence == "That was the code before. Scan code 2 of 5.")
    assert test.done == 1


def test_another_scanner_in_the_midst_is_said_and_left_alone(
    bench: ProgramBench, pty: PtyScanner, tmp_path: Path
) -> None:
    keep_setup(tmp_path, setup_of(pty))
    program = bench.start()
    test = Test(bench, program)
    bench.qtbot.waitUntil(lambda: program.scanners.worst[1] == 1)
    scanner = FaultyScanner(frozenset(), 1)
    test.begin()
    test.types(scanner.sends(TEST_CODES[0]))
    pty.send(b"6901234567892\r")
    foot = program.shell._foot.message
    bench.qtbot.waitUntil(lambda: "Another scanner sent something" in foot.sentence)
    for code in TEST_CODES[1:]:
        test.types(scanner.sends(code))
    assert test.tab.headline.text() == GOOD


def test_keys_slower_than_the_gap_that_is_set_are_named(bench: ProgramBench) -> None:
    test = Test(bench, bench.start())
    test.keys = TypingScanner(test.program.shell, 80, first_ms=200_000)
    scanner = FaultyScanner(frozenset(), 1)
    test.begin()
    for code in TEST_CODES:
        test.types(scanner.sends(code))
    (cure,) = test.found
    assert cure.fault == "The keys come slowly"
    assert "100 ms" in cure.cure


def test_an_input_method_is_said_and_its_text_is_no_code(bench: ProgramBench) -> None:
    test = Test(bench, bench.start())
    test.begin()
    event = QInputMethodEvent("pb", [])
    QApplication.sendEvent(test.tab.picture, event)
    assert test.program.shell._foot.message.sentence == load("en").text(IME_SENTENCE)
    assert test.done == 0


def takes_all(test: Test) -> bool:
    return test.program.devices.wedge.is_scan_page


def test_no_key_of_a_test_reaches_a_widget_and_afterwards_all_keys_do(
    bench: ProgramBench,
) -> None:
    test = Test(bench, bench.start())
    test.begin()
    assert takes_all(test)
    test.types(FaultyScanner(frozenset(), 1).sends(TEST_CODES[0]))
    assert test.tab.is_running, "its Enter pressed no button"
    assert test.program.navigation is not None
    test.program.navigation.open("goods")
    assert (takes_all(test), test.tab.is_running) == (False, False)
    test.program.navigation.open("pack")
    assert takes_all(test)
    test.program.navigation.open("settings")
    test.begin()
    test.program.navigation.open("pack")
    assert takes_all(test), "a station's page stays one"


def test_codes_and_cures_are_printed(bench: ProgramBench, tmp_path: Path) -> None:
    test = Test(bench, bench.start())
    scanner = FaultyScanner(frozenset({Fault.NO_SUFFIX, Fault.NO_AIM}))
    test.begin()
    for code in TEST_CODES:
        test.types(scanner.sends(code))
    foot = test.program.shell._foot.message
    for button in (test.tab.print_codes, test.tab.print_cures):
        before = foot.sentence
        button.click()
        test.qtbot.waitUntil(lambda b=before: foot.sentence != b)  # type: ignore[misc]
        assert foot.sentence.startswith("Printed: ")
    names = {path.name for path in (tmp_path / "printed").iterdir()}
    assert names == {"Scanner-test.pdf", "Scanner-test-the-keyboard-scanner.pdf"}


def test_what_was_planted_is_what_the_pure_diagnosis_says() -> None:
    for fault in PLANTED:
        scanner = FaultyScanner(frozenset({fault}), 3)
        assert diagnose(scanner.sends_all()).faults == (fault,)


def test_each_tab_has_its_own_keys_in_the_foot(bench: ProgramBench) -> None:
    test = Test(bench, bench.start())
    hints = test.program.shell._foot.hints
    assert [key for key, _ in hints.hints] == ["Ctrl+Tab"]
    assert test.program.navigation is not None
    screen = test.program.navigation.office["settings"]
    assert isinstance(screen, SettingsScreen)
    screen.show_tab("scanners")
    assert [key for key, _ in hints.hints] == ["F5", "F6", "Ctrl+Tab"]


def test_escape_leaves_the_test_and_says_nothing_about_the_scanner(bench: ProgramBench) -> None:
    test = Test(bench, bench.start())
    hints = test.program.shell._foot.hints
    test.begin()
    assert [key for key, _ in hints.hints] == ["Esc", "Ctrl+Tab"]
    test.types(FaultyScanner(frozenset(), 1).sends(TEST_CODES[0]))
    QTest.keyClick(test.tab, Qt.Key.Key_Escape)
    assert not test.tab.is_running
    assert (test.found, test.tab.seen) == ((), ())
    assert [key for key, _ in hints.hints] == ["Ctrl+Tab"]
    assert not takes_all(test)


def test_a_good_handheld_that_sends_lines_is_good(bench: ProgramBench, tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = int(free.getsockname()[1])
    network = NetworkSetup(True, "127.0.0.1", port, ("127.0.0.1",))
    keep_setup(tmp_path, StationSetup(network=network))
    program = bench.start()
    test = Test(bench, program)
    bench.qtbot.waitUntil(lambda: program.scanners.worst[1] == 1)
    scanner = FaultyScanner(frozenset(), 5, "\r\n")
    test.begin(ends_ms=100)
    with socket.create_connection(("127.0.0.1", port)) as handheld:
        for code in TEST_CODES:
            before = test.done
            handheld.sendall(scanner.sends(code).encode())
            bench.qtbot.waitUntil(lambda done=before: test.done > done)  # type: ignore[misc]
    assert (test.found, test.tab.headline.text()) == ((), GOOD)


def test_a_badge_in_the_midst_goes_to_the_station_and_is_no_code_of_the_test(
    bench: ProgramBench,
) -> None:
    test = Test(bench, bench.start())
    scanner = FaultyScanner(frozenset(), 1)
    test.begin()
    for code in TEST_CODES[:3]:
        test.types(scanner.sends(code))
    with bench.qtbot.waitSignal(test.program.shown):
        test.keys.scan(bench.built.badges[Post.SUPERVISOR])
    for code in TEST_CODES[3:]:
        test.types(scanner.sends(code))
    assert test.tab.headline.text() == GOOD
