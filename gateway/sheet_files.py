"""The pick sheets of a wave as PDF files in a folder, by a command."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from db.engine import Database
from fulfilment.house import SYSTEM, House, open_house
from fulfilment.paper.print_jobs import Look, print_jobs
from fulfilment.paper.sheet_printing import SheetPlace, print_wave_sheets, wave_numbered
from printing.printers.file import FilePrinter
from procedure.effects import Refused
from procedure.text import NP_
from procedure.texts import sentence
from procedure.words import SheetPaper
from resources.catalogue import N_, Translator


@dataclass(frozen=True, slots=True)
class SheetFiles:
    """What printing came to: sentences for people, and whether every sheet is there."""

    lines: tuple[str, ...]
    complete: bool


def print_wave(
    database: Database,
    wave_no: str,
    folder: Path,
    paper: SheetPaper,
    reason: str,
    translator: Translator,
) -> SheetFiles:
    """Print the sheets of a wave into a folder, in the translator's language.

    Args:
        reason: Why sheets that were printed before are printed again; such sheets say so.

    Raises:
        CannotNow: The database cannot be written now.
    """
    house = open_house(database, "sheets")
    try:
        return _print(house, wave_no, folder, paper, reason, translator)
    finally:
        house.close()


def _print(
    house: House,
    wave_no: str,
    folder: Path,
    paper: SheetPaper,
    reason: str,
    translator: Translator,
) -> SheetFiles:
    wave_id = wave_numbered(house, wave_no)
    if wave_id is None:
        words = N_("There is no wave {wave_no}. Look at its number again; nothing was printed.")
        return SheetFiles((translator.text(words, wave_no=wave_no),), complete=False)
    intended = print_wave_sheets(house, SYSTEM, wave_id, SheetPlace.CALLER, reason)
    if isinstance(intended, Refused):
        said = sentence(intended.verdict)
        return SheetFiles((translator.text(said.msgid, **said.params),), complete=False)
    look = Look(translator.language, paper)
    printed = print_jobs(house, SYSTEM, intended.jobs, FilePrinter(folder), look)
    failed = [job for job in printed if job.problem]
    lines = [job.place for job in printed if job.place]
    if failed:
        one, many = NP_(
            "{n} sheet was not printed ({problems}). Put that right and print the wave again.",
            "{n} sheets were not printed ({problems}). Put that right and print the wave again.",
        )
        problems = ", ".join(sorted({job.problem for job in failed}))
        lines.append(translator.plural(one, many, len(failed), problems=problems))
    return SheetFiles(tuple(lines), complete=not failed)
