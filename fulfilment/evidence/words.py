"""What is said about photos."""

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType

from fulfilment.evidence.pictures import PictureProblem
from procedure.parcel_words import EvidenceKind
from resources.catalogue import N_

KIND_WORDS: Mapping[EvidenceKind, str] = MappingProxyType(
    {
        EvidenceKind.DAMAGE: N_("Damage"),
        EvidenceKind.OPEN_BOX: N_("Open box"),
        EvidenceKind.INSPECTION: N_("Inspection"),
        EvidenceKind.OTHER: N_("Something else"),
    }
)
"""What a photo shows."""

PROBLEM_WORDS: Mapping[PictureProblem, str] = MappingProxyType(
    {
        PictureProblem.NO_PICTURE: N_(
            "This file is no photo, or it is damaged. Take the photo once more; nothing was kept."
        ),
        PictureProblem.TOO_LARGE: N_(
            "This photo is too large. Take it with a lower resolution; nothing was kept."
        ),
        PictureProblem.TOO_SMALL: N_(
            "This photo is too small to show anything. Take it once more; nothing was kept."
        ),
    }
)
"""Why a file is not kept, and what to do."""
