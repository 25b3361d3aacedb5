"""A gate is asked of the centre, in the transaction that keeps its scan."""

from __future__ import annotations

from collections.abc import Sequence

from db.errors import CannotNow
from fulfilment.house import Actor, House
from fulfilment.station.conflicts import conflict_verdict
from fulfilment.station.scan_application import Conflict, ScanRecord, apply_scan
from fulfilment.station.trouble_verdicts import verdict_of
from procedure.effects import Answer, Effect, Refused
from procedure.verdicts import VerdictKind, verdict


def ask_centre(
    house: House, actor: Actor | None, record: ScanRecord, effects: Sequence[Effect]
) -> Answer:
    """The centre's answer to a scan's gate; `Refused` too where it cannot be asked now."""
    if actor is None:
        return Refused(verdict(VerdictKind.NOT_SIGNED_IN))
    try:
        answer = apply_scan(house, actor, record, effects)
        if isinstance(answer, Conflict):
            return Refused(conflict_verdict(house))
    except CannotNow as trouble:
        return Refused(verdict_of(trouble))
    return answer
