"""The station: a scan goes in, a verdict comes out, and it is on the disk before anybody hears it.

Stops 4 to 7 of a scan without a window: the desktop, the PDA page and the simulated scanner all
drive this one class.

Unit scans: read → step → journal → tone; applied afterwards by `apply_next`.
Gate scans: read → step → journal → applied → answer → step → journal → tone.

References:
    ARCHITECTURE, "A scan, in seven stops".
"""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass, replace

from db.errors import CannotNow
from db.journal import EntryKind, EntryState, Journal, JournalEntry
from fulfilment.goods.catalogue import ProductCatalogue
from fulfilment.goods.code_learning import CodeLearning, Taught
from fulfilment.house import Actor, House
from fulfilment.people import actor_of_badge
from fulfilment.station.machines import MACHINES, AnyState, Machine
from fulfilment.station.scan_application import Conflict, ScanRecord, apply_scan, give_back
from fulfilment.station.scan_entry import (
    ScanEntry,
    decoded_verdict,
    encoded_answer,
    encoded_verdict,
    following_id,
    scan_entry,
)
from fulfilment.station.trouble_verdicts import verdict_of
from fulfilment.station.waiting_scans import Interruption, WaitingScan, WaitingScans
from procedure.codes import BadgeReading, Code, ProductReading
from procedure.effects import Answer, Effect, Gate, Refused, is_gate
from procedure.ids import EventId, StationId
from procedure.machines.step import Answered, Scanned, Step
from procedure.permissions import SCREEN_USE_CASES, may
from procedure.prompts import Prompt
from procedure.reading import read
from procedure.scans import RawScan
from procedure.verdicts import Verdict, VerdictKind, verdict
from procedure.words import Screen

FOLLOWING_GATES = 3
"""How many gates may follow from one scan; more would be a bug of the machine."""


@dataclass(frozen=True, slots=True)
class Shown:
    """What a station shows after a scan.

    Attributes:
        verdict: The answer to the scan; None where only the screen was changed.
        state: The machine's state, for painting.
        prompt: What to do next.
        unsaved: Scans on this disk that the centre does not have yet.
        asked_centre: Whether the scan was a gate: its verdict is the centre's word.
    """

    verdict: Verdict | None
    screen: Screen
    state: AnyState
    prompt: Prompt
    operator: Actor | None
    unsaved: int
    asked_centre: bool = False


