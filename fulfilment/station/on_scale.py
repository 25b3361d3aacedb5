"""A scale at the station: scans are judged by what it shows, and a load that lies still counts."""

from __future__ import annotations

from fulfilment.station.shown import Shown
from fulfilment.station.station import Station
from procedure.scans import RawScan
from procedure.weighing import OnScale


def take_view(station: Station, shows: OnScale | None, load: RawScan | None) -> Shown | None:
    """The scale shows this from now on; what that leads to, None where nobody waits for it.

    Args:
        shows: None where the scale is away.
        load: The weight of a load that just came to lie still, or None.

    Thread: the station's worker only.
    """
    station.desk.scale = shows
    if load is None or not station.desk.awaits_weight(station.screen):
        return None
    return station.scan(load)
