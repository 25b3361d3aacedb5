"""The tables of life cycles: whole, reachable, and the same words as the database stores."""

from __future__ import annotations

from enum import StrEnum
from typing import Any

import pytest
from sqlalchemy import Enum

from db.schema import Base
from procedure import paper_words, parcel_words, words
from procedure.lifecycle import (
    LIFE_CYCLES,
    ORDER,
    PARCEL,
    PRINT_JOB,
    WAYBILL,
    IllegalStep,
    LifeCycle,
    mermaid,
)
from procedure.words import OrderStatus, ParcelStatus, PrintState, WaybillState

FIRST = {
    "order": {"awaiting_payment"},
    "wave": {"released"},
    "pick task": {"open"},
    "parcel": {"open"},
    "inspection": {"waiting"},
    "inspection lot": {"open"},
    "waybill number": {"free"},
    "print job": {"intent"},
    "hand-over": {"open"},
}
FINAL = {
    "order": {"refunded"},
    "wave": {"sorted", "cancelled"},
    "pick task": {"picked", "cancelled"},
    "parcel": {"handed_over", "cancelled"},
    "inspection": {"passed", "failed", "cancelled"},
    "inspection lot": {"accepted", "rejected"},
    "waybill number": {"handed_over", "void"},
    "print job": {"confirmed"},
    "hand-over": {"closed", "cancelled"},
}
each_cycle = pytest.mark.parametrize("cycle", LIFE_CYCLES, ids=lambda cycle: cycle.name)


@each_cycle
def test_every_status_stands_in_the_table(cycle: LifeCycle[Any]) -> None:
    kind: type[StrEnum] = type(next(iter(cycle.steps)))
    assert set(cycle.steps) == set(kind)
    assert {after for afters in cycle.steps.values() for after in afters} <= set(kind)


@each_cycle
def test_every_status_can_be_reached_from_the_first(cycle: LifeCycle[Any]) -> None:
    reached = set(FIRST[cycle.name])
    while new := {after for status in reached for after in cycle.steps[status]} - reached:
        reached |= new
    assert reached == set(cycle.steps)


@each_cycle
def test_what_is_final_is_final(cycle: LifeCycle[Any]) -> None:
    assert {status for status in cycle.steps if cycle.is_final(status)} == FINAL[cycle.name]


@each_cycle
def test_nothing_becomes_what_it_is_already(cycle: LifeCycle[Any]) -> None:
    for status, afters in cycle.steps.items():
        assert status not in afters
        assert len(afters) == len(set(afters))


@each_cycle
def test_a_step_the_table_does_not_know_is_refused(cycle: LifeCycle[Any]) -> None:
    for before in cycle.steps:
        for after in cycle.steps:
            if after in cycle.steps[before]:
                cycle.require(before, after)
            else:
                with pytest.raises(IllegalStep, match=cycle.name):
                    cycle.require(before, after)


def test_what_left_the_house_never_comes_back_as_an_order_to_pack() -> None:
    gone = (OrderStatus.SHIPPED, OrderStatus.COMPLETED, OrderStatus.RETURNED)
    inside = {OrderStatus.PICKING, OrderStatus.PACKING, OrderStatus.READY_TO_SHIP}
    assert not any(inside & set(ORDER.steps[status]) for status in gone)
    assert PARCEL.steps[ParcelStatus.HANDED_OVER] == ()


def test_a_waybill_number_never_becomes_free_again() -> None:
    assert not any(WAYBILL.allows(state, WaybillState.FREE) for state in WaybillState)


def test_paper_that_may_be_out_is_never_intended_again() -> None:
    again = {state for state in PrintState if PRINT_JOB.allows(state, PrintState.INTENT)}
    assert again == {PrintState.FAILED}


def test_the_diagram_shows_every_step() -> None:
    text = mermaid(PARCEL)
    steps = sum(map(len, PARCEL.steps.values()))
    assert text.count(" --> ") == steps + len(FINAL["parcel"])
    assert "    bound --> handed_over" in text
    assert "    handed_over --> [*]" in text


def stored_words() -> list[tuple[str, Enum]]:
    return [
        (f"{table.name}.{column.name}", column.type)
        for table in Base.metadata.sorted_tables
        for column in table.columns
        if isinstance(column.type, Enum)
    ]


@pytest.mark.parametrize(("column", "stored"), stored_words(), ids=lambda value: str(value)[:40])
def test_the_database_stores_the_words_of_the_vocabulary(column: str, stored: Enum) -> None:
    kind = stored.enum_class
    assert kind is not None
    assert issubclass(kind, StrEnum)
    vocabulary = {**vars(words), **vars(parcel_words), **vars(paper_words)}
    assert vocabulary[kind.__name__] is kind
    assert stored.enums == [member.value for member in kind]
    assert stored.create_constraint, f"{column} is not checked by the database"
    assert all(len(word) <= (stored.length or 0) for word in stored.enums)


def test_every_life_has_a_column() -> None:
    kinds = {stored.enum_class for _, stored in stored_words()}
    assert {type(next(iter(cycle.steps))) for cycle in LIFE_CYCLES} <= kinds
