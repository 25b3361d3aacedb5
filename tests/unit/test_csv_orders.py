"""Files of orders: what is taken, what is skipped, what is broken, and that nothing is lost."""

from __future__ import annotations

from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest

from fulfilment.goods.sheet_text.file_rows import Damage, rows_of
from fulfilment.intake.drafts import LineDraft, sku_key, source_digest
from fulfilment.intake.files import (
    MAX_FINDINGS,
    CannotRead,
    Fate,
    FileProblem,
    ReadReport,
    RowKind,
)
from gateway.shops.csv_orders import read_orders
from gateway.shops.layout import ReadOptions
from procedure.words import ServiceLevel

DATA = Path(__file__).parent.parent / "data"
HEAD = "order_no,sku,quantity,unit_price,receiver,phone,province,city,district,address,placed_at"
ROW = "A1,85123A,6,2.55,王芳,13800138000,浙江省,杭州市,西湖区,文三路478号,2026-11-23 08:30"


def read(*rows: str, head: str = HEAD, encoding: str = "utf-8") -> ReadReport:
    return read_orders("\n".join((head, *rows)).encode(encoding))


def lines(*rows: str) -> ReadReport:
    """Reads rows that have the four required cells only."""
    return read(*rows, head="order_no,sku,quantity,unit_price")


def kinds(report: ReadReport, fate: Fate) -> list[tuple[int, str]]:
    return [(f.row_no, f.kind.value) for f in report.findings if f.fate is fate]


def numbers(report: ReadReport) -> list[str]:
    return [draft.external_no for draft in report.drafts]


def test_an_order_with_all_its_cells() -> None:
    report = read_orders(
        (
            "Order No,sku,name,quantity,unit-price,receiver,phone,country,province,city,district,"
            "town,address,postcode,service,remark,paid,currency,placed_at,buyer,email,"
            "customization,raw_address\n"
            "A1,85123a,Heart,6,¥2.55,王芳,13800138000,CN,浙江省,杭州市,西湖区,北山街道,"
            "文三路478号,310000,加急,请放门口,15.30,cny,2026-11-23T08:30+08:00,17850.0,"
            'a@example.org,"To Anna",杭州西湖文三路478\n'
        ).encode()
    )
    (draft,) = report.drafts
    assert draft.lines == (LineDraft("85123A", "Heart", 6, 255, "To Anna"),)
    assert draft.placed_at == datetime(2026, 11, 23, 0, 30, tzinfo=UTC)
    assert (draft.buyer_logged_in, draft.buyer_id) == (True, "17850")
    assert draft.buyer_contact == "a@example.org"
    assert draft.service is ServiceLevel.EXPRESS
    assert (draft.paid_minor, draft.currency, draft.total_minor) == (1530, "CNY", 1530)
    assert draft.remark == "请放门口"
    receiver = draft.receiver
    assert (receiver.name, receiver.phone, receiver.postcode) == ("王芳", "13800138000", "310000")
    assert receiver.raw_address == "杭州西湖文三路478"
    assert receiver.address.detail == "文三路478号"
    assert receiver.address.town == "北山街道"


def test_what_the_file_does_not_say_comes_from_the_options() -> None:
    data = b"order_no,sku,quantity,unit_price\nA1,85123A,6,1000\n"
    options = ReadOptions(channel="shop-jp", currency="JPY", country="JP")
    (draft,) = read_orders(data, options).drafts
    assert (draft.channel, draft.currency, draft.lines[0].unit_price_minor) == (
        "shop-jp",
        "JPY",
        1000,
    )
    assert draft.receiver.country == "JP"
    assert (draft.paid_minor, draft.placed_at, draft.buyer_logged_in) == (None, None, False)


def test_same_product_on_several_lines_stays_on_several_lines() -> None:
    report = lines("A1,85123A,6,2.55", "A1,85123a,2,2.55")
    (draft,) = report.drafts
    assert [(line.sku, line.quantity) for line in draft.lines] == [("85123A", 6), ("85123A", 2)]
    assert kinds(report, Fate.TAKEN) == [(3, "sku_case")]


def test_order_cells_may_stand_on_the_first_row_only() -> None:
    report = read(ROW, "A1,71053,1,3.39,,,,,,,")
    (draft,) = report.drafts
    assert [line.sku for line in draft.lines] == ["85123A", "71053"]
    assert draft.receiver.name == "王芳"


