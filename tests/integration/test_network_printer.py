"""A label printer's raw port: a real listener that takes, jams, cuts, stalls or is not there.

What a listener took is turned back into dots and read by a barcode reader.
"""

from __future__ import annotations

import socket
import threading

import pytest
from hypothesis import given
from hypothesis import strategies as st

from printing.bitmap import Bitmap, bitmaps
from printing.media import LABEL_76_130, LABEL_100_150, LABEL_100_180, Media
from printing.printers.languages import tspl, zpl
from printing.printers.network import NetworkPrinter, Patience
from printing.problems import CannotPrint, MaybePrinted, PrintProblem
from printing.waybill import render_waybill
from procedure.paper_words import PrinterLanguage
from tests.plugins.burnt import codes_on, from_tspl, from_zpl
from tests.plugins.raw_port import listening, read_all
from tests.plugins.waybill_sample import LABEL

QUICK = Patience(connect=2, take=0.5, goodbye=5)


def printer(port: int, language: PrinterLanguage, media: Media | None = None) -> NetworkPrinter:
    return NetworkPrinter("127.0.0.1", language, 203, media, port, QUICK)


@pytest.mark.parametrize("media", [LABEL_76_130, LABEL_100_150, LABEL_100_180])
@pytest.mark.parametrize("dpi", [203, 300])
def test_what_the_printer_burns_is_the_page_and_scans(media: Media, dpi: int) -> None:
    pdf = render_waybill(LABEL, media)
    (page,) = bitmaps(pdf, dpi)
    (burnt,) = from_tspl(tspl(page))
    assert (burnt.width_mm, burnt.height_mm) == (media.width_mm, media.height_mm)
    for seen in (burnt, from_zpl(zpl(page))):
        assert seen.height == page.height
        assert seen.crop(0, 0, page.width, page.height).one_bit() == page.one_bit()
        assert set(seen.crop(page.width, 0, 8, page.height).grey) <= {255}, "padding stays white"
        assert LABEL.number in codes_on(seen)


@given(st.integers(1, 70), st.integers(1, 12), st.data())
def test_any_dots_come_back(width: int, height: int, data: st.DataObject) -> None:
    grey = data.draw(
        st.lists(st.sampled_from([0, 255]), min_size=width * height, max_size=width * height)
    )
    page = Bitmap(width, height, bytes(grey), 10, 5)
    for seen in (*from_tspl(tspl(page)), from_zpl(zpl(page))):
        assert seen.crop(0, 0, width, height).grey == page.grey


@pytest.mark.parametrize("language", list(PrinterLanguage))
def test_a_document_arrives_whole_and_is_not_called_printed(language: PrinterLanguage) -> None:
    pdf = render_waybill(LABEL, LABEL_100_150)
    with listening() as listener:
        sent = printer(listener.port, language, LABEL_100_150).send(pdf, "waybill")
    assert sent.complete is False, "the port does not say whether paper came out"
    (taken,) = listener.taken
    (page,) = bitmaps(pdf, 203)
    assert taken == {PrinterLanguage.TSPL: tspl, PrinterLanguage.ZPL: zpl}[language](page)


def test_a_printer_that_never_hangs_up_is_no_fault() -> None:
    over = threading.Event()

    def keep(peer: socket.socket) -> bytes:
        taken = read_all(peer)
        peer.sendall(b"ready\r\n")
        over.wait()
        return taken

    pdf = render_waybill(LABEL, LABEL_100_150)
    with listening(keep) as listener:
        patience = Patience(connect=2, take=5, goodbye=0.05)
        try:
            NetworkPrinter(
                "127.0.0.1", PrinterLanguage.TSPL, 203, None, listener.port, patience
            ).send(pdf, "waybill")
        finally:
            over.set()
    assert len(listener.taken) == 1


def test_paper_of_another_size_is_refused_before_the_first_byte() -> None:
    pdf = render_waybill(LABEL, LABEL_100_180)
    with listening() as listener, pytest.raises(CannotPrint) as refusal:
        printer(listener.port, PrinterLanguage.TSPL, LABEL_100_150).send(pdf, "waybill")
    assert refusal.value.problem is PrintProblem.WRONG_PAGE_SIZE
    assert listener.taken == []


def test_a_printer_that_is_not_there_printed_nothing() -> None:
    with socket.create_server(("127.0.0.1", 0)) as server:
        port = server.getsockname()[1]
    pdf = render_waybill(LABEL, LABEL_100_150)
    with pytest.raises(CannotPrint) as refusal:
        printer(port, PrinterLanguage.TSPL).send(pdf, "waybill")
    assert refusal.value.problem is PrintProblem.PRINTER_AWAY
    assert refusal.value.params == {"printer": f"127.0.0.1:{port}"}


def test_a_printer_that_stalls_may_have_printed() -> None:
    over = threading.Event()

    def jam(peer: socket.socket) -> bytes:
        taken = peer.recv(1024)
        over.wait()
        return taken

    # Larger than what the system takes on its own: pages of a whole batch.
    pdf = render_waybill(LABEL, LABEL_100_180)
    (page,) = bitmaps(pdf, 300)
    many = Bitmap(page.width, page.height * 40, page.grey * 40, 100, 180)
    with listening(jam, small_window=True) as listener:
        connection = socket.create_connection(("127.0.0.1", listener.port))
        try:
            with connection, pytest.raises(MaybePrinted) as doubt:
                printer(listener.port, PrinterLanguage.TSPL)._give(connection, tspl(many))
        finally:
            over.set()
    assert doubt.value.problem is PrintProblem.PRINTER_STALLED
    assert 0 < int(doubt.value.params["percent"]) < 100


def test_a_printer_that_breaks_off_may_have_printed() -> None:
    def cut(peer: socket.socket) -> bytes:
        taken = peer.recv(1024)
        # Away with what was not read: the other side hears a reset.
        peer.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\x01\0\0\0\0\0\0\0")
        return taken

    pdf = render_waybill(LABEL, LABEL_100_150)
    with listening(cut) as listener, pytest.raises(MaybePrinted) as doubt:
        printer(listener.port, PrinterLanguage.ZPL).send(pdf, "waybill")
    assert doubt.value.problem is PrintProblem.PRINTER_STALLED
    assert len(listener.taken) == 1
