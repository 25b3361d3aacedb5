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
from collections.abc import Collection, Mapping
from datetime import datetime, timedelta
from http import HTTPStatus

from starlette.requests import Request
from starlette.responses import Response
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


Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class AllowedAddresses:
    """Answers only those who ask from allowed networks.

    Args:
        networks: None of them allows everybody who reaches the interface.
    """

    def __init__(self, app: ASGIApp, networks: Collection[Network]) -> None:
        self._app = app
        self._networks = tuple(networks)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Carry out a request, or refuse it."""
        if scope["type"] == "http" and not self._allows(scope.get("client")):
            await Response(status_code=HTTPStatus.FORBIDDEN)(scope, receive, send)
            return
        await self._app(scope, receive, send)

    def _allows(self, client: tuple[str, int] | None) -> bool:
        if not self._networks:
            return True
        try:
            address = ipaddress.ip_address(client[0] if client else "")
        except ValueError:
            return False
        if isinstance(address, ipaddress.IPv6Address) and address.ipv4_mapped is not None:
            address = address.ipv4_mapped
        return any(address in network for network in self._networks)


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
    _require_own_page(request)
    if _media_type(request) != "application/json":
        raise Unsafe(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    body = await _body(request, MOST_BYTES)
    try:
        found = json.loads(body)
    except (ValueError, RecursionError):
        raise Unsafe(HTTPStatus.BAD_REQUEST) from None
    if not isinstance(found, dict):
        raise Unsafe(HTTPStatus.BAD_REQUEST)
    return found


async def posted_picture(request: Request, most: int) -> bytes:
    """The file that the page itself posted as a picture; nothing says yet that it is one.

    Args:
        most: Bytes.

    Raises:
        Unsafe: It comes from another page, is too long, or calls itself something else.
    """
    _require_own_page(request)
    if not _media_type(request).startswith("image/"):
        raise Unsafe(HTTPStatus.UNSUPPORTED_MEDIA_TYPE)
    return await _body(request, most)


def _require_own_page(request: Request) -> None:
    require_own_host(request)
    if request.headers.get("origin") != f"{request.url.scheme}://{request.headers.get('host')}":
        raise Unsafe(HTTPStatus.FORBIDDEN)


def _media_type(request: Request) -> str:
    return request.headers.get("content-type", "").partition(";")[0].strip()


async def _body(request: Request, most: int) -> bytes:
    body = bytearray()
    async for chunk in request.stream():
        body += chunk
        if len(body) > most:
            raise Unsafe(HTTPStatus.REQUEST_ENTITY_TOO_LARGE)
    return bytes(body)


class Attempts:
    """Counts what comes from each address: unknown badges, photos.

    Args:
        most: So many within the window; the next is not even looked at.
        window: How long one is remembered.

    Thread: safe.
    """

    def __init__(self, most: int = 5, window: timedelta = timedelta(minutes=1)) -> None:
        self._most = most
        self._window = window
        self._tried: dict[str, deque[datetime]] = defaultdict(deque)
        self._lock = threading.Lock()

    def may_try(self, address: str, now: datetime) -> bool:
        """Whether the next one from this address is looked at."""
        with self._lock:
            self._forget(now)
            return len(self._tried.get(address, ())) < self._most

    def tried(self, address: str, now: datetime) -> None:
        """One more came from this address."""
        with self._lock:
            self._tried[address].append(now)

    def _forget(self, now: datetime) -> None:
        for address, moments in list(self._tried.items()):
            while moments and now - moments[0] >= self._window:
                moments.popleft()
            if not moments:
                del self._tried[address]
