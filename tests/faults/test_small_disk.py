"""The station's disk is really full: all that sounded is on it, and nothing else was done."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest
from sqlalchemy import func, select

from db.schema.station import ScanEvent
from procedure.words import Post, Screen
from tests.plugins.benches import packed_units
from tests.plugins.houses import CABLE, SmallHouse, draft
from tests.plugins.journey import line, order_no, picked, released

ROOT = Path(__file__).parents[2]


@pytest.mark.needs_small_disk
def test_a_disk_that_fills_up_stops_the_station_and_goes_on_when_there_is_room(
    at: SmallHouse, tmp_path: Path
) -> None:
    (order,) = released(at, draft("A-1", lines=(line(CABLE, 50),)))
    picked(at, order)
    disk = tmp_path / "disk"
    disk.mkdir()
    url = at.house.database.url.render_as_string(hide_password=False)
    station, badge = str(at.stations[Screen.PACK]), at.badges[Post.PACKER]
    process = [sys.executable, "-m", "tests.plugins.small_disk", url, str(disk), station]
    done = subprocess.run(
        ["unshare", "--mount", *process, badge, order_no(at, order)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    told = json.loads(done.stdout)
    print(f"{told['sounded']} scans until the disk was full")
    assert told["full"] == "disk_full"
    assert told["again"] == ["disk_full"] * 2
    assert told["same"], "what was not kept changed nothing"
    assert told["after"] in (["unit_counted"], ["undone"])
    assert told["gapless"]
    assert told["unsaved"] == told["sounded"] > 0
    assert list(disk.iterdir()) == [], "the disk is gone with its process"
    counted = told["sounded"] + 1
    assert packed_units(at) == counted % 2
    with at.house.database.read() as connection:
        events = connection.scalar(select(func.count()).select_from(ScanEvent))
    assert events == counted + 1, "every unit, and the parcel's opening"
