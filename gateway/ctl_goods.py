"""`packbenchctl goods`: sheets of products, shelves, stock and more, in and out."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Annotated

import typer

from fulfilment.goods.sheets import GoodsKind
from resources.catalogue import LANGUAGES, load

goods_app = typer.Typer(help="Products, shelves, stock, suppliers as sheets.", no_args_is_help=True)

SHOWN_ROWS = 50
"""Refused rows that are told; the numbers are complete."""

Kind = Annotated[GoodsKind, typer.Option("--kind", help="What the sheet is about.")]
DatabaseOption = Annotated[
    str | None,
    typer.Option("--db", help="Database URL; the data folder's SQLite file where not given."),
]
Out = Annotated[Path, typer.Argument(help="The .csv or .xlsx file to write.", dir_okay=False)]


def language() -> str:
    """The account's language where the program speaks it, else English."""
    wanted = os.environ.get("LC_ALL") or os.environ.get("LANG") or ""
    return next((known for known in LANGUAGES if wanted.startswith(known)), "en")


@goods_app.command("import")
def goods_import(
    file: Annotated[Path, typer.Argument(help="A CSV or XLSX file.", exists=True, dir_okay=False)],
    kind: Kind,
    preview: Annotated[bool, typer.Option("--preview", help="Tell, but write nothing.")] = False,
    ignore: Annotated[
        list[str] | None, typer.Option("--ignore-column", help="A column to leave out.")
    ] = None,
    as_json: Annotated[bool, typer.Option("--json", help="Print one JSON object.")] = False,
    db: DatabaseOption = None,
) -> None:
    """Take a sheet in; every row's fate is told. The same sheet again changes nothing."""
    from fulfilment.goods.files.importing import refused_rows, rows_as_values, take_in
    from fulfilment.house import SYSTEM, open_house
    from gateway.places import opened

    translator = load(language())
    with opened(db) as database:
        house = open_house(database, "import")
        try:
            taken = take_in(
                house,
                SYSTEM,
                kind,
                file.read_bytes(),
                translator,
                preview=preview,
                ignore=frozenset(ignore or ()),
            )
        finally:
            house.close()
    if as_json:
        rows = [] if taken.report is None else rows_as_values(taken.report, translator)
        typer.echo(json.dumps({"summary": taken.summary, "rows": rows}, ensure_ascii=False))
    else:
        typer.echo(taken.summary)
        if taken.report is not None:
            for line in refused_rows(taken.report, translator, SHOWN_ROWS):
                typer.echo(line)
    raise typer.Exit(0 if taken.complete else 1)


@goods_app.command("export")
def goods_export(file: Out, kind: Kind, db: DatabaseOption = None) -> None:
    """Write everything of a kind into a sheet that can be imported again."""
    from fulfilment.goods.export import export_goods
    from fulfilment.goods.files.sheet_writer import written
    from fulfilment.house import SYSTEM, open_house
    from gateway.places import opened
    from procedure.effects import Refused

    ending = _ending(file)
    with opened(db) as database:
        house = open_house(database, "export")
        try:
            rows = export_goods(house, SYSTEM, kind)
        finally:
            house.close()
    assert not isinstance(rows, Refused)
    file.write_bytes(written(kind, rows, language(), ending))
    typer.echo(f"{len(rows)} rows: {file}")


@goods_app.command("template")
def goods_template(file: Out, kind: Kind) -> None:
    """Write an empty sheet with its columns, and say what may stand in them."""
    from fulfilment.goods.files.sheet_writer import example_of, template

    file.write_bytes(template(kind, language(), _ending(file)))
    typer.echo(str(file))
    for column, example in example_of(kind):
        mark = "*" if column.required else " "
        typer.echo(f" {mark} {column.title(language()):<24}{example}")


def _ending(file: Path) -> str:
    ending = file.suffix.lower()
    if ending not in (".csv", ".xlsx"):
        raise typer.BadParameter("the file's name must end in .csv or .xlsx")
    return ending
