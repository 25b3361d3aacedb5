"""What an import of goods says to people, beside the sentences of its rows."""

from __future__ import annotations

from collections.abc import Mapping

from fulfilment.goods.sheets import RowFate
from fulfilment.intake.files import FileProblem
from procedure.text import N_

GOODS_FILE_WORDS: Mapping[FileProblem, str] = {
    FileProblem.EMPTY: N_("The file is empty. Fill a template and import that."),
    FileProblem.TOO_LARGE: N_(
        "The file has {size} bytes; at most {limit} can be read. Split it into smaller files."
    ),
    FileProblem.NOT_A_TABLE: N_(
        "This is no CSV or Excel file but one of the kind {what}. Save it as CSV or XLSX and "
        "import that file."
    ),
    FileProblem.UNDECODABLE: N_(
        "The file's characters cannot be read: byte {byte} at position {offset} (line {line}) is "
        "neither UTF-8 nor GB18030. Save the file as “CSV UTF-8” and import it again."
    ),
    FileProblem.NO_HEADER: N_(
        "No row with column names was found. Add a first row that names the columns, at least: "
        "{expected}."
    ),
    FileProblem.MISSING_COLUMN: N_(
        "Needed columns are missing: {columns}. Add them to the file; nothing was imported."
    ),
    FileProblem.UNKNOWN_COLUMN: N_(
        "These columns are not known: {columns}. Rename or remove them, or confirm that they "
        "shall be left out; nothing was imported."
    ),
    FileProblem.COLUMN_TWICE: N_(
        "The column {column} stands in the file twice. Remove the one that is not meant."
    ),
    FileProblem.COLUMN_WITHOUT_NAME: N_(
        "Column number {position} has no name. Name it, or remove it from the file."
    ),
    FileProblem.NO_ROWS: N_("The file names its columns but has no rows. Fill it and import it."),
}

PREVIEW_WORDS = N_(
    "{total} rows read, nothing written yet: {new} would be new, {changed} changed, {unchanged} "
    "are so already, {refused} are to be corrected."
)
IMPORT_WORDS = N_(
    "{total} rows read: {new} are new, {changed} changed, {unchanged} were so already, {refused} "
    "are to be corrected and were left out."
)
ROW_WORDS = N_("Row {row_no}: {sentence}")

FATE_WORDS: Mapping[RowFate, str] = {
    RowFate.NEW: N_("New"),
    RowFate.CHANGED: N_("Changed"),
    RowFate.UNCHANGED: N_("As it was"),
    RowFate.REFUSED: N_("To be corrected"),
}
"""The word beside a row."""
