"""Completeness: one case per missing datum, and the hold each leads to."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest

from procedure.address import Address
from procedure.completeness import FindingCode, OrderedItem, OrderFacts, check
from procedure.words import HoldKind

GOOD = OrderFacts(
    order_no="20261123000001",
    items=(OrderedItem("85123A", "White Hanging Heart T-Light Holder", 6),),
    receiver="王芳",
    phone="13800138000",
    email="",
    buyer_logged_in=True,
    address=Address("CN", "浙江省", "杭州市", "西湖区", "", "文三路478号"),
)

LABELLED = json.loads(
    (Path(__file__).parent.parent / "data" / "labelled_addresses.json").read_text("utf-8")
)["cases"]


def test_a_complete_order_has_no_findings() -> None:
    assert check(GOOD) == ()


@pytest.mark.parametrize(
    ("change", "expected"),
    [
        ({"order_no": " "}, FindingCode.MISSING_ORDER_NO),
        ({"items": ()}, FindingCode.MISSING_PRODUCT),
        ({"items": (OrderedItem("", "Heart", 1),)}, FindingCode.MISSING_PRODUCT),
        ({"items": (OrderedItem("85123A", "Heart", None),)}, FindingCode.MISSING_QUANTITY),
        ({"items": (OrderedItem("85123A", "Heart", 0),)}, FindingCode.MISSING_QUANTITY),
        ({"receiver": ""}, FindingCode.MISSING_RECEIVER),
        ({"receiver": "王*"}, FindingCode.MASKED_RECEIVER),
        ({"phone": ""}, FindingCode.MISSING_PHONE),
        ({"phone": "138****8000"}, FindingCode.MASKED_PHONE),
        ({"phone": "12345"}, FindingCode.UNUSABLE_PHONE),
        ({"address": Address("CN")}, FindingCode.MISSING_ADDRESS),
    ],
)
def test_each_missing_datum_holds_the_order(change: dict[str, Any], expected: FindingCode) -> None:
    (finding,) = check(replace(GOOD, **change))
    assert (finding.code, finding.hold) == (expected, HoldKind.TO_VERIFY)


def test_the_line_without_a_product_is_named() -> None:
    items = (*GOOD.items, OrderedItem("", "", None))
    found = check(replace(GOOD, items=items))
    assert [(f.code.value, f.params["line"]) for f in found] == [
        ("missing_product", 2),
        ("missing_quantity", 2),
    ]


@pytest.mark.sop("2.1.1b")
@pytest.mark.parametrize(
    ("logged_in", "phone", "email", "held"),
    [
        (False, "", "", True),
        (False, " ", "no mail", True),
        (False, "", "anna@example.org", False),
        (False, "13800138000", "", False),
        (True, "", "", False),
    ],
)
def test_a_guest_must_leave_a_contact(logged_in: bool, phone: str, email: str, held: bool) -> None:
    found = check(replace(GOOD, buyer_logged_in=logged_in, phone=phone, email=email))
    kinds = [f.hold for f in found if f.code is FindingCode.MISSING_CONTACT]
    assert kinds == ([HoldKind.MISSING_CONTACT] if held else [])


@pytest.mark.sop("2.2.1b")
@pytest.mark.parametrize("case", LABELLED, ids=lambda case: str(case["input"]))
def test_real_addresses_name_each_missing_part(case: dict[str, Any]) -> None:
    parts = (case["province"], case["city"], case["county"], "", case["detail"])
    found = check(replace(GOOD, address=Address("CN", *parts)))
    assert [f.code.value for f in found] == case["findings"]
    assert {f.hold for f in found} <= {HoldKind.TO_VERIFY}


@pytest.mark.sop("2.2.1b")
@pytest.mark.parametrize(
    ("country", "parts", "expected"),
    [
        ("CN", ("广东省", "东莞市", "", "虎门镇", "人民路8号"), []),
        ("CN", ("广东省", "东莞市", "", "虎门镇", "人民路"), ["missing_door"]),
        ("CN", ("广东省", "中山市", "", "石岐街道", "孙文西路8号"), []),
        ("CN", ("海南省", "儋州市", "", "那大镇", "中兴大道8号"), []),
        ("CN", ("甘肃省", "嘉峪关市", "", "", "新华中路8号"), []),
        ("CN", ("海南省", "三沙市", "", "永兴镇", "北京路8号"), []),
        ("CN", ("广东省", "深圳市", "", "", "深南大道8号"), ["missing_district"]),
        ("CN", ("北京市", "北京市", "朝阳区", "", "建国路8号"), []),
        ("CN", ("重庆市", "重庆市", "", "", "中山路8号"), ["missing_district"]),
        ("CN", ("湖北省", "仙桃市", "", "", "沔阳大道8号"), []),
        ("CN", ("河南省", "", "济源市", "", "济水大街8号"), []),
        ("CN", ("新疆维吾尔自治区", "石河子市", "", "", "北三路8号"), []),
        ("HK", ("", "九龙", "油尖旺区", "", "弥敦道100号"), []),
        ("MO", ("", "", "", "", "新马路1号"), []),
        ("TW", ("", "台北市", "信义区", "", ""), ["missing_street"]),
    ],
)
def test_divisions_of_every_shape(
    country: str, parts: tuple[str, ...], expected: list[str]
) -> None:
    phones = {"HK": "51234567", "MO": "66123456", "TW": "0912345678"}
    facts = replace(GOOD, phone=phones.get(country, GOOD.phone), address=Address(country, *parts))
    assert [f.code.value for f in check(facts)] == expected


def test_a_doubt_holds_nothing() -> None:
    address = Address("CN", "浙江省", "新城市", "旧城区", "", "人民路8号")
    (finding,) = check(replace(GOOD, address=address))
    assert (finding.code, finding.hold) == (FindingCode.UNKNOWN_CITY, None)


def test_findings_carry_no_personal_text() -> None:
    address = replace(GOOD.address, detail="张家巷*号")
    facts = replace(GOOD, receiver="张*", phone="138****8000", address=address)
    told = " ".join(str(value) for f in check(facts) for value in f.params.values())
    assert "张" not in told
    assert "138" not in told
