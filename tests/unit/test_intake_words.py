"""Every code of intake has its sentence, and each placeholder is filled."""

from __future__ import annotations

import string
from collections.abc import Iterable

import pytest

from fulfilment.intake.files import FileProblem, RowKind
from fulfilment.intake.words import (
    BROKEN_WORDS,
    FILE_WORDS,
    HOLD_WORDS,
    NOTED_WORDS,
    PART_NAMES,
    PHONE_WORDS,
    SKIPPED_WORDS,
    hold_words,
)
from procedure.address import Address, Part
from procedure.completeness import FindingCode, OrderedItem, OrderFacts, check
from procedure.phone import PhoneProblem


def fields(sentence: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(sentence) if name}


def sentences() -> Iterable[str]:
    tables = (FILE_WORDS, BROKEN_WORDS, SKIPPED_WORDS, NOTED_WORDS, HOLD_WORDS, PHONE_WORDS)
    return [sentence for table in tables for sentence in table.values()]


def test_every_code_has_its_words() -> None:
    assert set(FILE_WORDS) == set(FileProblem)
    assert [*SKIPPED_WORDS, *BROKEN_WORDS, *NOTED_WORDS] == list(RowKind)
    assert set(HOLD_WORDS) == set(FindingCode)
    assert set(PHONE_WORDS) == set(PhoneProblem)
    assert set(PART_NAMES) == set(Part)


def test_words_are_whole_sentences() -> None:
    assert [s for s in sentences() if not (s[0].isupper() or s[0] in "“{") or s[-1] != "."] == []


def test_every_sentence_about_a_row_names_the_row() -> None:
    for table in (BROKEN_WORDS, SKIPPED_WORDS, NOTED_WORDS):
        assert [s for s in table.values() if "row_no" not in fields(s)] == []


@pytest.mark.parametrize(
    "address",
    [
        Address(""),
        Address("", detail="x"),
        Address("UK", detail="*"),
        Address("CN", detail="x"),
        Address("CN", "东海省", "新城市", "", "", "XX路"),
        Address("CN", "浙江省", "广州市", "天河区", "", "XX路"),
    ],
)
@pytest.mark.parametrize("phone", ["", "1*", "1.38E+10", "62781234", "abc", "1/2"])
def test_findings_fill_their_sentences(address: Address, phone: str) -> None:
    facts = OrderFacts("", (OrderedItem("", "", None),), "", phone, "", False, address)
    for finding in check(facts):
        sentence = hold_words(finding.code.value, finding.params)
        assert fields(sentence) <= set(finding.params)
        assert "{" not in sentence.format(**finding.params)


def test_a_code_that_is_none_is_refused() -> None:
    with pytest.raises(ValueError, match="no_such_code"):
        hold_words("no_such_code", {})
