"""How colours look to eyes that see fewer of them, and how far apart two colours then are."""

from __future__ import annotations

from enum import Enum

from desktop.theme.contrast import linear

Triple = tuple[float, float, float]


class ColourVision(Enum):
    """A way of seeing, as the matrix that turns linear red, green and blue into what is seen.

    References:
        Machado, Oliveira, Fernandes 2009, "A Physiologically-based Model for Simulation of
        Color Vision Deficiency", severity 1.0.
    """

    FULL = ((1.0, 0.0, 0.0), (0.0, 1.0, 0.0), (0.0, 0.0, 1.0))
    PROTANOPIA = (
        (0.152286, 1.052583, -0.204868),
        (0.114503, 0.786281, 0.099216),
        (-0.003882, -0.048116, 1.051998),
    )
    DEUTERANOPIA = (
        (0.367322, 0.860646, -0.227968),
        (0.280085, 0.672501, 0.047413),
        (-0.011820, 0.042940, 0.968881),
    )


_TO_XYZ = (
    (0.4124564, 0.3575761, 0.1804375),
    (0.2126729, 0.7151522, 0.0721750),
    (0.0193339, 0.1191920, 0.9503041),
)
"""Linear sRGB to XYZ, D65 (IEC 61966-2-1)."""
_WHITE = (0.95047, 1.0, 1.08883)


def difference(one: str, other: str, vision: ColourVision = ColourVision.FULL) -> float:
    """How different two colours "#RRGGBB" look, as the distance in CIELAB.

    About 2 is just seen side by side; black and white are 100 apart.

    References:
        CIE 15:2004, 8.2.1 (L*a*b*, ΔE*ab).

    Examples:
        >>> round(difference("#000000", "#FFFFFF")), difference("#005A8C", "#005A8C")
        (100, 0.0)
    """
    pairs = zip(_lab(one, vision), _lab(other, vision), strict=True)
    return float(sum((a - b) ** 2 for a, b in pairs) ** 0.5)


def _lab(colour: str, vision: ColourVision) -> Triple:
    red, green, blue = (linear(int(colour[at : at + 2], 16)) for at in (1, 3, 5))
    seen = tuple(min(1.0, max(0.0, part)) for part in _times(vision.value, (red, green, blue)))
    x, y, z = (
        _root(part / white)
        for part, white in zip(_times(_TO_XYZ, (seen[0], seen[1], seen[2])), _WHITE, strict=True)
    )
    return 116 * y - 16, 500 * (x - y), 200 * (y - z)


def _times(matrix: tuple[Triple, Triple, Triple], vector: Triple) -> Triple:
    first, second, third = (sum(a * b for a, b in zip(row, vector, strict=True)) for row in matrix)
    return first, second, third


def _root(ratio: float) -> float:
    return float(ratio ** (1 / 3)) if ratio > 216 / 24389 else (24389 / 27 * ratio + 16) / 116
