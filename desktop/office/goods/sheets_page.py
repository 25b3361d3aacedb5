"""Sheets of goods: every row's fate before anything is written; then the import, or a file out."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING

from PySide6.QtCore import QStandardPaths, Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QFileDialog, QHBoxLayout, QLineEdit, QProgressBar

from desktop.office.goods.sheet_acts import SheetTaken, export_sheet, import_sheet, write_template
from desktop.office.latest import Answer, ask
from desktop.office.listing.listing import ListColumn, Page, Speech
from desktop.office.listing.table import ListingTable
from desktop.office.orders.actions import Outcome
from desktop.office.orders.words import in_words
from desktop.theme.tokens import Face
from desktop.widgets.buttons import Button
from desktop.widgets.cards import Card
from desktop.widgets.choice import Choice
from desktop.widgets.label import Label
from desktop.widgets.states import State
from desktop.widgets.table import Column
from fulfilment.goods.sheets import GoodsKind, RowFate, RowReport
from fulfilment.goods.words import FATE_WORDS
from procedure.texts import sentence
from procedure.words import Signal as Verdict
from resources.catalogue import N_, Translator

if TYPE_CHECKING:
    from desktop.office.desk import Desk

KIND_WORDS: Mapping[GoodsKind, str] = MappingProxyType(
    {
        GoodsKind.PRODUCTS: N_("Products"),
        GoodsKind.CODES: N_("Codes of products"),
        GoodsKind.SHELVES: N_("Shelves"),
        GoodsKind.STOCK: N_("Opening stock"),
        GoodsKind.SUPPLIERS: N_("Suppliers"),
        GoodsKind.ALTERNATIVES: N_("Alternatives"),
        GoodsKind.BUNDLES: N_("Parts of bundles"),
        GoodsKind.GIFTS: N_("Gifts"),
    }
)
_FATE_STATES: Mapping[RowFate, State] = MappingProxyType(
    {
        RowFate.NEW: State.GOOD,
        RowFate.CHANGED: State.PROGRESS,
        RowFate.UNCHANGED: State.NEUTRAL,
        RowFate.REFUSED: State.WRONG,
    }
)
MOST_SHOWN = 5_000
"""Rows whose fate is shown; those to be corrected come first. The sums count all."""
_TITLE = N_("Files in and out")
_HINT = N_("Drop a CSV or Excel file here, or enter where it is. Nothing is written by a preview.")
_PATH = N_("File, ending in .xlsx or .csv")


def _why(row: RowReport, speech: Speech) -> str:
    return "" if row.refused is None else in_words(speech.translator, sentence(row.refused))


ROWS: tuple[ListColumn[RowReport], ...] = (
    ListColumn("row", N_("Row"), Column(56, number=True), lambda r, s: f"{r.row_no:,}"),
    ListColumn(
        "fate",
        N_("Becomes"),
        Column(152, tag=True),
        lambda r, s: s.translator.text(FATE_WORDS[r.fate]),
        tag=lambda r: _FATE_STATES[r.fate],
    ),
    ListColumn("why", N_("What to do"), Column(0), _why),
)


class SheetsPage(Card):
    """The question which file, and what becomes of its rows.

    Attributes:
        kind, path: What the file is about, and where it is.
        table, summary: Every row's fate, and one sentence on the whole.
        look, go: Preview and import; nothing is imported unseen.
        template, export: Write an empty file, or everything there is.
    """

    said = Signal(object, str)
    """What came of it: `procedure.words.Signal` and a sentence."""
    imported = Signal()
    """Rows were written: lists are out of date."""
    left = Signal()

    def __init__(self, desk: Desk, kind: GoodsKind, speech: Speech) -> None:
        super().__init__(padding=16, spacing=10)
        self._desk, self._translator = desk, desk.translator
        self._seen: tuple[GoodsKind, Path] | None = None
        self._ticket = 0
        self.title = Label("", Face.DETAIL_TITLE, bold=True)
        self.hint = Label("", ink="text2", most_lines=2)
        self.kind, self.path, self.browse = Choice(), QLineEdit(), Button()
        self.table: ListingTable[RowReport] = ListingTable(ROWS, lambda r: r.row_no, speech)
        self.bar = QProgressBar()
        self.bar.setRange(0, 0)
        self.summary, self.detail = Label("", most_lines=3), Label("", ink="text2", most_lines=3)
        self.look, self.go, self.leave = Button(), Button(kind="primary"), Button()
        self.template, self.export = Button(), Button(icon_name="export")
        self._build()
        self._connect()
        self.retranslate(desk.translator)
        self.kind.setCurrentIndex(list(GoodsKind).index(kind))
        self.forget()

    def _build(self) -> None:
        self.body.addWidget(self.title)
        self.body.addWidget(self.hint)
        self.body.addWidget(self.kind)
        where, ends = QHBoxLayout(), QHBoxLayout()
        where.setSpacing(8)
        where.addWidget(self.path, 1)
        where.addWidget(self.browse)
        self.body.addLayout(where)
        for part in (self.bar, self.summary):
            self.body.addWidget(part)
        self.body.addWidget(self.table, 1)
        self.body.addWidget(self.detail)
        self.body.addStretch(0)
        ends.setSpacing(8)
        for button in (self.template, self.export):
            ends.addWidget(button)
        ends.addStretch(1)
        for button in (self.leave, self.look, self.go):
            ends.addWidget(button)
        self.body.addLayout(ends)

    def _connect(self) -> None:
        self.path.textChanged.connect(self.forget)
        self.kind.currentIndexChanged.connect(self.forget)
        self.path.returnPressed.connect(self._on_look)
        self.browse.clicked.connect(self._on_browse)
        self.look.clicked.connect(self._on_look)
        self.go.clicked.connect(partial(self._take, False))
        self.template.clicked.connect(self._on_template)
        self.export.clicked.connect(self._on_export)
        self.leave.clicked.connect(self.left)
        self.table.row_chosen.connect(self._on_row)

    @property
    def chosen(self) -> GoodsKind:
        """What the file is about."""
        return list(GoodsKind)[max(0, self.kind.currentIndex())]

    def begin(self, path: Path | None = None) -> None:
        """Ask for a file; a file that was dropped is previewed at once."""
        self.path.setText("" if path is None else str(path))
        if path is None:
            self.path.setFocus(Qt.FocusReason.TabFocusReason)
        else:
            self._on_look()

    def forget(self) -> None:
        """Another file: what was previewed does not hold any more."""
        self._seen = None
        self._ticket += 1
        self.table.show_page(0, Page((), None))
        for part in (self.table, self.bar, self.summary, self.detail):
            part.hide()
        self.look.setEnabled(bool(self.path.text().strip()))
        self.go.setEnabled(False)

    def retranslate(self, translator: Translator) -> None:
        """Speak another language."""
        self._translator = translator
        text, at = translator.text, max(0, self.kind.currentIndex())
        self.title.setText(text(_TITLE))
        self.hint.setText(text(_HINT))
        self.kind.blockSignals(True)
        self.kind.clear()
        self.kind.addItems([text(KIND_WORDS[kind]) for kind in GoodsKind])
        self.kind.setCurrentIndex(at)
        self.kind.blockSignals(False)
        self.kind.setAccessibleName(text(N_("What the file is about")))
        self.path.setPlaceholderText(text(_PATH))
        self.path.setAccessibleName(text(_PATH))
        for button, words in (
            (self.browse, N_("Choose file")),
            (self.look, N_("Preview")),
            (self.go, N_("Import")),
            (self.leave, N_("Leave it")),
            (self.template, N_("Template")),
            (self.export, N_("Export all")),
        ):
            button.setText(text(words))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves it."""
        if event.key() == Qt.Key.Key_Escape:
            self.left.emit()
        else:
            super().keyPressEvent(event)

    # in ------------------------------------------------------------------------------

    def _on_browse(self) -> None:
        dialog = QFileDialog(self)
        dialog.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        dialog.setFileMode(QFileDialog.FileMode.ExistingFile)
        dialog.setNameFilter("CSV, Excel (*.csv *.xlsx *.xls)")
        dialog.fileSelected.connect(lambda name: self.begin(Path(name)))
        dialog.setModal(False)
        dialog.show()

    def _on_look(self) -> None:
        if self.look.isEnabled():
            self._take(True)

    def _take(self, preview: bool) -> None:
        actor, path = self._desk.actor(), Path(self.path.text().strip()).expanduser()
        if actor is None:
            return
        self.forget()
        self.bar.show()
        self.look.setEnabled(False)
        work = partial(
            import_sheet, self._desk.house, actor, self.chosen, path, preview, self._translator
        )
        ask(self._desk.tasks, work, partial(self._on_taken, self._ticket, path))

    def _on_taken(self, ticket: int, path: Path, answer: Answer[SheetTaken]) -> None:
        result = answer.result
        if result is None:
            self.said.emit(Verdict.WRONG, answer.why_not(self._translator))
        else:
            self.said.emit(result.signal, result.sentence)
        report = None if result is None or result.taken is None else result.taken.report
        if report is not None and report.written:
            self.imported.emit()
        if ticket != self._ticket:
            return
        self.bar.hide()
        self.look.setEnabled(True)
        if result is None:
            return
        self.summary.setText(result.sentence)
        self.summary.show()
        if report is not None:
            others = (row for row in report.rows if row.fate is not RowFate.REFUSED)
            rows = (*report.refused, *others)[:MOST_SHOWN]
            self.table.show_page(0, Page(rows, None))
            self.table.show()
            useful = len(report.rows) - report.counts[RowFate.UNCHANGED] - len(report.refused)
            self._seen = None if report.written else (self.chosen, path)
            self.go.setEnabled(self._seen is not None and useful > 0)

    def _on_row(self) -> None:
        """A sentence that the row has no room for stands below."""
        row = self.table.chosen
        speech = Speech(self._translator, self._desk.zone, self._desk.house.clock())
        self.detail.setText("" if row is None else _why(row, speech))
        self.detail.setVisible(bool(self.detail.text()))

    # out -----------------------------------------------------------------------------

    def _on_template(self) -> None:
        path = self._target(N_("template"))
        work = partial(write_template, self.chosen, path, self._translator)
        ask(self._desk.tasks, work, self._on_written)

    def _on_export(self) -> None:
        if (actor := self._desk.actor()) is not None:
            path, kind = self._target(N_("all")), self.chosen
            work = partial(export_sheet, self._desk.house, actor, kind, path, self._translator)
            ask(self._desk.tasks, work, self._on_written)

    def _target(self, word: str) -> Path:
        """Where the line says, or a name nobody has in the downloads folder."""
        if typed := self.path.text().strip():
            return Path(typed).expanduser()
        where = QStandardPaths.StandardLocation.DownloadLocation
        folder = Path(QStandardPaths.writableLocation(where) or Path.home())
        moment = self._desk.house.clock().astimezone(self._desk.zone)
        name = f"{self.chosen.value} {self._translator.text(word)} {moment:%Y-%m-%d %H%M%S}.xlsx"
        return folder / name

    def _on_written(self, answer: Answer[Outcome]) -> None:
        if answer.result is None:
            self.said.emit(Verdict.WRONG, answer.why_not(self._translator))
        else:
            self.said.emit(answer.result.signal, answer.result.sentence)
