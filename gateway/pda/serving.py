"""Serves the handhelds' page until it is told to end."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from pathlib import Path

import uvicorn

from db.engine import Database
from fulfilment.house import open_house
from gateway.pda.app import pda_app
from gateway.pda.handhelds import Handhelds
from gateway.pda.paper import PaperRoom
from gateway.pda.safety import Network
from printing.printers import Printer

GRACE_SECONDS = 5


def serve(
    database: Database,
    folder: Path,
    host: str,
    port: int,
    stations: Collection[str],
    printers: Mapping[str, Printer],
    allowed: Collection[Network] = (),
) -> None:
    """Serve until the process is interrupted.

    Args:
        folder: Data folder, for journals and the key of the cookies.
        stations: Names of the stations on offer; all picking stations where it is empty.
        allowed: Networks that handhelds ask from; everybody is answered where it is empty.
        printers: By zone; "" is every zone's that has none of its own.

    Raises:
        CannotNow: The database is away or has no such station.
    """
    house = open_house(database, "gateway")
    try:
        app = pda_app(Handhelds(house, folder, stations), PaperRoom(house, printers), allowed)
        config = uvicorn.Config(
            app,
            host=host,
            port=port,
            log_level="warning",
            server_header=False,
            ws="none",
            timeout_graceful_shutdown=GRACE_SECONDS,
        )
        uvicorn.Server(config).run()
    finally:
        house.close()
