"""Things that the workers of a test run make only once."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest

from tests.plugins.run_folder import VARIABLE, CouldNotMakeError, once


@pytest.fixture(autouse=True)
def run(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(VARIABLE, str(tmp_path))


def test_many_ask_at_once_and_one_makes_it() -> None:
    made = []

    def make() -> str:
        made.append(1)
        return "a server"

    with ThreadPoolExecutor(8) as pool:
        got = list(pool.map(lambda _: once("server", make), range(40)))
    assert set(got) == {"a server"}
    assert len(made) == 1


def test_a_failure_is_told_to_everybody_and_not_tried_again() -> None:
    tries = []

    def make() -> str:
        tries.append(1)
        raise OSError("no room")

    for _ in range(2):
        with pytest.raises(CouldNotMakeError, match="OSError: no room"):
            once("server", make)
    assert len(tries) == 1
