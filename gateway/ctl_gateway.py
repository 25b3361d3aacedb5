"""`packbenchctl gateway`: the page on which handhelds pick."""

from __future__ import annotations

from ipaddress import ip_network
from typing import Annotated

import typer

from gateway.ctl_goods import DatabaseOption, language
from resources.catalogue import N_, load


def gateway(
    host: Annotated[str, typer.Option(help="The interface to serve; only this PC else.")] = (
        "127.0.0.1"
    ),
    port: Annotated[int, typer.Option(min=1, max=65_535)] = 8017,
    station: Annotated[
        list[str] | None, typer.Option(help="A station on offer; all picking stations else.")
    ] = None,
    printer: Annotated[
        list[str] | None,
        typer.Option(
            metavar="[ZONE=]WHERE",
            help="Where a zone's sheets and shelf labels come out: a folder, tspl://HOST[:PORT][/DPI]"
            " or zpl://…; may repeat.",
        ),
    ] = None,
    allow: Annotated[
        list[str] | None,
        typer.Option(metavar="NETWORK", help="Answer only handhelds of this network; may repeat."),
    ] = None,
    db: DatabaseOption = None,
) -> None:
    """Serve the page on which handhelds pick by scanning, until Ctrl-C."""
    from gateway.pda.serving import serve
    from gateway.places import data_folder, opened
    from gateway.printer_places import printer_named

    try:
        printers = dict(printer_named(each) for each in printer or ())
    except ValueError as wrong:
        words = N_("{printer} is no printer: name a folder, tspl://HOST or zpl://HOST.")
        raise typer.BadParameter(load(language()).text(words, printer=wrong)) from None
    try:
        allowed = [ip_network(each) for each in allow or ()]
    except ValueError as wrong:
        words = N_("{network} is no network: write it as 10.0.7.0/24.")
        raise typer.BadParameter(load(language()).text(words, network=wrong)) from None

    with opened(db) as database:
        folder = data_folder()
        folder.mkdir(parents=True, exist_ok=True)
        shown = f"[{host}]" if ":" in host else host
        words = N_("The page for handhelds is at {address}; Ctrl-C ends it.")
        typer.echo(load(language()).text(words, address=f"http://{shown}:{port}/pda"))
        serve(database, folder, host, port, station or (), printers, allowed)
