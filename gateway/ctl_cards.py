"""`packbenchctl cards`: everything that is scanned instead of typed, as a PDF."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gateway.ctl_goods import DatabaseOption, language
from printing.media import STICKERS
from resources.catalogue import load

A4_NAME = "A4"


def cards(
    out: Annotated[Path, typer.Option(help="The PDF file to write.", dir_okay=False)],
    commands: Annotated[bool, typer.Option("--commands", help="Command cards.")] = False,
    reasons: Annotated[bool, typer.Option("--reasons", help="Reasons and defects.")] = False,
    quantities: Annotated[bool, typer.Option("--quantities", help="Quantities.")] = False,
    materials: Annotated[bool, typer.Option("--materials", help="Packaging materials.")] = False,
    shelves: Annotated[str, typer.Option(metavar="ZONE", help="Labels of a zone's shelves.")] = "",
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
    db: DatabaseOption = None,
) -> None:
    """Print cards and labels into a PDF; the command and reason cards where nothing is named."""
    from fulfilment.cards.card_sheets import CardKind
    from fulfilment.house import open_house
    from gateway.card_files import CardWishes, write_cards
    from gateway.places import opened

    named = {
        CardKind.COMMANDS: commands,
        CardKind.REASONS: reasons,
        CardKind.QUANTITIES: quantities,
        CardKind.MATERIALS: materials,
        CardKind.SHELVES: bool(shelves),
        CardKind.TOTES: bool(totes),
    }
    kinds = tuple(kind for kind, wanted in named.items() if wanted)
    if not kinds and not badges:
        kinds = (CardKind.COMMANDS, CardKind.REASONS)
    wishes = CardWishes(kinds, shelves, first, totes, tuple(badges or ()), keep_old, media)
    with opened(db) as database:
        house = open_house(database, "cards")
        try:
            told = write_cards(house, wishes, out, load(language()))
        finally:
            house.close()
    for line in told.lines:
        typer.echo(line)
    raise typer.Exit(0 if told.complete else 1)
