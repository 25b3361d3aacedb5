"""How a scale is doing, in words."""

from __future__ import annotations

from collections.abc import Callable
from typing import assert_never

from resources.catalogue import N_
from scanner.link import Absent, Busy, Connected, LinkState, Lost, RefusalKind, Refused


def scale_sentence(state: LinkState, translate: Callable[[str], str]) -> str:
    """What happened to the scale and what to do, for a person."""
    match state:
        case Connected():
            return translate(N_("The scale is connected."))
        case Lost():
            return translate(
                N_(
                    "The scale is gone. Plug it in again; it connects by itself. "
                    "Parcels can be packed without it."
                )
            )
        case Absent():
            return translate(N_("The scale is not plugged in. Plug it in; it connects by itself."))
        case Busy(path=path):
            text = translate(
                N_(
                    "Another program uses this scale ({path}). Close that program; "
                    "the scale then connects by itself."
                )
            )
        case Refused(path=path, kind=RefusalKind.NO_PERMISSION):
            text = translate(
                N_(
                    "This user may not open the scale's port {path}. Ask an administrator to allow "
                    "serial ports for this user, then sign in to the computer again."
                )
            )
        case Refused(path=path, kind=RefusalKind.BAD_SETTINGS):
            text = translate(
                N_(
                    "The port {path} cannot work at the speed of this scale. Choose another "
                    "protocol for the scale."
                )
            )
        case Refused(path=path):
            text = translate(
                N_(
                    "The scale at {path} does not answer. Unplug it, wait a moment and plug it in "
                    "again."
                )
            )
        case _:
            assert_never(state)
    return text.format(path=path)
