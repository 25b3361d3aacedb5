"""Photos as evidence: kept once, with the order they belong to, in the log by their digest."""

from __future__ import annotations

from io import BytesIO

import pytest
from PIL import Image
from sqlalchemy import func, select, update
from sqlalchemy.exc import DBAPIError

from db.schema.evidence import Evidence
from db.schema.log import OrderLog
from db.schema.picking import PickTask
from db.views.photos import photo_contents, photos_of_order
from fulfilment.evidence.photos import Photo, PhotoKept, keep_photo
from fulfilment.evidence.pictures import Picture, picture_of
from fulfilment.house import Actor
from procedure.effects import Refused
from procedure.ids import OrderId, PickTaskId
from procedure.parcel_words import EvidenceKind
from procedure.verdicts import VerdictKind
from procedure.words import Post
from tests.plugins.everything import nothing_written
from tests.plugins.houses import SmallHouse, draft
from tests.plugins.journey import order_no, released
from tests.plugins.pictures import photo, photo_of_a_phone
from tests.plugins.wave_rows import sorted_wave


def picture(file: bytes = b"") -> Picture:
    """A photo as it is kept."""
    found = picture_of(file or photo_of_a_phone())
    assert isinstance(found, Picture)
    return found


def task_of(at: SmallHouse, order: OrderId | None) -> PickTaskId:
    """The pick task of an order; None for the one of a wave."""
    with at.house.database.read() as connection:
        is_its = PickTask.order_id.is_(None) if order is None else PickTask.order_id == order
        return PickTaskId(connection.execute(select(PickTask.id).where(is_its)).scalar_one())


def kept(at: SmallHouse, actor: Actor, photo: Photo) -> PhotoKept:
    """A photo is kept."""
    found = keep_photo(at.house, actor, photo)
    assert isinstance(found, PhotoKept)
    return found


def refused(at: SmallHouse, actor: Actor, photo: Photo) -> VerdictKind:
    """A photo is refused, and nothing is written."""
    with nothing_written(at.house.database):
        found = keep_photo(at.house, actor, photo)
    assert isinstance(found, Refused)
    return found.verdict.kind


def test_a_photo_is_kept_with_its_order_and_stands_in_the_log(at: SmallHouse) -> None:
    (order,) = released(at, draft("A-1"))
    picker, shown = at.people[Post.PICKER], picture()
    sent = Photo("k1", EvidenceKind.DAMAGE, shown, "lid", task_of(at, order))
    assert kept(at, picker, sent).order_no == order_no(at, order)
    with at.house.database.read() as connection:
        (row,) = photos_of_order(connection, order)
        content = photo_contents(connection, (row.evidence_id,))[row.evidence_id]
        logged = connection.execute(
            select(OrderLog.action, OrderLog.data)
            .where(OrderLog.order_id == order)
            .order_by(OrderLog.seq.desc())
            .limit(1)
        ).one()
    assert (row.kind, row.by, row.note, row.shared) == ("damage", picker.name, "lid", False)
    assert Image.open(BytesIO(content)).size == (480, 640)
    assert logged.action == "photo_kept"
    assert logged.data == {"photo": "damage", "digest": shown.digest}


def test_the_same_photo_sent_twice_is_kept_once(at: SmallHouse) -> None:
    (order,) = released(at, draft("A-1"))
    sent = Photo("k1", EvidenceKind.DAMAGE, picture(), task_id=task_of(at, order))
    first = kept(at, at.people[Post.PICKER], sent)
    with nothing_written(at.house.database):
        assert kept(at, at.people[Post.PICKER], sent) == first


def test_another_photo_under_the_same_key_is_refused(at: SmallHouse) -> None:
    (order,) = released(at, draft("A-1"))
    task = task_of(at, order)
    kept(at, at.people[Post.PICKER], Photo("k1", EvidenceKind.DAMAGE, picture(), task_id=task))
    other = Photo("k1", EvidenceKind.DAMAGE, picture(photo()), task_id=task)
    assert refused(at, at.people[Post.PICKER], other) is VerdictKind.SCAN_CONFLICT


def test_who_may_not_and_what_is_not_there(at: SmallHouse) -> None:
    (order,) = released(at, draft("A-1"))
    sent = Photo("k1", EvidenceKind.OTHER, picture(), task_id=task_of(at, order))
    assert refused(at, at.people[Post.PURCHASING], sent) is VerdictKind.NOT_ALLOWED
    nowhere = Photo("k1", EvidenceKind.OTHER, picture(), task_id=PickTaskId(1))
    assert refused(at, at.people[Post.PICKER], nowhere) is VerdictKind.NOTHING_TO_DO


def test_goods_that_orders_share_are_seen_with_each_of_them(at: SmallHouse) -> None:
    first, second = released(at, draft("A-1"), draft("A-2"))
    sorted_wave(at, (first, second))
    (other,) = released(at, draft("A-3"))
    sent = Photo("k1", EvidenceKind.OPEN_BOX, picture(), task_id=task_of(at, None))
    assert kept(at, at.people[Post.PICKER], sent).order_no == ""
    with at.house.database.read() as connection:
        found = {order: photos_of_order(connection, order) for order in (first, second, other)}
    assert [len(rows) for rows in found.values()] == [1, 1, 0]
    assert found[first][0].shared


def test_a_photo_is_never_changed(at: SmallHouse) -> None:
    (order,) = released(at, draft("A-1"))
    sent = Photo("k1", EvidenceKind.DAMAGE, picture(), task_id=task_of(at, order))
    kept(at, at.people[Post.PICKER], sent)
    with pytest.raises(DBAPIError), at.house.database.write() as connection:
        connection.execute(update(Evidence).values(note="another"))
    with at.house.database.read() as connection:
        assert connection.scalar(select(func.count()).select_from(Evidence)) == 1
