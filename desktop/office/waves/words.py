"""Words and sums of the office about waves: who waits, until when. No Qt, no database."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

from db.views.waves import WaitingOrders
from desktop.office.orders.words import in_words, moment
from desktop.widgets.states import State
from procedure.ids import CarrierId, OrderId
from procedure.text import NP_
from procedure.texts import status_word
from procedure.waves import next_cut_off
from procedure.words import OrderKind, PickTaskStatus, ServiceLevel, WaveLeft, WaveStatus
from resources.catalogue import N_, Translator

WAVE_STATES: Mapping[WaveStatus, State] = MappingProxyType(
    {
        WaveStatus.RELEASED: State.NEUTRAL,
        WaveStatus.PICKING: State.PROGRESS,
        WaveStatus.PICKED: State.ATTENTION,
        WaveStatus.SORTED: State.GOOD,
        WaveStatus.CANCELLED: State.ENDED,
    }
)
"""A picked wave stands at staging and waits for somebody to sort it."""
TASK_STATES: Mapping[PickTaskStatus, State] = MappingProxyType(
    {
        PickTaskStatus.OPEN: State.NEUTRAL,
        PickTaskStatus.PICKING: State.PROGRESS,
        PickTaskStatus.PICKED: State.GOOD,
        PickTaskStatus.CANCELLED: State.ENDED,
    }
)
SOON = timedelta(hours=1)
"""A carrier that comes within so long is shown as one to hurry for."""

_ORDERS = NP_("{n} order", "{n} orders")
_LEFT = NP_("{n} order is in no wave: {why}.", "{n} orders are in no wave: {why}.")


@dataclass(frozen=True, slots=True)
class CarrierWaiting:
    """The orders of a carrier that wait to be put into waves.

    Attributes:
        cut_off_at: When it comes next; None where no time is known.
        kinds: How many orders of each kind, in the order of the kinds.
    """

    carrier_id: CarrierId
    carrier: str
    cut_off_at: datetime | None
    orders: int
    express: int
    kinds: tuple[tuple[OrderKind, int], ...]

    def is_soon(self, now: datetime) -> bool:
        """Whether the carrier comes within the hour."""
        return self.cut_off_at is not None and self.cut_off_at - now <= SOON


def by_carrier(
    waiting: Iterable[WaitingOrders], now: datetime, zone: ZoneInfo
) -> tuple[CarrierWaiting, ...]:
    """What waits, a sum for each carrier; in the order given."""
    of_carrier: dict[CarrierId, list[WaitingOrders]] = {}
    for each in waiting:
        of_carrier.setdefault(each.carrier_id, []).append(each)
    return tuple(_summed(parts, now, zone) for parts in of_carrier.values())


def _summed(parts: list[WaitingOrders], now: datetime, zone: ZoneInfo) -> CarrierWaiting:
    kinds = Counter[OrderKind]()
    for part in parts:
        kinds[part.kind] += part.orders
    return CarrierWaiting(
        parts[0].carrier_id,
        parts[0].carrier,
        next_cut_off(now, parts[0].cut_off, zone, timedelta()),
        kinds.total(),
        sum(part.orders for part in parts if part.service is ServiceLevel.EXPRESS),
        tuple((kind, kinds[kind]) for kind in OrderKind if kinds[kind]),
    )


def orders_words(count: int, translator: Translator) -> str:
    """How many orders, in words."""
    return translator.plural(*_ORDERS, count)


def kinds_words(kinds: Iterable[tuple[OrderKind, int]], translator: Translator) -> str:
    """How many orders of which kind."""
    return " · ".join(
        f"{count:,} {in_words(translator, status_word(kind))}" for kind, count in kinds
    )


def cut_off_words(
    cut_off_at: datetime | None, now: datetime, zone: ZoneInfo, translator: Translator
) -> str:
    """When the carrier comes, and how long that is from now."""
    if cut_off_at is None:
        return translator.text(N_("no fixed pickup"))
    at = moment(cut_off_at, zone, now)
    minutes = int((cut_off_at - now) / timedelta(minutes=1))
    if minutes < 0:
        return translator.text(N_("pickup {time}, gone"), time=at)
    if minutes < 120:
        return translator.text(N_("pickup {time}, in {count} min"), time=at, count=minutes)
    return translator.text(N_("pickup {time}, in {count} h"), time=at, count=minutes // 60)


def left_words(left: Iterable[tuple[OrderId, WaveLeft]], translator: Translator) -> str:
    """How many orders are in no wave, and why; empty where all are."""
    counts = Counter(why for _, why in left)
    if not counts:
        return ""
    why = ", ".join(
        f"{in_words(translator, status_word(each))} ({counts[each]:,})"
        for each in WaveLeft
        if counts[each]
    )
    return translator.plural(*_LEFT, counts.total(), why=why)
