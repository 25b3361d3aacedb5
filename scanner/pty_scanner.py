"""A scanner on a pseudo terminal: a real serial port of the system, without a device.

Linux and other POSIX systems only; importing it elsewhere is harmless.
"""

from __future__ import annotations

import os
import sys
from pathlib import Path
from types import TracebackType
from typing import Self


class PtyScanner:
    """Writes bytes into a pseudo terminal behind a link that stays the same when replugged.

    Args:
        link: Where the port's path is to appear.

    Raises:
        OSError: This system has no pseudo terminals.
        FileExistsError: Something is at `link` already.
    """

    def __init__(self, link: Path) -> None:
        self._link = link
        self._master: int | None = None
        self.plug()

    @property
    def path(self) -> str:
        """The path to open as a serial port."""
        return str(self._link)

    def plug(self) -> None:
        """Plug it in; the system gives it a port of its own choice.

        Raises:
            OSError: This system has no pseudo terminals, or it is plugged in.
        """
        if sys.platform == "win32":
            raise OSError("this system has no pseudo terminals")
        import pty
        import tty

        if self._master is not None:
            raise OSError("it is plugged in already")
        self._master, slave = pty.openpty()
        # Without this the terminal would turn CR into LF before anybody has opened it.
        tty.setraw(slave)
        self._link.symlink_to(os.ttyname(slave))
        os.close(slave)

    def send(self, data: bytes) -> None:
        """Put bytes on the line.

        Raises:
            OSError: It is unplugged.
        """
        if self._master is None:
            raise OSError("it is unplugged")
        while data:
            data = data[os.write(self._master, data) :]

    def receive(self) -> bytes:
        """One byte that was written to the port; waits for it.

        Raises:
            OSError: It is unplugged, or nobody has the port open.
        """
        if self._master is None:
            raise OSError("it is unplugged")
        return os.read(self._master, 1)

    def unplug(self) -> None:
        """Take it away; the reader's next read fails. Harmless when it is away."""
        if self._master is None:
            return
        self._link.unlink()
        os.close(self._master)
        self._master = None

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.unplug()
