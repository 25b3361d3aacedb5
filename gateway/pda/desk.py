"""What a request comes to: the page of a device, and the answer to a scan."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import timedelta
from http import HTTPStatus

from db.errors import CannotNow
from db.views.open_sheets import Picker, open_sheets, zone_of_station, zones_with_sheets
from db.views.open_walls import open_walls
from db.views.unit_codes import unit_codes
from fulfilment.house import Actor
from fulfilment.paper.shelf_labels import intend_shelf_label
from fulfilment.trouble_words import trouble_sentence
from gateway.pda.ahead import Moment, Way, way_ahead
from gateway.pda.device_cookie import Device
from gateway.pda.face import Face
from gateway.pda.handhelds import Handhelds, Held
from gateway.pda.page import Page
from gateway.pda.pages import choosing_page, list_page, sign_in_page, task_page, trouble_page
from gateway.pda.paper import PaperRoom, Wish
from gateway.pda.safety import Attempts
from gateway.pda.scans import page_scan, task_of
from gateway.pda.sheet_list import sheets_shown
from gateway.pda.station_thread import Untaken
from gateway.pda.wall_pages import wall_list_page, wall_page
from procedure.effects import Refused
from procedure.machines.pick_state import PickState
from procedure.machines.sort_state import SortState
from procedure.pick_words import stop_in_front
from procedure.scans import RawScan
from procedure.tasks import PickTask, WallTask
from procedure.texts import sentence
from procedure.verdicts import VerdictKind
from procedure.worded import worded
from procedure.words import Command, PrintKind, Screen, Signal
from resources.catalogue import N_, Translator

MOST_SHEETS = 50
"""On a page; a picker takes the first."""

MOST_UNKNOWN_BADGES = 5
"""From one address within a minute; the next is not even looked up."""

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

    def __init__(self, handhelds: Handhelds, paper: PaperRoom | None = None) -> None:
        self.handhelds = handhelds
        self._house = handhelds.house
        self._paper = paper or PaperRoom(handhelds.house, {})
        self._badges = Attempts(MOST_UNKNOWN_BADGES, timedelta(minutes=1))

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
        wish = self._wish(held, PrintKind.PICK_SHEET) if _is_print(raw) else None
        if wish is not None and not self._paper.has_printer(wish):
            return Reply(HTTPStatus.CONFLICT, Signal.WRONG, _no_printer(asked.tr, wish.zone))
        self._paper.clear(held.seat.station_id)
        answered = held.thread.scan(raw, task).result(WAIT_SECONDS)
        page = self._shown(asked, held, answered.face)
        if isinstance(answered.said, Untaken):
            said = asked.tr.text(_UNTAKEN[answered.said])
            return Reply(HTTPStatus.CONFLICT, Signal.WRONG, said, page)
        if answered.said.kind is VerdictKind.UNKNOWN_BADGE:
            self._badges.tried(asked.address, now)
        operator = answered.face.shown.operator
        if wish is not None and operator is not None and answered.said.signal is Signal.GOOD:
            self._paper.send(operator, wish, asked.tr)
        status = HTTPStatus.OK if answered.written else HTTPStatus.SERVICE_UNAVAILABLE
        return Reply(status, answered.said.signal, "", page)

    def label(self, asked: Asked, key: str) -> Reply:
        """Print the label of the shelf that the open task leads to, at the zone's printer.

        Args:
            key: The id the page made; the same one is one label.
        """
        try:
            return self._label(asked, key)
        except CannotNow as trouble:
            said = trouble_sentence(trouble, asked.tr)
            return Reply(HTTPStatus.SERVICE_UNAVAILABLE, Signal.WRONG, said)

    def _label(self, asked: Asked, key: str) -> Reply:
        tr, held = asked.tr, self._held(asked)
        face = None if held is None else held.thread.look().result(WAIT_SECONDS)
        shelf = "" if face is None else _shelf_in_front(face)
        if held is None or face is None or face.shown.operator is None or not shelf:
            said = N_("No shelf is in front of you. Open a task first, then print its label.")
            return Reply(HTTPStatus.CONFLICT, Signal.WRONG, tr.text(said))
        wish = self._wish(held, PrintKind.CARD)
        if not self._paper.has_printer(wish):
            return Reply(HTTPStatus.CONFLICT, Signal.WRONG, _no_printer(tr, wish.zone))
        intended = intend_shelf_label(self._house, face.shown.operator, shelf, key)
        if isinstance(intended, Refused):
            said = worded(tr, sentence(intended.verdict))
            return Reply(HTTPStatus.CONFLICT, Signal.WRONG, said)
        self._paper.clear(held.seat.station_id)
        self._paper.send(face.shown.operator, wish, tr)
        said = N_("The label of shelf {shelf} is sent to the printer.")
        return Reply(HTTPStatus.OK, Signal.GOOD, tr.text(said, shelf=shelf))

    def _wish(self, held: Held, kind: PrintKind) -> Wish:
        """Paper for the zone of the open task, else of the station."""
        station, state = held.seat.station_id, held.thread.look().result(WAIT_SECONDS).shown.state
        if isinstance(state, PickState) and state.task is not None and state.task.zone:
            return Wish(station, state.task.zone, kind)
        with self._house.database.read() as connection:
            return Wish(station, zone_of_station(connection, station), kind)

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
        match state:
            case PickState(task=PickTask()):
                paper = self._paper.said(held.seat.station_id)
                return replace(task_page(asked.tr, face, state), paper=paper)
            case SortState(task=WallTask() as task):
                return wall_page(asked.tr, face, state, task)
            case _:
                return self._waiting_work(asked, held, face, operator)

    def _waiting_work(self, asked: Asked, held: Held, face: Face, operator: Actor) -> Page:
        try:
            if held.seat.home is Screen.SORT:
                return self._walls(asked, held, face, operator)
            return self._list(asked, held, face, operator)
        except CannotNow as trouble:
            return trouble_page(asked.tr, trouble_sentence(trouble, asked.tr))

    def _walls(self, asked: Asked, held: Held, face: Face, operator: Actor) -> Page:
        sorter = self._picker(held, operator)
        with self._house.database.read() as connection:
            waves = open_walls(connection, sorter, MOST_SHEETS)
        return wall_list_page(asked.tr, face, held.seat.name, waves)

    def _picker(self, held: Held, operator: Actor) -> Picker:
        place, now = self._house.place, self._house.clock()
        return Picker(place.warehouse_id, operator.person_id, held.seat.station_id, now)

    def _list(self, asked: Asked, held: Held, face: Face, operator: Actor) -> Page:
        picker = self._picker(held, operator)
        with self._house.database.read() as connection:
            zone = asked.zone
            if zone is None:
                zone = zone_of_station(connection, held.seat.station_id)
            zones = zones_with_sheets(connection, picker)
            rows = open_sheets(connection, picker, zone, MOST_SHEETS)
        sheets = sheets_shown(asked.tr, zones, rows, zone)
        return list_page(asked.tr, face, held.seat.name, sheets)


def _shelf_in_front(face: Face) -> str:
    state = face.shown.state
    due = stop_in_front(state) if isinstance(state, PickState) else None
    return "" if due is None else due.shelf


def _no_printer(tr: Translator, zone: str) -> str:
    if not zone:
        said = N_("No printer is set up for handhelds. Tell the supervisor; nothing was printed.")
        return tr.text(said)
    said = N_("No printer is set up for zone {zone}. Tell the supervisor; nothing was printed.")
    return tr.text(said, zone=zone)


def _is_print(raw: RawScan) -> bool:
    return raw.raw_text.strip().upper() == Command.PRINT.value


def _is_badge(raw: RawScan) -> bool:
    return raw.raw_text.strip().upper().startswith("USR-")
