"""One simulated bench: a station, its scanner, and a clock between scans."""

from __future__ import annotations

import time
from pathlib import Path

from db.errors import CannotNow
from db.journal import Journal
from db.opening import identity_of
from fulfilment.goods.catalogue import ProductCatalogue
from fulfilment.house import House
from fulfilment.paper.print_jobs import print_due
from fulfilment.station.station import Shown, Station
from fulfilment.within_reach import CODE128_AIM, Reach, Reachable
from gateway.demo.figures import Figures
from printing.printers import Printer
from procedure.ids import StationId
from procedure.words import Command, Screen, Signal
from scanner.reception import Reception
from scanner.simulator import SimulatedScanner, SteppingClock

BETWEEN_SCANS_MS = 900
"""A quick hand; longer than the windows in which a scan is a double read or too soon."""


class Bench:
    """Drives one station as a quick person would, and keeps the figures."""

    def __init__(
        self,
        house: House,
        catalogue: ProductCatalogue,
        station_id: StationId,
        screen: Screen,
        folder: Path,
        figures: Figures,
    ) -> None:
        identity = identity_of(house.database)
        journal = Journal.open(
            folder / f"{screen.value}.journal", identity.database_id, identity.epoch, station_id
        )
        self.station = Station(house, journal, catalogue, station_id, screen)
        self.reach = Reach(house.database)
        self._clock = SteppingClock(house.clock())
        self._scanner = SimulatedScanner(
            device=f"simulator:{screen.value}", reception=Reception(self._clock)
        )
        self._figures = figures
        self.shown = self.station.show()

    def scan(self, text: str, aim: str = CODE128_AIM) -> Shown:
        """Scan a text through the real path; what waits is applied after the verdict."""
        self._clock.go_on(BETWEEN_SCANS_MS)
        raw = self._scanner.scan(text, aim=aim)
        began = time.perf_counter()
        self.shown = self.station.scan(raw)
        took = (time.perf_counter() - began) * 1000
        (self._figures.gate_ms if self.shown.asked_centre else self._figures.unit_ms).append(took)
        said = self.shown.verdict
        if said is not None and said.signal in (Signal.WRONG, Signal.STOP):
            self._figures.refusals[said.kind.value] += 1
        self._apply()
        return self.shown

    def scan_code(self, code: Reachable) -> Shown:
        """Scan a code within reach."""
        return self.scan(code.text, code.aim)

    def command(self, command: Command) -> Shown:
        """Scan a command card."""
        return self.scan(command.value)

    def right_code(self) -> Reachable | None:
        """What the screen asks for, or None where nothing is left to do."""
        return next((code for code in self.reach.of(self.shown.state) if code.right), None)

    def print_labels(self, printer: Printer) -> None:
        """Print what the last gate intended.

        Raises:
            CannotNow: The centre is away, or a label could not be printed.
        """
        operator = self.station.operator
        assert operator is not None
        for printed in print_due(self.station.house, operator, self.station.station_id, printer):
            if printed.problem:
                raise RuntimeError(f"a label was not printed: {printed.problem}")
            self._figures.labels.append(printed.place)

    def close(self) -> None:
        """Close the journal."""
        self.station.close()

    def _apply(self) -> None:
        while len(self.station.waiting):
            began = time.perf_counter()
            try:
                interrupted = self.station.apply_next()
            except CannotNow:
                return
            self._figures.apply_ms.append((time.perf_counter() - began) * 1000)
            if interrupted is not None:
                self.shown = interrupted
                return
