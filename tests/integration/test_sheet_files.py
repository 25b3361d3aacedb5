"""The sheets of a wave into a folder, as the command prints them."""

from __future__ import annotations

from pathlib import Path

import pytest

from gateway.sheet_files import print_wave
from printing.bitmap import bitmaps
from procedure.words import SheetPaper
from resources.catalogue import load
from tests.plugins.everything import nothing_written
from tests.plugins.houses import MUG, SmallHouse, draft, small_house_at
from tests.plugins.journey import line, released
from tests.plugins.processes import packbenchctl
from tests.plugins.wave_rows import sorted_wave

WAVE, SHEET = "WAV-20261123-001", "pick-sheet-PICK-20261123-001-1"


def waved(at: SmallHouse) -> None:
    sorted_wave(at, released(at, draft("A-1"), draft("A-2", lines=(line(MUG, 1),))))


def printed(at: SmallHouse, folder: Path, reason: str = "") -> tuple[tuple[str, ...], bool]:
    files = print_wave(at.house.database, WAVE, folder, SheetPaper.A5, reason, load("en"))
    return files.lines, files.complete


def test_each_sheet_is_a_file_and_a_second_one_is_a_copy(at: SmallHouse, tmp_path: Path) -> None:
    waved(at)
    assert printed(at, tmp_path / "out") == ((str(tmp_path / "out" / f"{SHEET}.pdf"),), True)
    assert printed(at, tmp_path / "out") == (
        ("PICK-20261123-001-1 was printed already. Say why it is printed again.",),
        False,
    )
    lines, complete = printed(at, tmp_path / "out", "torn")
    assert (lines, complete) == ((str(tmp_path / "out" / f"{SHEET}-copy1.pdf"),), True)
    (page,) = bitmaps(Path(lines[0]).read_bytes(), 203)
    assert round(page.width_mm) == 148


def test_an_unknown_wave_is_said(at: SmallHouse, tmp_path: Path) -> None:
    with nothing_written(at.house.database):
        lines, complete = printed(at, tmp_path / "out")
    assert (lines, complete) == (
        (f"There is no wave {WAVE}. Look at its number again; nothing was printed.",),
        False,
    )


def test_a_folder_that_cannot_be_used_is_said_and_can_be_mended(
    at: SmallHouse, tmp_path: Path
) -> None:
    waved(at)
    (tmp_path / "out").write_text("no folder")
    lines, complete = printed(at, tmp_path / "out")
    assert not complete
    assert lines[-1].startswith("1 sheet was not printed (folder_unusable).")


@pytest.mark.sop("3.2.2b")
def test_the_command_prints_on_a_roll(tmp_path: Path) -> None:
    url = f"sqlite:///{tmp_path / 'house.sqlite'}"
    at = small_house_at(tmp_path / "house.sqlite")
    waved(at)
    at.house.close()
    wanted = ["print", "--wave", WAVE, "--media", "80MM", "--folder", str(tmp_path), "--db", url]
    done = packbenchctl("sheets", *wanted, folder=tmp_path)
    assert done.returncode == 0, done.stderr
    (page,) = bitmaps(Path(done.stdout.strip()).read_bytes(), 203)
    assert round(page.width_mm) == 80
    there = ["station", "pick-1", "--zone", "A", "--media", "80mm", "--db", url]
    done = packbenchctl("sheets", *there, folder=tmp_path)
    assert done.stdout == "Station pick-1 prints on 80mm: zone A.\n"
