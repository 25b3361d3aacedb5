"""One question at a time: only the answer to the newest one arrives."""

from __future__ import annotations

import logging
from collections.abc import Callable
from dataclasses import dataclass
from typing import Generic, TypeVar

from db.errors import CannotNow
from desktop.tasks import Finished, Tasks
from fulfilment.trouble_words import trouble_sentence
from resources.catalogue import N_, Translator

logger = logging.getLogger(__name__)
T = TypeVar("T")
_BUG = N_(
    "Something went wrong inside the program. Try again; if it stays so, call the technician."
)


@dataclass(frozen=True, slots=True)
class Answer(Generic[T]):
    """What a question came to.

    Attributes:
        result: What was asked for; None where it failed.
        trouble: Why it cannot be done now, or None.
        failed: A bug stopped it; the log says which.
    """

    result: T | None
    trouble: CannotNow | None = None
    failed: bool = False

    def why_not(self, translator: Translator) -> str:
        """The sentence that says why there is no result; empty where there is one."""
        if self.trouble is not None:
            return trouble_sentence(self.trouble, translator)
        return translator.text(_BUG) if self.failed else ""


def ask(tasks: Tasks, work: Callable[[], T], receive: Callable[[Answer[T]], None]) -> int:
    """Run `work` in the background; a bug in it comes back too, so that no screen waits for ever.

    Gives the ticket, as `Tasks.start` does.
    """

    def guarded() -> Answer[T]:
        try:
            return Answer(work())
        except CannotNow as trouble:
            return Answer(None, trouble)
        except Exception:
            logger.exception("a background task failed")
            return Answer(None, failed=True)

    def pass_on(finished: Finished) -> None:
        receive(finished.result)

    return tasks.start(guarded, pass_on)


class Latest(Generic[T]):
    """Asks in the background; a newer question overtakes the older ones.

    At most one question runs: the newest of those asked meanwhile follows it, the others are
    never run. So holding a key down cannot fill the queue.

    Thread: used in the main thread only.
    """

    def __init__(self, tasks: Tasks) -> None:
        self._tasks = tasks
        self._running: int | None = None
        self._wanted = False
        self._next: tuple[Callable[[], T], Callable[[Answer[T]], None]] | None = None

    @property
    def is_waiting(self) -> bool:
        """Whether an answer is still to come."""
        return self._wanted

    def ask(self, work: Callable[[], T], receive: Callable[[Answer[T]], None]) -> None:
        """Ask; answers to earlier questions will not arrive any more."""
        self._wanted = True
        self._next = (work, receive)
        if self._running is None:
            self._start()

    def drop(self) -> None:
        """No answer is wanted any more."""
        self._wanted = False
        self._next = None

    def _start(self) -> None:
        assert self._next is not None
        (work, receive), self._next = self._next, None

        def on_answer(answer: Answer[T]) -> None:
            self._running = None
            if self._next is not None:
                self._start()
            elif self._wanted:
                self._wanted = False
                receive(answer)

        self._running = ask(self._tasks, work, on_answer)
