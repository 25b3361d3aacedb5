"""Addresses: what is missing or plainly wrong, part by part."""

from __future__ import annotations

import pytest

from procedure.address import Address, AddressKind, Part, Severity, check_address, region_of
from procedure.countries import COUNTRY_CODES, OFTEN_MEANT

HANGZHOU = ("CN", "浙江省", "杭州市", "西湖区", "")


def findings(*parts: str) -> list[str]:
    return [f"{f.kind} {f.part}" for f in check_address(Address(*parts))]


@pytest.mark.parametrize(
    ("province", "city", "district"),
    [
        ("北京市", "北京市", "朝阳区"),
        ("北京市", "市辖区", "朝阳区"),
        ("上海", "上海", "徐汇区"),
        ("", "天津市", "和平区"),
        ("重庆市", "", "渝中区"),
        ("重庆市", "县", "忠县"),
        ("广东省", "东莞市", ""),
        ("广东", "中山", ""),
        ("海南省", "儋州市", ""),
        ("甘肃省", "嘉峪关市", "市辖区"),
        ("海南省", "三沙市", ""),
        ("湖北省", "仙桃市", ""),
        ("湖北省", "省直辖县级行政区划", "仙桃市"),
        ("湖北省", "", "神农架林区"),
        ("河南省", "济源市", ""),
        ("海南省", "陵水黎族自治县", ""),
        ("新疆维吾尔自治区", "石河子市", ""),
        ("内蒙古自治区", "兴安盟", "乌兰浩特市"),
        ("内蒙古", "呼和浩特", "新城区"),
        ("贵州省", "黔南布依族苗族自治州", "长顺县"),
        ("云南省", "西双版纳州", "景洪市"),
    ],
)
def test_divisions_that_are_complete(province: str, city: str, district: str) -> None:
    held = [
        finding
        for finding in check_address(Address("CN", province, city, district, "", "人民路8号"))
        if finding.severity is Severity.HOLD
    ]
    assert held == []


@pytest.mark.parametrize(
    ("parts", "expected"),
    [
        (("CN", "", "杭州市", "西湖区", "", "文三路478号"), ["missing province"]),
        (("CN", "浙江省", "", "西湖区", "", "文三路478号"), ["missing city"]),
        (("CN", "浙江省", "杭州市", "", "", "文三路478号"), ["missing district"]),
        (("CN", "江苏省", "淮安市", "市辖区", "", "人民路8号"), ["missing district"]),
        (("CN", "北京市", "北京市", "", "", "建国路8号"), ["missing district"]),
        (("CN", "湖北省", "武汉市", "无", "", "人民路8号"), ["missing district"]),
        ((*HANGZHOU, ""), ["missing street", "missing door"]),
        ((*HANGZHOU, "文三路"), ["missing door"]),
        ((*HANGZHOU, "478号"), ["missing street"]),
        (("CN", "浙江省", "杭州市", "西湖区", "李家村", "15号"), []),
        (("HK", "", "", "", "", "弥敦道100号"), []),
        (("CN", "香港特别行政区", "九龙", "油尖旺区", "", "弥敦道100号"), []),
        (("CN", "澳门", "", "", "", "新马路1号"), []),
        (("TW", "", "", "", "", ""), ["missing street"]),
        (("", "浙江省", "杭州市", "西湖区", "", "文三路478号"), ["missing country"]),
        (("UK", "", "London", "", "", "10 Downing Street"), ["unknown country"]),
    ],
)
def test_each_missing_part_is_named(parts: tuple[str, ...], expected: list[str]) -> None:
    assert findings(*parts) == expected


@pytest.mark.sop("2.2.3a")
@pytest.mark.parametrize(
    ("detail", "expected"),
    [
        ("XX路15号", ["nameless street"]),
        ("xx路xx小区", ["nameless street", "nameless street", "missing door"]),
        ("文三路XX小区3栋", ["nameless street"]),
        ("×××路8号", ["nameless street"]),
        ("某某路8号", ["nameless street"]),
        ("路15号", ["nameless street"]),
        ("小区3栋2单元", ["nameless street"]),
        ("人民路15号小区3栋", ["nameless street"]),
        ("大道8号", ["nameless street"]),
        ("人民路", ["missing door"]),
        ("阳光小区", ["missing door"]),
        ("地铁2号线旁", ["missing door"]),
        ("一号桥小区", ["missing door"]),
        ("五一大道", ["missing door"]),
        ("解放路2段", ["missing door"]),
        ("107国道", ["missing door"]),
        ("中山路**号", ["masked street", "missing door"]),
        ("文三路4＊8号", ["masked street"]),
    ],
)
def test_obviously_wrong_streets_are_caught(detail: str, expected: list[str]) -> None:
    assert findings(*HANGZHOU, detail) == expected


@pytest.mark.parametrize(
    "detail",
    [
        "文三路478号",
        "人民路小区3栋2单元",
        "文三路478",
        "天府大道中段1388号",
        "建设路１５號",
        "人民路 15 号",
        "阳光小区12-3-401",
        "万达广场A座",
        "三里屯SOHO 5栋1202",
        "甲1号",
        "李家村3组",
        "幸福里弄堂三号",
        "湖滨花园 1204",
    ],
)
def test_good_streets_are_left_alone(detail: str) -> None:
    assert findings(*HANGZHOU, detail) == []


@pytest.mark.sop("2.2.3a")
@pytest.mark.parametrize(
    ("province", "city", "home"),
    [
        ("浙江省", "广州市", "广东"),
        ("广东", "杭州", "浙江"),
        ("北京市", "上海市", "上海"),
        ("河南省", "仙桃市", "湖北"),
    ],
)
def test_a_city_of_another_province_is_caught(province: str, city: str, home: str) -> None:
    (finding,) = check_address(Address("CN", province, city, "城区", "", "人民路8号"))
    assert (finding.part, finding.kind) == (Part.CITY, AddressKind.ELSEWHERE)
    assert finding.severity is Severity.HOLD
    assert (finding.seen, finding.hint) == (city, home)


def test_divisions_the_tables_do_not_know_are_doubts_only() -> None:
    address = Address("CN", "东海省", "新城市", "旧城区", "", "人民路8号")
    assert [(f.part, f.kind, f.severity) for f in check_address(address)] == [
        (Part.PROVINCE, AddressKind.UNKNOWN, Severity.DOUBT),
        (Part.CITY, AddressKind.UNKNOWN, Severity.DOUBT),
    ]


def test_chaoyang_district_is_not_taken_for_chaoyang_city() -> None:
    (finding,) = check_address(Address("CN", "吉林省", "朝阳区", "南湖街道", "", "人民路8号"))
    assert finding.kind is AddressKind.UNKNOWN


def test_a_country_code_people_often_mistake_comes_with_a_hint() -> None:
    (finding,) = check_address(Address("UK", detail="10 Downing Street"))
    assert (finding.seen, finding.hint) == ("UK", "GB")
    assert set(OFTEN_MEANT.values()) <= COUNTRY_CODES
    assert not set(OFTEN_MEANT) & COUNTRY_CODES


@pytest.mark.parametrize(
    ("country", "province", "region"),
    [
        ("CN", "浙江省", "CN"),
        ("CN", "香港特别行政区", "HK"),
        ("CN", "澳门", "MO"),
        ("CN", "台湾省", "TW"),
        ("JP", "", "JP"),
    ],
)
def test_whose_rules_hold(country: str, province: str, region: str) -> None:
    assert region_of(Address(country, province)) == region
