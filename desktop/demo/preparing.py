"""Makes sure that there is a demo warehouse with work left in it.

It is built by `packbenchctl` in a process of its own: the window may not reach into the gateway,
where files of orders are read.
"""

from __future__ import annotations

import json
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from db.errors import CannotNow, Trouble

BADGES = "demo-badges.json"


@dataclass(frozen=True, slots=True)
class DemoBadge:
    """A demo person's badge.

    Attributes:
        posts: Values of `procedure.words.Post`.
    """

    name: str
    posts: tuple[str, ...]
    secret: str


def prepare_demo(folder: Path, orders: int, for_waves: int, fresh: bool) -> None:
    """Build the demo warehouse in `folder`, or keep the one that has work left.

    Args:
        for_waves: So many of the orders wait to be put into waves.
        fresh: Build a new one in any case.

    Thread: a background task's; it takes some seconds the first time.

    Raises:
        CannotNow: It could not be built.
    """
    command = [sys.executable, "-m", "gateway.ctl", "demo-house", str(folder)]
    numbers = ["--orders", str(orders), "--for-waves", str(for_waves)]
    done = subprocess.run(
        [*command, *numbers, *(["--fresh"] if fresh else [])],
        capture_output=True,
        text=True,
        check=False,
    )
    if done.returncode != 0:
        raise CannotNow(Trouble.DEMO_NOT_BUILT, {"detail": done.stderr.strip()[-500:]})


def demo_badges(folder: Path) -> Sequence[DemoBadge]:
    """The badges of the demo's people, as they were kept when it was built."""
    rows = json.loads((folder / BADGES).read_text(encoding="utf-8"))
    return [DemoBadge(row["name"], tuple(row["posts"]), row["secret"]) for row in rows]
