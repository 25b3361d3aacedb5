"""What stands on the page, in finished words: values that the templates only lay out."""

from __future__ import annotations

from dataclasses import dataclass

from db.views.open_sheets import OpenSheet, ZoneSheets
from db.views.seats import Seat
from gateway.pda.buttons import Button, command_buttons, next_buttons, task_buttons
from gateway.pda.face import Face
from procedure.machines.pick_state import PickPhase, PickState, open_stops
from procedure.pick_words import (
    captions_of,
    phase_of,
    quantity_of,
    reference_of,
    sheet_of,
    stop_in_front,
    stop_of,
)
from procedure.prompts import Prompt, PromptKind
from procedure.tasks import PickStop
from procedure.text import NP_
from procedure.texts import place, place_caption, prompt_text, sentence, word
from procedure.verdicts import Verdict, VerdictKind
from procedure.worded import worded
from procedure.words import Command, Signal
from resources.catalogue import N_, Translator

GROWS = (Signal.WRONG, Signal.STOP)
_ORDER_DIGITS = 4
_GOES_ON = frozenset(
    {
        VerdictKind.TASK_OPENED,
        VerdictKind.SHELF_RIGHT,
        VerdictKind.UNIT_COUNTED,
        VerdictKind.LINE_DONE,
    }
)
"""Right scans after which only the next one matters: their sentence is that."""


@dataclass(frozen=True, slots=True)
class Saying:
    """A verdict, or where `signal` is "waiting" what is asked for.

    Attributes:
        word: The large words.
        sentence: What happened and what to do.
        caption, place: Where to go with the thing in hand; "" for nowhere.
        following: The next scan, where the verdict stands before it; else "".
    """

    signal: str
    word: str
    sentence: str
    caption: str = ""
    place: str = ""
    following: str = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    """A sheet on the list."""

    code: str
    words: str
    express: str
    wave: str
    started: str


@dataclass(frozen=True, slots=True)
class Chip:
    """A zone to choose.

    Attributes:
        zone: What stands in the address; "" for all.
    """

    zone: str
    words: str
    count: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Sheets:
    """The list of a zone's sheets.

    Attributes:
        more: How many more there are than are listed, in words; else "".
        empty: Why there is none and what to do; "" where there are some.
    """

    chips: tuple[Chip, ...]
    rows: tuple[Sheet, ...]
    more: str
    empty: str


@dataclass(frozen=True, slots=True)
class Task:
    """The stop of an open task.

    Attributes:
        there: Whether the shelf was scanned.
        parts: Of the shelf's code, each with the word for it; none for codes of another make.
        slot, after: Empty where there is none to show.
    """

    where: str
    there: bool
    shelf: str
    parts: tuple[tuple[str, str], ...]
    product: str
    reference: str
    lot: str
    quantity: str
    remarks: tuple[str, ...]
    slot: str
    slot_caption: str
    slot_order: str
    after_caption: str
    after: str


@dataclass(frozen=True, slots=True)
class Page:
    """Everything between the strip and the buttons.

    Attributes:
        title, progress: The strip: what is done or how far it is; the station or the sheet.
        person: Who is signed in; "" for nobody.
        away: What is said while the centre is away: how many scans wait, and a sentence.
        stopped: Whether a stop covers everything.
        stations: To choose from; None where the device has one.
    """

    title: str
    progress: str
    person: str = ""
    away: tuple[str, str] | None = None
    trail: tuple[str, ...] = ()
    saying: Saying | None = None
    stopped: bool = False
    task: Task | None = None
    sheets: Sheets | None = None
    buttons: tuple[Button, ...] = ()
    stations: tuple[Seat, ...] | None = None
    trouble: str = ""
    may_leave: bool = False


# pages --------------------------------------------------------------------------------


def choosing_page(tr: Translator, stations: tuple[Seat, ...]) -> Page:
    """The stations a device may choose from."""
    saying = None
    if not stations:
        saying = Saying(
            Signal.ATTENTION.value,
            tr.text(N_("No station is free")),
            tr.text(
                N_(
                    "Every picking station is in use. Put a handheld back that nobody needs, or "
                    "have a station added."
                )
            ),
        )
    return Page(tr.text(N_("Which handheld is this?")), "", saying=saying, stations=stations)


