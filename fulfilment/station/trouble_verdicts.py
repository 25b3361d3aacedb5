"""What a scan is told when the world is at fault."""

from __future__ import annotations

from db.errors import CannotNow, Trouble
from procedure.verdicts import Verdict, VerdictKind, verdict

_WORLD = {Trouble.DISK_FULL: VerdictKind.DISK_FULL, Trouble.READ_ONLY: VerdictKind.DISK_FULL}


def verdict_of(trouble: CannotNow) -> Verdict:
    """The verdict on a scan that cannot be taken now."""
    return verdict(_WORLD.get(trouble.trouble, VerdictKind.CENTRE_AWAY))
