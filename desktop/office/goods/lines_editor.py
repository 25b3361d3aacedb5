"""Lines that are typed, a code or a SKU each, with their own button to save them."""

from __future__ import annotations

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QHBoxLayout, QPlainTextEdit, QVBoxLayout, QWidget

from desktop.widgets.buttons import Button
from desktop.widgets.label import Label
from resources.catalogue import N_, Translator


class LinesEditor(QWidget):
    """A title, how a line is written, the lines.

    Args:
        title, hint: Msgids.

    Attributes:
        text: What is typed into.
    """

    save_asked = Signal(str)
    """Carries what is typed."""

    HEIGHT = 60

    def __init__(self, title: str, hint: str, translator: Translator) -> None:
        super().__init__()
        self._title, self._hint = title, hint
        self._shown = ""
        self.title, self.hint = Label("", bold=True), Label("", ink="text2")
        self.text = QPlainTextEdit()
        self.text.setFixedHeight(self.HEIGHT)
        self.text.setTabChangesFocus(True)
        self.save = Button(size="small")
        column, head = QVBoxLayout(self), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(4)
        head.setSpacing(10)
        head.addWidget(self.title)
        head.addWidget(self.hint, 1)
        head.addWidget(self.save)
        column.addLayout(head)
        column.addWidget(self.text)
        self.text.textChanged.connect(self._check)
        self.save.clicked.connect(lambda: self.save_asked.emit(self.text.toPlainText()))
        self.retranslate(translator)
        self._check()

    @property
    def is_touched(self) -> bool:
        """Whether anything differs from what was shown last."""
        return self.text.toPlainText() != self._shown

    def show_lines(self, text: str, anew: bool) -> None:
        """Show what stands in the house; what is being typed stays, unless it is shown anew."""
        if (anew or not self.is_touched) and (text != self._shown or anew):
            self._shown = text
            self.text.setPlainText(text)
            self._check()

    def retranslate(self, translator: Translator) -> None:
        """Speak another language."""
        self.title.setText(translator.text(self._title))
        self.hint.setText(translator.text(self._hint))
        self.text.setAccessibleName(translator.text(self._title))
        self.save.setText(translator.text(N_("Save")))

    def _check(self) -> None:
        self.save.setEnabled(self.is_touched)
