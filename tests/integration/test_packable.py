"""What the idle bench counts is what can be opened; what changed under a packer is named."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from db.views.floor import FloorCounts, floor_counts
from fulfilment.orders.cancelling import Cancelled, cancel_order
from fulfilment.orders.remarks import RemarkWritten, write_remark
from procedure.effects import OpenParcel, ParcelOpened
from procedure.ids import OrderId
from procedure.machines.pack_state import PackState
from procedure.permissions import UseCase
from procedure.texts import sentence
from procedure.verdicts import VerdictKind
from procedure.words import Post, Screen
from tests.plugins.benches import Bench, BenchAt, packer
from tests.plugins.everything import nothing_written
from tests.plugins.houses import CABLE, EAN, MUG, SmallHouse, draft
from tests.plugins.journey import (
    ask,
    closed,
    expect,
    hold,
    line,
    opened,
    order_no,
    picked,
    released,
    second_station,
    verdict_of,
)

K = VerdictKind


def _cancelled(at: SmallHouse, order: OrderId) -> None:
    boss = at.people[Post.SUPERVISOR]
    expect(Cancelled, cancel_order(at.house, boss, order, "customer called"))


def _at_another_bench(at: SmallHouse, order: OrderId) -> None:
    opened(at, order)


def _left_at_another_bench(at: SmallHouse, order: OrderId) -> None:
    opened(at, order)
    at.clock.advance(timedelta(seconds=at.house.order_policy.lease_seconds + 1))


def _only_picked(at: SmallHouse, order: OrderId) -> None:
    picked(at, order)


def _held(at: SmallHouse, order: OrderId) -> None:
    picked(at, order)
    hold(at, order)


def _picked_then_cancelled(at: SmallHouse, order: OrderId) -> None:
    picked(at, order)
    _cancelled(at, order)


CASES: tuple[tuple[Callable[[SmallHouse, OrderId], object], VerdictKind | None], ...] = (
    (_only_picked, None),
    (_left_at_another_bench, None),
    (_at_another_bench, K.TASK_TAKEN),
    (_held, K.ORDER_STOPPED),
    (_picked_then_cancelled, K.ORDER_STOPPED),
    (closed, K.TASK_TAKEN),
)


def _counts(at: SmallHouse) -> FloorCounts:
    with at.house.database.read() as connection:
        return floor_counts(connection, at.house.clock())


@pytest.mark.parametrize(
    ("happens", "refused"), CASES, ids=[case[0].__name__.strip("_") for case in CASES]
)
def test_the_list_counts_exactly_what_can_be_opened(
    at: SmallHouse,
    happens: Callable[[SmallHouse, OrderId], object],
    refused: VerdictKind | None,
) -> None:
    (order,) = released(at, draft("A-1"))
    happens(at, order)
    counts, other = _counts(at), second_station(at, Post.PACKER, "pack-2")
    assert counts.to_pack == (refused is None)
    assert counts.packing == (happens is _at_another_bench)
    assert counts.held == (happens is _held)
    code = OpenParcel(order_no(at, order))
    if refused is None:
        expect(ParcelOpened, ask(at, other, code, use_case=UseCase.PACK))
        return
    with nothing_written(at.house.database):
        said = verdict_of(ask(at, other, code, use_case=UseCase.PACK))
    assert said.kind is refused
    assert order_no(at, order) in str(sentence(said).params.values())


@pytest.mark.parametrize(
    ("happens", "says"),
    [(hold, "is held"), (_cancelled, "was cancelled")],
    ids=["held", "cancelled"],
)
def test_what_changed_under_the_packer_stops_the_bench_and_is_named(
    at: SmallHouse,
    bench_at: BenchAt,
    happens: Callable[[SmallHouse, OrderId], object],
    says: str,
) -> None:
    bench, order = packer(at, bench_at)
    assert bench.says(EAN[CABLE]) == [K.UNIT_COUNTED]
    bench.apply()
    happens(at, order)
    bench.says(EAN[CABLE])
    shown = bench.apply()
    assert shown is not None
    assert shown.verdict is not None
    said = sentence(shown.verdict)
    assert shown.verdict.kind is K.ORDER_STOPPED
    assert says in said.msgid
    assert "Put its goods aside" in said.msgid
    assert bench.says(EAN[CABLE]) == [K.ORDER_STOPPED], "nothing goes on before it is confirmed"


def test_a_remark_that_comes_meanwhile_stops_nobody(at: SmallHouse, bench_at: BenchAt) -> None:
    bench, order = packer(at, bench_at)
    rep = at.people[Post.SERVICE_REP]
    expect(RemarkWritten, write_remark(at.house, rep, order, "call first", for_floor=False))
    assert bench.says(EAN[CABLE], EAN[MUG]) == [K.UNIT_COUNTED, K.LINE_DONE]
    bench.apply()
    assert bench.says(EAN[CABLE]) == [K.UNIT_COUNTED]


def test_a_split_order_says_which_parcel_this_is(at: SmallHouse, bench_at: BenchAt) -> None:
    (order,) = released(at, draft("A-1", lines=(line(CABLE, 2), line(MUG, 1))))
    picked(at, order)
    bench = bench_at(Screen.PACK)
    bench.says(at.badges[Post.PACKER], order_no(at, order), EAN[MUG])
    assert _which(bench) == (1, 1)
    assert bench.says("CMD-NEXTBOX")
    bench.apply()
    assert _which(bench) == (1, 2)


def _which(bench: Bench) -> tuple[int, int]:
    state = bench.shown.state
    assert isinstance(state, PackState)
    assert state.task is not None
    return state.task.parcel_index, state.task.parcel_count
