"""Words of the office about stock: conditions, what a movement did, expiry. No Qt, no database."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

from db.views.stock_detail import StockEvent
from desktop.office.orders.words import in_words
from desktop.widgets.states import State
from procedure.texts import status_word
from procedure.words import MovementKind, StockCondition
from resources.catalogue import N_, Translator

NOTHING = "–"
_K = MovementKind
EVENT_STATES: Mapping[MovementKind, State] = MappingProxyType(
    {
        _K.RECEIVE: State.GOOD,
        _K.COUNT_GAIN: State.ATTENTION,
        _K.COUNT_LOSS: State.ATTENTION,
        _K.COUNT_LOSS_BLOCKED: State.ATTENTION,
        _K.SHORT: State.WRONG,
        _K.BLOCK: State.ATTENTION,
        _K.SCRAP: State.WRONG,
        _K.INTERCEPT: State.ATTENTION,
    }
)
"""Movements that somebody who looks for a fault looks at; all others are neutral."""

_DOCUMENTS = {"opening": N_("opening stock")}
_ONE_SHELF = N_("{what}: {quantity} on {shelf}")
_TWO_SHELVES = N_("{what}: {quantity} from {shelf} to {other}")
_NO_SHELF = N_("{what}: {quantity}")
_LOT = N_("lot {lot}")
_CHANGED = N_("{before} → {after}")


def condition_words(blocked: Iterable[tuple[StockCondition, int]], translator: Translator) -> str:
    """What blocked units are like, for example "2 defective, 1 expired"; a dash for none."""
    parts = (
        f"{units:,} {in_words(translator, status_word(condition))}" for condition, units in blocked
    )
    return ", ".join(parts) or NOTHING


def expiry_words(expires_on: date | None) -> str:
    """A date as it is printed on goods; a dash for goods that keep."""
    return NOTHING if expires_on is None else expires_on.isoformat()


def event_sentence(event: StockEvent, translator: Translator) -> str:
    """What a row of the ledger says: what, how many, where, of which lot, for what, why."""
    shelves = [shelf for shelf in (event.from_shelf, event.to_shelf) if shelf]
    if len(shelves) == 2 and shelves[0] == shelves[1]:
        del shelves[1]
    words = {"what": in_words(translator, status_word(event.kind)), "quantity": event.quantity}
    match shelves:
        case [shelf, other]:
            said = translator.text(_TWO_SHELVES, shelf=shelf, other=other, **words)
        case [shelf]:
            said = translator.text(_ONE_SHELF, shelf=shelf, **words)
        case _:
            said = translator.text(_NO_SHELF, **words)
    more = [
        translator.text(_LOT, lot=event.lot) if event.lot else "",
        _conditions(event, translator),
        translator.text(_DOCUMENTS[event.document])
        if event.document in _DOCUMENTS
        else event.document,
        event.reason,
    ]
    return " · ".join(filter(None, [said, *more]))


def _conditions(event: StockEvent, translator: Translator) -> str:
    before, after = event.from_condition, event.to_condition
    if before is None and after is None:
        return ""
    return translator.text(
        _CHANGED,
        before=in_words(translator, status_word(before or StockCondition.GOOD)),
        after=in_words(translator, status_word(after or StockCondition.GOOD)),
    )
