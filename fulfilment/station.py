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
from dataclasses import dataclass

from db.errors import CannotNow, Trouble
from db.journal import EntryKind, EntryState, Journal, JournalEntry
from fulfilment.catalogue import ProductCatalogue
from fulfilment.house import Actor, House
from fulfilment.machines import MACHINES, AnyState, Machine
from fulfilment.people import actor_of_badge
from fulfilment.scan_application import Conflict, ScanRecord, apply_scan
from fulfilment.scan_entry import (
    ScanEntry,
    decoded_verdict,
    encoded_answer,
    encoded_verdict,
    scan_entry,
)
from fulfilment.waiting_scans import Interruption, WaitingScan, WaitingScans
from procedure.codes import BadgeReading, Code, ProductReading
from procedure.effects import Answer, Effect, Gate, Refused, is_gate
from procedure.ids import StationId
from procedure.machines.step import Answered, Scanned, Step
from procedure.permissions import SCREEN_USE_CASES, may
from procedure.prompts import Prompt
from procedure.reading import read
from procedure.scans import RawScan
from procedure.verdicts import Verdict, VerdictKind, verdict
from procedure.words import Screen


@dataclass(frozen=True, slots=True)
class Shown:
    """What a station shows after a scan.

    Attributes:
        verdict: The answer to the scan; None where only the screen was changed.
        state: The machine's state, for painting.
        prompt: What to do next.
        unsaved: Scans on this disk that the centre does not have yet.
    """

    verdict: Verdict | None
    screen: Screen
    state: AnyState
    prompt: Prompt
    operator: Actor | None
    unsaved: int


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

    @property
    def _machine(self) -> Machine:
        return MACHINES[self.screen]

    @property
    def _state(self) -> AnyState:
        return self._states[self.screen]

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
            code = read(raw, self._find_product)
            badge = next((r for r in code.readings if isinstance(r, BadgeReading)), None)
            if badge is not None:
                return self._sign_in(raw, badge)
            refusal = self._refusal()
            if refusal is not None:
                self._note(raw, code, refusal)
                return self._shown(refusal)
            return self._step(raw, code)
        except CannotNow as trouble:
            return self._shown(_verdict_of(trouble))

    def _find_product(self, key: str) -> ProductReading | None:
        try:
            return self._catalogue.look_up(key)
        except CannotNow:
            return self._catalogue.find(key)  # the centre is away: what is known here counts

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
        today = self.house.today
        event = Scanned(raw.event_id, code, raw.received_at, raw.tick_ms, raw.device, today)
        step = self._machine.step(self._state, event, self.house.station_policy)
        entry = scan_entry(raw, self.screen, code, step.effects)
        if any(is_gate(effect) for effect in step.effects):
            return self._pass_gate(entry, step)
        return self._count(entry, step)

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
            if interruption is not None:
                return self._interrupted(interruption)
        except CannotNow as trouble:
            return self._away(entry, step, trouble)
        seq = self._append(entry, None)
        answer = self._ask(entry.record(seq, ""), step.effects)
        after = self._answered(entry, step, answer)
        said = after.verdict or verdict(VerdictKind.NOTHING_TO_DO)
        self._keep_answer(entry, answer, said)
        settled = EntryState.REFUSED if isinstance(answer, Refused) else EntryState.APPLIED
        self.journal.settle_with_answer(seq, settled, encoded_verdict(said))
        self._states[self.screen] = after.state
        return self._shown(said)

    def _away(self, entry: ScanEntry, step: Step[AnyState], trouble: CannotNow) -> Shown:
        """The centre cannot be asked: the gate stays shut, the step is not taken."""
        said = _verdict_of(trouble)
        self._note(entry.raw, entry.code, said)
        refused = Refused(said)
        answered = Answered(_gate_of(step.effects), refused)
        after = self._machine.step(step.state, answered, self.house.station_policy)
        if not any(not is_gate(effect) for effect in step.effects):
            self._states[self.screen] = after.state
        return self._shown(said)

    def _answered(
        self, entry: ScanEntry, step: Step[AnyState], answer: Answer
    ) -> Step[AnyState]:
        """The step that takes the answer; a gate that follows from it is passed as well."""
        policy = self.house.station_policy
        before = self._state if isinstance(answer, Refused) else step.state
        del before
        after = self._machine.step(step.state, Answered(_gate_of(step.effects), answer), policy)
        while after.verdict is None:
            gate = _gate_of(after.effects)
            answer = self._ask(entry.following_record(), after.effects)
            after = self._machine.step(after.state, Answered(gate, answer), policy)
        return after
