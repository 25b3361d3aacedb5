"""A scale on a pseudo terminal: a real serial port of the system, without a device.

Linux and other POSIX systems only; importing it elsewhere is harmless.
"""

from __future__ import annotations

import select
import threading
from collections.abc import Callable, Mapping
from contextlib import suppress
from pathlib import Path
from types import TracebackType

from scanner.pty_scanner import PtyScanner


class PtyScale(PtyScanner):
    """Answers questions as a scale does, and sends what it is told to.

    Args:
        link: Where the port's path is to appear.
        answers: What it says to each question; made anew each time it is asked.

    Raises:
        OSError: This system has no pseudo terminals.
        FileExistsError: Something is at `link` already.
    """

    def __init__(self, link: Path, answers: Mapping[bytes, Callable[[], bytes]]) -> None:
        super().__init__(link)
        self.asked: list[bytes] = []
        self._answers = answers
        self._stopping = threading.Event()
        # The line must not be taken away while the thread has it in its hand.
        self._in_hand = threading.Lock()
        self._thread = threading.Thread(target=self._answer, name="pty scale", daemon=True)
        self._thread.start()

    def unplug(self) -> None:
        """Take it away; the reader's next read fails. Harmless when it is away."""
        with self._in_hand:
            super().unplug()

    def _answer(self) -> None:
        said = b""
        # The pause lets somebody else have the line, who waits to unplug it.
        while not self._stopping.wait(0.001):
            said += self._heard()
            for question in sorted(self._answers, key=len, reverse=True):
                if said.endswith(question):
                    said = b""
                    self.asked.append(question)
                    self._send_if_plugged(self._answers[question]())
                    break

    def _heard(self) -> bytes:
        """One byte that somebody wrote, or nothing for a moment."""
        with self._in_hand:
            try:
                if self._master is not None:
                    ready, _, _ = select.select([self._master], [], [], 0.02)
                    return self.receive() if ready else b""
            except OSError:
                pass  # nobody has the port open
        self._stopping.wait(0.01)
        return b""

    def _send_if_plugged(self, answer: bytes) -> None:
        with self._in_hand, suppress(OSError):
            self.send(answer)

    def __exit__(
        self,
        kind: type[BaseException] | None,
        problem: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._stopping.set()
        self._thread.join()
        super().__exit__(kind, problem, trace)
