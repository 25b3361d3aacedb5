"""The picking screen: what a picker sees after each scan."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from PySide6.QtCore import Qt
from PySide6.QtTest import QTest
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from db.views.floor import FloorCounts, HeldTask
from desktop.shell import Shell
from desktop.stations.pick_screen import PickScreen
from desktop.theme.apply import apply_theme
from desktop.theme.tokens import ThemeName
from desktop.widgets.states import State
from procedure.ids import PickTaskId
from procedure.verdicts import VerdictKind, verdict
from procedure.words import Signal
from resources.catalogue import load
from tests.floor.goods import LAMP_EAN, MUG_EAN, SHEET, TEA_EAN, A, B
from tests.gui.station_bench import (
    ZHOU,
    Bench,
    pack_shown,
    pick_bench,
    plain_task,
    shared_task,
)
from tests.gui.station_sight import framed, nothing_is_cut, over, overlay_of, unlike

pytestmark = pytest.mark.qt_log_ignore("This plugin does not support propagateSizeHints")


@pytest.fixture
def screen(qtbot: QtBot, qapp: QApplication) -> Iterator[PickScreen]:
    apply_theme(qapp, ThemeName.LIGHT)
    made = PickScreen(load("en"))
    window = framed(qtbot, made)
    yield made
    window.close()


@pytest.fixture
def bench(screen: PickScreen) -> Bench:
    made = pick_bench(screen)
    made.show()
    return made


def sign_words(screen: PickScreen) -> str:
    return screen.sign.accessibleName()


def test_the_next_shelf_stands_largest_with_goods_lot_and_quantity(
    screen: PickScreen, bench: Bench
) -> None:
    bench.scan(SHEET)
    assert sign_words(screen) == f"Go to shelf {A} WAV-0318 · stop 1 of 3"
    assert screen.sign.code_size() >= 120
    assert screen.product.accessibleName() == "Mug, blue MUG-BL × 3"
    assert screen.steps.accessibleName() == "Shelf"
    bench.scan(f"LOC-{A}", MUG_EAN, "QTY-2", MUG_EAN)
    assert sign_words(screen) == f"Go to shelf {B} WAV-0318 · stop 2 of 3"
    assert screen.product.accessibleName() == (
        "Tea, 250 g lot B2401 TEA-250 · best before 2027-03-31 × 2"
    )


def test_the_steps_follow_the_scans_and_only_lots_have_a_lot_step(
    screen: PickScreen, bench: Bench
) -> None:
    bench.scan(SHEET, f"LOC-{A}")
    assert screen.steps.accessibleName() == "Product"
    bench.scan(MUG_EAN)
    assert screen.steps.accessibleName() == "Quantity"
    bench.scan("QTY-2", MUG_EAN, f"LOC-{B}", TEA_EAN)
    assert screen.steps.accessibleName() == "Lot"


def test_a_counted_unit_shows_how_many_of_how_many(screen: PickScreen, bench: Bench) -> None:
    bench.scan(SHEET, f"LOC-{A}", MUG_EAN)
    view = screen.verdict.view
    assert view is not None
    assert (view.state, view.count, view.sentence) == (State.GOOD, "1 of 3", "Mug, blue")
    assert screen.product.accessibleName().endswith("1 / 3")


def test_a_wrong_shelf_says_where_to_go_and_stays_through_a_double_read(
    screen: PickScreen, bench: Bench
) -> None:
    bench.scan(SHEET)
    bench.scan(f"LOC-{B}")
    view = screen.verdict.view
    assert view is not None
    assert view.state is State.WRONG
    assert view.word == "Wrong shelf"
    assert view.sentence == f"This is shelf {B}, not {A}. Go to {A} and scan it."
    assert view.place is not None
    assert view.place.name == f"Shelf {A}"
    assert bench.scan(f"LOC-{B}", after_ms=200).kind is VerdictKind.DUPLICATE_READ
    assert screen.verdict.view == view
    assert screen.trail == (State.GOOD, State.WRONG, State.DUPLICATE)
    bench.scan(f"LOC-{A}")
    now = screen.verdict.view
    assert now is not None
    assert now.state is State.GOOD


def test_a_wrong_verdict_takes_over_slot_and_next(screen: PickScreen, bench: Bench) -> None:
    bench.scan(SHEET)
    QApplication.processEvents()
    top, height = screen.verdict.y(), screen.verdict.height()
    assert screen.slot.isVisible()
    bench.scan(f"LOC-{B}")
    QApplication.processEvents()
    assert screen.verdict.y() == top
    assert screen.verdict.height() > height
    assert not screen.slot.isVisible()


def test_a_scan_too_many_leaves_the_count(screen: PickScreen, bench: Bench) -> None:
    bench.scan(SHEET, f"LOC-{A}", MUG_EAN, "QTY-2", MUG_EAN)
    before = screen.product.accessibleName()
    assert bench.scan(MUG_EAN).kind is VerdictKind.OVER_SCAN
    assert screen.product.accessibleName() == before
    view = screen.verdict.view
    assert view is not None
    assert view.state is State.WRONG
    assert screen.after.accessibleName().startswith("After this")


def test_the_slot_is_that_of_the_unit_in_hand(screen: PickScreen, bench: Bench) -> None:
    bench.scan(SHEET, f"LOC-{A}", MUG_EAN, "QTY-2", MUG_EAN)
    assert screen.slot.accessibleName() == "Put into slot order …0042 7"
    assert bench.scan(f"LOC-{B}", TEA_EAN, "B2401", TEA_EAN).kind is VerdictKind.LINE_DONE
    assert screen.slot.accessibleName().endswith(" 7"), "the tea goes to 7, the next one to 11"
    bench.scan("LOC-B-02-01-01")
    assert screen.slot.accessibleName().endswith(" 11")


@pytest.mark.sop("3.1.2b")
def test_the_remark_is_seen_while_the_task_is_open(screen: PickScreen) -> None:
    bench = pick_bench(screen, plain_task())
    bench.scan(SHEET)
    QApplication.processEvents()
    assert screen.remarks.isVisible()
    assert screen.remarks.remarks == ('刻字 "To Anna"',)
    assert not screen.remarks.is_elided()
    assert not screen.slot.isVisible()


def test_what_comes_after_and_that_nothing_does(screen: PickScreen, bench: Bench) -> None:
    bench.scan(SHEET)
    assert screen.after.accessibleName() == f"After this {B} Tea, 250 g × 2"
    bench.scan("CMD-SKIP", "CMD-SKIP", f"LOC-{A}", MUG_EAN, "QTY-2", MUG_EAN)
    bench.scan("LOC-B-02-01-01", "CMD-SHORT")
    assert "Damaged" in screen.after.accessibleName()


def test_idle_says_how_much_waits_and_what_to_do(screen: PickScreen, bench: Bench) -> None:
    screen.show_floor(FloorCounts(12, 3, 4, 2, 31))
    assert screen.idle.isVisible()
    assert screen.idle.headline == "12 tasks wait"
    assert screen.idle.sentence == "Scan a pick sheet, or the Confirm card for the next one."
    assert [step.count for step in screen.idle.flow] == ["12", "3", "4", "2", "31"]
    assert [step.here for step in screen.idle.flow].index(True) == 0
    screen.show_floor(FloorCounts(1, 3, 4, 2, 31))
    assert screen.idle.headline == "1 task waits"
    screen.show_floor(FloorCounts(0, 3, 4, 2, 31))
    assert screen.idle.headline == "No task waits"
    assert "by themselves" in screen.idle.sentence


def test_a_task_that_was_begun_here_is_named_after_a_restart(
    screen: PickScreen, bench: Bench
) -> None:
    screen.show_floor(FloorCounts(12, 3, 4, 2, 31))
    screen.show_held(HeldTask(PickTaskId(999), "PICK-20261123000042-1-V2"))
    assert screen.idle.headline == "A task is begun here"
    assert screen.idle.sentence == "Scan sheet PICK-20261123000042-1-V2 again to go on with it."
    screen.show_held(None)
    assert screen.idle.headline == "12 tasks wait"


def test_what_was_just_given_back_is_not_said_to_be_begun(screen: PickScreen, bench: Bench) -> None:
    bench.scan(SHEET)
    task = bench.desk.centre.pick
    assert task is not None
    screen.show_held(HeldTask(task.task_id, SHEET))
    bench.scan("CMD-LOCK")
    screen.show_floor(FloorCounts(12, 3, 4, 2, 31))
    assert screen.idle.headline == "12 tasks wait", "the watch saw it a moment ago"


def test_nobody_signed_in_sees_no_order(screen: PickScreen, bench: Bench) -> None:
    bench.scan(SHEET)
    bench.operator = None
    bench.show(verdict(VerdictKind.UNKNOWN_BADGE))
    QApplication.processEvents()
    assert screen.sign_in.isVisible()
    assert screen.sign_in.headline == "Scan your badge"
    assert not screen.sign.isVisible()
    assert not screen.slot.isVisible()
    view = screen.verdict.view
    assert view is not None
    assert view.word == "Unknown badge"
    bench.show()
    assert screen.verdict.view is None or screen.verdict.view.word == "Unknown badge"


def test_another_person_starts_with_an_empty_trail(screen: PickScreen, bench: Bench) -> None:
    bench.scan(SHEET, f"LOC-{B}")
    bench.operator = ZHOU
    bench.show(verdict(VerdictKind.SIGNED_IN, name=ZHOU.name))
    assert screen.trail == (State.GOOD,)


def test_a_stop_covers_the_window_until_it_is_confirmed(screen: PickScreen, bench: Bench) -> None:
    bench.scan(SHEET)
    stop = verdict(VerdictKind.ORDER_STOPPED, order_no="20261123000042")
    bench.desk.state = bench.machine.stopped(stop)
    bench.show(stop)
    overlay = overlay_of(screen)
    view = over(screen)
    assert view is not None
    assert view.state is State.STOP
    assert view.sentence.startswith("Order 20261123000042 is stopped")
    assert view.next_line == "Scan the confirm card"
    window = screen.window()
    assert isinstance(window, Shell)
    assert overlay.width() == window.width()
    bench.scan(MUG_EAN, LAMP_EAN)
    bench.show()
    assert over(screen) is not None
    bench.scan("CMD-CONFIRM")
    assert over(screen) is None
    assert overlay.isHidden()


@pytest.mark.parametrize(
    "kind", [VerdictKind.DISK_FULL, VerdictKind.DISK_READ_ONLY, VerdictKind.DISK_FAILED]
)
def test_a_bad_disk_stops_though_no_machine_says_so(
    screen: PickScreen, bench: Bench, kind: VerdictKind
) -> None:
    bench.scan(SHEET)
    bench.show(verdict(kind))
    assert over(screen) is not None
    bench.show()
    assert over(screen) is not None
    bench.scan(f"LOC-{A}")
    assert over(screen) is None


def test_a_finished_task_covers_the_window_for_a_moment(
    qtbot: QtBot, screen: PickScreen, bench: Bench
) -> None:
    bench.scan(SHEET, f"LOC-{A}", MUG_EAN, "QTY-2", MUG_EAN, f"LOC-{B}")
    bench.scan(TEA_EAN, "B2401", TEA_EAN, "LOC-B-02-01-01")
    bench.desk.state = bench.machine.initial()
    bench.show(verdict(VerdictKind.TASK_DONE, sheet=SHEET, units=17))
    overlay = overlay_of(screen)
    view = over(screen)
    assert view is not None
    assert view.state is State.COMPLETE
    qtbot.waitUntil(overlay.isHidden)
    view = screen.verdict.view
    assert view is not None
    assert view.word == "All picked"
    assert view.place is not None
    assert view.place.name == "11", "the last unit is still in the picker's hand"


def test_a_new_scan_ends_the_moment_of_completion(screen: PickScreen, bench: Bench) -> None:
    bench.scan(SHEET)
    bench.show(verdict(VerdictKind.TASK_DONE, sheet=SHEET, units=17))
    bench.scan(f"LOC-{B}")
    assert over(screen) is None


def test_a_repaint_keeps_the_verdict_and_another_state_does_not(
    screen: PickScreen, bench: Bench
) -> None:
    bench.scan(SHEET)
    bench.show()
    kept = screen.verdict.view
    assert kept is not None
    assert kept.word == "Task open"
    bench.desk.state = bench.machine.initial()
    bench.show()
    assert screen.verdict.view is None
    assert screen.verdict.prompt == "Scan a pick sheet"


def test_a_shown_of_another_screen_is_ignored(screen: PickScreen, bench: Bench) -> None:
    bench.scan(SHEET)
    before = sign_words(screen)
    screen.show_shown(pack_shown())
    assert sign_words(screen) == before


def test_another_language_says_everything_anew(screen: PickScreen, bench: Bench) -> None:
    bench.scan(SHEET)
    bench.scan(f"LOC-{B}")
    translator = unlike(load("en"))
    screen.retranslate(translator)
    words = (
        sign_words(screen),
        screen.steps.accessibleName(),
        screen.after.accessibleName(),
        screen.verdict.accessibleName(),
    )
    assert all("‹" in each for each in words), words
    assert all("‹" in word for _, word in screen.key_hints())
    assert screen.trail == (State.GOOD, State.WRONG)


def test_the_keys_are_those_that_do_something_here(screen: PickScreen) -> None:
    assert screen.key_hints() == (
        ("F1", "Help"),
        ("F2", "Confirm"),
        ("F3", "Undo"),
        ("F4", "Short"),
        ("F7", "Skip"),
        ("F8", "Lock"),
        ("F9", "Shelf empty"),
    )


def test_signals_look_as_they_sound(screen: PickScreen, bench: Bench) -> None:
    bench.scan(SHEET)
    seen = {
        bench.scan(text).signal: screen.verdict.view
        for text in (f"LOC-{B}", f"LOC-{A}", "CMD-SHORT")
    }
    states = {signal: view.state for signal, view in seen.items() if view is not None}
    assert states == {
        Signal.WRONG: State.WRONG,
        Signal.GOOD: State.GOOD,
        Signal.ATTENTION: State.ATTENTION,
    }


def test_a_task_of_many_orders_names_its_zone_and_no_slot(screen: PickScreen) -> None:
    bench = pick_bench(screen, shared_task())
    bench.scan(SHEET, f"LOC-{A}", MUG_EAN)
    assert sign_words(screen) == f"Take from shelf {A} WAV-0318 · zone A · stop 1 of 3"
    assert screen.slot_shown == ""


def test_an_order_that_left_is_named_and_the_task_goes_on(screen: PickScreen) -> None:
    bench = pick_bench(screen, shared_task())
    bench.scan(SHEET)
    said = verdict(VerdictKind.TASK_CHANGED, order_no="20261123000042", slot=7, sheet=SHEET)
    bench.desk.state = bench.machine.stopped(said)
    bench.show(said)
    assert "slot 7" in screen.verdict.accessibleName()
    bench.scan("CMD-CONFIRM")
    assert sign_words(screen) == f"Go to shelf {A} WAV-0318 · zone A · stop 1 of 3"


def test_a_shelf_that_should_be_empty_says_how_to_answer(screen: PickScreen, bench: Bench) -> None:
    assert bench.desk.centre.pick is not None
    bench.desk.centre.pick = replace(bench.desk.centre.pick, empties=(A,))
    bench.scan(SHEET, f"LOC-{A}", MUG_EAN, "QTY-2", MUG_EAN)
    assert screen.product.accessibleName().endswith("3 / 3")
    assert screen.after.accessibleName().startswith(f"Is shelf {A} empty? F9 where it is, F7")


def test_a_unit_without_a_code_shows_what_is_confirmed(screen: PickScreen, bench: Bench) -> None:
    bench.scan(SHEET, f"LOC-{A}", "WHY-NOCODE")
    view = screen.verdict.view
    assert view is not None
    assert (view.word, "Mug, blue" in view.sentence) == ("By hand?", True)
    bench.scan("CMD-CONFIRM")
    assert screen.product.accessibleName().endswith("1 / 3")


def test_a_unit_without_a_code_is_counted_by_a_click(screen: PickScreen, bench: Bench) -> None:
    chosen: list[str] = []
    screen.card_chosen.connect(chosen.append)
    bench.scan(SHEET)
    assert not screen.by_hand.isVisible(), "no unit before its shelf"
    bench.scan(f"LOC-{A}")
    assert screen.by_hand.isVisible()
    assert screen.by_hand.text() == "No code on it"
    QTest.mouseClick(screen.by_hand, Qt.MouseButton.LeftButton)
    assert chosen == ["WHY-NOCODE"]
    assert not screen.by_hand.hasFocus(), "a scanner's Enter must not press it"
    bench.scan(*chosen)
    assert not screen.by_hand.isVisible(), "it is asked already"
    nothing_is_cut(screen, screen.verdict)
