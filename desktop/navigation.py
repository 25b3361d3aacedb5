"""Which screens a person sees, which one is in front, and where a scan goes."""

from __future__ import annotations

from typing import TYPE_CHECKING, Protocol

from PySide6.QtCore import QObject, Slot
from PySide6.QtWidgets import QWidget

from db.views.floor import FloorCounts
from desktop.cycle_collection import destroy
from desktop.house_opening import Opened
from desktop.office.desk import (
    OFFICE_SCREENS,
    Desk,
    Hinting,
    OfficeScreen,
    PaperPlace,
    RawScanTaker,
    Sounding,
)
from desktop.office.listing.column_choices import ColumnChoices
from desktop.sign_in import SIGN_IN
from desktop.stations.inspect_screen import InspectScreen
from desktop.stations.pack_screen import PackScreen
from desktop.stations.pick_screen import PickScreen
from desktop.stations.ship_screen import ShipScreen
from desktop.stations.sort_screen import SortScreen
from desktop.stations.wording import worded
from desktop.widgets.states import State
from fulfilment.house import Actor
from fulfilment.station.station import Shown
from procedure.permissions import SCREEN_USE_CASES, UseCase, may
from procedure.scans import RawScan
from procedure.texts import status_word
from procedure.words import Screen, Signal
from resources.catalogue import N_

if TYPE_CHECKING:
    from desktop.program import Program

BADGE = "USR-"


class StationScreen(Protocol):
    """What every screen that is driven by scans offers."""

    def show_shown(self, shown: Shown) -> None:
        """Paint what the station shows."""
        ...

    def show_floor(self, counts: FloorCounts) -> None:
        """How much waits, for the idle state."""
        ...

    def key_hints(self) -> tuple[tuple[str, str], ...]:
        """Keys and their words, for the foot."""
        ...


