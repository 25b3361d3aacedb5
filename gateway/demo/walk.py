"""The walk: every order picked, packed, labelled and handed over, with mistakes on purpose."""

from __future__ import annotations

from dataclasses import dataclass

from fulfilment.within_reach import EAN_AIM
from gateway.demo.bench import Bench
from printing.printers import Printer
from procedure.machines.pack_state import PackPhase, PackState
from procedure.machines.pick_state import PickPhase, PickState
from procedure.machines.ship import ShipState
from procedure.verdicts import VerdictKind
from procedure.words import Command

NEVER_SEEN = "6999999999994"
"""An EAN-13 with a right check digit that no product of the demo has."""
HAND_OVER_EVERY = 60
"""Parcels of one carrier after which its hand-over is closed."""
MOST_SCANS = 2_000
"""Scans for one task after which the walk gives up instead of going round for ever."""


@dataclass(frozen=True, slots=True)
class Slips:
    """Wrong codes for mistakes on purpose.

    Attributes:
        every: A mistake of each kind at every so many tasks.
        shelf: Labels of shelves.
        product: Codes of products.
    """

    every: int
    shelf: tuple[str, ...]
    product: tuple[str, ...]


class Stuck(Exception):
    """The walk does not get on: a bug of the program, told with the last verdict."""


def pick_all(bench: Bench, slips: Slips) -> int:
    """Pick every task there is; how many."""
    done = 0
    while True:
        shown = bench.command(Command.CONFIRM)
        state = shown.state
        assert isinstance(state, PickState)
        if state.task is None:
            return done
        _pick_task(bench, slips if done % slips.every == 0 else None)
        done += 1


def _pick_task(bench: Bench, slips: Slips | None) -> None:
    tried: set[str] = set()
    for _ in range(MOST_SCANS):
        state = bench.shown.state
        assert isinstance(state, PickState)
        if state.task is None:
            return
        if slips is not None:
            _slip_while_picking(bench, state, slips, tried)
        _scan_right(bench)
    raise Stuck(str(bench.shown.verdict))


def _slip_while_picking(bench: Bench, state: PickState, slips: Slips, tried: set[str]) -> None:
    due = state.due
    if due is None or state.stop is not None:
        return
    finished = [s for s in state.stops if s.picked == s.quantity]
    if state.phase is PickPhase.SHELF and "shelf" not in tried:
        tried.add("shelf")
        bench.scan(next(f"LOC-{code}" for code in slips.shelf if code != due.shelf))
    elif state.phase is PickPhase.PRODUCT and "product" not in tried:
        tried.add("product")
        own = {bench.reach.product_code(s.product.product_id) for s in state.stops}
        bench.scan(next(code for code in slips.product if code not in own), EAN_AIM)
        bench.scan(NEVER_SEEN, EAN_AIM)
    elif state.phase is PickPhase.LOT and "lot" not in tried:
        tried.add("lot")
        bench.scan(f"{due.lot}X")
    elif state.phase is PickPhase.PRODUCT and finished and "over" not in tried:
        tried.add("over")
        bench.scan(bench.reach.product_code(finished[0].product.product_id), EAN_AIM)


def pack_all(bench: Bench, slips: Slips, printer: Printer) -> int:
    """Pack every parcel that was picked, print its label and scan it back; how many."""
    done = 0
    while (code := bench.right_code()) is not None:
        bench.scan_code(code)
        _pack_parcel(bench, slips if done % slips.every == 0 else None, printer)
        done += 1
    return done


def _pack_parcel(bench: Bench, slips: Slips | None, printer: Printer) -> None:
    tried: set[str] = set()
    for _ in range(MOST_SCANS):
        state = bench.shown.state
        assert isinstance(state, PackState)
        if state.task is None:
            return
        said = bench.shown.verdict
        if said is not None and said.kind is VerdictKind.PARCEL_CLOSED:
            bench.print_labels(printer)
        if slips is not None:
            _slip_while_packing(bench, state, slips, tried)
        _scan_right(bench)
    raise Stuck(str(bench.shown.verdict))


def _slip_while_packing(bench: Bench, state: PackState, slips: Slips, tried: set[str]) -> None:
    full = [item for item in state.items if item.packed == item.quantity]
    if state.phase is PackPhase.OPEN and "product" not in tried:
        tried.add("product")
        own = {bench.reach.product_code(i.product.product_id) for i in state.items}
        bench.scan(next(code for code in slips.product if code not in own), EAN_AIM)
    elif state.phase is PackPhase.LOT and "lot" not in tried and state.held is not None:
        tried.add("lot")
        bench.scan("NOLOT-1")
    elif state.phase is PackPhase.OPEN and full and "over" not in tried:
        tried.add("over")
        bench.scan(bench.reach.product_code(full[0].product.product_id), EAN_AIM)
    elif state.phase is PackPhase.LABEL and "label" not in tried:
        tried.add("label")
        other = next((c for c in bench.reach.of(state) if not c.right), None)
        if other is not None:
            bench.scan_code(other)


def ship_all(bench: Bench) -> int:
    """Count every bound parcel and hand over carrier by carrier; how many parcels left."""
    left = 0
    while (code := bench.right_code()) is not None:
        bench.scan_code(code)
        state = bench.shown.state
        assert isinstance(state, ShipState)
        counted = len(state.handover.counted) if state.handover else 0
        if counted >= HAND_OVER_EVERY:
            bench.command(Command.CONFIRM)
        said = bench.shown.verdict
        if said is not None and said.kind is VerdictKind.HANDED_OVER:
            left += int(said.params["count"])
        elif said is not None and said.is_refusal:
            raise Stuck(str(said))
    return left


def _scan_right(bench: Bench) -> None:
    code = bench.right_code()
    if code is None:
        raise Stuck(str(bench.shown.verdict))
    bench.scan_code(code)
