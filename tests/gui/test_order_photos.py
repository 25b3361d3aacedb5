"""The photos of an order in the office: small in their section, large when one is chosen."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from db.schema.picking import PickTask
from desktop.tasks import Tasks
from desktop.theme.apply import apply_theme
from desktop.theme.tokens import ThemeName
from fulfilment.evidence.photos import Photo, PhotoKept, keep_photo
from fulfilment.evidence.pictures import Picture, picture_of
from procedure.ids import OrderId, PickTaskId
from procedure.parcel_words import EvidenceKind
from procedure.words import Post
from tests.gui.office_bench import Office
from tests.plugins.houses import SmallHouse, draft
from tests.plugins.journey import released
from tests.plugins.pictures import photo

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


def keep(small: SmallHouse, order: OrderId, nth: int, kind: EvidenceKind) -> None:
    """A picker takes a photo of an order's goods."""
    picture = picture_of(photo(900, 600, colour=(30 * nth, 90, 120)))
    assert isinstance(picture, Picture)
    with small.house.database.read() as connection:
        task = connection.scalar(select(PickTask.id).where(PickTask.order_id == order))
    sent = Photo(f"k{nth}", kind, picture, task_id=PickTaskId(task or 0))
    assert isinstance(keep_photo(small.house, small.people[Post.PICKER], sent), PhotoKept)


def test_photos_are_seen_small_and_large(office: Office) -> None:
    first, second = released(office.small, draft("A-1"), draft("A-2"))
    for nth, kind in enumerate((EvidenceKind.DAMAGE, EvidenceKind.OPEN_BOX), start=1):
        keep(office.small, first, nth, kind)
    office.open()
    office.choose(first)
    section = office.detail.photos
    office.qtbot.waitUntil(lambda: len(section.thumbs) == 2)
    words = [thumb.text() for thumb in section.thumbs]
    name = office.small.people[Post.PICKER].name
    assert [each.split(" · ")[0] for each in words] == ["Open box", "Damage"]
    assert all(name in each for each in words)
    assert "A photo was kept as evidence" in [
        row.sentence for row in office.detail.log.timeline.rows
    ]
    QTest.mouseClick(section.thumbs[1], Qt.MouseButton.LeftButton)
    office.qtbot.waitUntil(lambda: section.opened is not None)
    dialog = section.opened
    assert dialog is not None
    assert (dialog.image.width(), dialog.image.height()) == (900, 600)
    QTest.keyClick(dialog, Qt.Key.Key_Escape)
    office.qtbot.waitUntil(lambda: section.opened is None)
    office.choose(second)
    office.qtbot.waitUntil(section.isHidden)
    assert section.thumbs == []


def test_a_photo_that_comes_while_the_order_is_open_appears(office: Office) -> None:
    (order,) = released(office.small, draft("A-1"))
    office.open()
    office.choose(order)
    assert office.detail.photos.isHidden()
    keep(office.small, order, 1, EvidenceKind.DAMAGE)
    office.detail.refresh()
    office.qtbot.waitUntil(office.detail.photos.isVisible)