def trouble_page(tr: Translator, said: str) -> Page:
    """Why there is no page now."""
    return Page(tr.text(N_("Cannot work now")), "", trouble=said)


def sign_in_page(tr: Translator, face: Face, station: str) -> Page:
    """Nobody is signed in: the badge is asked for, and said what became of the last one."""
    said = face.visible
    refused = said is not None and said.signal in GROWS
    return Page(
        tr.text(N_("Sign in")),
        station,
        trail=_trail(face),
        saying=_saying(tr, face, Prompt(PromptKind.SIGN_IN)) if refused else _asks_badge(tr),
        may_leave=True,
        away=_away(tr, face),
    )


def list_page(tr: Translator, face: Face, station: str, sheets: Sheets) -> Page:
    """Signed in, and no task open: the zone's sheets."""
    operator = face.shown.operator
    stop = face.stop is not None
    said = face.visible
    shows = said is not None and said.kind is not VerdictKind.SIGNED_IN
    return Page(
        tr.text(N_("Pick")),
        station,
        person="" if operator is None else operator.name,
        trail=_trail(face),
        saying=_saying(tr, face, face.shown.prompt) if shows else None,
        stopped=stop,
        sheets=sheets,
        buttons=command_buttons(tr, (Command.CONFIRM,))
        if stop
        else next_buttons(tr, _next_code(sheets)),
        away=_away(tr, face),
    )


def task_page(tr: Translator, face: Face, state: PickState) -> Page:
    """A task is open: place, product, verdict, after."""
    operator = face.shown.operator
    saying = _saying(tr, face, face.shown.prompt)
    due = stop_in_front(state)
    return Page(
        stop_of(tr, state),
        sheet_of(state),
        person="" if operator is None else operator.name,
        trail=_trail(face),
        saying=saying,
        stopped=face.stop is not None,
        task=None if due is None else _task(tr, face, state, due),
        buttons=task_buttons(tr, face, state),
        away=_away(tr, face),
    )


def sheets_shown(
    tr: Translator, zones: tuple[ZoneSheets, ...], rows: tuple[OpenSheet, ...], zone: str
) -> Sheets:
    """The list in words: the chosen zone's sheets, and the zones to choose from."""
    everywhere = next((each.sheets for each in zones if not each.zone), 0)
    counts = {"": sum(each.sheets for each in zones)}
    counts |= {each.zone: each.sheets + everywhere for each in zones if each.zone}
    chips = tuple(
        Chip(
            each,
            tr.text(N_("Zone {zone}"), zone=each) if each else tr.text(N_("All zones")),
            count,
            each == zone,
        )
        for each, count in counts.items()
    )
    one, many = NP_("{n} more sheet waits", "{n} more sheets wait")
    more = counts.get(zone, everywhere) - len(rows)
    empty = N_("Everything is picked or in somebody's hands. New tasks appear here by themselves.")
    return Sheets(
        chips if len(chips) > 1 else (),
        tuple(_sheet(tr, row) for row in rows),
        tr.plural(one, many, more) if more > 0 else "",
        "" if rows else tr.text(empty),
    )


def _next_code(sheets: Sheets) -> str:
    """Of a chosen zone the first sheet on the list; "" where the centre may give any."""
    zone = any(chip.chosen and chip.zone for chip in sheets.chips)
    return sheets.rows[0].code if zone and sheets.rows else ""


# parts --------------------------------------------------------------------------------


def _away(tr: Translator, face: Face) -> tuple[str, str] | None:
    """What waits is always told while the centre is away; the moment it takes else is not."""
    if face.centre:
        return None
    one, many = NP_("{n} scan waits", "{n} scans wait")
    words = N_("The database does not answer. Scans are kept on this station and saved later.")
    return tr.plural(one, many, face.unsaved), tr.text(words)


def _trail(face: Face) -> tuple[str, ...]:
    return tuple(signal.value for signal in face.trail)


def _asks_badge(tr: Translator) -> Saying:
    said = N_("Nobody is signed in at this station. Your badge opens it.")
    return Saying("waiting", tr.text(N_("Scan your badge")), tr.text(said))


