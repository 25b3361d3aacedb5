"""`packbenchctl gateway`: the page on which handhelds pick."""

from __future__ import annotations

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
    db: DatabaseOption = None,
) -> None:
    """Serve the page on which handhelds pick by scanning, until Ctrl-C."""
    from gateway.pda.serving import serve
    from gateway.places import data_folder, opened

    with opened(db) as database:
        folder = data_folder()
        folder.mkdir(parents=True, exist_ok=True)
        shown = f"[{host}]" if ":" in host else host
        words = N_("The page for handhelds is at {address}; Ctrl-C ends it.")
        typer.echo(load(language()).text(words, address=f"http://{shown}:{port}/pda"))
        serve(database, folder, host, port, station or ())
