"""An address in parts, and what is missing or plainly wrong in it.

Findings are values: they name the part, never change the text. What the tables do not know is
a doubt; what a carrier cannot deliver to is a reason to hold the order.

References:
    Clauses 2.2.1b, 2.2.3a, 2.2.3b; FIELD "Addresses, phones".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from procedure.countries import COUNTRY_CODES, OFTEN_MEANT
from procedure.divisions import (
    MUNICIPALITIES,
    SPECIAL_REGIONS,
    WITHOUT_DISTRICTS,
    is_province,
    is_province_run,
    provinces_of,
    short_name,
)


@dataclass(frozen=True, slots=True)
class Address:
    """A receiver's address in parts; "" where a part is not given.

    Attributes:
        country: ISO 3166-1 alpha-2; "CN" also for Hong Kong, Macao, Taiwan where a Chinese
            form was filled in.
        province, city, district, town: Divisions, largest first (省 市 区 镇/街道).
        detail: Street and door number, estate, building, room.
    """

    country: str
    province: str = ""
    city: str = ""
    district: str = ""
    town: str = ""
    detail: str = ""
    postcode: str = ""


class Part(StrEnum):
    """A part of an address that can be wrong by itself."""

    COUNTRY = "country"
    PROVINCE = "province"
    CITY = "city"
    DISTRICT = "district"
    TOWN = "town"
    STREET = "street"
    DOOR = "door"


class AddressKind(StrEnum):
    """What can be wrong with a part."""

    MISSING = "missing"
    MASKED = "masked"
    """Characters are hidden behind `*`; a carrier cannot deliver to it."""
    NAMELESS = "nameless"
    """A road or estate without a name: XX路, XX小区."""
    ELSEWHERE = "elsewhere"
    """The city is known, but lies in another province."""
    UNKNOWN = "unknown"
    """Not in the tables. A country code must be; a province or city may be new."""


class Severity(StrEnum):
    """What a finding does to the order."""

    HOLD = "hold"
    DOUBT = "doubt"
    """Shown to the rep; the order goes on."""


@dataclass(frozen=True, slots=True)
class AddressFinding:
    """One thing wrong with one part.

    Attributes:
        seen: The text it was seen in, "" where a part is missing.
        hint: What may be meant (the province a city lies in, the right country code), or "".
    """

    part: Part
    kind: AddressKind
    severity: Severity
    seen: str = ""
    hint: str = ""


_PLACEHOLDER = re.compile(
    r"市辖区|县|(?:省|自治区)直辖县级行政区划|无|暂无|其[他它]区?|[-—/\\.。?]+"
)
_MASK = re.compile(r"[*•●※]")
_NUMERAL = r"(?:[0-9]+|[A-Z](?![A-Z])|[零〇一二两三四五六七八九十百]+)"
_DOOR = re.compile(
    rf"{_NUMERAL}\s*[号號](?![线線桥橋路街地村大])"
    rf"|{_NUMERAL}\s*(?:弄|栋|棟|幢|座|单元|單元|室|房|组|組|户|戶|宅|号楼)"
    r"|[0-9]+[A-Z]?(?:[-—–~#][0-9A-Z]+)+"
    r"|(?:路|街|道|巷|弄|里|村|胡同|园|苑|城|庭|府|区|厦|广场|楼|层|座)\s*[0-9]+[A-Z]?$"
)
_ROAD = r"(?:大道|大街|胡同|路|街|巷|弄|道)"
_ESTATE = r"(?:小区|花园|公寓|大厦|广场|社区|家园|新村|村)"
_NO_NAME = r"(?:X{1,4}|×{1,4}|某+|[○〇]{1,4}|_{2,}|\?+|\.{2,}|…+)"
_NAMELESS = re.compile(
    rf"{_NO_NAME}\s*(?:{_ROAD}|{_ESTATE}|镇|乡|号|號)"
    rf"|(?:^|(?<=[\s,号號弄]))(?:{_ROAD}|{_ESTATE})(?=[\s,0-9]|$)"
)


def check_address(address: Address) -> tuple[AddressFinding, ...]:
    """Everything missing or plainly wrong, in the order of the parts.

    Examples:
        >>> [f.part.value for f in check_address(Address("CN", "浙江省", detail="文三路"))]
        ['city', 'district', 'door']
        >>> check_address(Address("CN", "广东省", "东莞市", town="虎门镇", detail="人民路8号"))
        ()
    """
    return tuple(_findings(address))


def region_of(address: Address) -> str:
    """Whose rules hold: "CN" for the mainland, "HK", "MO", "TW", or the country as given."""
    if address.country == "CN":
        return SPECIAL_REGIONS.get(short_name(address.province), "CN")
    return address.country


def _findings(address: Address) -> Iterator[AddressFinding]:
    yield from _country(address.country)
    if region_of(address) == "CN":
        yield from _province(address)
        yield from _city(address)
        yield from _district(address)
        yield from _masked(address)
        yield from _detail(_plain(address.detail), address.town)
        return
    yield from _masked(address)
    if not _plain(address.detail):
        yield AddressFinding(Part.STREET, AddressKind.MISSING, Severity.HOLD)


def _country(code: str) -> Iterator[AddressFinding]:
    if not code:
        yield AddressFinding(Part.COUNTRY, AddressKind.MISSING, Severity.HOLD)
    elif code not in COUNTRY_CODES:
        hint = code.upper() if code.upper() in COUNTRY_CODES else OFTEN_MEANT.get(code.upper(), "")
        yield AddressFinding(Part.COUNTRY, AddressKind.UNKNOWN, Severity.HOLD, code, hint)


def _province(address: Address) -> Iterator[AddressFinding]:
    name = _division(address.province)
    if not name:
        if short_name(_division(address.city)) not in MUNICIPALITIES:
            yield AddressFinding(Part.PROVINCE, AddressKind.MISSING, Severity.HOLD)
    elif not is_province(name) and not _MASK.search(name):
        yield AddressFinding(Part.PROVINCE, AddressKind.UNKNOWN, Severity.DOUBT, name)


def _city(address: Address) -> Iterator[AddressFinding]:
    province, name = _division(address.province), _division(address.city)
    if not name:
        implied = short_name(province) in MUNICIPALITIES
        if not implied and not is_province_run(province, _division(address.district)):
            yield AddressFinding(Part.CITY, AddressKind.MISSING, Severity.HOLD)
        return
    if _MASK.search(name):
        return
    homes = provinces_of(name)
    if not homes:
        yield AddressFinding(Part.CITY, AddressKind.UNKNOWN, Severity.DOUBT, name)
    elif is_province(province) and short_name(province) not in homes:
        hint = " ".join(homes)
        yield AddressFinding(Part.CITY, AddressKind.ELSEWHERE, Severity.HOLD, name, hint)


def _district(address: Address) -> Iterator[AddressFinding]:
    if _division(address.district):
        return
    city = _division(address.city)
    if short_name(city) in WITHOUT_DISTRICTS or is_province_run(_division(address.province), city):
        return
    yield AddressFinding(Part.DISTRICT, AddressKind.MISSING, Severity.HOLD)


def _masked(address: Address) -> Iterator[AddressFinding]:
    parts = (
        (Part.PROVINCE, address.province),
        (Part.CITY, address.city),
        (Part.DISTRICT, address.district),
        (Part.TOWN, address.town),
        (Part.STREET, address.detail),
    )
    for part, text in parts:
        if _MASK.search(unicodedata.normalize("NFKC", text)):
            yield AddressFinding(part, AddressKind.MASKED, Severity.HOLD, text)


def _detail(detail: str, town: str) -> Iterator[AddressFinding]:
    """Street and door of a mainland address; `detail` is already plain.

    A village in the town's field is a street: many have no other.
    """
    if not re.search(r"[^\W\d_]", _DOOR.sub("", detail)) and not town.endswith("村"):
        yield AddressFinding(Part.STREET, AddressKind.MISSING, Severity.HOLD)
    for match in _NAMELESS.finditer(detail):
        yield AddressFinding(Part.STREET, AddressKind.NAMELESS, Severity.HOLD, match[0].strip())
    if not _DOOR.search(detail):
        yield AddressFinding(Part.DOOR, AddressKind.MISSING, Severity.HOLD)


def _plain(text: str) -> str:
    """NFKC, upper case, blanks at the ends gone: how the patterns read a detail."""
    return unicodedata.normalize("NFKC", text).upper().strip()


def _division(name: str) -> str:
    """A division's name, "" for the placeholders that forms and exports put there."""
    plain = unicodedata.normalize("NFKC", name).strip()
    return "" if _PLACEHOLDER.fullmatch(plain) else plain