def _saying(tr: Translator, face: Face, prompt: Prompt) -> Saying:
    """The verdict to be seen, else what is asked for."""
    if face.stop is not None:
        prompt = Prompt(PromptKind.CONFIRM_STOP)
    headline, detail = prompt_text(prompt)
    said = face.stop or face.visible
    if said is None:
        return Saying("waiting", worded(tr, headline), "" if detail is None else worded(tr, detail))
    following = worded(tr, headline)
    large, small = _words_of(tr, said)
    if said.kind in _GOES_ON:
        return Saying(said.signal.value, large, following)
    where, caption = place(said), place_caption(said)
    if said.signal not in GROWS or where is None or caption is None:
        return Saying(said.signal.value, large, small, following=following)
    return Saying(
        said.signal.value, large, small, worded(tr, caption), worded(tr, where), following
    )


def _words_of(tr: Translator, said: Verdict) -> tuple[str, str]:
    """A counted unit's large words are its count, its sentence the name."""
    head, body = worded(tr, word(said)), worded(tr, sentence(said))
    if said.kind is VerdictKind.UNIT_COUNTED and "of" in said.params:
        return head, str(said.params.get("name", "")) or body
    return head, body


def _task(tr: Translator, face: Face, state: PickState, due: PickStop) -> Task:
    phase = phase_of(state)
    title, there = N_("Go to shelf"), False
    if phase is PickPhase.FINISH:
        title, there = N_("Everything is taken"), True
    elif phase is PickPhase.ZERO:
        title, there = N_("Is it empty?"), True
    elif phase is not PickPhase.SHELF:
        title, there = N_("Take from shelf"), True
    captions = captions_of(tr, due.shelf)
    parts = zip(due.shelf.split("-"), captions, strict=True) if captions else ()
    lot = tr.text(N_("lot {lot}"), lot=due.lot) if due.product.lot_tracked else ""
    slot = _slot_stop(face.visible, state) or due
    after_caption, after = _after(tr, state, due)
    return Task(
        where=tr.text(title),
        there=there,
        shelf=due.shelf,
        parts=tuple(parts),
        product=due.product.name,
        reference=reference_of(tr, due),
        lot=lot,
        quantity=quantity_of(due),
        remarks=() if state.task is None else state.task.remarks,
        slot=str(slot.slot or ""),
        slot_caption=tr.text(N_("Put into slot")),
        slot_order=tr.text(N_("order …{digits}"), digits=slot.order_no[-_ORDER_DIGITS:]),
        after_caption=after_caption,
        after=after,
    )


def _slot_stop(said: Verdict | None, state: PickState) -> PickStop | None:
    """The stop whose unit was just counted, as on the desk's screen."""
    counted = (VerdictKind.UNIT_COUNTED, VerdictKind.LINE_DONE)
    if said is None or said.kind not in counted or not state.taken:
        return None
    last = state.taken[-1].line_id
    return next((stop for stop in state.stops if stop.line_id == last), None)


def _after(tr: Translator, state: PickState, due: PickStop) -> tuple[str, str]:
    rest = [stop for stop in open_stops(state.stops) if stop.line_id != due.line_id]
    if not rest:
        return tr.text(N_("After this")), tr.text(N_("Staging shelf"))
    caption = N_("After this, same shelf") if rest[0].shelf == due.shelf else N_("After this")
    what = rest[0].product.name if rest[0].shelf == due.shelf else rest[0].shelf
    return tr.text(caption), what


def _sheet(tr: Translator, row: OpenSheet) -> Sheet:
    def counted(forms: tuple[str, str], n: int) -> str:
        return tr.plural(*forms, n)

    parts = [
        counted(NP_("{n} stop", "{n} stops"), row.stops),
        counted(NP_("{n} unit", "{n} units"), row.units),
    ]
    if row.orders > 1:
        parts.insert(0, counted(NP_("{n} order", "{n} orders"), row.orders))
    started = tr.text(N_("{counted} of {of} taken"), counted=row.picked, of=row.units)
    return Sheet(
        row.code,
        " · ".join(parts),
        tr.text(N_("Express")) if row.express else "",
        row.wave_no,
        started if row.picked else "",
    )
