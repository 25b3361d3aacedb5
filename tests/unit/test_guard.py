"""Double reads and scans too soon: seen from a pick task."""

from __future__ import annotations

import pytest

from procedure.machines import pack, pick, ship
from procedure.verdicts import VerdictKind, verdict
from tests.floor.centre import Centre
from tests.floor.desk import Desk
from tests.floor.goods import (
    LAMP,
    LAMP_EAN,
    MUG,
    MUG_EAN,
    NUMBER,
    OTHER_NUMBER,
    SHEET,
    A,
    Line,
    pack_task,
    pick_task,
)

K = VerdictKind


def at_shelf(quantity: int = 5) -> Desk:
    """A picker who stands at the shelf of some mugs."""
    desk = Desk(pick, Centre(pick_task(Line(MUG, quantity), Line(LAMP, quantity))))
    assert desk.scans(SHEET, f"LOC-{A}") == [K.TASK_OPENED, K.SHELF_RIGHT]
    return desk


def test_the_same_code_within_the_window_is_one_read() -> None:
    desk = at_shelf()
    assert desk.scan(MUG_EAN).kind is K.UNIT_COUNTED
    before = desk.state
    assert desk.scan(MUG_EAN, 399).kind is K.DUPLICATE_READ
    assert desk.state.stops == before.stops
    assert desk.centre.picked()[1] == 1


def test_two_equal_pieces_after_the_window_are_two() -> None:
    desk = at_shelf()
    desk.scan(MUG_EAN)
    assert desk.scan(MUG_EAN, 400).kind is K.UNIT_COUNTED
    assert desk.centre.picked()[1] == 2


def test_a_scanner_held_on_a_code_counts_once() -> None:
    desk = at_shelf()
    desk.scan(MUG_EAN)
    assert {desk.scan(MUG_EAN, 350).kind for _ in range(20)} == {K.DUPLICATE_READ}
    assert desk.centre.picked()[1] == 1


def test_another_scanner_has_its_own_window() -> None:
    desk = at_shelf()
    desk.scan(MUG_EAN)
    assert desk.scan(MUG_EAN, 10, device="serial:2").kind is K.UNIT_COUNTED
    assert desk.scan(MUG_EAN, 10).kind is K.DUPLICATE_READ


def test_a_product_that_looks_like_a_waybill_keeps_the_short_window() -> None:
    desk = at_shelf()
    desk.scan(LAMP_EAN)
    assert desk.scan(LAMP_EAN, 500).kind is K.UNIT_COUNTED


@pytest.mark.parametrize(("command", "window"), [("CMD-CONFIRM", 2000), ("CMD-UNDO", 800)])
def test_command_cards_have_windows_of_their_own(command: str, window: int) -> None:
    desk = at_shelf()
    desk.scan(MUG_EAN)
    desk.scan(command)
    assert desk.scan(command, window - 1).kind is K.DUPLICATE_READ
    assert desk.scan(command, window).kind is not K.DUPLICATE_READ


def test_a_command_shown_again_and_again_is_heard_when_its_window_is_over() -> None:
    desk = at_shelf()
    assert desk.scans("CMD-CONFIRM") == [K.NOTHING_TO_DO]
    assert desk.scan("CMD-CONFIRM", 1500).kind is K.DUPLICATE_READ
    assert desk.scan("CMD-CONFIRM", 600).kind is K.NOTHING_TO_DO


def test_a_waybill_has_the_long_window() -> None:
    desk = Desk(ship)
    assert desk.scan(NUMBER).kind is K.PARCEL_COUNTED
    assert desk.scan(NUMBER, 1999).kind is K.DUPLICATE_READ
    assert desk.scan(NUMBER, 2000).kind is K.ALREADY_COUNTED


def test_the_last_unit_read_twice_is_a_double_read_after_the_parcel_closed() -> None:
    desk = Desk(pack, Centre(pack=pack_task(Line(MUG, 1))))
    assert desk.scans(SHEET, MUG_EAN) == [K.PARCEL_OPENED, K.PARCEL_CLOSED]
    assert desk.scan(MUG_EAN, 300).kind is K.DUPLICATE_READ


def test_a_right_scan_too_soon_after_a_wrong_one_does_not_count() -> None:
    desk = at_shelf()
    assert desk.scan("ABC").kind is K.UNKNOWN_CODE
    before = desk.state
    assert desk.scan(MUG_EAN, 699).kind is K.TOO_SOON
    assert desk.state == before
    assert desk.scan(MUG_EAN, 1).kind is K.UNIT_COUNTED


def test_a_wrong_verdict_stands_until_a_right_scan() -> None:
    desk = at_shelf()
    desk.scan("ABC")
    assert desk.scan("ABC", 100).kind is K.DUPLICATE_READ
    assert desk.state.guard.standing == verdict(K.UNKNOWN_CODE, code="ABC")
    desk.scan(MUG_EAN)
    assert desk.state.guard.standing is None


def test_a_second_wrong_scan_is_told_at_once() -> None:
    desk = at_shelf()
    desk.scan("ABC")
    assert desk.scan("XYZ", 100).kind is K.UNKNOWN_CODE


def test_a_new_boot_of_the_machine_does_not_freeze_the_station() -> None:
    desk = at_shelf()
    desk.scan("ABC")
    desk.scan(MUG_EAN)
    desk.scan("ABC")
    desk.tick_ms = 5
    assert desk.scan("XYZ", 0).kind is K.UNKNOWN_CODE
    desk.tick_ms = 2
    assert desk.scan(MUG_EAN, 0).kind is K.UNIT_COUNTED


def test_a_stop_is_left_by_the_confirm_card_only() -> None:
    desk = Desk(pack, Centre(pack=pack_task(Line(MUG, 1))))
    desk.scans(SHEET, MUG_EAN)
    stop = desk.scan(OTHER_NUMBER)
    assert stop.kind is K.SWAPPED_LABEL
    for text in (NUMBER, "CMD-HELP", "CMD-UNDO", OTHER_NUMBER, "CMD-LOCK", MUG_EAN):
        assert desk.scan(text) == stop
    assert desk.phase == "stopped"
    assert desk.scan("CMD-CONFIRM", 699).kind is K.TOO_SOON
    assert desk.scan("CMD-CONFIRM", 1).kind is K.CLEARED
    assert desk.phase == "label"


def test_a_refused_gate_stands_as_a_wrong_verdict() -> None:
    desk = Desk(pick, Centre(pick_task(Line(MUG, 1))))
    desk.centre.refuse_next(verdict(K.ORDER_NOT_FOUND, code=SHEET))
    assert desk.scan(SHEET).kind is K.ORDER_NOT_FOUND
    assert desk.scan("CMD-CONFIRM", 300).kind is K.TOO_SOON


def test_help_is_given_in_every_phase_and_changes_nothing() -> None:
    desk = at_shelf()
    before = desk.phase
    assert desk.scan("CMD-HELP").kind is K.HELP
    assert desk.phase == before


@pytest.mark.parametrize("machine", [pick, pack, ship])
def test_a_scan_while_a_gate_is_out_is_kept_away(machine: object) -> None:
    from procedure.policy import StationPolicy
    from tests.floor.goods import scan

    opener = {pick: SHEET, pack: SHEET, ship: NUMBER}[machine]  # type: ignore[index]
    desk = Desk(machine)  # type: ignore[arg-type]
    out = desk.machine.step(desk.state, scan(opener, 1), StationPolicy()).state
    early = desk.machine.step(out, scan(MUG_EAN, 5000), StationPolicy())
    assert early.state == out
    assert early.verdict.kind is K.TOO_SOON
