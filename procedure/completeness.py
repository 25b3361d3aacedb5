"""Is everything there that the procedure needs to go on? Findings, and the hold each leads to.

References:
    Clauses 2.1.1b, 2.2.1a, 2.2.1b, 2.2.3a.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

from procedure.address import Address, AddressFinding, AddressKind, Part, Severity, check_address
from procedure.phone import PhoneDoubt, PhoneProblem, read_phone
from procedure.words import HoldKind

_MASK = re.compile(r"[*＊•●※]")
_NOTHING: Mapping[str, str | int] = MappingProxyType({})


class FindingCode(StrEnum):
    """Everything the check can find. Stored with the hold, so never renamed or reused."""

    MISSING_ORDER_NO = "missing_order_no"
    MISSING_PRODUCT = "missing_product"
    MISSING_QUANTITY = "missing_quantity"
    MISSING_RECEIVER = "missing_receiver"
    MASKED_RECEIVER = "masked_receiver"
    MISSING_PHONE = "missing_phone"
    MASKED_PHONE = "masked_phone"
    UNUSABLE_PHONE = "unusable_phone"
    MISSING_ADDRESS = "missing_address"
    MISSING_COUNTRY = "missing_country"
    UNKNOWN_COUNTRY = "unknown_country"
    MISSING_PROVINCE = "missing_province"
    UNKNOWN_PROVINCE = "unknown_province"
    MISSING_CITY = "missing_city"
    UNKNOWN_CITY = "unknown_city"
    CITY_ELSEWHERE = "city_elsewhere"
    MISSING_DISTRICT = "missing_district"
    MISSING_STREET = "missing_street"
    NAMELESS_STREET = "nameless_street"
    MISSING_DOOR = "missing_door"
    MASKED_ADDRESS = "masked_address"
    MISSING_CONTACT = "missing_contact"


@dataclass(frozen=True, slots=True)
class OrderedItem:
    """What is known of one order line.

    Attributes:
        quantity: Units, or None where it is not given.
    """

    sku: str
    name: str
    quantity: int | None


@dataclass(frozen=True, slots=True)
class OrderFacts:
    """What is known of an order when it is checked; "" where nothing is.

    Attributes:
        order_no: The order's number: ours, or the channel's before ours is given.
    """

    order_no: str
    items: tuple[OrderedItem, ...]
    receiver: str
    phone: str
    email: str
    buyer_logged_in: bool
    address: Address


@dataclass(frozen=True, slots=True)
class Finding:
    """One datum that is missing or wrong.

    Attributes:
        code: Which one; its sentence stands in `fulfilment.intake.words`.
        hold: The hold it leads to, or None for a doubt that is only shown.
        params: What the sentence is filled with.
    """

    code: FindingCode
    hold: HoldKind | None
    params: Mapping[str, str | int] = field(default_factory=lambda: _NOTHING)


def check(facts: OrderFacts) -> tuple[Finding, ...]:
    """All findings in the order a rep asks for them; empty where the order may go on.

    Examples:
        >>> address = Address("CN", "广东省", "东莞市", town="虎门镇", detail="人民路8号")
        >>> item = OrderedItem("85123A", "Heart", 2)
        >>> good = OrderFacts("1", (item,), "王芳", "13800138000", "", True, address)
        >>> check(good)
        ()
        >>> from dataclasses import replace
        >>> [(f.code.value, f.hold.value) for f in check(replace(good, phone=""))]
        [('missing_phone', 'to_verify')]
    """
    return tuple(_findings(facts))


def _findings(facts: OrderFacts) -> Iterator[Finding]:
    if not facts.order_no.strip():
        yield _to_verify(FindingCode.MISSING_ORDER_NO)
    yield from _items(facts.items)
    yield from _receiver(facts.receiver)
    yield from _phone(facts.phone, facts.address.country)
    yield from _address(facts.address)
    if not (facts.buyer_logged_in or facts.phone.strip() or "@" in facts.email):
        yield Finding(FindingCode.MISSING_CONTACT, HoldKind.MISSING_CONTACT)


def _items(items: tuple[OrderedItem, ...]) -> Iterator[Finding]:
    if not items:
        yield _to_verify(FindingCode.MISSING_PRODUCT, line=1)
    for number, item in enumerate(items, start=1):
        if not item.sku.strip():
            yield _to_verify(FindingCode.MISSING_PRODUCT, line=number)
        if item.quantity is None or item.quantity < 1:
            yield _to_verify(FindingCode.MISSING_QUANTITY, line=number)


def _receiver(name: str) -> Iterator[Finding]:
    if not name.strip():
        yield _to_verify(FindingCode.MISSING_RECEIVER)
    elif _MASK.search(name):
        yield _to_verify(FindingCode.MASKED_RECEIVER)


def _phone(text: str, country: str) -> Iterator[Finding]:
    match read_phone(text, country):
        case PhoneDoubt(PhoneProblem.MISSING):
            yield _to_verify(FindingCode.MISSING_PHONE)
        case PhoneDoubt(PhoneProblem.MASKED):
            yield _to_verify(FindingCode.MASKED_PHONE)
        case PhoneDoubt(problem):
            yield _to_verify(FindingCode.UNUSABLE_PHONE, problem=problem.value)
        case _:
            pass


_ADDRESS_CODES = {
    (Part.COUNTRY, AddressKind.MISSING): FindingCode.MISSING_COUNTRY,
    (Part.COUNTRY, AddressKind.UNKNOWN): FindingCode.UNKNOWN_COUNTRY,
    (Part.PROVINCE, AddressKind.MISSING): FindingCode.MISSING_PROVINCE,
    (Part.PROVINCE, AddressKind.UNKNOWN): FindingCode.UNKNOWN_PROVINCE,
    (Part.CITY, AddressKind.MISSING): FindingCode.MISSING_CITY,
    (Part.CITY, AddressKind.UNKNOWN): FindingCode.UNKNOWN_CITY,
    (Part.CITY, AddressKind.ELSEWHERE): FindingCode.CITY_ELSEWHERE,
    (Part.DISTRICT, AddressKind.MISSING): FindingCode.MISSING_DISTRICT,
    (Part.STREET, AddressKind.MISSING): FindingCode.MISSING_STREET,
    (Part.STREET, AddressKind.NAMELESS): FindingCode.NAMELESS_STREET,
    (Part.DOOR, AddressKind.MISSING): FindingCode.MISSING_DOOR,
}


def _address(address: Address) -> Iterator[Finding]:
    parts = (address.province, address.city, address.district, address.town, address.detail)
    if not any(part.strip() for part in parts):
        yield _to_verify(FindingCode.MISSING_ADDRESS)
        return
    for finding in check_address(address):
        yield _of_address(finding)


def _of_address(finding: AddressFinding) -> Finding:
    """The finding without the address's text: a hold's parameters outlive an erased address.

    Names of divisions are not personal; a street is, so only its placeholder (XX路) is named.
    """
    hold = HoldKind.TO_VERIFY if finding.severity is Severity.HOLD else None
    if finding.kind is AddressKind.MASKED:
        part = {"part": finding.part.value}
        return Finding(FindingCode.MASKED_ADDRESS, hold, MappingProxyType(part))
    params = {"seen": finding.seen, "hint": finding.hint}
    filled = {name: text for name, text in params.items() if text}
    code = _ADDRESS_CODES[finding.part, finding.kind]
    return Finding(code, hold, MappingProxyType(filled))


def _to_verify(code: FindingCode, **params: str | int) -> Finding:
    return Finding(code, HoldKind.TO_VERIFY, MappingProxyType(params))
