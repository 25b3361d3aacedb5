"""The pick sheet: what to take from which shelf, in walking order, every code scannable.

Each page carries the task's own code and its number of pages, so a page that was lost or
mixed up is seen. Remarks stand framed before the first shelf. A4 and A5 have a table, a roll
has one line below the other; the facts are the same.

References:
    Clauses 3.1.2b (remarks), 3.2.2a (walking order), 3.2.2b (what stands on the sheet).
"""

from __future__ import annotations

from printing.documents import PickSheet
from printing.media import A4, A5, Media
from printing.paper import Printed
from printing.pick_sheet_page import draw_on_pages
from printing.pick_sheet_roll import draw_on_roll
from printing.problems import CannotPrint, PrintProblem
from printing.words import sheet_words


def render_pick_sheet(
    sheet: PickSheet, media: Media = A4, dpi: int = 203, language: str = "en"
) -> bytes:
    """The sheet as a PDF of as many pages as it needs.

    Raises:
        CannotPrint: Nothing to pick, a character without glyph, a text or code that does not fit.
    """
    return draw_pick_sheet(sheet, media, dpi, language).pdf


def draw_pick_sheet(
    sheet: PickSheet, media: Media = A4, dpi: int = 203, language: str = "en"
) -> Printed:
    """As `render_pick_sheet`, with the place of every code."""
    if not sheet.rows:
        raise CannotPrint(PrintProblem.NOTHING_TO_PRINT)
    words = sheet_words(language)
    if media.endless:
        return draw_on_roll(sheet, media, dpi, words)
    if media.width_mm < A5.width_mm or media.height_mm < A5.height_mm:
        raise CannotPrint(
            PrintProblem.MEDIA_TOO_SMALL,
            width_mm=round(media.width_mm),
            height_mm=round(media.height_mm),
        )
    return draw_on_pages(sheet, media, dpi, words)
