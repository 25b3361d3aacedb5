"""How a scale is doing, in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from resources.catalogue import N_
from scanner.link import Absent, Busy, Connected, LinkState, Lost, RefusalKind, Refused

_CONNECTED = N_("The scale is connected.")
_LOST = N_(
    "The scale is gone. Plug it in again; it connects by itself. Parcels can be packed without it."
)
_ABSENT = N_("The scale is not plugged in. Plug it in; it connects by itself.")
_BUSY = N_(
    "Another program uses this scale ({path}). Close that program; the scale then connects by "
    "itself."
)
_NO_PERMISSION = N_(
    "This user may not open the scale's port {path}. Ask an administrator to allow serial ports "
    "for this user, then sign in to the computer again."
)
_BAD_SETTINGS = N_(
    "The port {path} cannot work at the speed of this scale. Choose another protocol for the scale."
)
_FAULT = N_("The scale at {path} does not answer. Unplug it, wait a moment and plug it in again.")


def scale_sentence(state: LinkState, translate: Callable[..., str]) -> str:
    """What happened to the scale and what to do, for a person.

    Args:
        translate: Gives a sentence with its gaps filled, as `Translator.text` does.
    """
    match state:
        case Connected():
            return translate(_CONNECTED)
        case Lost():
            return translate(_LOST)
        case Absent():
            return translate(_ABSENT)
        case Busy(path=path):
            return translate(_BUSY, path=path)
        case Refused(path=path, kind=RefusalKind.NO_PERMISSION):
            return translate(_NO_PERMISSION, path=path)
        case Refused(path=path, kind=RefusalKind.BAD_SETTINGS):
            return translate(_BAD_SETTINGS, path=path)
        case Refused(path=path):
            return translate(_FAULT, path=path)
        case _:
            assert_never(state)
