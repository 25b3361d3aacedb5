"""A small house for tests: three products, five shelves, two carriers, one person per post.

Built through the real use cases, so that a test begins where a set-up warehouse would.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, date, datetime, time, timedelta
from pathlib import Path

import pytest
from sqlalchemy import URL

from db.engine import Database, sqlite_url
from db.opening import open_database
from fulfilment.house import SYSTEM, Actor, House, Work, open_house
from fulfilment.intake.drafts import LineDraft, OrderDraft, ReceiverDraft
from fulfilment.people import actor_of, add_person
from fulfilment.set_up import (
    NewCarrier,
    NewProduct,
    NewShelf,
    NewWarehouse,
    OpeningStock,
    add_carrier,
    add_channel,
    add_products,
    add_shelves,
    add_station,
    found_warehouse,
    receive_opening_stock,
)
from fulfilment.shipping.waybill_numbers import add_numbers
from procedure.effects import Refused
from procedure.ids import CarrierId, PersonId, ProductId, ShelfId, StationId
from procedure.permissions import UseCase
from procedure.words import CountRule, Post, Screen, ServiceLevel, ShelfKind
from tests.plugins.databases import copy_house
from tests.plugins.run_folder import run_folder

MUG, TEA, CABLE = "MUG-BL-350", "TEA-LJ-250", "USB-C-2M"
EAN = {MUG: "6901234567892", TEA: "6923450011270", CABLE: "6934560022384"}
START = datetime(2026, 11, 23, 2, 0, tzinfo=UTC)
"""Ten in the morning in Shanghai."""


class TestClock:
    """A clock that stands still until a test moves it."""

    __test__ = False

    def __init__(self) -> None:
        self.now = START

    def __call__(self) -> datetime:
        return self.now

    def advance(self, by: timedelta) -> None:
        """Move on."""
        self.now += by


@dataclass(frozen=True, slots=True)
class SmallHouse:
    """A set-up house and what a test needs to name."""

    house: House
    clock: TestClock
    stations: dict[Screen, StationId]
    products: dict[str, ProductId]
    shelves: dict[str, ShelfId]
    carriers: dict[str, CarrierId]
    badges: dict[Post, str]
    people: dict[Post, Actor] = field(default_factory=dict)

    def at(self, post: Post, screen: Screen) -> Actor:
        """The person of a post at a station."""
        return replace(self.people[post], station_id=self.stations[screen])


def draft(number: str = "A-1", **changes: object) -> OrderDraft:
    """A complete order of two mugs and one tea; any field may be changed."""
    fields: dict[str, object] = {
        "channel": "web",
        "external_no": number,
        "placed_at": START,
        "buyer_logged_in": True,
        "buyer_id": None,
        "buyer_contact": None,
        "receiver": ReceiverDraft(
            name="陈晓静",
            phone="13800138000",
            country="CN",
            province="浙江省",
            city="杭州市",
            district="西湖区",
            town="文新街道",
            detail="文三路478号华星大厦5幢1201室",
            raw_address="浙江省杭州市西湖区文新街道文三路478号华星大厦5幢1201室",
        ),
        "service": ServiceLevel.STANDARD,
        "paid_minor": None,
        "currency": "CNY",
        "lines": (LineDraft(MUG, "Mug", 2, 6900), LineDraft(TEA, "Tea", 1, 9800)),
        "remark": None,
    }
    return OrderDraft(**(fields | changes))  # type: ignore[arg-type]


@pytest.fixture
def small_house(database_url: str) -> Iterator[SmallHouse]:
    """The small house, on every database; founded once per run and copied for each test."""
    built = _moved_into(database_url, TestClock())
    yield built
    built.house.close()


def small_house_at(path: Path) -> SmallHouse:
    """The small house in a file of its own, for programs that open it by its path."""
    copy_house(path)
    return _moved_into(sqlite_url(path), TestClock())


def found_small_house(url: str) -> None:
    """Set the small house up in a database that tests copy, and keep what they need to know."""
    built = build_small_house(url, TestClock())
    built.house.close()
    facts = {
        "stations": built.stations,
        "products": built.products,
        "shelves": built.shelves,
        "carriers": built.carriers,
        "badges": built.badges,
        "people": {post: actor.person_id for post, actor in built.people.items()},
    }
    facts_file(built.house.database.url).write_text(json.dumps(facts), encoding="utf-8")


def facts_file(url: URL) -> Path:
    """Where the ids and badges of the founded house stand, one file per kind of database."""
    return run_folder() / f"house-{url.get_backend_name()}.json"


def _moved_into(url: str, clock: TestClock) -> SmallHouse:
    """The small house in a copy of the founded database."""
    database = Database(url)
    facts = json.loads(facts_file(database.url).read_text(encoding="utf-8"))
    house = open_house(database, "test", clock)
    people = {Post(post): PersonId(person) for post, person in facts["people"].items()}
    return SmallHouse(
        house,
        clock,
        {Screen(screen): StationId(station) for screen, station in facts["stations"].items()},
        facts["products"],
        facts["shelves"],
        facts["carriers"],
        {Post(post): secret for post, secret in facts["badges"].items()},
        {post: Actor(person, post.value, frozenset({post})) for post, person in people.items()},
    )


def build_small_house(url: str, clock: TestClock) -> SmallHouse:
    """Set the small house up in an empty database."""
    database = open_database(url, upgrade=True)
    sender = NewWarehouse(
        "W1", "Yiwu", "Asia/Shanghai", "CNY", "林丽", "0579-85551234", "浙江省金华市义乌市福田路1号"
    )
    found_warehouse(database, sender, clock())
    house = open_house(database, "test", clock)
    built = SmallHouse(house, clock, {}, {}, {}, {}, {})
    _set_up(built)
    _add_people(built)
    _add_numbers(built)
    return built


def _set_up(built: SmallHouse) -> None:
    def body(work: Work) -> None:
        for screen in Screen:
            built.stations[screen] = add_station(work, f"{screen.value}-1", screen)
        add_channel(work, "web", "Web shop", True)
        for code, name in (("SF", "顺丰速运"), ("YTO", "圆通速递")):
            services = {
                ServiceLevel.STANDARD: ("标快", code == "YTO"),
                ServiceLevel.EXPRESS: ("特快", code == "SF"),
            }
            built.carriers[code] = add_carrier(work, NewCarrier(code, name, time(18, 0), services))
        built.products.update(add_products(work, _products()))
        built.shelves.update(add_shelves(work, _shelves()))
        receive_opening_stock(work, _stock(built))

    result = built.house.run(SYSTEM, UseCase.SET_UP_HOUSE, body)
    assert not isinstance(result, Refused)


def _products() -> list[NewProduct]:
    def code(sku: str) -> tuple[tuple[str, str, int], ...]:
        return ((f"0{EAN[sku]}", EAN[sku], 1),)

    return [
        NewProduct(MUG, "Mug, blue, 350 ml", code(MUG), 340, fragile=True),
        NewProduct(TEA, "Tea, 龙井, 250 g", code(TEA), 260, lot_tracked=True),
        NewProduct(CABLE, "Cable USB-C, 2 m", code(CABLE), 45, count_rule=CountRule.COUNT),
    ]


def _shelves() -> list[NewShelf]:
    codes = ("A-01-01-01", "A-01-01-02", "A-01-02-01", "A-02-01-01")
    picking = [NewShelf(code, "A", place * 10) for place, code in enumerate(codes, start=1)]
    return [*picking, NewShelf("STAGING", "-", 10_000, ShelfKind.STAGING)]


def _stock(built: SmallHouse) -> list[OpeningStock]:
    def units(sku: str, shelf: str, lot: str, until: date | None, n: int) -> OpeningStock:
        return OpeningStock(built.products[sku], built.shelves[shelf], lot, until, n)

    return [
        units(MUG, "A-01-01-01", "", None, 20),
        units(TEA, "A-01-01-02", "L1108", date(2027, 3, 1), 10),
        units(TEA, "A-01-02-01", "L1201", date(2027, 9, 1), 10),
        units(CABLE, "A-02-01-01", "", None, 100),
    ]


def _add_people(built: SmallHouse) -> None:
    for post in Post:
        result = add_person(built.house, SYSTEM, f"{post.value}", frozenset({post}))
        assert not isinstance(result, Refused)
        person_id, secret = result
        actor = actor_of(built.house, person_id, None)
        assert actor is not None
        built.people[post] = actor
        built.badges[post] = secret


def _add_numbers(built: SmallHouse) -> None:
    ranges = {
        "SF": [f"SF13402677152{n:02d}" for n in range(20)],
        "YTO": [f"YT88001234567{n:02d}" for n in range(20)],
    }
    for code, numbers in ranges.items():
        added = add_numbers(built.house, SYSTEM, built.carriers[code], numbers)
        assert added == 20
