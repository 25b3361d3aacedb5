"""Sheets of goods into the house: told before, written once, told again; on every database."""

from __future__ import annotations

from sqlalchemy import func, select

from db.schema.products import Product, ProductAlternative, ProductGift, ProductPart
from db.schema.stock import Lot, Shelf, StockMovement
from fulfilment.goods.export import export_goods
from fulfilment.goods.files.importing import refused_rows, take_in
from fulfilment.goods.files.sheet_reader import read_goods
from fulfilment.goods.files.sheet_writer import CSV, XLSX, written
from fulfilment.goods.importing import import_goods
from fulfilment.goods.sheets import GoodsKind, GoodsReport, RowFate
from fulfilment.house import SYSTEM
from procedure.effects import Refused
from procedure.shelf_codes import walk_key
from procedure.texts import sentence
from procedure.verdicts import VerdictKind
from procedure.words import DangerClass, Post
from resources.catalogue import load
from tests.plugins.everything import nothing_written
from tests.plugins.houses import CABLE, EAN, MUG, TEA, SmallHouse
from tests.plugins.journey import balance, expect, verdict_of

K, F = GoodsKind, RowFate
EN = load("en")


def goods(at: SmallHouse, kind: GoodsKind, *lines: str, preview: bool = False) -> GoodsReport:
    """Import a sheet as the buyer does."""
    rows = read_goods("\n".join(lines).encode(), kind)
    buyer = at.people[Post.PURCHASING]
    return expect(GoodsReport, import_goods(at.house, buyer, kind, rows, preview=preview))


def fates(report: GoodsReport) -> list[RowFate]:
    return [row.fate for row in report.rows]


def reasons(report: GoodsReport) -> list[object]:
    """Why rows were refused; every sentence is whole."""
    found: list[object] = []
    for row in report.refused:
        assert row.refused is not None
        assert "{" not in sentence(row.refused).render()
        found.append(row.refused.params.get("why", row.refused.kind))
    return found


PRODUCTS = (
    "sku,name,weight,danger,lot_tracked",
    "lamp,Lamp,900,电池,no",
    f'{MUG},"Mug, green",,,',
    f'{CABLE},"Cable USB-C, 2 m",45 g,none,',
    "lamp,Another lamp,,,",
    "BOX-9,Box,,,",
    "torch,,,,",
    f"{TEA},,,,no",
    f"{EAN[MUG]},A number,,,",
)


def test_every_row_has_its_fate_before_and_after(at: SmallHouse) -> None:
    with nothing_written(at.house.database):
        told = goods(at, K.PRODUCTS, *PRODUCTS, preview=True)
    done = goods(at, K.PRODUCTS, *PRODUCTS)
    assert not told.written
    assert (done.rows, done.written) == (told.rows, True)
    assert fates(done)[:3] == [F.NEW, F.CHANGED, F.UNCHANGED]
    assert reasons(done) == ["twice", "reserved", "name", "tracking"]
    assert fates(done)[7] is F.NEW, "a SKU of digits is a text of its own"
    with at.house.database.read() as connection:
        facts = connection.execute(
            select(Product.weight_g, Product.danger, Product.version).where(Product.sku == "LAMP")
        ).one()
        mug = connection.execute(
            select(Product.name, Product.weight_g, Product.fragile).where(Product.sku == MUG)
        ).one()
    assert tuple(facts) == (900, DangerClass.BATTERY, 1)
    assert tuple(mug) == ("Mug, green", 340, True), "empty cells and missing columns change nothing"


