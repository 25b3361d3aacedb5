"""What a handheld shows: the station's state, the verdict to be seen, the last scans."""

from __future__ import annotations

from dataclasses import dataclass, replace

from fulfilment.station.station import Shown
from procedure.verdicts import Verdict
from procedure.words import Signal

TRAIL_LENGTH = 4


@dataclass(frozen=True, slots=True)
class Face:
    """The present state of a station, for painting.

    Attributes:
        said: The verdict to be seen, as on the desk's screens; None while one is waited for.
        trail: The last scans, newest last.
        centre: Whether the centre answers.
        unsaved: Scans that the centre does not have yet.
    """

    shown: Shown
    said: Verdict | None = None
    trail: tuple[Signal, ...] = ()
    centre: bool = True
    unsaved: int = 0

    @property
    def visible(self) -> Verdict | None:
        """A standing wrong verdict is not painted over by a double read."""
        standing = self.shown.state.guard.standing
        if self.said is None or self.said.signal is Signal.DUPLICATE:
            return standing or self.said
        return self.said

    @property
    def stop(self) -> Verdict | None:
        """The stop that waits to be confirmed; a full disk stops without a machine's word."""
        if self.shown.state.stop is not None:
            return self.shown.state.stop
        return self.said if self.said and self.said.signal is Signal.STOP else None

    def after(self, shown: Shown) -> Face:
        """The face when the station shows something."""
        same_person = self.shown.operator == shown.operator
        trail = self.trail if same_person else ()
        said = self.said
        if shown.verdict is not None:
            said = shown.verdict
            trail = (*trail, shown.verdict.signal)[-TRAIL_LENGTH:]
        elif not same_person or self.shown.state != shown.state:
            said = None
        return replace(self, shown=shown, said=said, trail=trail, unsaved=shown.unsaved)
