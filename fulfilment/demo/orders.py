"""Orders of the demo: real baskets, made-up buyers, and a few faults on purpose.

The people do not exist. Their phone numbers have 0000 in the middle, their e-mail addresses are
of example.com (RFC 2606).
"""

from __future__ import annotations

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta

from fulfilment.demo.places import (
    COMPOUND_NAMES,
    ESTATES,
    GIVEN,
    PLACES,
    REMARKS,
    STREETS,
    SURNAMES,
    WORDINGS,
)
from fulfilment.demo.values import DemoProduct, Planted
from fulfilment.intake.drafts import LineDraft, OrderDraft, ReceiverDraft
from procedure.completeness import FindingCode
from procedure.words import ServiceLevel

PRICE_FACTOR = 9
"""The baskets are priced in pence; a penny counts as nine fen."""

CURRENCY = "CNY"
_EXPRESS = 0.15
_REMARKED = 0.12
_GUEST_EMAIL = 0.85
_FAULTY = 0.04
_CUSTOM = 0.01


@dataclass(frozen=True, slots=True)
class Dressed:
    """The orders with buyers, and the faults that were put in."""

    orders: tuple[OrderDraft, ...]
    planted: tuple[Planted, ...]


def dressed(
    drafts: Sequence[OrderDraft],
    products: Mapping[str, DemoProduct],
    channel: str,
    today: date,
    seed: int,
) -> Dressed:
    """The drafts as orders of Chinese buyers, placed in the days up to yesterday."""
    chance = random.Random(f"{seed}:orders")
    days = _days_to_shift(drafts, today)
    orders = [_dress(draft, products, channel, days, seed) for draft in drafts]
    faulty = chance.sample(range(len(orders)), round(len(orders) * _FAULTY))
    planted: list[Planted] = []
    for nth, place in enumerate(faulty):
        code, spoil = _FAULTS[nth % len(_FAULTS)]
        orders[place] = spoil(orders[place])
        planted.append(Planted(orders[place].external_no, code.value))
    good = [place for place in range(len(orders)) if place not in set(faulty)]
    custom = [place for place in good if _custom_line(orders[place], products) is not None]
    for place in chance.sample(custom, min(len(custom), round(len(orders) * _CUSTOM))):
        orders[place] = _customised(orders[place], products, chance.choice(WORDINGS))
        planted.append(Planted(orders[place].external_no, "custom_wording"))
    return Dressed(tuple(orders), tuple(planted))


def _days_to_shift(drafts: Sequence[OrderDraft], today: date) -> timedelta:
    """From the data's last day to yesterday; real hours of the day stay."""
    placed = [draft.placed_at for draft in drafts if draft.placed_at is not None]
    if not placed:
        return timedelta()
    return today - timedelta(days=1) - max(placed).date()


def _dress(
    draft: OrderDraft,
    products: Mapping[str, DemoProduct],
    channel: str,
    days: timedelta,
    seed: int,
) -> OrderDraft:
    """One buyer has one address, however many orders; a guest is somebody new each time."""
    buyer = random.Random(f"{seed}:{draft.buyer_id or draft.external_no}")
    order = random.Random(f"{seed}:{draft.external_no}:order")
    receiver = _receiver(buyer)
    contact = None
    if not draft.buyer_logged_in and order.random() < _GUEST_EMAIL:
        contact = f"guest{order.randrange(10**6):06d}@example.com"
    lines = tuple(
        LineDraft(
            line.sku,
            products[line.sku].name,
            line.quantity,
            line.unit_price_minor * PRICE_FACTOR,
        )
        for line in draft.lines
    )
    return OrderDraft(
        channel=channel,
        external_no=draft.external_no,
        placed_at=_shifted(draft.placed_at, days),
        buyer_logged_in=draft.buyer_logged_in,
        buyer_id=draft.buyer_id,
        buyer_contact=contact,
        receiver=receiver,
        service=ServiceLevel.EXPRESS if order.random() < _EXPRESS else ServiceLevel.STANDARD,
        paid_minor=sum(line.quantity * line.unit_price_minor for line in lines),
        currency=CURRENCY,
        lines=lines,
        remark=order.choice(REMARKS) if order.random() < _REMARKED else None,
    )


