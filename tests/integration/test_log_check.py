"""The log on every database: whoever changes what is stored there is found, by row."""

from __future__ import annotations

from typing import Any

import pytest
from sqlalchemy import delete, func, insert, select, text, update

from db.append_only import drop_triggers
from db.schema.log import LogAnchor, OrderLog, OrderLogText
from db.schema.orders import Order
from fulfilment.log.anchors import Anchored, anchor_digest, anchor_log
from fulfilment.log.audit import row_digest
from fulfilment.log.check import BrokenRow, LogFault, check_log
from fulfilment.orders.remarks import RemarkWritten, write_remark
from procedure.ids import OrderId
from procedure.verdicts import VerdictKind
from procedure.words import Post
from tests.plugins.everything import nothing_written
from tests.plugins.houses import SmallHouse, draft
from tests.plugins.journey import expect, hold, order_no, picked, released, verdict_of


@pytest.fixture
def logged(small_house: SmallHouse) -> tuple[SmallHouse, OrderId]:
    """An order with a log of eight rows beside another order, and the log open to a forger."""
    order, _ = released(small_house, draft("A-1"), draft("A-2"))
    picked(small_house, order)
    hold(small_house, order)
    rep = small_house.people[Post.SERVICE_REP]
    for body in ("called twice", "wants it on Friday"):
        expect(RemarkWritten, write_remark(small_house.house, rep, order, body, False))
    assert check_log(small_house.house.database).broken is None
    with small_house.house.database.write() as connection:
        for statement in drop_triggers(connection.dialect.name, "order_log"):
            connection.execute(text(statement))
    return small_house, order


def row_at(at: SmallHouse, order: OrderId, seq: int) -> Any:
    with at.house.database.read() as connection:
        statement = select(OrderLog.__table__).where(
            OrderLog.order_id == order, OrderLog.seq == seq
        )
        return connection.execute(statement).one()


def forge(at: SmallHouse, statement: Any) -> None:
    with at.house.database.write() as connection:
        assert connection.execute(statement).rowcount == 1


CHANGES: list[dict[str, Any]] = [
    {"action": "nothing"},
    {"person_id": None},
    {"reason": "because"},
    {"from_status": None},
    {"data": {"units": 1}},
    {"text_digest": "0" * 64},
    {"digest": "0" * 64},
    {"previous": "0" * 64},
]


def test_a_changed_row_is_named(logged: tuple[SmallHouse, OrderId]) -> None:
    at, order = logged
    row = row_at(at, order, 3)
    for change in CHANGES:
        before = {name: getattr(row, name) for name in change}
        forge(at, update(OrderLog).where(OrderLog.id == row.id).values(change))
        assert check_log(at.house.database).broken == BrokenRow(
            order_no(at, order), 3, row.id, LogFault.ROW_CHANGED
        ), change
        forge(at, update(OrderLog).where(OrderLog.id == row.id).values(before))
        assert check_log(at.house.database).broken is None


def test_a_forger_who_makes_the_digest_fit_is_found_at_the_next_row(
    logged: tuple[SmallHouse, OrderId],
) -> None:
    at, order = logged
    row = dict(row_at(at, order, 3)._mapping) | {"reason": "because"}
    change = {"reason": "because", "digest": row_digest(row)}
    forge(at, update(OrderLog).where(OrderLog.id == row["id"]).values(change))
    broken = check_log(at.house.database).broken
    assert broken is not None
    assert (broken.seq, broken.fault) == (4, LogFault.ROW_CHANGED)


@pytest.mark.parametrize("seq", [1, 3])
def test_a_deleted_row_is_named(logged: tuple[SmallHouse, OrderId], seq: int) -> None:
    at, order = logged
    forge(at, delete(OrderLog).where(OrderLog.id == row_at(at, order, seq).id))
    assert check_log(at.house.database).broken == BrokenRow(
        order_no(at, order), seq, None, LogFault.ROW_MISSING
    )


def test_the_last_row_gone_is_found_by_the_order_itself(
    logged: tuple[SmallHouse, OrderId],
) -> None:
    at, order = logged
    with at.house.database.read() as connection:
        last = connection.scalar(select(Order.log_seq).where(Order.id == order))
    assert last is not None
    row = row_at(at, order, last)
    forge(at, delete(OrderLogText).where(OrderLogText.log_id == row.id))
    forge(at, delete(OrderLog).where(OrderLog.id == row.id))
    assert check_log(at.house.database).broken == BrokenRow(
        order_no(at, order), last, None, LogFault.ROW_MISSING
    )


