"""The printed label as a picture: the print renderer's own drawing, never a second layout."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from PySide6.QtGui import QImage

from db.views.printed import newest_label
from fulfilment.house import House

if TYPE_CHECKING:
    from printing.bitmap import Bitmap

DPI = 203


@dataclass(frozen=True, slots=True)
class LabelImage:
    """A label at the printer's dots."""

    number: str
    image: QImage


def label_image(house: House, number: str | None) -> LabelImage | None:
    """The newest label of a number, or of any; None where its file is not here.

    Thread: a background task's.

    Raises:
        CannotNow: The database is away.
    """
    with house.database.read() as connection:
        found = newest_label(connection, number)
    if found is None or not Path(found[1]).is_file():
        return None
    from printing.bitmap import bitmap_of_page

    return LabelImage(found[0], image_of(bitmap_of_page(Path(found[1]).read_bytes(), 0, DPI)))


def image_of(page: Bitmap) -> QImage:
    """A printed page as a picture of its own.

    Thread: any.
    """
    grey = QImage(page.grey, page.width, page.height, page.width, QImage.Format.Format_Grayscale8)
    return grey.copy()
