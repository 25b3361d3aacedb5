"""Products, codes, pictures, bundles and what goes with them, on every database."""

from __future__ import annotations

from concurrent.futures import ThreadPoolExecutor
from dataclasses import replace
from threading import Event

import pytest
from sqlalchemy import select

from db.schema.products import ProductAlternative, ProductCode, ProductPart, ProductPicture
from fulfilment.goods.product_codes import CodeDraft, CodesSaved, save_codes
from fulfilment.goods.product_facts import ProductFacts
from fulfilment.goods.product_links import (
    Gift,
    LinksSaved,
    Part,
    save_alternatives,
    save_gifts,
    save_parts,
)
from fulfilment.goods.product_rows import locked_products, update_products
from fulfilment.goods.products import (
    MOST_PICTURE_BYTES,
    PictureSaved,
    ProductConflict,
    ProductSaved,
    save_picture,
    save_product,
)
from fulfilment.goods.suppliers import SupplierConflict, SupplierFacts, SupplierSaved, save_supplier
from fulfilment.house import Actor, Work
from fulfilment.stock.receiving import Receipt, receive_goods
from procedure.ids import ProductId
from procedure.permissions import UseCase
from procedure.texts import sentence
from procedure.verdicts import VerdictKind
from procedure.words import CountRule, DangerClass, Post, SaleStatus
from tests.plugins.everything import nothing_written
from tests.plugins.houses import CABLE, EAN, MUG, TEA, SmallHouse
from tests.plugins.journey import expect, verdict_of
from tests.plugins.lock_waits import wait_until

K = VerdictKind
PNG = b"\x89PNG\r\n\x1a\n" + bytes(40)
LAMP = ProductFacts(
    sku="lamp-1",
    name=" Lamp ",
    weight_g=900,
    length_mm=100,
    width_mm=100,
    height_mm=300,
    fragile=True,
    danger=DangerClass.BATTERY,
    low_stock_below=3,
)


@pytest.fixture
def buyer(at: SmallHouse) -> Actor:
    return at.people[Post.PURCHASING]


def made(at: SmallHouse, buyer: Actor, facts: ProductFacts = LAMP) -> ProductId:
    return expect(ProductSaved, save_product(at.house, buyer, facts)).product_id


def keys(at: SmallHouse, product_id: ProductId) -> dict[str, int]:
    with at.house.database.read() as connection:
        rows = connection.execute(
            select(ProductCode.key, ProductCode.units).where(ProductCode.product_id == product_id)
        )
        return {row.key: row.units for row in rows}


def why(answer: object) -> object:
    """The reason of a refusal, whose sentence must be whole."""
    said = verdict_of(answer)
    assert "{" not in sentence(said).render()
    return said.params.get("why", said.kind)


def test_a_new_product_scans_by_its_sku(at: SmallHouse, buyer: Actor) -> None:
    assert keys(at, made(at, buyer)) == {"LAMP-1": 1}


def test_two_edits_of_one_version_are_a_conflict_that_shows_both(
    at: SmallHouse, buyer: Actor
) -> None:
    product = made(at, buyer)
    mine = replace(LAMP, sku="LAMP-1", name="Lamp, brass")
    saved = save_product(at.house, buyer, mine, product, 1)
    assert saved == ProductSaved(product, 2)
    theirs = replace(mine, name="Lamp, iron", sale_status=SaleStatus.DELISTED)
    with nothing_written(at.house.database):
        late = expect(ProductConflict, save_product(at.house, buyer, theirs, product, 1))
        same = expect(ProductSaved, save_product(at.house, buyer, mine, product, 2))
    assert (late.mine.name, late.theirs.name, late.version) == ("Lamp, iron", "Lamp, brass", 2)
    assert not same.changed
    assert save_product(at.house, buyer, theirs, product, late.version) == ProductSaved(product, 3)


@pytest.mark.parametrize(
    ("changes", "reason"),
    [
        ({"sku": ""}, "sku_missing"),
        ({"sku": "LOC-A"}, "reserved"),
        ({"sku": MUG.lower()}, "sku_taken"),
        ({"sku": f"0{EAN[MUG]}"}, K.CODE_TAKEN),
        ({"name": "  "}, "name"),
        ({"name": "x" * 201}, "name_long"),
        ({"weight_g": 0}, "weight"),
        ({"width_mm": 10_001}, "size"),
        ({"shipping_margin_days": -1}, "margin"),
        ({"low_stock_below": -1}, "low_stock"),
        ({"serial_tracked": True, "count_rule": CountRule.COUNT}, "count_serial"),
        ({"supplier_id": 7}, K.GOODS_NOT_FOUND),
    ],
)
def test_a_product_that_cannot_be_is_refused(
    at: SmallHouse, buyer: Actor, changes: dict[str, object], reason: object
) -> None:
    facts = replace(LAMP, **changes)  # type: ignore[arg-type]
    with nothing_written(at.house.database):
        answer = save_product(at.house, buyer, facts)
    assert why(answer) == reason


