"""Words of the office: every code the use cases write has a sentence, and every state its look."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from zoneinfo import ZoneInfo

import pytest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

import fulfilment
from db.views.order_detail import AddressView, HoldView, LineView, LogView, OrderDetail, ParcelView
from desktop.office.orders.address import address_boxes, person_doubts
from desktop.office.orders.filling import Filling
from desktop.office.orders.sections import Goods, Head, Holds, Log, Parcels, Receiver, Remarks
from desktop.office.orders.shortage import Shortage
from desktop.office.orders.words import (
    ENDED,
    PARCEL_STATES,
    STATUS_STATES,
    age_words,
    hold_sentence,
    log_sentence,
    moment,
    money,
    status_tag,
    stock_tag,
)
from desktop.widgets.states import State
from procedure.address import Part
from procedure.completeness import FindingCode
from procedure.ids import HoldId, OrderId
from procedure.words import (
    HoldKind,
    OrderStatus,
    ParcelStatus,
    SaleStatus,
    ServiceLevel,
)
from resources.catalogue import load

EN = load("en")
NOW = datetime(2026, 11, 23, 10, 0, tzinfo=UTC)
SHANGHAI = ZoneInfo("Asia/Shanghai")
ADDRESS = AddressView(
    "陈*静", "138****8000", "CN", "浙江省", "杭州市", "西湖区", "", "文三路****", ""
)


def hold(
    finding: str, kind: HoldKind = HoldKind.TO_VERIFY, params: dict[str, str | int] | None = None
) -> HoldView:
    return HoldView(HoldId(1), kind, finding, params or {}, NOW)


def log(
    action: str,
    data: dict[str, str | int] | None = None,
    after: OrderStatus | None = None,
    why: str = "",
) -> LogView:
    return LogView(NOW, action, None, after, data or {}, why, "", "")


def line(
    quantity: int,
    available: int | None,
    shipped: int = 0,
    sale: SaleStatus | None = SaleStatus.ON_SALE,
) -> LineView:
    return LineView("MUG", "Mug", quantity, shipped, 100, available, sale, "")


def test_every_status_has_its_look() -> None:
    assert set(STATUS_STATES) == set(OrderStatus)
    assert {STATUS_STATES[status] for status in ENDED} == {State.ENDED}
    assert set(PARCEL_STATES) == set(ParcelStatus)


def test_a_hold_comes_before_the_status() -> None:
    assert status_tag(OrderStatus.PICKING, 1, EN) == ("Call first", State.ATTENTION)
    assert status_tag(OrderStatus.PICKING, 0, EN) == ("Picking", State.PROGRESS)


@pytest.mark.parametrize(
    ("minutes", "words"),
    [(-3, "0 min"), (0, "0 min"), (59, "59 min"), (60, "1 h"), (2879, "47 h"), (2880, "2 d")],
)
def test_ages(minutes: int, words: str) -> None:
    assert age_words(NOW - timedelta(minutes=minutes), NOW, EN) == words


@pytest.mark.parametrize(
    ("minor", "currency", "words"),
    [
        (0, "CNY", "¥ 0.00"),
        (7, "USD", "$ 0.07"),
        (123456789, "GBP", "£ 1,234,567.89"),
        (1500, "JPY", "¥ 1,500"),
        (100, "PLN", "PLN 1.00"),
    ],
)
def test_money(minor: int, currency: str, words: str) -> None:
    assert money(minor, currency) == words


def test_the_date_stands_with_times_of_other_days_of_the_warehouse() -> None:
    late = datetime(2026, 11, 22, 16, 30, tzinfo=UTC)
    assert moment(late, SHANGHAI, NOW) == "00:30"
    assert moment(late - timedelta(hours=1), SHANGHAI, NOW) == "11-22 23:30"


@pytest.mark.parametrize(
    ("shown", "status", "words", "state"),
    [
        (line(2, 2), OrderStatus.PENDING, "2 available", State.GOOD),
        (line(2, 1), OrderStatus.CONFIRMED, "only 1 left", State.ATTENTION),
        (line(2, 0), OrderStatus.BACKORDERED, "Sold out", State.WRONG),
        (line(2, None, sale=None), OrderStatus.PENDING, "Unknown product", State.WRONG),
        (line(2, 9, sale=SaleStatus.DELISTED), OrderStatus.PENDING, "Delisted", State.WRONG),
        (line(2, 0), OrderStatus.PICKING, "Reserved", State.PROGRESS),
        (line(2, 0, shipped=2), OrderStatus.SHIPPED, "Shipped", State.GOOD),
        (line(2, 0), OrderStatus.CANCELLED, "", State.ENDED),
    ],
)
def test_stock_of_a_line(shown: LineView, status: OrderStatus, words: str, state: State) -> None:
    assert stock_tag(shown, status, EN) == (words, state)


@pytest.mark.parametrize("kind", HoldKind)
def test_every_kind_of_hold_says_why(kind: HoldKind) -> None:
    """Also one whose finding nobody knows, with or without what its sentence is filled with."""
    params: dict[str, str | int] = {"line": 2, "sku": "MUG", "missing": 3}
    full = hold_sentence(hold("of a later version", kind, params), EN)
    bare = hold_sentence(hold("of a later version", kind), EN)
    for sentence in (full, bare):
        assert sentence.endswith(".")
        assert "{" not in sentence
    assert ("MUG" in full) == (bare == "This order is held. Look at its log.")


def test_a_finding_of_the_check_says_what_is_missing() -> None:
    unclear = hold("city_elsewhere", params={"seen": "广州市", "hint": "广东"})
    assert hold_sentence(unclear, EN).startswith("广州市 lies in 广东")


def test_every_doubt_about_the_address_marks_exactly_one_box() -> None:
    for code in FindingCode:
        part: dict[str, str | int] = {"part": Part.TOWN.value}
        doubts = [hold(code.value, params=part)]
        boxes = [box for box in address_boxes(ADDRESS, doubts, EN) if box.doubtful]
        about_person = bool(person_doubts(doubts, EN))
        about_lines = code in (
            FindingCode.MISSING_ORDER_NO,
            FindingCode.MISSING_PRODUCT,
            FindingCode.MISSING_QUANTITY,
        )
        assert len(boxes) + about_person + about_lines == 1, code
        assert all(":" in box.caption for box in boxes)


def test_a_missing_part_is_shown_as_missing_and_an_empty_one_not_at_all() -> None:
    boxes = address_boxes(ADDRESS, [], EN)
    assert [box.caption for box in boxes] == ["province", "city", "district", "street"]
    doubtful = address_boxes(ADDRESS, [hold("missing_country")], EN)[0]
    assert (doubtful.caption, doubtful.value, doubtful.doubtful) == ("country: missing", "—", True)


def _actions() -> Iterator[str]:
    """Words that use cases write into the log: second argument of Entry, fourth of Move."""
    entry = re.compile(r"\bEntry\(\s*[\w.]+(?:\([^()]*\))?,\s*\"(\w+)\"")
    move = re.compile(r"\b(?:Move|Exit)\((?:[^\"(){}]|\([^()]*\))*\"(\w+)\"")
    for file in Path(fulfilment.__path__[0]).rglob("*.py"):
        source = file.read_text(encoding="utf-8")
        yield from entry.findall(source)
        yield from move.findall(source)


def test_everything_that_use_cases_log_has_a_sentence() -> None:
    actions = set(_actions())
    assert {"taken", "held", "confirmed", "packed", "label_bound"} <= actions
    data: dict[str, str | int] = {
        "channel": "web",
        "pieces": 3,
        "kind": "manual",
        "missing": 1,
        "sku": "MUG",
        "reason": "WHY-DAMAGED",
        "number": "SF1",
        "box": "BOX-1",
        "grams": 537,
        "units": 2,
        "quantity": 2,
        "wave": "WAV-20261123-001",
        "lot": "INS-20261123-001",
    }
    for action in actions:
        sentence, _ = log_sentence(log(action, data), "Web shop", EN)
        assert sentence != "A step was recorded", action
        assert "{" not in sentence


def test_steps_of_a_later_version_are_told_by_their_status() -> None:
    assert log_sentence(log("new", after=OrderStatus.SHIPPED), "", EN)[0] == "Now: Shipped"
    assert log_sentence(log("new"), "", EN)[0] == "A step was recorded"
    assert log_sentence(log("label_bound"), "", EN)[0] == "A step was recorded"


def test_a_reason_stands_behind_its_step() -> None:
    said = log_sentence(log("confirmed", why="by phone"), "", EN)[0]
    assert said.endswith("(by phone)")


def test_codes_in_the_log_are_told_in_words() -> None:
    short = log("short_pick", {"missing": 2, "sku": "MUG", "reason": "WHY-DAMAGED"})
    assert log_sentence(short, "", EN) == ("2 × MUG short: Damaged", State.WRONG)
    held = log_sentence(log("held", {"kind": "to_verify", "finding": "missing_phone"}), "", EN)
    assert held == ("Held: To verify", State.ATTENTION)


class Sheet:
    """Sections without a detail around them."""

    def __init__(self, qtbot: QtBot) -> None:
        self.head, self.holds, self.receiver, self.goods = Head(), Holds(), Receiver(), Goods()
        self.remarks, self.parcels, self.log = Remarks(), Parcels(), Log()
        self.shortage = Shortage()
        for part in (
            self.head,
            self.holds,
            self.shortage,
            self.receiver,
            self.goods,
            self.remarks,
            self.parcels,
            self.log,
        ):
            qtbot.addWidget(part)


def test_parcels_show_their_whole_number(qtbot: QtBot, qapp: QApplication) -> None:
    order = OrderDetail(
        OrderId(1),
        "20261123000042",
        "A-1",
        "Web shop",
        True,
        OrderStatus.READY_TO_SHIP,
        ServiceLevel.EXPRESS,
        "顺丰速运",
        "CNY",
        500,
        300,
        NOW,
        date(2026, 11, 24),
        3,
        ADDRESS,
        (line(1, 4),),
        (),
        (),
        (
            ParcelView("BOX-1", ParcelStatus.BOUND, "顺丰速运", "SF1990000000005"),
            ParcelView("BOX-2", ParcelStatus.OPEN, "顺丰速运", ""),
        ),
        (),
    )
    sheet = Sheet(qtbot)
    filling = Filling(sheet)
    filling.fill(order, None, frozenset(), EN, SHANGHAI, NOW)
    rows = sheet.parcels.rows.rows
    assert [(row.number, row.name) for row in rows] == [
        ("SF1990000000005", "顺丰速运 · BOX-1"),
        ("—", "顺丰速运 · BOX-2"),
    ]
    assert sheet.goods.aside.text() == "Paid ¥ 3.00 of ¥ 5.00"
    assert filling.primary is None
    assert sheet.head.service.accessibleName() == "顺丰速运 · Express"
