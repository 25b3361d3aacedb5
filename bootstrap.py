#!/usr/bin/env python3
"""From a fresh clone to Packbench in one command, with nothing but Python 3.11 or newer.

Makes `.venv`, installs the locked packages by plain pip with their hashes checked, adds the few
system libraries that a bare Debian lacks when it may, then hands over. A stamp remembers what is
installed, so that the next start does none of this.

The project itself is installed editable by pip, not by a `.pth` line of our own: that also makes
the commands `packbench` and `packbenchctl`, on Windows as real .exe files. It needs no network,
because the build backend stands in the lock.
"""

from __future__ import annotations

import ctypes
import hashlib
import importlib.util
import os
import platform
import shutil
import signal
import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parent
VENV = ROOT / ".venv"
WINDOWS = os.name == "nt"
PYTHON = VENV / ("Scripts/python.exe" if WINDOWS else "bin/python")
RUN_LOCK = ROOT / "requirements.lock"
TEST_LOCK = ROOT / "requirements-test.lock"

HELP = """usage: python3 bootstrap.py COMMAND [ARGUMENTS ...]

To use it:
  demo      start the program with demo data; without a display it walks the whole job by
            itself and leaves pictures and printed papers in a folder (--screenshots DIR)
  run       start the program
  setup     only install what the program needs

To work on it:
  test      check, then every test; further arguments go to pytest
  check     lint, layout, types, import contracts
  faults    the tests that kill, unplug and fill disks, with many more rounds
  heavy     the tests that take minutes
  bench     measure, and print the figures
  pictures  let the demo walk by itself and leave pictures in build/pictures
  show      a whole order by scans alone, with real keys and a serial line on a display that nobody
            sees; pictures of each step in build/show
  messages  bring the message catalogue up to date

Arguments after the command are handed on: python3 bootstrap.py demo --screenshots DIR
"""

LIBRARIES = {
    "libEGL.so.1": "libegl1",
    "libGL.so.1": "libgl1",
    "libfontconfig.so.1": "libfontconfig1",
    "libglib-2.0.so.0": "libglib2.0-0",
    "libxkbcommon-x11.so.0": "libxkbcommon-x11-0",
    "libxcb-cursor.so.0": "libxcb-cursor0",
    "libxcb-icccm.so.4": "libxcb-icccm4",
    "libxcb-keysyms.so.1": "libxcb-keysyms1",
    "libxcb-shape.so.0": "libxcb-shape0",
    "libcups.so.2": "libcups2",
}
"""What Qt loads, and the Debian package that brings it."""

BROWSERS = ("chromium", "chromium-browser")
"""Names of the browser that tests the handhelds' page; the first is Debian's package too."""

CUPS = ("cups-daemon", "cups-client")
"""The print server, and the programs that talk to it: Debian's packages."""
CUPS_CLIENT = "/usr/sbin/lpadmin"

DISPLAY = {"Xvfb": "xvfb", "xdotool": "xdotool"}
"""What `show` needs, and the Debian package that brings it."""

CHECKS = {
    "lint": ["-m", "ruff", "check", "."],
    "layout": ["-m", "ruff", "format", "--check", "."],
    "types": ["-m", "mypy"],
    "contracts": ["-c", "import sys, importlinter.cli as c; sys.exit(c.lint_imports_command())"],
}

PYTEST = ["-m", "pytest", "-n", "2", "--dist", "worksteal"]

HANDED_OVER = {
    "demo": ["-m", "desktop.app", "--demo"],
    "run": ["-m", "desktop.app"],
    "faults": [*PYTEST, "-m", "", "tests/faults"],
    "heavy": [*PYTEST, "-m", "heavy"],
    "bench": ["-m", "tests.bench"],
    "pictures": ["-m", "desktop.app", "--demo", "--screenshots", "build/pictures"],
    "show": ["-m", "tests.show.whole_order"],
    "messages": ["-m", "resources.extraction"],
}
"""Commands that are one call of the environment's Python."""

FOR_USERS = ("demo", "run", "setup")
HEAVY = ("faults", "heavy")


class CannotSetUpError(Exception):
    """Something is missing that this script may not or cannot add; says what to do."""


def say(text: str) -> None:
    """Tell the user what is going on, before anything slower starts writing."""
    print(text, flush=True)


