"""Nothing ships that failed: benches for packing, inspection and shipping over one centre, whatever
is scanned at them in whatever order.

Everything is real: machines, journals, one SQLite database. Each step may be a right scan, a wrong
one, a defect card, a command, or another person's doing meanwhile.
"""

from __future__ import annotations

import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

import pytest
from hypothesis import HealthCheck, Phase, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import func, select

from db.schema.inspection import Inspection, InspectionDefect
from db.schema.orders import Order
from db.schema.parcels import Parcel
from db.schema.waybills import WaybillNumber
from fulfilment.orders.cancelling import cancel_order
from fulfilment.paper.print_jobs import print_due
from printing.printers.file import FilePrinter
from procedure.ids import OrderId
from procedure.parcel_words import DefectCode, InspectionStatus
from procedure.words import Command, OrderStatus, ParcelStatus, Post, Screen, WaybillState
from tests.plugins.benches import Bench
from tests.plugins.everything import assert_sound
from tests.plugins.houses import EAN, MUG, TEA, SmallHouse, draft, small_house_at
from tests.plugins.inspecting import EVERY_PARCEL, box, choose
from tests.plugins.journey import line, order_no, picked, released, status

ORDERS = 3
BENCHES = {Screen.PACK: Post.PACKER, Screen.INSPECT: Post.INSPECTOR, Screen.SHIP: Post.SHIPPER}
_LIVE = (WaybillState.ALLOCATED, WaybillState.PRINTED, WaybillState.BOUND)
which = st.integers(0, ORDERS - 1)
goods = st.sampled_from((EAN[MUG], EAN[MUG], EAN[TEA], "L1108"))
cards = st.sampled_from(tuple(DefectCode))
commands = st.sampled_from((Command.CONFIRM, Command.UNDO, Command.ABORT, Command.PRINT))


