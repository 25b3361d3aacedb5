"""The keyboard wedge: keys and milliseconds in, scans and typing out. Pure.

A scanner that types is told from a person by its pace. A *run* is a row of characters with no
pause longer than `gap_ms`; a run of `min_characters` is a scanner.

Transitions:
    On an ordinary page
        character, no run → held; released to the widget when the pause gets longer than the gap
        character in a run shorter than `min_characters` → held with the others
        character that makes the run long enough → all captured: a scan is coming in
        Enter, Tab in a captured run → scan; the same key again within the gap (CRLF) → swallowed
        silence after a captured run → scan; its late Enter → swallowed
        anything else while characters are held → they are released, then it passes
    On a scan page
        every character → captured; timing only says whether a scanner or a person typed it
        Enter, Tab → scan of what is there, however short; nothing there → swallowed all the same
        silence after a run of `min_characters` → scan
        a shorter run stays as typed text until Enter: were it a scan, each key that a person
        presses slowly would be one

References:
    FIELD "Scanners": wedge timing, GS as Ctrl+] and Alt+029.
"""

from __future__ import annotations

from dataclasses import replace

from procedure.words import ScanSource
from scanner.keystrokes import FUNCTION_CHARACTERS, Held, Key, KeyStroke
from scanner.wedge_rules import Fate, Ruling, WedgeScan, WedgeSettings, WedgeState

_UNREADABLE = "\ufffd"
"""Stands for an Alt code that gives no character: shown as damaged text, never guessed."""

_JITTER_MS = 1000

Answer = tuple[WedgeState, Ruling]


def strike(state: WedgeState, stroke: KeyStroke, settings: WedgeSettings) -> Answer:
    """What becomes of a key stroke. Does not change `state`, so it may be asked in advance."""
    state, early = settle(state, stroke.tick_ms, settings)
    state, ruling = _judge(state, stroke, settings)
    return state, replace(
        ruling,
        released=early.released + ruling.released,
        scans=early.scans + ruling.scans,
        forgotten=early.forgotten + ruling.forgotten,
    )


def settle(state: WedgeState, tick_ms: int, settings: WedgeSettings) -> Answer:
    """What the time that passed without a key has decided."""
    pause = _pause(state, tick_ms)
    if _is_scan(state, settings):
        if pause < settings.silence_ms:
            return state, Ruling()
        # It ended when the silence was long enough, however late anybody asks.
        ended_ms = state.last_ms + settings.silence_ms
        scan = WedgeScan(state.run, ScanSource.WEDGE)
        after, ruling = _finished(state, ended_ms, scan, silence=True)
        return after, replace(ruling, fate=Fate.PASS)
    if state.run and pause > settings.gap_ms:
        if not state.page:
            return _let_go(state, Fate.PASS)
        state = replace(state, run="", typed=state.typed + state.run)
    if state.typed and pause >= settings.forget_ms:
        return replace(state, run="", typed=""), Ruling(forgotten=state.pending)
    return state, Ruling()


def due_ms(state: WedgeState, settings: WedgeSettings) -> int | None:
    """When `settle` has something to decide, or None."""
    if _is_scan(state, settings):
        return state.last_ms + settings.silence_ms
    if state.run:
        return state.last_ms + settings.gap_ms + 1
    return state.last_ms + settings.forget_ms if state.typed else None


def turn_page(state: WedgeState, page: bool, settings: WedgeSettings) -> Answer:
    """The screen changes to or from a scan page. A scan that is coming in goes on."""
    if page == state.page:
        return state, Ruling()
    if _is_scan(state, settings):
        return replace(state, page=page, typed=""), Ruling(forgotten=state.typed)
    clean = replace(state, page=page, run="", held=(), typed="", alt_digits=None)
    return clean, Ruling(released=state.held, forgotten=state.pending)


def _is_scan(state: WedgeState, settings: WedgeSettings) -> bool:
    """Whether so many fast characters came that only a scanner can have typed them."""
    return len(state.run) >= settings.min_characters


def _judge(state: WedgeState, stroke: KeyStroke, settings: WedgeSettings) -> Answer:
    """The ruling on a stroke when all earlier silence is settled."""
    if stroke.key is Key.MODIFIER:
        return state, Ruling(Fate.PASS)
    if stroke.key in (Key.ALT, Key.ALT_RELEASE) or state.alt_digits is not None:
        answer = _alt_code(state, stroke, settings)
        if answer is not None:
            return answer
        state = replace(state, alt_digits=None)
    if state.echo:
        echoed = stroke.character == state.echo and stroke.held is Held.NOTHING
        state = replace(state, echo="")
        if echoed:
            return state, Ruling(Fate.SWALLOW)
    if stroke.repeat and (state.repeating or _pause(state, stroke.tick_ms) > settings.gap_ms):
        return _held_down(state, stroke, settings)
    state = replace(state, repeating=False)
    if stroke.ends_line:
        return _ended(state, stroke, settings)
    known = state.run or state.typed
    if stroke.character and (known or not stroke.is_function_character):
        return _taken(state, stroke, settings)
    if state.page and state.pending and stroke.key in (Key.BACKSPACE, Key.ESCAPE):
        return _edited(state, stroke), Ruling(Fate.SWALLOW)
    return _foreign(state, settings)


