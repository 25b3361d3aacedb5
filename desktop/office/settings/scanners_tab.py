"""The station's scanners: a table of them, and the settings of one, in use as soon as saved."""

from __future__ import annotations

from dataclasses import replace
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtCore import Signal, Slot
from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QHBoxLayout, QVBoxLayout, QWidget

from desktop.office.listing.listing import Page, Speech
from desktop.office.listing.table import ListingTable
from desktop.office.settings.scanner_card import ScannerCard
from desktop.office.settings.scanner_fields import (
    NETWORK_FIELDS,
    NEW_SCANNER,
    SERIAL_FIELDS,
    WEDGE_FIELDS,
    network_setup,
    network_values,
    port_options,
    serial_setup,
    serial_values,
    wedge_setup,
    wedge_values,
)
from desktop.office.settings.scanner_rows import SCANNERS, WEDGE, ScannerRow, scanner_rows
from desktop.scanner_desk import Saved, ScannerDesk
from desktop.widgets.buttons import Button
from desktop.widgets.columns import TwoColumns
from desktop.widgets.label import Label
from desktop.widgets.states import State
from procedure.permissions import UseCase, may
from procedure.scans import RawScan
from procedure.words import Signal as Verdict
from resources.catalogue import N_, Translator
from scanner.discovery import PortIdentity
from scanner.handheld_lines import LISTENER
from scanner.station_setup import SerialSetup, StationSetup

if TYPE_CHECKING:
    from desktop.office.desk import Desk

CARD_WIDTH = 566
_SERIAL = "serial"
_NEW = ""
"""Key of a scanner that is being added."""
_NEW_TITLE = N_("New scanner")
_HINT = N_(
    "Each scanner has its own settings; they are in use as soon as they are saved. "
    "They belong to this computer."
)
_MAY_NOT = N_("Your post does not change settings. Ask a supervisor to sign in.")
_READ = N_("{scanner} read {code}.")


