"""Where a supervisor is asked for, the demo offers the badges of those who may, and no other."""

from __future__ import annotations

import json
from pathlib import Path

from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from desktop.demo.code_card import CodeCard
from desktop.demo.demo import Demo
from desktop.demo.dock import DemoDock
from desktop.demo.preparing import BADGES
from desktop.options import read_options
from desktop.program import Program
from procedure.verdicts import VerdictKind
from procedure.words import Post
from tests.gui.test_station_scale import scan
from tests.plugins.houses import CABLE, SmallHouse, draft, small_house_at
from tests.plugins.journey import line, order_no, picked, released

K = VerdictKind
WHO = (Post.PACKER, Post.SUPERVISOR)


def _kept_badges(folder: Path, built: SmallHouse) -> None:
    rows = [
        {"name": f"The {post.value}", "posts": [post.value], "secret": built.badges[post]}
        for post in WHO
    ]
    (folder / BADGES).write_text(json.dumps(rows), encoding="utf-8")


def _right(dock: DemoDock) -> list[CodeCard]:
    return [card for card in dock.codes if not card.isHidden() and card.is_right]


def test_a_supervisor_is_offered_where_one_is_asked_for(
    qtbot: QtBot, qapp: QApplication, tmp_path: Path
) -> None:
    built = small_house_at(tmp_path / "packbench.sqlite")
    (order,) = released(built, draft("A-1", lines=(line(CABLE, 9),)))
    picked(built, order)
    number, limit = order_no(built, order), built.house.station_policy.by_hand_limit
    _kept_badges(tmp_path, built)
    built.house.close()
    options = read_options(["--data", str(tmp_path), "--language", "en"], has_display=True)
    program = Program(qapp, options)
    Demo(program)
    try:
        with qtbot.waitSignal(program.shown):
            program.start()
        assert scan(qtbot, program, built.badges[Post.PACKER]) is K.SIGNED_IN
        assert scan(qtbot, program, number) is K.PARCEL_OPENED
        for _ in range(limit):
            scan(qtbot, program, "WHY-NOCODE")
            assert scan(qtbot, program, "CMD-CONFIRM") is K.UNIT_COUNTED
        scan(qtbot, program, "WHY-NOCODE")
        assert scan(qtbot, program, "CMD-CONFIRM") is K.ASK_SUPERVISOR
        (dock,) = program.shell.findChildren(DemoDock)
        qtbot.waitUntil(lambda: [card.what for card in _right(dock)] == ["The supervisor"])
        (badge,) = _right(dock)
        assert badge.accessibleName() == "The supervisor Supervisor"
        assert scan(qtbot, program, badge.code) is K.UNIT_COUNTED
    finally:
        program.close()
