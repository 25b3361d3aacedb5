"""Cards into a PDF file, by a command: what was written, or why nothing was."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path

from fulfilment.cards.badges import (
    BadgeHolder,
    badge_card,
    badge_holders,
    badge_without_code,
    issue_badge,
)
from fulfilment.cards.card_sheets import CardKind, card_sheet
from fulfilment.house import SYSTEM, House
from printing.cards import render_cards
from printing.documents import Card, CardSheet
from printing.media import A4, STICKERS
from printing.problems import SENTENCES, CannotPrint
from printing.stickers import render_stickers
from procedure.effects import Refused
from procedure.text import NP_
from procedure.texts import sentence
from procedure.worded import worded
from resources.catalogue import N_, Translator


@dataclass(frozen=True, slots=True)
class CardWishes:
    """What is to be printed.

    Attributes:
        zone: Whose shelves get labels.
        first, totes: Number of the first tote and how many.
        people: Names of those who get a new badge.
        keep_old: Whether their older badges go on opening stations.
        media: "A4", or a roll's name.
    """

    kinds: tuple[CardKind, ...]
    zone: str = ""
    first: int = 1
    totes: int = 0
    people: tuple[str, ...] = ()
    keep_old: bool = False
    media: str = A4.name


@dataclass(frozen=True, slots=True)
class CardsWritten:
    """What it came to: sentences for people, and whether everything is in the file."""

    lines: tuple[str, ...]
    complete: bool


class _CannotWrite(Exception):
    """Nothing is written; carries the finished sentence."""


def write_cards(
    house: House, wishes: CardWishes, out: Path, translator: Translator
) -> CardsWritten:
    """Write the cards into one PDF file, whole or not at all.

    New badges are issued last, when nothing but the disk can fail any more.

    Raises:
        CannotNow: The database is away.
    """
    try:
        return _write(house, wishes, out, translator)
    except _CannotWrite as why:
        return CardsWritten((str(why),), complete=False)
    except CannotPrint as problem:
        said = translator.text(SENTENCES[problem.problem], **problem.params)
        return CardsWritten((said,), complete=False)
    except OSError:
        words = N_("{name} cannot be written there. Choose another folder.")
        return CardsWritten((translator.text(words, name=out.name),), complete=False)


def _write(house: House, wishes: CardWishes, out: Path, translator: Translator) -> CardsWritten:
    if wishes.media != A4.name and wishes.media not in STICKERS:
        words = N_("There is no paper {name}. Choose one of {names}; nothing was printed.")
        names = ", ".join((A4.name, *STICKERS))
        raise _CannotWrite(translator.text(words, name=wishes.media, names=names))
    sheets = [
        card_sheet(house, kind, translator, wishes.zone, wishes.first, wishes.totes)
        for kind in wishes.kinds
    ]
    empty = next((sheet for sheet in sheets if not sheet.cards), None)
    if empty is not None:
        words = N_("{title}: there are none here. Nothing was printed.")
        raise _CannotWrite(translator.text(words, title=empty.title))
    holders = [_holder(house, name, translator) for name in wishes.people]
    title = " · ".join(sheet.title for sheet in sheets) or translator.text(N_("Badges"))
    cards = tuple(card for sheet in sheets for card in sheet.cards)
    trial = tuple(badge_without_code(translator, holder) for holder in holders)
    _drawn(CardSheet(title, (*cards, *trial)), wishes.media)
    out.parent.mkdir(parents=True, exist_ok=True)
    part = out.with_name(f"{out.name}.part")
    with part.open("wb") as file:
        badges = tuple(_new_badge(house, holder, wishes, translator) for holder in holders)
        file.write(_drawn(CardSheet(title, (*cards, *badges)), wishes.media))
        file.flush()
        os.fsync(file.fileno())
    part.replace(out)
    one, many = NP_("{n} card is in {name}.", "{n} cards are in {name}.")
    said = translator.plural(one, many, len(cards) + len(badges), name=str(out))
    return CardsWritten((said,), complete=True)


def _drawn(sheet: CardSheet, media: str) -> bytes:
    return render_cards(sheet) if media == A4.name else render_stickers(sheet, STICKERS[media])


def _holder(house: House, name: str, translator: Translator) -> BadgeHolder:
    found = [holder for holder in badge_holders(house) if holder.name == name]
    if not found:
        words = N_("Nobody of the name {name} works here. Look at the name; nothing was printed.")
        raise _CannotWrite(translator.text(words, name=name))
    return found[0]


def _new_badge(
    house: House, holder: BadgeHolder, wishes: CardWishes, translator: Translator
) -> Card:
    issued = issue_badge(house, SYSTEM, holder.person_id, wishes.keep_old)
    if isinstance(issued, Refused):
        raise _CannotWrite(worded(translator, sentence(issued.verdict)))
    return badge_card(translator, issued)
