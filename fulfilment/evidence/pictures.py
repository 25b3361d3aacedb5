"""A photo as it is kept: a real picture, no larger than needed, and nothing else in the file.

A camera writes more than a picture: place, time, device, a thumbnail of what was cut away. So a
photo is decoded and drawn anew; what does not decode is no picture, whatever its name says.

References:
    FIELD "Operations" (privacy: no personal data beyond need).
"""

from __future__ import annotations

import hashlib
import warnings
from dataclasses import dataclass
from enum import StrEnum
from io import BytesIO

from PIL import Image, ImageOps, UnidentifiedImageError

MOST_BYTES = 12_000_000
"""Of an uploaded file; phones' photos have 2 to 8 million."""

MOST_PIXELS = 60_000_000
"""Of a picture that is decoded; more is a mistake or an attack."""

LONGEST_SIDE = 1600
"""Pixels of a kept photo's longer side: a scratch and a label stay readable."""

SHORTEST_SIDE = 32
"""Pixels; a smaller picture shows nothing."""

MEDIA_TYPE = "image/jpeg"
_QUALITY = 85
_FORMATS = ("JPEG", "PNG", "WEBP")


class PictureProblem(StrEnum):
    """Why a file is not kept as a photo."""

    NO_PICTURE = "no_picture"
    TOO_LARGE = "too_large"
    TOO_SMALL = "too_small"


@dataclass(frozen=True, slots=True)
class Picture:
    """A photo as it is kept.

    Attributes:
        content: A JPEG without any metadata.
        width, height: In pixels, as it is to be looked at.
    """

    content: bytes
    width: int
    height: int

    @property
    def digest(self) -> str:
        """SHA-256 of the content, in hex."""
        return hashlib.sha256(self.content).hexdigest()


def picture_of(file: bytes) -> Picture | PictureProblem:
    """The picture in an uploaded file, drawn anew, or why there is none. Never raises.

    The same file gives the same picture, byte by byte.
    """
    if len(file) > MOST_BYTES:
        return PictureProblem.TOO_LARGE
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # of damaged metadata; it is thrown away
            return _drawn(file)
    except (UnidentifiedImageError, OSError, ValueError, SyntaxError, MemoryError, IndexError):
        return PictureProblem.NO_PICTURE  # what decoders raise at broken files
    except Image.DecompressionBombError:
        return PictureProblem.TOO_LARGE


def _drawn(file: bytes) -> Picture | PictureProblem:
    with Image.open(BytesIO(file), formats=_FORMATS) as found:
        width, height = found.size
        if width * height > MOST_PIXELS:
            return PictureProblem.TOO_LARGE
        if min(width, height) < SHORTEST_SIDE:
            return PictureProblem.TOO_SMALL
        found.draft("RGB", (LONGEST_SIDE, LONGEST_SIDE))  # a large JPEG is decoded smaller
        upright = ImageOps.exif_transpose(found).convert("RGB")
    upright.thumbnail((LONGEST_SIDE, LONGEST_SIDE))
    clean = Image.new("RGB", upright.size)
    clean.paste(upright)
    out = BytesIO()
    clean.save(out, "JPEG", quality=_QUALITY)
    return Picture(out.getvalue(), *clean.size)
