"""Photos from handhelds: who may send one, for which task, and what is said about it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import timedelta
from http import HTTPStatus

from db.errors import CannotNow
from fulfilment.evidence.photos import Photo, keep_photo
from fulfilment.evidence.pictures import PictureProblem, picture_of
from fulfilment.evidence.words import PROBLEM_WORDS
from fulfilment.trouble_words import trouble_sentence
from gateway.pda.desk import WAIT_SECONDS, Asked, Reply
from gateway.pda.handhelds import Handhelds
from gateway.pda.safety import Attempts
from gateway.pda.scans import is_event_id, task_of
from procedure.effects import Refused
from procedure.ids import PickTaskId
from procedure.parcel_words import EvidenceKind
from procedure.texts import sentence
from procedure.worded import worded
from procedure.words import Signal
from resources.catalogue import N_

KINDS = (EvidenceKind.DAMAGE, EvidenceKind.OPEN_BOX, EvidenceKind.OTHER)
"""What a picker may say that a photo shows."""

MOST_A_MINUTE = 30
"""Photos from one handheld."""

_TASK = re.compile(r"([0-9]+)\.[0-9]+")


@dataclass(frozen=True, slots=True)
class Sent:
    """A photo as a handheld sends it.

    Attributes:
        key: The id the handheld made for it.
        task: `gateway.pda.ahead.task_key` of the task it was taken at.
    """

    key: str
    kind: str
    task: str
    file: bytes


class PhotoDesk:
    """Keeps the photos of all handhelds.

    Thread: safe; every method may wait for a station, a decoder or the database.
    """

    def __init__(self, handhelds: Handhelds) -> None:
        self._handhelds = handhelds
        self._sent = Attempts(MOST_A_MINUTE, timedelta(minutes=1))

    def keep(self, asked: Asked, sent: Sent) -> Reply:
        """Keep a photo, once; where it cannot be kept now, the handheld sends it again."""
        try:
            return self._keep(asked, sent)
        except CannotNow as trouble:
            said = trouble_sentence(trouble, asked.tr)
            return Reply(HTTPStatus.SERVICE_UNAVAILABLE, Signal.WRONG, said)

    def _keep(self, asked: Asked, sent: Sent) -> Reply:
        tr, now = asked.tr, self._handhelds.house.clock()
        task = _TASK.fullmatch(task_of({"task": sent.task}))
        if task is None or sent.kind not in list(KINDS) or not is_event_id(sent.key):
            said = N_("This page is out of date. Load it again, then take the photo once more.")
            return Reply(HTTPStatus.BAD_REQUEST, Signal.WRONG, tr.text(said))
        held = None if asked.device is None else self._handhelds.held_by(asked.device)
        operator = None
        if held is not None:
            operator = held.thread.look().result(WAIT_SECONDS).shown.operator
        if operator is None:
            said = N_("Sign in: the photo waits on this handheld until you do.")
            return Reply(HTTPStatus.UNAUTHORIZED, Signal.ATTENTION, tr.text(said))
        if not self._sent.may_try(asked.address, now):
            said = N_("Too many photos at once. They wait on this handheld for a minute.")
            return Reply(HTTPStatus.TOO_MANY_REQUESTS, Signal.ATTENTION, tr.text(said))
        self._sent.tried(asked.address, now)
        picture = picture_of(sent.file)
        if isinstance(picture, PictureProblem):
            said = tr.text(PROBLEM_WORDS[picture])
            return Reply(HTTPStatus.UNPROCESSABLE_ENTITY, Signal.WRONG, said)
        photo = Photo(sent.key, EvidenceKind(sent.kind), picture, task_id=PickTaskId(int(task[1])))
        kept = keep_photo(self._handhelds.house, operator, photo)
        if isinstance(kept, Refused):
            said = worded(tr, sentence(kept.verdict))
            return Reply(HTTPStatus.CONFLICT, Signal.WRONG, said)
        words = N_("The photo is kept with order {order_no}.")
        if not kept.order_no:
            words = N_("The photo is kept with this task.")
        return Reply(HTTPStatus.OK, Signal.GOOD, tr.text(words, order_no=kept.order_no))
