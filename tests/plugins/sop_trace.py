"""Which clauses of the procedure the tests of this run have shown.

A clause is covered when a test that carries its mark passed and none that carries it failed.
The line at the end and `build/sop.json` are written by the process that collects the results,
so they are whole also when several workers share the tests.
"""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
CLAUSES = ROOT / "docs" / "sop.md"
REPORT = ROOT / "build" / "sop.json"

_ROW = re.compile(r"^\| (\d(?:\.\d){0,2}[a-z]) \|", re.MULTILINE)
_RANK = {"failed": 2, "passed": 1, "skipped": 0}


def clauses_in(text: str) -> list[str]:
    """The ids of all clauses in the tables of a Markdown text, in order.

    Examples:
        >>> clauses_in("| 4.2.1b | Scans. |\\n| id | what is kept |\\n| 7a | Trained. |")
        ['4.2.1b', '7a']
    """
    return _ROW.findall(text)


class Trace:
    """What became of every marked test of one run."""

    def __init__(self, clauses: list[str]) -> None:
        self.outcomes: dict[str, dict[str, str]] = {clause: {} for clause in clauses}

    def add(self, clause: str, test: str, outcome: str) -> None:
        """Note an outcome of a test's set-up, call or tear-down; the worst one counts."""
        tests = self.outcomes[clause]
        if _RANK[outcome] >= _RANK[tests.get(test, "skipped")]:
            tests[test] = outcome

    def is_covered(self, clause: str) -> bool:
        """Whether a test of the clause passed and none failed."""
        outcomes = self.outcomes[clause].values()
        return "passed" in outcomes and "failed" not in outcomes

    def covered(self) -> list[str]:
        """The clauses that this run has shown."""
        return [clause for clause in self.outcomes if self.is_covered(clause)]

    def as_json(self) -> str:
        """The whole trace, sorted, for `build/sop.json`."""
        clauses = {
            clause: {"covered": self.is_covered(clause), "tests": dict(sorted(tests.items()))}
            for clause, tests in self.outcomes.items()
        }
        total = {"covered": len(self.covered()), "total": len(self.outcomes), "clauses": clauses}
        return json.dumps(total, indent=2, ensure_ascii=False) + "\n"


def clauses_of(item: pytest.Item) -> list[str]:
    """The clause ids in the marks of a test, its class and its module."""
    return [str(clause) for mark in item.iter_markers("sop") for clause in mark.args]


class Collector:
    """The pytest plugin: hands marks over with the results, and writes the end."""

    def __init__(self) -> None:
        self.trace = Trace(clauses_in(CLAUSES.read_text(encoding="utf-8")))

    @pytest.hookimpl(tryfirst=True)
    def pytest_runtest_setup(self, item: pytest.Item) -> None:
        """Refuse a mark that names no clause; let the report carry the marks of the rest."""
        marked = clauses_of(item)
        unknown = [clause for clause in marked if clause not in self.trace.outcomes]
        if unknown or (not marked and item.get_closest_marker("sop")):
            named = ", ".join(unknown) or "nothing"
            pytest.fail(f"The sop mark names {named}; docs/sop.md has no such clause.", False)
        item.user_properties.extend(("sop", clause) for clause in marked)

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Note the outcome of one phase of one test; a set-up that worked shows nothing yet."""
        if report.when != "call" and report.passed:
            return
        for name, clause in report.user_properties:
            if name == "sop":
                self.trace.add(str(clause), report.nodeid, report.outcome)

    def pytest_terminal_summary(self, terminalreporter: pytest.TerminalReporter) -> None:
        """Write `build/sop.json` and the line that counts the clauses."""
        REPORT.parent.mkdir(exist_ok=True)
        REPORT.write_text(self.trace.as_json(), encoding="utf-8")
        covered, total = len(self.trace.covered()), len(self.trace.outcomes)
        terminalreporter.write_line(f"procedure: {covered} of {total} clauses covered")


def pytest_configure(config: pytest.Config) -> None:
    """Start a trace for this run."""
    config.pluginmanager.register(Collector(), "sop-trace")
