"""Ranges of waybill numbers: loading one, and how many numbers are left (4.2.1b, FIELD)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import Connection, and_, case, func, insert, select

from db.bulk import insert_many
from db.schema.waybills import Carrier, WaybillNumber, WaybillRange
from fulfilment.house import Actor, House, Refuse, Work
from procedure.effects import Refused
from procedure.ids import CarrierId
from procedure.permissions import UseCase
from procedure.verdicts import VerdictKind
from procedure.waybill_ranges import NumberRange, fits_pattern, is_low, number_range
from procedure.words import WaybillState

CHUNK = 10_000
"""Numbers written by one statement."""
DAY = timedelta(hours=24)


@dataclass(frozen=True, slots=True)
class RangeLoaded:
    """A range was loaded.

    Attributes:
        numbers: How many.
        is_unusual: They do not look like this carrier's numbers; somebody said they are.
    """

    numbers: int
    is_unusual: bool


@dataclass(frozen=True, slots=True)
class NumbersLeft:
    """The numbers of a carrier.

    Attributes:
        free: Not held by any parcel.
        used_in_a_day: Taken in the last 24 hours.
        is_low: New ones have to be asked for.
    """

    carrier_id: CarrierId
    code: str
    free: int
    used_in_a_day: int
    is_low: bool


def load_range(
    house: House,
    actor: Actor,
    carrier_code: str,
    first: str,
    last: str,
    allow_unusual: bool = False,
) -> RangeLoaded | Refused:
    """Load all numbers from a first to a last one, both included.

    Refused with `RANGE_REFUSED` where they are no range, do not look like this carrier's numbers
    and that is not allowed, or one of them is there already, with whatever carrier: a number is
    unique for ever. Nothing is written then.

    Args:
        allow_unusual: Somebody has compared numbers that look like none of this carrier.

    Raises:
        CannotNow: The database cannot be written now.
    """

    def load(work: Work) -> RangeLoaded:
        carrier_id = work.connection.scalar(
            select(Carrier.id).where(Carrier.code == carrier_code).with_for_update()
        )
        if carrier_id is None:
            raise Refuse(VerdictKind.RANGE_REFUSED, why="carrier", carrier=carrier_code)
        found = number_range(first, last)
        if isinstance(found, str):
            raise Refuse(VerdictKind.RANGE_REFUSED, why=found, first=first, last=last)
        parts = _new_numbers(work, found, (first, last))
        is_unusual = not all(fits_pattern(end, carrier_code) for end in (first, last))
        if is_unusual and not allow_unusual:
            raise Refuse(
                VerdictKind.RANGE_REFUSED,
                why="pattern",
                first=first,
                last=last,
                carrier=carrier_code,
            )
        _write(work, carrier_id, parts, (first, last))
        return RangeLoaded(found.count, is_unusual)

    return house.run(actor, UseCase.LOAD_NUMBERS, load)


def _new_numbers(work: Work, wanted: NumberRange, ends: tuple[str, str]) -> list[list[str]]:
    """The numbers of a range in parts that one statement takes; none of them is there yet."""
    numbers = list(wanted.numbers())
    parts = [numbers[start : start + CHUNK] for start in range(0, len(numbers), CHUNK)]
    taken = sorted(number for part in parts for number in _there(work, part, ends))
    if taken:
        raise Refuse(VerdictKind.RANGE_REFUSED, why="taken", taken=len(taken), number=taken[0])
    return parts


def _write(work: Work, carrier_id: int, parts: list[list[str]], ends: tuple[str, str]) -> None:
    work.connection.execute(
        insert(WaybillRange).values(
            id=work.new_id(),
            carrier_id=carrier_id,
            first=ends[0],
            last=ends[1],
            numbers=sum(map(len, parts)),
            loaded_at=work.now,
            loaded_by=work.actor.person_id,
        )
    )
    columns = ("id", "carrier_id", "number", "state", "parcel_id", "changed_at")
    for part in parts:
        ids = work.new_ids(len(part))
        rows = [
            (id_, carrier_id, number, WaybillState.FREE, None, work.now)
            for id_, number in zip(ids, part, strict=True)
        ]
        insert_many(work.connection, WaybillNumber, columns, rows)


def _there(work: Work, part: list[str], ends: tuple[str, str]) -> set[str]:
    """Which of these numbers are loaded already.

    Numbers of a range are alike in length, so those between its ends by the alphabet are few more.
    """
    between = WaybillNumber.number.between(part[0], part[-1])
    alike = func.length(WaybillNumber.number) == len(ends[0])
    found = work.connection.scalars(select(WaybillNumber.number).where(between, alike))
    return set(found).intersection(part)


def numbers_left(connection: Connection, now: datetime) -> tuple[NumbersLeft, ...]:
    """The numbers of every active carrier, by code."""
    newest = (
        select(WaybillRange.numbers)
        .where(WaybillRange.carrier_id == Carrier.id)
        .order_by(WaybillRange.id.desc())
        .limit(1)
        .scalar_subquery()
    )
    free = case((WaybillNumber.state == WaybillState.FREE, 1), else_=0)
    used = case(
        (and_(WaybillNumber.state != WaybillState.FREE, WaybillNumber.changed_at > now - DAY), 1),
        else_=0,
    )
    rows = connection.execute(
        select(Carrier.id, Carrier.code, func.sum(free), func.sum(used), newest)
        .outerjoin(WaybillNumber, WaybillNumber.carrier_id == Carrier.id)
        .where(Carrier.active)
        .group_by(Carrier.id, Carrier.code)
        .order_by(Carrier.code)
    )
    return tuple(
        NumbersLeft(
            CarrierId(id_), code, left or 0, day or 0, is_low(left or 0, size or 0, day or 0)
        )
        for id_, code, left, day, size in rows
    )
