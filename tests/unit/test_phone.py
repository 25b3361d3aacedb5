"""Telephone numbers: what can be called, and why a text cannot."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procedure.phone import Phone, PhoneDoubt, PhoneKind, PhoneProblem, read_phone


@pytest.mark.parametrize(
    ("text", "kind", "shown"),
    [
        ("13800138000", PhoneKind.MOBILE, "13800138000"),
        ("+86 138-0013-8000", PhoneKind.MOBILE, "13800138000"),
        ("0086 13800138000", PhoneKind.MOBILE, "13800138000"),
        ("8613800138000", PhoneKind.MOBILE, "13800138000"),
        ("013800138000", PhoneKind.MOBILE, "13800138000"),
        ("13800138000.0", PhoneKind.MOBILE, "13800138000"),
        ("'13800138000", PhoneKind.MOBILE, "13800138000"),
        ("１３８００１３８０００", PhoneKind.MOBILE, "13800138000"),
        ("17012345678-1234", PhoneKind.VIRTUAL, "17012345678-1234"),
        ("17012345678转1234", PhoneKind.VIRTUAL, "17012345678-1234"),
        ("17012345678,1234", PhoneKind.VIRTUAL, "17012345678-1234"),
        ("010-62781234", PhoneKind.LANDLINE, "01062781234"),
        ("(021)62781234-801", PhoneKind.LANDLINE, "02162781234-801"),
        ("0755-88887777转123", PhoneKind.LANDLINE, "075588887777-123"),
        ("+86 10 6278 1234", PhoneKind.LANDLINE, "01062781234"),
        ("400-800-1234", PhoneKind.HOTLINE, "4008001234"),
        ("+86 400-800-1234", PhoneKind.HOTLINE, "4008001234"),
        ("95533", PhoneKind.HOTLINE, "95533"),
        ("+852 5123 4567", PhoneKind.OVERSEAS, "+852 51234567"),
        ("0085251234567", PhoneKind.OVERSEAS, "+852 51234567"),
    ],
)
def test_numbers_of_a_mainland_receiver(text: str, kind: PhoneKind, shown: str) -> None:
    phone = read_phone(text)
    assert isinstance(phone, Phone)
    assert (phone.kind, phone.shown) == (kind, shown)


@pytest.mark.parametrize(
    ("country", "text", "shown"),
    [
        # Example numbers of phonenumbers 9.0.43 (Apache-2.0).
        ("HK", "5123 4567", "+852 51234567"),
        ("MO", "6612 3456", "+853 66123456"),
        ("TW", "0912 345 678", "+886 912345678"),
        ("GB", "07400 123456", "+44 7400123456"),
        ("US", "(201) 555-0123", "+1 2015550123"),
        ("JP", "090-1234-5678", "+81 9012345678"),
        ("SG", "8123 4567", "+65 81234567"),
        ("HK", "13800138000", "13800138000"),
        ("GB", "+86 13800138000", "13800138000"),
    ],
)
def test_numbers_of_other_receivers(country: str, text: str, shown: str) -> None:
    phone = read_phone(text, country)
    assert isinstance(phone, Phone)
    assert phone.shown == shown


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ("", PhoneProblem.MISSING),
        (" 　", PhoneProblem.MISSING),
        ("138****8000", PhoneProblem.MASKED),
        ("138XXXX8000", PhoneProblem.MASKED),
        ("1.38E+10", PhoneProblem.MANGLED),
        ("13800138000/13900139000", PhoneProblem.SEVERAL),
        ("13800138000 13900139000", PhoneProblem.SEVERAL),
        ("电话13800138000", PhoneProblem.LETTERS),
        ("62781234", PhoneProblem.NO_AREA_CODE),
        ("12800138000", PhoneProblem.NO_SUCH_NUMBER),
        ("1380013800", PhoneProblem.NO_SUCH_NUMBER),
        ("138001380000", PhoneProblem.NO_SUCH_NUMBER),
        ("+1 000", PhoneProblem.NO_SUCH_NUMBER),
        ("+", PhoneProblem.NO_SUCH_NUMBER),
    ],
)
def test_why_a_text_is_no_number(text: str, problem: PhoneProblem) -> None:
    assert read_phone(text) == PhoneDoubt(problem)


def test_a_mainland_mobile_is_no_number_of_britain() -> None:
    assert read_phone("13800138000", "GB") == PhoneDoubt(PhoneProblem.NO_SUCH_NUMBER)


@given(st.text(max_size=40), st.sampled_from(["CN", "HK", "US", "", "??"]))
def test_any_text_gets_an_answer(text: str, country: str) -> None:
    answer = read_phone(text, country)
    if isinstance(answer, Phone):
        assert answer.national.isdecimal()
        assert answer.extension == "" or answer.extension.isdecimal()
