"""`packbenchctl printers`: which printer of a station prints what, and test pages."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from gateway.ctl_goods import DatabaseOption, language
from procedure.paper_words import PRINTED_KINDS, PrinterLanguage, PrinterWay
from procedure.words import PrintKind
from resources.catalogue import N_, load

if TYPE_CHECKING:
    from fulfilment.house import House
    from fulfilment.paper.station_printers import Binding
    from procedure.effects import Refused
    from procedure.ids import StationId

printers_app = typer.Typer(help="Printers of the stations.", no_args_is_help=True)

StationName = Annotated[str, typer.Argument(help="The station's name.")]


_KINDS = ", ".join(PRINTED_KINDS)
Kind = Annotated[
    str, typer.Argument(help=f"The kind of paper: {_KINDS} (of a shelf).", metavar="KIND")
]


def _printed_kind(text: str) -> PrintKind:
    """A kind of paper by its name.

    Raises:
        BadParameter: Nothing of that name is printed.
    """
    for kind in PRINTED_KINDS:
        if kind.value == text.lower():
            return kind
    raise typer.BadParameter(f"{text} is not printed; choose one of {_KINDS}")


@printers_app.command("list")
def list_printers(db: DatabaseOption = None) -> None:
    """Tell what every station prints on, and the queues of this computer."""
    from db.views.seats import seats
    from fulfilment.paper.station_printers import FOLDER, bindings
    from fulfilment.paper.trial import printer_words
    from printing.printers.queue import queues

    with _house(db) as house:
        with house.database.read() as connection:
            there = seats(connection)
        for seat in there:
            bound = bindings(house, seat.station_id)
            for kind in PRINTED_KINDS:
                typer.echo(f"{seat.name}\t{kind.value}\t{printer_words(bound.get(kind, FOLDER))}")
    for queue in queues():
        typer.echo(f"{queue}\t-\tprint queue of this computer")


@printers_app.command()
def bind(
    station: StationName,
    kind: Kind,
    queue: Annotated[
        str | None, typer.Option(help="A print queue of that station's computer.")
    ] = None,
    host: Annotated[str | None, typer.Option(help="A label printer's HOST or HOST:PORT.")] = None,
    speaks: Annotated[
        PrinterLanguage, typer.Option("--language", help="What a label printer speaks.")
    ] = PrinterLanguage.TSPL,
    dpi: Annotated[int, typer.Option(help="A label printer's dots an inch, 203 or 300.")] = 203,
    media: Annotated[str, typer.Option(help="The paper in it, as 100x150; none is any.")] = "",
    db: DatabaseOption = None,
) -> None:
    """Bind a printer to a station; without --queue and --host paper goes into its folder."""
    from fulfilment.house import SYSTEM
    from fulfilment.paper.station_printers import Binding, bind_printer
    from fulfilment.paper.trial import printer_words
    from procedure.effects import Refused

    printed = _printed_kind(kind)
    if queue is not None and host is not None:
        words = N_("Give --queue or --host, not both: paper goes to one printer.")
        typer.echo(load(language()).text(words), err=True)
        raise typer.Exit(2)
    paper = media or None
    wanted = Binding(media=paper)
    if queue is not None:
        wanted = Binding(PrinterWay.QUEUE, queue, media=paper)
    if host is not None:
        wanted = Binding(PrinterWay.NETWORK, host, speaks, dpi, paper)
    with _house(db) as house:
        done = bind_printer(house, SYSTEM, _station(house, station), printed, wanted)
    if isinstance(done, Refused):
        _say_refusal(done)
    else:
        typer.echo(f"{station}\t{printed.value}\t{printer_words(done)}")
        _warn_of_queue(done, station)


def _warn_of_queue(bound: Binding, station: str) -> None:
    """Say so where this computer has no such queue: the station may be another computer."""
    from printing.printers.queue import queues

    if bound.way is PrinterWay.QUEUE and bound.address not in queues():
        words = N_(
            "This computer has no print queue {queue}. That is right where {station} is another "
            "computer; else look at the name with: packbenchctl printers list"
        )
        said = load(language()).text(words, queue=bound.address, station=station)
        typer.echo(said, err=True)


@printers_app.command("test")
def try_out(
    station: StationName,
    kind: Kind,
    folder: Annotated[Path, typer.Option(help="For a kind that is not bound to a printer.")] = Path(
        "printed"
    ),
    db: DatabaseOption = None,
) -> None:
    """Print a test page where a station prints a kind of paper: frame, ruler and a code."""
    from fulfilment.house import SYSTEM
    from fulfilment.paper.trial import print_trial
    from printing.problems import SENTENCES, CannotPrint, MaybePrinted
    from procedure.effects import Refused

    translator, printed = load(language()), _printed_kind(kind)
    try:
        with _house(db) as house:
            done = print_trial(house, SYSTEM, _station(house, station), printed, folder)
    except (CannotPrint, MaybePrinted) as problem:
        typer.echo(translator.text(SENTENCES[problem.problem], **problem.params), err=True)
        raise typer.Exit(1) from None
    if isinstance(done, Refused):
        _say_refusal(done)
    else:
        typer.echo(done.place)


@contextmanager
def _house(db: str | None) -> Iterator[House]:
    from fulfilment.house import open_house
    from gateway.places import opened

    with opened(db) as database:
        house = open_house(database, "printers")
        try:
            yield house
        finally:
            house.close()


def _station(house: House, name: str) -> StationId:
    from db.views.seats import seats

    with house.database.read() as connection:
        found = [seat.station_id for seat in seats(connection) if seat.name == name]
    if not found:
        words = N_("There is no station {name}. Look at its name again.")
        typer.echo(load(language()).text(words, name=name), err=True)
        raise typer.Exit(1)
    return found[0]


def _say_refusal(refused: Refused) -> None:
    from procedure.texts import sentence

    said = sentence(refused.verdict)
    typer.echo(load(language()).text(said.msgid, **said.params), err=True)
    raise typer.Exit(1)
