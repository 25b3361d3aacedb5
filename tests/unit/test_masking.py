"""The label mask and the screen mask: what they hide, and that they never show more."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procedure.masking import (
    mask_address_for_label,
    mask_address_for_screen,
    mask_name,
    mask_phone_for_label,
    mask_phone_for_screen,
)


@pytest.mark.sop("4.2.1b")
@pytest.mark.parametrize(
    ("name", "masked"),
    [
        ("李", "*"),
        ("赵磊", "赵*"),
        ("陈文静", "陈*静"),
        ("欧阳", "欧*"),
        ("欧阳修", "欧阳*"),
        ("歐陽娜娜", "歐陽*娜"),
        ("阿依古丽", "阿**丽"),
        ("买买提·艾力", "买**·*力"),
        ("𠅤𬭎", "𠅤*"),
        ("Jo", "J*"),
        ("X", "*"),
        ("A B", "A *"),
        ("John  Smith", "J*** S****"),
        ("杨 ", "*"),
        ("", ""),
        ("  ", ""),
    ],
)
def test_a_name_keeps_its_surname_and_hides_at_least_one_character(name: str, masked: str) -> None:
    assert mask_name(name) == masked


@given(st.text(alphabet="陈文静欧阳赵司马·Aab é𠅤", max_size=12))
def test_every_name_that_is_not_empty_hides_something(name: str) -> None:
    plain = " ".join(name.split())
    masked = mask_name(name)
    assert len(masked) == len(plain)
    if any(char not in "· " for char in plain):
        assert "*" in masked


@pytest.mark.sop("4.2.1b")
@pytest.mark.parametrize(
    ("phone", "masked"),
    [
        ("13800138034", "138******34"),
        ("138 0013 8034", "138 **** **34"),
        ("+8613800138034", "+86138******34"),
        ("0086-138-0013-8034", "0086-138-****-**34"),
        ("0579-85551221", "0579-******21"),
        ("(010) 6255-1234", "(010) ****-**34"),
        ("0571-88888834-801", "0571-******34-801"),
        ("17012345678-1234", "170******78-1234"),
        ("17012345678转1234", "170******78转1234"),
        ("400-123-4567", "40*-***-**67"),
        ("13800138034/13900139056", "138******34/139******56"),
        ("13800138034 13900139056", "*********** *********56"),
        ("8555122", "******2"),
        ("95338", "*****"),
        ("95338转12", "*****转**"),
        ("１３８００１３８０３４", "１３８******３４"),
        ("none", "none"),
        ("", ""),
    ],
)
def test_a_label_hides_six_digits_of_every_phone(phone: str, masked: str) -> None:
    assert mask_phone_for_label(phone) == masked


@pytest.mark.parametrize(
    ("phone", "masked"),
    [
        ("13800131234", "138****1234"),
        ("+86 138 0013 1234", "+86 138 **** 1234"),
        ("0571-88881234", "0571-****1234"),
        ("17012345678-1234", "170****5678-1234"),
        ("8555122", "****122"),
        ("95338", "****8"),
        ("110", "***"),
        ("", ""),
    ],
)
def test_a_screen_hides_four_digits_of_every_phone(phone: str, masked: str) -> None:
    assert mask_phone_for_screen(phone) == masked


def _digits(text: str) -> int:
    return sum(char.isdecimal() for char in text)


_PHONES = st.one_of(
    st.text(alphabet="0123456789+- ()转#x/,", max_size=24),
    st.from_regex(r"1[3-9][0-9]{9}(-[0-9]{1,4})?", fullmatch=True),
    st.from_regex(r"0[0-9]{2,3}-[0-9]{7,8}", fullmatch=True),
)


@given(_PHONES)
def test_a_label_never_shows_more_than_all_digits_but_six(phone: str) -> None:
    masked = mask_phone_for_label(phone)
    assert len(masked) == len(phone)
    assert _digits(masked) <= max(0, _digits(phone) - 6)
    assert all(
        now == was or (now == "*" and was.isdecimal())
        for now, was in zip(masked, phone, strict=True)
    )


@given(_PHONES)
def test_no_run_of_digits_is_longer_after_masking(phone: str) -> None:
    def longest(text: str) -> int:
        return max((len(run) for run in re.findall(r"\d+", text)), default=0)

    for mask in (mask_phone_for_label, mask_phone_for_screen):
        assert longest(mask(phone)) <= longest(phone)


@given(_PHONES)
def test_a_screen_always_hides_four_digits_where_there_are_four(phone: str) -> None:
    assert _digits(mask_phone_for_screen(phone)) <= max(0, _digits(phone) - 4)


@pytest.mark.sop("4.2.1b")
@pytest.mark.parametrize(
    ("address", "masked"),
    [
        ("文三路478号华星时代广场A座1203室", "文三路478号华星时代广场****"),
        ("文三路 478 号 3幢2单元501", "文三路 478 号****"),
        ("延安西路100弄5号302室", "延安西路100弄5号****"),
        ("桃源小区3-2-501", "桃源小区****"),
        ("桃源小区３号楼２单元", "桃源小区****"),
        ("人民路1-3号 二楼", "人民路1-3号****"),
        ("建设路88号", "建设路88号"),
        ("百层镇人民路5号 12#602", "百层镇人民路5号****"),
        ("新店镇李家村", "新店镇李家村"),
        ("3栋502", "****"),
        ("12 Baker Street, Flat 4B, London", "12 Baker Street ****, London"),
        ("500 Main St Apt 12", "500 Main St ****"),
        ("500 Main St #12", "500 Main St ****"),
        ("", ""),
    ],
)
def test_a_label_hides_building_unit_and_room(address: str, masked: str) -> None:
    assert mask_address_for_label(address) == masked


@pytest.mark.parametrize(
    ("address", "masked"),
    [
        ("文三路478号华星时代广场A座1203室", "文三路****"),
        ("延安西路100弄5号302室", "延安西路****"),
        ("桃源小区3-2-501", "桃源小区****"),
        ("新店镇李家村", "新店镇李家村"),
        ("12 Baker Street", "**** Baker Street"),
        ("", ""),
    ],
)
def test_a_screen_hides_the_door_too(address: str, masked: str) -> None:
    assert mask_address_for_screen(address) == masked


@given(st.integers(1, 99), st.integers(1, 9), st.integers(101, 3299))
def test_room_and_unit_never_stay(building: int, unit: int, room: int) -> None:
    for detail in (
        f"文三路478号{building}幢{unit}单元{room}室",
        f"文三路478号{building}-{unit}-{room}",
        f"文三路478号{building}号楼{room}",
    ):
        assert mask_address_for_label(detail) == "文三路478号****"
        assert mask_address_for_screen(detail) == "文三路****"
