"""Hot products: scan one, the next label prints; on every database."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from datetime import timedelta
from pathlib import Path

from sqlalchemy import select, update

from db.schema.orders import Order
from db.schema.parcels import Parcel
from fulfilment.house import Actor, Work
from procedure.effects import (
    CloseParcel,
    OpenHotParcel,
    PackUnits,
    ParcelClosed,
    ParcelOpened,
)
from procedure.ids import OrderId
from procedure.permissions import UseCase
from procedure.tasks import PackTask
from procedure.verdicts import VerdictKind, verdict
from procedure.waves import WaveWish
from procedure.words import ParcelStatus, PickMode, Post, Screen, ServiceLevel
from tests.integration.test_wave_picking import finished, wave_claimed
from tests.integration.test_waves import built
from tests.plugins.benches import BenchAt
from tests.plugins.everything import nothing_written
from tests.plugins.houses import CABLE, EAN, MUG, TEA, SmallHouse, draft
from tests.plugins.journey import (
    PACKER,
    ask,
    confirmed,
    expect,
    hold,
    line,
    order_no,
    print_labels,
    second_station,
    set_up,
    verdict_of,
)


def hot(at: SmallHouse, count: int, sku: str = CABLE) -> tuple[OrderId, ...]:
    """Picked orders of one unit each, in a hot wave."""
    orders = confirmed(at, *(draft(f"H-{n}", lines=(line(sku, 1),)) for n in range(count)))
    built(at, WaveWish(mode=PickMode.HOT))
    finished(at, wave_claimed(at))
    return orders


def opened(at: SmallHouse, who: Actor | None = None, sku: str = CABLE) -> PackTask:
    """The parcel that a unit opens."""
    gate = OpenHotParcel(at.products[sku], None)
    return expect(ParcelOpened, ask(at, who or PACKER, gate, use_case=UseCase.PACK)).task


def closed(at: SmallHouse, task: PackTask) -> str:
    """The parcel with its unit in it; its number."""
    (item,) = task.items
    unit = PackUnits(task.parcel_id, task.fence, item.order_line_id, item.lot_id, 1)
    answer = ask(at, PACKER, unit, CloseParcel(task.parcel_id, task.fence))
    return expect(ParcelClosed, answer).number


def test_express_comes_first_then_the_earliest_promise(at: SmallHouse) -> None:
    orders = hot(at, 3)
    soon = at.clock.now + timedelta(days=1)

    def change(work: Work) -> None:
        connection = work.connection
        connection.execute(update(Order).where(Order.id == orders[1]).values(ship_by=soon))
        connection.execute(
            update(Parcel).where(Parcel.order_id == orders[2]).values(service=ServiceLevel.EXPRESS)
        )
        connection.execute(
            update(Order).where(Order.id == orders[0]).values(ship_by=soon + timedelta(days=1))
        )

    set_up(at, change)
    benches = [second_station(at, Post.PACKER, f"bench-{n}") for n in range(3)]
    got = [opened(at, bench).order_no for bench in benches]
    assert got == [order_no(at, orders[n]) for n in (2, 1, 0)]


def test_what_this_bench_has_open_or_unproven_comes_first(at: SmallHouse) -> None:
    hot(at, 2)
    first = opened(at)
    again = opened(at)
    assert again.parcel_id == first.parcel_id, "a unit scanned again opens no second parcel"
    closed(at, again)
    third = opened(at)
    assert (third.parcel_id, third.closed) == (first.parcel_id, True), "its label comes first"


def test_benches_that_scan_at_once_get_a_parcel_each(at: SmallHouse) -> None:
    hot(at, 6)
    benches = [second_station(at, Post.PACKER, f"bench-{n}") for n in range(3)]
    with ThreadPoolExecutor(3) as floor:
        got = list(floor.map(lambda bench: opened(at, bench).parcel_id, benches))
    assert len(set(got)) == 3


def test_a_stopped_order_is_passed_over(at: SmallHouse) -> None:
    first, second = hot(at, 2)
    hold(at, first)
    assert opened(at).order_no == order_no(at, second)


def test_a_product_that_no_hot_parcel_waits_for_opens_nothing(at: SmallHouse) -> None:
    hot(at, 2)
    with nothing_written(at.house.database):
        answer = ask(at, PACKER, OpenHotParcel(at.products[MUG], None))
    assert verdict_of(answer).kind is VerdictKind.NOT_OPEN
    for bench in ("bench-3", "bench-4"):
        opened(at, second_station(at, Post.PACKER, bench))
    other = second_station(at, Post.PACKER, "bench-2")
    with nothing_written(at.house.database):
        answer = ask(at, other, OpenHotParcel(at.products[CABLE], None), use_case=UseCase.PACK)
    assert verdict_of(answer).kind is VerdictKind.NOT_OPEN


def test_the_lot_of_the_unit_decides(at: SmallHouse) -> None:
    hot(at, 2, TEA)
    with nothing_written(at.house.database):
        answer = ask(at, PACKER, OpenHotParcel(at.products[TEA], "B9999"))
    said = verdict_of(answer)
    assert said.kind is VerdictKind.WRONG_LOT
    lot = str(said.params["expected"])
    assert said == verdict(
        VerdictKind.WRONG_LOT, name=said.params["name"], expected=lot, got="B9999"
    )
    gate = OpenHotParcel(at.products[TEA], lot)
    assert expect(ParcelOpened, ask(at, PACKER, gate)).task.items[0].lot == lot


def test_one_scan_prints_the_next_label(at: SmallHouse, bench_at: BenchAt, tmp_path: Path) -> None:
    orders = hot(at, 2)
    bench = bench_at(Screen.PACK)
    bench.scan(at.badges[Post.PACKER])
    for order in orders:
        said = bench.scan(EAN[CABLE]).verdict
        assert said is not None
        assert (said.kind, said.params["order_no"]) == (
            VerdictKind.PARCEL_CLOSED,
            order_no(at, order),
        )
        assert [job.problem for job in print_labels(at, tmp_path)] == [""]
        assert bench.says(str(said.params["number"])) == [VerdictKind.LABEL_BOUND]
    assert bench.says(EAN[CABLE]) == [VerdictKind.NOT_OPEN]
    with at.house.database.read() as connection:
        assert set(connection.scalars(select(Parcel.status))) == {ParcelStatus.BOUND}
