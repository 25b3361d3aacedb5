"""What every office screen is given, what it offers, and which screens there are."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Protocol, runtime_checkable
from zoneinfo import ZoneInfo

from desktop.office.cards.screen import CardsScreen
from desktop.office.counting.screen import CountScreen
from desktop.office.goods.screen import GoodsScreen
from desktop.office.listing.column_choices import ColumnChoices
from desktop.office.orders.screen import OrdersScreen
from desktop.office.quality.screen import QualityScreen
from desktop.office.receiving.screen import ReceiveScreen
from desktop.office.replenishing.screen import ReplenishScreen
from desktop.office.settings.screen import SettingsScreen
from desktop.office.stock.screen import StockScreen
from desktop.office.waves.screen import WavesScreen
from desktop.scanner_desk import ScannerDesk
from desktop.tasks import Tasks
from fulfilment.goods.catalogue import ProductCatalogue
from fulfilment.house import Actor, House
from procedure.ids import StationId
from procedure.permissions import UseCase
from procedure.scans import RawScan
from procedure.words import PrintKind
from resources.catalogue import N_, Translator


@dataclass(frozen=True, slots=True)
class PaperPlace:
    """Whose printers these are, and where paper without a printer goes.

    Attributes:
        note: Is told of each test page whether it was printed; the strip shows it.
    """

    station_id: StationId
    folder: Path
    note: Callable[[PrintKind, bool], None] = lambda kind, printed: None


@dataclass(frozen=True, slots=True)
class Desk:
    """What an office screen works with.

    Attributes:
        actor: Gives whoever is signed in, or None.
        columns: Which columns of which table a person wants to see.
        scanners: The station's scanners; None at a desk without devices, which has no settings.
        paper: The station's printers; None at a desk without devices.
        catalogue: Finds the product behind a scanned code. Thread: a task's.
    """

    house: House
    tasks: Tasks
    actor: Callable[[], Actor | None]
    translator: Translator
    columns: ColumnChoices = field(default_factory=lambda: ColumnChoices(None))
    scanners: ScannerDesk | None = None
    paper: PaperPlace | None = None
    catalogue: ProductCatalogue = field(init=False)

    def __post_init__(self) -> None:
        """The codes of this desk's house."""
        object.__setattr__(self, "catalogue", ProductCatalogue(self.house.database))

    @property
    def zone(self) -> ZoneInfo:
        """The warehouse's time zone, in which times are shown."""
        return self.house.place.zone


class OfficeScreen(Protocol):
    """What every office screen offers. It is a widget with a signal `said(signal, sentence)`."""

    said: Any

    def activate(self) -> None:
        """The screen is in front now: read, and keep up to date."""
        ...

    def deactivate(self) -> None:
        """Another screen is in front: stop reading."""
        ...

    def key_hints(self) -> tuple[tuple[str, str], ...]:
        """Keys and their words, for the foot."""
        ...

    def take_scan(self, text: str) -> None:
        """A scanner read this while the screen was in front; never a badge."""
        ...


@runtime_checkable
class RawScanTaker(Protocol):
    """An office screen that wants scans as the device delivered them: a GS1 code says so there."""

    def take_raw(self, raw: RawScan) -> None:
        """A scanner read this while the screen was in front; never a badge."""
        ...


@runtime_checkable
class Sounding(Protocol):
    """An office screen that is worked by scans: its verdicts are heard too."""

    sounded: Any
    """A signal that carries a `procedure.words.Signal`."""


@runtime_checkable
class Hinting(Protocol):
    """An office screen whose keys change while it is in front: another tab has others."""

    hints_changed: Any
    """A signal without a value; `key_hints` says the new ones."""


@dataclass(frozen=True, slots=True)
class OfficeEntry:
    """An office screen as the rail knows it.

    Attributes:
        key: Tells it from all others.
        title: Msgid of its name.
        icon: Name in `resources/icons`.
        use_case: Whoever may do this sees the screen.
        make: Makes the screen, a QWidget.
        at_bottom: It stands at the foot of the rail.
    """

    key: str
    title: str
    icon: str
    use_case: UseCase
    make: Callable[[Desk], Any]
    at_bottom: bool = False


def _orders(desk: Desk) -> OrdersScreen:
    return OrdersScreen(desk.house, desk.tasks, desk.actor, desk.translator, desk.zone)


OFFICE_SCREENS: tuple[OfficeEntry, ...] = (
    OfficeEntry("orders", N_("Orders"), "document", UseCase.SEE_ORDERS, _orders),
    OfficeEntry("waves", N_("Waves"), "waves", UseCase.BUILD_WAVES, WavesScreen),
    OfficeEntry("stock", N_("Stock"), "shelf", UseCase.SEE_STOCK, StockScreen),
    OfficeEntry("receive", N_("Receive"), "receive", UseCase.RECEIVE_STOCK, ReceiveScreen),
    OfficeEntry("count", N_("Count"), "clipboard-check", UseCase.COUNT_STOCK, CountScreen),
    OfficeEntry("replenish", N_("Replenish"), "refresh", UseCase.REPLENISH, ReplenishScreen),
    OfficeEntry("quality", N_("Quality"), "check", UseCase.CHOOSE_INSPECTION, QualityScreen),
    OfficeEntry("goods", N_("Goods"), "goods", UseCase.MANAGE_GOODS, GoodsScreen),
    OfficeEntry("cards", N_("Cards"), "badge-card", UseCase.PRINT_CARDS, CardsScreen),
    OfficeEntry(
        "settings",
        N_("Settings"),
        "gear",
        UseCase.SET_UP_DEVICES,
        SettingsScreen,
        at_bottom=True,
    ),
)
"""In the order of the rail."""
