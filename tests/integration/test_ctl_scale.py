"""packbenchctl scale and weights as a person calls them."""

from __future__ import annotations

import sys
from pathlib import Path

import pytest

from procedure.words import Post
from scanner.pty_scale import PtyScale
from scanner.scale_choice import FILE_NAME
from scanner.scale_protocols import PROTOCOLS
from tests.integration.test_learned_weights import CARTON_G, weighed
from tests.plugins.houses import CABLE, SmallHouse, small_house_at
from tests.plugins.packaging_shelf import PackagingShelf
from tests.plugins.processes import packbenchctl as ctl

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no ptys")


def test_every_protocol_is_listed(tmp_path: Path) -> None:
    done = ctl("scale", "list", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert all(name in done.stdout for name in PROTOCOLS)
    assert "* yaohua" in done.stdout


def test_a_scale_is_read_until_a_load_lies_still(tmp_path: Path) -> None:
    with PtyScale(tmp_path / "scale", {b"SI\r\n": lambda: b"S S     1.286 kg\r\n"}) as scale:
        done = ctl(
            *("scale", "read", f"{scale.path}:mt-sics", "--count", "1", "--seconds", "60"),
            folder=tmp_path,
        )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines() == ["The scale is connected.", "1286 g"]


def test_a_scale_that_is_not_there_is_said_and_given_up(tmp_path: Path) -> None:
    done = ctl("scale", "read", str(tmp_path / "nothing"), "--seconds", "1", folder=tmp_path)
    assert done.returncode == 1
    assert "The scale is not plugged in." in done.stdout


def test_the_scale_of_a_machine_is_remembered_and_forgotten(tmp_path: Path) -> None:
    done = ctl("scale", "use", "COM7:sma", folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert "sma at COM7" in done.stdout
    (kept,) = tmp_path.rglob(FILE_NAME)
    assert '"COM7"' in kept.read_text(encoding="utf-8")
    assert ctl("scale", "forget", folder=tmp_path).returncode == 0
    assert not kept.exists()


@pytest.mark.parametrize("order", ["use", "read"])
@pytest.mark.parametrize(
    ("named", "said"),
    [("", "Name the scale's port"), ("/dev/nosuch:bogus", "There is no scale protocol bogus.")],
)
def test_a_scale_that_is_named_wrongly_is_refused(
    tmp_path: Path, order: str, named: str, said: str
) -> None:
    done = ctl("scale", order, named, folder=tmp_path)
    assert done.returncode == 2
    assert done.stderr.startswith(said)
    assert len(done.stderr.splitlines()) == 1
    assert not list(tmp_path.rglob(FILE_NAME))


def test_where_no_weight_differs_nothing_is_to_be_written(tmp_path: Path) -> None:
    small_house_at(tmp_path / "house.sqlite").house.close()
    url = f"sqlite:///{tmp_path / 'house.sqlite'}"
    for take in ((), ("--take",)):
        done = ctl("weights", "learned", "--db", url, *take, folder=tmp_path)
        assert done.returncode == 0, done.stderr
        assert done.stdout == "No product weighs something else than the books say.\n"


def test_weights_that_were_learned_are_written_by_who_may(
    at: SmallHouse, packaging: PackagingShelf, database_url: str, tmp_path: Path
) -> None:
    weighed(at, "A-1", CABLE, 1, 52 + CARTON_G)
    database = ("--db", database_url, "--least", "1")
    told = ctl("weights", "learned", *database, folder=tmp_path)
    assert told.stdout.splitlines()[-1] == "1 weight differs. Write it with --take."
    for badge in ("USR-AAAAAAAAAAA", at.badges[Post.PACKER]):
        refused = ctl("weights", "learned", *database, "--take", "--badge", badge, folder=tmp_path)
        assert refused.returncode == 1
        assert ctl("weights", "learned", *database, folder=tmp_path).stdout == told.stdout
    boss = at.badges[Post.SUPERVISOR]
    done = ctl("weights", "learned", *database, "--take", "--badge", boss, folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[-1] == "1 weight was written."
    again = ctl("weights", "learned", *database, folder=tmp_path)
    assert again.stdout == "No product weighs something else than the books say.\n"
