"""Statements are compiled once per process, not once for the new engines of every test.

A program in a warehouse keeps its engines for weeks, so nearly every statement it sends was
compiled long ago. A test has engines of its own and would pay for all of them anew.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, Dialect, Engine, event

_dialects: dict[str, Dialect] = {}
"""The dialect of each kind of database that was asked for first."""

_compiled: dict[Any, Any] = {}
"""What SQLAlchemy compiled; its keys name the dialect and the whole statement."""


@event.listens_for(Engine, "engine_connect")
def _remember(connection: Connection) -> None:
    connection.dialect = _dialects.setdefault(connection.dialect.name, connection.dialect)
    connection.execution_options(compiled_cache=_compiled)
