"""The whole program with a scale on a real serial port: weighed, unplugged, found again, closed."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest
import shiboken6
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot
from sqlalchemy import select

from db.engine import Database, sqlite_url
from db.schema.parcels import Parcel
from desktop.options import read_options
from desktop.program import Program
from desktop.widgets.foot import MessageBar
from desktop.widgets.states import State
from desktop.widgets.strip import Strip
from fulfilment.station.station import Shown
from fulfilment.within_reach import SCALE_AIM, Reach
from procedure.verdicts import Verdict, VerdictKind
from procedure.words import ParcelStatus, Post
from scanner.pty_scale import PtyScale
from scanner.scale_choice import ScaleChoice, write_choice
from tests.plugins.houses import CABLE, EAN, draft, small_house_at
from tests.plugins.journey import line, order_no, picked, released

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no ptys")
K = VerdictKind


class Load:
    """What lies on the scale; it answers as MT-SICS does."""

    def __init__(self) -> None:
        self.answer = b"S S     0.000 kg\r\n"

    def put(self, grams: int) -> None:
        self.answer = b"S S %9.3f kg\r\n" % (grams / 1000)

    def move(self) -> None:
        self.answer = b"S D     0.700 kg\r\n"


@pytest.fixture
def load() -> Load:
    return Load()


@pytest.fixture
def scale(tmp_path: Path, load: Load) -> Iterator[PtyScale]:
    with PtyScale(tmp_path / "scale", {b"SI\r\n": lambda: load.answer}) as scale:
        yield scale


@dataclass(frozen=True)
class Work:
    """What a packer needs: a badge, and an order of two cables that is picked."""

    badge: str
    order_no: str


@pytest.fixture
def house(tmp_path: Path) -> Work:
    built = small_house_at(tmp_path / "packbench.sqlite")
    (order,) = released(built, draft("A-1", lines=(line(CABLE, 2),)))
    picked(built, order)
    number = order_no(built, order)
    built.house.close()
    return Work(built.badges[Post.PACKER], number)


def started(qtbot: QtBot, qapp: QApplication, folder: Path, *more: str) -> Program:
    """The program with the window up and the house open."""
    arguments = ["--data", str(folder), "--language", "en", *more]
    program = Program(qapp, read_options(arguments, has_display=True))
    with qtbot.waitSignal(program.shown):
        program.start()
    return program


@pytest.fixture
def program(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, house: Work, scale: PtyScale
) -> Iterator[Program]:
    program = started(qtbot, qapp, tmp_path, "--scale", f"{scale.path}:mt-sics")
    try:
        yield program
    finally:
        if shiboken6.isValid(program):
            program.close()


def told(qtbot: QtBot, program: Program, do: Callable[[], object]) -> Verdict:
    """What the station says to something that is done."""

    def is_answer(shown: Shown) -> bool:
        return shown.verdict is not None

    with qtbot.waitSignal(program.shown, check_params_cb=is_answer) as heard:
        do()
    assert heard.args is not None
    verdict = heard.args[0].verdict
    assert isinstance(verdict, Verdict)
    return verdict


def scan(qtbot: QtBot, program: Program, text: str) -> VerdictKind:
    return told(qtbot, program, lambda: program.devices.simulate(text, "")).kind


def indicator(program: Program) -> tuple[State, str]:
    """State and words of the scale's indicator; OFFLINE while there is none."""
    (strip,) = program.shell.findChildren(Strip)
    try:
        shown = strip.indicator("scale")
    except KeyError:
        return State.OFFLINE, ""
    return shown.state, shown.words


def shows(qtbot: QtBot, program: Program, words: str) -> None:
    qtbot.waitUntil(lambda: indicator(program) == (State.GOOD, words))


def test_a_parcel_is_weighed_and_closes_by_itself(
    qtbot: QtBot, program: Program, house: Work, load: Load, tmp_path: Path
) -> None:
    shows(qtbot, program, "Scale 0 g")
    assert scan(qtbot, program, house.badge) is K.SIGNED_IN
    assert scan(qtbot, program, house.order_no) is K.PARCEL_OPENED
    assert scan(qtbot, program, "QTY-2") is K.QUANTITY_SET
    assert scan(qtbot, program, EAN[CABLE]) is K.LINE_DONE
    load.move()
    shows(qtbot, program, "Scale …")
    assert scan(qtbot, program, "CMD-CONFIRM") is K.WEIGHT_AWAITED
    assert told(qtbot, program, lambda: load.put(412)).kind is K.PARCEL_CLOSED
    shows(qtbot, program, "Scale 412 g")
    program.close()
    database = Database(sqlite_url(tmp_path / "packbench.sqlite"))
    with database.read() as connection:
        row = connection.execute(select(Parcel.weight_g, Parcel.status)).one()
    database.close()
    assert tuple(row) == (412, ParcelStatus.PACKED)


