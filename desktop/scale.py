"""The station's scale: read in a thread of its own, its weights go straight to the station.

The main thread is not on the way of a weight; it only paints the indicator.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, Signal, Slot

from desktop.tasks import Finished
from desktop.widgets.states import State
from procedure.weighing import OnScale
from procedure.words import ScanSource
from resources.catalogue import N_
from scanner.discovery import PortIdentity
from scanner.link import Connected, LinkState
from scanner.reception import Reception
from scanner.scale import ScaleSettings, ScaleView, SerialScale
from scanner.scale_choice import FILE_NAME, BadScaleChoice, ScaleChoice, read_choice
from scanner.scale_link import scale_sentence
from scanner.scale_loads import Loads, on_scale

if TYPE_CHECKING:
    from desktop.program import Program

DEVICE = "scale"
"""The device of a weight in the journal."""

_SILENT = N_("The scale says nothing. Switch it on, or choose its protocol anew.")
_UNREADABLE = N_(
    "The scale's settings cannot be read. Ask an administrator to let this user read {file}."
)
_WEIGHS = N_("Scale {grams} g")
_MOVES = N_("Scale …")
_SCALE = N_("Scale")


class StationScale(QObject):
    """Owns the scale of a program's station, and its indicator.

    Signals (main thread):
        shows(OnScale | None): What it shows now; None where it is away or silent.
        link_changed(LinkState): It was connected, lost, refused.
    """

    shows = Signal(object)
    link_changed = Signal(object)

    def __init__(self, program: Program) -> None:
        super().__init__(program)
        self._program = program
        self._reception = Reception()
        self._serial: SerialScale | None = None
        self._loads = Loads(within_g=0)
        self._told: OnScale | None = None
        self._connected = False
        self._closed = False
        self.shows.connect(self._on_shows)
        self.link_changed.connect(self._on_link)

    def open(self) -> None:
        """Read the scale that was asked for, or else the one kept in the data folder."""
        options = self._program.options
        if options.scale is not None:
            self._open(options.scale)
            return
        folder = options.folder
        self._program.tasks.start(lambda: _kept(folder), self._on_kept)

    def close(self) -> None:
        """Let go of the port; nothing is delivered any more."""
        self._closed = True
        if self._serial is not None:
            self._serial.stop()

    @property
    def is_there(self) -> bool:
        """Whether something is heard of a scale."""
        return self._told is not None

    def put_on(self, grams: int) -> None:
        """The demo's scale: this lies still on it, 0 for nothing."""
        self._take(OnScale(grams), grams if OnScale(grams).load_g else None)

    # the scale's thread -------------------------------------------------------------

    def _on_view(self, view: ScaleView) -> None:
        self._take(on_scale(view), self._loads.take(view))

    def _take(self, shows: OnScale | None, load_g: int | None) -> None:
        if shows == self._told and load_g is None:
            return
        self._told = shows
        load = None
        if load_g is not None:
            load = self._reception.of_text(str(load_g), device=DEVICE, source=ScanSource.SCALE)
        worker = self._program.worker
        if worker is not None:
            worker.weigh(shows, load)
        self.shows.emit(shows)

    # the main thread -----------------------------------------------------------------

    def _open(self, choice: ScaleChoice) -> None:
        self._loads = Loads(within_g=choice.rule.within_g)
        self._serial = SerialScale(
            PortIdentity(path=choice.port),
            choice.spoken,
            self._on_view,
            self.link_changed.emit,  # queued into the main thread
            settings=ScaleSettings(choice.rule),
        )
        self._program.shell.set_indicator("scale", State.ATTENTION, self._words(_SCALE))
        self._serial.start()

    def _on_kept(self, finished: Finished) -> None:
        kept: ScaleChoice | BadScaleChoice | None = finished.result
        if self._closed or kept is None:
            return
        if isinstance(kept, ScaleChoice):
            self._open(kept)
            return
        self._program.shell.set_indicator("scale", State.WRONG, self._words(_SCALE))
        self._program.shell.say(State.WRONG, self._words(kept.msgid, **kept.params))

    @Slot(object)
    def _on_shows(self, shows: OnScale | None) -> None:
        shell = self._program.shell
        if shows is None:
            if self._connected:
                shell.set_indicator("scale", State.ATTENTION, self._words(_SCALE))
                shell.say(State.ATTENTION, self._words(_SILENT))
            return
        words = self._words(_MOVES)
        if shows.grams is not None:
            words = self._words(_WEIGHS, grams=f"{shows.grams:,}")
        shell.set_indicator("scale", State.GOOD, words)

    @Slot(object)
    def _on_link(self, state: LinkState) -> None:
        self._connected = isinstance(state, Connected)
        shell = self._program.shell
        looks = State.GOOD if self._connected else State.WRONG
        shell.set_indicator("scale", looks, self._words(_SCALE))
        shell.say(looks, scale_sentence(state, self._program.translator.text))

    def _words(self, msgid: str, **params: object) -> str:
        return self._program.translator.text(msgid, **params)


def _kept(folder: Path) -> ScaleChoice | BadScaleChoice | None:
    """The scale of this machine; None for none, or why it cannot be used.

    Thread: a background task's.
    """
    try:
        return read_choice(folder)
    except BadScaleChoice as bad:
        return bad
    except OSError:
        return BadScaleChoice(_UNREADABLE, file=str(folder / FILE_NAME))
