"""The pages at the put wall: the waves that wait, and the slot of the unit in hand.

References:
    Clause 3.2.2a; SCREENS "Station screens" (put wall).
"""

from __future__ import annotations

from db.views.open_walls import OpenWall
from gateway.pda.buttons import Button, command_buttons
from gateway.pda.face import Face
from gateway.pda.page import Cell, Page, Sheet, Sheets, Wall
from gateway.pda.pages import away_words, trail_of
from gateway.pda.saying import saying_of
from procedure.machines.sort_state import SortPhase, SortState, open_in
from procedure.tasks import WallSlot, WallTask
from procedure.text import NP_
from procedure.texts import status_word
from procedure.verdicts import Verdict, VerdictKind
from procedure.worded import worded
from procedure.words import Command, ShortReason
from resources.catalogue import N_, Translator

_PUT = (VerdictKind.PUT_IN_SLOT, VerdictKind.SLOT_DONE)
_ORDER_DIGITS = 4


def wall_list_page(tr: Translator, face: Face, station: str, waves: tuple[OpenWall, ...]) -> Page:
    """Signed in, and no wave open: the waves that wait to be sorted."""
    operator, stop, said = face.shown.operator, face.stop is not None, face.visible
    shows = said is not None and said.kind is not VerdictKind.SIGNED_IN
    empty = N_("No picked wave waits for the wall. It appears here when its last task is picked.")
    rows = tuple(_row(tr, wave) for wave in waves)
    commands = (Command.CONFIRM,) if stop else (Command.LOCK,)
    return Page(
        tr.text(N_("Put wall")),
        station,
        person="" if operator is None else operator.name,
        trail=trail_of(face),
        saying=saying_of(tr, face, face.shown.prompt) if shows else None,
        stopped=stop,
        sheets=Sheets((), rows, "", "" if rows else tr.text(empty)),
        buttons=command_buttons(tr, commands),
        away=away_words(tr, face),
    )


def wall_page(tr: Translator, face: Face, state: SortState, task: WallTask) -> Page:
    """A wave is open: the wall, and where the unit in hand belongs."""
    operator = face.shown.operator
    counted = N_("{counted} of {of} sorted")
    return Page(
        task.wave_no,
        tr.text(counted, counted=state.sorted, of=state.quantity_asked),
        person="" if operator is None else operator.name,
        trail=trail_of(face),
        saying=saying_of(tr, face, face.shown.prompt),
        stopped=face.stop is not None,
        wall=_wall(tr, face.visible, state),
        buttons=_buttons(tr, face, state),
        away=away_words(tr, face),
    )


def _row(tr: Translator, wave: OpenWall) -> Sheet:
    one_slot, slots = NP_("{n} slot to fill", "{n} slots to fill")
    one_unit, units = NP_("{n} unit", "{n} units")
    parts = (tr.plural(one_slot, slots, wave.slots), tr.plural(one_unit, units, wave.units))
    begun = tr.text(N_("{counted} of {of} sorted"), counted=wave.sorted, of=wave.units)
    return Sheet(wave.wave_no, " · ".join(parts), "", "", begun if wave.sorted else "")


def _wall(tr: Translator, said: Verdict | None, state: SortState) -> Wall:
    last = state.last_slot
    cells = tuple(_cell(slot, slot is last) for slot in state.slots)
    if said is None or said.kind not in _PUT:
        return Wall(cells)
    order_no = str(said.params["order_no"])
    return Wall(
        cells,
        tr.text(N_("Put into slot")),
        str(said.params["slot"]),
        tr.text(N_("order …{digits}"), digits=order_no[-_ORDER_DIGITS:]),
    )


def _cell(slot: WallSlot, current: bool) -> Cell:
    of = sum(item.quantity for item in slot.items)
    inside = sum(item.sorted for item in slot.items)
    state = "stopped" if slot.stopped else "" if open_in(slot) else "full"
    return Cell(str(slot.slot), f"{inside} / {of}", state, current)


def _buttons(tr: Translator, face: Face, state: SortState) -> tuple[Button, ...]:
    """The buttons that do something at the present step."""
    if face.stop is not None:
        return command_buttons(tr, (Command.CONFIRM,))
    match state.phase:
        case SortPhase.REASON:
            reasons = tuple(Button(why.value, worded(tr, status_word(why))) for why in ShortReason)
            return (*reasons, *command_buttons(tr, (Command.UNDO,)))
        case SortPhase.FINISH:
            return command_buttons(tr, (Command.UNDO, Command.CONFIRM))
        case _:
            return command_buttons(tr, (Command.UNDO, Command.SHORT, Command.LOCK))