def test_the_same_sheet_again_changes_nothing_and_says_so(at: SmallHouse) -> None:
    sheets: dict[GoodsKind, tuple[str, ...]] = {
        K.SUPPLIERS: ("supplier,name,lead_days", "yiwu-1,义乌百货,7"),
        K.PRODUCTS: ("sku,name,supplier", "set-1,Set,yiwu-1", "lamp,Lamp,"),
        K.CODES: ("sku,code,units", "lamp,6901234500011,", "lamp,LAMP-12,12"),
        K.SHELVES: ("shelf,kind", "R-01-01-01,reserve", "A-01-01-01,pick"),
        K.STOCK: ("sku,shelf,quantity", "lamp,R-01-01-01,40"),
        K.ALTERNATIVES: ("sku,alternative", f"lamp,{MUG}", f"lamp,{TEA}"),
        K.BUNDLES: ("bundle,part,quantity", f"set-1,{MUG},2", "set-1,lamp,1"),
        K.GIFTS: ("sku,gift,from_quantity", f"set-1,{CABLE},3"),
    }
    for kind, lines in sheets.items():
        assert F.REFUSED not in fates(goods(at, kind, *lines)), kind
    with nothing_written(at.house.database):
        for kind, lines in sheets.items():
            assert set(fates(goods(at, kind, *lines))) == {F.UNCHANGED}, kind
    with at.house.database.read() as connection:
        ranks = connection.scalars(
            select(ProductAlternative.rank).order_by(ProductAlternative.rank)
        ).all()
        assert ranks == [1, 2]
        assert connection.scalar(select(func.count()).select_from(ProductPart)) == 2
        assert connection.scalar(select(ProductGift.from_quantity)) == 3
        assert connection.scalar(select(Product.is_bundle).where(Product.sku == "SET-1"))
        key = connection.scalar(select(Shelf.walk_key).where(Shelf.code == "R-01-01-01"))
    assert key == walk_key("R-01-01-01")


def test_codes_are_refused_row_by_row(at: SmallHouse) -> None:
    report = goods(
        at,
        K.CODES,
        "sku,code,units",
        f"{MUG},{EAN[MUG]},",
        f"{MUG},MUG-CARTON,6",
        f"{TEA},mug-carton,6",
        f"{TEA},{EAN[MUG]},",
        "nobody,6901234500011,",
        f"{TEA},6901234500012,",
        f"{TEA},QTY-5,",
    )
    assert fates(report)[:2] == [F.UNCHANGED, F.NEW]
    assert reasons(report) == [
        "twice",
        "twice",
        VerdictKind.GOODS_NOT_FOUND,
        "check_digit",
        "reserved",
    ]
    taken = goods(at, K.CODES, "sku,code", f"{TEA},{EAN[MUG]}")
    assert reasons(taken) == [VerdictKind.CODE_TAKEN]
    assert fates(goods(at, K.CODES, "sku,code,units", f"{MUG},MUG-CARTON,12")) == [F.CHANGED]


STOCK = (
    "sku,shelf,lot,expires_on,quantity",
    f"{MUG},A-02-01-01,,,5",
    f"{TEA},A-02-01-01,L3000,2028-01-01,7",
    f"{TEA},A-01-01-01,L3000,,2",
    f"{TEA},A-01-02-01,L3000,2028-02-01,7",
    f"{TEA},A-02-01-01,L1108,2027-03-02,1",
    f"{TEA},A-02-01-01,L0,2026-11-23,1",
    f"{TEA},A-02-01-01,,,1",
    f"{TEA},A-02-01-01,ÄÖ,,1",
    f"{MUG},A-01-01-02,L1,,1",
    f"{MUG},Z-01-01-01,,,1",
    f"{MUG},STAGING,,,1",
    f"{MUG},A-01-02-01,,,0",
    f"{CABLE},A-01-02-01,,,-3",
    f'{CABLE},A-01-01-01,,,"9,000,000"',
    "nobody,A-01-01-01,,,1",
    f"{MUG},A-01-01-01,,,21",
)


def test_opening_stock_goes_through_the_ledger_and_what_cannot_be_is_refused(
    at: SmallHouse,
) -> None:
    with nothing_written(at.house.database):
        told = goods(at, K.STOCK, *STOCK, preview=True)
    done = goods(at, K.STOCK, *STOCK)
    assert done.rows == told.rows
    assert fates(done)[:3] == [F.NEW] * 3
    V = VerdictKind
    assert reasons(done) == [
        V.LOT_DATE_DIFFERS,
        V.LOT_DATE_DIFFERS,
        V.LOT_TOO_OLD,
        V.LOT_NEEDED,
        V.LOT_UNFIT,
        V.LOT_NOT_KEPT,
        V.GOODS_NOT_FOUND,
        "staging",
        "none",
        "none",
        "absurd",
        V.GOODS_NOT_FOUND,
        V.OPENING_REFUSED,
    ]
    assert balance(at, MUG) == (25, 25, 0, 0)
    assert balance(at, TEA) == (29, 29, 0, 0)
    with at.house.database.read() as connection:
        documents = set(connection.scalars(select(StockMovement.document)))
        lots = connection.scalar(select(func.count()).select_from(Lot).where(Lot.code == "L3000"))
    assert (documents, lots) == ({"opening"}, 1)
    with nothing_written(at.house.database):
        again = goods(at, K.STOCK, *STOCK)
    assert fates(again)[:3] == [F.UNCHANGED] * 3


