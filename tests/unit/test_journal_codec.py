"""What a journal keeps comes back as it was, and a badge never gets in."""

from __future__ import annotations

import json
from datetime import UTC, date, datetime
from typing import Any, get_args
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procedure.codes import BadgeReading, Code, KnownProduct, Reading
from procedure.effects import Answer, Effect, FinishPick, PickTaskOpened
from procedure.ids import PickTaskId
from procedure.journal_codec import REDACTED, decode, encode
from procedure.machines import pack, pick, ship
from procedure.policy import StationPolicy
from procedure.tasks import PackTask, PickTask
from procedure.verdicts import Verdict, VerdictKind, verdict
from procedure.words import Command, Signal
from tests.floor.goods import BOX, MUG, TEA, TODAY, Line, code, pack_task, pick_task
from tests.floor.walks import walk

_JSON_SAFE = st.text(st.characters(exclude_categories=["Cs"]), max_size=20)
_READINGS = st.one_of(*(st.from_type(r) for r in get_args(Reading) if r is not BadgeReading))
_VALUES = st.one_of(
    *(st.from_type(cls) for cls in (*get_args(Effect), *get_args(Answer))),
    st.from_type(PickTask),
    st.from_type(PackTask),
    st.from_type(Verdict),
    st.from_type(StationPolicy),
    st.builds(Code, _JSON_SAFE, st.lists(_READINGS, max_size=3).map(tuple)),
)


def round_trip(value: Any) -> Any:
    """Through JSON text and back."""
    return decode(json.loads(json.dumps(encode(value), ensure_ascii=False)))


@given(_VALUES)
def test_every_value_comes_back(value: Any) -> None:
    assert round_trip(value) == value
    assert type(round_trip(value)) is type(value)


@pytest.mark.parametrize(
    "value",
    [
        None,
        True,
        0,
        "text",
        (1, (2, "3")),
        Command.UNDO,
        VerdictKind.DISK_FULL,
        date(2026, 11, 23),
        datetime(2026, 11, 23, 8, 0, tzinfo=UTC),
        UUID(int=7),
        verdict(VerdictKind.WRONG_SHELF, expected="A", got="B"),
        PickTaskOpened(pick_task(Line(MUG, 1), Line(TEA, 2, "B2401", expires_on=TODAY))),
        pack_task(Line(MUG, 1)),
        code(BOX),
    ],
)
def test_values_of_every_kind(value: Any) -> None:
    assert round_trip(value) == value


@pytest.mark.parametrize("machine", [pick, pack, ship])
def test_what_a_machine_does_comes_back(machine: Any) -> None:
    desk = walk(machine, 3, 300)
    assert round_trip(tuple(desk.effects)) == tuple(desk.effects)
    assert round_trip(tuple(desk.verdicts)) == tuple(desk.verdicts)


def test_a_badge_never_gets_in() -> None:
    secret = "USR-ABCDEFGHJK2"
    read = code(secret)
    assert read.readings == (BadgeReading(secret),)
    written = json.dumps(encode((read, BadgeReading(secret))))
    assert "ABCDEFGHJK" not in written
    assert round_trip(read) == Code(REDACTED, (BadgeReading(REDACTED),))


def test_params_may_have_any_name() -> None:
    said = Verdict(VerdictKind.HELP, {"is": "map", "of": 3})
    assert round_trip(said) == said


def test_an_older_journal_is_filled_with_defaults() -> None:
    written = encode(pack_task(Line(MUG, 1)).items[0])
    del written["expires_on"]
    assert decode(written) == pack_task(Line(MUG, 1)).items[0]


def test_a_newer_journal_is_read_as_far_as_it_is_known() -> None:
    written = {**encode(FinishPick(PickTaskId(1), 2)), "mood": "good"}
    assert decode(written) == FinishPick(PickTaskId(1), 2)


@pytest.mark.parametrize(
    "value",
    [
        {"is": "Launch", "code": 1},
        {"is": "Command", "of": "CMD-DANCE"},
        {"is": "FinishPick", "fence": 2},
        {"task_id": 1},
        {"is": 3},
    ],
)
def test_what_this_version_does_not_know_is_told(value: Any) -> None:
    with pytest.raises(ValueError, match=r".+"):
        decode(value)


class _Unknown:
    pass


@pytest.mark.parametrize("value", [_Unknown(), b"raw", Signal, {1, 2}])
def test_what_no_journal_holds_is_not_written(value: Any) -> None:
    with pytest.raises(TypeError, match="no journal holds"):
        encode(value)


def test_a_product_is_written_whole() -> None:
    assert encode(MUG) == {
        "is": "KnownProduct",
        "product_id": 1,
        "sku": "MUG-BL",
        "name": "Mug, blue",
        "lot_tracked": False,
        "count_rule": {"is": "CountRule", "of": "count"},
        "serial_tracked": False,
    }
    assert isinstance(decode(encode(MUG)), KnownProduct)
