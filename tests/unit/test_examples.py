"""Every example in a docstring gives what it says it gives."""

from __future__ import annotations

import doctest
import importlib
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
ROOMS = ("procedure", "resources", "scanner", "db", "printing", "fulfilment", "gateway")


def modules_with_examples() -> list[str]:
    """The names of the modules that show examples; those with a window are not asked."""
    files = [path for room in ROOMS for path in sorted((ROOT / room).rglob("*.py"))]
    shown = [path for path in files if ">>> " in path.read_text(encoding="utf-8")]
    return [".".join(path.relative_to(ROOT).with_suffix("").parts) for path in shown]


@pytest.mark.parametrize("module", modules_with_examples())
def test_examples_hold(module: str, capsys: pytest.CaptureFixture[str]) -> None:
    result = doctest.testmod(importlib.import_module(module))
    assert result.attempted > 0
    assert result.failed == 0, capsys.readouterr().out
