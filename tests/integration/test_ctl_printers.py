"""packbenchctl printers: what is bound, what is refused, what is only warned of."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.plugins.houses import small_house_at
from tests.plugins.processes import Said, packbenchctl


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    small_house_at(tmp_path / "house.sqlite").house.close()
    return tmp_path


def printers(folder: Path, *arguments: str) -> Said:
    db = ("--db", f"sqlite:///{folder / 'house.sqlite'}")
    return packbenchctl("printers", *arguments, *db, folder=folder)


def bound(folder: Path) -> list[list[str]]:
    """What the first bench prints on."""
    rows = [line.split("\t") for line in printers(folder, "list").stdout.splitlines()]
    return [row[1:] for row in rows if row[0] == "pack-1"]


NONE = [["waybill", "PDF"], ["pick_sheet", "PDF"], ["card", "PDF"]]


def test_only_what_is_printed_is_listed_and_can_be_bound(folder: Path) -> None:
    assert bound(folder) == NONE
    slip = printers(folder, "bind", "pack-1", "packing_slip", "--host", "10.0.0.9")
    assert slip.returncode == 2
    label = printers(folder, "bind", "pack-1", "CARD", "--host", "10.0.0.9")
    assert (label.returncode, label.stderr) == (0, "")
    assert bound(folder)[2] == ["card", "10.0.0.9 (TSPL, 203 dpi)"]


def test_a_queue_that_this_computer_has_not_is_warned_of(folder: Path) -> None:
    done = printers(folder, "bind", "pack-1", "waybill", "--queue", "nosuchqueue")
    assert (done.returncode, done.stdout) == (0, "pack-1\twaybill\tnosuchqueue\n")
    assert done.stderr.startswith("This computer has no print queue nosuchqueue.")
    again = printers(folder, "bind", "pack-1", "waybill")
    assert (again.returncode, again.stderr) == (0, "")
    assert bound(folder) == NONE


@pytest.mark.parametrize(
    ("options", "said"),
    [
        (("--queue", ""), "A print queue has a name, and a network printer an address."),
        (("--host", ""), "A print queue has a name, and a network printer an address."),
        (("--queue", "a", "--host", "b"), "Give --queue or --host, not both"),
        (("--queue", "", "--host", ""), "Give --queue or --host, not both"),
    ],
)
def test_what_names_no_printer_or_two_is_refused(
    folder: Path, options: tuple[str, ...], said: str
) -> None:
    kept = printers(folder, "bind", "pack-1", "waybill", "--host", "10.0.0.9")
    assert kept.returncode == 0
    before = bound(folder)
    done = printers(folder, "bind", "pack-1", "waybill", *options)
    assert done.returncode > 0
    assert done.stderr.startswith(said)
    assert bound(folder) == before
