"""Whatever the bytes are: an answer or `CannotRead`, and every row has exactly one fate."""

from __future__ import annotations

from hypothesis import given, settings
from hypothesis import strategies as st

from fulfilment.intake.files import CannotRead, Fate, ReadReport
from fulfilment.intake.words import FILE_WORDS, row_words
from gateway.shops.csv_orders import read_orders

HEADS = (
    "order_no,sku,name,quantity,unit_price,receiver,phone,paid,currency,placed_at,service",
    "InvoiceNo,StockCode,Description,Quantity,InvoiceDate,UnitPrice,CustomerID,Country",
)

ODD = st.one_of(
    st.sampled_from(
        [
            "", "C1", "0", "-1", "1e9", "100001", "£2.55", "¥1", "01/12/2010", "1.38E+10", '"',
            '""', '"a', 'a"', '"a"b', '"a,b"', '"a\nb"', "\x00", "\u3000", '="1"', "９", "²",
            "\ufeff", "\ud7ff", "2010-12-01T00:00:00+99:99", "2010-02-30", "1,2,3",
        ]
    ),
    st.text(max_size=8),
    st.integers().map(str),
    st.floats().map(str),
)  # fmt: skip
"""Cells that may break something."""

GOOD = (
    (
        "A1,A2,A3",
        "85123A,85123a,71053",
        "Heart",
        "1,6.0",
        "2.55,0",
        "王芳",
        "138",
        "",
        "CNY",
        "",
        "",
    ),
    (
        "A1,C2,A3",
        "POST,22632,22632a",
        "Heart,HEART",
        "1,-2",
        "2010-12-01,2010-02-30",
        "1.5,0",
        "1.0,",
        "EIRE",
    ),
)
"""Cells by column that are mostly right, so that rows get far before they break."""


def rows_for(columns: tuple[str, ...]) -> st.SearchStrategy[list[str]]:
    cells = st.tuples(*(st.sampled_from(column.split(",")) for column in columns)).map(list)
    odd = st.tuples(cells, st.integers(0, len(columns)), ODD).map(
        lambda drawn: [*drawn[0][: drawn[1]], drawn[2], *drawn[0][drawn[1] + 1 :]]
    )
    cut = st.tuples(cells, st.integers(0, len(columns))).map(lambda drawn: drawn[0][: drawn[1]])
    row = st.one_of(cells, cells, odd, cut, st.lists(ODD, max_size=12)).map(",".join)
    return st.lists(row, max_size=12)


FILES = st.sampled_from([0, 1]).flatmap(
    lambda which: rows_for(GOOD[which]).map(lambda rows: "\n".join((HEADS[which], *rows)))
)
ENCODINGS = st.sampled_from(["utf-8", "utf-8-sig", "utf-16", "utf-16-be", "gb18030", "latin-1"])


def check_refusal(error: CannotRead) -> None:
    assert FILE_WORDS[error.code].format(**error.params)


def check(data: bytes) -> ReadReport | None:
    try:
        report = read_orders(data)
    except CannotRead as error:
        check_refusal(error)
        return None
    rows = report.rows
    assert rows.total == rows.taken + sum(rows.skipped.values()) + sum(rows.broken.values())
    assert sum(len(draft.lines) for draft in report.drafts) == rows.taken
    fates = [f.row_no for f in report.findings if f.fate is not Fate.TAKEN]
    assert len(fates) == len(set(fates)) == rows.total - rows.taken
    for finding in report.findings:
        assert row_words(finding.kind).format(row_no=finding.row_no, **finding.params)
    numbers = [draft.external_no for draft in report.drafts]
    assert len(numbers) == len(set(numbers))
    for draft in report.drafts:
        assert draft.external_no
        assert draft.lines
        assert all(1 <= line.quantity <= 100_000 for line in draft.lines)
        assert all(line.unit_price_minor >= 0 for line in draft.lines)
    return report


@given(st.binary(max_size=400))
def test_any_bytes(data: bytes) -> None:
    check(data)


@settings(max_examples=200)
@given(FILES, ENCODINGS)
def test_any_rows_under_a_good_header(text: str, encoding: str) -> None:
    check(text.encode(encoding, "ignore"))


@given(FILES, st.data())
def test_any_damage_to_a_file(text: str, data: st.DataObject) -> None:
    good = text.encode("utf-8", "ignore")
    place = data.draw(st.integers(0, len(good)))
    check(good[:place] + data.draw(st.binary(max_size=4)) + good[place + 1 :])


GOOD_ROWS = st.lists(
    st.tuples(st.sampled_from(["A1", "A2", "A3"]), st.integers(1, 99), st.integers(0, 10**6)),
    min_size=1,
    max_size=20,
)


@given(GOOD_ROWS)
def test_good_rows_of_orders_that_stand_together_are_all_taken(
    rows: list[tuple[str, int, int]],
) -> None:
    text = ["order_no,sku,quantity,unit_price"]
    text += [f"{order},{sku},1,{minor / 100:.2f}" for sku, (order, _, minor) in enumerate(rows)]
    report = check("\n".join(text).encode())
    assert report is not None
    assert report.rows.taken == len(rows)
    taken = [line.unit_price_minor for draft in report.drafts for line in draft.lines]
    assert sorted(taken) == sorted(minor for _, _, minor in rows)
