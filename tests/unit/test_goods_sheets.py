"""Sheets of goods are read whatever they look like; what is not plain is refused, never guessed."""

from __future__ import annotations

import io
from collections.abc import Mapping
from datetime import date, datetime
from typing import Any

import pytest
from openpyxl import Workbook

from fulfilment.goods.files.columns import ENGLISH, SHEETS, SIMPLE, TRADITIONAL
from fulfilment.goods.files.sheet_reader import read_goods
from fulfilment.goods.files.sheet_writer import CSV, XLSX, template, written
from fulfilment.goods.sheets import GoodsKind, GoodsRow
from fulfilment.goods.words import GOODS_FILE_WORDS
from fulfilment.intake.files import CannotRead, FileProblem
from procedure.texts import sentence
from procedure.words import CountRule, DangerClass, SaleStatus, ShelfKind

K = GoodsKind


def csv(*lines: str) -> bytes:
    return "\n".join(lines).encode()


def one(kind: GoodsKind, *lines: str) -> GoodsRow:
    (row,) = read_goods(csv(*lines), kind)
    return row


def values(kind: GoodsKind, *lines: str) -> Mapping[str, Any]:
    row = one(kind, *lines)
    assert row.refused is None, row.refused
    return row.values


def why(kind: GoodsKind, *lines: str) -> object:
    said = one(kind, *lines).refused
    assert said is not None
    assert "{" not in sentence(said).render()
    return said.params["why"]


def xlsx(*rows: tuple[object, ...]) -> bytes:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    for row in rows:
        sheet.append(row)
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def problem(data: bytes, kind: GoodsKind = K.PRODUCTS) -> CannotRead:
    with pytest.raises(CannotRead) as caught:
        read_goods(data, kind)
    GOODS_FILE_WORDS[caught.value.code].format(**caught.value.params)
    return caught.value


def test_columns_are_understood_in_english_and_both_chinese_scripts() -> None:
    read = [
        values(K.PRODUCTS, *lines)
        for lines in (
            ("sku,name,weight,fragile,sale status", "mug,Mug,340 g,yes,on sale"),
            ("货号,名称,重量(kg),易碎,销售状态", "mug,Mug,0.34,是,在售"),
            ("貨號;名稱;重量（公斤）;易碎;銷售狀態", "ＭＵＧ;Mug;0.34;１;上架"),
            ("SKU*,品名,weight_kg,易碎品,状态", "mug,Mug,.34,Y,可售"),
        )
    ]
    assert read[1:] == read[:1] * 3
    assert read[0] == {
        "sku": "MUG",
        "name": "Mug",
        "weight_g": 340,
        "fragile": True,
        "sale_status": SaleStatus.ON_SALE,
    }


def test_a_full_row_of_a_product() -> None:
    header = "sku,name,length_cm,width(mm),高(米),heavy,danger,批次管理,serial_tracked,可定制"
    header += ",count_rule,shipping_margin_days,low_stock_below,supplier"
    row = 'lamp,"Lamp, brass",12.5,90,0.3,no,电池,否,FALSE,yes,计数,30,"1,000",yiwu-1'
    assert values(K.PRODUCTS, header, row) == {
        "sku": "LAMP",
        "name": "Lamp, brass",
        "length_mm": 125,
        "width_mm": 90,
        "height_mm": 300,
        "heavy": False,
        "danger": DangerClass.BATTERY,
        "lot_tracked": False,
        "serial_tracked": False,
        "customisable": True,
        "count_rule": CountRule.COUNT,
        "shipping_margin_days": 30,
        "low_stock_below": 1000,
        "supplier": "YIWU-1",
    }


def test_the_header_is_found_under_titles_and_rows_keep_their_numbers() -> None:
    sheet = csv("Our products 2026,,", ",,", "sku\tname", "a1\tA", "", "b1\tB")
    assert [(row.row_no, row.values["sku"]) for row in read_goods(sheet, K.PRODUCTS)] == [
        (4, "A1"),
        (6, "B1"),
    ]


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "gb18030"])
def test_encodings_of_exports_are_read(encoding: str) -> None:
    sheet = "商品编码,名称\nmug,蓝色马克杯\n".encode(encoding)
    assert read_goods(sheet, K.PRODUCTS)[0].values["name"] == "蓝色马克杯"


def test_a_workbook_keeps_digits_and_dates() -> None:
    sheet = xlsx(
        ("Opening stock", None, None, None, None),
        ("sku", "shelf", "lot", "expires_on", "quantity"),
        (50123, "loc-a-01-02-03", 1108, datetime(2027, 3, 1), 20.0),
        ("0123", "A-01-02-03", "L2", 46353, "1,234"),
        (None, None, None, None, None),
    )
    first, second = read_goods(sheet, K.STOCK)
    assert first.values == {
        "sku": "50123",
        "shelf": "A-01-02-03",
        "lot": "1108",
        "expires_on": date(2027, 3, 1),
        "quantity": 20,
    }
    assert (second.values["sku"], second.values["quantity"]) == ("0123", 1234)
    assert second.values["expires_on"] == date(2026, 11, 27)
    codes = read_goods(xlsx(("sku", "条码"), ("MUG", 6901234567892)), K.CODES)
    assert codes[0].values["code"] == "6901234567892"


@pytest.mark.parametrize(
    "text", ["2026-11-27", "2026/11/27", "2026.11.27", "2026年11月27日", "20261127", "46353"]
)
def test_dates_are_read_year_first(text: str) -> None:
    row = values(K.STOCK, "sku,shelf,quantity,效期", f"tea,A-01-01-01,1,{text}")
    assert row["expires_on"] == date(2026, 11, 27)


