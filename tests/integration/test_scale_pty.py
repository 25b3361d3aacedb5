"""A scale on a real port of the system: asked and unasked, moved, overloaded, unplugged."""

from __future__ import annotations

import queue
import threading
from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack
from datetime import UTC, datetime
from functools import reduce
from operator import xor
from pathlib import Path

import pytest

from resources.catalogue import load
from scanner.discovery import PortIdentity
from scanner.link import Absent, Busy, Connected, LinkState, Lost, RefusalKind, Refused
from scanner.port_thread import SearchPace
from scanner.pty_scale import PtyScale
from scanner.reception import MachineClock
from scanner.scale import NOTHING_HEARD, ScaleSettings, ScaleView, SerialScale
from scanner.scale_link import scale_sentence
from scanner.scale_protocols import PROTOCOLS
from scanner.scale_reading import ScaleRange, ScaleReading
from scanner.scale_settling import StillnessRule
from scanner.simulator import SteppingClock

STARTED = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
PATIENCE_S = 30.0
"""Only how long a broken program may keep the test waiting; nothing is measured with it."""
SETTINGS = ScaleSettings(
    StillnessRule(readings=3, within_g=2, for_ms=0), poll_ms=5, pace=SearchPace(5, 10_000, 5)
)


class Bench:
    """A scale on its line, and what the station hears of it."""

    def __init__(self, rig: Rig, link: Path, name: str, clock: SteppingClock | None) -> None:
        self._views: queue.Queue[ScaleView] = queue.Queue()
        self.states: queue.Queue[LinkState] = queue.Queue()
        self.line = rig.line(link)
        # Where nothing is asked the clock stands still: no pause of a busy machine is a silence.
        self.scale = SerialScale(
            PortIdentity(self.line.path),
            PROTOCOLS[name],
            self._views.put,
            self.states.put,
            settings=SETTINGS,
            clock=clock or MachineClock(),
            ports=tuple,
        )
        self.scale.start()
        device = self.scale.identity.device
        assert self.states.get(timeout=PATIENCE_S) == Connected(device, self.line.path)

    def view(self) -> ScaleView:
        """What it shows next."""
        return self._views.get(timeout=PATIENCE_S)

    def settles(self) -> int:
        """The next weight that lies still."""
        while True:
            settled = self.view().settled_g
            if settled is not None:
                return settled

    @property
    def quiet(self) -> bool:
        return self._views.empty()


class Rig:
    """Makes lines with simulated scales on them, and takes everything down."""

    def __init__(self, stack: ExitStack, folder: Path) -> None:
        self._stack = stack
        self._folder = folder
        self.answers: Mapping[bytes, Callable[[], bytes]] = {}

    def line(self, link: Path) -> PtyScale:
        return self._stack.enter_context(PtyScale(link, self.answers))

    def listening(self, name: str) -> Bench:
        """A scale that speaks by itself."""
        return self._started(Bench(self, self._folder / name, name, SteppingClock(STARTED)))

    def asking(self, name: str, answers: Mapping[bytes, Callable[[], bytes]]) -> Bench:
        """A scale that gives these answers."""
        self.answers = answers
        return self._started(Bench(self, self._folder / name, name, None))

    def _started(self, bench: Bench) -> Bench:
        self._stack.callback(bench.scale.stop)
        return bench


@pytest.fixture
def rig(tmp_path: Path) -> Iterator[Rig]:
    with ExitStack() as stack:
        yield Rig(stack, tmp_path)
    assert not [t.name for t in threading.enumerate() if t.name.startswith(("scale ", "pty "))]


def test_a_scale_that_speaks_by_itself(rig: Rig) -> None:
    bench = rig.listening("and-continuous")
    bench.line.send(b"34 kg\r\nUS,+0001.100 kg\r\nST,+0001.234 kg\r\n")
    assert bench.view() == ScaleView(ScaleReading(1100, False))
    assert bench.view() == ScaleView(ScaleReading(1234, True), 1234)


def test_what_moves_is_never_a_settled_weight(rig: Rig) -> None:
    bench = rig.listening("toledo-continuous")
    moving, still = b"\x02\x2d\x38\x20001234000000\r", b"\x02\x2d\x30\x20001234000000\r"
    bench.line.send(moving * 20 + still + moving)
    assert [bench.view().settled_g for _ in range(3)] == [None, 1234, None]


def test_a_scale_without_a_sign_of_stability_settles_when_its_readings_agree(rig: Rig) -> None:
    bench = rig.listening("generic")
    bench.line.send(b"\r\n" + b"".join(b"%d g\r\n" % g for g in (400, 500, 501, 502, 503)))
    shown = [bench.view() for _ in range(5)]
    assert [view.settled_g for view in shown] == [None, None, None, 502, None]
    bench.line.send(b"504 g\r\n505 g\r\n")
    assert [bench.view().settled_g for _ in range(2)] == [None, 505]


