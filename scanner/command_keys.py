"""Function keys that stand for printed command cards.

References:
    FIELD "Scanners", command codes.
"""

from __future__ import annotations

from procedure.words import Command

COMMAND_KEYS: dict[int, Command] = {
    1: Command.HELP,
    2: Command.CONFIRM,
    3: Command.UNDO,
    4: Command.SHORT,
    5: Command.PRINT,
    6: Command.NEXTBOX,
    7: Command.SKIP,
    8: Command.LOCK,
    9: Command.EMPTY,
    10: Command.REOPEN,
    11: Command.LEARN,
    12: Command.ABORT,
}
"""Number of the F-key → its command."""
