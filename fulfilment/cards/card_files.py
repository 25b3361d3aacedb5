"""Cards into a PDF file or to a printer: what came of it, in one sentence."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from fulfilment.cards.card_order import CardOrder, CardsDrawn, draw_order, issue_badges
from fulfilment.house import Actor, House
from printing.problems import SENTENCES, CannotPrint, MaybePrinted
from procedure.effects import Refused
from procedure.text import NP_
from procedure.texts import sentence
from procedure.worded import worded
from resources.catalogue import N_, Translator

if TYPE_CHECKING:
    from printing.printers import Printer

_WRITTEN = NP_("{n} card is in {name}.", "{n} cards are in {name}.")
_SENT = NP_("{n} card went to the printer {name}.", "{n} cards went to the printer {name}.")
_UNWRITABLE = N_("{name} cannot be written there. Choose another folder.")
_NEW_BADGES = N_("{problem} The new badges are not on paper: print them again.")


@dataclass(frozen=True, slots=True)
class CardsOut:
    """What it came to.

    Attributes:
        sentence: For a person, in the language of the cards' reader.
        complete: Whether everything is on its way.
    """

    sentence: str
    complete: bool


def refused_words(refused: Refused, translator: Translator) -> str:
    """Why cards are not printed."""
    return worded(translator, sentence(refused.verdict))


def problem_words(problem: CannotPrint | MaybePrinted, translator: Translator) -> str:
    """What a printer or a drawing says."""
    return translator.text(SENTENCES[problem.problem], **problem.params)


def write_cards(
    house: House,
    actor: Actor,
    order: CardOrder,
    out: Path,
    translator: Translator,
    speaks: Translator | None = None,
) -> CardsOut:
    """Write the cards into one PDF file, whole or not at all; a file of that name is replaced.

    New badges are issued last, when nothing but the disk can fail any more.

    Args:
        translator: The language on the cards.
        speaks: The language of the sentence; the cards' where None.

    Raises:
        CannotNow: The database is away.
    """
    speaks = speaks or translator
    cards = _drawn(house, actor, order, translator, speaks)
    if isinstance(cards, CardsOut):
        return cards
    issued, part = False, out.with_name(f"{out.name}.part")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            printed = issue_badges(house, actor, order, cards, translator)
            if not isinstance(printed, Refused):
                issued = bool(cards.holders)
                file.write(printed.pdf)
                file.flush()
                os.fsync(file.fileno())
        if isinstance(printed, Refused):
            part.unlink()
            return CardsOut(refused_words(printed, speaks), complete=False)
        part.replace(out)
    except OSError:
        said = speaks.text(_UNWRITABLE, name=out.name)
        return CardsOut(_of_badges(said, issued, speaks), complete=False)
    return CardsOut(speaks.plural(*_WRITTEN, cards.count, name=str(out)), complete=True)


def print_cards(
    house: House,
    actor: Actor,
    order: CardOrder,
    printer: Printer,
    translator: Translator,
    speaks: Translator | None = None,
) -> CardsOut:
    """Send the cards to a printer, once.

    Raises:
        CannotNow: The database is away.
    """
    speaks = speaks or translator
    cards = _drawn(house, actor, order, translator, speaks)
    if isinstance(cards, CardsOut):
        return cards
    printed = issue_badges(house, actor, order, cards, translator)
    if isinstance(printed, Refused):
        return CardsOut(refused_words(printed, speaks), complete=False)
    try:
        sent = printer.send(printed.pdf, cards.title)
    except (CannotPrint, MaybePrinted) as problem:
        said = _of_badges(problem_words(problem, speaks), bool(cards.holders), speaks)
        return CardsOut(said, complete=False)
    return CardsOut(speaks.plural(*_SENT, cards.count, name=sent.where), complete=True)


def _of_badges(said: str, issued: bool, speaks: Translator) -> str:
    return speaks.text(_NEW_BADGES, problem=said) if issued else said


def _drawn(
    house: House, actor: Actor, order: CardOrder, translator: Translator, speaks: Translator
) -> CardsDrawn | CardsOut:
    try:
        cards = draw_order(house, actor, order, translator)
    except CannotPrint as problem:
        return CardsOut(problem_words(problem, speaks), complete=False)
    if isinstance(cards, Refused):
        return CardsOut(refused_words(cards, speaks), complete=False)
    return cards