def test_an_added_row_is_found(logged: tuple[SmallHouse, OrderId]) -> None:
    at, order = logged
    with at.house.database.read() as connection:
        last, head = connection.execute(
            select(Order.log_seq, Order.log_head).where(Order.id == order)
        ).one()
    row = dict(row_at(at, order, last)._mapping)
    row |= {"id": row["id"] + 1, "seq": last + 1, "previous": head, "text_digest": ""}
    row["digest"] = row_digest(row)
    with at.house.database.write() as connection:
        connection.execute(insert(OrderLog).values(row))
    broken = check_log(at.house.database).broken
    assert broken is not None
    assert (broken.seq, broken.fault) == (last + 1, LogFault.HEAD_DIFFERS)


def test_a_whole_log_gone_is_found(logged: tuple[SmallHouse, OrderId]) -> None:
    at, order = logged
    with at.house.database.write() as connection:
        connection.execute(delete(OrderLogText))
        connection.execute(delete(OrderLog).where(OrderLog.order_id == order))
    assert check_log(at.house.database).broken == BrokenRow(
        order_no(at, order), 1, None, LogFault.ROW_MISSING
    )


def test_a_changed_remark_is_found_and_an_erased_one_leaves_the_chain_whole(
    logged: tuple[SmallHouse, OrderId],
) -> None:
    at, _ = logged
    with at.house.database.read() as connection:
        texts = select(OrderLogText.log_id).order_by(OrderLogText.log_id)
        held, first, second = connection.scalars(texts).all()
    forge(at, delete(OrderLogText).where(OrderLogText.log_id == held))
    forge(at, delete(OrderLogText).where(OrderLogText.log_id == second))
    assert check_log(at.house.database).broken is None, "erased on purpose"
    forge(at, update(OrderLogText).where(OrderLogText.log_id == first).values(body="never called"))
    broken = check_log(at.house.database).broken
    assert broken is not None
    assert (broken.log_id, broken.fault) == (first, LogFault.TEXT_CHANGED)


def test_every_step_says_who_where_and_from_what_to_what(at: SmallHouse) -> None:
    (order,) = released(at, draft("A-1"))
    picked(at, order)
    with at.house.database.read() as connection:
        rows = connection.execute(
            select(OrderLog.__table__).where(OrderLog.order_id == order).order_by(OrderLog.seq)
        ).all()
    rep, picker = at.people[Post.SERVICE_REP].person_id, at.people[Post.PICKER].person_id
    steps = [
        (row.action, row.from_status and row.from_status.value, row.to_status.value) for row in rows
    ]
    assert steps == [
        ("taken", None, "pending"),
        ("confirmed", "pending", "confirmed"),
        ("released", "confirmed", "picking"),
        ("picked", "picking", "packing"),
    ]
    assert [row.person_id for row in rows] == [rep, rep, rep, picker]
    assert rows[-1].station_id is not None
    assert all(row.at == at.clock.now for row in rows)


def test_anchors_cover_every_row_once_and_chain(at: SmallHouse) -> None:
    leader = at.people[Post.SUPERVISOR]
    released(at, draft("A-1"))
    first = expect(Anchored, anchor_log(at.house, leader))
    with nothing_written(at.house.database):
        assert anchor_log(at.house, leader) == Anchored(0, first.digest)
    released(at, draft("A-2"))
    second = expect(Anchored, anchor_log(at.house, leader))
    with at.house.database.read() as connection:
        rows = connection.scalar(select(func.count(OrderLog.id)))
        one, two = connection.execute(select(LogAnchor.__table__).order_by(LogAnchor.id)).all()
        assert anchor_digest(connection, 0, one.up_to_log_id, "") == (one.digest, one.heads)
        again = anchor_digest(connection, one.up_to_log_id, two.up_to_log_id, one.digest)
    assert again == (second.digest, second.heads)
    assert two.previous == one.digest
    assert first.heads + second.heads == rows


def test_who_may_not_verify_anchors_nothing(at: SmallHouse) -> None:
    released(at, draft("A-1"))
    with nothing_written(at.house.database):
        refused = anchor_log(at.house, at.people[Post.PACKER])
    assert verdict_of(refused).kind is VerdictKind.NOT_ALLOWED
