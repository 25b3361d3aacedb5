"""packbenchctl as a person calls it: a process, its words, its exit code."""

from __future__ import annotations

import json
import os
import socket
import sqlite3
import subprocess
import sys
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from uuid import UUID

import pypdfium2
import pytest
from typer.main import get_command
from typer.testing import CliRunner

from fulfilment.station.conflicts import ConflictReport, report_conflict
from gateway.ctl import app
from procedure.words import Post, Screen
from resources.catalogue import load
from tests.plugins.houses import small_house_at
from tests.plugins.processes import packbenchctl as ctl

ORDERS = (
    "order_no,sku,name,quantity,unit_price,receiver,phone,province,city,district,town,address\n"
    "W-1,MUG-BL-350,Mug,2,69.00,陈晓静,13800138000,浙江省,杭州市,西湖区,文新街道,文三路478号\n"
    "W-2,TEA-LJ-250,Tea,1,98.00,王明,,浙江省,杭州市,西湖区,文新街道,文三路480号\n"
)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A small house in a file, and orders for it."""
    folder = tmp_path_factory.mktemp("ctl")
    small_house_at(folder / "house.sqlite").house.close()
    (folder / "orders.csv").write_text(ORDERS, encoding="utf-8")
    return folder


def test_no_command_ever_loads_qt() -> None:
    modules = "gateway.ctl, gateway.demo.run, gateway.demo.house, gateway.import_orders"
    code = f"import sys, {modules}; print([m for m in sys.modules if 'PySide' in m])"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_the_demo_prints_one_json_object(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "gateway.ctl", "demo", "--orders", "4", "--json"]
    environment = {**os.environ, "XDG_DATA_HOME": str(tmp_path)}
    done = subprocess.run(command, capture_output=True, text=True, env=environment)
    assert done.returncode == 0, done.stderr
    assert json.loads(done.stdout)["orders"] == 4


def test_the_same_file_twice_changes_nothing_and_says_so(house: Path) -> None:
    url = f"sqlite:///{house / 'house.sqlite'}"
    arguments = ("orders", "import", str(house / "orders.csv"), "--channel", "web", "--db", url)
    first, second = ctl(*arguments, folder=house), ctl(*arguments, folder=house)
    assert first.returncode == second.returncode == 0, first.stderr
    assert "2 orders are new, 1 of them need a call; 0 were here already." in first.stdout
    assert "0 orders are new, 0 of them need a call; 2 were here already." in second.stdout


def test_an_unknown_channel_is_said_and_nothing_is_imported(house: Path) -> None:
    url = f"sqlite:///{house / 'house.sqlite'}"
    arguments = ("orders", "import", str(house / "orders.csv"), "--channel", "shop", "--db", url)
    done = ctl(*arguments, folder=house)
    assert done.returncode == 1
    assert "There is no channel shop." in done.stdout


def test_a_file_that_is_no_table_is_refused_with_a_sentence(house: Path) -> None:
    (house / "photo.csv").write_bytes(b"\x89PNG\r\n\x1a\n" + bytes(200))
    url = f"sqlite:///{house / 'house.sqlite'}"
    done = ctl("orders", "import", str(house / "photo.csv"), "--db", url, folder=house)
    assert done.returncode == 1
    assert "This is not a CSV file" in done.stdout


def test_checks_of_log_and_stock_say_that_all_is_well(house: Path) -> None:
    url = f"sqlite:///{house / 'house.sqlite'}"
    for command, words in (("log", "The log is whole"), ("stock", "Stock adds up")):
        done = ctl(command, "verify", "--db", url, folder=house)
        assert done.returncode == 0, done.stderr
        assert words in done.stdout


def test_a_changed_balance_is_named(house: Path, tmp_path: Path) -> None:
    copy = tmp_path / "changed.sqlite"
    with sqlite3.connect(house / "house.sqlite") as source, sqlite3.connect(copy) as target:
        source.backup(target)
        target.execute("UPDATE stock SET available = available + 1, on_hand = on_hand + 1")
    done = ctl("stock", "verify", "--db", f"sqlite:///{copy}", folder=house)
    assert done.returncode == 1
    assert "the ledger" in done.stdout


def test_a_file_of_another_program_is_left_alone(tmp_path: Path) -> None:
    other = tmp_path / "other.sqlite"
    with sqlite3.connect(other) as connection:
        connection.execute("CREATE TABLE notes (body TEXT)")
    before = other.read_bytes()
    done = ctl("log", "verify", "--db", f"sqlite:///{other}", folder=tmp_path)
    assert done.returncode == 2
    assert "This is not a Packbench database." in done.stderr
    assert other.read_bytes() == before


def test_a_balance_that_went_astray_is_named_and_rebuilt(tmp_path: Path) -> None:
    small_house_at(tmp_path / "house.sqlite").house.close()
    with sqlite3.connect(tmp_path / "house.sqlite") as connection:
        connection.execute("UPDATE stock SET available = 3, on_hand = 3 WHERE on_hand = 100")
    connection.close()
    url = f"sqlite:///{tmp_path / 'house.sqlite'}"
    found = ctl("stock", "verify", "--db", url, folder=tmp_path)
    assert found.returncode == 1
    assert found.stdout == (
        "USB-C-2M in warehouse W1: the balance says 3 available, 0 reserved, 0 blocked, but the "
        "ledger says 100 available, 0 reserved, 0 blocked. "
        "Count this shelf and call the technician.\n"
    )
    rebuilt = ctl("stock", "rebuild", "--db", url, folder=tmp_path)
    assert rebuilt.returncode == 0, rebuilt.stderr
    assert rebuilt.stdout.endswith("1 balances were written anew from the ledger.\n")
    assert ctl("stock", "verify", "--db", url, folder=tmp_path).returncode == 0


def test_the_periodic_work_is_done_once_and_told(tmp_path: Path) -> None:
    small_house_at(tmp_path / "house.sqlite").house.close()
    with sqlite3.connect(tmp_path / "house.sqlite") as connection:
        connection.execute("UPDATE lot SET expires_on = '2026-11-01' WHERE code = 'L1108'")
    connection.close()
    arguments = ("jobs", "run", "--db", f"sqlite:///{tmp_path / 'house.sqlite'}")
    first, second = ctl(*arguments, folder=tmp_path), ctl(*arguments, folder=tmp_path)
    assert first.returncode == second.returncode == 0, first.stderr
    assert first.stdout == (
        "0 orders that were not paid in time are cancelled.\n"
        "10 units that are too old to be sent are kept back.\n"
        "0 orders that waited for stock can be picked now.\n"
    )
    assert second.stdout == "Another program did it less than a minute ago. Nothing was done.\n"


def commands_of(group: object, words: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """The words of every group and every command."""
    yield words
    for name, command in getattr(group, "commands", {}).items():
        yield from commands_of(command, (*words, name))


def test_every_command_and_every_group_explains_itself() -> None:
    every = list(commands_of(get_command(app)))
    assert {("gateway",), ("printers",), ("printers", "bind")} <= set(every)
    for words in every:
        done = CliRunner().invoke(app, [*words, "--help"])
        assert done.exit_code == 0, (words, done.exception)
        assert "Usage:" in done.stdout, words
    told = " ".join(CliRunner().invoke(app, ["gateway", "--help"]).stdout.split())
    assert "tspl://HOST[:PORT][/DPI]" in told


def test_the_gateway_says_where_it_is_only_once_it_is_there(house: Path) -> None:
    url = f"sqlite:///{house / 'house.sqlite'}"
    with socket.create_server(("127.0.0.1", 0)) as other:
        port = str(other.getsockname()[1])
        for options, said in (
            (("--port", port), f"Port {port} of 127.0.0.1 is in use by another program."),
            (("--port", port, "--host", "192.0.2.1"), "192.0.2.1 is no address of this computer."),
            (("--port", port, "--host", "no such"), "no such is no address of this computer."),
        ):
            done = ctl("gateway", *options, "--db", url, folder=house)
            assert (done.returncode, done.stdout) == (2, "")
            assert done.stderr.startswith(said)
            assert done.stderr.count("\n") == 1


def test_the_gateway_answers_once_it_said_where_it_is(house: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    command = [sys.executable, "-u", "-m", "gateway.ctl", "gateway", "--port", str(port)]
    command += ["--db", f"sqlite:///{house / 'house.sqlite'}"]
    environment = {**os.environ, "XDG_DATA_HOME": str(house), "LC_ALL": "C"}
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True, env=environment)
    try:
        assert process.stdout is not None
        address = f"http://127.0.0.1:{port}/pda"
        expected = f"The page for handhelds is at {address}; Ctrl-C ends it.\n"
        assert process.stdout.readline() == expected
        with urllib.request.urlopen(address, timeout=60) as answer:
            assert answer.status == 200
    finally:
        process.terminate()
        process.communicate(timeout=60)


def test_the_gateway_names_a_station_that_is_not_there(house: Path) -> None:
    url = f"sqlite:///{house / 'house.sqlite'}"
    done = ctl("gateway", "--port", "8017", "--station", "pick-9", "--db", url, folder=house)
    assert done.returncode == 2
    assert "There is no station pick-9 in this warehouse." in done.stderr
    assert done.stdout == ""


@pytest.mark.parametrize(
    ("option", "said"),
    [
        (("--printer", "A=lpd://host"), "A=lpd://host is no printer"),
        (("--allow", "10.0.7"), "10.0.7 is no network"),
    ],
)
def test_the_gateway_names_a_printer_or_a_network_that_is_none(
    house: Path, option: tuple[str, str], said: str
) -> None:
    url = f"sqlite:///{house / 'house.sqlite'}"
    done = ctl("gateway", "--port", "8017", *option, "--db", url, folder=house)
    assert done.returncode == 2
    assert done.stderr.startswith(said)


def test_a_journal_is_replayed(tmp_path: Path) -> None:
    assert ctl("demo", "--orders", "4", "--folder", str(tmp_path), folder=tmp_path).returncode == 0
    journal = tmp_path / "pack.journal"
    done = ctl("replay", str(journal), folder=tmp_path)
    assert done.returncode == 0, done.stderr
    assert done.stdout.endswith("Every verdict is the same.\n")
    with sqlite3.connect(journal) as connection:
        tampered = "UPDATE entry SET verdict = replace(verdict, 'counted', 'shown') WHERE seq = 3"
        connection.execute(tampered)
    connection.close()
    done = ctl("replay", str(journal), folder=tmp_path)
    assert done.returncode == 1
    assert "The first difference is entry 3." in done.stdout
    done = ctl("replay", str(tmp_path), folder=tmp_path)
    assert done.returncode == 2
    assert done.stderr == f"{tmp_path} is a folder. Name a journal in it, as pack.journal.\n"
    nowhere, other = tmp_path / "none.journal", tmp_path / "other.journal"
    other.write_text("no journal", encoding="utf-8")
    done = ctl("replay", str(nowhere), folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr == f"There is no file {nowhere}. Look at its name again.\n"
    done = ctl("replay", str(other), folder=tmp_path)
    assert done.returncode == 2
    assert done.stderr == (
        f"{other} is not a journal of a Packbench station. "
        "Choose another file; nothing was changed.\n"
    )


def test_a_database_that_is_not_there_is_not_called_old_and_is_not_made(tmp_path: Path) -> None:
    path = tmp_path / "none.sqlite"
    done = ctl("log", "verify", "--db", f"sqlite:///{path}", folder=tmp_path)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith(f"There is no Packbench database at {path} yet.")
    assert not path.exists()


def test_conflicts_are_listed_and_settled_with_a_badge(tmp_path: Path) -> None:
    made = small_house_at(tmp_path / "house.sqlite")
    report = ConflictReport(UUID(int=1), 7, "a", "b", "MUG", None, made.clock())
    report_conflict(made.house, made.stations[Screen.PACK], report)
    made.house.close()
    db = ("--db", f"sqlite:///{tmp_path / 'house.sqlite'}")
    listed = ctl("conflicts", "list", *db, folder=tmp_path)
    assert listed.returncode == 1
    number = listed.stdout.split()[0]
    assert "nobody signed in  MUG  differs from entry 7" in listed.stdout
    typed = ctl(
        "conflicts", "settle", "banana", "--note", "a", "--badge", "B", *db, folder=tmp_path
    )
    assert typed.returncode == 2
    assert typed.stderr.startswith("banana is no number of a conflict.")
    settle = ("conflicts", "settle", number, "--note", "a test", *db, "--badge")
    for post, code in ((Post.PACKER, 1), (Post.SUPERVISOR, 0), (Post.SUPERVISOR, 1)):
        done = ctl(*settle, made.badges[post], folder=tmp_path)
        assert done.returncode == code, done.stdout + done.stderr
    assert ctl("conflicts", "list", *db, folder=tmp_path).returncode == 0


def test_cards_are_printed_in_the_language_that_is_asked_for(house: Path) -> None:
    url, out = f"sqlite:///{house / 'house.sqlite'}", house / "cards.pdf"
    arguments = ("cards", "--out", str(out), "--commands", "--db", url)
    done = ctl(*arguments, "--language", "zh_TW", folder=house)
    assert done.returncode == 0, done.stderr
    assert f"cards are in {out}." in done.stdout
    document = pypdfium2.PdfDocument(out)
    try:
        text = document[0].get_textpage().get_text_range()
    finally:
        document.close()
    assert load("zh_TW").text("Confirm") in text
    out.unlink()
    for wrong, said in (
        (("--language", "tlh"), "There is no language tlh."),
        (("--badges", "nobody"), "Nobody of the name nobody works here."),
        (("--shelves", "A", "--from-shelf", "Z"), "Shelf labels A: there are none here."),
    ):
        refused = ctl(*arguments, *wrong, folder=house)
        assert refused.returncode == 1
        assert said in refused.stdout
        assert not out.exists()
