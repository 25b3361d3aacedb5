"""The fields of a printer's settings, and what a person wrote in them as a binding."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from desktop.office.goods.facts_form import Field, Kind, Line
from fulfilment.paper.station_printers import Binding
from printing.media import DPIS, MEDIA, ROLL_80, STICKERS, Media
from procedure.paper_words import PrinterLanguage, PrinterWay
from procedure.words import PrintKind
from resources.catalogue import N_, Translator

Values = Mapping[str, Any]
Options = tuple[tuple[str, Any], ...]
_WAYS = (
    (N_("PDF files in the data folder"), PrinterWay.FOLDER),
    (N_("Print queue of this computer"), PrinterWay.QUEUE),
    (N_("Label printer on the network"), PrinterWay.NETWORK),
)
_ANY = N_("Whatever fits")
_NO_QUEUE = N_("This computer has no print queue")
PRINTER_FIELDS: tuple[tuple[str, Line], ...] = (
    ("", (Field("way", N_("Paper goes to"), Kind.CHOICE, options=_WAYS),)),
    ("", (Field("queue", N_("Print queue"), Kind.CHOICE, options=((_NO_QUEUE, ""),)),)),
    ("", (Field("address", N_("Address, as 10.0.0.9")),)),
    (
        "",
        (
            Field(
                "language",
                N_("Speaks"),
                Kind.CHOICE,
                options=tuple((each.value.upper(), each) for each in PrinterLanguage),
            ),
        ),
    ),
    (
        "",
        (Field("dpi", N_("Dots an inch"), Kind.CHOICE, options=tuple((str(n), n) for n in DPIS)),),
    ),
    ("", (Field("media", N_("Paper in it"), Kind.CHOICE, options=((_ANY, None),)),)),
)
_USED: Mapping[PrinterWay, frozenset[str]] = {
    PrinterWay.FOLDER: frozenset(),
    PrinterWay.QUEUE: frozenset({"queue"}),
    PrinterWay.NETWORK: frozenset({"address", "language", "dpi"}),
}


def used_fields(way: PrinterWay) -> frozenset[str]:
    """The fields that mean something for a way to print."""
    return _USED[way] | {"way", "media"}


def printer_values(binding: Binding) -> dict[str, Any]:
    """What the form shows of a binding."""
    on_network = binding.way is PrinterWay.NETWORK
    return {
        "way": binding.way,
        "queue": binding.address if binding.way is PrinterWay.QUEUE else "",
        "address": binding.address if on_network else "",
        "language": binding.language or PrinterLanguage.TSPL,
        "dpi": binding.dpi or DPIS[0],
        "media": binding.media,
    }


def binding_of(values: Values) -> Binding:
    """What a person wrote, faults and all."""
    way, media = values["way"], values["media"]
    if way is PrinterWay.QUEUE:
        return Binding(way, values["queue"] or "", media=media)
    if way is PrinterWay.NETWORK:
        return Binding(way, values["address"].strip(), values["language"], values["dpi"], media)
    return Binding(media=media)


def media_options(kind: PrintKind, translator: Translator) -> Options:
    """The papers a kind is printed on."""
    known = STICKERS if kind is PrintKind.CARD else MEDIA
    papers = [media for media in known.values() if kind is PrintKind.CARD or _is_for(media, kind)]
    return ((translator.text(_ANY), None), *((_size(media), media.name) for media in papers))


def queue_options(found: Iterable[str], bound: str, translator: Translator) -> Options:
    """The queues of this computer; a bound one stays, also where it is gone."""
    names = sorted({*found, *filter(None, [bound])})
    return tuple((name, name) for name in names) or ((translator.text(_NO_QUEUE), ""),)


def _is_for(media: Media, kind: PrintKind) -> bool:
    is_label = media.name[0].isdigit() and media is not ROLL_80
    return is_label if kind is PrintKind.WAYBILL else not is_label


def _size(media: Media) -> str:
    if media.endless:
        return media.name
    size = f"{media.width_mm:g} × {media.height_mm:g} mm"
    return size if media.name[0].isdigit() else f"{media.name}, {size}"
