"""The tables of a wave: its tasks, its orders, and the waves of a plan."""

from __future__ import annotations

from dataclasses import dataclass

from db.views.wave_orders import WaveOrderRow
from db.views.waves import TaskRow
from desktop.office.listing.listing import ListColumn, Speech
from desktop.office.orders.words import STATUS_STATES, in_words, moment, status_tag
from desktop.office.stock.words import NOTHING
from desktop.office.waves.words import TASK_STATES
from desktop.widgets.states import State
from desktop.widgets.table import Column
from procedure.texts import status_word
from procedure.waves import PlannedWave
from resources.catalogue import N_


def _who(row: TaskRow, speech: Speech) -> str:
    """Who has it now; else whom it is for."""
    if row.holder:
        at = {"name": row.holder, "station": row.station}
        return speech.translator.text(N_("{name}, at {station}"), **at)
    if row.assigned:
        return speech.translator.text(N_("for {name}"), name=row.assigned)
    return speech.translator.text(N_("whoever comes first"))


TASKS: tuple[ListColumn[TaskRow], ...] = (
    ListColumn("sheet", N_("Sheet"), Column(160, strong=True), lambda r, s: r.sheet_code),
    ListColumn("zone", N_("Zone"), Column(52), lambda r, s: r.zone or NOTHING),
    ListColumn(
        "picked",
        N_("Picked"),
        Column(76, number=True),
        lambda r, s: f"{r.picked:,} / {r.units:,}",
    ),
    ListColumn("who", N_("Picker"), Column(0), _who),
    ListColumn(
        "status",
        N_("Status"),
        Column(92, tag=True),
        lambda r, s: in_words(s.translator, status_word(r.status)),
        tag=lambda r: TASK_STATES[r.status],
    ),
)


def _order_tag(row: WaveOrderRow) -> State:
    return State.ATTENTION if row.open_holds else STATUS_STATES[row.status]


ORDERS: tuple[ListColumn[WaveOrderRow], ...] = (
    ListColumn(
        "slot",
        N_("Slot"),
        Column(48, number=True),
        lambda r, s: NOTHING if r.slot is None else str(r.slot),
    ),
    ListColumn("order", N_("Order"), Column(0, strong=True), lambda r, s: r.order_no),
    ListColumn(
        "express",
        N_("Service"),
        Column(84),
        lambda r, s: s.translator.text(N_("Express")) if r.express else NOTHING,
    ),
    ListColumn(
        "picked",
        N_("Picked"),
        Column(76, number=True),
        lambda r, s: f"{r.picked:,} / {r.units:,}",
    ),
    ListColumn(
        "status",
        N_("Status"),
        Column(120, tag=True),
        lambda r, s: status_tag(r.status, r.open_holds, s.translator)[0],
        tag=_order_tag,
    ),
)


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A wave that would be built.

    Attributes:
        nth: Its place, from 1.
        carrier: Whose orders it has.
    """

    nth: int
    carrier: str
    wave: PlannedWave


def _kind(row: PlanRow, speech: Speech) -> str:
    kind = row.wave.kind
    return NOTHING if kind is None else in_words(speech.translator, status_word(kind))


def _pickup(row: PlanRow, speech: Speech) -> str:
    at = row.wave.cut_off_at
    return NOTHING if at is None else moment(at, speech.zone, speech.now)


PLANNED: tuple[ListColumn[PlanRow], ...] = (
    ListColumn("nth", N_("No."), Column(44, number=True), lambda r, s: str(r.nth)),
    ListColumn("carrier", N_("Carrier"), Column(0), lambda r, s: r.carrier),
    ListColumn("kind", N_("Kind"), Column(110), _kind),
    ListColumn("pickup", N_("Pickup"), Column(92), _pickup),
    ListColumn(
        "orders", N_("Orders"), Column(60, number=True), lambda r, s: f"{len(r.wave.orders):,}"
    ),
    ListColumn(
        "lines", N_("Lines"), Column(54, number=True), lambda r, s: f"{r.wave.load.lines:,}"
    ),
    ListColumn(
        "weight",
        N_("Weight"),
        Column(76, number=True),
        lambda r, s: f"{r.wave.load.weight_g / 1000:,.1f} kg",
    ),
)
