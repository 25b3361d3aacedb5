"""4.2.1a: with a wrong or missing address nothing ships, whichever way it is tried."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from pathlib import Path

import pytest
from sqlalchemy import select

from db.schema.orders import Hold
from db.schema.parcels import Parcel
from fulfilment.orders.confirmation import Confirmed, confirm_orders
from fulfilment.orders.holds import lift_hold
from procedure.effects import (
    BindLabel,
    CloseHandover,
    CloseParcel,
    CountParcel,
    ReprintLabel,
)
from procedure.ids import HoldId, OrderId
from procedure.verdicts import VerdictKind
from procedure.words import OrderStatus, ParcelStatus, Post
from tests.plugins.everything import nothing_written
from tests.plugins.houses import SmallHouse, draft
from tests.plugins.journey import (
    PACKER,
    SHIPPER,
    ask,
    bound,
    change_address,
    closed,
    counted,
    expect,
    filled,
    labelled,
    order_no,
    print_labels,
    release,
    released,
    status,
    taken,
    verdict_of,
)

RECEIVER = draft().receiver
WRONG: dict[str, dict[str, str]] = {
    "no address": {
        **dict.fromkeys(("province", "city", "district", "town", "detail"), ""),
    },
    "no door number": {"detail": "文三路"},
    "a road without a name": {"detail": "XX路12号"},
    "a city of another province": {"city": "南京市"},
    "masked": {"detail": "文三路4**号"},
    "no phone": {"phone": ""},
}
pytestmark = pytest.mark.sop("4.2.1a")


def test_it_does_not_get_as_far_as_picking(at: SmallHouse) -> None:
    orders = taken(
        at, *(draft(name, receiver=replace(RECEIVER, **parts)) for name, parts in WRONG.items())
    )
    with nothing_written(at.house.database):
        rep = at.people[Post.SERVICE_REP]
        confirmed = expect(Confirmed, confirm_orders(at.house, rep, orders))
        assert [order for order, _ in confirmed.refused] == list(orders)
        assert {why.kind for _, why in confirmed.refused} == {VerdictKind.ORDER_STOPPED}
        assert [order for order, _ in release(at, orders).refused] == list(orders)


def before_closing(at: SmallHouse, order: OrderId, _: Path, parts: dict[str, str]) -> VerdictKind:
    parcel = filled(at, order)
    change_address(at, order, **parts)
    return refused(at, PACKER, CloseParcel(parcel.parcel_id, parcel.fence))


def before_printing(
    at: SmallHouse, order: OrderId, folder: Path, parts: dict[str, str]
) -> VerdictKind:
    closed(at, order)
    change_address(at, order, **parts)
    (printed,) = print_labels(at, folder / "out")
    assert not (folder / "out").exists(), "no paper"
    return VerdictKind(printed.problem)


def before_reprinting(
    at: SmallHouse, order: OrderId, folder: Path, parts: dict[str, str]
) -> VerdictKind:
    parcel = labelled(at, order, folder).parcel
    change_address(at, order, **parts)
    return refused(at, PACKER, ReprintLabel(parcel.parcel_id, parcel.fence))


def before_scanning_back(
    at: SmallHouse, order: OrderId, folder: Path, parts: dict[str, str]
) -> VerdictKind:
    parcel = labelled(at, order, folder)
    change_address(at, order, **parts)
    return refused(at, PACKER, BindLabel(parcel.parcel.box_code, parcel.number))


def before_counting(
    at: SmallHouse, order: OrderId, folder: Path, parts: dict[str, str]
) -> VerdictKind:
    parcel = bound(at, order, folder)
    change_address(at, order, **parts)
    return refused(at, SHIPPER, CountParcel(None, parcel.number))


def before_handing_over(
    at: SmallHouse, order: OrderId, folder: Path, parts: dict[str, str]
) -> VerdictKind:
    handover = counted(at, bound(at, order, folder))
    change_address(at, order, **parts)
    return refused(at, SHIPPER, CloseHandover(handover))


def refused(at: SmallHouse, who: object, effect: object) -> VerdictKind:
    with nothing_written(at.house.database):
        answer = ask(at, who, effect)  # type: ignore[arg-type]
    return verdict_of(answer).kind


Way = Callable[[SmallHouse, OrderId, Path, dict[str, str]], VerdictKind]
WAYS: list[tuple[Way, VerdictKind]] = [
    (before_closing, VerdictKind.BAD_ADDRESS),
    (before_printing, VerdictKind.DEAD_LABEL),
    (before_reprinting, VerdictKind.BAD_ADDRESS),
    (before_scanning_back, VerdictKind.DEAD_LABEL),
    (before_counting, VerdictKind.DEAD_LABEL),
    (before_handing_over, VerdictKind.DEAD_LABEL),
]


@pytest.mark.parametrize(("way", "why"), WAYS, ids=[way.__name__ for way, _ in WAYS])
def test_an_address_that_becomes_wrong_stops_the_parcel_where_it_is(
    at: SmallHouse, tmp_path: Path, way: Way, why: VerdictKind
) -> None:
    (order,) = released(at, draft("A-1"))
    assert way(at, order, tmp_path, WRONG["no address"]) is why
    assert still_here(at, order)


@pytest.mark.parametrize("way", [way for way, _ in WAYS[1:]])
def test_a_label_printed_for_an_older_address_is_dead_though_the_new_one_is_good(
    at: SmallHouse, tmp_path: Path, way: Way
) -> None:
    (order,) = released(at, draft("A-1"))
    good = {"detail": "文三路480号3幢2室"}
    assert way(at, order, tmp_path, good) is VerdictKind.DEAD_LABEL
    assert still_here(at, order)


def still_here(at: SmallHouse, order: OrderId) -> bool:
    with at.house.database.read() as connection:
        parcel = connection.scalar(select(Parcel.status).where(Parcel.order_id == order))
    assert status(at, order) in (OrderStatus.PACKING, OrderStatus.READY_TO_SHIP)
    return parcel is not ParcelStatus.HANDED_OVER


def test_a_rep_may_accept_a_doubt_but_never_a_masked_address(at: SmallHouse) -> None:
    """Lifting the hold says that somebody looked; hidden text stays hidden."""
    doubtful, masked = taken(
        at,
        draft("A-1", receiver=replace(RECEIVER, detail="文三路")),
        draft("A-2", receiver=replace(RECEIVER, detail="文三路4**号")),
    )
    rep = at.people[Post.SERVICE_REP]
    with at.house.database.read() as connection:
        holds = connection.scalars(select(Hold.id)).all()
    for hold in holds:
        lift_hold(at.house, rep, HoldId(hold), "asked the customer")
    confirm_orders(at.house, rep, [doubtful, masked])
    assert release(at, [doubtful, masked]).to_pick == (doubtful, masked)
    assert closed(at, doubtful).number
    parcel = filled(at, masked)
    close = CloseParcel(parcel.parcel_id, parcel.fence)
    with nothing_written(at.house.database):
        said = verdict_of(ask(at, PACKER, close))
    assert said.kind is VerdictKind.BAD_ADDRESS
    assert said.params == {"order_no": order_no(at, masked)}
