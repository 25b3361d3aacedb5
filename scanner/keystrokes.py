"""A pressed key as a value, free of any window system."""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from enum import Flag, StrEnum, auto

from scanner.payload import GS

FUNCTION_CHARACTERS = f"\x04\x1e{GS}"
"""EOT, RS and GS: the control characters that stand inside codes."""

_LINE_ENDS = "\r\n\t"


class Key(StrEnum):
    """What kind of key it is."""

    CHARACTER = "character"
    ENTER = "enter"
    TAB = "tab"
    BACKSPACE = "backspace"
    ESCAPE = "escape"
    MODIFIER = "modifier"
    """Shift, Ctrl, Caps Lock …: changes other keys and does nothing itself."""
    ALT = "alt"
    ALT_RELEASE = "alt_release"
    """The one release that matters: it ends Alt+029."""
    OTHER = "other"


class Held(Flag):
    """Modifier keys that were down. Shift and Caps Lock already show in the text."""

    NOTHING = 0
    CTRL = auto()
    ALT = auto()
    META = auto()


@dataclass(frozen=True, slots=True)
class KeyStroke:
    """One key press.

    Attributes:
        key: What kind of key.
        text: What it would type, "" for nothing. Ctrl+] has GS.
        tick_ms: When, in milliseconds of the event source.
        held: Modifiers that were down.
        repeat: The keyboard repeats a key that is held down.
    """

    key: Key
    text: str
    tick_ms: int
    held: Held = Held.NOTHING
    repeat: bool = False

    @property
    def ends_line(self) -> bool:
        """Whether a scanner sends this after a code: Enter, Tab, Ctrl+M, Ctrl+J."""
        return self.key in (Key.ENTER, Key.TAB) or (
            self.text != "" and self.text in ("\r\n", *_LINE_ENDS)
        )

    @property
    def line_end(self) -> str:
        """The character of a key that ends a line: LF for Ctrl+J, else CR or Tab."""
        if self.key is Key.TAB or self.text == "\t":
            return "\t"
        return "\n" if self.text == "\n" else "\r"

    @property
    def character(self) -> str:
        """What it adds to a code, or "" when it types nothing.

        Examples:
            >>> KeyStroke(Key.CHARACTER, "a", 0).character
            'a'
            >>> KeyStroke(Key.CHARACTER, "c", 0, Held.CTRL).character
            ''
        """
        if self.key is not Key.CHARACTER or not self.text:
            return ""
        if self.text in FUNCTION_CHARACTERS:
            return self.text
        # Ctrl+Alt is AltGr: on many layouts "]" and "@" are typed with it.
        plain = self.held in (Held.NOTHING, Held.CTRL | Held.ALT)
        return self.text if plain and not any(map(_is_control, self.text)) else ""

    @property
    def is_function_character(self) -> bool:
        """Whether it adds GS, RS or EOT."""
        return self.character != "" and self.character in FUNCTION_CHARACTERS


def _is_control(char: str) -> bool:
    return unicodedata.category(char).startswith("C")
