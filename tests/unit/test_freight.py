"""Fees to the cent, contracts, zones, weights, places, pickups: what a parcel may travel by."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime, time
from fractions import Fraction

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procedure.freight.calendar import LeadTime, Pickups
from procedure.freight.quotes import (
    ChoiceRule,
    Contract,
    NotOffered,
    Parcel,
    Quote,
    Service,
    choose,
    offers,
    quote,
    upgrade_minor,
)
from procedure.freight.tariff import Rate, Size, Tariff, chargeable_g, express_minor
from procedure.ids import CarrierId
from procedure.words import DangerClass, ServiceLevel

NEAR = Rate(first_g=1000, first_minor=1000, step_g=1000, step_minor=200)
FAR = Rate(first_g=1000, first_minor=1800, step_g=500, step_minor=650)
TARIFF = Tariff(
    rates={"near": NEAR, "far": FAR},
    zones={"浙江省": "near", "西藏自治区": "far", "JP": "gone"},
    volume_divisor=6000,
    remote=frozenset({"阿里地区"}),
    remote_minor=1500,
    most_g=30_000,
    longest_mm=1200,
)
ECONOMY = Service(
    carrier_id=CarrierId(1),
    level=ServiceLevel.STANDARD,
    name="标准快递",
    contract=Contract(date(2026, 1, 1), date(2026, 12, 31)),
    tariff=TARIFF,
    pickups=Pickups(time(18)),
    lead=LeadTime(3, 5),
    is_default=True,
)
EXPRESS = replace(ECONOMY, level=ServiceLevel.EXPRESS, name="特快", lead=LeadTime(1, 2))
NOON = datetime(2026, 11, 23, 12)
PARCEL = Parcel("浙江省", ("杭州市", "西湖区"), 2300, None, DangerClass.NONE, NOON)
FACTOR = 150

grams = st.integers(1, 200_000)
rates = st.builds(
    Rate,
    first_g=st.integers(1, 5000),
    first_minor=st.integers(0, 10_000),
    step_g=st.integers(1, 5000),
    step_minor=st.integers(0, 5000),
)


def quoted(service: Service, parcel: Parcel) -> Quote:
    answer = quote(service, parcel, FACTOR)
    assert isinstance(answer, Quote), answer
    return answer


def test_the_fee_comes_from_the_table_to_the_cent() -> None:
    assert quoted(ECONOMY, PARCEL).fee_minor == 1000 + 2 * 200
    far = replace(PARCEL, province="西藏自治区", places=("拉萨市", "城关区"))
    assert quoted(ECONOMY, far).fee_minor == 1800 + 3 * 650
    remote = quoted(ECONOMY, replace(far, places=("阿里地区", "噶尔县")))
    assert (remote.fee_minor, remote.remote_minor) == (1800 + 3 * 650 + 1500, 1500)


def test_a_large_light_parcel_pays_for_its_volume() -> None:
    large = quoted(ECONOMY, replace(PARCEL, weight_g=900, size=Size(400, 300, 200)))
    assert (large.chargeable_g, large.by_volume, large.fee_minor) == (4000, True, 1000 + 3 * 200)


def test_express_costs_one_and_a_half_times_and_the_surcharge_once() -> None:
    assert quoted(EXPRESS, PARCEL).fee_minor == 2100
    far = replace(PARCEL, province="西藏自治区", places=("阿里地区",))
    assert quoted(EXPRESS, far).fee_minor == (1800 + 3 * 650) * 3 // 2 + 1500


@pytest.mark.parametrize(
    ("change", "why"),
    [
        ({"province": "火星省"}, NotOffered.NOT_SERVED),
        ({"province": "JP"}, NotOffered.NOT_SERVED),
        ({"weight_g": None}, NotOffered.WEIGHT_UNKNOWN),
        ({"weight_g": 0}, NotOffered.WEIGHT_UNKNOWN),
        ({"weight_g": -5}, NotOffered.WEIGHT_UNKNOWN),
        ({"weight_g": 30_001}, NotOffered.TOO_HEAVY),
        ({"weight_g": 500_000}, NotOffered.TOO_HEAVY),
        ({"size": Size(1201, 10, 10)}, NotOffered.TOO_LONG),
        ({"danger": DangerClass.BATTERY}, NotOffered.GOODS_NOT_CARRIED),
    ],
)
def test_what_a_service_does_not_take_has_a_reason(
    change: dict[str, object], why: NotOffered
) -> None:
    assert quote(ECONOMY, replace(PARCEL, **change), FACTOR) is why  # type: ignore[arg-type]


def test_goods_a_service_is_allowed_to_carry_are_carried() -> None:
    batteries = replace(PARCEL, danger=DangerClass.BATTERY)
    lorry = replace(ECONOMY, carries=frozenset({DangerClass.BATTERY}))
    assert quoted(lorry, batteries).fee_minor == 1400
    assert quote(lorry, replace(PARCEL, danger=DangerClass.DANGEROUS), FACTOR) is (
        NotOffered.GOODS_NOT_CARRIED
    )


@pytest.mark.parametrize(
    ("ready", "answer"),
    [
        (datetime(2025, 12, 31, 12), NotOffered.CONTRACT_NOT_BEGUN),
        (datetime(2026, 11, 30, 12), None),
        (datetime(2026, 12, 1, 12), 30),
        (datetime(2026, 12, 31, 12), 0),
        (datetime(2026, 12, 31, 19), NotOffered.CONTRACT_ENDED),  # picked up the day after
        (datetime(2027, 1, 1, 12), NotOffered.CONTRACT_ENDED),
    ],
)
def test_a_contract_about_to_end_warns_and_one_that_ended_is_refused(
    ready: datetime, answer: object
) -> None:
    found = quote(ECONOMY, replace(PARCEL, ready_at=ready), FACTOR)
    assert (found.contract_ends_in if isinstance(found, Quote) else found) == answer


def test_a_carrier_that_is_out_of_use_offers_nothing() -> None:
    assert quote(replace(ECONOMY, is_active=False), PARCEL, FACTOR) is NotOffered.NOT_ACTIVE
    never = Pickups(None, closed=frozenset(date(2026, 1, 1).fromordinal(n) for n in _TWO_YEARS))
    assert quote(replace(ECONOMY, pickups=never), PARCEL, FACTOR) is NotOffered.NOT_ACTIVE


_TWO_YEARS = range(date(2026, 1, 1).toordinal(), date(2028, 1, 1).toordinal())


def test_without_a_place_left_the_others_are_offered_with_price_and_date() -> None:
    full = replace(EXPRESS, places_left=((NOON.date(), 0),))
    other = replace(EXPRESS, carrier_id=CarrierId(2), places_left=((NOON.date(), 1),))
    quotes, refused = offers([full, other, ECONOMY], PARCEL, FACTOR)
    assert refused == ((full, NotOffered.NO_PLACE_LEFT),)
    assert [(q.carrier_id, q.fee_minor, q.arrives[1].day) for q in quotes] == [
        (1, 1400, 28),
        (2, 2100, 25),
    ]
    late = replace(PARCEL, ready_at=datetime(2026, 11, 23, 18, 0, 1))
    assert quote(other, late, FACTOR) is NotOffered.NO_PLACE_LEFT  # no place of the next day


def test_standard_travels_by_the_economy_service_and_an_upgrade_costs_the_difference() -> None:
    dear = replace(ECONOMY, tariff=replace(TARIFF, rates={"near": FAR, "far": FAR}))
    cheap_but_not_ours = replace(ECONOMY, carrier_id=CarrierId(2), is_default=False)
    quotes, _ = offers([dear, cheap_but_not_ours, EXPRESS], PARCEL, FACTOR)
    chosen = choose(quotes, ServiceLevel.STANDARD)
    assert chosen is not None
    assert chosen.is_default
    cheapest = choose(quotes, ServiceLevel.STANDARD, ChoiceRule.CHEAPEST)
    assert cheapest is not None
    assert cheapest.carrier_id == 2
    express = choose(quotes, ServiceLevel.EXPRESS)
    assert express is not None
    assert upgrade_minor(cheapest, express) == 2100 - 1400
    assert upgrade_minor(express, cheapest) == 0
    assert choose([], ServiceLevel.STANDARD) is None
    assert choose([cheapest], ServiceLevel.EXPRESS, ChoiceRule.FASTEST) is None


def test_the_fastest_is_chosen_by_its_last_day_then_by_price() -> None:
    slow = replace(ECONOMY, lead=LeadTime(1, 5))
    quick = replace(ECONOMY, carrier_id=CarrierId(2), lead=LeadTime(3, 4), is_default=False)
    quotes, _ = offers([slow, quick], PARCEL, FACTOR)
    fastest = choose(quotes, ServiceLevel.STANDARD, ChoiceRule.FASTEST)
    assert fastest is not None
    assert fastest.carrier_id == 2


def test_pickups_skip_days_the_carrier_does_not_come() -> None:
    no_weekend = Pickups(time(18), frozenset(range(5)), frozenset({date(2026, 11, 30)}))
    assert no_weekend.next_after(datetime(2026, 11, 27, 18, 1)) == date(2026, 12, 1)


@given(rates, grams, grams)
def test_more_weight_never_costs_less(rate: Rate, one: int, more: int) -> None:
    assert rate.fee_minor(one) <= rate.fee_minor(one + more)


@given(rates, grams)
def test_a_fee_pays_for_every_gram_and_for_less_than_a_step_too_much(
    rate: Rate, weight: int
) -> None:
    steps = 0
    while rate.first_g + steps * rate.step_g < weight:
        steps += 1
    assert rate.fee_minor(weight) == rate.first_minor + steps * rate.step_minor


@given(grams, st.integers(1, 3000), st.integers(1, 3000), st.integers(1, 3000))
def test_volume_weight_is_the_exact_fraction_rounded_up(
    weight: int, length: int, width: int, height: int
) -> None:
    charged, by_volume = chargeable_g(weight, Size(length, width, height), 6000)
    exact = Fraction(length * width * height, 1000) / 6000 * 1000
    assert charged >= exact
    assert charged >= weight
    assert charged - 1 < max(exact, Fraction(weight))
    assert by_volume == (exact > weight)


@given(st.integers(0, 10**9), st.integers(100, 400))
def test_express_is_within_half_a_cent(standard: int, percent: int) -> None:
    exact = Fraction(standard * percent, 100)
    assert abs(express_minor(standard, percent) - exact) <= Fraction(1, 2)
    assert express_minor(standard, percent, as_surcharge=True) == standard + express_minor(
        standard, percent
    )


@pytest.mark.parametrize("wrong", [(0, 1, 1, 1), (1, -1, 1, 1), (1, 1, 0, 1), (1, 1, 1, -1)])
def test_a_price_table_without_sense_cannot_be_written(wrong: tuple[int, int, int, int]) -> None:
    with pytest.raises(ValueError, match="price table"):
        Rate(*wrong)
