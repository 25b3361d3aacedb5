"""`packbenchctl replay` and `conflicts`: what stations wrote, looked at afterwards."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Annotated

import typer

from gateway.ctl_goods import DatabaseOption, language
from resources.catalogue import N_

_NUMBER = re.compile(r"[0-9]{1,18}")

_NO_FILE = N_("There is no file {path}. Look at its name again.")
_FOLDER = N_("{path} is a folder. Name a journal in it, as pack.journal.")
_NO_NUMBER = N_(
    "{text} is no number of a conflict. See the numbers with: packbenchctl conflicts list"
)

conflicts_app = typer.Typer(
    help="Scans that came under a known number with other content.", no_args_is_help=True
)


def replay(
    file: Annotated[Path, typer.Argument(help="A station's journal, or a copy of one.")],
) -> None:
    """Give a journal's scans to the machines again; the verdicts must be the same.

    The file is not written. Exit code 0: all the same; 1: the first difference is named; 2: the
    file is no journal, damaged, or of a newer program.
    """
    from db.journal_copy import copied_journal
    from resources.catalogue import load

    if not file.is_file():
        words = _FOLDER if file.is_dir() else _NO_FILE
        typer.echo(load(language()).text(words, path=str(file)), err=True)
        raise typer.Exit(2)
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


@conflicts_app.command("list")
def conflicts_list(db: DatabaseOption = None) -> None:
    """List the conflicts nobody has looked at; exit code 1 where there are any."""
    from db.views.conflicts import count_open_conflicts, open_conflicts
    from gateway.places import opened

    with opened(db) as database, database.read() as connection:
        count = count_open_conflicts(connection)
        rows = open_conflicts(connection)
    for row in rows:
        typer.echo(
            f"{row.conflict_id}  {row.at:%Y-%m-%d %H:%M} UTC  {row.station}  "
            f"{row.person or 'nobody signed in'}  {row.key}  differs from entry {row.seq}"
        )
    typer.echo(f"{count} scans wait for somebody to say what they were.")
    raise typer.Exit(1 if count else 0)


@conflicts_app.command("settle")
def conflicts_settle(
    conflict: Annotated[str, typer.Argument(help="Its number in the list.")],
    note: Annotated[str, typer.Option(help="What it was, in a few words.")],
    badge: Annotated[
        str, typer.Option(prompt="Your badge", hide_input=True, help="Scan it when asked.")
    ],
    db: DatabaseOption = None,
) -> None:
    """Say what a conflict was, as the person whose badge is scanned."""
    from fulfilment.house import open_house
    from fulfilment.people import actor_of_badge
    from fulfilment.station.conflicts import settle_conflict
    from gateway.places import opened
    from procedure.effects import Refused
    from procedure.texts import sentence
    from procedure.verdicts import VerdictKind, verdict
    from procedure.worded import worded
    from resources.catalogue import load

    if not _NUMBER.fullmatch(conflict):
        typer.echo(load(language()).text(_NO_NUMBER, text=conflict), err=True)
        raise typer.Exit(2)
    with opened(db) as database:
        house = open_house(database, "conflicts")
        try:
            actor = actor_of_badge(house, badge.strip().upper(), None)
            if actor is None:
                refused: Refused | None = Refused(verdict(VerdictKind.UNKNOWN_BADGE))
            else:
                refused = settle_conflict(house, actor, int(conflict), note)
        finally:
            house.close()
    if refused is not None:
        typer.echo(worded(load(language()), sentence(refused.verdict)))
        raise typer.Exit(1)
    typer.echo("It is settled.")
