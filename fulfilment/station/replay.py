"""A journal once more through the machines: the same scans must be given the same verdicts.

Nothing is written and no centre is asked: its answers stand in the journal, and so does all else
a verdict goes by (see `fulfilment.station.notes`). A journal is replayed up to the first
difference, since what comes after one follows from it.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any, assert_never

from db.errors import CannotNow, Trouble
from db.journal import EntryKind, JournalEntry
from fulfilment.goods.code_learning import Taught
from fulfilment.station.desk import Desk
from fulfilment.station.notes import Badge, Interrupted, NoteKind, Shut, World, decoded_world
from fulfilment.station.scan_entry import (
    BADGE_KEY,
    decoded_answer,
    decoded_effects,
    decoded_verdict,
)
from procedure.codes import Code
from procedure.effects import Effect, Refused, is_gate
from procedure.ids import EventId
from procedure.journal_codec import decode
from procedure.machines.step import Scanned, Step
from procedure.policy import MACHINE_VERSION, StationPolicy
from procedure.verdicts import Verdict, VerdictKind, verdict
from procedure.weighing import OnScale
from procedure.words import Screen


@dataclass(frozen=True, slots=True)
class Difference:
    """Where a replay and a journal part.

    Attributes:
        seq: The journal's entry.
        expected: What stands in the journal.
        got: What the machines say now.
    """

    seq: int
    expected: str
    got: str


@dataclass(frozen=True, slots=True)
class Replayed:
    """What a replay found.

    Attributes:
        entries: Entries that were read.
        scans: Of them scans whose verdict was compared.
        answers: Of them the centre's answers.
        unanswered: Gates that were cut off before their answer; they never sounded.
        skipped: Entries before the first start that was noted: an older program's.
        difference: The first one, or None where everything is the same.
    """

    entries: int = 0
    scans: int = 0
    answers: int = 0
    unanswered: int = 0
    skipped: int = 0
    difference: Difference | None = None


def replay(entries: Iterable[JournalEntry]) -> Replayed:
    """What the machines make of a journal's entries, in order.

    Raises:
        CannotNow: JOURNAL_NEWER: written by machines this program does not know.
    """
    run = _Replay()
    try:
        for entry in entries:
            run.take(entry)
        run.cut_off()
    except _DiffersError as differs:
        return run.found(differs.difference)
    return run.found(None)


class _DiffersError(Exception):
    def __init__(self, seq: int, expected: str, got: str) -> None:
        super().__init__(seq)
        self.difference = Difference(seq, expected, got)


_Heard = Verdict | Taught | Step[Any]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A gate that waits for its answer: `entry` asked, `scan` was scanned."""

    scan: JournalEntry
    entry: JournalEntry
    step: Step[Any] | Taught


