"""The scanner test's pages into the data folder's `printed`, or the reason why not."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from fulfilment.cards.scanner_test import codes_page, cures_page
from printing.printers.file import FilePrinter
from printing.problems import SENTENCES, CannotPrint
from printing.scanner_test import render_advice_page, render_codes_page
from procedure.words import Signal
from resources.catalogue import N_, Translator
from scanner.cures import Cure


@dataclass(frozen=True, slots=True)
class PageSaved:
    """What came of a page, in one finished sentence.

    Attributes:
        place: Path of the file, or "".
    """

    signal: Signal
    sentence: str
    place: str = ""


def print_codes(folder: Path, translator: Translator) -> PageSaved:
    """The page with the five codes. Thread: a task's."""
    try:
        page = codes_page(translator)
        return _saved(folder, render_codes_page(page), page.title, translator)
    except CannotPrint as problem:
        return _refused(problem, translator)


def print_cures(
    folder: Path, scanner: str, found: tuple[Cure, ...], translator: Translator
) -> PageSaved:
    """The page that says how the faults of a scanner are cured. Thread: a task's."""
    try:
        page = cures_page(scanner, found, translator)
        return _saved(folder, render_advice_page(page), page.title, translator)
    except CannotPrint as problem:
        return _refused(problem, translator)


def _saved(folder: Path, pdf: bytes, title: str, translator: Translator) -> PageSaved:
    sent = FilePrinter(folder / "printed").send(pdf, title)
    words = translator.text(N_("Printed: {name}"), name=sent.where)
    return PageSaved(Signal.GOOD, words, sent.where)


def _refused(problem: CannotPrint, translator: Translator) -> PageSaved:
    words = translator.text(SENTENCES[problem.problem], **problem.params)
    return PageSaved(Signal.WRONG, words)
