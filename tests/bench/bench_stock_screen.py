"""How long the stock screen's reads take among 100,000 products and 1,000,000 stock rows.

Run it by hand: `python -m tests.bench.bench_stock_screen [URL ...]`. It fills an SQLite file, or
the empty databases named, which takes some minutes.
"""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Callable
from functools import partial
from pathlib import Path
from statistics import median

from db.engine import sqlite_url
from desktop.office.listing.listing import PAGE, Asked
from desktop.office.stock.listing import STOCK
from desktop.office.stock.reading import read_product
from fulfilment.house import House
from procedure.ids import ProductId
from tests.bench.large_stock import PRODUCTS, fill

TIMES = 40
SEARCHES = ("Mug", "Mug, size 3", f"no {PRODUCTS - 13}", "690099", "nothing like it")


def report(name: str, work: Callable[[], object]) -> None:
    """Print median and 99th percentile of many runs, in ms; the first run is not counted."""
    work()
    taken = []
    for _ in range(TIMES):
        start_at = time.perf_counter()
        work()
        taken.append((time.perf_counter() - start_at) * 1000)
    taken.sort()
    print(f"  {name:<34} p50 {median(taken):7.1f}  p99 {taken[int(TIMES * 0.99)]:7.1f} ms")


def measure(house: House) -> None:
    """Measure everything the screen reads."""
    read = partial(STOCK.read, house)
    first = read(Asked("all"), None, PAGE)
    report("first page", partial(read, Asked("all"), None, PAGE))
    report("next page", partial(read, Asked("all"), first.following, PAGE))
    report("backwards by SKU", partial(read, Asked("all", sort="sku", descending=True), None, PAGE))
    report("by available units", partial(read, Asked("all", sort="available"), None, PAGE))
    for chip in ("low", "sold_out", "blocked"):
        report(f"chip {chip}", partial(read, Asked(chip), None, PAGE))
    for text in SEARCHES:
        report(f"search “{text}”", partial(read, Asked("all", text), None, PAGE))
    assert STOCK.counts is not None
    report("counts of the chips", partial(STOCK.counts, house))
    report("one product in detail", partial(read_product, house, ProductId(PRODUCTS // 2)))


def main() -> None:
    """Fill and measure an SQLite file, or the empty databases whose URLs were given."""
    with tempfile.TemporaryDirectory(prefix="packbench-bench-") as place:
        for url in sys.argv[1:] or [sqlite_url(Path(place) / "large.sqlite")]:
            house = fill(url)
            print("SQLite" if house.database.is_sqlite else "PostgreSQL")
            measure(house)
            house.close()


if __name__ == "__main__":
    main()
