"""Printed words: every language has them all, and their blanks can be filled."""

from __future__ import annotations

import string
from dataclasses import fields

import pytest

from printing.problems import SENTENCES, CannotPrint, PrintProblem
from printing.waybill_head import grouped
from printing.words import LABEL_WORDS, SHEET_WORDS, label_words, sheet_words


def blanks(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


@pytest.mark.parametrize("language", ["zh_CN", "zh_TW", "en"])
def test_each_language_has_every_word_with_the_same_blanks(language: str) -> None:
    for table in (LABEL_WORDS, SHEET_WORDS):
        for field in fields(table["en"]):
            word = getattr(table[language], field.name)
            assert word.strip()
            assert blanks(word) == blanks(getattr(table["en"], field.name)), field.name


def test_an_unknown_language_still_prints() -> None:
    assert label_words("fr").receiver == "收"
    assert sheet_words("fr").pick_sheet == "Pick sheet"


def test_every_problem_has_its_sentence() -> None:
    assert set(SENTENCES) == set(PrintProblem)
    assert all(sentence.endswith(".") for sentence in SENTENCES.values())


def test_a_refusal_fills_its_sentence() -> None:
    refusal = CannotPrint(PrintProblem.MISSING_GLYPHS, characters="🎂", field="goods summary")
    finding = refusal.finding()
    assert "🎂" in SENTENCES[finding.problem].format(**finding.params)


@pytest.mark.parametrize(
    ("number", "read_aloud"),
    [
        ("SF1340267715208", "SF1340 2677 15208"),
        ("75123456789012", "75123 4567 89012"),
        ("4312345678901", "4312 3456 78901"),
        ("RR123456785CN", "RR123 456 785CN"),
        ("12345", "12345"),
    ],
)
def test_numbers_are_grouped_for_reading_aloud(number: str, read_aloud: str) -> None:
    assert grouped(number) == read_aloud
