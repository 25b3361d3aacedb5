"""`packbenchctl scanner-test`: the page with the five test codes, as a PDF."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Annotated

import typer

from gateway.ctl_goods import language
from resources.catalogue import N_, load


def scanner_test(
    out: Annotated[Path, typer.Option(help="The PDF file to write.", dir_okay=False)],
) -> None:
    """Write the page of test codes that Settings, Scanner test asks to be scanned."""
    from fulfilment.cards.scanner_test import codes_page
    from printing.scanner_test import render_codes_page

    translator = load(language())
    pdf = render_codes_page(codes_page(translator))
    part = out.with_name(f"{out.name}.part")
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        with part.open("wb") as file:
            file.write(pdf)
            file.flush()
            os.fsync(file.fileno())
        part.replace(out)
    except OSError:
        words = N_("{name} cannot be written there. Choose another folder.")
        typer.echo(translator.text(words, name=out.name))
        raise typer.Exit(1) from None
    words = N_("{name} is written. Print it at actual size.")
    typer.echo(translator.text(words, name=str(out)))
