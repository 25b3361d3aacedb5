"""The demo house: real baskets of a web shop, everything around them made up. No database.

The same drafts, day and seed give the same world, to the last stock row.

References:
    Daqing Chen (2015), "Online Retail", UCI Machine Learning Repository, CC BY 4.0,
    https://doi.org/10.24432/C5BW33; see `resources/demo/README.md`.
"""

from __future__ import annotations

import gzip
import random
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, time
from importlib.resources import files

from fulfilment.demo.orders import CURRENCY, PRICE_FACTOR, Dressed, dressed
from fulfilment.demo.products import SUPPLIERS, alternatives_of, bundles_of, products_of
from fulfilment.demo.shelves import stocked
from fulfilment.demo.values import (
    DemoCarrier,
    DemoChannel,
    DemoPerson,
    DemoService,
    DemoStation,
    DemoWarehouse,
    DemoWorld,
    Planted,
)
from fulfilment.intake.drafts import OrderDraft
from procedure.words import Post, Screen, ServiceLevel

SEED = 20101201
_SHORT = 0.02

WAREHOUSE = DemoWarehouse(
    code="HZ1",
    name="Hangzhou",
    time_zone="Asia/Shanghai",
    currency=CURRENCY,
    sender_name="林晓丽",
    sender_phone="0571-85550100",
    sender_address="浙江省杭州市余杭区仓前街道演示路1号",
)

CHANNEL = DemoChannel(code="online_retail", name="Online Retail", is_interface=False)

CARRIERS = (
    DemoCarrier(
        code="SF",
        name="顺丰速运",
        cut_off=time(20, 0),
        services=(
            DemoService(ServiceLevel.EXPRESS, "顺丰特快", is_default=True),
            DemoService(ServiceLevel.STANDARD, "顺丰标快", is_default=False),
        ),
        prefix="SF1",
        first=990_000_000_001,
        digits=12,
    ),
    DemoCarrier(
        code="YTO",
        name="圆通速递",
        cut_off=time(18, 30),
        services=(DemoService(ServiceLevel.STANDARD, "圆通标准快递", is_default=True),),
        prefix="YT",
        first=9_900_000_000_001,
        digits=13,
    ),
)

PEOPLE = (
    DemoPerson("李建国", frozenset({Post.PICKER})),
    DemoPerson("王秀英", frozenset({Post.PICKER})),
    DemoPerson("张敏", frozenset({Post.PACKER})),
    DemoPerson("刘洋", frozenset({Post.PACKER, Post.PICKER})),
    DemoPerson("陈静", frozenset({Post.INSPECTOR})),
    DemoPerson("杨帆", frozenset({Post.SHIPPER})),
    DemoPerson("赵磊", frozenset({Post.SERVICE_REP})),
    DemoPerson("周婷", frozenset({Post.PURCHASING})),
    DemoPerson("吴强", frozenset({Post.TECHNICIAN})),
    DemoPerson("孙丽", frozenset({Post.SUPERVISOR})),
    DemoPerson("郑凯", frozenset({Post.ADMINISTRATOR})),
)

STATIONS = (
    DemoStation("Pick 1", Screen.PICK),
    DemoStation("Pack 1", Screen.PACK),
    DemoStation("Ship 1", Screen.SHIP),
    DemoStation("Office 1", None),
)


def part_bytes() -> bytes:
    """The packaged part of the data set as CSV, for the reader of order files.

    References:
        `resources/demo/README.md`.
    """
    packed = files("resources").joinpath("demo", "online_retail_part.csv.gz").read_bytes()
    return gzip.decompress(packed)


def make_world(
    drafts: Sequence[OrderDraft],
    *,
    today: date,
    orders: int | None = None,
    seed: int = SEED,
) -> DemoWorld:
    """A house with stock for the first orders of the drafts.

    Args:
        drafts: What the reader of order files made of `part_bytes()`.
        today: The business day the demo begins on; orders were placed in the days before,
            lots expire in the months after.
        orders: How many orders wait, all where not said. Beyond the drafts they come again
            under numbers with a suffix (`536365/2`).

    Raises:
        ValueError: There are no drafts, or no orders are asked for.
    """
    count = len(drafts) if orders is None else orders
    if not drafts or count < 1:
        raise ValueError("a demo needs at least one draft and one order")
    chosen = [_again(drafts[n % len(drafts)], n // len(drafts)) for n in range(count)]
    products = products_of((line for draft in drafts for line in draft.lines), PRICE_FACTOR, seed)
    shop = dressed(chosen, products, CHANNEL.code, today, seed)
    demand = _demand(shop.orders)
    short, exactly = _short_on_purpose(shop, demand, seed)
    house = stocked(products, demand, exactly, today, seed)
    return DemoWorld(
        warehouse=WAREHOUSE,
        channel=CHANNEL,
        products=tuple(products.values()),
        shelves=house.shelves,
        stock=house.stock,
        carriers=CARRIERS,
        people=PEOPLE,
        stations=STATIONS,
        orders=shop.orders,
        planted=(*shop.planted, *short),
        suppliers=SUPPLIERS,
        alternatives=alternatives_of(products),
        bundles=bundles_of(products, demand),
    )


def _again(draft: OrderDraft, earlier: int) -> OrderDraft:
    if not earlier:
        return draft
    return replace(draft, external_no=f"{draft.external_no}/{earlier + 1}")


def _demand(orders: Sequence[OrderDraft]) -> Counter[str]:
    demand: Counter[str] = Counter()
    for order in orders:
        for line in order.lines:
            demand[line.sku] += line.quantity
    return demand


def _short_on_purpose(
    shop: Dressed, demand: Counter[str], seed: int
) -> tuple[list[Planted], dict[str, int]]:
    """A fiftieth of the orders, each with a product of its own that is one unit short.

    Held orders take no stock, so what they ask for is not counted for these products.
    """
    held = {planted.external_no for planted in shop.planted}
    served = [order for order in shop.orders if order.external_no not in held]
    needed = _demand(served)
    chance = random.Random(f"{seed}:short")
    planted: list[Planted] = []
    exactly: dict[str, int] = {}
    wanted = round(len(shop.orders) * _SHORT)
    for order in chance.sample(served, len(served)):
        if len(planted) == wanted:
            break
        skus = [line.sku for line in order.lines]
        if exactly.keys().isdisjoint(skus):
            sku = min(skus, key=lambda key: (demand[key], key))
            exactly[sku] = needed[sku] - 1
            planted.append(Planted(order.external_no, "short"))
    return planted, exactly
