"""Test pages on every paper, and packbenchctl printers as a technician calls it."""

from __future__ import annotations

from pathlib import Path

import pytest

from printing.bitmap import bitmaps
from printing.codes import Symbology
from printing.media import DPIS, MEDIA, STICKERS, Media, dots_of
from printing.preflight import check_printed, decode
from printing.trial_page import CODE, draw_trial_page
from tests.plugins.burnt import codes_on, from_tspl
from tests.plugins.houses import small_house_at
from tests.plugins.processes import Said, packbenchctl
from tests.plugins.raw_port import listening

LINES = ("10.1.2.3", "100x150, 100 × 150 mm", "Pack 1, 2026-11-27 09:00 UTC")


@pytest.mark.parametrize("dpi", DPIS)
@pytest.mark.parametrize("media", [*MEDIA.values(), *STICKERS.values()], ids=lambda m: m.name)
def test_the_frame_is_whole_and_the_code_scans(media: Media, dpi: int) -> None:
    printed = draw_trial_page(media, dpi, LINES)
    assert check_printed(printed, media) == ()
    (page,) = bitmaps(printed.pdf, dpi)
    assert decode(page, (Symbology.CODE128,)) == (CODE,)
    edge = dots_of(2, dpi)
    middle = page.height // 2
    left = page.grey[middle * page.width + edge]
    right = page.grey[middle * page.width + page.width - edge - 2]
    assert (left, right) == (0, 0)
    assert set(page.grey[: page.width * (edge - 1)]) == {255}, "nothing outside the frame"


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ctl-printers")
    small_house_at(folder / "house.sqlite").house.close()
    return folder


def ctl(*arguments: str, folder: Path) -> Said:
    at = ("--db", f"sqlite:///{folder / 'house.sqlite'}")
    return packbenchctl("printers", *arguments, *at, folder=folder)


def test_a_printer_is_bound_tried_and_listed(house: Path) -> None:
    station = next(
        line.split("\t")[0]
        for line in ctl("list", folder=house).stdout.splitlines()
        if line.endswith("\tPDF")
    )
    with listening() as port:
        host = f"127.0.0.1:{port.port}"
        bound = ctl("bind", station, "waybill", "--host", host, "--media", "100x180", folder=house)
        assert bound.stdout == f"{station}\twaybill\t{host} (TSPL, 203 dpi, 100x180)\n"
        tried = ctl("test", station, "waybill", folder=house)
    assert (tried.returncode, tried.stdout) == (0, f"{host}\n")
    (page,) = from_tspl(port.taken[0])
    assert codes_on(page) == {CODE}
    assert (
        f"{station}\twaybill\t{host} (TSPL, 203 dpi, 100x180)" in ctl("list", folder=house).stdout
    )
    gone = ctl("test", station, "waybill", folder=house)
    assert gone.returncode == 1
    assert gone.stderr.startswith(f"The printer {host} does not answer, so nothing was printed.")
    into = house / "pdf"
    assert ctl("bind", station, "waybill", folder=house).stdout.endswith("\tPDF\n")
    done = ctl("test", station, "waybill", "--folder", str(into), folder=house)
    assert Path(done.stdout.strip()).parent == into


def test_what_cannot_be_bound_is_said(house: Path) -> None:
    nowhere = ctl("bind", "Nowhere", "waybill", folder=house)
    assert (nowhere.returncode, nowhere.stdout) == (1, "")
    assert nowhere.stderr == "There is no station Nowhere. Look at its name again.\n"
    station = ctl("list", folder=house).stdout.split("\t")[0]
    wrong = ctl("bind", station, "waybill", "--host", "ten one", folder=house)
    assert wrong.returncode == 1
    assert wrong.stderr.startswith("ten one is no address.")
    assert (
        ctl("bind", station, "waybill", "--host", "a", "--dpi", "96", folder=house).returncode == 1
    )