def _pause(state: WedgeState, tick_ms: int) -> int:
    """Milliseconds since the last character.

    Event times can run back: a little between two devices, far when a 32-bit clock wraps. A
    little is no time at all; far is a long pause, or what is held would stay held for weeks.
    """
    passed = tick_ms - state.last_ms
    return 0 if -_JITTER_MS <= passed < 0 else abs(passed)


def _taken(state: WedgeState, stroke: KeyStroke, settings: WedgeSettings) -> Answer:
    """A character joins the run; `settle` has closed any run that is too long ago."""
    joined = replace(state, run=state.run + stroke.character, last_ms=stroke.tick_ms, ended_ms=None)
    if state.page or _is_scan(joined, settings):
        return replace(joined, held=()), Ruling(Fate.SWALLOW)
    return replace(joined, held=(*state.held, stroke)), Ruling(Fate.HOLD)


def _ended(state: WedgeState, stroke: KeyStroke, settings: WedgeSettings) -> Answer:
    """Enter or Tab."""
    if _is_scan(state, settings) and not settings.end.fits(stroke):
        inside = replace(state, run=state.run + stroke.line_end, last_ms=stroke.tick_ms)
        return inside, Ruling(Fate.SWALLOW)
    if _is_scan(state, settings):
        scan = WedgeScan(state.run, ScanSource.WEDGE)
        return _finished(state, stroke.tick_ms, scan, silence=False)
    if state.page:
        if not state.pending.strip():
            # Nothing, or the space bar: people press it where they expect a button.
            return replace(state, run="", typed=""), Ruling(Fate.SWALLOW)
        source = ScanSource.MANUAL if state.typed else ScanSource.WEDGE
        scan = WedgeScan(state.pending, source)
        return _finished(replace(state, typed=""), stroke.tick_ms, scan, silence=False)
    if state.run:
        return _let_go(state, Fate.PASS)
    if state.ended_ms is not None:
        grace = settings.late_end_ms if state.ended_by_silence else settings.gap_ms
        if 0 <= stroke.tick_ms - state.ended_ms <= grace:
            # The LF of CRLF, or the Enter of a scanner that paused before it.
            after = replace(state, ended_ms=stroke.tick_ms, ended_by_silence=False)
            return after, Ruling(Fate.SWALLOW)
    return state, Ruling(Fate.PASS)


def _finished(state: WedgeState, tick_ms: int, scan: WedgeScan, *, silence: bool) -> Answer:
    after = WedgeState(
        page=state.page, last_ms=state.last_ms, ended_ms=tick_ms, ended_by_silence=silence
    )
    return after, Ruling(Fate.SWALLOW, scans=(scan,), forgotten=state.typed)


def _let_go(state: WedgeState, fate: Fate) -> Answer:
    """What was held was typing."""
    return replace(state, run="", held=(), alt_digits=None), Ruling(fate, released=state.held)


def _foreign(state: WedgeState, settings: WedgeSettings) -> Answer:
    """A key that is no part of a code: an arrow, Ctrl+C."""
    if _is_scan(state, settings):
        # Between the characters of a scanner only the scanner can have sent it.
        return state, Ruling(Fate.SWALLOW)
    return (state, Ruling(Fate.PASS)) if state.page else _let_go(state, Fate.PASS)


def _held_down(state: WedgeState, stroke: KeyStroke, settings: WedgeSettings) -> Answer:
    """A person holds a key down; a scanner's doubled character comes sooner than any repeat."""
    state = replace(state, repeating=True)
    captured = stroke.character or stroke.ends_line or stroke.key is Key.BACKSPACE
    if _is_scan(state, settings) or (state.page and captured):
        return state, Ruling(Fate.SWALLOW)
    return (state, Ruling(Fate.PASS)) if state.page else _let_go(state, Fate.PASS)


def _edited(state: WedgeState, stroke: KeyStroke) -> WedgeState:
    """Backspace takes back the last typed character, Escape all."""
    left = state.pending[:-1] if stroke.key is Key.BACKSPACE else ""
    return replace(state, typed=left, run="", last_ms=stroke.tick_ms)


def _alt_code(state: WedgeState, stroke: KeyStroke, settings: WedgeSettings) -> Answer | None:
    """Alt, the digits of a character's number, Alt released; None when it is something else.

    Only inside a code: alone, Alt is how a person opens menus.
    """
    inside = state.pending != "" or _is_scan(state, settings)
    match stroke.key:
        case Key.ALT if inside:
            begun = replace(state, alt_digits="", last_ms=stroke.tick_ms)
            return begun, Ruling(Fate.SWALLOW)
        case Key.ALT_RELEASE if state.alt_digits is not None:
            char = alt_character(state.alt_digits)
            composed = replace(
                state,
                run=state.run + char,
                alt_digits=None,
                echo=char,
                last_ms=stroke.tick_ms,
            )
            return composed, Ruling(Fate.SWALLOW)
        case Key.CHARACTER if state.alt_digits is not None and stroke.text in tuple("0123456789"):
            keyed = replace(
                state, alt_digits=state.alt_digits + stroke.text, last_ms=stroke.tick_ms
            )
            return keyed, Ruling(Fate.SWALLOW)
        case _:
            return None


def alt_character(digits: str) -> str:
    """The character of an Alt code; nothing keyed gives nothing."""
    if not digits:
        return ""
    char = chr(int(digits[-4:]))
    readable = char in FUNCTION_CHARACTERS or " " <= char <= "~"
    return char if readable else _UNREADABLE
