"""What an inspector may find wrong with a parcel: one table, a card for each (3.2.3b).

References:
    FIELD "QC by ISO 2859-1" (critical, major, minor); ISO 2859-1 leaves the classes to its user.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from types import MappingProxyType

from procedure.parcel_words import DefectClass, DefectCode
from procedure.words import StockCondition


class DefectOf(StrEnum):
    """What a defect is about."""

    GAP = "gap"
    """A unit that is not found: it is missing, or something else is in its place."""
    UNIT = "unit"
    """A unit that is found, but must not leave."""
    PARCEL = "parcel"


@dataclass(frozen=True, slots=True)
class DefectKind:
    """One kind of defect.

    Attributes:
        condition: What its units are kept back as; None where the goods stay the order's.
    """

    defect_class: DefectClass
    of: DefectOf
    condition: StockCondition | None = None


_C, _D = DefectCode, DefectClass

DEFECTS: Mapping[DefectCode, DefectKind] = MappingProxyType(
    {
        _C.WRONG_ITEM: DefectKind(_D.MAJOR, DefectOf.GAP, StockCondition.MISSING),
        _C.MISSING_ITEM: DefectKind(_D.MAJOR, DefectOf.GAP, StockCondition.MISSING),
        _C.WRONG_LOT: DefectKind(_D.MAJOR, DefectOf.GAP, StockCondition.WRONG_LOT),
        _C.EXPIRED: DefectKind(_D.CRITICAL, DefectOf.UNIT, StockCondition.EXPIRED),
        _C.DAMAGED: DefectKind(_D.MAJOR, DefectOf.UNIT, StockCondition.DAMAGED),
        _C.EXTRA_ITEM: DefectKind(_D.MAJOR, DefectOf.PARCEL),
        # another customer's name and goods: a mistake that no return puts right
        _C.WRONG_SLIP: DefectKind(_D.CRITICAL, DefectOf.PARCEL),
        _C.WRONG_MATERIAL: DefectKind(_D.MINOR, DefectOf.PARCEL),
        _C.BOX_DAMAGED: DefectKind(_D.MINOR, DefectOf.PARCEL),
    }
)
"""Every card, in the order in which screens and sheets show them."""
