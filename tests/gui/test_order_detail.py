"""One order beside the table: what it shows, and what may be done with it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select

from db.schema.log import OrderLog
from db.schema.orders import Hold, Order, Remark
from db.schema.picking import PickTask
from desktop.tasks import WORKERS, Tasks
from desktop.theme.apply import apply_theme
from desktop.theme.tokens import ThemeName
from desktop.widgets.states import State
from fulfilment.house import SYSTEM
from fulfilment.intake.drafts import LineDraft
from fulfilment.orders.confirmation import confirm_orders
from fulfilment.orders.holds import open_hold
from procedure.ids import OrderId
from procedure.words import HoldKind, OrderStatus, Post, Signal
from tests.gui.office_bench import BusyTasks, Office, held_draft
from tests.plugins.houses import MUG, TEA, SmallHouse, draft

pytestmark = [
    pytest.mark.parametrize("database_url", ["sqlite"], indirect=True),
    pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints"),
]


@pytest.fixture
def office(small_house: SmallHouse, qtbot: QtBot, qapp: QApplication) -> Iterator[Office]:
    apply_theme(qapp, ThemeName.LIGHT)
    tasks = Tasks()
    made = Office(small_house, qtbot, tasks)
    yield made
    made.screen.deactivate()
    tasks.close()


def _status(office: Office, order: OrderId) -> object:
    return office.scalar(select(Order.status).where(Order.id == order))


def _sentences(office: Office) -> list[str]:
    return [row.sentence for row in office.detail.log.timeline.rows]


def test_everything_about_an_order_is_there(office: Office) -> None:
    (order,) = office.take(draft(remark="Ring twice"))
    office.open()
    detail = office.detail
    number = office.scalar(select(Order.order_no).where(Order.id == order))
    assert detail.head.number.text() == number
    assert detail.head.status.accessibleName() == "Pending"
    assert detail.head.origin.text() == "Web shop · A-1 · just now"
    assert [(r.sku, r.quantity, r.stock, r.price) for r in detail.goods.lines.rows] == [
        (MUG, "× 2", "20 available", "¥ 138.00"),
        (TEA, "× 1", "20 available", "¥ 98.00"),
    ]
    assert detail.goods.aside.text() == "Paid ¥ 236.00"
    assert [(box.body, box.strong) for box in detail.remarks.boxes.boxes] == [("Ring twice", True)]
    assert [box.caption for box in detail.receiver.address.boxes] == [
        "province",
        "city",
        "district",
        "town",
        "street",
    ]
    assert not any(box.doubtful for box in detail.receiver.address.boxes)
    assert not detail.parcels.isVisible()
    assert not detail.holds.isVisible()
    assert _sentences(office) == ["Taken from Web shop: 3 pieces"]


def test_live_stock_of_each_line(office: Office) -> None:
    office.take(
        draft(lines=(LineDraft(MUG, "Mug", 21, 1), LineDraft("NEW-1", "Something new", 1, 1)))
    )
    office.open()
    rows = office.detail.goods.lines.rows
    assert [(row.stock, row.stock_state) for row in rows] == [
        ("only 20 left", State.ATTENTION),
        ("Unknown product", State.WRONG),
    ]


def test_the_main_button_confirms(office: Office) -> None:
    (order,) = office.take(draft())
    office.open()
    primary = office.detail.head.primary
    assert primary.text() == "Confirm"
    QTest.mouseClick(primary, Qt.MouseButton.LeftButton)
    office.qtbot.waitUntil(lambda: primary.text() == "Release")
    assert _status(office, order) is OrderStatus.CONFIRMED
    logged = (
        select(func.count())
        .select_from(OrderLog)
        .where(
            OrderLog.order_id == order,
            OrderLog.action == "confirmed",
            OrderLog.person_id == office.small.people[Post.SERVICE_REP].person_id,
        )
    )
    assert office.scalar(logged) == 1
    assert _sentences(office)[0].startswith("Confirmed")
    (said,) = office.said
    assert said[0] is Signal.GOOD
    assert "is confirmed" in said[1]
    office.qtbot.waitUntil(lambda: office.orders.index(0, 7).data() == "Confirmed")


def test_released_goes_to_picking(office: Office) -> None:
    (order,) = office.take(draft())
    confirm_orders(office.small.house, SYSTEM, [order])
    office.open()
    office.detail.head.primary.click()
    office.qtbot.waitUntil(lambda: not office.detail.head.primary.isVisible())
    assert _status(office, order) is OrderStatus.PICKING
    made = select(func.count()).select_from(PickTask).where(PickTask.order_id == order)
    assert office.scalar(made) == 1
    assert [row.stock for row in office.detail.goods.lines.rows] == ["Reserved", "Reserved"]


def test_too_little_stock_is_said_with_what_to_do(office: Office) -> None:
    (order,) = office.take(draft(lines=(LineDraft(MUG, "Mug", 23, 6900),)))
    confirm_orders(office.small.house, SYSTEM, [order])
    office.open()
    office.detail.head.primary.click()
    office.qtbot.waitUntil(lambda: bool(office.said))
    signal, sentence = office.said[0]
    assert signal is Signal.ATTENTION
    assert "lacks 3 units" in sentence
    assert _status(office, order) is OrderStatus.BACKORDERED


def test_a_hold_needs_a_reason_and_stops_the_order(office: Office) -> None:
    (order,) = office.take(draft())
    office.open()
    head = office.detail.head
    head.hold.click()
    assert head.why.isVisible()
    assert not head.why.go.isEnabled()
    QTest.keyClick(head.why.line, Qt.Key.Key_Return)
    assert head.why.isVisible()
    QTest.keyClicks(head.why.line, "wants another colour")
    QTest.keyClick(head.why.line, Qt.Key.Key_Return)
    office.qtbot.waitUntil(lambda: office.detail.holds.isVisible())
    assert office.scalar(select(Hold.kind).where(Hold.order_id == order)) is HoldKind.MANUAL
    assert head.status.accessibleName() == "Call first"
    assert not head.primary.isVisible()
    assert not head.hold.isVisible()
    office.qtbot.waitUntil(lambda: office.orders.headings() == (0,))


def test_escape_leaves_a_question(office: Office) -> None:
    (order,) = office.take(draft())
    office.open()
    office.detail.head.hold.click()
    QTest.keyClick(office.detail.head.why.line, Qt.Key.Key_Escape)
    assert not office.detail.head.why.isVisible()
    assert office.scalar(select(Order.open_holds).where(Order.id == order)) == 0


def test_a_lifted_hold_lets_the_order_go_on(office: Office) -> None:
    (order,) = office.take(held_draft("H-1"))
    office.open()
    holds = office.detail.holds
    (box,) = holds.boxes
    assert box.accessibleName() == (
        "To verify. The door number is missing. Ask the customer for it."
    )
    assert not office.detail.head.primary.isVisible()
    box.lift.click()
    QTest.keyClicks(holds.why.line, "number 478, by phone")
    holds.why.go.click()
    office.qtbot.waitUntil(lambda: office.detail.head.primary.isVisible())
    assert office.scalar(select(Hold.lift_reason).where(Hold.order_id == order)) == (
        "number 478, by phone"
    )
    assert not holds.isVisible()
    assert office.said[-1][0] is Signal.GOOD
    assert _sentences(office)[0] == "Hold lifted: To verify"


def test_the_doubtful_part_is_marked(office: Office) -> None:
    office.take(held_draft("H-1"))
    office.open()
    doubtful = [box for box in office.detail.receiver.address.boxes if box.doubtful]
    assert [(box.caption, box.value) for box in doubtful] == [("door number: missing", "文三路")]


def test_a_missing_phone_is_marked(office: Office) -> None:
    office.take(draft(receiver=replace(draft().receiver, phone="")))
    office.open()
    receiver = office.detail.receiver
    assert receiver.mark.isVisible()
    assert receiver.mark.accessibleName() == "phone: missing"
    assert not receiver.phone.isVisible()


@pytest.mark.parametrize(
    ("post", "buttons"),
    [
        (Post.SERVICE_REP, {"primary", "hold", "reveal", "remark"}),
        (Post.SUPERVISOR, {"primary", "hold", "reveal", "remark"}),
        (Post.SHIPPER, {"hold"}),
        (Post.PURCHASING, set()),
        (Post.TECHNICIAN, set()),
    ],
)
def test_only_what_the_post_may_do_is_offered(
    office: Office, post: Post, buttons: set[str]
) -> None:
    office.take(draft())
    office.actor = office.small.people[post]
    office.open()
    detail = office.detail
    offered = {
        "primary": detail.head.primary,
        "hold": detail.head.hold,
        "reveal": detail.receiver.reveal,
        "remark": detail.remarks.line,
    }
    assert {name for name, button in offered.items() if button.isVisible()} == buttons


def test_a_shipper_sees_a_hold_but_cannot_lift_it(office: Office) -> None:
    office.take(held_draft("H-1"))
    office.actor = office.small.people[Post.SHIPPER]
    office.open()
    (box,) = office.detail.holds.boxes
    assert box.isVisible()
    assert not box.lift.isVisible()


def test_a_click_after_the_post_was_taken_away_changes_nothing(office: Office) -> None:
    (order,) = office.take(draft())
    office.open()
    office.actor = office.small.people[Post.PURCHASING]
    office.detail.head.primary.click()
    office.qtbot.waitUntil(lambda: bool(office.said))
    assert office.said[0] == (
        Signal.WRONG,
        "purchasing, your post does not allow this. Ask a supervisor.",
    )
    assert _status(office, order) is OrderStatus.PENDING


def test_a_click_after_everybody_went_changes_nothing(office: Office) -> None:
    (order,) = office.take(draft())
    office.open()
    office.actor = None
    office.detail.head.primary.click()
    assert office.said[0][1] == "Nobody is signed in here. Scan your badge first."
    assert _status(office, order) is OrderStatus.PENDING


def test_an_order_held_meanwhile_is_not_confirmed(office: Office) -> None:
    (order,) = office.take(draft())
    office.open()
    open_hold(office.small.house, SYSTEM, order, HoldKind.STOPPED, "")
    office.detail.head.primary.click()
    office.qtbot.waitUntil(lambda: office.detail.holds.isVisible())
    assert office.said[0][0] is Signal.ATTENTION
    assert "was changed meanwhile" in office.said[0][1]
    assert _status(office, order) is OrderStatus.PENDING


def test_two_clicks_confirm_once(office: Office) -> None:
    office.take(draft())
    office.open()
    busy = BusyTasks(office.tasks, WORKERS)
    office.detail.head.primary.click()
    assert not office.detail.head.primary.isEnabled()
    office.detail._on_primary()
    busy.let_go()
    office.qtbot.waitUntil(lambda: office.detail.head.primary.text() == "Release")
    assert len(office.said) == 1


def test_a_remark_is_saved_for_the_floor(office: Office) -> None:
    (order,) = office.take(draft())
    office.open()
    remarks = office.detail.remarks
    assert not remarks.add.isEnabled()
    QTest.keyClicks(remarks.line, "Wrap twice")
    remarks.add.click()
    office.qtbot.waitUntil(lambda: bool(remarks.boxes.boxes))
    (box,) = remarks.boxes.boxes
    assert box.body == "Wrap twice"
    assert "service_rep" in box.caption
    assert remarks.line.text() == ""
    assert office.scalar(select(Remark.for_floor).where(Remark.order_id == order)) is True


def test_what_is_typed_stays_while_the_order_changes(office: Office) -> None:
    (order,) = office.take(draft())
    office.open()
    QTest.keyClicks(office.detail.remarks.line, "half a sen")
    office.detail.head.hold.click()
    QTest.keyClicks(office.detail.head.why.line, "half a rea")
    confirm_orders(office.small.house, SYSTEM, [order])
    office.tick()
    office.qtbot.waitUntil(lambda: office.detail.head.primary.text() == "Release")
    assert office.detail.remarks.line.text() == "half a sen"
    assert office.detail.head.why.line.text() == "half a rea"


def test_another_order_takes_questions_away(office: Office) -> None:
    first, _ = office.take(draft("A-1"), draft("A-2"))
    office.open()
    office.detail.head.hold.click()
    QTest.keyClicks(office.detail.head.why.line, "for the other one")
    QTest.keyClicks(office.detail.remarks.line, "for the other one")
    office.choose(first)
    assert not office.detail.head.why.isVisible()
    assert office.detail.remarks.line.text() == ""


def test_a_bug_is_told_and_the_screen_goes_on(
    office: Office, monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    office.take(draft())
    office.open()
    house = office.small.house
    with monkeypatch.context() as broken:
        broken.setattr(house, "run", None)
        office.detail.head.primary.click()
        office.qtbot.waitUntil(lambda: bool(office.said))
    assert office.said[0][1].startswith("Something went wrong inside the program.")
    assert "a background task failed" in caplog.text
    office.detail.head.primary.click()
    office.qtbot.waitUntil(lambda: office.detail.head.primary.text() == "Release")
