"""Units picked by hand: who, why, for which order, and who allowed it; on every database."""

from __future__ import annotations

from sqlalchemy import select

from db.schema.orders import Order, OrderLine
from db.schema.parcels import ManualCount
from procedure.effects import ClaimPickTask, Done, PickTaskOpened, PickUnits, ReleasePickTask
from procedure.ids import PersonId
from procedure.machines.pick_state import PickState
from procedure.parcel_words import ManualReason
from procedure.verdicts import VerdictKind
from procedure.words import Post, Screen
from tests.integration.test_waves import built, mixed
from tests.plugins.benches import Bench, BenchAt
from tests.plugins.everything import nothing_written
from tests.plugins.houses import MUG, SmallHouse, draft
from tests.plugins.journey import (
    PICKER,
    ask,
    claimed,
    expect,
    line,
    order_no,
    released,
    verdict_of,
)

K = VerdictKind
WAVE = "WAV-20261123-001"


def noted(at: SmallHouse) -> list[tuple[str, int, str | None]]:
    """Order, units and who allowed it of every count by hand, oldest first."""
    allowed = {person.person_id: person.name for person in at.people.values()}
    with at.house.database.read() as connection:
        rows = connection.execute(
            select(
                Order.order_no,
                ManualCount.quantity,
                ManualCount.supervisor_id,
                ManualCount.screen,
                ManualCount.parcel_id,
                ManualCount.person_id,
            )
            .join(OrderLine, OrderLine.id == ManualCount.order_line_id)
            .join(Order, Order.id == OrderLine.order_id)
            .order_by(ManualCount.id)
        ).all()
    picker = at.people[Post.PICKER].person_id
    assert {(row.screen, row.parcel_id, row.person_id) for row in rows} <= {
        (Screen.PICK, None, picker)
    }
    return [(row.order_no, row.quantity, allowed.get(row.supervisor_id)) for row in rows]


def at_shelf(at: SmallHouse, bench_at: BenchAt, *lines: object) -> tuple[Bench, str]:
    """A picker with an order's task open, at the shelf of its first stop."""
    (order,) = released(at, draft("A-1", lines=lines))
    number, bench = order_no(at, order), bench_at(Screen.PICK)
    assert bench.says(at.badges[Post.PICKER], number)[1] is K.TASK_OPENED
    state = bench.shown.state
    assert isinstance(state, PickState)
    assert state.due is not None
    assert bench.says(f"LOC-{state.due.shelf}") == [K.SHELF_RIGHT]
    return bench, number


def test_units_without_a_code_are_picked_by_hand_up_to_the_limit(
    at: SmallHouse, bench_at: BenchAt
) -> None:
    bench, number = at_shelf(at, bench_at, line(MUG, 6))
    limit = at.house.station_policy.by_hand_limit
    for _ in range(limit):
        assert bench.says("WHY-NOCODE", "CMD-CONFIRM") == [K.ASK_BY_HAND, K.UNIT_COUNTED]
    assert bench.says("WHY-CODEDAMAGED", "CMD-CONFIRM") == [K.ASK_BY_HAND, K.ASK_SUPERVISOR]
    assert bench.says("CMD-CONFIRM", at.badges[Post.PACKER]) == [
        K.NOTHING_TO_DO,
        K.APPROVAL_NEEDED,
    ]
    bench.apply()
    assert noted(at) == [(number, 1, None)] * limit
    assert bench.says(at.badges[Post.SUPERVISOR]) == [K.UNIT_COUNTED]
    operator = bench.shown.operator
    assert operator is not None
    assert operator.name == Post.PICKER.value, "the picker stays signed in"
    assert bench.says("CMD-UNDO") == [K.UNDONE]
    bench.apply()
    boss = at.people[Post.SUPERVISOR].name
    assert noted(at)[limit:] == [(number, 1, boss), (number, -1, boss)]


def by_hand(
    at: SmallHouse, units: int, supervisor: PersonId | None = None, code: str = WAVE
) -> PickUnits:
    """A count by hand at the first stop of the picker's task."""
    task = expect(PickTaskOpened, ask(at, PICKER, ClaimPickTask(code))).task
    line_id = task.stops[0].line_id
    return PickUnits(task.task_id, task.fence, line_id, units, ManualReason.NO_CODE, supervisor)


def test_a_shared_stop_notes_the_order_whose_unit_it_is(at: SmallHouse) -> None:
    orders = mixed(at, 3)
    built(at)
    first, second, _ = (order_no(at, order) for order in orders)
    expect(Done, ask(at, PICKER, by_hand(at, 1)))
    expect(Done, ask(at, PICKER, by_hand(at, 1)))
    expect(Done, ask(at, PICKER, by_hand(at, -1)))
    assert noted(at) == [(first, 1, None), (second, 1, None), (second, -1, None)]


def test_above_the_limit_somebody_who_may_has_to_allow_it(at: SmallHouse) -> None:
    (order,) = released(at, draft("A-1", lines=(line(MUG, 9),)))
    number, limit = order_no(at, order), at.house.station_policy.by_hand_limit
    for _ in range(limit):
        expect(Done, ask(at, PICKER, by_hand(at, 1, code=number)))
    for nobody in (None, at.people[Post.PACKER].person_id):
        effect = by_hand(at, 1, nobody, number)
        with nothing_written(at.house.database):
            assert verdict_of(ask(at, PICKER, effect)).kind is K.APPROVAL_NEEDED
    boss = at.people[Post.SUPERVISOR]
    expect(Done, ask(at, PICKER, by_hand(at, 1, boss.person_id, number)))
    assert noted(at)[limit:] == [(number, 1, boss.name)]


def test_a_task_that_is_claimed_again_knows_its_counts_by_hand(at: SmallHouse) -> None:
    (order,) = released(at, draft("A-1", lines=(line(MUG, 3),)))
    number = order_no(at, order)
    effect = by_hand(at, 1, code=number)
    expect(Done, ask(at, PICKER, effect))
    expect(Done, ask(at, PICKER, ReleasePickTask(effect.task_id, effect.fence)))
    assert claimed(at, order).by_hand == 1
