"""Our own column layout, for shops that can choose what they write.

One row is one line of an order. Columns of the order need to be filled on its first row only;
the rows of an order stand together. Blanks and hyphens in a heading count as `_`, case does not
matter, the order of the columns is free.

| column | for each | meaning |
|---|---|---|
| order_no | line | the shop's order number; required |
| sku | line | product key; may be empty where `name` says what is meant; column required |
| name | line | product name |
| quantity | line | units, a whole number from 1; required |
| unit_price | line | price of one unit, `12.50`; 0 is free of charge; required |
| customization | line | wording of an engraving or logo |
| receiver, phone | order | who gets the parcel |
| country | order | ISO 3166-1 alpha-2, else the country of the import |
| province, city, district, town | order | divisions of the address |
| address | order | street, door number, building, room |
| raw_address | order | the buyer's own text, if it is not the columns above |
| postcode | order | |
| buyer | order | the shop's number of a buyer who was logged in; empty is a guest |
| email | order | the buyer's e-mail address |
| service | order | `standard` (also empty, 标准, 普通) or `express` (加急, 特快) |
| remark | order | the buyer's remark |
| paid | order | amount paid so far; empty is "not said" |
| currency | order | ISO 4217, else the currency of the import |
| placed_at | order | `2026-11-23 08:30`, year first; with `+08:00` or `Z`, else the import's zone |
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from operator import itemgetter

from fulfilment.goods.sheet_text.shielded import unquoted
from fulfilment.intake.drafts import LineDraft, OrderDraft, ReceiverDraft
from fulfilment.intake.files import RowKind
from gateway.shops.cells import BadCell, currency_code, service_level
from gateway.shops.layout import (
    BoundLayout,
    Note,
    ReadOptions,
    checked_number,
    product_line,
    read_moment,
    read_money,
)

_PARTS = ("province", "city", "district", "town", "address")
_LINE = ("sku", "name", "quantity", "unit_price", "customization")
_ORDER = (
    "receiver",
    "phone",
    "country",
    *_PARTS,
    "raw_address",
    "postcode",
    "buyer",
    "email",
    "service",
    "remark",
    "paid",
    "currency",
    "placed_at",
)
_CURRENCY = _ORDER.index("currency")


class PackbenchLayout:
    """The columns of the table above."""

    name = "packbench"
    required: tuple[str, ...] = ("order_no", "sku", "quantity", "unit_price")
    optional: tuple[str, ...] = ("name", "customization", *_ORDER)

    def bind(self, places: Mapping[str, int], options: ReadOptions) -> BoundLayout:
        """The layout for a file whose columns stand at `places`."""
        return _Bound(places, options)


class _Bound:
    order_columns: tuple[str, ...] = _ORDER
    may_differ: frozenset[str] = frozenset()

    def __init__(self, places: Mapping[str, int], options: ReadOptions) -> None:
        self._order_no = places["order_no"]
        self._line = itemgetter(*(places.get(name, -1) for name in _LINE))
        self._order = itemgetter(*(places.get(name, -1) for name in _ORDER))
        self._has_names = "name" in places
        self._options = options

    def order_no(self, cells: Sequence[str]) -> str:
        return checked_number(cells[self._order_no], "order_no")

    def skip(self, cells: Sequence[str]) -> RowKind | None:
        return None

    def order_cells(self, cells: Sequence[str]) -> tuple[str, ...]:
        found: tuple[str, ...] = self._order(cells)
        return found

    def line(self, cells: Sequence[str], order: Sequence[str]) -> tuple[LineDraft, list[Note]]:
        sku, name, quantity, price, customization = self._line(cells)
        minor = read_money(price, self._currency(order))
        line, notes = product_line(unquoted(sku), name, quantity, minor, customization or None)
        if not self._has_names:
            notes = [note for note in notes if note[0] is not RowKind.NAME_MISSING]
        return line, notes

    def draft(
        self, order_no: str, order: Sequence[str], lines: tuple[LineDraft, ...]
    ) -> OrderDraft:
        if not order_no:
            raise BadCell(RowKind.ORDER_NO_MISSING)
        given = dict(zip(_ORDER, order, strict=True))
        buyer = checked_number(given["buyer"], "buyer")
        currency = self._currency(order)
        return OrderDraft(
            channel=self._options.channel,
            external_no=order_no,
            placed_at=(
                read_moment(given["placed_at"], self._options.zone) if given["placed_at"] else None
            ),
            buyer_logged_in=bool(buyer),
            buyer_id=buyer or None,
            buyer_contact=given["email"] or None,
            receiver=self._receiver(given),
            service=service_level(given["service"]),
            paid_minor=read_money(given["paid"], currency) if given["paid"] else None,
            currency=currency,
            lines=lines,
            remark=given["remark"] or None,
        )

    def _currency(self, order: Sequence[str]) -> str:
        text = order[_CURRENCY]
        return currency_code(text) if text else self._options.currency

    def _receiver(self, given: Mapping[str, str]) -> ReceiverDraft:
        return ReceiverDraft(
            name=given["receiver"],
            phone=unquoted(given["phone"]),
            country=given["country"] or self._options.country,
            province=given["province"],
            city=given["city"],
            district=given["district"],
            town=given["town"],
            detail=given["address"],
            postcode=unquoted(given["postcode"]),
            raw_address=given["raw_address"] or "".join(given[part] for part in _PARTS),
        )
