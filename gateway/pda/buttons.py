"""The buttons within the thumb's reach: each stands for a printed card."""

from __future__ import annotations

from dataclasses import dataclass

from gateway.pda.face import Face
from procedure.machines.pick_state import PickPhase, PickState
from procedure.parcel_words import ManualReason
from procedure.texts import status_word
from procedure.worded import worded
from procedure.words import Command, ShortReason
from resources.catalogue import N_, Translator

_ICONS = {
    Command.UNDO: "undo",
    Command.SHORT: "alert",
    Command.SKIP: "chevron-right",
    Command.CONFIRM: "check",
    Command.EMPTY: "check",
    Command.LOCK: "lock",
}
_AT_WORK = (Command.UNDO, Command.SHORT, Command.SKIP)


@dataclass(frozen=True, slots=True)
class Button:
    """A button that stands for a card.

    Attributes:
        code: What is scanned by a tap on it.
        icon: Name of its picture, or "".
    """

    code: str
    words: str
    icon: str = ""


def command_buttons(tr: Translator, commands: tuple[Command, ...]) -> tuple[Button, ...]:
    """Buttons that stand for command cards."""
    return tuple(
        Button(each.value, worded(tr, status_word(each)), _ICONS.get(each, "")) for each in commands
    )


def next_buttons(tr: Translator, code: str) -> tuple[Button, ...]:
    """The next task, by the code of its sheet; "" for what the centre gives."""
    return (
        Button(code or Command.CONFIRM.value, tr.text(N_("Next task")), _ICONS[Command.CONFIRM]),
        *command_buttons(tr, (Command.LOCK,)),
    )


def task_buttons(tr: Translator, face: Face, state: PickState) -> tuple[Button, ...]:
    """The buttons that do something at the present step of a task."""
    if face.stop is not None:
        return command_buttons(tr, (Command.CONFIRM,))
    match state.phase:
        case PickPhase.REASON:
            reasons = tuple(
                Button(reason.value, worded(tr, status_word(reason))) for reason in ShortReason
            )
            return (*reasons, *command_buttons(tr, (Command.UNDO,)))
        case PickPhase.BY_HAND:
            return command_buttons(tr, (Command.UNDO, Command.CONFIRM))
        case PickPhase.SUPERVISOR:
            return command_buttons(tr, (Command.UNDO,))
        case PickPhase.PRODUCT | PickPhase.LOT:
            no_code = ManualReason.NO_CODE
            by_hand = Button(no_code.value, worded(tr, status_word(no_code)))
            return (*command_buttons(tr, _AT_WORK), by_hand)
        case PickPhase.ZERO:
            return command_buttons(tr, (Command.UNDO, Command.SKIP, Command.EMPTY))
        case PickPhase.FINISH:
            return command_buttons(tr, (Command.UNDO, Command.CONFIRM))
        case _:
            return command_buttons(tr, _AT_WORK)
