"""A whole order by scans alone, from the badge to the hand-over, in the real window.

`python3 bootstrap.py show [DIR]` does it twice under Xvfb: with xdotool as the scanner that
types, and with a pseudo terminal as the serial scanner. Nobody touches mouse or keyboard besides;
the label is read from the printed page. Pictures of each step stay in DIR/wedge and DIR/serial.
In the end the order must have left, the books must add up, and each station's journal, replayed by
`packbenchctl`, must give the same verdicts. Needs Debian's xvfb and xdotool.
"""

from __future__ import annotations

import json
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sqlalchemy import select

from db.engine import sqlite_url
from db.opening import open_database
from db.schema.orders import Order
from fulfilment.log.check import check_log
from fulfilment.stock.check import check_stock
from gateway.demo.house import BADGES
from printing.bitmap import bitmaps
from printing.codes import Symbology
from printing.preflight import decode
from procedure.words import OrderStatus, Post
from scanner.pty_scanner import PtyScanner
from tests.show.virtual_display import VirtualDisplay, missing_packages

SIZE = (1366, 768)
ORDERS = 12
MOST_SCANS = 300
HAND_S = 0.7
"""Between two scans: a quick hand."""
CARD_S = 2.2
"""Before the same code again: beyond every window in which it would be a double read."""
LOOKS = {"wedge": ("en", "light"), "serial": ("zh_CN", "dark")}
DPI = 203
Send = Callable[[str, str], None]


class ShowFailedError(Exception):
    """Something was not as it must be; the last picture shows it."""


@dataclass
class Hand:
    """Scans, waits for the answer, and keeps a picture of it.

    Attributes:
        last: What the program told last.
        printed: Paper that has come since.
    """

    send: Send
    told: Iterator[dict[str, Any]]
    display: VirtualDisplay
    folder: Path
    last: dict[str, Any] = field(default_factory=dict)
    printed: list[str] = field(default_factory=list)
    pictures: int = 0
    before: str = ""

    def scan(self, text: str, aim: str = "") -> dict[str, Any]:
        """Scan a code and wait until its answer was painted."""
        time.sleep(CARD_S if text == self.before else HAND_S)
        self.before = text
        self.send(text, aim)
        while "verdict" not in (told := self.hear()):
            pass
        self.last = told
        self.picture(f"{told['screen']}-{told['verdict']}")
        if told["signal"] in ("wrong", "stop"):
            raise ShowFailedError(f"{text} on {told['screen']}: {told['verdict']}")
        return told

    def right(self) -> dict[str, Any]:
        """Scan what the screen asks for."""
        code = self.last["right"]
        if code is None:
            raise ShowFailedError(f"nothing is asked for: {self.last}")
        return self.scan(*code)

    def hear(self) -> dict[str, Any]:
        """What the program tells next."""
        told = next(self.told, None)
        if told is None:
            raise ShowFailedError("the program has ended")
        if "printed" in told:
            if told["problem"]:
                raise ShowFailedError(f"not printed: {told['problem']}")
            self.printed.append(told["printed"])
        return told

    def picture(self, name: str) -> None:
        """Keep what the display shows."""
        self.pictures += 1
        self.display.picture(self.folder / f"{self.pictures:02d}-{name}.png")


def show(way: str, folder: Path) -> str:
    """The whole order by one kind of scanner; a line with what was done."""
    folder.mkdir(parents=True, exist_ok=True)
    for old in folder.glob("*.png"):
        old.unlink()
    with tempfile.TemporaryDirectory(prefix="packbench-show-") as place:
        data = Path(place) / "data"
        _run("gateway.ctl", "demo-house", str(data), "--orders", str(ORDERS))
        with VirtualDisplay(*SIZE) as display, _at_work(way, data, display, folder) as hand:
            _whole_order(hand, data)
        replayed = _check(data)
        return f"{way:<7} {hand.pictures} pictures in {folder}; {replayed}"


