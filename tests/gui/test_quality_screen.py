"""The quality screen: the plan and who chose it, lots with their draws, drawn parcels."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import update

from db.schema.inspection import InspectionPosition
from db.transaction import in_transaction
from desktop.office.quality.screen import QualityScreen
from desktop.tasks import Tasks
from desktop.theme.apply import apply_theme
from desktop.theme.tokens import ThemeName
from desktop.widgets.state_card import Absence
from fulfilment.quality.plans import inspection_policy
from procedure.parcel_words import DefectCode, SamplingPlan
from procedure.policy import InspectionPolicy
from procedure.words import Post, Signal
from tests.gui.listing_bench import Office, cells
from tests.plugins.everything import nothing_written
from tests.plugins.houses import SmallHouse
from tests.plugins.inspecting import choose, looked_into, packed_by_plan

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")
only_sqlite = pytest.mark.parametrize("database_url", ["sqlite"], indirect=True)
EVERY_SECOND = InspectionPolicy(SamplingPlan.EVERY_NTH, every_nth=2, new_packer_parcels=0)


@pytest.fixture
def office(
    small_house: SmallHouse, qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> Iterator[Office]:
    """Four parcels of which every second one was drawn; one failed, one waits."""
    at = small_house
    choose(at, EVERY_SECOND)
    orders = packed_by_plan(at, "A-1", "A-2", "A-3", "A-4")
    looked_into(at, orders[1], DefectCode.BOX_DAMAGED)
    apply_theme(qapp, ThemeName.LIGHT)
    tasks = Tasks()
    yield Office(at, qtbot, tasks, tmp_path, Post.SUPERVISOR)
    tasks.close()


@pytest.fixture
def screen(office: Office) -> Iterator[QualityScreen]:
    made = QualityScreen(office.desk)
    office.show(made)
    made.activate()
    office.qtbot.waitUntil(
        lambda: made.lots.lot.thing is not None and bool(made.lots.plan.changed.text())
    )
    yield made
    made.deactivate()


def plan_now(office: Office) -> InspectionPolicy:
    house = office.small.house
    with house.database.read() as connection:
        return inspection_policy(connection, house.place.warehouse_id)


@only_sqlite
def test_the_plan_and_who_chose_it_stand_above_its_lots(
    office: Office, screen: QualityScreen
) -> None:
    who = office.small.people[Post.SUPERVISOR].name
    assert screen.lots.plan.said.text() == "One parcel in 2 of a lot is inspected."
    assert screen.lots.plan.changed.text().startswith(f"Chosen by {who}, ")
    assert [column[:4] for column in cells(screen.lots)] == ["INS-"]
    assert cells(screen.lots, 3) == ["4 / 4"]
    assert cells(screen.lots, 4) == ["1 / 2"]
    assert cells(screen.lots, 5) == ["1"]


@only_sqlite
def test_a_lot_shows_its_sample_its_seed_and_the_draw_repeated(
    office: Office, screen: QualityScreen
) -> None:
    detail = screen.lots.lot
    rows = detail.sample.rows
    shown = [
        [rows.index(row, column).data() for column in (0, 2, 3)] for row in range(rows.rowCount())
    ]
    assert shown == [["2", "Drawn by plan", "Failed"], ["4", "Drawn by plan", "Waiting"]]
    assert detail.again.accessibleName() == "Drawn again from the seed: the same"
    assert detail.thing is not None
    assert detail.seed.text() == f"Seed {detail.thing.row.seed}"
    database = office.small.house.database
    forged = update(InspectionPosition).where(InspectionPosition.position == 2).values(position=3)
    in_transaction(database, lambda connection: connection.execute(forged))
    detail.refresh()
    office.qtbot.waitUntil(lambda: detail.again.accessibleName() == "The seed draws others")


@only_sqlite
def test_a_supervisor_chooses_another_plan_with_the_keyboard(
    office: Office, screen: QualityScreen
) -> None:
    plan = screen.lots.plan
    plan.change.click()
    assert plan.is_asking
    assert plan.wanted == EVERY_SECOND
    assert plan.nth.isVisible()
    plan.plans[SamplingPlan.LEVEL_II].click()
    assert not plan.nth.isVisible()
    plan.new_packer.setValue(5)
    QTest.keyClick(plan.new_packer, Qt.Key.Key_Return)
    office.qtbot.waitUntil(lambda: len(office.said) == 1)
    signal, sentence = office.said[0]
    assert signal is Signal.GOOD
    assert sentence.startswith("The plan is saved: Samples by ISO 2859-1, level II")
    assert (plan_now(office).sampling, plan_now(office).new_packer_parcels) == (
        SamplingPlan.LEVEL_II,
        5,
    )
    office.qtbot.waitUntil(lambda: "Before: One parcel in 2" in plan.changed.text())


@only_sqlite
def test_escape_leaves_the_plan_as_it_stands(office: Office, screen: QualityScreen) -> None:
    plan = screen.lots.plan
    with nothing_written(office.small.house.database):
        plan.change.click()
        plan.plans[SamplingPlan.NONE].click()
        QTest.keyClick(plan, Qt.Key.Key_Escape)
        assert not plan.is_asking
    assert plan_now(office).sampling is SamplingPlan.EVERY_NTH


@only_sqlite
def test_drawn_parcels_say_why_by_whom_and_what_was_wrong(
    office: Office, screen: QualityScreen
) -> None:
    screen.show_tab(1)
    looks = screen.looks
    office.qtbot.waitUntil(lambda: looks.look.thing is not None)
    assert len(cells(looks)) == 2
    failed = next(
        at
        for at in range(2)
        if looks.table.rows.row_at(at).defects  # type: ignore[union-attr]
    )
    looks.table.selectRow(failed)
    office.qtbot.waitUntil(lambda: looks.look.thing is not None and bool(looks.look.thing.defects))
    (defect,) = looks.look.thing.defects  # type: ignore[union-attr]
    assert defect.code is DefectCode.BOX_DAMAGED
    assert "Packed by" in looks.look.who.text()
    assert "Inspected by" in looks.look.who.text()
    looks.take_scan(looks.look.head.name.text())
    office.qtbot.waitUntil(lambda: len(cells(looks)) == 1)


@only_sqlite
def test_who_may_not_choose_sees_nothing_and_why(office: Office, screen: QualityScreen) -> None:
    office.actor = office.small.people[Post.INSPECTOR]
    screen.activate()
    closed = screen.lots.closed
    assert closed.absence is Absence.NO_PERMISSION
    assert screen.lots.table.rows.rowCount() == 0


def test_lots_and_looks_read_the_same_on_every_database(
    office: Office, screen: QualityScreen
) -> None:
    """Search, pages by key and counts, once on SQLite and once on PostgreSQL."""
    at = office.small
    lots = screen.lots
    lots.take_scan(at.people[Post.PACKER].name[:1] + "%")
    office.qtbot.waitUntil(lambda: lots.absence.absence is Absence.EMPTY)
    screen.show_tab(1)
    looks = screen.looks
    office.qtbot.waitUntil(lambda: len(cells(looks)) == 2)
    assert [looks.bar.chips[at].count for at in range(4)] == [2, 1, 1, 0]
    looks.bar.choose(2)
    office.qtbot.waitUntil(lambda: len(cells(looks)) == 1)
    assert cells(looks)[0].startswith("20")
