"""Every outcome has its words, and the machines give what the words are filled with."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from enum import StrEnum
from functools import cache
from types import ModuleType

import pytest

from procedure import words
from procedure.machines import pack, pick, ship, sort
from procedure.prompts import Prompt, PromptKind
from procedure.sentences.prompts import DETAILS, HEADLINES
from procedure.text import Text, Wording, fields_of
from procedure.texts import (
    SENTENCES,
    place,
    place_caption,
    prompt_text,
    sentence,
    status_word,
    word,
)
from procedure.verdict_words import VERDICT_WORDS
from procedure.verdicts import Verdict, VerdictKind, verdict
from tests.floor.desk import Desk
from tests.floor.walks import walk

K = VerdictKind


@cache
def said_and_asked(machine: ModuleType) -> tuple[list[Verdict], list[Prompt]]:
    """What a machine said and asked in a long walk."""
    prompts: list[Prompt] = []

    def note(desk: Desk) -> None:
        prompts.append(desk.machine.prompt(desk.state))

    return walk(machine, 5, 1500, note).verdicts, prompts


@pytest.mark.parametrize("kind", VerdictKind)
def test_every_verdict_has_word_and_sentence(kind: VerdictKind) -> None:
    assert 1 <= len(word(Verdict(kind)).render().split()) <= 3
    told = sentence(Verdict(kind)).render()
    assert told.endswith((".", "?"))
    assert "{" not in told


@pytest.mark.parametrize("kind", PromptKind)
def test_every_prompt_has_a_headline(kind: PromptKind) -> None:
    headline, detail = prompt_text(Prompt(kind))
    assert "{" not in headline.render()
    assert detail is None or "{" not in detail.render()


def _all_wordings() -> Iterator[tuple[str, Wording]]:
    tables: tuple[Mapping[StrEnum, tuple[Wording, ...]], ...] = (
        VERDICT_WORDS,  # type: ignore[assignment]
        SENTENCES,
        HEADLINES,
        DETAILS,
    )
    for each in tables:
        for kind, wordings in each.items():
            assert not fields_of(wordings[-1].msgid), f"{kind} needs words without fields"
            assert not wordings[-1].when, f"{kind} needs words that always fit"
            for wording in wordings:
                yield kind.value, wording


def test_no_sentence_speaks_in_codes() -> None:
    for kind, wording in _all_wordings():
        for forbidden in ("invalid", "error", "CMD-", "QTY-", "exception", "null"):
            assert forbidden not in wording.msgid, kind


def test_both_forms_of_a_plural_have_the_same_fields() -> None:
    for kind, wording in _all_wordings():
        if wording.plural is not None:
            assert fields_of(wording.msgid) == fields_of(wording.plural), kind
            assert wording.count in fields_of(wording.msgid), kind


@pytest.mark.parametrize("machine", [pick, sort, pack, ship])
def test_what_the_machines_say_fills_the_most_telling_sentence(machine: ModuleType) -> None:
    may_be_bare = {K.UNDONE, K.PARKED, K.WRONG_KIND, K.ORDER_CHANGED, K.TAKEN_ELSEWHERE}
    verdicts, _ = said_and_asked(machine)
    for said in verdicts:
        text = sentence(said)
        assert "{" not in text.render()
        telling = any(fields_of(wording.msgid) for wording in SENTENCES[said.kind])
        if telling and said.kind not in may_be_bare and not _from_centre(said):
            assert fields_of(text.msgid), f"{said} is told without its facts"
        word(said).render()
        where = place(said)
        assert (where is None) == (place_caption(said) is None)


def _from_centre(said: Verdict) -> bool:
    return said.kind in (K.DEAD_LABEL, K.ORDER_STOPPED)


@pytest.mark.parametrize("machine", [pick, sort, pack, ship])
def test_what_the_machines_ask_fills_the_headline(machine: ModuleType) -> None:
    _, prompts = said_and_asked(machine)
    for asked in prompts:
        headline, detail = prompt_text(asked)
        headline.render()
        if detail is not None:
            detail.render()
        telling = any(fields_of(wording.msgid) for wording in HEADLINES[asked.kind])
        if telling and asked.params.get("number") != "" and asked.params.get("lot") != "":
            assert fields_of(headline.msgid), asked


def test_the_place_to_go_to() -> None:
    said = verdict(K.WRONG_SHELF, expected="A-01", got="A-02")
    assert _rendered(place(said)) == "Shelf A-01"
    assert _rendered(place_caption(said)) == "Go to"
    counted = verdict(K.UNIT_COUNTED, name="Mug", units=1, counted=1, of=2, slot="7")
    assert _rendered(place(counted)) == "Slot 7"
    assert place(verdict(K.UNIT_COUNTED, name="Mug", units=1, counted=1, of=2, slot="")) is None


def test_a_swapped_label_names_both_orders_where_both_are_known() -> None:
    said = verdict(K.SWAPPED_LABEL, expected="SF1", got="SF2", order_no="42", other_order_no="43")
    assert "order 43" in sentence(said).render()
    here = Verdict(K.SWAPPED_LABEL, {**said.params, "other_order_no": ""})
    assert sentence(here).render().startswith("This is label SF2, but the box of order 42")


def test_counts_have_their_plural() -> None:
    one = sentence(verdict(K.HANDED_OVER, count=1, carrier="SF"))
    many = sentence(verdict(K.HANDED_OVER, count=2, carrier="SF"))
    assert one.render() == "1 parcel is handed over to SF."
    assert many.render() == "2 parcels are handed over to SF."
    assert many.render(str, lambda one, many, n: f"{n}!{many}").startswith("2!2 parcels")


def test_a_translation_is_filled_like_the_original() -> None:
    text = Text("Scan shelf {shelf}", {"shelf": "A-01"})
    assert text.render({"Scan shelf {shelf}": "扫描货架 {shelf}"}.__getitem__) == "扫描货架 A-01"


@pytest.mark.sop("3.1.3a")
def test_every_status_people_see_has_a_word() -> None:
    unseen = {words.Signal}
    for enum in vars(words).values():
        if isinstance(enum, type) and issubclass(enum, StrEnum) and enum not in (StrEnum, *unseen):
            for member in enum:
                assert status_word(member).render()
    assert status_word(words.WaybillState.FREE) != status_word(words.StockState.FREE)


def _rendered(text: Text | None) -> str:
    assert text is not None
    return text.render()
