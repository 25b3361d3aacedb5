"""A form over named values: texts, numbers, marks, choices. It knows what a person changed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import Enum, auto
from typing import Any

from PySide6.QtCore import Signal
from PySide6.QtGui import QIntValidator
from PySide6.QtWidgets import QFormLayout, QHBoxLayout, QLineEdit, QWidget

from desktop.widgets.buttons import Chip
from desktop.widgets.choice import Choice
from desktop.widgets.label import Label
from resources.catalogue import Translator

LONGEST = 200


class Kind(Enum):
    """What a field holds."""

    TEXT = auto()
    NUMBER = auto()
    """A whole number; None where it is empty and may be."""
    FLAG = auto()
    CHOICE = auto()


@dataclass(frozen=True, slots=True)
class Field:
    """A field of a form.

    Attributes:
        name: Of its value.
        title: Msgid.
        most: Of a number.
        blank: A number may be left out.
        fixed: Cannot be changed once the thing is there.
        options: Msgids and values to choose from; a form may be given others later.
    """

    name: str
    title: str
    kind: Kind = Kind.TEXT
    most: int = 0
    blank: bool = False
    fixed: bool = False
    options: tuple[tuple[str, Any], ...] = ()


Line = tuple[Field, ...]
"""Fields side by side, under the title of the first; flags stand by their own titles."""


class FactsForm(QWidget):
    """Shows values, lets a person change them, and gives them back.

    Args:
        title: Msgids of the rows' titles; "" takes the title of its first field.
        lines: The rows.
    """

    touched = Signal()
    """Something was changed by a person."""

    def __init__(self, lines: Sequence[tuple[str, Line]], translator: Translator) -> None:
        super().__init__()
        self._lines, self._translator = tuple(lines), translator
        self._titles = [(title or line[0].title, Label("", ink="text2")) for title, line in lines]
        self._crowded = {f.name for _, line in lines if len(line) > 1 for f in line}
        """Fields that share a row say in themselves what they are."""
        self._options = {f.name: f.options for _, line in lines for f in line}
        self.inputs: dict[str, QLineEdit | Choice | Chip] = {}
        self._fields: dict[str, Field] = {}
        self._shown: dict[str, Any] = {}
        form = QFormLayout(self)
        form.setContentsMargins(0, 0, 0, 0)
        form.setHorizontalSpacing(12)
        form.setVerticalSpacing(8)
        for (_, caption), (_, line) in zip(self._titles, self._lines, strict=True):
            row = QHBoxLayout()
            row.setSpacing(8)
            for field in line:
                widget = self._input(field)
                self.inputs[field.name], self._fields[field.name] = widget, field
                row.addWidget(widget, 0 if field.kind is Kind.FLAG else 1)
            if all(field.kind is Kind.FLAG for field in line):
                row.addStretch(1)
            form.addRow(caption, row)
        self.retranslate(translator)

    def _input(self, field: Field) -> QLineEdit | Choice | Chip:
        match field.kind:
            case Kind.FLAG:
                chip = Chip("")
                chip.clicked.connect(self.touched)
                return chip
            case Kind.CHOICE:
                choice = Choice()
                choice.activated.connect(self.touched)
                return choice
            case Kind.TEXT | Kind.NUMBER:
                line = QLineEdit()
                line.setMaxLength(LONGEST)
                line.textEdited.connect(self.touched)
                if field.kind is Kind.NUMBER:
                    line.setValidator(QIntValidator(0, field.most, line))
                return line

    def offer(self, name: str, options: tuple[tuple[str, Any], ...]) -> None:
        """Let a choice choose from these finished words; what is chosen stays."""
        if self._options[name] == options:
            return
        choice, value = self.inputs[name], self.values[name]
        assert isinstance(choice, Choice)
        self._options[name] = options
        self._fill_choice(name, choice)
        self._write(name, self._shown.get(name) if value is None else value)

    def retranslate(self, translator: Translator) -> None:
        """Speak another language."""
        self._translator = translator
        for title, caption in self._titles:
            caption.setText(translator.text(title))
        for name, field in self._fields.items():
            widget, words = self.inputs[name], translator.text(field.title)
            widget.setAccessibleName(words)
            if isinstance(widget, Chip):
                widget.setText(words)
                widget.updateGeometry()
            elif isinstance(widget, Choice):
                at = widget.currentIndex()
                self._fill_choice(name, widget)
                widget.setCurrentIndex(at)
            elif name in self._crowded:
                widget.setPlaceholderText(words)

    @property
    def values(self) -> dict[str, Any]:
        """Everything as it stands in the form."""
        return {name: self._value(name) for name in self._fields}

    @property
    def shown(self) -> Mapping[str, Any]:
        """What was shown last, before anybody changed it."""
        return self._shown

    @property
    def is_touched(self) -> bool:
        """Whether anything differs from what was shown last."""
        return any(value != self._shown.get(name) for name, value in self.values.items())

    def show_values(self, values: Mapping[str, Any], is_there: bool) -> None:
        """Show these; fixed fields can be filled in only for a thing that is not there yet."""
        self._shown = {name: values.get(name) for name in self._fields}
        for name, field in self._fields.items():
            self._write(name, values.get(name))
            if field.fixed:
                self.inputs[name].setEnabled(not is_there)
        self._shown = self.values

    def write(self, values: Mapping[str, Any]) -> None:
        """Fill in values as a person would: they count as changes."""
        for name, value in values.items():
            self._write(name, value)
        self.touched.emit()

    def differences(self, other: Mapping[str, Any]) -> tuple[tuple[str, str, str], ...]:
        """Title, the form's words and the other's words of every field that differs."""
        mine = self.values
        return tuple(
            (
                self._translator.text(field.title),
                self._words(name, mine[name]),
                self._words(name, other.get(name)),
            )
            for name, field in self._fields.items()
            if mine[name] != other.get(name)
        )

    def _words(self, name: str, value: Any) -> str:
        field, text = self._fields[name], self._translator.text
        if field.kind is Kind.CHOICE:
            found = (words for words, each in self._options[name] if each == value)
            return text(next(found, "–"))
        if field.kind is Kind.FLAG:
            return "✓" if value else "–"
        return "–" if value in (None, "") else str(value)

    def _value(self, name: str) -> Any:
        widget, field = self.inputs[name], self._fields[name]
        if isinstance(widget, Chip):
            return widget.isChecked()
        if isinstance(widget, Choice):
            options, at = self._options[name], widget.currentIndex()
            return options[at][1] if 0 <= at < len(options) else None
        typed = widget.text().strip()
        if field.kind is Kind.TEXT:
            return typed
        return int(typed) if typed.isdigit() else None if field.blank else 0

    def _write(self, name: str, value: Any) -> None:
        widget = self.inputs[name]
        if isinstance(widget, Chip):
            widget.setChecked(bool(value))
        elif isinstance(widget, Choice):
            at = next((n for n, (_, v) in enumerate(self._options[name]) if v == value), 0)
            widget.setCurrentIndex(at)
        else:
            widget.setText("" if value is None else str(value))

    def _fill_choice(self, name: str, choice: Choice) -> None:
        choice.blockSignals(True)
        choice.clear()
        choice.addItems([self._translator.text(words) for words, _ in self._options[name]])
        choice.blockSignals(False)

    def focus_first(self) -> None:
        """Give the keyboard to the first field that can be changed."""
        first = next((w for w in self.inputs.values() if w.isEnabled()), None)
        if first is not None:
            first.setFocus()
