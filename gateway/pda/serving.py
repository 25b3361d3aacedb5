"""Serves the handhelds' page until it is told to end."""

from __future__ import annotations

import errno
import socket
import sys
from collections.abc import Callable, Collection, Mapping
from pathlib import Path

import uvicorn

from db.engine import Database
from fulfilment.house import open_house
from gateway.pda.app import pda_app
from gateway.pda.handhelds import Handhelds
from gateway.pda.paper import PaperRoom
from gateway.pda.safety import Network
from printing.printers import Printer
from resources.catalogue import N_

GRACE_SECONDS = 5
_IN_USE = N_(
    "Port {port} of {host} is in use by another program. End that one, or choose another --port."
)
_MAY_NOT = N_("This account may not use port {port}. Choose a --port above 1023.")
_NO_ADDRESS = N_("{host} is no address of this computer. Give one of its own addresses as --host.")


class CannotServe(Exception):
    """The address cannot be served.

    Attributes:
        words: A sentence with `host` and `port` to fill in.
    """

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


def serve(
    database: Database,
    folder: Path,
    host: str,
    port: int,
    on_bound: Callable[[str, int], None],
    stations: Collection[str],
    printers: Mapping[str, Printer],
    allowed: Collection[Network] = (),
) -> None:
    """Serve until the process is interrupted.

    Args:
        folder: Data folder, for journals and the key of the cookies.
        on_bound: Told host and port once handhelds can connect.
        stations: Names of the stations on offer; all picking stations where it is empty.
        allowed: Networks that handhelds ask from; everybody is answered where it is empty.
        printers: By zone; "" is every zone's that has none of its own.

    Raises:
        CannotNow: The database is away or has no such station.
        CannotServe: Host or port is not this computer's to serve.
    """
    house = open_house(database, "gateway")
    try:
        handhelds = Handhelds(house, folder, stations)
        listening = _bound(host, port)
        on_bound(host, port)
        config = uvicorn.Config(
            pda_app(handhelds, PaperRoom(house, printers), allowed),
            log_level="warning",
            server_header=False,
            ws="none",
            timeout_graceful_shutdown=GRACE_SECONDS,
        )
        with listening:
            uvicorn.Server(config).run([listening])
    finally:
        house.close()


def _bound(host: str, port: int) -> socket.socket:
    """A socket that listens there; connections wait on it until somebody answers.

    Raises:
        CannotServe: Nobody can listen there.
    """
    try:
        family, kind, _, _, address = socket.getaddrinfo(
            host, port, type=socket.SOCK_STREAM, flags=socket.AI_PASSIVE
        )[0]
        listening = socket.socket(family, kind)
    except (OSError, UnicodeError):
        raise CannotServe(_NO_ADDRESS) from None
    try:
        if sys.platform != "win32":  # there it would share the port with whoever has it
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        listening.bind(address)
        listening.listen()
    except OSError as error:
        listening.close()
        raise CannotServe(_words_of(error)) from None
    return listening


def _words_of(error: OSError) -> str:
    if error.errno == errno.EADDRINUSE:
        return _IN_USE
    return _MAY_NOT if error.errno in (errno.EACCES, errno.EPERM) else _NO_ADDRESS
