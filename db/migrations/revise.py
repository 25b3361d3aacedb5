"""Writes revisions from the models. A tool for developers: `python -m db.migrations.revise`.

Nothing here runs in the program; what it writes is read, mended and committed like any code.
"""

from __future__ import annotations

import argparse
import re
import subprocess
import sys
import tempfile
import textwrap
from collections.abc import Iterable
from pathlib import Path
from types import ModuleType
from typing import Any, Literal

from alembic.autogenerate import produce_migrations, render_python_code
from alembic.autogenerate.api import AutogenContext
from alembic.operations import ops
from alembic.runtime.migration import MigrationContext
from sqlalchemy import CheckConstraint, Enum, Table
from sqlalchemy.dialects import sqlite
from sqlalchemy.sql.elements import conv
from sqlalchemy.sql.type_api import TypeEngine

import db.schema as schema
from db.migrations.history import VERSIONS, History
from db.schema.base import BIG_ID, Base, UtcDateTime

FIRST = Path(__file__).parent / "first"

_HEADER = '''"""{doc}"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

BIG_ID = sa.BigInteger().with_variant(sa.Integer(), "sqlite")
MOMENT = sa.DateTime(timezone=True)
'''

_FIRST = '''"""The first schema."""

from __future__ import annotations

import uuid
from datetime import UTC, datetime

import sqlalchemy as sa
from alembic import op

from db.append_only import create_triggers
from db.migrations.first import {names}
{variables}
APPEND_ONLY = ("log_anchor", "order_log", "reveal_log", "scan_event", "stock_movement")

TABLES = (
{calls}
)


def upgrade() -> None:
    """Make the tables, close the append-only ones, give the database its identity."""
    for create in TABLES:
        create()
    for table in APPEND_ONLY:
        for statement in create_triggers(op.get_context().dialect.name, table):
            op.execute(statement)
    op.bulk_insert(
        sa.table(
            "database_identity",
            sa.column("id", sa.Integer),
            sa.column("database_id", sa.String),
            sa.column("epoch", sa.Integer),
            sa.column("min_program_version", sa.Integer),
            sa.column("created_at", sa.DateTime(timezone=True)),
        ),
        [
            {{
                "id": 1,
                "database_id": uuid.uuid4().hex,
                "epoch": 1,
                "min_program_version": 1,
                "created_at": _now(),
            }}
        ],
    )


def _now() -> datetime:
    now = datetime.now(UTC)
    return now.replace(tzinfo=None) if op.get_context().dialect.name == "sqlite" else now
'''


def render_item(kind: str, item: Any, _context: AutogenContext) -> str | Literal[False]:
    """Our own types as plain ones, so that a revision means the same for ever."""
    if kind != "type":
        return False
    if isinstance(item, UtcDateTime):
        return "MOMENT"
    if isinstance(item, Enum):
        return f"sa.String(length={item.length})"
    if isinstance(item, TypeEngine) and repr(item) == repr(BIG_ID):
        return "BIG_ID"
    return False


def write_first() -> None:
    """Write `first/` and `versions/0001_first.py` anew from the models."""
    for old in FIRST.glob("*.py"):
        old.unlink()
    (FIRST / "__init__.py").write_text(
        '"""The tables of the first revision, frozen. Written by `db.migrations.revise`."""\n'
    )
    rooms = _tables_by_module()
    for room, tables in rooms.items():
        text = _HEADER.format(doc=f"First revision: the tables of `db.schema.{room}`.")
        text += "".join(_table_function(table) for table in tables)
        (FIRST / f"{room}.py").write_text(text, encoding="utf-8")
    (VERSIONS / "0001_first.py").write_text(_first_revision(rooms), encoding="utf-8")
    _tidy([FIRST, VERSIONS])


