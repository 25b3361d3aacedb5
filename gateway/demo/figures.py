"""What a demo run measured and counted."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import asdict, dataclass, field


@dataclass(slots=True)
class Figures:
    """Collected while the demo runs; times in milliseconds.

    Attributes:
        unit_ms: Journal and step of each scan without a gate: what the packer waits for.
        gate_ms: Scans for which the centre was asked before the tone.
        apply_ms: Applying one waiting scan, after its tone.
    """

    unit_ms: list[float] = field(default_factory=list)
    gate_ms: list[float] = field(default_factory=list)
    apply_ms: list[float] = field(default_factory=list)
    refusals: Counter[str] = field(default_factory=Counter)
    labels: list[str] = field(default_factory=list)
    handed_over: int = 0

    @property
    def scans(self) -> int:
        """All scans, right and wrong."""
        return len(self.unit_ms) + len(self.gate_ms)


@dataclass(frozen=True, slots=True)
class DemoReport:
    """The result of `packbenchctl demo`, in the order in which it is printed."""

    orders: int
    lines: int
    scans: int
    parcels_handed_over: int
    orders_held: int
    orders_short: int
    refusals: dict[str, int]
    seconds: float
    scans_per_s: float
    scan_ms_p50: float
    scan_ms_p99: float
    gate_ms_p50: float
    gate_ms_p99: float
    apply_ms_p50: float
    apply_ms_p99: float
    commit_floor_ms: float
    labels_printed: int
    labels_decoded: int
    stock_adds_up: bool
    log_is_whole: bool

    def as_dict(self) -> dict[str, object]:
        """For JSON."""
        return asdict(self)


def percentile(values: Sequence[float], percent: float) -> float:
    """The value below which so many percent of the values lie; 0.0 for none.

    Examples:
        >>> percentile([1.0, 2.0, 3.0, 4.0], 50)
        2.0
    """
    if not values:
        return 0.0
    ordered = sorted(values)
    rank = max(0, min(len(ordered) - 1, round(percent / 100 * len(ordered)) - 1))
    return ordered[rank]
