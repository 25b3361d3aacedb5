"""Receiving: goods that arrived stand on a shelf, free, in the books at once.

References:
    clauses 3.2.1b, 6.1.1a; the bad input that is refused here is named in `receive_goods`.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from fulfilment.documents import DocumentKind, is_document_number
from fulfilment.house import Actor, House, Work
from fulfilment.stock.bookings import Booked
from fulfilment.stock.goods import (
    lot_to_book,
    require_amount,
    require_code,
    require_fresh,
    stocked_product,
)
from fulfilment.stock.movements import Movement, post
from fulfilment.stock.places import open_shelves, require_taking
from fulfilment.supply.arrivals import goods_arrived, try_waiting
from procedure.effects import Refused
from procedure.ids import ProductId
from procedure.permissions import UseCase
from procedure.words import MovementKind, ReplenishmentSource, StockCondition, StockState


@dataclass(frozen=True, slots=True)
class Receipt:
    """Goods that were put on a shelf.

    Attributes:
        lot: What stands on the goods; "" where the product is not lot-tracked.
        expires_on: What stands on the goods; None where the books know the lot's date.
        quantity: Units, cartons counted by their content.
        document: The delivery note or purchase order, "" where there is none.
    """

    product_id: ProductId
    shelf_code: str
    lot: str
    expires_on: date | None
    quantity: int
    document: str = ""


def receive_goods(house: House, actor: Actor, receipt: Receipt) -> Booked | Refused:
    """Book goods in.

    Refused: a product that is not known, a bundle, or without a code; a quantity nobody can
    mean; a shelf that is not known, closed, counted now, or not for good units; a lot that is
    missing, not kept, known with another expiry date, or expires within the shipping margin; a
    purchase order that is not known, not sent, or asks for less. Orders that wait for these goods
    are tried again at once.

    Raises:
        CannotNow: The database cannot be written now.
    """
    booked = house.run(actor, UseCase.RECEIVE_STOCK, lambda work: receive(work, receipt))
    if not isinstance(booked, Refused):
        try_waiting(house, booked.product_id)
    return booked


def receive(work: Work, receipt: Receipt) -> Booked:
    """Book goods in, inside a use case.

    Raises:
        Refuse: As `receive_goods`.
    """
    product = stocked_product(work, receipt.product_id)
    require_code(work, product)
    require_amount(receipt.quantity)
    (shelf,) = open_shelves(work, receipt.shelf_code)
    require_taking(shelf, StockCondition.GOOD)
    lot = lot_to_book(work, product, receipt.lot, receipt.expires_on)
    require_fresh(work, product, lot)
    arrival = Movement(
        MovementKind.RECEIVE,
        product.id,
        receipt.quantity,
        lot.id,
        None,
        StockState.OUTSIDE,
        shelf.id,
        StockState.FREE,
        document=receipt.document.strip(),
    )
    post(work, [arrival])
    document = arrival.document
    po_no = document if is_document_number(DocumentKind.PURCHASE_ORDER, document) else ""
    came = {product.id: receipt.quantity}
    goods_arrived(work, ReplenishmentSource.PURCHASE, came, po_no)
    return Booked(product.id, product.sku, lot.code, shelf.code, receipt.quantity)
