"""What a request comes to: the page of a device, and the answer to a scan."""

from __future__ import annotations

from dataclasses import dataclass
from http import HTTPStatus

from db.errors import CannotNow
from db.views.open_sheets import Picker, open_sheets, zone_of_station, zones_with_sheets
from db.views.unit_codes import unit_codes
from fulfilment.house import Actor
from fulfilment.trouble_words import trouble_sentence
from gateway.pda.ahead import Moment, Way, way_ahead
from gateway.pda.device_cookie import Device
from gateway.pda.face import Face
from gateway.pda.handhelds import Handhelds, Held
from gateway.pda.page import Page
from gateway.pda.pages import choosing_page, list_page, sign_in_page, task_page, trouble_page
from gateway.pda.safety import BadgeAttempts
from gateway.pda.scans import page_scan, task_of
from gateway.pda.sheet_list import sheets_shown
from gateway.pda.station_thread import Untaken
from procedure.machines.pick_state import PickState
from procedure.scans import RawScan
from procedure.verdicts import VerdictKind
from procedure.words import Signal
from resources.catalogue import N_, Translator

MOST_SHEETS = 50
"""On a page; a picker takes the first."""

WAIT_SECONDS = 60
"""For a station's answer; a centre that is away is given up sooner."""


@dataclass(frozen=True, slots=True)
class Asked:
    """A request of a device.

    Attributes:
        device: None where it has chosen no station.
        zone: Whose sheets it lists; None for the station's own zone, "" for all.
        address: Where it comes from.
    """

    device: Device | None
    zone: str | None
    address: str
    tr: Translator


@dataclass(frozen=True, slots=True)
class Reply:
    """The answer to a posted scan.

    Attributes:
        signal: What sounds.
        said: A sentence above the page; "" where the page says it all.
        page: None where nothing on it has changed.
    """

    status: HTTPStatus
    signal: Signal
    said: str = ""
    page: Page | None = None


@dataclass(frozen=True, slots=True)
class Foreseen:
    """The page of a device and the way ahead of it.

    Attributes:
        page: None where the device has no station.
    """

    page: Page | None
    way: Way


_UNTAKEN = {
    Untaken.OTHER_CONTENT: N_(
        "Two different scans came under one number; the second was not counted."
    ),
    Untaken.OTHER_TASK: N_(
        "The task was given to somebody else, or ended, while this handheld had no connection. "
        "Open your task again and go by what it says."
    ),
}


class PdaDesk:
    """Answers the requests of all handhelds.

    Thread: safe; every method may wait for a station or for the database.
    """

    def __init__(self, handhelds: Handhelds) -> None:
        self.handhelds = handhelds
        self._house = handhelds.house
        self._badges = BadgeAttempts()

    def page(self, asked: Asked) -> Page:
        """The present page of a device."""
        try:
            held = self._held(asked)
            if held is None:
                return choosing_page(asked.tr, self.handhelds.free())
            return self._shown(asked, held, held.thread.look().result(WAIT_SECONDS))
        except CannotNow as trouble:
            return trouble_page(asked.tr, trouble_sentence(trouble, asked.tr))

    def scan(self, asked: Asked, body: dict[str, object]) -> Reply:
        """The answer to a scan, after it is on the disk or the centre has answered."""
        tr = asked.tr
        raw = page_scan(body, self._house.clock())
        if raw is None:
            said = N_("This page is out of date. Load it again; the last scan was not counted.")
            return Reply(HTTPStatus.BAD_REQUEST, Signal.WRONG, tr.text(said))
        try:
            held = self._held(asked)
            if held is None:
                said = N_("This handheld has no station any more. Choose one, then scan again.")
                page = choosing_page(tr, self.handhelds.free())
                return Reply(HTTPStatus.CONFLICT, Signal.WRONG, tr.text(said), page)
            return self._answer(asked, held, raw, task_of(body))
        except CannotNow as trouble:
            said = trouble_sentence(trouble, tr)
            return Reply(HTTPStatus.SERVICE_UNAVAILABLE, Signal.WRONG, said)

    def _answer(self, asked: Asked, held: Held, raw: RawScan, task: str) -> Reply:
        now = self._house.clock()
        if _is_badge(raw) and not self._badges.may_try(asked.address, now):
            said = N_("Too many unknown badges. Wait a minute, then scan your own badge.")
            return Reply(HTTPStatus.TOO_MANY_REQUESTS, Signal.WRONG, asked.tr.text(said))
        answered = held.thread.scan(raw, task).result(WAIT_SECONDS)
        page = self._shown(asked, held, answered.face)
        if isinstance(answered.said, Untaken):
            said = asked.tr.text(_UNTAKEN[answered.said])
            return Reply(HTTPStatus.CONFLICT, Signal.WRONG, said, page)
        if answered.said.kind is VerdictKind.UNKNOWN_BADGE:
            self._badges.failed(asked.address, now)
        status = HTTPStatus.OK if answered.written else HTTPStatus.SERVICE_UNAVAILABLE
        return Reply(status, answered.said.signal, "", page)

    def ahead(self, asked: Asked) -> Foreseen:
        """What may be scanned next without asking; nothing where no task is open.

        Raises:
            CannotNow: The database is away.
        """
        held = self._held(asked)
        if held is None:
            return Foreseen(None, Way())
        face = held.thread.look().result(WAIT_SECONDS)
        page = self._shown(asked, held, face)
        state = face.shown.state
        if face.shown.operator is None or not isinstance(state, PickState) or state.task is None:
            return Foreseen(page, Way())
        with self._house.database.read() as connection:
            codes = unit_codes(connection, {stop.product.product_id for stop in state.stops})
        moment = Moment(self._house.clock(), self._house.today, self._house.station_policy)
        return Foreseen(page, way_ahead(face, codes, moment))

    def page_ahead(self, asked: Asked, face: Face) -> Page:
        """The page of a face on the way ahead."""
        state = face.shown.state
        assert isinstance(state, PickState)
        return task_page(asked.tr, face, state)

    def _held(self, asked: Asked) -> Held | None:
        return None if asked.device is None else self.handhelds.held_by(asked.device)

    def _shown(self, asked: Asked, held: Held, face: Face) -> Page:
        operator, state = face.shown.operator, face.shown.state
        if operator is None:
            return sign_in_page(asked.tr, face, held.seat.name)
        assert isinstance(state, PickState)
        if state.task is not None:
            return task_page(asked.tr, face, state)
        return self._list(asked, held, face, operator)

    def _list(self, asked: Asked, held: Held, face: Face, operator: Actor) -> Page:
        station = held.seat.station_id
        picker = Picker(
            self._house.place.warehouse_id, operator.person_id, station, self._house.clock()
        )
        try:
            with self._house.database.read() as connection:
                zone = asked.zone
                if zone is None:
                    zone = zone_of_station(connection, station)
                zones = zones_with_sheets(connection, picker)
                rows = open_sheets(connection, picker, zone, MOST_SHEETS)
        except CannotNow as trouble:
            return trouble_page(asked.tr, trouble_sentence(trouble, asked.tr))
        sheets = sheets_shown(asked.tr, zones, rows, zone)
        return list_page(asked.tr, face, held.seat.name, sheets)


def _is_badge(raw: RawScan) -> bool:
    return raw.raw_text.strip().upper().startswith("USR-")
