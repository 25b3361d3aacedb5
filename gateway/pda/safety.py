"""What keeps strangers out of the page: hosts, origins, sizes, headers, and guessed badges.

The page has no personal data and no script but its own; a request that changes something must
come from the page itself.
"""

from __future__ import annotations

import ipaddress
import json
import socket
import threading
from collections import defaultdict, deque
from collections.abc import Mapping
from datetime import datetime, timedelta
from http import HTTPStatus

from starlette.requests import Request
from starlette.types import ASGIApp, Message, Receive, Scope, Send

MOST_BYTES = 2048
"""Of a posted body; a scan is a tenth of it."""

HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}


class Unsafe(Exception):
    """A request that is not carried out."""

    def __init__(self, status: HTTPStatus) -> None:
        super().__init__(status.phrase)
        self.status = status


class SafeHeaders:
    """Puts the headers of safety on every answer."""

    def __init__(self, app: ASGIApp) -> None:
        self._app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Carry out a request."""

        async def with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = [(name.encode(), value.encode()) for name, value in HEADERS.items()]
                message = {**message, "headers": [*message["headers"], *own]}
            await send(message)

        await self._app(scope, receive, with_headers)


def require_own_host(request: Request) -> None:
    """Refuse a name that somebody else's name server gave to this machine.

    Raises:
        Unsafe: The host is no address, and not this machine's name.
    """
    name = request.url.hostname or ""
    own = socket.gethostname().casefold()
    if name.casefold() in ("localhost", own, own.split(".", maxsplit=1)[0], f"{own}.local"):
        return
    try:
        ipaddress.ip_address(name)
    except ValueError:
        raise Unsafe(HTTPStatus.MISDIRECTED_REQUEST) from None


async def posted(request: Request) -> Mapping[str, object]:
    """The JSON object that the page itself posted.

    Raises:
        Unsafe: It comes from another page, is too long, or is no JSON object.
    """
    require_own_host(request)
    if request.headers.get("origin") != f"{request.url.scheme}://{request.headers.get('host')}":
        raise Unsafe(HTTPStatus.FORBIDDEN)
    if request.headers.get("content-type", "").partition(";")[0].strip() != "application/json":
        raise Unsafe(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    body = b""
    async for chunk in request.stream():
        body += chunk
        if len(body) > MOST_BYTES:
            raise Unsafe(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        raise Unsafe(HTTPStatus.BAD_REQUEST) from None
    if not isinstance(found, dict):
        raise Unsafe(HTTPStatus.BAD_REQUEST)
    return found


class BadgeAttempts:
    """Counts unknown badges by the address they came from.

    Args:
        most: So many unknown ones within the window; the next is not even looked up.
        window: How long one is remembered.

    Thread: safe.
    """

    def __init__(self, most: int = 5, window: timedelta = timedelta(minutes=1)) -> None:
        self._most = most
        self._window = window
        self._failed: dict[str, deque[datetime]] = defaultdict(deque)
        self._lock = threading.Lock()

    def may_try(self, address: str, now: datetime) -> bool:
        """Whether a badge from this address is looked up."""
        with self._lock:
            self._forget(now)
            return len(self._failed.get(address, ())) < self._most

    def failed(self, address: str, now: datetime) -> None:
        """A badge from this address was unknown."""
        with self._lock:
            self._failed[address].append(now)

    def _forget(self, now: datetime) -> None:
        for address, moments in list(self._failed.items()):
            while moments and now - moments[0] >= self._window:
                moments.popleft()
            if not moments:
                del self._failed[address]
