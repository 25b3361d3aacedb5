"""`packbenchctl gateway`: the page on which handhelds pick."""

from __future__ import annotations

from collections.abc import Callable
from ipaddress import ip_network
from typing import Annotated, TypeVar

import typer

from gateway.ctl_goods import DatabaseOption, language
from resources.catalogue import N_, load

T = TypeVar("T")

_NO_PRINTER = N_("{text} is no printer: name a folder, tspl://HOST or zpl://HOST.")
_NO_NETWORK = N_("{text} is no network: write it as 10.0.7.0/24.")


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
    from gateway.pda.serving import CannotServe, serve
    from gateway.places import data_folder, opened
    from gateway.printer_places import printer_named

    printers = dict(_understood(printer, printer_named, _NO_PRINTER))
    allowed = _understood(allow, ip_network, _NO_NETWORK)
    with opened(db) as database:
        folder = data_folder()
        folder.mkdir(parents=True, exist_ok=True)
        try:
            serve(database, folder, host, port, _say_where, station or (), printers, allowed)
        except CannotServe as why:
            typer.echo(load(language()).text(why.words, host=host, port=port), err=True)
            raise typer.Exit(2) from None


def _say_where(host: str, port: int) -> None:
    shown = f"[{host}]" if ":" in host else host
    words = N_("The page for handhelds is at {address}; Ctrl-C ends it.")
    typer.echo(load(language()).text(words, address=f"http://{shown}:{port}/pda"))


def _understood(texts: list[str] | None, read: Callable[[str], T], words: str) -> list[T]:
    """What the words of an option mean; ends the command where one means nothing."""
    found = []
    for text in texts or ():
        try:
            found.append(read(text))
        except ValueError:
            typer.echo(load(language()).text(words, text=text), err=True)
            raise typer.Exit(2) from None
    return found
