"""Typed tables, a file per aggregate. Importing this package registers all of them."""

from db.schema import (
    counting,
    evidence,
    house,
    inspection,
    log,
    orders,
    outbox,
    packaging,
    parcels,
    people,
    picking,
    printers,
    products,
    purchasing,
    station,
    stock,
    waybills,
)
from db.schema.base import Base

__all__ = [
    "Base",
    "counting",
    "evidence",
    "house",
    "inspection",
    "log",
    "orders",
    "outbox",
    "packaging",
    "parcels",
    "people",
    "picking",
    "printers",
    "products",
    "purchasing",
    "station",
    "stock",
    "waybills",
]
