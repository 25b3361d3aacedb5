"""Products and the codes on them."""

from __future__ import annotations

from sqlalchemy import CheckConstraint
from sqlalchemy.orm import Mapped, mapped_column

from db.schema.base import Base, RowId, refer, word
from procedure.words import CountRule, SaleStatus


class Product(Base):
    """Something one can order."""

    __tablename__ = "product"
    __table_args__ = (
        CheckConstraint("weight_g IS NULL OR weight_g > 0", name="weight_positive"),
        CheckConstraint("shipping_margin_days >= 0", name="margin_not_negative"),
    )

    id: Mapped[RowId]
    sku: Mapped[str] = mapped_column(unique=True)
    name: Mapped[str]
    sale_status: Mapped[SaleStatus] = mapped_column(word(SaleStatus, "sale_status"))
    weight_g: Mapped[int | None]
    fragile: Mapped[bool]
    heavy: Mapped[bool]
    lot_tracked: Mapped[bool]
    customisable: Mapped[bool]
    count_rule: Mapped[CountRule] = mapped_column(word(CountRule, "count_rule"))
    shipping_margin_days: Mapped[int]
    low_stock_below: Mapped[int | None]
    """Overrides the policy's low-stock limit (2.2.2b)."""


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
