"""What the cards screen reads, draws, saves and prints, off the main thread."""

from __future__ import annotations

from dataclasses import dataclass, replace
from pathlib import Path

from PySide6.QtGui import QImage

from desktop.label_image import image_of
from desktop.office.orders.actions import Outcome
from fulfilment.cards.badges import BadgeHolder, badge_holders
from fulfilment.cards.card_files import (
    CardsOut,
    print_cards,
    problem_words,
    refused_words,
    write_cards,
)
from fulfilment.cards.card_order import CardOrder, draw_order
from fulfilment.cards.card_sheets import zones_with_shelves
from fulfilment.house import Actor, House
from fulfilment.paper.printers_on_offer import printers_on_offer
from fulfilment.paper.station_printers import Binding, way_of
from printing.bitmap import bitmap_of_page
from printing.problems import CannotPrint
from procedure.effects import Refused
from procedure.permissions import UseCase, may
from procedure.words import Signal
from resources.catalogue import N_, Translator

PREVIEW_DPI = 150
"""Of the picture of a page: fine enough for every bar, small enough to be there at once."""
_EXISTS = N_("There is a file {name} already. Choose another name; nothing was written.")
_ENDING = N_("A file of cards ends in .pdf. Choose another name.")


@dataclass(frozen=True, slots=True)
class CardsThere:
    """What cards can be about.

    Attributes:
        zones: Those that have shelves.
        holders: Who may get a badge; nobody where the person asking may not give any.
        printers: Queues of this computer, and label printers of the house.
    """

    zones: tuple[str, ...] = ()
    holders: tuple[BadgeHolder, ...] = ()
    printers: tuple[Binding, ...] = ()


def read_there(house: House, actor: Actor) -> CardsThere:
    """What there is now.

    Raises:
        CannotNow: The database is away or busy.
    """
    holders = badge_holders(house) if may(actor.posts, UseCase.MANAGE_PEOPLE) else ()
    return CardsThere(zones_with_shelves(house), holders, printers_on_offer(house))


@dataclass(frozen=True, slots=True)
class Preview:
    """Cards as they would be printed, and a picture of one page.

    Attributes:
        why_not: Why there is no picture, in the language of the window; else "".
        pdf: The whole document, for its other pages; badges in it open nothing.
        page: Which page the picture shows; the first is 0.
        count: Cards on all pages.
    """

    why_not: str = ""
    pdf: bytes = b""
    image: QImage | None = None
    page: int = 0
    pages: int = 0
    count: int = 0


def preview(
    house: House, actor: Actor, order: CardOrder, on_cards: Translator, speaks: Translator
) -> Preview:
    """The first page of an order.

    Raises:
        CannotNow: The database is away or busy.
    """
    try:
        cards = draw_order(house, actor, order, on_cards)
    except CannotPrint as problem:
        return Preview(problem_words(problem, speaks))
    if isinstance(cards, Refused):
        return Preview(refused_words(cards, speaks))
    printed = cards.printed
    first = Preview("", printed.pdf, None, 0, printed.pages, cards.count)
    return other_page(first, 0)


def other_page(shown: Preview, page: int) -> Preview:
    """The same cards with the picture of another page."""
    image = image_of(bitmap_of_page(shown.pdf, page, PREVIEW_DPI))
    return Preview("", shown.pdf, image, page, shown.pages, shown.count)


def save(
    house: House,
    actor: Actor,
    order: CardOrder,
    path: Path,
    on_cards: Translator,
    speaks: Translator,
) -> Outcome:
    """Write the cards into a new file; one that is there stays as it is.

    Raises:
        CannotNow: The database is away or busy.
    """
    if path.suffix.lower() != ".pdf":
        return Outcome(Signal.ATTENTION, speaks.text(_ENDING), False)
    if path.exists():
        return Outcome(Signal.ATTENTION, speaks.text(_EXISTS, name=path.name), False)
    return _outcome(write_cards(house, actor, order, path, on_cards, speaks))


def send(
    house: House,
    actor: Actor,
    order: CardOrder,
    printer: Binding,
    on_cards: Translator,
    speaks: Translator,
) -> Outcome:
    """Send the cards to a printer, once.

    Raises:
        CannotNow: The database is away or busy.
    """
    device = way_of(printer, Path()).printer
    for_it = replace(order, dpi=printer.dpi or 0)
    return _outcome(print_cards(house, actor, for_it, device, on_cards, speaks))


def _outcome(out: CardsOut) -> Outcome:
    return Outcome(Signal.GOOD if out.complete else Signal.WRONG, out.sentence, out.complete)
