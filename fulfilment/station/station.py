"""The station: a scan goes in, a verdict comes out, and it is on the disk before anybody hears it.

Stops 4 to 7 of a scan without a window: the desktop, the PDA page and the simulated scanner all
drive this one class.

Unit scans: read → step → journal → tone; applied afterwards by `apply_next`.
Gate scans: read → step → journal → applied → answer → step → journal → tone.

References:
    ARCHITECTURE, "A scan, in seven stops".
"""

from __future__ import annotations

from contextlib import suppress
from dataclasses import replace
from datetime import timedelta
from typing import assert_never

from db.errors import CannotNow, StationDiskTrouble
from db.journal import Journal
from fulfilment.goods.catalogue import ProductCatalogue
from fulfilment.goods.code_learning import Taught
from fulfilment.house import Actor, House
from fulfilment.people import actor_of_badge
from fulfilment.station.asking import ask_centre
from fulfilment.station.desk import Desk, badge_verdict
from fulfilment.station.diary import Diary
from fulfilment.station.hearing import Hearing
from fulfilment.station.known_scans import KnownScans
from fulfilment.station.left_work import locks
from fulfilment.station.machines import MACHINES, AnyState
from fulfilment.station.notes import Badge, Interrupted, NoteKind, Shut, World
from fulfilment.station.scan_application import give_back
from fulfilment.station.scan_entry import (
    APPROVAL_KEY,
    BADGE_KEY,
    ScanEntry,
    encoded_verdict,
    following_id,
)
from fulfilment.station.shown import Shown
from fulfilment.station.trouble_verdicts import verdict_of
from fulfilment.station.waiting_scans import Interruption, WaitingScan, WaitingScans
from procedure.codes import BadgeReading, Code, ProductReading
from procedure.effects import Refused, is_gate
from procedure.ids import EventId, PersonId, StationId
from procedure.journal_codec import encode
from procedure.machines.step import Step
from procedure.reading import read
from procedure.scans import RawScan
from procedure.verdicts import Verdict, VerdictKind, verdict
from procedure.words import Screen

__all__ = ["Shown", "Station"]

_BADGE = Code(BADGE_KEY, ())
"""What a journal knows of a badge's code."""
_BADGES = (_BADGE, Code(APPROVAL_KEY, ()))
"""The same, whatever the badge was for."""

