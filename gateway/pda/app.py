"""The web application of the handhelds' page: routes, cookies, files. No rule of the floor."""

from __future__ import annotations

import asyncio
import json
import logging
from collections.abc import AsyncIterator, Callable, Collection, Mapping
from contextlib import asynccontextmanager, suppress
from functools import partial
from http import HTTPStatus
from typing import TypeVar

from fastapi import FastAPI, Request, Response
from fastapi.responses import HTMLResponse, RedirectResponse
from starlette.concurrency import run_in_threadpool
from starlette.staticfiles import StaticFiles

from db.errors import CannotNow
from fulfilment.evidence.pictures import MOST_BYTES
from gateway.pda.desk import Asked, PdaDesk, Reply
from gateway.pda.device_cookie import NAME, cookie_of, device_of
from gateway.pda.handhelds import Handhelds
from gateway.pda.look import NAME as LOOK_NAME
from gateway.pda.look import Look, look_of, translator_of
from gateway.pda.pages import look_page
from gateway.pda.paper import PaperRoom
from gateway.pda.photo_desk import PhotoDesk, Sent
from gateway.pda.rendering import STATIC, part, stamp_of, whole_page
from gateway.pda.safety import (
    AllowedAddresses,
    Network,
    SafeHeaders,
    Unsafe,
    posted,
    posted_picture,
    require_own_host,
)
from gateway.pda.scans import is_event_id
from gateway.pda.theme import style_sheet
from procedure.ids import StationId
from resources import FOLDER

logger = logging.getLogger(__name__)

T = TypeVar("T")
COOKIE_DAYS = 365
RENEW_SECONDS = 3600
LONGEST_ZONE = 40


def pda_app(
    handhelds: Handhelds, paper: PaperRoom | None = None, allowed: Collection[Network] = ()
) -> FastAPI:
    """The application; handhelds and paper room are closed with it.

    Args:
        paper: The zones' printers; None where there are none.
        allowed: Networks that handhelds ask from; everybody is answered where it is empty.
    """
    room = paper or PaperRoom(handhelds.house, {})

    @asynccontextmanager
    async def lifespan(_app: FastAPI) -> AsyncIterator[None]:
        renewing = asyncio.create_task(_renew(handhelds))
        try:
            yield
        finally:
            renewing.cancel()
            with suppress(asyncio.CancelledError):
                await renewing
            await run_in_threadpool(handhelds.close)
            await run_in_threadpool(room.close)

    app = FastAPI(lifespan=lifespan, docs_url=None, redoc_url=None, openapi_url=None)
    app.add_middleware(AllowedAddresses, networks=allowed)
    app.add_middleware(SafeHeaders)
    app.add_exception_handler(Unsafe, _refuse)
    desk = PdaDesk(handhelds, room)
    _add_pages(app, desk)
    _add_posts(app, desk)
    _add_tools(app, desk, PhotoDesk(handhelds))
    _add_files(app)
    return app


def _add_pages(app: FastAPI, desk: PdaDesk) -> None:
    @app.get("/")
    async def root() -> Response:
        return RedirectResponse("/pda")

    @app.get("/pda")
    async def whole(request: Request) -> Response:
        asked = _asked(desk, request)
        page = await run_in_threadpool(desk.page, asked)
        return HTMLResponse(whole_page(page, asked.tr, _look(request)))

    @app.get("/pda/look")
    async def looks(request: Request) -> Response:
        tr, look = _asked(desk, request).tr, _look(request)
        return HTMLResponse(whole_page(look_page(tr, look), tr, look))

    @app.get("/pda/page")
    async def exchanged(request: Request, since: str = "") -> Response:
        asked = _asked(desk, request)
        page = await run_in_threadpool(desk.page, asked)
        if stamp_of(page, asked.tr) == since:
            return Response(status_code=HTTPStatus.NO_CONTENT)
        return HTMLResponse(part(page, asked.tr))

    @app.get("/pda/ahead")
    async def ahead(request: Request) -> Response:
        asked = _asked(desk, request)
        return _json_of(await run_in_threadpool(_foreseen, desk, asked))


def _foreseen(desk: PdaDesk, asked: Asked) -> dict[str, object]:
    try:
        found = desk.ahead(asked)
    except CannotNow:
        return {"stamp": "", "steps": [], "more": True}
    steps = []
    for step in found.way.steps:
        page = desk.page_ahead(asked, step.face)
        said = step.face.said
        steps.append(
            {
                "keys": step.keys,
                "signal": "" if said is None else said.signal.value,
                "stamp": stamp_of(page, asked.tr),
                "page": part(page, asked.tr),
            }
        )
    stamp = "" if found.page is None else stamp_of(found.page, asked.tr)
    return {"stamp": stamp, "steps": steps, "more": found.way.more}


