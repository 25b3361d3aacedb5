"""Makes `online_retail_part.csv.gz` from the month of December 2010 of "Online Retail".

    python resources/demo/make_part.py online_retail_2010-12.csv.gz

The same input gives the same bytes. What is taken, and why:

- Every basket that fits a parcel (at most ten goods lines and thirty units) is taken whole,
  dirt included.
- Every `EVERY_LARGE`-th larger basket is taken as several orders: its lines in their own order,
  cut into consecutive groups of whole lines that fit. The invoice number gets a suffix
  (`536365-1`, `536365-2`, ...). A goods line of more than thirty units fits nowhere; it is left
  out and counted.
- Every `EVERY_CANCELLED`-th cancellation and every `EVERY_CORRECTION`-th stock correction is
  taken, about their real share. From all other invoices only the lines with rare non-goods
  codes are taken, so that each code occurs.

Cells are not touched: case twins, blanks at the ends, empty descriptions, zero prices and
customer numbers such as `17850.0` stay for the importer to deal with.
"""

from __future__ import annotations

import argparse
import csv
import gzip
import io
import itertools
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

MAX_LINES = 10
MAX_UNITS = 30
EVERY_LARGE = 14
EVERY_CANCELLED = 6
EVERY_CORRECTION = 4

_GOODS = re.compile(r"\d{5}[A-Za-z]{0,2}|DCGS.*")
_USUAL_NON_GOODS = frozenset({"POST", "DOT", "M", "m"})
_INVOICE, _CODE, _UNITS, _PRICE, _CUSTOMER = 0, 1, 3, 5, 6

Row = list[str]


def is_goods(row: Row) -> bool:
    """True for a line that asks for goods, by its stock code."""
    return _GOODS.fullmatch(row[_CODE]) is not None


def is_correction(rows: list[Row]) -> bool:
    """True for one line without customer and price: stock was corrected, nothing was sold."""
    return len(rows) == 1 and not rows[0][_CUSTOMER] and float(rows[0][_PRICE]) == 0


def fits(rows: Iterable[Row]) -> bool:
    """True where the goods lines fit one parcel."""
    goods = [int(row[_UNITS]) for row in rows if is_goods(row)]
    return len(goods) <= MAX_LINES and sum(goods) <= MAX_UNITS


def cut(rows: list[Row], counts: Counter[str]) -> Iterator[Row]:
    """The basket's rows under suffixed invoice numbers, group by group."""
    groups: list[list[Row]] = [[]]
    for row in rows:
        if is_goods(row) and int(row[_UNITS]) > MAX_UNITS:
            counts["lines of more than thirty units left out"] += 1
            continue
        if not fits([*groups[-1], row]):
            groups.append([])
        groups[-1].append(row)
    for number, group in enumerate(groups, start=1):
        counts["orders cut from larger baskets"] += any(map(is_goods, group))
        for row in group:
            yield [f"{row[_INVOICE]}-{number}", *row[1:]]


def part(rows: Iterable[Row], counts: Counter[str]) -> Iterator[Row]:
    """The rows of the part, in the order of the month."""
    for invoice, group in itertools.groupby(rows, key=lambda row: row[_INVOICE]):
        basket = list(group)
        if invoice.startswith("C"):
            kind, every = "cancellations", EVERY_CANCELLED
        elif is_correction(basket):
            kind, every = "stock corrections", EVERY_CORRECTION
        elif not fits(basket):
            kind, every = "larger baskets", EVERY_LARGE
        else:
            kind, every = "baskets that fit", 1
        counts[f"{kind} seen"] += 1
        if counts[f"{kind} seen"] % every:
            for row in basket:
                if not is_goods(row) and row[_CODE] not in _USUAL_NON_GOODS:
                    counts["rare non-goods lines taken alone"] += 1
                    yield row
            continue
        counts[f"{kind} taken"] += 1
        yield from cut(basket, counts) if kind == "larger baskets" else basket


def packed_part(reader: Iterator[Row], counts: Counter[str]) -> bytes:
    """The part as gzip, from the rows of the month, its header first."""
    text = io.StringIO(newline="")
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(next(reader))
    for row in part(reader, counts):
        counts["rows"] += 1
        writer.writerow(row)
    return gzip.compress(text.getvalue().encode("utf-8"), compresslevel=9, mtime=0)


def main() -> None:
    """Reads the month, writes the part beside this file, prints what was taken."""
    parser = argparse.ArgumentParser(description="Make the demo part of Online Retail.")
    parser.add_argument("month", type=Path, help="online_retail_2010-12.csv.gz")
    counts: Counter[str] = Counter()
    with gzip.open(parser.parse_args().month, "rt", encoding="utf-8", newline="") as lines:
        packed = packed_part(csv.reader(lines), counts)
    Path(__file__).with_name("online_retail_part.csv.gz").write_bytes(packed)
    for what, count in sorted(counts.items()):
        print(f"{count:6} {what}")
    print(f"{len(packed):6} bytes")


if __name__ == "__main__":
    main()
