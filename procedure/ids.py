"""Identities: every kind of row has its own type, so that ids cannot be mixed up.

Row ids are 64-bit integers made by the program, ordered by time (`db.identity`).
Scan events carry a UUIDv7, made where the scan is received.
"""

from __future__ import annotations

from typing import NewType
from uuid import UUID

WarehouseId = NewType("WarehouseId", int)
PersonId = NewType("PersonId", int)
StationId = NewType("StationId", int)
ProductId = NewType("ProductId", int)
ShelfId = NewType("ShelfId", int)
LotId = NewType("LotId", int)
ChannelId = NewType("ChannelId", int)
OrderId = NewType("OrderId", int)
OrderLineId = NewType("OrderLineId", int)
HoldId = NewType("HoldId", int)
WaveId = NewType("WaveId", int)
PickTaskId = NewType("PickTaskId", int)
PickLineId = NewType("PickLineId", int)
ParcelId = NewType("ParcelId", int)
PackagingId = NewType("PackagingId", int)
CarrierId = NewType("CarrierId", int)
WaybillId = NewType("WaybillId", int)
HandoverId = NewType("HandoverId", int)
InspectionId = NewType("InspectionId", int)
PrintJobId = NewType("PrintJobId", int)
EventId = NewType("EventId", UUID)


def uuid7(unix_ms: int, random_bytes: bytes) -> EventId:
    """A UUIDv7 made of a time and ten random bytes.

    Args:
        unix_ms: Milliseconds since 1970-01-01 UTC, 0 to 2**48 - 1.
        random_bytes: Exactly ten bytes.

    Raises:
        ValueError: The time does not fit 48 bits, or there are not ten random bytes.

    References:
        RFC 9562, section 5.7.

    Examples:
        >>> uuid7(0x017F22E279B0, bytes(10)).hex
        '017f22e279b070008000000000000000'
    """
    if not 0 <= unix_ms < 1 << 48:
        raise ValueError("unix_ms does not fit 48 bits")
    if len(random_bytes) != 10:
        raise ValueError("ten random bytes are needed")
    tail = int.from_bytes(random_bytes, "big")
    rand_a = tail >> 68
    rand_b = tail & ((1 << 62) - 1)
    value = unix_ms << 80 | 0x7 << 76 | rand_a << 64 | 0b10 << 62 | rand_b
    return EventId(UUID(int=value))
