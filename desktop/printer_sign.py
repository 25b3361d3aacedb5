"""The strip's sign of the printers: red from a print that failed to the next one that did not."""

from __future__ import annotations

from PySide6.QtCore import QObject

from desktop.shell import Shell
from desktop.widgets.states import State
from procedure.words import PrintKind
from resources.catalogue import N_, Translator


class PrinterSign(QObject):
    """Knows of which kind of paper the last print failed; one of them is enough for red.

    Every kind comes out of its own printer: a good sheet says nothing about the label printer.
    """

    def __init__(self, shell: Shell, translator: Translator, parent: QObject) -> None:
        super().__init__(parent)
        self._shell, self._translator = shell, translator
        self._failed: frozenset[PrintKind] = frozenset()

    def show(self) -> None:
        """Put the sign into the strip, or paint it anew."""
        state = State.WRONG if self._failed else State.GOOD
        self._shell.set_indicator("printer", state, self._translator.text(N_("Printer")))

    def note(self, kind: PrintKind, printed: bool) -> None:
        """A label, a sheet or a test page of this kind was sent to its printer, or was not."""
        self._failed = self._failed - {kind} if printed else self._failed | {kind}
        self.show()
