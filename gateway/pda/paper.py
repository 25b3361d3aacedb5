"""Where a handheld's paper comes out, and sending it there beside the station: a printer is slow.

A handheld's station intends paper as every station does. It goes to the printer that is bound to
the station for that kind of paper, else to the zone's printer that the gateway was started with.
What did not come out is said on the page of the handheld that asked for it.
"""

from __future__ import annotations

import logging
import threading
from collections import defaultdict
from collections.abc import Mapping
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from db.errors import CannotNow
from fulfilment.house import Actor, House
from fulfilment.paper.print_jobs import Look, Printed, print_due
from fulfilment.paper.station_printers import PaperWay, Ways, bindings, way_of
from fulfilment.trouble_words import trouble_sentence
from printing.printers import Printer, Sent
from printing.problems import SENTENCES, CannotPrint, PrintProblem
from procedure.ids import StationId
from procedure.text import fields_of
from procedure.texts import sentence
from procedure.verdicts import Verdict, VerdictKind
from procedure.worded import worded
from procedure.words import PrintKind
from resources.catalogue import N_, Translator

logger = logging.getLogger(__name__)

SENDERS = 4
"""Printers that are sent to at the same time."""

_FAILED = N_("The paper did not come out. See to the printer, then print it again.")


@dataclass(frozen=True, slots=True)
class Wish:
    """Paper that a handheld asks for.

    Attributes:
        zone: Of the open task, else of the station; "" for none.
    """

    station_id: StationId
    zone: str
    kind: PrintKind


class PaperRoom:
    """Sends the paper of all handhelds.

    Args:
        printers: By zone; "" is every zone's that has none of its own.

    Thread: safe; `send` does not wait.
    """

    def __init__(self, house: House, printers: Mapping[str, Printer]) -> None:
        self._house = house
        self._printers = {zone: _InTurn(printer) for zone, printer in printers.items()}
        self._turns: dict[StationId, threading.Lock] = defaultdict(threading.Lock)
        self._said: dict[StationId, str] = {}
        self._senders = ThreadPoolExecutor(SENDERS, thread_name_prefix="packbench-paper")

    def has_printer(self, wish: Wish) -> bool:
        """Whether this paper comes out somewhere.

        Raises:
            CannotNow: The database is away.
        """
        if self._of_zone(wish.zone) is not None:
            return True
        return wish.kind in bindings(self._house, wish.station_id)

    def said(self, station_id: StationId) -> str:
        """Why the last paper of a station did not come out; "" where nothing is to be told."""
        return self._said.get(station_id, "")

    def clear(self, station_id: StationId) -> None:
        """It was seen: somebody works on."""
        self._said.pop(station_id, None)

    def send(self, actor: Actor, wish: Wish, tr: Translator) -> None:
        """Send what is intended for the station, soon."""
        self._senders.submit(partial(self._send, actor, wish, tr))

    def close(self) -> None:
        """Finish what is being sent; what was not begun stays intended."""
        self._senders.shutdown(cancel_futures=True)

    def _of_zone(self, zone: str) -> Printer | None:
        return self._printers.get(zone) or self._printers.get("")

    def _ways(self, wish: Wish) -> Ways:
        bound, zones = bindings(self._house, wish.station_id), self._of_zone(wish.zone)

        def way(kind: PrintKind) -> PaperWay:
            if kind in bound:
                return way_of(bound[kind], Path())
            return PaperWay(zones or _Nowhere(wish.zone))

        return way

    def _send(self, actor: Actor, wish: Wish, tr: Translator) -> None:
        station = wish.station_id
        try:
            with self._turns[station]:
                ways = self._ways(wish)
                printed = print_due(self._house, actor, station, ways, Look(tr.language))
        except CannotNow as trouble:
            self._said[station] = trouble_sentence(trouble, tr)
        except Exception:
            logger.exception("paper of a handheld could not be sent")
            self._said[station] = tr.text(_FAILED)
        else:
            failed = next((each for each in printed if each.problem), None)
            if failed is not None:
                self._said[station] = _not_printed(failed, tr)


class _InTurn:
    """A printer that several stations share: one document after the other."""

    def __init__(self, printer: Printer) -> None:
        self._printer = printer
        self._turn = threading.Lock()

    def send(self, pdf: bytes, title: str) -> Sent:
        """Give a document to the printer."""
        with self._turn:
            return self._printer.send(pdf, title)


class _Nowhere:
    """For paper that was intended while there was a printer: it stays unprinted, and says so."""

    def __init__(self, zone: str) -> None:
        self._zone = zone

    def send(self, pdf: bytes, title: str) -> Sent:
        """Nothing is printed."""
        raise CannotPrint(PrintProblem.PRINTER_AWAY, printer=self._zone or "?")


def _not_printed(printed: Printed, tr: Translator) -> str:
    if printed.problem in set(PrintProblem):
        msgid = SENTENCES[PrintProblem(printed.problem)]
        if fields_of(msgid) <= printed.params.keys():
            return tr.text(msgid, **printed.params)
    if printed.problem in set(VerdictKind):
        said = Verdict(VerdictKind(printed.problem), dict(printed.params))
        return worded(tr, sentence(said))
    return tr.text(_FAILED)
