"""A label printer's raw port on this machine's loopback: takes, jams, cuts, as a test says."""

from __future__ import annotations

import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field

Handle = Callable[[socket.socket], bytes]


def read_all(peer: socket.socket) -> bytes:
    """As a printer that takes everything and hangs up after it."""
    taken = b""
    while part := peer.recv(65536):
        taken += part
    return taken


@dataclass
class Listener:
    """A raw port on this machine."""

    port: int
    taken: list[bytes] = field(default_factory=list)


@contextmanager
def listening(handle: Handle = read_all, small_window: bool = False) -> Iterator[Listener]:
    """A printer that treats each connection like this, until the test ends."""
    server = socket.create_server(("127.0.0.1", 0))
    if small_window:
        server.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    listener = Listener(server.getsockname()[1])

    def serve() -> None:
        while True:
            try:
                peer, _ = server.accept()
            except OSError:
                return
            with peer:
                listener.taken.append(handle(peer))

    thread = threading.Thread(target=serve)
    thread.start()
    try:
        yield listener
    finally:
        server.shutdown(socket.SHUT_RDWR)
        server.close()
        thread.join()
