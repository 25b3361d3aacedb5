"""The demo run: builds the house, walks the whole job, checks every label, reports figures."""

from __future__ import annotations

import time
from dataclasses import dataclass
from pathlib import Path

from db.commit_floor import commit_floor
from fulfilment.demo.house import DemoHouse
from fulfilment.demo.values import DemoWorld
from fulfilment.goods.catalogue import ProductCatalogue
from fulfilment.log.check import check_log
from fulfilment.stock.check import check_stock
from gateway.demo.bench import Bench
from gateway.demo.figures import DemoReport, Figures, percentile
from gateway.demo.house import make_demo_house
from gateway.demo.walk import Slips, pack_all, pick_all, ship_all
from printing.printers.file import FilePrinter
from procedure.words import Post, Screen, ShelfKind

SLIP_EVERY = 12
"""A mistake of each kind at every so many tasks."""


@dataclass(slots=True)
class _Run:
    made: DemoHouse
    world: DemoWorld
    folder: Path
    figures: Figures
    catalogue: ProductCatalogue


def run_demo(url: str, orders: int, folder: Path) -> DemoReport:
    """Do the whole job in an empty database.

    Args:
        url: The database, empty.
        orders: How many orders wait.
        folder: For journals and printed labels.

    Raises:
        CannotNow: The database is not empty, away, or cannot be written.
        Stuck: The walk does not get on.
    """
    folder.mkdir(parents=True, exist_ok=True)
    made, world = make_demo_house(url, orders)
    try:
        catalogue = ProductCatalogue(made.house.database)
        catalogue.load()
        run = _Run(made, world, folder, Figures(), catalogue)
        return _walk(run)
    finally:
        made.house.close()


def _walk(run: _Run) -> DemoReport:
    slips = Slips(
        SLIP_EVERY,
        tuple(s.code for s in run.world.shelves if s.kind is ShelfKind.PICK),
        tuple(p.ean13 for p in run.world.products),
    )
    printer = FilePrinter(run.folder / "labels")
    began = time.perf_counter()
    pick = _bench(run, Screen.PICK, Post.PICKER)
    pick_all(pick, slips)
    pack = _bench(run, Screen.PACK, Post.PACKER)
    pack_all(pack, slips, printer)
    ship = _bench(run, Screen.SHIP, Post.SHIPPER)
    run.figures.handed_over = ship_all(ship)
    seconds = time.perf_counter() - began
    for bench in (pick, pack, ship):
        bench.close()
    return _report(run, seconds)


def _bench(run: _Run, screen: Screen, post: Post) -> Bench:
    """A bench with somebody of that post signed in by badge."""
    bench = Bench(
        run.made.house,
        run.catalogue,
        run.made.stations[screen],
        screen,
        run.folder,
        run.figures,
    )
    bench.scan(next(badge.secret for badge in run.made.badges if post in badge.posts))
    return bench


def _report(run: _Run, seconds: float) -> DemoReport:
    from gateway.demo.labels import decoded_labels

    figures, made = run.figures, run.made
    return DemoReport(
        orders=len(made.taken.orders),
        lines=sum(len(order.lines) for order in run.world.orders),
        scans=figures.scans,
        parcels_handed_over=figures.handed_over,
        orders_held=made.taken.held,
        orders_short=len(made.released.short),
        refusals=dict(sorted(figures.refusals.items())),
        seconds=round(seconds, 2),
        scans_per_s=round(figures.scans / seconds, 1),
        scan_ms_p50=round(percentile(figures.unit_ms, 50), 3),
        scan_ms_p99=round(percentile(figures.unit_ms, 99), 3),
        gate_ms_p50=round(percentile(figures.gate_ms, 50), 3),
        gate_ms_p99=round(percentile(figures.gate_ms, 99), 3),
        apply_ms_p50=round(percentile(figures.apply_ms, 50), 3),
        apply_ms_p99=round(percentile(figures.apply_ms, 99), 3),
        commit_floor_ms=round(commit_floor(run.folder), 3),
        labels_printed=len(figures.labels),
        labels_decoded=decoded_labels(figures.labels),
        stock_adds_up=check_stock(made.house.database) is None,
        log_is_whole=check_log(made.house.database).broken is None,
    )
