"""When something new lies on a scale: each load is told once, however its figure flickers. Pure."""

from __future__ import annotations

from procedure.weighing import EMPTY_G, OnScale
from scanner.scale import ScaleView


class Loads:
    """Watches what one scale shows.

    A load is new after the scale was empty or away, or where it differs from the one before by
    more than a figure flickers.

    Args:
        within_g: Two weights no further apart are the same load.

    Examples:
        >>> from scanner.scale_reading import ScaleReading
        >>> loads = Loads(within_g=5)
        >>> shown = (0, 1286, 1288, 1286, 1600, 0, 1286)
        >>> [loads.take(ScaleView(ScaleReading(g, True), g)) for g in shown]
        [None, 1286, None, None, 1600, None, 1286]
    """

    def __init__(self, within_g: int) -> None:
        self._within_g = within_g
        self._told: int | None = None

    def take(self, view: ScaleView) -> int | None:
        """The grams of a load that is new and lies still; None where there is none."""
        reading, settled = view.reading, view.settled_g
        if reading is None or (reading.grams is not None and reading.grams <= EMPTY_G):
            self._told = None
            return None
        if settled is None:
            return None
        if self._told is not None and abs(settled - self._told) <= self._within_g:
            return None
        self._told = settled
        return settled


def on_scale(view: ScaleView) -> OnScale | None:
    """What the station is told of a view; None where nothing is heard of the scale."""
    if view.reading is None:
        return None
    return OnScale(view.settled_g, view.reading.is_net is True)
