"""What the count screen reads and carries out, off the main thread."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from db.views.counts import count_mark, countable_shelves, countable_zones
from desktop.office.goods_in_hand import InHand
from desktop.office.orders.actions import Outcome, refusal
from fulfilment.house import Actor, House
from fulfilment.stock.count_closing import close_count
from fulfilment.stock.count_sheets import CountSheet, count_review, count_sheet
from fulfilment.stock.counting import CountOpened, LotCounted, cancel_count, count_line, open_count
from procedure.effects import Refused
from procedure.text import NP_
from procedure.words import Signal
from resources.catalogue import N_, Translator

_OPENED = NP_(
    "Count {count_no} is open: {n} lot to look at.",
    "Count {count_no} is open: {n} lots to look at.",
)
_CLOSED = NP_(
    "Count {count_no} is closed; {n} difference is booked.",
    "Count {count_no} is closed; {n} differences are booked.",
)
_GIVEN_UP = N_("Count {count_no} is given up; nothing was booked.")
_WRITTEN = N_("{quantity} × {sku} on {shelf}")


@dataclass(frozen=True, slots=True)
class SheetRead:
    """A count as its reader may see it.

    Attributes:
        mark: Differs when anything about the count changed.
    """

    sheet: CountSheet | Refused
    mark: tuple[Any, ...]


def read_sheet(
    house: House, actor: Actor, count_id: int, review: bool, known: tuple[Any, ...] | None
) -> SheetRead | None:
    """The count's sheet, or its review; None where nothing changed since `known`.

    Raises:
        CannotNow: The database is away or busy.
    """
    with house.database.read() as connection:
        mark = (review, *count_mark(connection, count_id))
    if mark == known:
        return None
    read = count_review if review else count_sheet
    return SheetRead(read(house, actor, count_id), mark)


@dataclass(frozen=True, slots=True)
class Opened:
    """What beginning a count came to; `count_id` is None where it was refused."""

    outcome: Outcome
    count_id: int | None


def begin(
    house: House,
    actor: Actor,
    shelves: tuple[str, ...],
    zone: str,
    blind: bool,
    reason: str,
    translator: Translator,
) -> Opened:
    """Begin a count of these shelves, or of all in a zone that can be counted.

    Raises:
        CannotNow: The database cannot be written now.
    """
    codes = shelves
    if zone:
        with house.database.read() as connection:
            codes = countable_shelves(connection, house.place.warehouse_id, zone)
    opened = open_count(house, actor, codes, blind, reason)
    if isinstance(opened, CountOpened):
        said = translator.plural(*_OPENED, opened.lots, count_no=opened.count_no)
        return Opened(Outcome(Signal.GOOD, said, True), opened.count_id)
    return Opened(refusal(opened.verdict, translator), None)


def read_zones(house: House) -> tuple[tuple[str, int], ...]:
    """Zones with the number of their shelves that can be counted now.

    Raises:
        CannotNow: The database is away or busy.
    """
    with house.database.read() as connection:
        return countable_zones(connection, house.place.warehouse_id)


def write_down(
    house: House, actor: Actor, count_id: int, hand: InHand, translator: Translator
) -> Outcome:
    """Write down what was found.

    Raises:
        CannotNow: The database cannot be written now.
    """
    assert hand.product is not None
    counted = count_line(
        house,
        actor,
        count_id,
        hand.shelf,
        hand.product.product_id,
        hand.lot,
        hand.quantity,
        hand.expires_on,
    )
    if isinstance(counted, LotCounted):
        words = translator.text(
            _WRITTEN, quantity=f"{counted.quantity:,}", sku=counted.sku, shelf=counted.shelf_code
        )
        return Outcome(Signal.GOOD, words, True)
    return refusal(counted.verdict, translator)


def close(
    house: House,
    actor: Actor,
    count_id: int,
    reasons: Mapping[int, str],
    translator: Translator,
) -> Outcome:
    """Book what was found and give the shelves back.

    Raises:
        CannotNow: The database cannot be written now.
    """
    closed = close_count(house, actor, count_id, reasons)
    if isinstance(closed, Refused):
        return refusal(closed.verdict, translator)
    said = translator.plural(*_CLOSED, len(closed.differences), count_no=closed.count_no)
    return Outcome(Signal.GOOD, said, True)


def give_up(house: House, actor: Actor, count_id: int, translator: Translator) -> Outcome:
    """Give the shelves back; nothing is booked.

    Raises:
        CannotNow: The database cannot be written now.
    """
    ended = cancel_count(house, actor, count_id)
    if isinstance(ended, Refused):
        return refusal(ended.verdict, translator)
    words = translator.text(_GIVEN_UP, count_no=ended.count_no)
    return Outcome(Signal.ATTENTION, words, True)
