"""When a clause counts as covered, tried with a pytest of its own."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.plugins.sop_trace import ROOT, Trace

INNER = """
import pytest
from tests.plugins import sop_trace

@pytest.mark.sop("2.1.1a")
def test_passes(): pass

@pytest.mark.sop("2.1.1b")
def test_fails(): assert False

@pytest.mark.sop("2.1.1b")
def test_passes_too(): pass

@pytest.mark.sop("2.1.2a")
def test_skips_in_the_call(): pytest.skip("because")

@pytest.mark.sop("9.9.9z")
def test_names_no_clause(): pass

@pytest.mark.sop
def test_names_nothing(): pass
"""

CONFTEST = """
import pathlib
from tests.plugins import sop_trace
sop_trace.REPORT = pathlib.Path(__file__).parent / "build" / "sop.json"
pytest_plugins = ["tests.plugins.sop_trace"]
"""


@pytest.fixture(scope="module", params=["0", "2"])
def inner_run(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> Any:
    """The words and the report of a run in one process, and of one shared by two workers."""
    folder: Path = tmp_path_factory.mktemp("inner")
    (folder / "pytest.ini").write_text("[pytest]\nmarkers = sop(clause)\n")
    (folder / "conftest.py").write_text(CONFTEST)
    (folder / "test_inner.py").write_text(INNER)
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "xdist", "-n", request.param],
        cwd=folder,
        env={**os.environ, "PYTHONPATH": str(ROOT), "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True,
        text=True,
    )
    return done.stdout, json.loads((folder / "build" / "sop.json").read_text())


def test_the_line_counts_what_passed_and_did_not_fail(inner_run: Any) -> None:
    words, report = inner_run
    assert "procedure: 1 of 51 clauses covered" in words
    assert (report["covered"], report["total"]) == (1, 51)


def test_the_report_names_the_tests_and_what_became_of_them(inner_run: Any) -> None:
    _, report = inner_run
    assert report["clauses"]["2.1.1a"] == {
        "covered": True,
        "tests": {"test_inner.py::test_passes": "passed"},
    }
    assert report["clauses"]["2.1.1b"] == {
        "covered": False,
        "tests": {
            "test_inner.py::test_fails": "failed",
            "test_inner.py::test_passes_too": "passed",
        },
    }
    assert report["clauses"]["2.1.2a"]["covered"] is False
    assert report["clauses"]["7a"] == {"covered": False, "tests": {}}


def test_a_mark_that_names_no_clause_is_an_error(inner_run: Any) -> None:
    words, _ = inner_run
    assert "The sop mark names 9.9.9z; docs/sop.md has no such clause." in words
    assert "The sop mark names nothing; docs/sop.md has no such clause." in words
    assert "2 errors" in words


def test_a_failing_tear_down_uncovers_a_clause() -> None:
    trace = Trace(["7a"])
    trace.add("7a", "test", "passed")
    assert trace.covered() == ["7a"]
    trace.add("7a", "test", "failed")
    trace.add("7a", "test", "passed")
    assert trace.covered() == []
