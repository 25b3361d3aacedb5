"""What the system says about a port has one meaning and one sentence."""

from __future__ import annotations

import errno

import pytest
import serial

from resources.catalogue import LANGUAGES, load
from scanner.framing import DamageKind
from scanner.link import (
    Absent,
    Busy,
    Connected,
    DamagedLine,
    LinkEvent,
    Listening,
    Lost,
    NotListening,
    RefusalKind,
    Refused,
    TurnedAway,
    sentence,
    state_of_error,
)


@pytest.mark.parametrize(
    ("problem", "state"),
    [
        (OSError(errno.ENOENT, "no such file"), Absent("d")),
        (OSError(errno.EBUSY, "busy"), Busy("d", "p")),
        (OSError(errno.EACCES, "denied"), Refused("d", "p", RefusalKind.NO_PERMISSION)),
        (OSError(errno.EIO, "i/o"), Refused("d", "p", RefusalKind.DEVICE_FAULT)),
        (ValueError("not a valid baudrate"), Refused("d", "p", RefusalKind.BAD_SETTINGS)),
        (
            serial.SerialException(
                "could not open port 'COM3': PermissionError(13, 'Access is denied.', None, 5)"
            ),
            Busy("d", "p"),
        ),
        (
            serial.SerialException(
                "could not open port 'COM3': FileNotFoundError(2, "
                "'The system cannot find the file specified.', None, 2)"
            ),
            Absent("d"),
        ),
        (
            serial.SerialException(
                "Cannot configure port, something went wrong. Original message: "
                "OSError(22, 'The parameter is incorrect.', None, 87)"
            ),
            Refused("d", "p", RefusalKind.BAD_SETTINGS),
        ),
        (
            serial.SerialException(
                "Cannot configure port, something went wrong. Original message: "
                "OSError(22, 'A device attached to the system is not functioning.', None, 31)"
            ),
            Refused("d", "p", RefusalKind.DEVICE_FAULT),
        ),
    ],
)
def test_what_the_system_says_while_opening_has_one_meaning(
    problem: Exception, state: LinkEvent
) -> None:
    assert state_of_error("d", "p", problem) == state


EVENTS: list[LinkEvent] = [
    Connected("d", "COM3"),
    Lost("d", 3),
    Absent("d"),
    Busy("d", "COM3"),
    *(Refused("d", "COM3", kind) for kind in RefusalKind),
    Listening("d", "10.0.0.7", 9101),
    NotListening("d", "10.0.0.7", 9101),
    DamagedLine("d", DamageKind.TOO_LONG, b"7"),
    TurnedAway("d", "10.0.0.8"),
]


def test_every_event_has_a_sentence_that_ends() -> None:
    said = [sentence(event, load("en").text) for event in EVENTS]
    assert len(set(said)) == len(EVENTS)
    assert all(text.endswith(".") and "{" not in text for text in said)


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_window_says_every_event_in_its_language(language: str) -> None:
    """The window's own translator fills the gaps; a sentence that it cannot fill is none."""
    for event in EVENTS:
        said = sentence(event, load(language).text)
        assert said
        assert "{" not in said
