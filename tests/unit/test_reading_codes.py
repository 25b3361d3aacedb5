"""Stop 4: what a text may be."""

from __future__ import annotations

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from procedure.codes import (
    BadgeReading,
    BoxReading,
    CommandReading,
    DefectReading,
    LoadReading,
    LotReading,
    OrderReading,
    ProductReading,
    QuantityReading,
    Reading,
    ReasonReading,
    SerialReading,
    SheetReading,
    ShelfReading,
    ToteReading,
    WaybillReading,
)
from procedure.gs1 import gs1_facts
from procedure.gtin import gtin14_forms, has_right_check_digit
from procedure.ids import uuid7
from procedure.parcel_words import DefectCode
from procedure.reading import RESERVED_PREFIXES, matching_key, read
from procedure.scans import RawScan
from procedure.waybill_patterns import carriers_of
from procedure.words import Command, ScanSource, ShortReason
from tests.floor.goods import LAMP, LAMP_EAN, MUG, MUG_EAN, TEA, TEA_EAN, TWIN, code, gs1


@pytest.mark.parametrize(
    ("text", "reading"),
    [
        ("CMD-UNDO", CommandReading(Command.UNDO)),
        ("cmd-undo\r\n", CommandReading(Command.UNDO)),
        ("ＣＭＤ－ＵＮＤＯ", CommandReading(Command.UNDO)),
        ("WHY-NOTFOUND", ReasonReading(ShortReason.NOT_FOUND)),
        ("WHY-SLIP", DefectReading(DefectCode.WRONG_SLIP)),
        ("QTY-1", QuantityReading(1)),
        ("QTY-05", QuantityReading(5)),
        ("QTY-999", QuantityReading(999)),
        ("USR-ABCDEFGHJK2", BadgeReading("USR-ABCDEFGHJK2")),
        ("LOC-A-01-02-03", ShelfReading("A-01-02-03")),
        ("BOX-20261123000042-1", BoxReading("BOX-20261123000042-1")),
        ("WAV-0318", SheetReading("WAV-0318")),
        ("PICK-20261123-0042", SheetReading("PICK-20261123-0042")),
        ("PICK-20261123-0042-V12", SheetReading("PICK-20261123-0042", 12)),
        ("PICK-20261123-0042-V0", SheetReading("PICK-20261123-0042-V0")),
        ("TOTE-17", ToteReading("TOTE-17")),
    ],
)
def test_own_codes_have_exactly_one_reading(text: str, reading: Reading) -> None:
    assert code(text).readings == (reading,)


@pytest.mark.parametrize("text", ["WHY-DAMAGED", "WHY-WRONGLOT"])
def test_a_card_of_pickers_and_inspectors_has_both_readings(text: str) -> None:
    both = (ReasonReading(ShortReason(text)), DefectReading(DefectCode(text)))
    assert code(text).readings == both


@pytest.mark.parametrize(
    "text",
    [
        "QTY-0",
        "QTY-1000",
        "QTY-X",
        "CMD-DANCE",
        "WHY-NOT",
        "LOC-",
        "LOC-A 01",
        "BOX-",
    ],
)
def test_a_damaged_own_code_is_nothing_at_all(text: str) -> None:
    assert code(text).readings == ()


def test_a_bare_shelf_code_is_no_shelf() -> None:
    made = code("A-01-02-03").readings
    assert made == (LotReading("A-01-02-03"), SerialReading("A-01-02-03"))


def test_a_damaged_badge_is_still_a_badge_and_no_lot() -> None:
    assert [type(r) for r in code("USR-AB").readings] == [BadgeReading]


@pytest.mark.parametrize("text", [MUG_EAN, "0" + MUG_EAN])
def test_an_article_number_compares_as_fourteen_digits(text: str) -> None:
    assert ProductReading(MUG) in code(text).readings


def test_an_article_number_with_a_wrong_check_digit_is_not_read() -> None:
    assert all(not isinstance(r, ProductReading) for r in code(MUG_EAN[:-1] + "3").readings)


def test_an_ean_that_looks_like_a_yunda_number_has_both_readings() -> None:
    readings = code(LAMP_EAN).readings
    assert ProductReading(LAMP) in readings
    assert WaybillReading(LAMP_EAN) in readings


def test_a_custom_code_is_found_by_its_matching_key() -> None:
    assert ProductReading(MUG) in code("mug-bl").readings


@pytest.mark.parametrize("aim", ["]C1", "]d2", "]Q3", "]e0"])
def test_gs1_gives_lot_date_and_serial(aim: str) -> None:
    text = gs1(TEA_EAN, "B2401", serial="S7", expires="270131")
    wanted = ProductReading(TEA, 1, "B2401", date(2027, 1, 31), "S7")
    assert code(text, aim).readings[0] == wanted
    assert code(text.replace("\x1d", "~"), aim).readings[0] == wanted


