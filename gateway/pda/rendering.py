"""Pages as HTML, in the language that the device asks for."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader, StrictUndefined
from markupsafe import Markup

from gateway.pda.page import Page
from procedure.texts import status_word
from procedure.tones import TONES
from procedure.worded import worded
from procedure.words import Command
from resources import FOLDER
from resources.catalogue import N_, Translator, load

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


def whole_page(page: Page, tr: Translator) -> str:
    """The page with its head, its script and its field for keys."""
    tones = {
        signal.value: [(tone.hertz, tone.ms, tone.pause_ms) for tone in each]
        for signal, each in TONES.items()
    }
    return (
        _templates()
        .get_template("layout.html")
        .render(**_shown(page, tr), lang=tr.language.replace("_", "-"), tones=json.dumps(tones))
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
        "lost": tr.text(
            N_("No connection. Your last scan is kept and sent again by itself; wait for its tone.")
        ),
        "untaken": tr.text(
            N_("This scan was not taken: an earlier one still waits for its answer. Scan it later.")
        ),
        "refused": tr.text(
            N_("This page is out of date. Load it again; the last scan was not counted.")
        ),
    }


def translator_for(accepted: str) -> Translator:
    """The first language of an Accept-Language header that the program speaks, else English.

    Examples:
        >>> translator_for("zh-Hant-TW,zh;q=0.9,en;q=0.8").language
        'zh_TW'
        >>> translator_for("zh-CN").language, translator_for("fr").language
        ('zh_CN', 'en')
    """
    for each in accepted.split(","):
        tag = each.partition(";")[0].strip().casefold()
        if tag.startswith("zh"):
            traditional = any(part in ("hant", "tw", "hk", "mo") for part in tag.split("-"))
            return load("zh_TW" if traditional else "zh_CN")
        if tag.startswith("en"):
            break
    return load("en")
