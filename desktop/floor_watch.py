"""Keeps idle screens and the shipping desk up to date by cheap polling."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from PySide6.QtCore import QObject, QTimer, Slot

from db.views.floor import (
    CarrierQueue,
    DeskParcel,
    FloorCounts,
    HeldTask,
    carrier_queues,
    desk_parcels,
    floor_counts,
    picked_at,
)
from desktop.house_opening import Opened
from desktop.label_image import LabelImage, label_image
from desktop.tasks import Finished, Tasks
from fulfilment.house import House
from fulfilment.quality.waiting import InspectionQueue, inspection_queue
from procedure.ids import StationId

if TYPE_CHECKING:
    from desktop.navigation import Navigation

EVERY_MS = 2_000
DESK_ROWS = 60


@dataclass(frozen=True, slots=True)
class Floor:
    """What waits everywhere, at one moment."""

    counts: FloorCounts
    queues: tuple[CarrierQueue, ...]
    desk: tuple[DeskParcel, ...]
    inspections: InspectionQueue | None
    held: HeldTask | None


def look_at_floor(house: House, station: StationId, inspects_at: StationId | None = None) -> Floor:
    """Read what waits.

    Args:
        station: Whose begun pick task is read.
        inspects_at: The inspection bench to read for; None reads no inspections.

    Thread: a background task's.

    Raises:
        CannotNow: The database is away.
    """
    queue = None if inspects_at is None else inspection_queue(house, inspects_at)
    with house.database.read() as connection:
        return Floor(
            floor_counts(connection, house.clock()),
            carrier_queues(connection),
            desk_parcels(connection, None, None, DESK_ROWS),
            queue,
            picked_at(connection, station),
        )


class FloorWatch(QObject):
    """Looks every two seconds, and at once when a gate was passed here.

    Also fetches the label that the shipping desk shows beside its table.
    """

    def __init__(
        self, opened: Opened, tasks: Tasks, navigation: Navigation, parent: QObject
    ) -> None:
        super().__init__(parent)
        self._house = opened.house
        self._bench = opened.seat.station_id
        self._tasks = tasks
        self._navigation = navigation
        self._ticket: int | None = None
        self._label_ticket: int | None = None
        self._timer = QTimer(self)
        self._timer.setInterval(EVERY_MS)
        self._timer.timeout.connect(self.look)
        self._timer.start()
        self.look()

    @Slot()
    def look(self) -> None:
        """Look now, unless a look is under way."""
        if self._ticket is None:
            house, here = self._house, self._bench
            bench = here if self._navigation.inspects else None
            self._ticket = self._tasks.start(
                lambda: look_at_floor(house, here, bench), self._on_looked
            )

    def show_label(self, number: str | None) -> None:
        """Show a number's label at the shipping desk; the newest one where None."""
        house = self._house
        self._label_ticket = self._tasks.start(lambda: label_image(house, number), self._on_label)

    def _on_label(self, finished: Finished) -> None:
        if finished.ticket != self._label_ticket or finished.result is None:
            return  # another one is wanted by now, or there is none: the last one stays
        label: LabelImage = finished.result
        self._navigation.ship.show_label(label.image, label.number)

    def stop(self) -> None:
        """Look no more."""
        self._timer.stop()

    def _on_looked(self, finished: Finished) -> None:
        self._ticket = None
        if finished.trouble is not None:
            return  # the strip shows that the database is away; the next look tries again
        floor: Floor = finished.result
        self._navigation.show_floor(floor.counts)
        self._navigation.pick.show_held(floor.held)
        if floor.inspections is not None:
            self._navigation.inspect.show_queue(floor.inspections)
        house = self._house
        self._navigation.ship.show_desk(floor.queues, floor.desk, house.clock(), house.place.zone)
