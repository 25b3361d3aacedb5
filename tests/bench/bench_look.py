"""How long the window takes to paint: run by hand, `python tests/bench/bench_look.py`."""

from __future__ import annotations

import os
import sys
import time
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from statistics import median

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import qInstallMessageHandler
from PySide6.QtGui import QImage
from PySide6.QtWidgets import QApplication, QWidget

from desktop.theme.apply import apply_theme
from desktop.theme.tokens import ThemeName
from desktop.widgets.cards import LineCard
from desktop.widgets.columns import AnswerColumn
from desktop.widgets.lines import LineRow
from desktop.widgets.verdict import VerdictPanel
from desktop.widgets.verdict_layout import Place
from procedure.words import Signal


def report(name: str, work: Callable[[int], object], times: int = 200) -> None:
    """Print the median and the worst of many runs, in ms; the first run is not counted."""
    work(0)
    taken = []
    for at in range(1, times + 1):
        start = time.perf_counter()
        work(at)
        taken.append((time.perf_counter() - start) * 1000)
    taken.sort()
    print(f"{name:<44} p50 {median(taken):6.2f}  p99 {taken[int(len(taken) * 0.99) - 1]:6.2f} ms")


def main() -> None:
    """Paint verdicts and lists into an image and count the milliseconds."""
    # The offscreen platform has no window manager to tell sizes to, and says so each time.
    qInstallMessageHandler(lambda kind, context, text: None)
    app = QApplication([])
    start = time.perf_counter()
    apply_theme(app, ThemeName.LIGHT)
    print(f"theme and fonts, first time {(time.perf_counter() - start) * 1000:.1f} ms")
    image = QImage(1366, 768, QImage.Format.Format_ARGB32_Premultiplied)

    def painted(widget: QWidget) -> None:
        widget.render(image)

    panel = VerdictPanel()
    panel.resize(494, 550)

    def good(at: int) -> None:
        panel.show_verdict(Signal.GOOD, count=f"{at} of 300", sentence="Mug, blue, 350 ml")
        painted(panel)

    def wrong(at: int) -> None:
        panel.show_verdict(
            Signal.WRONG,
            "Wrong item",
            "",
            f"This mug belongs to order …{at}.",
            Place("Put it back in", "Slot 7", 7),
            "Scan Mug, blue",
            "Then",
        )
        painted(panel)

    report("verdict good, new words, paint", good)
    report("verdict wrong with place, new words, paint", wrong)
    rows = tuple(
        LineRow(
            str(at),
            f"S{at}",
            f"Product {at}, blue, 350 ml",
            "6901234567892 · B2401",
            "0 / 9",
            current=at == 0,
        )
        for at in range(10)
    )
    card = LineCard()
    card.resize(736, 1060)
    card.set_rows(rows)
    card.show()

    def one_row(at: int) -> None:
        card.set_rows((replace(rows[0], quantity=f"{at} / 300"), *rows[1:]))
        app.processEvents()

    def all_rows(at: int) -> None:
        card.set_rows(tuple(replace(row, quantity=f"{at} / 300") for row in rows))
        app.processEvents()

    report("list of 10, one row changed, on the window", one_row)
    report("list of 10, every row changed, on the window", all_rows)
    report("list of 10, painted whole", lambda at: painted(card))
    answer = AnswerColumn("Last scans")
    answer.resize(494, 624)
    answer.show()
    app.processEvents()
    signals = (Signal.WRONG, Signal.GOOD)

    def scanned(at: int) -> None:
        answer.show_verdict(signals[at % 2], "Wrong item", f"{at} of 300", f"Order …{at}.")
        app.processEvents()

    report("answer column, wrong and good in turn", scanned)
    report(
        "theme switched, light and dark in turn",
        lambda at: apply_theme(app, (ThemeName.LIGHT, ThemeName.DARK)[at % 2]),
        20,
    )


if __name__ == "__main__":
    main()
