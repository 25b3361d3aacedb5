"""Pictures of every widget and of screens made of them, in all themes and two languages.

Run it by hand, it is no test: `python tests/gui/gallery.py FOLDER`.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

os.environ.setdefault("QT_QPA_PLATFORM", "offscreen")
sys.path.insert(0, str(Path(__file__).resolve().parents[2]))

from PySide6.QtCore import QSize
from PySide6.QtWidgets import (
    QApplication,
    QVBoxLayout,
    QWidget,
)

from desktop.shell import Shell
from desktop.theme.apply import apply_theme
from desktop.theme.tokens import Face, ThemeName
from desktop.widgets.buttons import Button
from desktop.widgets.cards import Card, LineCard
from desktop.widgets.columns import AnswerColumn, TwoColumns
from desktop.widgets.label import Label
from desktop.widgets.lines import LineRow
from desktop.widgets.next_card import NextCard
from desktop.widgets.order_head import OrderHead, OrderView
from desktop.widgets.picking import ProductCard, ShelfSign, SlotCard, StepChips
from desktop.widgets.remark import RemarkBar
from desktop.widgets.state_card import Absence, StateCard
from desktop.widgets.states import State
from desktop.widgets.verdict import ScanPrompt, VerdictPanel
from desktop.widgets.verdict_layout import Place
from procedure.words import Signal
from tests.gui.gallery_frame import chinese, english, framed
from tests.gui.gallery_orders import orders


@dataclass(frozen=True)
class Scene:
    """One picture to make."""

    name: str
    build: Callable[[Callable[..., str]], QWidget]
    size: tuple[int, int] = (1366, 768)


def pack_work(_: Callable[..., str]) -> QWidget:
    work = QWidget()
    column = QVBoxLayout(work)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(16)
    head = OrderHead()
    head.set_order(
        OrderView(
            "20261123000042",
            f"顺丰 SF · {_('express')} · {_('box 1 of 2')}",
            _("3 of 4 items"),
            3,
            4,
            _("cut-off 18:00"),
        )
    )
    remark = RemarkBar()
    remark.set_remark(_("Remark"), '刻字 "To Anna"')
    lines = LineCard()
    lines.set_rows(
        (
            LineRow(
                "1",
                "MUG",
                _("Mug, blue, 350 ml"),
                "6901234567892 · " + _("lot B2401"),
                "2 / 3",
                None,
                True,
            ),
            LineRow("2", "WRAP", _("Bubble wrap"), _("fragile · 1 sheet per mug"), "2 / 3"),
            LineRow(
                "3", "TEA", _("Tea, 龙井, 250 g"), "6923450011278 · L1108", "1 / 1", State.GOOD
            ),
        )
    )
    lines.set_foot("M2  ·  320 × 220 × 160 mm", _("expected 1,286 g"))
    column.addWidget(head)
    column.addWidget(remark)
    column.addWidget(lines, 1)
    return work


def answer(_: Callable[..., str]) -> AnswerColumn:
    made = AnswerColumn(_("Last scans"))
    made.set_next(_("Next"), _("Scan Mug, blue"), _("1 more, then 1 sheet bubble wrap"))
    made.set_trail((State.GOOD, State.GOOD, State.WRONG))
    return made


def pack_good(_: Callable[..., str]) -> QWidget:
    right = answer(_)
    right.show_verdict(Signal.GOOD, count=_("2 of 3"), sentence=_("Mug, blue, 350 ml"))
    right.set_note("6.4 s")
    made = framed(_, "Pack", TwoColumns(pack_work(_), right, 494))
    made.say(Signal.GOOD, _("Saved"))
    return made


def wrong(_: Callable[..., str], right: AnswerColumn) -> None:
    right.show_verdict(
        Signal.WRONG,
        _("Wrong item"),
        "",
        _("This mug belongs to order …0043."),
        Place(_("Put it back in"), _("Slot 7"), 7),
        _("Scan Mug, blue"),
        _("Then"),
    )
    right.set_note(_("2 of 3 counted"))


def pack_wrong(_: Callable[..., str]) -> QWidget:
    right = answer(_)
    wrong(_, right)
    made = framed(_, "Pack", TwoColumns(pack_work(_), right, 494))
    made.say(Signal.WRONG, _("Not counted"))
    return made


def pack_docked(_: Callable[..., str]) -> QWidget:
    right = answer(_)
    wrong(_, right)
    made = framed(_, "Pack", TwoColumns(pack_work(_), right, 494))
    made.say(Signal.WRONG, "This code is not known here. Check the label, then scan it again.")
    dock = Card()
    dock.body.addWidget(Label("Scanner", Face.CARD_TITLE, bold=True))
    dock.body.addWidget(Label("Click a code to scan it.", ink="text2", most_lines=3))
    for code in ("6901234567892", "LOC-A-01-02-03", "CMD-CONFIRM"):
        dock.body.addWidget(Button(code, "scanner"))
    dock.body.addStretch(1)
    made.set_dock(dock)
    made.set_unsaved(12)
    return made


def stopped(_: Callable[..., str]) -> QWidget:
    made = pack_good(_)
    assert isinstance(made, Shell)
    made.resize(1366, 768)
    made.show_overlay(
        Signal.STOP,
        _("Stopped"),
        sentence=_(
            "The customer cancelled this order. Put the goods aside and call your supervisor."
        ),
        next_line=_("Scan the confirm card"),
    )
    return made


def complete(_: Callable[..., str]) -> QWidget:
    made = pack_good(_)
    assert isinstance(made, Shell)
    made.resize(1366, 768)
    made.show_overlay(Signal.COMPLETE, _("Order complete"), sentence="20261123000042")
    return made


def pick(_: Callable[..., str]) -> QWidget:
    work = QWidget()
    column = QVBoxLayout(work)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(16)
    sign, product, steps = ShelfSign(), ProductCard(), StepChips()
    sign.set_shelf(
        _("Go to shelf"),
        "A-01-02-03",
        (_("zone"), _("aisle"), _("bay"), _("level")),
        _("wave WAV-0318 · stop 4 of 19"),
    )
    product.set_product(
        "MUG", _("Mug, blue, 350 ml"), _("lot B2401"), "6901234567892 · 2028-03", "× 3"
    )
    steps.set_steps((_("Shelf"), _("Product"), _("Lot"), _("Quantity")), 1)
    for part in (sign, product, steps):
        column.addWidget(part, 1 if part is sign else 0)
    right = QWidget()
    column = QVBoxLayout(right)
    column.setContentsMargins(0, 0, 0, 0)
    column.setSpacing(16)
    panel, slot, after = VerdictPanel(), SlotCard(), NextCard(_("Last scans"))
    panel.show_waiting(_("Scan the shelf"))
    slot.set_slot(_("Put into slot"), _("order …0042"), "7")
    after.set_next(_("After this"), "A-01-04-01", _("Tea, 龙井, 250 g"), "× 1")
    after.set_trail((State.GOOD, State.GOOD, State.GOOD, State.DUPLICATE))
    column.addWidget(panel, 1)
    column.addWidget(slot)
    column.addWidget(after)
    made = framed(_, "Pick", TwoColumns(work, right, 382))
    made.set_unsaved(2)
    made.set_indicator("database", State.OFFLINE, _("Database"))
    made.say(State.ATTENTION, "2 saved here only")
    return made


VERDICTS = (
    (Signal.GOOD, "Shelf right", "", "Now scan the product."),
    (Signal.COMPLETE, "Order complete", "", "20261123000042"),
    (Signal.WRONG, "Wrong shelf", "", "This is A-01-02-04. Go to A-01-02-03 and scan its label."),
    (Signal.ATTENTION, "Why is it short?", "", "Scan a reason card: not found, damaged."),
    (Signal.DUPLICATE, "Same code twice", "", "The second read was not counted."),
    (Signal.STOP, "Stop", "", "This label belongs to another parcel. Take it off, call your lead."),
)


def verdicts(_: Callable[..., str]) -> QWidget:
    sheet = QWidget()
    for at, (signal, word, count, sentence) in enumerate(VERDICTS):
        panel = VerdictPanel(sheet)
        panel.setGeometry(16 + (at % 3) * 446, 16 + at // 3 * 376, 430, 360)
        panel.show_verdict(signal, word, count, sentence)
    for at, (signal, word, count, sentence) in enumerate(VERDICTS):
        panel = VerdictPanel(sheet)
        panel.setGeometry(16 + (at % 3) * 446, 784 + at // 3 * 176, 430, 160)
        panel.show_verdict(signal, word, count, sentence)
    prompt = ScanPrompt("Scan a pick sheet or a tote", parent=sheet)
    prompt.setGeometry(16, 1136, 430, 160)
    prompt = ScanPrompt("请扫描拣货单", "badge-card", parent=sheet)
    prompt.setGeometry(462, 1136, 430, 260)
    return sheet


def absences(_: Callable[..., str]) -> QWidget:
    sheet = QWidget()
    made = (
        (Absence.EMPTY, "No orders here. Choose another filter, or import a file.", "Import"),
        (Absence.LOADING, "Loading", ""),
        (
            Absence.ERROR,
            "The database does not answer. Your scans are safe on this station; "
            "try again in a minute.",
            "Try again",
        ),
        (Absence.NO_PERMISSION, "Only a supervisor may see this. Ask one to sign in.", ""),
    )
    for at, (absence, sentence, button) in enumerate(made):
        card = StateCard(station=at == 3, parent=sheet)
        card.setGeometry(16 + (at % 2) * 456, 16 + at // 2 * 316, 440, 300)
        card.show_absence(absence, sentence, button)
    return sheet


SCENES = (
    Scene("pack-good", pack_good),
    Scene("pack-wrong", pack_wrong),
    Scene("pack-docked", pack_docked),
    Scene("stop", stopped),
    Scene("complete", complete),
    Scene("pick", pick),
    Scene("orders", orders),
    Scene("verdicts", verdicts, (1354, 1412)),
    Scene("absences", absences, (928, 648)),
    Scene("pack-large", pack_good, (1920, 1080)),
)


def main(folder: Path) -> None:
    """Make all pictures."""
    app = QApplication.instance() or QApplication([])
    assert isinstance(app, QApplication)
    folder.mkdir(parents=True, exist_ok=True)
    wanted = sys.argv[2:]
    for theme in ThemeName:
        for language, _ in (("en", english), ("zh", chinese)):
            for scene in SCENES:
                name = f"{scene.name}-{theme}-{language}"
                if wanted and not any(part in name for part in wanted):
                    continue
                apply_theme(app, theme)
                widget = scene.build(_)
                widget.resize(QSize(*scene.size))
                widget.show()
                app.processEvents()
                widget.grab().save(str(folder / f"{name}.png"))
                widget.close()
                widget.deleteLater()


if __name__ == "__main__":
    main(Path(sys.argv[1]))
