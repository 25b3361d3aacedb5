"""The rows of the shipping desk in words: which parcel, how far it is, why it must wait."""

from __future__ import annotations

from dataclasses import dataclass

from db.views.floor import DeskParcel
from desktop.stations.wording import worded
from desktop.widgets.states import State
from procedure.machines.readings import is_same
from procedure.texts import status_word
from procedure.words import ParcelStatus, WaybillState
from resources.catalogue import N_, Translator


@dataclass(frozen=True, slots=True)
class DeskRow:
    """One row, in finished words.

    Attributes:
        sentence: Why it must wait; a row with a sentence is nothing else.
        icon: Drawn where there is no badge, for example a printer.
        current: Whether this is the parcel in hand.
    """

    key: str
    number: str = ""
    order_no: str = ""
    city: str = ""
    weight: str = ""
    state: str = ""
    badge: State | None = None
    icon: str = ""
    sentence: str = ""
    current: bool = False
    has_number: bool = True


def kilograms(grams: int | None) -> str:
    """Grams as kilograms with two digits; "–" where nobody knows.

    Examples:
        >>> kilograms(1286)
        '1.29'
    """
    return "–" if grams is None else f"{grams / 1000:.2f}"


def rows_of(
    translator: Translator,
    parcels: tuple[DeskParcel, ...],
    counted: tuple[str, ...],
    current: str,
) -> tuple[DeskRow, ...]:
    """All rows: a parcel that is on hold has a sentence below it.

    Args:
        translator: Gives the words.
        parcels: Oldest first.
        counted: Numbers in the open hand-over, newer than what the parcels say.
        current: Number of the parcel in hand, or "".
    """
    rows: list[DeskRow] = []
    for parcel in parcels:
        is_counted = parcel.counted or any(is_same(parcel.number, one) for one in counted)
        words, badge, icon = _state_of(translator, parcel, is_counted)
        here = bool(current) and is_same(parcel.number, current)
        rows.append(
            DeskRow(
                str(parcel.parcel_id),
                parcel.number or parcel.box_code,
                parcel.order_no,
                parcel.city,
                kilograms(parcel.weight_g),
                words,
                badge,
                icon,
                "",
                here,
                bool(parcel.number),
            )
        )
        sentence = _why(translator, parcel)
        if sentence:
            rows.append(DeskRow(f"{parcel.parcel_id}/why", sentence=sentence, badge=badge))
    return tuple(rows)


def _state_of(
    translator: Translator, parcel: DeskParcel, counted: bool
) -> tuple[str, State | None, str]:
    if parcel.holds:
        return translator.text(N_("On hold")), State.WRONG, ""
    if counted:
        return translator.text(N_("Counted")), State.COMPLETE, ""
    if parcel.status is ParcelStatus.BOUND:
        return worded(translator, status_word(ParcelStatus.BOUND)), State.GOOD, ""
    if parcel.waybill_state is WaybillState.PRINTED:
        return translator.text(N_("Check label")), State.ATTENTION, ""
    if parcel.waybill_state is None:
        return translator.text(N_("No label yet")), State.ATTENTION, ""
    return translator.text(N_("To print")), None, "printer"


def _why(translator: Translator, parcel: DeskParcel) -> str:
    if parcel.holds:
        return translator.text(
            N_("The order is on hold. Keep the parcel here until customer service releases it.")
        )
    return ""
