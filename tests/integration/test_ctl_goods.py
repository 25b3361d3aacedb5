"""packbenchctl goods: sheets in and out, as a person calls it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.plugins.houses import small_house_at
from tests.plugins.processes import Said, packbenchctl

SHEET = "商品编码,名称,重量(kg)\nlamp,Lamp,0.9\nBOX-1,Box,\n"


def ctl(*arguments: str, folder: Path) -> Said:
    return packbenchctl("goods", *arguments, folder=folder)


@pytest.fixture(scope="module")
def house(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("ctl-goods")
    small_house_at(folder / "house.sqlite").house.close()
    (folder / "products.csv").write_text(SHEET, encoding="utf-8")
    return folder


def test_a_sheet_is_previewed_taken_and_exported(house: Path) -> None:
    at = ("--kind", "products", "--db", f"sqlite:///{house / 'house.sqlite'}")
    sheet = str(house / "products.csv")
    told = ctl("import", sheet, "--preview", "--json", *at, folder=house)
    assert told.returncode == 1, told.stderr
    answer = json.loads(told.stdout)
    assert [row["fate"] for row in answer["rows"]] == ["new", "refused"]
    assert "BOX-1" in answer["rows"][1]["sentence"]
    done = ctl("import", sheet, *at, folder=house)
    assert done.stdout.splitlines()[0].startswith("2 rows read: 1 are new, 0 changed")
    assert done.stdout.splitlines()[1].startswith("Row 3: BOX-1 begins like")
    out = house / "out.xlsx"
    assert ctl("export", str(out), *at, folder=house).stdout.startswith("4 rows: ")
    again = ctl("import", str(out), *at, folder=house)
    assert again.returncode == 0, again.stdout
    assert "0 are new, 0 changed, 4 were so already" in again.stdout


def test_a_template_says_what_may_stand_in_it(house: Path) -> None:
    file = house / "template.csv"
    done = ctl("template", str(file), "--kind", "stock", folder=house)
    assert done.returncode == 0, done.stderr
    assert file.read_text("utf-8-sig").strip() == "sku,shelf,lot,expires_on,quantity"
    assert " * quantity" in done.stdout
    wrong = ctl("template", str(house / "template.ods"), "--kind", "stock", folder=house)
    assert wrong.returncode == 2
