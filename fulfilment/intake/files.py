"""What reading a file of orders led to: drafts, and the fate of every row.

Nothing is guessed and nothing is lost silently: each row is taken, skipped or broken, and the
counts add up. No sentence stands here; `fulfilment.intake.words` has them.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from fulfilment.intake.drafts import OrderDraft

Param = str | int


class Fate(StrEnum):
    """What became of a row."""

    TAKEN = "taken"
    SKIPPED = "skipped"
    """Rightly left out: nothing to be sent for it."""
    BROKEN = "broken"
    """Could not be taken; somebody has to correct the file. Its order was not taken either."""


class RowKind(StrEnum):
    """What was found about a row. The comment says which fate it stands for."""

    # skipped
    BLANK = "blank"
    ABOVE_HEADER = "above_header"
    CANCELLATION = "cancellation"
    NON_GOODS = "non_goods"
    STOCK_CORRECTION = "stock_correction"
    REPEATED_ORDER = "repeated_order"
    # broken: the row itself
    BROKEN_QUOTE = "broken_quote"
    CELL_TOO_LONG = "cell_too_long"
    TOO_FEW_CELLS = "too_few_cells"
    TOO_MANY_CELLS = "too_many_cells"
    CONTROL_CHARACTER = "control_character"
    # broken: a cell
    TEXT_TOO_LONG = "text_too_long"
    ORDER_NO_MISSING = "order_no_missing"
    ORDER_NO_MANGLED = "order_no_mangled"
    PRODUCT_MISSING = "product_missing"
    SKU_RESERVED = "sku_reserved"
    QUANTITY_MISSING = "quantity_missing"
    QUANTITY_NOT_INTEGER = "quantity_not_integer"
    QUANTITY_ZERO = "quantity_zero"
    QUANTITY_NEGATIVE = "quantity_negative"
    QUANTITY_ABSURD = "quantity_absurd"
    PRICE_MISSING = "price_missing"
    PRICE_UNREADABLE = "price_unreadable"
    PRICE_NEGATIVE = "price_negative"
    PRICE_ABSURD = "price_absurd"
    PRICE_CURRENCY = "price_currency"
    CURRENCY_UNKNOWN = "currency_unknown"
    DATE_UNREADABLE = "date_unreadable"
    DATE_AMBIGUOUS = "date_ambiguous"
    SERVICE_UNKNOWN = "service_unknown"
    # broken: the order the row belongs to
    ORDER_FIELDS_DIFFER = "order_fields_differ"
    ORDER_TWICE = "order_twice"
    ORDER_INCOMPLETE = "order_incomplete"
    # taken, but worth a word
    SKU_CASE = "sku_case"
    NAME_MISSING = "name_missing"
    FREE_OF_CHARGE = "free_of_charge"
    DATE_DIFFERS = "date_differs"


@dataclass(frozen=True, slots=True)
class RowFinding:
    """Something to say about one row.

    Attributes:
        row_no: Row as a spreadsheet numbers it, from 1, the header counted.
    """

    row_no: int
    fate: Fate
    kind: RowKind
    params: Mapping[str, Param]


@dataclass(frozen=True, slots=True)
class RowCounts:
    """How many rows had which fate; `total == taken + all skipped + all broken`.

    Attributes:
        total: Rows of the file, the header not counted.
        noted: Taken rows that are worth a word, by kind; a row may have several.
    """

    total: int
    taken: int
    skipped: Mapping[RowKind, int]
    broken: Mapping[RowKind, int]
    noted: Mapping[RowKind, int]


@dataclass(frozen=True, slots=True)
class ReadReport:
    """A file of orders, read.

    Attributes:
        layout: Name of the column layout that was recognised.
        encoding: How the bytes were decoded, for example "utf-8".
        delimiter: "," ";" or tab.
        findings: In the order of the rows, at most `MAX_FINDINGS`; the counts are complete.
        findings_left_out: Findings beyond that.
    """

    layout: str
    encoding: str
    delimiter: str
    drafts: tuple[OrderDraft, ...]
    rows: RowCounts
    findings: tuple[RowFinding, ...]
    findings_left_out: int = 0


MAX_FINDINGS = 10_000
"""Nobody reads more, and a hostile file shall not fill the memory."""


class FileProblem(StrEnum):
    """Why a file as a whole cannot be read."""

    EMPTY = "empty"
    TOO_LARGE = "too_large"
    NOT_A_TABLE = "not_a_table"
    UNDECODABLE = "undecodable"
    NO_HEADER = "no_header"
    MISSING_COLUMN = "missing_column"
    UNKNOWN_COLUMN = "unknown_column"
    COLUMN_TWICE = "column_twice"
    COLUMN_WITHOUT_NAME = "column_without_name"
    NO_ROWS = "no_rows"


class CannotRead(Exception):
    """The file as a whole cannot be read; nothing of it was taken.

    Attributes:
        code: Why.
        params: What its sentence is filled with.
    """

    def __init__(self, code: FileProblem, **params: Param) -> None:
        super().__init__(code.value, params)
        self.code = code
        self.params: Mapping[str, Param] = params
