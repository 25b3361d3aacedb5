"""The page of test codes for a scanner, and the page that says how its faults are cured."""

from __future__ import annotations

from printing.codes import LinearCode, MatrixCode
from printing.documents import AdvicePage, CodesPage
from printing.fonts import Weight, printable, width_mm
from printing.media import A4, MIN_MODULE_MM, Media, dots_of
from printing.paper import HAIRLINE_MM, Paper, Printed
from printing.problems import CannotPrint, PrintProblem
from printing.text_fit import em_mm, fit_line, leading_mm, wrap

_EDGE_MM = 15.0
_TITLE_PT, _TEXT_PT, _HEAD_PT = 18.0, 10.5, 13.0
_TITLE_AT_MM = 22.0
_TEXT_AT_MM = 31.0
_ROWS_FROM_MM = 48.0
_ROW_MM = 46.0
_BARS_MM = 20.0
_SQUARE_MM = 26.0
_NUMBER_MM = 16.0
_MODULE_MM = 0.4
"""Wide enough for every scanner, narrow enough that the longest code fits beside its number."""


def render_codes_page(page: CodesPage, media: Media = A4, dpi: int = 203) -> bytes:
    """The test codes as a PDF, one under the other, so that a scanner sees one at a time.

    Raises:
        CannotPrint: Too many codes for the paper, a character without glyph, a code too wide.
    """
    return draw_codes_page(page, media, dpi).pdf


def draw_codes_page(page: CodesPage, media: Media = A4, dpi: int = 203) -> Printed:
    """As `render_codes_page`, with the place of every code."""
    if _ROWS_FROM_MM + len(page.codes) * _ROW_MM > media.height_mm:
        raise CannotPrint(
            PrintProblem.MEDIA_TOO_SMALL,
            width_mm=round(media.width_mm),
            height_mm=round(media.height_mm),
        )
    paper = Paper(media, dpi, page.title)
    _head(paper, page.title, page.hint)
    right = media.width_mm - _EDGE_MM
    for number, (caption, code) in enumerate(page.codes, start=1):
        top = _ROWS_FROM_MM + (number - 1) * _ROW_MM
        paper.rule(_EDGE_MM, top, right, HAIRLINE_MM)
        paper.text(_EDGE_MM, top + 9, str(number), 22, field="title", weight=Weight.BOLD)
        size = fit_line(
            printable(caption), right - _EDGE_MM - _NUMBER_MM, width_mm, 10.5, 7, field="caption"
        )
        paper.text(_EDGE_MM + _NUMBER_MM, top + 7.5, caption, size, field="caption")
        _code(paper, code, _EDGE_MM, top + 12, right - _EDGE_MM)
    return paper.finish()


def _code(
    paper: Paper, code: LinearCode | MatrixCode, left: float, top: float, width: float
) -> None:
    if isinstance(code, MatrixCode):
        paper.matrix(code, left + (width - _SQUARE_MM) / 2, top, _SQUARE_MM)
        return
    most = max(dots_of(_MODULE_MM, paper.dpi), dots_of(MIN_MODULE_MM, paper.dpi))
    paper.linear(code, left, top + 3, width, _BARS_MM, most=most)


def render_advice_page(page: AdvicePage, media: Media = A4, dpi: int = 203) -> bytes:
    """A title and pieces of advice as a PDF.

    Raises:
        CannotPrint: A character without glyph, or more advice than the paper holds.
    """
    paper = Paper(media, dpi, page.title)
    width = media.width_mm - 2 * _EDGE_MM
    at = _head(paper, page.title, page.hint) + 6
    for number, (heading, text) in enumerate(page.advice, start=1):
        lines = wrap(printable(text), width - _NUMBER_MM, _TEXT_PT, width_mm)
        needed = em_mm(_HEAD_PT) + 3 + len(lines) * leading_mm(_TEXT_PT) + 8
        if at + needed > media.height_mm - _EDGE_MM:
            raise CannotPrint(PrintProblem.TEXT_TOO_LONG, field=heading)
        paper.rule(_EDGE_MM, at, media.width_mm - _EDGE_MM, HAIRLINE_MM)
        at += 8
        paper.text(_EDGE_MM, at, str(number), _HEAD_PT, field="title", weight=Weight.BOLD)
        paper.text(
            _EDGE_MM + _NUMBER_MM, at, heading, _HEAD_PT, field="caption", weight=Weight.BOLD
        )
        at += 3
        for line in lines:
            at += leading_mm(_TEXT_PT)
            paper.text(_EDGE_MM + _NUMBER_MM, at, line, _TEXT_PT, field="caption")
        at += 7
    return paper.finish().pdf


def _head(paper: Paper, title: str, hint: str) -> float:
    """Title and hint; gives where they end."""
    width = paper.media.width_mm - 2 * _EDGE_MM
    size = fit_line(printable(title), width, _bold, _TITLE_PT, 10, field="title")
    paper.text(_EDGE_MM, _TITLE_AT_MM, title, size, field="title", weight=Weight.BOLD)
    at = _TEXT_AT_MM
    for line in wrap(printable(hint), width, _TEXT_PT, width_mm):
        paper.text(_EDGE_MM, at, line, _TEXT_PT, field="caption")
        at += leading_mm(_TEXT_PT)
    return at


def _bold(text: str, size_pt: float) -> float:
    return width_mm(text, size_pt, Weight.BOLD)
