"""Which services a parcel can travel by, for how much and until when; and the choice among them.

References:
    clauses 4.1.1a (contract, price, lead time), 4.1.1b (economy unless an upgrade is paid), 4.1.2a
    (express is a factor of standard), 4.1.2b (places run out; alternatives with price and date).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum

from procedure.freight.calendar import LeadTime, Pickups
from procedure.freight.tariff import MOST_GRAMS, Size, Tariff, chargeable_g, express_minor
from procedure.ids import CarrierId
from procedure.words import DangerClass, ServiceLevel

WARN_DAYS = 30
"""A contract that ends within so many days is said *(policy)*."""


class NotOffered(StrEnum):
    """Why a service cannot take a parcel."""

    NOT_ACTIVE = "not_active"
    CONTRACT_NOT_BEGUN = "contract_not_begun"
    CONTRACT_ENDED = "contract_ended"
    NOT_SERVED = "not_served"
    """The price table has no zone for where it goes."""
    WEIGHT_UNKNOWN = "weight_unknown"
    """Not weighed, and its goods' weights are not known; or below 1 gram."""
    TOO_HEAVY = "too_heavy"
    TOO_LONG = "too_long"
    GOODS_NOT_CARRIED = "goods_not_carried"
    """Dangerous goods or batteries that this service does not take."""
    NO_PLACE_LEFT = "no_place_left"
    """Its places of that day are taken."""


class ChoiceRule(StrEnum):
    """How a service is chosen where nobody chooses by hand."""

    CHEAPEST = "cheapest"
    FASTEST = "fastest"


@dataclass(frozen=True, slots=True)
class Contract:
    """From when until when a carrier works for us, both days included; None is open.

    Examples:
        >>> Contract(date(2026, 1, 1), date(2026, 12, 31)).days_left(date(2026, 12, 30))
        1
    """

    begins: date | None = None
    ends: date | None = None

    def days_left(self, day: date) -> int | None:
        """How many days after this one it still holds; None where it has no end."""
        return None if self.ends is None else (self.ends - day).days


@dataclass(frozen=True, slots=True)
class Service:
    """A service of a carrier.

    Attributes:
        is_default: The economy service that standard orders travel by (4.1.1b).
        carries: Kinds of goods it takes besides harmless ones.
        places_left: Places not taken per pickup day, for services with a daily quota; days that
            are not named have none left. None is a service without a quota.
    """

    carrier_id: CarrierId
    level: ServiceLevel
    name: str
    contract: Contract
    tariff: Tariff
    pickups: Pickups
    lead: LeadTime
    is_default: bool = False
    is_active: bool = True
    carries: frozenset[DangerClass] = frozenset()
    places_left: tuple[tuple[date, int], ...] | None = None


@dataclass(frozen=True, slots=True)
class Parcel:
    """What is to travel.

    Attributes:
        province: Full name, or a country's ISO code abroad.
        places: City and district, full names: some are remote.
        weight_g: None where it is not known.
        size: None where it was not measured.
        ready_at: When it can be picked up, in the warehouse's zone.
    """

    province: str
    places: tuple[str, ...]
    weight_g: int | None
    size: Size | None
    danger: DangerClass
    ready_at: datetime


@dataclass(frozen=True, slots=True)
class Quote:
    """An offer.

    Attributes:
        fee_minor: The whole fee in minor units, surcharge included.
        remote_minor: What of it is for a remote place.
        chargeable_g: The grams that are charged.
        by_volume: Whether these are its volume's.
        arrives: First and last expected day.
        contract_ends_in: Days, where the contract is about to end: to be said.
    """

    carrier_id: CarrierId
    level: ServiceLevel
    name: str
    fee_minor: int
    remote_minor: int
    chargeable_g: int
    by_volume: bool
    ships_on: date
    arrives: tuple[date, date]
    is_default: bool
    contract_ends_in: int | None


