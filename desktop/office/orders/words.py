"""Words of the office about orders: tags, ages, amounts, the log. No Qt, no database."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, timedelta
from enum import StrEnum
from types import MappingProxyType
from zoneinfo import ZoneInfo

from db.views.order_detail import HoldView, LineView, LogView
from desktop.widgets.states import State
from fulfilment.intake.words import hold_words
from procedure.parcel_words import ReopenReason
from procedure.text import NP_, Text, fields_of
from procedure.texts import status_word
from procedure.verdicts import Param
from procedure.words import (
    HoldKind,
    OrderStatus,
    ParcelStatus,
    SaleStatus,
    ShortReason,
    StockStatus,
)
from resources.catalogue import N_, Translator

_O = OrderStatus
STATUS_STATES: Mapping[OrderStatus, State] = MappingProxyType(
    {
        _O.AWAITING_PAYMENT: State.NEUTRAL,
        _O.PENDING: State.NEUTRAL,
        _O.CONFIRMED: State.PROGRESS,
        _O.BACKORDERED: State.WRONG,
        _O.PICKING: State.PROGRESS,
        _O.PACKING: State.PROGRESS,
        _O.READY_TO_SHIP: State.PROGRESS,
        _O.PARTLY_SHIPPED: State.PROGRESS,
        _O.SHIPPED: State.GOOD,
        _O.COMPLETED: State.COMPLETE,
        _O.CANCELLED: State.ENDED,
        _O.RETURNED: State.ENDED,
        _O.REFUNDED: State.ENDED,
    }
)
PARCEL_STATES: Mapping[ParcelStatus, State] = MappingProxyType(
    {
        ParcelStatus.OPEN: State.PROGRESS,
        ParcelStatus.TO_INSPECT: State.PROGRESS,
        ParcelStatus.PACKED: State.PROGRESS,
        ParcelStatus.BOUND: State.PROGRESS,
        ParcelStatus.HANDED_OVER: State.GOOD,
        ParcelStatus.STOPPED: State.ATTENTION,
        ParcelStatus.CANCELLED: State.ENDED,
    }
)
WAITING_FOR_STOCK = frozenset({_O.AWAITING_PAYMENT, _O.PENDING, _O.CONFIRMED, _O.BACKORDERED})
"""Orders whose goods are not all reserved yet: free stock decides."""
ENDED = frozenset({_O.CANCELLED, _O.RETURNED, _O.REFUNDED})


def in_words(translator: Translator, text: Text) -> str:
    """A sentence of `procedure.texts` in the translator's language."""
    if text.plural is None or text.count is None:
        return translator.text(text.msgid, **text.params)
    return translator.plural(text.msgid, text.plural, text.count, **text.params)


def status_tag(status: OrderStatus, holds: int, translator: Translator) -> tuple[str, State]:
    """The word and the state of an order's tag; a hold comes before the status."""
    if holds:
        return translator.text(N_("Call first")), State.ATTENTION
    return in_words(translator, status_word(status)), STATUS_STATES[status]


