"""How long Python lets one thread work while another waits for its turn.

Whoever computes in Python keeps every other thread waiting for one turn each time it has let go of
Python, and the window lets go some dozen times in a paint. Python's own 5 ms make a quarter of a
second of that whenever anything is computed behind the window (decision 0012).
"""

from __future__ import annotations

import sys

TURN_SECONDS = 0.0001


def take_short_turns() -> None:
    """From now on, in this program."""
    sys.setswitchinterval(TURN_SECONDS)
