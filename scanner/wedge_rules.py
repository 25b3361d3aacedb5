"""The numbers and values of the keyboard wedge: what the machine in `scanner.wedge` works with.

References:
    FIELD "Scanners", wedge timing.
"""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from procedure.words import ScanSource
from scanner.keystrokes import Key, KeyStroke


class WedgeEnd(StrEnum):
    """Which key ends the codes of a scanner; silence ends them too."""

    ANY = "any"
    """Enter or Tab."""
    ENTER = "enter"
    """Enter; a Tab stands inside a code."""
    TAB = "tab"
    """Tab; an Enter stands inside a code."""

    def fits(self, stroke: KeyStroke) -> bool:
        """Whether a stroke that ends lines ends this scanner's codes."""
        is_tab = stroke.key is Key.TAB or stroke.text == "\t"
        return self is WedgeEnd.ANY or is_tab == (self is WedgeEnd.TAB)


@dataclass(frozen=True, slots=True)
class WedgeSettings:
    """How keys of a scanner are told from keys of a person.

    Attributes:
        gap_ms: Largest pause between two keys of a scanner, 20 to 150.
        min_characters: So many fast keys are a scanner.
        late_end_ms: An Enter this soon after a scan that ended by silence still belongs to it,
            so that a slow scanner's Enter presses no button.
        forget_ms: Text typed by hand on a scan page and not ended by Enter is dropped after this.
        end: Which key ends the scanner's codes.

    Raises:
        ValueError: A number is out of its range.
    """

    gap_ms: int = 50
    min_characters: int = 4
    late_end_ms: int = 400
    forget_ms: int = 10_000
    end: WedgeEnd = WedgeEnd.ANY

    def __post_init__(self) -> None:
        if not 20 <= self.gap_ms <= 150:
            raise ValueError("gap_ms goes from 20 to 150")
        if self.min_characters < 2 or self.late_end_ms < 0 or self.forget_ms < 1000:
            raise ValueError("min_characters >= 2, late_end_ms >= 0, forget_ms >= 1000 are needed")

    @property
    def silence_ms(self) -> int:
        """Silence that ends a scan: 100 ms, and always longer than the gap."""
        return max(100, self.gap_ms + 50)


class Fate(StrEnum):
    """What becomes of a key stroke."""

    PASS = "pass"
    """It goes to the widget, after what is released with it."""
    HOLD = "hold"
    """Nobody knows yet: kept, later released or captured."""
    SWALLOW = "swallow"
    """It belongs to a scan; no widget ever sees it."""


@dataclass(frozen=True, slots=True)
class WedgeScan:
    """A finished text.

    Attributes:
        text: As keyed, terminator removed, GS composed.
        source: WEDGE, or MANUAL when the keys came at a person's pace.
    """

    text: str
    source: ScanSource


@dataclass(frozen=True, slots=True)
class Ruling:
    """The answer to one key stroke or to the passing of time.

    Attributes:
        fate: Of the key stroke; PASS where only time passed.
        released: Held strokes that turned out to be typing: all that were held, oldest first.
            They go to the widget before the stroke itself.
        scans: Finished scans, in order.
        forgotten: Text typed on a scan page that became nothing, "" for none.
    """

    fate: Fate = Fate.PASS
    released: tuple[KeyStroke, ...] = ()
    scans: tuple[WedgeScan, ...] = ()
    forgotten: str = ""


@dataclass(frozen=True, slots=True)
class WedgeState:
    """All the machine remembers.

    Attributes:
        page: A scan page is in front.
        run: The current run of fast characters.
        held: The run's strokes while they may still be typing (never on a scan page).
        typed: Characters typed slowly on a scan page, before `run`.
        last_ms: When the last character came.
        ended_ms: When the last scan ended, or None when keys came since.
        ended_by_silence: That scan had no terminator.
        alt_digits: Digits of an Alt code being keyed, or None.
        echo: What Alt+029 just gave; the operating system may deliver it a second time.
        repeating: A key is being held down by a person.
    """

    page: bool = False
    run: str = ""
    held: tuple[KeyStroke, ...] = ()
    typed: str = ""
    last_ms: int = 0
    ended_ms: int | None = None
    ended_by_silence: bool = False
    alt_digits: str | None = None
    echo: str = ""
    repeating: bool = False

    @property
    def pending(self) -> str:
        """What a scan page may show as being typed."""
        return self.typed + self.run if self.page else ""
