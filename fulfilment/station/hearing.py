"""A scan under way: what it is judged by, and how it will stand in the journal."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from types import MappingProxyType
from typing import Any

from fulfilment.station.notes import World
from fulfilment.station.scan_entry import ScanEntry, following_id, scan_entry
from procedure.codes import Code
from procedure.effects import Effect
from procedure.ids import EventId
from procedure.journal_codec import encode
from procedure.machines.step import Scanned
from procedure.policy import StationPolicy
from procedure.scans import RawScan
from procedure.weighing import OnScale
from procedure.words import Screen


@dataclass(frozen=True, slots=True)
class Hearing:
    """One scan, and what holds while it is judged.

    Attributes:
        today: The warehouse's business day.
        scale: What the station's scale shows; None where it has none.
    """

    raw: RawScan
    screen: Screen
    today: date
    policy: StationPolicy
    scale: OnScale | None = None

    def scanned(self, code: Code) -> Scanned:
        """The machines' view of it."""
        raw = self.raw
        return Scanned(
            raw.event_id,
            code,
            raw.received_at,
            raw.tick_ms,
            raw.device,
            self.today,
            self.scale,
        )

    def entry(
        self,
        code: Code,
        effects: Sequence[Effect] = (),
        *,
        world: World | None = None,
        besides: Mapping[str, Any] = MappingProxyType({}),
    ) -> ScanEntry:
        """The journal's view of it."""
        if self.scale is not None:
            besides = {**besides, "scale": encode(self.scale)}
        return scan_entry(
            self.raw, self.screen, code, self.today, effects, world=world, besides=besides
        )

    def following(self, entry: ScanEntry, nth: int, effects: Sequence[Effect]) -> ScanEntry:
        """The entry of the n-th gate that follows from it: the same code, an id of its own."""
        event_id = EventId(following_id(self.raw.event_id, nth))
        raw = replace(self.raw, event_id=event_id)
        return scan_entry(
            raw, self.screen, entry.code, self.today, effects, besides={"follows": nth}
        )
