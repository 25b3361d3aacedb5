"""Cards to cut out: command cards, badges, shelf labels. A caption and a code each."""

from __future__ import annotations

from printing.codes import code128
from printing.documents import Card, CardSheet
from printing.fonts import CAP_HEIGHT, Weight, printable, width_mm
from printing.media import A4, WIDEST_MODULE_MM, Media, dots_of
from printing.paper import HAIRLINE_MM, Align, Paper, Printed
from printing.problems import CannotPrint, PrintProblem
from printing.text_fit import em_mm, fit_line

_CARD_WIDTH_MM = 92.0
_CARD_HEIGHT_MM = 54.0
_TOP_MM = 18.0
_MARK_MM = 3.0
_BARS_MM = 16.0


def render_cards(sheet: CardSheet, media: Media = A4, dpi: int = 203) -> bytes:
    """The cards as a PDF: two across, five down on A4, with marks where to cut.

    Raises:
        CannotPrint: No cards, a character without glyph, a caption or code that does not fit.
    """
    return draw_cards(sheet, media, dpi).pdf


def draw_cards(sheet: CardSheet, media: Media = A4, dpi: int = 203) -> Printed:
    """As `render_cards`, with the place of every code."""
    across = int((media.width_mm - 10) // _CARD_WIDTH_MM)
    down = int((media.height_mm - _TOP_MM - 6) // _CARD_HEIGHT_MM)
    if not sheet.cards:
        raise CannotPrint(PrintProblem.NOTHING_TO_PRINT)
    if not across or not down:
        raise CannotPrint(
            PrintProblem.MEDIA_TOO_SMALL,
            width_mm=round(media.width_mm),
            height_mm=round(media.height_mm),
        )
    paper = Paper(media, dpi, sheet.title)
    left = (media.width_mm - across * _CARD_WIDTH_MM) / 2
    pages = -(-len(sheet.cards) // (across * down))
    for index, card in enumerate(sheet.cards):
        page, place = divmod(index, across * down)
        if place == 0:
            if page:
                paper.next_page()
            _title(paper, sheet.title, page + 1, pages, left)
        row, column = divmod(place, across)
        _draw_card(paper, card, left + column * _CARD_WIDTH_MM, _TOP_MM + row * _CARD_HEIGHT_MM)
    return paper.finish()


def _bold(text: str, size_pt: float) -> float:
    return width_mm(text, size_pt, Weight.BOLD)


def _title(paper: Paper, title: str, page: int, pages: int, left: float) -> None:
    right = paper.media.width_mm - left
    size = fit_line(printable(title), right - left - 20, _bold, 13, 8, field="title")
    paper.text(left, 11, title, size, field="title", weight=Weight.BOLD)
    paper.text(right, 11, f"{page} / {pages}", 9, field="title", align=Align.RIGHT)


def _draw_card(paper: Paper, card: Card, x: float, y: float) -> None:
    middle, room = x + _CARD_WIDTH_MM / 2, _CARD_WIDTH_MM - 8
    caption, note = printable(card.caption), printable(card.note)
    size = fit_line(caption, room, _bold, 24, 9, field="caption")
    paper.text(
        middle,
        y + 6.5 + CAP_HEIGHT * em_mm(24),
        caption,
        size,
        field="caption",
        weight=Weight.BOLD,
        align=Align.CENTRE,
    )
    if note:
        note_pt = fit_line(note, room, width_mm, 11, 7, field="caption")
        paper.text(middle, y + 18.6, note, note_pt, field="caption", align=Align.CENTRE)
    paper.linear(
        code128(card.code),
        x,
        y + 23,
        _CARD_WIDTH_MM,
        _BARS_MM,
        most=dots_of(WIDEST_MODULE_MM, paper.dpi),
    )
    if card.code_readable:
        paper.text(
            middle, y + 43.8, card.code, 10, field="caption", align=Align.CENTRE, spacing_mm=0.4
        )
    _cut_marks(paper, x, y)


def _cut_marks(paper: Paper, x: float, y: float) -> None:
    """A small cross at each corner: enough to cut by, and no frame that a blade leaves half."""
    for corner_x in (x, x + _CARD_WIDTH_MM):
        for corner_y in (y, y + _CARD_HEIGHT_MM):
            half = _MARK_MM / 2
            paper.rule(corner_x - half, corner_y, corner_x + half, HAIRLINE_MM)
            paper.column(corner_x, corner_y - half, corner_y + half, HAIRLINE_MM)
