"""Numbers of the house's own papers: kind, business day and a serial, `CNT-20261127-001`."""

from __future__ import annotations

import re
from datetime import date
from enum import StrEnum

from db.schema.house import DocumentSerial
from db.upsert import insert_or
from fulfilment.house import Work


class DocumentKind(StrEnum):
    """Papers that are numbered by day; the value begins the number."""

    COUNT = "CNT"
    INSPECTION_LOT = "INS"
    PURCHASE_ORDER = "PO"
    WAVE = "WAV"


def document_number(kind: DocumentKind, day: date, serial: int) -> str:
    """The number of the day's `serial`-th paper of a kind; the thousandth gets a fourth digit.

    Examples:
        >>> document_number(DocumentKind.COUNT, date(2026, 11, 27), 1)
        'CNT-20261127-001'
        >>> document_number(DocumentKind.WAVE, date(2026, 11, 27), 1000)
        'WAV-20261127-1000'
    """
    return f"{kind.value}-{day:%Y%m%d}-{serial:03d}"


def take_document_number(work: Work, kind: DocumentKind) -> str:
    """The next number of the business day."""
    return take_document_numbers(work, kind, 1)[0]


def take_document_numbers(work: Work, kind: DocumentKind, count: int) -> list[str]:
    """The next `count` numbers of the business day, ascending.

    The day's row is locked until the transaction ends: numbers are unique among stations, and
    what is rolled back leaves no gap.
    """
    statement = insert_or(work.connection, DocumentSerial).values(
        kind=kind.value, business_day=work.today, last=count
    )
    last = work.connection.execute(
        statement.on_conflict_do_update(
            index_elements=["kind", "business_day"], set_={"last": DocumentSerial.last + count}
        ).returning(DocumentSerial.last)
    ).scalar_one()
    return [
        document_number(kind, work.today, serial) for serial in range(last - count + 1, last + 1)
    ]


def is_document_number(kind: DocumentKind, text: str) -> bool:
    """Whether a text is a number of this kind of paper, whichever day it was made.

    Examples:
        >>> is_document_number(DocumentKind.PURCHASE_ORDER, "PO-20261127-001")
        True
        >>> is_document_number(DocumentKind.PURCHASE_ORDER, "PO 4711")
        False
    """
    return re.fullmatch(rf"{kind.value}-\d{{8}}-\d{{3,}}", text) is not None
