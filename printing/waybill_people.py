"""Receiver and sender of a waybill, masked already."""

from __future__ import annotations

from dataclasses import dataclass

from printing.documents import Party
from printing.fonts import ASCENT, Weight, printable, width_mm
from printing.paper import Align
from printing.problems import CannotPrint
from printing.text_fit import TextBlock, em_mm, fit_block, fit_line
from printing.waybill_page import LabelPage

_NAME_TO_PHONE_MM = 3.5
_SMALLER_NAMES_PT = (11.0, 9.0)


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a party stands and in which type."""

    who: str
    left: float
    top: float
    height: float
    name_pt: float
    address_pt: float
    weight: Weight


def draw_receiver(page: LabelPage, y: float) -> float:
    """Name and phone large, the whole address below; gives the lower edge."""
    radius, height = 4.2 * page.layout.scale, page.layout.receiver
    page.paper.disc(page.left + radius, y + 2.2 + radius, radius, filled=True)
    _disc_word(page, page.words.receiver, page.left + radius, y + 2.2 + radius, 13, white=True)
    # Paper with a taller strip shows the address in larger type.
    address_pt = page.pt(min(13.5, height / 2))
    left = page.left + 2 * radius + 2.6
    place = _Place("receiver", left, y + 1.9, height - 3.2, page.pt(14), address_pt, Weight.BOLD)
    _draw_party(page, page.label.receiver, place)
    return page.line(y + height)


def draw_sender(page: LabelPage, y: float) -> float:
    """The sender in small type, down to the perforation; gives the lower edge."""
    scale, height = page.layout.scale, page.layout.sender
    middle = page.left + 4.2 * scale
    page.paper.disc(middle, y + height / 2, 2.9 * scale, filled=False)
    _disc_word(page, page.words.sender, middle, y + height / 2, 8.5)
    left = page.left + 8.4 * scale + 2.6
    size = page.pt(8.5)
    place = _Place("sender", left, y + 1.1, height - 1.9, size, size, Weight.REGULAR)
    _draw_party(page, page.label.sender, place)
    page.paper.dashes(0, y + height, page.paper.media.width_mm)
    return y + height


def _disc_word(
    page: LabelPage, word: str, x: float, middle: float, size: float, *, white: bool = False
) -> None:
    size = page.pt(size)
    page.paper.text(
        x,
        page.paper.centred_baseline(middle, 0, size),
        word,
        size,
        field="label words",
        weight=Weight.BOLD,
        align=Align.CENTRE,
        white=white,
    )


def _draw_party(page: LabelPage, party: Party, place: _Place) -> None:
    name, phone = printable(party.name), printable(party.phone)
    gap = _NAME_TO_PHONE_MM * page.layout.scale if name and phone else 0.0

    def measured(text: str, size: float) -> float:
        return width_mm(text, size, place.weight)

    width = page.right - place.left
    field = f"{place.who} name and phone"
    size = fit_line(name + phone, width - gap, measured, place.name_pt, field=field)
    size, address = _fit_address(printable(party.address), width, size, place)
    baseline = place.top + ASCENT * em_mm(size)
    x = place.left + page.paper.text(
        place.left, baseline, name, size, field=field, weight=place.weight
    )
    page.paper.text(x + gap, baseline, phone, size, field=field, weight=place.weight)
    baseline = place.top + _line_mm(size) + ASCENT * em_mm(address.size_pt)
    for line in address.lines:
        page.paper.text(place.left, baseline, line, address.size_pt, field=f"{place.who} address")
        baseline += address.leading_mm


def _line_mm(size_pt: float) -> float:
    return em_mm(size_pt) * 1.26


def _fit_address(
    address: str, width: float, name_pt: float, place: _Place
) -> tuple[float, TextBlock]:
    """The size of the name and the address below it: a long address takes room from the name
    before it is refused."""
    sizes = [name_pt, *(smaller for smaller in _SMALLER_NAMES_PT if smaller < name_pt)]
    for size in sizes:
        height = place.height - _line_mm(size)
        try:
            return size, fit_block(
                address,
                width,
                height,
                width_mm,
                place.address_pt,
                field=f"{place.who} address",
                tidy=True,
            )
        except CannotPrint:
            if size == sizes[-1]:
                raise
    raise AssertionError("a name has at least one size")
