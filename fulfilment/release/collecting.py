"""Python's search for cycles, put off while rows are read and written by the thousand.

The rows have no cycles and are freed by themselves; to look through them again and again for
cycles takes a fifth of a release's time.
"""

from __future__ import annotations

import gc
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def collecting_later() -> Iterator[None]:
    """No search for cycles inside; afterwards it is as it was.

    Thread: may overlap in several threads; at worst one of them is searched after all.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