def child_environment() -> dict[str, str]:
    """The environment for everything started from here, free of what would bend it.

    `PYTHONDONTWRITEBYTECODE` would make every start three times slower.
    """
    unwanted = ("PYTHONDONTWRITEBYTECODE", "PYTHONHOME", "PYTHONPATH", "PIP_USER", "PIP_TARGET")
    environment = {key: value for key, value in os.environ.items() if key not in unwanted}
    environment["VIRTUAL_ENV"] = str(VENV)
    environment["PATH"] = str(PYTHON.parent) + os.pathsep + environment.get("PATH", os.defpath)
    return environment


def python(*arguments: str, **extra: str) -> int:
    """Run the environment's Python in the project's folder; gives its exit code.

    Raises:
        KeyboardInterrupt: The user pressed Ctrl-C; the child got it too and has ended by itself.
    """
    environment = {**child_environment(), **extra}
    child = subprocess.Popen([str(PYTHON), *arguments], cwd=ROOT, env=environment)
    signal.signal(signal.SIGTERM, lambda *_: child.terminate())
    interrupted = False
    while True:
        try:
            code = child.wait()
            break
        except KeyboardInterrupt:
            # Not killed: the program has a journal to close.
            interrupted = True
    if interrupted:
        raise KeyboardInterrupt
    return code if code >= 0 else 128 - code


def administrator() -> list[str] | None:
    """What to put before a command to run it as administrator; None if this user may not."""
    if shutil.which("apt-get") is None:
        return None
    if sys.platform != "win32" and os.geteuid() == 0:
        return []
    may = shutil.which("sudo") and subprocess.run(["sudo", "-n", "true"], capture_output=True)
    return ["sudo", "-n"] if may and may.returncode == 0 else None


def apt_install(packages: list[str]) -> bool:
    """Install Debian packages if this user may; says whether that worked."""
    prefix = administrator()
    if prefix is None:
        return False
    say("Installing " + " ".join(packages) + " with apt-get ...")
    apt = [*prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]
    install = [*apt, "install", "-y", "--no-install-recommends", *packages]
    # A new machine often has no package lists yet: fetch them and try once more.
    if subprocess.run(install, capture_output=True).returncode == 0:
        return True
    subprocess.run([*apt, "update"], stdout=subprocess.DEVNULL)
    return subprocess.run(install, stdout=subprocess.DEVNULL).returncode == 0


def missing_libraries() -> list[str]:
    """The Debian packages whose libraries this machine cannot load."""
    missing = []
    for library, package in LIBRARIES.items():
        try:
            ctypes.CDLL(library)
        except OSError:
            missing.append(package)
    return missing


def ensure_libraries() -> None:
    """Make sure that Qt finds its system libraries; elsewhere than on Linux it brings them.

    Raises:
        CannotSetUpError: Some are missing, and this user may not install them.
    """
    missing = missing_libraries() if sys.platform == "linux" else []
    if missing and not (apt_install(missing) and not missing_libraries()):
        raise CannotSetUpError(
            "The window needs system libraries that are missing here; ask an administrator to run:"
            " apt-get install " + " ".join(missing)
        )


def ensure_browser() -> None:
    """Add Debian's Chromium for the tests of the handhelds' page, where this user may.

    Without it those tests are left out, and the summary says so.
    """
    if sys.platform == "linux" and not any(map(shutil.which, BROWSERS)):
        apt_install([BROWSERS[0]])


def ensure_print_server() -> None:
    """Add Debian's CUPS for the tests of print queues, where this user may; as with the browser."""
    if sys.platform == "linux" and not (shutil.which("lpadmin") or Path(CUPS_CLIENT).exists()):
        apt_install(list(CUPS))


def ensure_display() -> None:
    """Add the display and the keyboard of `show`, where this user may; it says what is missing."""
    missing = [package for program, package in DISPLAY.items() if shutil.which(program) is None]
    if sys.platform == "linux" and missing:
        apt_install(missing)


def stamp_of(lock: Path) -> str:
    """What the environment must have been built from: lock, settings, Python, place."""
    digest = hashlib.sha256()
    for path in (lock, ROOT / "pyproject.toml"):
        digest.update(path.read_bytes())
    for part in (platform.python_version(), platform.machine(), str(ROOT)):
        digest.update(part.encode())
    return digest.hexdigest()


