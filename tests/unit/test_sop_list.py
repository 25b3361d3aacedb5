"""The list of clauses in docs/sop.md is whole."""

from __future__ import annotations

from tests.plugins.sop_trace import CLAUSES, clauses_in


def test_the_procedure_has_51_clauses_each_named_once() -> None:
    clauses = clauses_in(CLAUSES.read_text(encoding="utf-8"))
    assert len(clauses) == 51
    assert len(set(clauses)) == 51


def test_only_rows_that_begin_with_an_id_are_clauses() -> None:
    text = "| id | what is kept |\n|---|---|\n| 4.2.1b | 203 dpi. |\n| 7a | Trained. |\n4.2.1a\n"
    assert clauses_in(text) == ["4.2.1b", "7a"]
