"""The program behind the window: opens the house, joins scanners, station, screens and tones.

Composition only. Nothing here touches database or disk: that is done by `Tasks` and by the
station's worker. The window is up before the database's and the screens' modules are loaded: that
happens in the task that opens the house.
"""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QSize, Signal, Slot
from PySide6.QtWidgets import QApplication

from desktop.after_paint import AfterPaint
from desktop.cycle_collection import destroy
from desktop.devices import Devices
from desktop.feedback import Speaker
from desktop.printer_sign import PrinterSign
from desktop.recordings import Recordings
from desktop.scanner_desk import ScannerDesk, ScannerPlace
from desktop.shell import DOCK_WIDTH, SMALLEST, Shell
from desktop.sign_in import SIGN_IN, SignInScreen
from desktop.tasks import Finished, Tasks
from desktop.theme.apply import apply_theme
from desktop.theme.kept import keep_theme
from desktop.theme.tokens import ThemeName
from desktop.unsaved_count import UnsavedCount
from desktop.wedge_filter import IME_SENTENCE
from desktop.widgets.states import State
from desktop.widgets.theme_button import THEME_WORDS
from procedure.texts import sentence
from procedure.words import Signal as Verdict
from resources.catalogue import N_, load

if TYPE_CHECKING:
    from db.errors import CannotNow
    from desktop.conflict_watch import ConflictWatch
    from desktop.floor_watch import FloorWatch
    from desktop.house_keeping import HouseKeeping
    from desktop.house_opening import Opened
    from desktop.navigation import Navigation
    from desktop.options import Options
    from desktop.paper_thread import PaperThread
    from desktop.scale import StationScale
    from desktop.station_worker import StationWorker
    from fulfilment.house import Actor
    from fulfilment.paper.print_jobs import Printed
    from fulfilment.station.station import Shown
    from procedure.scans import RawScan

DEMO_ORDERS = 120
DEMO_FOR_WAVES = 40
"""So many of them wait to be put into waves; the others can be picked at once."""
DEMO_SIZE = QSize(SMALLEST.width() + DOCK_WIDTH, 800)
"""Screens keep their full width beside the demo's dock where the display is wide enough."""


