"""Pages as HTML, in the language that the device asks for."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from fulfilment.evidence.words import KIND_WORDS
from gateway.pda.look import Look, Theme
from gateway.pda.page import Page
from gateway.pda.photo_desk import KINDS
from procedure.texts import status_word
from procedure.tones import TONES
from procedure.worded import worded
from procedure.words import Command
from resources import FOLDER
from resources.catalogue import N_, Translator

HERE = Path(__file__).resolve().parent
STATIC = HERE / "static"


@cache
def _templates() -> Environment:
    made = Environment(
        loader=FileSystemLoader(HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.globals["icon"] = _icon
    return made


@cache
def _icon(name: str) -> Markup:
    """A picture of the house's own, to stand in the page."""
    drawn = (FOLDER / "icons" / f"{name}.svg").read_text(encoding="utf-8")
    # Markup: the file is the program's own, nothing in it comes from outside.
    return Markup(drawn.replace("<svg ", '<svg class="icon" aria-hidden="true" ', 1))


def whole_page(page: Page, tr: Translator, look: Look) -> str:
    """The page with its head, its script and its field for keys, in a device's colours."""
    tones = {
        signal.value: [(tone.hertz, tone.ms, tone.pause_ms) for tone in each]
        for signal, each in TONES.items()
    }
    return (
        _templates()
        .get_template("layout.html")
        .render(
            **_shown(page, tr),
            lang=tr.language.replace("_", "-"),
            theme="" if look.theme is Theme.DEVICE else look.theme.value,
            tones=json.dumps(tones),
            told=TOLD,
            kinds=[(kind.value, tr.text(KIND_WORDS[kind])) for kind in KINDS],
        )
    )


def part(page: Page, tr: Translator) -> str:
    """What is exchanged when something was scanned."""
    return _templates().get_template("page.html").render(**_shown(page, tr))


def stamp_of(page: Page, tr: Translator) -> str:
    """The same for a page that reads the same."""
    return hashlib.sha256(f"{tr.language}\n{page!r}".encode()).hexdigest()[:16]


def _shown(page: Page, tr: Translator) -> dict[str, object]:
    return {"page": page, "stamp": stamp_of(page, tr), "words": _words(tr)}


def _words(tr: Translator) -> Mapping[str, str]:
    """What the page says by itself."""
    return {
        "scan": tr.text(N_("Scan")),
        "lock": worded(tr, status_word(Command.LOCK)),
        "leave": tr.text(N_("This is another handheld")),
        "look": tr.text(N_("Colours and language")),
        "mute": tr.text(N_("Sound is off. Tap here once.")),
        "shows": tr.text(N_("What does the photo show?")),
        "close": tr.text(N_("Leave it")),
        "back": tr.text(N_("Back to work")),
        **_told(tr),
    }


TOLD = (
    "lost",
    "away",
    "kept",
    "sending",
    "needs",
    "dropped",
    "full",
    "untaken",
    "refused",
    "photo",
    "unfit",
)


def _told(tr: Translator) -> dict[str, str]:
    """What the page's script says of the connection and of scans; `{n}` is filled by it."""
    said = {
        "lost": N_(
            "No connection. Your last scan is kept and sent again by itself; wait for its tone."
        ),
        "away": N_("No connection. Only what the page asks for next can be scanned."),
        "kept": N_("No connection. Scans kept on this handheld: {n}. They are sent by themselves."),
        "sending": N_("Sending the scans kept on this handheld: {n}."),
        "needs": N_(
            "No connection. This scan needs an answer and was not taken. Scan it again when this "
            "bar is gone."
        ),
        "dropped": N_(
            "Scans from the time without connection that were not counted: {n}. Put those units "
            "back and go by what the page says."
        ),
        "full": N_(
            "This handheld cannot keep scans: its storage is full or broken. Wait for the "
            "connection; this scan was not taken."
        ),
        "untaken": N_(
            "This scan was not taken: an earlier one still waits for its answer. Scan it later."
        ),
        "refused": N_("This page is out of date. Load it again; the last scan was not counted."),
    }
    said |= {
        "photo": N_("The photo is being sent."),
        "unfit": N_("The photo was not taken. Load this page again, then take it once more."),
    }
    return {name: tr.text(words, n="{n}") for name, words in said.items()}
