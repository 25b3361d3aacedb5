"""How a thing stands, as every widget shows it: a fill, a shape and a tint."""

from __future__ import annotations

from enum import StrEnum
from typing import NamedTuple, assert_never

from desktop.theme.active import colours
from procedure.words import Signal


class State(StrEnum):
    """What a badge, a tag or a verdict says. Each has its own colour and its own shape."""

    GOOD = "good"
    COMPLETE = "complete"
    WRONG = "wrong"
    STOP = "stop"
    ATTENTION = "attention"
    DUPLICATE = "duplicate"
    OFFLINE = "offline"
    PROGRESS = "progress"
    """Under way: the tint of the accent, no badge."""
    ENDED = "ended"
    """Ended without a result: sunken, no badge."""
    NEUTRAL = "neutral"
    """Happened, nothing to judge: a grey dot in a timeline."""


class Shade(NamedTuple):
    """The colours of a state in the theme that is on."""

    fill: str
    on_fill: str
    tint: str
    on_tint: str


def state_of(signal: Signal) -> State:
    """The state that a verdict's signal looks like.

    Examples:
        >>> state_of(Signal.WRONG)
        <State.WRONG: 'wrong'>
    """
    return State(signal.value)


def shade_of(state: State) -> Shade:
    """The colours of a state in the theme that is on."""
    c = colours()
    match state:
        case State.GOOD | State.COMPLETE:
            return Shade(c.good, c.on_good, c.good_tint, c.good_text)
        case State.WRONG | State.STOP:
            return Shade(c.wrong, c.on_wrong, c.wrong_tint, c.wrong_text)
        case State.ATTENTION | State.OFFLINE:
            return Shade(c.attention, c.on_attention, c.attention_tint, c.attention_text)
        case State.DUPLICATE:
            return Shade(c.duplicate, c.on_duplicate, c.sunken, c.text)
        case State.PROGRESS:
            return Shade(c.accent, c.on_accent, c.accent_tint, c.accent)
        case State.ENDED | State.NEUTRAL:
            return Shade(c.border_strong, c.surface, c.sunken, c.text)
        case _:
            assert_never(state)
