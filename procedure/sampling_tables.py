"""The sampling tables of ISO 2859-1 as data: level II, single sampling.

Edition: ISO 2859-1:1999 with Amendment 1:2011 (GB/T 2828.1-2012 is the same). Code letters and
sample sizes were compared with public copies of the tables. The accept numbers are written from
memory of the standard: whoever is bound by it compares them with the paper first.

Only the two quality limits of the procedure are kept. `v` and `^` are the arrows: they take the
next plan below or above, with that plan's sample size.
"""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from procedure.parcel_words import SamplingSeverity

EDITION = "ISO 2859-1:1999 + Amd 1:2011"

LETTERS = tuple("ABCDEFGHJKLMNPQR")
"""Code letters, smallest sample first; there is no I and no O."""

LOT_SIZES = (8, 15, 25, 50, 90, 150, 280, 500, 1200, 3200, 10_000, 35_000, 150_000, 500_000)
"""Largest lot of each code letter from A on at level II; larger lots have the letter Q."""

SAMPLE_SIZES = (2, 3, 5, 8, 13, 20, 32, 50, 80, 125, 200, 315, 500, 800, 1250, 2000)
"""Sample size of each code letter."""

DOWN, UP = "v", "^"

# letter:  A B C D E F G H J K L M N P Q R
_ROWS: Mapping[tuple[SamplingSeverity, str], str] = {
    (SamplingSeverity.NORMAL, "0.65"): "v v v v v 0 ^ v 1 2 3 5 7 10 14 21",
    (SamplingSeverity.NORMAL, "2.5"): "v v 0 ^ v 1 2 3 5 7 10 14 21 ^ ^ ^",
    (SamplingSeverity.TIGHTENED, "0.65"): "v v v v v v 0 v v 1 2 3 5 8 12 18",
    (SamplingSeverity.TIGHTENED, "2.5"): "v v v 0 v v 1 2 3 5 8 12 18 ^ ^ ^",
}
ACCEPT: Mapping[tuple[SamplingSeverity, str], tuple[str, ...]] = MappingProxyType(
    {key: tuple(cells.split()) for key, cells in _ROWS.items()}
)
"""By severity and quality limit (AQL, percent): a cell for each code letter."""