def quote(service: Service, parcel: Parcel, express_percent: int) -> Quote | NotOffered:
    """What a service asks for a parcel, or why it does not take it.

    Args:
        express_percent: Express costs so many percent of the tariff's fee (4.1.2a).
    """
    try:
        ships_on = service.pickups.next_after(parcel.ready_at)
    except ValueError:
        return NotOffered.NOT_ACTIVE
    why = _why_not(service, parcel, ships_on)
    rate = service.tariff.rate_to(parcel.province)
    if why is not None or rate is None or parcel.weight_g is None:
        return why or NotOffered.NOT_SERVED
    grams, by_volume = chargeable_g(parcel.weight_g, parcel.size, service.tariff.volume_divisor)
    fee = rate.fee_minor(grams)
    if service.level is ServiceLevel.EXPRESS:
        fee = express_minor(fee, express_percent)
    remote = service.tariff.surcharge_minor(*parcel.places)
    left = service.contract.days_left(ships_on)
    return Quote(
        service.carrier_id,
        service.level,
        service.name,
        fee + remote,
        remote,
        grams,
        by_volume,
        ships_on,
        service.lead.arrival(ships_on),
        service.is_default,
        left if left is not None and left <= WARN_DAYS else None,
    )


def offers(
    services: Iterable[Service], parcel: Parcel, express_percent: int
) -> tuple[tuple[Quote, ...], tuple[tuple[Service, NotOffered], ...]]:
    """All that can take a parcel, cheapest first, and the others with their reasons."""
    quotes: list[Quote] = []
    refused: list[tuple[Service, NotOffered]] = []
    for service in services:
        answer = quote(service, parcel, express_percent)
        if isinstance(answer, Quote):
            quotes.append(answer)
        else:
            refused.append((service, answer))
    quotes.sort(key=_by_price)
    return tuple(quotes), tuple(refused)


def choose(
    quotes: Iterable[Quote], level: ServiceLevel, rule: ChoiceRule | None = None
) -> Quote | None:
    """The offer a parcel travels by where nobody chooses by hand; None where none is left.

    Args:
        level: What the order paid for: no other level is chosen.
        rule: None is the carrier's economy service, as 4.1.1b has it, the cheapest of several.
    """
    able = [each for each in quotes if each.level is level]
    if rule is ChoiceRule.FASTEST:
        return min(able, key=lambda each: (each.arrives[1], *_by_price(each)), default=None)
    if rule is None and level is ServiceLevel.STANDARD:
        able = [each for each in able if each.is_default] or able
    return min(able, key=_by_price, default=None)


def upgrade_minor(paid_for: Quote, wanted: Quote) -> int:
    """What has to be paid in addition before the order is released (4.1.1b); never below 0."""
    return max(0, wanted.fee_minor - paid_for.fee_minor)


def _why_not(service: Service, parcel: Parcel, ships_on: date) -> NotOffered | None:
    contract, tariff = service.contract, service.tariff
    weight = parcel.weight_g
    if not service.is_active:
        return NotOffered.NOT_ACTIVE
    if contract.begins is not None and ships_on < contract.begins:
        return NotOffered.CONTRACT_NOT_BEGUN
    if contract.ends is not None and ships_on > contract.ends:
        return NotOffered.CONTRACT_ENDED
    if tariff.rate_to(parcel.province) is None:
        return NotOffered.NOT_SERVED
    if parcel.danger is not DangerClass.NONE and parcel.danger not in service.carries:
        return NotOffered.GOODS_NOT_CARRIED
    if weight is None or weight < 1:
        return NotOffered.WEIGHT_UNKNOWN
    if weight > min(tariff.most_g or MOST_GRAMS, MOST_GRAMS):
        return NotOffered.TOO_HEAVY
    if parcel.size is not None and tariff.longest_mm and parcel.size.longest > tariff.longest_mm:
        return NotOffered.TOO_LONG
    if service.places_left is not None and dict(service.places_left).get(ships_on, 0) < 1:
        return NotOffered.NO_PLACE_LEFT
    return None


def _by_price(each: Quote) -> tuple[int, date, int]:
    return each.fee_minor, each.arrives[1], each.carrier_id
