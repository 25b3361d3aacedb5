"""Before paper is used: is every character there, does all fit, does every code read back?

Findings are values: a label that cannot be printed is normal work, and all that is wrong with
it is said at once.

References:
    FIELD "Labels and waybills" (paper match ± 1 mm, whole dots); clauses 3.2.2b, 4.2.1b.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence

from printing.bitmap import Bitmap, bitmaps
from printing.codes import Symbology
from printing.documents import CardSheet, PickSheet, WaybillLabel
from printing.fonts import missing_glyphs
from printing.media import Media
from printing.paper import PlacedCode, Printed
from printing.problems import CannotPrint, Finding, PrintProblem

Field = tuple[str, str]
"""A field's name and its text."""


def check_waybill(
    label: WaybillLabel, media: Media, dpi: int = 203, language: str = "zh_CN"
) -> tuple[Finding, ...]:
    """Everything that keeps a label from being printed; empty when it may be."""
    from printing.waybill import draw_waybills

    return _check(
        waybill_fields(label), lambda: draw_waybills((label,), media, dpi, language), media
    )


def check_pick_sheet(
    sheet: PickSheet, media: Media, dpi: int = 203, language: str = "en"
) -> tuple[Finding, ...]:
    """Everything that keeps a pick sheet from being printed; empty when it may be."""
    from printing.pick_sheet import draw_pick_sheet

    return _check(
        pick_sheet_fields(sheet), lambda: draw_pick_sheet(sheet, media, dpi, language), media
    )


def check_cards(sheet: CardSheet, media: Media, dpi: int = 203) -> tuple[Finding, ...]:
    """Everything that keeps a sheet of cards from being printed; empty when it may be."""
    from printing.cards import draw_cards

    fields = [
        ("title", sheet.title),
        *(("caption", f"{card.caption}{card.note}") for card in sheet.cards),
    ]
    return _check(fields, lambda: draw_cards(sheet, media, dpi), media)


def check_printed(printed: Printed, media: Media) -> tuple[Finding, ...]:
    """What is wrong with a finished document: its size, its pages, any code that does not read."""
    pages = bitmaps(printed.pdf, printed.dpi)
    findings: list[Finding] = []
    if len(pages) != printed.pages:
        findings.append(
            Finding(PrintProblem.WRONG_PAGE_COUNT, {"pages": len(pages), "expected": printed.pages})
        )
        return tuple(findings)
    for page in pages:
        if not media.matches(page.width_mm, page.height_mm):
            findings.append(
                Finding(
                    PrintProblem.WRONG_PAGE_SIZE,
                    {
                        "width_mm": round(page.width_mm),
                        "height_mm": round(page.height_mm),
                        "media": media.name,
                    },
                )
            )
    findings += [
        Finding(PrintProblem.CODE_UNREADABLE, {"code": code.text, "dpi": printed.dpi})
        for code in printed.codes
        if code.text not in read_code(pages[code.page], code)
    ]
    return tuple(findings)


def read_code(page: Bitmap, code: PlacedCode) -> tuple[str, ...]:
    """What a scanner reads where a code stands: its kind only, its quiet zones included."""
    part = page.crop(code.left, code.top, code.width, code.height)
    return decode(part, (code.symbology,))


def decode(page: Bitmap, symbologies: Sequence[Symbology]) -> tuple[str, ...]:
    """Every code of these kinds on a bitmap, read as it stands, not turned and not inverted."""
    import zxingcpp

    kinds = {
        Symbology.CODE128: zxingcpp.BarcodeFormat.Code128,
        Symbology.EAN13: zxingcpp.BarcodeFormat.EAN13,
        Symbology.QR: zxingcpp.BarcodeFormat.QRCode,
    }
    pixels = memoryview(page.grey).cast("B", (page.height, page.width))
    found = zxingcpp.read_barcodes(
        pixels,
        formats=zxingcpp.BarcodeFormats([kinds[kind] for kind in symbologies]),
        try_rotate=False,
        try_invert=False,
        text_mode=zxingcpp.TextMode.Plain,
    )
    return tuple(code.bytes.decode("utf-8", "replace") for code in found)


def waybill_fields(label: WaybillLabel) -> tuple[Field, ...]:
    """All text of a label with the names its refusals use."""
    return (
        ("carrier name", label.carrier_name),
        ("service name", label.service_name),
        ("route code", label.route_code or ""),
        ("receiver name and phone", label.receiver.name + label.receiver.phone),
        ("receiver address", label.receiver.address),
        ("sender name and phone", label.sender.name + label.sender.phone),
        ("sender address", label.sender.address),
        ("goods summary", "".join(line.name for line in label.goods)),
        ("payment", label.payment),
        ("marks", "".join(label.marks)),
        ("box code", label.box_code or ""),
        ("station and operator", label.station + label.operator),
    )


def pick_sheet_fields(sheet: PickSheet) -> tuple[Field, ...]:
    """All text of a pick sheet with the names its refusals use."""
    return (
        ("task number", sheet.task_no),
        ("order numbers", "".join(sheet.order_nos)),
        ("wave, zone and carrier", f"{sheet.wave_no or ''}{sheet.zone}{sheet.carrier}"),
        ("remarks", "".join(sheet.remarks)),
        *(("product name", f"{row.sku}{row.name}") for row in sheet.rows),
        *(("shelf", row.shelf) for row in sheet.rows),
        *(("lot", row.lot) for row in sheet.rows if row.lot),
        *(("remarks", row.remark) for row in sheet.rows),
        ("station and operator", sheet.station + sheet.operator),
    )


def _check(
    fields: Sequence[Field], draw: Callable[[], Printed], media: Media
) -> tuple[Finding, ...]:
    missing: dict[str, str] = {}
    for field, text in fields:
        if signs := missing_glyphs(text):
            missing[field] = "".join(dict.fromkeys(missing.get(field, "") + signs))
    findings = [
        Finding(PrintProblem.MISSING_GLYPHS, {"characters": signs, "field": field})
        for field, signs in missing.items()
    ]
    if findings:
        return tuple(findings)
    try:
        printed = draw()
    except CannotPrint as refusal:
        return (refusal.finding(),)
    return check_printed(printed, media)
