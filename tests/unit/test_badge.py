"""Badges: what stands on the card, and what the database keeps of it."""

from __future__ import annotations

import re
from datetime import UTC, datetime

from hypothesis import given
from hypothesis import strategies as st

from fulfilment.people import ALPHABET, badge_digest, check_character, new_badge_secret
from procedure.codes import BadgeReading
from procedure.ids import uuid7
from procedure.reading import read
from procedure.scans import RawScan
from procedure.words import ScanSource

bodies = st.text(ALPHABET, min_size=10, max_size=10)


def test_a_new_badge_is_a_badge_code_with_its_check_character() -> None:
    for _ in range(200):
        secret = new_badge_secret()
        assert re.fullmatch(r"USR-[A-HJ-NP-Z2-9]{11}", secret)
        assert check_character(secret[4:14]) == secret[14]


def test_no_two_badges_are_alike() -> None:
    assert len({new_badge_secret() for _ in range(500)}) == 500


def test_no_character_looks_like_another() -> None:
    assert len(set(ALPHABET)) == len(ALPHABET) == 32
    assert not set("0O1I") & set(ALPHABET)


@given(bodies, st.integers(0, 9), st.sampled_from(ALPHABET))
def test_one_wrong_character_is_always_found(body: str, place: int, other: str) -> None:
    wrong = body[:place] + other + body[place + 1 :]
    assert (check_character(wrong) == check_character(body)) == (wrong == body)


def test_a_scanned_badge_reads_back_whole() -> None:
    secret = new_badge_secret()
    at = datetime(2026, 11, 23, tzinfo=UTC)
    event = uuid7(0, bytes(10))
    raw = RawScan(event, secret.encode(), secret, None, "d", ScanSource.SERIAL, at, 0)
    assert read(raw, lambda key: None).readings == (BadgeReading(secret),)


def test_the_database_keeps_neither_the_secret_nor_a_digest_of_use_elsewhere() -> None:
    secret = new_badge_secret()
    digest = badge_digest(secret, "a" * 32)
    assert re.fullmatch("[0-9a-f]{64}", digest)
    assert secret[4:] not in digest.upper()
    assert digest == badge_digest(secret, "a" * 32)
    assert digest != badge_digest(secret, "b" * 32)
