"""The sentences around printers and waybill numbers."""

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
        ),
        _K.RANGE_REFUSED: (
            say(N_("There is no carrier {carrier}. Look at its short name again."), why="carrier"),
            say(
                N_("Waybill numbers have capitals and figures only. Type {first} to {last} again."),
                why="signs",
            ),
            say(
                N_("The check digit of {first} or {last} is wrong. Type both again."),
                why="check_digit",
            ),
            say(
                N_("{first} and {last} are not of one range. Both begin alike and are as long."),
                why="shape",
            ),
            say(N_("{last} comes before {first}. Give the first number first."), why="order"),
            say(
                N_(
                    "{first} to {last} do not look like numbers of {carrier}, so none was loaded. "
                    "Compare them with its letter; where they are right, add --yes-unusual."
                ),
                why="pattern",
            ),
            say(N_("{first} to {last} are too many numbers for one range."), why="many"),
            say(
                N_("{taken} of these numbers are loaded already, {number} first. None was loaded."),
                why="taken",
            ),
            say(N_("These numbers cannot be loaded. Look at them again.")),
        ),
    }
)
