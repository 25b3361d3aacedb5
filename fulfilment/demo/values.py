"""What a demo house consists of: frozen values, no database.

Names and prices come from the data set; everything else is made up.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, time

from fulfilment.intake.drafts import OrderDraft
from procedure.words import CountRule, DangerClass, Post, Screen, ServiceLevel, ShelfKind


@dataclass(frozen=True, slots=True)
class DemoWarehouse:
    """The house; its sender's data stand on the labels."""

    code: str
    name: str
    time_zone: str
    currency: str
    sender_name: str
    sender_phone: str
    sender_address: str


@dataclass(frozen=True, slots=True)
class DemoCode:
    """A code on a product or its carton.

    Attributes:
        key: GTIN as 14 digits.
        shown: As it is printed, 13 or 14 digits.
        units: Units the code stands for.
    """

    key: str
    shown: str
    units: int


@dataclass(frozen=True, slots=True)
class DemoProduct:
    """A product.

    Attributes:
        price_minor: Usual price of one unit, fen.
        weight_g: None for the few nobody has weighed yet.
        codes: Its EAN-13 first, then perhaps a carton's code.
    """

    sku: str
    name: str
    codes: tuple[DemoCode, ...]
    price_minor: int
    weight_g: int | None
    fragile: bool
    heavy: bool
    lot_tracked: bool
    customisable: bool
    count_rule: CountRule
    size_mm: tuple[int, int, int]
    danger: DangerClass
    supplier: str
    """Code of the supplier it is bought from."""

    @property
    def ean13(self) -> str:
        """The EAN-13 on every unit."""
        return self.codes[0].shown


@dataclass(frozen=True, slots=True)
class DemoSupplier:
    """Whom the demo's goods are bought from."""

    code: str
    name: str
    contact: str
    phone: str
    lead_days: int


@dataclass(frozen=True, slots=True)
class DemoBundle:
    """Products that are sold together under one SKU.

    Attributes:
        parts: SKU and units of each.
    """

    sku: str
    name: str
    parts: tuple[tuple[str, int], ...]


@dataclass(frozen=True, slots=True)
class DemoShelf:
    """A shelf; `walk_key` is its place on the serpentine way through the house."""

    code: str
    zone: str
    walk_key: int
    kind: ShelfKind


@dataclass(frozen=True, slots=True)
class DemoStock:
    """Opening stock: so many units of a lot on a shelf.

    Attributes:
        lot: "" for goods that are not lot-tracked.
        expires_on: None for goods that are not lot-tracked.
    """

    sku: str
    shelf: str
    lot: str
    expires_on: date | None
    quantity: int


@dataclass(frozen=True, slots=True)
class DemoService:
    """What a carrier offers at a service level."""

    level: ServiceLevel
    name: str
    is_default: bool


@dataclass(frozen=True, slots=True)
class DemoCarrier:
    """A carrier and its local range of waybill numbers.

    Attributes:
        prefix: Letters before the digits.
        first: First number of the range.
        digits: How many digits stand behind the prefix.
    """

    code: str
    name: str
    cut_off: time
    services: tuple[DemoService, ...]
    prefix: str
    first: int
    digits: int

    def numbers(self, count: int) -> Iterator[str]:
        """The first numbers of the range."""
        for number in range(self.first, self.first + count):
            yield f"{self.prefix}{number:0{self.digits}d}"


@dataclass(frozen=True, slots=True)
class DemoPerson:
    """Somebody who works in the house."""

    name: str
    posts: frozenset[Post]


@dataclass(frozen=True, slots=True)
class DemoStation:
    """A place of work; an office seat has no screen of its own."""

    name: str
    screen: Screen | None


@dataclass(frozen=True, slots=True)
class DemoChannel:
    """Where the orders come from."""

    code: str
    name: str
    is_interface: bool


@dataclass(frozen=True, slots=True)
class Planted:
    """A fault put into an order on purpose.

    Attributes:
        external_no: Which order.
        finding: Code of the finding it leads to, "custom_wording", or "short" for an order that
            its stock cannot serve.
    """

    external_no: str
    finding: str


@dataclass(frozen=True, slots=True)
class DemoWorld:
    """A house on its first morning, and the orders that wait for it."""

    warehouse: DemoWarehouse
    channel: DemoChannel
    products: tuple[DemoProduct, ...]
    shelves: tuple[DemoShelf, ...]
    stock: tuple[DemoStock, ...]
    carriers: tuple[DemoCarrier, ...]
    people: tuple[DemoPerson, ...]
    stations: tuple[DemoStation, ...]
    orders: tuple[OrderDraft, ...]
    planted: tuple[Planted, ...]
    suppliers: tuple[DemoSupplier, ...]
    alternatives: tuple[tuple[str, str], ...]
    """A product's SKU and that of one that may stand in for it, best first."""
    bundles: tuple[DemoBundle, ...]

    @property
    def held(self) -> frozenset[str]:
        """External numbers of the orders that intake will hold."""
        return frozenset(p.external_no for p in self.planted if p.finding != "short")

    @property
    def short(self) -> frozenset[str]:
        """External numbers of the orders whose product was stocked one unit too low.

        Which order goes short in the end depends on who is served first.
        """
        return frozenset(p.external_no for p in self.planted if p.finding == "short")
