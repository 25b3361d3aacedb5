"""Long walks through a machine: anything scanned, anything answered, always the same ones."""

from __future__ import annotations

import random
from collections.abc import Callable
from dataclasses import replace
from types import ModuleType

from procedure.effects import Done, LabelBound, Refused
from procedure.machines import pack, pick, ship, sort
from procedure.machines.pack_state import weight_in
from procedure.tasks import PackTask
from procedure.verdicts import VerdictKind, verdict
from procedure.weighing import OnScale
from procedure.words import Command
from tests.floor.centre import Centre
from tests.floor.desk import Desk
from tests.floor.goods import (
    APPROVAL,
    BOARD,
    BOWL,
    BOWL_EAN,
    BOX,
    DRILL,
    DRILL_CARTON,
    DRILL_EAN,
    LAMP,
    LAMP_EAN,
    MUG,
    MUG_CARTON,
    MUG_EAN,
    NO_APPROVAL,
    NUMBER,
    ORDER,
    OTHER_BOX,
    OTHER_NUMBER,
    OTHER_ORDER,
    OTHER_SHEET,
    OTHER_WAVE,
    SHEET,
    TEA,
    TEA_B2401,
    TEA_CARTON,
    TEA_EAN,
    TODAY,
    TWIN,
    WAVE,
    WRAP,
    A,
    B,
    C,
    Line,
    gs1,
    pack_task,
    pick_task,
    wall_task,
)

EMPTY = OnScale(0)
DRILL_S1 = gs1(DRILL_EAN, "L", serial="S-1")

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
    WAVE,
    OTHER_WAVE,
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
PACK_CODES = (
    "MAT-WRAP",
    "MAT-BOARD",
    "MAT-CARTON-S",
    "MAT-CARTON-M",
    "WHY-NOCODE",
    "WHY-CODEDAMAGED",
    "WHY-MISTAKE",
    "WHY-COUNTEDAGAIN",
    DRILL_EAN,
    DRILL_CARTON,
    DRILL_S1,
    "S-1",
    "S-2",
)
"""What only the packing bench takes; the others are shown it, too."""
PICK_CODES = ("WHY-NOCODE", "WHY-CODEDAMAGED")
"""What a picker scans besides, where a unit has no code that can be read."""
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


def wall_lines(rng: random.Random) -> list[Line]:
    """Goods of some slots; a line may be complete."""
    goods = pick_lines(rng)
    return _merged([replace(line, slot=rng.randint(1, 3)) for line in goods])


def likely(desk: Desk, rng: random.Random) -> str:
    """What a person who knows the work would scan next."""
    state = desk.state
    match desk.phase:
        case "no_wall":
            return WAVE
        case "no_parcel" if desk.centre.hot:
            return rng.choice((MUG_EAN, TEA_EAN, TEA_B2401, DRILL_EAN, DRILL_S1))
        case "no_task" | "no_parcel":
            return rng.choice((SHEET, ORDER, "CMD-CONFIRM"))
        case "shelf":
            return f"LOC-{state.due.shelf}"
        case "open" if desk.machine is pack and rng.random() < 0.3:
            return rng.choice((DRILL_EAN, DRILL_S1, "MAT-WRAP", "CMD-NEXTBOX", "WHY-NOCODE"))
        case "product" | "lot" if desk.machine is pick and rng.random() < 0.2:
            return "WHY-NOCODE"
        case "product" | "open":
            return rng.choice((MUG_EAN, TEA_EAN, TEA_B2401, LAMP_EAN, MUG_CARTON, TEA_CARTON))
        case "serial":
            return rng.choice(("S-1", "S-2", "S-3"))
        case "by_hand":
            return rng.choice(("CMD-CONFIRM", "CMD-CONFIRM", MUG_EAN, TEA_EAN, "B2402"))
        case "supervisor":
            return rng.choice((APPROVAL, APPROVAL, NO_APPROVAL, "CMD-UNDO"))
        case "weigh" if state.off is not None and rng.random() < 0.4:
            return "WHY-COUNTEDAGAIN"
        case "weigh":
            return rng.choice(("CMD-CONFIRM", "CMD-CONFIRM", "CMD-UNDO", "WHY-COUNTEDAGAIN"))
        case "accept":
            return rng.choice((APPROVAL, APPROVAL, NO_APPROVAL, "CMD-UNDO", "WHY-COUNTEDAGAIN"))
        case "twins":
            return rng.choice(("CMD-CONFIRM", "CMD-UNDO", "QTY-2", MUG_EAN, TEA_B2401, LAMP_EAN))
        case "material":
            return rng.choice(("MAT-WRAP", "MAT-BOARD", "CMD-CONFIRM", "CMD-UNDO"))
        case "reopen":
            return rng.choice((BOX, "WHY-MISTAKE"))
        case "lot":
            return rng.choice(("B2401", "B2402", "QTY-2"))
        case "reason":
            return rng.choice(("WHY-NOTFOUND", "CMD-UNDO"))
        case "label" if rng.random() < 0.2:
            return "CMD-REOPEN"
        case "label" | "pair":
            return NUMBER
        case "idle" | "handover":
            return rng.choice((BOX, NUMBER, OTHER_NUMBER))
        case _:
            return "CMD-CONFIRM"


