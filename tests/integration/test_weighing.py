"""A bench with a scale: weights are stored, what is off closes nothing, and all of it replays."""

from __future__ import annotations

from pathlib import Path

from sqlalchemy import select, update

from db.schema.log import OrderLog
from db.schema.parcels import Parcel
from db.schema.people import PersonPost
from db.schema.products import Product
from fulfilment.station.on_scale import take_view
from procedure.effects import CloseParcel, ParcelClosed
from procedure.ids import PersonId
from procedure.pack_effects import Weighed
from procedure.parcel_words import WeightReason
from procedure.permissions import UseCase
from procedure.reading import WEIGHT_KEY
from procedure.verdicts import VerdictKind
from procedure.weighing import OnScale
from procedure.words import ParcelStatus, Post, Screen
from tests.plugins.benches import Bench, BenchAt
from tests.plugins.everything import nothing_written
from tests.plugins.houses import CABLE, EAN, MUG, SmallHouse, draft
from tests.plugins.journey import (
    PACKER,
    ask,
    expect,
    filled,
    line,
    order_no,
    picked,
    print_labels,
    released,
    set_up,
    verdict_of,
)
from tests.plugins.packaging_shelf import CARTON_L, CARTON_S, WRAP, PackagingShelf

K = VerdictKind
ONE_MUG_G = 340 + 2 * 15 + 90


class Scale:
    """What lies on the scale of a bench."""

    def __init__(self, bench: Bench) -> None:
        self._bench = bench
        self.put(None)

    def put(self, grams: int | None, load: bool = True) -> VerdictKind | None:
        """Put so much on it; what is said, None where nobody waits for it."""
        weight = None
        if grams and load:
            weight = self._bench.weight(grams)
        shown = take_view(self._bench.station, OnScale(grams or 0), weight)
        if shown is None:
            return None
        self._bench.shown = shown
        assert shown.verdict is not None
        return shown.verdict.kind

    def unplug(self) -> None:
        take_view(self._bench.station, None, None)


def one_mug(at: SmallHouse, bench_at: BenchAt) -> tuple[Bench, Scale]:
    """A packer with a scale; the mug and its wrap are in the box."""
    (order,) = released(at, draft("A-1", lines=(line(MUG, 1),)))
    picked(at, order)
    bench = bench_at(Screen.PACK)
    scale = Scale(bench)
    assert bench.says(at.badges[Post.PACKER], order_no(at, order), EAN[MUG], WRAP) == [
        K.SIGNED_IN,
        K.PARCEL_OPENED,
        K.LINE_DONE,
        K.MATERIAL_IN,
    ]
    bench.apply()
    return bench, scale


def weights(at: SmallHouse) -> list[tuple[int | None, int | None, bool, ParcelStatus]]:
    """Weight, expected weight, whether there is a time of weighing, and status of each parcel."""
    with at.house.database.read() as connection:
        rows = connection.execute(
            select(Parcel.weight_g, Parcel.expected_g, Parcel.weighed_at, Parcel.status).order_by(
                Parcel.id
            )
        ).all()
    return [(r.weight_g, r.expected_g, r.weighed_at is not None, r.status) for r in rows]


def test_a_parcel_closes_when_it_weighs_what_it_should(
    at: SmallHouse, bench_at: BenchAt, packaging: PackagingShelf
) -> None:
    _, scale = one_mug(at, bench_at)
    assert weights(at) == [(None, None, False, ParcelStatus.OPEN)]
    assert scale.put(ONE_MUG_G + 9) is K.PARCEL_CLOSED
    assert weights(at) == [(ONE_MUG_G + 9, ONE_MUG_G, True, ParcelStatus.PACKED)]


