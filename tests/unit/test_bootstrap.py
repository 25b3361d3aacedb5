"""The first command a newcomer types: what it says, and when it has nothing to install."""

from __future__ import annotations

import re
import sys
import tomllib
from pathlib import Path

import pytest

import bootstrap

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture
def copy(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A working copy whose environment holds both locks, as the script would leave it."""
    venv = tmp_path / ".venv"
    venv.mkdir()
    for name in ("pyproject.toml", "requirements.lock", "requirements-test.lock"):
        (tmp_path / name).write_bytes((ROOT / name).read_bytes())
    (venv / "python").touch()
    monkeypatch.setattr(bootstrap, "ROOT", tmp_path)
    monkeypatch.setattr(bootstrap, "VENV", venv)
    monkeypatch.setattr(bootstrap, "PYTHON", venv / "python")
    monkeypatch.setattr(bootstrap, "RUN_LOCK", tmp_path / "requirements.lock")
    monkeypatch.setattr(bootstrap, "TEST_LOCK", tmp_path / "requirements-test.lock")
    return tmp_path


def stamp(lock: Path) -> None:
    (bootstrap.VENV / f"{lock.name}.stamp").write_text(bootstrap.stamp_of(lock))


def test_help_names_every_command(capsys: pytest.CaptureFixture[str]) -> None:
    assert bootstrap.main(["-h"]) == 0
    named = set(re.findall(r"^  (\w+)  ", capsys.readouterr().out, re.MULTILINE))
    assert named == {"setup", "test", "check", *bootstrap.HANDED_OVER}


def test_a_command_that_does_not_exist_is_refused(capsys: pytest.CaptureFixture[str]) -> None:
    assert bootstrap.main(["dmeo"]) == 2
    assert "There is no command 'dmeo'." in capsys.readouterr().out


def test_the_test_packages_serve_the_program_too(copy: Path) -> None:
    stamp(bootstrap.TEST_LOCK)
    assert bootstrap.is_installed(bootstrap.TEST_LOCK)
    assert bootstrap.is_installed(bootstrap.RUN_LOCK)


def test_the_program_s_packages_are_not_enough_to_test(copy: Path) -> None:
    stamp(bootstrap.RUN_LOCK)
    assert bootstrap.is_installed(bootstrap.RUN_LOCK)
    assert not bootstrap.is_installed(bootstrap.TEST_LOCK)


@pytest.mark.parametrize("changed", ["requirements.lock", "pyproject.toml"])
def test_a_changed_file_means_installing_again(copy: Path, changed: str) -> None:
    stamp(bootstrap.RUN_LOCK)
    with (copy / changed).open("a") as file:
        file.write("# changed\n")
    assert not bootstrap.is_installed(bootstrap.RUN_LOCK)


def test_an_environment_that_was_deleted_means_installing_again(copy: Path) -> None:
    stamp(bootstrap.RUN_LOCK)
    bootstrap.PYTHON.unlink()
    assert not bootstrap.is_installed(bootstrap.RUN_LOCK)


def test_a_library_that_cannot_be_loaded_is_named_by_its_package(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(bootstrap, "LIBRARIES", {"libnosuch.so.7": "libnosuch7"})
    assert bootstrap.missing_libraries() == ["libnosuch7"]


def test_a_browser_is_installed_for_the_tests_where_there_is_none(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    asked: list[list[str]] = []
    monkeypatch.setattr(bootstrap, "apt_install", asked.append)
    monkeypatch.setattr(bootstrap, "BROWSERS", ("nosuchbrowser",))
    monkeypatch.setattr(sys, "platform", "linux")
    bootstrap.ensure_browser()
    assert asked == [["nosuchbrowser"]]
    monkeypatch.setattr(bootstrap, "BROWSERS", ("nosuchbrowser", Path(sys.executable).name))
    monkeypatch.setenv("PATH", str(Path(sys.executable).parent))
    bootstrap.ensure_browser()
    assert len(asked) == 1


def test_a_print_server_is_asked_for_where_there_is_none(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    asked: list[list[str]] = []
    monkeypatch.setattr(bootstrap, "apt_install", asked.append)
    monkeypatch.setattr(bootstrap, "CUPS_CLIENT", str(tmp_path / "none"))
    monkeypatch.setattr(sys, "platform", "linux")
    monkeypatch.setenv("PATH", str(tmp_path))
    bootstrap.ensure_print_server()
    assert asked == [["cups-daemon", "cups-client"]]
    (tmp_path / "lpadmin").touch(mode=0o755)
    bootstrap.ensure_print_server()
    assert len(asked) == 1


def test_what_bends_python_does_not_reach_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PYTHONDONTWRITEBYTECODE", "PYTHONPATH", "PIP_USER"):
        monkeypatch.setenv(name, "1")
    environment = bootstrap.child_environment()
    assert not {"PYTHONDONTWRITEBYTECODE", "PYTHONPATH", "PIP_USER"} & set(environment)


def test_both_locks_agree_hash_every_file_and_name_no_place() -> None:
    locks = [(ROOT / name).read_text() for name in ("requirements.lock", "requirements-test.lock")]
    run, test = (set(re.findall(r"^([\w.-]+==\S+)", lock, re.MULTILINE)) for lock in locks)
    assert run <= test
    for lock in locks:
        assert "://" not in lock
        blocks = re.split(r"^(?=[\w.-]+==)", lock, flags=re.MULTILINE)[1:]
        assert all("--hash=sha256:" in block for block in blocks)


def test_the_locked_build_backend_builds_the_project() -> None:
    # Else the project itself could not be installed without a network.
    settings = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    assert settings["build-system"]["build-backend"] == "hatchling.build"
    assert "\nhatchling==" in (ROOT / "requirements.lock").read_text()
