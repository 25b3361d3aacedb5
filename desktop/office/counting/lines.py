"""The lines of a count: what stands on its shelves, in the books and as it was found."""

from __future__ import annotations

from dataclasses import dataclass

from desktop.office.listing.listing import ListColumn, Speech
from desktop.office.stock.words import NOTHING
from desktop.widgets.states import State
from desktop.widgets.table import Column
from fulfilment.stock.count_sheets import CountSheetLine
from resources.catalogue import N_


@dataclass(frozen=True, slots=True)
class CountedLine:
    """A line, and why found and books differ as far as somebody said it here."""

    line: CountSheetLine
    reason: str

    @property
    def difference(self) -> int | None:
        """Found less books; None where either is not known."""
        if self.line.expected is None or self.line.counted is None:
            return None
        return self.line.counted - self.line.expected


def _sign(row: CountedLine) -> State | None:
    if row.line.counted is None:
        return State.NEUTRAL
    return State.ATTENTION if row.difference else State.GOOD


def _found(row: CountedLine, speech: Speech) -> str:
    return NOTHING if row.line.counted is None else f"{row.line.counted:,}"


def _books(row: CountedLine, speech: Speech) -> str:
    return NOTHING if row.line.expected is None else f"{row.line.expected:,}"


def _differs(row: CountedLine, speech: Speech) -> str:
    difference = row.difference
    return f"{difference:+,} {row.reason}".strip().replace("-", "−", 1) if difference else ""


LINES: tuple[ListColumn[CountedLine], ...] = (
    ListColumn(
        "shelf",
        N_("Shelf"),
        Column(132, sign=True, strong=True),
        lambda r, s: r.line.shelf_code,
        sign=_sign,
    ),
    ListColumn("sku", N_("SKU"), Column(104), lambda r, s: r.line.sku),
    ListColumn("lot", N_("Lot"), Column(92), lambda r, s: r.line.lot or NOTHING),
    ListColumn("books", N_("Books"), Column(62, number=True), _books),
    ListColumn("found", N_("Found"), Column(64, number=True), _found),
    ListColumn("differs", N_("Differs"), Column(0), _differs),
)
