"""What the receive screen reads and books, off the main thread."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from db.views.open_purchases import OpenPurchase, open_purchases, units_to_come
from db.views.stock_detail import StockPlace, stock_places
from fulfilment.house import Actor, House
from fulfilment.stock.bookings import Booked
from fulfilment.stock.receiving import Receipt, receive_goods
from procedure.effects import Refused
from procedure.ids import ProductId
from procedure.words import ShelfKind

MOST_HINTS = 50
_TAKES_GOODS = (ShelfKind.PICK, ShelfKind.RESERVE)


@dataclass(frozen=True, slots=True)
class Advice:
    """What helps with the goods in hand.

    Attributes:
        places: Shelves that hold the product already; those with its lot on top.
        to_come: Units still to come with the chosen purchase order.
    """

    product: ProductId
    places: tuple[StockPlace, ...]
    to_come: int


@dataclass(frozen=True, slots=True)
class Received:
    """Something that was booked in at this desk since it was opened.

    Attributes:
        at: Aware UTC.
    """

    number: int
    at: datetime
    name: str
    booked: Booked
    document: str


def read_purchases(house: House) -> tuple[OpenPurchase, ...]:
    """Purchase orders whose goods are still to come.

    Raises:
        CannotNow: The database is away or busy.
    """
    with house.database.read() as connection:
        return open_purchases(connection, house.place.warehouse_id)


def read_advice(house: House, product: ProductId, lot: str, po_no: str) -> Advice:
    """Where goods like those in hand stand already, and how many are expected.

    Raises:
        CannotNow: The database is away or busy.
    """
    warehouse = house.place.warehouse_id
    with house.database.read() as connection:
        places = [p for p in stock_places(connection, warehouse, product) if _takes_goods(p)]
        to_come = units_to_come(connection, warehouse, product, po_no) if po_no else 0
    places.sort(key=lambda place: place.lot != lot)
    return Advice(product, tuple(places[:MOST_HINTS]), to_come)


def _takes_goods(place: StockPlace) -> bool:
    return place.kind in _TAKES_GOODS and not place.count_no


def book(
    house: House, actor: Actor, receipt: Receipt, number: int, name: str
) -> Received | Refused:
    """Book goods in.

    Raises:
        CannotNow: The database cannot be written now.
    """
    booked = receive_goods(house, actor, receipt)
    if isinstance(booked, Refused):
        return booked
    return Received(number, house.clock(), name, booked, receipt.document)
