"""`packbenchctl cards`: everything that is scanned instead of typed, as a PDF."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from gateway.ctl_goods import DatabaseOption
from gateway.ctl_goods import language as account_language
from printing.media import STICKERS
from resources.catalogue import LANGUAGES, N_, Translator, load

if TYPE_CHECKING:
    from fulfilment.house import House
    from procedure.ids import PersonId

A4_NAME = "A4"
_NOBODY = N_("Nobody of the name {name} works here. Look at the name; nothing was printed.")
_SEVERAL = N_("Several people are called {name}. Print this badge at the Cards screen.")
_NO_LANGUAGE = N_("There is no language {name}. Choose one of {names}; nothing was printed.")


def cards(
    out: Annotated[Path, typer.Option(help="The PDF file to write.", dir_okay=False)],
    commands: Annotated[bool, typer.Option("--commands", help="Command cards.")] = False,
    reasons: Annotated[bool, typer.Option("--reasons", help="Reason cards.")] = False,
    defects: Annotated[bool, typer.Option("--defects", help="Defect cards.")] = False,
    quantities: Annotated[bool, typer.Option("--quantities", help="Quantities.")] = False,
    materials: Annotated[bool, typer.Option("--materials", help="Packaging materials.")] = False,
    shelves: Annotated[str, typer.Option(metavar="ZONE", help="Labels of a zone's shelves.")] = "",
    from_shelf: Annotated[
        str, typer.Option("--from-shelf", help="First shelf or aisle of the zone.")
    ] = "",
    to_shelf: Annotated[
        str, typer.Option("--to-shelf", help="Last shelf or aisle of the zone.")
    ] = "",
    totes: Annotated[int, typer.Option(min=0, max=2000, help="So many tote labels.")] = 0,
    first: Annotated[int, typer.Option(min=1, help="Number of the first tote.")] = 1,
    badges: Annotated[
        list[str] | None,
        typer.Option("--badges", metavar="NAME", help="A new badge for this person; may repeat."),
    ] = None,
    keep_old: Annotated[
        bool, typer.Option("--keep-old", help="Older badges go on opening stations.")
    ] = False,
    media: Annotated[
        str, typer.Option(help=f"{A4_NAME}, or a roll of stickers: {', '.join(STICKERS)}.")
    ] = A4_NAME,
    language: Annotated[
        str | None,
        typer.Option(help=f"On the cards: {', '.join(LANGUAGES)}; the account's where not given."),
    ] = None,
    db: DatabaseOption = None,
) -> None:
    """Print cards and labels into a PDF; commands, reasons, defects where nothing is named."""
    from fulfilment.cards.card_files import write_cards
    from fulfilment.cards.card_order import CardOrder
    from fulfilment.cards.card_sheets import CardKind, ShelfRange
    from fulfilment.house import SYSTEM, open_house
    from gateway.places import opened

    speaks = load(account_language())
    if language is not None and language not in LANGUAGES:
        _stop(speaks, _NO_LANGUAGE, name=language, names=", ".join(LANGUAGES))
    named = {
        CardKind.COMMANDS: commands,
        CardKind.REASONS: reasons,
        CardKind.DEFECTS: defects,
        CardKind.QUANTITIES: quantities,
        CardKind.MATERIALS: materials,
        CardKind.SHELVES: bool(shelves),
        CardKind.TOTES: bool(totes),
    }
    kinds = tuple(kind for kind, wanted in named.items() if wanted)
    if not kinds and not badges:
        kinds = (CardKind.COMMANDS, CardKind.REASONS, CardKind.DEFECTS)
    with opened(db) as database:
        house = open_house(database, "cards")
        try:
            people = _people(house, badges or (), speaks)
            order = CardOrder(
                kinds,
                ShelfRange(shelves, from_shelf, to_shelf),
                first,
                totes,
                people,
                keep_old,
                media,
            )
            translator = load(language or account_language())
            told = write_cards(house, SYSTEM, order, out, translator, speaks)
        finally:
            house.close()
    typer.echo(told.sentence)
    raise typer.Exit(0 if told.complete else 1)


def _people(house: House, names: Sequence[str], speaks: Translator) -> tuple[PersonId, ...]:
    """Those who are called so; stops where nobody is, or where several are."""
    from fulfilment.cards.badges import badge_holders

    if not names:
        return ()
    there = badge_holders(house)
    found = []
    for name in names:
        called = [holder.person_id for holder in there if holder.name == name]
        if len(called) != 1:
            _stop(speaks, _SEVERAL if called else _NOBODY, name=name)
        found += called
    return tuple(found)


def _stop(speaks: Translator, msgid: str, **params: str) -> NoReturn:
    typer.echo(speaks.text(msgid, **params))
    raise typer.Exit(1)