FOLLOWING_GATES = 3
"""How many gates may follow from one scan; more would be a bug of the machine."""


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
        self.screen = screen
        self.desk = Desk()
        self.waiting = WaitingScans(house, journal, station_id)
        self._catalogue = catalogue
        self._diary = Diary(journal, house.clock)
        self._known = KnownScans(house, journal, self._diary, self.waiting)
        self._left: dict[Screen, str] = {}
        self._open_before: dict[Screen, str] = {}
        self._heard_at = house.clock()

    @property
    def operator(self) -> Actor | None:
        """Who is signed in."""
        return self.desk.operator

    @property
    def _person_id(self) -> PersonId | None:
        return self.operator.person_id if self.operator else None

    def state_of(self, screen: Screen) -> AnyState:
        """The machine's state behind a screen."""
        return self.desk.state_of(screen)

    def open_screen(self, screen: Screen) -> Shown:
        """Scans go to this screen's machine from now on; what is open elsewhere stays open."""
        self.screen = screen
        return self._shown(None)

    # a scan ------------------------------------------------------------------

    def scan(self, raw: RawScan) -> Shown:
        """The verdict on a scan; when this returns, it may sound.

        Never raises for what a person or the world does: a full disk is a verdict too, and
        what is not on the disk changes nothing, here or centrally.
        """
        policy = self.house.station_policy
        hearing = Hearing(raw, self.screen, self.house.today, policy, self.desk.scale)
        self.stay()
        self._open_before = self.desk.left_open()
        try:
            code = read(raw, self._catalogue.find)
            badge = next((r for r in code.readings if isinstance(r, BadgeReading)), None)
            codes = (code,) if badge is None else _BADGES
            known = self._known.verdict_on(hearing, codes, self._person_id)
            if known is not None:
                return self._shown(known)
            if badge is not None:
                return self._sign_in(hearing, badge)
            shown = self._hear(hearing, code)
            return self._lock(shown) if locks(code, shown.verdict) else shown
        except CannotNow as trouble:
            return self._shown(verdict_of(trouble))

    def _hear(self, hearing: Hearing, code: Code) -> Shown:
        learning = self.desk.learning()
        try:
            return self._hear_out(hearing, code)
        except StationDiskTrouble:
            if not self._known.has(hearing.raw.event_id):
                self.desk.forget_since(learning)
            raise

    def _hear_out(self, hearing: Hearing, code: Code) -> Shown:
        heard = self.desk.hear(hearing.screen, hearing.scanned(code), hearing.policy)
        match heard:
            case Verdict():
                return self._tell(hearing, hearing.entry(code), heard)
            case Taught():
                return self._learn(hearing, hearing.entry(code, (heard.gate,)), heard)
            case Step(_, Verdict(VerdictKind.UNKNOWN_CODE)):
                return self._hear_again(hearing, code)
            case Step():
                return self._do(hearing, hearing.entry(code, heard.effects), heard)
            case _:
                assert_never(heard)

    def _hear_again(self, hearing: Hearing, first: Code) -> Shown:
        """A code nobody knows here may have been learned at another station since."""
        code, raw = first, hearing.raw
        with suppress(CannotNow):  # the centre is away: what is known here counts
            code = read(raw, self._catalogue.look_up)
        besides = {} if code == first else {"first": encode(first)}
        step = self.desk.judge(hearing.screen, hearing.scanned(code), hearing.policy)
        if step.verdict is not None and step.verdict.kind is VerdictKind.UNKNOWN_CODE:
            self.desk.met(raw.raw_text, raw.aim)
            besides["text"] = raw.raw_text
        return self._do(hearing, hearing.entry(code, step.effects, besides=besides), step)

    def _do(self, hearing: Hearing, entry: ScanEntry, step: Step[AnyState]) -> Shown:
        if any(is_gate(effect) for effect in step.effects):
            return self._pass_gate(hearing, entry, step)
        return self._count(hearing, entry, step)

    def _count(self, hearing: Hearing, entry: ScanEntry, step: Step[AnyState]) -> Shown:
        """A scan without a gate: on the disk, then it sounds."""
        said = step.verdict or verdict(VerdictKind.NOTHING_TO_DO)
        seq = self._write(hearing, entry, said)
        if step.effects and self.operator is not None:
            record = entry.record(seq, encoded_verdict(said))
            self.waiting.add(WaitingScan(seq, entry.task, self.operator, record, step.effects))
        self.desk.take(hearing.screen, step)
        return self._shown(said)

    # gates -------------------------------------------------------------------

    def _pass_gate(self, hearing: Hearing, entry: ScanEntry, step: Step[AnyState]) -> Shown:
        """A gate: what waits is applied before it, the centre answers, then it sounds."""
        said = self._shut(hearing, entry)
        if isinstance(said, Interruption):
            return self._interrupted(said)
        if said is not None:  # nothing was counted
            after = self.desk.answered(hearing.screen, step, Refused(said), hearing.policy)
            self.desk.take(hearing.screen, after)
            return self._shown(said)
        asked = [self._write(hearing, entry, None)]
        for nth in range(1, FOLLOWING_GATES + 2):
            answer = ask_centre(
                self.house, self.operator, entry.record(asked[-1], ""), step.effects
            )
            step = self.desk.answered(hearing.screen, step, answer, hearing.policy)
            said = step.verdict
            if said is None and nth > FOLLOWING_GATES:
                said = verdict(VerdictKind.NOTHING_TO_DO)
            self._diary.answer(asked, answer, said, hearing.policy)
            if said is not None:
                break
            entry = hearing.following(entry, nth, step.effects)
            asked.append(self._write(hearing, entry, None))
        self.desk.take(hearing.screen, step)
        return replace(self._shown(said), asked_centre=True)

    def _learn(self, hearing: Hearing, entry: ScanEntry, taught: Taught) -> Shown:
        """A gate of the station's own: the machine and what is open stay as they are."""
        shut = self._shut(hearing, entry)
        if isinstance(shut, Interruption):
            return self._interrupted(shut)
        if shut is not None:
            return self._shown(shut)
        seq = self._write(hearing, entry, None)
        answer = ask_centre(self.house, self.operator, entry.record(seq, ""), entry.effects)
        said = self.desk.taught(taught, answer)
        if not isinstance(answer, Refused):
            self._catalogue.remember(taught.gate.key, ProductReading(taught.product))
        self._diary.answer([seq], answer, said, hearing.policy)
        return replace(self._shown(said), asked_centre=True)

    def _shut(self, hearing: Hearing, entry: ScanEntry) -> Verdict | Interruption | None:
        """Why a gate cannot be asked: the centre is away, or refuses what waits. None: it can."""
        world: World
        interruption = None
        try:
            interruption = self.waiting.apply_all()
        except CannotNow as trouble:
            world = Shut(verdict_of(trouble))
        else:
            if interruption is None:
                return None
            world = Interrupted(interruption.screen, interruption.verdict)
        try:
            self._write(hearing, hearing.entry(entry.code, world=world), world.verdict)
        except StationDiskTrouble:
            if interruption is not None:
                self._stop(interruption)  # it stands whatever becomes of this scan
            raise
        return world.verdict if isinstance(world, Shut) else interruption

    # the journal -------------------------------------------------------------------

    def _tell(self, hearing: Hearing, entry: ScanEntry, said: Verdict) -> Shown:
        """A scan that no machine is to see stands in the journal too."""
        self._write(hearing, entry, said)
        return self._shown(said)

    def _write(self, hearing: Hearing, entry: ScanEntry, said: Verdict | None) -> int:
        return self._diary.scan(entry, said, self._person_id, hearing.policy)

    # what waits ----------------------------------------------------------------------

    @property
    def unsaved(self) -> int:
        """Scans on this disk that the centre does not have yet."""
        return self.journal.unsaved()

    def apply_next(self) -> Shown | None:
        """Apply the first scan that waits; what stops the station, or None.

        Raises:
            CannotNow: The centre is away; everything goes on waiting.
            StationDiskTrouble: That it is applied cannot be written down; it goes on waiting.
        """
        interruption = self.waiting.apply_next()
        return None if interruption is None else self._stop(interruption)

    def _stop(self, interruption: Interruption) -> Shown:
        """Nobody scanned: the centre refused what had sounded good."""
        self._diary.note(NoteKind.STOPPED, interruption.screen, interruption.verdict)
        return self._interrupted(interruption)

    def _interrupted(self, interruption: Interruption) -> Shown:
        screen, said = interruption.screen, interruption.verdict
        self.desk.stop(screen, said)
        return self._shown(said, screen)

    def resume(self) -> None:
        """After a start: queue what an earlier run left on the disk.

        Raises:
            CannotNow: The centre is away.
        """
        self.waiting.resume()

    # people --------------------------------------------------------------------------

    def _sign_in(self, hearing: Hearing, badge: BadgeReading) -> Shown:
        try:
            actor = actor_of_badge(self.house, badge.secret, self.station_id)
        except CannotNow as trouble:
            shut = Shut(verdict_of(trouble))
            return self._tell(hearing, hearing.entry(_BADGE, world=shut), shut.verdict)
        approval = self.desk.approval(hearing.screen, actor)
        if approval is not None:
            return self._hear(hearing, approval)
        entry, said = hearing.entry(_BADGE, world=Badge(actor)), badge_verdict(actor)
        before, interruption = self.operator, None
        if actor is not None and before is not None and before.person_id != actor.person_id:
            self._diary.take_over(entry, said, hearing.policy)
            interruption = self._leave()
        else:
            self._write(hearing, entry, said)
        self.desk.sign_in(actor)
        if interruption is not None:
            self._stop(interruption)
        shown = self._shown(said)
        return shown if actor is None else self._go_on(hearing, shown)

    def _go_on(self, badge: Hearing, signed_in: Shown) -> Shown:
        """Whoever signs in goes on with what was left open here, where they may."""
        if self.desk.is_refused(self.screen):
            return signed_in
        text = self._left.get(self.screen)
        if text is None or signed_in.state.stop is not None:
            return signed_in
        event_id = EventId(following_id(badge.raw.event_id, 1))
        raw = replace(badge.raw, event_id=event_id, raw=text.encode(), raw_text=text, aim=None)
        shown = self._hear(replace(badge, raw=raw), read(raw, self._catalogue.find))
        self._left.pop(self.screen, None)
        return shown

    def sign_out(self) -> None:
        """Nobody is signed in from now on; what is open is given back, not lost.

        Where the centre refuses a scan that had sounded good, its screen stops, whoever
        comes next.
        """
        interruption = self._leave()
        self._diary.note(NoteKind.SIGNED_OUT, self.screen)
        if interruption is not None:
            self._stop(interruption)

    def _leave(self) -> Interruption | None:
        """Give back what is open, nobody works here any more; what the centre refused of it."""
        interruption, self._left = None, self._left | self.desk.left_open()
        with suppress(CannotNow):  # its lease ends by itself
            interruption = self.waiting.apply_all()
            self._give_back()
        self.desk.clear()
        return interruption

    def _lock(self, shown: Shown) -> Shown:
        """The lock card was scanned: what it told is told, and nobody is signed in any more."""
        self._left |= self._open_before
        self.sign_out()
        return replace(self._shown(shown.verdict, shown.screen), asked_centre=shown.asked_centre)

    def stay(self) -> None:
        """Somebody is there, though nothing was scanned."""
        self._heard_at = self.house.clock()

    def lock_where_idle(self) -> Shown | None:
        """Sign out whoever has done nothing for the policy's minutes; None where nobody was.

        References:
            FIELD "Station ergonomics", idle lock.
        """
        idle = timedelta(minutes=self.house.station_policy.idle_lock_minutes)
        if self.operator is None or self.house.clock() - self._heard_at < idle:
            return None
        self.sign_out()
        return self._shown(None)

    def _give_back(self) -> None:
        if self.operator is None:
            return
        for screen, gate in self.desk.open_work():
            give_back(self.house, self.operator, screen, gate)

    def tell_trouble(self, trouble: CannotNow) -> Shown:
        """Nobody scanned: the disk failed while the centre's word was written down."""
        return self._shown(verdict_of(trouble))

    # painting ------------------------------------------------------------------------

    def show(self) -> Shown:
        """What the screen shows now."""
        return self._shown(None)

    def _shown(self, said: Verdict | None, screen: Screen | None = None) -> Shown:
        shown = screen or self.screen
        state = self.desk.state_of(shown)
        prompt = MACHINES[shown].prompt(state)
        return Shown(said, shown, state, prompt, self.operator, self.unsaved)

    def close(self) -> None:
        """Close the journal; what waits is applied after the next start."""
        with suppress(StationDiskTrouble):  # what it told of is on the disk
            self.journal.close()