def test_who_may_not_manage_goods_is_told(at: SmallHouse) -> None:
    with nothing_written(at.house.database):
        answer = save_product(at.house, at.people[Post.PICKER], LAMP)
    assert verdict_of(answer).kind is K.NOT_ALLOWED


def test_tracking_stays_while_there_is_stock(at: SmallHouse, buyer: Actor) -> None:
    facts = ProductFacts(MUG, "Mug, blue, 350 ml", weight_g=340, fragile=True)
    with nothing_written(at.house.database):
        answer = save_product(
            at.house, buyer, replace(facts, lot_tracked=True), at.products[MUG], 1
        )
        assert why(answer) == "tracking"
        other = save_product(at.house, buyer, replace(facts, sku="MUG-2"), at.products[MUG], 1)
        assert why(other) == "sku_fixed"
    product = made(at, buyer)
    tracked = replace(LAMP, sku="LAMP-1", lot_tracked=True)
    assert expect(ProductSaved, save_product(at.house, buyer, tracked, product, 1)).changed


def test_codes_are_replaced_and_belong_to_one_product(at: SmallHouse, buyer: Actor) -> None:
    product = made(at, buyer)
    first = [CodeDraft("2000000000015"), CodeDraft("lamp-carton", 12), CodeDraft("LAMP-1")]
    assert save_codes(at.house, buyer, product, first) == CodesSaved(2, 0, 0)
    assert keys(at, product) == {"02000000000015": 1, "LAMP-CARTON": 12, "LAMP-1": 1}
    second = [CodeDraft("02000000000015"), CodeDraft("LAMP-CARTON", 6)]
    assert save_codes(at.house, buyer, product, second) == CodesSaved(0, 2, 0)
    with nothing_written(at.house.database):
        taken = save_codes(at.house, buyer, product, [CodeDraft(EAN[TEA])])
    assert verdict_of(taken).params == {"code": EAN[TEA], "sku": TEA}
    assert save_codes(at.house, buyer, product, []) == CodesSaved(0, 0, 2)
    assert keys(at, product) == {"LAMP-1": 1}


@pytest.mark.parametrize(
    ("drafts", "reason"),
    [
        ([CodeDraft("USR-ABCDEFGH")], "reserved"),
        ([CodeDraft("6901234567893")], "check_digit"),
        ([CodeDraft("AB")], "length"),
        ([CodeDraft("CARTON-1", 0)], "units"),
        ([CodeDraft("CARTON-1", 6), CodeDraft("carton-1", 12)], "two_contents"),
    ],
)
def test_a_text_that_is_no_code_is_refused(
    at: SmallHouse, buyer: Actor, drafts: list[CodeDraft], reason: str
) -> None:
    with nothing_written(at.house.database):
        assert why(save_codes(at.house, buyer, at.products[MUG], drafts)) == reason
        assert why(save_codes(at.house, buyer, ProductId(1), drafts)) is K.GOODS_NOT_FOUND


def test_a_picture_is_kept_replaced_and_taken_away(at: SmallHouse, buyer: Actor) -> None:
    mug = at.products[MUG]
    first = expect(PictureSaved, save_picture(at.house, buyer, mug, PNG))
    assert first.changed
    with nothing_written(at.house.database):
        assert save_picture(at.house, buyer, mug, PNG) == PictureSaved(first.digest, False)
        assert why(save_picture(at.house, buyer, mug, b"GIF89a")) == "kind"
        assert why(save_picture(at.house, buyer, mug, PNG + bytes(MOST_PICTURE_BYTES))) == "size"
    expect(PictureSaved, save_picture(at.house, buyer, mug, b"\xff\xd8\xff" + bytes(20)))
    with at.house.database.read() as connection:
        assert connection.scalar(select(ProductPicture.media_type)) == "image/jpeg"
    assert save_picture(at.house, buyer, mug, None) == PictureSaved("", True)


