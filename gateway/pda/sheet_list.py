"""The list of a zone's sheets, and the zones to choose from."""

from __future__ import annotations

from db.views.open_sheets import OpenSheet, ZoneSheets
from gateway.pda.page import Chip, Sheet, Sheets
from procedure.text import NP_
from resources.catalogue import N_, Translator


def sheets_shown(
    tr: Translator, zones: tuple[ZoneSheets, ...], rows: tuple[OpenSheet, ...], zone: str
) -> Sheets:
    """The list in words: the chosen zone's sheets, and the zones to choose from."""
    everywhere = next((each.sheets for each in zones if not each.zone), 0)
    counts = {"": sum(each.sheets for each in zones)}
    counts |= {each.zone: each.sheets + everywhere for each in zones if each.zone}
    chips = tuple(
        Chip(
            each,
            tr.text(N_("Zone {zone}"), zone=each) if each else tr.text(N_("All zones")),
            count,
            each == zone,
        )
        for each, count in counts.items()
    )
    one, many = NP_("{n} more sheet waits", "{n} more sheets wait")
    more = counts.get(zone, everywhere) - len(rows)
    empty = N_("Everything is picked or in somebody's hands. New tasks appear here by themselves.")
    return Sheets(
        chips if len(chips) > 1 else (),
        tuple(_sheet(tr, row) for row in rows),
        tr.plural(one, many, more) if more > 0 else "",
        "" if rows else tr.text(empty),
    )


def next_code(sheets: Sheets) -> str:
    """Of a chosen zone the first sheet on the list; "" where the centre may give any."""
    zone = any(chip.chosen and chip.zone for chip in sheets.chips)
    return sheets.rows[0].code if zone and sheets.rows else ""


def _sheet(tr: Translator, row: OpenSheet) -> Sheet:
    def counted(forms: tuple[str, str], n: int) -> str:
        return tr.plural(*forms, n)

    parts = [
        counted(NP_("{n} stop", "{n} stops"), row.stops),
        counted(NP_("{n} unit", "{n} units"), row.units),
    ]
    if row.orders > 1:
        parts.insert(0, counted(NP_("{n} order", "{n} orders"), row.orders))
    started = tr.text(N_("{counted} of {of} taken"), counted=row.picked, of=row.units)
    return Sheet(
        row.code,
        " · ".join(parts),
        tr.text(N_("Express")) if row.express else "",
        row.wave_no,
        started if row.picked else "",
    )
