"""The vocabulary of packaging, inspection and evidence, as `procedure.words` has the rest.

Each enum's value is what the database stores.
"""

from __future__ import annotations

from enum import StrEnum


class PackagingKind(StrEnum):
    """What a packaging material is for."""

    CARTON = "carton"
    """Goods go into it; it has room inside."""
    WRAP = "wrap"
    BOARD = "board"
    FILLER = "filler"


class PackingCause(StrEnum):
    """What of goods asks for a packaging material (3.2.3a)."""

    FRAGILE = "fragile"
    HEAVY = "heavy"
    BATTERY = "battery"
    DANGEROUS = "dangerous"


class PackagingMove(StrEnum):
    """What a row of the packaging ledger records."""

    RECEIVE = "receive"
    USE = "use"
    GIVE_BACK = "give_back"
    COUNT = "count"


class SamplingPlan(StrEnum):
    """How parcels are drawn for inspection (3.2.3b)."""

    NONE = "none"
    LEVEL_II = "level_ii"
    """ISO 2859-1, general inspection level II."""
    EVERY_NTH = "every_nth"
    ALL = "all"


class SamplingSeverity(StrEnum):
    """How strictly lots are sampled: lots that fail make it stricter (ISO 2859-1)."""

    NORMAL = "normal"
    TIGHTENED = "tightened"
    STOPPED = "stopped"
    """Nothing is accepted by sample until somebody put right what was wrong."""


class DrawnBecause(StrEnum):
    """Why a parcel is inspected."""

    PLAN = "plan"
    NEW_PACKER = "new_packer"
    LOT_REJECTED = "lot_rejected"
    """Its lot was rejected: what has not left is inspected whole."""
    FAILED_BEFORE = "failed_before"
    ASKED = "asked"


class InspectionLotStatus(StrEnum):
    """Life of a lot of parcels that are judged together."""

    OPEN = "open"
    ACCEPTED = "accepted"
    REJECTED = "rejected"


class InspectionStatus(StrEnum):
    """Life of one look into one parcel."""

    WAITING = "waiting"
    OPEN = "open"
    PASSED = "passed"
    FAILED = "failed"
    CANCELLED = "cancelled"


class DefectClass(StrEnum):
    """How bad a defect is (ISO 2859-1 leaves the classes to its user)."""

    CRITICAL = "critical"
    MAJOR = "major"
    MINOR = "minor"


class DefectCode(StrEnum):
    """Cards of an inspector; two of them are the picker's too and mean the same."""

    WRONG_ITEM = "WHY-WRONGITEM"
    MISSING_ITEM = "WHY-MISSING"
    WRONG_LOT = "WHY-WRONGLOT"
    EXPIRED = "WHY-EXPIRED"
    DAMAGED = "WHY-DAMAGED"
    EXTRA_ITEM = "WHY-EXTRA"
    WRONG_SLIP = "WHY-SLIP"
    WRONG_MATERIAL = "WHY-MATERIAL"
    BOX_DAMAGED = "WHY-BOX"


class EvidenceKind(StrEnum):
    """What a photo shows."""

    DAMAGE = "damage"
    OPEN_BOX = "open_box"
    INSPECTION = "inspection"
    OTHER = "other"


class ManualReason(StrEnum):
    """Why a unit is counted by hand."""

    CODE_DAMAGED = "WHY-CODEDAMAGED"
    NO_CODE = "WHY-NOCODE"


class ReopenReason(StrEnum):
    """Why a closed parcel is opened once more."""

    LEFT_OUT = "WHY-LEFTOUT"
    """Something that belongs into it is still on the bench."""
    WRONG_IN = "WHY-WRONGIN"
    """Something is in it that does not belong there."""
    MISTAKE = "WHY-MISTAKE"
    """It was closed by mistake, or has to be wrapped anew."""


class WeightReason(StrEnum):
    """Why a parcel that weighs too much or too little is closed all the same."""

    COUNTED_AGAIN = "WHY-COUNTEDAGAIN"
    """What is in it was counted once more, and is right."""
    OTHER_PACKAGING = "WHY-OTHERPACKAGING"
    """It is packed in more or in less than the books say."""
    PRODUCT_WEIGHT = "WHY-PRODUCTWEIGHT"
    """A product weighs something else than the books say."""


class CartonGap(StrEnum):
    """Why no carton is suggested for goods."""

    FACTS_UNKNOWN = "facts_unknown"
    """The size or the weight of a product is not known."""
    NONE_FITS = "none_fits"
    NO_CARTON = "no_carton"
    """The house has no carton with known sizes."""
