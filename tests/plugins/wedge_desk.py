"""A keyboard in front of the pure wedge and a widget behind it."""

from __future__ import annotations

from dataclasses import dataclass, field

from scanner.keystrokes import Held, Key, KeyStroke
from scanner.wedge import settle, strike, turn_page
from scanner.wedge_rules import Fate, Ruling, WedgeScan, WedgeSettings, WedgeState

SETTINGS = WedgeSettings()


@dataclass
class Desk:
    """A keyboard in front of the machine and a widget behind it."""

    state: WedgeState = field(default_factory=WedgeState)
    settings: WedgeSettings = SETTINGS
    now: int = 1000
    widget: list[KeyStroke] = field(default_factory=list)
    scans: list[WedgeScan] = field(default_factory=list)
    forgotten: list[str] = field(default_factory=list)

    def key(
        self,
        text: str = "",
        *,
        key: Key = Key.CHARACTER,
        held: Held = Held.NOTHING,
        after: int = 0,
        repeat: bool = False,
    ) -> Fate:
        """Press one key, `after` milliseconds from now."""
        self.now += after
        stroke = KeyStroke(key, text, self.now, held, repeat)
        self.state, ruling = strike(self.state, stroke, self.settings)
        self._note(ruling)
        if ruling.fate is Fate.PASS:
            self.widget.append(stroke)
        return ruling.fate

    def keys(self, text: str, *, gap: int) -> None:
        """Characters, each `gap` after the one before; `\\r` and `\\t` are Enter and Tab."""
        for char in text:
            key = {"\r": Key.ENTER, "\t": Key.TAB}.get(char, Key.CHARACTER)
            self.key(char, key=key, after=gap)

    def wait(self, ms: int) -> None:
        """Let time pass and have the machine asked, as a timer does."""
        self.now += ms
        self.state, ruling = settle(self.state, self.now, self.settings)
        assert ruling.fate is Fate.PASS
        self._note(ruling)

    def turn(self, page: bool) -> None:
        self.state, ruling = turn_page(self.state, page, self.settings)
        self._note(ruling)

    def _note(self, ruling: Ruling) -> None:
        self.widget += ruling.released
        self.scans += ruling.scans
        self.forgotten += [ruling.forgotten] if ruling.forgotten else []

    @property
    def seen(self) -> str:
        """What the widget was given, as text."""
        return "".join(stroke.text for stroke in self.widget)

    @property
    def texts(self) -> list[str]:
        return [scan.text for scan in self.scans]


def desk(*, page: bool = False, settings: WedgeSettings = SETTINGS) -> Desk:
    return Desk(WedgeState(page=page), settings)