@contextmanager
def _at_work(way: str, data: Path, display: VirtualDisplay, folder: Path) -> Iterator[Hand]:
    """The program on the display, and a hand with one scanner before it."""
    language, theme = LOOKS[way]
    look = ["--data", str(data), "--language", language, "--theme", theme]
    with PtyScanner(data / "scanner") as scanner:
        plugged = ["--serial", scanner.path] if way == "serial" else []
        program = subprocess.Popen(
            [sys.executable, "-m", "tests.show.watched_program", *look, *plugged],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
            env=display.environment,
        )
        assert program.stdout is not None
        assert program.stdin is not None

        def send(text: str, aim: str) -> None:
            if way == "serial":
                scanner.send(f"{aim}{text}\r".encode())
            else:
                display.type_code(text)

        hand = Hand(send, map(json.loads, program.stdout), display, folder)
        try:
            hand.hear()
            display.put_pointer_aside(SIZE[0] - 2, SIZE[1] - 2)
            time.sleep(CARD_S)
            hand.picture("sign-in")
            yield hand
        finally:
            time.sleep(CARD_S)
            hand.picture("end")
            program.stdin.close()
            code = program.wait(timeout=60)
    if code:
        raise ShowFailedError(f"the program ended with {code}")


def _whole_order(hand: Hand, data: Path) -> None:
    badges = json.loads((data / BADGES).read_text(encoding="utf-8"))

    def badge(post: Post) -> str:
        return str(next(b["secret"] for b in badges if b["posts"] == [post.value]))

    hand.scan(badge(Post.PICKER))
    hand.scan("CMD-CONFIRM")
    _until(hand, lambda: not hand.last["work"])
    hand.scan(badge(Post.PACKER))
    hand.right()
    _until(hand, lambda: hand.last["phase"] == "label")
    while not (labels := [p for p in hand.printed if "waybill" in Path(p).name]):
        hand.hear()
    time.sleep(HAND_S)
    hand.picture("pack-label-printed")
    hand.scan(_number_on(Path(labels[-1])), "]C0")
    hand.scan(badge(Post.SHIPPER))
    _until(hand, lambda: hand.last["verdict"] == "handed_over")


def _until(hand: Hand, done: Callable[[], bool]) -> None:
    for _ in range(MOST_SCANS):
        if done():
            return
        hand.right()
    raise ShowFailedError(f"it does not get on: {hand.last}")


def _number_on(page: Path) -> str:
    """The waybill number, read from the printed label as a scanner reads it."""
    (picture,) = bitmaps(page.read_bytes(), DPI)
    numbers = decode(picture, (Symbology.CODE128,))
    return next(number for number in numbers if number in page.stem)


def _check(data: Path) -> str:
    """The order left, the books add up, and the journals replay to the same verdicts."""
    database = open_database(sqlite_url(data / "packbench.sqlite"), upgrade=False)
    try:
        with database.read() as connection:
            left = connection.scalars(
                select(Order.order_no).where(Order.status == OrderStatus.SHIPPED)
            ).all()
        if len(left) != 1:
            raise ShowFailedError(f"one order leaves, not {len(left)}")
        if check_stock(database) is not None or check_log(database).broken is not None:
            raise ShowFailedError("the books do not add up")
    finally:
        database.close()
    (journal,) = (data / "journals").glob("*.journal")
    said = _run("gateway.ctl", "replay", str(journal))
    if "Every verdict is the same." not in said:
        raise ShowFailedError(said)
    return f"order {left[0]} left; replay: {' '.join(said.split())}"


def _run(module: str, *arguments: str) -> str:
    done = subprocess.run(
        [sys.executable, "-m", module, *arguments], capture_output=True, text=True, check=False
    )
    if done.returncode != 0:
        raise ShowFailedError(done.stdout + done.stderr)
    return done.stdout


def main() -> int:
    """Show it both ways; exit code 2 where the display's programs are missing."""
    missing = missing_packages()
    if missing:
        print(f"The show needs a display of its own: apt-get install {' '.join(missing)}")
        return 2
    folder = Path(sys.argv[1]) if len(sys.argv) > 1 else Path("build") / "show"
    for way in LOOKS:
        print(show(way, folder / way), flush=True)
    return 0


if __name__ == "__main__":
    raise SystemExit(main())
