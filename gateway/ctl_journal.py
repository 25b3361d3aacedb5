"""`packbenchctl replay`: a station's journal once more through the machines."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer


def replay(
    file: Annotated[Path, typer.Argument(help="A station's journal, or a copy of one.")],
) -> None:
    """Give a journal's scans to the machines again; the verdicts must be the same.

    The file is not written. Exit code 0: all the same; 1: the first difference is named; 2: the
    file is no journal, damaged, or of a newer program.
    """
    from db.journal_copy import copied_journal
    from fulfilment.station.replay import replay as replayed

    with copied_journal(file) as entries:
        found = replayed(entries)
    typer.echo(f"{found.entries} entries, {found.scans} scans, {found.answers} answers.")
    if found.unanswered:
        typer.echo(f"{found.unanswered} questions to the centre were cut off; they never sounded.")
    if found.skipped:
        typer.echo(f"{found.skipped} entries of an older program were passed over.")
    if found.difference is None:
        typer.echo("Every verdict is the same.")
        return
    typer.echo(f"The first difference is entry {found.difference.seq}.")
    typer.echo(f"  in the journal: {found.difference.expected}")
    typer.echo(f"  in this replay: {found.difference.got}")
    typer.echo("Keep this journal as it is and call the technician.")
    raise typer.Exit(1)
