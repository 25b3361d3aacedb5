"""What stands on printed cards: the words for people and the code for the scanner, in one language.

Cards of commands and reasons come from the vocabulary itself: whatever has a word and a code of
the house's own gets its card, so none can be forgotten.

References:
    FIELD "Command codes"; SCREENS "Station screens" (every key is a card).
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from sqlalchemy import select

from db.schema.packaging import Packaging
from db.schema.stock import Shelf
from fulfilment.house import House
from printing.documents import Card, CardSheet
from procedure.defects import DEFECTS
from procedure.parcel_words import DefectClass, DefectCode
from procedure.status_words import STATUS_WORDS
from procedure.texts import status_word
from procedure.worded import worded
from procedure.words import Command
from resources.catalogue import N_, Translator
from scanner.command_keys import COMMAND_KEYS

QUANTITIES = (*range(2, 13), 15, 16, 18, 20, 24, 25, 30, 36, 40, 48, 50, 60, 100)
"""Units for which there is a card; cartons of the trade hold these."""

MOST_TOTES = 2000
"""On one order of labels; beyond it somebody mistyped."""


_END = "\U0010ffff"


@dataclass(frozen=True, slots=True)
class ShelfRange:
    """Some shelves of a zone; an aisle is a range too.

    Attributes:
        first, last: Beginnings of codes, both included; "" is no limit.

    Examples:
        >>> aisles = ShelfRange("A", "a-01", "A-03")
        >>> "A-03-02-01" in aisles, "A-04-01-01" in aisles
        (True, False)
    """

    zone: str
    first: str = ""
    last: str = ""

    def __contains__(self, code: str) -> bool:
        begin, end = self.limits
        return begin <= code <= end

    @property
    def limits(self) -> tuple[str, str]:
        """The least and the greatest code; a label's text may stand for its code."""
        begin, end = (text.strip().upper().removeprefix("LOC-") for text in (self.first, self.last))
        return begin, end + _END


NO_SHELVES = ShelfRange("")


class CardKind(StrEnum):
    """A set of cards that is printed together."""

    COMMANDS = "commands"
    REASONS = "reasons"
    DEFECTS = "defects"
    QUANTITIES = "quantities"
    MATERIALS = "materials"
    SHELVES = "shelves"
    TOTES = "totes"


STICKER_KINDS = frozenset({CardKind.SHELVES, CardKind.TOTES})
"""Kinds that are stuck on, so that a roll of stickers suits them too."""

CARD_TITLES = {
    CardKind.COMMANDS: N_("Command cards"),
    CardKind.REASONS: N_("Reason cards"),
    CardKind.DEFECTS: N_("Defect cards"),
    CardKind.QUANTITIES: N_("Quantity cards"),
    CardKind.MATERIALS: N_("Packaging cards"),
    CardKind.SHELVES: N_("Shelf labels"),
    CardKind.TOTES: N_("Tote labels"),
}


def command_cards(translator: Translator) -> tuple[Card, ...]:
    """A card for every command, with the key that does the same."""
    keys = {command: f"F{number}" for number, command in COMMAND_KEYS.items()}
    return tuple(
        Card(worded(translator, status_word(each)), each.value, keys.get(each, ""))
        for each in Command
    )


def reason_cards(translator: Translator) -> tuple[Card, ...]:
    """A card for every reason that the vocabulary has a word for; defects have their own sheet."""
    found = {
        code: msgid
        for (kind, code), msgid in STATUS_WORDS.items()
        if code.startswith("WHY-") and kind is not DefectCode
    }
    return tuple(Card(translator.text(msgid), code) for code, msgid in found.items())


def defect_cards(translator: Translator) -> tuple[Card, ...]:
    """A card for every defect, the worst class first, with its class (3.2.3b)."""
    classes = list(DefectClass)
    ordered = sorted(DEFECTS, key=lambda code: classes.index(DEFECTS[code].defect_class))
    return tuple(
        Card(
            worded(translator, status_word(code)),
            code.value,
            worded(translator, status_word(DEFECTS[code].defect_class)),
        )
        for code in ordered
    )


