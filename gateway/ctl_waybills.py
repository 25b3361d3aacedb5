"""`packbenchctl waybills`: ranges of waybill numbers, and how many are left."""

from __future__ import annotations

from typing import Annotated

import typer

from gateway.ctl_goods import DatabaseOption, language
from procedure.text import NP_
from resources.catalogue import N_, load

waybills_app = typer.Typer(help="Waybill numbers.", no_args_is_help=True)


@waybills_app.command("load")
def load_numbers(
    carrier: Annotated[str, typer.Argument(help="The carrier's short name, as SF.")],
    first: Annotated[str, typer.Argument(help="The first number of the range.")],
    last: Annotated[str, typer.Argument(help="Its last number.")],
    yes_unusual: Annotated[
        bool,
        typer.Option("--yes-unusual", help="Load numbers that do not look like this carrier's."),
    ] = False,
    db: DatabaseOption = None,
) -> None:
    """Load a range of numbers as the carrier handed it out; all of them or none."""
    from fulfilment.house import SYSTEM, open_house
    from fulfilment.shipping.number_ranges import load_range
    from gateway.places import opened
    from procedure.effects import Refused
    from procedure.texts import sentence

    translator = load(language())
    with opened(db) as database:
        house = open_house(database, "waybills")
        try:
            done = load_range(house, SYSTEM, carrier, first, last, yes_unusual)
        finally:
            house.close()
    if isinstance(done, Refused):
        said = sentence(done.verdict)
        typer.echo(translator.text(said.msgid, **said.params), err=True)
        raise typer.Exit(1)
    one, many = NP_("{n} number of {carrier} is loaded.", "{n} numbers of {carrier} are loaded.")
    typer.echo(translator.plural(one, many, done.numbers, carrier=carrier))


@waybills_app.command("left")
def left(db: DatabaseOption = None) -> None:
    """Tell how many numbers each carrier has; exit code 1 where some have to be asked for."""
    from datetime import UTC, datetime

    from fulfilment.shipping.number_ranges import numbers_left
    from gateway.places import opened

    translator = load(language())
    with opened(db) as database, database.read() as connection:
        carriers = numbers_left(connection, datetime.now(UTC))
    columns = (N_("carrier"), N_("numbers left"), N_("used in 24 hours"))
    typer.echo("\t".join(map(translator.text, columns)))
    for each in carriers:
        words = translator.text(N_("ask for new ones")) if each.is_low else ""
        typer.echo(f"{each.code}\t{each.free}\t{each.used_in_a_day}\t{words}".rstrip())
    raise typer.Exit(1 if any(each.is_low for each in carriers) else 0)