class Station:
    """One station's machines, journal and operator.

    Thread: belongs to one thread, the station's worker; the main thread is not on the way.
    """

    def __init__(
        self,
        house: House,
        journal: Journal,
        catalogue: ProductCatalogue,
        station_id: StationId,
        screen: Screen,
    ) -> None:
        self.house = house
        self.journal = journal
        self.station_id = station_id
        self.operator: Actor | None = None
        self.screen = screen
        self._catalogue = catalogue
        self._states: dict[Screen, AnyState] = {
            each: machine.initial() for each, machine in MACHINES.items()
        }
        self.waiting = WaitingScans(house, journal, station_id)
        self._learning = CodeLearning()

    @property
    def _machine(self) -> Machine:
        return MACHINES[self.screen]

    def state_of(self, screen: Screen) -> AnyState:
        """The machine's state behind a screen."""
        return self._states[screen]

    def open_screen(self, screen: Screen) -> Shown:
        """Scans go to this screen's machine from now on; what is open elsewhere stays open."""
        self.screen = screen
        return self._shown(None)

    # a scan ------------------------------------------------------------------

    def scan(self, raw: RawScan) -> Shown:
        """The verdict on a scan; when this returns, it may sound.

        Never raises for what a person or the world does: a full disk is a verdict too.
        """
        try:
            stored = self.journal.find(raw.event_id)
            if stored is not None:
                return self._repeated(stored)
            code = read(raw, self._catalogue.find)
            badge = next((r for r in code.readings if isinstance(r, BadgeReading)), None)
            if badge is not None:
                return self._sign_in(raw, badge)
            heard = self._learning.hears(
                self._scanned(raw, code), self.operator, self.house.station_policy
            )
            if isinstance(heard, Taught):
                return self._learn(scan_entry(raw, self.screen, code, (heard.gate,)), heard)
            refusal = heard or self._refusal()
            if refusal is not None:
                self._note(raw, code, refusal)
                return self._shown(refusal)
            return self._step(raw, code)
        except CannotNow as trouble:
            return self._shown(verdict_of(trouble))

    def _refusal(self) -> Verdict | None:
        if self.operator is None:
            return verdict(VerdictKind.NOT_SIGNED_IN)
        if not may(self.operator.posts, SCREEN_USE_CASES[self.screen]):
            return verdict(VerdictKind.NOT_ALLOWED, name=self.operator.name)
        return None

    def _repeated(self, stored: JournalEntry) -> Shown:
        """The same event again: the stored answer, and nothing is done twice."""
        if stored.verdict is None:
            return self._shown(verdict(VerdictKind.DUPLICATE_READ))
        return self._shown(decoded_verdict(stored.verdict))

    def _step(self, raw: RawScan, code: Code) -> Shown:
        step = self._judge(raw, code)
        if step.verdict is not None and step.verdict.kind is VerdictKind.UNKNOWN_CODE:
            code = self._read_again(raw, code)
            step = self._judge(raw, code)
            if step.verdict is not None and step.verdict.kind is VerdictKind.UNKNOWN_CODE:
                self._learning.met(raw)
        entry = scan_entry(raw, self.screen, code, step.effects)
        if any(is_gate(effect) for effect in step.effects):
            return self._pass_gate(entry, step)
        return self._count(entry, step)

    def _scanned(self, raw: RawScan, code: Code) -> Scanned:
        today = self.house.today
        return Scanned(raw.event_id, code, raw.received_at, raw.tick_ms, raw.device, today)

    def _judge(self, raw: RawScan, code: Code) -> Step[AnyState]:
        event = self._scanned(raw, code)
        return self._machine.step(self._states[self.screen], event, self.house.station_policy)

    def _read_again(self, raw: RawScan, code: Code) -> Code:
        """A code nobody knows here may have been learned at another station since."""
        with suppress(CannotNow):  # the centre is away: what is known here counts
            return read(raw, self._catalogue.look_up)
        return code

    def _count(self, entry: ScanEntry, step: Step[AnyState]) -> Shown:
        """A scan without a gate: on the disk, then it sounds."""
        said = step.verdict or verdict(VerdictKind.NOTHING_TO_DO)
        said_json = encoded_verdict(said)
        seq = self._append(entry, said_json)
        if step.effects and self.operator is not None:
            record = entry.record(seq, said_json)
            self.waiting.add(WaitingScan(seq, entry.task, self.operator, record, step.effects))
        self._states[self.screen] = step.state
        return self._shown(said)

    def _pass_gate(self, entry: ScanEntry, step: Step[AnyState]) -> Shown:
        """A gate: what waits is applied before it, the centre answers, then it sounds."""
        answer: Answer
        try:
            interruption = self.waiting.apply_all()
        except CannotNow as trouble:
            return self._away(entry, step, trouble)
        if interruption is not None:
            self._note(entry.raw, entry.code, interruption.verdict)
            return self._interrupted(interruption)
        seq = self._append(entry, None)
        answer = self._ask(entry.record(seq, ""), step.effects)
        after = self._answered(entry, step, answer)
        said = after.verdict or verdict(VerdictKind.NOTHING_TO_DO)
        self._keep_answer(entry, answer, said)
        settled = EntryState.REFUSED if isinstance(answer, Refused) else EntryState.APPLIED
        self.journal.settle_with_answer(seq, settled, encoded_verdict(said))
        self._states[self.screen] = after.state
        return replace(self._shown(said), asked_centre=True)

    def _learn(self, entry: ScanEntry, taught: Taught) -> Shown:
        """A gate of the station's own: the machine and what is open stay as they are."""
        try:
            interruption = self.waiting.apply_all()
        except CannotNow as trouble:
            self._note(entry.raw, entry.code, verdict_of(trouble))
            raise
        if interruption is not None:
            self._note(entry.raw, entry.code, interruption.verdict)
            return self._interrupted(interruption)
        seq = self._append(entry, None)
        answer = self._ask(entry.record(seq, ""), entry.effects)
        if isinstance(answer, Refused):
            said, settled = answer.verdict, EntryState.REFUSED
        else:
            code = taught.gate.shown
            said = verdict(VerdictKind.CODE_LEARNED, code=code, name=taught.product.name)
            settled = EntryState.APPLIED
            self._catalogue.remember(taught.gate.key, ProductReading(taught.product))
            self._learning.learned()
        self._keep_answer(entry, answer, said)
        self.journal.settle_with_answer(seq, settled, encoded_verdict(said))
        return replace(self._shown(said), asked_centre=True)

    def _away(self, entry: ScanEntry, step: Step[AnyState], trouble: CannotNow) -> Shown:
        """The centre cannot be asked: the gate stays shut, and nothing was counted."""
        said = verdict_of(trouble)
        self._note(entry.raw, entry.code, said)
        answered = Answered(_gate_of(step.effects), Refused(said))
        after = self._machine.step(step.state, answered, self.house.station_policy)
        self._states[self.screen] = after.state
        return self._shown(said)

    def _answered(self, entry: ScanEntry, step: Step[AnyState], answer: Answer) -> Step[AnyState]:
        """The step that takes the answer; a gate that follows from it is passed as well."""
        policy = self.house.station_policy
        after = self._machine.step(step.state, Answered(_gate_of(step.effects), answer), policy)
        for nth in range(1, FOLLOWING_GATES + 1):
            if after.verdict is not None:
                break
            following = self._following(entry, nth, after.effects)
            seq = self._append(following, None)
            answer = self._ask(following.record(seq, ""), after.effects)
            answered = Answered(_gate_of(after.effects), answer)
            after = self._machine.step(after.state, answered, policy)
            refused = isinstance(answer, Refused)
            self.journal.settle([seq], EntryState.REFUSED if refused else EntryState.APPLIED)
        return after

    def _ask(self, record: ScanRecord, effects: Sequence[Effect]) -> Answer:
        if self.operator is None:
            return Refused(verdict(VerdictKind.NOT_SIGNED_IN))
        try:
            answer = apply_scan(self.house, self.operator, record, effects)
        except CannotNow as trouble:
            return Refused(verdict_of(trouble))
        if isinstance(answer, Conflict):
            return Refused(verdict(VerdictKind.TAKEN_ELSEWHERE, order_no=""))
        return answer

    # the journal -------------------------------------------------------------------

    def _append(self, entry: ScanEntry, said: str | None) -> int:
        state = EntryState.LOCAL if entry.effects else EntryState.NONE
        return self._write(entry, EntryKind.SCAN, entry.payload, said, state)

    def _note(self, raw: RawScan, code: Code, said: Verdict) -> None:
        """A scan that is refused before any machine sees it stands in the journal too."""
        entry = scan_entry(raw, self.screen, code, ())
        self._write(entry, EntryKind.SCAN, entry.payload, encoded_verdict(said), EntryState.NONE)

    def _keep_answer(self, entry: ScanEntry, answer: Answer, said: Verdict) -> None:
        """What the centre sent: with it a journal replays to the same verdicts."""
        payload = encoded_answer(answer, self.house.station_policy)
        blank = replace(entry, effects=(), effects_json="[]")
        self._write(blank, EntryKind.ANSWER, payload, encoded_verdict(said), EntryState.NONE)

    def _following(self, entry: ScanEntry, nth: int, effects: Sequence[Effect]) -> ScanEntry:
        """The entry of the n-th gate that follows from a scan: the same code, an id of its own."""
        event_id = EventId(following_id(entry.raw.event_id, nth))
        return scan_entry(replace(entry.raw, event_id=event_id), self.screen, entry.code, effects)

    def _write(
        self, entry: ScanEntry, kind: EntryKind, payload: str, said: str | None, state: EntryState
    ) -> int:
        appended = self.journal.append(
            event_id=entry.raw.event_id if kind is EntryKind.SCAN else None,
            kind=kind,
            at=entry.raw.received_at,
            tick_ms=entry.raw.tick_ms,
            screen=entry.screen.value,
            person_id=self.operator.person_id if self.operator else None,
            device=entry.raw.device,
            payload=payload,
            verdict=said,
            effects=entry.effects_json,
            digest=entry.digest,
            state=state,
            task=entry.task,
        )
        return appended.seq

    # what waits ----------------------------------------------------------------------

    @property
    def unsaved(self) -> int:
        """Scans on this disk that the centre does not have yet."""
        return self.journal.unsaved()

    def apply_next(self) -> Shown | None:
        """Apply the first scan that waits; what stops the station, or None.

        Raises:
            CannotNow: The centre is away; everything goes on waiting.
        """
        interruption = self.waiting.apply_next()
        return None if interruption is None else self._interrupted(interruption)

    def _interrupted(self, interruption: Interruption) -> Shown:
        machine = MACHINES[interruption.screen]
        self._states[interruption.screen] = machine.stopped(interruption.verdict)
        return self._shown(interruption.verdict, interruption.screen)

    def resume(self) -> None:
        """After a start: queue what an earlier run left on the disk.

        Raises:
            CannotNow: The centre is away.
        """
        self.waiting.resume()

    # people --------------------------------------------------------------------------

    def _sign_in(self, raw: RawScan, badge: BadgeReading) -> Shown:
        actor = actor_of_badge(self.house, badge.secret, self.station_id)
        if actor is None:
            said = verdict(VerdictKind.UNKNOWN_BADGE)
        else:
            if self.operator is not None and self.operator.person_id != actor.person_id:
                self.sign_out()
            self.operator = actor
            said = verdict(VerdictKind.SIGNED_IN, name=actor.name)
        self._note(raw, Code("USR-", ()), said)
        return self._shown(said)

    def sign_out(self) -> None:
        """Nobody is signed in from now on; what is open is given back, not lost.

        Where the centre refuses a scan that had sounded good, its screen stops, whoever
        comes next.
        """
        interruption = None
        with suppress(CannotNow):  # its lease ends by itself
            interruption = self.waiting.apply_all()
            self._give_back()
        for screen, machine in MACHINES.items():
            self._states[screen] = machine.initial()
        self.operator = None
        if interruption is not None:
            self._interrupted(interruption)

    def _give_back(self) -> None:
        for screen, machine in MACHINES.items():
            gate = machine.parking(self._states[screen])
            if gate is not None and self.operator is not None:
                give_back(self.house, self.operator, screen, gate)

    # painting ------------------------------------------------------------------------

    def show(self) -> Shown:
        """What the screen shows now."""
        return self._shown(None)

    def _shown(self, said: Verdict | None, screen: Screen | None = None) -> Shown:
        shown = screen or self.screen
        state = self._states[shown]
        prompt = MACHINES[shown].prompt(state)
        return Shown(said, shown, state, prompt, self.operator, self.unsaved)

    def close(self) -> None:
        """Close the journal; what waits is applied after the next start."""
        self.journal.close()


def _gate_of(effects: Sequence[Effect]) -> Gate:
    """The one gate of a step; unit effects before it are applied with it."""
    return next(effect for effect in effects if is_gate(effect))