def quantity_cards(translator: Translator) -> tuple[Card, ...]:
    """Cards for quantities."""
    words = N_("× {units}")
    return tuple(Card(translator.text(words, units=n), f"QTY-{n:02d}") for n in QUANTITIES)


def tote_labels(first: int, count: int) -> tuple[Card, ...]:
    """Labels for totes, numbered on from a number.

    Examples:
        >>> [card.code for card in tote_labels(9, 2)]
        ['TOTE-0009', 'TOTE-0010']
    """
    numbers = (f"{number:04d}" for number in range(first, first + min(count, MOST_TOTES)))
    return tuple(Card(number, f"TOTE-{number}") for number in numbers)


def material_cards(house: House) -> tuple[Card, ...]:
    """A card for every packaging material in use.

    Raises:
        CannotNow: The database is away.
    """
    with house.database.read() as connection:
        rows = connection.execute(
            select(Packaging.name, Packaging.code)
            .where(Packaging.warehouse_id == house.place.warehouse_id, Packaging.active)
            .order_by(Packaging.code)
        ).all()
    return tuple(Card(row.name, row.code) for row in rows)


def shelf_labels(house: House, shelves: ShelfRange) -> tuple[Card, ...]:
    """A label for every shelf in use of a range, in walking order.

    Raises:
        CannotNow: The database is away.
    """
    begin, end = shelves.limits
    with house.database.read() as connection:
        codes = connection.scalars(
            select(Shelf.code)
            .where(
                Shelf.warehouse_id == house.place.warehouse_id,
                Shelf.zone == shelves.zone,
                Shelf.active,
                Shelf.code >= begin,
                Shelf.code <= end,
            )
            .order_by(Shelf.walk_key, Shelf.code)
        ).all()
    return tuple(shelf_label(code) for code in codes)


def shelf_label(code: str) -> Card:
    """The label of one shelf.

    Examples:
        >>> shelf_label("A-01-02-03").code
        'LOC-A-01-02-03'
    """
    return Card(code, f"LOC-{code}")


def box_sticker(box_code: str) -> Card:
    """The sticker of one box: its order and its number large, its code below.

    Examples:
        >>> box_sticker("BOX-20261123000042-2").caption
        '20261123000042-2'
    """
    return Card(box_code.removeprefix("BOX-"), box_code)


def zones_with_shelves(house: House) -> tuple[str, ...]:
    """The zones that have shelves.

    Raises:
        CannotNow: The database is away.
    """
    with house.database.read() as connection:
        zones = connection.scalars(
            select(Shelf.zone)
            .where(Shelf.warehouse_id == house.place.warehouse_id, Shelf.active)
            .distinct()
            .order_by(Shelf.zone)
        ).all()
    return tuple(zones)


def card_sheet(
    house: House,
    kind: CardKind,
    translator: Translator,
    shelves: ShelfRange = NO_SHELVES,
    first: int = 1,
    count: int = 0,
) -> CardSheet:
    """The cards of a kind under their title; none where there is nothing of it.

    Args:
        shelves: Which of them get labels.
        first, count: Numbers of the totes that get labels.

    Raises:
        CannotNow: The database is away.
    """
    title = translator.text(CARD_TITLES[kind])
    match kind:
        case CardKind.COMMANDS:
            cards = command_cards(translator)
        case CardKind.REASONS:
            cards = reason_cards(translator)
        case CardKind.DEFECTS:
            cards = defect_cards(translator)
        case CardKind.QUANTITIES:
            cards = quantity_cards(translator)
        case CardKind.MATERIALS:
            cards = material_cards(house)
        case CardKind.SHELVES:
            cards, title = shelf_labels(house, shelves), f"{title} {shelves.zone}"
        case CardKind.TOTES:
            cards = tote_labels(first, count)
    return CardSheet(title, cards)
