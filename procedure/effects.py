"""What a step asks the centre to do. Unit effects are applied after the tone, gates before it.

References:
    ARCHITECTURE "Two kinds of scans".
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TypeGuard

from procedure.ids import (
    LotId,
    OrderLineId,
    ParcelId,
    PersonId,
    PickLineId,
    PickTaskId,
    ProductId,
)
from procedure.inspect_effects import (
    FailInspection,
    InspectionFailed,
    InspectionOpened,
    InspectionPassed,
    InspectUnits,
    NoteDefect,
    OpenInspection,
    ParcelToInspect,
    ParkInspection,
    PassInspection,
)
from procedure.pack_effects import (
    AskSerial,
    BoxClosed,
    ChooseCarton,
    NextBox,
    ReopenParcel,
    UseMaterial,
)
from procedure.pack_effects import CloseParcel as CloseParcel
from procedure.parcel_words import ManualReason
from procedure.tasks import HandoverTask, PackTask, PickTask
from procedure.verdicts import Verdict
from procedure.wall_effects import (
    FinishWall,
    OpenWall,
    ReleaseWall,
    SortUnits,
    WallFinished,
    WallOpened,
)
from procedure.words import ShortReason

# unit effects ----------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class PickUnits:
    """So many units of a pick line were taken; negative for an undo.

    `by_hand` and `supervisor_id` as for `PackUnits`.
    """

    task_id: PickTaskId
    fence: int
    line_id: PickLineId
    quantity: int
    by_hand: ManualReason | None = None
    supervisor_id: PersonId | None = None


@dataclass(frozen=True, slots=True)
class PackUnits:
    """So many units went into the open parcel; negative for an undo.

    Attributes:
        serial: The serial number of the one unit that is counted, or "".
        by_hand: Why it is counted without its code, or None.
        supervisor_id: Who approved that, above the policy's limit.
    """

    parcel_id: ParcelId
    fence: int
    order_line_id: OrderLineId
    lot_id: LotId
    quantity: int
    serial: str = ""
    by_hand: ManualReason | None = None
    supervisor_id: PersonId | None = None


UnitEffect = (
    PickUnits | PackUnits | SortUnits | UseMaterial | ChooseCarton | InspectUnits | NoteDefect
)

# gates -----------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class ClaimPickTask:
    """Claim the task behind a sheet, wave or order number; the next free one where None."""

    ref: str | None


@dataclass(frozen=True, slots=True)
class ShortPick:
    """The shelf gave less; books the reason's stock effect."""

    task_id: PickTaskId
    fence: int
    line_id: PickLineId
    missing: int
    reason: ShortReason


@dataclass(frozen=True, slots=True)
class FinishPick:
    """All stops are done: the goods stand at staging.

    Attributes:
        not_empty: Shelves that the books say are empty now and the picker says are not.
    """

    task_id: PickTaskId
    fence: int
    not_empty: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TakeTote:
    """The goods of the task's order go into this tote from now on."""

    task_id: PickTaskId
    fence: int
    tote: str


@dataclass(frozen=True, slots=True)
class ReleasePickTask:
    """Give a task back (lock, abort, take-over)."""

    task_id: PickTaskId
    fence: int


@dataclass(frozen=True, slots=True)
class PrintSheet:
    """Print the pick sheet of a claimed task; every sheet after the first is marked a copy."""

    task_id: PickTaskId
    fence: int


@dataclass(frozen=True, slots=True)
class OpenHotParcel:
    """Open the next parcel that waits for one unit of a hot product.

    Attributes:
        lot: Lot of the unit in hand, or None where it is not known yet.
    """

    product_id: ProductId
    lot: str | None


@dataclass(frozen=True, slots=True)
class OpenParcel:
    """Open the parcel behind an order number, pick sheet, tote or box code."""

    ref: str


@dataclass(frozen=True, slots=True)
class ParkParcel:
    """Give an open parcel back without losing what is counted."""

    parcel_id: ParcelId
    fence: int


