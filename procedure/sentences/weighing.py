"""The sentences on a parcel whose weight is off: what may be wrong, and every way out of it."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from procedure.text import N_, Wording, say
from procedure.verdicts import VerdictKind

_K = VerdictKind

WEIGHT_REFUSALS: Mapping[VerdictKind, tuple[Wording, ...]] = MappingProxyType(
    {
        _K.WEIGHT_LIGHT: (
            say(
                N_(
                    "{off:,} g too light; {name} was read twice at once. Only one in? Undo, scan "
                    "it. Else a reason card, and a supervisor looks."
                ),
                twin="yes",
            ),
            say(
                N_(
                    "{off:,} g too light: is {units} × {name} missing? Look inside and weigh "
                    "again, or scan a reason card and a supervisor looks."
                )
            ),
            say(
                N_(
                    "{off:,} g too light. In {carton}? Scan its card, then the confirm card; or a "
                    "reason card, and a supervisor looks."
                )
            ),
            say(
                N_(
                    "{grams:,} g, not {expected:,} g: something is missing. Look inside and weigh "
                    "again, or scan a reason card and a supervisor looks."
                )
            ),
            say(
                N_(
                    "The box is too light. Look inside and weigh it again, or scan a reason card "
                    "and a supervisor looks."
                )
            ),
        ),
        _K.WEIGHT_HEAVY: (
            say(
                N_(
                    "{off:,} g too heavy: is {units} × {name} too many? Look inside and weigh "
                    "again, or scan a reason card and a supervisor looks."
                )
            ),
            say(
                N_(
                    "{off:,} g too heavy. In {carton}? Scan its card, then the confirm card; or a "
                    "reason card, and a supervisor looks."
                )
            ),
            say(
                N_(
                    "{grams:,} g, not {expected:,} g: something is too much. Look inside and weigh "
                    "again, or scan a reason card and a supervisor looks."
                )
            ),
            say(
                N_(
                    "The box is too heavy. Look inside and weigh it again, or scan a reason card "
                    "and a supervisor looks."
                )
            ),
        ),
    }
)
