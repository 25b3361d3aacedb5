"""The tabs of the settings, and who may see each."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Protocol, runtime_checkable

from desktop.office.settings.printers_tab import PrintersTab
from desktop.office.settings.scanner_test_tab import ScannerTestTab
from desktop.office.settings.scanners_tab import ScannersTab
from procedure.permissions import UseCase
from procedure.scans import RawScan
from resources.catalogue import N_, Translator

if TYPE_CHECKING:
    from desktop.office.desk import Desk


class SettingsTab(Protocol):
    """What every tab offers. It is a widget with a signal `said(signal, sentence)`."""

    said: Any

    def activate(self) -> None:
        """The tab is in front now: show how things are."""
        ...

    def deactivate(self) -> None:
        """Another tab or screen is in front: let go of everything."""
        ...

    def key_hints(self) -> tuple[tuple[str, str], ...]:
        """Keys and their words, for the foot."""
        ...

    def take_raw(self, raw: RawScan) -> None:
        """A scanner read this while the tab was in front; never a badge."""
        ...

    def retranslate(self, translator: Translator) -> None:
        """Speak another language."""
        ...


@runtime_checkable
class HintingTab(Protocol):
    """A tab whose keys change while it is in front."""

    hints_changed: Any
    """A signal without a value; `key_hints` says the new ones."""


@dataclass(frozen=True, slots=True)
class SettingsEntry:
    """A tab as the settings know it.

    Attributes:
        key: Tells it from the others.
        word: Msgid of its chip.
        use_case: Whoever may do this sees the tab.
        make: Makes the tab, a QWidget.
    """

    key: str
    word: str
    use_case: UseCase
    make: Callable[[Desk], Any]


SETTINGS_TABS: tuple[SettingsEntry, ...] = (
    SettingsEntry("scanners", N_("Scanners"), UseCase.SET_UP_DEVICES, ScannersTab),
    SettingsEntry("test", N_("Scanner test"), UseCase.SET_UP_DEVICES, ScannerTestTab),
    SettingsEntry("printers", N_("Printers"), UseCase.SET_UP_DEVICES, PrintersTab),
)
"""In the order of their chips. A tab may be added here and nowhere else."""
