"""Tones: each verdict's sound (FIELD, station ergonomics). A broken sound card never blocks.

Sounds are made once as PCM and played by a thread of their own; where no device can be opened, or
the device fails, the station stays silent and says so once. Nobody ever waits for that thread: it
may hang in a driver.
"""

from __future__ import annotations

import array
import logging
import math
import os
import queue
import sys
import threading
from collections.abc import Callable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from procedure.tones import TONES, Tone
from procedure.words import Signal

logger = logging.getLogger(__name__)

RATE = 44_100
MOST_WAITING = 8
"""Sounds that wait behind the one that plays; more are dropped."""
END_S = 2.0
"""So long the end of the program waits for the sound card."""
LATE_S = 1.0
"""A card that is later than this with a sound does not play it at all."""
_FADE_S = 0.004
"""Edges of a tone, so that it does not click."""


def samples(tones: tuple[Tone, ...]) -> array.array[int]:
    """The tones as signed 16-bit mono samples at `RATE`."""
    sound: array.array[int] = array.array("h")
    for tone in tones:
        sound.extend(_wave(tone))
        sound.extend([0] * (RATE * tone.pause_ms // 1000))
    return sound


def _wave(tone: Tone) -> Iterator[int]:
    count = RATE * tone.ms // 1000
    fade = int(RATE * _FADE_S)
    for n in range(count):
        edge = min(1.0, n / fade, (count - n) / fade)
        yield int(12_000 * edge * math.sin(2 * math.pi * tone.hertz * n / RATE))


class Speaker:
    """Plays verdicts. Few wait: a quick hand hears the last scans, not a queue.

    Args:
        open_device: Opens the playback device; gives None where there is none.

    Attributes:
        works: Whether sounds can be heard, as far as is known.

    Thread: `play` returns at once, from any thread.
    """

    def __init__(self, open_device: Callable[[], Any] | None = None) -> None:
        self._open_device = open_device or _open_device
        self._queue: queue.SimpleQueue[Signal | None] = queue.SimpleQueue()
        self._thread = threading.Thread(target=self._run, name="packbench-speaker", daemon=True)
        self._stopped = threading.Event()
        self.works = True

    def start(self) -> None:
        """Start the thread."""
        self._thread.start()

    def play(self, signal: Signal) -> None:
        """Sound a verdict; dropped where the card is slower than the hand."""
        if not self.works:
            return
        if self._queue.qsize() < MOST_WAITING:
            self._queue.put(signal)
        else:
            logger.debug("the sound card does not keep up")

    def stop(self) -> None:
        """End the thread; of what waits nothing is played. A driver that hangs is left behind."""
        self.works = False
        self._stopped.set()
        self._queue.put(None)
        if self._thread.ident is not None:
            self._thread.join(timeout=END_S)

    def _run(self) -> None:
        try:
            self._play_all()
        except Exception as error:  # whatever a driver or its library raises: work goes on
            logger.warning("there is no sound any more: %s", error)
        self.works = False

    def _play_all(self) -> None:
        device = self._open_device()
        if device is None:
            return
        sounds = {signal: samples(tones) for signal, tones in TONES.items()}
        try:
            while (signal := self._queue.get()) is not None and not self._stopped.is_set():
                _play(device, sounds[signal])
        finally:
            with suppress(Exception):  # the failure that led here is the one to tell of
                device.close()


def _open_device() -> Any:
    """A playback device, or None where this machine has none."""
    if not _may_have_sound():
        return None
    import miniaudio

    try:
        return miniaudio.PlaybackDevice(
            output_format=miniaudio.SampleFormat.SIGNED16, nchannels=1, sample_rate=RATE
        )
    except miniaudio.MiniaudioError as error:
        logger.info("no sound: %s", error)
        return None


def _may_have_sound() -> bool:
    """Whether asking makes sense: without any card ALSA complains at length on the terminal."""
    if sys.platform != "linux":
        return True
    runtime = Path(os.environ.get("XDG_RUNTIME_DIR", "/nonexistent"))
    has_server = "PULSE_SERVER" in os.environ or (runtime / "pulse" / "native").exists()
    return has_server or Path("/dev/snd").exists()


def _play(device: Any, sound: array.array[int]) -> None:
    done = threading.Event()

    def stream() -> Any:
        place = 0
        wanted = yield b""
        while place < len(sound):
            part = sound[place : place + wanted]
            place += wanted
            wanted = yield part
        done.set()

    frames = stream()
    next(frames)
    device.start(frames)
    done.wait(timeout=len(sound) / RATE + LATE_S)
    device.stop()
