"""What a station knows without disk or centre: who works there, and where each machine stands.

The same scans and answers in the same order give the same verdicts: that is how a journal is
replayed.
"""

from __future__ import annotations

from collections.abc import Sequence
from copy import copy

from fulfilment.goods.code_learning import CodeLearning, Taught
from fulfilment.house import Actor
from fulfilment.station.left_work import code_of
from fulfilment.station.machines import MACHINES, AnyState
from fulfilment.station.scan_entry import APPROVAL_KEY
from procedure.codes import ApprovalReading, Code
from procedure.effects import Answer, Effect, Gate, Refused, is_gate
from procedure.machines.step import Answered, Scanned, Step
from procedure.permissions import SCREEN_USE_CASES, may
from procedure.policy import StationPolicy
from procedure.verdicts import Verdict, VerdictKind, verdict
from procedure.weighing import OnScale
from procedure.words import Screen


class Desk:
    """A station's operator, machines and what it is being taught.

    Attributes:
        operator: Who is signed in, or None.
        scale: What the station's scale shows; None where it has none, or it is away.

    Thread: the station's worker only.
    """

    def __init__(self) -> None:
        self.operator: Actor | None = None
        self.scale: OnScale | None = None
        self._states: dict[Screen, AnyState] = _nothing_open()
        self._learning = CodeLearning()

    def state_of(self, screen: Screen) -> AnyState:
        """Where the machine behind a screen stands."""
        return self._states[screen]

    # a scan ------------------------------------------------------------------

    def hear(
        self, screen: Screen, scan: Scanned, policy: StationPolicy
    ) -> Verdict | Taught | Step[AnyState]:
        """What a scan leads to: a verdict before any machine, a lesson, or a machine's step."""
        heard = self._learning.hears(scan, self.operator, policy)
        return heard or self._refusal(screen) or self.judge(screen, scan, policy)

    def is_refused(self, screen: Screen) -> bool:
        """Whether nobody is signed in, or somebody who may not work at this screen."""
        return self._refusal(screen) is not None

    def _refusal(self, screen: Screen) -> Verdict | None:
        if self.operator is None:
            return verdict(VerdictKind.NOT_SIGNED_IN)
        if not may(self.operator.posts, SCREEN_USE_CASES[screen]):
            return verdict(VerdictKind.NOT_ALLOWED, name=self.operator.name)
        return None

    def judge(self, screen: Screen, scan: Scanned, policy: StationPolicy) -> Step[AnyState]:
        """The machine's step on a scan; nothing changes before it is taken."""
        return MACHINES[screen].step(self._states[screen], scan, policy)

    def answered(
        self, screen: Screen, step: Step[AnyState], answer: Answer, policy: StationPolicy
    ) -> Step[AnyState]:
        """The machine's step on the answer to a step's gate; nothing changes before it is taken."""
        return MACHINES[screen].step(step.state, Answered(gate_of(step.effects), answer), policy)

    def take(self, screen: Screen, step: Step[AnyState]) -> None:
        """The machine stands where a step led."""
        self._states[screen] = step.state

    # codes -------------------------------------------------------------------

    def learning(self) -> CodeLearning:
        """What was learned up to now, for `forget_since`."""
        return copy(self._learning)

    def forget_since(self, learning: CodeLearning) -> None:
        """What was heard since then is not on the disk, so it was never heard."""
        self._learning = learning

    def met(self, text: str, aim: str | None) -> None:
        """A code was scanned that nobody knows."""
        self._learning.met(text, aim)

    def taught(self, taught: Taught, answer: Answer) -> Verdict:
        """The verdict on a lesson, by the centre's answer."""
        if isinstance(answer, Refused):
            return answer.verdict
        self._learning.learned()
        name = taught.product.name
        return verdict(VerdictKind.CODE_LEARNED, code=taught.gate.shown, name=name)

    # people and stops --------------------------------------------------------

    def sign_in(self, actor: Actor | None) -> Verdict:
        """The verdict on a badge, whose owner works here from now on; nobody's changes nothing."""
        if actor is not None:
            self.operator = actor
        return badge_verdict(actor)

    def approval(self, screen: Screen, actor: Actor | None) -> Code | None:
        """What a badge is to the machine that asks for one; None where it signs somebody in.

        Whoever works here stays signed in.
        """
        asked = MACHINES[screen].asks_approval(self._states[screen])
        if self.operator is None or asked is None:
            return None
        if actor is None or actor.person_id is None:
            return None
        reading = ApprovalReading(actor.person_id, actor.name, may(actor.posts, asked))
        return Code(APPROVAL_KEY, (reading,))

    def awaits_weight(self, screen: Screen) -> bool:
        """Whether somebody works there, and waits for a load to lie still on the scale."""
        waits = MACHINES[screen].awaits_weight(self._states[screen])
        return waits and not self.is_refused(screen)

    def open_work(self) -> tuple[tuple[Screen, Gate], ...]:
        """What gives all open work back to the centre."""
        gates = ((screen, each.parking(self._states[screen])) for screen, each in MACHINES.items())
        return tuple((screen, gate) for screen, gate in gates if gate is not None)

    def left_open(self) -> dict[Screen, str]:
        """The codes that open what is open now once more, by screen."""
        codes = ((screen, code_of(state)) for screen, state in self._states.items())
        return {screen: code for screen, code in codes if code is not None}

    def clear(self) -> None:
        """Nobody is signed in, nothing is open."""
        self._states = _nothing_open()
        self.operator = None

    def stop(self, screen: Screen, said: Verdict) -> None:
        """A screen stops: the centre took back what had sounded good."""
        self._states[screen] = MACHINES[screen].stopped(said)


def badge_verdict(actor: Actor | None) -> Verdict:
    """The verdict on a badge: whose it is, None where nobody has it."""
    if actor is None:
        return verdict(VerdictKind.UNKNOWN_BADGE)
    return verdict(VerdictKind.SIGNED_IN, name=actor.name)


def _nothing_open() -> dict[Screen, AnyState]:
    return {screen: machine.initial() for screen, machine in MACHINES.items()}


def gate_of(effects: Sequence[Effect]) -> Gate:
    """The one gate of a step; unit effects before it are applied with it."""
    return next(effect for effect in effects if is_gate(effect))