def _shifted(moment: datetime | None, days: timedelta) -> datetime | None:
    return None if moment is None else moment + days


def _receiver(chance: random.Random) -> ReceiverDraft:
    province, city, district, town = chance.choice(PLACES)
    estate = chance.choice(ESTATES)
    detail = f"{chance.choice(STREETS)}{chance.randint(1, 388)}号"
    if estate:
        room = chance.randint(1, 6) * 100 + chance.randint(1, 4)
        detail += f"{estate}{chance.randint(1, 20)}栋{chance.randint(1, 4)}单元{room}室"
    receiver = ReceiverDraft(
        name=_name(chance),
        phone=_phone(chance),
        country="CN",
        province=province,
        city=city,
        district=district,
        town=town,
        detail=detail,
    )
    return replace(receiver, raw_address=_written(receiver))


def _written(receiver: ReceiverDraft) -> str:
    """The address as a buyer writes it: a municipality once, no blanks."""
    city = "" if receiver.city == receiver.province else receiver.city
    return "".join((receiver.province, city, receiver.district, receiver.town, receiver.detail))


def _name(chance: random.Random) -> str:
    if chance.random() < 0.02:
        return chance.choice(COMPOUND_NAMES)
    return chance.choice(SURNAMES) + chance.choice(GIVEN)


def _phone(chance: random.Random) -> str:
    """A mobile, sometimes a virtual number with extension."""
    phone = f"1{chance.choice('3456789')}{chance.randint(0, 9)}0000{chance.randint(0, 9999):04d}"
    return f"{phone}-{chance.randint(1000, 9999)}" if chance.random() < 0.05 else phone


def _spoilt(**change: str) -> Callable[[OrderDraft], OrderDraft]:
    def spoil(order: OrderDraft) -> OrderDraft:
        # The buyer's own text is spoilt with the parts: it is what they were read from.
        receiver = replace(order.receiver, **change)
        return replace(order, receiver=replace(receiver, raw_address=_written(receiver)))

    return spoil


def _without_contact(order: OrderDraft) -> OrderDraft:
    guest = replace(order, buyer_logged_in=False, buyer_id=None, buyer_contact=None)
    return _spoilt(phone="")(guest)


_FAULTS: tuple[tuple[FindingCode, Callable[[OrderDraft], OrderDraft]], ...] = (
    (FindingCode.MISSING_PHONE, _spoilt(phone="")),
    (FindingCode.MISSING_DOOR, _spoilt(detail="人民路")),
    (FindingCode.MASKED_PHONE, _spoilt(phone="138****0000")),
    (FindingCode.MASKED_ADDRESS, _spoilt(detail="人民路***号")),
    (FindingCode.NAMELESS_STREET, _spoilt(detail="XX路15号")),
    (FindingCode.MISSING_CONTACT, _without_contact),
    (FindingCode.MISSING_DISTRICT, _spoilt(city="杭州市", province="浙江省", district="", town="")),
    (FindingCode.MISSING_RECEIVER, _spoilt(name="")),
    (
        FindingCode.CITY_ELSEWHERE,
        _spoilt(city="广州市", province="浙江省", district="天河区", town=""),
    ),
)


def _custom_line(order: OrderDraft, products: Mapping[str, DemoProduct]) -> int | None:
    places = (place for place, line in enumerate(order.lines) if products[line.sku].customisable)
    return next(places, None)


def _customised(order: OrderDraft, products: Mapping[str, DemoProduct], wording: str) -> OrderDraft:
    place = _custom_line(order, products)
    assert place is not None
    line = replace(order.lines[place], customization=wording)
    lines = (*order.lines[:place], line, *order.lines[place + 1 :])
    return replace(order, lines=lines, remark=f"请刻字 “{wording}”")
