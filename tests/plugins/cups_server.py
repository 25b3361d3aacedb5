"""A real CUPS server on this machine's loopback, in a folder of its own, ended with the test.

Its printers write what they are given into a folder. Needs Debian's `cups-daemon` and
`cups-client`; tests that use it carry the mark `needs_cups`.
"""

from __future__ import annotations

import os
import shutil
import socket
import subprocess
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

INSTALLED = Path("/usr/lib/cups")
_SERVER = """\
Listen 127.0.0.1:{port}
WebInterface No
Browsing Off
DefaultAuthType None
<Location />
  Order allow,deny
  Allow 127.0.0.1
</Location>
<Policy default>
  <Limit All>
    Order deny,allow
  </Limit>
</Policy>
"""
_FILES = """\
ServerRoot {folder}
ServerBin {folder}/bin
RequestRoot {folder}/spool
TempDir {folder}/spool
CacheDir {folder}/cache
StateDir {folder}/state
ErrorLog {folder}/log
AccessLog {folder}/log
PageLog {folder}/log
Sandboxing relaxed
"""
_BACKEND = """\
#!/bin/sh
# Job, user, title, copies, options, file: as CUPS calls a printer.
[ $# -eq 0 ] && exit 0
printf '%s\\n' "$3" "$5" > "{out}/$1.options"
cat "${{6:--}}" > "{out}/$1.pdf"
echo "$1" > "{out}/printed"
"""


def cups_path() -> str | None:
    """The CUPS server's program, or None where it or its clients are missing."""
    clients = all(map(shutil.which, ("lp", "lpstat", "lpadmin")))
    server = shutil.which("cupsd") or shutil.which("cupsd", path="/usr/sbin")
    return server if clients and INSTALLED.is_dir() else None


@dataclass(frozen=True)
class CupsServer:
    """A running server."""

    out: Path
    address: str

    def run(self, *command: str) -> str:
        """A program of CUPS, talking to this server; its output."""
        environment = {**os.environ, "CUPS_SERVER": self.address, "LC_ALL": "C"}
        return subprocess.run(
            command, env=environment, check=True, capture_output=True, text=True, timeout=30
        ).stdout

    def printed(self) -> str:
        """The number of the next job that came out; waits for it."""
        with (self.out / "printed").open() as told:
            return told.readline().strip()

    def add(self, queue: str) -> None:
        """A printer that accepts and prints."""
        self.run("lpadmin", "-p", queue, "-v", "folder:/", "-E", "-m", "raw")


@pytest.fixture
def cups(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[CupsServer]:
    """A CUPS server that this process's print programs talk to."""
    program = cups_path()
    assert program is not None, "mark the test with needs_cups"
    folder = tmp_path / "cups"
    _lay_out(folder, folder / "out")
    with socket.create_server(("127.0.0.1", 0)) as free:
        port = free.getsockname()[1]
    (folder / "cupsd.conf").write_text(_SERVER.format(port=port))
    (folder / "files.conf").write_text(_FILES.format(folder=folder))
    settings = ["-c", str(folder / "cupsd.conf"), "-s", str(folder / "files.conf")]
    running = subprocess.Popen(
        [program, "-f", *settings], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL
    )
    try:
        _wait_until_it_answers(running, port)
        monkeypatch.setenv("CUPS_SERVER", f"127.0.0.1:{port}")
        yield CupsServer(folder / "out", f"127.0.0.1:{port}")
    finally:
        running.terminate()
        running.wait()


def _lay_out(folder: Path, out: Path) -> None:
    for name in ("spool", "cache", "state", "bin", "out"):
        (folder / name).mkdir(parents=True)
    os.mkfifo(out / "printed")
    for name in ("daemon", "notifier"):
        (folder / "bin" / name).symlink_to(INSTALLED / name)
    for name in ("backend", "filter"):
        (folder / "bin" / name).mkdir()
    backend = folder / "bin/backend/folder"
    backend.write_text(_BACKEND.format(out=out))
    backend.chmod(0o700)


def _wait_until_it_answers(running: subprocess.Popen[bytes], port: int) -> None:
    while running.poll() is None:
        with socket.socket() as probe:
            if probe.connect_ex(("127.0.0.1", port)) == 0:
                return
    raise AssertionError(f"cupsd ended with {running.returncode}")