def test_what_is_off_closes_nothing_and_takes_no_number(
    at: SmallHouse, bench_at: BenchAt, packaging: PackagingShelf
) -> None:
    bench, scale = one_mug(at, bench_at)
    with nothing_written(at.house.database):
        assert scale.put(ONE_MUG_G - 335) is K.WEIGHT_LIGHT
        assert scale.put(ONE_MUG_G + 800) is K.WEIGHT_HEAVY
        assert bench.says("CMD-CONFIRM") == [K.WEIGHT_HEAVY]
        scale.unplug()
        assert bench.says("CMD-CONFIRM") == [K.WEIGHT_HEAVY]
    assert scale.put(ONE_MUG_G) is K.PARCEL_CLOSED


def test_nobody_hears_of_a_weight_that_nobody_waits_for(
    at: SmallHouse, bench_at: BenchAt, packaging: PackagingShelf
) -> None:
    bench = bench_at(Screen.PACK)
    scale = Scale(bench)
    written = bench.journal.unsaved(), len(bench.journal.all(0, 100))
    assert scale.put(400) is None
    bench.says(at.badges[Post.PACKER])
    assert scale.put(500) is None
    assert (bench.journal.unsaved(), len(bench.journal.all(0, 100))) == (written[0], written[1] + 2)


def test_a_supervisor_accepts_and_it_stands_in_the_log(
    at: SmallHouse, bench_at: BenchAt, packaging: PackagingShelf
) -> None:
    bench, scale = one_mug(at, bench_at)
    scale.put(ONE_MUG_G + 77)
    said = bench.says("WHY-COUNTEDAGAIN", at.badges[Post.PACKER], at.badges[Post.SUPERVISOR])
    assert said == [K.ASK_ACCEPT, K.APPROVAL_NEEDED, K.PARCEL_CLOSED]
    operator = bench.shown.operator
    assert operator is not None
    assert operator.person_id == at.people[Post.PACKER].person_id, "nobody else signed in"
    assert weights(at) == [(ONE_MUG_G + 77, ONE_MUG_G, True, ParcelStatus.PACKED)]
    with at.house.database.read() as connection:
        row = connection.execute(
            select(OrderLog.data, OrderLog.reason, OrderLog.person_id).where(
                OrderLog.action == "weight_accepted"
            )
        ).one()
    supervisor = at.people[Post.SUPERVISOR].person_id
    assert row.data.pop("box").startswith("BOX-")
    assert row.data == {"grams": ONE_MUG_G + 77, "expected": ONE_MUG_G, "supervisor": supervisor}
    assert (row.reason, row.person_id) == ("WHY-COUNTEDAGAIN", operator.person_id)


def test_the_centre_takes_an_acceptance_only_from_who_may(
    at: SmallHouse, packaging: PackagingShelf
) -> None:
    (order,) = released(at, draft("A-1", lines=(line(CABLE, 1),)))
    parcel = filled(at, order)
    packer = at.people[Post.PACKER].person_id
    for person in (None, packer, PersonId(1)):
        weighed = Weighed(900, WeightReason.COUNTED_AGAIN, person)
        with nothing_written(at.house.database):
            said = verdict_of(ask(at, PACKER, CloseParcel(parcel.parcel_id, parcel.fence, weighed)))
        assert said.kind is K.APPROVAL_NEEDED
    assert weights(at)[0][3] is ParcelStatus.OPEN


def test_a_badge_that_lost_its_post_meanwhile_accepts_nothing(
    at: SmallHouse, bench_at: BenchAt, packaging: PackagingShelf
) -> None:
    bench, scale = one_mug(at, bench_at)
    scale.put(ONE_MUG_G + 77)
    supervisor = at.people[Post.SUPERVISOR].person_id
    set_up(
        at,
        lambda work: work.connection.execute(
            update(PersonPost).where(PersonPost.person_id == supervisor).values(post=Post.PICKER)
        ),
    )
    assert bench.says("WHY-COUNTEDAGAIN", at.badges[Post.SUPERVISOR])[-1] is K.APPROVAL_NEEDED


