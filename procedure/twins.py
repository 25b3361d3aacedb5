"""Two units or one? The same code, sooner than this hand moves from one unit to the next. Pure.

A scanner that is triggered twice, or that goes on looking at a unit, reads its code again after
the window in which a read is the same one; so do two units that are scanned quickly. Time alone
cannot tell them apart for every hand, so each hand is compared with itself: a pause is doubtful
where it is much shorter than the short ones among its last pauses. Who scans slowly is asked about
a read after a second; who scans with two hands is hardly ever asked.

References:
    FIELD "Double reads": a second read after the window counts, since two equal pieces are
    normal. Decision 0008 says how the figures were chosen.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from procedure.policy import StationPolicy

MOST_GAPS = 24
"""So many pauses are remembered."""
ENOUGH_GAPS = 6
"""From so many pauses on a hand is compared with itself."""
LONGEST_GAP_MS = 5000
"""After a longer pause somebody did something else: it says nothing about a hand."""
SHORT_PERCENT = 20
"""The short pauses of a hand: so many of a hundred are shorter."""


@dataclass(frozen=True, slots=True)
class Pace:
    """How quickly somebody scans equal units, one after the other.

    Attributes:
        key: The code of the unit before.
        gaps: Pauses between units that counted, in milliseconds, newest last.
    """

    key: str = ""
    gaps: tuple[int, ...] = ()

    def after(self, key: str, gap_ms: int | None) -> Pace:
        """The pace with one more unit; None where another code was read before it."""
        if gap_ms is None or gap_ms > LONGEST_GAP_MS:
            return replace(self, key=key)
        return Pace(key, (*self.gaps, gap_ms)[-MOST_GAPS:])

    @property
    def short_ms(self) -> int | None:
        """The longest of the short pauses of this hand; None where too few are known.

        Examples:
            >>> Pace("A", (900, 800, 2000, 1000, 1100, 1200)).short_ms
            900
        """
        if len(self.gaps) < ENOUGH_GAPS:
            return None
        return sorted(self.gaps)[len(self.gaps) * SHORT_PERCENT // 100]


def is_doubtful(gap_ms: int, pace: Pace, policy: StationPolicy) -> bool:
    """Whether a read so soon after the one before it may be the same unit once more.

    Args:
        gap_ms: Since this scanner last saw this code, reads that were dropped included.

    Examples:
        >>> policy = StationPolicy(twin_ms=1000, twin_first_ms=600, twin_percent=80)
        >>> [is_doubtful(gap, Pace(), policy) for gap in (599, 600)]
        [True, False]
        >>> slow, quick = Pace("A", (2000,) * 6), Pace("A", (700,) * 6)
        >>> [is_doubtful(gap, slow, policy) for gap in (999, 1000)]
        [True, False]
        >>> [is_doubtful(gap, quick, policy) for gap in (559, 560)]
        [True, False]
    """
    short_ms = pace.short_ms
    if short_ms is None:
        return gap_ms < policy.twin_first_ms
    return gap_ms < min(policy.twin_ms, short_ms * policy.twin_percent // 100)
