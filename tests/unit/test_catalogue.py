"""The message catalogue: what the program reads is what translators wrote, gaps and all."""

from __future__ import annotations

import string
from gettext import GNUTranslations

import pytest

from resources import FOLDER
from resources.catalogue import LANGUAGES, N_, Translator, load
from resources.extraction import catalogue_path, read, sentences

TRANSLATED = [language for language in LANGUAGES if language != "en"]


class OneMany(GNUTranslations):
    """A catalogue of two sentences, as if read from a file."""

    def __init__(self) -> None:
        super().__init__()
        self._catalog: dict[object, str] = {
            "Scan {what}.": "请扫描{what}。",
            ("{n} parcel", 0): "{n} 件包裹",
        }
        self.plural = lambda _n: 0


def gaps(sentence: str) -> set[str]:
    """The names of the gaps in a sentence."""
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name is not None}


def test_a_sentence_is_translated_and_its_gaps_filled() -> None:
    translator = Translator("zh_CN", OneMany())
    assert translator.text("Scan {what}.", what="A-01") == "请扫描A-01。"
    assert translator.plural("{n} parcel", "{n} parcels", 3) == "3 件包裹"


def test_a_sentence_without_translation_appears_in_english() -> None:
    translator = Translator("zh_CN", OneMany())
    assert translator.text("Not in the catalogue: {it}.", it=1) == "Not in the catalogue: 1."
    assert translator.plural("{n} shelf", "{n} shelves", 2) == "2 shelves"


def test_an_empty_sentence_stays_empty() -> None:
    # gettext would answer with the catalogue's own header.
    assert load("zh_CN").text("") == ""


def test_braces_in_what_fills_a_gap_are_left_alone() -> None:
    assert load("en").text("Unknown code {code}.", code="{x}") == "Unknown code {x}."


def test_a_gap_that_nobody_fills_is_a_bug() -> None:
    with pytest.raises(KeyError, match="shelf"):
        load("en").text("Go to {shelf}.")


def test_a_language_the_program_does_not_speak_is_refused() -> None:
    with pytest.raises(ValueError, match="en, zh_CN, zh_TW"):
        load("tlh")


def test_marking_changes_nothing() -> None:
    assert N_("As it was.") == "As it was."


@pytest.mark.parametrize("language", TRANSLATED)
def test_the_program_reads_what_translators_wrote(language: str) -> None:
    path = FOLDER / "locale" / language / "LC_MESSAGES" / "packbench.mo"
    with path.open("rb") as file:
        compiled = GNUTranslations(file)
    for sentence, translations in sentences(read(language)).items():
        # A plural stands under its singular; Chinese has one form for every number.
        as_one, as_many = compiled.gettext(sentence), compiled.ngettext(sentence, sentence, 2)
        assert (translations[0] or sentence) in (as_one, as_many)
    assert catalogue_path(language).with_suffix(".mo") == path


@pytest.mark.parametrize("language", TRANSLATED)
def test_a_translation_has_the_gaps_of_its_sentence(language: str) -> None:
    for sentence, translations in sentences(read(language)).items():
        for translation in translations:
            assert not translation or gaps(translation) == gaps(sentence), sentence
