"""Photos for tests: real pictures, with and without what a camera writes beside them."""

from __future__ import annotations

from io import BytesIO

from PIL import Image

ORIENTATION, GPS, MAKER = 0x0112, 0x8825, 0x010F


def photo(
    width: int = 640,
    height: int = 480,
    kind: str = "JPEG",
    colour: tuple[int, int, int] = (9, 9, 9),
) -> bytes:
    """A plain picture as a file."""
    out = BytesIO()
    Image.new("RGB", (width, height), colour).save(out, kind)
    return out.getvalue()


def photo_of_a_phone(width: int = 640, height: int = 480) -> bytes:
    """A picture that lies on its side, with the maker and the place it was taken at."""
    picture = Image.new("RGB", (width, height), (200, 30, 30))
    exif = picture.getexif()
    exif[ORIENTATION] = 6
    exif[MAKER] = "Cameramaker"
    exif[GPS] = {1: "N", 2: (30.0, 16.0, 0.0), 3: "E", 4: (120.0, 9.0, 0.0)}
    out = BytesIO()
    picture.save(out, "JPEG", exif=exif, comment=b"taken at home")
    return out.getvalue()
