"""What the replenish screen reads and carries out, off the main thread (3.2.1a, 6.1.1a)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from db.views.carries import Carry, replenish_moves
from db.views.purchase_numbers import WaitingOrder, purchase_of, request_of, waiting_for
from db.views.purchasing import PurchaseLineRow, PurchaseRow, RequestRow, purchase_lines
from desktop.office.orders.actions import Outcome, refusal
from fulfilment.house import Actor, House
from fulfilment.stock.moving import Transfer, move_goods
from fulfilment.supply.purchasing import (
    cancel_purchase_order,
    change_expected_day,
    draft_purchase_orders,
    send_purchase_order,
)
from procedure.effects import Refused
from procedure.text import NP_
from procedure.words import PurchaseStatus, Signal
from resources.catalogue import N_, Translator

_DRAFTED = NP_(
    "{n} purchase order is drafted: {numbers}. Look at it, then send it.",
    "{n} purchase orders are drafted: {numbers}. Look at them, then send them.",
)
_CARRIED = N_("{quantity} × {sku} stand on {shelf} now. Orders that waited are tried again.")
_SENT = N_("{po_no} is sent. Its goods are expected on {day}.")
_EXPECTED = N_("{po_no} is expected on {day} now.")
_CANCELLED = N_("{po_no} is cancelled. What was missing is to be ordered anew.")
_ENDED = N_("Nothing more is expected of {po_no}. What did not come is to be ordered anew.")


@dataclass(frozen=True, slots=True)
class RequestRead:
    """One request with who waits for it and what is to be carried."""

    row: RequestRow
    waiting: tuple[WaitingOrder, ...]
    carries: tuple[Carry, ...]


def read_request(house: House, request_id: int) -> RequestRead | None:
    """One request; None where there is none.

    Raises:
        CannotNow: The database is away or busy.
    """
    warehouse = house.place.warehouse_id
    with house.database.read() as connection:
        row = request_of(connection, warehouse, request_id)
        if row is None:
            return None
        return RequestRead(
            row,
            waiting_for(connection, request_id),
            replenish_moves(connection, warehouse, [request_id], house.today),
        )


@dataclass(frozen=True, slots=True)
class PurchaseRead:
    """One purchase order with its lines."""

    row: PurchaseRow
    lines: tuple[PurchaseLineRow, ...]


def read_purchase(house: House, purchase_order_id: int) -> PurchaseRead | None:
    """One purchase order; None where there is none.

    Raises:
        CannotNow: The database is away or busy.
    """
    with house.database.read() as connection:
        warehouse = house.place.warehouse_id
        row = purchase_of(connection, warehouse, house.today, purchase_order_id)
        if row is None:
            return None
        return PurchaseRead(row, purchase_lines(connection, purchase_order_id))


def draft(house: House, actor: Actor, requests: Sequence[int], translator: Translator) -> Outcome:
    """Draft a purchase order for each supplier of these requests.

    Raises:
        CannotNow: The database cannot be written now.
    """
    drafted = draft_purchase_orders(house, actor, requests)
    if isinstance(drafted, Refused):
        return refusal(drafted.verdict, translator)
    numbers = ", ".join(f"{each.po_no} ({each.supplier})" for each in drafted)
    said = translator.plural(*_DRAFTED, len(drafted), numbers=numbers)
    return Outcome(Signal.GOOD, said, True)


def carry(
    house: House, actor: Actor, walk: Carry, shelf: str, quantity: int, translator: Translator
) -> Outcome:
    """Book that units were carried from their reserve shelf to a picking shelf.

    Raises:
        CannotNow: The database cannot be written now.
    """
    transfer = Transfer(walk.product_id, walk.lot, walk.from_shelf, shelf, quantity)
    moved = move_goods(house, actor, transfer)
    if isinstance(moved, Refused):
        return refusal(moved.verdict, translator)
    said = translator.text(
        _CARRIED, quantity=f"{moved.quantity:,}", sku=moved.sku, shelf=moved.shelf_code
    )
    return Outcome(Signal.GOOD, said, True)


def send(house: House, actor: Actor, purchase_order_id: int, translator: Translator) -> Outcome:
    """Send a draft to its supplier.

    Raises:
        CannotNow: The database cannot be written now.
    """
    sent = send_purchase_order(house, actor, purchase_order_id)
    if isinstance(sent, Refused):
        return refusal(sent.verdict, translator)
    day = "" if sent.expected_on is None else sent.expected_on.isoformat()
    return Outcome(Signal.GOOD, translator.text(_SENT, po_no=sent.po_no, day=day), True)


def expect(
    house: House, actor: Actor, purchase_order_id: int, day: date, translator: Translator
) -> Outcome:
    """Write down when the goods are expected now.

    Raises:
        CannotNow: The database cannot be written now.
    """
    changed = change_expected_day(house, actor, purchase_order_id, day)
    if isinstance(changed, Refused):
        return refusal(changed.verdict, translator)
    said = translator.text(_EXPECTED, po_no=changed.po_no, day=day.isoformat())
    return Outcome(Signal.GOOD, said, True)


def cancel(house: House, actor: Actor, purchase_order_id: int, translator: Translator) -> Outcome:
    """Expect nothing more of a purchase order.

    Raises:
        CannotNow: The database cannot be written now.
    """
    ended = cancel_purchase_order(house, actor, purchase_order_id)
    if isinstance(ended, Refused):
        return refusal(ended.verdict, translator)
    words = _CANCELLED if ended.status is PurchaseStatus.CANCELLED else _ENDED
    return Outcome(Signal.GOOD, translator.text(words, po_no=ended.po_no), True)