def test_the_dirt_of_online_retail() -> None:
    report = read_orders((DATA / "online_retail_dirt.csv").read_bytes())
    assert report.layout == "online_retail"
    assert numbers(report) == ["536366", "536370", "536381", "536862", "536591", "537197"]
    assert report.rows.total == 19
    assert report.rows.taken == 8
    assert report.rows.skipped == {
        RowKind.NON_GOODS: 5,
        RowKind.CANCELLATION: 4,
        RowKind.STOCK_CORRECTION: 2,
    }
    assert report.rows.broken == {}
    assert report.rows.noted == {
        RowKind.SKU_CASE: 1,
        RowKind.DATE_DIFFERS: 1,
        RowKind.FREE_OF_CHARGE: 1,
    }
    first, _, upper, lower, *_ = report.drafts
    assert (first.buyer_id, first.buyer_logged_in, lower.buyer_logged_in) == ("17850", True, False)
    assert (first.currency, first.paid_minor, first.receiver.country) == ("GBP", 2220, "GB")
    assert upper.lines[0].sku == lower.lines[0].sku == "15056BL"


@pytest.mark.parametrize(
    ("row", "kind"),
    [
        ("A1,85123A,6", RowKind.TOO_FEW_CELLS),
        ("A1,85123A,6,2.55,extra", RowKind.TOO_MANY_CELLS),
        ('A1,"85123A,6,2.55', RowKind.BROKEN_QUOTE),
        ('A1,"85123A"x,6,2.55', RowKind.BROKEN_QUOTE),
        ("A1,85\x01123A,6,2.55", RowKind.CONTROL_CHARACTER),
        ("A1," + "9" * 65 + ",6,2.55", RowKind.TEXT_TOO_LONG),
        ("A1," + "9" * 1001 + ",6,2.55", RowKind.TEXT_TOO_LONG),
        (",85123A,6,2.55", RowKind.ORDER_NO_MISSING),
        ("2.01E+14,85123A,6,2.55", RowKind.ORDER_NO_MANGLED),
        ("A1,,6,2.55", RowKind.PRODUCT_MISSING),
        ("A1,cmd-undo,6,2.55", RowKind.SKU_RESERVED),
        ("A1,85123A,,2.55", RowKind.QUANTITY_MISSING),
        ("A1,85123A,six,2.55", RowKind.QUANTITY_NOT_INTEGER),
        ("A1,85123A,1.5,2.55", RowKind.QUANTITY_NOT_INTEGER),
        ("A1,85123A,0,2.55", RowKind.QUANTITY_ZERO),
        ("A1,85123A,-6,2.55", RowKind.QUANTITY_NEGATIVE),
        ("A1,85123A,100001,2.55", RowKind.QUANTITY_ABSURD),
        ("A1,85123A,6,", RowKind.PRICE_MISSING),
        ("A1,85123A,6,free", RowKind.PRICE_UNREADABLE),
        ("A1,85123A,6,2.555", RowKind.PRICE_UNREADABLE),
        ("A1,85123A,6,-2.55", RowKind.PRICE_NEGATIVE),
        ("A1,85123A,6,99999999999", RowKind.PRICE_ABSURD),
        ("A1,85123A,6,£2.55", RowKind.PRICE_CURRENCY),
    ],
)
def test_a_broken_row_is_named_and_its_neighbours_are_taken(row: str, kind: RowKind) -> None:
    report = lines("A0,71053,1,1", row, "A2,71053,1,1")
    assert report.rows.broken[kind] == 1
    assert (3, kind.value) in kinds(report, Fate.BROKEN)
    assert "A2" in numbers(report)
    assert "A1" not in numbers(report)
    assert report.rows.total == 3


@pytest.mark.parametrize(
    ("column", "text", "kind"),
    [
        ("placed_at", "01/12/2010 08:26", RowKind.DATE_AMBIGUOUS),
        ("placed_at", "2026-13-01", RowKind.DATE_UNREADABLE),
        ("placed_at", "40513.35", RowKind.DATE_UNREADABLE),
        ("service", "teleport", RowKind.SERVICE_UNKNOWN),
        ("currency", "yuan", RowKind.CURRENCY_UNKNOWN),
        ("paid", "a lot", RowKind.PRICE_UNREADABLE),
        ("buyer", "1.7E+10", RowKind.ORDER_NO_MANGLED),
    ],
)
def test_a_broken_cell_of_the_order_refuses_the_order(column: str, text: str, kind: str) -> None:
    head = f"order_no,sku,quantity,unit_price,{column}"
    report = read(f"A1,85123A,6,2.55,{text}", "A2,71053,1,1,", head=head)
    assert kinds(report, Fate.BROKEN) == [(2, kind)]
    assert numbers(report) == ["A2"]


