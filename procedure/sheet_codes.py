"""The code of a pick sheet: the task's, and from the second version on `-V2`, `-V3`.

A task that changes counts its version up; what was printed before is then out of date.

References:
    Clause 3.2.2b; FIELD "Scanners" (reserved prefixes: only figures, capitals and `-`).
"""

from __future__ import annotations

import re
from dataclasses import dataclass

_SHEET = re.compile(r"(PICK-[0-9A-Z-]+?)(?:-V([1-9][0-9]{0,3}))?")


@dataclass(frozen=True, slots=True)
class SheetCode:
    """What stands on a sheet: the task's code and the version that was printed."""

    task_code: str
    version: int


def sheet_code(task_code: str, version: int) -> str:
    """The code that is printed; the first version's is the task's own.

    Examples:
        >>> sheet_code("PICK-20261127000042-1", 1), sheet_code("PICK-20261127000042-1", 2)
        ('PICK-20261127000042-1', 'PICK-20261127000042-1-V2')
    """
    return task_code if version == 1 else f"{task_code}-V{version}"


def read_sheet_code(text: str) -> SheetCode | None:
    """Task and version of a sheet's code; None for any other text, a wave's number too.

    Examples:
        >>> read_sheet_code("PICK-20261127000042-1-V12")
        SheetCode(task_code='PICK-20261127000042-1', version=12)
        >>> read_sheet_code("PICK-20261127000042-1")
        SheetCode(task_code='PICK-20261127000042-1', version=1)
        >>> read_sheet_code("WAV-20261127-001") is None
        True
    """
    found = _SHEET.fullmatch(text)
    return None if found is None else SheetCode(found[1], int(found[2] or 1))


def task_code(text: str) -> str:
    """The text without a sheet's version, for finding what was made from the task.

    Examples:
        >>> task_code("PICK-20261127000042-1-V2"), task_code("BOX-20261127000042-1")
        ('PICK-20261127000042-1', 'BOX-20261127000042-1')
    """
    sheet = read_sheet_code(text)
    return text if sheet is None else sheet.task_code
