"""What the detail of a product reads, off the main thread and in one moment of the data."""

from __future__ import annotations

from dataclasses import dataclass

from db.views.holders import HolderPage, holder_page
from db.views.stock import StockRow, stock_of
from db.views.stock_detail import StockEvent, StockPlace, stock_history, stock_places
from fulfilment.house import House
from procedure.ids import OrderLineId, ProductId

HISTORY_PAGE = 50
HOLDERS_PAGE = 100


@dataclass(frozen=True, slots=True)
class ProductStock:
    """Everything about one product's stock.

    Attributes:
        holders: Who holds its frozen units, the first page.
        events: The newest rows of the ledger, newest first.
    """

    row: StockRow
    places: tuple[StockPlace, ...]
    holders: HolderPage
    events: tuple[StockEvent, ...]


def read_product(house: House, product: ProductId) -> ProductStock | None:
    """One product's stock; None where there is no such product.

    Raises:
        CannotNow: The database is away or busy.
    """
    warehouse = house.place.warehouse_id
    with house.database.read() as connection:
        row = stock_of(connection, warehouse, product, house.order_policy.low_stock_below)
        if row is None:
            return None
        return ProductStock(
            row,
            stock_places(connection, warehouse, product),
            holder_page(connection, warehouse, product, None, HOLDERS_PAGE),
            stock_history(connection, warehouse, product, None, HISTORY_PAGE),
        )


def read_holders(house: House, product: ProductId, after: OrderLineId) -> HolderPage:
    """The next holders of a product.

    Raises:
        CannotNow: The database is away or busy.
    """
    with house.database.read() as connection:
        warehouse = house.place.warehouse_id
        return holder_page(connection, warehouse, product, after, HOLDERS_PAGE)


def read_older(house: House, product: ProductId, before: int) -> tuple[StockEvent, ...]:
    """The ledger's next rows, older than this one.

    Raises:
        CannotNow: The database is away or busy.
    """
    with house.database.read() as connection:
        return stock_history(connection, house.place.warehouse_id, product, before, HISTORY_PAGE)