def test_an_order_with_a_broken_row_is_not_taken_in_part() -> None:
    report = lines("A1,85123A,6,2.55", "A1,71053,zero,1", "A2,71053,1,1")
    assert numbers(report) == ["A2"]
    assert kinds(report, Fate.BROKEN) == [(2, "order_incomplete"), (3, "quantity_not_integer")]


@pytest.mark.parametrize(
    "broken", ["A1,71053,1", 'A1,"71053,1,1', ",71053,1,1", "A1,71053,1,1,1,1"]
)
def test_a_row_lost_to_its_order_refuses_the_order(broken: str) -> None:
    report = lines("A1,85123A,6,2.55", broken, "A2,71053,1,1")
    assert numbers(report) == ["A2"]
    assert kinds(report, Fate.BROKEN)[0] == (2, "order_incomplete")


def test_the_same_order_again_is_skipped() -> None:
    report = read(ROW, ROW.replace("A1", "A2"), ROW)
    assert numbers(report) == ["A1", "A2"]
    assert kinds(report, Fate.SKIPPED) == [(4, "repeated_order")]


def test_more_of_an_order_further_down_belongs_to_it() -> None:
    report = lines("A1,85123A,6,2.55", "A2,71053,1,1", "A1,22632,2,1.85")
    assert [len(draft.lines) for draft in report.drafts] == [2, 1]


def test_the_same_number_with_different_content_is_taken_neither_way() -> None:
    report = lines("A1,85123A,6,2.55", "A2,71053,1,1", "A1,85123A,7,2.55")
    assert numbers(report) == ["A2"]
    assert kinds(report, Fate.BROKEN) == [(2, "order_twice"), (4, "order_twice")]


def test_the_same_number_for_another_receiver_is_taken_neither_way() -> None:
    report = read(ROW, ROW.replace("A1", "A2"), ROW.replace("王芳", "李娜"))
    assert numbers(report) == ["A2"]
    assert kinds(report, Fate.BROKEN) == [(2, "order_twice"), (4, "order_twice")]


def test_rows_of_an_order_that_disagree_refuse_it() -> None:
    report = read(ROW, ROW.replace("13800138000", "13900139000"))
    assert numbers(report) == []
    assert kinds(report, Fate.BROKEN) == [(2, "order_fields_differ"), (3, "order_fields_differ")]
    assert report.findings[0].params == {"column": "phone"}


def test_blank_rows_and_titles_are_skipped_and_counted() -> None:
    report = read(HEAD, "", ROW, ",,,,,,,,,,", " ", head="Orders of November,,,,,,,,,,")
    assert numbers(report) == ["A1"]
    assert kinds(report, Fate.SKIPPED) == [
        (1, "above_header"),
        (3, "blank"),
        (5, "blank"),
        (6, "blank"),
    ]
    assert (report.rows.total, report.rows.taken) == (5, 1)


def test_a_quoted_cell_may_hold_separators_quotes_and_line_ends() -> None:
    (draft,) = read(
        'A1,1,1,1,"王 ""小"" 芳",13800138000,浙江省,杭州市,西湖区,"文三路478号,\n5栋",'
    ).drafts
    assert draft.receiver.name == '王 "小" 芳'
    assert draft.receiver.detail == "文三路478号,\n5栋"


@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_line_ends_and_delimiters(end: str, delimiter: str) -> None:
    text = end.join((HEAD, ROW, "")).replace(",", delimiter)
    report = read_orders(text.encode())
    assert (numbers(report), report.delimiter, report.rows.total) == (["A1"], delimiter, 1)


@pytest.mark.parametrize(
    ("encoding", "named"),
    [
        ("utf-8", "utf-8"),
        ("utf-8-sig", "utf-8"),
        ("utf-16", "utf-16-le"),
        ("utf-16-le", "utf-16-le"),
        ("utf-16-be", "utf-16-be"),
        ("gb18030", "gb18030"),
        ("gbk", "gb18030"),
    ],
)
def test_encodings(encoding: str, named: str) -> None:
    report = read(ROW, encoding=encoding)
    assert report.encoding == named
    assert report.drafts[0].receiver.name == "王芳"


def test_spreadsheet_tricks_around_numbers() -> None:
    head = "order_no,sku,quantity,unit_price,phone,postcode"
    row = '="0042","=""85123A""",6.0,"1,234.50",\'13800138000,="010000"'
    (draft,) = read(row, head=head).drafts
    assert (draft.external_no, draft.lines[0].sku, draft.lines[0].quantity) == ("0042", "85123A", 6)
    assert draft.lines[0].unit_price_minor == 123450
    assert (draft.receiver.phone, draft.receiver.postcode) == ("13800138000", "010000")


