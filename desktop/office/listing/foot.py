"""Under a listing's table: how many rows there are, which columns, and writing them to a file."""

from __future__ import annotations

import time

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtGui import QAction, QKeyEvent
from PySide6.QtWidgets import QHBoxLayout, QLineEdit, QMenu, QProgressBar, QVBoxLayout, QWidget

from desktop.office.listing.listing import ListColumn, Row
from desktop.office.listing.sheet_export import Progress
from desktop.theme.tokens import Face
from desktop.widgets.buttons import Button
from desktop.widgets.label import Label
from resources.catalogue import N_, Translator

LOOK_MS = 200
"""How often the rows written so far are looked at."""
_OF = N_("{rows} of {total} rows, {rate} a second")
_WRITTEN = N_("{rows} rows, {rate} a second")
_NAME = N_("File to write, ending in .xlsx or .csv")


class ListingFoot(QWidget):
    """A caption and two buttons; above them a question for a name, or how far an export is.

    Attributes:
        line: Where the file's name is typed.
    """

    columns_chosen = Signal(object)
    """Carries the names of the columns a person wants to see."""
    export_asked = Signal()
    """Export was pressed: answer with `ask_name`."""
    named = Signal(str)
    """Carries the file to write."""
    stopped = Signal()
    """The export shall stop."""

    def __init__(
        self,
        columns: tuple[ListColumn[Row], ...],
        translator: Translator,
        parent: QWidget | None = None,
    ) -> None:
        super().__init__(parent)
        self._titles = tuple((column.name, column.title) for column in columns)
        self._translator = translator
        self._progress: Progress | None = None
        self._total: int | None = None
        self._began = 0.0
        self.caption = Label("", Face.CAPTION, ink="text3")
        self.columns = Button(icon_name="columns", kind="quiet", size="small")
        self.export = Button(icon_name="export", kind="quiet", size="small")
        self.menu = QMenu(self)
        self.line = QLineEdit()
        self.go, self.leave = Button(kind="primary"), Button()
        self.bar, self.far = QProgressBar(), Label("", Face.TABLE, ink="text2")
        self.stop = Button(size="small")
        self._asking, self._writing = QWidget(), QWidget()
        self._build()
        self._look = QTimer(self)
        self._look.setInterval(LOOK_MS)
        self._look.timeout.connect(self._on_look)
        self.retranslate(translator)

    def _build(self) -> None:
        asking, writing, plain = (
            QHBoxLayout(self._asking),
            QHBoxLayout(self._writing),
            QHBoxLayout(),
        )
        for row, widgets, wide in (
            (asking, (self.line, self.go, self.leave), 0),
            (writing, (self.bar, self.far, self.stop), 0),
            (plain, (self.caption, self.columns, self.export), 0),
        ):
            row.setContentsMargins(0, 0, 0, 0)
            row.setSpacing(8)
            for widget in widgets:
                row.addWidget(widget)
            row.setStretch(wide, 1)
        column = QVBoxLayout(self)
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(6)
        column.addWidget(self._asking)
        column.addWidget(self._writing)
        column.addLayout(plain)
        self._asking.hide()
        self._writing.hide()
        self.columns.setMenu(self.menu)
        self.columns.setObjectName("columns")
        self.export.clicked.connect(self.export_asked)
        self.go.clicked.connect(self._on_go)
        self.line.returnPressed.connect(self._on_go)
        self.leave.clicked.connect(self._on_leave)
        self.stop.clicked.connect(self.stopped)

    def retranslate(self, translator: Translator) -> None:
        """Speak another language."""
        self._translator = translator
        text = translator.text
        self.columns.setText(text(N_("Columns")))
        self.export.setText(text(N_("Export")))
        self.go.setText(text(N_("Write file")))
        self.leave.setText(text(N_("Leave it")))
        self.stop.setText(text(N_("Stop")))
        self.line.setPlaceholderText(text(_NAME))
        self.line.setAccessibleName(text(_NAME))
        for action in self.menu.actions():
            action.setText(text(str(action.property("title"))))

    def show_columns(self, names: frozenset[str]) -> None:
        """Tick these columns in the menu."""
        self.menu.clear()
        for name, title in self._titles:
            action = QAction(self._translator.text(title), self.menu)
            action.setProperty("name", name)
            action.setProperty("title", title)
            action.setCheckable(True)
            action.setChecked(name in names)
            # The last column stays: a table without one cannot be brought back by looking at it.
            action.setEnabled(names != {name})
            action.triggered.connect(self._on_ticked)
            self.menu.addAction(action)

    def say(self, caption: str) -> None:
        """How many rows there are, in finished words."""
        self.caption.setText(caption)
        self.export.setEnabled(bool(caption) and self._progress is None)

    # a file --------------------------------------------------------------------------

    def ask_name(self, proposed: str) -> None:
        """Ask where to write, with a name that may be taken."""
        self._asking.show()
        self.line.setText(proposed)
        self.line.setFocus()
        self.line.selectAll()

    def follow(self, progress: Progress, total: int | None) -> None:
        """Show how far the export is until `finish`.

        Args:
            total: Rows there will be, or None where nobody counted.
        """
        self._progress, self._total, self._began = progress, total, time.monotonic()
        self._asking.hide()
        self._writing.show()
        self.export.setEnabled(False)
        self.bar.setRange(0, total or 0)
        self._on_look()
        self._look.start()

    def finish(self) -> None:
        """The export ended."""
        self._look.stop()
        self._progress = None
        self._writing.hide()
        self.export.setEnabled(bool(self.caption.text()))

    def keyPressEvent(self, event: QKeyEvent) -> None:
        """Escape leaves the question, or stops the export."""
        if event.key() == Qt.Key.Key_Escape and not self._asking.isHidden():
            self._on_leave()
        elif event.key() == Qt.Key.Key_Escape and self._progress is not None:
            self.stopped.emit()
        else:
            super().keyPressEvent(event)

    def _on_look(self) -> None:
        if self._progress is None:
            return
        rows = self._progress.rows
        seconds = max(time.monotonic() - self._began, 0.001)
        figures = {"rows": f"{rows:,}", "rate": f"{round(rows / seconds):,}"}
        if self._total is None:
            self.far.setText(self._translator.text(_WRITTEN, **figures))
            return
        self.far.setText(self._translator.text(_OF, total=f"{self._total:,}", **figures))
        self.bar.setValue(min(rows, self._total))

    def _on_ticked(self) -> None:
        names = {str(a.property("name")) for a in self.menu.actions() if a.isChecked()}
        self.show_columns(frozenset(names))
        self.columns_chosen.emit(frozenset(names))

    def _on_go(self) -> None:
        if name := self.line.text().strip():
            self._asking.hide()
            self.named.emit(name)

    def _on_leave(self) -> None:
        self._asking.hide()
        self.export.setFocus()
