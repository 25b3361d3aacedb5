"""The whole job without a window, on every database: machines, journal, centre, paper."""

from __future__ import annotations

from pathlib import Path

import pytest

from db.errors import CannotNow, Trouble
from gateway.demo.run import run_demo
from tests.plugins.benches import assert_replays

PROVOKED = {
    "wrong_product",
    "wrong_shelf",
    "wrong_lot",
    "over_scan",
    "unknown_code",
    "swapped_label",
}


def test_every_order_that_may_go_is_handed_over(database_url: str, tmp_path: Path) -> None:
    report = run_demo(database_url, 26, tmp_path)
    going = report.orders - report.orders_held - report.orders_short
    assert report.parcels_handed_over == going > 0
    assert set(report.refusals) >= PROVOKED
    assert report.labels_printed == report.labels_decoded == going
    assert report.stock_adds_up
    assert report.log_is_whole
    journals = list(tmp_path.glob("*.journal"))
    assert len(journals) == 3
    for journal in journals:
        assert_replays(journal)


def test_a_demo_never_touches_a_house_that_is_there(database_url: str, tmp_path: Path) -> None:
    run_demo(database_url, 3, tmp_path / "first")
    with pytest.raises(CannotNow) as refused:
        run_demo(database_url, 3, tmp_path / "second")
    assert refused.value.trouble is Trouble.HOUSE_EXISTS
