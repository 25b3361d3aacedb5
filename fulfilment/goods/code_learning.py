"""Teaching the house a code at a station: unknown code, learn card, a known code of the product.

The machines know nothing of it: a packer meets an unknown code, somebody who may scans the learn
card and then, within ten seconds, a code of the product it belongs to. Any other scan ends it and
is taken as usual.

References:
    FIELD "Scanners" (double reads, command codes); ARCHITECTURE "Two kinds of scans".
"""

from __future__ import annotations

from dataclasses import dataclass

from fulfilment.house import Actor
from procedure.codes import Code, CommandReading, KnownProduct, ProductReading
from procedure.effects import LearnCode
from procedure.machines.guard import NO_SCANS
from procedure.machines.readings import readings_of
from procedure.machines.step import Scanned
from procedure.permissions import UseCase, may
from procedure.policy import StationPolicy
from procedure.product_codes import GoodsCode, goods_code
from procedure.verdicts import Verdict, VerdictKind, verdict
from procedure.words import Command

ANSWER_MS = 10_000
"""So long after the learn card a product counts as its answer."""


@dataclass(frozen=True, slots=True)
class Taught:
    """Which code belongs to which product, ready to be asked of the centre."""

    gate: LearnCode
    product: KnownProduct


class CodeLearning:
    """What a station remembers of a code it did not know.

    Thread: the station's worker only.
    """

    def __init__(self) -> None:
        self._unknown: tuple[str, str | None] | None = None
        self._asked: tuple[int, GoodsCode] | None = None
        self._guard = NO_SCANS

    def met(self, text: str, aim: str | None) -> None:
        """The station did not know this scan's code."""
        self._unknown = (text, aim)

    def hears(
        self, scan: Scanned, operator: Actor | None, policy: StationPolicy
    ) -> Verdict | Taught | None:
        """What learning makes of a scan; None where it is none of its business."""
        if self._guard.is_double(scan, policy):
            self._guard = self._guard.dropped(scan)
            return verdict(VerdictKind.DUPLICATE_READ)
        asked, self._asked = self._asked, None
        if CommandReading(Command.LEARN) in scan.code.readings:
            self._guard = NO_SCANS.taken(scan)
            return self._ask(scan, operator)
        product = _one_product(scan.code)
        if asked is None or product is None or not 0 <= scan.tick_ms - asked[0] <= ANSWER_MS:
            self._guard = NO_SCANS
            return None
        self._guard = NO_SCANS.taken(scan)
        learned = asked[1]
        return Taught(LearnCode(learned.key, learned.shown, product.product_id), product)

    def _ask(self, scan: Scanned, operator: Actor | None) -> Verdict:
        """Whose code is it? Asked only where the answer could be taken."""
        if operator is None:
            return verdict(VerdictKind.NOT_SIGNED_IN)
        if not may(operator.posts, UseCase.LEARN_CODE):
            return verdict(VerdictKind.NOT_ALLOWED, name=operator.name)
        if self._unknown is None:
            return verdict(VerdictKind.NOTHING_TO_LEARN)
        code = goods_code(*self._unknown)
        if isinstance(code, Verdict):
            return code
        self._asked = (scan.tick_ms, code)
        return verdict(VerdictKind.ASK_PRODUCT, code=code.shown, seconds=ANSWER_MS // 1000)

    def learned(self) -> None:
        """The centre took the code: nothing is unknown any more."""
        self._unknown = None


def _one_product(code: Code) -> KnownProduct | None:
    """The product a code is of; None where it is of none, or nobody can tell of which."""
    products = {reading.product for reading in readings_of(code, ProductReading)}
    return products.pop() if len(products) == 1 else None
