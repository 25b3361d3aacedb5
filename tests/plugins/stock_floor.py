"""What tests of the stock ledger stand on: more shelves, units by name, refusals at a glance."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import func, select

from db.schema.stock import BlockedStock, Shelf
from fulfilment.house import Actor
from fulfilment.set_up import NewShelf, add_shelves
from fulfilment.stock.blocking import block_goods
from fulfilment.stock.bookings import Booked, Units
from fulfilment.stock.moving import Transfer
from fulfilment.stock.receiving import Receipt
from procedure.texts import sentence
from procedure.verdicts import VerdictKind
from procedure.words import Post, ShelfKind, StockCondition
from tests.plugins.houses import SmallHouse
from tests.plugins.journey import expect, set_up, verdict_of

MUGS, OLD_TEA, NEW_TEA, CABLES = "A-01-01-01", "A-01-01-02", "A-01-02-01", "A-02-01-01"
"""The small house's shelves by what stands there."""

RESERVE, INSPECTION, STAGING = "R-01", "I-01", "STAGING"


@pytest.fixture
def floor(at: SmallHouse) -> SmallHouse:
    """The small house with a reserve shelf and one for returns."""
    shelves = [
        NewShelf(RESERVE, "R", 900, ShelfKind.RESERVE),
        NewShelf(INSPECTION, "I", 950, ShelfKind.INSPECTION),
    ]
    at.shelves.update(set_up(at, lambda work: add_shelves(work, shelves)))
    return at


def lead(at: SmallHouse) -> Actor:
    """The supervisor, who may do everything with stock."""
    return at.people[Post.SUPERVISOR]


def units(at: SmallHouse, sku: str, shelf: str, quantity: int, lot: str = "") -> Units:
    return Units(at.products[sku], lot, shelf, quantity)


def receipt(
    at: SmallHouse,
    sku: str,
    shelf: str,
    quantity: int,
    lot: str = "",
    expires_on: date | None = None,
) -> Receipt:
    return Receipt(at.products[sku], shelf, lot, expires_on, quantity, "DN-1")


def transfer(
    at: SmallHouse,
    sku: str,
    shelf: str,
    to: str,
    quantity: int,
    lot: str = "",
    condition: StockCondition = StockCondition.GOOD,
) -> Transfer:
    return Transfer(at.products[sku], lot, shelf, to, quantity, condition)


def blocked(
    at: SmallHouse, sku: str, shelf: str, quantity: int, condition: StockCondition, lot: str = ""
) -> None:
    """Units that are kept back."""
    there = units(at, sku, shelf, quantity, lot)
    expect(Booked, block_goods(at.house, lead(at), there, condition, ""))


def conditions(at: SmallHouse, shelf: str) -> dict[StockCondition, int]:
    """Kept-back units of a shelf by condition, all lots together."""
    with at.house.database.read() as connection:
        rows = connection.execute(
            select(BlockedStock.condition, func.sum(BlockedStock.quantity))
            .join(Shelf, Shelf.id == BlockedStock.shelf_id)
            .where(Shelf.code == shelf, BlockedStock.quantity > 0)
            .group_by(BlockedStock.condition)
        ).all()
    return {condition: int(quantity) for condition, quantity in rows}


def refusal(answer: object) -> tuple[VerdictKind, str]:
    """Why it was refused, and what a person is told: whole, with its facts."""
    verdict = verdict_of(answer)
    return verdict.kind, sentence(verdict).render()
