"""Orders of many different products, picked and ready to be packed: for quick hands at a bench."""

from __future__ import annotations

from fulfilment.demo.products import check_digit
from fulfilment.house import Work
from fulfilment.set_up import (
    NewProduct,
    NewShelf,
    OpeningStock,
    add_products,
    add_shelves,
    receive_opening_stock,
)
from procedure.ids import OrderId
from procedure.words import CountRule
from tests.plugins.houses import SmallHouse, draft
from tests.plugins.journey import line, order_no, picked, released, set_up

KINDS = 50
_STOCK = 100_000


def sku(nth: int) -> str:
    """The SKU of the n-th product, from 0."""
    return f"WIDE-{nth:02d}"


def ean(nth: int) -> str:
    """The code on every unit of the n-th product."""
    body = f"69512345{nth:04d}"
    return body + check_digit(body)


EANS = tuple(map(ean, range(KINDS)))


def lay_in(at: SmallHouse) -> None:
    """Bring the products into the house: a shelf of each."""

    def body(work: Work) -> None:
        products = add_products(
            work,
            [
                NewProduct(
                    sku(nth),
                    f"Candle no. {nth + 1}, beeswax, 120 ml",
                    ((f"0{ean(nth)}", ean(nth), 1),),
                    120,
                    count_rule=CountRule.COUNT,
                )
                for nth in range(KINDS)
            ],
        )
        shelves = add_shelves(
            work,
            [NewShelf(f"W-01-{nth:02d}-01", "W", 20_000 + nth) for nth in range(KINDS)],
        )
        places = list(shelves.values())
        receive_opening_stock(
            work,
            [
                OpeningStock(products[sku(nth)], places[nth], "", None, _STOCK)
                for nth in range(KINDS)
            ],
        )

    set_up(at, body)


def wide_order(at: SmallHouse, number: str, kinds: int, each: int) -> tuple[OrderId, str]:
    """An order of so many products, picked: its parcel can be opened by its number.

    Returns:
        Its id and its number.
    """
    lines = tuple(line(sku(nth), each, f"Candle no. {nth + 1}") for nth in range(kinds))
    (order,) = released(at, draft(number, lines=lines))
    picked(at, order)
    return order, order_no(at, order)