def test_goods_nobody_weighed_are_weighed_and_not_checked(
    at: SmallHouse, bench_at: BenchAt, packaging: PackagingShelf
) -> None:
    set_up(
        at,
        lambda work: work.connection.execute(
            update(Product).where(Product.sku == MUG).values(weight_g=None)
        ),
    )
    bench, scale = one_mug(at, bench_at)
    assert scale.put(5_000) is K.PARCEL_CLOSED
    assert weights(at) == [(5_000, None, True, ParcelStatus.PACKED)]
    said = bench.shown.verdict
    assert said is not None
    assert said.params["unchecked"] == "Mug, blue, 350 ml"


def test_another_carton_changes_what_is_expected(
    at: SmallHouse, bench_at: BenchAt, packaging: PackagingShelf
) -> None:
    bench, scale = one_mug(at, bench_at)
    assert scale.put(ONE_MUG_G + 150) is K.WEIGHT_HEAVY
    said = bench.shown.verdict
    assert said is not None
    assert said.params["carton"] == "Carton L"
    assert bench.says(CARTON_L, "CMD-CONFIRM") == [K.CARTON_CHOSEN, K.PARCEL_CLOSED]
    assert weights(at) == [(ONE_MUG_G + 150, ONE_MUG_G + 150, True, ParcelStatus.PACKED)]
    assert packaging.on_hand() == {WRAP: -2, CARTON_L: -1}


def test_each_box_of_an_order_has_its_own_weight(
    at: SmallHouse, bench_at: BenchAt, packaging: PackagingShelf, tmp_path: Path
) -> None:
    (order,) = released(at, draft("A-1", lines=(line(CABLE, 3),)))
    picked(at, order)
    bench = bench_at(Screen.PACK)
    scale = Scale(bench)
    said = bench.says(at.badges[Post.PACKER], order_no(at, order), EAN[CABLE], "CMD-NEXTBOX")
    assert said[-1] is K.WEIGH_BOX
    cable_g = cable_weight(at)
    assert scale.put(cable_g + 90) is K.BOX_CLOSED
    print_labels(at, tmp_path)
    state = bench.shown.state
    assert bench.says(state.number)[-1] is K.PARCEL_OPENED  # type: ignore[union-attr]
    assert bench.says(EAN[CABLE], EAN[CABLE])[-1] is K.LINE_DONE
    assert scale.put(2 * cable_g + 90) is K.PARCEL_CLOSED
    assert [row[0] for row in weights(at)] == [cable_g + 90, 2 * cable_g + 90]
    assert packaging.on_hand() == {CARTON_S: -2}


def cable_weight(at: SmallHouse) -> int:
    with at.house.database.read() as connection:
        return int(connection.scalar(select(Product.weight_g).where(Product.sku == CABLE)) or 0)


def test_a_weight_typed_by_a_scanner_is_none(
    at: SmallHouse, bench_at: BenchAt, packaging: PackagingShelf
) -> None:
    bench, _ = one_mug(at, bench_at)
    with nothing_written(at.house.database):
        assert bench.says(f"{WEIGHT_KEY}{ONE_MUG_G}", str(ONE_MUG_G)) == [K.UNKNOWN_CODE] * 2
    assert weights(at)[0][3] is ParcelStatus.OPEN


def test_who_accepts_the_own_weight_is_named_in_the_log(
    at: SmallHouse, packaging: PackagingShelf
) -> None:
    boss = at.at(Post.SUPERVISOR, Screen.PACK)
    orders = released(at, *(draft(name, lines=(line(CABLE, 1),)) for name in ("A-1", "A-2")))
    for order, who in zip(orders, (boss, at.at(Post.PACKER, Screen.PACK)), strict=True):
        parcel = filled(at, order)
        weighed = Weighed(900, WeightReason.COUNTED_AGAIN, boss.person_id)
        closing = CloseParcel(parcel.parcel_id, parcel.fence, weighed)
        expect(ParcelClosed, ask(at, who, closing, use_case=UseCase.PACK))
    with at.house.database.read() as connection:
        alone = connection.scalars(
            select(OrderLog.order_id).where(OrderLog.action == "accepted_by_packer")
        ).all()
    assert alone == [orders[0]], "what somebody else accepted is not marked"
