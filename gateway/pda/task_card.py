"""The stop of an open task: where to go, what to take, what comes after."""

from __future__ import annotations

from gateway.pda.face import Face
from gateway.pda.page import Task
from procedure.machines.pick_state import PickPhase, PickState, open_stops
from procedure.pick_words import captions_of, phase_of, quantity_of, reference_of
from procedure.tasks import PickStop
from procedure.verdicts import Verdict, VerdictKind
from resources.catalogue import N_, Translator

_ORDER_DIGITS = 4


def task_card(tr: Translator, face: Face, state: PickState, due: PickStop) -> Task:
    """The stop in words, as on the desk's screen."""
    phase = phase_of(state)
    title, there = N_("Go to shelf"), False
    if phase is PickPhase.FINISH:
        title, there = N_("Everything is taken"), True
    elif phase is PickPhase.ZERO:
        title, there = N_("Is it empty?"), True
    elif phase is not PickPhase.SHELF:
        title, there = N_("Take from shelf"), True
    captions = captions_of(tr, due.shelf)
    parts = zip(due.shelf.split("-"), captions, strict=True) if captions else ()
    lot = tr.text(N_("lot {lot}"), lot=due.lot) if due.product.lot_tracked else ""
    slot = _slot_stop(face.visible, state) or due
    after_caption, after = _after(tr, state, due)
    return Task(
        where=tr.text(title),
        there=there,
        shelf=due.shelf,
        parts=tuple(parts),
        product=due.product.name,
        reference=reference_of(tr, due),
        lot=lot,
        quantity=quantity_of(due),
        remarks=() if state.task is None else state.task.remarks,
        slot=str(slot.slot or ""),
        slot_caption=tr.text(N_("Put into slot")),
        slot_order=tr.text(N_("order …{digits}"), digits=slot.order_no[-_ORDER_DIGITS:]),
        after_caption=after_caption,
        after=after,
    )


def _slot_stop(said: Verdict | None, state: PickState) -> PickStop | None:
    """The stop whose unit was just counted, as on the desk's screen."""
    counted = (VerdictKind.UNIT_COUNTED, VerdictKind.LINE_DONE)
    if said is None or said.kind not in counted or not state.taken:
        return None
    last = state.taken[-1].line_id
    return next((stop for stop in state.stops if stop.line_id == last), None)


def _after(tr: Translator, state: PickState, due: PickStop) -> tuple[str, str]:
    rest = [stop for stop in open_stops(state.stops) if stop.line_id != due.line_id]
    if not rest:
        return tr.text(N_("After this")), tr.text(N_("Staging shelf"))
    caption = N_("After this, same shelf") if rest[0].shelf == due.shelf else N_("After this")
    what = rest[0].product.name if rest[0].shelf == due.shelf else rest[0].shelf
    return tr.text(caption), what
