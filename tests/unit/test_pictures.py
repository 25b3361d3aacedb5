"""What is kept of a photo: the picture, and nothing that a camera writes beside it."""

from __future__ import annotations

import struct
import zlib
from io import BytesIO

import pytest
from hypothesis import given
from hypothesis import strategies as st
from PIL import Image

from fulfilment.evidence.pictures import (
    LONGEST_SIDE,
    MOST_BYTES,
    Picture,
    PictureProblem,
    picture_of,
)
from tests.plugins.pictures import photo, photo_of_a_phone

GOOD = photo()


def kept(file: bytes) -> Picture:
    """The picture that is kept of a file."""
    found = picture_of(file)
    assert isinstance(found, Picture)
    return found


def test_place_maker_and_comment_are_gone_and_the_picture_stands_upright() -> None:
    file = photo_of_a_phone(640, 480)
    assert b"Cameramaker" in file
    picture = kept(file)
    assert (picture.width, picture.height) == (480, 640)
    with Image.open(BytesIO(picture.content)) as found:
        assert found.format == "JPEG"
        assert dict(found.getexif()) == {}
        assert "comment" not in found.info
    for trace in (b"Exif", b"Cameramaker", b"taken at home"):
        assert trace not in picture.content


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
def test_pictures_of_phones_and_browsers_are_kept_as_jpeg(kind: str) -> None:
    picture = kept(photo(100, 80, kind))
    assert picture.content[:3] == b"\xff\xd8\xff"
    assert (picture.width, picture.height) == (100, 80)


def test_a_large_photo_is_made_smaller_in_its_proportions() -> None:
    picture = kept(photo(4000, 3000))
    assert (picture.width, picture.height) == (LONGEST_SIDE, LONGEST_SIDE * 3 // 4)


def test_the_same_file_gives_the_same_digest() -> None:
    assert kept(photo_of_a_phone()).digest == kept(photo_of_a_phone()).digest
    assert kept(photo(colour=(1, 2, 3))).digest != kept(photo(colour=(200, 2, 3))).digest


def _bomb() -> bytes:
    """A small file that says it is a picture of 40,000 × 40,000 points."""
    head = struct.pack(">IIBBBBB", 40_000, 40_000, 8, 2, 0, 0, 0)
    chunks = b"".join(
        struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))
        for name, data in ((b"IHDR", head), (b"IDAT", zlib.compress(b"")), (b"IEND", b""))
    )
    return b"\x89PNG\r\n\x1a\n" + chunks


@pytest.mark.parametrize(
    ("file", "problem"),
    [
        (b"", PictureProblem.NO_PICTURE),
        (b"<svg xmlns='http://www.w3.org/2000/svg'/>", PictureProblem.NO_PICTURE),
        (b"%PDF-1.7", PictureProblem.NO_PICTURE),
        (photo(kind="GIF"), PictureProblem.NO_PICTURE),
        (photo(kind="TIFF"), PictureProblem.NO_PICTURE),
        (GOOD[: len(GOOD) // 2], PictureProblem.NO_PICTURE),
        (photo(31, 400), PictureProblem.TOO_SMALL),
        (_bomb(), PictureProblem.TOO_LARGE),
        (GOOD + bytes(MOST_BYTES), PictureProblem.TOO_LARGE),
    ],
    ids=["empty", "svg", "pdf", "gif", "tiff", "cut", "narrow", "bomb", "long"],
)
def test_what_is_no_photo_is_refused(file: bytes, problem: PictureProblem) -> None:
    assert picture_of(file) is problem


@given(st.binary(max_size=400), st.integers(0, len(GOOD) - 1))
def test_no_bytes_raise(rubbish: bytes, at: int) -> None:
    for file in (rubbish, GOOD[:at] + rubbish + GOOD[at + len(rubbish) :]):
        assert isinstance(picture_of(file), Picture | PictureProblem)
