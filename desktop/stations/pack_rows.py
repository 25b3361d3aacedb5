"""The rows of an open parcel in words: its goods, then what they are packed in."""

from __future__ import annotations

from collections.abc import Iterator

from desktop.stations.wording import worded
from desktop.widgets.lines import LineRow
from desktop.widgets.states import State
from procedure.machines.pack_state import (
    PackPhase,
    PackState,
    items_of,
    key_of,
    materials_due,
    open_units,
)
from procedure.parcel_words import CartonGap
from procedure.tasks import PackItem, PackMaterial
from procedure.texts import status_word
from resources.catalogue import N_, Translator

_GAPS = {
    CartonGap.FACTS_UNKNOWN: N_("carton: size not known"),
    CartonGap.NONE_FITS: N_("no carton is large enough"),
}


def phase_of(state: PackState) -> PackPhase:
    """The phase to paint: while a gate is out or a stop stands, the one it came from."""
    if state.phase in (PackPhase.WAITING, PackPhase.STOPPED):
        return state.resume
    return state.phase


def current_index(state: PackState) -> int | None:
    """The line the next scan is expected of: the unit in hand, else the last one counted while
    it is open, else the first open one."""
    held = state.held
    wanted = state.items if held is None else items_of(state, held.product.product_id)
    if held is not None and held.item is not None:
        wanted = tuple(item for item in wanted if key_of(item) == held.item)
    last = state.last_index
    ordered = list(range(len(state.items)))
    if last is not None:
        ordered = [last, *(at for at in ordered if at != last)]
    return next(
        (at for at in ordered if open_units(state.items[at]) and state.items[at] in wanted), None
    )


def rows_of(translator: Translator, state: PackState) -> tuple[LineRow, ...]:
    """Goods and materials of the open parcel; the one that is due is marked."""
    current = current_index(state)
    goods = (_goods(translator, item, at == current) for at, item in enumerate(state.items))
    return (*goods, *_materials(translator, state))


def _goods(translator: Translator, item: PackItem, current: bool) -> LineRow:
    done = not open_units(item)
    parts = [translator.text(N_("fragile"))] if item.fragile else []
    parts.append(item.product.sku)
    if item.lot:
        parts.append(translator.text(N_("lot {lot}"), lot=item.lot))
    badge = State.GOOD if done else State.ATTENTION if item.fragile else None
    return LineRow(
        f"{item.order_line_id}/{item.lot_id}",
        item.product.sku,
        item.product.name,
        " · ".join(parts),
        f"{item.packed} / {item.quantity}",
        badge,
        current,
    )


def _materials(translator: Translator, state: PackState) -> Iterator[LineRow]:
    """What the goods ask for, and why (3.2.3a)."""
    due = materials_due(state) if phase_of(state) is PackPhase.MATERIAL else ()
    for each in state.materials:
        yield LineRow(
            f"material/{each.packaging_id}",
            each.code,
            each.name,
            _why(translator, each),
            f"{each.used} / {each.quantity}",
            State.GOOD if each.used >= each.quantity else State.ATTENTION,
            bool(due) and each == due[0],
        )


def _why(translator: Translator, material: PackMaterial) -> str:
    causes = (worded(translator, status_word(cause)) for cause in material.causes)
    return " · ".join((*causes, material.code))


def carton_words(translator: Translator, state: PackState) -> str:
    """What it is packed in, or why nothing is suggested; "" where the house has no cartons."""
    if state.carton is not None:
        return translator.text(N_("packed in {carton}"), carton=state.carton.name)
    gap = None if state.task is None else state.task.carton_gap
    return translator.text(_GAPS[gap]) if gap in _GAPS else ""
