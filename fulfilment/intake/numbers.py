"""Order numbers: `YYYYMMDD` and a serial of at least six digits (3.1.1a)."""

from __future__ import annotations

from datetime import date

from db.schema.house import OrderSerial
from db.upsert import insert_or
from fulfilment.house import Work


def order_number(day: date, serial: int) -> str:
    """The number of the day's `serial`-th order; the millionth gets a seventh digit.

    Examples:
        >>> order_number(date(2026, 11, 23), 42)
        '20261123000042'
        >>> order_number(date(2026, 11, 23), 1_000_000)
        '202611231000000'
    """
    return f"{day:%Y%m%d}{serial:06d}"


def take_numbers(work: Work, count: int) -> list[str]:
    """The next `count` order numbers of the business day, ascending.

    The day's row is locked until the transaction ends, so numbers are unique under concurrent
    intake at many stations, and a rolled-back intake leaves no gap.
    """
    statement = insert_or(work.connection, OrderSerial).values(business_day=work.today, last=count)
    last = work.connection.execute(
        statement.on_conflict_do_update(
            index_elements=["business_day"], set_={"last": OrderSerial.last + count}
        ).returning(OrderSerial.last)
    ).scalar_one()
    return [order_number(work.today, serial) for serial in range(last - count + 1, last + 1)]
