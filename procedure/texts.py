"""From outcomes to words: every verdict, prompt and status in English, ready to be translated.

References:
    SCREENS "Words": what happened and what to do; no codes, no "invalid input".
"""

from __future__ import annotations

from collections.abc import Mapping
from enum import StrEnum
from types import MappingProxyType

from procedure.prompts import Prompt
from procedure.sentences.goods import GOODS_SENTENCES
from procedure.sentences.inspection import INSPECTION_SENTENCES
from procedure.sentences.paper import PAPER_SENTENCES
from procedure.sentences.prompts import DETAILS, HEADLINES
from procedure.sentences.refusals import CENTRE_REFUSALS, SCAN_REFUSALS
from procedure.sentences.shortage import SHORTAGE_REFUSALS
from procedure.sentences.stock import STOCK_REFUSALS
from procedure.sentences.verdicts import GOOD_SENTENCES
from procedure.sentences.weighing import WEIGHT_REFUSALS
from procedure.status_words import STATUS_WORDS
from procedure.text import N_, NP_, Text, Wording, fitting, say
from procedure.verdict_words import VERDICT_WORDS
from procedure.verdicts import Verdict, VerdictKind

__all__ = [
    "NP_",
    "N_",
    "SENTENCES",
    "Text",
    "place",
    "place_caption",
    "prompt_text",
    "sentence",
    "status_word",
    "word",
]

SENTENCES: Mapping[VerdictKind, tuple[Wording, ...]] = MappingProxyType(
    {
        **GOOD_SENTENCES,
        **SCAN_REFUSALS,
        **CENTRE_REFUSALS,
        **WEIGHT_REFUSALS,
        **STOCK_REFUSALS,
        **GOODS_SENTENCES,
        **SHORTAGE_REFUSALS,
        **INSPECTION_SENTENCES,
        **PAPER_SENTENCES,
    }
)

_K = VerdictKind
_SHELF = say(N_("Shelf {shelf}"))
_BACK = N_("Put it back on")
_GO = N_("Go to")
_SLOT = (say(N_("Slot {slot}")), N_("Put it into"))
_BRING = N_("Bring it to")
_PLACES: Mapping[VerdictKind, tuple[Wording, str]] = MappingProxyType(
    {
        _K.WRONG_SHELF: (say(N_("Shelf {expected}")), _GO),
        _K.LINE_SKIPPED: (_SHELF, _GO),
        _K.WRONG_KIND: (say(N_("Shelf {shelf}"), step="shelf"), _GO),
        _K.WRONG_PRODUCT: (_SHELF, _BACK),
        _K.WRONG_LOT: (_SHELF, _BACK),
        _K.EXPIRED_LOT: (_SHELF, _BACK),
        _K.OVER_SCAN: (_SHELF, _BACK),
        _K.UNDONE: (_SHELF, _BACK),
        _K.UNIT_COUNTED: _SLOT,
        _K.LINE_DONE: _SLOT,
        _K.PUT_IN_SLOT: _SLOT,
        _K.SLOT_DONE: _SLOT,
        _K.WALL_DONE: _SLOT,
        _K.PARCEL_TO_INSPECT: (say(N_("Inspection bench")), _BRING),
        _K.TO_BE_INSPECTED: (say(N_("Inspection bench")), _BRING),
        _K.NOT_PASSED: (say(N_("Packing bench")), _BRING),
        _K.INSPECTION_FAILED: (say(N_("Packing bench")), _BRING),
        _K.SWAPPED_LABEL: (
            say(N_("Order {other_order_no}")),
            N_("This label belongs to"),
        ),
    }
)


def word(verdict: Verdict) -> Text:
    """The big word, one to three words.

    Examples:
        >>> word(Verdict(VerdictKind.WRONG_SHELF)).render()
        'Wrong shelf'
    """
    return fitting(VERDICT_WORDS[verdict.kind], verdict.params)


def sentence(verdict: Verdict) -> Text:
    """What happened and what to do.

    Examples:
        >>> said = Verdict(VerdictKind.WRONG_SHELF, {"expected": "A-01", "got": "A-02"})
        >>> sentence(said).render()
        'This is shelf A-02, not A-01. Go to A-01 and scan it.'
    """
    return fitting(SENTENCES[verdict.kind], verdict.params)


def place(verdict: Verdict) -> Text | None:
    """The place to go to, for the white box; None where there is none."""
    found = _PLACES.get(verdict.kind)
    if found is None or not found[0].fits(verdict.params):
        return None
    return found[0].text(verdict.params)


def place_caption(verdict: Verdict) -> Text | None:
    """What to do at that place; None exactly where there is no place."""
    return None if place(verdict) is None else Text(_PLACES[verdict.kind][1])


def prompt_text(prompt: Prompt) -> tuple[Text, Text | None]:
    """What to do next: the headline, and the smaller line under it."""
    details = DETAILS.get(prompt.kind)
    return (
        fitting(HEADLINES[prompt.kind], prompt.params),
        None if details is None else fitting(details, prompt.params),
    )


def status_word(value: StrEnum) -> Text:
    """The word for a status, a post, a reason and the like.

    Raises:
        KeyError: People never see this enum.

    Examples:
        >>> from procedure.words import OrderStatus
        >>> status_word(OrderStatus.READY_TO_SHIP).render()
        'Ready to ship'
    """
    return Text(STATUS_WORDS[type(value), value.value])