@dataclass(frozen=True, slots=True)
class ReprintLabel:
    """Print the label of a closed parcel once more; counted and marked."""

    parcel_id: ParcelId
    fence: int


@dataclass(frozen=True, slots=True)
class BindLabel:
    """The label scanned back on its own box: box code and number are a pair."""

    box_code: str
    number: str


@dataclass(frozen=True, slots=True)
class FindBox:
    """Look a box sticker up at the shipping desk, before its label is scanned."""

    box_code: str


@dataclass(frozen=True, slots=True)
class CountParcel:
    """Count a bound parcel into the open hand-over; opens one for its carrier if none is."""

    handover_id: int | None
    number: str


@dataclass(frozen=True, slots=True)
class CloseHandover:
    """The carrier took what was counted."""

    handover_id: int


@dataclass(frozen=True, slots=True)
class LearnCode:
    """A code nobody knew belongs to a product from now on.

    Attributes:
        key: Matching key, or the article number as 14 digits.
        shown: The code as it was scanned.
    """

    key: str
    shown: str
    product_id: ProductId


Gate = (
    ClaimPickTask
    | ShortPick
    | FinishPick
    | TakeTote
    | ReleasePickTask
    | PrintSheet
    | OpenWall
    | FinishWall
    | ReleaseWall
    | OpenHotParcel
    | OpenParcel
    | AskSerial
    | NextBox
    | ReopenParcel
    | CloseParcel
    | ParkParcel
    | ReprintLabel
    | OpenInspection
    | PassInspection
    | FailInspection
    | ParkInspection
    | BindLabel
    | FindBox
    | CountParcel
    | CloseHandover
    | LearnCode
)
Effect = UnitEffect | Gate

# the centre's answers to gates -------------------------------------------------


@dataclass(frozen=True, slots=True)
class PickTaskOpened:
    """Answer to `ClaimPickTask`."""

    task: PickTask


@dataclass(frozen=True, slots=True)
class PickTaskShort:
    """Answer to `ShortPick`: the task as it stands now (lines moved to other shelves or cut)."""

    task: PickTask


@dataclass(frozen=True, slots=True)
class ParcelOpened:
    """Answer to `OpenParcel`, `OpenHotParcel` and `ReopenParcel`."""

    task: PackTask


@dataclass(frozen=True, slots=True)
class ParcelClosed:
    """Answer to `CloseParcel` and `ReprintLabel`: the number whose label is being printed."""

    number: str


@dataclass(frozen=True, slots=True)
class LabelBound:
    """Answer to `BindLabel`."""

    number: str
    order_no: str


@dataclass(frozen=True, slots=True)
class BoxFound:
    """Answer to `FindBox`: which number the box's label must carry."""

    box_code: str
    order_no: str
    number: str


@dataclass(frozen=True, slots=True)
class HandoverCounted:
    """Answer to `CountParcel`: the hand-over as it stands."""

    task: HandoverTask
    number: str


@dataclass(frozen=True, slots=True)
class Done:
    """Answer to a gate that gives nothing back."""

    count: int = 0


@dataclass(frozen=True, slots=True)
class Refused:
    """The centre says no. Nothing was written but the refusal itself."""

    verdict: Verdict


Answer = (
    PickTaskOpened
    | PickTaskShort
    | WallOpened
    | WallFinished
    | ParcelOpened
    | ParcelClosed
    | BoxClosed
    | ParcelToInspect
    | InspectionOpened
    | InspectionPassed
    | InspectionFailed
    | LabelBound
    | BoxFound
    | HandoverCounted
    | Done
    | Refused
)

UNIT_EFFECTS = (
    PickUnits,
    PackUnits,
    SortUnits,
    UseMaterial,
    ChooseCarton,
    InspectUnits,
    NoteDefect,
)


def is_gate(effect: Effect) -> TypeGuard[Gate]:
    """Whether the tone waits for the centre's word on this effect."""
    return not isinstance(effect, UNIT_EFFECTS)