def walk(
    machine: ModuleType,
    seed: int,
    steps: int,
    after: Callable[[Desk], None] | None = None,
    *,
    scale: bool = False,
    twice: float = 0.0,
) -> Desk:
    """A desk after so many scans; `after` is called after each.

    Args:
        scale: Whether a packer has a scale, which comes and goes.
        twice: How often a packer scans a unit twice very quickly.
    """
    rng = random.Random(seed)
    desk = Desk(machine)
    codes = (*CODES, *{pack: PACK_CODES, pick: PICK_CODES}.get(machine, ()))
    for number in range(steps):
        if number % 10 == 0:
            desk.look_ahead((*CODES, *PACK_CODES, TWIN, *COMMANDS))
        if scale and desk.phase == "no_parcel":
            desk.scale = rng.choice((None, EMPTY, EMPTY, EMPTY))
        if scale and rng.random() < 0.1:
            desk.scale = rng.choice((None, EMPTY, OnScale(None), OnScale(900), OnScale(90, True)))
        if desk.phase in ("no_task", "no_parcel"):
            lines = pick_lines(rng)
            asked = (A,) if number % 3 == 0 else ()
            by_hand = rng.choice((0, 0, 2, 3)) if machine is pick else 0
            desk.centre = Centre(replace(pick_task(*lines, empties=asked), by_hand=by_hand))
            closed = rng.random() < 0.2
            if machine is pack:
                desk.centre.pack = _parcel_of(rng, lines, closed)
            if rng.random() < 0.15:
                done = [replace(line, done=line.quantity) for line in lines]
                desk.centre = Centre(pick_task(*done), pack_task(*_in_a_box(done)))
                desk.centre.next_answers = [None, Refused(rng.choice(REFUSALS))]
        if desk.phase == "no_parcel" and rng.random() < 0.2:
            desk.centre = _hot_of(rng)
        if desk.phase == "no_wall":
            desk.centre = _wall_of(rng)
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
        text = rng.choice(codes) if rng.random() < 0.35 else likely(desk, rng)
        if rng.random() < 0.15:
            text = rng.choice(COMMANDS)
        if scale and rng.random() < (0.5 if desk.phase in ("weigh", "accept") else 0.03):
            grams = weight_in(desk.state) or 500
            desk.weigh(rng.choice((grams, grams, grams + 340, max(0, grams - 340), grams + 77)))
        elif twice and desk.phase == "open" and rng.random() < twice:
            desk.scan(text)
            desk.scan(text, 450)
        else:
            desk.scan(text, rng.choice((3000, 3000, 3000, 500, 200, 12_000)))
        if after is not None:
            after(desk)
    return desk


def _wall_of(rng: random.Random) -> Centre:
    """A wave at the put wall; some slots are dead, some waves are sorted already."""
    lines = wall_lines(rng)
    centre = Centre()
    if rng.random() < 0.15:
        lines = [replace(line, done=line.quantity) for line in lines]
        centre.next_answers = [None, Refused(rng.choice(REFUSALS))]
    stopped = (2,) if rng.random() < 0.3 else ()
    centre.wall = wall_task(*lines, stopped=stopped)
    return centre


def _parcel_of(rng: random.Random, lines: list[Line], closed: bool) -> PackTask:
    """A parcel of some lines, some with drills."""
    if rng.random() < 0.4:
        lines = [*lines, Line(DRILL, rng.choice((1, 2, 3)))]
    parcel = pack_task(
        *_in_a_box(lines),
        closed=closed,
        number=NUMBER if closed else None,
        materials=rng.choice(((), (WRAP,), (WRAP, BOARD))),
    )
    if closed:
        packed = tuple(replace(item, packed=item.quantity) for item in parcel.items)
        used = tuple(replace(each, used=each.quantity) for each in parcel.materials)
        return replace(parcel, items=packed, materials=used, void_numbers=(OTHER_NUMBER,))
    return replace(parcel, by_hand=rng.choice((0, 0, 2, 3)))


def _hot_of(rng: random.Random) -> Centre:
    """A hot product's parcel of one unit, opened by the unit itself."""
    product, lot = rng.choice(((MUG, ""), (TEA, "B2401"), (TEA, "B2402"), (DRILL, "")))
    closed = rng.random() < 0.2
    parcel = pack_task(
        Line(product, 1, lot, done=int(closed)),
        closed=closed,
        number=NUMBER if closed else None,
        materials=rng.choice(((), (WRAP,))) if not closed else (),
    )
    return Centre(pack=parcel, hot=True)


def _in_a_box(lines: list[Line]) -> list[Line]:
    return _merged([replace(line, slot=None) for line in lines])


def _merged(lines: list[Line]) -> list[Line]:
    """The same goods as items of parcels: one line a slot, product and lot."""
    items: dict[tuple[int | None, int, str], Line] = {}
    for line in lines:
        key = (line.slot, line.product.product_id, line.lot)
        before = items.get(key)
        quantity = line.quantity + (before.quantity if before else 0)
        done = line.done + (before.done if before else 0)
        items[key] = replace(line, quantity=quantity, done=done)
    return list(items.values())


MACHINES = (pick, sort, pack, ship)
