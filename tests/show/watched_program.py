"""The program as it is, and beside it somebody who says what can be seen: a line for each verdict.

`python -m tests.show.watched_program ARGUMENTS`, with the arguments of `packbench`. It ends when
its input ends. What it says is JSON, for whoever holds the scanner.
"""

from __future__ import annotations

import json
import os
import sys
from dataclasses import replace

from PySide6.QtCore import QObject, QSocketNotifier, QTimer, Slot
from PySide6.QtWidgets import QApplication

from desktop.after_paint import AfterPaint
from desktop.app import run
from desktop.options import read_options
from desktop.program import Program
from desktop.tasks import Finished
from fulfilment.paper.print_jobs import Printed
from fulfilment.station.station import Shown
from fulfilment.within_reach import Reach

SETTLE_MS = 400
"""From the paint until somebody looks: what is read behind the screen has come by then."""


class Onlooker(QObject):
    """Looks at the window and at what lies around it; touches nothing."""

    def __init__(self, program: Program) -> None:
        super().__init__(program)
        self._program = program
        self._reach: Reach | None = None
        self._shown: Shown | None = None
        self._after_paint = AfterPaint(self)
        self._after_paint.painted.connect(self._on_painted)
        self._settled = QTimer(self)
        self._settled.setSingleShot(True)
        self._settled.setInterval(SETTLE_MS)
        self._settled.timeout.connect(self._look)
        self._end = QSocketNotifier(sys.stdin.fileno(), QSocketNotifier.Type.Read, self)
        self._end.activated.connect(self._on_end)
        program.ready.connect(self._on_ready)
        program.shown.connect(self._on_shown)
        program.printed.connect(self._on_printed)

    @Slot()
    def _on_ready(self) -> None:
        assert self._program.opened is not None
        self._reach = Reach(self._program.opened.house.database)

    @Slot(object)
    def _on_shown(self, shown: Shown) -> None:
        if shown.verdict is None and self._shown is not None:
            # Another screen came to the front; what was said last still stands.
            shown = replace(shown, verdict=self._shown.verdict)
            if not self._settled.isActive():
                self._shown = shown
                return
        self._shown = shown
        self._after_paint.wait()

    @Slot()
    def _on_painted(self) -> None:
        self._settled.start()

    @Slot()
    def _look(self) -> None:
        reach, shown = self._reach, self._shown
        assert reach is not None
        assert shown is not None
        if shown.operator is None:
            self._say(shown, [])
        else:
            self._program.tasks.start(lambda: reach.of(shown.state), self._on_reach)

    def _on_reach(self, finished: Finished) -> None:
        assert self._shown is not None
        right = [[code.text, code.aim] for code in finished.result or () if code.right]
        self._say(self._shown, right)

    def _say(self, shown: Shown, right: list[list[str]]) -> None:
        said = shown.verdict
        _write(
            {
                "verdict": None if said is None else said.kind.value,
                "signal": None if said is None else said.signal.value,
                "screen": shown.screen.value,
                "phase": shown.state.phase.value,
                "work": getattr(shown.state, "task", None) is not None,
                "right": right[0] if right else None,
            }
        )

    @Slot(object)
    def _on_printed(self, printed: Printed) -> None:
        _write({"printed": printed.place, "problem": printed.problem})

    @Slot()
    def _on_end(self) -> None:
        if not os.read(sys.stdin.fileno(), 1):
            QApplication.quit()


def _write(told: dict[str, object]) -> None:
    print(json.dumps(told), flush=True)


if __name__ == "__main__":
    raise SystemExit(run(read_options(sys.argv[1:], has_display=True), Onlooker))
