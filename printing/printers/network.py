"""A label printer on the network, by its raw port 9100.

The port takes bytes and says nothing: not whether paper came out, not whether the roll is empty.
So nothing is ever sent twice by itself. As long as not one byte has left, nothing was printed;
after that nobody knows, and a person looks.

References:
    FIELD "Labels and waybills" (raw TCP 9100).
"""

from __future__ import annotations

import socket
from dataclasses import dataclass

from printing.bitmap import bitmaps
from printing.media import Media
from printing.printers import Sent
from printing.printers.languages import in_language
from printing.problems import CannotPrint, MaybePrinted, PrintProblem
from procedure.paper_words import PrinterLanguage

RAW_PORT = 9100


@dataclass(frozen=True, slots=True)
class Patience:
    """How long a printer is waited for, in seconds.

    Attributes:
        connect: Until it answers at all.
        take: Until it takes more bytes; a printer that warms up takes none for a while.
        goodbye: Until it hangs up after the last byte. Many never do: that is no fault.
    """

    connect: float = 3.0
    take: float = 15.0
    goodbye: float = 0.3


class NetworkPrinter:
    """Prints PDFs as bitmaps through a raw port.

    Thread: may be used from any thread; one document after the other.

    Args:
        media: The paper in it; a page of another size is refused. None takes every size.
        dpi: Its resolution.
    """

    def __init__(
        self,
        host: str,
        language: PrinterLanguage,
        dpi: int,
        media: Media | None = None,
        port: int = RAW_PORT,
        patience: Patience = Patience(),
    ) -> None:
        self._address = (host, port)
        self._language = language
        self._dpi = dpi
        self._media = media
        self._patience = patience

    @property
    def name(self) -> str:
        """How people call it: `host:port`, without the port everybody uses."""
        host, port = self._address
        return host if port == RAW_PORT else f"{host}:{port}"

    def send(self, pdf: bytes, title: str) -> Sent:
        """Print a document.

        Raises:
            CannotPrint: `wrong_page_size`, `printer_away`, `nothing_to_print`, `printer_failed`
                (no PDF): not one byte left.
            MaybePrinted: `printer_stalled`: some bytes left, and then it took no more.
        """
        pages = bitmaps(pdf, self._dpi)
        for page in pages:
            if self._media and not self._media.matches(page.width_mm, page.height_mm):
                raise CannotPrint(
                    PrintProblem.WRONG_PAGE_SIZE,
                    width_mm=round(page.width_mm),
                    height_mm=round(page.height_mm),
                    media=self._media.name,
                )
        data = in_language(self._language, pages)
        if not data:
            raise CannotPrint(PrintProblem.NOTHING_TO_PRINT)
        with self._connected() as connection:
            self._give(connection, data)
        return Sent(self.name, complete=False)

    def _connected(self) -> socket.socket:
        try:
            return socket.create_connection(self._address, self._patience.connect)
        except OSError as error:  # includes TimeoutError and a name nobody knows
            raise CannotPrint(PrintProblem.PRINTER_AWAY, printer=self.name) from error

    def _give(self, connection: socket.socket, data: bytes) -> None:
        connection.settimeout(self._patience.take)
        rest = memoryview(data)
        try:
            while rest:
                rest = rest[connection.send(rest) :]
            connection.shutdown(socket.SHUT_WR)
            self._wait_for_goodbye(connection)
        except OSError as error:
            gone = len(data) - len(rest)
            if not gone:
                raise CannotPrint(PrintProblem.PRINTER_AWAY, printer=self.name) from error
            raise MaybePrinted(
                PrintProblem.PRINTER_STALLED, printer=self.name, percent=100 * gone // len(data)
            ) from error

    def _wait_for_goodbye(self, connection: socket.socket) -> None:
        """Hear whether it breaks off; silence is what most printers answer.

        Raises:
            OSError: The connection was cut before the printer had everything.
        """
        connection.settimeout(self._patience.goodbye)
        try:
            while connection.recv(1024):
                pass  # some printers chat about their state
        except TimeoutError:
            return
