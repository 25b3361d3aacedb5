"""The sentences around printers."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from procedure.text import N_, Wording, say
from procedure.verdicts import VerdictKind

_K = VerdictKind

PAPER_SENTENCES: Mapping[VerdictKind, tuple[Wording, ...]] = MappingProxyType(
    {
        _K.PRINTER_REFUSED: (
            say(N_("There is no station {name}. Look at its name again."), why="station"),
            say(
                N_("A print queue has a name, and a network printer an address. Give it."),
                why="address",
            ),
            say(
                N_("{address} is no address. Give a host, and a port where it is not 9100."),
                why="host",
            ),
            say(N_("There is no paper {media}. Choose another one."), why="media"),
            say(N_("This printer prints 203 or 300 dots an inch. Choose one of them."), why="dpi"),
            say(N_("A network printer speaks TSPL or ZPL. Choose one of them."), why="language"),
            say(N_("The printer cannot be set up so. Look at it again.")),
        )
    }
)