def refusal(data: bytes, options: ReadOptions | None = None) -> CannotRead:
    with pytest.raises(CannotRead) as caught:
        read_orders(data, options or ReadOptions())
    return caught.value


@pytest.mark.parametrize(
    ("data", "code", "params"),
    [
        (b"", FileProblem.EMPTY, {}),
        (b"\xef\xbb\xbf \r\n", FileProblem.EMPTY, {}),
        (b"PK\x03\x04" + bytes(40), FileProblem.NOT_A_TABLE, {"what": "xlsx"}),
        (b"%PDF-1.7\n", FileProblem.NOT_A_TABLE, {"what": "pdf"}),
        (b"MZ\0\0\x90\0\0\0\x03abc", FileProblem.NOT_A_TABLE, {"what": "binary"}),
        (b"Dear Sir,\nplease send me hearts.\n", FileProblem.NO_HEADER, {}),
        (b"order_no,sku,quantity,unit_price\n", FileProblem.NO_ROWS, {}),
        (b"order_no,sku,sku,quantity,unit_price\n1,2,3,4,5\n", FileProblem.COLUMN_TWICE, {}),
        (
            b"order_no,sku,,quantity,unit_price\n1,2,3,4,5\n",
            FileProblem.COLUMN_WITHOUT_NAME,
            {"position": 3},
        ),
        (
            b"order_no,sku,quantitiy,unit_price\n1,2,3,4\n",
            FileProblem.MISSING_COLUMN,
            {"columns": "quantity", "suggestion": "quantitiy"},
        ),
        (
            b"order_no,sku,quantity,unit_price,adress,mood\n1,2,3,4,5,6\n",
            FileProblem.UNKNOWN_COLUMN,
            {"columns": "adress, mood", "suggestion": "address"},
        ),
        (
            "order_no,sku,quantity,unit_price,receiver\n1,2,3,4,Jürgen\n".encode("latin-1"),
            FileProblem.UNDECODABLE,
            {"offset": 51, "byte": "0xFC", "line": 2},
        ),
    ],
)
def test_files_that_cannot_be_read(
    data: bytes, code: FileProblem, params: dict[str, str | int]
) -> None:
    error = refusal(data)
    assert error.code is code
    assert params.items() <= dict(error.params).items()


def test_a_file_too_large_is_refused_before_it_is_decoded(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("fulfilment.goods.sheet_text.file_text.MAX_BYTES", 100)
    error = refusal(b"\xff" * 101)
    assert (error.code, error.params) == (FileProblem.TOO_LARGE, {"size": 101, "limit": 100})


def test_an_unknown_column_may_be_left_out_on_purpose() -> None:
    data = b"order_no,sku,quantity,unit_price,Mood\n1,2,3,4,sad\n"
    report = read_orders(data, ReadOptions(ignore_columns=frozenset({"mood"})))
    assert report.rows.taken == 1


def test_findings_are_limited_and_counts_are_not() -> None:
    rows = [f"A{i},85123A,0,1" for i in range(MAX_FINDINGS + 5)]
    report = lines(*rows)
    assert len(report.findings) == MAX_FINDINGS
    assert report.findings_left_out == 5
    assert report.rows.broken == {RowKind.QUANTITY_ZERO: MAX_FINDINGS + 5}


class CountedLines(list[str]):
    """Lines that count how often one is looked at."""

    looked = 0

    def __getitem__(self, place: Any) -> Any:
        self.looked += 1
        return super().__getitem__(place)


@pytest.mark.parametrize("broken", ['A1,"x\n', 'A1,"x"y\n'])
def test_a_broken_quote_costs_its_own_row_and_little_work(broken: str) -> None:
    lines = CountedLines([broken, "A2,y\n"] * 500)
    rows = list(rows_of(lines, ","))
    assert [isinstance(row, Damage) for row in rows] == [True, False] * 500
    assert lines.looked <= 5 * len(lines)


def test_the_digest_tells_the_same_order_from_another() -> None:
    one, again = read(ROW).drafts[0], read(ROW + "\n").drafts[0]
    other = read(ROW.replace(",6,", ",7,")).drafts[0]
    assert source_digest(one) == source_digest(again) != source_digest(other)
    assert sku_key("８５１２３ａ") == "85123A"
