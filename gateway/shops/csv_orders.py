"""Reads a file of orders: bytes in, drafts and the fate of every row out. No database.

An order is taken whole or not at all: where one of its rows is broken, all of it waits until
the file is corrected. The rows of an order stand together; a later block under the same number
is the same order repeated (skipped), more of it (other products only), or a contradiction
(nobody can say which is right, so neither is taken).

References:
    Clauses 2.1.3b, 2.2.1a.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from fulfilment.goods.sheet_text.file_rows import Cells, Damage, rows_of, split_lines
from fulfilment.goods.sheet_text.file_text import decode
from fulfilment.intake.drafts import LineDraft, OrderDraft
from fulfilment.intake.files import (
    CannotRead,
    Fate,
    FileProblem,
    ReadReport,
    RowKind,
)
from gateway.shops.cells import MAX_TEXT, BadCell
from gateway.shops.header import Header, find_header
from gateway.shops.layout import BoundLayout, Note, ReadOptions
from gateway.shops.row_ledger import RowLedger

_CONTROL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff\ufffe\uffff]")
"""What no database and no printer takes; inside a quoted cell, tab and line ends are text."""

_INVISIBLE = "\ufeff\u200b\u200e\u200f\u2060"
"""Marks without width that copying from web pages leaves at the ends of cells."""

_DEFAULT = ReadOptions()


@dataclass(slots=True)
class _Block:
    """Rows of one order that stand together."""

    order_no: str
    order: tuple[str, ...]
    rows: list[tuple[int, Cells]] = field(default_factory=list)
    notes: list[tuple[int, Note]] = field(default_factory=list)
    differs: str = ""
    """The first column of the order that says two things, or ""."""


@dataclass(frozen=True, slots=True)
class _ReadBlock:
    block: _Block
    lines: tuple[LineDraft, ...]
    notes: list[tuple[int, Note]]


def read_orders(data: bytes, options: ReadOptions = _DEFAULT) -> ReadReport:
    """All orders of a CSV file that can be taken, and what became of each row.

    Raises:
        CannotRead: The file as a whole cannot be read; nothing else is ever raised.

    Examples:
        >>> rows = b"order_no,sku,quantity,unit_price\\nA1,85123a,6,2.55\\nA2,71053,x,1\\n"
        >>> report = read_orders(rows)
        >>> [(draft.external_no, draft.lines[0].sku) for draft in report.drafts]
        [('A1', '85123A')]
        >>> report.rows.total, report.rows.taken, dict(report.rows.broken)
        (2, 1, {<RowKind.QUANTITY_NOT_INTEGER: 'quantity_not_integer'>: 1})
    """
    file = decode(data)
    lines = split_lines(file.text)
    header = find_header(lines, options.ignore_columns)
    ledger = RowLedger()
    reader = _Reader(
        header,
        header.layout.bind(header.places, options),
        ledger,
        watch_control=_CONTROL.search(file.text) is not None,
        watch_invisible=any(character in file.text for character in _INVISIBLE),
    )
    drafts = tuple(reader.read(lines))
    if not ledger.total:
        raise CannotRead(FileProblem.NO_ROWS)
    return ReadReport(
        layout=header.layout.name,
        encoding=file.encoding,
        delimiter=header.delimiter,
        drafts=drafts,
        rows=ledger.counts(),
        findings=ledger.findings(),
        findings_left_out=ledger.left_out,
    )


class _Reader:
    """Goes through the rows once, then order by order."""

    def __init__(
        self,
        header: Header,
        layout: BoundLayout,
        ledger: RowLedger,
        *,
        watch_control: bool,
        watch_invisible: bool,
    ) -> None:
        self._header = header
        self._layout = layout
        self._ledger = ledger
        self._watch_control = watch_control
        self._watch_invisible = watch_invisible
        self._blocks: dict[str, list[_Block]] = {}
        self._current: _Block | None = None
        self._damaged: set[str] = set()
        """Orders that may lack a row."""

    def read(self, lines: list[str]) -> Iterator[OrderDraft]:
        """The drafts in the order of the file."""
        rows = rows_of(lines, self._header.delimiter)
        for row_no, row in enumerate(rows, start=1):
            self._ledger.total += row_no != self._header.row_no
            if row_no < self._header.row_no:
                self._ledger.put(row_no, Fate.SKIPPED, RowKind.ABOVE_HEADER)
            elif row_no > self._header.row_no:
                self._row(row_no, row)
        for blocks in self._blocks.values():
            draft = self._order(blocks)
            if draft is not None:
                yield draft

    def _row(self, row_no: int, row: Cells | Damage) -> None:
        """Puts a row into its block, or says why not."""
        cells = self._cells(row)
        if not any(cells) and not isinstance(row, Damage):
            self._ledger.put(row_no, Fate.SKIPPED, RowKind.BLANK)
            return
        order_no = ""
        try:
            # Read before the row's shape is known, so that a broken row taints its order.
            order_no = self._layout.order_no(cells)
            if isinstance(row, Damage):
                raise BadCell(row.kind)
            self._check_shape(cells, len(row))
            skipped = self._layout.skip(cells)
            if skipped is None and not order_no:
                raise BadCell(RowKind.ORDER_NO_MISSING)
        except BadCell as bad:
            self._break(row_no, bad, order_no)
            return
        if skipped is not None:
            self._ledger.put(row_no, Fate.SKIPPED, skipped)
            return
        self._add(row_no, cells, order_no)

    def _cells(self, row: Cells | Damage) -> Cells:
        """Stripped cells, as many as the header has and an empty one behind the last."""
        if isinstance(row, Damage):
            row = [cell.strip().strip('"') for cell in row.line.split(self._header.delimiter)]
        cells = [cell.strip() for cell in row]
        if self._watch_invisible:
            cells = [cell.strip(_INVISIBLE).strip() for cell in cells]
        cells.extend([""] * (self._header.width + 1 - len(cells)))
        return cells

    def _check_shape(self, cells: Cells, given: int) -> None:
        """Drops blank cells behind the last column.

        Raises:
            BadCell: Too few or too many cells, one too long, or one with control characters.
        """
        width = self._header.width
        if given < width:
            raise BadCell(RowKind.TOO_FEW_CELLS, cells=given, expected=width)
        if any(cells[width:]):
            raise BadCell(RowKind.TOO_MANY_CELLS, cells=given, expected=width)
        del cells[width + 1 :]
        if max(map(len, cells)) > MAX_TEXT:
            place = next(i for i, cell in enumerate(cells) if len(cell) > MAX_TEXT)
            raise BadCell(RowKind.TEXT_TOO_LONG, column=self._column(place), limit=MAX_TEXT)
        if self._watch_control:
            for place, cell in enumerate(cells):
                if _CONTROL.search(cell):
                    raise BadCell(RowKind.CONTROL_CHARACTER, column=self._column(place))

    def _column(self, place: int) -> str:
        names = (name for name, at in self._header.places.items() if at == place)
        return next(names, str(place + 1))

    def _break(self, row_no: int, bad: BadCell, order_no: str) -> None:
        """A row that is lost may be one of the order it names, or else of the one above it."""
        self._ledger.put(row_no, Fate.BROKEN, bad.kind, bad.params)
        if order_no:
            self._damaged.add(order_no)
        elif self._current is not None:
            self._damaged.add(self._current.order_no)

    def _add(self, row_no: int, cells: Cells, order_no: str) -> None:
        order = self._layout.order_cells(cells)
        block = self._current
        if block is None or block.order_no != order_no:
            block = self._current = _Block(order_no, order)
            self._blocks.setdefault(order_no, []).append(block)
        elif order != block.order:
            if self._later_differs(block.order, order):
                block.notes.append((row_no, (RowKind.DATE_DIFFERS, {"order_no": order_no})))
            self._merge(block, order)
        block.rows.append((row_no, cells))

    def _later_differs(self, first: tuple[str, ...], later: tuple[str, ...]) -> bool:
        """True where a cell that may differ does."""
        return any(
            name in self._layout.may_differ and b and a != b
            for name, a, b in zip(self._layout.order_columns, first, later, strict=True)
        )

    def _merge(self, block: _Block, order: tuple[str, ...]) -> None:
        """Fills the block's empty cells; names the first column that says two things."""
        for name, first, later in zip(self._layout.order_columns, block.order, order, strict=True):
            if first and later and first != later and name not in self._layout.may_differ:
                block.differs = block.differs or name
        block.order = tuple(first or later for first, later in zip(block.order, order, strict=True))

    def _order(self, blocks: list[_Block]) -> OrderDraft | None:
        """The order of these blocks, or None where it cannot be taken."""
        first = blocks[0]
        differs = next((block.differs for block in blocks if block.differs), "")
        if differs:
            self._refuse(blocks, RowKind.ORDER_FIELDS_DIFFER, column=differs)
            return None
        read = [self._lines(block) for block in blocks]
        whole = [block for block in read if block is not None]
        if len(whole) < len(blocks) or first.order_no in self._damaged:
            self._refuse(blocks, RowKind.ORDER_INCOMPLETE, order_no=first.order_no)
            return None
        joined = self._joined(whole)
        if joined is None:
            self._refuse(blocks, RowKind.ORDER_TWICE, order_no=first.order_no)
            return None
        try:
            lines = tuple(line for block in joined for line in block.lines)
            draft = self._layout.draft(first.order_no, first.order, lines)
        except BadCell as bad:
            self._ledger.put(first.rows[0][0], Fate.BROKEN, bad.kind, bad.params)
            self._refuse(blocks, RowKind.ORDER_INCOMPLETE, order_no=first.order_no)
            return None
        for block in joined:
            self._take(block)
        return draft

    def _lines(self, block: _Block) -> _ReadBlock | None:
        """The block's lines; None where one cannot be taken, which is then said."""
        lines: list[LineDraft] = []
        notes = list(block.notes)
        whole = True
        for row_no, cells in block.rows:
            try:
                line, said = self._layout.line(cells, block.order)
            except BadCell as bad:
                self._ledger.put(row_no, Fate.BROKEN, bad.kind, bad.params)
                whole = False
                continue
            lines.append(line)
            notes.extend((row_no, note) for note in said)
        return _ReadBlock(block, tuple(lines), notes) if whole else None

    def _joined(self, read: list[_ReadBlock]) -> list[_ReadBlock] | None:
        """The blocks that make the order, repetitions skipped; None where they contradict."""
        joined, repeated = read[:1], []
        for block in read[1:]:
            same_order = self._agree(joined[0].block.order, block.block.order)
            if same_order and any(block.lines == known.lines for known in joined):
                repeated.append(block)
                continue
            skus = {line.sku for known in joined for line in known.lines}
            if not same_order or not skus.isdisjoint(line.sku for line in block.lines):
                return None
            joined.append(block)
        for block in repeated:
            for row_no, _ in block.block.rows:
                params = {"order_no": block.block.order_no}
                self._ledger.put(row_no, Fate.SKIPPED, RowKind.REPEATED_ORDER, params)
        return joined

    def _agree(self, one: tuple[str, ...], other: tuple[str, ...]) -> bool:
        return not any(
            a and b and a != b and name not in self._layout.may_differ
            for name, a, b in zip(self._layout.order_columns, one, other, strict=True)
        )

    def _take(self, read: _ReadBlock) -> None:
        for row_no, _ in read.block.rows:
            self._ledger.take(row_no)
        for row_no, (kind, params) in read.notes:
            self._ledger.note(row_no, kind, params)

    def _refuse(self, blocks: list[_Block], kind: RowKind, **params: str) -> None:
        """Every row of the order that has no fate yet is broken for this reason."""
        for block in blocks:
            for row_no, _ in block.rows:
                if not self._ledger.has(row_no):
                    self._ledger.put(row_no, Fate.BROKEN, kind, params)
