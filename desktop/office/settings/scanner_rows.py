"""The table of a station's scanners: which there are, how they are connected, how they are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from desktop.office.listing.listing import ListColumn, Speech
from desktop.scanner_desk import ScannerDesk
from desktop.widgets.states import State
from desktop.widgets.table import Column
from resources.catalogue import N_, Translator
from scanner.handheld_lines import LISTENER
from scanner.link import (
    Absent,
    Busy,
    Connected,
    LinkEvent,
    Listening,
    Lost,
    NotListening,
    Refused,
    sentence,
)
from scanner.station_setup import SerialSetup

WEDGE = "wedge"
"""Key of the scanners that type."""
_WEDGE_NAME, _LINES_NAME = N_("Keyboard scanners"), N_("Handhelds")
_BY_KEYS, _OFF = N_("types like a keyboard"), N_("off")
_WORKS = N_("Scanners that type are read at once; nothing needs to be plugged in here.")
_IS_OFF = N_("No handheld can send lines here. Most handhelds use the page for handhelds instead.")
_SEEKING = N_("It is being looked for.")


@dataclass(frozen=True, slots=True)
class ScannerRow:
    """A scanner as the table shows it, in finished words.

    Attributes:
        key: `WEDGE`, `LISTENER` or a device.
        sentence: How it is, and what to do.
    """

    key: str
    name: str
    way: str
    state: State
    word: str
    sentence: str


SCANNERS: tuple[ListColumn[ScannerRow], ...] = (
    ListColumn("name", N_("Scanner"), Column(0, strong=True), lambda r, s: r.name),
    ListColumn("way", N_("Connection"), Column(230), lambda r, s: r.way, spare=1),
    ListColumn(
        "state",
        N_("State"),
        Column(150, tag=True),
        lambda r, s: r.word,
        tag=lambda r: r.state,
    ),
)


def scanner_rows(desk: ScannerDesk, speech: Speech) -> Iterator[ScannerRow]:
    """Every scanner of the station: those that type, those with a port, the handhelds."""
    t = speech.translator
    works = t.text(N_("works"))
    yield ScannerRow(
        WEDGE, t.text(_WEDGE_NAME), t.text(_BY_KEYS), State.GOOD, works, t.text(_WORKS)
    )
    for each in desk.serial:
        yield _serial_row(desk, each, t)
    network = desk.setup.network
    if not network.is_on:
        off = t.text(_OFF)
        yield ScannerRow(LISTENER, t.text(_LINES_NAME), off, State.ENDED, off, t.text(_IS_OFF))
        return
    yield _row(desk, LISTENER, t.text(_LINES_NAME), f"{network.address}:{network.port}", t)


def _serial_row(desk: ScannerDesk, setup: SerialSetup, t: Translator) -> ScannerRow:
    port = setup.port
    event = desk.states.get(port.device)
    path = event.path if isinstance(event, Connected) else port.path
    way = f"{path} · {port.description}" if port.description not in ("", "n/a") else path
    return _row(desk, port.device, setup.name, way, t)


def _row(desk: ScannerDesk, key: str, name: str, way: str, t: Translator) -> ScannerRow:
    event = desk.states.get(key)
    said = t.text(_SEEKING) if event is None else sentence(event, t.text)
    return ScannerRow(key, name, way, desk.state_of(key), t.text(_word(event)), said)


def _word(event: LinkEvent | None) -> str:
    match event:
        case Connected() | Listening():
            return N_("works")
        case Lost():
            return N_("is gone")
        case Absent():
            return N_("not plugged in")
        case Busy():
            return N_("is taken")
        case Refused() | NotListening():
            return N_("does not open")
        case _:
            return N_("being looked for")