def is_installed(lock: Path) -> bool:
    """Whether the environment already holds everything of this lock."""
    # The test lock contains the run lock with the same versions, so it serves both.
    for candidate in {lock, TEST_LOCK}:
        stamp = VENV / (candidate.name + ".stamp")
        if stamp.is_file() and stamp.read_text() == stamp_of(candidate):
            return PYTHON.exists()
    return False


def make_environment() -> None:
    """Create `.venv`, unless one of this Python with a working pip is there.

    Raises:
        CannotSetUpError: Python's venv module is missing, and cannot be added.
    """
    if PYTHON.exists():
        probe = "import sys, pip; print('.'.join(map(str, sys.version_info[:3])))"
        found = subprocess.run([str(PYTHON), "-c", probe], capture_output=True, text=True)
        if found.stdout.strip() == platform.python_version():
            return
    if importlib.util.find_spec("ensurepip") is None and not apt_install(["python3-venv"]):
        raise CannotSetUpError(
            "Python's venv module is missing; ask an administrator to run:"
            " apt-get install python3-venv"
        )
    say("Making the environment in .venv ...")
    made = subprocess.run([sys.executable, "-m", "venv", "--clear", str(VENV)])
    if made.returncode != 0:
        raise CannotSetUpError(
            "The folder .venv could not be made; close every program that uses it, delete it"
            " and start again."
        )


def install(lock: Path) -> None:
    """Install a lock and the project into the environment, and stamp it.

    Raises:
        CannotSetUpError: pip could not fetch or check a package.
    """
    say("Installing the packages of " + lock.name + " (about a minute the first time) ...")
    pip = ["-m", "pip", "--disable-pip-version-check", "install", "--quiet"]
    wheels = [*pip, "--require-hashes", "--only-binary=:all:", "--requirement", str(lock)]
    if python(*wheels) != 0:
        raise CannotSetUpError(
            "The packages could not be installed, pip says why above; check the network to the"
            " package registry and start again."
        )
    project = [*pip, "--no-index", "--no-deps", "--no-build-isolation", "--editable", str(ROOT)]
    if python(*project) != 0:
        raise CannotSetUpError("The project could not be installed into .venv, pip says why above.")
    (VENV / (lock.name + ".stamp")).write_text(stamp_of(lock))


def ensure_installed(lock: Path) -> None:
    """Make the environment hold a lock; quick when it does already."""
    if not is_installed(lock):
        make_environment()
        install(lock)


def check() -> int:
    """Run lint, layout, types and contracts, all of them; 0 if each is content."""
    failed = []
    for name, arguments in CHECKS.items():
        say("check: " + name)
        if python(*arguments) != 0:
            failed.append(name)
    if failed:
        say("check: " + ", ".join(failed) + " found something to mend.")
    return 1 if failed else 0


def test(arguments: list[str]) -> int:
    """Run the checks and then the tests; 0 if both are content."""
    checked = check()
    tested = python(*PYTEST, *arguments)
    if checked:
        say("The checks before the tests found something to mend; see above.")
    return tested or checked


def carry_out(command: str, arguments: list[str]) -> int:
    """Install what a command needs and run it; gives the exit code."""
    ensure_installed(RUN_LOCK if command in FOR_USERS else TEST_LOCK)
    if command == "check":
        return check()
    ensure_libraries()
    if command == "setup":
        say("Packbench is set up. Start it with: python3 bootstrap.py demo")
        return 0
    if command == "test":
        ensure_browser()
        ensure_print_server()
        return test(arguments)
    if command == "show":
        ensure_display()
    extra = {"PACKBENCH_HEAVY": "1"} if command in HEAVY else {}
    return python(*HANDED_OVER[command], *arguments, **extra)


def main(arguments: list[str]) -> int:
    """The command line; gives the exit code."""
    if sys.hexversion < 0x030B0000:
        say("Packbench needs Python 3.11 or newer; this is " + platform.python_version() + ".")
        return 1
    if not arguments or arguments[0] in ("-h", "--help", "help"):
        print(HELP, end="")
        return 0 if arguments else 2
    if arguments[0] not in {"setup", "test", "check", *HANDED_OVER}:
        say("There is no command " + repr(arguments[0]) + ".\n\n" + HELP)
        return 2
    try:
        return carry_out(arguments[0], arguments[1:])
    except CannotSetUpError as problem:
        print(problem, file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        return 130


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
