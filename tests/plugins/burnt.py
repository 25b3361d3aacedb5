"""What a label printer burns from the bytes it took: TSPL and ZPL turned back into dots."""

from __future__ import annotations

import re
from collections.abc import Iterator

import zxingcpp
from PIL import Image

from printing.bitmap import Bitmap
from printing.printers.languages import MOST_GF_BYTES


def from_tspl(data: bytes) -> list[Bitmap]:
    """What a TSPL printer burns: a dot for each 0."""
    pages = []
    while data:
        head = re.match(
            rb"SIZE ([\d.]+) mm,([\d.]+) mm\r\nGAP 2 mm,0 mm\r\n.*?BITMAP 0,0,(\d+),(\d+),0,",
            data,
            re.DOTALL,
        )
        assert head is not None, data[:80]
        row_bytes, height = int(head[3]), int(head[4])
        bits = data[head.end() : head.end() + row_bytes * height]
        data = data[head.end() + len(bits) :]
        assert data.startswith(b"\r\nPRINT 1,1\r\n")
        data = data[len(b"\r\nPRINT 1,1\r\n") :]
        grey = bytes(0 if not byte >> n & 1 else 255 for byte in bits for n in range(7, -1, -1))
        pages.append(Bitmap(row_bytes * 8, height, grey, float(head[1]), float(head[2])))
    return pages


def from_zpl(data: bytes) -> Bitmap:
    """What a ZPL printer burns: a dot for each 1, bands one below the other."""
    text = data.decode("ascii")
    assert text.startswith("^XA")
    assert text.endswith("^PQ1^XZ\r\n")
    rows: list[str] = []
    for top, size, total, row_bytes, packed in re.findall(
        r"\^FO0,(\d+)\^GFA,(\d+),(\d+),(\d+),([^^]*)\^FS", text
    ):
        assert int(top) == len(rows)
        assert size == total
        assert int(size) <= MOST_GF_BYTES
        band = list(_unpacked(packed, int(row_bytes) * 2))
        assert len(band) * int(row_bytes) == int(size)
        rows += band
    bits = bytes.fromhex("".join(rows))
    grey = bytes(255 if not byte >> n & 1 else 0 for byte in bits for n in range(7, -1, -1))
    return Bitmap(len(rows[0]) * 4, len(rows), grey, 0, 0)


def _unpacked(packed: str, digits: int) -> Iterator[str]:
    row, count, before = "", 0, ""
    for sign in packed:
        if "g" <= sign <= "z":
            count += (ord(sign) - ord("f")) * 20
        elif "G" <= sign <= "Y":
            count += ord(sign) - ord("F")
        elif sign == ":":
            yield before
        elif sign == ",":
            before, row = row.ljust(digits, "0"), ""
            yield before
        else:
            row, count = row + sign * (count or 1), 0
        if len(row) == digits:
            before, row = row, ""
            yield before
    assert not row


def codes_on(page: Bitmap) -> set[str]:
    image = Image.frombytes("L", (page.width, page.height), page.grey)
    return {found.text for found in zxingcpp.read_barcodes(image)}
