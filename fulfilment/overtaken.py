"""A use case that may be overtaken by another station between its look and its write."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from sqlalchemy.exc import IntegrityError

from fulfilment.house import Actor, House, Work
from procedure.effects import Refused
from procedure.permissions import UseCase

T = TypeVar("T")
TRIES = 3


def run_again(
    house: House, actor: Actor, use_case: UseCase, body: Callable[[Work], T]
) -> T | Refused:
    """What `House.run` gives; once more where somebody was faster.

    A unique constraint says that another station wrote the same thing at the same moment.
    Looking again finds it there, and the body answers as it does for what it knows.

    Raises:
        IntegrityError: It happened `TRIES` times: then it is no coincidence but a bug.
        CannotNow: The database is away, busy, full or read-only.
    """
    for _ in range(TRIES - 1):
        try:
            return house.run(actor, use_case, body)
        except IntegrityError:
            continue
    return house.run(actor, use_case, body)
