"""What an inspector sees in words: units and defects of the open parcel, and parcels that wait."""

from __future__ import annotations

from collections.abc import Sequence

from desktop.stations.wording import worded
from desktop.widgets.defect_tiles import DefectTile
from desktop.widgets.lines import LineRow
from desktop.widgets.states import State
from fulfilment.quality.waiting import WaitingParcel
from procedure.defects import DEFECTS
from procedure.machines.inspect_state import (
    InspectPhase,
    InspectState,
    expected_item,
    goods_of,
    item_at,
    items_of,
    open_units,
)
from procedure.parcel_words import DefectClass, DefectCode, SamplingPlan
from procedure.tasks import Defect, Draw, InspectItem
from procedure.texts import status_word
from procedure.verdicts import VerdictKind
from procedure.words import ServiceLevel
from resources.catalogue import N_, Translator

GRADES = {
    DefectClass.CRITICAL: State.STOP,
    DefectClass.MAJOR: State.WRONG,
    DefectClass.MINOR: State.ATTENTION,
}
"""The badge of each class, worst first."""


def phase_of(state: InspectState) -> InspectPhase:
    """The phase to paint: while a gate is out or a stop stands, the one it came from."""
    if state.phase in (InspectPhase.WAITING, InspectPhase.STOPPED):
        return state.resume
    return state.phase


# the open parcel ----------------------------------------------------------------


def rows_of(translator: Translator, state: InspectState) -> tuple[LineRow, ...]:
    """What must be in the parcel, how much of it is found, and what is wrong with it."""
    current = _current(state)
    return tuple(_unit_row(translator, state, item, item == current) for item in state.items)


def _current(state: InspectState) -> InspectItem | None:
    """The item the next scan is expected of: that of the unit in hand, else the first open one."""
    if state.held is None:
        return expected_item(state)
    if state.held.item is not None:
        return item_at(state, state.held.item)
    rows = items_of(state, state.held.product.product_id)
    last = item_at(state, state.at)
    return last if last in rows else next((row for row in rows if open_units(state, row)), None)


def _unit_row(
    translator: Translator, state: InspectState, item: InspectItem, current: bool
) -> LineRow:
    wrong = [
        defect
        for defect in state.defects
        if (defect.order_line_id, defect.lot_id) == goods_of(item)
    ]
    parts = [item.product.sku]
    if item.lot:
        parts.append(translator.text(N_("lot {lot}"), lot=item.lot))
    parts.extend(_counted(translator, wrong))
    is_done = not open_units(state, item)
    badge = State.WRONG if wrong else State.GOOD if is_done else None
    return LineRow(
        f"{item.order_line_id}/{item.lot_id}",
        item.product.sku,
        item.product.name,
        " · ".join(parts),
        f"{item.found} / {item.quantity}",
        badge,
        current,
    )


def _counted(translator: Translator, defects: Sequence[Defect]) -> list[str]:
    """Defects by their cards, for example "Damaged × 2"."""
    units: dict[DefectCode, int] = {}
    for defect in defects:
        units[defect.code] = units.get(defect.code, 0) + defect.units
    return [f"{worded(translator, status_word(code))} × {count}" for code, count in units.items()]


def tiles_of(translator: Translator, defects: Sequence[Defect]) -> tuple[DefectTile, ...]:
    """Every defect card, the worst class first, with how often it is noted."""
    ordered = sorted(DEFECTS, key=lambda code: list(GRADES).index(DEFECTS[code].defect_class))
    return tuple(
        DefectTile(
            code.value,
            worded(translator, status_word(code)),
            worded(translator, status_word(DEFECTS[code].defect_class)),
            GRADES[DEFECTS[code].defect_class],
            sum(defect.units for defect in defects if defect.code is code),
        )
        for code in ordered
    )


def draw_words(translator: Translator, draw: Draw) -> tuple[str, str]:
    """The plan that drew a parcel, and the seed to draw its lot again by; two empty ones where
    it is in no lot. Where every parcel is inspected nothing was drawn: the plan stands alone."""
    if not draw.lot_no:
        return "", ""
    plan = worded(translator, status_word(draw.sampling))
    if draw.sampling is SamplingPlan.ALL:
        return plan, ""
    sample = translator.text(
        N_("{plan}: {sample} of {size}"), plan=plan, sample=draw.sample_size, size=draw.lot_size
    )
    return sample, translator.text(N_("seed {seed}"), seed=draw.seed)


def place_words(translator: Translator, draw: Draw) -> str:
    """The parcel's place in its lot; "" in none. A lot of which every parcel is inspected grows
    as they are packed: how many it was planned for says nothing about how many there are."""
    if not draw.lot_no:
        return ""
    if draw.sampling is SamplingPlan.ALL:
        return translator.text(N_("parcel {n}"), n=draw.position)
    return translator.text(N_("parcel {n} of {of}"), n=draw.position, of=draw.lot_size)


# the parcels that wait ------------------------------------------------------------


def waiting_rows(translator: Translator, parcels: Sequence[WaitingParcel]) -> tuple[LineRow, ...]:
    """The parcels in the order in which they are opened; the one that comes next is marked."""
    following = next((each for each in parcels if each.why_not is None), None)
    return tuple(_waiting_row(translator, each, each is following) for each in parcels)


def _waiting_row(translator: Translator, parcel: WaitingParcel, is_next: bool) -> LineRow:
    drawn, text = parcel.drawn, translator.text
    match parcel.why_not:
        case None:
            parts = [worded(translator, status_word(drawn.why))]
            if drawn.lot_no:
                at = f"{drawn.position} / {drawn.lot_size}"
                parts += (
                    [drawn.lot_no] if drawn.sampling is SamplingPlan.ALL else [at, drawn.lot_no]
                )
            words, badge = " · ".join(parts), None
            if drawn.service is ServiceLevel.EXPRESS:
                words = f"{worded(translator, status_word(drawn.service))} · {words}"
        case VerdictKind.TASK_TAKEN:
            words, badge = text(N_("At bench {bench} now."), bench=drawn.bench), None
        case _:
            words, badge = text(N_("The order is stopped. Keep the box here.")), State.STOP
    return LineRow(
        str(drawn.inspection_id),
        drawn.box_code,
        drawn.box_code.removeprefix("BOX-"),
        words,
        f"{drawn.found} / {drawn.units}",
        badge,
        is_next,
    )
