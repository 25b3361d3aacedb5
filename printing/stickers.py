"""Stickers for shelves and totes: a large caption and a code, one to a page of the roll."""

from __future__ import annotations

from printing.codes import code128
from printing.documents import Card, CardSheet
from printing.fonts import CAP_HEIGHT, Weight, printable, width_mm
from printing.media import STICKERS, WIDEST_MODULE_MM, Media, dots_of
from printing.paper import Align, Paper, Printed
from printing.problems import CannotPrint, PrintProblem
from printing.text_fit import em_mm, fit_line

USUAL = STICKERS["80x50"]

_MARGIN_MM = 3.0
_CAPTION_PT = 34.0
_CODE_PT = 10.0
_NOTE_PT = 11.0
_BARS_MM = 22.0
_FOOT_MM = 6.0


def render_stickers(sheet: CardSheet, media: Media = USUAL, dpi: int = 203) -> bytes:
    """The stickers as a PDF, a page each.

    Raises:
        CannotPrint: No stickers, a character without glyph, a caption or code that does not fit.
    """
    return draw_stickers(sheet, media, dpi).pdf


def draw_stickers(sheet: CardSheet, media: Media = USUAL, dpi: int = 203) -> Printed:
    """As `render_stickers`, with the place of every code."""
    if not sheet.cards:
        raise CannotPrint(PrintProblem.NOTHING_TO_PRINT)
    paper = Paper(media, dpi, sheet.title)
    for index, card in enumerate(sheet.cards):
        if index:
            paper.next_page()
        _draw(paper, card)
    return paper.finish()


def _draw(paper: Paper, card: Card) -> None:
    media = paper.media
    middle, room = media.width_mm / 2, media.width_mm - 2 * _MARGIN_MM
    caption, note = printable(card.caption), printable(card.note)
    size = fit_line(caption, room, _bold, _CAPTION_PT, 9, field="caption")
    base = _MARGIN_MM + CAP_HEIGHT * em_mm(_CAPTION_PT)
    paper.text(middle, base, caption, size, field="caption", weight=Weight.BOLD, align=Align.CENTRE)
    if note:
        note_pt = fit_line(note, room, width_mm, _NOTE_PT, 7, field="caption")
        paper.text(middle, base + 5.4, note, note_pt, field="caption", align=Align.CENTRE)
    paper.linear(
        code128(card.code),
        0,
        media.height_mm - _FOOT_MM - _BARS_MM - 1,
        media.width_mm,
        _BARS_MM,
        most=dots_of(WIDEST_MODULE_MM, paper.dpi),
    )
    if card.code_readable:
        paper.text(
            middle,
            media.height_mm - _MARGIN_MM,
            card.code,
            _CODE_PT,
            field="caption",
            align=Align.CENTRE,
            spacing_mm=0.4,
        )


def _bold(text: str, size_pt: float) -> float:
    return width_mm(text, size_pt, Weight.BOLD)
