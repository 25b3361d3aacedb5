"""Purchase orders: drafted per supplier, sent once, followed to the last unit."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, timedelta

import pytest
from sqlalchemy import select

from db.schema.purchasing import PurchaseLine, PurchaseOrder, Replenishment
from fulfilment.stock.bookings import Booked
from fulfilment.stock.receiving import Receipt, receive_goods
from fulfilment.supply.purchasing import (
    Drafted,
    PurchaseChanged,
    cancel_purchase_order,
    change_expected_day,
    draft_purchase_orders,
    send_purchase_order,
)
from procedure.effects import Refused
from procedure.verdicts import VerdictKind
from procedure.words import OrderStatus, Post, PurchaseStatus, ReplenishmentSource
from tests.plugins.everything import nothing_written
from tests.plugins.houses import CABLE, MUG, TEA, SmallHouse, draft
from tests.plugins.journey import confirmed, expect, line, release, status, verdict_of
from tests.plugins.shortfalls import (
    add_reserve_shelf,
    add_supplier,
    requests,
    stand,
    three_ordered_two_there,
    told,
)


def request_ids(at: SmallHouse, source: ReplenishmentSource | None = None) -> list[int]:
    rows = select(Replenishment.id).order_by(Replenishment.id)
    if source is not None:
        rows = rows.where(Replenishment.source == source)
    with at.house.database.read() as connection:
        return list(connection.scalars(rows))


def purchases(at: SmallHouse) -> list[tuple[str, str, list[tuple[int, int]]]]:
    """Number, status, and (ordered, received) of each line."""
    with at.house.database.read() as connection:
        heads = connection.execute(
            select(PurchaseOrder.id, PurchaseOrder.po_no, PurchaseOrder.status).order_by(
                PurchaseOrder.po_no
            )
        ).all()
        lines = connection.execute(
            select(PurchaseLine.__table__).order_by(PurchaseLine.line_no)
        ).all()
    return [
        (
            head.po_no,
            str(head.status),
            [(row.quantity, row.received) for row in lines if row.purchase_order_id == head.id],
        )
        for head in heads
    ]


def drafted(at: SmallHouse, ids: Sequence[int] | None = None) -> tuple[Drafted, ...]:
    chosen = request_ids(at) if ids is None else ids
    result = draft_purchase_orders(at.house, at.people[Post.PURCHASING], chosen)
    assert not isinstance(result, Refused), result
    return result


def sent(at: SmallHouse, order: Drafted) -> PurchaseChanged:
    result = send_purchase_order(at.house, at.people[Post.PURCHASING], order.purchase_order_id)
    return expect(PurchaseChanged, result)


def received(at: SmallHouse, sku: str, units: int, document: str) -> Booked | Refused:
    receipt = Receipt(at.products[sku], "A-02-01-01", "", None, units, document)
    return receive_goods(at.house, at.people[Post.PURCHASING], receipt)


@pytest.fixture
def short(at: SmallHouse) -> SmallHouse:
    """Five mugs and ten cables are missing; one supplier has the mugs, another the cables."""
    lines = (line(MUG, 25), line(CABLE, 110))
    (order,) = confirmed(at, draft("A-1", lines=lines))
    release(at, [order])
    add_supplier(at, "CUPS", MUG)
    add_supplier(at, "WIRES", CABLE, lead_days=10)
    return at


@pytest.mark.sop("6.1.1a")
def test_a_shortage_is_bought_at_once_and_its_arrival_lets_the_order_go_on(at: SmallHouse) -> None:
    order = three_ordered_two_there(at)
    add_supplier(at, "CUPS", MUG)
    assert [said["units"] for said in told(at, "replenishment")] == [1], "purchasing is told"
    assert told(at, "shortage") == [{"missing": 1}], "and so is the customer"
    (made,) = drafted(at)
    assert (made.po_no, made.supplier, made.units) == ("PO-20261123-001", "CUPS Ltd", 1)
    assert sent(at, made).expected_on == date(2026, 11, 27)
    expect(Booked, received(at, MUG, 1, made.po_no))
    assert purchases(at) == [(made.po_no, "received", [(1, 1)])]
    assert requests(at) == [(MUG, "purchase", "done", 1, 1)]
    assert status(at, order) is OrderStatus.PICKING, "the receipt tried it again"


def test_one_draft_for_each_supplier(short: SmallHouse) -> None:
    assert [(each.supplier, each.lines, each.units) for each in drafted(short)] == [
        ("CUPS Ltd", 1, 5),
        ("WIRES Ltd", 1, 10),
    ]
    assert [number for number, _, _ in purchases(short)] == ["PO-20261123-001", "PO-20261123-002"]
    assert {state for _, _, state, _, _ in requests(short)} == {"ordered"}
    with nothing_written(short.house.database):
        again = draft_purchase_orders(
            short.house, short.people[Post.PURCHASING], request_ids(short)
        )
    assert verdict_of(again).kind is VerdictKind.REQUEST_CLOSED


def test_what_is_missing_beyond_an_order_is_ordered_once_more(short: SmallHouse) -> None:
    drafted(short)
    (more,) = confirmed(short, draft("A-2", lines=(line(MUG, 3),)))
    release(short, [more])
    assert (MUG, "purchase", "open", 8, 0) in requests(short)
    mugs = request_ids(short)[0]
    assert [each.units for each in drafted(short, [mugs])] == [3], "five are on their way"


def test_an_order_is_sent_once_to_the_suppliers_address(short: SmallHouse) -> None:
    cups, wires = drafted(short)
    assert sent(short, cups).status is PurchaseStatus.SENT
    assert sent(short, wires).expected_on == date(2026, 12, 3)
    messages = told(short, "purchase_order")
    assert [(said["po_no"], said["to"]) for said in messages] == [
        (cups.po_no, "orders@cups.example"),
        (wires.po_no, "orders@wires.example"),
    ]
    with nothing_written(short.house.database):
        again = send_purchase_order(
            short.house, short.people[Post.PURCHASING], cups.purchase_order_id
        )
    assert dict(verdict_of(again).params) == {"why": "sent", "po_no": cups.po_no}


def test_goods_that_come_in_parts_are_followed(short: SmallHouse) -> None:
    cups, _ = drafted(short)
    sent(short, cups)
    expect(Booked, received(short, MUG, 2, cups.po_no))
    assert purchases(short)[0] == (cups.po_no, "partly_received", [(5, 2)])
    assert (MUG, "purchase", "ordered", 5, 2) in requests(short)
    expect(Booked, received(short, MUG, 3, cups.po_no))
    assert purchases(short)[0] == (cups.po_no, "received", [(5, 5)])
    assert (MUG, "purchase", "done", 5, 5) in requests(short)


@pytest.mark.parametrize(
    ("sku", "units", "document", "kind"),
    [
        (MUG, 6, "", VerdictKind.OVER_DELIVERY),
        (CABLE, 1, "", VerdictKind.NOT_PURCHASED),
        (MUG, 1, "PO-20261123-777", VerdictKind.PURCHASE_UNKNOWN),
        (MUG, 1, "draft", VerdictKind.PURCHASE_REFUSED),
    ],
)
def test_what_was_not_ordered_is_not_received_on_the_order(
    short: SmallHouse, sku: str, units: int, document: str, kind: VerdictKind
) -> None:
    cups, wires = drafted(short)
    sent(short, cups)
    po_no = {"": cups.po_no, "draft": wires.po_no}.get(document, document)
    with nothing_written(short.house.database):
        answer = received(short, sku, units, po_no)
    assert verdict_of(answer).kind is kind


def test_a_delivery_note_is_no_purchase_order(short: SmallHouse) -> None:
    expect(Booked, received(short, MUG, 1, "PO 4711/26"))


def test_the_expected_day_can_be_moved_but_not_into_the_past(short: SmallHouse) -> None:
    cups, wires = drafted(short)
    sent(short, cups)
    buyer, today = short.people[Post.PURCHASING], short.house.today
    later = change_expected_day(
        short.house, buyer, cups.purchase_order_id, today + timedelta(days=9)
    )
    assert expect(PurchaseChanged, later).expected_on == date(2026, 12, 2)
    with nothing_written(short.house.database):
        past = change_expected_day(
            short.house, buyer, cups.purchase_order_id, today - timedelta(days=1)
        )
        unsent = change_expected_day(short.house, buyer, wires.purchase_order_id, today)
        unknown = change_expected_day(short.house, buyer, 1, today)
    assert verdict_of(past).kind is VerdictKind.DAY_IS_PAST
    assert verdict_of(unsent).params["why"] == "draft"
    assert verdict_of(unknown).kind is VerdictKind.PURCHASE_UNKNOWN


@pytest.mark.parametrize("arrived", [0, 2])
def test_what_does_not_come_is_to_be_ordered_anew(short: SmallHouse, arrived: int) -> None:
    cups, _ = drafted(short)
    sent(short, cups)
    if arrived:
        expect(Booked, received(short, MUG, arrived, cups.po_no))
    buyer = short.people[Post.PURCHASING]
    result = cancel_purchase_order(short.house, buyer, cups.purchase_order_id)
    after = "received" if arrived else "cancelled"
    assert expect(PurchaseChanged, result).status.value == after
    assert (MUG, "purchase", "open", 5, arrived) in requests(short)
    assert [said["po_no"] for said in told(short, "purchase_cancelled")] == [cups.po_no]
    with nothing_written(short.house.database):
        again = cancel_purchase_order(short.house, buyer, cups.purchase_order_id)
    assert verdict_of(again).params["why"] == "closed"
    mugs = request_ids(short)[0]
    assert [each.units for each in drafted(short, [mugs])] == [5 - arrived]


@pytest.mark.parametrize(
    ("facts", "kind"),
    [
        (None, VerdictKind.SUPPLIER_MISSING),
        ({"active": False}, VerdictKind.SUPPLIER_UNFIT),
    ],
)
def test_a_product_nobody_can_be_asked_for_is_named(
    at: SmallHouse, facts: dict[str, object] | None, kind: VerdictKind
) -> None:
    three_ordered_two_there(at)
    if facts is not None:
        add_supplier(at, "CUPS", MUG, **facts)
    with nothing_written(at.house.database):
        answer = draft_purchase_orders(at.house, at.people[Post.PURCHASING], request_ids(at))
    assert (verdict_of(answer).kind, verdict_of(answer).params["sku"]) == (kind, MUG)


def test_a_supplier_without_an_address_is_sent_nothing(at: SmallHouse) -> None:
    three_ordered_two_there(at)
    add_supplier(at, "CUPS", MUG, email="")
    (made,) = drafted(at)
    with nothing_written(at.house.database):
        answer = send_purchase_order(at.house, at.people[Post.PURCHASING], made.purchase_order_id)
    assert dict(verdict_of(answer).params) == {"why": "email", "supplier": "CUPS Ltd"}


def test_what_is_only_to_be_carried_is_not_bought(at: SmallHouse) -> None:
    stand(at, TEA, add_reserve_shelf(at), 5)
    (order,) = confirmed(at, draft("A-1", lines=(line(TEA, 22),)))
    release(at, [order])
    with nothing_written(at.house.database):
        carried = draft_purchase_orders(
            at.house, at.people[Post.PURCHASING], request_ids(at, ReplenishmentSource.RESERVE)
        )
        unknown = draft_purchase_orders(at.house, at.people[Post.PURCHASING], [1])
        nothing = draft_purchase_orders(at.house, at.people[Post.PURCHASING], [])
        picker = draft_purchase_orders(at.house, at.people[Post.PICKER], request_ids(at))
    assert verdict_of(carried).kind is VerdictKind.REQUEST_CLOSED
    assert verdict_of(unknown).kind is VerdictKind.REQUEST_CLOSED
    assert verdict_of(nothing).kind is VerdictKind.NOTHING_TO_DO
    assert verdict_of(picker).kind is VerdictKind.NOT_ALLOWED