class Program(QObject):
    """Everything that lives as long as the window.

    Signals:
        ready: The house is open and the screens stand.
        shown(Shown): What the station shows, after the screen was painted.
        printed(Printed): Paper was sent or could not be.
    """

    ready = Signal()
    shown = Signal(object)
    printed = Signal(object)
    _for_office = Signal(object)

    def __init__(self, application: QApplication, options: Options) -> None:
        super().__init__()
        self.options = options
        self.translator = load(options.language)
        self.tasks = Tasks(self)
        self.speaker = Speaker()
        self.devices = Devices(self)
        place = ScannerPlace(options.folder, options.serial)
        self.scanners = ScannerDesk(
            self.devices, self.tasks, place, self.translator, self._scan, self
        )
        self.recordings = Recordings(
            self.scanners, self.devices, self.tasks, self.translator, self._scan, self
        )
        self.shell = Shell(self.translator.text)
        self.sign_in = SignInScreen(self.translator)
        self.shell.add_screen(
            SIGN_IN,
            self.translator.text(N_("Sign in")),
            "badge-card",
            self.sign_in,
            True,
            in_rail=False,
        )
        self.unsaved = UnsavedCount(self.shell, self)
        self.printers = PrinterSign(self.shell, self.translator, self)
        self.operator: Actor | None = None
        self.opened: Opened | None = None
        self.navigation: Navigation | None = None
        self.worker: StationWorker | None = None
        self.paper: PaperThread | None = None
        self.watch: FloorWatch | None = None
        self.keeping: HouseKeeping | None = None
        self.conflicts: ConflictWatch | None = None
        self.scale: StationScale | None = None
        self._application = application
        self._after_paint = AfterPaint(self)

    # start and end -----------------------------------------------------------------

    def start(self) -> None:
        """Show the window and open the house behind it."""
        self.sign_in.wait()
        self.shell.show_screen(SIGN_IN)
        self.shell.resize(DEMO_SIZE if self.options.demo else SMALLEST)
        self.shell.show()
        self.speaker.start()
        self.devices.install(self._application)
        self.devices.typed.connect(self._on_typed)
        self._for_office.connect(self._on_typed)
        self.scanners.changed.connect(self._on_scanners)
        self.scanners.said.connect(self.shell.say)
        self.recordings.said.connect(self.shell.say)
        self.devices.wedge.ime_refused.connect(self._on_ime_refused)
        self.devices.wedge.typing_changed.connect(self._on_typing)
        self.devices.wedge.touched.connect(self._on_touched)
        self.shell.key_pressed.connect(self.devices.press)
        self.shell.theme_wanted.connect(self._on_theme)
        self.scanners.read()
        options = self.options
        self.tasks.start(lambda: _open(options), self._on_opened)

    def close(self) -> None:
        """End threads, give everything back and destroy the window, this object too.

        Call it once, in the main thread, before the application ends. What Python keeps of the
        window afterwards is empty: it may be collected in any thread.
        """
        self.devices.close()
        self.recordings.close()
        self.scanners.close()
        if self.scale is not None:
            self.scale.close()
        if self.navigation is not None:
            self.navigation.close()
        if self.watch is not None:
            self.watch.stop()
        if self.keeping is not None:
            self.keeping.stop()
        if self.conflicts is not None:
            self.conflicts.stop()
        if self.worker is not None:
            self.worker.stop()
        if self.paper is not None:
            self.paper.stop()
        self.tasks.close()
        self.speaker.stop()
        if self.opened is not None:
            self.opened.house.close()
        if self.navigation is not None:
            self.navigation.destroy_screens()
        destroy(self.shell)
        destroy(self)

    def _on_opened(self, finished: Finished) -> None:
        from desktop.conflict_watch import ConflictWatch
        from desktop.floor_watch import FloorWatch
        from desktop.house_keeping import HouseKeeping
        from desktop.house_opening import paper_finder, paper_sender, station_maker
        from desktop.navigation import Navigation
        from desktop.paper_thread import PaperThread
        from desktop.scale import StationScale
        from desktop.station_worker import StationWorker
        from fulfilment.trouble_words import trouble_sentence

        if finished.trouble is not None:
            self.sign_in.fail(trouble_sentence(finished.trouble, self.translator))
            return
        opened: Opened = finished.result
        self.opened = opened
        self.shell.set_station(opened.seat.name)
        self.navigation = Navigation(self, opened)
        self.paper = PaperThread(paper_sender(opened, self.translator.language), self)
        self.paper.printed.connect(self._on_printed)
        self.paper.failed.connect(self._on_paper_failed)
        self.paper.start()
        self.worker = StationWorker(
            station_maker(opened),
            paper_finder(opened, self.paper.look),
            self,
            self.scanners.sound,
        )
        self.worker.shown.connect(self._on_shown)
        self.worker.unsaved.connect(self.unsaved.set_count)
        self.worker.centre.connect(self._on_centre)
        self.worker.overloaded.connect(self._on_overloaded)
        self.worker.failed.connect(self._on_failed)
        self.worker.broken.connect(self._on_broken)
        self._after_paint.painted.connect(self.worker.painted)
        self.worker.start()
        self.watch = FloorWatch(opened, self.tasks, self.navigation, self)
        self.keeping = HouseKeeping(opened.house, self.tasks, self)
        self.conflicts = ConflictWatch(opened.house, self.tasks, self.shell, self.translator, self)
        self._show_devices()
        self.scale = StationScale(self)
        self.scale.open()
        self.sign_in.ask()
        self.ready.emit()

    def _show_devices(self) -> None:
        t = self.translator.text
        self.shell.set_indicator("scanner", State.GOOD, t(N_("Scanner")))
        self.printers.show()
        self.shell.set_indicator("database", State.GOOD, t(N_("Database")))
        self.shell.set_unsaved(0)
        self.scanners.open()
        if self.options.record is not None:
            self.recordings.record(self.options.record)
        if self.options.replay is not None:
            self.recordings.replay(self.options.replay)

    # scans -------------------------------------------------------------------------

    def _scan(self, raw: RawScan) -> None:
        """A scan goes straight to the station, or to the main thread for an office screen.

        Thread: any; a serial reader calls it.
        """
        if self.navigation is not None and self.navigation.office_is_in_front:
            self._for_office.emit(raw)
        elif self.worker is not None:
            self.worker.scan(raw)

    @Slot(object)
    def _on_typed(self, raw: RawScan) -> None:
        if self.navigation is not None and not self.navigation.takes_scans(raw):
            return
        if self.worker is not None:
            self.worker.scan(raw)
            return
        words = N_("The station is still opening, so this scan was not taken. Scan it again soon.")
        self.speaker.play(Verdict.ATTENTION)
        self.shell.say(Verdict.ATTENTION, self.translator.text(words))

    @Slot(object)
    def _on_shown(self, shown: Shown) -> None:
        if self.navigation is None:
            return
        if shown.verdict is not None:
            self.speaker.play(shown.verdict.signal)
        if shown.operator != self.operator:
            self._set_operator(shown.operator)
        if shown.operator is None and shown.verdict is not None and shown.verdict.is_refusal:
            self.sign_in.refuse(self.say(shown))
        self.navigation.show_shown(shown)
        self._after_paint.wait()
        self.shown.emit(shown)
        if shown.asked_centre and self.watch is not None:
            self.watch.look()
            self._show_label(shown)

    def _show_label(self, shown: Shown) -> None:
        number = None if shown.verdict is None else shown.verdict.params.get("number")
        if number and self.watch is not None:
            self.watch.show_label(str(number))

    def say(self, shown: Shown) -> str:
        """The sentence of what was shown."""
        if shown.verdict is None:
            return ""
        from desktop.stations.wording import worded

        return worded(self.translator, sentence(shown.verdict))

    def _set_operator(self, operator: Actor | None) -> None:
        assert self.navigation is not None
        self.operator = operator
        posts = "" if operator is None else self.navigation.post_words(operator)
        self.shell.set_operator("" if operator is None else operator.name, posts)
        self.navigation.open_for(operator)
        if self.conflicts is not None:
            self.conflicts.look_for(operator)
        if operator is None:
            self.sign_in.ask()

    @Slot(object)
    def _on_theme(self, name: ThemeName) -> None:
        """Change the colours now, and for every later start on this machine."""
        apply_theme(self._application, name)
        self.shell.say(None, self.translator.text(THEME_WORDS[name]))
        folder = self.options.folder
        self.tasks.start(lambda: keep_theme(folder, name), lambda _: None)

    @Slot()
    def _on_touched(self) -> None:
        if self.worker is not None:
            self.worker.touch()

    # devices -------------------------------------------------------------------------

    @Slot()
    def _on_scanners(self) -> None:
        """The strip shows the scanner that is worst off, and how many can be used."""
        state, good, count = self.scanners.worst
        t = self.translator.text
        some = N_("Scanners {good}/{count}")
        is_plain = good == count or count == 1
        words = t(N_("Scanner")) if is_plain else t(some, good=good, count=count)
        self.shell.set_indicator("scanner", state, words)

    @Slot()
    def _on_ime_refused(self) -> None:
        self.speaker.play(Verdict.WRONG)
        self.shell.say(Verdict.WRONG, self.translator.text(IME_SENTENCE))

    @Slot(str)
    def _on_typing(self, text: str) -> None:
        if text:
            words = N_("Typed by hand: {text}. Press Enter to scan it.")
            self.shell.say(None, self.translator.text(words, text=text))
        else:
            self.shell.say(None, "")

    @Slot(object)
    def _on_printed(self, printed: Printed) -> None:
        t = self.translator.text
        if printed.problem or printed.place:  # else another station printed it
            self.printers.note(printed.kind, not printed.problem)
        if printed.problem:
            from desktop.paper_words import not_printed

            self.shell.say(State.WRONG, not_printed(printed, self.translator))
        elif printed.place:
            name = Path(printed.place).name
            self.shell.say(State.GOOD, t(N_("Printed: {name}"), name=name))
        self.printed.emit(printed)
        if printed.place and self.watch is not None:
            self.watch.show_label(None)

    @Slot()
    def _on_paper_failed(self) -> None:
        from desktop.paper_words import NOT_PRINTED

        self.shell.say(State.WRONG, self.translator.text(NOT_PRINTED))

    @Slot(object)
    def _on_centre(self, trouble: CannotNow | None) -> None:
        from fulfilment.trouble_words import centre_sentence

        self.unsaved.set_centre(trouble is None)
        state = State.GOOD if trouble is None else State.OFFLINE
        self.shell.set_indicator("database", state, self.translator.text(N_("Database")))
        self.shell.say(state, centre_sentence(trouble, self.translator))

    @Slot(int)
    def _on_overloaded(self, waiting: int) -> None:
        words = N_("{count} scans wait to be read. Stop scanning until they are done.")
        self.shell.say(Verdict.ATTENTION, self.translator.text(words, count=waiting))

    @Slot(object)
    def _on_failed(self, trouble: CannotNow) -> None:
        from fulfilment.trouble_words import trouble_sentence

        self.shell.show_screen(SIGN_IN)
        self.sign_in.fail(trouble_sentence(trouble, self.translator))

    @Slot()
    def _on_broken(self) -> None:
        words = N_(
            "A fault in the program stopped this station; what sounded good is kept. Close "
            "Packbench, start it again, and tell the technician."
        )
        self.speaker.play(Verdict.STOP)
        self.shell.show_screen(SIGN_IN)
        self.sign_in.fail(self.translator.text(words))


def _open(options: Options) -> Opened:
    """Thread: a background task's."""
    import db.views.floor
    import db.views.order_detail  # noqa: F401 - loaded here, so that the main thread need not
    import fulfilment.house_jobs  # noqa: F401 - the same
    from desktop.house_opening import open_seat

    if options.demo and options.url is None:
        from desktop.demo.preparing import prepare_demo

        fresh = options.screenshots is not None
        prepare_demo(options.folder, DEMO_ORDERS, DEMO_FOR_WAVES, fresh)
    return open_seat(options.folder, options.url, options.station)
