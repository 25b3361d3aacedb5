"""What a step at the packing bench asks the centre to do, beside what `procedure.effects` has."""

from __future__ import annotations

from dataclasses import dataclass

from procedure.ids import PackagingId, ParcelId, PersonId, ProductId
from procedure.parcel_words import ReopenReason, WeightReason


@dataclass(frozen=True, slots=True)
class UseMaterial:
    """So many pieces of a packaging material are in the open parcel; negative for an undo."""

    parcel_id: ParcelId
    fence: int
    packaging_id: PackagingId
    quantity: int


@dataclass(frozen=True, slots=True)
class ChooseCarton:
    """The open parcel is packed in this carton; None takes the choice back."""

    parcel_id: ParcelId
    fence: int
    packaging_id: PackagingId | None


@dataclass(frozen=True, slots=True)
class AskSerial:
    """Only the centre knows whether the serial number just counted is in another parcel."""

    parcel_id: ParcelId
    fence: int
    product_id: ProductId
    serial: str


@dataclass(frozen=True, slots=True)
class Weighed:
    """What a parcel weighs as it closes.

    Attributes:
        accepted: Why it is closed though its weight is off, or None.
        supervisor_id: Who allowed that.
    """

    grams: int
    accepted: WeightReason | None = None
    supervisor_id: PersonId | None = None


@dataclass(frozen=True, slots=True)
class CloseParcel:
    """Every unit is in: close, allocate the number, intend the label.

    Attributes:
        weighed: None where the station has no scale.
    """

    parcel_id: ParcelId
    fence: int
    weighed: Weighed | None = None


@dataclass(frozen=True, slots=True)
class NextBox:
    """Close the parcel with what is in it; the rest of its goods goes into another one.

    Attributes:
        weighed: None where the station has no scale.
    """

    parcel_id: ParcelId
    fence: int
    weighed: Weighed | None = None


@dataclass(frozen=True, slots=True)
class ReopenParcel:
    """Open a closed parcel once more: its number is void, its materials are given back."""

    ref: str
    reason: ReopenReason


@dataclass(frozen=True, slots=True)
class BoxClosed:
    """Answer to `NextBox`.

    Attributes:
        number: The number whose label is being printed.
        next_box: Code of the box that the rest goes into.
    """

    number: str
    next_box: str
