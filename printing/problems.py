"""Why something cannot be printed: a code and what its sentence is filled with."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from types import MappingProxyType

Param = str | int


class PrintProblem(StrEnum):
    """Every reason this room knows. The words stand in `SENTENCES`."""

    MISSING_GLYPHS = "missing_glyphs"
    TEXT_TOO_LONG = "text_too_long"
    CODE_NOT_WRITABLE = "code_not_writable"
    CODE_TOO_WIDE = "code_too_wide"
    CODE_UNREADABLE = "code_unreadable"
    MEDIA_TOO_SMALL = "media_too_small"
    WRONG_PAGE_SIZE = "wrong_page_size"
    WRONG_PAGE_COUNT = "wrong_page_count"
    NOTHING_TO_PRINT = "nothing_to_print"
    DISK_FULL = "disk_full"
    NO_PERMISSION = "no_permission"
    FOLDER_UNUSABLE = "folder_unusable"
    PRINTER_FAILED = "printer_failed"
    PRINTER_AWAY = "printer_away"
    PRINTER_STALLED = "printer_stalled"
    PRINTER_UNKNOWN = "printer_unknown"
    PRINTER_STOPPED = "printer_stopped"


def N_(msgid: str) -> str:
    """The text itself; marks it for the message catalogue."""
    return msgid


SENTENCES: Mapping[PrintProblem, str] = MappingProxyType(
    {
        PrintProblem.MISSING_GLYPHS: N_(
            "The label font has no sign for {characters}. Replace it in {field}, then print again."
        ),
        PrintProblem.TEXT_TOO_LONG: N_(
            "The text in {field} does not fit the paper. Shorten it, then print again."
        ),
        PrintProblem.CODE_NOT_WRITABLE: N_(
            "{code} cannot be written as a barcode. Correct the number, then print again."
        ),
        PrintProblem.CODE_TOO_WIDE: N_(
            "The barcode of {code} is wider than {width_mm} mm at {dpi} dpi. "
            "Choose wider paper or a finer printer."
        ),
        PrintProblem.CODE_UNREADABLE: N_(
            "The barcode of {code} could not be read back at {dpi} dpi, so nothing was printed. "
            "Choose other paper or call the technician."
        ),
        PrintProblem.MEDIA_TOO_SMALL: N_(
            "Paper of {width_mm} × {height_mm} mm is too small for this. Choose larger paper."
        ),
        PrintProblem.WRONG_PAGE_SIZE: N_(
            "The page is {width_mm} × {height_mm} mm, but {media} paper is in the printer. "
            "Nothing was printed; choose the right paper."
        ),
        PrintProblem.WRONG_PAGE_COUNT: N_(
            "{pages} pages were made where {expected} were asked for. "
            "Nothing was printed; call the technician."
        ),
        PrintProblem.NOTHING_TO_PRINT: N_("There is nothing to print."),
        PrintProblem.DISK_FULL: N_(
            "The disk is full, so nothing was saved in {folder}. Free some space, then print again."
        ),
        PrintProblem.NO_PERMISSION: N_(
            "This computer account may not write into {folder}. "
            "Choose another folder or ask for permission."
        ),
        PrintProblem.FOLDER_UNUSABLE: N_(
            "{folder} is not a folder that can be used. Choose another folder for printed files."
        ),
        PrintProblem.PRINTER_FAILED: N_(
            "The print was not saved ({reason}). Check the printer, then print again."
        ),
        PrintProblem.PRINTER_AWAY: N_(
            "The printer {printer} does not answer, so nothing was printed. Switch it on, check "
            "its cable, then print again."
        ),
        PrintProblem.PRINTER_UNKNOWN: N_(
            "This computer has no printer {printer}. Choose another one in the settings; nothing "
            "was printed."
        ),
        PrintProblem.PRINTER_STOPPED: N_(
            "The printer {printer} is stopped, so nothing was printed. Look for paper and jams, "
            "start it again on this computer, then print again."
        ),
        PrintProblem.PRINTER_STALLED: N_(
            "The printer {printer} took {percent} % of the page and then no more. Look whether "
            "paper came out whole; only if it did not, print again and say why."
        ),
    }
)
"""English sentence of each problem, filled in by `str.format` after translation."""


class CannotPrint(Exception):
    """Nothing was printed, and why.

    Attributes:
        problem: The reason.
        params: What its sentence is filled with; never personal data, since it is logged.
    """

    def __init__(self, problem: PrintProblem, **params: Param) -> None:
        super().__init__(problem.value, params)
        self.problem = problem
        self.params: Mapping[str, Param] = MappingProxyType(params)

    def finding(self) -> Finding:
        """The same as a value, for a list of findings."""
        return Finding(self.problem, dict(self.params))


class MaybePrinted(Exception):
    """Bytes left, and nobody knows what became of them: a person looks, nothing is sent again.

    Attributes:
        problem, params: As in `CannotPrint`.
    """

    def __init__(self, problem: PrintProblem, **params: Param) -> None:
        super().__init__(problem.value, params)
        self.problem = problem
        self.params: Mapping[str, Param] = MappingProxyType(params)


@dataclass(frozen=True, slots=True)
class Finding:
    """One problem found before printing."""

    problem: PrintProblem
    params: Mapping[str, Param] = field(default_factory=dict)
