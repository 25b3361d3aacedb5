"""Every stop of a scan that an input passes, one after the other: nothing may raise on the way.

Bytes and keys are cut into codes, codes are read, judged by a machine, put into words and into the
journal's form. The centre behind the machines asserts by itself that nothing is counted that is
not asked for.
"""

from __future__ import annotations

import random
from collections import Counter
from datetime import UTC, datetime

from fulfilment.station.scan_entry import decoded_verdict, encoded_verdict, scan_entry
from procedure.machines import inspect, pack, pick, ship, sort
from procedure.reading import read
from procedure.scans import RawScan
from procedure.texts import sentence
from procedure.verdicts import Verdict
from procedure.words import Screen
from scanner.framing import Frame, Framer
from scanner.keystrokes import Held, Key
from scanner.reception import Reception
from scanner.simulator import SteppingClock
from tests.floor.centre import Centre
from tests.floor.desk import Desk
from tests.floor.fuzzed import fuzzed
from tests.floor.goods import (
    BOARD,
    BOX,
    CATALOGUE,
    DRILL,
    LAMP,
    MUG,
    SHEET,
    TEA,
    TODAY,
    WAVE,
    WRAP,
    A,
    B,
    Line,
    pack_task,
    pick_task,
    wall_task,
)
from tests.floor.inspection import InspectCentre
from tests.floor.inspection import likely as inspected_next
from tests.floor.walks import likely
from tests.plugins.wedge_desk import desk as keyboard

ROUND = 60
"""Inputs for one machine; then another begins anew, so that nothing piles up."""
_STARTED = datetime(2026, 11, 23, 8, 0, tzinfo=UTC)
_ENDS = (b"\r", b"\r\n", b"\n", b"\t", b"\x03", b"")
_PAUSES_MS = (0, 1, 30, 60, 300, 700, 3_000, 12_000)
_STALLS_MS = (0, 0, 1, 1, 30, 45, 60, 600)
_KEYS = {"\r": Key.ENTER, "\n": Key.ENTER, "\t": Key.TAB, "\b": Key.BACKSPACE}
_NOTHING_OPEN = ("no_task", "no_parcel", "no_wall", "idle")


def run_round(seed: int, number: int) -> Counter[str]:
    """Send one round of inputs; how often each kind of verdict was given.

    The same seed and number give the same inputs.

    Raises:
        Exception: Whatever an input led to, with a note that names round and input.
    """
    chance = random.Random(f"{seed}:{number}")
    gauntlet = Gauntlet(chance, number)
    for _ in range(ROUND):
        line = fuzzed(chance)
        try:
            gauntlet.take(line)
        except Exception as problem:
            problem.add_note(f"seed {seed}, round {number}, input {line!r}")
            raise
    return gauntlet.seen


class Gauntlet:
    """A serial line, a keyboard and a machine with work open.

    Attributes:
        seen: What became of the inputs, and how often.
    """

    def __init__(self, chance: random.Random, number: int) -> None:
        self.seen: Counter[str] = Counter()
        self._chance = chance
        self._clock = SteppingClock(_STARTED)
        self._reception = Reception(self._clock, chance.randbytes)
        self._framer = Framer()
        self._keyboard = keyboard(page=chance.random() < 0.7)
        self._screen, self._desk, self._opening = _at_work(number)

    def take(self, line: bytes) -> None:
        """Send one input by wire and by keys."""
        if self._desk.phase in _NOTHING_OPEN and self._chance.random() < 0.5:
            self._tell(self._desk.scan(self._opening))
        elif self._chance.random() < 0.3:
            self._tell(self._desk.scan(_next_of(self._desk, self._chance)))
        for scan in self._by_wire(line):
            self._judge(scan)
        for scan in self._by_keys(line):
            self.seen[f"typed, {len(read(scan, CATALOGUE.get).readings)} readings"] += 1

    def _by_wire(self, line: bytes) -> list[RawScan]:
        """The scans of a line that arrives in pieces."""
        data, scans = line + self._chance.choice(_ENDS), []
        while data:
            size = len(data) if self._chance.random() < 0.7 else self._chance.randint(1, len(data))
            for found in self._framer.feed(data[:size], self._clock.tick_ms()):
                if isinstance(found, Frame):
                    scans.append(self._reception.of_bytes(found.payload, device="serial:1"))
                else:
                    self.seen[f"damaged: {found.kind.value}"] += 1
            data = data[size:]
            self._clock.go_on(self._chance.choice(_STALLS_MS))
        return scans

    def _by_keys(self, line: bytes) -> list[RawScan]:
        """The scans of the same text on a keyboard; what a browser or terminal may hold down."""
        chance, keys = self._chance, self._keyboard
        text = line[:40].decode("utf-8", "surrogateescape")
        gap = chance.choice((0, 2, 20, 49, 51, 120))
        for char in text + chance.choice(("\r", "\t", "\r\n", "")):
            held = Held.NOTHING if chance.random() < 0.95 else chance.choice(tuple(Held))
            keys.key(char, key=_KEYS.get(char, Key.CHARACTER), held=held, after=gap)
        keys.wait(chance.choice((0, 101, 2_000)))
        scans, keys.scans = keys.scans, []
        keys.widget.clear()
        return [self._reception.of_text(s.text, device="wedge", source=s.source) for s in scans]

    def _judge(self, scan: RawScan) -> None:
        code = read(scan, CATALOGUE.get)
        entry = scan_entry(scan, self._screen, code, TODAY, besides={"text": scan.raw_text})
        f"{entry.payload}{entry.digest}".encode()
        said = self._desk.scan(
            scan.raw_text, self._chance.choice(_PAUSES_MS), scan.device, scan.aim
        )
        self._tell(said)

    def _tell(self, said: Verdict) -> None:
        """What is told must have words, and come out of the journal as it went in."""
        kept = encoded_verdict(said)
        assert decoded_verdict(kept.encode().decode()) == said
        assert sentence(said).msgid
        self.seen[said.kind.value] += 1


def _next_of(desk: Desk, chance: random.Random) -> str:
    """What a person who knows the work would scan next: only so the work gets on."""
    return inspected_next(desk, chance) if desk.machine is inspect else likely(desk, chance)


def _at_work(number: int) -> tuple[Screen, Desk, str]:
    """One machine after the other, with work open, and what opened it."""
    match number % 5:
        case 0:
            lines = (Line(MUG, 30), Line(TEA, 30, "B2401", B), Line(LAMP, 2))
            screen, desk, opening = Screen.PICK, Desk(pick, Centre(pick_task(*lines))), SHEET
        case 1:
            slots = (Line(MUG, 30, slot=1), Line(TEA, 30, "B2401", slot=2), Line(LAMP, 2, slot=1))
            screen, desk, opening = Screen.SORT, Desk(sort, Centre(wall=wall_task(*slots))), WAVE
        case 2:
            inside = (Line(MUG, 30), Line(TEA, 30, "B2401"), Line(DRILL, 2))
            task = pack_task(*inside, materials=(WRAP, BOARD))
            screen, desk, opening = Screen.PACK, Desk(pack, Centre(pack=task)), SHEET
        case 3:
            screen, desk, opening = Screen.INSPECT, Desk(inspect, InspectCentre()), BOX
        case _:
            screen, desk, opening = Screen.SHIP, Desk(ship), BOX
    desk.scan(opening)
    if screen is Screen.PICK:
        desk.scan(f"LOC-{A}")
    return screen, desk, opening
