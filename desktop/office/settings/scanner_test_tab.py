"""Scanner test: five codes on the screen or on paper, what is wrong, and how it is cured."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QStackedLayout, QVBoxLayout, QWidget

from desktop.office.latest import Answer, ask
from desktop.office.settings.code_picture import CodePicture
from desktop.office.settings.cures_list import CuresList
from desktop.office.settings.printed_pages import PageSaved, print_codes, print_cures
from desktop.office.settings.trigger_pulls import WEDGE, Pull, TriggerPulls
from desktop.theme.tokens import Face
from desktop.widgets.badges import Badge
from desktop.widgets.buttons import Button
from desktop.widgets.cards import Card
from desktop.widgets.columns import TwoColumns
from desktop.widgets.label import Label
from desktop.widgets.states import State
from fulfilment.cards.scanner_test import TEST_WORDS, drawn_codes
from printing.codes import LinearCode, MatrixCode
from procedure.scans import RawScan
from procedure.words import ScanSource
from procedure.words import Signal as Verdict
from resources.catalogue import N_, Translator
from scanner.commissioning import TEST_CODES, diagnose
from scanner.cures import GOOD, Cure, cures, slow_keys

if TYPE_CHECKING:
    from desktop.office.desk import Desk

RESULT_WIDTH = 494
_HINT = N_(
    "Begin, then scan each code from the screen, or from paper, with the scanner that is to be "
    "tested. A scanner without a camera reads them better from paper."
)
_SCAN = N_("Scan code {number} of {count}")
_DONE = N_("The test is done")
_BEGIN_TITLE = N_("Test a scanner")
_FOUND = N_("What is wrong with {scanner}")
_STEPS = N_("The five codes")
_AGAIN = N_("That was the code before. Scan code {number} of {count}.")
_OTHER = N_("Another scanner sent something. Go on with {scanner}, or begin again.")
_NOTHING = N_("No code was scanned, so nothing is known. Begin again.")
_CLICKED = N_(
    "The demo's codes are clicked, so they say nothing about a scanner. Test a real one here."
)
_TYPES = N_("the keyboard scanner")


class ScannerTestTab(QWidget):
    """The code to scan at the left; the steps, then the result, at the right.

    Attributes:
        picture: The code that is to be scanned.
        begin, skip, print_codes, print_cures: What a person may do.
        headline, result: What was found.
    """

    said = Signal(object, str)
    """For the message bar: `procedure.words.Signal` and a sentence."""
    hints_changed = Signal()
    """A test began or ended: other keys work."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        assert desk.scanners is not None
        self._desk, self._translator, self._scanners = desk, desk.translator, desk.scanners
        self.pulls = TriggerPulls(desk.scanners, desk.scanners.devices, self)
        self._drawn: tuple[LinearCode | MatrixCode, ...] = ()
        self._seen: list[Pull | None] = []
        self._found: tuple[Cure, ...] | None = None
        self._scanner = ""
        self._ran = False
        self.title, self.hint = Label("", Face.DETAIL_TITLE, bold=True), Label("", most_lines=3)
        self.caption = Label("", bold=True)
        self.picture = CodePicture()
        self.begin, self.skip = Button(kind="primary"), Button()
        self.print_codes, self.print_cures = (
            Button(icon_name="printer"),
            Button(icon_name="printer"),
        )
        self.headline, self.sign = (
            Label("", Face.CARD_TITLE, bold=True, most_lines=3),
            Badge(State.GOOD),
        )
        self.result = CuresList()
        self.steps = tuple((Badge(State.NEUTRAL), Label("", most_lines=2)) for _ in TEST_CODES)
        self._build()
        self.begin.clicked.connect(self.start)
        self.skip.clicked.connect(partial(self._take, None))
        self.print_codes.clicked.connect(self._on_print_codes)
        self.print_cures.clicked.connect(self._on_print_cures)
        QShortcut(QKeySequence("Escape"), self).activated.connect(self.leave)
        self.pulls.pulled.connect(self._on_pulled)
        self.pulls.interrupted.connect(self._on_interrupted)
        self.retranslate(desk.translator)

    def _build(self) -> None:
        left, right = Card(spacing=12), Card(spacing=12)
        for part in (self.title, self.hint, self.caption, self.picture):
            left.body.addWidget(part)
        row = QHBoxLayout()
        row.setSpacing(8)
        for button in (self.begin, self.skip):
            row.addWidget(button)
        row.addStretch(1)
        row.addWidget(self.print_codes)
        left.body.addLayout(row)
        left.body.addStretch(1)
        head, here, steps = QHBoxLayout(), QWidget(), QWidget()
        head.setSpacing(10)
        head.addWidget(self.sign)
        head.addWidget(self.headline, 1)
        column = QVBoxLayout(steps)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(12)
        for badge, words in self.steps:
            line = QHBoxLayout()
            line.setSpacing(10)
            line.addWidget(badge)
            line.addWidget(words, 1)
            column.addLayout(line)
        column.addStretch(1)
        self._answer = QStackedLayout(here)
        self._answer.addWidget(steps)
        self._answer.addWidget(self.result)
        right.body.addLayout(head)
        right.body.addWidget(here, 1)
        foot = QHBoxLayout()
        foot.addStretch(1)
        foot.addWidget(self.print_cures)
        right.body.addLayout(foot)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(TwoColumns(left, right, RESULT_WIDTH, right_least=420))

    # life ----------------------------------------------------------------------------

    def activate(self) -> None:
        """The tab is in front now."""
        if not self._drawn:
            ask(self._desk.tasks, drawn_codes, self._on_drawn)
        self._show()

    def deactivate(self) -> None:
        """Another tab or screen is in front: a test under way is left."""
        self.pulls.end()
        if self._found is None:
            self._seen = []

    def key_hints(self) -> tuple[tuple[str, str], ...]:
        """Keys for the foot: while a test runs only one is a person's."""
        return (("Esc", self._translator.text(N_("leave the test"))),) if self.is_running else ()

    def take_raw(self, raw: RawScan) -> None:
        """A test reads what was sent before anything was cut off; see `pulls`. A code clicked in
        the demo went through no scanner: nothing can be found out from it, and that is said."""
        if raw.source is ScanSource.SIMULATOR:
            self._say(Verdict.ATTENTION, _CLICKED)

    def retranslate(self, translator: Translator) -> None:
        """Speak another language."""
        self._translator = translator
        text = translator.text
        self.hint.setText(text(_HINT))
        self.skip.setText(text(N_("Skip this code")))
        self.print_codes.setText(text(N_("Print the codes")))
        self.print_cures.setText(text(N_("Print the cure")))
        self._show()

    @property
    def seen(self) -> tuple[Pull | None, ...]:
        """What came of each code so far; None where it was skipped."""
        return tuple(self._seen)

    # the test ------------------------------------------------------------------------

    @property
    def is_running(self) -> bool:
        """Whether a code is waited for."""
        return self.pulls.is_on

    @Slot()
    def start(self) -> None:
        """Begin, or begin again."""
        self._seen, self._found, self._scanner = [], None, ""
        self.pulls.begin()
        self._show()

    @Slot()
    def leave(self) -> None:
        """End a test that is under way; nothing is said about the scanner."""
        if self.is_running:
            self.pulls.end()
            self._seen = []
            self._show()

    @Slot(object)
    def _on_pulled(self, pull: Pull) -> None:
        before = self._seen[-1] if self._seen else None
        if before is not None and before.text == pull.text:
            self._say(Verdict.DUPLICATE, _AGAIN, number=len(self._seen) + 1, count=len(TEST_CODES))
            return
        name = self._scanners.name_of(pull.device)
        types = self._translator.text(_TYPES)
        self._scanner = types if pull.device == WEDGE else name or pull.device
        self.said.emit(None, "")
        self._take(pull)

    @Slot()
    def _on_interrupted(self) -> None:
        self._say(Verdict.ATTENTION, _OTHER, scanner=self._scanner or self._translator.text(_TYPES))

    def _take(self, pull: Pull | None) -> None:
        """One code more; None was skipped."""
        self._seen.append(pull)
        if len(self._seen) == len(TEST_CODES):
            self._finish()
        self._show()

    def _finish(self) -> None:
        self.pulls.end()
        pulls = [pull for pull in self._seen if pull is not None]
        if not pulls:
            self._seen = []
            self._say(Verdict.ATTENTION, _NOTHING)
            return
        finding = diagnose([None if pull is None else pull.text for pull in self._seen])
        found = cures(finding, self._translator)
        gap = self._scanners.setup.wedge.gap_ms
        slow = slow_keys([pull.pause_ms for pull in pulls], gap, self._translator)
        self._found = found if slow is None else (*found, slow)

    # what is shown -------------------------------------------------------------------

    def _show(self) -> None:
        text, at, found = self._translator.text, len(self._seen), self._found
        running = self.is_running
        count = len(TEST_CODES)
        title = _SCAN if running else _BEGIN_TITLE if found is None else _DONE
        self.title.setText(text(title, number=at + 1, count=count))
        self.begin.setText(
            text(N_("Begin the test") if at == 0 and not running else N_("Begin again"))
        )
        self.skip.setVisible(running)
        self.hint.setVisible(not running)
        for part in (self.picture, self.caption):
            part.setVisible(running)
        if running:
            words = text(TEST_WORDS[TEST_CODES[at].symbology])
            self.caption.setText(words)
            self.picture.show_code(self._drawn[at] if self._drawn else None, words)
        if running is not self._ran:
            self._ran = running
            self.hints_changed.emit()
        self._show_steps()
        self.print_cures.setVisible(bool(found))
        self._answer.setCurrentIndex(1 if found else 0)
        self.sign.setVisible(found is not None)
        if found is None:
            self.headline.setText(text(_STEPS))
            return
        self.sign.set_state(State.ATTENTION if found else State.GOOD)
        self.headline.setText(text(_FOUND, scanner=self._scanner) if found else text(GOOD))
        self.result.show_cures(found)

    def _show_steps(self) -> None:
        for number, (badge, words) in enumerate(self.steps):
            name = self._translator.text(TEST_WORDS[TEST_CODES[number].symbology])
            words.setText(f"{number + 1}  {name}")
            if number >= len(self._seen):
                badge.set_state(State.NEUTRAL)
            else:
                badge.set_state(State.DUPLICATE if self._seen[number] is None else State.GOOD)
            words.set_bold(self.is_running and number == len(self._seen))

    def _on_drawn(self, answer: Answer[tuple[LinearCode | MatrixCode, ...]]) -> None:
        if answer.result is None:
            self.said.emit(Verdict.WRONG, answer.why_not(self._translator))
            return
        self._drawn = answer.result
        self._show()

    def _say(self, signal: Verdict, words: str, **params: object) -> None:
        self.said.emit(signal, self._translator.text(words, **params))

    # paper ---------------------------------------------------------------------------

    @Slot()
    def _on_print_codes(self) -> None:
        work = partial(print_codes, self._scanners.folder, self._translator)
        ask(self._desk.tasks, work, self._on_printed)

    @Slot()
    def _on_print_cures(self) -> None:
        if self._found:
            work = partial(
                print_cures, self._scanners.folder, self._scanner, self._found, self._translator
            )
            ask(self._desk.tasks, work, self._on_printed)

    def _on_printed(self, answer: Answer[PageSaved]) -> None:
        if answer.result is None:
            self.said.emit(Verdict.WRONG, answer.why_not(self._translator))
        else:
            self.said.emit(answer.result.signal, answer.result.sentence)
