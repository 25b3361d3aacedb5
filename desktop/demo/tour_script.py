"""What the walk does, beat by beat: sign in, pick, pack, ship, orders; with mistakes."""

from __future__ import annotations

from collections.abc import Generator, Sequence
from dataclasses import dataclass

from desktop.demo.preparing import DemoBadge
from fulfilment.station.machines import AnyState
from fulfilment.station.station import Shown
from fulfilment.within_reach import CODE128_AIM, EAN_AIM, Reachable
from procedure.machines.pack_state import PackPhase, PackState
from procedure.machines.pick_state import PickPhase, PickState
from procedure.machines.ship import ShipState
from procedure.words import Command, Post, Screen

NEVER_SEEN = "6999999999994"
ORDERS_TO_WALK = 3
MOST_SCANS = 400


@dataclass(frozen=True, slots=True)
class Scan:
    """Scan a text; the beat's answer is what the station shows."""

    text: str
    aim: str = CODE128_AIM


@dataclass(frozen=True, slots=True)
class Picture:
    """Take a picture of the window."""

    name: str


@dataclass(frozen=True, slots=True)
class RightCode:
    """Ask which codes are within reach; the beat's answer is these."""

    state: AnyState


@dataclass(frozen=True, slots=True)
class OpenScreen:
    """Choose a screen in the rail."""

    key: str


@dataclass(frozen=True, slots=True)
class Paper:
    """Wait for the printer."""


@dataclass(frozen=True, slots=True)
class Pause:
    """Let the screens catch up."""

    ms: int


OFFICE = ("orders", "waves", "stock", "receive", "count", "replenish", "goods", "cards")
"""The office screens, in the order of the rail."""

Beat = Scan | Picture | RightCode | OpenScreen | Paper | Pause
Script = Generator[Beat, object, None]
Answering = Generator[Beat, object, Shown]


def tour_script(badges: Sequence[DemoBadge]) -> Script:
    """The whole walk."""
    supervisor = next(b for b in badges if Post.SUPERVISOR.value in b.posts)
    yield Picture("sign-in")
    yield Scan("USR-NOBODYHERE")
    yield Picture("sign-in-refused")
    yield from _scan(supervisor.secret)
    yield OpenScreen(Screen.PICK.value)
    yield Picture("pick-idle")
    for order in range(ORDERS_TO_WALK):
        yield from _pick(pictures=order == 0)
    yield OpenScreen(Screen.PACK.value)
    yield Picture("pack-idle")
    for order in range(ORDERS_TO_WALK):
        yield from _pack(pictures=order == 0, swap=order == 1)
    yield OpenScreen(Screen.SHIP.value)
    yield Pause(2_200)
    yield Picture("ship-desk")
    yield from _ship()
    for office in OFFICE:
        yield OpenScreen(office)
        yield Pause(1_800)
        yield Picture(office)


def _scan(text: str, aim: str = CODE128_AIM) -> Answering:
    shown = yield Scan(text, aim)
    assert isinstance(shown, Shown)
    return shown


def _scan_code(code: Reachable) -> Answering:
    return (yield from _scan(code.text, code.aim))


def _reach(state: AnyState) -> Generator[Beat, object, tuple[Reachable, ...]]:
    codes = yield RightCode(state)
    assert isinstance(codes, tuple)
    return codes


def _right(codes: Sequence[Reachable]) -> Reachable | None:
    return next((code for code in codes if code.right), None)


def _pick(pictures: bool) -> Answering:
    shown = yield from _scan(Command.CONFIRM.value)
    taken: set[str] = set() if pictures else {"shelf", "product", "count", "unknown"}
    for _ in range(MOST_SCANS):
        state = shown.state
        assert isinstance(state, PickState)
        if state.task is None:
            yield from _once(taken, "done", "pick-done", pictures)
            return shown
        codes = yield from _reach(state)
        if state.phase is PickPhase.SHELF and "shelf" not in taken:
            taken.add("shelf")
            yield Picture("pick-go-to-shelf")
            yield from _scan(Command.PRINT.value)
            yield Paper()
            wrong = next((c for c in codes if not c.right and c.text.startswith("LOC-")), None)
            yield from _scan(wrong.text if wrong else "LOC-Z-09-09-09")
            yield Picture("pick-wrong-shelf")
        elif state.phase is PickPhase.PRODUCT and "unknown" not in taken:
            taken.add("unknown")
            yield Picture("pick-at-shelf")
            yield from _scan(NEVER_SEEN, EAN_AIM)
            yield Picture("pick-unknown-code")
        code = _right(codes)
        assert code is not None
        before = state.picked
        shown = yield from _scan_code(code)
        after = shown.state
        if isinstance(after, PickState) and after.picked > before:
            yield from _once(taken, "count", "pick-unit-counted", pictures)
    return shown


def _once(taken: set[str], key: str, name: str, wanted: bool) -> Script:
    if wanted and key not in taken:
        taken.add(key)
        yield Picture(name)


def _pack(pictures: bool, swap: bool) -> Answering:
    codes = yield from _reach(PackState())
    code = _right(codes)
    assert code is not None
    shown = yield from _scan_code(code)
    taken: set[str] = set() if pictures else {"open", "wrong", "count"}
    for _ in range(MOST_SCANS):
        state = shown.state
        assert isinstance(state, PackState)
        if state.task is None:
            yield from _once(taken, "bound", "pack-label-bound", pictures)
            return shown
        codes = yield from _reach(state)
        if state.stop is not None:
            yield from _once(taken, "stop", "pack-swapped-label", True)
        elif state.phase is PackPhase.OPEN and "wrong" not in taken:
            taken.add("wrong")
            yield Picture("pack-open")
            yield from _scan(NEVER_SEEN, EAN_AIM)
            yield Picture("pack-unknown-code")
        elif state.phase is PackPhase.LABEL:
            yield Paper()
            yield from _once(taken, "label", "pack-scan-label", pictures)
            other = next((c for c in codes if not c.right), None)
            if swap and other is not None:
                swap = False
                shown = yield from _scan_code(other)
                continue
        code = _right(codes)
        assert code is not None
        before = state.packed
        shown = yield from _scan_code(code)
        after = shown.state
        if isinstance(after, PackState) and after.packed > before and after.task is not None:
            yield from _once(taken, "count", "pack-unit-counted", pictures)
    return shown


def _ship() -> Script:
    state: AnyState = ShipState()
    counted = False
    for _ in range(MOST_SCANS):
        codes = yield from _reach(state)
        code = _right(codes)
        if code is None:
            break
        shown = yield from _scan_code(code)
        state = shown.state
        if not counted:
            counted = True
            yield Pause(900)
            yield Picture("ship-parcel-counted")
    yield Picture("ship-handed-over")
    yield Pause(2_200)
    yield Picture("ship-after-hand-over")
