"""What somebody wants on cards, drawn as far as it can be before a new badge is issued.

A badge's code is shown once and never again, so everything that can fail is tried first with
badges whose codes open nothing: only then are new ones issued and put in their places.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from fulfilment.cards.badges import (
    BadgeHolder,
    badge_card,
    badge_holders,
    badge_without_code,
    issue_badge,
)
from fulfilment.cards.card_sheets import NO_SHELVES, CardKind, ShelfRange, card_sheet
from fulfilment.house import Actor, House
from printing.cards import draw_cards
from printing.documents import Card, CardSheet
from printing.media import A4, STICKERS
from printing.paper import Printed
from printing.stickers import draw_stickers
from procedure.effects import Refused
from procedure.ids import PersonId
from procedure.permissions import UseCase, may
from procedure.verdicts import VerdictKind, verdict
from resources.catalogue import N_, Translator

PAPERS = (A4.name, *STICKERS)
"""What cards are printed on."""
A4_DPI, ROLL_DPI = 300, 203
"""What sheets and label printers have; bars are whole dots of it."""


@dataclass(frozen=True, slots=True)
class CardOrder:
    """What is to be printed.

    Attributes:
        shelves: Whose labels.
        first, totes: Number of the first tote and how many.
        people: Who gets a new badge.
        keep_old: Whether their older badges go on opening stations.
        media: One of `PAPERS`.
        dpi: The printer's resolution; 0 is what such printers usually have.
    """

    kinds: tuple[CardKind, ...] = ()
    shelves: ShelfRange = NO_SHELVES
    first: int = 1
    totes: int = 0
    people: tuple[PersonId, ...] = ()
    keep_old: bool = False
    media: str = A4.name
    dpi: int = 0


@dataclass(frozen=True, slots=True)
class CardsDrawn:
    """Cards on paper, except that new badges have codes that open nothing.

    Attributes:
        cards: All but the badges.
    """

    title: str
    cards: tuple[Card, ...]
    holders: tuple[BadgeHolder, ...]
    printed: Printed

    @property
    def count(self) -> int:
        """Cards and badges together."""
        return len(self.cards) + len(self.holders)


def draw_order(
    house: House, actor: Actor, order: CardOrder, translator: Translator
) -> CardsDrawn | Refused:
    """The cards of an order, in the translator's language; nothing is written or issued.

    Refused with `CARDS_REFUSED` where there is nothing of a kind, or the paper is none, with
    `PERSON_UNKNOWN` where somebody does not work here, and with `NOT_ALLOWED`.

    Raises:
        CannotNow: The database is away.
        CannotPrint: A caption or a code does not fit the paper, or the font lacks a sign.
    """
    refused = _refused(actor, order)
    if refused is not None:
        return refused
    sheets = [
        card_sheet(house, kind, translator, order.shelves, order.first, order.totes)
        for kind in order.kinds
    ]
    empty = next((sheet for sheet in sheets if not sheet.cards), None)
    if empty is not None or not (sheets or order.people):
        title = translator.text(N_("Badges")) if empty is None else empty.title
        return Refused(verdict(VerdictKind.CARDS_REFUSED, why="none", title=title))
    holders = _holders(house, order.people)
    if len(holders) < len(order.people):
        return Refused(verdict(VerdictKind.PERSON_UNKNOWN))
    title = " · ".join(sheet.title for sheet in sheets) or translator.text(N_("Badges"))
    cards = tuple(card for sheet in sheets for card in sheet.cards)
    trial = tuple(badge_without_code(translator, holder) for holder in holders)
    printed = drawn(CardSheet(title, (*cards, *trial)), order)
    return CardsDrawn(title, cards, holders, printed)


def issue_badges(
    house: House, actor: Actor, order: CardOrder, cards: CardsDrawn, translator: Translator
) -> Printed | Refused:
    """The same cards with new badges on them, which are issued by this.

    Raises:
        CannotNow: The database cannot be written now.
    """
    badges: list[Card] = []
    for holder in cards.holders:
        issued = issue_badge(house, actor, holder.person_id, order.keep_old)
        if isinstance(issued, Refused):
            return issued
        badges.append(badge_card(translator, issued))
    if not badges:
        return cards.printed
    return drawn(CardSheet(cards.title, (*cards.cards, *badges)), order)


def drawn(sheet: CardSheet, order: CardOrder) -> Printed:
    """Cards on an order's paper: on sheets, or one to a sticker.

    Raises:
        CannotPrint: A caption or a code does not fit, or the font lacks a sign.
    """
    if order.media == A4.name:
        return draw_cards(sheet, A4, order.dpi or A4_DPI)
    return draw_stickers(sheet, STICKERS[order.media], order.dpi or ROLL_DPI)


def _refused(actor: Actor, order: CardOrder) -> Refused | None:
    needed = [UseCase.PRINT_CARDS] * bool(order.kinds) + [UseCase.MANAGE_PEOPLE] * bool(
        order.people
    )
    if not actor.is_system and not all(may(actor.posts, use_case) for use_case in needed):
        return Refused(verdict(VerdictKind.NOT_ALLOWED, name=actor.name))
    if order.media not in PAPERS:
        names = ", ".join(PAPERS)
        said = verdict(VerdictKind.CARDS_REFUSED, why="paper", name=order.media, names=names)
        return Refused(said)
    return None


def _holders(house: House, people: Sequence[PersonId]) -> tuple[BadgeHolder, ...]:
    if not people:
        return ()
    there = {holder.person_id: holder for holder in badge_holders(house)}
    return tuple(there[person_id] for person_id in people if person_id in there)