def write_next(words: str) -> Path:
    """Write the next revision: what the models have and the newest revision has not."""
    history = History()
    before = history.head()
    number = f"{int(before) + 1:04d}"
    with tempfile.TemporaryDirectory() as folder:
        url = f"sqlite:///{Path(folder) / 'reference.sqlite'}"
        history.upgrade(url)
        with history.connection(url) as connection:
            context = MigrationContext.configure(
                connection, opts={"compare_type": True, "compare_server_default": True}
            )
            script = produce_migrations(context, Base.metadata)
            assert script.upgrade_ops is not None
            body = render_python_code(
                script.upgrade_ops,
                render_as_batch=True,
                render_item=render_item,
                migration_context=context,
            )
    text = _HEADER.format(doc=f"{words[:1].upper()}{words[1:]}.") + _revision_variables(
        number, before
    )
    text += f"\n\ndef upgrade() -> None:\n    {_without_comments(body)}\n"
    path = VERSIONS / f"{number}_{'_'.join(words.lower().split())}.py"
    path.write_text(text, encoding="utf-8")
    _tidy([path])
    return path


def _tables_by_module() -> dict[str, list[Table]]:
    modules: list[ModuleType] = [
        module for name in schema.__all__ if isinstance(module := getattr(schema, name), ModuleType)
    ]
    place = {
        mapper.local_table: next(m for m in modules if m.__name__ == mapper.class_.__module__)
        for mapper in Base.registry.mappers
    }
    rooms: dict[str, list[Table]] = {}
    for table in Base.metadata.sorted_tables:
        rooms.setdefault(place[table].__name__.rpartition(".")[2], []).append(table)
    return rooms


def _table_function(table: Table) -> str:
    create = ops.CreateTableOp.from_table(table)
    create.columns = [*create.columns, *_checks_of_words(table)]
    steps: list[ops.MigrateOperation] = [create]
    steps += [
        ops.CreateIndexOp.from_index(index)
        for index in sorted(table.indexes, key=lambda index: str(index.name))
    ]
    context = MigrationContext.configure(
        dialect=sqlite.dialect(), opts={"target_metadata": Base.metadata}
    )
    body = render_python_code(
        ops.UpgradeOps(steps),
        render_as_batch=False,
        render_item=render_item,
        migration_context=context,
    )
    return f"\n\ndef create_{table.name}() -> None:\n    {_without_comments(body)}\n"


def _without_comments(body: str) -> str:
    kept = [line for line in body.splitlines() if not line.strip().startswith("# ###")]
    return re.sub(r'"[^"\n]{84,}"', _in_pieces, "\n".join(kept).strip())


def _in_pieces(literal: re.Match[str]) -> str:
    words = literal.group()[1:-1].split(" ")
    lines = textwrap.wrap(" ".join(words), 76, break_long_words=False, break_on_hyphens=False)
    return " ".join(f'"{line} "' for line in lines[:-1]) + f' "{lines[-1]}"'


def _checks_of_words(table: Table) -> Iterable[CheckConstraint]:
    """The checks our word columns carry, as plain text."""
    for column in table.columns:
        if isinstance(column.type, Enum):
            words = ", ".join(f"'{word}'" for word in column.type.enums)
            yield CheckConstraint(
                f"{column.name} IN ({words})", name=conv(f"ck_{table.name}_{column.type.name}")
            )


def _revision_variables(number: str, before: str | None) -> str:
    return f"\nrevision = {number!r}\ndown_revision = {before!r}\n"


def _first_revision(rooms: dict[str, list[Table]]) -> str:
    place = {table: room for room, tables in rooms.items() for table in tables}
    calls = "\n".join(
        f"    {place[table]}.create_{table.name}," for table in Base.metadata.sorted_tables
    )
    names = ", ".join(sorted(rooms))
    return _FIRST.format(names=names, variables=_revision_variables("0001", None), calls=calls)


def _tidy(paths: Iterable[Path]) -> None:
    names = [str(path) for path in paths]
    ruff = [sys.executable, "-m", "ruff"]
    width = ["--line-length", "100"]
    subprocess.run([*ruff, "check", "--quiet", "--fix-only", *width, *names], check=True)
    subprocess.run([*ruff, "format", "--quiet", *width, *names], check=True)


def main() -> None:
    """Command line: `--first`, or the words of the next revision."""
    parser = argparse.ArgumentParser(prog="python -m db.migrations.revise", description=__doc__)
    choice = parser.add_mutually_exclusive_group(required=True)
    choice.add_argument("--first", action="store_true", help="write the first revision anew")
    choice.add_argument("--next", metavar="WORDS", help="write the next revision")
    chosen = parser.parse_args()
    if chosen.first:
        write_first()
    else:
        sys.stdout.write(f"{write_next(chosen.next)}\n")


if __name__ == "__main__":
    main()
