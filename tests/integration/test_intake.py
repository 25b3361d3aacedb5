"""Intake on every database: taken once, held for what is missing, refused with nothing written."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from typing import Any

import pytest
from sqlalchemy import func, select

from db.schema.orders import Channel, Order, OrderLine, Remark
from fulfilment.intake.drafts import LineDraft, ReceiverDraft
from fulfilment.intake.intake import Taken, UnknownChannel, take_orders
from fulfilment.orders.confirmation import Confirmed, confirm_orders
from fulfilment.set_up import add_channel
from procedure.verdicts import VerdictKind
from procedure.words import HoldKind, OrderStatus, Post, ServiceLevel
from tests.plugins.everything import assert_sound, nothing_written
from tests.plugins.houses import CABLE, MUG, SmallHouse, draft
from tests.plugins.intake_process import take_feed
from tests.plugins.journey import (
    expect,
    line,
    open_holds,
    set_up,
    status,
    taken,
    verdict_of,
)
from tests.plugins.processes import at_once

RECEIVER: ReceiverDraft = draft().receiver


def take(at: SmallHouse, *drafts: Any) -> Taken:
    return expect(Taken, take_orders(at.house, at.people[Post.SERVICE_REP], drafts))


def test_the_same_feed_twice_changes_nothing_and_says_so(at: SmallHouse) -> None:
    feed = [draft("A-1"), draft("A-2", lines=(line(CABLE, 3),)), draft("A-3", remark="Ring twice")]
    assert take(at, *feed).known == ()
    with nothing_written(at.house.database):
        again = take(at, *feed)
    assert again == Taken(orders=(), held=0, known=("A-1", "A-2", "A-3"), conflicts=())


def test_a_number_that_comes_back_with_other_content_is_left_for_a_person(at: SmallHouse) -> None:
    take(at, draft("A-1"))
    with nothing_written(at.house.database):
        again = take(at, draft("A-1", lines=(line(MUG, 5),)))
    assert again.conflicts == ("A-1",)
    assert (again.orders, again.known) == ((), ())


def test_two_contents_under_one_number_in_one_feed(at: SmallHouse) -> None:
    result = take(at, draft("A-1"), draft("A-1"), draft("A-1", lines=(line(MUG, 5),)))
    assert len(result.orders) == 1
    assert result.known == ("A-1",)
    assert result.conflicts == ("A-1",)


def test_two_channels_may_use_the_same_number(at: SmallHouse) -> None:
    set_up(at, lambda work: add_channel(work, "tmall", "Tmall", True))
    assert len(take(at, draft("A-1"), draft("A-1", channel="tmall")).orders) == 2


def test_a_channel_nobody_set_up_takes_nothing(at: SmallHouse) -> None:
    with (
        nothing_written(at.house.database),
        pytest.raises(UnknownChannel, match="fax"),
    ):
        take(at, draft("A-1"), draft("A-2", channel="fax"))


@pytest.mark.parametrize("post", [Post.PICKER, Post.PURCHASING])
def test_who_may_not_take_orders_takes_none(at: SmallHouse, post: Post) -> None:
    with nothing_written(at.house.database):
        refused = take_orders(at.house, at.people[post], [draft("A-1")])
    assert verdict_of(refused).kind is VerdictKind.NOT_ALLOWED


def test_an_unpaid_order_waits_for_its_payment(at: SmallHouse) -> None:
    paid, unpaid = taken(at, draft("A-1", paid_minor=23600), draft("A-2", paid_minor=23599))
    assert status(at, paid) is OrderStatus.PENDING
    assert status(at, unpaid) is OrderStatus.AWAITING_PAYMENT


def test_what_came_in_stands_in_the_rows(at: SmallHouse) -> None:
    (order,) = taken(
        at, draft("A-1", service=ServiceLevel.EXPRESS, remark="Ring twice", buyer_logged_in=False)
    )
    with at.house.database.read() as connection:
        row = connection.execute(select(Order.__table__).where(Order.id == order)).one()
        lines = connection.execute(select(OrderLine.line_no, OrderLine.quantity)).all()
        remark = connection.scalars(select(Remark.body)).all()
        tag = connection.scalar(select(Channel.is_interface).where(Channel.id == row.channel_id))
    assert row.order_no == "20261123000001"
    assert (row.pieces, row.total_minor, row.buyer_logged_in) == (3, 23600, False)
    assert row.carrier_id == at.carriers["SF"]
    assert [tuple(each) for each in lines] == [(1, 2), (2, 1)]
    assert remark == ["Ring twice"]
    assert tag is True


TO_VERIFY = HoldKind.TO_VERIFY
HELD: list[tuple[str, dict[str, Any], list[tuple[HoldKind, str]]]] = [
    (
        "a guest without a contact",
        {"buyer_logged_in": False, "receiver": replace(RECEIVER, phone="")},
        [(TO_VERIFY, "missing_phone"), (HoldKind.MISSING_CONTACT, "missing_contact")],
    ),
    ("no goods", {"lines": ()}, [(TO_VERIFY, "missing_product")]),
    ("goods without a key", {"lines": (line("", 1),)}, [(TO_VERIFY, "missing_product")]),
    (
        "no receiver",
        {"receiver": replace(RECEIVER, name="")},
        [(TO_VERIFY, "missing_receiver")],
    ),
    (
        "no address",
        {"receiver": ReceiverDraft("陈晓静", "13800138000")},
        [(TO_VERIFY, "missing_address")],
    ),
    (
        "no province",
        {"receiver": replace(RECEIVER, province="")},
        [(TO_VERIFY, "missing_province")],
    ),
    ("no city", {"receiver": replace(RECEIVER, city="")}, [(TO_VERIFY, "missing_city")]),
    (
        "no district",
        {"receiver": replace(RECEIVER, district="")},
        [(TO_VERIFY, "missing_district")],
    ),
    (
        "no door number",
        {"receiver": replace(RECEIVER, detail="文三路")},
        [(TO_VERIFY, "missing_door")],
    ),
    (
        "a masked address",
        {"receiver": replace(RECEIVER, detail="文三路***号")},
        [(TO_VERIFY, "masked_address")],
    ),
    (
        "a masked phone",
        {"receiver": replace(RECEIVER, phone="138****8000")},
        [(TO_VERIFY, "masked_phone")],
    ),
    (
        "goods nobody knows",
        {"lines": (line("NEVER-SEEN", 1),)},
        [(HoldKind.UNKNOWN_PRODUCT, "unknown_product")],
    ),
    (
        "an engraving",
        {"lines": (LineDraft(MUG, "Mug", 1, 100, customization="For Ann"),)},
        [(HoldKind.CUSTOM_WORDING, "custom_wording")],
    ),
]


def test_orders_with_something_missing_are_taken_held_and_not_confirmed(at: SmallHouse) -> None:
    result = take(at, *(draft(name, **changes) for name, changes, _ in HELD))
    assert result.held == len(result.orders) == len(HELD)
    for order, (name, _, holds) in zip(result.orders, HELD, strict=True):
        assert set(holds) <= set(open_holds(at, order)), name
    with nothing_written(at.house.database):
        answer = expect(
            Confirmed, confirm_orders(at.house, at.people[Post.SERVICE_REP], result.orders)
        )
    assert answer.orders == ()
    assert [order for order, _ in answer.refused] == list(result.orders)
    assert {why.kind for _, why in answer.refused} == {VerdictKind.ORDER_STOPPED}
    assert answer.refused[0][1].params == {"order_no": "20261123000001"}


@pytest.mark.parametrize("contact", [{"phone": "13800138000"}, {"email": "li@example.org"}])
def test_a_guest_who_can_be_reached_is_not_held_for_it(
    at: SmallHouse, contact: dict[str, str]
) -> None:
    receiver = replace(RECEIVER, phone=contact.get("phone", ""))
    (order,) = taken(
        at,
        draft("A-1", buyer_logged_in=False, buyer_contact=contact.get("email"), receiver=receiver),
    )
    assert HoldKind.MISSING_CONTACT not in {kind for kind, _ in open_holds(at, order)}


def test_a_held_order_holds_up_nobody_else(at: SmallHouse) -> None:
    orders = taken(at, draft("A-1"), draft("A-2", lines=(line("", 1),)), draft("A-3"))
    answer = expect(Confirmed, confirm_orders(at.house, at.people[Post.SERVICE_REP], orders))
    assert answer.orders == (orders[0], orders[2])
    assert [order for order, _ in answer.refused] == [orders[1]]


@pytest.mark.parametrize("already", [OrderStatus.CONFIRMED, OrderStatus.AWAITING_PAYMENT])
def test_only_a_pending_order_is_confirmed(at: SmallHouse, already: OrderStatus) -> None:
    rep = at.people[Post.SERVICE_REP]
    unpaid = already is OrderStatus.AWAITING_PAYMENT
    orders = taken(at, draft("A-1", paid_minor=0 if unpaid else None))
    if not unpaid:
        confirm_orders(at.house, rep, orders)
    with nothing_written(at.house.database):
        answer = expect(Confirmed, confirm_orders(at.house, rep, orders))
    assert [why.kind for _, why in answer.refused] == [VerdictKind.ORDER_NOT_READY]
    assert status(at, orders[0]) is already


def test_two_processes_with_the_same_feed_take_each_order_once(small_house: SmallHouse) -> None:
    url = small_house.house.database.url.render_as_string(hide_password=False)
    said = at_once(take_feed, [(url, 60)] * 2)
    assert sum(orders for orders, _, _ in said) == 60
    assert sum(known for _, known, _ in said) == 60
    assert all(conflicts == 0 for _, _, conflicts in said)
    check(url, lambda connection: connection.scalar(select(func.count(Order.id))), 60)


def check(url: str, ask: Callable[[Any], object], expected: object) -> None:
    from db.engine import Database

    database = Database(url)
    try:
        with database.read() as connection:
            assert ask(connection) == expected
        assert_sound(database)
    finally:
        database.close()
