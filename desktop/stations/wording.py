"""Words on a station screen: outcomes and prompts in the language of the window."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.widgets.verdict_layout import Place
from procedure.prompts import Prompt
from procedure.texts import (
    SENTENCES,
    place,
    place_caption,
    prompt_text,
    sentence,
    status_word,
    word,
)
from procedure.verdicts import Verdict, VerdictKind
from procedure.worded import worded as worded
from procedure.words import Command, Signal
from resources.catalogue import Translator
from scanner.command_keys import COMMAND_KEYS

_COUNTS = frozenset({VerdictKind.UNIT_COUNTED, VerdictKind.PARCEL_COUNTED})
_SHORT_NUMBER = 5


@dataclass(frozen=True, slots=True)
class Spoken:
    """A verdict in finished words, as `VerdictPanel.show_verdict` takes them.

    Attributes:
        count: "2 of 3" where a unit was counted, else "".
        name: The product it is about, else "".
        short: The sentence without names and numbers, where the telling one has no room.
    """

    signal: Signal
    word: str
    count: str
    sentence: str
    place: Place | None
    name: str
    short: str


def spoken(translator: Translator, verdict: Verdict) -> Spoken:
    """A verdict in words. A counted unit's large words are its count, its sentence the name."""
    head, body = worded(translator, word(verdict)), worded(translator, sentence(verdict))
    name = str(verdict.params.get("name", ""))
    short = worded(translator, SENTENCES[verdict.kind][-1].text({}))
    where, caption = place(verdict), place_caption(verdict)
    box = None
    if where is not None and caption is not None:
        box = Place(worded(translator, caption), worded(translator, where))
    if verdict.kind in _COUNTS and "of" in verdict.params:
        return Spoken(verdict.signal, "", head, name or body, box, name, short)
    return Spoken(verdict.signal, head, "", body, box, name, short)


def asked(translator: Translator, prompt: Prompt) -> tuple[str, str]:
    """What to do next: headline and the smaller line under it, which may be empty."""
    headline, detail = prompt_text(prompt)
    return worded(translator, headline), "" if detail is None else worded(translator, detail)


def hints_of(translator: Translator, commands: tuple[Command, ...]) -> tuple[tuple[str, str], ...]:
    """The function keys of some command cards, in the order of the keys.

    Examples:
        >>> from resources.catalogue import load
        >>> hints_of(load("en"), (Command.UNDO, Command.HELP))
        (('F1', 'Help'), ('F3', 'Undo'))
    """
    return tuple(
        (f"F{key}", worded(translator, status_word(command)))
        for key, command in sorted(COMMAND_KEYS.items())
        if command in commands
    )


def last_digits(number: str) -> str:
    """The end of a waybill number: what people compare with the paper in their hand.

    Examples:
        >>> last_digits("SF1340267715208")
        '15208'
    """
    return number[-_SHORT_NUMBER:]


def grouped(number: str) -> str:
    """A waybill number in groups of four, so that it can be read out and compared.

    Examples:
        >>> grouped("SF1340267715208")
        'SF 1340 2677 15208'
        >>> grouped("77312345678")
        '7731 2345 678'
    """
    head = number.rstrip("0123456789")
    digits = number[len(head) :]
    groups = [digits[at : at + 4] for at in range(0, len(digits), 4)]
    if len(groups) > 1 and len(groups[-1]) < 3:
        groups[-2:] = [groups[-2] + groups[-1]]
    return " ".join(part for part in (head, *groups) if part)
