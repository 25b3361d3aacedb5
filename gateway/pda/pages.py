"""The pages of a handheld: choosing a station, signing in, the list, an open task."""

from __future__ import annotations

from db.views.seats import Seat
from gateway.pda.ahead import task_key
from gateway.pda.buttons import command_buttons, next_buttons, task_buttons
from gateway.pda.face import Face
from gateway.pda.look import THEME_WORDS, Look, Theme
from gateway.pda.page import Choice, Page, Saying, Sheets, Tool
from gateway.pda.saying import GROWS, asks_badge, saying_of
from gateway.pda.sheet_list import next_code
from gateway.pda.task_card import task_card
from procedure.machines.pick_state import PickState
from procedure.pick_words import sheet_of, stop_in_front, stop_of
from procedure.prompts import Prompt, PromptKind
from procedure.text import NP_
from procedure.verdicts import VerdictKind
from procedure.words import Command, Signal
from resources.catalogue import LANGUAGES, N_, Translator


def choosing_page(tr: Translator, stations: tuple[Seat, ...]) -> Page:
    """The stations a device may choose from."""
    saying = None
    if not stations:
        saying = Saying(
            Signal.ATTENTION.value,
            tr.text(N_("No station is free")),
            tr.text(
                N_(
                    "Every picking station is in use. Put a handheld back that nobody needs, or "
                    "have a station added."
                )
            ),
        )
    return Page(tr.text(N_("Which handheld is this?")), "", saying=saying, stations=stations)


def look_page(tr: Translator, look: Look) -> Page:
    """The colours and languages that a device may choose."""
    themes = tuple(
        Choice("theme", theme.value, tr.text(words), theme is look.theme)
        for theme, words in THEME_WORDS.items()
    )
    languages = (
        Choice("language", "", tr.text(THEME_WORDS[Theme.DEVICE]), not look.language),
        *(
            Choice("language", code, name, code == look.language)
            for code, name in LANGUAGES.items()
        ),
    )
    return Page(
        tr.text(N_("Colours and language")),
        tr.text(N_("of this handheld")),
        looks=((tr.text(N_("Colours")), themes), (tr.text(N_("Language")), languages)),
    )


def trouble_page(tr: Translator, said: str) -> Page:
    """Why there is no page now."""
    return Page(tr.text(N_("Cannot work now")), "", trouble=said)


def sign_in_page(tr: Translator, face: Face, station: str) -> Page:
    """Nobody is signed in: the badge is asked for, and said what became of the last one."""
    said = face.visible
    refused = said is not None and said.signal in GROWS
    return Page(
        tr.text(N_("Sign in")),
        station,
        trail=trail_of(face),
        saying=saying_of(tr, face, Prompt(PromptKind.SIGN_IN)) if refused else asks_badge(tr),
        may_leave=True,
        away=away_words(tr, face),
    )


def list_page(tr: Translator, face: Face, station: str, sheets: Sheets) -> Page:
    """Signed in, and no task open: the zone's sheets."""
    operator = face.shown.operator
    stop = face.stop is not None
    said = face.visible
    shows = said is not None and said.kind is not VerdictKind.SIGNED_IN
    return Page(
        tr.text(N_("Pick")),
        station,
        person="" if operator is None else operator.name,
        trail=trail_of(face),
        saying=saying_of(tr, face, face.shown.prompt) if shows else None,
        stopped=stop,
        sheets=sheets,
        buttons=command_buttons(tr, (Command.CONFIRM,))
        if stop
        else next_buttons(tr, next_code(sheets)),
        away=away_words(tr, face),
    )


def task_page(tr: Translator, face: Face, state: PickState) -> Page:
    """A task is open: place, product, verdict, after."""
    operator = face.shown.operator
    saying = saying_of(tr, face, face.shown.prompt)
    due = stop_in_front(state)
    return Page(
        stop_of(tr, state),
        sheet_of(state),
        person="" if operator is None else operator.name,
        trail=trail_of(face),
        saying=saying,
        stopped=face.stop is not None,
        task=None if due is None else task_card(tr, face, state, due),
        buttons=task_buttons(tr, face, state),
        tools=() if face.stop is not None else _tools(tr),
        task_key="" if state.task is None else task_key(state.task),
        away=away_words(tr, face),
    )


def _tools(tr: Translator) -> tuple[Tool, ...]:
    return (
        Tool("photo", tr.text(N_("Photo")), "camera"),
        Tool("sheet", tr.text(N_("Sheet")), "printer", Command.PRINT.value),
        Tool("label", tr.text(N_("Shelf label")), "printer"),
    )


def away_words(tr: Translator, face: Face) -> tuple[str, str] | None:
    """What waits is always told while the centre is away; the moment it takes else is not."""
    if face.centre:
        return None
    one, many = NP_("{n} scan waits", "{n} scans wait")
    words = N_("The database does not answer. Scans are kept on this station and saved later.")
    return tr.plural(one, many, face.unsaved), tr.text(words)


def trail_of(face: Face) -> tuple[str, ...]:
    """The last scans, by what sounded."""
    return tuple(signal.value for signal in face.trail)
