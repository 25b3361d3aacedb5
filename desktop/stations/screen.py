"""What every station screen does alike: signing in, verdicts, the trail, stops over everything."""

from __future__ import annotations

from collections.abc import Iterator

from PySide6.QtWidgets import QWidget

from db.views.floor import FloorCounts
from desktop.shell import Shell
from desktop.stations.idle_card import IdleCard
from desktop.stations.wording import Spoken, asked, hints_of, spoken
from desktop.widgets.badges import TRAIL_LENGTH
from desktop.widgets.overlay import FullScreenVerdict
from desktop.widgets.states import State, state_of
from desktop.widgets.verdict import VerdictPanel
from desktop.widgets.verdict_layout import Place
from fulfilment.station.machines import AnyState
from fulfilment.station.station import Shown
from procedure.prompts import Prompt, PromptKind
from procedure.verdicts import Verdict
from procedure.words import Command, Screen, Signal
from resources.catalogue import N_, Translator

_GROWS = (Signal.WRONG, Signal.STOP)


class StationScreen(QWidget):
    """A screen driven by scans; pick, pack and ship fill in what is theirs.

    A wrong verdict stays until a right scan clears it: while the machine says that one stands,
    a double read adds its badge to the trail and leaves the panel alone. A stop covers the whole
    window until the machine's `stop` is None.

    Args:
        translator: Gives the words in the language of the window.
        parent: Its widget.

    Attributes:
        screen: Whose scans it paints; every other `Shown` is ignored.
        commands: Cards that do something here, for the foot.
    """

    # Hides QWidget.screen(), which nobody asks of a whole screen.
    screen: Screen  # type: ignore[assignment]
    commands: tuple[Command, ...]

    def __init__(self, translator: Translator, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._tr = translator
        self._shown: Shown | None = None
        self._said: Verdict | None = None
        self._floor: FloorCounts | None = None
        self._trail: tuple[State, ...] = ()
        self._cover: FullScreenVerdict | None = None
        self.sign_in = IdleCard()
        self.idle = IdleCard()

    # what the program tells it -----------------------------------------------------

    def show_shown(self, shown: Shown) -> None:
        """Paint state, verdict and prompt; a `Shown` without a verdict repaints only."""
        if shown.screen is not self.screen:
            return
        before, self._shown = self._shown, shown
        same_person = before is not None and before.operator == shown.operator
        if not same_person:
            self._trail = ()
        if shown.verdict is not None:
            self._said = shown.verdict
            self._trail = (*self._trail, state_of(shown.verdict.signal))[-TRAIL_LENGTH:]
        elif before is None or not same_person or before.state != shown.state:
            self._said = None
        self._paint()
        self._cover_window(shown.verdict)

    def show_floor(self, counts: FloorCounts) -> None:
        """How much waits at each step, for the idle state."""
        self._floor = counts
        self._paint()

    def key_hints(self) -> tuple[tuple[str, str], ...]:
        """The function keys that do something here, with finished words."""
        return hints_of(self._tr, self.commands)

    def retranslate(self, translator: Translator) -> None:
        """Say everything in another language."""
        self._tr = translator
        self._paint()
        stop = self._stop()
        if stop is not None and self._overlay().view is not None:
            self._show_stop(stop)

    # what the screens fill in ----------------------------------------------------------

    def _paint_work(self, state: AnyState | None) -> None:
        """Paint the working side; None where nobody is signed in."""
        raise NotImplementedError

    def _paint_answer(self, said: Verdict | None, prompt: Prompt) -> None:
        """Paint the answering side: the verdict that is to be seen, or what is waited for."""
        raise NotImplementedError

    # painting ----------------------------------------------------------------------

    @property
    def trail(self) -> tuple[State, ...]:
        """The last scans, newest last."""
        return self._trail

    def _words(self, msgid: str, **params: object) -> str:
        return self._tr.text(msgid, **params)

    def _paint(self) -> None:
        shown = self._shown
        signed_in = shown is not None and shown.operator is not None
        if not signed_in:
            self.sign_in.set_words(
                "badge-card",
                self._words(N_("Scan your badge")),
                self._words(N_("Nobody is signed in at this station. Your badge opens it.")),
            )
        self._paint_work(shown.state if shown is not None and signed_in else None)
        prompt = Prompt(PromptKind.SIGN_IN)
        if shown is not None and signed_in:
            prompt = shown.prompt
        self._paint_answer(self._visible(), prompt)

    def _visible(self) -> Verdict | None:
        """The verdict to be seen: a standing wrong one is not painted over by a double read."""
        if self._shown is None:
            return None
        standing = self._shown.state.guard.standing
        if self._said is None or self._said.signal is Signal.DUPLICATE:
            return standing or self._said
        return self._said

    def _show_in(self, panel: VerdictPanel, said: Spoken, next_line: str) -> None:
        """Show a verdict in a panel, with as much as fits uncut: where to put the thing in hand
        is worth more than names, and names more than the next scan."""
        following = next_line if said.signal in _GROWS else ""
        caption = self._words(N_("Then"))
        for sentence, place, then in _tellings(said, following):
            # Beside a place the large word is the word; a count then speaks as one.
            word = said.word or (said.count if place else "")
            panel.show_verdict(
                said.signal, word, said.count, sentence, place, then, caption if then else ""
            )
            if _fits(panel):
                return

    # over everything ------------------------------------------------------------------

    def _overlay(self) -> FullScreenVerdict:
        """The window's own overlay; a screen that stands alone covers itself."""
        window = self.window()
        if isinstance(window, Shell):
            return window.overlay
        if self._cover is None:
            self._cover = FullScreenVerdict(self)
        return self._cover

    def _cover_with(self, said: Spoken, next_line: str = "") -> None:
        window = self.window()
        show = window.show_overlay if isinstance(window, Shell) else self._overlay().show_verdict
        show(said.signal, said.word, said.count, said.sentence, said.place, next_line)

    def _stop(self) -> Verdict | None:
        """The stop that waits to be confirmed; a full disk stops without a machine's word."""
        if self._shown is None:
            return None
        if self._shown.state.stop is not None:
            return self._shown.state.stop
        return self._said if self._said and self._said.signal is Signal.STOP else None

    def _cover_window(self, said: Verdict | None) -> None:
        stop = self._stop()
        if stop is not None:
            self._show_stop(stop)
        elif said is not None and said.signal is Signal.COMPLETE:
            self._cover_with(spoken(self._tr, said))
        else:
            overlay = self._overlay()
            passing = overlay.view is not None and overlay.view.state is State.COMPLETE
            if said is not None or not passing:
                overlay.clear()

    def _show_stop(self, stop: Verdict) -> None:
        confirm, _detail = asked(self._tr, Prompt(PromptKind.CONFIRM_STOP))
        self._cover_with(spoken(self._tr, stop), confirm)


def _tellings(said: Spoken, following: str) -> Iterator[tuple[str, Place | None, str]]:
    """Sentence, place and next scan, from the fullest to the shortest."""
    for place in (said.place, None) if said.place else (None,):
        for sentence in (said.sentence, said.short):
            for then in (following, "") if following else ("",):
                yield sentence, place, then
    if said.name and said.signal not in _GROWS:
        yield said.name, None, ""


def _fits(panel: VerdictPanel) -> bool:
    made = panel.arrangement()
    return made is None or (made.fits and not any(piece.block.elided for piece in made.pieces))
