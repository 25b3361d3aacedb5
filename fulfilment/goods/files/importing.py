"""A file of goods into the house: read, planned, told in sentences, and written if so wished."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from fulfilment.goods.files.sheet_reader import read_goods
from fulfilment.goods.importing import import_goods
from fulfilment.goods.sheets import GoodsKind, GoodsReport, RowFate
from fulfilment.goods.words import GOODS_FILE_WORDS, IMPORT_WORDS, PREVIEW_WORDS, ROW_WORDS
from fulfilment.house import Actor, House
from fulfilment.intake.files import CannotRead
from fulfilment.intake.words import COLUMN_SUGGESTION
from procedure.effects import Refused
from procedure.texts import sentence
from procedure.verdicts import Verdict
from resources.catalogue import Translator


@dataclass(frozen=True, slots=True)
class TakenIn:
    """What became of a file.

    Attributes:
        summary: One sentence on the whole.
        report: The fate of every row; None where the file as a whole could not be taken.
    """

    summary: str
    report: GoodsReport | None

    @property
    def complete(self) -> bool:
        """Whether no row has to be corrected."""
        return self.report is not None and not self.report.refused


def take_in(
    house: House,
    actor: Actor,
    kind: GoodsKind,
    data: bytes,
    translator: Translator,
    *,
    preview: bool,
    ignore: frozenset[str] = frozenset(),
) -> TakenIn:
    """Read a file of goods and take in what can be; with `preview` nothing is written.

    Raises:
        CannotNow: The database cannot be written now; nothing of the file was taken.
    """
    try:
        rows = read_goods(data, kind, ignore)
    except CannotRead as problem:
        return TakenIn(_file_sentence(problem, translator), None)
    report = import_goods(house, actor, kind, rows, preview=preview)
    if isinstance(report, Refused):
        return TakenIn(in_words(report.verdict, translator), None)
    counts = {fate.value: number for fate, number in report.counts.items()}
    words = PREVIEW_WORDS if preview else IMPORT_WORDS
    return TakenIn(translator.text(words, total=len(report.rows), **counts), report)


def refused_rows(report: GoodsReport, translator: Translator, most: int) -> Iterator[str]:
    """A sentence for each row to be corrected."""
    for row in report.refused[:most]:
        if row.refused is not None:
            said = in_words(row.refused, translator)
            yield translator.text(ROW_WORDS, row_no=row.row_no, sentence=said)


def rows_as_values(report: GoodsReport, translator: Translator) -> list[dict[str, str | int]]:
    """Every row's number and fate, with its sentence where it was refused."""
    return [
        {"row": row.row_no, "fate": row.fate.value}
        if row.fate is not RowFate.REFUSED or row.refused is None
        else {
            "row": row.row_no,
            "fate": row.fate.value,
            "sentence": in_words(row.refused, translator),
        }
        for row in report.rows
    ]


def in_words(said: Verdict, translator: Translator) -> str:
    """A refusal's sentence in the translator's language."""
    text = sentence(said)
    return translator.text(text.msgid, **text.params)


def _file_sentence(problem: CannotRead, translator: Translator) -> str:
    said = translator.text(GOODS_FILE_WORDS[problem.code], **problem.params)
    if problem.params.get("suggestion"):
        said += " " + translator.text(COLUMN_SUGGESTION, **problem.params)
    return said
