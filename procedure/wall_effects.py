"""What sorting at the put wall asks the centre to do, and its answers; see `procedure.effects`."""

from __future__ import annotations

from dataclasses import dataclass

from procedure.ids import LotId, OrderLineId, WaveId
from procedure.tasks import WallTask
from procedure.words import ShortReason


@dataclass(frozen=True, slots=True)
class SortUnits:
    """So many units went into their order's slot of the put wall; negative for an undo."""

    wave_id: WaveId
    fence: int
    order_line_id: OrderLineId
    lot_id: LotId
    quantity: int


@dataclass(frozen=True, slots=True)
class OpenWall:
    """Open the picked wave behind its number, or behind a sheet of it, at the put wall."""

    ref: str


@dataclass(frozen=True, slots=True)
class FinishWall:
    """Every slot is filled: a parcel for each order.

    Attributes:
        missing: Units that are said to be missing, 0 where everything stands in its slot.
        reason: Why they are missing; books the reason's stock effect.
    """

    wave_id: WaveId
    fence: int
    missing: int = 0
    reason: ShortReason | None = None


@dataclass(frozen=True, slots=True)
class ReleaseWall:
    """Give a wave at the put wall back; what stands in its slots stays counted."""

    wave_id: WaveId
    fence: int


@dataclass(frozen=True, slots=True)
class WallOpened:
    """Answer to `OpenWall`."""

    task: WallTask


@dataclass(frozen=True, slots=True)
class WallFinished:
    """Answer to `FinishWall`.

    Attributes:
        parcels: Orders that wait to be packed now.
        put_back: Slots whose goods are to be put back: their orders do not go on.
    """

    parcels: int
    put_back: tuple[int, ...]