@pytest.mark.parametrize(
    ("text", "kept"), [("'0123", "0123"), ('"=""0123"""', "0123"), ("８８", "88"), ("12.0", "12")]
)
def test_tricks_against_spreadsheets_are_undone(text: str, kept: str) -> None:
    assert values(K.PRODUCTS, "sku", text)["sku"] == kept


@pytest.mark.parametrize(
    ("column", "cell", "reason"),
    [
        ("weight", "heavy", "number"),
        ("weight", "3 lb", "unit"),
        ("weight", "0", "small"),
        ("weight", "2000000", "large"),
        ("weight", '"1,5 kg"', "number"),
        ("fragile", "perhaps", "yes_no"),
        ("danger", "a bit", "word"),
        ("low_stock_below", "2.5", "number"),
        ("low_stock_below", "-1", "small"),
        ("name", "x" * 201, "long"),
        ("name", "a\x07b", "control"),
        ("name", "#REF!", "formula"),
        ("supplier", "6.9E+12", "mangled"),
    ],
)
def test_a_cell_that_is_not_plain_is_refused_with_its_reason(
    column: str, cell: str, reason: str
) -> None:
    assert why(K.PRODUCTS, f"sku,{column}", f"MUG,{cell}") == reason


@pytest.mark.parametrize(
    ("text", "reason"),
    [("27/11/2026", "date_order"), ("soon", "date"), ("2026-13-01", "date"), ("99999", "date")],
)
def test_a_date_that_may_be_two_is_refused(text: str, reason: str) -> None:
    header = "sku,shelf,quantity,expires_on"
    assert why(K.STOCK, header, f"tea,A-01-01-01,1,{text}") == reason


def test_rows_that_are_broken_cost_themselves_only() -> None:
    sheet = csv("sku,name", "a1,A,x", 'b1,"B', ",C", "d1,D")
    rows = read_goods(sheet, K.PRODUCTS)
    assert [row.refused.params["why"] if row.refused else "" for row in rows] == [
        "cells",
        "quote",
        "missing",
        "",
    ]


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", FileProblem.EMPTY),
        (b" \n", FileProblem.EMPTY),
        (b"PK\x03\x04 no zip", FileProblem.NOT_A_TABLE),
        (b"%PDF-1.7", FileProblem.NOT_A_TABLE),
        (b"\xff\x00\xfe\x01abc", FileProblem.UNDECODABLE),
        (csv("one,two", "1,2"), FileProblem.NO_HEADER),
        (csv("name,weight", "Mug,2"), FileProblem.MISSING_COLUMN),
        (csv("sku,nmae", "mug,Mug"), FileProblem.UNKNOWN_COLUMN),
        (csv("sku,货号", "mug,mug"), FileProblem.COLUMN_TWICE),
        (csv("sku,name"), FileProblem.NO_ROWS),
    ],
)
def test_a_file_that_cannot_be_read_is_told(data: bytes, code: FileProblem) -> None:
    assert problem(data).code is code


def test_an_unknown_column_can_be_left_out_and_a_near_one_is_suggested() -> None:
    sheet = csv("sku,nmae", "mug,Mug")
    assert problem(sheet).params["suggestion"] == "name"
    assert dict(read_goods(sheet, K.PRODUCTS, frozenset({"NMAE"}))[0].values) == {"sku": "MUG"}


@pytest.mark.parametrize("kind", GoodsKind)
def test_no_heading_means_two_columns(kind: GoodsKind) -> None:
    titles = [title for column in SHEETS[kind] for title in set(column.titles)]
    assert len(titles) == len(set(titles))


@pytest.mark.parametrize("ending", [CSV, XLSX])
@pytest.mark.parametrize("language", [ENGLISH, SIMPLE, TRADITIONAL])
def test_what_is_written_is_read_again(language: str, ending: str) -> None:
    rows = [
        {
            "shelf": "A-01-02-03",
            "zone": "A",
            "kind": ShelfKind.RESERVE,
            "walk_key": 7,
            "active": False,
        }
    ]
    data = written(K.SHELVES, rows, language, ending)
    assert [dict(row.values) for row in read_goods(data, K.SHELVES)] == rows
    lots = [{"sku": "0012", "shelf": "A-01-02-03", "lot": "007", "expires_on": date(2027, 3, 1)}]
    again = written(K.STOCK, [{**lots[0], "quantity": 3}], language, ending)
    assert dict(read_goods(again, K.STOCK)[0].values) == {**lots[0], "quantity": 3}


@pytest.mark.parametrize("ending", [CSV, XLSX])
def test_a_text_like_a_formula_stays_a_text(ending: str) -> None:
    rows = [{"sku": "MUG", "name": "=1+1"}, {"sku": "TEA", "name": "-best-"}]
    data = written(K.PRODUCTS, rows, ENGLISH, ending)
    assert ending == XLSX or b"\n=1" not in data.replace(b",", b"\n")
    assert [row.values["name"] for row in read_goods(data, K.PRODUCTS)] == ["=1+1", "-best-"]


@pytest.mark.parametrize("kind", GoodsKind)
def test_a_template_has_every_column_and_no_rows(kind: GoodsKind) -> None:
    for ending in (CSV, XLSX):
        assert problem(template(kind, SIMPLE, ending), kind).code is FileProblem.NO_ROWS
    with pytest.raises(ValueError, match=r"\.csv or \.xlsx"):
        template(kind, ENGLISH, ".ods")
