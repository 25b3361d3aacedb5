"""What a booking asks of a product, a quantity and a lot before anything is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta

from sqlalchemy import select

from db.schema.products import Product, ProductCode
from db.schema.stock import Lot
from db.upsert import insert_or
from fulfilment.house import Refuse, Work
from procedure.ids import LotId, ProductId
from procedure.reading import RESERVED_PREFIXES, matching_key
from procedure.verdicts import VerdictKind

MOST_AT_ONCE = 1_000_000
"""Units in one booking. The shortest code on goods has eight digits: a code that was scanned into
the field of the quantity is always more than this."""

LONGEST_LOT = 20
"""Characters of a lot (GS1 General Specifications, AI 10)."""


@dataclass(frozen=True, slots=True)
class StockedProduct:
    """A product that has stock of its own.

    Attributes:
        margin_days: A lot that expires within so many days is not sent out.
    """

    id: ProductId
    sku: str
    lot_tracked: bool
    margin_days: int


def stocked_product(work: Work, product_id: ProductId) -> StockedProduct:
    """The product behind an id, as it stays until the booking is done.

    Its row is locked for sharing: bookings do not wait for each other, only whoever changes the
    product waits for them, and they for that. So no stock comes between the look whether there
    is any and a change that is only allowed without.

    Raises:
        Refuse: There is none, or it is a bundle.
    """
    row = work.connection.execute(
        select(Product.sku, Product.lot_tracked, Product.shipping_margin_days, Product.is_bundle)
        .where(Product.id == product_id)
        .with_for_update(read=True, key_share=True)
    ).first()
    if row is None:
        raise Refuse(VerdictKind.PRODUCT_UNFIT)
    if row.is_bundle:
        raise Refuse(VerdictKind.PRODUCT_UNFIT, sku=row.sku, why="bundle")
    return StockedProduct(product_id, row.sku, row.lot_tracked, row.shipping_margin_days)


def require_code(work: Work, product: StockedProduct) -> None:
    """Goods that nobody can scan cannot be picked, packed or counted.

    Raises:
        Refuse: No code is known for the product.
    """
    found = select(ProductCode.key).where(ProductCode.product_id == product.id).limit(1)
    if work.connection.scalar(found) is None:
        raise Refuse(VerdictKind.PRODUCT_UNFIT, sku=product.sku, why="no_code")


def require_amount(quantity: int, least: int = 1) -> None:
    """Does nothing where a person can mean this number of units.

    Raises:
        Refuse: It is below `least` or above `MOST_AT_ONCE`.
    """
    if quantity < least:
        raise Refuse(VerdictKind.AMOUNT_REFUSED, quantity=quantity, why="none")
    if quantity > MOST_AT_ONCE:
        raise Refuse(VerdictKind.AMOUNT_REFUSED, quantity=quantity, most=MOST_AT_ONCE, why="absurd")


@dataclass(frozen=True, slots=True)
class KnownLot:
    """A lot in the books; `code` is "" for goods that are not lot-tracked."""

    id: LotId
    code: str
    expires_on: date | None


def lot_code(product: StockedProduct, lot: str, expires_on: date | None = None) -> str:
    """The lot as it is kept and compared: as it scans.

    Raises:
        Refuse: A lot is missing, or there is one where the product has none, or no scanner
            could ever read it.
    """
    code = matching_key(lot)
    if not product.lot_tracked:
        if code or expires_on is not None:
            raise Refuse(VerdictKind.LOT_NOT_KEPT, sku=product.sku)
        return ""
    if not code:
        raise Refuse(VerdictKind.LOT_NEEDED, sku=product.sku)
    if len(code) > LONGEST_LOT or code.startswith(RESERVED_PREFIXES) or " " in code:
        raise Refuse(VerdictKind.LOT_UNFIT, lot=code)
    return code


def known_lot(work: Work, product: StockedProduct, lot: str) -> KnownLot | None:
    """The lot in the books, or None.

    Raises:
        Refuse: As `lot_code`.
    """
    return _find(work, product, lot_code(product, lot))


def _find(work: Work, product: StockedProduct, code: str) -> KnownLot | None:
    row = work.connection.execute(
        select(Lot.id, Lot.expires_on).where(Lot.product_id == product.id, Lot.code == code)
    ).first()
    return None if row is None else KnownLot(LotId(row.id), code, row.expires_on)


def lot_to_book(work: Work, product: StockedProduct, lot: str, expires_on: date | None) -> KnownLot:
    """The lot, taken into the books where it is new.

    Args:
        expires_on: What stands on the goods; None takes the date the books have.

    Raises:
        Refuse: As `lot_code`; the books have another date; or there is no date and the product
            has a shipping margin, which could not be kept then.
    """
    code = lot_code(product, lot, expires_on)
    work.connection.execute(
        insert_or(work.connection, Lot)
        .values(id=work.new_id(), product_id=product.id, code=code, expires_on=expires_on)
        .on_conflict_do_nothing(index_elements=["product_id", "code"])
    )
    found = _find(work, product, code)
    if found is None:
        raise LookupError("a lot is never deleted")
    if expires_on is not None and found.expires_on != expires_on:
        raise Refuse(
            VerdictKind.LOT_DATE_DIFFERS,
            sku=product.sku,
            lot=code,
            known=str(found.expires_on or ""),
            given=str(expires_on),
        )
    if product.lot_tracked and product.margin_days and found.expires_on is None:
        raise Refuse(VerdictKind.EXPIRY_NEEDED, sku=product.sku, lot=code)
    return found


def is_too_old(work: Work, product: StockedProduct, lot: KnownLot) -> bool:
    """Whether the allocator will never take this lot: it expires within the margin."""
    last_day = work.today + timedelta(days=product.margin_days)
    return lot.expires_on is not None and lot.expires_on <= last_day


def require_fresh(work: Work, product: StockedProduct, lot: KnownLot) -> None:
    """Does nothing where the lot may still be sent out.

    Raises:
        Refuse: It expires within the product's shipping margin, or has already.
    """
    if is_too_old(work, product, lot):
        raise Refuse(
            VerdictKind.LOT_TOO_OLD,
            sku=product.sku,
            lot=lot.code,
            expires_on=str(lot.expires_on),
        )