def test_a_bundle_has_parts_that_are_no_bundles_and_no_stock(at: SmallHouse, buyer: Actor) -> None:
    bundle = made(at, buyer, ProductFacts("SET-1", "Set"))
    other = made(at, buyer, ProductFacts("SET-2", "Set of sets"))
    mug, tea = at.products[MUG], at.products[TEA]
    parts = [Part(mug, 2), Part(tea, 1)]
    assert save_parts(at.house, buyer, bundle, parts) == LinksSaved(2, True)
    with nothing_written(at.house.database):
        assert save_parts(at.house, buyer, bundle, parts) == LinksSaved(2, False)
        assert why(save_parts(at.house, buyer, other, [Part(bundle, 1)])) == "part_is_bundle"
        assert why(save_parts(at.house, buyer, other, [Part(other, 1)])) == "itself"
        assert why(save_parts(at.house, buyer, other, [Part(mug, 0)])) == "quantity"
        assert why(save_parts(at.house, buyer, other, [Part(mug, 1), Part(mug, 1)])) == "twice"
        assert why(save_parts(at.house, buyer, mug, [Part(tea, 1)])) == "has_stock"
        assert why(save_gifts(at.house, buyer, mug, [Gift(bundle, 1, 1)])) == "gift_bundle"
    expect(LinksSaved, save_parts(at.house, buyer, bundle, [Part(other, 1)]))
    with nothing_written(at.house.database):
        assert why(save_parts(at.house, buyer, other, [Part(mug, 1)])) == "is_part"
    assert save_parts(at.house, buyer, bundle, []) == LinksSaved(0, True)
    with at.house.database.read() as connection:
        assert connection.scalar(select(ProductPart.part_id)) is None


def test_alternatives_are_ranked(at: SmallHouse, buyer: Actor) -> None:
    mug, tea, cable = (at.products[sku] for sku in (MUG, TEA, CABLE))
    assert save_alternatives(at.house, buyer, mug, [cable, tea]) == LinksSaved(2, True)
    with at.house.database.read() as connection:
        ranked = connection.scalars(
            select(ProductAlternative.alternative_id).order_by(ProductAlternative.rank)
        ).all()
    assert ranked == [cable, tea]
    with nothing_written(at.house.database):
        assert why(save_alternatives(at.house, buyer, mug, [mug])) == "itself"
        assert why(save_alternatives(at.house, buyer, mug, [tea, tea])) == "twice"


def test_suppliers_are_written_and_their_edits_told_apart(at: SmallHouse, buyer: Actor) -> None:
    facts = SupplierFacts("yiwu-1", "义乌百货", lead_days=7)
    saved = expect(SupplierSaved, save_supplier(at.house, buyer, facts))
    changed = replace(facts, code="YIWU-1", email="a@b.cn")
    again = save_supplier(at.house, buyer, changed, saved.supplier_id, 1)
    assert again == SupplierSaved(saved.supplier_id, 2)
    with nothing_written(at.house.database):
        late = expect(SupplierConflict, save_supplier(at.house, buyer, facts, saved.supplier_id, 1))
        assert late.theirs == changed
        assert why(save_supplier(at.house, buyer, facts)) == "taken"
        for wrong, reason in (
            ({"name": ""}, "name"),
            ({"lead_days": -1}, "lead_days"),
            ({"email": "nobody"}, "email"),
            ({"code": "OTHER"}, "code_fixed"),
        ):
            bad = replace(changed, **wrong)
            assert why(save_supplier(at.house, buyer, bad, saved.supplier_id, 2)) == reason


def test_goods_that_arrive_while_a_product_changes_heed_the_change(
    at: SmallHouse, buyer: Actor
) -> None:
    """The change is made and not committed when the goods are booked in: they must wait for it."""
    lamp = made(at, buyer)
    changed, go_on = Event(), Event()

    def track(work: Work) -> None:
        facts = locked_products(work, [lamp])[lamp].facts
        update_products(work, [(lamp, replace(facts, lot_tracked=True))])
        changed.set()
        assert go_on.wait(30)

    goods = Receipt(lamp, "A-01-02-01", "", None, 4)
    with ThreadPoolExecutor(2) as office:
        tracking = office.submit(at.house.run, buyer, UseCase.MANAGE_GOODS, track)
        assert changed.wait(30)
        receiving = office.submit(receive_goods, at.house, at.people[Post.PICKER], goods)
        wait_until(at, receiving.done)
        go_on.set()
    assert tracking.result() is None
    assert verdict_of(receiving.result()).kind is K.LOT_NEEDED
