"""The receiver in finished words: parts of the address, each with what is doubtful about it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from types import MappingProxyType

from db.views.order_detail import AddressView, HoldView
from desktop.office.orders.parts import AddressBox
from fulfilment.intake.words import PART_NAMES
from fulfilment.privacy import FullReceiver
from procedure.address import Part
from procedure.completeness import FindingCode
from resources.catalogue import N_, Translator

_F, _P = FindingCode, Part
_MISSING, _MASKED = N_("missing"), N_("masked")
_UNKNOWN, _UNUSABLE = N_("not known"), N_("cannot be called")
_ELSEWHERE, _NAMELESS = N_("in another province"), N_("without a name")

RECEIVER, PHONE = "receiver", "phone"
_PERSON: Mapping[FindingCode, tuple[str, str]] = MappingProxyType(
    {
        _F.MISSING_RECEIVER: (RECEIVER, _MISSING),
        _F.MASKED_RECEIVER: (RECEIVER, _MASKED),
        _F.MISSING_PHONE: (PHONE, _MISSING),
        _F.MASKED_PHONE: (PHONE, _MASKED),
        _F.UNUSABLE_PHONE: (PHONE, _UNUSABLE),
        _F.MISSING_CONTACT: (PHONE, _MISSING),
    }
)
_PERSON_NAMES = {RECEIVER: N_("name"), PHONE: N_("phone")}
_PLACES: Mapping[FindingCode, tuple[Part, str]] = MappingProxyType(
    {
        _F.MISSING_ADDRESS: (_P.STREET, _MISSING),
        _F.MISSING_COUNTRY: (_P.COUNTRY, _MISSING),
        _F.UNKNOWN_COUNTRY: (_P.COUNTRY, _UNKNOWN),
        _F.MISSING_PROVINCE: (_P.PROVINCE, _MISSING),
        _F.UNKNOWN_PROVINCE: (_P.PROVINCE, _UNKNOWN),
        _F.MISSING_CITY: (_P.CITY, _MISSING),
        _F.UNKNOWN_CITY: (_P.CITY, _UNKNOWN),
        _F.CITY_ELSEWHERE: (_P.CITY, _ELSEWHERE),
        _F.MISSING_DISTRICT: (_P.DISTRICT, _MISSING),
        _F.MISSING_STREET: (_P.STREET, _MISSING),
        _F.NAMELESS_STREET: (_P.STREET, _NAMELESS),
        _F.MISSING_DOOR: (_P.DOOR, _MISSING),
    }
)
_NOTHING = "—"


def person_doubts(holds: Iterable[HoldView], translator: Translator) -> dict[str, str]:
    """What is doubtful about `RECEIVER` and `PHONE`, for example "phone: missing"."""
    found: dict[str, str] = {}
    for hold in holds:
        for code in _codes(hold):
            if code not in _PERSON:
                continue
            which, problem = _PERSON[code]
            name = translator.text(_PERSON_NAMES[which])
            found.setdefault(which, f"{name}: {translator.text(problem)}")
    return found


def address_boxes(
    address: AddressView | FullReceiver, holds: Iterable[HoldView], translator: Translator
) -> tuple[AddressBox, ...]:
    """The parts that are there and those that should be, largest first."""
    doubts = _place_doubts(holds)
    values = (
        (_P.COUNTRY, "" if address.country == "CN" else address.country),
        (_P.PROVINCE, address.province),
        (_P.CITY, address.city),
        (_P.DISTRICT, address.district),
        (_P.TOWN, address.town),
        (_P.STREET, " ".join(filter(None, (address.detail, address.postcode)))),
    )
    boxes = []
    for part, value in values:
        doubt = doubts.get(part)
        if not value and doubt is None:
            continue
        named, problem = doubt or (part, "")
        caption = translator.text(PART_NAMES[named])
        if problem:
            caption = f"{caption}: {translator.text(problem)}"
        boxes.append(AddressBox(caption, value or _NOTHING, doubt is not None))
    return tuple(boxes)


def _place_doubts(holds: Iterable[HoldView]) -> dict[Part, tuple[Part, str]]:
    """For each box, the part that is doubtful in it and why; the door stands with the street."""
    found: dict[Part, tuple[Part, str]] = {}
    for hold in holds:
        for code in _codes(hold):
            if code is FindingCode.MASKED_ADDRESS:
                part, problem = Part(str(hold.params.get("part", Part.STREET.value))), _MASKED
            elif code in _PLACES:
                part, problem = _PLACES[code]
            else:
                continue
            found.setdefault(Part.STREET if part is Part.DOOR else part, (part, problem))
    return found


def _codes(hold: HoldView) -> tuple[FindingCode, ...]:
    """The finding behind a hold; nothing where a person opened it."""
    return (FindingCode(hold.finding),) if hold.finding in set(FindingCode) else ()
