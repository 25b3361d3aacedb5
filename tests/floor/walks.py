"""Long walks through a machine: anything scanned, anything answered, always the same ones."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from types import ModuleType

from procedure.effects import Done, LabelBound, Refused
from procedure.machines import pack, pick, ship
from procedure.verdicts import VerdictKind, verdict
from procedure.words import Command
from tests.floor.centre import Centre
from tests.floor.desk import Desk
from tests.floor.goods import (
    BOWL,
    BOWL_EAN,
    BOX,
    LAMP,
    LAMP_EAN,
    MUG,
    MUG_CARTON,
    MUG_EAN,
    NUMBER,
    ORDER,
    OTHER_BOX,
    OTHER_NUMBER,
    OTHER_ORDER,
    OTHER_SHEET,
    SHEET,
    TEA,
    TEA_B2401,
    TEA_CARTON,
    TEA_EAN,
    TODAY,
    A,
    B,
    C,
    Line,
    gs1,
    pack_task,
    pick_task,
)

CODES = (
    MUG_EAN,
    MUG_CARTON,
    TEA_EAN,
    TEA_CARTON,
    TEA_B2401,
    gs1(TEA_EAN, "B2401", expires="261001"),
    gs1(TEA_EAN, "B2401", serial="77"),
    gs1(TEA_EAN, "OLD"),
    LAMP_EAN,
    BOWL_EAN,
    "B2401",
    "B2402",
    "OLD",
    f"LOC-{A}",
    f"LOC-{B}",
    f"LOC-{C}",
    SHEET,
    OTHER_SHEET,
    ORDER,
    OTHER_ORDER,
    BOX,
    OTHER_BOX,
    "TOTE-1",
    NUMBER,
    OTHER_NUMBER,
    "QTY-1",
    "QTY-2",
    "QTY-50",
    "WHY-NOTFOUND",
    "WHY-DAMAGED",
    "ABC",
    "NOT/A/PATTERN",
    "hello, world",
    "MAT-1",
)
COMMANDS = tuple(command.value for command in Command if command is not Command.LEARN)
"""The cards a machine answers; the learn card is the station's own."""
REFUSALS = (
    verdict(VerdictKind.CENTRE_AWAY),
    verdict(VerdictKind.NO_TASK_LEFT),
    verdict(VerdictKind.ORDER_NOT_FOUND, code="X"),
    verdict(VerdictKind.ORDER_STOPPED, order_no=ORDER),
    verdict(VerdictKind.TAKEN_ELSEWHERE, order_no=""),
    verdict(VerdictKind.DEAD_LABEL, number=NUMBER, order_no=ORDER),
    verdict(VerdictKind.DISK_FULL),
)


def pick_lines(rng: random.Random) -> list[Line]:
    """Some stops; a shelf may hold several, a line may be complete."""
    made: list[Line] = []
    for _ in range(rng.randint(1, 5)):
        product = rng.choice((MUG, TEA, LAMP))
        quantity = rng.randint(1, 3)
        lot = rng.choice(("B2401", "B2401", "B2402", "OLD")) if product is TEA else ""
        made.append(
            Line(
                product,
                quantity,
                lot,
                rng.choice((A, A, B)),
                rng.choice((0, 0, 0, quantity)),
                expires_on=TODAY if lot == "OLD" else None,
                slot=rng.choice((None, 7)),
            )
        )
    return made


def _likely(desk: Desk, rng: random.Random) -> str:
    """What a person who knows the work would scan next."""
    state = desk.state
    match desk.phase:
        case "no_task" | "no_parcel":
            return rng.choice((SHEET, ORDER, "CMD-CONFIRM"))
        case "shelf":
            return f"LOC-{state.due.shelf}"
        case "product" | "open":
            return rng.choice((MUG_EAN, TEA_EAN, TEA_B2401, LAMP_EAN, MUG_CARTON, TEA_CARTON))
        case "lot":
            return rng.choice(("B2401", "B2402", "QTY-2"))
        case "reason":
            return rng.choice(("WHY-NOTFOUND", "CMD-UNDO"))
        case "label" | "pair":
            return NUMBER
        case "idle" | "handover":
            return rng.choice((BOX, NUMBER, OTHER_NUMBER))
        case _:
            return "CMD-CONFIRM"


def walk(
    machine: ModuleType, seed: int, steps: int, after: Callable[[Desk], None] | None = None
) -> Desk:
    """A desk after so many scans; `after` is called after each."""
    rng = random.Random(seed)
    desk = Desk(machine)
    for number in range(steps):
        if number % 10 == 0:
            desk.look_ahead((*CODES, *COMMANDS))
        if desk.phase in ("no_task", "no_parcel"):
            lines = pick_lines(rng)
            desk.centre = Centre(pick_task(*lines), pack_task(*_merged(lines)))
            if rng.random() < 0.2:
                desk.centre.pack = pack_task(*_merged(lines), closed=True, number=NUMBER)
            if rng.random() < 0.15:
                done = [replace(line, done=line.quantity) for line in lines]
                desk.centre = Centre(pick_task(*done), pack_task(*_merged(done)))
                desk.centre.next_answers = [None, Refused(rng.choice(REFUSALS))]
        if rng.random() < 0.1:
            desk.centre.elsewhere = [Line(BOWL, 1, shelf=C)]
        if rng.random() < 0.12:
            said = rng.choice(REFUSALS)
            answers = (
                Refused(said),
                Refused(said),
                Refused(said),
                LabelBound(NUMBER, ORDER),
                Done(),
            )
            desk.centre.next_answers = [*rng.choice(([], [None])), rng.choice(answers)]
        text = rng.choice(CODES) if rng.random() < 0.35 else _likely(desk, rng)
        if rng.random() < 0.15:
            text = rng.choice(COMMANDS)
        desk.scan(text, rng.choice((3000, 3000, 3000, 500, 200, 12_000)))
        if after is not None:
            after(desk)
    return desk


def _merged(lines: list[Line]) -> list[Line]:
    """The same goods as items of a parcel: one line a product and lot."""
    items: dict[tuple[int, str], Line] = {}
    for line in lines:
        key = (line.product.product_id, line.lot)
        before = items.get(key)
        quantity = line.quantity + (before.quantity if before else 0)
        done = line.done + (before.done if before else 0)
        items[key] = replace(line, quantity=quantity, done=done)
    return list(items.values())


MACHINES = (pick, pack, ship)
