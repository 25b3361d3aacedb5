"""Order numbers under concurrent intake, on every database."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy import insert

from db.schema.house import OrderSerial
from fulfilment.house import SYSTEM, Work
from fulfilment.intake.numbers import take_numbers
from procedure.effects import Refused
from procedure.permissions import UseCase
from tests.plugins.houses import SmallHouse
from tests.plugins.intake_process import take_some
from tests.plugins.processes import at_once

PROCESSES = 8


def race(at: SmallHouse, each: int, size: int) -> list[str]:
    """The numbers of all orders that eight processes took at once."""
    url = at.house.database.url.render_as_string(hide_password=False)
    taken = at_once(take_some, [(url, i, each, size) for i in range(PROCESSES)])
    return [number for numbers in taken for number in numbers]


@pytest.mark.sop("3.1.1a")
def test_eight_processes_never_get_the_same_number(small_house: SmallHouse) -> None:
    numbers = race(small_house, each=100, size=5)
    assert len(numbers) == len(set(numbers)) == PROCESSES * 100
    serials = sorted(int(number[8:]) for number in numbers)
    assert serials == list(range(1, PROCESSES * 100 + 1))


@pytest.mark.heavy
@pytest.mark.sop("3.1.1a")
def test_eight_processes_of_five_thousand_orders(small_house: SmallHouse) -> None:
    numbers = race(small_house, each=5_000, size=50)
    assert len(numbers) == len(set(numbers)) == PROCESSES * 5_000


@pytest.mark.sop("3.1.1a")
def test_the_serial_starts_again_every_day_and_grows_beyond_six_digits(
    small_house: SmallHouse,
) -> None:
    house, clock = small_house.house, small_house.clock

    def at_the_millionth(work: Work) -> None:
        work.connection.execute(
            insert(OrderSerial).values(business_day=date(2026, 11, 23), last=999_999)
        )

    assert not isinstance(house.run(SYSTEM, UseCase.SET_UP_HOUSE, at_the_millionth), Refused)

    def take() -> object:
        return house.run(SYSTEM, UseCase.TAKE_ORDERS, lambda work: take_numbers(work, 1))

    assert take() == ["202611231000000"]
    clock.now = clock.now.replace(hour=16)  # midnight in Shanghai
    assert take() == ["20261124000001"]