class Benches(RuleBasedStateMachine):
    """Three orders on their way, and the people who handle them.

    Attributes:
        shipped, failed: Parcels that left, and looks that failed, in all examples: that there
            are such is asked in the end, else nothing was tried.
    """

    root: ClassVar[Path]
    shipped: ClassVar[int] = 0
    failed: ClassVar[int] = 0

    @initialize()
    def open_the_house(self) -> None:
        self.folder = Path(tempfile.mkdtemp(dir=self.root))
        place = self.folder
        self.at: SmallHouse = small_house_at(place / "house.sqlite")
        choose(self.at, EVERY_PARCEL)
        lines: Sequence[tuple[str, int]] = ((MUG, 2), (TEA, 1))
        self.orders = released(
            self.at,
            *(draft(f"A-{n}", lines=tuple(line(*each) for each in lines)) for n in range(ORDERS)),
        )
        self.benches: dict[Screen, Bench] = {}
        for screen, post in BENCHES.items():
            station = self.at.stations[screen]
            self.benches[screen] = Bench(self.at.house, station, screen, place)
            self.benches[screen].says(self.at.badges[post])
        for order in self.orders:
            picked(self.at, order)

    def scan(self, screen: Screen, *texts: str) -> None:
        bench = self.benches[screen]
        for text in texts:
            bench.scan(text)
            bench.apply()

    @rule(n=which)
    def packs(self, n: int) -> None:
        order = self.orders[n]
        self.scan(
            Screen.PACK,
            order_no(self.at, order),
            EAN[MUG],
            EAN[MUG],
            EAN[TEA],
            "L1108",
            "CMD-CONFIRM",
        )

    @rule(n=which, bad=st.none() | cards)
    def looks_into(self, n: int, bad: DefectCode | None) -> None:
        cards_of = () if bad is None else (bad.value,)
        texts = (EAN[MUG], *cards_of, EAN[MUG], EAN[TEA], "L1108", "CMD-CONFIRM")
        self.scan(Screen.INSPECT, box(self.at, self.orders[n]), *texts)

    @rule(n=which)
    def ships(self, n: int) -> None:
        numbers = self.numbers(self.orders[n])
        self.scan(Screen.SHIP, box(self.at, self.orders[n]), *numbers, *numbers, "CMD-CONFIRM")

    @rule(n=which)
    def sticks_the_label_on(self, n: int) -> None:
        for screen, post in BENCHES.items():
            actor = self.at.at(post, screen)
            printer = FilePrinter(self.folder / "printed")
            print_due(self.at.house, actor, self.at.stations[screen], printer)
        self.scan(Screen.INSPECT, *self.numbers(self.orders[n]))

    @rule(n=which, bad=st.none() | cards)
    def goes_all_the_way(self, n: int, bad: DefectCode | None) -> None:
        """Everybody does what is due with an order, as far as it goes."""
        for screen in BENCHES:
            self.scan(screen, "CMD-CONFIRM", "CMD-ABORT", "CMD-CONFIRM")
        self.picks_anew(n)
        self.packs(n)
        self.looks_into(n, bad)
        self.sticks_the_label_on(n)
        self.ships(n)

    @rule(n=which)
    def picks_anew(self, n: int) -> None:
        if status(self.at, self.orders[n]) is OrderStatus.PICKING:
            picked(self.at, self.orders[n])

    @rule(screen=st.sampled_from(tuple(BENCHES)), n=which, text=goods | cards | commands)
    def scans_anything(self, screen: Screen, n: int, text: str) -> None:
        self.scan(screen, str(text))

    @rule(screen=st.sampled_from(tuple(BENCHES)), n=which)
    def scans_a_box(self, screen: Screen, n: int) -> None:
        self.scan(screen, box(self.at, self.orders[n]))

    @rule(n=which, reason=st.sampled_from(("WHY-MISTAKE", "WHY-LEFTOUT")))
    def opens_again(self, n: int, reason: str) -> None:
        self.scan(Screen.PACK, "CMD-ABORT", "CMD-REOPEN", box(self.at, self.orders[n]), reason)

    @rule(n=st.integers(0, 3 * ORDERS))
    def cancels(self, n: int) -> None:
        if n < ORDERS:
            cancel_order(self.at.house, self.at.people[Post.SERVICE_REP], self.orders[n], "")

    def numbers(self, order: OrderId) -> list[str]:
        """Every number a parcel of the order ever had."""
        with self.at.house.database.read() as connection:
            return list(
                connection.scalars(
                    select(WaybillNumber.number)
                    .join(Parcel, Parcel.id == WaybillNumber.parcel_id)
                    .where(Parcel.order_id == order)
                    .order_by(WaybillNumber.changed_at.desc(), WaybillNumber.id)
                )
            )

    @invariant()
    def nothing_left_that_did_not_pass(self) -> None:
        """What left, and what has a label, passed its last look, and no defect was noted in it."""
        if not hasattr(self, "at"):
            return
        newest = (
            select(func.max(Inspection.id))
            .where(
                Inspection.parcel_id == Parcel.id,
                Inspection.status != InspectionStatus.CANCELLED,
            )
            .correlate(Parcel)
            .scalar_subquery()
        )
        noted = (
            select(func.count(InspectionDefect.id))
            .where(InspectionDefect.inspection_id == Inspection.id)
            .correlate(Inspection)
            .scalar_subquery()
        )
        label = (
            select(WaybillNumber.id)
            .where(WaybillNumber.parcel_id == Parcel.id, WaybillNumber.state.in_(_LIVE))
            .exists()
        )
        with self.at.house.database.read() as connection:
            rows = connection.execute(
                select(
                    Parcel.status,
                    Order.status.label("order_status"),
                    Inspection.status.label("look"),
                    noted.label("defects"),
                    label.label("labelled"),
                )
                .join(Order, Order.id == Parcel.order_id)
                .outerjoin(Inspection, Inspection.id == newest)
            ).all()
        for row in rows:
            gone = (ParcelStatus.PACKED, ParcelStatus.BOUND, ParcelStatus.HANDED_OVER)
            if row.status in gone or row.labelled:
                assert (row.look, row.defects) == (InspectionStatus.PASSED, 0)
            if row.order_status in (OrderStatus.READY_TO_SHIP, OrderStatus.SHIPPED):
                assert row.status in (*gone, ParcelStatus.CANCELLED)

    def teardown(self) -> None:
        if not hasattr(self, "at"):
            return
        try:
            assert_sound(self.at.house.database)
            with self.at.house.database.read() as connection:
                looks = connection.scalars(select(Inspection.status)).all()
                parcels = connection.scalars(select(Parcel.status)).all()
            Benches.failed += looks.count(InspectionStatus.FAILED)
            Benches.shipped += parcels.count(ParcelStatus.HANDED_OVER)
        finally:
            for bench in self.benches.values():
                bench.station.close()
            self.at.house.close()


@pytest.mark.sop("3.2.3b")
def test_nothing_ships_that_failed_whatever_is_scanned(tmp_path: Path) -> None:
    Benches.root = tmp_path
    run_state_machine_as_test(
        Benches,
        settings=settings(
            max_examples=8,
            stateful_step_count=20,
            deadline=None,
            derandomize=True,
            phases=(Phase.generate,),
            suppress_health_check=[HealthCheck.too_slow, HealthCheck.data_too_large],
        ),
    )
    assert Benches.shipped
    assert Benches.failed
