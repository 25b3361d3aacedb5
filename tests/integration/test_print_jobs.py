"""Paper on every database: sent once, never by itself again, and not for what may not leave."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from db.schema.orders import OrderAddress
from db.schema.outbox import PrintJob
from db.schema.waybills import WaybillNumber
from fulfilment.house import Work
from fulfilment.orders.holds import HoldLifted, lift_hold
from fulfilment.paper import spool
from fulfilment.paper import waybill_paper as paper
from fulfilment.paper.print_jobs import print_due
from printing.printers import Sent
from printing.printers.file import FilePrinter
from printing.problems import CannotPrint, MaybePrinted, PrintProblem
from procedure.effects import BindLabel, LabelBound, ParcelClosed, Refused, ReprintLabel
from procedure.ids import PrintJobId
from procedure.permissions import UseCase
from procedure.verdicts import VerdictKind
from procedure.words import Post, PrintState, WaybillState
from tests.plugins.everything import nothing_written
from tests.plugins.houses import SmallHouse, draft
from tests.plugins.journey import (
    PACKER,
    Closed,
    ask,
    change_address,
    closed,
    expect,
    hold,
    labelled,
    print_labels,
    released,
    verdict_of,
)


def one_closed(at: SmallHouse) -> Closed:
    (order,) = released(at, draft("A-1"))
    return closed(at, order)


def job(at: SmallHouse) -> tuple[PrintState, str]:
    """State and result of the newest job."""
    with at.house.database.read() as connection:
        row = connection.execute(
            select(PrintJob.state, PrintJob.result).order_by(PrintJob.id.desc()).limit(1)
        ).one()
    return row.state, row.result


def number_state(at: SmallHouse, parcel: Closed) -> WaybillState | None:
    with at.house.database.read() as connection:
        return connection.scalar(
            select(WaybillNumber.state).where(WaybillNumber.number == parcel.number)
        )


def papers(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir()) if folder.exists() else []


def test_a_label_is_printed_once(at: SmallHouse, tmp_path: Path) -> None:
    parcel = one_closed(at)
    (printed,) = print_labels(at, tmp_path / "out")
    assert printed.problem == ""
    assert papers(tmp_path / "out") == [f"waybill-{parcel.number}.pdf"]
    assert job(at) == (PrintState.SENT, printed.place)
    assert number_state(at, parcel) is WaybillState.PRINTED
    with nothing_written(at.house.database):
        assert print_labels(at, tmp_path / "out") == ()
    assert len(papers(tmp_path / "out")) == 1


def test_a_stop_before_the_print_prints_nothing(at: SmallHouse, tmp_path: Path) -> None:
    parcel = one_closed(at)
    stop = hold(at, parcel.order)
    (printed,) = print_labels(at, tmp_path / "out")
    assert printed.problem == VerdictKind.ORDER_STOPPED.value
    assert papers(tmp_path / "out") == []
    assert job(at) == (PrintState.FAILED, "order_stopped")
    assert number_state(at, parcel) is WaybillState.ALLOCATED
    lifted = lift_hold(at.house, at.people[Post.SERVICE_REP], stop, "customer agreed")
    assert lifted == HoldLifted(0)
    again = ask(at, PACKER, ReprintLabel(parcel.parcel.parcel_id, parcel.parcel.fence))
    assert again == ParcelClosed(parcel.number)
    print_labels(at, tmp_path / "out")
    assert papers(tmp_path / "out") == [f"waybill-{parcel.number}.pdf"], "the original at last"


@pytest.mark.parametrize(
    ("detail", "problem"),
    [("文三路480号3幢2室", VerdictKind.DEAD_LABEL), ("文三路", VerdictKind.DEAD_LABEL)],
)
def test_a_label_for_an_older_address_is_not_printed(
    at: SmallHouse, tmp_path: Path, detail: str, problem: VerdictKind
) -> None:
    parcel = one_closed(at)
    change_address(at, parcel.order, detail=detail)
    (printed,) = print_labels(at, tmp_path / "out")
    assert printed.problem == problem.value
    assert papers(tmp_path / "out") == []
    assert number_state(at, parcel) is WaybillState.ALLOCATED


class Died(Exception):
    """The program ended."""


class DyingPrinter:
    """The program dies between the claim and the first byte."""

    def send(self, pdf: bytes, title: str) -> Sent:
        raise Died(title)


def test_a_crash_between_the_claim_and_the_bytes_prints_no_second_original(
    at: SmallHouse, tmp_path: Path
) -> None:
    parcel = one_closed(at)
    actor = at.at(*PACKER)
    assert actor.station_id is not None
    with pytest.raises(Died):
        print_due(at.house, actor, actor.station_id, DyingPrinter())
    assert job(at) == (PrintState.SENT, "")
    assert print_labels(at, tmp_path / "out") == (), "after the start nothing prints by itself"
    ask(at, PACKER, ReprintLabel(parcel.parcel.parcel_id, parcel.parcel.fence))
    print_labels(at, tmp_path / "out")
    assert papers(tmp_path / "out") == [f"waybill-{parcel.number}-copy1.pdf"]


class JammedPrinter:
    """Takes some bytes and then no more."""

    def send(self, pdf: bytes, title: str) -> Sent:
        raise MaybePrinted(PrintProblem.PRINTER_STALLED, printer="bench", percent=40)


class AbsentPrinter:
    """Is not there: not one byte leaves."""

    def send(self, pdf: bytes, title: str) -> Sent:
        raise CannotPrint(PrintProblem.PRINTER_AWAY, printer="bench")


def test_where_nothing_left_the_original_is_printed_later(at: SmallHouse, tmp_path: Path) -> None:
    parcel = one_closed(at)
    actor = at.at(*PACKER)
    assert actor.station_id is not None
    (printed,) = print_due(at.house, actor, actor.station_id, AbsentPrinter())
    assert printed.problem == "printer_away"
    assert job(at) == (PrintState.FAILED, "printer_away")
    assert print_labels(at, tmp_path / "out") == (), "nothing prints again by itself"
    ask(at, PACKER, ReprintLabel(parcel.parcel.parcel_id, parcel.parcel.fence))
    print_labels(at, tmp_path / "out")
    assert papers(tmp_path / "out") == [f"waybill-{parcel.number}.pdf"], "no copy mark"


def test_what_a_printer_could_not_do_may_be_half_out_and_is_never_an_original_again(
    at: SmallHouse, tmp_path: Path
) -> None:
    parcel = one_closed(at)
    actor = at.at(*PACKER)
    assert actor.station_id is not None
    (printed,) = print_due(at.house, actor, actor.station_id, JammedPrinter())
    assert printed.problem == "printer_stalled"
    assert job(at) == (PrintState.UNKNOWN, "printer_stalled")
    ask(at, PACKER, ReprintLabel(parcel.parcel.parcel_id, parcel.parcel.fence))
    print_labels(at, tmp_path / "out")
    assert papers(tmp_path / "out") == [f"waybill-{parcel.number}-copy1.pdf"]


def test_scanning_the_label_back_proves_the_paper(at: SmallHouse, tmp_path: Path) -> None:
    (order,) = released(at, draft("A-1"))
    parcel = labelled(at, order, tmp_path)
    expect(LabelBound, ask(at, PACKER, BindLabel(parcel.parcel.box_code, parcel.number)))
    assert job(at)[0] is PrintState.CONFIRMED
    late = at.house.run(
        at.at(*PACKER),
        UseCase.PRINT,
        lambda work: spool.mark_result(work, newest(work), PrintState.SENT, "late"),
    )
    assert not isinstance(late, Refused)
    assert job(at)[0] is PrintState.CONFIRMED


def newest(work: Work) -> PrintJobId:
    return PrintJobId(work.connection.execute(select(PrintJob.id)).scalars().all()[-1])


def test_a_label_shows_no_name_phone_or_room_in_full(at: SmallHouse) -> None:
    parcel = one_closed(at)

    def read(work: Work) -> tuple[str, Any]:
        label = paper.waybill_label(work, newest(work))
        row = work.connection.execute(select(OrderAddress.__table__)).one()
        return repr(label), row

    result = at.house.run(at.at(*PACKER), UseCase.PRINT, read)
    assert not isinstance(result, Refused)
    text, receiver = result
    assert parcel.number in text
    for private in (receiver.receiver, receiver.phone, receiver.detail, "1201", "林丽", "85551234"):
        assert private not in text
    assert "杭州市" in text


def test_who_may_not_print_prints_nothing(at: SmallHouse, tmp_path: Path) -> None:
    one_closed(at)
    station = at.at(*PACKER).station_id
    assert station is not None
    with nothing_written(at.house.database):
        refused = at.house.run(at.people[Post.PURCHASING], UseCase.PRINT, newest)
        assert verdict_of(refused).kind is VerdictKind.NOT_ALLOWED
        (printed,) = print_due(
            at.house, at.people[Post.PURCHASING], station, FilePrinter(tmp_path / "out")
        )
    assert printed.problem == VerdictKind.NOT_ALLOWED.value
    assert papers(tmp_path / "out") == []
