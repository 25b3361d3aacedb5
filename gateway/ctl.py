"""packbenchctl: everything without a window. It never imports Qt."""

from __future__ import annotations

import json
import sys
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from db.errors import CannotNow
from gateway.ctl_cards import cards
from gateway.ctl_gateway import gateway
from gateway.ctl_goods import goods_app, language
from gateway.ctl_inspection import inspection_app
from gateway.ctl_jobs import jobs_app
from gateway.ctl_journal import conflicts_app, replay
from gateway.ctl_printers import printers_app
from gateway.ctl_scale import scale_app, weights_app
from gateway.ctl_scanners import scanner_test
from gateway.ctl_sheets import sheets_app
from gateway.ctl_waybills import waybills_app
from resources.catalogue import load

app = typer.Typer(
    name="packbenchctl",
    help="Packbench without a window.",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,  # help texts show [PARTS] that one may leave out
)
log_app = typer.Typer(help="The order log.", no_args_is_help=True)
stock_app = typer.Typer(help="Stock and its ledger.", no_args_is_help=True)
orders_app = typer.Typer(help="Orders.", no_args_is_help=True)
app.add_typer(log_app, name="log")
app.add_typer(stock_app, name="stock")
app.add_typer(orders_app, name="orders")
app.add_typer(goods_app, name="goods")
app.add_typer(sheets_app, name="sheets")
app.add_typer(printers_app, name="printers")
app.add_typer(waybills_app, name="waybills")
app.add_typer(jobs_app, name="jobs")
app.add_typer(inspection_app, name="inspection")
app.add_typer(conflicts_app, name="conflicts")
app.add_typer(scale_app, name="scale")
app.add_typer(weights_app, name="weights")
app.command()(gateway)
app.command()(cards)
app.command("scanner-test")(scanner_test)
app.command()(replay)

DatabaseOption = Annotated[
    str | None,
    typer.Option("--db", help="Database URL; the data folder's SQLite file where not given."),
]


def main() -> None:
    """Run a command; the world's faults end in one sentence and exit code 2."""
    try:
        app()
    except CannotNow as trouble:
        from fulfilment.trouble_words import trouble_sentence

        sys.stderr.write(trouble_sentence(trouble, load(language())) + "\n")
        raise SystemExit(2) from None


@app.command()
def demo(
    orders: Annotated[int, typer.Option(min=1, max=20_000, help="How many orders.")] = 100,
    db: Annotated[
        str | None, typer.Option("--db", help="An empty database; a new SQLite file else.")
    ] = None,
    folder: Annotated[
        Path | None, typer.Option(help="For journals and labels; a temporary one else.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
) -> None:
    """Do the whole job on the demo data with a simulated scanner, and report the figures."""
    from gateway.demo.run import run_demo

    with tempfile.TemporaryDirectory(prefix="packbench-demo-") as temporary:
        place = folder or Path(temporary)
        place.mkdir(parents=True, exist_ok=True)
        report = run_demo(_url(db, place), orders, place).as_dict()
    if as_json:
        typer.echo(json.dumps(report))
        return
    for name, value in report.items():
        typer.echo(f"{name:>22}  {value}")


def _url(db: str | None, folder: Path) -> str:
    from db.engine import sqlite_url

    return db or sqlite_url(folder / "packbench.sqlite")


@app.command("demo-house")
def demo_house(
    folder: Annotated[Path, typer.Argument(help="Where database and demo badges go.")],
    orders: Annotated[int, typer.Option(min=1, max=20_000)] = 120,
    for_waves: Annotated[int, typer.Option(min=0, help="So many of them wait for waves.")] = 0,
    fresh: Annotated[bool, typer.Option(help="Begin anew even where work is left.")] = False,
) -> None:
    """Set up a demo house for the window to open; one that has work left is kept."""
    from gateway.demo.house import clear_demo, has_work_left, make_demo_house, write_badges

    if not fresh and has_work_left(folder):
        typer.echo(f"The demo warehouse in {folder} has work left and was kept.")
        return
    folder.mkdir(parents=True, exist_ok=True)
    clear_demo(folder)
    made, _ = make_demo_house(_url(None, folder), orders, for_waves=for_waves)
    made.house.close()
    typer.echo(str(write_badges(folder, made.badges)))


@app.command()
def upgrade(db: DatabaseOption = None) -> None:
    """Bring a database up to date, or make a new one; an SQLite file is copied before."""
    from db.migrations import upgrade as bring_up_to_date
    from gateway.places import database_url

    bring_up_to_date(database_url(db))
    typer.echo("The database is up to date.")


@log_app.command("verify")
def log_verify(db: DatabaseOption = None) -> None:
    """Walk every order's log; name the first row that was altered."""
    from fulfilment.log.check import check_log
    from gateway.places import opened

    with opened(db) as database:
        found = check_log(database)
    if found.broken is not None:
        broken = found.broken
        typer.echo(
            f"Order {broken.order_no}, log row {broken.seq}: {broken.fault.value}. "
            "Keep this database as it is and call the technician."
        )
        raise typer.Exit(1)
    typer.echo(f"The log is whole: {found.rows} rows of {found.orders} orders.")


@stock_app.command("verify")
def stock_verify(db: DatabaseOption = None) -> None:
    """Compare every balance with the ledger and with its holders; name the first difference."""
    from fulfilment.stock.check import check_stock
    from gateway.places import opened

    with opened(db) as database:
        difference = check_stock(database)
    if difference is not None:
        typer.echo(f"{difference} Count this shelf and call the technician.")
        raise typer.Exit(1)
    typer.echo("Stock adds up: every balance follows from the ledger.")


@stock_app.command("rebuild")
def stock_rebuild(db: DatabaseOption = None) -> None:
    """Write the balances that do not follow from the ledger anew; say which."""
    from fulfilment.stock.rebuild import LedgerNegative, rebuild_stock
    from gateway.places import opened

    with opened(db) as database:
        try:
            changed = rebuild_stock(database)
        except LedgerNegative as broken:
            typer.echo(f"{broken} Nothing was changed. Keep this database and call the technician.")
            raise typer.Exit(1) from None
    for difference in changed:
        typer.echo(str(difference))
    typer.echo(f"{len(changed)} balances were written anew from the ledger.")


@orders_app.command("import")
def orders_import(
    file: Annotated[Path, typer.Argument(help="A CSV file of orders.", exists=True)],
    channel: Annotated[str, typer.Option(help="Code of the channel they come from.")] = "csv",
    db: DatabaseOption = None,
) -> None:
    """Take the orders of a CSV file in; every row's fate is told."""
    from gateway.import_orders import import_file
    from gateway.places import opened

    with opened(db) as database:
        report = import_file(database, file.read_bytes(), channel, load(language()))
    for line in report.lines:
        typer.echo(line)
    raise typer.Exit(0 if report.complete else 1)


if __name__ == "__main__":
    main()
