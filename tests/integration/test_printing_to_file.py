"""The folder printer: whole files or none, nothing overwritten, faults in words."""

from __future__ import annotations

import os
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from printing.printers import Printer, Sent
from printing.printers.file import FilePrinter, file_stem
from printing.problems import CannotPrint, PrintProblem

PDF = b"%PDF-1.4 " + b"x" * 20_000


def test_a_document_is_saved_whole_under_its_title(tmp_path: Path) -> None:
    printer: Printer = FilePrinter(tmp_path / "labels" / "today")
    sent = printer.send(PDF, "Waybill SF1340267715208")
    path = tmp_path / "labels" / "today" / "Waybill-SF1340267715208.pdf"
    assert sent == Sent(str(path), complete=True)
    assert path.read_bytes() == PDF
    assert os.listdir(path.parent) == [path.name]


def test_a_taken_name_is_never_overwritten(tmp_path: Path) -> None:
    (tmp_path / "label.pdf").write_bytes(b"yesterday's")
    sent = [FilePrinter(tmp_path).send(PDF + bytes([n]), "label").where for n in range(3)]
    assert sent == [str(tmp_path / f"label-{n}.pdf") for n in (2, 3, 4)]
    assert (tmp_path / "label.pdf").read_bytes() == b"yesterday's"
    assert [Path(where).read_bytes()[-1] for where in sent] == [0, 1, 2]


def test_many_at_once_each_get_their_own_file(tmp_path: Path) -> None:
    printer = FilePrinter(tmp_path)
    documents = [PDF + str(n).encode() for n in range(40)]
    with ThreadPoolExecutor(8) as pool:
        sent = list(pool.map(lambda pdf: printer.send(pdf, "same title").where, documents))
    assert len(set(sent)) == 40
    assert [Path(where).read_bytes() for where in sent] == documents
    assert len(os.listdir(tmp_path)) == 40


_ON_A_FULL_DISK = """
import resource, sys
from pathlib import Path
from printing.printers.file import FilePrinter
from printing.problems import CannotPrint
resource.setrlimit(resource.RLIMIT_FSIZE, (4096, resource.RLIM_INFINITY))
try:
    FilePrinter(Path(sys.argv[1])).send(b"%PDF" + b"x" * 20_000, "label")
except CannotPrint as refusal:
    print(refusal.problem, refusal.params["folder"] == sys.argv[1])
"""


def test_a_full_disk_is_said_and_leaves_nothing_half(tmp_path: Path) -> None:
    done = subprocess.run(
        [sys.executable, "-c", _ON_A_FULL_DISK, str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        cwd=Path(__file__).parents[2],
    )
    assert done.stdout == "disk_full True\n"
    assert os.listdir(tmp_path) == []


def test_a_folder_that_is_a_file_is_said(tmp_path: Path) -> None:
    (tmp_path / "labels").write_text("not a folder")
    for folder in (tmp_path / "labels", tmp_path / "labels" / "today"):
        with pytest.raises(CannotPrint) as refusal:
            FilePrinter(folder).send(PDF, "label")
        assert refusal.value.problem is PrintProblem.FOLDER_UNUSABLE
        assert refusal.value.params == {"folder": str(folder)}


def test_a_forbidden_folder_is_said() -> None:
    with pytest.raises(CannotPrint) as refusal:
        FilePrinter(Path("/sys/packbench")).send(PDF, "label")
    assert refusal.value.problem is PrintProblem.NO_PERMISSION


def test_an_empty_document_is_not_saved(tmp_path: Path) -> None:
    with pytest.raises(CannotPrint) as refusal:
        FilePrinter(tmp_path).send(b"", "label")
    assert refusal.value.problem is PrintProblem.NOTHING_TO_PRINT
    assert os.listdir(tmp_path) == []


@pytest.mark.parametrize(
    ("title", "stem"),
    [
        ("Waybill SF1340267715208", "Waybill-SF1340267715208"),
        ("../../etc/passwd", "etc-passwd"),
        ("拣货单 / 7: <A>", "拣货单-7-A"),
        ("", "print"),
        ("...", "print"),
        ("nul", "nul-print"),
        ("x" * 300, "x" * 80),
    ],
)
def test_a_title_becomes_a_safe_name(title: str, stem: str) -> None:
    assert file_stem(title) == stem
