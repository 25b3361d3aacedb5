"""How the packaged part of the data set is cut from the month."""

from __future__ import annotations

import csv
import gzip
from collections import Counter
from pathlib import Path

import pytest

from fulfilment.demo.world import part_bytes
from resources.demo.make_part import cut, fits, is_goods, packed_part, part


def line(
    invoice: str, code: str, units: int, price: str = "1.0", customer: str = "1.0"
) -> list[str]:
    return [invoice, code, "NAME", str(units), "2010-12-01 08:26:00", price, customer, "UK"]


def test_goods_are_told_by_their_code() -> None:
    assert is_goods(line("1", "85123A", 1))
    assert is_goods(line("1", "15056bl", 1))
    assert not any(is_goods(line("1", code, 1)) for code in ("POST", "M", "gift_0001_40"))


def test_ten_goods_lines_and_thirty_units_fit() -> None:
    assert fits([line("1", "85123A", 3)] * 10 + [line("1", "POST", 99)])
    assert not fits([line("1", "85123A", 1)] * 11)
    assert not fits([line("1", "85123A", 16), line("1", "71053", 15)])


def test_a_larger_basket_is_cut_into_whole_lines_in_their_order() -> None:
    counts: Counter[str] = Counter()
    basket = [line("7", f"8512{n}", units) for n, units in enumerate((20, 10, 1, 31, 30))]
    rows = list(cut(basket, counts))
    assert [(row[0], row[1]) for row in rows] == [
        ("7-1", "85120"),
        ("7-1", "85121"),
        ("7-2", "85122"),
        ("7-3", "85124"),
    ]
    assert counts["lines of more than thirty units left out"] == 1
    assert counts["orders cut from larger baskets"] == 3


def test_small_baskets_are_whole_and_of_the_rest_a_part() -> None:
    counts: Counter[str] = Counter()
    small = [line("1", "85123A", 6), line("1", "POST", 1)]
    cancelled = [line(f"C{n}", "D", -1) for n in range(12)]
    corrections = [line(f"2{n}", "85123A", 5, "0.0", "") for n in range(8)]
    rows = list(part([*small, *cancelled, *corrections], counts))
    assert rows[:2] == small
    assert counts["cancellations taken"] == 2
    assert counts["stock corrections taken"] == 2
    assert counts["rare non-goods lines taken alone"] == 10


@pytest.mark.needs_shared
def test_the_packaged_part_is_made_from_the_month(shared_data: Path) -> None:
    source = shared_data / "orders" / "online_retail_2010-12.csv.gz"
    with gzip.open(source, "rt", encoding="utf-8", newline="") as lines:
        packed = packed_part(csv.reader(lines), Counter())
    assert gzip.decompress(packed) == part_bytes()
