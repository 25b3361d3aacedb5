"""What a scan is told when the world is at fault."""

from __future__ import annotations

from db.errors import CannotNow, StationDiskTrouble, Trouble
from procedure.verdicts import Verdict, VerdictKind, verdict

_DISK = {
    Trouble.DISK_FULL: VerdictKind.DISK_FULL,
    Trouble.READ_ONLY: VerdictKind.DISK_READ_ONLY,
}
_CENTRE = dict.fromkeys(
    (Trouble.DISK_FULL, Trouble.READ_ONLY, Trouble.DISK_FAILED, Trouble.DATABASE_DAMAGED),
    VerdictKind.CENTRE_CANNOT_WRITE,
)


def verdict_of(trouble: CannotNow) -> Verdict:
    """The verdict on a scan that cannot be taken now: the station's disk, or the centre."""
    if isinstance(trouble, StationDiskTrouble):
        return verdict(_DISK.get(trouble.trouble, VerdictKind.DISK_FAILED))
    return verdict(_CENTRE.get(trouble.trouble, VerdictKind.CENTRE_AWAY))
