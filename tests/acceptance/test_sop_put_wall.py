"""Clause 3.2.2a: a wave of real orders is picked once, sorted at the put wall, packed and sent."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from sqlalchemy import func, select

from db.opening import open_database
from db.schema.orders import OrderLine
from db.schema.parcels import Parcel
from db.schema.picking import PickLine, Wave
from db.schema.products import Product
from fulfilment.demo.house import DemoHouse, build_demo_house
from fulfilment.goods.catalogue import ProductCatalogue
from fulfilment.house import SYSTEM
from fulfilment.log.check import check_log
from fulfilment.stock.check import check_stock
from fulfilment.waves.waves import WavesBuilt, build_waves
from fulfilment.within_reach import EAN_AIM
from gateway.demo.bench import Bench
from gateway.demo.figures import Figures
from gateway.demo.house import demo_world
from gateway.demo.walk import Slips, pack_all, ship_all
from printing.printers.file import FilePrinter
from procedure.ids import ProductId
from procedure.machines.sort_state import SortState, live_items, open_units
from procedure.verdicts import VerdictKind
from procedure.waves import Load, WaveWish
from procedure.words import ParcelStatus, PickMode, Post, Screen, ServiceLevel, WaveStatus
from tests.acceptance.test_sop_waves import shelves_of_the_wave, walked
from tests.plugins.journey import expect

ORDERS = 12
"""Those that go all the way."""
SLIP_EVERY = 15
"""Scans at the wall after which something wrong is scanned."""


def bench_of(made: DemoHouse, folder: Path, screen: Screen, post: Post) -> Bench:
    """A bench with somebody of a post signed in."""
    catalogue = ProductCatalogue(made.house.database)
    catalogue.load()
    bench = Bench(made.house, catalogue, made.stations[screen], screen, folder, Figures())
    bench.scan(next(badge.secret for badge in made.badges if post in badge.posts))
    return bench


def sorted_at_the_wall(bench: Bench, foreign: str) -> Counter[VerdictKind]:
    """Sort the wave that waits, with mistakes on purpose; what was said."""
    said: Counter[VerdictKind] = Counter()
    code = bench.right_code()
    assert code is not None
    bench.scan_code(code)
    for number in range(100_000):
        state = bench.shown.state
        assert isinstance(state, SortState)
        if state.task is None:
            return said
        if number % SLIP_EVERY == 0 and state.held is None:
            slip(bench, state, foreign, said)
        code = bench.right_code()
        assert code is not None
        bench.scan_code(code)
        assert bench.shown.verdict is not None
        assert not bench.shown.verdict.is_refusal, bench.shown.verdict
        said[bench.shown.verdict.kind] += 1
    raise AssertionError("the wall is never done")


def slip(bench: Bench, state: SortState, foreign: str, said: Counter[VerdictKind]) -> None:
    """A product of no order here, and one more of what every slot has already."""
    items = [item for _, item in live_items(state.slots)]
    wanted = {item.product.product_id for item in items if open_units(item)}
    full = [i.product.product_id for i in items if i.product.product_id not in wanted]
    for text in (foreign, *(bench.reach.product_code(product) for product in full[:1])):
        before = state.sorted
        bench.scan(text, EAN_AIM)
        after = bench.shown.state
        assert isinstance(after, SortState)
        assert bench.shown.verdict is not None
        assert after.sorted == before, "what is wrong counts nowhere"
        said[bench.shown.verdict.kind] += 1


def wave_at_the_wall(made: DemoHouse, folder: Path, orders: int) -> None:
    """Pick a wave of so many orders in one walk and sort it."""
    wish = WaveWish(mode=PickMode.SORT, service=ServiceLevel.STANDARD, most=Load(orders=orders))
    (wave,) = expect(WavesBuilt, build_waves(made.house, SYSTEM, wish)).waves
    assert len(wave.orders) == orders
    to_visit = shelves_of_the_wave(made)
    pick = bench_of(made, folder, Screen.PICK, Post.PICKER)
    assert walked(pick) == to_visit, "each location once, in walking order"
    pick.shown = pick.station.open_screen(Screen.SORT)
    said = sorted_at_the_wall(pick, product_of_no_order(made, pick))
    pick.close()
    assert said[VerdictKind.WRONG_PRODUCT] > 0 < said[VerdictKind.OVER_SCAN]
    assert said[VerdictKind.SLOT_DONE] == orders - 1
    assert said[VerdictKind.WALL_DONE] == 1
    with made.house.database.read() as connection:
        assert connection.scalars(select(Wave.status)).all() == [WaveStatus.SORTED]
        unsorted = connection.scalar(select(func.sum(PickLine.quantity - PickLine.sorted)))
        totes = connection.scalars(select(Parcel.tote_code).order_by(Parcel.tote_code)).all()
    assert unsorted == 0
    assert totes == [f"{wave.wave_no}-{slot:02d}" for slot in range(1, orders + 1)]


def ends_sound(made: DemoHouse) -> None:
    """The books and the log are whole; the house is closed."""
    assert check_stock(made.house.database) is None
    assert check_log(made.house.database).broken is None
    made.house.close()


@pytest.mark.sop("3.2.2a")
@pytest.mark.parametrize(
    "database_url",
    [pytest.param("postgresql", marks=pytest.mark.needs_postgres)],
    indirect=True,
)
def test_fifty_real_orders_are_picked_and_sorted(database_url: str, tmp_path: Path) -> None:
    """Fifty orders on PostgreSQL; SQLite has its fifty in `test_sop_waves`."""
    database = open_database(database_url, upgrade=True)
    made = build_demo_house(database, demo_world(100), for_waves=100)
    wave_at_the_wall(made, tmp_path, 50)
    ends_sound(made)


@pytest.mark.sop("3.2.2a")
def test_a_wave_is_picked_sorted_packed_and_handed_over(database_url: str, tmp_path: Path) -> None:
    database = open_database(database_url, upgrade=True)
    world = demo_world(2 * ORDERS)
    made = build_demo_house(database, world, for_waves=len(world.orders))
    wave_at_the_wall(made, tmp_path, ORDERS)
    slips = Slips(ORDERS + 1, (), tuple(p.ean13 for p in world.products))
    pack = bench_of(made, tmp_path, Screen.PACK, Post.PACKER)
    assert pack_all(pack, slips, FilePrinter(tmp_path / "labels")) == ORDERS
    pack.close()
    ship = bench_of(made, tmp_path, Screen.SHIP, Post.SHIPPER)
    assert ship_all(ship) == ORDERS
    ship.close()
    with database.read() as connection:
        assert set(connection.scalars(select(Parcel.status))) == {ParcelStatus.HANDED_OVER}
    ends_sound(made)


def product_of_no_order(made: DemoHouse, bench: Bench) -> str:
    """The code of a product that nobody of the wave ordered."""
    ordered = select(OrderLine.product_id).join(PickLine, PickLine.order_line_id == OrderLine.id)
    with made.house.database.read() as connection:
        rows = connection.scalars(
            select(Product.id).where(Product.id.not_in(ordered)).order_by(Product.id).limit(50)
        ).all()
    codes = (bench.reach.product_code(product) for product in map(ProductId, rows))
    return next(code for code in codes if code.isdigit())