def test_gs1_best_before_stands_in_for_expiry() -> None:
    reading = code(f"01{TEA_EAN.zfill(14)}1527013110B2401", "]d2").readings[0]
    assert isinstance(reading, ProductReading)
    assert reading.expires_on == date(2027, 1, 31)


def test_a_carton_counts_its_content() -> None:
    text = f"02{TEA_EAN.zfill(14)}3712\x1d10B2401"
    assert code(text, "]C1").readings == (ProductReading(TEA, 12, "B2401"),)


@pytest.mark.parametrize("aim", [None, "]C0", "]E0"])
def test_without_its_aim_identifier_nothing_is_gs1(aim: str | None) -> None:
    made = read_text(gs1(TEA_EAN, "B2401"), aim)
    assert all(not isinstance(r, ProductReading) for r in made)


def test_gs1_with_a_wrong_check_digit_is_a_misread() -> None:
    wrong = TEA_EAN[:-1] + str((int(TEA_EAN[-1]) + 1) % 10)
    assert code(gs1(wrong, "B2401")).readings == ()
    assert gs1_facts(gs1(wrong, "B2401")) is None, "also where a product is known under it"


def test_a_gs1_lot_label_without_article_is_a_lot() -> None:
    assert LotReading("B2401") in code("10B2401", "]C1").readings


def test_a_carton_counted_by_pieces_counts_them() -> None:
    text = f"01{TEA_EAN.zfill(14)}3006\x1d10B2401"
    assert code(text, "]C1").readings == (ProductReading(TEA, 6, "B2401"),)


def test_production_date_and_weight_are_carried() -> None:
    text = f"01{TEA_EAN.zfill(14)}11260901310300025510B2401"
    reading = code(text, "]C1").readings[0]
    assert isinstance(reading, ProductReading)
    assert (reading.made_on, reading.net_g) == (date(2026, 9, 1), 255)


@pytest.mark.parametrize(("ai", "grams"), [("3100", 2_000_000), ("3102", 20_000), ("3103", 2000)])
def test_a_net_weight_counts_its_decimals(ai: str, grams: int) -> None:
    facts = gs1_facts(f"01{TEA_EAN.zfill(14)}{ai}002000")
    assert facts is not None
    assert facts.net_g == grams


def test_an_sscc_is_a_load_and_its_content_counts() -> None:
    assert code("00106141412345678908", "]C1").readings == (LoadReading("106141412345678908"),)
    whole = f"0010614141234567890802{TEA_EAN.zfill(14)}3712\x1d10B2401"
    assert code(whole, "]C1").readings == (
        ProductReading(TEA, 12, "B2401"),
        LoadReading("106141412345678908"),
    )


def test_an_sscc_with_a_wrong_check_digit_is_a_misread() -> None:
    assert LoadReading not in map(type, code("00106141412345678909", "]C1").readings)


def test_other_application_identifiers_are_passed_over() -> None:
    text = f"01{TEA_EAN.zfill(14)}20112405550A\x1d10B2401\x1d91OURS"
    assert code(text, "]d2").readings == (ProductReading(TEA, 1, "B2401"),)


@pytest.mark.parametrize(
    "address",
    [
        "https://example.com/01/{gtin}/10/B2401/21/S7?17=270131",
        "http://id.gs1.org/01/{gtin}/10/b2401/21/s7?17=270131&utm=x",
        "https://example.com/tea/shop/01/{gtin}/10/%42%32401/21/S7?17=270131",
    ],
)
@pytest.mark.parametrize("aim", [None, "]Q1", "]d1"])
def test_a_digital_link_says_what_an_element_string_says(address: str, aim: str | None) -> None:
    made = code(address.format(gtin=TEA_EAN.zfill(14)), aim).readings
    assert made == (ProductReading(TEA, 1, "B2401", date(2027, 1, 31), "S7"),)


@pytest.mark.parametrize(
    "address",
    [
        "https://example.com/",
        "https://example.com/p/17",
        "https://example.com/01/06923450011271",
        "https://example.com/01",
        "https://[::1/01/06923450011270",
        "ftp://example.com/01/06923450011270",
    ],
)
def test_any_other_address_is_no_digital_link(address: str) -> None:
    assert code(address).readings == ()


@pytest.mark.parametrize("text", ["S7", "SN-2026/0042", "351756051523999", "00:1A:2B:3C:4D:5E"])
def test_a_text_may_be_a_serial_number(text: str) -> None:
    expected = () if len(text) < 3 else (SerialReading(text),)
    assert tuple(r for r in code(text).readings if isinstance(r, SerialReading)) == expected


