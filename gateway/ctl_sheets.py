"""`packbenchctl sheets`: pick sheets on paper, and which station prints them."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from gateway.ctl_goods import DatabaseOption, language
from procedure.words import SheetPaper
from resources.catalogue import load

sheets_app = typer.Typer(help="Pick sheets.", no_args_is_help=True)


@sheets_app.command("print")
def sheets_print(
    wave: Annotated[str, typer.Option(help="The wave's number, WAV-….")],
    folder: Annotated[Path, typer.Option(help="Where the PDF files go.")],
    media: Annotated[
        SheetPaper, typer.Option(case_sensitive=False, help="What they are printed on.")
    ] = SheetPaper.A4,
    reason: Annotated[str, typer.Option(help="Why sheets are printed again.")] = "",
    db: DatabaseOption = None,
) -> None:
    """Print the pick sheets of a wave into a folder, a file for each."""
    from gateway.places import opened
    from gateway.sheet_files import print_wave

    with opened(db) as database:
        files = print_wave(database, wave, folder, media, reason, load(language()))
    for line in files.lines:
        typer.echo(line)
    raise typer.Exit(0 if files.complete else 1)


@sheets_app.command("station")
def sheets_station(
    name: Annotated[str, typer.Argument(help="The station's name.")],
    zone: Annotated[str, typer.Option(help="The zone whose sheets it prints; none else.")] = "",
    media: Annotated[
        SheetPaper, typer.Option(case_sensitive=False, help="What it prints sheets on.")
    ] = SheetPaper.A4,
    db: DatabaseOption = None,
) -> None:
    """Say which zone's pick sheets a station prints, and on what paper."""
    from fulfilment.house import SYSTEM, open_house
    from fulfilment.paper.sheet_printing import set_sheet_station
    from gateway.places import opened
    from procedure.effects import Refused

    with opened(db) as database:
        house = open_house(database, "sheets")
        try:
            done = set_sheet_station(house, SYSTEM, name, zone, media)
        finally:
            house.close()
    if isinstance(done, Refused):
        typer.echo(f"There is no station {name}. Look at its name again; nothing was changed.")
        raise typer.Exit(1)
    typer.echo(f"Station {name} prints on {media.value}: zone {zone or '-'}.")
