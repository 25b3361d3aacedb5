"""What the waves screen reads and carries out, off the main thread."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from db.views.wave_orders import WaveOrderRow, people_of, picking_zones, wave_orders
from db.views.waves import (
    TaskRow,
    WaitingOrders,
    WaveRow,
    waiting_for_waves,
    wave_of,
    wave_tasks,
)
from desktop.office.orders.actions import Outcome, refusal
from fulfilment.house import Actor, House
from fulfilment.paper.sheet_printing import SheetPlace, print_wave_sheets
from fulfilment.picking.assignment import assign_tasks
from fulfilment.waves.taking_back import cancel_wave
from fulfilment.waves.waves import build_waves, plan_waves
from procedure.effects import Refused
from procedure.ids import PersonId, PickTaskId, WaveId
from procedure.permissions import PERMISSIONS, UseCase
from procedure.text import NP_
from procedure.verdicts import VerdictKind
from procedure.waves import WavePlan, WaveWish
from procedure.words import Signal
from resources.catalogue import N_, Translator

_BUILT = NP_(
    "{n} wave is built with {orders} orders. Its tasks can be picked now.",
    "{n} waves are built with {orders} orders. Their tasks can be picked now.",
)
_NOTHING_BUILT = N_("No order that waits fits a wave like this. Choose something wider.")
_TAKEN_BACK = N_("Wave {wave_no} is taken back. Its orders wait again and keep their stock.")
_GIVEN = NP_("{n} task is for {name} now.", "{n} tasks are for {name} now.")
_ANYBODY = NP_(
    "{n} task is for whoever comes first in its zone.",
    "{n} tasks are for whoever comes first in their zones.",
)
_PRINTING = NP_("{n} sheet is being printed.", "{n} sheets are being printed.")
_COPIES = NP_("{n} of them is marked as a copy.", "{n} of them are marked as copies.")
_LEFT_OUT = NP_("{n} task needs no sheet any more.", "{n} tasks need no sheet any more.")


@dataclass(frozen=True, slots=True)
class WaveRead:
    """One wave with its tasks and orders, in one moment of the data."""

    row: WaveRow
    tasks: tuple[TaskRow, ...]
    orders: tuple[WaveOrderRow, ...]


def read_wave(house: House, wave_id: WaveId) -> WaveRead | None:
    """One wave; None where it is not here.

    Raises:
        CannotNow: The database is away or busy.
    """
    with house.database.read() as connection:
        row = wave_of(connection, house.place.warehouse_id, wave_id)
        if row is None:
            return None
        tasks = wave_tasks(connection, wave_id, house.clock())
        return WaveRead(row, tasks, wave_orders(connection, wave_id))


def read_waiting(house: House) -> tuple[WaitingOrders, ...]:
    """What waits to be put into waves.

    Raises:
        CannotNow: The database is away or busy.
    """
    with house.database.read() as connection:
        return waiting_for_waves(connection, house.place.warehouse_id)


@dataclass(frozen=True, slots=True)
class PlanChoices:
    """What a plan may be narrowed to."""

    waiting: tuple[WaitingOrders, ...]
    zones: tuple[str, ...]


def read_choices(house: House) -> PlanChoices:
    """What waits, and the zones it may lie in.

    Raises:
        CannotNow: The database is away or busy.
    """
    with house.database.read() as connection:
        warehouse = house.place.warehouse_id
        waiting = waiting_for_waves(connection, warehouse)
        return PlanChoices(waiting, picking_zones(connection, warehouse))


def read_pickers(house: House) -> tuple[tuple[PersonId, str], ...]:
    """Who may pick, by name.

    Raises:
        CannotNow: The database is away or busy.
    """
    with house.database.read() as connection:
        return people_of(connection, PERMISSIONS[UseCase.PICK])


@dataclass(frozen=True, slots=True)
class Previewed:
    """What a preview came to; `plan` is None where it was refused."""

    outcome: Outcome | None
    plan: WavePlan | None


def preview(house: House, actor: Actor, wish: WaveWish, translator: Translator) -> Previewed:
    """What would be built now; nothing is written.

    Raises:
        CannotNow: The database cannot be written now.
    """
    plan = plan_waves(house, actor, wish)
    if isinstance(plan, Refused):
        return Previewed(refusal(plan.verdict, translator), None)
    return Previewed(None, plan)


@dataclass(frozen=True, slots=True)
class Built:
    """What building came to; `first` is the first wave, None where there is none."""

    outcome: Outcome
    first: WaveId | None


def build(house: House, actor: Actor, wish: WaveWish, translator: Translator) -> Built:
    """Build the waves and make their tasks.

    Raises:
        CannotNow: The database cannot be written now.
    """
    built = build_waves(house, actor, wish)
    if isinstance(built, Refused):
        return Built(refusal(built.verdict, translator), None)
    if not built.waves:
        return Built(Outcome(Signal.ATTENTION, translator.text(_NOTHING_BUILT), True), None)
    orders = sum(len(wave.orders) for wave in built.waves)
    said = translator.plural(*_BUILT, len(built.waves), orders=f"{orders:,}")
    return Built(Outcome(Signal.GOOD, said, True), built.waves[0].wave_id)


def take_back(house: House, actor: Actor, wave_id: WaveId, translator: Translator) -> Outcome:
    """Take back a wave that nobody has begun.

    Raises:
        CannotNow: The database cannot be written now.
    """
    cancelled = cancel_wave(house, actor, wave_id)
    if isinstance(cancelled, Refused):
        return refusal(cancelled.verdict, translator)
    said = translator.text(_TAKEN_BACK, wave_no=cancelled.wave_no)
    return Outcome(Signal.GOOD, said, True)


def assign(
    house: House,
    actor: Actor,
    tasks: Sequence[PickTaskId],
    person: PersonId | None,
    translator: Translator,
) -> Outcome:
    """Give tasks to somebody, or leave them to whoever comes first.

    Raises:
        CannotNow: The database cannot be written now.
    """
    assigned = assign_tasks(house, actor, tasks, person)
    if isinstance(assigned, Refused):
        return refusal(assigned.verdict, translator)
    many = len(assigned.tasks)
    if assigned.name:
        said = translator.plural(*_GIVEN, many, name=assigned.name)
    else:
        said = translator.plural(*_ANYBODY, many)
    return Outcome(Signal.GOOD, said, True)


@dataclass(frozen=True, slots=True)
class Printed:
    """What printing came to.

    Attributes:
        needs_reason: Some of it was printed before: nothing is printed until somebody says why.
    """

    outcome: Outcome
    needs_reason: bool = False


def print_sheets(
    house: House,
    actor: Actor,
    wave_id: WaveId,
    where: SheetPlace,
    reason: str,
    translator: Translator,
) -> Printed:
    """Print the sheets of a wave's tasks, here or where their zones print.

    Raises:
        CannotNow: The database cannot be written now.
    """
    sheets = print_wave_sheets(house, actor, wave_id, where, reason)
    if isinstance(sheets, Refused):
        again = sheets.verdict.kind is VerdictKind.REASON_NEEDED
        return Printed(refusal(sheets.verdict, translator), again)
    said = [translator.plural(*_PRINTING, len(sheets.jobs))]
    if sheets.copies:
        said.append(translator.plural(*_COPIES, sheets.copies))
    if sheets.left_out:
        said.append(translator.plural(*_LEFT_OUT, sheets.left_out))
    return Printed(Outcome(Signal.GOOD, " ".join(said), True))