def test_unplugged_it_is_missed_and_packing_goes_on_and_it_is_found_again(
    qtbot: QtBot, program: Program, house: Work, scale: PtyScale, load: Load
) -> None:
    load.put(250)
    shows(qtbot, program, "Scale 250 g")
    scale.unplug()
    qtbot.waitUntil(lambda: indicator(program)[0] is State.WRONG)
    assert scan(qtbot, program, house.badge) is K.SIGNED_IN
    assert scan(qtbot, program, house.order_no) is K.PARCEL_OPENED
    scan(qtbot, program, "QTY-2")
    assert scan(qtbot, program, EAN[CABLE]) is K.PARCEL_CLOSED
    scale.plug()
    shows(qtbot, program, "Scale 250 g")


def test_the_scale_of_this_machine_is_kept_in_its_folder(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, house: Work, scale: PtyScale, load: Load
) -> None:
    load.put(333)
    write_choice(tmp_path, ScaleChoice(scale.path, "mt-sics"))
    program = started(qtbot, qapp, tmp_path)
    try:
        shows(qtbot, program, "Scale 333 g")
    finally:
        program.close()


@pytest.mark.parametrize(
    ("kept", "field"),
    [
        (b'{"port": "COM9", "protocol": "unheard-of"}', "protocol"),
        (b'{"port": 5}', "port"),
        (b'{"port": 5, "protocol": "and"}', "port"),
        (b"\xff\xfe{", ""),
    ],
)
def test_settings_that_make_no_sense_are_said(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, house: Work, kept: bytes, field: str
) -> None:
    (tmp_path / "scale.json").write_bytes(kept)
    program = started(qtbot, qapp, tmp_path)
    try:
        qtbot.waitUntil(lambda: indicator(program) == (State.WRONG, "Scale"))
        (bar,) = program.shell.findChildren(MessageBar)
        assert "packbenchctl scale use PORT:PROTOCOL" in bar.sentence
        assert (f"look at {field}." in bar.sentence) == bool(field)
        assert "__init__" not in bar.sentence
    finally:
        program.close()


@pytest.mark.parametrize(
    ("named", "said"),
    [("", "Name the scale's port"), ("COM3:bogus", "There is no scale protocol bogus.")],
)
def test_a_scale_that_is_named_wrongly_is_refused_at_the_start(
    capsys: pytest.CaptureFixture[str], named: str, said: str
) -> None:
    with pytest.raises(SystemExit):
        read_options(["--scale", named], has_display=True)
    assert f"argument --scale: {said}" in capsys.readouterr().err


def test_a_scale_that_never_answers_holds_nobody_up_and_the_program_ends(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, house: Work
) -> None:
    with PtyScale(tmp_path / "dumb", {}) as dumb:
        program = started(qtbot, qapp, tmp_path, "--scale", f"{dumb.path}:mt-sics")
        try:
            assert scan(qtbot, program, house.badge) is K.SIGNED_IN
            assert scan(qtbot, program, house.order_no) is K.PARCEL_OPENED
            scan(qtbot, program, "QTY-2")
            assert scan(qtbot, program, EAN[CABLE]) is K.PARCEL_CLOSED
        finally:
            program.close()


def test_the_demo_puts_a_scale_on_the_bench(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path, house: Work
) -> None:
    program = started(qtbot, qapp, tmp_path)
    try:
        scale = program.scale
        assert scale is not None
        assert not scale.is_there
        scale.put_on(0)
        shows(qtbot, program, "Scale 0 g")
        assert scan(qtbot, program, house.badge) is K.SIGNED_IN
        assert scan(qtbot, program, house.order_no) is K.PARCEL_OPENED
        scan(qtbot, program, "QTY-2")
        with qtbot.waitSignal(program.shown) as counted:
            program.devices.simulate(EAN[CABLE], "")
        assert program.opened is not None
        assert counted.args is not None
        (load,) = Reach(program.opened.house.database).of(counted.args[0].state)[:1]
        assert load.aim == SCALE_AIM
        assert told(qtbot, program, lambda: scale.put_on(int(load.text))).kind is K.PARCEL_CLOSED
    finally:
        program.close()
