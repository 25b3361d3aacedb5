"""The layout of the data set "Online Retail": invoices of a UK web shop.

Its habits: cancellations are invoices `C...`; postage, discounts, fees and vouchers stand as
lines with codes of their own; corrections of stock stand as lines without customer and price;
a customer's number went through a spreadsheet (`17850.0`); some SKUs are written in lower case.

References:
    Daqing Chen (2015), "Online Retail", UCI Machine Learning Repository, CC BY 4.0,
    https://doi.org/10.24432/C5BW33.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from datetime import UTC
from operator import itemgetter

from fulfilment.intake.drafts import LineDraft, OrderDraft, ReceiverDraft
from fulfilment.intake.files import RowKind
from gateway.shops.cells import BadCell
from gateway.shops.layout import (
    BoundLayout,
    Note,
    ReadOptions,
    checked_number,
    product_line,
    read_moment,
    read_money,
)
from procedure.words import ServiceLevel

_CURRENCY = "GBP"
_NON_GOODS = frozenset(
    {"POST", "DOT", "M", "D", "S", "B", "C2", "BANK CHARGES", "AMAZONFEE", "CRUK", "ADJUST"}
)
_VOUCHER = "GIFT_"
_GOODS_NAME = re.compile(r"[A-Z]{2}")
_CUSTOMER, _DATE, _COUNTRY = 0, 1, 2
_COUNTRIES = {
    "Australia": "AU", "Austria": "AT", "Bahrain": "BH", "Belgium": "BE", "Brazil": "BR",
    "Canada": "CA", "Cyprus": "CY", "Czech Republic": "CZ", "Denmark": "DK", "EIRE": "IE",
    "Finland": "FI", "France": "FR", "Germany": "DE", "Greece": "GR", "Hong Kong": "HK",
    "Iceland": "IS", "Israel": "IL", "Italy": "IT", "Japan": "JP", "Lebanon": "LB",
    "Lithuania": "LT", "Malta": "MT", "Netherlands": "NL", "Norway": "NO", "Poland": "PL",
    "Portugal": "PT", "RSA": "ZA", "Saudi Arabia": "SA", "Singapore": "SG", "Spain": "ES",
    "Sweden": "SE", "Switzerland": "CH", "USA": "US", "United Arab Emirates": "AE",
    "United Kingdom": "GB",
}  # fmt: skip
"""Names in the data set that are one country; "Channel Islands" and the like are left open."""


class OnlineRetail:
    """The eight columns of the data set."""

    name = "online_retail"
    required: tuple[str, ...] = (
        "invoiceno",
        "stockcode",
        "description",
        "quantity",
        "unitprice",
    )
    optional: tuple[str, ...] = ("invoicedate", "customerid", "country")

    def bind(self, places: Mapping[str, int], options: ReadOptions) -> BoundLayout:
        """The layout for a file whose columns stand at `places`."""
        return _Bound(places, options)


class _Bound:
    order_columns: tuple[str, ...] = ("customerid", "invoicedate", "country")
    may_differ = frozenset({"invoicedate"})
    """One invoice of the month was printed over the turn of a minute."""

    def __init__(self, places: Mapping[str, int], options: ReadOptions) -> None:
        self._invoice = places["invoiceno"]
        self._line = itemgetter(
            *(places[name] for name in ("stockcode", "description", "quantity", "unitprice"))
        )
        self._order = itemgetter(*(places.get(name, -1) for name in self.order_columns))
        self._customer = places.get("customerid", -1)
        self._options = options

    def order_no(self, cells: Sequence[str]) -> str:
        return checked_number(cells[self._invoice], "invoiceno")

    def skip(self, cells: Sequence[str]) -> RowKind | None:
        code, name, quantity, price = self._line(cells)
        if cells[self._invoice].startswith("C"):
            return RowKind.CANCELLATION
        if code in _NON_GOODS or code.upper() in _NON_GOODS or code.upper().startswith(_VOUCHER):
            return RowKind.NON_GOODS
        nothing_sold = not cells[self._customer] and not price.strip("0.")
        if nothing_sold and (quantity.startswith("-") or not _GOODS_NAME.search(name)):
            return RowKind.STOCK_CORRECTION
        return None

    def order_cells(self, cells: Sequence[str]) -> tuple[str, ...]:
        found: tuple[str, ...] = self._order(cells)
        return found

    def line(self, cells: Sequence[str], order: Sequence[str]) -> tuple[LineDraft, list[Note]]:
        code, name, quantity, price = self._line(cells)
        return product_line(code, " ".join(name.split()), quantity, read_money(price, _CURRENCY))

    def draft(
        self, order_no: str, order: Sequence[str], lines: tuple[LineDraft, ...]
    ) -> OrderDraft:
        if not order_no:
            raise BadCell(RowKind.ORDER_NO_MISSING)
        buyer = checked_number(order[_CUSTOMER], "customerid")
        country = order[_COUNTRY]
        return OrderDraft(
            channel=self._options.channel,
            external_no=order_no,
            # The shop's own times; in December they are UTC.
            placed_at=read_moment(order[_DATE], UTC) if order[_DATE] else None,
            buyer_logged_in=bool(buyer),
            buyer_id=buyer or None,
            buyer_contact=None,
            receiver=ReceiverDraft(country=_COUNTRIES.get(country, ""), raw_address=country),
            service=ServiceLevel.STANDARD,
            # An invoice is written when it is paid.
            paid_minor=sum(line.quantity * line.unit_price_minor for line in lines),
            currency=_CURRENCY,
            lines=lines,
        )