class Navigation(QObject):
    """Adds and removes screens as people sign in, and routes what the station shows.

    Attributes:
        stations: The station screens by their kind.
        office: The office screens by their keys.
    """

    def __init__(self, program: Program, opened: Opened) -> None:
        super().__init__(program)
        self._program = program
        self._shell = program.shell
        t = program.translator
        self.pick = PickScreen(t)
        self.sort = SortScreen(t)
        self.pack = PackScreen(t)
        self.inspect = InspectScreen(t)
        self.ship = ShipScreen(t)
        self.stations: dict[Screen, StationScreen] = {
            Screen.PICK: self.pick,
            Screen.SORT: self.sort,
            Screen.PACK: self.pack,
            Screen.INSPECT: self.inspect,
            Screen.SHIP: self.ship,
        }
        columns = ColumnChoices(program.options.folder)
        desk = Desk(
            opened.house,
            program.tasks,
            lambda: program.operator,
            t,
            columns,
            program.scanners,
            PaperPlace(opened.seat.station_id, opened.printed, program.printers.note),
        )
        self.office: dict[str, OfficeScreen] = {}
        self._front: OfficeScreen | None = None
        self._at_bottom = frozenset(entry.key for entry in OFFICE_SCREENS if entry.at_bottom)
        self._heard = self._said = ""
        self._widgets: dict[str, tuple[str, str, QWidget, bool]] = {
            Screen.PICK.value: (t.text(N_("Pick")), "cart", self.pick, True),
            Screen.SORT.value: (t.text(N_("Sort")), "columns", self.sort, True),
            Screen.PACK.value: (t.text(N_("Pack")), "box", self.pack, True),
            Screen.INSPECT.value: (t.text(N_("QC")), "clipboard-check", self.inspect, True),
            Screen.SHIP.value: (t.text(N_("Ship")), "truck", self.ship, True),
        }
        for entry in OFFICE_SCREENS:
            screen = entry.make(desk)
            screen.said.connect(self._on_said)
            if isinstance(screen, Sounding):
                screen.sounded.connect(program.speaker.play)
                screen.sounded.connect(self._on_sounded)
            if isinstance(screen, Hinting):
                screen.hints_changed.connect(self._on_hints)
            self.office[entry.key] = screen
            self._widgets[entry.key] = (t.text(entry.title), entry.icon, screen, False)
        self.pick.card_chosen.connect(program.devices.card)
        self.inspect.defect_chosen.connect(program.devices.card)
        self._home = opened.seat.home or Screen.PACK
        self._shell.screen_requested.connect(self.open)
        program.devices.set_scan_page(True)

    # people ------------------------------------------------------------------------

    def open_for(self, operator: Actor | None) -> None:
        """Show the screens of somebody's posts, and bring their first one to the front."""
        before = self._shell.shown_screen
        for key in self._widgets:
            if key in self._shell.screens:
                self._shell.remove_screen(key)
        allowed = [] if operator is None else [k for k in self._widgets if _may_see(operator, k)]
        for key in allowed:
            title, icon, widget, station = self._widgets[key]
            at_bottom = key in self._at_bottom
            self._shell.add_screen(key, title, icon, widget, station, at_bottom=at_bottom)
        self.open(self._first(allowed, before))

    def _first(self, allowed: list[str], before: str | None) -> str:
        for wanted in (before, self._home.value):
            if wanted in allowed:
                return str(wanted)
        return allowed[0] if allowed else SIGN_IN

    def post_words(self, operator: Actor) -> str:
        """Somebody's posts, in words."""
        translator = self._program.translator
        return ", ".join(worded(translator, status_word(p)) for p in sorted(operator.posts))

    # screens -----------------------------------------------------------------------

    @Slot(str)
    def open(self, key: str) -> None:
        """Bring a screen to the front; scans go to its machine from now on."""
        if key != self._shell.shown_screen:
            self._forget_said()
        self._shell.show_screen(key)
        office = self.office.get(key)
        if self._front is not None and self._front is not office:
            self._front.deactivate()
        self._front = office
        self._program.devices.set_scan_page(office is None)
        if office is not None:
            office.activate()
            self._shell.set_key_hints(office.key_hints())
            return
        if key == SIGN_IN:
            self._shell.set_key_hints(())
            return
        screen = Screen(key)
        self._shell.set_key_hints(self.stations[screen].key_hints())
        if self._program.worker is not None:
            self._program.worker.open_screen(screen)
        if screen is Screen.INSPECT and self._program.watch is not None:
            self._program.watch.look()

    @Slot(object, str)
    def _on_said(self, signal: Signal | State | None, words: str) -> None:
        self._said = words
        self._shell.say(signal, words)

    def _forget_said(self) -> None:
        """Another screen is opened: what was said about the one before, and what went well, is
        over. What the station itself says of database, scanners or paper stays."""
        state, words = self._shell.said
        if words == self._said or state in (State.GOOD, None):
            self._shell.say(None, "")
        self._said = ""

    @property
    def office_is_in_front(self) -> bool:
        """Whether an office screen is asked first about a scan. Thread: any."""
        return self._front is not None

    def takes_scans(self, raw: RawScan) -> bool:
        """Whether a scan goes to the station: always, but on office screens only a badge."""
        if self._front is None or raw.raw_text.upper().startswith(BADGE):
            return True
        self._heard = raw.device
        if isinstance(self._front, RawScanTaker):
            self._front.take_raw(raw)
        else:
            self._front.take_scan(raw.raw_text)
        return False

    @Slot()
    def _on_hints(self) -> None:
        """The office screen in front has other keys now."""
        if self._front is not None:
            self._shell.set_key_hints(self._front.key_hints())

    @Slot(object)
    def _on_sounded(self, signal: Signal) -> None:
        """The verdict of an office screen sounds on the scanner it heard last."""
        self._program.scanners.sound(self._heard, signal)

    # end ---------------------------------------------------------------------------

    def close(self) -> None:
        """The screen in front reads no more."""
        if self._front is not None:
            self._front.deactivate()
            self._front = None

    def destroy_screens(self) -> None:
        """Destroy every screen: those nobody may see now stand in no window that would do it."""
        for _, _, widget, _ in self._widgets.values():
            destroy(widget)

    # what the station shows ----------------------------------------------------------

    def show_shown(self, shown: Shown) -> None:
        """Paint what the station shows on the screen it belongs to."""
        screen = self.stations.get(shown.screen)
        if screen is not None:
            screen.show_shown(shown)

    @property
    def inspects(self) -> bool:
        """Whether the inspection bench is in front."""
        return self._shell.shown_screen == Screen.INSPECT.value

    def show_floor(self, counts: FloorCounts) -> None:
        """How much waits, for every idle screen."""
        for screen in self.stations.values():
            screen.show_floor(counts)


_USE_CASES: dict[str, UseCase] = {
    **{screen.value: use_case for screen, use_case in SCREEN_USE_CASES.items()},
    **{entry.key: entry.use_case for entry in OFFICE_SCREENS},
}


def _may_see(operator: Actor, key: str) -> bool:
    return may(operator.posts, _USE_CASES[key])
