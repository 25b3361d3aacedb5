"""Products, the codes on them, what they are made of, and what may stand in for them."""

from __future__ import annotations

from datetime import datetime

from sqlalchemy import CheckConstraint, LargeBinary
from sqlalchemy.orm import Mapped, mapped_column

from db.schema.base import Base, RowId, refer, word
from procedure.words import CountRule, DangerClass, SaleStatus


class Product(Base):
    """Something one can order.

    Attributes:
        is_bundle: It has no stock of its own; its parts are picked (`ProductPart`).
        supplier_id: From whom purchasing orders it, where nobody else is named.
        version: Counted up at every change, so that two people's edits are told apart.
    """

    __tablename__ = "product"
    __table_args__ = (
        CheckConstraint("weight_g IS NULL OR weight_g > 0", name="weight_positive"),
        CheckConstraint("shipping_margin_days >= 0", name="margin_not_negative"),
        CheckConstraint(
            "(length_mm IS NULL OR length_mm > 0) AND (width_mm IS NULL OR width_mm > 0) "
            "AND (height_mm IS NULL OR height_mm > 0)",
            name="size_positive",
        ),
        CheckConstraint("low_stock_below IS NULL OR low_stock_below >= 0", name="low_not_negative"),
    )

    id: Mapped[RowId]
    sku: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    sale_status: Mapped[SaleStatus] = mapped_column(word(SaleStatus, "sale_status"))
    weight_g: Mapped[int | None]
    length_mm: Mapped[int | None]
    width_mm: Mapped[int | None]
    height_mm: Mapped[int | None]
    fragile: Mapped[bool]
    heavy: Mapped[bool]
    danger: Mapped[DangerClass] = mapped_column(word(DangerClass, "danger"))
    lot_tracked: Mapped[bool]
    serial_tracked: Mapped[bool]
    customisable: Mapped[bool]
    count_rule: Mapped[CountRule] = mapped_column(word(CountRule, "count_rule"))
    shipping_margin_days: Mapped[int]
    low_stock_below: Mapped[int | None]
    """Overrides the policy's low-stock limit (2.2.2b)."""
    is_bundle: Mapped[bool]
    supplier_id: Mapped[int | None] = refer("supplier.id")
    version: Mapped[int] = mapped_column(default=1)


class ProductCode(Base):
    """A code that scans as this product: matching key or GTIN as 14 digits."""

    __tablename__ = "product_code"
    __table_args__ = (CheckConstraint("units >= 1", name="units_positive"),)

    key: Mapped[str] = mapped_column(primary_key=True)
    product_id: Mapped[int] = refer("product.id", index=True)
    units: Mapped[int]
    """Units the code stands for: 1, or a carton's content."""
    shown: Mapped[str]
    """The code as it is printed on the goods, for example the 13 digits of an EAN."""


class ProductPicture(Base):
    """A picture of a product, small enough to show beside its name."""

    __tablename__ = "product_picture"

    product_id: Mapped[int] = refer("product.id", primary_key=True)
    media_type: Mapped[str]
    content: Mapped[bytes] = mapped_column(LargeBinary)
    digest: Mapped[str]
    """SHA-256 of the content, in hex."""
    changed_at: Mapped[datetime]


class ProductAlternative(Base):
    """What may be offered instead (2.2.2b), best first."""

    __tablename__ = "product_alternative"
    __table_args__ = (CheckConstraint("product_id <> alternative_id", name="another_product"),)

    product_id: Mapped[int] = refer("product.id", primary_key=True)
    alternative_id: Mapped[int] = refer("product.id", primary_key=True)
    rank: Mapped[int]


class ProductPart(Base):
    """So many units of a product in one unit of a bundle."""

    __tablename__ = "product_part"
    __table_args__ = (
        CheckConstraint("quantity > 0", name="quantity_positive"),
        CheckConstraint("bundle_id <> part_id", name="another_product"),
    )

    bundle_id: Mapped[int] = refer("product.id", primary_key=True)
    part_id: Mapped[int] = refer("product.id", primary_key=True)
    quantity: Mapped[int]


class ProductGift(Base):
    """Who orders at least so many units of a product gets a gift with them.

    Attributes:
        from_quantity: Units of the product in one order from which on the gift is given.
        quantity: Units of the gift, once per order.
    """

    __tablename__ = "product_gift"
    __table_args__ = (
        CheckConstraint("quantity > 0 AND from_quantity > 0", name="quantities_positive"),
    )

    product_id: Mapped[int] = refer("product.id", primary_key=True)
    gift_id: Mapped[int] = refer("product.id", primary_key=True)
    from_quantity: Mapped[int]
    quantity: Mapped[int]
