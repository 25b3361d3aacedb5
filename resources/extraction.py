"""Bring the message catalogue up to date: `python3 bootstrap.py messages`. Needs Babel.

Reads every sentence out of the rooms into `packbench.pot`, takes new ones into the catalogue of
each language and lets go of old ones, then compiles what the program reads. Translations are
never guessed from similar sentences.
"""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path

from babel.messages.catalog import Catalog
from babel.messages.extract import extract_from_dir
from babel.messages.mofile import write_mo
from babel.messages.pofile import read_po, write_po

from resources import FOLDER
from resources.catalogue import DOMAIN, LANGUAGES

ROOMS = ("desktop", "gateway", "fulfilment", "scanner", "db", "printing", "procedure")

KEYWORDS: dict[str, tuple[int, ...] | None] = {
    "_": None,
    "N_": None,
    "Text": None,
    "NP_": (1, 2),
    "ngettext": (1, 2),
}
"""The calls whose first argument is a sentence; two of them take one for one and one for many."""

TEMPLATE = FOLDER / "locale" / f"{DOMAIN}.pot"

_HEADER = "# Sentences of Packbench in {language}.\n# Made by: python3 bootstrap.py messages"


def catalogue_path(language: str) -> Path:
    """Where the translations of a language stand, for people; the program reads the .mo beside."""
    return FOLDER / "locale" / language / "LC_MESSAGES" / f"{DOMAIN}.po"


def extracted() -> Catalog:
    """Every sentence that stands in the rooms, with the files it stands in."""
    found = _new_catalogue(None)
    for room in ROOMS:
        files = extract_from_dir(
            FOLDER.parent / room,
            keywords=KEYWORDS,
            method_map=[("**.py", "python")],
            comment_tags=["Translators:"],
        )
        for name, line, message, comments, _context in files:
            found.add(message, locations=[(f"{room}/{name}", line)], auto_comments=comments)
    return found


def read(language: str) -> Catalog:
    """The translations of a language, empty if there are none yet."""
    path = catalogue_path(language)
    if not path.exists():
        return _new_catalogue(language)
    with path.open("rb") as file:
        return read_po(file, locale=language, domain=DOMAIN)


def sentences(catalogue: Catalog) -> dict[str, list[str]]:
    """Each msgid with its translations: one, or one for each plural form; "" where missing."""
    return {
        message.id if isinstance(message.id, str) else message.id[0]: _strings(message.string)
        for message in catalogue
        if message.id
    }


def main() -> None:
    """Extract, update and compile; says how much is translated."""
    template = extracted()
    _write(TEMPLATE, template)
    for language in LANGUAGES:
        if language == "en":
            continue
        catalogue = read(language)
        catalogue.update(template, no_fuzzy_matching=True)
        catalogue.obsolete.clear()
        _write(catalogue_path(language), catalogue)
        with catalogue_path(language).with_suffix(".mo").open("wb") as file:
            write_mo(file, catalogue)
        done = sum(all(strings) for strings in sentences(catalogue).values())
        print(f"{language}: {done} of {len(template)} sentences are translated.")


def _strings(string: str | list[str] | tuple[str, ...] | None) -> list[str]:
    """The translations of a message, however many forms it has; "" for one it lacks."""
    if string is None or isinstance(string, str):
        return [string or ""]
    return list(string)


def _new_catalogue(language: str | None) -> Catalog:
    """An empty catalogue. Its dates stand still, so that only sentences make a difference."""
    return Catalog(
        locale=language,
        domain=DOMAIN,
        project="Packbench",
        version="0.1",
        header_comment=_HEADER.format(language=LANGUAGES.get(language or "en")),
        msgid_bugs_address="Packbench",
        copyright_holder="The Packbench authors",
        last_translator="Packbench",
        language_team="Packbench",
        charset="utf-8",
        fuzzy=False,
        creation_date=datetime(2026, 1, 1, tzinfo=UTC),
        revision_date=datetime(2026, 1, 1, tzinfo=UTC),
    )


def _write(path: Path, catalogue: Catalog) -> None:
    """Write a catalogue for people, in the order of its sentences, without line numbers."""
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("wb") as file:
        write_po(file, catalogue, width=100, sort_output=True, include_lineno=False)


if __name__ == "__main__":
    main()
