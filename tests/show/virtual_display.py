"""A display nobody sees, with real keys: Debian's Xvfb, and xdotool as the keyboard."""

from __future__ import annotations

import os
import shutil
import struct
import subprocess
import tempfile
from pathlib import Path
from types import TracebackType
from typing import Self

from PIL import Image

PROGRAMS = {"Xvfb": "xvfb", "xdotool": "xdotool"}
"""What must be there, and the Debian package that brings it."""
KEY_DELAY_MS = 1
"""Between the keys of a code. Keys more than 50 ms apart are a person's: on a busy machine some
are, and their code is refused."""
_DEPTH = 24
_HEADER = struct.Struct(">25I")
_COLOUR = 12


def missing_packages() -> list[str]:
    """Debian packages without which there is no display here."""
    return [package for program, package in PROGRAMS.items() if shutil.which(program) is None]


class VirtualDisplay:
    """An X server of its own, on a free number.

    Args:
        width: In pixels.
        height: In pixels.
    """

    def __init__(self, width: int, height: int) -> None:
        self._folder = tempfile.TemporaryDirectory(prefix="packbench-display-")
        reader, writer = os.pipe()
        self._server = subprocess.Popen(
            [
                *("Xvfb", "-displayfd", str(writer), "-nolisten", "tcp", "-noreset"),
                *("-screen", "0", f"{width}x{height}x{_DEPTH}", "-fbdir", self._folder.name),
            ],
            pass_fds=(writer,),
            stderr=subprocess.DEVNULL,
        )
        os.close(writer)
        with os.fdopen(reader) as told:
            self.name = f":{told.readline().strip()}"

    @property
    def environment(self) -> dict[str, str]:
        """The environment of a program that is to be seen here."""
        environment = {**os.environ, "DISPLAY": self.name, "QT_QPA_PLATFORM": "xcb"}
        environment.pop("WAYLAND_DISPLAY", None)
        return environment

    def type_code(self, text: str) -> None:
        """Press the keys of a code and Enter, at a scanner's pace."""
        self._xdotool("type", "--delay", str(KEY_DELAY_MS), "--", text + "\n")

    def put_pointer_aside(self, x: int, y: int) -> None:
        """Lay the mouse down where it covers nothing; the keys go to the window under it."""
        self._xdotool("mousemove", str(x), str(y))

    def _xdotool(self, *arguments: str) -> None:
        subprocess.run(["xdotool", *arguments], env=self.environment, check=True, timeout=60)

    def picture(self, path: Path) -> None:
        """Keep what the display shows, as a PNG."""
        dump = (Path(self._folder.name) / "Xvfb_screen0").read_bytes()
        fields = _HEADER.unpack_from(dump)
        header, width, height, line, colours = (fields[at] for at in (0, 4, 5, 12, 19))
        pixels = dump[header + colours * _COLOUR :][: line * height]
        image = Image.frombuffer("RGB", (width, height), pixels, "raw", "BGRX", line, 1)
        image.quantize(192, Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(
            path, optimize=True
        )

    def close(self) -> None:
        """End the server."""
        self._server.terminate()
        self._server.wait(timeout=20)
        self._folder.cleanup()

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.close()
