"""The arrows between the rooms point where ARCHITECTURE.md says."""

from __future__ import annotations

from pathlib import Path

import pytest
from importlinter.cli import EXIT_STATUS_SUCCESS, lint_imports

ROOT = Path(__file__).resolve().parents[2]


def test_every_import_contract_is_kept(capsys: pytest.CaptureFixture[str]) -> None:
    status = lint_imports(
        config_filename=str(ROOT / "pyproject.toml"), no_cache=True, verbose=False
    )
    assert status == EXIT_STATUS_SUCCESS, capsys.readouterr().out