def _add_posts(app: FastAPI, desk: PdaDesk) -> None:
    @app.post("/pda/scan")
    async def scan(request: Request) -> Response:
        body = dict(await posted(request))
        asked = _asked(desk, request)
        return _json(await run_in_threadpool(desk.scan, asked, body), asked)

    @app.post("/pda/station")
    async def choose(request: Request) -> Response:
        wanted = str((await posted(request)).get("station", ""))
        if not (wanted.isascii() and wanted.isdigit() and len(wanted) < 20):
            raise Unsafe(HTTPStatus.BAD_REQUEST)
        device = await _now(partial(desk.handhelds.choose, StationId(int(wanted))))
        answer = Response(status_code=HTTPStatus.NO_CONTENT if device else HTTPStatus.CONFLICT)
        if device is not None:
            value = cookie_of(device, desk.handhelds.key)
            _give_cookie(answer, request, NAME, value, COOKIE_DAYS)
        return answer

    @app.post("/pda/leave")
    async def leave(request: Request) -> Response:
        await posted(request)
        device = _asked(desk, request).device
        gone = device is not None and await _now(partial(desk.handhelds.let_go, device))
        answer = Response(status_code=HTTPStatus.NO_CONTENT if gone else HTTPStatus.CONFLICT)
        if gone:
            _give_cookie(answer, request, NAME, "", 0)
        return answer

    @app.post("/pda/look")
    async def choose_look(request: Request) -> Response:
        wanted = await posted(request)
        before = _look(request)
        look = look_of(
            f"{wanted.get('theme', before.theme.value)}.{wanted.get('language', before.language)}"
        )
        answer = Response(status_code=HTTPStatus.NO_CONTENT)
        _give_cookie(answer, request, LOOK_NAME, look.value, COOKIE_DAYS)
        return answer


def _add_tools(app: FastAPI, desk: PdaDesk, photos: PhotoDesk) -> None:
    @app.post("/pda/label")
    async def label(request: Request) -> Response:
        key = str((await posted(request)).get("event_id", ""))
        if not is_event_id(key):
            raise Unsafe(HTTPStatus.BAD_REQUEST)
        asked = _asked(desk, request)
        return _json(await run_in_threadpool(desk.label, asked, key), asked)

    @app.post("/pda/photo")
    async def photo(request: Request, key: str, kind: str, task: str) -> Response:
        asked = _asked(desk, request)
        if asked.device is None:
            raise Unsafe(HTTPStatus.UNAUTHORIZED)  # before a stranger's file is read
        sent = Sent(key, kind, task, await posted_picture(request, MOST_BYTES))
        return _json(await run_in_threadpool(photos.keep, asked, sent), asked)


def _add_files(app: FastAPI) -> None:
    app.mount("/pda/static", StaticFiles(directory=STATIC))

    @app.get("/pda/theme.css")
    async def theme() -> Response:
        return Response(style_sheet(), media_type="text/css")

    @app.get("/pda/icon.svg")
    async def icon() -> Response:
        drawn = (FOLDER / "icons/scanner.svg").read_bytes()
        return Response(drawn, media_type="image/svg+xml")


def _asked(desk: PdaDesk, request: Request) -> Asked:
    """Who asks for what, in which language.

    Raises:
        Unsafe: The machine was called by a name that is not its own.
    """
    require_own_host(request)
    zone = request.query_params.get("zone")
    return Asked(
        device_of(request.cookies.get(NAME), desk.handhelds.key),
        None if zone is None else zone[:LONGEST_ZONE],
        request.client.host if request.client else "",
        translator_of(_look(request), request.headers.get("accept-language", "")),
    )


def _json(reply: Reply, asked: Asked) -> Response:
    shown = {
        "signal": reply.signal.value,
        "said": reply.said,
        "page": "" if reply.page is None else part(reply.page, asked.tr),
    }
    return _json_of(shown, reply.status)


def _json_of(shown: Mapping[str, object], status: HTTPStatus = HTTPStatus.OK) -> Response:
    return Response(json.dumps(shown), status, media_type="application/json")


def _look(request: Request) -> Look:
    return look_of(request.cookies.get(LOOK_NAME))


def _give_cookie(answer: Response, request: Request, name: str, value: str, days: int) -> None:
    answer.set_cookie(
        name,
        value,
        max_age=days * 86_400,
        path="/pda",
        httponly=True,
        samesite="strict",
        secure=request.url.scheme == "https",
    )


async def _now(act: Callable[[], T]) -> T:
    """What an act gives, off the event loop.

    Raises:
        Unsafe: It cannot be done now.
    """
    try:
        return await run_in_threadpool(act)
    except CannotNow:
        raise Unsafe(HTTPStatus.SERVICE_UNAVAILABLE) from None


async def _refuse(_request: Request, error: Exception) -> Response:
    status = error.status if isinstance(error, Unsafe) else HTTPStatus.INTERNAL_SERVER_ERROR
    return Response(status_code=status)


async def _renew(handhelds: Handhelds) -> None:
    """Keep this program's number for ids, as long as it runs."""
    while True:
        await asyncio.sleep(RENEW_SECONDS)
        try:
            await run_in_threadpool(handhelds.renew)
        except CannotNow as trouble:
            logger.warning("the lease of this program's ids was not renewed: %s", trouble)
