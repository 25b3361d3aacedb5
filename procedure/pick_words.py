"""What a picker reads of a stop, on a screen or a page: the shelf, the goods, the step."""

from __future__ import annotations

from procedure.machines.pick_state import (
    PickPhase,
    PickState,
    held_stop,
    open_stops,
    open_units,
)
from procedure.tasks import PickStop
from resources.catalogue import N_, Translator

_PARTS = (N_("zone"), N_("aisle"), N_("bay"), N_("level"), N_("position"))
_STEPS = (N_("Shelf"), N_("Product"), N_("Lot"), N_("Quantity"))
_LOT_STEP = 2


def phase_of(state: PickState) -> PickPhase:
    """The phase to paint: while a gate is out or a stop stands, the one it came from."""
    if state.phase in (PickPhase.WAITING, PickPhase.STOPPED):
        return state.resume
    return state.phase


def stop_in_front(state: PickState) -> PickStop | None:
    """The stop to show: the one due; the one just taken where its shelf is asked about; the one
    that is counted by hand."""
    last = state.stops[0] if state.stops else None
    if phase_of(state) is PickPhase.ZERO:
        return last
    return held_stop(state) or state.due or last


def captions_of(translator: Translator, shelf: str) -> tuple[str, ...]:
    """A word under each part of a shelf's code; none for codes of another make."""
    parts = shelf.count("-") + 1
    if parts not in (4, 5):
        return ()
    return tuple(translator.text(msgid) for msgid in _PARTS[:parts])


def progress_of(translator: Translator, state: PickState) -> str:
    """Sheet or wave, its zone, and the stop out of all: "WAV-0318 · zone A · stop 4 of 19"."""
    sheet, stop = sheet_of(state), stop_of(translator, state)
    return f"{sheet} · {stop}" if sheet else stop


def sheet_of(state: PickState) -> str:
    """The wave's number, else the sheet's code; "" where no task is open."""
    return "" if state.task is None else state.task.wave_no or state.task.sheet_code


def stop_of(translator: Translator, state: PickState) -> str:
    """The stop out of all, behind the task's zone: "zone A · stop 4 of 19"."""
    total = len(state.stops)
    done = total - sum(1 for _ in open_stops(state.stops))
    stop = translator.text(N_("stop {n} of {of}"), n=min(done + 1, total), of=total)
    if state.task is not None and state.task.zone:
        stop = f"{translator.text(N_('zone {zone}'), zone=state.task.zone)} · {stop}"
    return stop


def quantity_of(stop: PickStop) -> str:
    """How many to take, and once one is taken how many are.

    Examples:
        "× 3", then "1 / 3".
    """
    return f"{stop.picked} / {stop.quantity}" if stop.picked else f"× {stop.quantity}"


def reference_of(translator: Translator, stop: PickStop) -> str:
    """The product's code, and until when it is good."""
    parts = [stop.product.sku]
    if stop.expires_on is not None:
        parts.append(translator.text(N_("best before {date}"), date=stop.expires_on.isoformat()))
    return " · ".join(parts)


def steps_of(
    translator: Translator, state: PickState, due: PickStop
) -> tuple[tuple[str, ...], int]:
    """The steps of this stop and the index of the present one; past the last all are done."""
    tracked = due.product.lot_tracked
    names = tuple(
        translator.text(name) for at, name in enumerate(_STEPS) if tracked or at != _LOT_STEP
    )
    quantity = len(names) - 1
    match phase_of(state):
        case PickPhase.SHELF | PickPhase.NO_TASK:
            return names, 0
        case PickPhase.LOT:
            return names, _LOT_STEP if tracked else 1
        case PickPhase.FINISH | PickPhase.ZERO:
            return names, len(names)
        case _:
            # The first unit proves the product; from then on it is about how many.
            return names, quantity if due.picked and open_units(due) else 1
