"""A handheld for tests: it asks a gateway as the page does, with a clock of its own."""

from __future__ import annotations

import re
import socket
import threading
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from dataclasses import dataclass
from html import unescape
from pathlib import Path

import pytest
import uvicorn
from httpx import Client, Response

from gateway.pda.app import pda_app
from gateway.pda.handhelds import Handhelds
from gateway.pda.paper import PaperRoom
from printing.printers import Printer
from procedure.ids import StationId, uuid7
from procedure.words import Screen
from tests.plugins.houses import SmallHouse

PAUSE_MS = 3000
"""Between two scans: longer than every window."""


@dataclass(slots=True)
class Handheld:
    """One device with its cookies.

    Attributes:
        ms: Its clock, in the ids of its scans.
    """

    client: Client
    address: str
    ms: int = 1_800_000_000_000

    def choose(self, station: StationId) -> Response:
        """Choose a station."""
        return self._post("/pda/station", {"station": str(station)})

    def leave(self) -> Response:
        """Give the station back."""
        return self._post("/pda/leave", {})

    def look(self, **chosen: str) -> Response:
        """Choose a theme or a language."""
        return self._post("/pda/look", chosen)

    def tool(self, path: str, body: object) -> Response:
        """Post something besides scans."""
        return self._post(path, body)

    def event(self, code: str, device: str = "wedge") -> dict[str, str]:
        """What the page posts of a scan, a while after the one before."""
        self.ms += PAUSE_MS
        event_id = uuid7(self.ms, self.ms.to_bytes(10, "big"))
        return {"event_id": str(event_id), "code": code, "device": device}

    def post(self, body: object) -> Response:
        """Post a body as a scan."""
        return self._post("/pda/scan", body)

    def scan(self, code: str) -> str:
        """Scan a code; the large word of the verdict, or of what is asked for."""
        answer = self.post(self.event(code))
        assert answer.status_code == 200, answer.text
        return word_of(answer.json()["page"])

    def signals(self, *codes: str) -> list[str]:
        """What sounds at codes scanned one after the other."""
        return [self.post(self.event(code)).json()["signal"] for code in codes]

    def page(self, address: str = "/pda") -> str:
        """The whole page."""
        return unescape(self.client.get(address).text)

    def _post(self, path: str, body: object) -> Response:
        return self.client.post(path, json=body, headers={"origin": self.address})


def word_of(page: str) -> str:
    """The large word on a page."""
    found = re.search(r'class="word">([^<]*)<', page)
    return "" if found is None else unescape(found[1])


def stamp_of(page: str) -> str:
    """The stamp of a page: the same for pages that read the same."""
    return page.partition('data-stamp="')[2].partition('"')[0]


HandheldAt = Callable[[], Handheld]


@pytest.fixture
def handhelds(at: SmallHouse, tmp_path: Path) -> Handhelds:
    """The stations of a gateway on the small house; closed with its application."""
    return Handhelds(at.house, tmp_path)


@pytest.fixture
def printers() -> dict[str, Printer]:
    """The printers of a gateway, by zone: none."""
    return {}


@pytest.fixture
def gateway_address(handhelds: Handhelds, printers: dict[str, Printer]) -> Iterator[str]:
    """Where the gateway serves, on a free port of this machine; it ends with the test."""
    with socket.create_server(("127.0.0.1", 0)) as listener:
        app = pda_app(handhelds, PaperRoom(handhelds.house, printers))
        config = uvicorn.Config(app, log_level="warning", ws="none")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, args=([listener],), name="gateway")
        thread.start()
        # It listens already: who asks before the server runs waits in the listener's queue.
        yield f"http://127.0.0.1:{listener.getsockname()[1]}"
        server.should_exit = True
        thread.join()


@pytest.fixture
def handheld_at(gateway_address: str) -> Iterator[HandheldAt]:
    """Makes handhelds, each with cookies of its own."""
    with ExitStack() as clients:

        def make() -> Handheld:
            client = Client(base_url=gateway_address, timeout=60, trust_env=False)
            return Handheld(clients.enter_context(client), gateway_address)

        yield make


@pytest.fixture
def handheld(at: SmallHouse, handheld_at: HandheldAt) -> Handheld:
    """A handheld that has chosen the picking station."""
    made = handheld_at()
    assert made.choose(at.stations[Screen.PICK]).status_code == 204
    return made
