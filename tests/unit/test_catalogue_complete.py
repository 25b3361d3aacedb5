"""Nobody meets an English sentence in a Chinese window."""

from __future__ import annotations

import pytest

from resources.catalogue import LANGUAGES
from resources.extraction import extracted, read, sentences


@pytest.mark.parametrize("language", [language for language in LANGUAGES if language != "en"])
def test_every_sentence_of_the_program_is_translated(language: str) -> None:
    there = sentences(read(language))
    missing = [msgid for msgid in sentences(extracted()) if not all(there.get(msgid, [""]))]
    assert not missing, "run `python3 bootstrap.py messages`, then translate these"
