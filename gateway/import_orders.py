"""Taking a file of orders in: read, taken, and every row's fate told in sentences."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from db.engine import Database
from fulfilment.house import SYSTEM, open_house
from fulfilment.intake.files import CannotRead, Fate, ReadReport, RowFinding
from fulfilment.intake.intake import Taken, UnknownChannel, take_orders
from fulfilment.intake.words import BROKEN_WORDS, COLUMN_SUGGESTION, FILE_WORDS, SKIPPED_WORDS
from gateway.shops.csv_orders import read_orders
from gateway.shops.layout import ReadOptions
from procedure.effects import Refused
from resources.catalogue import N_, Translator

SHOWN_FINDINGS = 50


@dataclass(frozen=True, slots=True)
class ImportReport:
    """What an import came to.

    Attributes:
        lines: Sentences for people.
        complete: Whether every row was taken or rightly left out, and no order clashed.
    """

    lines: tuple[str, ...]
    complete: bool


def import_file(
    database: Database, data: bytes, channel: str, translator: Translator
) -> ImportReport:
    """Take the orders of a file in; the same file again changes nothing and says so.

    Raises:
        CannotNow: The database cannot be written now.
    """
    try:
        report = read_orders(data, ReadOptions(channel=channel))
    except CannotRead as problem:
        return ImportReport((_file_sentence(problem, translator),), complete=False)
    house = open_house(database, "import")
    try:
        taken = take_orders(house, SYSTEM, report.drafts)
    except UnknownChannel:
        words = N_("There is no channel {channel}. Set it up first; nothing was imported.")
        return ImportReport((translator.text(words, channel=channel),), complete=False)
    finally:
        house.close()
    assert not isinstance(taken, Refused)
    lines = tuple(_sentences(report, taken, translator))
    return ImportReport(lines, complete=not report.rows.broken and not taken.conflicts)


def _file_sentence(problem: CannotRead, translator: Translator) -> str:
    said = translator.text(FILE_WORDS[problem.code], **problem.params)
    if problem.params.get("suggestion"):
        said += " " + translator.text(COLUMN_SUGGESTION, **problem.params)
    return said


def _sentences(report: ReadReport, taken: Taken, translator: Translator) -> Iterator[str]:
    rows = report.rows
    yield translator.text(
        N_("{total} rows read: {taken} taken, {skipped} left out, {broken} to be corrected."),
        total=rows.total,
        taken=rows.taken,
        skipped=sum(rows.skipped.values()),
        broken=sum(rows.broken.values()),
    )
    yield translator.text(
        N_("{new} orders are new, {held} of them need a call; {known} were here already."),
        new=len(taken.orders),
        held=taken.held,
        known=len(taken.known),
    )
    for number in taken.conflicts:
        yield translator.text(
            N_(
                "Order {number} is here already with other content and was left as it is. "
                "Compare both and correct it by hand."
            ),
            number=number,
        )
    for finding in _worth_showing(report):
        words = BROKEN_WORDS if finding.fate is Fate.BROKEN else SKIPPED_WORDS
        msgid = words[finding.kind]
        yield translator.text(msgid, row_no=finding.row_no, **finding.params)


def _worth_showing(report: ReadReport) -> list[RowFinding]:
    broken = [f for f in report.findings if f.fate is Fate.BROKEN]
    return broken[:SHOWN_FINDINGS]
