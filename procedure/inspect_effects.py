"""What a step at the inspection bench asks the centre to do, and what the centre answers."""

from __future__ import annotations

from dataclasses import dataclass

from procedure.ids import InspectionId, LotId, OrderLineId
from procedure.parcel_words import DefectCode
from procedure.tasks import InspectTask

# unit effects ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class InspectUnits:
    """So many units were found in the parcel that is inspected; negative for an undo.

    Attributes:
        serial: The unit's serial number where it has one, else "".
    """

    inspection_id: InspectionId
    fence: int
    order_line_id: OrderLineId
    lot_id: LotId
    quantity: int
    serial: str = ""


@dataclass(frozen=True, slots=True)
class NoteDefect:
    """Something is wrong with so many units, or once with the parcel; negative for an undo."""

    inspection_id: InspectionId
    fence: int
    code: DefectCode
    order_line_id: OrderLineId | None
    lot_id: LotId | None
    quantity: int


# gates -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class OpenInspection:
    """Open the waiting parcel behind a code to inspect it; the next one where None."""

    ref: str | None


@dataclass(frozen=True, slots=True)
class PassInspection:
    """Every unit is found and nothing is wrong: number and label."""

    inspection_id: InspectionId
    fence: int


@dataclass(frozen=True, slots=True)
class FailInspection:
    """Something is wrong: back to be picked and packed anew."""

    inspection_id: InspectionId
    fence: int


@dataclass(frozen=True, slots=True)
class ParkInspection:
    """Give a parcel that is being inspected back; what is found and noted is kept."""

    inspection_id: InspectionId
    fence: int


# the centre's answers --------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ParcelToInspect:
    """Answer to `CloseParcel`: drawn, so it gets its label when an inspector passed it."""

    order_no: str


@dataclass(frozen=True, slots=True)
class InspectionOpened:
    """Answer to `OpenInspection`."""

    task: InspectTask


@dataclass(frozen=True, slots=True)
class InspectionPassed:
    """Answer to `PassInspection`: the number whose label is being printed.

    Attributes:
        parcel_fence: The bench holds the parcel now, to scan its label back.
    """

    number: str
    parcel_fence: int


@dataclass(frozen=True, slots=True)
class InspectionFailed:
    """Answer to `FailInspection`.

    Attributes:
        to_pick: Units that are picked anew.
        missing: Units for which there is nothing to pick: customer service decides.
        lot_no: The lot, where it is rejected by this; else "".
        held: Parcels of it that are put to inspection now.
        left: Orders of which a parcel of it has left already.
    """

    order_no: str
    to_pick: int
    missing: int
    lot_no: str = ""
    held: int = 0
    left: tuple[str, ...] = ()