class _Replay:
    def __init__(self) -> None:
        self._desk = Desk()
        self._policy: StationPolicy | None = None
        self._asked: _Asked | None = None
        self._follows: tuple[JournalEntry, Step[Any]] | None = None
        self._last = 0
        self._entries = self._scans = self._answers = self._unanswered = self._skipped = 0

    def found(self, difference: Difference | None) -> Replayed:
        return Replayed(
            self._entries,
            self._scans,
            self._answers,
            self._unanswered,
            self._skipped,
            difference,
        )

    def take(self, entry: JournalEntry) -> None:
        if self._last and entry.seq != self._last + 1:
            raise _DiffersError(self._last + 1, "an entry", f"the next one is {entry.seq}")
        self._last = entry.seq
        self._entries += 1
        try:
            self._take(entry, json.loads(entry.payload))
        except (ValueError, KeyError, TypeError) as error:
            unreadable = f"cannot be read: {error}"
            raise _DiffersError(entry.seq, f"a {entry.kind.value}", unreadable) from error

    def _take(self, entry: JournalEntry, payload: Mapping[str, Any]) -> None:
        if entry.kind is EntryKind.NOTE:
            self._note(entry, payload)
        elif self._policy is None:
            self._skipped += 1
        elif entry.kind is EntryKind.ANSWER:
            self._answer(entry, self._policy)
        elif entry.kind is EntryKind.SCAN and "follows" in payload:
            self._following(entry)
        elif entry.kind is EntryKind.SCAN:
            self.cut_off()
            self._scan(entry, payload, self._policy)

    def cut_off(self) -> None:
        """Whatever was asked has no answer, so nothing was told."""
        waits = self._asked.scan if self._asked else self._follows and self._follows[0]
        self._asked = self._follows = None
        if waits:
            self._unanswered += 1
            _compare(waits, None)

    # notes -------------------------------------------------------------------

    def _note(self, entry: JournalEntry, payload: Mapping[str, Any]) -> None:
        self.cut_off()
        match NoteKind(payload["note"]):
            case NoteKind.STARTED:
                self._hold(entry, payload)
                self._desk = Desk()
            case NoteKind.POLICY:
                self._hold(entry, payload)
            case NoteKind.SIGNED_OUT:
                self._desk.clear()
            case NoteKind.CONFLICT:
                pass  # it changed nothing
            case NoteKind.STOPPED:
                self._desk.stop(Screen(entry.screen), decoded_verdict(entry.verdict or ""))
            case unknown:
                assert_never(unknown)

    def _hold(self, entry: JournalEntry, payload: Mapping[str, Any]) -> None:
        if payload["machine"] > MACHINE_VERSION:
            params = {"path": "", "found": payload["machine"], "known": MACHINE_VERSION}
            raise CannotNow(Trouble.JOURNAL_NEWER, params)
        policy = decode(payload["policy"])
        if not isinstance(policy, StationPolicy):
            raise _DiffersError(entry.seq, "a policy", type(policy).__name__)
        self._policy = policy

    # scans -------------------------------------------------------------------

    def _scan(self, entry: JournalEntry, payload: Mapping[str, Any], policy: StationPolicy) -> None:
        self._scans += 1
        world = decoded_world(payload)
        if payload["key"] == BADGE_KEY:
            _compare(entry, self._badge(world))
            return
        heard = self._hear(entry, payload, policy)
        if world is not None:
            _compare(entry, self._not_asked(entry, heard, world, policy))
        elif isinstance(heard, Verdict):
            _compare(entry, heard)
        else:
            self._do(entry, heard)

    def _badge(self, world: World | None) -> Verdict | None:
        match world:
            case None:
                return None
            case Badge(actor):
                return self._desk.sign_in(actor)
            case Shut(said) | Interrupted(_, said):
                return said
            case _:
                assert_never(world)

    def _hear(
        self, entry: JournalEntry, payload: Mapping[str, Any], policy: StationPolicy
    ) -> _Heard:
        screen = Screen(entry.screen)
        code = decode(payload["code"])
        first = decode(payload["first"]) if "first" in payload else code
        heard = self._desk.hear(screen, _scanned(entry, payload, first), policy)
        if isinstance(heard, Step) and code != first:
            heard = self._desk.judge(screen, _scanned(entry, payload, code), policy)
        if "text" in payload:
            self._desk.met(payload["text"], payload["aim"])
        return heard

    def _do(self, entry: JournalEntry, heard: Taught | Step[Any]) -> None:
        effects = _compare_effects(entry, heard)
        if any(is_gate(effect) for effect in effects):
            self._asked = _Asked(entry, entry, heard)
        elif isinstance(heard, Step):
            _compare(entry, heard.verdict or verdict(VerdictKind.NOTHING_TO_DO))
            self._desk.take(Screen(entry.screen), heard)

    def _not_asked(
        self, entry: JournalEntry, heard: _Heard, world: World, policy: StationPolicy
    ) -> Verdict:
        """A gate that stayed shut: what was told instead."""
        asks = any(is_gate(effect) for effect in _effects_of(heard))
        if isinstance(heard, Verdict) or isinstance(world, Badge) or not asks:
            raise _DiffersError(entry.seq, "a question to the centre", _words(heard))
        screen = Screen(entry.screen)
        if isinstance(world, Interrupted):
            self._desk.stop(world.screen, world.verdict)
        elif isinstance(heard, Step):
            refused = Refused(world.verdict)
            self._desk.take(screen, self._desk.answered(screen, heard, refused, policy))
        return world.verdict

    # answers -----------------------------------------------------------------

    def _following(self, entry: JournalEntry) -> None:
        if self._follows is None:
            raise _DiffersError(entry.seq, "a gate that follows from a scan", "nothing follows")
        scan, step = self._follows
        _compare_effects(entry, step)
        self._asked, self._follows = _Asked(scan, entry, step), None

    def _answer(self, entry: JournalEntry, policy: StationPolicy) -> None:
        asked, self._asked = self._asked, None
        if asked is None:
            raise _DiffersError(entry.seq, "an answer", "nothing was asked")
        self._answers += 1
        answer = decoded_answer(entry)
        if isinstance(asked.step, Taught):
            said = self._desk.taught(asked.step, answer)
        else:
            screen = Screen(entry.screen)
            step = self._desk.answered(screen, asked.step, answer, policy)
            if step.verdict is None and entry.verdict is None:
                self._follows = (asked.scan, step)
                return
            said = step.verdict or verdict(VerdictKind.NOTHING_TO_DO)
            self._desk.take(screen, step)
        for each in (asked.scan, asked.entry, entry):
            _compare(each, said)


def _scanned(entry: JournalEntry, payload: Mapping[str, Any], code: Code) -> Scanned:
    if entry.event_id is None:
        raise ValueError("a scan without an id")
    today = date.fromisoformat(payload["today"])
    scale = decode(payload["scale"]) if "scale" in payload else None
    if not isinstance(scale, OnScale | None):
        raise ValueError("not what a scale shows")
    event_id = EventId(entry.event_id)
    return Scanned(event_id, code, entry.at, entry.tick_ms, entry.device, today, scale)


def _effects_of(heard: _Heard) -> tuple[Effect, ...]:
    match heard:
        case Verdict():
            return ()
        case Taught(gate):
            return (gate,)
        case Step(effects=effects):
            return effects
        case _:
            assert_never(heard)


def _compare(entry: JournalEntry, said: Verdict | None) -> None:
    stored = None if entry.verdict is None else decoded_verdict(entry.verdict)
    if stored != said:
        raise _DiffersError(entry.seq, _words(stored), _words(said))


def _compare_effects(entry: JournalEntry, heard: _Heard) -> tuple[Effect, ...]:
    stored, effects = decoded_effects(entry), _effects_of(heard)
    if stored != effects:
        raise _DiffersError(entry.seq, repr(stored), repr(effects))
    return effects


def _words(heard: _Heard | None) -> str:
    """A verdict as a technician reads it: its kind and what it is filled with."""
    said = heard.verdict if isinstance(heard, Step) else heard
    match said:
        case None:
            return "no verdict"
        case Taught(gate):
            return repr(gate)
        case Verdict(kind, params):
            filled = ", ".join(f"{name}={value}" for name, value in params.items())
            return f"{kind.value} ({filled})"
