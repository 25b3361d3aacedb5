"""One code that somebody could scan now, and those that need no look into the database."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from procedure.machines.pack_state import PackState, weight_in
from procedure.parcel_words import DefectCode, WeightReason
from procedure.texts import status_word
from procedure.words import Command, ShortReason

EAN_AIM = "]E0"
CODE128_AIM = "]C0"
SCALE_AIM = "scale"
"""What is no code, but grams to be put on a scale."""
_SOME_G = 800
"""A box whose weight nobody knows."""


@dataclass(frozen=True, slots=True)
class Reachable:
    """A code somebody could scan now.

    Attributes:
        what: What it is on, for people: a shelf, a product's name, a label.
        text: What the scanner sends.
        aim: Its symbology.
        right: Whether it is what the screen asks for.
        under: What people see of it instead of the text, "" for the text.
    """

    what: str
    text: str
    aim: str
    right: bool
    under: str = ""


def marked(code: Reachable) -> Reachable:
    """The same code as what the screen asks for."""
    return replace(code, right=True)


def reason_card(
    reason: ShortReason | WeightReason | DefectCode, *, right: bool = True
) -> Reachable:
    """The card of a reason."""
    return Reachable(status_word(reason).msgid, reason.value, CODE128_AIM, right)


def loads(state: PackState) -> tuple[Reachable, ...]:
    """The box as it should weigh, and with a unit missing; its confirm card without a scale.

    Once a weight was refused, the cards that say why it may be so are right as well.
    """
    if state.scale is None:
        if state.off is not None:
            return tuple(map(reason_card, WeightReason))
        return (Reachable("Confirm card", Command.CONFIRM.value, CODE128_AIM, True),)
    expected_g = weight_in(state) or _SOME_G
    missing_g = next((item.weight_g for item in state.items if item.weight_g), 0)
    right = [_load("Box on the scale", expected_g, right=True)]
    if state.off is not None:
        right += map(reason_card, WeightReason)
    light = _load("A unit is missing", max(1, expected_g - missing_g), right=False)
    return (*right, light) if missing_g else tuple(right)


def _load(what: str, grams: int, *, right: bool) -> Reachable:
    return Reachable(what, str(grams), SCALE_AIM, right, under=f"{grams:,} g")


def unlike(codes: Iterable[Reachable]) -> tuple[Reachable, ...]:
    """Each code once, the first one kept."""
    kept: dict[str, Reachable] = {}
    for code in codes:
        kept.setdefault(code.text, code)
    return tuple(kept.values())
