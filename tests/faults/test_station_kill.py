"""A station is killed at any moment: what sounded good counts, and counts once."""

from __future__ import annotations

import random
from pathlib import Path
from uuid import UUID

import pytest

from procedure.words import Screen
from tests.plugins.houses import CABLE, SmallHouse, draft
from tests.plugins.journey import line, order_no, picked, released
from tests.plugins.stage_kill import Stage
from tests.plugins.station_nursery import check, nursery


@pytest.mark.parametrize("screen", [Screen.PICK, Screen.PACK])
@pytest.mark.parametrize("kills", [8, pytest.param(100, marks=pytest.mark.heavy)])
def test_what_sounded_good_counts_once_whenever_the_station_dies(
    at: SmallHouse, tmp_path: Path, screen: Screen, kills: int
) -> None:
    (order,) = released(at, draft("A-1", lines=(line(CABLE, 100),)))
    codes = [order_no(at, order)]
    if screen is Screen.PICK:
        codes.append("LOC-A-02-01-01")
    else:
        picked(at, order)
    folder = tmp_path / "station"
    folder.mkdir()
    chance = random.Random(20261123)
    heard: set[UUID] = set()
    with nursery(at, screen, folder, *codes) as stations:
        for kill in range(kills):
            now = stations.killed_after(kill, chance.choice((0, 1, 2, chance.randint(3, 60))))
            assert not heard.intersection(now)
            heard.update(now)
            if kill % 2:
                continue  # the next station finds what two of them left
            check(at, screen, folder, heard)
    check(at, screen, folder, heard)
    assert len(heard) > kills


@pytest.mark.parametrize("stage", Stage)
@pytest.mark.parametrize(
    ("first", "kills"),
    [
        (0, 4),
        # Several houses: what one has on its shelf would not last for a hundred deaths.
        *(pytest.param(first, 25, marks=pytest.mark.heavy) for first in (100, 200, 300, 400)),
    ],
)
def test_in_whichever_stage_a_scan_is_cut_off_it_counts_once_or_not_at_all(
    at: SmallHouse, tmp_path: Path, stage: Stage, first: int, kills: int
) -> None:
    (order,) = released(at, draft("A-1", lines=(line(CABLE, 100),)))
    picked(at, order)
    folder = tmp_path / "station"
    folder.mkdir()
    heard: set[UUID] = set()
    points: list[float] = []
    with nursery(at, Screen.PACK, folder, order_no(at, order)) as stations:
        for kill in range(kills):
            death = stations.killed_in(stage, first + kill)
            assert not heard.intersection(death.heard)
            heard.update(death.heard)
            points.append(death.point / death.points)
            if kill % 2:
                check(at, Screen.PACK, folder, heard)
    check(at, Screen.PACK, folder, heard)
    kind = at.house.database.url.get_backend_name()
    told = f"{len(heard)} scans heard, all recorded once"
    print(f"{kind}: {len(points)} kills {stage} from seed {first}, {told}")
    assert kills < 20 or max(points) - min(points) > 0.8, "they fall all over the stage"
