"""The waves screen: what waits, planning and building, tasks and sheets, taking back."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import func, select, update

from db.schema.outbox import PrintJob
from db.schema.picking import PickTask, Wave
from db.schema.products import Product
from desktop.office.waves.screen import WavesScreen
from desktop.tasks import Tasks
from desktop.theme.apply import apply_theme
from desktop.theme.tokens import ThemeName
from fulfilment.waves.taking_back import cancel_wave
from procedure.effects import ClaimPickTask
from procedure.ids import OrderId, WaveId
from procedure.waves import Load
from procedure.words import OrderKind, PickMode, Post, PrintState, Screen, ServiceLevel, Signal
from tests.gui.listing_bench import Office, cells
from tests.plugins.everything import nothing_written
from tests.plugins.houses import MUG, TEA, SmallHouse, draft
from tests.plugins.journey import PICKER, ask, confirmed, line, set_up

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")
only_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)


@pytest.fixture
def office(
    small_house: SmallHouse, qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> Iterator[Office]:
    apply_theme(qapp, ThemeName.LIGHT)
    tasks = Tasks()
    made = Office(small_house, qtbot, tasks, tmp_path, Post.SUPERVISOR)
    made.actor = small_house.at(Post.SUPERVISOR, Screen.PACK)
    yield made
    tasks.close()


@pytest.fixture
def screen(office: Office) -> Iterator[WavesScreen]:
    made = WavesScreen(office.desk)
    office.show(made)
    made.activate()
    yield made
    made.deactivate()


def _orders(office: Office) -> tuple[OrderId, ...]:
    """Two mixed orders with YTO, and an express one with SF."""
    two = (line(MUG, 1), line(TEA, 1))
    return confirmed(
        office.small,
        draft("A-1", lines=two),
        draft("A-2", lines=two),
        draft("E-1", lines=(line(MUG, 1),), service=ServiceLevel.EXPRESS),
    )


def _planned(office: Office, screen: WavesScreen) -> None:
    """The form is open and knows what waits."""
    screen.new.click()
    plan = screen.wave.plan
    office.qtbot.waitUntil(lambda: screen.wave.shows_aside(plan) and plan.carrier.count() > 1)


def _built(office: Office, screen: WavesScreen, waves: int = 1) -> None:
    """Waves are built by the form, and the first is shown."""
    _planned(office, screen)
    plan = screen.wave.plan
    plan.waves.setValue(waves)
    plan.look.click()
    office.qtbot.waitUntil(plan.go.isEnabled)
    plan.go.click()
    office.qtbot.waitUntil(lambda: screen.wave.thing is not None)
    office.qtbot.waitUntil(lambda: len(cells(screen)) == waves)


def _count(office: Office, table: type[Wave] | type[PickTask] | type[PrintJob]) -> int:
    with office.small.house.database.read() as connection:
        return int(connection.scalar(select(func.count()).select_from(table)) or 0)


def test_what_waits_is_planned_seen_and_built(office: Office, screen: WavesScreen) -> None:
    office.qtbot.waitUntil(lambda: screen.absence.isVisible())
    _orders(office)
    screen.read_again()
    office.qtbot.waitUntil(lambda: len(screen.waiting.cards) == 2)
    first, second = screen.waiting.cards
    assert first.accessibleName().startswith("顺丰速运 · 1 order, 1 express, pickup")
    assert second.accessibleName().endswith("2 Several products")
    second.click()
    plan = screen.wave.plan
    office.qtbot.waitUntil(lambda: plan.carrier.currentData() == office.small.carriers["YTO"])
    assert not plan.go.isEnabled()
    with nothing_written(office.small.house.database):
        plan.look.click()
        office.qtbot.waitUntil(plan.go.isEnabled)
    rows = plan.table.rows
    assert [rows.index(0, c).data() for c in (1, 2, 4)] == ["圆通速递", "Several products", "2"]
    assert plan.left_out.text() == ""
    plan.go.click()
    office.qtbot.waitUntil(lambda: screen.wave.thing is not None)
    assert office.said == [
        (Signal.GOOD, "1 wave is built with 2 orders. Its tasks can be picked now.")
    ]
    office.qtbot.waitUntil(lambda: cells(screen) == ["WAV-20261123-001"])
    wave = screen.wave.wave
    assert [bar.figures for bar in wave.bars.rows] == ["0 / 4", "0 / 4", "0 / 2"]
    assert [wave.orders.rows.index(r, 0).data() for r in range(2)] == ["1", "2"]
    office.qtbot.waitUntil(lambda: len(screen.waiting.cards) == 1)


@only_sqlite
def test_another_wish_takes_the_preview_away(office: Office, screen: WavesScreen) -> None:
    _orders(office)
    _planned(office, screen)
    plan = screen.wave.plan
    plan.kind.setCurrentIndex(plan.kind.findData(OrderKind.SINGLE_UNIT.value))
    plan.look.click()
    office.qtbot.waitUntil(plan.go.isEnabled)
    plan.modes[PickMode.PER_ORDER].click()
    assert not plan.go.isEnabled()
    assert (plan.wish.mode, plan.wish.kinds) == (
        PickMode.PER_ORDER,
        frozenset({OrderKind.SINGLE_UNIT}),
    )
    QTest.keyClick(plan, Qt.Key.Key_Escape)
    assert not screen.wave.shows_aside(plan)
    assert _count(office, Wave) == 0


@only_sqlite
def test_nothing_that_fits_is_said(office: Office, screen: WavesScreen) -> None:
    _orders(office)
    _planned(office, screen)
    plan = screen.wave.plan
    plan.modes[PickMode.HOT].click()
    plan.look.click()
    office.qtbot.waitUntil(lambda: bool(plan.left_out.text()))
    assert plan.left_out.text().startswith("No wave would come of this. 3 orders are in no wave:")
    assert not plan.go.isEnabled()


@only_sqlite
def test_a_wave_is_no_heavier_than_the_cart_carries(office: Office, screen: WavesScreen) -> None:
    _orders(office)
    heavy = update(Product).values(weight_g=1_500, length_mm=500, width_mm=200, height_mm=100)
    set_up(office.small, lambda work: work.connection.execute(heavy).rowcount)
    _planned(office, screen)
    plan = screen.wave.plan
    plan.waves.setValue(5)
    assert plan.weight.text() == plan.volume.text() == "no limit"
    plan.weight.setValue(3)
    plan.look.click()
    office.qtbot.waitUntil(plan.go.isEnabled)
    assert plan.wish.most == Load(orders=30, weight_g=3_000)
    assert _orders_of_waves(screen) == [1, 1, 1]
    plan.weight.setValue(2)
    plan.look.click()
    office.qtbot.waitUntil(plan.go.isEnabled)
    assert plan.left_out.text().startswith("2 orders are in no wave:")
    plan.weight.setValue(0)
    plan.volume.setValue(20)
    plan.look.click()
    office.qtbot.waitUntil(plan.go.isEnabled)
    assert plan.wish.most == Load(orders=30, volume_mm3=20_000_000)
    assert _orders_of_waves(screen) == [1, 1, 1]


def _orders_of_waves(screen: WavesScreen) -> list[int]:
    """How many orders each wave of the preview holds."""
    rows = screen.wave.plan.table.rows
    planned = [rows.row_at(at) for at in range(rows.rowCount())]
    return [len(row.wave.orders) for row in planned if row is not None]


@only_sqlite
def test_a_task_is_given_to_a_picker_and_back_to_the_zone(
    office: Office, screen: WavesScreen
) -> None:
    _orders(office)
    _built(office, screen)
    wave, choose = screen.wave.wave, screen.wave.wave.choose
    wave.give.click()
    office.qtbot.waitUntil(lambda: choose.is_asking)
    assert not wave.give.isVisible()
    names = [choose.choice.itemText(at) for at in range(choose.choice.count())]
    assert names == ["Whoever comes first in the zone", "administrator", "picker", "supervisor"]
    choose.choice.setCurrentText("picker")
    choose.go.click()
    rows = wave.tasks.rows
    office.qtbot.waitUntil(lambda: rows.index(0, 3).data() == "for picker")
    assert office.said[-1] == (Signal.GOOD, "1 task is for picker now.")
    wave.give.click()
    office.qtbot.waitUntil(lambda: choose.is_asking)
    choose.go.click()
    office.qtbot.waitUntil(lambda: rows.index(0, 3).data() == "whoever comes first")


@only_sqlite
def test_sheets_are_printed_once_and_again_with_a_reason(
    office: Office, screen: WavesScreen
) -> None:
    _orders(office)
    _built(office, screen)
    wave = screen.wave.wave
    wave.print_here.click()
    office.qtbot.waitUntil(lambda: _count(office, PrintJob) == 1)
    office.qtbot.waitUntil(lambda: office.said[-1][1] == "1 sheet is being printed.")
    on_paper = update(PrintJob).values(state=PrintState.SENT)
    set_up(office.small, lambda work: work.connection.execute(on_paper).rowcount)
    with nothing_written(office.small.house.database):
        wave.print_here.click()
        office.qtbot.waitUntil(lambda: wave.why.isVisible())
    signal, said = office.said[-1]
    assert signal is Signal.WRONG
    assert said.endswith("was printed already. Say why it is printed again.")
    wave.why.line.setText("coffee")
    QTest.keyClick(wave.why.line, Qt.Key.Key_Return)
    office.qtbot.waitUntil(lambda: _count(office, PrintJob) == 2)
    office.qtbot.waitUntil(lambda: office.said[-1][1].endswith("1 of them is marked as a copy."))


@only_sqlite
def test_a_wave_is_taken_back_when_it_is_meant(office: Office, screen: WavesScreen) -> None:
    _orders(office)
    _built(office, screen)
    wave = screen.wave.wave
    wave.take_back.click()
    QTest.keyClick(wave.choose, Qt.Key.Key_Escape)
    assert not wave.choose.is_asking
    wave.take_back.click()
    wave.choose.go.click()
    office.qtbot.waitUntil(lambda: wave.status.accessibleName() == "Cancelled")
    assert "is taken back" in office.said[-1][1]
    assert not wave.take_back.isVisible()


@only_sqlite
def test_a_begun_wave_is_not_taken_back_and_says_why(office: Office, screen: WavesScreen) -> None:
    _orders(office)
    _built(office, screen)
    wave = screen.wave.wave
    wave.take_back.click()
    ask(office.small, PICKER, ClaimPickTask("WAV-20261123-001"))  # at another station meanwhile
    with nothing_written(office.small.house.database):
        wave.choose.go.click()
        office.qtbot.waitUntil(lambda: office.said[-1][0] is Signal.WRONG)
    assert office.said[-1][1] == (
        "WAV-20261123-001 is begun, so it stays. Stop the orders that must not go on."
    )
    office.qtbot.waitUntil(lambda: wave.status.accessibleName() == "Picking")
    assert wave.tasks.rows.index(0, 3).data() == "picker, at pick-1"


@only_sqlite
def test_chips_search_and_another_station_are_seen(office: Office, screen: WavesScreen) -> None:
    _orders(office)
    _built(office, screen, waves=2)
    screen.read_again()
    office.qtbot.waitUntil(lambda: [c.count for c in screen.bar.chips] == [2, 2, 0, 0, 0, 0])
    screen.take_scan("WAV-20261123-002")
    office.qtbot.waitUntil(lambda: cells(screen) == ["WAV-20261123-002"])
    wave_id = screen.table.rows.key_at(0)
    assert isinstance(wave_id, int)
    cancel_wave(office.small.house, office.small.people[Post.SUPERVISOR], WaveId(wave_id))
    office.qtbot.waitUntil(lambda: cells(screen, 9) == ["Cancelled"])


@only_sqlite
@pytest.mark.parametrize("post", [Post.PICKER, Post.SERVICE_REP])
def test_who_may_not_plan_sees_nothing_of_it(office: Office, post: Post) -> None:
    _orders(office)
    office.actor = office.small.people[post]
    screen = WavesScreen(office.desk)
    office.show(screen)
    screen.activate()
    assert screen.closed.isVisible()
    assert not screen.waiting.isVisible()
    assert screen.closed.accessibleName().startswith("Your post does not plan waves.")
    screen.deactivate()
