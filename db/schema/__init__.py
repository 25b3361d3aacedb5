"""Typed tables, a file per aggregate. Importing this package registers all of them."""

from db.schema import (
    house,
    log,
    orders,
    outbox,
    parcels,
    people,
    picking,
    products,
    station,
    stock,
    waybills,
)
from db.schema.base import Base

__all__ = [
    "Base",
    "house",
    "log",
    "orders",
    "outbox",
    "parcels",
    "people",
    "picking",
    "products",
    "station",
    "stock",
    "waybills",
]