def test_overload_and_what_is_below_zero_are_shown_and_not_taken(rig: Rig) -> None:
    bench = rig.listening("and-continuous")
    bench.line.send(b"\r\nOL,+9999.999 kg\r\nST,-0000.100 kg\r\nST,+0000.000 kg\r\n")
    assert bench.view() == ScaleView(ScaleReading(9_999_999, range=ScaleRange.OVER))
    assert bench.view() == ScaleView(ScaleReading(-100, True))
    assert bench.view() == ScaleView(ScaleReading(0, True), 0)


def test_unplugged_in_the_middle_of_a_line(rig: Rig) -> None:
    bench = rig.listening("and-continuous")
    bench.line.send(b"\r\nST,+0001.000 kg\r\nST,+00")
    assert bench.settles() == 1000
    bench.line.unplug()
    device = bench.scale.identity.device
    assert bench.view() == NOTHING_HEARD
    assert bench.states.get(timeout=PATIENCE_S) == Lost(device, dropped=6)
    bench.line.plug()
    assert bench.states.get(timeout=PATIENCE_S) == Connected(device, bench.line.path)
    # The rest of a line that began before it was plugged in is no weight.
    bench.line.send(b"ST,+0000.002 kg\r\nST,+0002.500 kg\r\n")
    assert bench.settles() == 2500


def test_a_scale_that_is_asked(rig: Rig) -> None:
    loads = iter([b"S D     480 g\r\n", b"S S     500 g\r\n"])
    bench = rig.asking("mt-sics", {b"SI\r\n": lambda: next(loads, b"S S     500 g\r\n")})
    assert bench.settles() == 500
    assert set(bench.line.asked) == {b"SI\r\n"}


def test_a_scale_that_acknowledges_before_it_sends(rig: Rig) -> None:
    line = b"S 01.250kg"
    frame = b"\x01\x02" + line + bytes([reduce(xor, line, 0)]) + b"\x03\x04"
    bench = rig.asking("cas-ecr", {b"\x05": lambda: b"\x06", b"\x11": lambda: frame})
    assert bench.settles() == 1250


def test_a_toledo_scale_answers_with_a_status_while_the_load_moves(rig: Rig) -> None:
    said = iter([b"\x02?A\r", b"\x02?B\r", b"\x0201.500\r"])
    bench = rig.asking("toledo-8217", {b"W": lambda: next(said, b"\x0201.500\r")})
    assert bench.view() == ScaleView(ScaleReading(None, False, False))
    assert bench.view() == ScaleView(ScaleReading(None, True, False, ScaleRange.OVER))
    assert bench.view() == ScaleView(ScaleReading(1500, True, False), 1500)


def test_tare_and_zero_are_told_where_the_protocol_can(rig: Rig) -> None:
    box = [200]

    def weight() -> bytes:
        return b"S S %d g\r\n" % (700 - box[0])

    def tare() -> bytes:
        box[0] = 700
        return b"T S 700 g\r\n"

    bench = rig.asking("mt-sics", {b"SI\r\n": weight, b"T\r\n": tare, b"Z\r\n": lambda: b"Z A\r\n"})
    assert bench.settles() == 500
    assert bench.scale.tare()
    assert bench.settles() == 0
    assert bench.scale.zero()
    while b"Z\r\n" not in bench.line.asked:
        assert bench.scale.protocol.zero
    other = rig.listening("cas-22")
    assert not other.scale.tare()
    assert not other.scale.zero()


def test_a_silent_scale_has_no_weight_any_more(rig: Rig) -> None:
    answers = iter([b"S S 500 g\r\n"])
    bench = rig.asking("mt-sics", {b"SI\r\n": lambda: next(answers, b"S I\r\n")})
    assert bench.settles() == 500
    assert bench.view() == NOTHING_HEARD
    assert bench.quiet


def test_a_second_program_is_told_that_the_scale_is_taken(rig: Rig) -> None:
    bench = rig.listening("and-continuous")
    states: queue.Queue[LinkState] = queue.Queue()
    second = SerialScale(
        bench.scale.identity, bench.scale.protocol, print, states.put, settings=SETTINGS
    )
    second.start()
    busy = states.get(timeout=PATIENCE_S)
    assert busy == Busy(bench.scale.identity.device, bench.line.path)
    assert "Another program uses this scale" in scale_sentence(busy, load("en").text)
    assert second.stop()


@pytest.mark.parametrize(
    ("state", "words"),
    [
        (Connected("d", "COM4"), "The scale is connected."),
        (Lost("d", 3), "can be packed without it"),
        (Absent("d"), "Plug it in"),
        (Refused("d", "COM4", RefusalKind.NO_PERMISSION), "may not open the scale's port COM4"),
        (Refused("d", "COM4", RefusalKind.BAD_SETTINGS), "Choose another protocol"),
        (Refused("d", "COM4", RefusalKind.DEVICE_FAULT), "The scale at COM4 does not answer"),
    ],
)
def test_every_state_has_its_sentence(state: LinkState, words: str) -> None:
    assert words in scale_sentence(state, load("en").text)
