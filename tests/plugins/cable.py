"""A cable between a station and the centre that a test can pull out.

PostgreSQL is reached through a relay of ours, whose connections end when the cable is pulled and
which nobody can reach until it is plugged in again. An SQLite file is reached through a link to
its folder; pulled, the folder is not there, as a network drive that went away.
"""

from __future__ import annotations

import select
import socket
import tempfile
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Protocol

import pytest
from sqlalchemy import URL, make_url

from db.engine import Database


class Cable(Protocol):
    """What a test does with a cable."""

    url: str
    """The centre's URL by way of the cable."""

    def pull(self, database: Database) -> None:
        """The centre is away from now on, also for connections that are open."""
        ...

    def plug_in(self) -> None:
        """The centre is there again."""
        ...


@pytest.fixture
def cable(database_url: str) -> Iterator[Cable]:
    """A cable to the test's database, plugged in."""
    if database_url.startswith("sqlite"):
        with tempfile.TemporaryDirectory() as folder:
            yield _Link(Path(make_url(database_url).database or ""), Path(folder) / "drive")
        return
    relay = Relay(make_url(database_url))
    relay.plug_in()
    yield relay
    relay.close()


class _Link:
    """An SQLite file behind a link to its folder."""

    def __init__(self, file: Path, link: Path) -> None:
        self._folder = file.parent
        self._link = link
        self.plug_in()
        self.url = f"sqlite:///{link / file.name}"

    def pull(self, database: Database) -> None:
        self._link.unlink()
        database.close()  # an open file outlives its folder here, which no network drive's does

    def plug_in(self) -> None:
        self._link.symlink_to(self._folder)


class Relay:
    """Passes bytes on between stations and a PostgreSQL server.

    Attributes:
        lose_answer: When set, the next COMMIT reaches the server, but nobody hears of it: the
            cable is pulled before the answer.
    """

    def __init__(self, url: URL) -> None:
        folder = url.query.get("host", url.host or "")
        assert isinstance(folder, str)
        self._address: str | tuple[str, int] = (
            f"{folder}/.s.PGSQL.{url.port or 5432}"
            if folder.startswith("/")
            else (folder, url.port or 5432)
        )
        with socket.create_server(("127.0.0.1", 0)) as free:
            self._port = free.getsockname()[1]
        there = url.difference_update_query(["host"]).set(host="127.0.0.1", port=self._port)
        self.url = there.render_as_string(hide_password=False)
        self.lose_answer = False
        self._thread: threading.Thread | None = None
        self._wake, self._woken = socket.socketpair()

    def plug_in(self) -> None:
        """Accept stations."""
        listener = socket.create_server(("127.0.0.1", self._port))
        self._thread = threading.Thread(target=self._pass_on, args=(listener,), name="relay")
        self._thread.start()

    def pull(self, database: Database | None = None) -> None:
        """End all connections; who tries again is refused."""
        if self._thread is not None:
            self._wake.send(b"x")
            self._thread.join()
            self._woken.recv(1)
            self._thread = None

    def close(self) -> None:
        """The end of the test."""
        self.pull()
        self._wake.close()
        self._woken.close()

    def _pass_on(self, listener: socket.socket) -> None:
        other: dict[socket.socket, socket.socket] = {}
        servers: set[socket.socket] = set()
        awaited: set[socket.socket] = set()
        try:
            while True:
                ready, _, _ = select.select([listener, self._woken, *other], [], [])
                if self._woken in ready:
                    return
                for side in ready:
                    if side is listener:
                        station, _ = listener.accept()
                        server = self._connect()
                        other[station], other[server] = server, station
                        servers.add(server)
                    elif side in other:
                        self._pass(side, other, servers, awaited)
                if awaited.intersection(ready):
                    self.lose_answer = False
                    return
        finally:
            listener.close()
            self._end(other)

    def _pass(
        self,
        side: socket.socket,
        other: dict[socket.socket, socket.socket],
        servers: set[socket.socket],
        awaited: set[socket.socket],
    ) -> None:
        """Pass on what one side sent; a side that ended ends the other."""
        try:
            data = side.recv(65536)
        except OSError:
            data = b""
        peer = other[side]
        if not data:
            for each in (side, peer):
                other.pop(each, None)
                each.close()
            return
        if self.lose_answer and side not in servers and b"COMMIT" in data:
            awaited.add(peer)
        if side in awaited:
            return  # the server's word on the COMMIT goes nowhere
        peer.sendall(data)

    def _connect(self) -> socket.socket:
        if isinstance(self._address, tuple):
            return socket.create_connection(self._address)
        server = socket.socket(socket.AF_UNIX)
        server.connect(self._address)
        return server

    def _end(self, other: dict[socket.socket, socket.socket]) -> None:
        for side in list(other):
            side.close()
        other.clear()
