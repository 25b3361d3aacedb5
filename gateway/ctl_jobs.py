"""`packbenchctl jobs`: the periodic work of the house, for a server without a window."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Annotated

import typer

if TYPE_CHECKING:
    from fulfilment.house_jobs import KeptHouse

jobs_app = typer.Typer(help="The periodic work of the house.", no_args_is_help=True)


@jobs_app.callback()
def jobs() -> None:
    """The periodic work of the house."""


@jobs_app.command("run")
def jobs_run(
    db: Annotated[
        str | None,
        typer.Option("--db", help="Database URL; the data folder's SQLite file where not given."),
    ] = None,
) -> None:
    """Do what is due, once; run it every minute where no window is open."""
    from fulfilment.house import open_house
    from fulfilment.house_jobs import keep_house
    from gateway.places import opened

    with opened(db) as database:
        house = open_house(database, "jobs")
        try:
            kept = keep_house(house)
        finally:
            house.close()
    for line in _lines(kept):
        typer.echo(line)
    if kept.failed:
        raise typer.Exit(1)


def _lines(kept: KeptHouse) -> Iterator[str]:
    """What was done, in sentences."""
    if not kept.in_turn:
        yield "Another program did it less than a minute ago. Nothing was done."
        return
    yield f"{kept.unpaid} orders that were not paid in time are cancelled."
    yield f"{kept.blocked} units that are too old to be sent are kept back."
    if kept.promised:
        yield (
            f"{kept.promised} more such units are promised to orders. "
            "Customer service must decide about these orders."
        )
    if kept.lots:
        yield f"{kept.lots} lots of parcels were judged by their inspections."
    yield f"{kept.to_pick} orders that waited for stock can be picked now."
    for job in kept.failed:
        yield f"The job “{job.value}” could not be done now. It is tried again at the next run."