def age_words(since: datetime, now: datetime, translator: Translator) -> str:
    """How long ago something was: minutes, hours from one on, days from two on."""
    minutes = max(0, int((now - since) / timedelta(minutes=1)))
    if minutes < 60:
        return translator.text(N_("{count} min"), count=minutes)
    if minutes < 48 * 60:
        return translator.text(N_("{count} h"), count=minutes // 60)
    return translator.text(N_("{count} d"), count=minutes // (24 * 60))


_SIGNS = {"CNY": "¥", "EUR": "€", "GBP": "£", "USD": "$", "HKD": "HK$", "TWD": "NT$", "JPY": "¥"}
_WITHOUT_MINOR = frozenset({"JPY", "KRW", "VND"})


def money(minor: int, currency: str) -> str:
    """An amount with its currency.

    Args:
        minor: In the currency's minor units.
        currency: ISO 4217.

    Examples:
        >>> money(38400, "CNY"), money(1234567, "EUR"), money(500, "JPY"), money(5, "CHF")
        ('¥ 384.00', '€ 12,345.67', '¥ 500', 'CHF 0.05')
    """
    sign = _SIGNS.get(currency, currency)
    if currency in _WITHOUT_MINOR:
        return f"{sign} {minor:,}"
    return f"{sign} {minor // 100:,}.{minor % 100:02d}"


_HOLD_WORDS: Mapping[HoldKind, str] = MappingProxyType(
    {
        HoldKind.TO_VERIFY: N_("Something in this order is doubtful. Ask the customer."),
        HoldKind.MISSING_CONTACT: N_("Nobody can be asked about this order. Ask the channel."),
        HoldKind.CUSTOM_WORDING: N_(
            "Line {line} ({sku}) carries a text of the customer's. Read it back to them first."
        ),
        HoldKind.NOT_SALEABLE: N_(
            "Line {line}: {sku} is not sold any more. Offer another product or the money back."
        ),
        HoldKind.UNKNOWN_PRODUCT: N_(
            "Line {line}: we have no product {sku}. Ask the channel which one is meant."
        ),
        HoldKind.SHORTAGE: N_(
            "{missing} × {sku} was not on its shelf. Ask the customer: wait, take less, or the "
            "money back."
        ),
        HoldKind.STOPPED: N_("Somebody asked to stop this order. It goes no further."),
        HoldKind.MANUAL: N_("A colleague holds this order. Ask them before you lift the hold."),
    }
)
_HELD = N_("This order is held. Look at its log.")


def hold_sentence(hold: HoldView, translator: Translator) -> str:
    """Why the order is held and what to do about it."""
    try:
        msgid = hold_words(hold.finding, hold.params)
    except ValueError:
        msgid = _HOLD_WORDS[hold.kind]
    if not fields_of(msgid) <= hold.params.keys():
        msgid = _HELD
    return translator.text(msgid, **hold.params)


def stock_tag(line: LineView, status: OrderStatus, translator: Translator) -> tuple[str, State]:
    """Whether the units of a line are there."""
    if status in ENDED:
        return "", State.ENDED
    if line.shipped >= line.quantity:
        return translator.text(N_("Shipped")), State.GOOD
    if line.available is None or line.sale_status is None:
        return translator.text(N_("Unknown product")), State.WRONG
    if status not in WAITING_FOR_STOCK:
        return translator.text(N_("Reserved")), State.PROGRESS
    if line.sale_status is not SaleStatus.ON_SALE:
        return in_words(translator, status_word(line.sale_status)), State.WRONG
    if line.available >= line.quantity and line.status is StockStatus.LOW:
        return translator.text(N_("Low stock: {count}"), count=line.available), State.ATTENTION
    if line.available >= line.quantity:
        return translator.text(N_("{count} available"), count=line.available), State.GOOD
    if line.available:
        return translator.text(N_("only {count} left"), count=line.available), State.ATTENTION
    return translator.text(N_("Sold out")), State.WRONG


_TAKEN = NP_("Taken from {channel}: {n} piece", "Taken from {channel}: {n} pieces")
_LOG: Mapping[str, tuple[str, State]] = MappingProxyType(
    {
        "held": (N_("Held: {kind}"), State.ATTENTION),
        "photo_kept": (N_("A photo was kept as evidence"), State.NEUTRAL),
        "hold_lifted": (N_("Hold lifted: {kind}"), State.NEUTRAL),
        "confirmed": (N_("Confirmed; the customer gets a message"), State.NEUTRAL),
        "released": (N_("Stock reserved and a pick task made"), State.NEUTRAL),
        "waved": (N_("Stock reserved; in wave {wave}"), State.NEUTRAL),
        "wave_cancelled": (N_("Wave {wave} was taken back; waits for the next"), State.NEUTRAL),
        "taken_out": (N_("Stopped: left wave {wave}"), State.ATTENTION),
        "taken_out_short": (N_("Short: left wave {wave}, waits for stock"), State.WRONG),
        "short": (N_("Waits for stock: {missing} short"), State.WRONG),
        "fetching": (N_("Waits for {units} units from reserve shelves"), State.ATTENTION),
        "reserved": (N_("{units} units reserved"), State.NEUTRAL),
        "cancelled": (N_("Cancelled"), State.WRONG),
        "unpaid": (N_("Cancelled: it was not paid in time"), State.WRONG),
        "moved_shelf": (N_("{units} × {sku} are picked from another shelf"), State.NEUTRAL),
        "part_released": (N_("{units} units are picked as a first part"), State.NEUTRAL),
        "called_back": (N_("The walk was called back"), State.ATTENTION),
        "rest_cancelled": (N_("The rest was cancelled"), State.NEUTRAL),
        "shortage_wait": (N_("The customer waits until {promised_on}"), State.ATTENTION),
        "shortage_ship_part": (N_("The customer takes a part first"), State.NEUTRAL),
        "shortage_exchange": (
            N_("{units} × {replacement} instead of {sku}, at the same price"),
            State.NEUTRAL,
        ),
        "shortage_cancel": (N_("{units} missing units were cancelled"), State.WRONG),
        "low_stock_kept": (N_("Low stock of {sku}: the rep keeps it"), State.ATTENTION),
        "low_stock_swapped": (
            N_("Low stock of {sku}: {alternative} is offered"),
            State.ATTENTION,
        ),
        "picked": (N_("All units picked"), State.NEUTRAL),
        "short_pick": (N_("{missing} × {sku} short: {reason}"), State.WRONG),
        "nothing_found": (N_("Nothing was found; waits for stock again"), State.WRONG),
        "parcel_packed": (N_("A parcel is packed"), State.NEUTRAL),
        "parcel_reopened": (N_("Box {box} was opened again"), State.ATTENTION),
        "weight_accepted": (N_("Box {box} was accepted at {grams} g"), State.ATTENTION),
        "packed": (N_("All parcels are packed"), State.NEUTRAL),
        "drawn": (N_("A parcel is drawn for inspection, lot {lot}"), State.ATTENTION),
        "inspection_passed": (N_("A parcel passed its inspection"), State.GOOD),
        "inspected_by_packer": (
            N_("Box {box} was inspected by the person who packed it"),
            State.ATTENTION,
        ),
        "accepted_by_packer": (
            N_("The weight of box {box} was accepted by the person who packed it"),
            State.ATTENTION,
        ),
        "inspection_failed": (N_("Box {box} failed its inspection"), State.WRONG),
        "to_pick_again": (N_("{units} units are to be picked again"), State.ATTENTION),
        "left_in_rejected": (
            N_("Lot {lot} was rejected after its parcel had left"),
            State.WRONG,
        ),
        "label_bound": (N_("Label {number} is on box {box}"), State.NEUTRAL),
        "label_reprinted": (N_("Label {number} was printed again"), State.ATTENTION),
        "handed_over": (N_("Handed over to the carrier"), State.GOOD),
        "returned_goods": (N_("{quantity} × {sku} came back, to be inspected"), State.ATTENTION),
        "remark_written": (N_("A remark was written"), State.NEUTRAL),
    }
)
_REASONS: tuple[type[StrEnum], ...] = (ShortReason, ReopenReason)
"""Reasons that are chosen from a card, not typed."""
_STEP = N_("Now: {status}")
_RECORDED = N_("A step was recorded")


def log_sentence(row: LogView, channel: str, translator: Translator) -> tuple[str, State]:
    """What a row of the log says, and how its node looks."""
    params = _log_params(row, translator)
    if row.action == "taken":
        pieces = params.pop("pieces", 0)
        count = pieces if isinstance(pieces, int) else 0
        return translator.plural(*_TAKEN, count, channel=channel), State.NEUTRAL
    msgid, state = _LOG.get(row.action, ("", State.NEUTRAL))
    if not msgid or not fields_of(msgid) <= params.keys():
        msgid = _STEP if row.to_status is not None else _RECORDED
        if row.to_status is not None:
            params["status"] = in_words(translator, status_word(row.to_status))
    words = translator.text(msgid, **params)
    reason = _in_words(row.reason, _REASONS, translator)
    return (f"{words} ({reason})" if reason else words), state


def _log_params(row: LogView, translator: Translator) -> dict[str, Param]:
    params: dict[str, Param] = dict(row.data)
    for name, kinds in (("kind", (HoldKind,)), ("reason", _REASONS)):
        value = params.get(name)
        if isinstance(value, str):
            params[name] = _in_words(value, kinds, translator)
    return params


def _in_words(value: str, kinds: tuple[type[StrEnum], ...], translator: Translator) -> str:
    """A value that is a word of one of these vocabularies in words; other text as it was typed."""
    for kind in kinds:
        if value in set(kind):
            return in_words(translator, status_word(kind(value)))
    return value


def moment(at: datetime, zone: ZoneInfo, today: datetime) -> str:
    """The time of day, with the date in front where it was another day.

    Args:
        today: Now, aware.
    """
    local = at.astimezone(zone)
    if local.date() == today.astimezone(zone).date():
        return f"{local:%H:%M}"
    return f"{local:%m-%d %H:%M}"