class ScannersTab(QWidget):
    """The scanners at the left, one of them at the right.

    Attributes:
        table: All scanners.
        card: The chosen one, or a new one.
        add, look: A new one; look for ports again.
    """

    said = Signal(object, str)
    """For the message bar: `procedure.words.Signal` and a sentence."""

    def __init__(self, desk: Desk, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        assert desk.scanners is not None
        self._desk, self._translator = desk, desk.translator
        self._scanners: ScannerDesk = desk.scanners
        self._found: tuple[PortIdentity, ...] = ()
        self._key = WEDGE
        self._is_empty = True
        self.hint = Label("", ink="text2", most_lines=2)
        self.add, self.look = Button(icon_name="plus", kind="primary"), Button(icon_name="refresh")
        self.table: ListingTable[ScannerRow] = ListingTable(
            SCANNERS, lambda row: row.key, self._speech()
        )
        forms = {WEDGE: WEDGE_FIELDS, _SERIAL: SERIAL_FIELDS, LISTENER: NETWORK_FIELDS}
        self.card = ScannerCard(forms, self._speech())
        self._build()
        self.table.row_chosen.connect(self._on_chosen)
        self.add.clicked.connect(self.begin_new)
        self.look.clicked.connect(self.look_for_ports)
        self.card.save_asked.connect(self._on_save)
        self.card.remove_asked.connect(self._on_remove)
        self.card.left.connect(self._on_left)
        self._scanners.changed.connect(self._on_changed)
        QShortcut(QKeySequence("F5"), self).activated.connect(self.look_for_ports)
        QShortcut(QKeySequence("F6"), self).activated.connect(self.begin_new)
        self.retranslate(desk.translator)

    def _build(self) -> None:
        left = QWidget()
        column, row = QVBoxLayout(left), QHBoxLayout()
        column.setContentsMargins(0, 0, 0, 0)
        column.setSpacing(10)
        row.setSpacing(8)
        row.addWidget(self.hint, 1)
        row.addWidget(self.look)
        row.addWidget(self.add)
        column.addLayout(row)
        column.addWidget(self.table, 1)
        whole = QVBoxLayout(self)
        whole.setContentsMargins(0, 0, 0, 0)
        whole.addWidget(TwoColumns(left, self.card, CARD_WIDTH, right_least=460))

    # life ----------------------------------------------------------------------------

    def activate(self) -> None:
        """The tab is in front now."""
        self._show_rows()
        self._show_card(anew=False)
        self.look_for_ports()

    def deactivate(self) -> None:
        """Another tab or screen is in front; what is being typed stays."""

    def key_hints(self) -> tuple[tuple[str, str], ...]:
        """Keys for the foot."""
        text = self._translator.text
        return (("F5", text(N_("look for ports"))), ("F6", text(N_("new scanner"))))

    def take_raw(self, raw: RawScan) -> None:
        """Say which scanner read what: the shortest test there is."""
        name = self._scanners.name_of(raw.device) or self._translator.text(N_("Scanner"))
        words = self._translator.text(_READ, scanner=name, code=raw.raw_text)
        self.said.emit(Verdict.GOOD, words)

    def retranslate(self, translator: Translator) -> None:
        """Speak another language."""
        self._translator = translator
        self.hint.setText(translator.text(_HINT))
        self.add.setText(translator.text(N_("Add scanner")))
        self.look.setText(translator.text(N_("Look for ports")))
        self.table.rows.speak(self._speech())
        self.card.retranslate(translator)
        self._show_rows()
        self._show_card(anew=False)

    # what is shown -------------------------------------------------------------------

    @property
    def chosen(self) -> str:
        """Key of the scanner in the card; empty for a new one."""
        return self._key

    def choose(self, key: str) -> None:
        """Show another scanner."""
        self._key = key
        self.table.choose(key or None)
        self._show_card(anew=True)

    def begin_new(self) -> None:
        """A form for one more scanner, on the first port that is not in use."""
        self._key = _NEW
        self.table.choose(None)
        self._show_card(anew=True)
        self.card.page.form.focus_first()

    def look_for_ports(self) -> None:
        """Ask the computer which ports it has."""
        self._scanners.find_ports(self._on_found)

    def _on_found(self, found: tuple[PortIdentity, ...]) -> None:
        self._found = found
        if self._key not in (WEDGE, LISTENER):
            self._show_card(anew=False)

    def _show_rows(self) -> None:
        rows = tuple(scanner_rows(self._scanners, self._speech()))
        self.table.show_page(0, Page(rows, None))
        self.table.choose(self._key or None)

    def _show_card(self, anew: bool) -> None:
        """Show the chosen scanner; what is being typed stays unless it is shown anew."""
        anew, self._is_empty = anew or self._is_empty, False
        rows = {row.key: row for row in scanner_rows(self._scanners, self._speech())}
        row = rows.get(self._key)
        if row is None and self._key != _NEW:
            self._key = WEDGE
            row, anew = rows[WEDGE], True
        setup = self._serial(self._key)
        if row is None:
            self.card.show_form(_SERIAL, self._translator.text(_NEW_TITLE), False)
            self.card.show_state(State.NEUTRAL, "")
            self._offer(None)
            self.card.show_values({**NEW_SCANNER, "port": self._free_port()}, anew)
            return
        self.card.show_state(row.state, row.sentence)
        if setup is None:
            self.card.show_form(self._key, row.name, False)
            whole = self._scanners.setup
            is_wedge = self._key == WEDGE
            values = wedge_values(whole.wedge) if is_wedge else network_values(whole.network)
            self.card.show_values(values, anew)
        elif self._scanners.is_fixed(setup):
            self.card.show_fixed(row.name)
        else:
            self.card.show_form(_SERIAL, row.name, True)
            self._offer(setup)
            self.card.show_values(serial_values(setup, self._found), anew)

    def _offer(self, setup: SerialSetup | None) -> None:
        self.card.pages[_SERIAL].form.offer("port", port_options(setup, self._found))

    def _free_port(self) -> PortIdentity | None:
        used = {each.port.device for each in self._scanners.serial}
        return next((port for port in self._found if port.device not in used), None)

    def _serial(self, key: str) -> SerialSetup | None:
        return next((e for e in self._scanners.serial if e.port.device == key), None)

    @Slot()
    def _on_changed(self) -> None:
        self._show_rows()
        self._show_card(anew=False)

    @Slot(object)
    def _on_chosen(self, key: str) -> None:
        self.choose(key)

    @Slot()
    def _on_left(self) -> None:
        if self._key == _NEW:
            self.choose(WEDGE)

    # what is changed -----------------------------------------------------------------

    @Slot()
    def _on_save(self) -> None:
        key, values = self._key, self.card.page.form.values
        whole = self._scanners.setup
        if key == WEDGE:
            self._change(replace(whole, wedge=wedge_setup(values)), key)
        elif key == LISTENER:
            self._change(replace(whole, network=network_setup(values)), key)
        else:
            written = serial_setup(values)
            others = [each for each in whole.serial if each.port.device != key]
            at = next((n for n, e in enumerate(whole.serial) if e.port.device == key), len(others))
            others.insert(at, written)
            self._change(replace(whole, serial=tuple(others)), written.port.device)

    @Slot()
    def _on_remove(self) -> None:
        whole = self._scanners.setup
        left = tuple(each for each in whole.serial if each.port.device != self._key)
        self._change(replace(whole, serial=left), WEDGE)

    def _change(self, setup: StationSetup, key: str) -> None:
        """Keep and use a set-up; `key` is then the scanner in the card."""
        actor = self._desk.actor()
        if actor is None or not may(actor.posts, UseCase.SET_UP_DEVICES):
            self.said.emit(Verdict.WRONG, self._translator.text(_MAY_NOT))
            return
        self.card.setEnabled(False)
        self._scanners.change(setup, partial(self._on_saved, key))

    def _on_saved(self, key: str, saved: Saved) -> None:
        self.card.setEnabled(True)
        signal = Verdict.GOOD if saved.is_saved else Verdict.WRONG
        self.said.emit(signal, self._translator.text(saved.sentence))
        if saved.is_saved:
            self._key = key
            self._show_rows()
            self._show_card(anew=True)

    def _speech(self) -> Speech:
        return Speech(self._translator, self._desk.zone, self._desk.house.clock())
