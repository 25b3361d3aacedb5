"""Tables that only grow: the triggers that refuse every change, as data for both databases.

The migrations create them; the migration test recreates and compares them.
"""

from __future__ import annotations

APPEND_ONLY_TABLES = (
    "evidence",
    "log_anchor",
    "manual_count",
    "order_log",
    "packaging_movement",
    "policy_change",
    "reveal_log",
    "scan_event",
    "stock_movement",
)
"""Tables whose rows are never changed and never deleted."""

REFUSAL = "is append-only"
"""Part of the database's message when a change is refused; it always means a bug of ours."""

_POSTGRESQL_FUNCTION = f"""\
CREATE OR REPLACE FUNCTION refuse_change() RETURNS trigger LANGUAGE plpgsql AS $$
BEGIN
    RAISE EXCEPTION USING
        MESSAGE = TG_TABLE_NAME || ' {REFUSAL}', ERRCODE = 'integrity_constraint_violation';
END
$$"""


def trigger_names(dialect: str, table: str) -> tuple[str, ...]:
    """Names of the triggers of one append-only table.

    Examples:
        >>> trigger_names("sqlite", "order_log")
        ('tr_order_log_no_update', 'tr_order_log_no_delete')
    """
    return tuple(f"tr_{table}_no_{change}" for change in _changes(dialect))


def create_triggers(dialect: str, table: str) -> tuple[str, ...]:
    """The statements that close one table against changes, in order.

    Args:
        dialect: SQLAlchemy's name of the database: "sqlite" or "postgresql".

    Raises:
        ValueError: Another dialect.
    """
    if dialect == "sqlite":
        return tuple(
            f"CREATE TRIGGER tr_{table}_no_{change} BEFORE {change.upper()} ON {table} "
            f"BEGIN SELECT RAISE(ABORT, '{table} {REFUSAL}'); END"
            for change in _changes(dialect)
        )
    return (
        _POSTGRESQL_FUNCTION,
        *(
            f"CREATE TRIGGER tr_{table}_no_{change} BEFORE {change.upper()} ON {table} "
            "FOR EACH STATEMENT EXECUTE FUNCTION refuse_change()"
            for change in _changes(dialect)
        ),
    )


def drop_triggers(dialect: str, table: str) -> tuple[str, ...]:
    """The statements that open one table again, for a migration that must rebuild it."""
    if dialect == "sqlite":
        return tuple(f"DROP TRIGGER {name}" for name in trigger_names(dialect, table))
    return tuple(f"DROP TRIGGER {name} ON {table}" for name in trigger_names(dialect, table))


def _changes(dialect: str) -> tuple[str, ...]:
    match dialect:
        case "sqlite":
            return ("update", "delete")
        case "postgresql":
            return ("update", "delete", "truncate")
        case _:
            raise ValueError(f"no triggers are written for {dialect}")