def test_a_gs1_serial_label_without_article_is_a_serial_number() -> None:
    made = code("21S7", "]C1").readings
    assert SerialReading("S7") in made
    assert SerialReading("21S7") not in made


def test_one_text_can_be_two_products() -> None:
    made = code(TWIN).readings
    assert made[:2] == (ProductReading(MUG), ProductReading(LAMP))


@pytest.mark.parametrize("text", ["20261123000042", "202611231000000"])
def test_order_numbers(text: str) -> None:
    assert OrderReading(text) in code(text).readings


@pytest.mark.parametrize("text", ["20261323000042", "20260230000042", "2026112300004"])
def test_an_order_number_carries_a_date(text: str) -> None:
    assert OrderReading(text) not in code(text).readings


@pytest.mark.parametrize(
    ("number", "carrier"),
    [
        ("SF1234567890123", "SF"),
        ("YT1234567890123", "YTO"),
        ("73123456789012", "ZTO"),
        ("77123456789012", "STO"),
        ("312345678901234", "YUNDA"),
        ("JT1234567890123", "JT"),
        ("JDVA12345678901", "JD"),
        ("9123456789012", "EMS"),
        ("PA12345678901", "EMS"),
        ("DPK123456789012", "DPK"),
        ("RB123456785GB", "UPU"),
    ],
)
def test_waybill_numbers(number: str, carrier: str) -> None:
    assert carrier in carriers_of(number)
    assert WaybillReading(number) in code(number).readings


def test_a_postal_number_with_a_wrong_check_digit_is_none() -> None:
    assert carriers_of("RB123456784GB") == ()


@pytest.mark.parametrize("prefix", ["\\000026", "\\000003", "\\000032"])
def test_an_eci_prefix_is_taken_off(prefix: str) -> None:
    assert code(prefix + "TOTE-17").readings == (ToteReading("TOTE-17"),)


@pytest.mark.parametrize("text", ["B24\ufffd01", "SF\ud8001234567890123"])
def test_what_was_not_decoded_is_never_guessed(text: str) -> None:
    assert read_text(text, None) == ()


def test_upc_e_and_gtin_8_are_told_by_their_check_digits() -> None:
    assert gtin14_forms("04252614") == ("00042100005264",)
    assert gtin14_forms("96385074") == ("00000096385074",)


def read_text(text: str, aim: str | None) -> tuple[Reading, ...]:
    at = datetime(2026, 11, 23, tzinfo=UTC)
    raw = text.encode(errors="replace")
    scan = RawScan(uuid7(1, bytes(10)), raw, text, aim, "wedge", ScanSource.WEDGE, at, 1)
    return read(scan, {TEA_EAN.zfill(14): ProductReading(TEA)}.get).readings


_AIMS = st.sampled_from([None, "]C1", "]d2", "]Q3", "]e0", "]E0", "]C0", "rubbish"])
_TEXTS = st.one_of(
    st.text(max_size=60),
    st.text(st.characters(categories=["Cs", "Cc", "Cf", "Nd", "Co"]), max_size=40),
    st.binary(max_size=60).map(lambda raw: raw.decode("utf-8", "replace")),
    st.binary(max_size=60).map(lambda raw: raw.decode("latin-1")),
    st.text("0123456789\x1d~-", max_size=60),
    st.builds(str.__add__, st.sampled_from(["HTTPS://A/", "http://", "\\000026"]), st.text()),
    st.text("HTPS:/01?=&%.[]", max_size=60).map("https://a/01/".__add__),
    st.builds(str.__add__, st.sampled_from(RESERVED_PREFIXES), st.text(max_size=12)),
    st.builds(
        str.__add__, st.sampled_from(["01", "02", "10", "17", "21", "37"]), st.text(max_size=30)
    ),
)


@given(_TEXTS, _AIMS)
def test_no_text_ever_raises(text: str, aim: str | None) -> None:
    read_text(text, aim)


@given(_TEXTS)
def test_a_matching_key_is_its_own_matching_key(text: str) -> None:
    assert matching_key(matching_key(text)) == matching_key(text)


@given(_TEXTS)
def test_a_reserved_prefix_is_never_read_as_something_else(text: str) -> None:
    free = (ProductReading, OrderReading, WaybillReading, LotReading)
    if matching_key(text).startswith(RESERVED_PREFIXES):
        assert all(not isinstance(reading, free) for reading in read_text(text, None))


@given(st.text("0123456789", min_size=12, max_size=14), st.integers(1, 9))
def test_a_wrong_check_digit_is_told(digits: str, by: int) -> None:
    check = next(d for d in "0123456789" if has_right_check_digit(digits[:-1] + d))
    wrong = digits[:-1] + str((int(check) + by) % 10)
    assert gtin14_forms(wrong) == ()
