"""The station's scanners as the window has them: their set-up, their states, what they said.

Nothing here waits: the file, the ports and the threads of scanners are the business of tasks.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.devices import Devices
from desktop.tasks import Finished, Tasks
from desktop.widgets.states import State
from procedure.scans import RawScan
from procedure.words import Signal as Verdict
from resources.catalogue import N_, Translator
from scanner.discovery import PortIdentity, list_ports
from scanner.handheld_lines import LISTENER
from scanner.link import (
    Absent,
    Busy,
    Connected,
    DamagedLine,
    LinkEvent,
    Listening,
    Lost,
    NotListening,
    Refused,
    TurnedAway,
)
from scanner.link import sentence as link_sentence
from scanner.setup_file import NOT_KEPT, SetupRead, keep_setup, read_setup
from scanner.station_scanners import StationScanners, command_line_scanner
from scanner.station_setup import (
    PROBLEM_SENTENCES,
    SerialSetup,
    StationSetup,
    first_problem,
)

if TYPE_CHECKING:
    from desktop.office.latest import Answer

_SAVED = N_("The scanners' settings are saved and in use.")
_BUSY = N_("The settings before these are still being saved. Wait a moment, then save again.")


@dataclass(frozen=True, slots=True)
class Saved:
    """What a wish to change the set-up came to: whether it is in use, and a msgid."""

    is_saved: bool
    sentence: str


@dataclass(frozen=True, slots=True)
class ScannerPlace:
    """Where the scanners' set-up is kept, and what the command line says.

    Attributes:
        folder: The data folder.
        serial: Port of a scanner that is in no set-up, or None.
    """

    folder: Path
    serial: str | None = None


class ScannerDesk(QObject):
    """Opens and closes the station's scanners and knows how each is doing.

    Signals (main thread):
        changed(): The set-up or a state is another.
        said(State | None, str): Something happened to a scanner, in a finished sentence.
        sent(str, bytes): A device and what one read of it gave, while `listen_in` is on.

    Args:
        devices: Keyboard wedge and function keys.
        take: Takes scans in the scanners' threads: the main thread is not on the way.

    Thread: the main thread's, except for `sound`.
    """

    changed = Signal()
    said = Signal(object, str)
    sent = Signal(str, object)
    _happened = Signal(object)

    def __init__(
        self,
        devices: Devices,
        tasks: Tasks,
        place: ScannerPlace,
        translator: Translator,
        take: Callable[[RawScan], None],
        parent: QObject | None = None,
    ) -> None:
        super().__init__(parent)
        self._devices, self._tasks, self._place = devices, tasks, place
        self._translator = translator
        self._extra = () if place.serial is None else (command_line_scanner(place.serial),)
        self._scanners = StationScanners(
            take, self._happened.emit, on_bytes=self._on_bytes, clock=devices.clock
        )
        self._is_changing = True
        self._is_wanted = False
        self._read: SetupRead | None = None
        self._states: dict[str, LinkEvent] = {}
        self._listens_in = False
        self.setup = StationSetup()
        self.tap: Callable[[str, bytes], None] | None = None
        """Gets what each read gave, in the scanners' threads; a recording sets it."""
        self._happened.connect(self._on_event)

    # life ----------------------------------------------------------------------------

    def read(self) -> None:
        """Read the set-up; nothing is opened yet."""
        folder = self._place.folder
        self._tasks.start(lambda: read_setup(folder), self._on_read)

    def open(self) -> None:
        """Open what the set-up names, now or as soon as it is read: scans are wanted."""
        self._is_wanted = True
        self._open_where_read()

    def close(self) -> None:
        """Let go of all ports; waits for their threads."""
        self._scanners.close()

    def _on_read(self, done: Finished) -> None:
        read: SetupRead = done.result
        self._read = read
        self._open_where_read()

    def _open_where_read(self) -> None:
        if self._read is None or not self._is_wanted:
            return
        self._use(self._read.setup)
        # Nothing runs yet, so this waits for no thread.
        self._scanners.apply(self._read.setup, self._extra)
        self._is_changing = False
        if self._read.sentence:
            self.said.emit(State.WRONG, self._translator.text(self._read.sentence))
        self.changed.emit()

    def _use(self, setup: StationSetup) -> None:
        self.setup = setup
        wedge = setup.wedge
        reception = wedge.reading.reception(self._devices.clock)
        self._devices.wedge.set_settings(wedge.settings(), reception)
        known = {each.port.device for each in self.serial}
        known |= {LISTENER} if setup.network.is_on else set()
        self._states = {name: s for name, s in self._states.items() if name in known}
        self.changed.emit()

    # set-up --------------------------------------------------------------------------

    @property
    def serial(self) -> tuple[SerialSetup, ...]:
        """Every scanner with a port, the command line's last."""
        named = {each.port.path for each in self.setup.serial}
        return (*self.setup.serial, *(e for e in self._extra if e.port.path not in named))

    @property
    def folder(self) -> Path:
        """The data folder."""
        return self._place.folder

    @property
    def devices(self) -> Devices:
        """Keyboard wedge and function keys."""
        return self._devices

    @property
    def is_ready(self) -> bool:
        """Whether the set-up is read and in use, so that it can be changed."""
        return not self._is_changing

    def is_fixed(self, scanner: SerialSetup) -> bool:
        """Whether a scanner comes from the command line, so that nobody can change it here."""
        return scanner in self._extra

    def change(self, setup: StationSetup, receive: Callable[[Saved], None]) -> None:
        """Keep another set-up and use it at once; one with a problem is refused, untouched."""
        from desktop.office.latest import ask

        problem = first_problem(setup)
        if problem is not None or self._is_changing:
            receive(Saved(False, _BUSY if problem is None else PROBLEM_SENTENCES[problem]))
            return
        self._is_changing = True

        def write() -> Saved:
            if not keep_setup(self._place.folder, setup):
                return Saved(False, NOT_KEPT)
            self._scanners.apply(setup, self._extra)
            return Saved(True, _SAVED)

        ask(self._tasks, write, partial(self._on_written, setup, receive))

    def _on_written(
        self, setup: StationSetup, receive: Callable[[Saved], None], answer: Answer[Saved]
    ) -> None:
        self._is_changing = False
        saved = answer.result or Saved(False, answer.why_not(self._translator))
        if saved.is_saved:
            self._use(setup)
        receive(saved)

    def find_ports(self, receive: Callable[[tuple[PortIdentity, ...]], None]) -> None:
        """The ports of this computer; none where the system would not say."""

        def look() -> tuple[PortIdentity, ...]:
            try:
                return list_ports()
            except OSError:
                return ()

        self._tasks.start(look, lambda finished: receive(finished.result))

    # states --------------------------------------------------------------------------

    @property
    def states(self) -> Mapping[str, LinkEvent]:
        """The last state of each device that has told one."""
        return self._states

    def state_of(self, device: str) -> State:
        """How a device is doing; ATTENTION while nobody knows yet."""
        event = self._states.get(device)
        return State.ATTENTION if event is None else _state(event)

    @property
    def worst(self) -> tuple[State, int, int]:
        """The worst state of all, how many are good, and how many there are."""
        devices = [each.port.device for each in self.serial]
        devices += [LISTENER] if self.setup.network.is_on else []
        states = [self.state_of(device) for device in devices]
        order = (State.WRONG, State.ATTENTION)
        worst = next((state for state in order if state in states), State.GOOD)
        return worst, states.count(State.GOOD), len(states)

    def name_of(self, device: str) -> str:
        """What people call a device; "" for one without a name."""
        return next((each.name for each in self.serial if each.port.device == device), "")

    @Slot(object)
    def _on_event(self, event: LinkEvent) -> None:
        if isinstance(event, DamagedLine | TurnedAway) or event.device.startswith("tcp:"):
            self._say(event)
            return
        self._states[event.device] = event
        self.changed.emit()
        self._say(event)

    def _say(self, event: LinkEvent) -> None:
        said = link_sentence(event, self._translator.text)
        name = self.name_of(event.device)
        if name and len(self.serial) > 1:
            words = N_("{scanner}: {sentence}")
            said = self._translator.text(words, scanner=name, sentence=said)
        self.said.emit(_state(event), said)

    # what they send, and what is sent back -----------------------------------------------

    def sound(self, device: str, signal: Verdict) -> None:
        """Let the scanner that scanned sound as the verdict says, where it has tones.

        Thread: any; returns at once.
        """
        self._scanners.sound(device, signal)

    def listen_in(self, on: bool) -> None:
        """Tell of every read by `sent`, or no more."""
        self._listens_in = on

    def _on_bytes(self, device: str, data: bytes) -> None:
        """Thread: a scanner's."""
        if self.tap is not None:
            self.tap(device, data)
        if self._listens_in:
            self.sent.emit(device, data)


def _state(event: LinkEvent) -> State:
    match event:
        case Connected() | Listening():
            return State.GOOD
        case Lost() | Absent() | Busy() | Refused() | NotListening():
            return State.WRONG
        case DamagedLine() | TurnedAway():
            return State.ATTENTION