def test_bundles_from_a_sheet_keep_the_rules(at: SmallHouse) -> None:
    goods(at, K.PRODUCTS, "sku,name", "set-1,Set", "set-2,Set of sets")
    report = goods(
        at,
        K.BUNDLES,
        "bundle,part,quantity",
        "set-2,set-1,1",
        f"set-1,{MUG},2",
        f"{TEA},{MUG},1",
        "set-2,set-2,1",
        "set-1,nobody,1",
    )
    assert fates(report)[1] is F.NEW
    assert reasons(report) == [
        "part_is_bundle",
        "has_stock",
        "itself",
        VerdictKind.GOODS_NOT_FOUND,
    ]
    stock = goods(at, K.STOCK, "sku,shelf,quantity", "set-1,A-01-01-01,1", "set-2,A-01-01-01,1")
    assert fates(stock) == [F.REFUSED, F.NEW]
    assert reasons(stock) == ["bundle"]


def test_what_is_exported_can_be_imported_again(at: SmallHouse) -> None:
    goods(at, K.SUPPLIERS, "supplier,name", "yiwu-1,义乌百货")
    goods(at, K.PRODUCTS, "sku,name,supplier", "set-1,Set,yiwu-1")
    goods(at, K.BUNDLES, "bundle,part", f"set-1,{MUG}")
    goods(at, K.GIFTS, "sku,gift", f"set-1,{TEA}")
    goods(at, K.ALTERNATIVES, "sku,alternative", f"{MUG},{TEA}")
    with nothing_written(at.house.database):
        for kind in GoodsKind:
            rows = export_goods(at.house, SYSTEM, kind)
            assert not isinstance(rows, Refused)
            assert rows, kind
            for ending in (CSV, XLSX):
                sheet = written(kind, rows, "zh_TW", ending)
                taken = take_in(at.house, SYSTEM, kind, sheet, EN, preview=False)
                assert taken.report is not None, taken.summary
                wrong = list(refused_rows(taken.report, EN, 5))
                assert set(fates(taken.report)) == {F.UNCHANGED}, (kind, wrong)


def test_who_may_not_manage_goods_neither_imports_nor_exports(at: SmallHouse) -> None:
    picker = at.people[Post.PICKER]
    rows = read_goods(b"sku,name\nlamp,Lamp", K.PRODUCTS)
    with nothing_written(at.house.database):
        answer = import_goods(at.house, picker, K.PRODUCTS, rows, preview=False)
    assert verdict_of(answer).kind is VerdictKind.NOT_ALLOWED
    assert verdict_of(export_goods(at.house, picker, K.STOCK)).kind is VerdictKind.NOT_ALLOWED


def test_a_file_is_told_in_sentences(at: SmallHouse) -> None:
    buyer = at.people[Post.PURCHASING]
    sheet = b"sku,name\nlamp,Lamp\nBOX-1,Box\n"
    told = take_in(at.house, buyer, K.PRODUCTS, sheet, EN, preview=True)
    assert told.summary == (
        "2 rows read, nothing written yet: 1 would be new, 0 changed, 0 are so already, "
        "1 are to be corrected."
    )
    assert told.report is not None
    assert list(refused_rows(told.report, EN, 9)) == [
        "Row 3: BOX-1 begins like a code of this house and cannot be a product's. Use another."
    ]
    unread = take_in(at.house, buyer, K.PRODUCTS, b"%PDF-1.7 x", EN, preview=False)
    assert (unread.report, unread.complete) == (None, False)
    assert unread.summary.startswith("This is no CSV or Excel file but one of the kind pdf.")
